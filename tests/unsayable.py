"""Words unlike anything else, a look for them in a log, and an index that repeats them."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fakes import CannedNews, answered, article, quoted
from index.errors import FilterError
from running import SECRET, TOKEN
from telegram_server import ChatUser, Group

if TYPE_CHECKING:
    from index.types import Answer, Results

# Like nothing else: what is found of them in a log is theirs.
ASKED, FOLLOWED, CAPTION, EDITED, TYPED, PRESSED, MENTIONED, AMONG, REFUSED, HURRIED, OPERATOR, BROKEN, TOLD = (
    "Zwirbelkraut", "Quastenfloh", "Möhrenjägerin", "Dünenpfropf", "Schnabelwurz", "Krummhorngras", "Nebelkrähenmus",
    "Wackelsteinöl", "Tümpelorgel", "Fransenquark", "Moosgeläut", "Bröselfjord", "Zündholzegge",
)  # fmt: skip
WORDS = (
    ASKED, FOLLOWED, CAPTION, EDITED, TYPED, PRESSED, MENTIONED, AMONG, REFUSED, HURRIED, OPERATOR, BROKEN, TOLD,
    "Gundelrebe", "Xaverine", "xaverine_q", "Ypsilonde", "Lesekreisel", "日照時間",
)  # fmt: skip
ADA = ChatUser(1, "Xaverine", language_code="de", username="xaverine_q")
EVE = ChatUser(2, "Ypsilonde", language_code="en")
CLUB = Group(-1_001_000_000_777, "Lesekreisel")

SPELLINGS = {
    spelling.casefold()
    for word in WORDS
    for spelling in (word, f"{word!a}"[1:-1], json.dumps(word)[1:-1], quote(word), str(word.encode())[2:-1])
}
SECRETS = {spelling.casefold() for spelling in (TOKEN, TOKEN.split(":")[1], quote(TOKEN, safe=""), SECRET)}


class Log(io.StringIO):
    """What the program's own handler wrote, record by record."""

    def records(self) -> list[str]:
        return re.split(r"(?m)^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ [A-Z]+ )", self.getvalue())

    def check(self) -> None:
        """Nothing that people wrote at INFO or above, and no secret anywhere."""
        # python-telegram-bot changes the case of what Telegram says.
        assert [secret for secret in SECRETS if secret in self.getvalue().casefold()] == []
        for record in self.records():
            if not re.match(r"\S+ \S+ DEBUG ", record):
                assert [spelling for spelling in SPELLINGS if spelling in record.casefold()] == [], record


class Leaky(CannedNews):
    """An index whose errors say what was asked, once it is broken.

    Attributes:
        broken: whether it is.
    """

    def __init__(self) -> None:
        known = {one: answered(one, quoted("Am 3. Mai.")) for one in (f"Wo ist {ASKED}?", f"Was ist {MENTIONED}?")}
        known |= {f"after:{OPERATOR} was?": FilterError("time", OPERATOR)}  # type: ignore[dict-item]
        super().__init__(known, [article(url=f"https://lokalblatt.example/{n}") for n in range(9)])
        self.broken = False

    def answer(self, question: str, **scope: Any) -> Answer:  # noqa: ANN401 - as the base has it
        self._fail_at(question)
        return super().answer(question, **scope)

    def search(self, question: str, k: int = 10, **scope: Any) -> Results:  # noqa: ANN401
        self._fail_at(question)
        return super().search(question, k, **scope)

    def _fail_at(self, question: str) -> None:
        if self.broken:
            try:
                {}[question.casefold()]  # type: ignore[index]
            except KeyError as error:
                error.add_note(f"stems: {question.lower()[:-2]}; {question!a}; {question.encode()!r}")
                raise RuntimeError(f"no vector for {json.dumps(question)}, model cracked") from error
