from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from article_files import TEXT, URL, read_one, written
from index.sources.files import find_articles, read_files
from index.sources.unread import Unread
from index.types import Article, Rejected

if TYPE_CHECKING:
    from pathlib import Path


def test_a_record_gives_what_it_knows(tmp_path: Path) -> None:
    record = {
        "url": "HTTPS://Daily.example.org/a#top",
        "title": " The\nharbour ",
        "text": f"The harbour\n\n{TEXT}",
        "published": "2024-11-30T10:30:00+07:00",
        "source": "The Daily",
        "author": "Jane Roe",
        "language": "en-GB",
        "more": [1],
    }
    path = written(tmp_path / "a.jsonl", "\n" + json.dumps(record))
    assert read_one(path) == Article(
        url="https://daily.example.org/a",
        title="The harbour",
        text=TEXT,
        source="The Daily",
        language="en",
        published=datetime(2024, 11, 30, 3, 30, tzinfo=UTC),
        date_source="given",
        author="Jane Roe",
    )
    assert read_one(path).location == f"{path}:2"


def test_a_record_without_title_and_url_takes_them_from_its_text(tmp_path: Path) -> None:
    article = read_one(written(tmp_path / "a.json", json.dumps({"text": f"{TEXT}\nSource: {URL}", "title": ""})))
    assert (article.url, article.text, article.title_derived) == (URL, TEXT, True)
    assert TEXT.startswith(article.title.rstrip("…"))


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("2024-11-30", datetime(2024, 11, 30, tzinfo=UTC)),
        ("2024-11-30T10:30:00", datetime(2024, 11, 30, 10, 30, tzinfo=UTC)),
        ("2024-11-30T10:30:00Z", datetime(2024, 11, 30, 10, 30, tzinfo=UTC)),
        ("2024-11-30 10:30:00 +0700", datetime(2024, 11, 30, 3, 30, tzinfo=UTC)),
        ("", None),
        (None, None),
    ],
)
def test_a_date_is_read_as_utc(tmp_path: Path, given: str | None, published: datetime | None) -> None:
    record = {"url": URL, "text": TEXT, "published": given}
    assert read_one(written(tmp_path / "a.json", json.dumps(record))).published == published


@pytest.mark.parametrize("given", ["yesterday", "30.11.2024", "0001-01-01T00:00:00+14:00", 1732962600, "2024-13-01"])
def test_a_date_that_cannot_be_read_is_unknown_with_a_note(tmp_path: Path, given: object) -> None:
    path = written(tmp_path / "a.json", json.dumps({"url": URL, "text": TEXT, "published": given}))
    (found,) = find_articles([path])
    assert isinstance(found, Unread)
    article, _, notes = found.read()
    assert isinstance(article, Article)
    assert (article.published, article.date_source) == (None, None)
    (note,) = notes
    assert note.startswith("unreadable publication date '")
    assert str(given)[:20] in note


def test_json_may_be_a_list_or_an_object_of_articles(tmp_path: Path) -> None:
    records = [{"url": f"{URL}?{n}", "text": TEXT} for n in (1, 2)]
    for content in (records, {"articles": records}):
        path = written(tmp_path / "a.json", json.dumps(content))
        articles = list(read_files([path]))
        assert [a.location for a in articles if isinstance(a, Article)] == [f"{path}#1", f"{path}#2"]


def test_a_bad_record_does_not_stop_the_others(tmp_path: Path) -> None:
    good = json.dumps({"url": URL, "text": TEXT})
    path = written(tmp_path / "a.jsonl", f"{good}\n{{broken\n7\n{good}")
    items = list(read_files([path]))
    assert [getattr(item, "where", "article") for item in items] == ["article", f"{path}:2", f"{path}:3", "article"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_of_any_delimiter_is_read_by_its_header(tmp_path: Path, delimiter: str) -> None:
    long = TEXT.replace("\n", " ") * 800  # more than the csv module reads by itself
    rows = [["Text ", "URL", "published"], [f'"{long}"', URL, "2024-11-30"], ["", "", ""], [f'"{TEXT}"', URL]]
    path = written(tmp_path / "a.csv", "\n\r\n".join(delimiter.join(row) for row in rows))
    first, second = (item for item in read_files([path]) if isinstance(item, Article))
    assert (first.text, first.published) == (long, datetime(2024, 11, 30, tzinfo=UTC))
    assert (second.text, second.published) == (TEXT, None)


def test_the_header_of_a_csv_file_is_its_row_1(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", f'url,text\n{URL},"{TEXT}"\n,"{TEXT}"')
    article, rejected = read_files([path])
    assert isinstance(article, Article)
    assert article.location == f"{path}:2"
    assert isinstance(rejected, Rejected)
    assert rejected.where == f"{path}:3"
