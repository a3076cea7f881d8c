"""The commands for whoever runs the bot; to everyone else they do not exist."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from bot.handlers.visiting import say, show
from bot.views.stats import stats_view
from index.errors import NewsIndexError

if TYPE_CHECKING:
    from datetime import date

    from telegram import Update

    from bot.handlers.commanding import Command
    from bot.handlers.visiting import Visitor
    from bot.records import Records
    from bot.services import Services

logger = logging.getLogger(__name__)

_NUMBERS: Final = 2**52


async def _stats(services: Services, update: Update, visitor: Visitor, _: str) -> None:
    def numbers(records: Records) -> tuple[dict[str, int], int, int, date]:
        since, votes = records.first_day(), records.votes()
        counts = records.counts() | {"good": votes.good, "bad": votes.bad}
        return counts, records.people(since), len(records.blocked()), since

    counts, people, blocked, since = await services.records.do(numbers)
    await show(update, stats_view(counts, people, blocked, since, visitor.messages))


async def _reload(services: Services, update: Update, visitor: Visitor, _: str) -> None:
    try:
        generation = await services.newsroom.do(lambda news: news.refresh())
    except NewsIndexError as error:
        # Who runs the bot can do what it says.
        await say(update, str(error))
        return
    await say(update, visitor.messages.reloaded(generation))


async def _block(services: Services, update: Update, visitor: Visitor, said: str) -> None:
    number = _number(said)
    if number is None:
        await say(update, visitor.messages.block_usage)
    elif services.access.is_admin(number):
        await say(update, visitor.messages.not_blockable)
    else:
        await services.records.do(lambda records: records.block(number))
        services.access.block(number)
        logger.info("blocked %d", number)
        await say(update, visitor.messages.blocked(number))


async def _unblock(services: Services, update: Update, visitor: Visitor, said: str) -> None:
    number = _number(said)
    if number is None:
        await say(update, visitor.messages.block_usage)
        return
    await services.records.do(lambda records: records.unblock(number))
    services.access.unblock(number)
    logger.info("unblocked %d", number)
    await say(update, visitor.messages.unblocked(number))


def _number(said: str) -> int | None:
    """The number of a person or group; None where it is none, or larger than Telegram's are."""
    try:
        number = int(said)
    except ValueError:
        return None
    return number if abs(number) < _NUMBERS else None


TAKE: Final[dict[str, Command]] = {"stats": _stats, "reload": _reload, "block": _block, "unblock": _unblock}
