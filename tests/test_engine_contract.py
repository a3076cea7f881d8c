"""What every engine answers, whoever wrote it; see ``index.engine``."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from engine_fixtures import (
    EVERYONE,
    INSTANT,
    MARKS,
    NOON,
    SECOND,
    UNDATED_ONES,
    Town,
    day,
    kind,
    records_of,
    told,
    town,
    wanted,
)
from index.analysis import tokens
from index.catalog import UNDATED, host_of
from index.chunking import header
from index.demand import Demand
from index.errors import DimensionError
from index.filters import Filters
from index.sentence_index import read_lines
from index.tokenizer import key
from index.types import Outlet

__all__ = ["kind", "town"]  # fixtures

ALL = Filters()
MAYOR = "The mayor praised a school choir."
NEWEST_FIRST = [2, 1, 13, 6, 4, 8, 10, 9, 12, 3, 5, 7, 11]

# --- candidates: by meaning ---


def test_what_is_nearest_by_meaning_is_found(town: Town) -> None:
    assert town.find(MAYOR, most=1) == [3]
    assert town.find("Der Stadtrat hat es am Dienstag beschlossen", most=1) == [4]
    assert town.find("市政府宣布新桥开通", most=1) == [8]


@pytest.mark.parametrize("question", [MAYOR, "the old mill of the chronicle", "Thành phố mở cầu mới", "tickets"])
@pytest.mark.parametrize("most", [1, 4, 13])
def test_nothing_is_left_out_that_is_nearer_than_what_is_found(town: Town, question: str, most: int) -> None:
    asked = wanted(question, most=most)
    cosines = {
        chunk: float(np.frombuffer(vector, np.float16).astype(np.float32) @ asked.vector)
        for chunk, (vector, _) in town.kept.items()
    }
    found = town.snapshot.candidates(asked).rows["chunk"].tolist()
    assert len(found) == most
    assert min(cosines.pop(chunk) for chunk in found) >= max(cosines.values()) - 0.001


@pytest.mark.parametrize("most", [15, 20_000, 10**9])
def test_where_more_is_wanted_than_there_is_all_of_it_comes(town: Town, most: int) -> None:
    assert town.find(terms=[["town"]], most=most) == [*range(1, 13), 12, 13]
    assert town.numbers(town.snapshot.about(None, ALL, most=most)) == NEWEST_FIRST
    assert len(town.snapshot.about(Demand(all_of=(("town",),)), ALL, most=most)) == 14


def test_a_vector_of_another_models_length_is_refused(town: Town) -> None:
    short = replace(wanted(), vector=np.ones(3, np.float32) / np.float32(3**0.5))
    with pytest.raises(DimensionError, match="256 dimensions, got 3"):
        town.snapshot.candidates(short)


# --- candidates: by words ---


def test_a_chunk_that_holds_a_word_is_found_however_far_it_is_in_meaning(town: Town) -> None:
    town.kind.need_words()
    assert town.find(MAYOR, terms=[["ribbon"]], most=1) == [1, 3]
    assert town.find(MAYOR, terms=[["abgeriss"]], most=1) == [3, 4]
    assert town.find(MAYOR, terms=[["停航"]], most=1) == [3, 8]
    assert {3, 6, 7} <= set(town.find(MAYOR, terms=[["sông"]], most=2))  # the outlet's name


def test_the_words_of_a_chunks_header_are_among_its_own(town: Town) -> None:
    town.kind.need_words()
    for number, mark in MARKS.items():
        assert town.find(MAYOR, terms=[[mark]], most=1) == sorted({3, number})
    assert town.find(MAYOR, terms=[[MARKS[12]]], most=2).count(12) == 2


def test_a_rare_word_outweighs_a_common_one(town: Town) -> None:
    town.kind.need_words()
    assert town.find(MAYOR, terms=[["town"], ["news"], ["ribbon"]], most=1) == [1, 3]
    assert town.find(MAYOR, terms=[["town"], ["crowd"], ["mohn"]], most=1) == [3, 5]


def test_more_words_outweigh_fewer(town: Town) -> None:
    town.kind.need_words()
    # The harbour is in two of them.
    assert town.find(MAYOR, terms=[["harbour"], ["ferri"]], most=1) == [2, 3]
    assert town.find(MAYOR, terms=[["harbour"], ["ribbon"]], most=1) == [1, 3]


def test_any_stem_of_a_word_will_do(town: Town) -> None:
    town.kind.need_words()
    assert town.find(MAYOR, terms=[["zwirbel", "ribbon"]], most=1) == [1, 3]
    assert town.find(MAYOR, terms=[["ribbon", "mohn"]], most=2)[:1] == [1]
    assert {1, 5} <= set(town.find(MAYOR, terms=[["ribbon", "mohn"]], most=2))


def test_a_hint_decides_between_equals(town: Town) -> None:
    town.kind.need_words()
    assert town.find(MAYOR, terms=[["mới"], ["cầu"]], most=1) == [3, 7]  # the shorter
    assert town.find(MAYOR, terms=[["mới"], ["cầu"]], hints={"cầu_mới": 2.0}, most=1) == [3, 6]


def test_words_that_nobody_wrote_find_nothing(town: Town) -> None:
    assert town.find(MAYOR, terms=[["zwirbel"], ["unheard", "ungehört"]], hints={"nie_gehört": 0.4}, most=1) == [3]


def test_without_words_what_is_near_is_found(town: Town) -> None:
    assert town.find(MAYOR, terms=[], most=1) == [3]


def test_each_leg_finds_as_many_as_are_wanted(town: Town) -> None:
    town.kind.need_words()
    harbour = {1, 2}
    near = set(town.find(MAYOR, most=2))
    assert set(town.find(MAYOR, terms=[["harbour"]], most=2)) == harbour | near
    assert len(town.find(MAYOR, terms=[["town"]], most=2)) <= 4
    assert len(town.find(MAYOR, terms=[["town"]], most=1)) <= 2


ODD = [
    '"', "'", "\\", '\\"', "%", "_", "{}", "{0}", "$a", "*", "?", "~", "[", "(", ")", ";", "--", "#", "\n", "\t", "\0",
    "' or 1 == 1 or '", '" or chunk >= 0 or "', "x') or true --", "town OR harbour", "+town -mayor", "tokens:town",
    "town*", "/town/", "%town%", "😀", "👩‍👩‍👧", "ไทย", "שלום", "עִבְרִית", "\u202etxt", "\ufeff", "", " ", "x" * 70_000,
    "é" * 64,
]  # fmt: skip


@pytest.mark.parametrize("token", ODD, ids=lambda token: ascii(token[:20]))
def test_a_token_is_a_token_whatever_signs_it_is_made_of(town: Town, token: str) -> None:
    assert town.find(MAYOR, terms=[[token]], most=1) == [3]
    assert town.find(MAYOR, terms=[[token, "zwirbel"], ["unheard"]], hints={token: 0.4}, most=1) == [3]
    if town.kind.lexical:
        assert town.find(MAYOR, terms=[[token], ["ribbon"]], hints={token: 0.4}, most=1) == [1, 3]
    demanded = Demand(all_of=((token,),), pairs=(token,), fewest=1, language="vi")
    assert town.numbers(town.snapshot.about(demanded, ALL, most=9)) == []
    assert town.snapshot.frequencies([token]) == {token: 0}


def test_a_long_question_of_many_words_is_answered_too(town: Town) -> None:
    many = [[f"word{number}", f"wort{number}"] for number in range(2000)]
    found = town.find(MAYOR, terms=[*many, ["ribbon"]], most=1)
    assert found == ([1, 3] if town.kind.lexical else [3])


# --- candidates: which articles may answer ---


def but(*numbers: int) -> set[int]:
    return EVERYONE - set(numbers)


def excluding(*names: str, **more: str) -> Filters:
    return Filters(excluded=frozenset(names), **more)  # type: ignore[arg-type]


LONG_AGO, LATER = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
HERALDS = {1, 2, 3, 9, 13}
FILTERED = [
    (ALL, EVERYONE),
    (Filters(source="Herald"), HERALDS),
    (Filters(source="herald.example"), HERALDS),  # its sub-host too
    (Filters(source="news.herald.example"), {3}),
    (Filters(source="WWW.Kurier.example"), {4, 5}),
    (Filters(source="tin sông"), {6, 7}),
    (Filters(source="河报"), {8}),
    (Filters(source="Her"), set()),
    (Filters(source="erald.example"), set()),
    (Filters(language="de"), {4, 5}),
    (Filters(language="fr"), set()),
    (Filters(since=NOON), {1, 2, 13}),
    (Filters(since=NOON + INSTANT), {2}),
    (Filters(since=NOON + SECOND), {2}),
    (Filters(since=NOON + SECOND + INSTANT), set()),
    (Filters(until=NOON), {4, 6, 8, 9, 10, 12}),
    (Filters(until=NOON + INSTANT), {1, 13, 4, 6, 8, 9, 10, 12}),
    (Filters(until=NOON + SECOND), {1, 13, 4, 6, 8, 9, 10, 12}),
    (Filters(since=day(16), until=day(18)), {8, 10}),
    (Filters(since=day(18), until=day(16)), set()),
    (Filters(since=NOON, until=NOON), set()),
    (Filters(until=datetime(1970, 1, 1, tzinfo=UTC)), {12}),
    (Filters(since=datetime(1961, 4, 12, 6, 7, tzinfo=UTC), until=datetime(1962, 1, 1, tzinfo=UTC)), {12}),
    (Filters(since=LONG_AGO, until=LATER), EVERYONE - UNDATED_ONES),
    (Filters(until=LONG_AGO), set()),
    (Filters(since=LATER), set()),
    (Filters(since=NOON, undated=True), {1, 2, 13} | UNDATED_ONES),
    (Filters(since=LATER, undated=True), UNDATED_ONES),
    (Filters(until=LONG_AGO, undated=True), UNDATED_ONES),
    (Filters(undated=True), EVERYONE),
    (Filters(newest=True, words="latest"), EVERYONE),
    (excluding("herald"), EVERYONE - HERALDS),
    (excluding("herald.example"), EVERYONE),  # an outlet is left out by its name, not by its host
    (excluding("nobody"), EVERYONE),
    (excluding("herald", "河报", "tin sông"), {4, 5, 10, 11, 12}),
    (excluding("herald", source="herald.example"), set()),
    (excluding("herald", "kurier", "tin sông", "河报", "courier", "anzeiger"), set()),
    (excluding("herald", "anzeiger", language="en"), {10}),
    (Filters(source="Herald", language="de"), set()),
    (Filters(source="Herald", since=day(1), until=NOON), {9}),
    (Filters(source="herald.example", since=day(1), until=NOON, undated=True), {3, 9}),
    (Filters(source="Anzeiger", language="en", since=NOON, undated=True), {11}),
    (Filters(source="' or 1 == 1 --"), set()),
    (Filters(source='" or "" == "'), set()),
    (Filters(source="%"), set()),
    (Filters(language='en" or "" == "'), set()),
    (excluding("' or '' = '", '"', "\\"), EVERYONE),
]


@pytest.mark.parametrize(("filters", "passing"), FILTERED)
def test_only_what_passes_the_filters_is_found_and_all_of_it(town: Town, filters: Filters, passing: set[int]) -> None:
    assert set(town.find(terms=[["town"]], filters=filters)) == passing
    assert set(town.find(terms=[], filters=filters)) == passing


@pytest.mark.parametrize(("filters", "passing"), FILTERED)
def test_words_are_looked_for_in_what_passes_the_filters(town: Town, filters: Filters, passing: set[int]) -> None:
    town.kind.need_words()
    for number, mark in MARKS.items():
        near, *_ = [one for one in sorted(passing) if one != number] or [number]
        found = town.find(MARKS[near] + " town", terms=[[mark]], filters=filters, most=1)
        assert (number in found) is (number in passing)
        assert set(found) <= passing


# --- what is told of chunks ---


def test_each_chunk_comes_once_by_ascending_id(town: Town) -> None:
    found = town.snapshot.candidates(wanted(MAYOR, terms=[["town"], ["mayor"]]))
    assert found.rows["chunk"].tolist() == sorted(town.stored)
    some = town.snapshot.candidates(wanted(MAYOR, terms=[["ribbon"], ["mohn"], ["mayor"]], most=3))
    assert some.rows["chunk"].tolist() == sorted(set(some.rows["chunk"].tolist()))


def test_a_row_tells_whose_the_chunk_is_and_when_and_in_which_language_it_was_published(town: Town) -> None:
    rows = town.snapshot.candidates(wanted()).rows
    assert len(rows) == 14
    for row in rows:
        stored = town.stored[int(row["chunk"])]
        one = stored.article
        assert row["article"] == stored.article_id
        assert row["published"] == (one.published.timestamp() if one.published else UNDATED)
        assert town.snapshot.sources[int(row["source"])] == (one.source, host_of(one.url))
        assert town.snapshot.languages[int(row["language"])] == one.language


def test_articles_that_carry_one_text_are_one_story_named_after_the_first(town: Town) -> None:
    rows = town.snapshot.candidates(wanted()).rows
    stories = dict(zip(town.numbers(rows), rows["story"].tolist(), strict=True))
    ids = {number: town.article_id(number) for number in EVERYONE}
    wire = min(ids[9], ids[10], ids[11])
    assert stories == ids | {9: wire, 10: wire, 11: wire}


def test_vectors_are_those_of_the_store(town: Town) -> None:
    found = town.snapshot.candidates(wanted())
    assert (found.vectors.dtype.name, found.vectors.shape) == ("float16", (14, 256))
    for chunk, vector in zip(found.rows["chunk"].tolist(), found.vectors, strict=True):
        assert vector.tobytes() == town.kept[chunk][0]
    assert np.linalg.norm(found.vectors.astype(np.float32), axis=1) == pytest.approx(np.ones(14), abs=1e-3)


def test_vectors_and_records_are_in_the_order_of_the_rows(town: Town) -> None:
    found = town.snapshot.candidates(wanted(MAYOR, terms=[["ribbon"]], most=3))
    assert found.vectors.tobytes() == b"".join(town.kept[chunk][0] for chunk in found.rows["chunk"].tolist())
    assert found.records.vectors.tobytes() == b"".join(town.kept[chunk][1] for chunk in found.rows["chunk"].tolist())


def lines_of(town: Town, chunk: int) -> list[list[str]]:
    """The tokens of a chunk's header, then of each sentence."""
    stored = town.stored[chunk]
    texts = [header(stored.article), *stored.chunk.sentence_texts]
    return [tokens(text, stored.article.language) for text in texts]


