"""What can be asked for by commands in the terminal: as on Telegram, and what is a button there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from bot.browsing import examples_for, latest_reply, topic_reply
from bot.buckets import buckets
from bot.conversation import PAGE, further
from bot.locale import CODES, choose
from bot.plain import plain
from bot.preferences import with_setting
from bot.render import escape
from bot.reply import Reply
from bot.views.context import context_view
from bot.views.passages import passages_view
from bot.views.settings import settings_view
from bot.views.sources import sources_view
from bot.views.status import status_view
from bot.views.topic import topic_usage_view, topic_view
from index.outlet_names import outlet_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.locale import Messages
    from bot.preferences import Preferences
    from bot.shown import QuotePlace
    from index.protocols import News
    from index.types import Timeline

_BAR: Final = 40  # characters of the longest bar
_WINDOWS: Final = range(1, 36_501)  # days


@dataclass(slots=True, kw_only=True)
class Memory:
    """What the conversation is about.

    Attributes:
        preferences: how the person wants to be answered.
        before: the question before, None where there is none.
        places: where the quotes of its answer stand.
        offset: number of passages shown beside it.
    """

    preferences: Preferences
    before: str | None = None
    places: tuple[QuotePlace, ...] = ()
    offset: int = 0


def _help(news: News, _: Memory, __: str, messages: Messages) -> str:
    examples = "\n".join(f"• {example}" for example in examples_for(news, messages) or messages.examples)
    asking = f"{messages.how_to_ask}\n{examples}"
    return f"{asking}\n\n{messages.how_to_narrow}\n\n{messages.try_commands}\n{messages.in_terminal}"


def _latest(news: News, memory: Memory, topic: str, messages: Messages) -> str:
    muted = memory.preferences.muted
    return _text(latest_reply(news, topic, excluded=muted, messages=messages, now=datetime.now(UTC)).texts)


def _topic(news: News, memory: Memory, topic: str, messages: Messages) -> str:
    if not topic:
        return _text(topic_usage_view(messages).texts)

    def drawn(timeline: Timeline) -> Reply:
        bars = buckets(timeline)
        most = max(bars.counts)
        lines = [
            f"{messages.day(start):>14} {'█' * round(_BAR * count / most)}{' ' if count else ''}{count}"
            for start, count in zip(bars.starts, bars.counts, strict=True)
        ]
        headlines = topic_view(timeline, b"", messages).texts
        return Reply(texts=(*headlines, *map(escape, (messages.articles_per(bars.unit), "\n".join(lines)))))

    muted = memory.preferences.muted
    return _text(topic_reply(news, topic, drawn, excluded=muted, messages=messages, now=datetime.now(UTC)).texts)


def _sources(news: News, _: Memory, page: str, messages: Messages) -> str:
    return _text(
        sources_view(news.outlets(), messages, page=int(page) - 1 if page.isdecimal() and page != "0" else 0).texts
    )


def _status(news: News, _: Memory, __: str, messages: Messages) -> str:
    return _text(status_view(news.status(), messages, addresses=True).texts)


def _settings(news: News, memory: Memory, said: str, messages: Messages) -> str:
    """Show the settings, or set one: «language de», «quotes 2», «time 7», «without Outlet», «with Outlet»."""
    if said:
        which, _, value = said.partition(" ")
        changed = _changed(memory.preferences, which, value.strip(), {outlet_key(one.name) for one in news.outlets()})
        if changed is None:
            return messages.settings_wrong(said)
        memory.preferences = changed
        # In the language that was just chosen.
        messages = choose(changed.language) if changed.language else messages
    return f"{_text(settings_view(memory.preferences, messages).texts)}\n\n{messages.settings_of_terminal}"


def _changed(preferences: Preferences, which: str, value: str, outlets: set[str]) -> Preferences | None:
    """Preferences with one of them set anew, None where that is not possible."""
    key = outlet_key(value)
    if which == "without" and key in outlets:
        return replace(preferences, muted=preferences.muted | {key})
    if which == "with" and key in preferences.muted:
        return replace(preferences, muted=preferences.muted - {key})
    setting = "window" if which == "time" else which
    return with_setting(preferences, setting, value, languages=CODES, windows=_WINDOWS)


def _new(_: News, memory: Memory, __: str, messages: Messages) -> str:
    memory.before, memory.places, memory.offset = None, (), 0
    return messages.new_started


def _more(news: News, memory: Memory, _: str, messages: Messages) -> str:
    if memory.before is None:
        return messages.ask_me
    passages, more = further(
        news, memory.before, preferences=memory.preferences, now=datetime.now(UTC), offset=memory.offset
    )
    reply = passages_view(
        passages,
        messages,
        question=memory.before,
        answer_id=0,
        offset=memory.offset,
        more=more,
        answered=bool(memory.places),
    )
    memory.offset += PAGE
    return _text(reply.texts)


def _around(news: News, memory: Memory, number: str, messages: Messages) -> str:
    """What stands around each quote from the article of a number, that of the first if none is named."""
    if not memory.places:
        return messages.ask_me
    wanted = int(number) if number.isdecimal() else 1
    urls = list(dict.fromkeys(place.url for place in memory.places))
    views = [
        context_view(news.article(place.url), place, wanted, messages)
        for place in memory.places
        if urls.index(place.url) + 1 == wanted
    ]
    return "\n\n".join(_text(view.texts) for view in views) or messages.context_gone


def _text(texts: tuple[str, ...]) -> str:
    return "\n\n".join(plain(markup) for markup in texts)


COMMANDS: Final[dict[str, Callable[[News, Memory, str, Messages], str]]] = {
    "start": _help,
    "help": _help,
    "latest": _latest,
    "topic": _topic,
    "sources": _sources,
    "status": _status,
    "settings": _settings,
    "new": _new,
    "more": _more,
    "around": _around,
}
