"""What is the same as the last time is not read again, and nobody could tell."""

from __future__ import annotations

import ast
import contextlib
import csv
import io
import json
import os
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from article_files import TEXT, written
from index import build
from index.arrivals import Read, Seen, read
from index.sources import files, unread
from index.sources.files import find_articles, read_files
from index.sources.pages import page as pages
from index.sources.records import reading_of
from index.sources.unread import RULES, Unread
from index.store import Store
from index.types import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
URL = "https://island.example/"


def record(number: int, words: str = TEXT, **fields: object) -> dict[str, Any]:
    return {"url": f"{URL}{number}", "title": f"Report {number}", "text": words, "language": "en", **fields}


def page(words: str, *, dated: str = "2021-05-06") -> str:
    return (
        f'<html lang="en"><head><link rel="canonical" href="{URL}page"><meta name="date" content="{dated}">'
        f"<title>The page</title></head><body><article><h1>The page</h1><p>{words}</p></article></body></html>"
    )


def table(*records: dict[str, Any]) -> str:
    out = io.StringIO()
    rows = csv.DictWriter(out, ["url", "title", "text", "language"])
    rows.writeheader()
    rows.writerows(records)
    return out.getvalue()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "articles.db")) as opened:
        yield opened


def sync(store: Store, source: Path) -> None:
    build.sync(store, find_articles([source]), read=[source])


def arrivals(store: Store, source: Path) -> list[type]:
    """What becomes of the articles in a source: seen before, read, rejected."""
    with contextlib.closing(read(find_articles([source]), store)) as batches:
        return [type(item) for batch in batches for item in batch]


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.txt", f"Harbour\n\n{TEXT}\nSource: {URL}1", f"Harbour\n\n{TEXT}\nSource: {URL}2"),
        ("a.md", f"# Harbour\n\n{TEXT}\n\nSource: {URL}1", f"# Harbours\n\n{TEXT}\n\nSource: {URL}1"),
        ("a.html", page(TEXT), page(f"{TEXT} More.")),
        ("a.jsonl", json.dumps(record(1)), json.dumps(record(1, f"{TEXT} More."))),
        ("a.json", json.dumps([record(1)]), json.dumps([record(1, author="Ada")])),
        ("b.json", json.dumps(record(1)), json.dumps(record(2))),
        ("a.csv", table(record(1)), table(record(1, f"{TEXT} More."))),
    ],
)
def test_only_what_changed_is_read_again(tmp_path: Path, store: Store, name: str, before: str, after: str) -> None:
    file = written(tmp_path / name, before)
    assert arrivals(store, file) == [Read]
    sync(store, file)
    assert arrivals(store, file) == [Seen]
    written(file, after)
    assert arrivals(store, file) == [Read]


def test_of_a_file_of_many_records_the_changed_ones_are_read_wherever_they_stand(tmp_path: Path, store: Store) -> None:
    file = written(tmp_path / "a.jsonl", "\n".join(json.dumps(record(number)) for number in (1, 2, 3)))
    sync(store, file)
    written(file, "\n".join(json.dumps(record(number)) for number in (0, 1, 2, 3)) + "\n")
    assert arrivals(store, file) == [Read, Seen, Seen, Seen]


def test_a_time_stamp_alone_says_nothing(tmp_path: Path, store: Store) -> None:
    file = written(tmp_path / "a.jsonl", json.dumps(record(1)))
    os.utime(file, (1, 1))
    sync(store, file)
    written(file, json.dumps(record(2)))
    os.utime(file, (1, 1))
    assert arrivals(store, file) == [Read]


def test_what_was_no_article_is_looked_at_every_time(tmp_path: Path, store: Store) -> None:
    file = written(tmp_path / "a.jsonl", json.dumps({"url": "nowhere", "text": TEXT}) + "\nno record\n")
    for _ in range(2):
        sync(store, file)
        assert arrivals(store, file) == [Rejected, Rejected]


