"""A collection brought to what the store holds: rows for what is new, marks on what goes.

The order of writing is what makes a kill harmless. A new row is on the server before the database knows of it: rows
with ids that the database does not know are of no use, and go. A row that goes is marked in the database first: what is
marked is written to the server once more.
"""
# ruff: noqa: S608 -- statements are put together from constants of this package; every value is bound

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import TYPE_CHECKING, Final

import numpy as np

from index import chunking
from index.catalog import Names
from index.duplicates import sketch_of
from index.milvus import weighing
from index.milvus.collection import row
from index.milvus.news import ALL, CURRENT, of_passages
from index.milvus.tables import AT_ONCE, marks
from index.tokenizer import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.milvus.client import Client
    from index.milvus.news import Where
    from index.milvus.tables import Collection
    from index.progress import Progress
    from index.protocols import ModelIdentity
    from index.store import Store
    from index.stored_chunks import StoredChunk
    from index.tokenizer import Line

_CHUNKS_AT_ONCE = 1000
_FORGOTTEN: Final = ("sketch", "wording", "passage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is filled.

    Attributes:
        store: holds the chunks and their vectors.
        client: the server.
        collection: there.
        number: of the generation that is to hold it.
        model: of the vectors.
        recipe: of the chunks.
        where: chunks that it may lack, or hold though they are not current.
    """

    store: Store
    client: Client
    collection: Collection
    number: int
    model: ModelIdentity
    recipe: str
    where: Where = ALL


def fill(target: Target, chunks: int, kept: int, progress: Progress) -> None:
    """Bring a collection to what the store holds by now; a run that was killed is gone on with.

    Args:
        target: to be filled.
        chunks: number of those that it is to hold.
        kept: number of those among them that the generation before holds there.
        progress: told how far it is.
    """
    database, number = target.store.database, target.collection.number
    target.client.delete_above(target.collection.name, _last_passage(target))
    gone = leaving(target)
    unborn = [passage for passage, added in gone if added == target.number]
    target.client.delete(target.collection.name, unborn)
    with target.store.transaction():
        forget(target.store, unborn)
        database.executemany(
            "UPDATE passage SET retired = ? WHERE id = ?",
            [(target.number, passage) for passage, added in gone if added < target.number],
        )
    back = database.execute(
        "SELECT p.id FROM passage p CROSS JOIN chunk c ON c.id = p.chunk_id"
        f" WHERE p.collection = ? AND p.retired = ? AND {CURRENT}",
        (number, target.number, target.recipe),
    ).fetchall()
    _mark(target, [passage for (passage,) in back], retired=None)
    database.executemany("UPDATE passage SET retired = NULL WHERE id = ?", [tuple(one) for one in back])
    left = database.execute(
        "SELECT id FROM passage WHERE collection = ? AND retired = ?", (number, target.number)
    ).fetchall()
    _mark(target, [passage for (passage,) in left], retired=target.number)
    _add(target, chunks, kept, progress)


def leaving(target: Target) -> list[tuple[int, int]]:
    """Passages that the store's newest state does not hold: each with the first generation that holds it."""
    found: dict[int, int] = {}
    # What a killed run added is of no version that was touched since.
    for more in {of_passages(target.where), f" AND p.added = {target.number:d}"}:
        rows = target.store.database.execute(
            f"SELECT p.id, p.added FROM passage p WHERE p.collection = ? AND p.retired IS NULL{more}"
            f" AND NOT EXISTS (SELECT 1 FROM chunk c WHERE c.id = p.chunk_id AND {CURRENT})",
            (target.collection.number, target.recipe),
        )
        found |= dict(map(tuple, rows.fetchall()))
    return sorted(found.items())


def forget(store: Store, passages: Sequence[int]) -> None:
    """Delete all that the database knows of some passages."""
    for at in range(0, len(passages), AT_ONCE):
        some = passages[at : at + AT_ONCE]
        for table in _FORGOTTEN:
            store.database.execute(f"DELETE FROM {table} WHERE id IN ({marks(len(some))})", some)


def mean_words(store: Store, recipe: str) -> float:
    """Mean number of tokens of some chunks, near that of all."""
    found = store.database.execute(
        f"SELECT c.id FROM chunk c WHERE {CURRENT} ORDER BY c.id LIMIT ?", (recipe, _CHUNKS_AT_ONCE)
    ).fetchall()
    sizes = [sum(len(line.keys) for line in lines) for _, lines in _read(store, [chunk for (chunk,) in found])]
    return sum(sizes) / max(1, len(sizes)) or 1.0


def _last_passage(target: Target) -> int:
    (last,) = target.store.database.execute("SELECT coalesce(max(id), 0) FROM passage").fetchone()
    return int(last)


def _mark(target: Target, passages: Sequence[int], *, retired: int | None) -> None:
    """Write rows to the server once more, with the generation that first leaves them out."""
    database = target.store.database
    for at in range(0, len(passages), _CHUNKS_AT_ONCE):
        some = passages[at : at + _CHUNKS_AT_ONCE]
        kept = database.execute(
            "SELECT p.chunk_id, p.id, p.published, p.outlet, p.language, p.added, w.sentences, w.words FROM passage p"
            f" CROSS JOIN wording w ON w.id = p.id WHERE p.id IN ({marks(len(some))})",
            some,
        ).fetchall()
        vectors = target.store.vectors([one[0] for one in kept], target.model.fingerprint, target.model.precision)
        target.client.put(
            target.collection.name,
            [
                row(
                    target.client.dialect,
                    passage,
                    published=published,
                    source=outlet,
                    language=language,
                    added=added,
                    retired=retired,
                    vector=vector,
                    words=weighing.document(
                        np.frombuffer(words, np.uint32)[sentences + 1 :].tolist(), target.collection.mean_words
                    ),
                )
                for (_, passage, published, outlet, language, added, sentences, words), (vector, _) in zip(
                    kept, vectors, strict=True
                )
            ],
        )


def _add(target: Target, chunks: int, kept: int, progress: Progress) -> None:
    """Write all that is new, articles as a whole."""
    names, tokenizer = _names(target.store), Tokenizer()
    passage = _last_passage(target)
    (already,) = target.store.database.execute(
        "SELECT count(*) FROM passage WHERE collection = ? AND added = ?", (target.collection.number, target.number)
    ).fetchone()
    done = kept + int(already)
    progress("indexing", done, chunks)
    for batch in _new(target):
        _write(target, batch, passage + 1, names, tokenizer)
        passage += len(batch)
        done += len(batch)
        progress("indexing", done, chunks)


def _new(target: Target) -> Iterator[list[int]]:
    """Chunks that the collection lacks, about a thousand at a time, those of an article together."""
    after, waiting = 0, list[tuple[int, int]]()
    while True:
        found = target.store.database.execute(
            f"SELECT c.id, c.version_id FROM chunk c WHERE c.id > ? AND {CURRENT}{target.where} AND NOT EXISTS"
            " (SELECT 1 FROM passage p WHERE p.chunk_id = c.id AND p.collection = ? AND p.retired IS NULL)"
            " ORDER BY c.id LIMIT ?",
            (after, target.recipe, target.collection.number, _CHUNKS_AT_ONCE),
        ).fetchall()
        waiting += [(chunk, version) for chunk, version in found]
        if len(found) < _CHUNKS_AT_ONCE:
            break
        after = waiting[-1][0]
        whole = [chunk for chunk, version in waiting if version != waiting[-1][1]]
        waiting = waiting[len(whole) :]
        if whole:
            yield whole
    if waiting:
        yield [chunk for chunk, _ in waiting]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some chunks as the server and the database take them."""

    rows: list[Mapping[str, object]] = field(default_factory=list)
    passages: list[tuple[int, ...]] = field(default_factory=list)
    wordings: list[tuple[int, int, bytes]] = field(default_factory=list)
    sketches: list[tuple[int, bytes]] = field(default_factory=list)


def _write(target: Target, chunk_ids: Sequence[int], passage: int, names: Names, tokenizer: Tokenizer) -> None:
    """Write some chunks, which get ascending ids from one on: to the server, then to the database."""
    outlets, languages = len(names.sources), len(names.languages)
    batch = _batch(target, chunk_ids, passage, names, tokenizer)
    target.client.put(target.collection.name, batch.rows)
    many = target.store.database.executemany
    with target.store.transaction():
        many(
            "INSERT INTO outlet (id, name, host) VALUES (?, ?, ?)",
            [(number, *name) for name, number in list(names.sources.items())[outlets:]],
        )
        many(
            "INSERT INTO language (id, code) VALUES (?, ?)",
            [(number, code) for code, number in list(names.languages.items())[languages:]],
        )
        many(
            "INSERT INTO passage (id, collection, chunk_id, article_id, first, published, outlet, language, words,"
            f" added) VALUES ({marks(10)})",
            batch.passages,
        )
        many("INSERT INTO wording (id, sentences, words) VALUES (?, ?, ?)", batch.wordings)
        many("INSERT INTO sketch (id, hashes) VALUES (?, ?)", batch.sketches)


def _batch(target: Target, chunk_ids: Sequence[int], passage: int, names: Names, tokenizer: Tokenizer) -> _Batch:
    batch = _Batch()
    collection, number = target.collection, target.number
    vectors = target.store.vectors(chunk_ids, target.model.fingerprint, target.model.precision)
    stored = zip(_read(target.store, chunk_ids, tokenizer), vectors, strict=True)
    for article_id, chunks in groupby(stored, key=lambda one: one[0][0].article_id):
        hashes, first = array("I"), passage
        for (chunk, lines), (vector, _) in chunks:
            published, source, language = names.row_of(chunk.article)
            keys = list(chain.from_iterable(line.keys for line in lines))
            batch.rows.append(
                row(
                    target.client.dialect,
                    passage,
                    published=published,
                    source=source,
                    language=language,
                    added=number,
                    retired=None,
                    vector=vector,
                    words=weighing.document(keys, collection.mean_words),
                )
            )
            is_first, size = int(passage == first), len(keys)
            batch.passages.append(
                (passage, collection.number, chunk.id, article_id, is_first, published, source, language, size, number)
            )
            counts = array("I", [len(line.keys) for line in lines])
            batch.wordings.append((passage, len(lines) - 1, (counts + array("I", keys)).tobytes()))
            hashes.extend(chain.from_iterable(line.hashes for line in lines[1:]))
            passage += 1
        batch.sketches.append((first, sketch_of(np.array(hashes, np.uint32)).tobytes()))
    return batch


def _read(
    store: Store, chunk_ids: Sequence[int], tokenizer: Tokenizer | None = None
) -> Iterator[tuple[StoredChunk, list[Line]]]:
    """Chunks, each with the tokens of its header and of its sentences."""
    tokenizer = tokenizer or Tokenizer()
    headers: dict[int, Line] = {}
    for chunk in store.chunks(chunk_ids):
        language = chunk.article.language
        if chunk.article_id not in headers:
            headers[chunk.article_id] = tokenizer.line(chunking.header(chunk.article), language)
        own = [tokenizer.line(text, language) for text in chunk.chunk.sentence_texts]
        yield chunk, [headers[chunk.article_id], *own]


def _names(store: Store) -> Names:
    """The numbers that outlets and languages have by now."""
    names = Names()
    rows = store.database.execute("SELECT id, name, host FROM outlet ORDER BY id").fetchall()
    names.sources |= {(name, host): number for number, name, host in rows}
    rows = store.database.execute("SELECT id, code FROM language ORDER BY id").fetchall()
    names.languages |= {code: number for number, code in rows}
    return names
