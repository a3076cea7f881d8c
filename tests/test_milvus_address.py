"""Where a Milvus is, as it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import AddressError
from index.milvus.address import Address, parse


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("milvus+http://search.example", Address(uri="http://search.example:19530")),
        ("milvus+http://search.example:1234/", Address(uri="http://search.example:1234")),
        ("milvus+https://search.example/news", Address(uri="https://search.example:19530", database="news")),
        ("milvus+http://[::1]:19530", Address(uri="http://[::1]:19530")),
        ("MILVUS+HTTP://Search.example", Address(uri="http://search.example:19530")),
        ("milvus+http://search.example?name=town", Address(uri="http://search.example:19530", name="town")),
        (
            "milvus+https://search.example/news?ca=/etc/own.pem&name=b_2",
            Address(uri="https://search.example:19530", database="news", name="b_2", ca=Path("/etc/own.pem")),
        ),
        ("/data/news.db", Address(uri="/data/news.db", file=Path("/data/news.db"))),
    ],
)
def test_an_address_says_where_the_server_is(url: str, address: Address) -> None:
    assert parse(url) == address


def test_a_file_is_meant_from_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert parse("news.db").file == tmp_path / "news.db"


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://search.example:19530", "write it like milvus"),
        ("search.example:19530", "write it like milvus"),
        ("milvus://search.example", "write it like milvus"),
        ("milvus+http://", "write it like milvus"),
        ("milvus+http://search.example:port", "no port"),
        ("milvus+http://search.example:99999", "no port"),
        ("milvus+http://[::1", "write it like milvus"),
        ("milvus+http://search.example/a/b", "write it like milvus"),
        ("milvus+http://search.example/a-b", "write it like milvus"),
        ("milvus+http://search.example?name=a-b", "'a-b' is no name for Milvus"),
        ("milvus+http://search.example?name=", "'' is no name for Milvus"),
        ("milvus+http://search.example?nmae=a", "knows no 'nmae', only name and ca"),
        ("milvus+http://search.example?ca=/own.pem", r"with milvus\+https only"),
        ("news.sqlite", "write it like milvus"),
        (".db", "write it like milvus"),
        ("", "write it like milvus"),
    ],
)
def test_what_is_no_address_is_told_how_one_is_written(url: str, told: str) -> None:
    with pytest.raises(AddressError, match=told):
        parse(url)


@pytest.mark.parametrize("scheme", ["milvus+http", "milvus+https", "https", "milvus"])
def test_no_password_in_an_address_is_ever_told(scheme: str) -> None:
    with pytest.raises(AddressError) as failed:
        parse(f"{scheme}://reader:hush-hush@search.example")
    assert "hush" not in str(failed.value)


def test_an_address_is_shown_with_its_database() -> None:
    assert str(parse("milvus+https://search.example/news?name=a")) == "https://search.example:19530/news"
    assert str(parse("/data/news.db")) == "/data/news.db"
