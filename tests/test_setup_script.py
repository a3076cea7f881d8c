from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"

# Stands for any Python: makes a «virtual environment» that is a copy of this script, and notes what it is asked.
PYTHON = """#!/usr/bin/env bash
echo "$*" >>"$NOTES"
case "$*" in
    *"-m pip --version"*) [ -e "$(dirname "$0")/pip" ] ;;
    *"-m venv"*) mkdir -p "${@: -1}/bin" && cp "$0" "${@: -1}/bin/python" && touch "${@: -1}/bin/pip" ;;
esac
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project in a folder with a blank in its name."""
    root = tmp_path / "my project"
    (root / "scripts").mkdir(parents=True)
    (root / "pyproject.toml").write_text("[project]\n", "utf-8")
    (root / "scripts" / "constraints.txt").write_text("", "utf-8")
    base = tmp_path / "python"
    base.write_text(PYTHON, "utf-8")
    base.chmod(0o755)
    return root


def set_up(root: Path) -> list[str]:
    """Set up, and give what the Pythons were asked for: making an environment, installing into it."""
    notes = root / "notes"
    notes.write_text("", "utf-8")
    subprocess.run(
        [
            "/usr/bin/env",
            "bash",
            "-euo",
            "pipefail",
            "-c",
            'source "$1/setup.sh"; set_up "$2" ""',
            "bash",
            str(SCRIPTS),
            str(root),
        ],
        env={**os.environ, "PYTHON": str(root.parent / "python"), "NOTES": str(notes)},
        check=True,
        capture_output=True,
        timeout=60,
    )
    return [
        step for line in notes.read_text("utf-8").splitlines() for step in ("venv", "install") if step in line.split()
    ]


def test_a_second_start_sets_nothing_up_again(root: Path) -> None:
    assert set_up(root) == ["venv", "install"]
    assert set_up(root) == []


def test_other_dependencies_are_installed_into_the_same_environment(root: Path) -> None:
    set_up(root)
    (root / "pyproject.toml").write_text("[project]\nname = 'x'\n", "utf-8")
    assert set_up(root) == ["install"]


def test_an_environment_without_pip_is_made_anew(root: Path) -> None:
    set_up(root)
    (root / ".venv" / "bin" / "pip").unlink()
    (root / ".venv" / "installed-base").unlink()
    assert set_up(root) == ["venv", "install"]