def test_records_hold_the_words_of_each_line_and_the_vectors_of_each_sentence(town: Town) -> None:
    found = town.snapshot.candidates(wanted())
    records, at = found.records, 0
    assert (records.words.dtype.name, records.vectors.dtype.name) == ("uint32", "int8")
    for chunk, size, sentences in zip(
        found.rows["chunk"].tolist(), records.sizes.tolist(), records.sentences.tolist(), strict=True
    ):
        lines, own = lines_of(town, chunk), records.words[at : at + size].tolist()
        assert sentences == len(lines) - 1
        assert own[: len(lines)] == [len(line) for line in lines]
        rest = own[len(lines) :]
        for line in lines:  # the order of the words in a line is no one's business
            assert sorted(rest[: len(line)]) == sorted(map(key, line))
            rest = rest[len(line) :]
        assert rest == []
        at += size
    assert at == len(records.words)
    assert records.vectors.tobytes() == b"".join(town.kept[chunk][1] for chunk in found.rows["chunk"].tolist())


def test_which_line_holds_a_word_can_be_read_from_the_records(town: Town) -> None:
    rows = town.snapshot.about(None, Filters(source="Herald", since=NOON, until=NOON + SECOND), most=9)
    assert town.numbers(rows) == [1, 13]
    lines = read_lines(town.snapshot.records(rows), [["harbour"], ["zwirbel", "ada"], ["town"], ["quay"]])
    # Town Zandor | The harbour opened … | Ada Thornley cut … | Town Obrax | A cat slept on the quay.
    assert lines.held.astype(int).tolist() == [
        [0, 0, 1, 0],
        [1, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 0, 1],
    ]
    assert lines.header.tolist() == [True, False, False, True, False]
    # Town Zandor Herald 2026 11 20 and six and five words; the other header and six words.
    assert lines.sizes.tolist() == [17, 12]


