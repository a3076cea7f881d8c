"""The whole of scripts/train_ranking.py on a small invented set."""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation_fixtures import set_folder
from fakes import HashedWords
from index.confidence import confidence
from index.weights import tried, weights
from scripts import train_ranking

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "index" / "weights.json"
THINGS = [
    "lighthouse",
    "ferry",
    "orchid",
    "mill",
    "choir",
    "crane",
    "quarry",
    "bakery",
    "tram",
    "library",
    "bell",
    "dam",
]
KEEPERS = ["Ada Quill", "Bob Marsh", "Cleo Dunn", "Dora Finch", "Emil Stone", "Finn Reed"] * 2
ARTICLES = [
    {
        "url": f"https://paper.example/{thing}",
        "title": f"News of the {thing}",
        "text": f"The {thing} of Wickmarsh was repaired on {day} March. {keeper} paid for the {thing} out of a fund. "
        "Neighbours came to look. Rain is expected later.",
        "language": "en",
    }
    for day, (thing, keeper) in enumerate(zip(THINGS, KEEPERS, strict=True), 1)
]
QUESTIONS = [
    *(
        {"question": f"Who paid for the {thing}?", "urls": [f"https://paper.example/{thing}"], "answers": [keeper]}
        for thing, keeper in zip(THINGS, KEEPERS, strict=True)
    ),
    *(
        {"question": f"Which {team} won the volleyball final in Saltby?"}
        for team in ("girls", "sailors", "cooks", "clerks")
    ),
    *(
        {"question": f"How many {kind} did parliament buy abroad?"}
        for kind in ("tanks", "buses", "cows", "planes", "pens")
    ),
]


def train(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "scripts" / "train_ranking.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return set_folder(tmp_path_factory.mktemp("sets") / "town", articles=ARTICLES, questions=QUESTIONS)


@pytest.fixture(scope="module")
def trained(town: Path) -> tuple[subprocess.CompletedProcess[str], dict[str, dict[str, float]]]:
    before = SHIPPED.read_bytes()
    out = town.parent / "learned.json"
    done = train(town, "--out", out, "--data", town.parent / "kept")
    assert done.returncode == 0, done.stderr
    assert SHIPPED.read_bytes() == before
    return done, json.loads(out.read_text("utf-8"))


def test_all_three_models_are_learned_and_written_and_nothing_else_is_touched(
    trained: tuple[subprocess.CompletedProcess[str], dict[str, dict[str, float]]],
) -> None:
    _, learned = trained
    assert list(learned) == ["passages", "sentences", "confidence"]
    assert learned["passages"].keys() == weights("passages").keys()
    assert learned["sentences"].keys() == weights("sentences").keys()
    assert all(math.isfinite(weight) for model in learned.values() for weight in model.values())


def test_figures_of_held_out_questions_are_printed_beside_the_fitted_ones(
    trained: tuple[subprocess.CompletedProcess[str], dict[str, dict[str, float]]],
) -> None:
    lines = trained[0].stdout.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == ["passages", "sentences", "confidence"]
    assert any(line.split()[:2] == ["town", "first"] and "fitted" in line for line in lines)
    assert any(line.startswith("  town, parts") and "AUROC" in line for line in lines)
    assert any(line.startswith("  town, one question") and "refused" in line for line in lines)


def test_what_was_learned_tells_answers_from_none(
    trained: tuple[subprocess.CompletedProcess[str], dict[str, dict[str, float]]],
) -> None:
    learned = trained[1]["confidence"]
    silent = dict.fromkeys(learned, 0.0)
    with tried(trained[1]):
        told, untold = (confidence(silent | dict.fromkeys(HELD, held)) for held in (1.0, 0.0))
    assert told > untold


HELD = ("matched", "coverage_if_large", "meaning_if_small", "names_held")


def test_one_model_may_be_learned_and_the_others_kept(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "one.json"
    kept = {"passages": weights("passages") | {"newness": 0.125}, "sentences": {"coverage": 1.0}, "confidence": {}}
    out.write_text(json.dumps(kept), "utf-8")
    asked = argparse.Namespace(sets=[town], limit=8, seed=0, only=["sentences"], out=out)
    train_ranking.train(asked, tmp_path, HashedWords())
    learned = json.loads(out.read_text("utf-8"))
    assert (learned["passages"], learned["confidence"]) == (kept["passages"], {})
    assert learned["sentences"].keys() > {"coverage"}
    assert capsys.readouterr().out.splitlines()[0] == "sentences"
    assert weights("sentences") != {"coverage": 1.0}
