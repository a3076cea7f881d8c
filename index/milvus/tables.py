"""What the engine keeps in the database of the articles: which generations there are, and in which collections."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Final, cast

from index.manifest import Manifest
from index.protocols import ModelIdentity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.milvus.dialect import Dense
    from index.sql import Database

AT_ONCE: Final = 5000
"""Values bound in one statement at most: well below the limits of both databases."""

HELD: Final = "p.collection = ? AND +p.added <= ? AND (p.retired IS NULL OR p.retired > ?)"
"""SQL: which passages ``p`` a generation holds; its values are its ``Generation.held``. The + keeps SQLite from going
through all that was ever added, when it could look up the one passage that is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Some chunks on the server.

    Attributes:
        number: of the generation it was begun for.
        name: on the server.
        made: by what its rows are made.
        dimension: of its vectors.
        dense: how they are indexed.
        mean_words: that its tokens are weighed by.
        sound: False where it was not made to the end, or lacks rows: not to be gone on with.
    """

    number: int
    name: str
    made: str
    dimension: int
    dense: Dense
    mean_words: float
    sound: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """A published generation.

    Attributes:
        manifest: what it says of itself.
        collection: where its chunks are.
        words: number of their tokens.
    """

    manifest: Manifest
    collection: Collection
    words: int

    @property
    def held(self) -> tuple[int, int, int]:
        """The values of ``HELD``."""
        return self.collection.number, self.manifest.number, self.manifest.number


def prepare(database: Database) -> None:
    """Make the tables where they are missing."""
    database.script(files("index.milvus").joinpath("schema.sql").read_text("utf-8"))


def are_there(database: Database) -> bool:
    """Whether the tables were ever made."""
    if database.dialect == "sqlite":
        found = database.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'generation'")
    else:
        found = database.execute("SELECT 1 WHERE to_regclass('generation') IS NOT NULL")
    return found.fetchone() is not None


def generations(database: Database) -> list[Generation]:
    """Those that are kept, newest first."""
    if not are_there(database):
        return []
    rows = database.execute(
        "SELECT g.manifest, g.words, c.number, c.name, c.made, c.dimension, c.dense, c.mean_words, c.sound"
        " FROM generation g JOIN collection c ON c.number = g.collection ORDER BY g.number DESC"
    ).fetchall()
    return [
        Generation(manifest=manifest_of(text), words=int(words), collection=_collection(columns))
        for text, words, *columns in rows
    ]


def is_kept(database: Database, number: int) -> bool:
    """Whether a generation is still there."""
    return database.execute("SELECT 1 FROM generation WHERE number = ?", (number,)).fetchone() is not None


def collections(database: Database) -> list[Collection]:
    """All that were ever begun and are not deleted, in order."""
    rows = database.execute(
        "SELECT number, name, made, dimension, dense, mean_words, sound FROM collection ORDER BY number"
    ).fetchall()
    return [_collection(columns) for columns in rows]


def add_collection(database: Database, one: Collection) -> None:
    """Note that a collection is about to be made; not sound yet."""
    with database.transaction():  # which a writer that lost its lock does not get
        database.execute(
            "INSERT INTO collection (number, name, made, dimension, dense, mean_words, sound)"
            " VALUES (?, ?, ?, ?, ?, ?, 0)",
            (one.number, one.name, one.made, one.dimension, one.dense, one.mean_words),
        )


def judge(database: Database, one: Collection, *, sound: bool) -> None:
    """Note whether a collection can be gone on with."""
    with database.transaction():
        database.execute("UPDATE collection SET sound = ? WHERE number = ?", (int(sound), one.number))


def add_generation(database: Database, one: Generation, outlets: Iterable[tuple[int, int, int]]) -> None:
    """Publish a generation: from now on it is the newest.

    Args:
        database: inside of the transaction that publishes.
        one: the generation.
        outlets: each with the number of its articles and the time of the latest.
    """
    database.execute(
        "INSERT INTO generation (number, collection, manifest, words, outlets, published) VALUES (?, ?, ?, ?, ?, ?)",
        (
            one.manifest.number,
            one.collection.number,
            json.dumps(asdict(one.manifest), default=datetime.isoformat),
            one.words,
            json.dumps(list(outlets)),
            int(one.manifest.published.timestamp()),
        ),
    )


def outlets(database: Database, generation: int) -> dict[int, tuple[str, str, int, int]]:
    """Of each outlet of a generation: name, host, number of its articles, and the time of the latest."""
    row = database.execute("SELECT outlets FROM generation WHERE number = ?", (generation,)).fetchone()
    counts = {number: (articles, latest) for number, articles, latest in json.loads(row[0])} if row else {}
    names = database.execute("SELECT id, name, host FROM outlet ORDER BY id").fetchall()
    return {number: (name, host, *counts[number]) for number, name, host in names if number in counts}


def languages(database: Database) -> list[str]:
    """Codes of the languages, by their numbers."""
    return [str(code) for (code,) in database.execute("SELECT code FROM language ORDER BY id").fetchall()]


def manifest_of(text: str) -> Manifest:
    """A manifest as ``add_generation`` wrote it."""
    fields = json.loads(text)
    fields["published"] = datetime.fromisoformat(fields["published"])
    fields["newest"] = datetime.fromisoformat(fields["newest"]) if fields["newest"] else None
    fields["model"] = ModelIdentity(**fields["model"])
    return Manifest(**fields)


def marks(count: int) -> str:
    """Places for so many values."""
    return ",".join("?" * count)


def _collection(columns: list[object] | tuple[object, ...]) -> Collection:
    number, name, made, dimension, dense, mean_words, sound = columns
    return Collection(
        number=cast("int", number),
        name=str(name),
        made=str(made),
        dimension=cast("int", dimension),
        dense=cast("Dense", dense),
        mean_words=cast("float", mean_words),
        sound=bool(sound),
    )
