"""What an article must hold to be about a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.demand import Demand, demanded
from index.filters import Filters
from index.query import understand

if TYPE_CHECKING:
    from collections.abc import Mapping

ENGLISH, GERMAN, VIETNAMESE, OTHER = {"en": 1.0}, {"de": 1.0}, {"vi": 1.0}, {"und": 1.0}


def demand(topic: str, languages: Mapping[str, float]) -> Demand | None:
    return demanded(understand(topic, filters=Filters(), languages=languages, operators_alone=True))


@pytest.mark.parametrize(
    ("topic", "languages", "held"),
    [
        ("the harbour of the town", ENGLISH, [("harbour",), ("town",)]),
        ("der Wirbel um die Mautstelle", GERMAN, [("wirbel",), ("mautstell",)]),
        ("news about the harbour", ENGLISH, [("harbour",)]),
        ("harbour news", ENGLISH, [("harbour",)]),
        ("Was gibt es Neues zur Mautstelle?", GERMAN, [("mautstell",)]),
        ("Fox News", ENGLISH, [("fox",), ("news",)]),
        ('the latest on "news of harbours"', ENGLISH, [("news",), ("harbour",)]),
        ("harbour yesterday", ENGLISH, [("harbour",)]),
        ("harbour site:blatt.example", ENGLISH, [("harbour",)]),
        ("Haven", {"en": 0.5, "de": 0.5}, [("haven", "hav")]),
        ("the", ENGLISH, [("the",)]),
        ("?!", ENGLISH, []),
    ],
)  # fmt: skip
def test_words_that_tell_something_must_be_held(
    topic: str, languages: Mapping[str, float], held: list[tuple[str, ...]]
) -> None:
    assert demand(topic, languages) == Demand(all_of=tuple(held))


@pytest.mark.parametrize("topic", ["", "  ", "yesterday", "latest news", "site:blatt.example", "News from last week"])
def test_where_nothing_but_a_time_or_an_outlet_is_named_any_article_will_do(topic: str) -> None:
    assert demand(topic, ENGLISH) is None


@pytest.mark.parametrize(
    ("topic", "held"),
    [
        ("北京", [("北京",)]),
        ("北京天气", [("北京",), ("天气",)]),
        ("大学生", [("大学",), ("学生",)]),
        ("北京大学生", [("北京",), ("京大", "大学"), ("学生",)]),
        ("北京 天气", [("北京",), ("天气",)]),
        ("ตลาดนก", [("ตลา",), ("ดนก",)]),
    ],
)
def test_each_character_is_part_of_something_that_is_held(topic: str, held: list[tuple[str, ...]]) -> None:
    found = demand(topic, OTHER)
    assert found is not None
    assert found.all_of == tuple(held)
    assert found.pairs == ()


@pytest.mark.parametrize(
    ("topic", "pairs", "fewest"),
    [
        ("chợ", (), 0),
        ("Hà Nội", ("hà_nội",), 1),
        ("chợ Bến Cũ", ("chợ_bến", "bến_cũ"), 1),
        ("kinh tế Việt Nam", ("kinh_tế", "tế_việt", "việt_nam"), 2),
        ("tin tức về Hà Nội", ("hà_nội",), 1),
        # «không» is in most texts, «hàng không» is not.
        ("hàng không", ("hàng_không",), 1),
        ("Ha Noi", (), 0),
    ],
)
def test_vietnamese_syllables_stand_side_by_side(topic: str, pairs: tuple[str, ...], fewest: int) -> None:
    found = demand(topic, VIETNAMESE)
    assert found is not None
    assert (found.pairs, found.fewest, found.language) == (pairs, fewest, "vi" if pairs else "")
