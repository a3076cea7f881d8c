"""What the store holds that the newest generation does not, and the other way round: looked for where it may be.

The store notes which versions of articles it touched since garbage was last collected (table ``touched``): so a round
costs what is new. That is enough only where this engine collected it last, right after its newest generation: then a
row of its own, with that generation's number below zero, is among them. Another engine that collects takes it away.
"""
# ruff: noqa: S608 -- statements are put together from constants of this package; every value is bound

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from index.milvus.tables import HELD

if TYPE_CHECKING:
    from index.milvus.tables import Generation
    from index.sql import Database

Where = Literal["", " AND c.version_id IN (SELECT version_id FROM touched)"]
"""SQL behind other conditions on chunks ``c``: which are looked at. All, or those of what was touched."""

ALL: Final = ""
TOUCHED: Final = " AND c.version_id IN (SELECT version_id FROM touched)"

CURRENT: Final = (
    "c.recipe = ? AND c.version_id = (SELECT a.version_id FROM version v CROSS JOIN article a ON a.id = v.article_id"
    " WHERE v.id = c.version_id)"
)
"""SQL: which chunks ``c`` of a recipe a generation made now would hold.

Not as EXISTS: PostgreSQL makes a join of that, which it takes for tiny, and reads all that is left for each page.
"""

_MANY: Final = 100_000  # versions, above which looking at all is as fast


class News(NamedTuple):
    """In what the store and a generation differ.

    Attributes:
        chunks: number of those that are current.
        coming: number of those that the generation does not hold.
        leaving: number of those that it holds though they are not current.
        lost: whether some of these are not in the store at all: another engine, which counts its own generations, let
            go of them.
        where: what is to be looked at to find them.
    """

    chunks: int
    coming: int
    leaving: int
    lost: bool
    where: Where


def since(database: Database, newest: Generation | None, recipe: str) -> News:
    """What is new since the newest generation."""
    if newest is None or newest.manifest.recipe != recipe:
        (chunks,) = database.execute(f"SELECT count(*) FROM chunk c WHERE {CURRENT}", (recipe,)).fetchone()
        return News(int(chunks), int(chunks), newest.manifest.chunks if newest else 0, lost=False, where=ALL)
    where = _where(database, newest.manifest.number)
    (coming,) = database.execute(
        f"SELECT count(*) FROM chunk c WHERE {CURRENT}{where}"
        f" AND NOT EXISTS (SELECT 1 FROM passage p WHERE p.chunk_id = c.id AND {HELD})",
        (recipe, *newest.held),
    ).fetchone()
    (leaving,) = database.execute(
        f"SELECT count(*) FROM passage p WHERE {HELD}{of_passages(where)}"
        f" AND NOT EXISTS (SELECT 1 FROM chunk c WHERE c.id = p.chunk_id AND {CURRENT})",
        (*newest.held, recipe),
    ).fetchone()
    lost = (
        leaving
        and database.execute(
            f"SELECT 1 FROM passage p WHERE {HELD}{of_passages(where)}"
            " AND NOT EXISTS (SELECT 1 FROM chunk c WHERE c.id = p.chunk_id) LIMIT 1",
            newest.held,
        ).fetchone()
    )
    chunks = newest.manifest.chunks + int(coming) - int(leaving)
    return News(chunks, int(coming), int(leaving), lost=bool(lost), where=where)


def of_passages(where: Where) -> str:
    """The same as a condition on passages ``p``."""
    return f" AND p.chunk_id IN (SELECT c.id FROM chunk c WHERE true{where})" if where else ""


def begin(database: Database, number: int) -> None:
    """Note that all was published by a generation: what is touched from now on is news; after garbage was collected."""
    database.execute("INSERT INTO touched VALUES (?) ON CONFLICT DO NOTHING", (-number,))


def _where(database: Database, number: int) -> Where:
    noted = database.execute("SELECT 1 FROM touched WHERE version_id = ?", (-number,)).fetchone()
    (touched,) = database.execute("SELECT count(*) FROM (SELECT 1 FROM touched LIMIT ?) t", (_MANY + 1,)).fetchone()
    return TOUCHED if noted and touched <= _MANY else ALL
