from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

from catalogs import CatalogBuilder
from index.catalog import PART_ROW, UNDATED, Catalog, Held, Names, host_of, join, load, save
from index.filters import Filters
from index.outlet_names import outlet_key
from index.types import Article

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2024, 11, 30, 12, tzinfo=UTC)
BLATT = Article(
    url="https://www.lokalblatt.example/a", title="A", text="…", source="Lokalblatt", language="de", published=NOON
)
NEWS = Article(
    url="https://NEWS.herald.example:8443/b", title="B", text="…", source="The Herald", language="en", published=None
)
HERALD = replace(NEWS, url="https://herald.example/c", published=NOON.replace(hour=18))
NAMED_BY_HOST = replace(BLATT, url="https://www.kurier.example/d", source="www.Kurier.example", published=None)
LOOKALIKE = replace(NEWS, url="https://otherherald.example/e", source="Other", language="vi")


@pytest.fixture
def catalog() -> Catalog:
    """Chunks 1 and 2 of the first article, then one of each."""
    builder = CatalogBuilder()
    for chunk, number, article in [
        (1, 1, BLATT),
        (2, 1, BLATT),
        (5, 2, NEWS),
        (6, 3, HERALD),
        (9, 4, NAMED_BY_HOST),
        (12, 5, LOOKALIKE),
    ]:
        builder.add(chunk, number, article)
    return builder.build()


def chunks(catalog: Catalog, filters: Filters) -> list[int]:
    passing: list[int] = catalog.rows["chunk"][catalog.select(filters)].tolist()
    return passing


def test_a_row_is_what_the_builder_says_it_is() -> None:
    builder = CatalogBuilder()
    assert builder.add(1, 1, BLATT) == (1732968000, 0, 0)
    assert builder.add(2, 2, NEWS) == (UNDATED, 1, 1)
    assert builder.add(3, 3, replace(BLATT, language="en")) == (1732968000, 0, 1)
    catalog = builder.build()
    assert catalog.rows.tolist() == [
        (1, 1, 1732968000, 0, 0, 1, 0, 0),
        (2, 2, UNDATED, 1, 1, 2, 0, 1),
        (3, 3, 1732968000, 0, 1, 3, 0, 2),
    ]
    assert catalog.sources == (("Lokalblatt", "lokalblatt.example"), ("The Herald", "news.herald.example"))
    assert catalog.languages == ("de", "en")


def test_articles_are_counted_not_chunks(catalog: Catalog) -> None:
    assert catalog.articles == 5
    assert list(catalog.articles_by_language.items()) == [("de", 2), ("en", 2), ("vi", 1)]
    assert catalog.newest == datetime(2024, 11, 30, 18, tzinfo=UTC)


def test_outlets_that_are_left_out_do_not_pass_by_whatever_spelling_their_articles_name_them(catalog: Catalog) -> None:
    assert chunks(catalog, Filters(excluded=frozenset({"lokalblatt", "kurier.example"}))) == [5, 6, 12]
    # By their names and not by their hosts: an outlet may have several, and share one.
    assert chunks(catalog, Filters(excluded=frozenset({"herald.example", "lokalblatt.example"}))) == [1, 2, 5, 6, 9, 12]
    assert chunks(catalog, Filters(source="kurier.example", excluded=frozenset({"kurier.example"}))) == []
    assert chunks(catalog, Filters(language="en", excluded=frozenset({"lokalblatt"}))) == [5, 6]


def test_outlets_that_are_left_out_have_no_dates_and_no_undated_articles(catalog: Catalog) -> None:
    herald, blatt = frozenset({"the herald"}), frozenset({"lokalblatt"})
    evening = NOON.replace(hour=15)
    assert catalog.dated_inside(Filters(since=evening, excluded=blatt))
    assert not catalog.dated_inside(Filters(since=evening, excluded=herald))
    assert catalog.dated_inside(Filters(excluded=herald))
    assert not catalog.dated_inside(Filters(excluded=herald | blatt))
    assert catalog.undated_left_out(Filters(since=evening)) == 3
    assert catalog.undated_left_out(Filters(since=evening, excluded=herald)) == 2


def test_it_is_known_which_articles_there_are(catalog: Catalog) -> None:
    assert [number for number in range(8) if catalog.holds(number)] == [1, 2, 3, 4, 5]
    assert not CatalogBuilder().build().holds(1)


def test_the_first_chunk_of_each_article_is_known_in_the_order_asked(catalog: Catalog) -> None:
    assert catalog.first_chunks([5, 1, 3, 1]) == [12, 1, 6, 1]
    assert catalog.first_chunks([]) == []


