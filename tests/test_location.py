from __future__ import annotations

from pathlib import Path

import pytest

from index import AddressError, Location, open_index
from index.embedded import EmbeddedEngine

SECRET = "hush"  # noqa: S105 - nobody's


@pytest.mark.parametrize(
    "address",
    [
        "milvus+http://milvus.example:19530",
        "milvus+https://milvus.example/news?name=town",
        "milvus+http://[::1]:19530",
        "news.db",
        "/srv/news/milvus.db",
    ],
)
def test_an_engine_is_a_server_or_a_file(address: str) -> None:
    assert Location(data=Path("data"), engine_url=address).engine_url == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "milvus",
        "http://milvus.example:19530",
        "milvus+http://",
        "milvus+http://milvus.example:port",
        "milvus+http://[::1",
        "milvus+ftp://milvus.example/news.db",
        "ftp://milvus.example/news.db",
        f"milvus+http://root:{SECRET}@milvus.example:19530",
        f"bot:{SECRET}",
    ],
)
def test_what_is_no_engine_is_refused_before_anything_is_opened_and_not_shown(address: str) -> None:
    with pytest.raises(AddressError, match=r"engine") as refused:
        Location(data=Path("data"), engine_url=address)
    assert SECRET not in str(refused.value)
    assert "milvus.example" not in str(refused.value)


def test_a_store_is_a_database_of_postgresql() -> None:
    for address in ("postgresql://bot:word@store.example:5432/news?sslmode=require", "postgres://store.example/news"):
        assert Location(data=Path("data"), store_url=address).store == address
    assert Location(data=Path("data")).store == Path("data/articles.db")


@pytest.mark.parametrize(
    "address", ["", "store.example", f"mysql://bot:{SECRET}@store.example/news", f"postgresql://bot:{SECRET}@x:y/news"]
)
def test_what_is_no_store_is_refused_and_not_shown(address: str) -> None:
    with pytest.raises(AddressError, match="a store is postgresql://USER:PASSWORD@HOST") as refused:
        Location(data=Path("data"), store_url=address)
    assert SECRET not in str(refused.value)


def test_an_index_at_no_address_is_refused_with_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(AddressError, match=r"milvus\+http://HOST:PORT"):
        open_index(tmp_path, engine="http://milvus.example")
    with pytest.raises(ValueError, match="postgresql://"):
        open_index(tmp_path, store="articles.db")


def test_a_location_shows_no_address_and_no_token() -> None:
    place = Location(
        data=Path("data"),
        store_url=f"postgresql://bot:{SECRET}@store.example/news",
        engine_url="milvus+http://milvus.example",
        engine_token=SECRET,
    )
    assert repr(place) == f"Location(data={Path('data')!r})"


def test_a_folder_names_an_index_and_a_location_is_itself() -> None:
    place = Location(data=Path("data"))
    assert Location.of("data") == Location.of(Path("data")) == place
    assert Location.of(place) is place
    assert isinstance(place.open_engine(), EmbeddedEngine)


def test_there_may_be_articles_where_there_is_a_file_or_a_server(tmp_path: Path) -> None:
    assert not Location(data=tmp_path).has_articles()
    (tmp_path / "articles.db").touch()
    assert Location(data=tmp_path).has_articles()
    assert Location(data=tmp_path / "none", store_url="postgresql://store.example/news").has_articles()
