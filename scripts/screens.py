#!/usr/bin/env python
"""Make the README's pictures of conversations from messages that the bot really sends.

The sample articles and an invented story are indexed, the bot runs against the tests' Bot API server, people say what
scripts/screening/conversations.py has them say, and a browser draws what their chats show then.

Exit status: 0 made, 2 not: no browser, or the bot did not answer.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from scripts.screening.page import page  # noqa: E402 - found through the path above when not installed
from scripts.screening.photographing import NoBrowserError, photograph  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Make the pictures; returns the exit status."""
    parser = argparse.ArgumentParser(description="Make pictures of conversations with the bot.")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where screen-1.png … go")
    parser.add_argument("--html", action="store_true", help="keep the pages beside the pictures")
    given = parser.parse_args(argv)
    given.out.mkdir(parents=True, exist_ok=True)
    for name in [name for name in os.environ if name.startswith(("NEWSBOT_", "TELEGRAM_"))]:
        del os.environ[name]  # the pictures show a bot as it comes
    try:
        with tempfile.TemporaryDirectory(prefix="newsbot-screens-") as data:
            for number, html in enumerate(_played(Path(data)), start=1):
                file = given.out / f"screen-{number}.png"
                if given.html:
                    file.with_suffix(".html").write_text(html, "utf-8")
                photograph(html, file)
                print(file)
    except (NoBrowserError, RuntimeError, LookupError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _played(data: Path) -> list[str]:
    """The pages of all conversations."""
    import index
    from index.following import FollowingIndex
    from running import TOKEN, polling, running
    from scripts.screening.conversations import CONVERSATIONS
    from scripts.screening.playing import play
    from telegram_server import TelegramServer

    # The samples, and a story with enough articles for a chart.
    sources = [str(ROOT / "index/samples"), str(ROOT / "scripts/screening/ferry.en.jsonl")]
    rebuild = [sys.executable, str(ROOT / "scripts/rebuild_index.py"), *sources, "--data", str(data)]
    subprocess.run(rebuild, check=True, capture_output=True)  # noqa: S603 - our own
    with (
        FollowingIndex(index.open_index(data)) as news,
        TelegramServer(token=TOKEN, username="NewsBot") as server,
        running(polling(server), news),
    ):
        pages = [page(*play(conversation, server, news)) for conversation in CONVERSATIONS]
    if server.violations:
        raise RuntimeError("Telegram would refuse: " + "; ".join(server.violations))
    return pages


if __name__ == "__main__":
    sys.exit(main())
