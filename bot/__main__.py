"""Composition root: settings -> index -> Telegram, or the terminal."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import index
from bot import config, log
from bot.watching import Watch, wait_before_first_round, watched
from index.confidence import THRESHOLD
from index.errors import NewsIndexError
from index.following import FollowingIndex
from index.signals import terminated_like_interrupted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.config import BotSettings
    from index import Location, NewsIndex
    from index.protocols import News


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bot until it is stopped.

    Returns:
        0 after a stop that was asked for (SIGTERM, Ctrl-C, the end of the questions), 2 where it cannot run; then a
        sentence on standard error says why.
    """
    given = _arguments().parse_args(argv)
    log.set_up(level=logging.WARNING)
    try:
        with terminated_like_interrupted():
            settings = config.load(
                data=given.data,
                engine=given.engine,
                store=given.store,
                model=given.model,
                threshold=given.threshold,
                watch=given.watch,
                explain=given.explain,
            )
            log.set_up(settings.secrets, level=logging.INFO if settings.token else logging.WARNING)
            return _watched(settings, settings.watch) if settings.watch else _followed(settings)
    except (config.InvalidSettingsError, NewsIndexError) as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="Answer questions over your news articles: on Telegram where TELEGRAM_BOT_TOKEN is set, else here.",
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the index (default: data)")
    parser.add_argument(
        "--engine",
        metavar="URL",
        help="where the index is searched: milvus+http(s)://HOST:PORT, or a file ending in .db (default: the folder)",
    )
    parser.add_argument(
        "--store",
        metavar="URL",
        help="where the articles are kept: postgresql://USER:PASSWORD@HOST:PORT/DATABASE; better in NEWSBOT_STORE "
        "(default: the folder)",
    )
    parser.add_argument("--model", metavar="NAME", help="embedding model the index was built with (default: ask it)")
    parser.add_argument(
        "--threshold",
        metavar="SHARE",  # text until the settings check it, as they do where it comes from
        help=f"least confidence to answer with, 0 to 1 (default: {THRESHOLD}); below it: “the articles don't say”",
    )
    parser.add_argument(
        "--watch",
        metavar="TIME",
        help="read all sources anew every so often (90s, 15m, 2h) and answer from what is new",
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        default=None,
        help="in the terminal, show under each answer why it was given or not",
    )
    return parser


def _watched(settings: BotSettings, every: timedelta) -> int:
    """Run beside rounds in which all sources are read anew."""
    location = settings.location(settings.data)
    with Watch(location, every, model=settings.model) as watch:
        named = watched(location)
        if named and not _is_published(location):
            watch.first_round()
        with FollowingIndex(_opened(settings)) as news:
            addresses = [source.url for source in named if not isinstance(source, Path)]
            watch.start(wait_before_first_round(news.status(), addresses, every, now=datetime.now(UTC)))
            return _run(settings, news)


def _is_published(location: Location) -> bool:
    with closing(location.open_engine()) as engine:
        return engine.newest() is not None


def _followed(settings: BotSettings) -> int:
    """Run with each generation as it is published, whoever does."""
    with FollowingIndex(_opened(settings)) as news:
        return _run(settings, news)


def _opened(settings: BotSettings) -> NewsIndex:
    # Readers on Telegram get the answer alone.
    explain = settings.explain and settings.token is None
    location = settings.location(settings.data)
    return index.open_index(location, model=settings.model, threshold=settings.threshold, explain=explain)


def _run(settings: BotSettings, news: News) -> int:
    return _chat(news) if settings.token is None else _serve(settings, news)


def _serve(settings: BotSettings, news: News) -> int:
    # Here, not above: the terminal chat needs none of python-telegram-bot.
    from telegram.error import InvalidToken

    from bot.app import build_application
    from bot.records import RecordsError
    from bot.serving import serve_until_signalled

    try:
        asyncio.run(serve_until_signalled(build_application(settings, news), settings))
    except InvalidToken:
        return _fail("the Bot API server does not accept the token: check TELEGRAM_BOT_TOKEN (and TELEGRAM_API_URL)")
    except RecordsError as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}")
    return 0


def _chat(news: News) -> int:
    from rich.console import Console

    from bot import console

    for stream in (sys.stdin, sys.stdout):
        # Whatever the locale, a letter it cannot write ends no conversation.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    language = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    console.run(news, None if sys.stdin.isatty() else sys.stdin, Console(), language=language)
    return 0


def _fail(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
