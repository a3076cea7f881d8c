"""The files of a generation, made from the store and from the generation before."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index import chunking
from index.catalog import Catalog, Held, Names, join, load, save
from index.lexical import LEXICAL, LexicalBuilder
from index.linking import link_all
from index.parts import PARTS, RULES, Part, PartWriter, absorbed
from index.tokenizer import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.dense import Facts
    from index.parts import Rules
    from index.progress import Progress
    from index.protocols import Embedder
    from index.store import Store
    from index.stored_chunks import StoredChunk
    from index.tokenizer import Line

_CHUNKS_AT_ONCE = 1000


class Assembled(NamedTuple):
    """What was made.

    Attributes:
        catalog: of the generation.
        parts: how the vectors of each part are searched.
    """

    catalog: Catalog
    parts: Mapping[str, Facts]


def assemble(
    folder: Path,
    store: Store,
    embedder: Embedder,
    chunk_ids: Sequence[int],
    progress: Progress,
    *,
    before: Path | None = None,
    rules: Rules = RULES,
) -> Assembled:
    """Write parts, lexical index and catalog of some chunks into a folder.

    Args:
        folder: empty.
        store: holds the chunks and their vectors.
        embedder: the model of the vectors.
        chunk_ids: ascending.
        progress: told how far it is.
        before: a sound generation with vectors of the same model; what it holds of the chunks is taken over from it.
        rules: when parts are put together.
    """
    plan = _plan(before, np.asarray(chunk_ids, np.int64), rules)
    names, tokenizer = Names(plan.catalog), Tokenizer()
    lexical = LexicalBuilder(folder / LEXICAL, before / LEXICAL if before and plan.catalog else None)
    lexical.delete(plan.gone.tolist())
    parts = {name: Part(folder / PARTS / name) for name in plan.kept}
    held: dict[str, Held] = {}
    for name, rows in plan.kept.items():
        link_all(plan.parts[name].folder, parts[name].folder)
        held[name] = Held(rows=parts[name].rows, live=rows, sketches=parts[name].sketches)
    if len(plan.new) or plan.merged or not parts:
        name = f"{1 + max(map(int, plan.parts), default=0):06}"
        with closing(PartWriter(folder / PARTS / name, embedder.dimension, names)) as writer:
            for old, rows in plan.merged.items():
                writer.copy(plan.parts[old], rows)
            for batch in _batches(plan.new.tolist(), progress):
                _add(_read(batch, store, embedder), writer, lexical, tokenizer)
            writer.finish(rules.sizes)
        parts[name] = Part(folder / PARTS / name)
        rows = np.arange(parts[name].facts.rows)
        held[name] = Held(rows=parts[name].rows, live=rows, sketches=parts[name].sketches)
    lexical.write()
    deleted = plan.catalog.deleted + len(plan.gone) if plan.catalog else 0
    catalog = join(held, names, deleted=deleted)
    save(catalog, folder)
    return Assembled(catalog=catalog, parts={name: part.facts for name, part in parts.items()})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Plan:
    """What of the generation before is taken over.

    Attributes:
        catalog: of the generation before, None where everything is made anew.
        parts: its parts, by their names.
        kept: of those that are shared as they are, the rows that stay; by name.
        merged: of the others, the rows that stay; by name.
        new: ids of the chunks that it does not hold, ascending.
        gone: ids of the chunks that it held and that are left out.
    """

    catalog: Catalog | None
    parts: Mapping[str, Part]
    kept: Mapping[str, NDArray[np.int64]]
    merged: Mapping[str, NDArray[np.int64]]
    new: NDArray[np.int64]
    gone: NDArray[np.int64]


def _plan(before: Path | None, wanted: NDArray[np.int64], rules: Rules) -> _Plan:
    anew = _Plan(catalog=None, parts={}, kept={}, merged={}, new=wanted, gone=np.empty(0, np.int64))
    if before is None:
        return anew
    catalog = load(before)
    stays = np.isin(catalog.chunks, wanted, assume_unique=True)
    gone = catalog.chunks[~stays]
    # What was deleted counts in the lexical index's statistics for as long as tantivy keeps it.
    if catalog.deleted + len(gone) > rules.deleted * len(wanted):
        return anew
    parts = {name: Part(before / PARTS / name) for name in catalog.parts}
    own = {
        name: np.sort(catalog.rows["row"][stays & (catalog.rows["part"] == number)]).astype(np.int64)
        for number, name in enumerate(parts)
    }
    # A chunk that went and comes back is new: its words are no longer in the lexical index.
    new = np.setdiff1d(wanted, catalog.chunks, assume_unique=True)
    sizes = [(part.facts.rows, len(own[name])) for name, part in parts.items()]
    names = list(parts)
    merged = [names[at] for at in absorbed(sizes, len(new), rules)]
    return _Plan(
        catalog=catalog,
        parts=parts,
        kept={name: rows for name, rows in own.items() if name not in merged},
        merged={name: own[name] for name in merged if len(own[name])},
        new=new,
        gone=gone,
    )


def _batches(chunk_ids: Sequence[int], progress: Progress) -> Iterator[Sequence[int]]:
    for at in range(0, len(chunk_ids), _CHUNKS_AT_ONCE):
        progress("indexing", at, len(chunk_ids))
        yield chunk_ids[at : at + _CHUNKS_AT_ONCE]
    if chunk_ids:
        progress("indexing", len(chunk_ids), len(chunk_ids))


def _read(batch: Sequence[int], store: Store, embedder: Embedder) -> Iterator[tuple[StoredChunk, tuple[bytes, bytes]]]:
    """Some chunks of the store, each with its vector and those of its sentences."""
    model, precision = embedder.identity.fingerprint, embedder.identity.precision
    return zip(store.chunks(batch), store.vectors(batch, model, precision), strict=True)


def _add(
    chunks: Iterable[tuple[StoredChunk, tuple[bytes, bytes]]],
    writer: PartWriter,
    lexical: LexicalBuilder,
    tokenizer: Tokenizer,
) -> None:
    """Add some chunks to a part and to the lexical index."""
    headers: dict[int, Line] = {}
    for (chunk_id, article_id, article, chunk), (vector, sentences) in chunks:
        if article_id not in headers:
            headers[article_id] = tokenizer.line(chunking.header(article), article.language)
        own = [tokenizer.line(text, article.language) for text in chunk.sentence_texts]
        lines = [headers[article_id], *own]
        published, source, language = writer.add(
            chunk_id,
            article_id,
            article,
            lines=lines,
            vector=vector,
            sentences=sentences,
        )
        words = " ".join([line.tokens for line in lines])
        lexical.add(chunk_id, words, published=published, source=source, language=language)
