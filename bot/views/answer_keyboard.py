"""The buttons below an answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.views.buttons import CHOSEN, button, in_rows

if TYPE_CHECKING:
    from datetime import datetime

    from bot.locale import Messages
    from bot.reply import Button, Keyboard
    from bot.shown import TimeSpan
    from index.filters import Filters
    from index.types import Answer

_AROUND: Final = 5
_AROUND_IN_A_ROW: Final = 3
_WEEK: Final = timedelta(days=7)


def answer_keyboard(
    answer: Answer, messages: Messages, *, now: datetime, answer_id: int, span: TimeSpan, vote: bool | None
) -> Keyboard:
    """More passages and another time, as far as they make sense; what stands around each quote; how it was liked."""
    first = [] if answer.nothing_passed else [button(messages.more_passages, "more", answer_id, 0)]
    if span != "week" and _reaches_beyond_a_week(answer.filters, now) and not _undated(answer):
        first.append(button(messages.this_week, "span", answer_id, "week"))
    if span == "week" or (answer.filters.by_time and span != "all"):
        first.append(button(messages.all_time, "span", answer_id, "all"))
    votes = tuple(
        button(vote_label(good=good, chosen=vote is good), "vote", answer_id, int(good)) for good in (True, False)
    )
    return (*in_rows(first, len(first)), *in_rows(_around(answer, messages, answer_id), _AROUND_IN_A_ROW), votes)


def vote_label(*, good: bool, chosen: bool) -> str:
    """What stands on the button that likes an answer, or the one that does not."""
    sign = "👍" if good else "👎"
    return f"{sign} {CHOSEN}" if chosen else sign


def _around(answer: Answer, messages: Messages, answer_id: int) -> list[Button]:
    """One button for each quote; a second quote of an article, whose number is the same, is told by its place."""
    buttons: list[Button] = []
    seen: dict[int, int] = {}
    for place, quote in enumerate(() if answer.abstained else answer.quotes[:_AROUND], 1):
        number = quote.citation.number
        seen[number] = seen.get(number, 0) + 1
        again = f" · {seen[number]}" if seen[number] > 1 else ""
        buttons.append(button(f"{messages.context_of(number)}{again}", "around", answer_id, place))
    return buttons


def _undated(answer: Answer) -> bool:
    """Whether all that was found is without a date, so that no week holds any of it."""
    found = [quote.citation for quote in answer.quotes] or answer.nearest
    return bool(found) and all(citation.published is None for citation in found)


def _reaches_beyond_a_week(filters: Filters, now: datetime) -> bool:
    """Whether the last week is a part of the time that was asked about, and not all of it."""
    week_ago = now - _WEEK
    ends_before = filters.until is not None and filters.until <= week_ago
    begins_inside = filters.since is not None and filters.since >= week_ago
    return not (ends_before or begins_inside)
