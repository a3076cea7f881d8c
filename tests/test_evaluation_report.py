from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from evaluation_fixtures import asked
from fakes import CannedNews, answered, cited, quoted
from index_fixtures import article
from scripts.evaluation import figures, floors, report
from scripts.evaluation.asking import Asked, Run, unfaithful
from scripts.evaluation.failures import failures
from scripts.evaluation.page import page
from scripts.evaluation.report import Evaluation, as_json, machine, number, tables
from scripts.evaluation.sets import EvaluationSet

if TYPE_CHECKING:
    from collections.abc import Sequence

BY_KEY = {figure.key: figure for figure in figures.FIGURES}

# Answerable with answers, one right at once, one at the second quote, one wrong, one refused; then two unanswerable.
FIRST = asked(found=((0,),), urls=("u",), answers=("red",), quotes=("a red hen",), confidence=0.9, text="first?")
SECOND = asked(
    found=((), (0,)),
    urls=("u",),
    answers=("red",),
    quotes=("a fox", "red"),
    confidence=0.8,
    text="second?",
    search_ms=30,
)
WRONG = asked(found=((), ()), urls=("u",), answers=("red",), quotes=("a fox",), confidence=0.7, text="wrong <b>?")
REFUSED = asked(found=((0,),), urls=("u",), answers=("red",), confidence=0.2, text="refused?")
SILENT = asked(confidence=0.1, text="silent?")
FOOLED = asked(quotes=("a cat",), confidence=0.6, text="fooled?", language="de", unfaithful=1)
ALL = (FIRST, SECOND, WRONG, REFUSED, SILENT, FOOLED)


def run(items: Sequence[Asked], name: str = "towns") -> Run:
    return Run(
        evaluated=EvaluationSet(name=name, path=Path("towns"), sources=(), articles=(), questions=()),
        status=CannedNews().status(),
        build_seconds=2.5,
        embedded=80,
        asked=tuple(items),
    )


def evaluation(*runs: Run, limit: int | None = None) -> Evaluation:
    return Evaluation(
        runs=tuple((one, tuple(figures.slices(one, seed=0))) for one in runs),
        at=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
        model="hashed-words",
        machine="an abacus",
        seed=0,
        limit=limit,
    )


def whole(items: Sequence[Asked] = ALL) -> figures.Slice:
    return figures.slices(run(items), seed=0)[0]


EXPECTED: list[tuple[str, float | None, int]] = [
    ("hits_at_4", 3 / 4, 4),
    ("hits_at_10", 3 / 4, 4),
    ("map_at_10", (1 + 1 / 2 + 0 + 1) / 4, 4),
    ("mrr_at_10", (1 + 1 / 2 + 0 + 1) / 4, 4),
    ("evidence_recall_at_4", 3 / 4, 4),
    ("evidence_recall_at_10", 3 / 4, 4),
    ("first_quote_right", 1 / 4, 4),
    ("any_quote_right", 2 / 4, 4),
    ("first_quote_right_if_answered", 1 / 3, 3),
    ("any_quote_right_if_answered", 2 / 3, 3),
    ("fact_quoted", None, 0),
    # .9 .8 .7 .2 against .1 .6: seven of the eight pairs are in order.
    ("auroc", 7 / 8, 6),
    ("refused", 1 / 4, 4),
    ("wrongly_answered", 1 / 2, 2),
    # In order of confidence: right, right, wrong, wrong, wrong, wrong.
    ("aurc", (0 + 0 + 1 / 3 + 2 / 4 + 3 / 5 + 4 / 6) / 6, 6),
    # The refusal of an answerable question hides its quotes; each of the others has a bin of its own.
    ("ece", (0.1 + 0.2 + 0.7 + 0.1 + 0.6) / 5, 5),
    ("brier", (0.1**2 + 0.2**2 + 0.7**2 + 0.1**2 + 0.6**2) / 5, 5),
    ("search_ms_p50", 10, 6),
    ("search_ms_p95", 30, 6),
    ("answer_ms_p50", 20, 6),
    ("answer_ms_p95", 20, 6),
]


def test_every_figure_is_expected_here() -> None:
    assert [key for key, _, _ in EXPECTED] == [figure.key for figure in figures.FIGURES]


@pytest.mark.parametrize(("key", "expected", "n"), EXPECTED)
def test_each_figure_is_what_it_says(key: str, expected: float | None, n: int) -> None:
    found = whole().estimates[key]
    assert found.value == (None if expected is None else pytest.approx(expected))
    assert found.n == n
    if found.value is not None:
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.value <= found.high


def test_facts_may_be_told_by_a_quote_and_make_risk_a_question_of_answerable_or_not() -> None:
    told = asked(facts=("a red hen ran",), quotes=("red hen",), confidence=0.9)
    missed = asked(facts=("a red hen ran",), quotes=("a cat",), confidence=0.5)
    unknown = asked(quotes=("a dog",), confidence=0.7)
    found = whole([told, missed, unknown]).estimates
    assert found["fact_quoted"].value == 0.5
    assert found["first_quote_right"].value is None
    assert found["aurc"].value == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)
    assert found["brier"].value == pytest.approx((0.1**2 + 0.5**2 + 0.7**2) / 3)