def test_records_come_in_the_order_asked_for(town: Town) -> None:
    rows = town.snapshot.candidates(wanted()).rows
    mixed = rows[[9, 2, 12, 0, 5]]
    records = town.snapshot.records(mixed)
    assert records.vectors.tobytes() == b"".join(town.kept[chunk][1] for chunk in mixed["chunk"].tolist())
    assert records.sentences.tolist() == [len(lines_of(town, chunk)) - 1 for chunk in mixed["chunk"].tolist()]
    found = town.snapshot.candidates(wanted())
    assert records_of(replace(found, records=town.snapshot.records(found.rows))) == records_of(found)


def test_where_no_chunk_is_found_there_are_no_records(town: Town) -> None:
    found = town.snapshot.candidates(wanted(terms=[["town"]], filters=Filters(language="fr")))
    assert (found.rows.shape, found.vectors.shape) == ((0,), (0, 256))
    for records in (found.records, town.snapshot.records(found.rows)):
        assert (records.words.shape, records.sizes.shape, records.sentences.shape) == ((0,), (0,), (0,))
        assert records.vectors.shape == (0, 256)


# --- about ---


@pytest.mark.parametrize(
    ("demand", "found"),
    [
        (Demand(all_of=(("harbour",),)), [2, 1]),
        (Demand(all_of=(("harbour",), ("ribbon",))), [1]),
        (Demand(all_of=(("harbour",), ("mohn",))), []),
        (Demand(all_of=(("mohn", "choir"),)), [3, 5]),
        (Demand(all_of=(("ribbon", "abgeriss", "停航"),)), [1, 4, 8]),
        (Demand(all_of=(("ribbon", "sail"), ("harbour", "mohn"))), [2, 1]),
        (Demand(all_of=(("zwirbel", "ribbon"),)), [1]),
        (Demand(all_of=(("zwirbel",),)), []),
        (Demand(all_of=()), []),  # there are no words to hold
        (Demand(all_of=(("mill",),)), [12, 12]),  # both chunks
        (Demand(all_of=(("barg",),)), [10, 9, 11]),
        (Demand(all_of=(("town",),)), [2, 1, 13, 6, 4, 8, 10, 9, 12, 12, 3, 5, 7, 11]),
        (Demand(all_of=(("cầu",), ("mới",))), [6, 7]),
        (Demand(all_of=(("cầu",), ("mới",)), pairs=("cầu_mới",), fewest=1, language="vi"), [6]),
        (Demand(all_of=(("mới",),), pairs=("cầu_mới", "học_vẽ"), fewest=1, language="vi"), [6, 7]),
        (Demand(all_of=(("mới",),), pairs=("cầu_mới", "học_vẽ"), fewest=2, language="vi"), []),
        (Demand(all_of=(("mới",),), pairs=("cầu_mới", "học_vẽ", "mở_cầu"), fewest=2, language="vi"), [6]),
        # Only texts in Vietnamese have pairs.
        (Demand(all_of=(("ribbon", "cầu"),), pairs=("cầu_mới",), fewest=1, language="vi"), [1, 6]),
        (Demand(all_of=(("ribbon", "cầu"),), pairs=("cầu_mới",), fewest=1, language="th"), [1, 6, 7]),
    ],
)
def test_what_holds_all_that_is_demanded_is_found_newest_first(town: Town, demand: Demand, found: list[int]) -> None:
    assert town.numbers(town.snapshot.about(demand, ALL, most=99)) == found


