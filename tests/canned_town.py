"""What a small town's papers write about its bridge, and what a bot knows by heart of it, in three languages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from fakes import CannedNews, answered, article, cited, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.types import Answer, Article

PUBLISHED = datetime(2024, 11, 30, 6, 0, tzinfo=UTC)
OPENS, COSTS = "When does the new bridge open?", "How much does the new bridge cost?"
WHY = "Why does the new bridge open?"
OEFFNET, WARUM = "Wann wird die Brücke eröffnet?", "Warum wird die Brücke eröffnet?"
KOGDA, POCHEMU = "Когда откроют новый мост?", "Почему откроют новый мост?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence of an article that answers a question, the words that do, and what stands around it."""

    question: str
    quote: str
    words: str
    before: str
    behind: str
    title: str
    outlet: str

    @property
    def article(self) -> Article:
        text = f"{self.before} {self.quote} {self.behind}"
        return article(text, f"https://{self.outlet.lower()}.example/bridge", self.title, self.outlet, PUBLISHED)

    def answer(self, question: str = "") -> Answer:
        """Quotes the sentence; of an index that was made a good two hours ago."""
        start = self.quote.index(self.words)
        citation = cited(url=self.article.url, title=self.title, source=self.outlet, published=PUBLISHED)
        quote = replace(
            quoted(self.quote, citation, len(self.before) + 1), answering=((start, start + len(self.words)),)
        )
        made = datetime.now(UTC) - timedelta(hours=2, minutes=5)
        return replace(answered(question or self.question, quote), as_of=made, newest=PUBLISHED)


ENGLISH = Told(
    question=OPENS,
    quote="The new bridge over the Aue opens on 3 May, a year late.",
    words="on 3 May",
    before="Workers hung the last cables on Monday.",
    behind="The mayor pays for the lamps himself.",
    title="A bridge at last",
    outlet="Aueside",
)
GERMAN = Told(
    question=OEFFNET,
    quote="Die neue Brücke über die Aue wird am 3. Mai eröffnet.",
    words="am 3. Mai",
    before="Am Montag hängten Arbeiter die letzten Seile ein.",
    behind="Die Lampen zahlt der Bürgermeister selbst.",
    title="Endlich eine Brücke",
    outlet="Lokalblatt",
)
RUSSIAN = Told(
    question=KOGDA,
    quote="Новый мост через Ауэ откроют 3 мая, на год позже.",
    words="3 мая",
    before="В понедельник рабочие натянули последние тросы.",
    behind="За фонари мэр платит сам.",
    title="Наконец мост",
    outlet="Berega",
)
COST = replace(
    ENGLISH,
    question=COSTS,
    quote="The new bridge costs 58 million crowns.",
    words="58 million crowns",
    before="The council met on Tuesday.",
    outlet="Ledger",
)


def town(more: Mapping[str, Answer | Exception] | None = None) -> CannedNews:
    """Seven articles of seven outlets, and answers to questions about the bridge, and to ``more``."""
    articles = [told.article for told in (ENGLISH, GERMAN, RUSSIAN, COST)]
    articles += [
        article(f"The bridge is news for day {day}.", f"https://day{day}.example/", f"Day {day}", f"Day{day}", at)
        for day, at in ((1, datetime(2024, 12, 1, tzinfo=UTC)), (2, datetime(2024, 12, 2, tzinfo=UTC)), (3, None))
    ]
    answers: dict[str, Answer | Exception] = {told.question: told.answer() for told in (ENGLISH, GERMAN, RUSSIAN, COST)}
    answers |= {WHY: ENGLISH.answer(WHY), WARUM: GERMAN.answer(WARUM), POCHEMU: RUSSIAN.answer(POCHEMU)}
    return CannedNews(answers | dict(more or {}), articles)


def asked(news: CannedNews) -> list[str]:
    """What the bot asked the index, without what it asks itself at the start."""
    return [question for question in news.asked if question != "news"]
