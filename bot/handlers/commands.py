"""The commands for everyone, one small function each."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram.ext import CommandHandler, filters

from bot.chart import chart
from bot.conversation import examples_for
from bot.freshness import freshness
from bot.handlers.visiting import say, show, visitor_of
from bot.render import complaint, escape
from bot.reply import Reply
from bot.views.about import delete_view, help_view, privacy_view, start_view
from bot.views.latest import latest_view
from bot.views.settings import settings_view
from bot.views.sources import sources_view
from bot.views.topic import no_topic_view, topic_usage_view, topic_view
from index.errors import FilterError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.handlers.visiting import Visitor
    from bot.locale import Messages
    from bot.services import Services
    from index.protocols import News

    Command = Callable[[Services, Update, Visitor, str], Awaitable[None]]

EXAMPLES = 5
HEADLINES = 10


def handlers(services: Services) -> list[CommandHandler[Any, None]]:
    """Take the commands."""
    return [
        CommandHandler(name, partial(_taken, services, take), filters=filters.UpdateType.MESSAGE)
        for name, take in _COMMANDS.items()
    ]


async def _taken(services: Services, take: Command, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await take(services, update, await visitor_of(update, services), " ".join(context.args or ()))


async def _start(services: Services, update: Update, visitor: Visitor, _: str) -> None:
    status = await services.newsroom.status()
    await show(update, start_view(status, visitor.messages, update.get_bot().username))


async def _help(services: Services, update: Update, visitor: Visitor, _: str) -> None:
    examples = await services.newsroom.do(examples_for, EXAMPLES, visitor.messages)
    await show(update, help_view(examples, visitor.messages, update.get_bot().username))


async def _latest(services: Services, update: Update, visitor: Visitor, topic: str) -> None:
    muted = visitor.preferences.muted
    try:
        results = await services.newsroom.do(lambda news: news.latest(topic, HEADLINES, excluded=muted))
    except FilterError as error:
        await say(update, complaint(error, visitor.messages))
        return
    await show(update, latest_view(results, visitor.messages, topic=topic, now=services.now()))


async def _topic(services: Services, update: Update, visitor: Visitor, topic: str) -> None:
    if not topic:
        await show(update, topic_usage_view(visitor.messages))
        return
    try:
        reply = await services.newsroom.do(
            topic_reply, topic, excluded=visitor.preferences.muted, messages=visitor.messages, now=services.now()
        )
    except FilterError as error:
        await say(update, complaint(error, visitor.messages))
        return
    await show(update, reply)


def topic_reply(news: News, topic: str, *, excluded: frozenset[str], messages: Messages, now: datetime) -> Reply:
    """The headlines of a topic over time, as a chart, and without one where none has a date; slow."""
    timeline = news.timeline(topic, excluded=excluded)
    if not timeline.articles:
        found = news.latest(topic, HEADLINES, excluded=excluded) if timeline.undated else ()
        nothing = no_topic_view(topic, messages)
        return (
            replace(nothing, texts=nothing.texts + latest_view(found, messages, topic=topic, now=now).texts)
            if found
            else nothing
        )
    return topic_view(timeline, chart(timeline, messages), messages)


async def _sources(services: Services, update: Update, visitor: Visitor, _: str) -> None:
    outlets = await services.newsroom.do(lambda news: news.outlets())
    await show(update, sources_view(outlets, visitor.messages, page=0))


async def _status(services: Services, update: Update, visitor: Visitor, _: str) -> None:
    status = await services.newsroom.status()
    await show(update, Reply(texts=(escape(freshness(status, visitor.messages)),)))


async def _settings(_: Services, update: Update, visitor: Visitor, __: str) -> None:
    await show(update, settings_view(visitor.preferences, visitor.messages))


async def _new(services: Services, update: Update, visitor: Visitor, _: str) -> None:
    place = visitor.place
    await services.records.do(lambda records: records.forget(place.chat_id, place.thread_id, place.user_id))
    await say(update, visitor.messages.new_started)


async def _privacy(services: Services, update: Update, visitor: Visitor, _: str) -> None:
    days = max(1, services.settings.remember.days)
    await show(update, privacy_view(visitor.messages, services.settings.keep_questions, days))


async def _delete_me(_: Services, update: Update, visitor: Visitor, __: str) -> None:
    await show(update, delete_view(visitor.messages))


_COMMANDS: dict[str, Command] = {
    "start": _start,
    "help": _help,
    "latest": _latest,
    "topic": _topic,
    "sources": _sources,
    "status": _status,
    "settings": _settings,
    "new": _new,
    "privacy": _privacy,
    "delete_me": _delete_me,
}