def test_where_nothing_is_demanded_each_article_comes_by_its_beginning_newest_first_undated_last(town: Town) -> None:
    rows = town.snapshot.about(None, ALL, most=99)
    assert town.numbers(rows) == NEWEST_FIRST
    assert rows["chunk"].tolist() == [town.chunks(number)[0] for number in NEWEST_FIRST]


@pytest.mark.parametrize("most", [1, 2, 3, 9, 10, 13])
def test_the_newest_are_kept_where_fewer_are_wanted(town: Town, most: int) -> None:
    assert town.numbers(town.snapshot.about(None, ALL, most=most)) == NEWEST_FIRST[:most]
    chunks = [number for number in NEWEST_FIRST for _ in town.chunks(number)]
    rows = town.snapshot.about(Demand(all_of=(("town",),)), ALL, most=most)
    assert town.numbers(rows) == chunks[:most]


def test_of_chunks_as_new_as_each_other_the_lower_id_comes_first(town: Town) -> None:
    for demand in (None, Demand(all_of=(("town",),))):
        rows = town.snapshot.about(demand, ALL, most=99)
        order = [(-int(row["published"]), int(row["chunk"])) for row in rows]
        assert order == sorted(order)


@pytest.mark.parametrize(("filters", "passing"), FILTERED)
def test_what_it_is_about_is_looked_for_in_what_passes_the_filters(
    town: Town, filters: Filters, passing: set[int]
) -> None:
    found = [number for number in NEWEST_FIRST if number in passing]
    assert town.numbers(town.snapshot.about(None, filters, most=99)) == found
    chunks = [number for number in found for _ in town.chunks(number)]
    assert town.numbers(town.snapshot.about(Demand(all_of=(("town",),)), filters, most=99)) == chunks


