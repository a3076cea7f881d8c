"""The bundled model's answers over the sample articles are as good as they have been."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scripts import evaluate
from scripts.evaluation import floors

if TYPE_CHECKING:
    from _pytest.capture import CaptureFixture

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "tests" / "data" / "samples"
FLOORS = ROOT / "scripts" / "evaluation" / "floors.toml"


def test_no_floor_of_the_samples_is_broken(tmp_path: Path, capsys: CaptureFixture[str]) -> None:
    figures = tmp_path / "figures.json"
    status = evaluate.main([str(SAMPLES), "--precision", "int8", "--floors", str(FLOORS), "--json", str(figures)])
    said = capsys.readouterr()
    assert status == 0, said.err
    (measured,) = json.loads(figures.read_text("utf-8"))["sets"]
    assert len(measured["questions"]) > 100
    assert measured["slices"][0]["unfaithful_quotes"] == 0


@pytest.mark.parametrize("name", ["samples", "multihop_rag", "xquad.en", "xquad.de", "xquad.vi", "xquad.zh"])
def test_every_set_that_is_checked_has_floors_for_finding_quoting_and_faithfulness(name: str) -> None:
    bound = {floor.figure for floor in floors.read(FLOORS) if floor.slice == name}
    assert {"mrr_at_10", "unfaithful_quotes"} < bound
    assert {"first_quote_right", "auroc"} & bound
