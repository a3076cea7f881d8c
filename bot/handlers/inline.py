"""Inline mode: passages to send, in any chat, while a question is being typed."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakValueDictionary

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.ext import InlineQueryHandler

from bot.conversation import further
from bot.handlers.visiting import preferences_of
from bot.locale import choose
from bot.views.inline import inline_articles
from index.errors import FilterError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from telegram import InlineQuery, Update
    from telegram.ext import ContextTypes

    from bot.locale import Messages
    from bot.preferences import Preferences
    from bot.services import Services
    from bot.views.inline import InlineArticle
    from index.protocols import News
    from index.types import Passage

logger = logging.getLogger(__name__)

PAGE: Final = 10
_LAST: Final = 50  # passages; who has not found it by then asks otherwise
_SECONDS: Final = 1.8
"""After two seconds who types has gone on."""
_CACHED: Final = 30


def handler(services: Services) -> InlineQueryHandler[Any, None]:
    """Takes what is typed after the bot's name; each at once, so that it is known when more was typed meanwhile."""
    return InlineQueryHandler(_Typed(services), block=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What there is to show; ``late`` where it could not be found in time."""

    passages: Sequence[Passage] = ()
    more: bool = False
    late: bool = False


class _Typed:
    """Answers what people type; of one person one at a time, and only the newest, since each letter is a query."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._newest: dict[int, str] = {}
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.inline_query
        if query is None:
            return
        person = query.from_user.id
        self._newest[person] = query.id
        preferences = await preferences_of(person, self._services)
        found = await self._find(query, preferences)
        if found is None:
            return
        if found.late:
            logger.warning("inline query not answered in time update=%d", update.update_id)
        await self._services.records.attempt(None, lambda records: records.count("inline"))
        messages = choose(query.from_user.language_code, query.query, preferred=preferences.language)
        await _show(query, found, messages)

    async def _find(self, query: InlineQuery, preferences: Preferences) -> _Found | None:
        """Look for what was typed; None where more was typed meanwhile."""
        services, person = self._services, query.from_user.id

        def wanted() -> bool:
            return self._newest.get(person) == query.id

        work = partial(
            _found,
            typed=query.query.strip(),
            offset=_offset(query),
            preferences=preferences,
            services=services,
            wanted=wanted,
        )
        turn = self._turns.setdefault(person, asyncio.Lock())
        found = _Found()
        try:
            async with asyncio.timeout(_SECONDS), turn:
                if wanted():
                    passages, more = await services.newsroom.do(work)
                    found = _Found(passages=passages, more=more)
        except FilterError:
            pass  # still being typed
        except TimeoutError:
            found = _Found(late=True)
        finally:
            superseded = not wanted()
            if not superseded:
                del self._newest[person]
        return None if superseded else found


async def _show(query: InlineQuery, found: _Found, messages: Messages) -> None:
    """Offer the passages; where there are none, a button that says so and leads to the bot's chat."""
    offset = _offset(query)
    articles = inline_articles(found.passages, messages)
    if found.late:
        told = messages.inline_open
    else:
        told = messages.inline_nothing if query.query.strip() else messages.inline_hint
    await query.answer(
        [_result(article) for article in articles],
        # Its articles change, and a person's outlets are theirs.
        cache_time=0 if found.late else _CACHED,
        is_personal=True,
        # Not "": python-telegram-bot would make a list of it, and there would be pages without end.
        next_offset=str(offset + PAGE) if found.more and offset + PAGE < _LAST else None,
        button=None if articles or offset else InlineQueryResultsButton(told, start_parameter="inline"),
    )


def _offset(query: InlineQuery) -> int:
    """Number of passages that were shown before these."""
    told = query.offset
    offset = int(told) if told.isdecimal() and len(told) <= len(str(_LAST)) else 0
    return offset if offset < _LAST else 0


def _found(
    news: News,
    *,
    typed: str,
    offset: int,
    preferences: Preferences,
    services: Services,
    wanted: Callable[[], bool],
) -> tuple[Sequence[Passage], bool]:
    """A page of passages for what was typed, of the newest where nothing was; none where more was typed since."""
    if not wanted():
        return (), False
    if not typed:
        latest = news.latest("", offset + PAGE + 1, excluded=preferences.muted)
        return latest[offset : offset + PAGE], len(latest) > offset + PAGE
    return further(news, typed, preferences=preferences, now=services.now(), offset=offset, page=PAGE)


def _result(article: InlineArticle) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        article.text, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    return InlineQueryResultArticle(
        article.id, article.title, content, description=article.description, url=article.url
    )
