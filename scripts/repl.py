#!/usr/bin/env python
"""Open an index for a Python session:  python -i scripts/repl.py --data DIR  gives ``news``.

With --ask, answer one question, show the passages found for it, and end.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from index import NewsIndex, NewsIndexError, open_index
from index.confidence import THRESHOLD
from index.config import located


def main() -> NewsIndex:
    """Open the index named on the command line, or leave with a sentence that says what to do.

    The exit status is then 1, or 2 where the command line itself is wrong.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # whatever the locale, an article's letters end no session
    arguments = _arguments()
    try:
        location = located(arguments.data, engine=arguments.engine, store=arguments.store)
        opened = open_index(location, model=arguments.model, threshold=arguments.threshold, explain=arguments.explain)
        if arguments.ask is not None:
            _ask(opened, arguments.ask, arguments.k)
            return opened
    except (NewsIndexError, ValueError) as error:
        _leave(str(error), status=1)
    print(opened.status())
    print('\nTry  news.answer("…")  or  news.search("…", k=5, source=None, since=None, until=None, language=None)')
    return opened


def _ask(news: NewsIndex, question: str, k: int) -> None:
    answer, results = news.answer(question), news.search(question, k)
    print(replace(answer, passages=()))  # those come next
    print()
    print(results)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong, and leave."""
        _leave(message, status=2)


def _arguments() -> argparse.Namespace:
    parser = _Parser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the index (default: data)")
    parser.add_argument("--engine", metavar="URL", help="where it is searched (default: NEWSBOT_ENGINE, or the folder)")
    parser.add_argument("--store", metavar="URL", help="where its articles are (default: NEWSBOT_STORE, or the folder)")
    parser.add_argument("--model", help="refuse an index that was built with another model")
    parser.add_argument(
        "--threshold",
        type=_share,
        default=THRESHOLD,
        help="least confidence to answer with, 0 to 1 (default: %(default)s); below it: “the articles don't say”",
    )
    parser.add_argument("--explain", action="store_true", help="show with every result what its scores are the sum of")
    parser.add_argument("--ask", metavar="QUESTION", help="answer this, show the passages found, and end")
    parser.add_argument("--k", type=_count, default=10, help="with --ask: most passages (default: %(default)s)")
    return parser.parse_args()


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"must be a number between 0 and 1, got {text!r}")
    return share


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number, 1 or more, got {text!r}")
    return int(text)


def _leave(sentence: str, *, status: int) -> NoReturn:
    print(sentence, file=sys.stderr, flush=True)
    sys.stdout.flush()
    os._exit(status)  # sys.exit would leave ``python -i`` with a traceback and a prompt without ``news``


if __name__ == "__main__":
    news = main()
