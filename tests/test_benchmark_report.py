from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from rich.console import Console

from benchmark_fixtures import benchmark, size
from scripts.benchmarking import plots
from scripts.benchmarking.figures import BY_SIZE
from scripts.benchmarking.page import page
from scripts.benchmarking.report import Benchmark, as_json, notes, tables


def shown(measured: Benchmark) -> list[str]:
    console = Console(width=150)
    with console.capture() as printed:
        for table in tables(measured):
            console.print(table)
    return printed.get().splitlines()


def row(lines: list[str], title: str) -> list[str]:
    (line,) = (line for line in lines if line.startswith(title))
    return re.sub(r"\s+", " ", line.replace("│", "|")).strip().split(" | ")


def test_sizes_are_columns_with_medians_and_spread() -> None:
    lines = shown(benchmark(compared=False))
    assert re.findall(r"[\d,]+(?: \*)?", lines[0].partition("┃")[2]) == ["10,000", "100,000 *"]
    assert row(lines, "to the first answer (s)") == ["to the first answer (s)", "1.30 1.10–1.50", "1.30 1.10–1.50"]
    assert row(lines, "build (s)") == ["build (s)", "100", "1,000"]
    assert row(lines, "… of the build") == ["… of the build", "0.5 %", "0.1 %"]
    assert row(lines, "recall@10") == ["recall@10 of the dense leg", ".987", ".987"]


def test_contenders_are_columns_with_how_many_times_better_ours_is() -> None:
    lines = shown(benchmark(sizes=False))
    assert row(lines, "build (s)") == ["build (s)", "11.0 10.0–12.0", "44.0 40.0–48.0 ×4.00"]
    assert row(lines, "search p50 (ms)") == ["search p50 (ms)", "3.50 3.00–4.00", "31.0 30.0–32.0 ×8.86"]
    assert row(lines, "Hits@10") == ["Hits@10", ".900", ".800"]


def test_what_was_not_measured_has_no_row() -> None:
    assert not [line for line in shown(benchmark(judged=False)) if line.startswith("Hits@")]


def test_a_figure_that_one_contender_lacks_is_a_dash() -> None:
    measured = benchmark(sizes=False)
    assert measured.multihop
    for run in measured.multihop["contenders"]["txtai"]:
        del run["first"]
    assert row(shown(measured), "to the first result (s)")[1:] == ["1.00", "–"]


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        (benchmark(), ["Vectors drawn", "Made-up articles", "All contenders", "Left out llama-index: not installed"]),
        (benchmark(compared=False), ["Vectors drawn", "Made-up articles"]),
        (benchmark(sizes=False, judged=False), ["All contenders", "Only 600 chunks were", "Left out llama-index"]),
    ],
)  # fmt: skip
def test_notes_say_how_to_read_the_figures(measured: Benchmark, expected: list[str]) -> None:
    found = notes(measured)
    assert len(found) == len(expected)
    assert all(words in note for words, note in zip(expected, found, strict=True))


def test_the_json_holds_everything() -> None:
    content = json.loads(as_json(benchmark()))
    assert content["format"] == 1
    assert content["at"] == "2026-11-24T05:00:00+00:00"
    assert content["command"] == "python scripts/benchmark.py --seed 3"
    assert (content["seed"], content["machine"]["flags"]) == (3, ["avx2"])
    assert content["machine"]["libraries"] == {"numpy": "2.9"}
    assert content["sizes"][0]["runs"][1]["first"]["first_seconds"] == 1.1
    assert content["summary"]["10000"]["first.first_seconds"] == {"median": 1.3, "low": 1.1, "high": 1.5, "n": 3}
    assert content["ratios"]["txtai"]["build.seconds"] == 4.0
    assert len(content["notes"]) == 4


def test_the_json_of_sizes_alone_has_no_ratios() -> None:
    content = json.loads(as_json(benchmark(compared=False)))
    assert (content["ratios"], content["multihop"]) == ({}, None)


class Page(HTMLParser):
    """What a browser would see: the words, the drawings, and whatever would be loaded."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.drawings = 0
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.drawings += tag == "svg"
        for name, value in attrs:
            if name in {"src", "href", "xlink:href"} and value and not value.startswith("#"):
                self.loaded.append(value)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_is_one_file_with_plots_and_tables() -> None:
    seen = Page(page(benchmark()))
    text = "\n".join(seen.words)
    assert seen.drawings == 4
    assert seen.loaded == []
    for words in (
        "How many times better ours is.", "A <fast> machine, 2 cores", "python scripts/benchmark.py --seed 3",
        "txtai, hybrid", "10,000 chunks", "100,000 * chunks", "search p95", "×4.0", "Vectors drawn", "numpy 2.9",
    ):  # fmt: skip
        assert words in text


def test_a_page_of_one_side_alone_shows_that_side() -> None:
    assert Page(page(benchmark(compared=False))).drawings == 3
    assert Page(page(benchmark(sizes=False))).drawings == 1
    alone = benchmark(sizes=False)
    assert alone.multihop
    del alone.multihop["contenders"]["txtai"]
    assert Page(page(alone)).drawings == 0


def test_the_same_figures_give_the_same_page() -> None:
    assert page(benchmark()) == page(benchmark())


def test_one_size_is_drawn_as_a_point_and_what_was_not_measured_not_at_all() -> None:
    drawing = plots.growth([size(10_000, drawn=False)], plots.BUILD, "s")
    assert "rebuild, nothing changed" in drawing
    assert "rebuild, 1 % changed" not in drawing


@pytest.mark.parametrize("path", [*plots.BUILD.values(), *plots.LATENCY.values(), *plots.MEMORY.values()])
def test_what_is_drawn_is_in_the_tables_too(path: tuple[str, ...]) -> None:
    assert any(figure.path == path for _, figures in BY_SIZE for figure in figures)


def test_a_run_of_many_people_asking_is_a_column_with_what_it_measured() -> None:
    run = {
        "asked": 1200, "answered_once": 1199, "answered_twice": 1, "violations": [], "slowest_ms": 266.0,
        "answer_ms": {"p50": 29.4, "p95": 85.0}, "loop_held_up_ms": 19.2,
        "memory_mb": {"first": 390.4, "after_quarter": 449.0, "last": 451.0},
    }  # fmt: skip
    asked = {"chunks": 10_000, "people": 100, "rate": 20.0, "seconds": 60, "runs": [run, run]}
    (table,) = tables(replace(benchmark(sizes=False, compared=False), telegram=asked))
    assert table.columns[0].header == "100 people ask 20 questions a second for 60 s, 10,000 chunks"
    cells = dict(zip(table.columns[0].cells, table.columns[2].cells, strict=True))
    assert cells["answered once, twice"] == "1,199, 1"
    assert cells["95th percentile"] == "85 ms"
    assert cells["event loop held up at most"] == "19 ms"
    assert cells["memory at first, after a quarter, at the end"] == "390, 449, 451 MB"
