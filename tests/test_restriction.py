from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from index.catalog import UNDATED
from index.filters import Filters
from index.restriction import Restriction, restrict

SOURCES = {
    2: ("The Herald", "herald.example"),
    5: ("Kurier", "news.kurier.example"),
    9: ("HERALD ", "herald.example"),
    11: ("the herald", "other.example"),
}
LANGUAGES = ["en", "de"]
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
SECONDS = 1_767_225_600  # of that moment, since 1970
FIRST, LAST = UNDATED + 1, 2**63 - 1


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(source="the herald"), Restriction(sources=(2, 11))),
        (Filters(source="HERALD.example"), Restriction(sources=(2, 9))),
        (Filters(source="kurier.example"), Restriction(sources=(5,))),
        (Filters(source="urier.example"), Restriction(sources=())),
        (Filters(excluded=frozenset({"kurier", "nobody"})), Restriction(excluded=(5,))),
        (Filters(language="de"), Restriction(languages=(1,))),
        (Filters(language="fr"), Restriction(languages=())),
        (Filters(since=NEW_YEAR), Restriction(published=(SECONDS, LAST))),
        (Filters(until=NEW_YEAR), Restriction(published=(FIRST, SECONDS - 1))),
        (Filters(since=NEW_YEAR, undated=True), Restriction(published=(SECONDS, LAST), undated=True)),
        (
            Filters(since=NEW_YEAR, until=NEW_YEAR + timedelta(hours=1), language="en", source="Kurier"),
            Restriction(published=(SECONDS, SECONDS + 3599), languages=(0,), sources=(5,)),
        ),
    ],
)
def test_filters_are_told_in_the_numbers_of_an_index(filters: Filters, expected: Restriction) -> None:
    assert restrict(filters, SOURCES, LANGUAGES) == expected


@pytest.mark.parametrize(
    "filters",
    [Filters(), Filters(newest=True, words="latest"), Filters(undated=True), Filters(excluded=frozenset({"nobody"}))],
)
def test_what_leaves_nothing_out_is_no_restriction(filters: Filters) -> None:
    assert restrict(filters, SOURCES, LANGUAGES) is None


def test_a_part_of_a_second_is_rounded_so_that_whole_seconds_pass_as_they_would_beside_it() -> None:
    half = NEW_YEAR + timedelta(seconds=0.5)
    assert restrict(Filters(since=half, until=half), {}, []) == Restriction(published=(SECONDS + 1, SECONDS))


def test_a_time_is_the_same_moment_in_any_zone() -> None:
    there = NEW_YEAR.astimezone(timezone(timedelta(hours=7)))
    assert restrict(Filters(since=there), {}, []) == Restriction(published=(SECONDS, LAST))
