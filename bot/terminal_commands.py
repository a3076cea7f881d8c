"""What can be asked for by commands in the terminal: as on Telegram, and what is a button there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from bot.buckets import buckets
from bot.conversation import PAGE, examples_for, further
from bot.freshness import freshness
from bot.locale import LANGUAGES, choose
from bot.plain import plain
from bot.preferences import MOST_QUOTES
from bot.views.context import context_view
from bot.views.latest import latest_view
from bot.views.passages import passages_view
from bot.views.settings import settings_view
from bot.views.sources import sources_view
from bot.views.topic import no_topic_view, topic_usage_view, topic_view
from index.catalog import outlet_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.locale import Messages
    from bot.preferences import Preferences
    from bot.shown import Place
    from index.protocols import News

_HEADLINES: Final = 10
_EXAMPLES: Final = 5
_BAR: Final = 40  # characters of the longest bar
_CODES: Final = frozenset(messages.code for messages in LANGUAGES)


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
    places: tuple[Place, ...] = ()
    offset: int = 0


def _help(news: News, _: Memory, __: str, messages: Messages) -> str:
    examples = "\n".join(f"• {example}" for example in examples_for(news, _EXAMPLES, messages) or messages.examples)
    asking = f"{messages.how_to_ask}\n{examples}"
    return f"{asking}\n\n{messages.how_to_narrow}\n\n{messages.try_commands}\n{messages.in_terminal}"


def _latest(news: News, memory: Memory, topic: str, messages: Messages) -> str:
    results = news.latest(topic, _HEADLINES, excluded=memory.preferences.muted)
    return _text(latest_view(results, messages, topic=topic, now=datetime.now(UTC)).texts)


def _topic(news: News, memory: Memory, topic: str, messages: Messages) -> str:
    if not topic:
        return _text(topic_usage_view(messages).texts)
    timeline = news.timeline(topic, excluded=memory.preferences.muted)
    if not timeline.articles:
        nothing = _text(no_topic_view(topic, messages).texts)
        return f"{nothing}\n\n{_latest(news, memory, topic, messages)}" if timeline.undated else nothing
    bars = buckets(timeline)
    most = max(bars.counts)
    lines = [
        f"{messages.day(start):>14} {'█' * round(_BAR * count / most)}{' ' if count else ''}{count}"
        for start, count in zip(bars.starts, bars.counts, strict=True)
    ]
    return _text((*topic_view(timeline, b"", messages).texts, messages.articles_per(bars.unit), "\n".join(lines)))


def _sources(news: News, _: Memory, page: str, messages: Messages) -> str:
    return _text(
        sources_view(news.outlets(), messages, page=int(page) - 1 if page.isdecimal() and page != "0" else 0).texts
    )


def _status(news: News, _: Memory, __: str, messages: Messages) -> str:
    return freshness(news.status(), messages, addresses=True)


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
    if which == "language" and value in _CODES | {"auto"}:
        return replace(preferences, language=None if value == "auto" else value)
    if which == "quotes" and value.isdecimal() and 1 <= int(value) <= MOST_QUOTES:
        return replace(preferences, quotes=int(value))
    if which == "time" and (value == "all" or (value.isdecimal() and 1 <= int(value) <= 36_500)):
        return replace(preferences, window=None if value == "all" else int(value))
    if which == "without" and key in outlets:
        return replace(preferences, muted=preferences.muted | {key})
    if which == "with" and key in preferences.muted:
        return replace(preferences, muted=preferences.muted - {key})
    return None


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
