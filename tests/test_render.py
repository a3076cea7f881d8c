from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.locale import choose
from bot.render import complaint, headline, not_found, outlet, provenance, understood
from fakes import answered, cited, nothing_found, quoted
from index.errors import FilterError
from index.filters import Filters

if TYPE_CHECKING:
    from index.types import Answer

ENGLISH, GERMAN, VIETNAMESE = choose("en"), choose("de"), choose("vi")
SINCE_THEN = Filters(since=datetime(2024, 11, 11, tzinfo=UTC), undated=True, words="last\nmonth")


def test_a_change_and_the_origin_of_a_copy_are_told() -> None:
    taken = replace(cited(), updated=datetime(2024, 12, 2, tzinfo=UTC), origin="https://www.wire.example/a?id=1")
    assert provenance(taken, ENGLISH) == "Lokalblatt · 30 Nov 2024 · updated 2 Dec 2024 · originally wire.example"
    assert provenance(replace(taken, updated=None, origin="Wire"), ENGLISH).endswith("2024 · originally Wire")


def test_an_origin_whose_address_cannot_be_read_is_told_as_it_is() -> None:
    assert provenance(replace(cited(), origin="https://[wire"), ENGLISH).endswith("originally https://[wire")


def test_a_derived_title_is_shown_as_the_beginning_it_is() -> None:
    long = "Der Stadtrat hat am Abend in einer langen Sitzung beschlossen, dass die Brücke"
    assert headline(cited(title=long, title_derived=True)) == "Der Stadtrat hat am Abend in einer langen Sitzung…"
    assert headline(cited(title="Der Stadtrat tagt.", title_derived=True)) == "Der Stadtrat tagt…"


@pytest.mark.parametrize("blank", ["", " ", "\u200b", "\u202e", "\u2800\u3164"])
def test_without_a_title_to_be_seen_the_outlet_and_without_that_the_address_is_the_name(blank: str) -> None:
    assert headline(cited(title=blank)) == "Lokalblatt"
    assert headline(cited(title=blank, title_derived=True)) == "Lokalblatt"
    assert headline(cited(title=blank, source=blank)) == "https://lokalblatt.example/bruecke"
    assert headline(cited(title=blank, source=blank, url=blank)) == "…"


def test_an_outlet_without_a_name_to_be_seen_is_an_ellipsis() -> None:
    assert provenance(cited(source=" \u200b"), ENGLISH) == "… · 30 Nov 2024"
    assert outlet("  Stadt\nblick ") == "Stadt blick"


def test_nothing_of_that_kind_is_another_thing_than_nothing_told() -> None:
    nothing = nothing_found("q")
    assert not_found(nothing, ENGLISH) == "The articles I have don't seem to say."
    assert not_found(replace(nothing, nothing_passed=True), ENGLISH) == (
        "None of the articles I have are from that outlet, time or language."
    )


@pytest.mark.parametrize("answer", [answered("q", quoted("a")), nothing_found("q", cited())])
def test_what_was_understood_is_said_and_how_to_undo_it_also_where_nothing_was_found(answer: Answer) -> None:
    (told,) = understood(replace(answer, filters=SINCE_THEN), ENGLISH)
    assert told == (
        "Only articles since 11 Nov 2024 (“last month”) or undated. "
        'To search for the words themselves, put them in quotes: "last month"'
    )


def test_what_an_operator_said_needs_no_undoing() -> None:
    told = understood(replace(answered("q", quoted("a")), filters=Filters(source="a & b")), ENGLISH)
    assert told == ["Only articles from a & b."]


def test_outlets_that_a_person_left_out_are_not_named_again_with_each_answer() -> None:
    answer = answered("q", quoted("a"))
    assert understood(replace(answer, filters=Filters(excluded=frozenset({"stadtblick"}))), ENGLISH) == []
    both = Filters(excluded=frozenset({"stadtblick"}), language="de")
    assert understood(replace(answer, filters=both), ENGLISH) == ["Only articles in German."]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            FilterError("time", "soon"),
            "I can't read “soon” as a date. Write it like after:2024-11-30, after:2024-11 or after:yesterday.",
        ),
        (
            FilterError("nothing asked", "site:a"),
            "That says where to look, but not what for. Please add your question.",
        ),
    ],
)
def test_a_filter_that_cannot_be_read_is_answered_with_what_to_write(error: FilterError, told: str) -> None:
    assert complaint(error, ENGLISH) == told


def test_a_complaint_is_made_in_the_readers_language() -> None:
    assert complaint(FilterError("language", "klingon"), GERMAN) == (
        "Eine Sprache „klingon“ kenne ich nicht. Schreib zum Beispiel lang:de oder lang:Deutsch."
    )
    assert complaint(FilterError("nothing asked", "site:a"), VIETNAMESE) == (
        "Tôi đã biết tìm ở đâu, nhưng chưa biết tìm điều gì. Bạn hãy viết thêm câu hỏi nhé."
    )


def test_a_long_wrong_value_is_shown_shortened() -> None:
    assert len(complaint(FilterError("time", "x\n" * 5000), ENGLISH)) < 200
