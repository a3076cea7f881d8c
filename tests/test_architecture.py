"""Data goes down: who may know whom, and what it costs to load."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent

ENGINES = ("faiss", "openvino", "sentence_transformers", "tantivy", "tokenizers", "torch", "transformers")
TELEGRAM = (
    "telegram",
    "bot.client",
    "bot.delivery",
    "bot.handlers",
    "bot.inbox",
    "bot.sending",
    "bot.services",
    "bot.shared_inbox",
)
# What is behind the seam of ``index.engine``.
LEGS = (
    *ENGINES,
    "index.embedded",
    "index.embedded_snapshot",
    "index.lexical",
    "index.milvus",
    "index.parts",
    "index.vectors",
)
INSIDE_THE_INDEX = ("index.catalog", "index.finding", "index.retriever", "index.store")

# Modules of a file or folder, and what none of them may import: anywhere, also within functions and for types alone.
FORBIDDEN = {
    "index": ("bot", "telegram"),
    "bot": (*ENGINES, "numpy", *INSIDE_THE_INDEX),
    "bot/views": (*TELEGRAM, "bot.records", "bot.chart", "matplotlib"),
    "bot/records": (*TELEGRAM, "bot.views", "bot.locale", "index"),
    "bot/locale": (*TELEGRAM, "bot.views", "bot.records"),
    "bot/conversation.py": (*TELEGRAM, "bot.views", "bot.records"),
    "bot/terminal_commands.py": TELEGRAM,
    "bot/console.py": TELEGRAM,
    "index/about.py": LEGS,
    "index/finding.py": LEGS,
    "index/retriever.py": LEGS,
}

# What they may import nevertheless, and nothing below it that has another name.
ALLOWED = {"bot/records": ("index.errors", "index.postgres", "index.sql")}

# The same, and what is not loaded with them, by whatever way.
LIGHT = {
    "index/__init__.py": (*ENGINES, "numpy", "telegram", "bot", "trafilatura", "rich"),
    "bot/views": (*ENGINES, "matplotlib", "numpy", "telegram"),
    "bot/records": (*ENGINES, "matplotlib", "numpy", "telegram"),
    "bot/locale": (*ENGINES, "matplotlib", "numpy", "telegram"),
    "bot/console.py": (*ENGINES, "matplotlib", "numpy", "telegram"),
}


def files(place: str) -> list[Path]:
    return [ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py"))


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_in(name: str, module: str) -> bool:
    return f"{name}.".startswith(f"{module}.")


@pytest.mark.parametrize("place", FORBIDDEN)
def test_nobody_imports_what_it_should_not_know(place: str) -> None:
    seen = {(file.relative_to(ROOT).as_posix(), name) for file in files(place) for name in imported(file)}
    assert seen
    astray = [
        (file, name)
        for file, name in seen
        for other in FORBIDDEN[place]
        if is_in(name, other) and not any(is_in(name, allowed) for allowed in ALLOWED.get(place, ()))
    ]
    assert astray == []


@pytest.mark.parametrize("place", LIGHT)
def test_what_needs_no_heavy_library_loads_none(place: str) -> None:
    found = [file.relative_to(ROOT).with_suffix("").parts for file in files(place)]
    modules = ", ".join(".".join(parts).removesuffix(".__init__") for parts in found)
    program = f"import sys, {modules}; print([name for name in {LIGHT[place]!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.stdout.strip(), run.stderr) == ("[]", "")
