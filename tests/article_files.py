"""What the tests of article files share: an invented article, and how a file is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.sources.files import read_files
from index.types import Article, Rejected

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "The harbour of Elmstadt reopened on Monday after two years of repairs, the mayor told reporters at the quay.\n"
    "Ferries to the islands will leave every hour, and the old customs house becomes a museum next spring."
)

URL = "https://www.daily.example.org/harbour-12.html"


def read_one(path: Path) -> Article:
    (article,) = read_files([path])
    assert isinstance(article, Article), article
    return article


def reason(path: Path) -> str:
    (rejected,) = read_files([path])
    assert isinstance(rejected, Rejected), rejected
    assert rejected.where.startswith(str(path))
    return rejected.reason


def written(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
