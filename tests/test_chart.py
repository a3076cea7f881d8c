from __future__ import annotations

import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.image import imread

from bot.buckets import buckets
from bot.chart import _ACROSS, _HEIGHT, _LINE, _UP, _WIDTH, _marks, _wide, chart
from bot.glyphs import drawable
from bot.locale import LANGUAGES, choose
from fakes import cited
from index.types import Timeline

if TYPE_CHECKING:
    from pathlib import Path

MORNING = datetime(2024, 11, 30, 6, 0, tzinfo=UTC)


def about(*published: datetime, topic: str = "Brücke") -> Timeline:
    articles = [cited(n, published=when) for n, when in enumerate(sorted(published), 1)]
    return Timeline(topic=topic, articles=tuple(articles))


def ago(*days: int) -> list[datetime]:
    return [MORNING - timedelta(days=one) for one in days]


def test_one_article_is_the_last_bar_of_a_week_of_days() -> None:
    counted = buckets(about(MORNING))
    assert counted.unit == "day"
    assert counted.starts == tuple(date(2024, 11, day) for day in range(24, 31))
    assert counted.counts == (0, 0, 0, 0, 0, 0, 1)


def test_articles_of_one_day_are_one_bar_whatever_the_hour() -> None:
    midnight = datetime(2024, 11, 30, 0, 0, tzinfo=UTC)
    counted = buckets(about(midnight, midnight + timedelta(hours=23, minutes=59), MORNING))
    assert counted.counts == (0, 0, 0, 0, 0, 0, 3)


def test_days_without_an_article_are_counted_as_none() -> None:
    counted = buckets(about(*ago(0, 0, 3, 9)))
    assert counted.unit == "day"
    assert counted.counts == (1, 0, 0, 0, 0, 0, 1, 0, 0, 2)


def test_a_week_begins_on_monday() -> None:
    counted = buckets(about(*ago(0, 40)))
    assert counted.unit == "week"
    assert counted.starts[-1] == date(2024, 11, 25)
    assert all(start.weekday() == 0 for start in counted.starts)
    assert counted.counts == (0, 1, 0, 0, 0, 0, 1)  # 40 days before is the Monday five weeks before that


def test_months_follow_each_other_over_the_turn_of_the_year() -> None:
    counted = buckets(about(MORNING, datetime(2024, 3, 1, tzinfo=UTC), datetime(2023, 12, 31, tzinfo=UTC)))
    assert counted.unit == "month"
    assert counted.starts == (date(2023, 12, 1), *(date(2024, month, 1) for month in range(1, 12)))
    assert counted.counts == (1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1)


def test_articles_thirty_years_apart_are_counted_by_year() -> None:
    counted = buckets(about(MORNING, MORNING.replace(year=1994)))
    assert counted.unit == "year"
    assert counted.starts == tuple(date(year, 1, 1) for year in range(1994, 2025))
    assert counted.counts == (1, *[0] * 29, 1)


def test_an_article_of_the_first_days_of_the_calendar_has_no_week_before_it() -> None:
    assert buckets(about(datetime(1, 1, 2, tzinfo=UTC))).starts == (date(1, 1, 1), date(1, 1, 2))


@pytest.mark.parametrize("spoken", LANGUAGES, ids=lambda spoken: spoken.code)
def test_without_a_dated_article_there_is_nothing_to_count_or_draw(spoken: object) -> None:
    with pytest.raises(ValueError, match="no article has a date"):
        chart(about(), spoken)  # type: ignore[arg-type]


@given(st.lists(st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), min_size=1))  # noqa: DTZ001
def test_every_article_is_in_one_bar_and_there_are_as_many_bars_as_a_phone_can_show(published: list[datetime]) -> None:
    counted = buckets(about(*published))
    assert sum(counted.counts) == len(published)
    assert 7 <= len(counted.starts) <= 48
    assert all(one < other for one, other in pairwise(counted.starts))
    for article in about(*published).articles:
        bar = counted.bar(article)
        assert article.published is not None
        assert counted.starts[bar] <= article.published.date()
        assert bar == len(counted.starts) - 1 or article.published.date() < counted.starts[bar + 1]


@given(st.lists(st.integers(1, 40), min_size=7, max_size=48), st.data())
def test_no_number_covers_another_or_leaves_the_chart(counts: list[int], data: st.DataObject) -> None:
    bars = data.draw(st.lists(st.integers(0, len(counts) - 1), min_size=1, max_size=8, unique=True))
    marks, highest = _marks(counts, dict.fromkeys(bars, "1–3" if len(bars) < 5 else "7"))
    assert highest > 20
    pitch = _ACROSS * _WIDTH * 72 / len(counts)
    for one, other in combinations(marks, 2):
        beside = abs(one.at - other.at) * pitch < (_wide(one.text) + _wide(other.text)) / 2
        assert not beside or abs(one.height - other.height) >= _LINE
    assert all(counts[mark.at] / max(counts) * highest < mark.height for mark in marks)
    assert all(mark.height + _LINE <= _UP * _HEIGHT * 72 for mark in marks)


