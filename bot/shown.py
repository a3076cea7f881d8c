"""What was asked and shown in a chat, as far as it is needed again: for follow-ups, buttons and edited questions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

TimeSpan = Literal["", "week", "all"]
"""Which time was asked for by a button: none, the last week, all time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePlace:
    """Where a quote stands: the article's address, and characters of its text; as in ``index.types.Quote``."""

    url: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An answer in a chat.

    Attributes:
        chat_id: where it is.
        thread_id: topic of the forum, None where there are none.
        user_id: who asked.
        question_id: message with the question, None where a button asked.
        question: what was asked, in a form that stands by itself.
        before: the question that one may have gone on from, None where there was none.
        replying: whether it was asked in reply to that one's answer.
        span: which time the button below it asked for.
        quotes: what is quoted, as numbered.
        digest: of what the person wrote, so that an edit that changes no word is told; empty where a button asked.
        message_ids: of the answer, in order; empty until it is sent.
        answer_id: number of the answer, 0 until it is recorded.
    """

    chat_id: int
    user_id: int
    question: str
    thread_id: int | None = None
    question_id: int | None = None
    before: str | None = None
    replying: bool = False
    span: TimeSpan = ""
    quotes: tuple[QuotePlace, ...] = ()
    digest: str = ""
    message_ids: tuple[int, ...] = ()
    answer_id: int = field(default=0, compare=False)

    def citation_number(self, place: QuotePlace) -> int:
        """The number a quote's article was shown with."""
        return list(dict.fromkeys(quote.url for quote in self.quotes)).index(place.url) + 1