def test_a_record_too_deep_to_be_written_again_is_read_every_time(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_deep(_: object) -> str:
        raise RecursionError

    file = written(tmp_path / "a.json", json.dumps([record(1)]))
    monkeypatch.setattr(json, "dumps", too_deep)
    for _ in range(2):
        sync(store, file)
        assert arrivals(store, file) == [Read]


def test_other_rules_of_reading_read_everything_again_once(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path / "a.jsonl", json.dumps(record(1)))
    sync(store, file)
    monkeypatch.setattr(unread, "rules", lambda: b"other rules")
    assert arrivals(store, file) == [Read]
    sync(store, file)
    assert arrivals(store, file) == [Seen]


def imported(module: ast.AST) -> Iterator[ast.ImportFrom]:
    """What a module imports, but for its types."""
    for node in ast.iter_child_nodes(module):
        if isinstance(node, ast.ImportFrom):
            yield node
        elif not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield from imported(node)


def test_the_rules_are_those_of_every_module_that_reading_leans_on() -> None:
    index = ROOT / "index"
    found: set[str] = set()
    waiting = ["sources/files.py", "sources/web/articles.py"]
    while waiting:
        name = waiting.pop()
        if name in found or not (index / name).is_file():
            continue
        found.add(name)
        for node in imported(ast.parse((index / name).read_text("utf-8"))):
            if (node.module or "").split(".")[0] == "index":
                inside = "/".join((node.module or "").split(".")[1:])
                waiting += [f"{inside}.py", *(f"{inside}/{alias.name}.py".lstrip("/") for alias in node.names)]
    # Errors, filters and what is shown in a terminal decide nothing about what is read.
    aside = {"errors.py", "filters.py", "display.py", "explanation.py", "rules.py"}
    assert found - aside == set(RULES)


def test_a_page_that_tells_a_date_to_come_is_read_until_it_has_come(tmp_path: Path, store: Store) -> None:
    coming = (datetime.now(UTC) + timedelta(days=40)).date()
    file = written(tmp_path / "a.html", page(TEXT, dated=coming.isoformat()))
    sync(store, file)
    assert arrivals(store, file) == [Read]
    (known,) = read_files([file])
    assert not isinstance(known, Rejected)
    assert known.published is None


@pytest.mark.parametrize(
    ("head", "lasting"),
    [
        ('<meta property="article:published_time" content="2099-01-02T03:04:05Z">', False),
        ('<meta name="date" content="2099-01-02">', False),
        ('<meta name="date" content="2019-01-02">', True),
        ("", True),
    ],
)
def test_only_a_date_of_a_page_that_depends_on_today_does_not_last(head: str, *, lasting: bool) -> None:
    text = f"<html><head>{head}<title>T</title></head><body><article><p>{TEXT}</p></article></body></html>"
    assert reading_of(pages.read_page(text.encode()), "a.html").lasting is lasting


def test_a_place_left_out_is_not_even_opened(tmp_path: Path) -> None:
    for name in ("a.txt", "b/c.txt", "b/d.txt"):
        written(tmp_path / name, f"{TEXT}\nSource: {URL}{name}")
    asked: list[Path] = []

    def leaving_out(path: Path) -> bool:
        asked.append(path)
        return path.parent.name == "b"

    found = [item.where for item in find_articles([tmp_path], leaving_out=leaving_out)]
    assert found == [str(tmp_path / "a.txt")]
    assert asked == [tmp_path / "a.txt", tmp_path / "b" / "c.txt", tmp_path / "b" / "d.txt"]


def test_reading_is_what_find_articles_finds_read(tmp_path: Path) -> None:
    written(tmp_path / "a.jsonl", json.dumps(record(1)) + "\n{}\n")
    found = [item.read().item if isinstance(item, Unread) else item for item in find_articles([tmp_path])]
    assert found == list(read_files([tmp_path]))
    assert len(found) == 2
    assert list(files.read_files([])) == []


# One edit: the records that a file holds from then on (none: it is gone), each a number and its words.
edits = st.tuples(
    st.sampled_from(["a.jsonl", "b.json", "c.csv", "deep/d.jsonl", "e.txt", "f.md"]),
    st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["red", "green", ""])), max_size=4),
)
runs = st.lists(st.tuples(st.lists(edits, max_size=3), st.booleans()), min_size=1, max_size=5)


def edit(folder: Path, name: str, content: list[tuple[int, str]]) -> None:
    file = folder / name
    records = [record(number, words and f"{TEXT} It is {words}.") for number, words in content]
    if not content:
        file.unlink(missing_ok=True)
    elif name.endswith(".jsonl"):
        written(file, "\n".join(map(json.dumps, records)))
    elif name.endswith(".json"):
        written(file, json.dumps(records))
    elif name.endswith(".csv"):
        written(file, table(*records))
    else:
        written(file, f"# Report\n\n{records[0]['text']}\n\nSource: {records[0]['url']}")


def contents(store: Store) -> list[list[tuple[object, ...]]]:
    queries = (
        "SELECT * FROM article ORDER BY id",
        "SELECT * FROM version ORDER BY id",
        "SELECT article_id, location, version_id, run FROM sighting ORDER BY 1, 2",
    )
    return [store._db.execute(query).fetchall() for query in queries]


@settings(max_examples=40, deadline=None)
@given(runs)
def test_after_any_edits_the_store_is_as_if_everything_had_been_read_each_time(
    steps: list[tuple[list[tuple[str, list[tuple[int, str]]]], bool]],
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Store(Path(folder) / "short.db")) as short,
        closing(Store(Path(folder) / "anew.db")) as anew,
    ):
        news = Path(folder) / "news"
        news.mkdir()
        for changes, prune in steps:
            for name, content in changes:
                edit(news, name, content)
            pruned = [news] if prune else []
            with_shortcut = build.sync(short, find_articles([news]), read=[news], prune=pruned)
            without = build.sync(anew, read_files([news]), read=[news], prune=pruned)
            # What was doubted of an article is told when it is read.
            assert replace(with_shortcut, notes=[]) == replace(without, notes=[])
            assert contents(short) == contents(anew)