def test_rows_are_the_same_whoever_found_them(town: Town) -> None:
    fields = ["chunk", "article", "published", "source", "language", "story"]
    known = {row["chunk"]: row for row in town.snapshot.candidates(wanted()).rows[fields]}
    for row in town.snapshot.about(None, ALL, most=99)[fields]:
        assert row == known[row["chunk"]]


# --- the rest ---


def test_in_how_many_chunks_a_token_stands_is_known(town: Town) -> None:
    frequencies = town.snapshot.frequencies(["harbour", "town", "mill", "cầu_mới", "新桥", "zwirbel"])
    assert frequencies == {"harbour": 2, "town": 14, "mill": 2, "cầu_mới": 1, "新桥": 1, "zwirbel": 0}
    assert town.snapshot.frequencies([]) == {}


def test_the_mean_length_of_chunks_is_known(town: Town) -> None:
    sizes = [sum(map(len, lines_of(town, chunk))) for chunk in town.stored]
    assert town.snapshot.mean_words == pytest.approx(sum(sizes) / 14)


def test_outlets_and_languages_that_have_articles_are_known(town: Town) -> None:
    assert sorted(town.snapshot.sources.values()) == [
        ("Anzeiger", "anzeiger.example"),
        ("Courier", "courier.example"),
        ("HERALD", "news.herald.example"),
        ("Herald", "herald.example"),
        ("Kurier", "kurier.example"),
        ("Tin Sông", "tinsong.example"),
        ("河报", "hebao.example"),
    ]
    assert sorted(town.snapshot.languages) == ["de", "en", "vi", "zh"]


