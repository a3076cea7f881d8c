"""The files of a generation, made from the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index import chunking
from index.analysis import tokens
from index.catalog import Catalog, CatalogBuilder, save
from index.lexical import LexicalBuilder
from index.vectors import VectorsBuilder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.progress import Progress
    from index.store import Store
    from index.types import Embedder

LEXICAL = "lexical"
_CHUNKS_AT_ONCE = 1000


def assemble(folder: Path, store: Store, embedder: Embedder, chunk_ids: Sequence[int], progress: Progress) -> Catalog:
    """Write vectors, lexical index and catalog of some chunks into a folder.

    Args:
        folder: empty.
        store: holds the chunks and their vectors.
        embedder: the model of the vectors.
        chunk_ids: ascending.
        progress: told how far it is.
    """
    model, precision = embedder.identity.fingerprint, embedder.identity.precision
    catalog, lexical = CatalogBuilder(), LexicalBuilder(folder / LEXICAL)
    vectors: VectorsBuilder | None = None
    for at in range(0, len(chunk_ids), _CHUNKS_AT_ONCE):
        batch = chunk_ids[at : at + _CHUNKS_AT_ONCE]
        progress("indexing", at, len(chunk_ids))
        rows = [np.frombuffer(vector, np.float16) for vector in store.vectors(batch, model, precision)]
        vectors = vectors or VectorsBuilder(len(rows[0]))
        vectors.add(np.array(batch, np.int64), np.stack(rows).astype(np.float32))
        for chunk_id, article_id, article, chunk in store.chunks(batch):
            published, source, language = catalog.add(chunk_id, article_id, article)
            words = tokens(chunking.embedded_text(article, chunk.text), article.language)
            lexical.add(chunk_id, words, published=published, source=source, language=language)
    (vectors or VectorsBuilder(embedder.dimension)).write(folder)
    lexical.write()
    made = catalog.build()
    save(made, folder)
    if chunk_ids:
        progress("indexing", len(chunk_ids), len(chunk_ids))
    return made
