"""scripts/repl.py as a person starts it: real index, real model, real process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.build import rebuild
from index.embedding import load_embedder
from index.types import Article

ROOT = Path(__file__).resolve().parent.parent
KEEPER = Article(
    url="https://paper.example/keeper",
    title="Keeper retires",
    text="Martha Quill, keeper of the lighthouse on Gull Island, retired on Friday. Her successor is a machine.",
    source="Paper",
    language="en",
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repl") / "data"
    rebuild(folder, [KEEPER], read=[Path("/news")], embedder=load_embedder(None))
    return folder


def run(*arguments: str | Path, typed: str = "", interactive: bool = False) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *(["-i"] if interactive else []), "scripts/repl.py", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, input=typed, env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip


def test_a_question_on_the_command_line_is_answered_with_the_passages_found_and_that_is_all(data: Path) -> None:
    done = run("--data", data, "--threshold", "0", "--ask", "Who retired as keeper of the lighthouse?")
    assert done.returncode == 0, done.stderr
    quote = done.stdout.index("«Martha Quill, keeper of the lighthouse on Gull Island, retired on Friday.")
    assert quote < done.stdout.index("│ 1 │")
    assert "contributes" not in done.stdout
    assert "Try" not in done.stdout


def test_asked_to_explain_it_tells_why_it_answered_and_why_the_passage_was_found(data: Path) -> None:
    done = run("--data", data, "--explain", "--threshold", "1", "--ask", "Who retired as keeper?", "--k", "3")
    assert done.returncode == 0, done.stderr
    assert "The articles don't say." in done.stdout
    assert "stays below the threshold 1.00: abstained." in done.stdout
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["sign", "value", "weight", "contributes"] in lines
    assert done.stdout.count("\n1.  ") == 1


def test_a_session_opened_to_explain_does_so(data: Path) -> None:
    session = run(
        "--data", data, "--explain", interactive=True,
        typed="print(len(news.search('lighthouse')[0].signals) > 0, len(news.answer('keeper').passages))\n",
    )  # fmt: skip
    assert "articles  1 (en 1)" in session.stdout
    assert "True 1" in session.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--threshold", "2"], "argument --threshold: must be a number between 0 and 1, got '2'"),
        (["--threshold", "half"], "argument --threshold: must be a number between 0 and 1, got 'half'"),
        (["--threshold", "nan"], "argument --threshold: must be a number between 0 and 1, got 'nan'"),
        (["--ask", "Who?", "--k", "0"], "argument --k: must be a whole number, 1 or more, got '0'"),
        (["--ask", "Who?", "--k", "many"], "argument --k: must be a whole number, 1 or more, got 'many'"),
    ],
)
def test_a_bad_value_is_one_clear_line_and_no_prompt(arguments: list[str], sentence: str) -> None:
    done = run(*arguments, typed="print('a prompt')\n", interactive=True)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [sentence]
    assert "a prompt" not in done.stdout


def test_a_question_that_cannot_be_understood_is_one_clear_line(data: Path) -> None:
    done = run("--data", data, "--ask", "harbour after:soon")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("not a date: 'soon'")


def test_without_an_index_the_line_says_how_to_build_one(tmp_path: Path) -> None:
    done = run("--data", tmp_path / "none", "--ask", "Who?")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "scripts/rebuild_index.py" in line


def test_a_place_that_is_none_is_one_clear_line_without_a_password(tmp_path: Path) -> None:
    done = run("--data", tmp_path, "--store", "mysql://bot:hush@store.example/news", "--ask", "Who?")
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["store: a store is postgresql://USER:PASSWORD@HOST:PORT/DATABASE"]
