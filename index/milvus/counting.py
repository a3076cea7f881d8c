"""What a generation counts: its words, its articles, the digest of its chunks."""
# ruff: noqa: S608 -- statements are put together from constants of this package; every value is bound

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index.catalog import UNDATED
from index.milvus.news import CURRENT
from index.milvus.tables import AT_ONCE, HELD
from index.milvus.tables import outlets as outlets_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from index.milvus.filling import Target
    from index.milvus.tables import Generation
    from index.store import Store

_PENDING: Final = 20_000  # chunks whose tokens are in memory


class Totals(NamedTuple):
    """What a generation holds.

    Attributes:
        chunks: number of them.
        words: number of their tokens.
        newest: latest time of an article, ``catalog.UNDATED`` where none has one.
        languages: number of articles by language, most first, ties by code.
        outlets: number of each outlet, of its articles, and the time of the latest.
    """

    chunks: int
    words: int
    newest: int
    languages: dict[str, int]
    outlets: list[tuple[int, int, int]]


def contents(store: Store, recipe: str) -> str:
    """Digest of the chunks of a recipe that are current; the same as every engine's."""
    digest = hashlib.sha256(json.dumps([recipe])[:-1].encode())
    after = 0
    while True:
        found = store.database.execute(
            f"SELECT c.id FROM chunk c WHERE c.id > ? AND {CURRENT} ORDER BY c.id LIMIT ?", (after, recipe, AT_ONCE)
        ).fetchall()
        digest.update("".join(f", {chunk}" for (chunk,) in found).encode())
        if len(found) < AT_ONCE:
            digest.update(b"]")
            return digest.hexdigest()
        after = found[-1][0]


def contents_after(target: Target, before: Generation) -> str:
    """Digest of a generation by that of the one before, and by what came and went: none of the rest is read."""
    digest = hashlib.sha256(before.manifest.contents.encode())
    for column in ("added", "retired"):
        rows = target.store.database.execute(
            f"SELECT p.chunk_id FROM passage p WHERE p.collection = ? AND p.{column} = ? ORDER BY p.chunk_id",
            (target.collection.number, target.number),
        )
        digest.update(json.dumps([column, *(chunk for (chunk,) in rows)]).encode())
    return digest.hexdigest()


def changed(target: Target) -> tuple[int, int]:
    """How many chunks the generation that is being made has and the one before had not, and the other way round."""
    row = target.store.database.execute(
        "SELECT (SELECT count(*) FROM passage WHERE collection = ? AND added = ?),"
        " (SELECT count(*) FROM passage WHERE collection = ? AND retired = ?)",
        (target.collection.number, target.number) * 2,
    ).fetchone()
    return int(row[0]), int(row[1])


def totals(target: Target) -> Totals:
    """What the generation that is being made holds by now."""
    database = target.store.database
    held = (target.collection.number, target.number, target.number)
    chunks, words, newest = database.execute(
        f"SELECT count(*), coalesce(sum(p.words), 0), coalesce(max(p.published), ?) FROM passage p WHERE {HELD}",
        (int(UNDATED), *held),
    ).fetchone()
    languages = database.execute(
        f"SELECT l.code, t.articles FROM (SELECT p.language, count(*) AS articles FROM passage p WHERE {HELD}"
        " AND p.first = 1 GROUP BY p.language) t JOIN language l ON l.id = t.language ORDER BY t.articles DESC, l.code",
        held,
    ).fetchall()
    outlets = database.execute(
        f"SELECT p.outlet, count(*), max(p.published) FROM passage p WHERE {HELD} AND p.first = 1 GROUP BY p.outlet",
        held,
    ).fetchall()
    return Totals(
        chunks=int(chunks),
        words=int(words),
        newest=int(newest),
        languages={code: int(count) for code, count in languages},
        outlets=[(int(number), int(count), int(latest)) for number, count, latest in outlets],
    )


