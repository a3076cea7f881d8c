from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.locale.languages import name_of
from bot.locale.messages import Messages

if TYPE_CHECKING:
    from datetime import date

    from index.filters import Filters
    from index.types import Status

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _date(moment: datetime) -> str:
    return _day(moment.astimezone(UTC).date())


def _date_and_time(moment: datetime) -> str:
    return f"{_date(moment)}, {moment.astimezone(UTC):%H:%M} UTC"


def _days(first: date, last: date) -> str:
    if first == last:
        return _day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    return f"{_day(first).removesuffix(f' {last.year}')} – {_day(last)}"


def _time(filters: Filters) -> str:
    if filters.since is None:
        return f"before {_day(filters.until.date())}" if filters.until else ""
    if filters.last_day is None:
        return f"since {_day(filters.since.date())}"
    days = _days(filters.since.date(), filters.last_day)
    return days if filters.source else f"from {days}"


def _understood(filters: Filters) -> str:
    words = f" (“{filters.words}”)" if filters.words else ""
    if not (filters.source or filters.by_time or filters.language):
        return f"Newest first{words}."
    parts = [f"from {filters.source}"] if filters.source else []
    if filters.by_time:
        parts.append(_time(filters) + words + (" or undated" if filters.undated else ""))
    parts += [f"in {name_of(filters.language, 'en')}"] if filters.language else []
    order = f", newest first{'' if filters.by_time else words}" if filters.newest else ""
    return f"Only articles {', '.join(parts)}{order}."


def _holdings(status: Status) -> str:
    languages = len(status.languages.keys() - {"und"})
    articles = "1 article" if status.articles == 1 else f"{status.articles:,} articles"
    spoken = f" in {languages} languages" if languages > 1 else ""
    if status.newest is None:
        return f"I have {articles}{spoken}, without dates."
    return f"I have {articles}{spoken}; the newest is from {_date(status.newest)}."


def _undated_left_out(count: int) -> str:
    if count == 1:
        return "1 article without a date was left out, because you asked about a particular time."
    return f"{count:,} articles without a date were left out, because you asked about a particular time."


MESSAGES = Messages(
    code="en",
    date=_date,
    undated="undated",
    updated=lambda when: f"updated {_date(when)}",
    taken_from=lambda origin: f"originally {origin}",
    index_of=lambda when: f"The index was made on {_date_and_time(when)}.",
    read_at=lambda when: f"last read {_date_and_time(when)}",
    never_read="never read yet",
    greeting=(
        "Hello! Ask me a question in your own words. I look it up in the news articles I was given and answer "
        "with quotes, word for word, each with a link to its source. If the articles don't say, I tell you so."
    ),
    holdings=_holdings,
    how_to_ask="Just ask, the way you would ask a person. For example:",
    examples=(
        "Who won the election?",
        "When does the new bridge open?",
        "How many people had to leave their homes after the flood?",
    ),
    how_to_narrow=(
        "To narrow it down, name a time (“last week”, “in November 2024”), or add site:bbc.com, after:2024-11-01, "
        "before:2024-12-01 or lang:de."
    ),
    in_groups=lambda username: f"In a group, mention @{username} or reply to one of my messages.",
    in_terminal="/help explains how to ask, /quit ends.",
    prompt="Your question",
    searching="Looking it up …",
    not_found="The articles I have don't seem to say.",
    nothing_passed="None of the articles I have are from that outlet, time or language.",
    nearest="The closest headlines, not an answer:",
    also_reported_by="Also reported by",
    more=lambda count: f"and {count} more",
    undated_left_out=_undated_left_out,
    understood=_understood,
    undo=lambda words: f'To search for the words themselves, put them in quotes: "{words}"',
    no_date=lambda value: (
        f"I can't read “{value}” as a date. Write it like after:2024-11-30, after:2024-11 or after:yesterday."
    ),
    no_language=lambda value: f"I don't know a language called “{value}”. Write it like lang:de or lang:German.",
    nothing_asked="That says where to look, but not what for. Please add your question.",
    not_excluded="I can't leave anything out. Say where I should look instead, like site:bbc.com.",
    only_one="I can look in only one outlet and one language at a time. Please name just one.",
    no_time_between="No time lies between those dates: the one with after: must be earlier than the one with before:.",
    ask_me="What would you like to know? Write your question in the same message.",
    unknown_command="I don't know that command. Just ask your question, or see /help.",
    only_text="I can only read text. Please write your question.",
    failed="Sorry, something went wrong on my side, and I could not finish answering. Please try again later.",
    start_command="What I am and which articles I have",
    help_command="How to ask, with examples",
    status_command="How current my articles are",
)
