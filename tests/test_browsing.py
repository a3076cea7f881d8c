"""What an index shows without being asked a question: the latest, timelines, outlets, single articles, examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fakes import HashedWords
from index import FilterError, NewsIndex, NewsIndexError
from index.build import rebuild
from index.types import Article
from town_news import ARTICLES, BY_URL, NOW

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index import News
    from index.types import Results, Timeline

EVERYTHING = [
    "cho", "crane", "deich", "tax-vote-update", "petrel", "orchid", "grube", "cau", "library", "orgel",
]  # fmt: skip


def opened(folder: Path, articles: Sequence[Article]) -> NewsIndex:
    rebuild(folder, articles, read=[folder], embedder=HashedWords())
    return NewsIndex(folder, embedder=HashedWords(), threshold=0, now=lambda: NOW)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsIndex]:
    with opened(tmp_path_factory.mktemp("news"), ARTICLES) as town:
        yield town


def shown(results: Results) -> list[str]:
    return [passage.article.url.rsplit("/", 1)[1] for passage in results]


def told(timeline: Timeline) -> list[str]:
    return [citation.url.rsplit("/", 1)[1] for citation in timeline.articles]


def report(name: str, text: str, *, outlet: str = "Abendpost", language: str = "de", day: int | None = 1) -> Article:
    return Article(
        url=f"https://paper.example/{name}",
        title=f"Bericht {name}",
        text=text,
        source=outlet,
        language=language,
        published=datetime(2026, 11, day, tzinfo=UTC) if day else None,
        location=f"/news/{name}.txt",
    )


# --- the latest ---


def test_the_latest_of_all_are_the_newest_of_each_story_and_the_undated_come_last(news: NewsIndex) -> None:
    results = news.latest(k=30)
    assert shown(results) == EVERYTHING
    assert results.question == ""
    assert not results.filters
    assert all(passage.text == passage.article.text[passage.start : passage.end] for passage in results)


def test_no_more_than_k_are_shown(news: NewsIndex) -> None:
    assert shown(news.latest(k=3)) == EVERYTHING[:3]
    assert shown(news.latest("Saltby", 1)) == ["tax-vote-update"]
    with pytest.raises(ValueError, match="k must be at least 1, got 0"):
        news.latest(k=0)


@pytest.mark.parametrize(
    ("topic", "about"),
    [
        ("ferry", ["petrel"]),
        ("Ferries", ["petrel"]),
        ("the harbour of Wickmarsh", ["crane"]),
        ("second homes tax", ["tax-vote-update"]),
        ("What's new about the harbour?", ["crane"]),
        ("the latest on Saltby", ["tax-vote-update", "library"]),
        ("Saltby", ["tax-vote-update", "library"]),
        ("Neues vom Deich", ["deich"]),
        ("Deiche", ["deich"]),
        ("die Orgel", ["orgel"]),
        ("Bến Cũ", ["cho"]),
        ("tin tức về cầu Vàm Sậy", ["cau"]),
        ("Ben Cu", ["cho"]),
        ("zeppelin", []),
        ("zeppelin harbour", []),
        ("?!", []),
        ("😀", []),
    ],
)
def test_about_a_topic_is_what_holds_its_words(news: NewsIndex, topic: str, about: list[str]) -> None:
    assert shown(news.latest(topic)) == about


def test_a_passage_about_the_topic_is_shown_and_one_of_each_article(tmp_path: Path) -> None:
    weather = " ".join(
        f"Am Tag {n} blieb es im ganzen Land trocken und windig, sagte der Wetterdienst." for n in range(60)
    )
    text = f"{weather} Der Leuchtturm wird gestrichen. Der Leuchtturm ist rot. {weather} Der Leuchtturm leuchtet."
    with opened(tmp_path, [report("turm", text), report("meer", "Das Meer ist ruhig.", day=2)]) as news:
        (passage,) = news.latest("Leuchtturm")
        assert "Der Leuchtturm wird gestrichen." in passage.text
        assert passage.start > 0


@pytest.mark.parametrize(
    ("topic", "about"),
    [
        ("site:blatt.example", ["deich", "grube", "orgel"]),
        ("lang:vi", ["cho", "cau"]),
        ("tax after:2026-11-20", ["tax-vote-update"]),
        ("tax before:2026-11-20", ["tax-vote"]),
        ("ferry site:observer.example", ["ferry-stays"]),
        ("yesterday", ["crane", "deich", "library", "orgel"]),
        ("crane yesterday", ["crane"]),
        ("orchid yesterday", []),
        ("latest news", EVERYTHING),
    ],
)
def test_operators_and_times_are_understood_in_a_topic(news: NewsIndex, topic: str, about: list[str]) -> None:
    assert shown(news.latest(topic, 30)) == about


def test_what_was_understood_and_left_out_is_told(news: NewsIndex) -> None:
    results = news.latest("tax after:2026-11-20")
    assert results.filters.since == datetime(2026, 11, 20, tzinfo=UTC)
    assert results.undated_left_out == 2
    with pytest.raises(FilterError):
        news.latest("after:never")


def test_outlets_that_are_left_out_are_not_shown(news: NewsIndex) -> None:
    assert shown(news.latest("Saltby", excluded=["SALTBY OBSERVER"])) == []
    # The other paper has the story too.
    assert shown(news.latest("ferry", excluded=["Wickmarsh Gazette"])) == ["ferry-stays"]
    assert told(news.timeline("ferry", excluded=["Wickmarsh Gazette"])) == ["ferry-stays"]


def test_the_name_of_an_outlet_is_no_topic_of_its_articles_unless_the_outlet_is_asked_for(tmp_path: Path) -> None:
    articles = [
        report("markt", "Der Markt ist eröffnet.", outlet="Hamburger Abendblatt"),
        report("hafen", "In Hamburg wird der Hafen größer.", outlet="Hamburger Abendblatt", day=2),
        report("regen", "In Hamburg regnet es.", outlet="Wetterpost", day=3),
    ]
    with opened(tmp_path, articles) as news:
        assert shown(news.latest("Hamburg")) == ["regen", "hafen"]
        assert shown(news.latest("Hamburger Abendblatt")) == ["hafen", "markt"]


def test_a_topic_may_be_in_a_script_without_spaces(tmp_path: Path) -> None:
    articles = [
        report("wetter", "北京今天的天气很好。", outlet="河报", language="zh"),
        report("markt", "北京的市场开放了。", outlet="河报", language="zh", day=2),
        report("sonne", "上海的天气很热。", outlet="河报", language="zh", day=3),
    ]
    with opened(tmp_path, articles) as news:
        assert shown(news.latest("北京天气")) == ["wetter"]
        assert shown(news.latest("北京")) == ["markt", "wetter"]
        assert shown(news.latest("天津")) == []


def test_syllables_that_stand_apart_are_no_vietnamese_word(tmp_path: Path) -> None:
    articles = [
        report("pho", "Trời Hà Giang mưa to. Theo nguồn tin nội bộ, đường đã ngập.", outlet="Báo", language="vi"),
        report("ha-noi", "Mưa to ở Hà Nội.", outlet="Báo", language="vi", day=2),
        report("visit", "The mayor of Hà Nội came for a visit.", outlet="Post", language="en", day=3),
    ]
    with opened(tmp_path, articles) as news:
        assert shown(news.latest("Hà Nội")) == ["visit", "ha-noi"]


def test_of_a_topic_that_too_much_is_about_the_newest_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [3, 9, 1, None, 7]
    articles = [report(f"n{day}", f"Der Leuchtturm blinkt am {day}. Tag.", day=day) for day in days]
    with opened(tmp_path, articles) as news:
        assert shown(news.latest("Leuchtturm")) == ["n9", "n7", "n3", "n1", "nNone"]
        monkeypatch.setattr("index.retriever._LOOKS", (2,))
        assert shown(news.latest("Leuchtturm")) == ["n9", "n7"]


# --- by time ---


def test_a_timeline_tells_each_story_once_oldest_first(news: NewsIndex) -> None:
    timeline = news.timeline("Saltby")
    assert timeline.topic == "Saltby"
    assert told(timeline) == ["tax-vote"]  # what came two days later is the same story
    assert timeline.undated == 1
    everything = news.timeline("")
    assert told(everything) == ["cau", "grube", "orchid", "tax-vote", "petrel", "crane", "deich", "cho"]
    assert everything.undated == 2


def test_a_timeline_cites_its_articles_in_order(news: NewsIndex) -> None:
    timeline = news.timeline("lang:de")
    assert [citation.number for citation in timeline.articles] == [1, 2]
    first = timeline.articles[0]
    article = BY_URL["https://blatt.example/grube"]
    assert (first.url, first.title, first.source, first.published) == (
        article.url,
        "Grube Morgenstern schließt",
        "Küstenblatt",
        datetime(2026, 11, 5, 9, tzinfo=UTC),
    )


def test_a_citation_says_what_its_article_says(tmp_path: Path) -> None:
    article = replace(
        report("turm", "Der Leuchtturm wird gestrichen."),
        title_derived=True,
        updated=datetime(2026, 11, 9, tzinfo=UTC),
        origin="https://agentur.example/turm",
    )
    with opened(tmp_path, [article]) as news:
        (citation,) = news.timeline("Leuchtturm").articles
        assert citation.title_derived
        assert (citation.updated, citation.origin) == (article.updated, article.origin)


def test_a_timeline_of_nothing_is_empty(news: NewsIndex) -> None:
    timeline = news.timeline("zeppelin")
    assert (timeline.articles, timeline.undated) == ((), 0)


def test_a_long_timeline_is_all_there_and_beyond_its_bound_the_newest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=n) for n in range(700)]
    articles = [
        replace(report(f"n{n}", f"Der Leuchtturm blinkt zum {n}. Mal."), published=hour) for n, hour in enumerate(hours)
    ]
    with opened(tmp_path, articles) as news:
        assert [one.published for one in news.timeline("Leuchtturm").articles] == hours
        monkeypatch.setattr("index.browsing._LONGEST_TIMELINE", 20)
        timeline = news.timeline("Leuchtturm")
        assert [one.published for one in timeline.articles] == hours[-20:]
        assert timeline.articles[0].number == 1


# --- outlets and single articles ---


def test_outlets_are_told_with_their_articles_and_the_newest(news: NewsIndex) -> None:
    day = datetime(2026, 11, 1, 9, tzinfo=UTC)
    assert [(outlet.name, outlet.articles, outlet.newest) for outlet in news.outlets()] == [
        ("Saltby Observer", 4, day.replace(day=21)),
        ("Küstenblatt", 3, day.replace(day=22)),
        ("Wickmarsh Gazette", 3, day.replace(day=22)),
        ("Báo Bến Cũ", 2, day.replace(day=23)),
    ]


def test_an_article_is_found_by_its_address_as_it_was_when_the_generation_was_made(tmp_path: Path) -> None:
    old, new = report("turm", "Der Turm ist rot."), report("turm", "Der Turm ist blau.")
    with opened(tmp_path, [old, report("meer", "Das Meer ist ruhig.")]) as news:
        rebuild(tmp_path, [new], read=[tmp_path], embedder=HashedWords())
        assert news.article(old.url) == old
        with news.reopened() as later:
            assert later.article(old.url) == new


def test_an_article_that_is_gone_or_never_was_is_none(tmp_path: Path) -> None:
    gone = report("turm", "Der Turm ist rot.")
    with opened(tmp_path, [gone, report("meer", "Das Meer ist ruhig.")]) as news:
        rebuild(
            tmp_path, [report("neu", "Neu ist das.")], read=[tmp_path], prune=[Path("/news")], embedder=HashedWords()
        )
        assert news.article("https://paper.example/other") is None
        assert news.article(gone.url) == gone
        with news.reopened() as later:
            assert later.article(gone.url) is None
        # It was added after the generation was made.
        assert news.article("https://paper.example/neu") is None


def test_a_title_that_reads_as_a_wrong_operator_is_no_example(tmp_path: Path) -> None:
    articles = [
        report("yu", "作家出版了《河 lang:鱼》。", outlet="河报", language="zh", day=2),
        report("lan", "作家出版了《山谷里的兰花》。", outlet="河报", language="zh"),
    ]
    with opened(tmp_path, articles) as news:
        assert news.examples() == ("关于《山谷里的兰花》有什么新消息？",)


def test_a_closed_index_shows_nothing(tmp_path: Path) -> None:
    with opened(tmp_path, ARTICLES[:2]) as news:
        pass
    for show in (news.latest, news.outlets, lambda: news.timeline("x"), lambda: news.article("x"), news.examples):
        with pytest.raises(NewsIndexError, match="this index is closed"):
            show()


def test_an_open_index_stays_with_its_generation(news: NewsIndex) -> None:
    what_the_bot_needs: News = news
    assert what_the_bot_needs.refresh() == news.generation == 1
