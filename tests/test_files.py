from __future__ import annotations

import gzip
import json
import os
from typing import TYPE_CHECKING

import pytest

from article_files import TEXT, URL, read_one, reason, written
from index.errors import SourceNotFoundError
from index.sources.files import read_files
from index.sources.reading import ARTICLE_LIMIT
from index.types import Article, Rejected

if TYPE_CHECKING:
    from pathlib import Path


def test_a_text_with_a_headline_keeps_it_as_title(tmp_path: Path) -> None:
    article = read_one(written(tmp_path / "a.TXT", f"Harbour reopens\r\n\r\n{TEXT}\r\nSource: {URL}"))
    assert (article.title, article.title_derived, article.text) == ("Harbour reopens", False, TEXT)


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("a.txt", "", "empty"),
        ("a.txt", "\ufeff \n\n", "empty"),
        ("a.md", " ", "empty"),
        ("a.jsonl", "\n\n", "empty"),
        ("a.json", "[]", "empty"),
        ("a.csv", "", "empty"),
        ("a.csv", "\n\n", "empty"),
        ("a.csv", "url,title,text\n", "empty"),
        ("a.txt", b"PNG\x00\x01\x02", "binary"),
        ("a.txt", bytes(range(1, 32)) * 4, "binary"),
        ("a.txt", bytes(range(1, 256)) * 4, "binary"),
        ("a.html", b"<html>\x00</html>", "binary"),
        ("a.html", bytes(range(1, 32)) * 2 + b"\xff\xfe" * 20, "binary"),
        ("a.jsonl", b"\x89PNG\x00", "binary"),
        ("a.csv", b"PK\x00", "binary"),
        ("a.txt", "Größe".encode("latin-1"), "iconv"),
        ("a.json", '{"text": "Größe"}'.encode("latin-1"), "iconv"),
        ("a.jsonl", '{"text": "Größe"}'.encode("latin-1"), "iconv"),
        ("a.csv", "url,title,text\na,b,Größe".encode("latin-1"), "iconv"),
        ("a.html", "<html><body>Größe</body></html>".encode("latin-1"), "UTF-8"),
        ("a.csv", b"\xff\xfet\x00e\x00x\x00t\x00\n\x00\x00\xd8", "UTF-16"),
        ("a.txt", TEXT, "no source URL"),
        ("a.html", f"<html><body><article><p>{TEXT}</p></article></body></html>", "canonical"),
        ("a.md", f"# Harbour\n\n{TEXT}", "front matter"),
        ("a.txt", f"[ad_1]\nSource: {URL}\nComments (0)", "no text is left"),
        ("a.html", "<html><head></head><body></body></html>", "no text is left"),
        ("a.html", "no page at all", "HTML"),
        ("a.pdf", "%PDF", "unsupported file type '.pdf'"),
        ("a.pdf.gz", "%PDF", "unsupported file type '.pdf'"),
        ("README", "read me", "unsupported file type ''"),
        ("a.txt.gz", "not packed", "cannot be read"),
        ("a.txt.gz", gzip.compress(TEXT.encode() * 50, mtime=0)[:-20], "cannot be read"),
        ("a.txt.gz", gzip.compress(TEXT.encode() * 50, mtime=0)[:30] + b"\xff" * 40, "cannot be read"),
        ("a.json", '{"url": "u",\n"text": }', "line 2"),
        ("a.json", "[" * 100_000, "JSON"),
        ("a.json", "7", "must be an object"),
        ("a.json", '{"text": 7, "url": "u"}', "'text' must be text, not a number"),
        ("a.json", '{"articles": "none"}', "'text' is missing"),
        ("a.jsonl", '{"url": "u"', "not JSON"),
        ("a.jsonl", "[" * 100_000, "JSON"),
        ("a.jsonl", '["list"]', "not a list"),
        ("a.jsonl", '{"text": null, "url": "u"}', "'text' is missing"),
        ("a.jsonl", '{"text": "x", "title": ["t"]}', "'title' must be text, not a list"),
        ("a.jsonl", json.dumps({"text": "bin\0ary", "url": URL}), "binary"),
        ("a.jsonl", json.dumps({"text": TEXT}), "'url'"),
        ("a.jsonl", json.dumps({"text": TEXT, "url": "ftp://x.org/a"}), "not a web address"),
        ("a.csv", "url,headline\nu,h\n", "must name"),
        ("a.csv", f"url,title,text\n{URL},t,one,two\n", "4 fields"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_rejected_with_a_reason(
    tmp_path: Path, name: str, content: str | bytes, part: str
) -> None:
    assert part in reason(written(tmp_path / name, content))


def test_a_null_character_inside_a_long_line_is_binary(tmp_path: Path) -> None:
    assert reason(written(tmp_path / "a.jsonl", " " * 5000 + "\0")) == "binary, not text"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.json", "a.csv"])
def test_an_article_over_five_megabytes_is_rejected_and_one_just_under_is_not_for_its_size(
    tmp_path: Path, name: str
) -> None:
    def content(size: int) -> str:
        if name.startswith("a.json"):
            return json.dumps({"text": "x" * (size - 40), "url": ""})
        return "url,title,text\n,," + "x" * size if name == "a.csv" else "x" * size

    assert "5 MB" in reason(written(tmp_path / "large" / name, content(ARTICLE_LIMIT + 60)))
    assert "5 MB" not in reason(written(tmp_path / "fits" / name, content(ARTICLE_LIMIT - 60)))


def test_five_megabytes_are_bytes_and_not_characters(tmp_path: Path) -> None:
    assert "5 MB" in reason(written(tmp_path / "a.jsonl", '{"text": "' + "港" * 2_000_000 + '"}'))


def test_a_line_too_large_does_not_cost_the_others(tmp_path: Path) -> None:
    good = json.dumps({"url": URL, "title": "Harbour", "text": TEXT})
    path = written(tmp_path / "a.jsonl", "x" * (ARTICLE_LIMIT * 2) + "\n" + good)
    first, second = read_files([path])
    assert first == Rejected(f"{path}:1", "larger than 5 MB, which no article is")
    assert isinstance(second, Article)


@pytest.mark.parametrize(("name", "part"), [("b.txt.gz", "5 MB"), ("b.jsonl.gz", "40 MB"), ("b.csv.gz", "40 MB")])
def test_a_gzip_bomb_is_unpacked_no_further_than_the_limit(tmp_path: Path, name: str, part: str) -> None:
    path = tmp_path / name
    with gzip.open(path, "wb", compresslevel=1) as packed:
        packed.write(b"text\n" if "csv" in name else b"")
        for _ in range(45):
            packed.write(b"a" * 1024**2)
    assert part in reason(path)


def test_a_quoted_field_without_end_stops_the_file_with_a_reason(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", 'text,url\n"' + "line\n" * (9 * 1024**2))
    assert "read no further" in reason(path)


@pytest.mark.parametrize("size", [8 * ARTICLE_LIMIT, 8 * ARTICLE_LIMIT + 99])
def test_a_row_of_more_than_forty_megabytes_stops_the_file_with_a_reason(tmp_path: Path, size: int) -> None:
    assert "40 MB" in reason(written(tmp_path / "a.csv", "text,url\n" + "x" * size + "\n"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a.csv", "a.md"])
def test_encodings_with_a_mark_are_read(tmp_path: Path, encoding: str, name: str) -> None:
    text = TEXT.replace("Elmstadt", "Elmstädt")
    record = {"url": URL, "title": "Harbour", "text": text}
    content = {
        "a.txt": f"{text}\nSource: {URL}",
        "a.md": f"---\nurl: {URL}\n---\n{text}",
        "a.csv": f'url,title,text\r\n{URL},Harbour,"{text}"\r\n',
    }.get(name, json.dumps(record, ensure_ascii=False))
    assert read_one(written(tmp_path / name, content.encode(encoding))).text == text


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.htm", "a.jsonl", "a.json", "a.csv"])
def test_every_kind_of_file_is_read_packed_as_well(tmp_path: Path, name: str) -> None:
    html = f"<html><head><title>H</title><link rel=canonical href='{URL}'></head><body><article>"
    html += "".join(f"<p>{p}</p>" for p in TEXT.split("\n")) + "</article></body></html>"
    content = {
        "a.txt": f"{TEXT}\nSource: {URL}",
        "a.md": f"{TEXT}\n\nSource: <{URL}>",
        "a.html": html,
        "a.htm": html,
        "a.csv": f'url;text\n{URL};"{TEXT}"',
    }.get(name, json.dumps({"url": URL, "text": TEXT}))
    packed = read_one(written(tmp_path / f"{name}.gz", gzip.compress(content.encode())))
    plain = read_one(written(tmp_path / name, content))
    assert packed == plain
    assert (plain.text, plain.url) == (TEXT, URL)


def test_a_missing_source_is_told_before_anything_is_read(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", TEXT)
    with pytest.raises(SourceNotFoundError, match="nowhere"):
        read_files([tmp_path / "a.txt", tmp_path / "nowhere"])


def test_a_folder_is_read_in_order_with_its_subfolders_and_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "c/d/e.txt", ".hidden.txt", ".git/f.txt"):
        written(tmp_path / name, f"{TEXT}\nSource: https://x.example.org/{name}")
    urls = [item.url for item in read_files([tmp_path]) if isinstance(item, Article)]
    assert urls == [f"https://x.example.org/{name}" for name in ("a/z.txt", "b.txt", "c/d/e.txt")]


def test_loops_of_links_and_broken_ones_are_harmless(tmp_path: Path) -> None:
    written(tmp_path / "a" / "one.txt", f"{TEXT}\nSource: {URL}")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    broken, article = read_files([tmp_path])
    assert isinstance(article, Article)
    assert isinstance(broken, Rejected)
    assert "cannot be read" in broken.reason


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert reason(tmp_path / "pipe.txt") == "neither a file nor a folder"


def test_a_folder_that_cannot_be_listed_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)  # root, whom tests often run as, may list everything
    assert reason(tmp_path) == "cannot be read: Permission denied"