def test_articles_that_carry_one_text_share_a_story(tmp_path: Path) -> None:
    text = (
        "The ferry to the northern islands stays in port until Friday because two of its four engines failed during a "
        "test run, the shipping company said, and passengers may change their tickets free of charge."
    )
    other = (
        "Der Stadtrat hat am Dienstag nach langer Sitzung beschlossen, den alten Wasserturm nicht abzureißen, sondern "
        "ihn für zwei Millionen in ein Museum für die Geschichte der Flussfischerei umzubauen."
    )
    builder = CatalogBuilder()
    for chunk, number, article in [
        (1, 4, replace(BLATT, text=other)),
        (2, 7, replace(HERALD, text=text)),
        (3, 7, replace(HERALD, text=text)),
        (6, 9, replace(LOOKALIKE, text=f"{text} Tickets cost nine crowns.")),
    ]:
        builder.add(chunk, number, article)
    save(builder.build(), tmp_path)
    catalog = load(tmp_path)
    assert catalog.rows["story"].tolist() == [4, 7, 7, 7]
    assert catalog.members(7) == (7, 9)
    assert catalog.members(4) == ()  # a story of one article is shared with nobody
    assert catalog.members(9) == ()  # it goes by the number of the first article


SHARED = " ".join(f"alpha{n}" for n in range(60))
PAGES = [f"{SHARED} {' '.join(f'{own}{n}' for n in range(40))}" for own in ("beta", "gamma")]


@pytest.mark.parametrize(
    ("names", "hosts", "found"),
    [
        (("Herald", "HERALD"), ("herald.example", "herald.example"), [1, 2]),
        (("Herald", "Herald "), ("herald.example", "herald.co.example"), [1, 2]),
        (("herald.example", "www.herald.example"), ("herald.example", "herald.example"), [1, 2]),
        (("Herald", "Courier"), ("portal.example", "portal.example"), [1, 1]),
    ],
    ids=["case", "two hosts", "www", "two names"],
)
def test_an_outlet_is_known_by_its_name_however_spelt_and_wherever_hosted(
    names: tuple[str, str], hosts: tuple[str, str], found: list[int]
) -> None:
    # Two pages of one outlet may share this much and be two stories; of two outlets, they are one.
    builder = CatalogBuilder()
    for number, (page, name, host) in enumerate(zip(PAGES, names, hosts, strict=True), 1):
        builder.add(number, number, replace(HERALD, text=page, source=name, url=f"https://{host}/{number}"))
    assert builder.build().rows["story"].tolist() == found


@pytest.mark.parametrize(
    ("name", "key"), [("The Herald", "the herald"), (" BBC\n", "bbc"), ("WWW.Straße.example", "strasse.example")]
)
def test_the_key_of_an_outlet_is_its_name_without_case_and_www(name: str, key: str) -> None:
    assert outlet_key(name) == key


def test_an_empty_catalog_holds_nothing(tmp_path: Path) -> None:
    save(CatalogBuilder().build(), tmp_path)
    empty = load(tmp_path)
    assert (empty.articles, empty.newest, empty.articles_by_language) == (0, None, {})
    assert chunks(empty, Filters(source="x", language="de", since=NOON)) == []
    assert empty.undated_left_out(Filters(since=NOON)) == 0


def test_where_all_are_undated_none_is_the_newest() -> None:
    builder = CatalogBuilder()
    builder.add(1, 1, NEWS)
    assert builder.build().newest is None


def test_a_saved_catalog_is_the_same_when_opened(catalog: Catalog, tmp_path: Path) -> None:
    save(catalog, tmp_path)
    opened = load(tmp_path)
    assert opened.rows.tolist() == catalog.rows.tolist()
    assert (opened.sources, opened.languages) == (catalog.sources, catalog.languages)
    assert (opened.parts, opened.deleted) == (catalog.parts, catalog.deleted)


def test_a_catalog_of_parts_says_where_each_chunk_is_and_leaves_out_what_is_no_longer_held() -> None:
    names = Names()
    rows = {
        "000003": [(7, 2, BLATT), (1, 1, HERALD), (4, 1, HERALD)],
        "000005": [(5, 3, NEWS), (9, 2, BLATT)],
    }
    held = {
        name: Held(
            rows=np.array([(chunk, number, *names.row_of(article)) for chunk, number, article in own], PART_ROW),
            live=np.array(live),
            sketches={number: np.empty(0, np.uint32) for _, number, _ in own},
        )
        for (name, own), live in zip(rows.items(), ([1, 2], [0, 1]), strict=True)
    }
    catalog = join(held, names, deleted=4)
    assert [(row["chunk"], row["part"], row["row"]) for row in catalog.rows] == [
        (1, 0, 1),
        (4, 0, 2),
        (5, 1, 0),
        (9, 1, 1),
    ]
    assert catalog.rows["article"].tolist() == [1, 1, 3, 2]
    assert (catalog.parts, catalog.deleted) == (("000003", "000005"), 4)


