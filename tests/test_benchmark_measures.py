from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from fakes import HashedWords
from scripts.benchmarking import machine, process
from scripts.benchmarking.articles import Newsroom
from scripts.benchmarking.contests import quality
from scripts.benchmarking.corpus_files import filters_of
from scripts.benchmarking.embedders import DrawnEmbedder, TimedEmbedder
from scripts.benchmarking.figures import Figure, between, ratio, ratios, titled, value, written
from scripts.benchmarking.summary import Interval, Spread, covered, latency, percentile, recall, spans, spread

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([3.0, 1.0, 2.0], Spread(2.0, 1.0, 3.0, 3)),
        ([4.0, None, 1.0], Spread(2.5, 1.0, 4.0, 2)),
        ([None], None),
        ([], None),
    ],
)
def test_a_spread_is_the_median_between_the_ends(values: list[float | None], expected: Spread | None) -> None:
    assert spread(values) == expected


@pytest.mark.parametrize(("share", "expected"), [(0.5, 10.0), (0.95, 19.0), (1.0, 20.0), (0.01, 1.0)])
def test_a_percentile_is_a_value_that_was_measured(share: float, expected: float) -> None:
    assert percentile([float(number) for number in range(20, 0, -1)], share) == expected


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_latency_is_median_and_tail() -> None:
    assert latency([5.0, 1.0, 9.0]) == {"p50": 5.0, "p95": 9.0, "n": 3.0}


@pytest.mark.parametrize(
    ("intervals", "expected"),
    [
        ([], 0),
        ([(0, 2), (5, 6)], 3),
        ([(0, 4), (1, 2)], 4),
        ([(3, 5), (0, 4)], 5),
    ],
)
def test_what_overlaps_counts_once(intervals: list[Interval], expected: float) -> None:
    assert covered(intervals) == expected


def test_a_stage_lasts_from_its_first_report_to_what_follows_its_last() -> None:
    reports = [("reading", 0.0), ("reading", 2.0), ("embedding", 3.0), ("reading", 4.0), ("embedding", 9.0)]
    assert spans(reports) == {"reading": 9.0, "embedding": 6.0}
    assert spans([]) == {}


def test_recall_counts_the_exact_neighbours_that_were_found() -> None:
    assert recall([[1, 2, 9], [4]], [[1, 2, 3], [4]]) == 3 / 4
    assert recall([[]], [[]]) == 1


MONTH = {"since": "2024-01-01", "until": "2024-02-01"}
FASTER = Figure("build", ("build", "seconds"), "s")


def test_a_figure_is_taken_from_all_runs_that_have_it() -> None:
    runs: list[dict[str, Any]] = [
        {"build": {"seconds": 4}},
        {"ask": 1},
        {"build": {"seconds": None}},
        {"build": {"seconds": 2}},
    ]
    assert value(runs, FASTER) == Spread(3.0, 2.0, 4.0, 2)
    assert value([{"build": 3}], FASTER) is None


@pytest.mark.parametrize(
    ("figure", "ours", "theirs", "expected"),
    [
        (FASTER, 2.0, 10.0, 5.0),
        (Figure("", (), "/s", "high"), 80.0, 20.0, 4.0),
        (Figure("", (), "share", "high"), 0.9, 0.6, None),  # a share is compared by itself
        (Figure("", (), "", None), 1.0, 1.0, None),
        (Figure("", (), "s"), 0.0, 1.0, None),
    ],
)
def test_a_ratio_says_how_many_times_better_ours_is(
    figure: Figure, ours: float, theirs: float, expected: float | None
) -> None:
    assert ratio(Spread(ours, ours, ours, 1), Spread(theirs, theirs, theirs, 1), figure) == expected
    assert ratio(None, Spread(theirs, theirs, theirs, 1), figure) is None


