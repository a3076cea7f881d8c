"""The commands for everyone, one small function each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.browsing import examples_for, latest_reply, topic_reply
from bot.chart import chart
from bot.handlers.visiting import say, show
from bot.render import complaint, plain_reply
from bot.views.about import delete_view, help_view, privacy_view, start_view
from bot.views.settings import settings_view
from bot.views.sources import sources_view
from bot.views.status import status_view
from bot.views.topic import topic_usage_view, topic_view
from index.errors import FilterError

if TYPE_CHECKING:
    from telegram import Update

    from bot.handlers.commanding import Command
    from bot.handlers.visiting import Visitor
    from bot.reply import Reply
    from bot.services import Services
    from index.types import Timeline


async def _start(services: Services, update: Update, visitor: Visitor, _: str) -> None:
    status = await services.newsroom.status()
    await show(update, start_view(status, visitor.messages, update.get_bot().username))


async def _help(services: Services, update: Update, visitor: Visitor, _: str) -> None:
    examples = await services.newsroom.do(examples_for, visitor.messages)
    await show(update, help_view(examples, visitor.messages, update.get_bot().username))


async def _latest(services: Services, update: Update, visitor: Visitor, topic: str) -> None:
    excluded, messages = visitor.preferences.muted, visitor.messages
    try:
        reply = await services.newsroom.do(
            latest_reply, topic, excluded=excluded, messages=messages, now=services.now()
        )
    except FilterError as error:
        reply = plain_reply(complaint(error, messages))
    await show(update, reply)


async def _topic(services: Services, update: Update, visitor: Visitor, topic: str) -> None:
    excluded, messages = visitor.preferences.muted, visitor.messages
    if not topic:
        await show(update, topic_usage_view(messages))
        return

    def drawn(timeline: Timeline) -> Reply:
        return topic_view(timeline, chart(timeline, messages), messages)

    try:
        reply = await services.newsroom.do(
            topic_reply, topic, drawn, excluded=excluded, messages=messages, now=services.now()
        )
    except FilterError as error:
        reply = plain_reply(complaint(error, messages))
    await show(update, reply)


async def _sources(services: Services, update: Update, visitor: Visitor, _: str) -> None:
    outlets = await services.newsroom.do(lambda news: news.outlets())
    await show(update, sources_view(outlets, visitor.messages, page=0))


async def _status(services: Services, update: Update, visitor: Visitor, _: str) -> None:
    status = await services.newsroom.status()
    await show(update, status_view(status, visitor.messages))


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


TAKE: Final[dict[str, Command]] = {
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
