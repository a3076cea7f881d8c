"""An evaluation beside an earlier one, and where the index of each set is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from index.errors import AddressError
from scripts.evaluation import comparison, places
from scripts.evaluation.comparison import Agreement, BadComparisonError, Compared
from scripts.evaluation.figures import FIGURES
from scripts.evaluation.sets import BadSetError

if TYPE_CHECKING:
    from collections.abc import Mapping

URLS = ["https://paper.example/1", "https://paper.example/2", "https://paper.example/2"]
QUOTE = {"url": URLS[0], "start": 3, "end": 9}


def answered(question: str, urls: list[str], *, quotes: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    told = [QUOTE] if quotes is None else quotes
    return {
        "question": question,
        "passages": [{"title": "", "url": url} for url in urls],
        "quotes": told,
        "abstained": not told,
    }


def evaluated(*questions: dict[str, Any], figures: Mapping[str, float | None]) -> dict[str, Any]:
    """What --json would have written of a set of one slice."""
    values = {key: {"value": value} for key, value in figures.items()}
    return {
        "format": 1,
        "sets": [{"name": "towns", "slices": [{"name": "towns", "figures": values}], "questions": list(questions)}],
    }


def compared(**pairs: tuple[float | None, float | None]) -> Compared:
    none = {figure.key: None for figure in FIGURES}
    before, now = ({key: pair[at] for key, pair in pairs.items()} for at in (0, 1))
    return Compared(name="towns", before=none | before, now=none | now)


def test_each_figure_and_each_answer_is_compared() -> None:
    before = evaluated(answered("Who?", URLS), answered("Why?", URLS[:1]), figures={"hits_at_4": 0.5})
    now = evaluated(
        answered("Who?", [URLS[1], URLS[0], URLS[0]]), answered("Why?", URLS[:1], quotes=[]), figures={"hits_at_4": 0.7}
    )
    (part,), (agreement,) = comparison.compare(before, now)
    assert (part.name, part.before["hits_at_4"], part.now["hits_at_4"]) == ("towns", 0.5, 0.7)
    assert part.now["ece"] is None
    assert replace(agreement, passages=0) == Agreement(name="towns", first=0.5, passages=0, quotes=0.5, verdict=0.5)
    assert agreement.passages == pytest.approx((2 / 3 + 1) / 2)  # two of three are found again, and one of one
    assert "50.0% of the questions" in comparison.told(agreement)


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ((0.5, 0.51), []),
        ((0.5, 0.49), []),
        ((0.5, 0.5101), ["towns: hits_at_4 is .510, before it was .500"]),
        ((0.5, 0.4), ["towns: hits_at_4 is .400, before it was .500"]),
        ((None, 0.5), ["towns: hits_at_4 is .500, before it was –"]),
        ((None, None), []),
    ],
)
def test_a_share_further_away_than_a_hundredth_is_another(
    pair: tuple[float | None, float | None], said: list[str]
) -> None:
    assert comparison.apart([compared(hits_at_4=pair)]) == said


def test_times_may_differ() -> None:
    assert comparison.apart([compared(search_ms_p50=(10.0, 100.0))]) == []


def test_the_table_tells_what_is_known_of_each_figure() -> None:
    table = comparison.table(compared(hits_at_4=(0.5, 0.4875), search_ms_p50=(10.0, 100.0), ece=(None, 0.25)))
    rows = list(zip(*(column.cells for column in table.columns), strict=True))
    assert rows == [
        ("Hits@4", ".500", ".487", "-0.0125"),
        ("calibration error (ECE)", "–", ".250", ""),
        ("search, p50 (ms)", "10", "100", "+90.0"),
    ]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"name": "cities"}, "towns was not evaluated before"),
        ({"questions": []}, "towns was asked other questions before: give the same --limit and --seed"),
    ],
)
def test_what_is_not_of_the_same_questions_is_not_compared(change: dict[str, Any], complaint: str) -> None:
    now = evaluated(answered("Who?", URLS), figures={})
    before = {**now, "sets": [{**now["sets"][0], **change}]}
    with pytest.raises(BadComparisonError, match=complaint):
        comparison.compare(before, now)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (None, "cannot be read: No such file"),
        ("{", "no JSON"),
        ("[]", "not what --json writes now"),
        (json.dumps({"format": 0, "sets": []}), "not what --json writes now"),
    ],
)
def test_a_file_that_is_no_evaluation_is_refused(tmp_path: Path, text: str | None, complaint: str) -> None:
    file = tmp_path / "before.json"
    if text is not None:
        file.write_text(text, "utf-8")
    with pytest.raises(BadComparisonError, match=complaint):
        comparison.read(file)


@pytest.mark.parametrize(
    ("engine", "expected"),
    [
        (None, None),
        ("milvus.db", "kept/milvus.db"),
        ("milvus+http://host.example:19530", "milvus+http://host.example:19530?name=evaluation_xquad_de"),
        ("milvus+https://host.example/base?name=mine", "milvus+https://host.example/base?name=mine_xquad_de"),
    ],
)
def test_each_set_has_a_place_of_its_own(
    engine: str | None, expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSBOT_ENGINE_TOKEN", "somebody:secret")
    found = places.location_of("xquad.de", Path("kept"), engine=engine, store=None)
    assert (found.data, found.engine_url, found.engine_token) == (Path("kept"), expected, "somebody:secret")
    stored = places.location_of("xquad.de", Path("kept"), engine=engine, store="postgresql://host.example/news")
    assert stored == replace(found, store_url="postgresql://host.example/news")


def test_places_that_sets_would_share_are_refused() -> None:
    with pytest.raises(BadSetError, match="a file is kept beside the set's articles"):
        places.location_of("towns", Path("kept"), engine="elsewhere/milvus.db", store=None)
    with pytest.raises(BadSetError, match="evaluate one at a time"):
        places.check(["towns", "cities"], "postgresql://host.example/news")
    with pytest.raises(AddressError):
        places.location_of("towns", Path("kept"), engine="host.example", store=None)
