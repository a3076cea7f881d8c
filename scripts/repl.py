#!/usr/bin/env python
"""Open an index for a Python session:  python -i scripts/repl.py --data DIR  gives ``news``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from index import NewsIndex, NewsIndexError, open_index


def main() -> NewsIndex:
    """Open the index named on the command line, or leave with a sentence that says what to do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the index (default: data)")
    parser.add_argument("--model", help="refuse an index that was built with another model")
    arguments = parser.parse_args()
    try:
        opened = open_index(arguments.data, model=arguments.model)
    except NewsIndexError as error:
        print(error, file=sys.stderr, flush=True)
        os._exit(1)  # sys.exit would leave ``python -i`` with a traceback and a prompt without ``news``
    print(opened.status())
    print('\nTry  news.answer("…")  or  news.search("…", k=5, source=None, since=None, until=None, language=None)')
    return opened


if __name__ == "__main__":
    news = main()
