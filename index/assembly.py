"""The files of a generation, made from the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index import chunking
from index.analysis import tokens
from index.catalog import Catalog, CatalogBuilder, save
from index.lexical import LexicalBuilder
from index.sentence_index import SentenceIndexBuilder
from index.vectors import VectorsBuilder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.progress import Progress
    from index.protocols import Embedder
    from index.store import Store

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
    sentences = SentenceIndexBuilder(folder, embedder.dimension)
    vectors: VectorsBuilder | None = None
    for at in range(0, len(chunk_ids), _CHUNKS_AT_ONCE):
        batch = chunk_ids[at : at + _CHUNKS_AT_ONCE]
        progress("indexing", at, len(chunk_ids))
        of_chunks, of_sentences = zip(*store.vectors(batch, model, precision), strict=True)
        rows = [np.frombuffer(vector, np.float16) for vector in of_chunks]
        vectors = vectors or VectorsBuilder(len(rows[0]))
        vectors.add(np.array(batch, np.int64), np.stack(rows).astype(np.float32))
        for (chunk_id, article_id, article, chunk), own in zip(store.chunks(batch), of_sentences, strict=True):
            published, source, language = catalog.add(chunk_id, article_id, article)
            lines = [tokens(line, article.language) for line in (chunking.header(article), *chunk.sentence_texts)]
            flat = [token for line in lines for token in line]
            lexical.add(chunk_id, flat, published=published, source=source, language=language)
            sentences.add(chunk_id, lines, np.frombuffer(own, np.int8).reshape(len(lines) - 1, -1))
    (vectors or VectorsBuilder(embedder.dimension)).write(folder)
    lexical.write()
    sentences.write()
    made = catalog.build()
    save(made, folder)
    if chunk_ids:
        progress("indexing", len(chunk_ids), len(chunk_ids))
    return made