def test_a_set_in_several_languages_is_measured_as_a_whole_and_in_each() -> None:
    all_of_it, german, english = figures.slices(run(ALL), seed=0)
    assert (all_of_it.name, all_of_it.language, len(all_of_it.asked)) == ("towns", None, 6)
    assert (german.name, german.language, german.asked) == ("towns.de", "de", (FOOLED,))
    assert (english.name, english.language, len(english.asked)) == ("towns.en", "en", 5)
    assert (all_of_it.quotes, all_of_it.unfaithful_quotes) == (5, 1)
    assert (english.quotes, english.unfaithful_quotes) == (4, 0)


def test_a_set_in_one_language_is_one_slice() -> None:
    (only,) = figures.slices(run([FIRST, SILENT]), seed=0)
    assert (only.name, only.language) == ("towns", "en")


def test_a_quote_must_stand_in_the_article_it_cites_at_its_very_place() -> None:
    text = "The harbour master counted the boats at pier 1 this morning."
    articles = {found.url: found for found in (article(1), article(2))}
    here, there = cited(url="https://paper.example/1"), cited(url="https://paper.example/2")
    good = quoted("counted the boats", here, start=text.index("counted"))
    bad = [
        replace(good, start=good.start + 1, end=good.end + 1),
        replace(good, text="counted the Boats"),
        quoted(text, there),
        quoted("", here),
        replace(good, citation=cited(url="https://paper.example/9")),
    ]
    assert list(unfaithful(answered("?", good), articles)) == []
    assert list(unfaithful(answered("?", good, *bad), articles)) == bad


def test_failures_are_grouped_worst_first_and_counted() -> None:
    surer = asked(found=((), ()), urls=("u",), answers=("red",), quotes=("a fox",), confidence=0.95)
    found = {failed.kind: failed for failed in failures([*ALL, surer], most=1)}
    assert {kind: (failed.worst, failed.total) for kind, failed in found.items()} == {
        "A quote is not in the article it cites": ((FOOLED,), 1),
        "Answered, though the articles do not tell": ((FOOLED,), 1),
        "Answered, but no quote holds the answer": ((surer,), 2),
        "Refused, though the articles tell": ((REFUSED,), 1),
        "Not among the first ten passages": ((surer,), 2),
    }
    assert failures([FIRST, SILENT], most=1) == []


@pytest.mark.parametrize(
    ("key", "value", "written"),
    [
        ("hits_at_4", 0.8234, ".823"),
        ("hits_at_4", 0.0, ".000"),
        ("hits_at_4", 0.9994, ".999"),
        ("hits_at_4", 0.9996, "1.000"),
        ("hits_at_4", 1.0, "1.000"),
        ("hits_at_4", None, "–"),
        ("search_ms_p50", 9.96, "10.0"),
        ("search_ms_p50", 41.4, "41"),
    ],
)
def test_figures_are_written_as_people_write_them(key: str, value: float | None, written: str) -> None:
    assert number(BY_KEY[key], value) == written


def test_the_table_shows_each_figure_with_its_interval_and_breaks_where_the_terminal_ends() -> None:
    shown = evaluation(run(ALL), run([FIRST, FIRST], name="village"))
    console = Console(width=150, record=True, file=io.StringIO())
    for table in tables(shown, 150):
        console.print(table)
    text = console.export_text()
    assert "towns.de" in text.splitlines()[0]
    (recall,) = (line for line in text.splitlines() if line.startswith("evidence recall@10"))
    assert re.search(r"\.750\s+\.\d{3}–1\.000 ", recall)
    (faithful,) = (line for line in text.splitlines() if line.startswith("quotes not in their article"))
    assert re.findall(r"\d+ of \d+", faithful) == ["1 of 5", "1 of 1", "0 of 4", "0 of 2"]
    assert len(tables(shown, 150)) == 1
    assert len(tables(shown, 80)) == 2
    assert len(tables(shown, 10)) == 4


def test_the_json_holds_every_question_so_that_failures_can_be_read() -> None:
    content = json.loads(as_json(evaluation(run(ALL), limit=6)))
    assert {key: content[key] for key in ("format", "at", "model", "machine", "seed", "limit")} == {
        "format": 1,
        "at": "2026-11-23T09:30:00+00:00",
        "model": "hashed-words",
        "machine": "an abacus",
        "seed": 0,
        "limit": 6,
    }
    (towns,) = content["sets"]
    assert [part["name"] for part in towns["slices"]] == ["towns", "towns.de", "towns.en"]
    assert towns["slices"][0]["figures"]["refused"]["value"] == 0.25
    assert towns["slices"][1]["figures"]["hits_at_4"] == {"value": None, "low": None, "high": None, "n": 0}
    second = towns["questions"][1]
    assert second["question"] == "second?"
    assert second["first_hit"] == 2
    assert second["found"] == [[], [0]]
    assert [quote["right"] for quote in second["quotes"]] == [False, True]
    assert towns["questions"][5]["quotes"][0]["right"] is None


