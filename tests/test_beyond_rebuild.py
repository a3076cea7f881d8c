"""Generations come and go on a server of Milvus while people ask: no question fails, and none mixes two of them."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import reduce
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

import pytest

from beyond import Beyond, beyond, write
from index.following import FollowingIndex
from index.news import open_index
from index.types import Article
from running import eventually

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.types import Answer, Citation

__all__ = ["beyond"]  # fixtures

pytestmark = pytest.mark.beyond

COUNTED = (
    ("Ada Thornley", "boats"), ("Odile Brandt", "goats"), ("Veit Lorentz", "organ pipes"), ("Joan Peake", "violins"),
    ("Hinnerk Tammen", "dikes"), ("Lucille Abara", "orchids"), ("Thea Nordhoff", "miners"), ("Sam Ellery", "lamps"),
    ("Ines Quell", "swans"), ("Rolf Maddern", "bridges"),
)  # fmt: skip
WIRED, STEADY = 5, 60
ASKERS = 3

# --- what is printed ---


class Edition(NamedTuple):
    """Of the town's news.

    Attributes:
        number: most articles say it.
        era: the others stay as they are from edition to edition, but not from era to era.
        options: of the command that publishes it.
        anew: whether it is made anew from the ground, in a collection of its own.
    """

    number: int
    era: int
    options: tuple[str, ...] = ()
    anew: bool = False

    @property
    def articles(self) -> dict[str, Article]:
        """All of it, by their addresses."""
        return {one.url: one for one in (*self._counts(), *self._guests(), *self._lots())}

    @property
    def outlets(self) -> dict[str, int]:
        """How many articles each outlet has in it."""
        return {"Herald": len(COUNTED), "Courier": WIRED, "Guestbook": self._guest_count, "Ledger": STEADY}

    @property
    def _guest_count(self) -> int:
        return 3 + self.number % 3

    def _counts(self) -> Iterator[Article]:
        for place, (who, what) in enumerate(COUNTED):
            text = (
                f"{who} counted {100 * self.number + place} {what} in the town of Wickmarsh for edition {self.number} "
                f"of the register. It took {who} all of Sunday, and nobody was in a hurry."
            )
            yield self._told("Herald", f"count/{place}", f"{what.capitalize()} of edition {self.number}", text)
            if place < WIRED:
                yield self._told("Courier", f"count/{place}", f"Register, edition {self.number}: {what}", text)

    def _guests(self) -> Iterator[Article]:
        for place in range(self._guest_count):
            text = f"Guest {place} praised the town of Wickmarsh for the count of edition {self.number}."
            yield self._told("Guestbook", f"guest/{self.number}/{place}", f"Guest of edition {self.number}", text)

    def _lots(self) -> Iterator[Article]:
        for place in range(STEADY):
            text = f"Lot {place} in the town of Wickmarsh was sold in auction {self.era}. The bidders took the tram."
            yield self._told("Ledger", f"lot/{place}", f"Lot {place} of auction {self.era}", text, dated=False)

    def _told(self, outlet: str, name: str, title: str, text: str, *, dated: bool = True) -> Article:
        return Article(
            url=f"https://{outlet.lower()}.example/{name}",
            title=title,
            text=text,
            source=outlet,
            language="en",
            published=datetime(2026, 11, 1, self.number, tzinfo=UTC) if dated else None,
        )


EDITIONS = (
    Edition(1, era=1, anew=True),
    Edition(2, era=1),
    Edition(3, era=1),
    Edition(4, era=2, anew=True),
    Edition(5, era=2, options=("--precision", "fp32"), anew=True),
    Edition(6, era=2),
)
PRINTED = {edition.number: edition.articles for edition in EDITIONS}

# --- what is told ---


@dataclass(slots=True)
class Heard:
    """What a stream of questions was told.

    Attributes:
        answers: when what answered was published, and the editions that all of the answer may be from.
        others: of what was searched for and looked up: the editions that all of it may be from.
        failures: what was raised instead.
    """

    answers: list[tuple[datetime, set[int]]] = field(default_factory=list)
    others: list[set[int]] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)


def shared(editions: Iterable[set[int]]) -> set[int]:
    """The editions that all of it may be from."""
    return reduce(set.intersection, editions, set(PRINTED))


def printing(article: Article) -> set[int]:
    """The editions that hold an article letter by letter."""
    return {
        number
        for number, articles in PRINTED.items()
        if (known := articles.get(article.url))
        and (known.title, known.text, known.published, known.source)
        == (article.title, article.text, article.published, article.source)
    }


def naming(cited: Citation, words: str = "") -> set[int]:
    """The editions that hold a headline, and these words below it."""
    return {
        number
        for number, articles in PRINTED.items()
        if (known := articles.get(cited.url))
        and (known.title, known.published, known.source) == (cited.title, cited.published, cited.source)
        and words in known.text
    }


def telling(answer: Answer) -> set[int]:
    """The editions that all of an answer may be from."""
    quoted = [naming(quote.citation, quote.text) for quote in answer.quotes]
    return shared([*quoted, *map(naming, answer.also_reported_by), *map(naming, answer.nearest)])


def ask(news: FollowingIndex, heard: Heard, number: int) -> None:
    who, what = COUNTED[number % len(COUNTED)]
    asked = f"How many {what} did {who} count in Wickmarsh?"
    match number % 6:
        case 0:
            heard.others.append(shared(printing(one.article) for one in news.search(asked)))
        case 1:
            found = news.latest("Wickmarsh", 30).passages
            heard.others.append(shared(printing(one.article) for one in found) if found else set())
        case 2:
            outlets = {one.name: one.articles for one in news.outlets()}
            heard.others.append({edition.number for edition in EDITIONS if edition.outlets == outlets})
        case _:
            answer = news.answer(asked)
            assert answer.quotes
            heard.answers.append((answer.as_of, telling(answer)))


@contextmanager
def stream(news: FollowingIndex) -> Iterator[Heard]:
    """Questions by several at once, during the block."""
    heard, done = Heard(), threading.Event()

    def go_on(numbers: Iterable[int]) -> None:
        for number in numbers:
            if done.is_set():
                return
            try:
                ask(news, heard, number)
            except Exception as error:  # noqa: BLE001 - it is what the test looks for
                heard.failures.append(error)

    threads = [threading.Thread(target=go_on, args=(count(first),)) for first in range(ASKERS)]
    for thread in threads:
        thread.start()
    try:
        yield heard
    finally:
        done.set()
        for thread in threads:
            thread.join()


def test_no_question_fails_or_mixes_two_generations_while_another_process_publishes(beyond: Beyond) -> None:
    source = beyond.folder / "articles.jsonl"
    collections: list[str] = []

    def publish(edition: Edition) -> int:
        write(source, edition.articles.values())
        done = beyond.rebuild(source, "--prune", *edition.options)
        assert done.status == 0, done.err
        collections.append(done.collection)
        return done.generation

    first, *later = EDITIONS
    publish(first)
    with FollowingIndex(open_index(beyond.location, threshold=0.0)) as news, stream(news) as heard:
        eventually(lambda: len(heard.answers) > 20, 60)
        for edition in later:
            generation = publish(edition)
            eventually(lambda generation=generation: news.status().generation == generation, 20)  # type: ignore[misc]
            before = len(heard.answers)
            eventually(lambda before=before: len(heard.answers) > before + 20, 60)  # type: ignore[misc]
    assert heard.failures == []
    assert len(heard.answers) + len(heard.others) >= 500
    assert all(heard.others), "a search found what no edition holds together"
    # Each generation told of one edition, and they came in their order.
    told: dict[datetime, set[int]] = {}
    for as_of, editions in heard.answers:
        told[as_of] = told.get(as_of, editions) & editions
    assert [told[as_of] for as_of in sorted(told)] == [{edition.number} for edition in EDITIONS]
    begun = [here != before for before, here in zip(["", *collections], collections, strict=False)]
    assert begun == [edition.anew for edition in EDITIONS]