TOPICS = {
    "bridge": "Brücke",
    "formula": r"$x^2$ \n $\frac{1}{2} $broken",
    "markup": "<b>&amp;</b>\n\nline",
    "long": "Sehr langes Thema mit vielen Wörtern " * 40,
    "one-word": "W" * 500,
    "emoji": "👨\u200d👩\u200d👧 🇻🇳 🏴\U000e0067\U000e007f",
    "scripts": "北京 서울 กรุงเทพ नमस्ते ጤና",
    "right-to-left": "جسر القدس \u202eירושלים",
    "decomposed": "ca\u0302\u0300u treo",
    "broken": "\ud800 \x00 \ufffe \U0010ffff",
    "empty": "",
}


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS.keys())
def test_any_topic_is_drawn_without_a_warning(topic: str) -> None:
    drawn = imread(io.BytesIO(chart(about(*ago(0, 1, 5), topic=topic), choose("en"))))
    assert drawn.shape[:2] == (640, 1280)
    # The title is where it belongs, and ends before the edge.
    title = drawn[20:110, :, :3].min(axis=2) < 0.5
    assert title[:, 30:400].any()
    assert not title[:, 1250:].any()


@pytest.mark.parametrize("spoken", LANGUAGES, ids=lambda spoken: spoken.code)
@pytest.mark.parametrize("longest", [100, 1000])
def test_every_language_is_drawn_within_the_picture(spoken: object, longest: int) -> None:
    drawn = imread(io.BytesIO(chart(about(*ago(0, 1, longest)), spoken)))  # type: ignore[arg-type]
    inked = drawn[:, :, :3].min(axis=2) < 0.9
    assert inked[520:].any(), "no dates below the bars"
    assert not inked[:, :8].any()
    assert not inked[:, -8:].any()
    assert not inked[-8:].any()


def test_more_articles_make_higher_bars() -> None:
    few = imread(io.BytesIO(chart(about(*ago(0, 1, 1, 1, 1)), choose("en"))))
    blue = abs(few[:, :, :3] - [0x4C / 255, 0x8F / 255, 0xD6 / 255]).max(axis=2) < 0.01
    yesterday, today = blue[:, 970].sum(), blue[:, 1126].sum()
    assert today > 50
    assert yesterday == pytest.approx(4 * today, rel=0.05)


def test_several_threads_draw_the_same_as_one() -> None:
    lines = [about(*ago(*range(0, days, 7)), topic=f"Thema {days}") for days in (10, 100, 1000, 3000)]
    alone = [chart(line, choose("de")) for line in lines]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda line: chart(line, choose("de")), lines)) == alone


@settings(max_examples=300)
@given(st.text())
def test_what_is_drawn_has_no_character_that_a_font_lacks(text: str) -> None:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    found = drawable(text)
    known = set().union(
        *(get_font(findfont(FontProperties(family=one))).get_charmap() for one in found.families), map(ord, " …")
    )
    assert {ord(character) for character in found.text} <= known


def test_letters_no_font_has_are_told_by_an_ellipsis_and_symbols_go() -> None:
    # Old Hungarian and a private sign are in no font that is asked; the snowman is in the first.
    assert drawable("Die \U00010c80\U00010c81 \U00010c82 Brücke\uf8ff ☃ \U000e0001x").text == "Die … Brücke ☃ x"


def test_drawing_writes_nothing_but_its_own_temporary_folder_and_leaves_none(tmp_path: Path) -> None:
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    home.mkdir()
    temporary.mkdir()
    program = """
import os, sys
from bot import app, chart as module
assert "matplotlib" not in sys.modules
from datetime import UTC, datetime
from bot.locale import choose
from index.types import Citation, Timeline
when = datetime(2024, 11, 30, tzinfo=UTC)
one = Citation(number=1, url="https://a.example/", title="T", source="S", published=when)
line = Timeline(topic="x", articles=(one,))
assert module.chart(line, choose("en")).startswith(b"\\x89PNG")
assert "matplotlib.pyplot" not in sys.modules
assert os.path.dirname(os.environ["MPLCONFIGDIR"]) == os.environ["TMPDIR"]
"""
    kept = {name: value for name, value in os.environ.items() if name not in {"MPLCONFIGDIR", "XDG_CACHE_HOME"}}
    environment = kept | {"HOME": str(home), "TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-W", "error", "-c", program], env=environment, check=True, timeout=60)
    assert list(home.iterdir()) == list(temporary.iterdir()) == []