def test_the_page_loads_nothing_shows_all_and_escapes_what_is_not_its_own() -> None:
    html = page(evaluation(run(ALL), run([FIRST, SILENT], name="vill<age")))
    assert not re.search(r"<(script|link|img|iframe)|@import|url\((?!#)|src=", html)
    assert "wrong &lt;b&gt;?" in html
    assert "<b>?" not in html
    assert "vill&lt;age" in html
    assert html.count("<svg") == 3
    assert 'class="some">1 of 5<' in html
    assert 'class="zero">0 of 1<' in html
    assert "Refused, though the articles tell" in html
    assert "<p>Nothing.</p>" in html  # went wrong in the second set
    assert all(figure.title in html for figure in figures.FIGURES)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:href="#|url\(#)([^")]+)', html)) <= set(ids)
    assert "var(--line2)" in html
    assert not re.search("#0[1-7]0[1-7]", html)
    assert "all questions" in html


def test_the_same_figures_make_the_same_page() -> None:
    assert page(evaluation(run(ALL), limit=9)) == page(evaluation(run(ALL), limit=9))
    assert "at most 9 questions a set (seed 0)" in page(evaluation(run(ALL), limit=9))


def test_a_set_without_anything_to_find_still_makes_a_page() -> None:
    assert page(evaluation(run([SILENT]))).count("<svg") == 3


def test_the_machine_is_described_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    line = r".+, \d+ cores, .+, Python 3\.\d+\.\d+"
    assert re.fullmatch(line, machine())
    monkeypatch.setattr(report, "CPU_INFO", Path("/nowhere/cpuinfo"))  # as on a system other than Linux
    assert re.fullmatch(line, machine())


def floors_file(folder: Path, text: str) -> Path:
    file = folder / "floors.toml"
    file.write_text(text, "utf-8")
    return file


def test_floors_name_the_figures_that_break_them(tmp_path: Path) -> None:
    file = floors_file(
        tmp_path,
        "[towns]\nhits_at_4 = { min = 0.75, max = 1 }\nmrr_at_10 = { min = 0.63 }\nrefused = { max = 0.2 }\n"
        "unfaithful_quotes = { max = 0 }\nquestions = { min = 6 }\nfact_quoted = { min = 0.5 }\n"
        "[towns.de]\nwrongly_answered = { max = 0.5 }\n[elsewhere]\nauroc = { min = 1 }\n",
    )
    assert floors.broken(floors.read(file), figures.slices(run(ALL), seed=0)) == [
        "towns: mrr_at_10 is 0.625, below its floor of 0.63",
        "towns: refused is 0.25, above its ceiling of 0.2",
        "towns: unfaithful_quotes is 1, above its ceiling of 0",
        "towns: fact_quoted has a floor, but the set's questions do not tell it",
        "towns.de: wrongly_answered is 1, above its ceiling of 0.5",
    ]


@pytest.mark.parametrize("header", ["[two.de]", '["two.de"]'])
def test_a_name_with_a_dot_needs_no_quotes(tmp_path: Path, header: str) -> None:
    (floor,) = floors.read(floors_file(tmp_path, f"{header}\nauroc = {{ min = 0.5 }}\n"))
    assert floor == floors.Floor(slice="two.de", figure="auroc", min=0.5)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[towns", "no TOML"),
        ("[towns]\nauroc = 0.9\n", r"towns.auroc is no table: write  auroc = \{ min = … \}"),
        ("[towns]\naurok = { min = 0.9 }\n", "no figure is called towns.aurok; there are: answer_ms_p50, "),
        ("[towns]\nauroc = { at_least = 0.9 }\n", "towns.auroc.at_least is no table"),
        ("[towns]\nauroc = { min = '0.9' }\n", "min and max of towns.auroc must be numbers"),
        ("auroc = { min = 0.9 }\n", "no figure is called auroc"),
    ],
)
def test_a_floors_file_that_says_nothing_checkable_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(floors.BadFloorsError, match=complaint):
        floors.read(floors_file(tmp_path, text))


def test_a_floors_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(floors.BadFloorsError, match=r"none\.toml: cannot be read: No such file"):
        floors.read(tmp_path / "none.toml")


def test_the_floors_that_ci_checks_can_be_read() -> None:
    found = floors.read(Path(__file__).parent.parent / "scripts" / "evaluation" / "floors.toml")
    assert {floor.slice for floor in found} >= {"multihop_rag", "xquad.en", "xquad.de", "xquad.vi", "xquad.zh"}
    assert {(floor.slice, floor.max) for floor in found if floor.figure == "unfaithful_quotes"} >= {("multihop_rag", 0)}
