"""The engine on this machine: generations in folders, searched by FAISS and tantivy within this process."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index import generation, tokenizer
from index.manifest import Manifest

if TYPE_CHECKING:
    from pathlib import Path

    from index.engine import Snapshot
    from index.progress import Progress
    from index.protocols import Embedder
    from index.store import Store


class EmbeddedEngine:
    """The generations in a folder, as ``engine.Engine``; holds nothing open."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def newest(self) -> int | None:
        """Number of the generation that is published now, None where there is none."""
        return generation.current_number(self._data)

    def open(self) -> Snapshot:
        """Open the generation that is published, or, where that one is damaged, the one before.

        Raises:
            IndexNotFoundError: if none was ever published.
            DamagedIndexError: if none passes its checks.
        """
        from index.embedded_snapshot import EmbeddedSnapshot

        return EmbeddedSnapshot(generation.open_newest(self._data))

    def publish(self, store: Store, embedder: Embedder, recipe: str, progress: Progress) -> Manifest | None:
        """Publish what the store holds, unless the newest generation holds just that; let go of what is not needed.

        Returns:
            The newest generation's manifest; None where there is nothing to publish and nothing ever was.
        """
        data = self._data
        generation.sweep(data)
        chunk_ids = store.current_chunks(recipe)
        contents = hashlib.sha256(json.dumps([recipe, *chunk_ids]).encode()).hexdigest()
        newest = self.newest()
        manifest = generation.verified_manifest(data, newest) if newest else None
        damaged = newest if manifest is None else None
        same = manifest is not None and (manifest.model, manifest.rules) == (embedder.identity, tokenizer.rules())
        unchanged = same and manifest is not None and manifest.contents == contents
        if not unchanged and (chunk_ids or newest):
            unfinished = generation.begin(data)
            from index.assembly import assemble  # with FAISS and tantivy, which are not needed where nothing changed

            base = newest if same else None
            folder = generation.folder_of(data, base) if base else None
            catalog, parts = assemble(unfinished, store, embedder, chunk_ids, progress, before=folder)
            manifest = Manifest(
                number=(newest or 0) + 1,
                published=datetime.now(UTC),
                model=embedder.identity,
                recipe=recipe,
                rules=tokenizer.rules(),
                contents=contents,
                articles=catalog.articles,
                chunks=len(chunk_ids),
                newest=catalog.newest,
                languages=catalog.articles_by_language,
                parts={name: asdict(facts) for name, facts in parts.items()},
            )
            generation.publish(data, unfinished, manifest, before=base)
        if manifest is not None:
            # Also where nothing was published: the run that published may have been killed before it came to this.
            with store.transaction():
                store.retire(generation=manifest.number, recipe=recipe)
                store.collect_garbage(oldest_kept=generation.retire(data, damaged=damaged))
        return manifest

    def close(self) -> None:
        """Nothing is held open."""
