from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import _arguments
from bot.config import BotSettings, load
from bot.monitor_server import serving
from bot.monitoring import Monitor
from deploy_files import FILES, ROOT, SECONDS_TO_STOP, health_check, only, read
from index.config import IndexSettings

if TYPE_CHECKING:
    from pathlib import Path


def test_the_image_holds_only_what_there_is_and_what_is_let_in() -> None:
    copied = [
        path for line in re.findall(r"^COPY (.+) \S+$", read("Dockerfile"), re.MULTILINE) for path in line.split()
    ]
    let_in = re.findall(r"^!(.+)$", read("Dockerfile.dockerignore"), re.MULTILINE)
    assert read("Dockerfile.dockerignore").splitlines()[1] == "*"
    assert sorted(copied) == sorted(let_in)
    assert [path for path in copied if not (ROOT / path).exists()] == []


def test_the_image_installs_what_the_project_depends_on() -> None:
    code = only(r'^RUN python -c "(.*)" >/tmp', "Dockerfile")
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "python-telegram-bot[rate-limiter,webhooks]>=" in run.stdout
    assert "pymilvus" not in run.stdout
    assert all(re.match(r"[A-Za-z0-9_.-]+[\[>=]", line) for line in run.stdout.splitlines())


def test_the_image_installs_the_extras_that_it_is_told_of() -> None:
    code = only(r'^RUN python -c "(.*)" >/tmp', "Dockerfile")
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, env={**os.environ, "EXTRAS": "milvus,postgres"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    wanted = {re.split(r"[\[>=]", line)[0] for line in run.stdout.splitlines()}
    assert {"numpy", "pymilvus", "psycopg", "SQLAlchemy"} <= wanted
    assert "pytest" not in wanted


@pytest.mark.parametrize(
    "command",
    [
        shlex.join(json.loads(only(r"^ENTRYPOINT (\[.*\])$", "Dockerfile"))),
        only(r"^ExecStart=(.*)$", "newsbot.service"),
    ],
    ids=["Dockerfile", "newsbot.service"],
)
def test_the_bot_is_started_with_options_it_has(command: str) -> None:
    python, *options = shlex.split(command)
    assert python in {"python", "/opt/newsbot/.venv/bin/python"}
    given = _arguments().parse_args(options[options.index("-m") + 2 :])
    assert options[options.index("-m") + 1] == "bot"
    assert str(given.data) in {"/data", "/var/lib/newsbot"}


def test_whoever_stops_the_bot_waits_until_it_has_answered() -> None:
    assert int(only(r"stop_grace_period: (\d+)s", "compose.yaml")) >= SECONDS_TO_STOP
    assert int(only(r"^TimeoutStopSec=(\d+)$", "newsbot.service")) >= SECONDS_TO_STOP
    assert int(only(r"--stop-timeout (\d+)", "README.md")) >= SECONDS_TO_STOP


@pytest.mark.parametrize("name", FILES)
def test_every_setting_that_is_named_is_one(name: str) -> None:
    named = set(re.findall(r"NEWSBOT_([A-Z_]+)", read(name)))
    assert {one.lower() for one in named} <= BotSettings.model_fields.keys() | IndexSettings.model_fields.keys()


def test_one_port_tells_how_the_bot_is() -> None:
    ports = [only(r"NEWSBOT_MONITOR_PORT=(\d+)", name) for name in ("Dockerfile", "newsbot.service")]
    assert set(ports) == set(re.findall(r"127\.0\.0\.1:(\d+)/healthz", read("README.md")))


def test_the_health_check_asks_the_bot_past_any_proxy() -> None:
    _, *options = health_check()
    monitor = Monitor()

    def ask(port: int) -> int:
        told = {"NEWSBOT_MONITOR_PORT": str(port), "http_proxy": "http://127.0.0.1:9"}
        run = subprocess.run(
            [sys.executable, *options], env={**os.environ, **told}, capture_output=True, check=False, timeout=30
        )
        return run.returncode

    async def live() -> list[int]:
        async with serving(monitor, 0) as port:
            before = await asyncio.to_thread(ask, port)
            monitor.fetched()
            return [before, await asyncio.to_thread(ask, port)]

    assert asyncio.run(live()) == [1, 0]


def test_compose_checks_health_as_the_image_does() -> None:
    folded = only(r"- >-\n((?: {10}.*\n)+)", "compose.yaml")
    assert " ".join(folded.split()) == health_check()[-1]


def test_the_example_of_settings_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in re.findall(r"^#?([A-Z_]+)=(.*)$", read("newsbot.env.example"), re.MULTILINE):
        monkeypatch.setenv(name, value)
    settings = load()
    assert settings.allowed_users == {1001, 1002}
    assert settings.admins == {1001}
    assert settings.token is not None


def test_what_the_bot_writes_lies_where_it_may_write() -> None:
    assert {"XDG_CACHE_HOME=/data/cache", "MPLCONFIGDIR=/data/cache/matplotlib"} <= set(read("Dockerfile").split())
    service = re.findall(r"(?:XDG_CACHE_HOME|MPLCONFIGDIR|--data)[= ](\S+)", read("newsbot.service"))
    assert len(service) == 3
    assert all(path.startswith(("/var/cache/newsbot", "/var/lib/newsbot")) for path in service)


@pytest.mark.parametrize("name", FILES)
def test_no_other_machine_is_named(name: str) -> None:
    text = re.sub(r"\$\{[^}]*\}", "filled-in", read(name))
    hosts = set(re.findall(r"(?:https?|postgresql)://(?:[^@/\s]*@)?([\w.-]+)", text))
    # «milvus» and «postgres» are heard in compose's own network alone.
    assert {host for host in hosts if not host.endswith(".example")} <= {"127.0.0.1", "milvus", "postgres"}


@pytest.mark.parametrize(("name", "lines"), [("README.md", 40), ("SCALE.md", 45)])
def test_the_readme_is_short_and_names_what_there_is(name: str, lines: int) -> None:
    text = read(name)
    assert len(text.splitlines()) <= lines
    for path in re.findall(r"(?<![\w/])scripts/[\w./]+\w", text):
        assert (ROOT / path).exists(), path


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd judges its units itself")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "newsbot.service"
    unit.write_text(read("newsbot.service").replace("/opt/newsbot/.venv/bin/python", sys.executable), "utf-8")
    run = subprocess.run(
        ["systemd-analyze", "verify", str(unit)],  # noqa: S607 - wherever the system has it
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