def test_a_name_keeps_its_number_and_an_outlet_or_language_that_went_is_not_counted(catalog: Catalog) -> None:
    names = Names(catalog)
    assert names.row_of(HERALD)[1:] == (2, 1)
    assert names.row_of(replace(BLATT, source="Abendblatt", language="fr"))[1:] == (5, 3)
    left = replace(catalog, rows=catalog.rows[:3], languages=(*catalog.languages, "fr"))
    assert left.articles_by_language == {"de": 1, "en": 1}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Lokalblatt", [1, 2]),
        ("LOKALBLATT", [1, 2]),
        ("lokalblatt.example", [1, 2]),
        ("www.lokalblatt.example", [1, 2]),
        ("WWW.Lokalblatt.Example", [1, 2]),
        ("The Herald", [5, 6]),
        ("the herald", [5, 6]),
        ("herald.example", [5, 6]),  # the sub-domain too, but not another name that ends alike
        ("news.herald.example", [5]),
        ("kurier.example", [9]),
        ("www.kurier.example", [9]),
        ("Herald", []),
        ("lokal", []),
    ],
)
def test_an_outlet_is_found_by_name_or_host(catalog: Catalog, name: str, found: list[int]) -> None:
    assert chunks(catalog, Filters(source=name)) == found


@pytest.mark.parametrize(("language", "found"), [("de", [1, 2, 9]), ("vi", [12]), ("fr", [])])
def test_articles_are_found_by_language(catalog: Catalog, language: str, found: list[int]) -> None:
    assert chunks(catalog, Filters(language=language)) == found


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (None, None, [1, 2, 5, 6, 9, 12]),
        (NOON, None, [1, 2, 6]),
        (NOON.replace(microsecond=1), None, [6]),
        (None, NOON, []),
        (None, NOON.replace(microsecond=1), [1, 2]),
        (NOON, NOON.replace(hour=18), [1, 2]),
        (NOON.replace(hour=18), NOON, []),
    ],
)
def test_since_includes_its_moment_and_until_does_not(
    catalog: Catalog, since: datetime | None, until: datetime | None, found: list[int]
) -> None:
    assert chunks(catalog, Filters(since=since, until=until)) == found


def test_all_filters_must_pass(catalog: Catalog) -> None:
    assert chunks(catalog, Filters(source="herald.example", language="en", since=NOON)) == [6]
    assert chunks(catalog, Filters(source="herald.example", language="de")) == []


def test_undated_articles_that_a_time_filter_hides_are_counted(catalog: Catalog) -> None:
    assert catalog.undated_left_out(Filters(since=NOON)) == 3
    assert catalog.undated_left_out(Filters(until=NOON, source="herald.example")) == 1
    assert catalog.undated_left_out(Filters(since=NOON, language="de")) == 1
    assert catalog.undated_left_out(Filters(language="de")) == 0


def test_where_undated_articles_pass_a_time_filter_none_is_left_out(catalog: Catalog) -> None:
    day = Filters(since=NOON, until=NOON.replace(hour=13), undated=True)
    assert chunks(catalog, day) == [1, 2, 5, 9, 12]
    assert chunks(catalog, replace(day, language="de")) == [1, 2, 9]
    assert catalog.undated_left_out(day) == 0


@pytest.mark.parametrize(
    ("filters", "inside"),
    [
        (Filters(since=NOON, until=NOON.replace(hour=13), undated=True), True),
        (Filters(since=NOON, until=NOON.replace(hour=13), language="vi", undated=True), False),
        (Filters(since=NOON.replace(day=29), until=NOON, undated=True), False),
        (Filters(), True),
        (Filters(language="vi"), False),
    ],
)
def test_only_a_date_proves_that_an_article_is_of_a_time(catalog: Catalog, filters: Filters, inside: bool) -> None:  # noqa: FBT001 -- a row of data
    assert catalog.dated_inside(filters) is inside


def test_an_undated_article_of_two_chunks_is_counted_once() -> None:
    builder = CatalogBuilder()
    builder.add(1, 1, NEWS)
    builder.add(2, 1, NEWS)
    assert builder.build().undated_left_out(Filters(since=NOON)) == 1


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Daily.Example:8443/a?b#c", "daily.example"),
        ("http://user@news.daily.example", "news.daily.example"),
        ("https://wwwdaily.example/", "wwwdaily.example"),
        ("https://[::1]:80/", "::1"),
        ("mailto:x", ""),
    ],
)
def test_the_host_of_an_address_is_bare(url: str, host: str) -> None:
    assert host_of(url) == host
