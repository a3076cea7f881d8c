"""What may be found, as Milvus and SQL are told it."""

from __future__ import annotations

import pytest

from index.catalog import UNDATED
from index.milvus.expressions import clause, expression, on_server, window
from index.restriction import Restriction

FIRST, LAST = 1 - 2**63, 2**63 - 1  # of times, as a restriction has them whose ends are open
LOWEST, HIGHEST = -(2**62), 2**62


@pytest.mark.parametrize(
    ("restriction", "told"),
    [
        (None, ""),
        (Restriction(), ""),
        (Restriction(sources=(3, 1)), " and source in [3, 1]"),
        (Restriction(languages=(0,)), " and language in [0]"),
        (Restriction(excluded=(2, 5)), " and source not in [2, 5]"),
        (Restriction(excluded=()), ""),
        (Restriction(published=(10, 20)), " and published >= 10 and published <= 20"),
        (
            Restriction(published=(10, LAST), undated=True),
            f" and ((published >= 10 and published <= {HIGHEST}) or published == {LOWEST})",
        ),
        # What has no date does not pass for very old.
        (Restriction(published=(FIRST, 20)), f" and published >= {LOWEST + 1} and published <= 20"),
        (
            Restriction(sources=(1,), excluded=(1,), languages=(2,), published=(-5, -5)),
            " and source in [1] and language in [2] and source not in [1] and published >= -5 and published <= -5",
        ),
    ],
)
def test_a_condition_names_the_generation_and_what_passes(restriction: Restriction | None, told: str) -> None:
    assert expression(7, restriction) == f"added <= 7 and retired > 7{told}"


@pytest.mark.parametrize("restriction", [Restriction(sources=()), Restriction(languages=(), published=(1, 2))])
def test_where_nothing_passes_there_is_no_condition(restriction: Restriction) -> None:
    assert expression(7, restriction) is None


def test_a_window_has_ends_that_the_server_takes() -> None:
    assert window(5, 9, (1, 4)) == "published >= 5 and published <= 9 and id >= 1 and id <= 4"
    assert window(UNDATED, UNDATED) == f"published >= {LOWEST} and published <= {LOWEST}"
    assert (on_server(UNDATED), on_server(-5)) == (LOWEST, -5)


@pytest.mark.parametrize(
    ("restriction", "told", "values"),
    [
        (None, "", []),
        (Restriction(sources=(3, 1)), " AND p.outlet IN (?,?)", [3, 1]),
        (Restriction(sources=()), " AND p.outlet IN (NULL)", []),
        (Restriction(languages=(4,), excluded=(2,)), " AND p.language IN (?) AND p.outlet NOT IN (?)", [4, 2]),
        (Restriction(published=(1, 2)), " AND (p.published BETWEEN ? AND ?)", [1, 2]),
        (
            Restriction(published=(1, 2), undated=True),
            " AND (p.published BETWEEN ? AND ? OR p.published = ?)",
            [1, 2, UNDATED],
        ),
    ],
)
def test_sql_is_told_the_same(restriction: Restriction | None, told: str, values: list[int]) -> None:
    assert clause(restriction) == (told, values)