def test_outlets_are_told_by_their_commonest_spelling_most_articles_first(town: Town) -> None:
    assert town.snapshot.outlets() == (
        Outlet(name="Herald", articles=5, newest=NOON + SECOND),
        Outlet(name="Anzeiger", articles=2, newest=datetime(1961, 4, 12, 6, 7, tzinfo=UTC)),
        Outlet(name="Kurier", articles=2, newest=day(18)),
        Outlet(name="Tin Sông", articles=2, newest=day(19)),
        Outlet(name="Courier", articles=1, newest=day(16)),
        Outlet(name="河报", articles=1, newest=day(17)),
    )


@pytest.mark.parametrize(("filters", "passing"), FILTERED)
def test_whether_a_dated_article_passes_is_known(town: Town, filters: Filters, passing: set[int]) -> None:
    assert town.snapshot.dated_inside(filters) is bool(passing - UNDATED_ONES)


@pytest.mark.parametrize(
    ("filters", "left_out"),
    [
        (ALL, 0),
        (Filters(since=NOON), 4),
        (Filters(until=day(1)), 4),
        (Filters(since=NOON, undated=True), 0),
        (Filters(since=NOON, language="de"), 1),
        (Filters(since=NOON, source="herald.example"), 1),
        (Filters(since=NOON, source="courier.example"), 0),
        (excluding("herald"), 0),
        (replace(excluding("herald", "anzeiger"), until=NOON), 2),
        (Filters(since=NOON, language="fr"), 0),
    ],
)
def test_undated_articles_that_a_time_leaves_out_are_counted(town: Town, filters: Filters, left_out: int) -> None:
    assert town.snapshot.undated_left_out(filters) == left_out


