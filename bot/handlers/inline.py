"""Inline mode: passages to send, in any chat, while a question is being typed."""

from __future__ import annotations

import asyncio
import logging
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
from bot.locale import choose
from bot.preferences import Preferences
from bot.views.inline import inline_articles
from index.errors import FilterError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from telegram import Update
    from telegram.ext import ContextTypes

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


class _Typed:
    """Answers what people type; of one person one at a time, and only the newest, since each letter is a query."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._newest: dict[int, str] = {}
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        query, services = update.inline_query, self._services
        if query is None:
            return
        person = query.from_user.id
        self._newest[person] = query.id
        preferences = await services.records.attempt(Preferences(), lambda records: records.preferences(person))
        messages = choose(query.from_user.language_code, query.query, preferred=preferences.language)
        offset = int(query.offset) if query.offset.isdecimal() else 0

        def wanted() -> bool:
            return self._newest.get(person) == query.id

        work = partial(
            _found, typed=query.query.strip(), offset=offset, preferences=preferences, services=services, wanted=wanted
        )
        turn = self._turns.setdefault(person, asyncio.Lock())
        passages: Sequence[Passage] = ()
        more = failed = False
        try:
            async with asyncio.timeout(_SECONDS), turn:
                if wanted():
                    passages, more = await services.newsroom.do(work)
        except FilterError:
            pass  # still being typed
        except TimeoutError:
            failed = True
            logger.warning("inline query not answered in time update=%d", update.update_id)
        finally:
            superseded = not wanted()
            if not superseded:
                del self._newest[person]
        if superseded:
            return
        await services.records.attempt(None, lambda records: records.count("inline"))
        articles = inline_articles(passages, messages)
        if failed:
            told = messages.inline_open
        else:
            told = messages.inline_nothing if query.query.strip() else messages.inline_hint
        await query.answer(
            [_result(article) for article in articles],
            # Its articles change, and a person's outlets are theirs.
            cache_time=0 if failed else _CACHED,
            is_personal=True,
            # Not "": python-telegram-bot would make a list of it, and there would be pages without end.
            next_offset=str(offset + PAGE) if more and offset + PAGE < _LAST else None,
            button=None if articles or offset else InlineQueryResultsButton(told, start_parameter="inline"),
        )


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
