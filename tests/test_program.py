"""The whole program as a person starts it: real index, real model, real process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from news_server import NewsServer
from news_site import FERRY, Item, page, serve_feed
from running import TOKEN
from telegram_server import TelegramServer

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "index" / "samples" / "hafen-brueckensperrung.de.txt"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("program") / "data"
    build = [sys.executable, "scripts/rebuild_index.py", str(ARTICLE), "--data", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    return folder


def environment(**more: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("TELEGRAM_", "NEWSBOT_"))}
    return inherited | more


def test_a_question_from_a_pipe_gets_a_quoted_and_cited_answer(data: Path) -> None:
    bot = subprocess.run(
        [sys.executable, "-m", "bot", "--data", str(data)],
        cwd=ROOT, env=environment(), input="Wo wurde die Brücke gesperrt?\n",
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert bot.returncode == 0, bot.stderr
    assert "«" in bot.stdout
    assert "https://" in bot.stdout


def test_the_python_prompt_has_the_news(data: Path) -> None:
    session = subprocess.run(
        [sys.executable, "-i", "scripts/repl.py", "--data", str(data)],
        cwd=ROOT, env=environment(), input="news.search('Brücke', k=1)\n",
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert "articles  1 (de 1)" in session.stdout
    assert "Brücke" in session.stdout


def test_a_real_conversation_over_telegram_ends_cleanly_on_sigterm(data: Path) -> None:
    with TelegramServer(token=TOKEN, username="NewsBot") as telegram:
        bot = subprocess.Popen(
            [sys.executable, "-m", "bot", "--data", str(data)],
            cwd=ROOT, env=environment(TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=telegram.url),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        output: list[str] = []
        reader = threading.Thread(target=lambda: output.append(bot.stdout.read() if bot.stdout else ""))
        reader.start()
        try:
            telegram.private_message("Warum wurde die <b>Brücke</b> & der Hafen gesperrt? 🌉")
            (answer,) = telegram.wait_for(1, timeout=120)
            assert answer.formatted is not None
            assert answer.formatted.texts("BlockQuote")
            assert telegram.violations == []
        finally:
            bot.send_signal(signal.SIGTERM)
            status = bot.wait(timeout=30)
            reader.join(timeout=30)
            if bot.stdout:
                bot.stdout.close()
    assert status == 0, output
    assert TOKEN not in output[0]
    assert "gesperrt" not in output[0]
    assert "Traceback" not in output[0]


def test_from_a_feed_in_the_settings_and_nothing_else_to_an_answer(tmp_path: Path) -> None:
    with NewsServer() as site:
        site.serve("/ferry", page("Ferry stays in port", *FERRY))
        feed = serve_feed(site, Item(link=site.url("/ferry")))
        (tmp_path / "newsbot.toml").write_text(f'watch = "1h"\n[sources]\nquay = "{feed}"\n', "utf-8")
        bot = subprocess.run(
            [sys.executable, "-m", "bot"],
            cwd=tmp_path, env=environment(PYTHONPATH=str(ROOT)),
            input="Why has the ferry to Gull Island not sailed since Monday?\n/status\n",
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
    assert bot.returncode == 0, bot.stderr
    assert "its engine failed in the fog" in bot.stdout
    assert site.url("/ferry") in bot.stdout
    assert f"✓ {feed}: last read" in bot.stdout
    assert "published generation 1: 1 articles" in bot.stderr