def test_who_else_carries_a_story_is_told_by_the_first_chunk_of_each(town: Town) -> None:
    first = {number: town.chunks(number)[0] for number in EVERYONE}
    assert town.snapshot.retold(first[9]) == [first[10], first[11]]
    assert town.snapshot.retold(first[10]) == [first[9], first[11]]
    assert town.snapshot.retold(first[11]) == [first[9], first[10]]
    assert [town.snapshot.retold(chunk) for number in (3, 12) for chunk in town.chunks(number)] == [[], [], []]


def test_the_first_chunk_of_an_article_is_known_and_that_it_is_not_held(town: Town) -> None:
    for number in EVERYONE:
        assert town.snapshot.first_chunk(town.article_id(number)) == town.chunks(number)[0]
    assert len(town.chunks(12)) == 2
    assert [town.snapshot.first_chunk(article) for article in (-1, 0, 10**12)] == [None, None, None]


def test_a_generation_says_of_itself_what_it_holds(town: Town) -> None:
    manifest = town.snapshot.manifest
    assert (manifest.number, manifest.articles, manifest.chunks) == (1, 13, 14)
    assert manifest.newest == NOON + SECOND
    assert list(manifest.languages.items()) == [("en", 8), ("de", 2), ("vi", 2), ("zh", 1)]
    assert manifest.model == town.embedder.identity
    assert manifest.published.tzinfo is not None


def test_several_threads_get_what_one_gets(town: Town) -> None:
    alone = told(town.snapshot)
    with ThreadPoolExecutor(4) as threads:
        assert all(together == alone for together in threads.map(lambda _: told(town.snapshot), range(12)))


def test_what_was_asked_is_left_as_it_was(town: Town) -> None:
    asked = wanted(MAYOR, terms=[["ribbon"]], hints={"mohn": 0.5}, filters=Filters(language="en"))
    vector = asked.vector.copy()
    town.snapshot.candidates(asked)
    assert (asked.vector == vector).all()
    assert (asked.terms, asked.hints) == ([["ribbon"]], {"mohn": 0.5})
