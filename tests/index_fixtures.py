"""What the tests of store, build and generations share: invented articles, and the indexes made of them."""

from __future__ import annotations

import io
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fakes import HashedWords
from index import build, catalog, generation
from index.embedded_snapshot import EmbeddedSnapshot
from index.manifest import Manifest
from index.store import Store
from index.types import Article, Rejected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.progress import Progress
    from index.protocols import Embedder

NEWS = Path("/news")


def article(
    number: int,
    text: str | None = None,
    *,
    at: str | None = None,
    published: datetime | None = None,
    author: str | None = None,
    title: str | None = None,
) -> Article:
    """Article ``number`` of an invented paper; its location is ``/news/<number>.txt`` unless said otherwise."""
    return Article(
        url=f"https://paper.example/{number}",
        title=title or f"Report {number}",
        text=text or f"The harbour master counted the boats at pier {number} this morning.",
        source="Paper",
        language="en",
        published=published,
        author=author,
        location=at or f"/news/{number}.txt",
    )


def rebuilt(
    data: Path,
    *items: Article | Rejected,
    embedder: Embedder | None = None,
    read: Sequence[Path] = (NEWS,),
    prune: Sequence[Path] = (),
    retire: Sequence[Path] = (),
    progress: Progress | None = None,
) -> build.Report:
    return build.rebuild(
        data, items, read=read, embedder=embedder or HashedWords(), prune=prune, retire=retire, progress=progress
    )


def chunk_ids(data: Path, number: int | None = None) -> list[int]:
    """Ids of the chunks in a generation, the published one unless numbered."""
    folder = data / "generations" / f"{number or generation.current_number(data):06}"
    ids: list[int] = catalog.load(folder).rows["chunk"].tolist()
    return ids


def snapshot_of(folder: Path, embedder: Embedder) -> EmbeddedSnapshot:
    """A folder with the files of a generation that was never published, opened."""
    found = catalog.load(folder)
    manifest = Manifest(
        number=1,
        published=datetime(2026, 11, 23, tzinfo=UTC),
        model=embedder.identity,
        recipe="",
        rules="",
        contents="",
        articles=found.articles,
        chunks=len(found.rows),
        newest=found.newest,
        languages=found.articles_by_language,
    )
    return EmbeddedSnapshot(generation.Generation(folder, manifest, io.BytesIO()))


def chunks_by_url(data: Path) -> dict[str, list[int]]:
    """Ids of each article's chunks in the published generation."""
    found: dict[str, list[int]] = {}
    with closing(Store(data / generation.STORE, read_only=True)) as store:
        for stored in store.chunks(chunk_ids(data)):
            found.setdefault(stored.article.url, []).append(stored.id)
    return found


def held(data: Path, number: int | None = None) -> dict[str, Article]:
    """The articles of a generation, the published one unless numbered, as a reader would cite them."""
    with closing(Store(data / generation.STORE, read_only=True)) as store:
        return {stored.article.url: stored.article for stored in store.chunks(chunk_ids(data, number))}
