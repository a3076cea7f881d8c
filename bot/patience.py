"""How long Telegram is waited for, and what is tried again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from telegram.error import InvalidToken, NetworkError, TelegramError, TimedOut

if TYPE_CHECKING:
    from collections.abc import Iterable

logger = logging.getLogger(__name__)

Json: TypeAlias = Any
"""What a method of the Bot API returns, before python-telegram-bot makes an object of it."""
Call: TypeAlias = Callable[[str, dict[str, Any]], Coroutine[Any, Any, Json]]
"""Calls a method of the Bot API with its parameters."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long Telegram is waited for, in seconds.

    Attributes:
        answer: for the answer to a call.
        query: for the same where a press or an inline query is answered, which are soon worth nothing.
        pauses: before each further try of what the server or the network failed.
        look_again: before the second search for a message whose sending was not answered in time.
        flood: longest wait that Telegram may impose on anything but a message; messages wait as long as they must.
        probes: not a time: how many ids may be asked about in a second.
    """

    answer: float = 10.0
    query: float = 3.0
    pauses: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 15.0)
    look_again: float = 3.0
    flood: float = 60.0
    probes: float = 30.0


def passing(error: TelegramError) -> bool:
    """Whether another try may go better: the network or the server failed, or a proxy before it while it restarts."""
    # "Bad request" is a NetworkError too; a bare TelegramError is an answer that cannot be read.
    return type(error) in {NetworkError, TimedOut, InvalidToken, TelegramError}


async def retrying(attempt: Callable[[], Coroutine[Any, Any, T]], method: str, pauses: Iterable[float]) -> T:
    """Do something with Telegram until it is done; what fails for now is tried again.

    Args:
        attempt: does it, once.
        method: of the Bot API, for the log.
        pauses: seconds before each further try; there is one try more than pauses.

    Raises:
        TelegramError: it fails for good, or did so at the last try.
    """
    for pause in pauses:
        try:
            return await attempt()
        except TelegramError as error:
            if not passing(error):
                raise
            logger.warning("%s again in %.0f s: %s", method, pause, error)
        await asyncio.sleep(pause)
    return await attempt()