def test_ratios_are_told_for_all_others() -> None:
    ours, other = {"build": {"seconds": 2.0, "chunks": 7}}, {"build": {"seconds": 5.0, "chunks": 7}}
    assert ratios({"ours": [ours], "txtai": [other]}) == {"txtai": {"build.seconds": 2.5}}
    assert ratios({"txtai": [other]}) == {"txtai": {}}


@pytest.mark.parametrize(
    ("unit", "number", "expected"),
    [
        ("share", 0.5, ".500"), ("share", 1.0, "1.000"), ("of build", 0.031, "3.1 %"), ("", 12345.0, "12,345"),
        ("ms", 1.234, "1.23"), ("ms", 12.34, "12.3"), ("ms", 1234.5, "1,234"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_people_read_them(unit: str, number: float, expected: str) -> None:
    assert written(Figure("", (), unit), number) == expected  # type: ignore[arg-type]  # one of its units


def test_a_spread_is_shown_where_there_is_one() -> None:
    assert between(FASTER, Spread(2.0, 1.0, 3.0, 3)) == "1.00–3.00"
    assert between(FASTER, Spread(2.0, 2.0, 2.0, 1)) == ""
    assert titled(FASTER) == "build (s)"
    assert titled(Figure("hits", (), "share")) == "hits"


def test_a_hit_is_judged_as_evaluate_judges_it() -> None:
    questions = [
        {"text": "a", "urls": [], "facts": ["the  bridge fell"]},
        {"text": "b", "urls": ["https://b.example/1"], "facts": []},
        {"text": "c", "urls": [], "facts": ["never found"]},
    ]
    wrong = ("words", "https://other.example/1")
    found = [
        [wrong, ("So the bridge\nfell.", "https://a.example/1")],
        [*[wrong] * 4, ("words", "https://b.example/1")],
        [wrong],
    ]
    judged = quality(questions, found)
    assert judged["hits_at_4"] == pytest.approx(1 / 3)
    assert judged["hits_at_10"] == pytest.approx(2 / 3)
    assert judged["mrr_at_10"] == pytest.approx((1 / 2 + 1 / 5) / 3)
    assert judged["questions"] == 3


@pytest.mark.parametrize(
    ("record", "number", "expected"),
    [
        ({"source": "Post"} | MONTH, 0, {"source": "Post"}),
        ({"source": "Post"} | MONTH, 1, MONTH),
        ({"source": "Post", "since": None, "until": None}, 1, {"source": "Post"}),
        ({"source": None} | MONTH, 0, MONTH),
        ({"source": None, "since": None, "until": None}, 0, {"since": "2000-01-01"}),
    ],
)  # fmt: skip
def test_a_filter_passes_the_article_asked_for(record: dict[str, str], number: int, expected: dict[str, str]) -> None:
    assert filters_of(record, number) == expected


def test_a_timed_embedder_gives_what_the_other_gives_and_notes_when() -> None:
    timed = TimedEmbedder(HashedWords())
    assert np.array_equal(timed.embed_passages(["a b"]), HashedWords().embed_passages(["a b"]))
    assert np.array_equal(timed.embed_questions(["a", "b"]), HashedWords().embed_questions(["a", "b"]))
    assert (len(timed.busy), timed.texts) == (2, 3)
    assert all(start <= end for start, end in timed.busy)
    assert timed.embedded == ["a b"]  # whatever else the other has
    assert (timed.identity, timed.dimension, timed.max_tokens) == (HashedWords().identity, 256, 256)
    assert (timed.count_tokens(["one two"]), timed.knows("de")) == ([2], 1.0)


def test_drawn_vectors_are_of_unit_length_and_always_the_same() -> None:
    texts = ["Bridge — Post, 2024-01-01\nIt fell.", "Bridge — Post, 2024-01-01\nIt stood.", "Other — Post\nRain."]
    first, second = (DrawnEmbedder(HashedWords(), 3).embed_passages(texts) for _ in range(2))
    assert np.array_equal(first, second)
    assert np.linalg.norm(first, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert not np.array_equal(first, DrawnEmbedder(HashedWords(), 4).embed_passages(texts))


def test_drawn_vectors_of_an_article_lie_together_as_those_of_a_model_do() -> None:
    stories = [story for story in Newsroom(0).articles(60) if story.speech.manner.code == "en"]
    halves = [part for story in stories for part in (story.text[:900], story.text[900:1800] or story.text)]
    rows = DrawnEmbedder(HashedWords(dimension=384), 0).embed_passages(halves)
    cosines = rows @ rows.T
    together = np.mean([cosines[at, at + 1] for at in range(0, len(halves), 2)])
    others = np.mean(cosines[::2, 1::2][~np.eye(len(stories), dtype=bool)])
    assert together > others + 0.15
    assert 0.1 < others < 0.5


def test_a_chunk_lies_near_the_mean_of_its_sentences() -> None:
    sentences = ["The tall bridge fell.", "Nobody crossed it then.", "Engineers had warned of rust."]
    drawn = DrawnEmbedder(HashedWords(dimension=384), 0)
    mean = drawn.embed_passages(sentences).mean(axis=0)
    (whole,) = drawn.embed_passages([" ".join(sentences)])
    assert float(whole @ mean / np.linalg.norm(mean)) > 0.7


def test_the_time_of_drawing_a_questions_vector_is_told_apart() -> None:
    drawn, plain = DrawnEmbedder(HashedWords(), 0), TimedEmbedder(HashedWords())
    for embedder in (drawn, plain):
        embedder.embed_questions(["Why did the bridge fall?"])
    (embedding,) = (end - start for start, end in drawn.busy)
    assert drawn.aside > 0 < embedding
    assert plain.aside == 0


def test_nothing_is_drawn_for_no_text() -> None:
    assert DrawnEmbedder(HashedWords(), 0).embed_passages([]).shape == (0, 256)


@pytest.mark.parametrize("asked", ["Who fell?", "who fell", "Who fell? after:2024"])
def test_a_question_lies_near_the_chunk_it_was_made_from(asked: str) -> None:
    gold = "Bridge — Post\nIt fell."
    words = HashedWords()
    drawn = DrawnEmbedder(words, 0, {"Who fell?": gold})
    (vector,), (near,) = drawn.embed_questions([asked]), drawn.embed_passages([gold])
    assert float(vector @ near) == pytest.approx(0.8, abs=0.01)
    assert len(drawn.busy) == 2  # the real model was at work, for its time


def test_a_question_of_no_chunk_has_a_vector_as_well() -> None:
    (vector,) = DrawnEmbedder(HashedWords(), 0).embed_questions(["Why?"])
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_memory_and_sizes_are_told_in_megabytes(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"0" * 2**20)
    (tmp_path / "two").hardlink_to(tmp_path / "one")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "three").write_bytes(b"0" * 2**19)
    assert process.size_mb(tmp_path) == 1.5
    now, private = process.resident_mb(), process.private_mb()
    assert now is not None
    assert private is not None
    assert 1 < private < now <= process.peak_mb()


def test_without_proc_only_the_peak_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(process, "STATUS", tmp_path / "none")
    assert process.resident_mb() is None
    assert process.peak_mb() > 1


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("model name: X\nflags : fpu avx2 amx_int8 sse\n", ["avx2", "amx_int8"]),
        ("Features: asimddp\n", ["asimddp"]),
        ("", []),
    ],
)
def test_the_processor_s_flags_that_matter_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str, expected: list[str]
) -> None:
    (tmp_path / "cpuinfo").write_text(content, "utf-8")
    monkeypatch.setattr(machine, "CPU_INFO", tmp_path / "cpuinfo")
    assert machine.facts()["flags"] == expected


def test_without_a_file_about_the_processor_no_flags_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "CPU_INFO", tmp_path / "none")
    facts = machine.facts()
    assert facts["flags"] == []
    assert "numpy" in str(facts["libraries"])
