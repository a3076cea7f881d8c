"""Which articles carry the same text, kept up to date from generation to generation."""
# ruff: noqa: S608 -- statements are put together from constants of this package; every value is bound

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index.catalog import UNDATED
from index.duplicates import stories
from index.milvus.tables import AT_ONCE, HELD, marks
from index.outlet_names import outlet_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from index.milvus.filling import Target

# Articles; so many are compared in minutes, in some hundred MB.
_ALL: Final = 200_000
_NEAR: Final = 30 * 86400  # seconds


class _First(NamedTuple):
    """An article, by its first passage."""

    passage: int
    article: int
    outlet: int


def periods(published: Collection[int], near: int = _NEAR) -> list[tuple[int, int]]:
    """When articles may have been published that tell of the same as those of some times; ascending, apart.

    Args:
        published: seconds since 1970, or ``catalog.UNDATED``, near to which is nothing.
        near: seconds before and after.
    """
    found: list[tuple[int, int]] = []
    for when in sorted(set(published) - {int(UNDATED)}):
        if found and when - near <= found[-1][1] + 1:
            found[-1] = (found[-1][0], when + near)
        else:
            found.append((when - near, when + near))
    return found


def changes(target: Target, articles: int) -> list[tuple[int, int | None]]:
    """The stories of the generation that is being made, where they are not those of the one before.

    Up to 200,000 articles all are compared. Beyond that those that are new are compared with one another and with those
    published within 30 days of them: a text that is carried again much later, or without a date, is then a story of its
    own.

    Args:
        target: filled.
        articles: number of those that it holds.

    Returns:
        Articles, each with the one whose text it carries, None where that is none any more.
    """
    gone = _changed(target, "retired")
    compared = _held(target, "", ()) if articles <= _ALL else list(_beside(target, _changed(target, "added"), gone))
    known = _known(target, {one.article for one in compared} | {one.article for one in gone})
    keys = {number: outlet_key(name) for number, name in _outlets(target)}
    numbers = {name: number for number, name in enumerate(dict.fromkeys(keys.values()))}
    found = stories(
        _sketches(target, [one.passage for one in compared]),
        np.array([one.article for one in compared], np.int64),
        np.array([numbers[keys[one.outlet]] for one in compared], np.int64),
    )
    told = {one.article: story for one, story in zip(compared, found.tolist(), strict=True) if story != one.article}
    return [
        (article, told.get(article))
        for article in sorted(told.keys() | known)
        if told.get(article) != known.get(article)
    ]


def note(target: Target, changed: Sequence[tuple[int, int | None]]) -> None:
    """Keep what ``changes`` found; inside the transaction that publishes."""
    database = target.store.database
    database.executemany(
        "UPDATE story SET retired = ? WHERE article_id = ? AND retired IS NULL",
        [(target.number, article) for article, _ in changed],
    )
    database.executemany(
        "INSERT INTO story (article_id, story, added) VALUES (?, ?, ?)",
        [(article, story, target.number) for article, story in changed if story is not None],
    )


def _beside(target: Target, new: Sequence[_First], gone: Sequence[_First]) -> Iterator[_First]:
    """What is new, what is near to it, and all of the stories that any of these, or of what is gone, carry."""
    found = {one.article: one for one in new}
    times: set[int] = set()
    for some in _batches([one.passage for one in new]):
        rows = target.store.database.execute(f"SELECT published FROM passage WHERE id IN ({marks(len(some))})", some)
        times.update(when for (when,) in rows.fetchall())
    for first, last in periods(times):
        found |= {one.article: one for one in _held(target, " AND p.published BETWEEN ? AND ?", (first, last))}
    asked = {*found, *(one.article for one in gone)}
    known = _known(target, asked)
    told = {*known.values(), *asked}
    members = set(told)
    for some in _batches(sorted(told)):
        rows = target.store.database.execute(
            f"SELECT article_id FROM story WHERE retired IS NULL AND story IN ({marks(len(some))})", some
        )
        members.update(article for (article,) in rows.fetchall())
    for some in _batches(sorted(members - found.keys())):
        more = _held(target, f" AND p.article_id IN ({marks(len(some))})", tuple(some))
        found |= {one.article: one for one in more}
    yield from found.values()


def _held(target: Target, more: str, values: tuple[int, ...]) -> list[_First]:
    """Articles of the generation that is being made."""
    rows = target.store.database.execute(
        f"SELECT p.id, p.article_id, p.outlet FROM passage p WHERE {HELD} AND p.first = 1{more} ORDER BY p.article_id",
        (target.collection.number, target.number, target.number, *values),
    )
    return [_First(*one) for one in rows.fetchall()]


def _changed(target: Target, column: str) -> list[_First]:
    """Articles that came or went, or are there in another version."""
    rows = target.store.database.execute(
        f"SELECT p.id, p.article_id, p.outlet FROM passage p WHERE p.collection = ? AND p.{column} = ? AND p.first = 1",
        (target.collection.number, target.number),
    )
    return [_First(*one) for one in rows.fetchall()]


def _known(target: Target, articles: Collection[int]) -> dict[int, int]:
    """The stories of some articles in the generation before, where they are not their own."""
    found: dict[int, int] = {}
    for some in _batches(sorted(articles)):
        rows = target.store.database.execute(
            f"SELECT article_id, story FROM story WHERE retired IS NULL AND article_id IN ({marks(len(some))})", some
        )
        found |= dict(map(tuple, rows.fetchall()))
    return found


def _outlets(target: Target) -> list[tuple[int, str]]:
    return [(number, name) for number, name in target.store.database.execute("SELECT id, name FROM outlet").fetchall()]


def _sketches(target: Target, passages: Sequence[int]) -> list[np.ndarray]:
    found: dict[int, bytes] = {}
    for some in _batches(passages):
        rows = target.store.database.execute(f"SELECT id, hashes FROM sketch WHERE id IN ({marks(len(some))})", some)
        found |= dict(map(tuple, rows.fetchall()))
    return [np.frombuffer(found[passage], np.uint32) for passage in passages]


def _batches(values: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(values), AT_ONCE):
        yield values[at : at + AT_ONCE]
