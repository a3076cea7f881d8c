from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from news_site import FERRY, page
from script_runs import run_main
from scripts import evaluate_extraction
from scripts.evaluation.extraction import compare, load, ours, trafilatura

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A page whose body is known, and one of which a footer line was taken for the body."""
    html = page("Ferry", *FERRY).encode()
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "a.html.gz").write_bytes(gzip.compress(html))
    (tmp_path / "html" / "b.html").write_bytes(html)
    truth = {
        "a": {"url": "https://quay.example/a", "articleBody": "\n\n".join(FERRY)},
        "b": {"url": "https://quay.example/b", "articleBody": f"{FERRY[0]} All rights are the quay's own."},
    }
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth), "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("body", "text", "precision", "recall"),
    [
        ("a b c d e", "a b c d e", 1.0, 1.0),
        ("a b c d e", "a b c d", 1.0, 0.5),
        ("a b c d", "a b c d e f", 1 / 3, 1.0),
        ("a b c d a b c d", "a b c d", 1.0, 0.2),
        ("a b", "a, b!", 1.0, 1.0),
        ("a b c d", "", 0.0, 0.0),
        ("", "", 1.0, 1.0),
    ],
)
def test_texts_are_compared_by_their_runs_of_four_words(body: str, text: str, precision: float, recall: float) -> None:
    assert compare(body, text) == pytest.approx((precision, recall))


def test_a_page_is_read_as_it_would_be_indexed(pages: Path) -> None:
    first, second = load(pages)
    assert ours(first.html, first.url) == "\n".join(FERRY)
    assert "\n".join(FERRY) in trafilatura(second.html, second.url)


def test_the_script_shows_both_and_fails_below_its_floor(pages: Path) -> None:
    said = run_main(evaluate_extraction.main, pages, "--floor", "0.5")
    assert (said.status, said.err) == (0, "")
    assert "2 pages" in said.out
    assert "trafilatura alone" in said.out
    assert "pages worse than by trafilatura alone by more than 0.05: 0" in said.out
    said = run_main(evaluate_extraction.main, pages, "--floor", "0.999")
    assert said.status == 1
    assert "below its floor of 0.999" in said.err


def test_a_folder_without_pages_is_told(tmp_path: Path) -> None:
    said = run_main(evaluate_extraction.main, tmp_path)
    assert (said.status, "ground-truth.json: cannot be read" in said.err) == (2, True)
    (tmp_path / "ground-truth.json").write_text("[]", "utf-8")
    assert "not names with url and articleBody" in run_main(evaluate_extraction.main, tmp_path).err
