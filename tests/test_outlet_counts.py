from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from catalogs import CatalogBuilder
from fakes import article
from index import Outlet
from index.outlet_counts import counted, outlets

if TYPE_CHECKING:
    from index.types import Article

NOON = datetime(2024, 11, 30, 12, tzinfo=UTC)


def found_in(*articles: Article) -> tuple[Outlet, ...]:
    """The outlets of an index with two chunks of each article."""
    builder = CatalogBuilder()
    for number, one in enumerate(articles, 1):
        for chunk in (2 * number, 2 * number + 1):
            builder.add(chunk, number, one)
    catalog = builder.build()
    return outlets(counted(catalog.rows, dict(enumerate(catalog.sources))))


def by(source: str, published: datetime | None = None, host: str = "paper.example") -> Article:
    return replace(article(source=source, published=published), url=f"https://{host}/a")


def test_articles_are_counted_and_the_newest_of_them_told() -> None:
    found = found_in(by("Blatt", NOON), by("Herald"), by("Blatt", NOON.replace(hour=18)), by("Blatt"))
    assert found == (
        Outlet(name="Blatt", articles=3, newest=NOON.replace(hour=18)),
        Outlet(name="Herald", articles=1, newest=None),
    )


def test_spellings_of_one_outlet_are_one_and_go_by_the_commonest() -> None:
    found = found_in(by("blatt.example"), by("www.Blatt.example", NOON), by("Blatt.example"), by("Blatt.example"))
    assert found == (Outlet(name="Blatt.example", articles=4, newest=NOON),)


def test_one_outlet_may_have_two_hosts_and_one_host_two_outlets() -> None:
    found = found_in(by("Blatt", host="a.example"), by("Blatt", host="b.example"), by("Kurier", host="a.example"))
    assert [(outlet.name, outlet.articles) for outlet in found] == [("Blatt", 2), ("Kurier", 1)]


def test_equally_many_articles_and_spellings_come_in_alphabetical_order() -> None:
    found = found_in(by("Zeitung"), by("blatt"), by("Anzeiger"), by("Blatt"))
    assert [(outlet.name, outlet.articles) for outlet in found] == [("Blatt", 2), ("Anzeiger", 1), ("Zeitung", 1)]


def test_an_index_of_nothing_has_no_outlets() -> None:
    assert found_in() == ()