def totals_after(target: Target, before: Generation) -> Totals:
    """The same, by what the generation before held, and by what came and went: none of the rest is counted."""
    execute = target.store.database.execute
    chunks, words = before.manifest.chunks, before.words
    languages = Counter(before.manifest.languages)
    known = outlets_of(target.store.database, before.manifest.number)
    articles = Counter({number: count for number, (_, _, count, _) in known.items()})
    latest = {number: last for number, (_, _, _, last) in known.items()}
    for column, sign in (("added", 1), ("retired", -1)):
        came = f"FROM passage p WHERE p.collection = ? AND p.{column} = ?"
        values = (target.collection.number, target.number)
        many, size = execute(f"SELECT count(*), coalesce(sum(p.words), 0) {came}", values).fetchone()
        chunks, words = chunks + sign * int(many), words + sign * int(size)
        for code, number, count, last in execute(
            "SELECT l.code, t.outlet, t.articles, t.latest FROM (SELECT p.language, p.outlet, count(*) AS articles,"
            f" max(p.published) AS latest {came} AND p.first = 1 GROUP BY p.language, p.outlet) t"
            " JOIN language l ON l.id = t.language",
            values,
        ).fetchall():
            languages[code] += sign * int(count)
            articles[number] += sign * int(count)
            if sign > 0:
                latest[number] = max(latest.get(number, int(UNDATED)), int(last))
            elif latest[number] == last and articles[number]:
                latest[number] = _latest(target, number)
    return Totals(
        chunks=chunks,
        words=words,
        newest=max((latest[number] for number in +articles), default=int(UNDATED)),
        languages={
            code: count for code, count in sorted(languages.items(), key=lambda one: (-one[1], one[0])) if count
        },
        outlets=[(number, count, latest[number]) for number, count in sorted(articles.items()) if count],
    )


def _latest(target: Target, outlet: int) -> int:
    """When the latest article of an outlet was published that the generation that is being made holds."""
    (found,) = target.store.database.execute(
        f"SELECT p.published FROM passage p WHERE {HELD} AND p.first = 1 AND p.outlet = ?"
        " ORDER BY p.published DESC LIMIT 1",
        (target.collection.number, target.number, target.number, outlet),
    ).fetchone() or (UNDATED,)
    return int(found)


def frequencies(target: Target) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Tokens, by their keys, that more or fewer chunks hold in the generation that is being made, and by how many."""
    words, chunks = np.empty(0, np.int64), np.empty(0, np.int64)
    for column, sign in (("added", 1), ("retired", -1)):
        pending: list[NDArray[np.int64]] = []
        for found in _changed(target, column):
            pending.append(found)
            if len(pending) == _PENDING:
                words, chunks = _summed(words, chunks, pending, sign)
                pending = []
        words, chunks = _summed(words, chunks, pending, sign)
    more = chunks != 0
    return words[more], chunks[more]


def _changed(target: Target, column: str) -> Iterator[NDArray[np.int64]]:
    """The tokens of each chunk that came or went, each once a chunk."""
    after = 0
    while True:
        found = target.store.database.execute(
            "SELECT w.id, w.sentences, w.words FROM passage p CROSS JOIN wording w ON w.id = p.id"
            f" WHERE p.collection = ? AND p.{column} = ? AND p.id > ? ORDER BY p.id LIMIT ?",
            (target.collection.number, target.number, after, AT_ONCE),
        ).fetchall()
        for _, sentences, words in found:
            yield np.unique(np.frombuffer(words, np.uint32)[sentences + 1 :]).astype(np.int64)
        if len(found) < AT_ONCE:
            return
        after = found[-1][0]


def _summed(
    words: NDArray[np.int64], chunks: NDArray[np.int64], more: list[NDArray[np.int64]], sign: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    distinct, of = np.unique(np.concatenate([words, *more]), return_inverse=True)
    weights = np.concatenate([chunks, np.full(sum(map(len, more)), sign)])
    return distinct, np.bincount(of, weights, len(distinct)).astype(np.int64)
