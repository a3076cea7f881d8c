from __future__ import annotations

from datetime import timedelta

from canned_town import ENGLISH, OEFFNET, OPENS, WARUM, WHY, asked, town
from fakes import CannedNews, answered, article, cited, quoted
from terminal_chat import printed


def test_what_follows_goes_on_from_the_question_before_until_a_new_conversation() -> None:
    news = town()
    said = printed(news, OPENS, "And why?", OPENS, "/new", "And why?", OEFFNET, "Warum?")
    assert asked(news) == [OPENS, WHY, OPENS, "And why?", OEFFNET, WARUM]
    assert said.count("Understood as: ") == 1
    assert "Understood as: Why does the new bridge open?\nNewest article 30 Nov 2024 · index made 2 hours ago\n" in said
    assert (
        "\nNew conversation. Your next question stands on its own.\n\nThe articles I have don't seem to say.\n" in said
    )
    assert "Verstanden als: Warum wird die Brücke eröffnet?" in said


def test_more_passages_and_what_stands_around_a_quote_can_be_asked_for() -> None:
    nothing_asked = "What would you like to know? Write your question in the same message.\n\n"
    assert printed(town(), "/more", "/around", "/around 2") == 3 * nothing_asked
    said = printed(town(), OPENS, "/around 1", "/around", "/around 9", "/more", "/more", "/more", width=200)
    around = (
        "Context of quote [1]:\n"
        f"«{ENGLISH.before} {ENGLISH.quote} {ENGLISH.behind}»\n"
        "[1] A bridge at last — Aueside · 30 Nov 2024\n"
        "  https://aueside.example/bridge\n\n"
    )
    gone = "The article has changed or is gone, so I can't show the context of this quote.\n\n"
    assert f"\n\n{around}{around}{gone}" in said
    assert said.count("More passages for: When does the new bridge open?") == 2
    assert "\n7. Day 3 — Day3 · undated\n" in said
    assert said.endswith("\nThere are no more passages.\n\n")


def test_two_quotes_of_an_article_are_both_looked_around_by_its_number() -> None:
    text = "One. Two is here. Three. Four is here. Five."
    story, other = article(text, "https://a.example/"), article("Six.", "https://b.example/", "Other")
    first, second = (quoted(part, cited(url=story.url), text.index(part)) for part in ("Two is here.", "Four is here."))
    third = quoted("Six.", cited(2, other.url, other.title))
    said = printed(
        CannedNews({"q": answered("q", first, second, third)}, [story, other]), "q", "/around 1", "/around 2"
    )
    assert said.count("Context of quote [1]:") == 2
    assert said.count("Context of quote [2]:") == 1
    assert said.count(f"«{text}»") == 2


def test_the_latest_outlets_and_a_topic_over_time_are_shown_as_text() -> None:
    said = printed(town(), "/latest", "/latest bridge", "/latest site:nowhere", width=200)
    assert (
        "The latest articles\n\n1. A bridge at last — Aueside · 30 Nov 2024\n  https://aueside.example/bridge\n" in said
    )
    assert "The latest about bridge\n\n1. A bridge" in said
    assert "7. Day 3 — Day3 · undated" in said
    assert printed(CannedNews(), "/latest", "/sources") == 2 * "I have no articles yet.\n\n"

    topic = printed(town(), "/topic", "/topic bridge", width=200)
    assert topic.startswith(
        "Please name a topic, like this: /topic bridge\n\nArticles about bridge\n6 articles with a date"
    )
    assert "articles per day\n\n" in topic
    bars = [line.split() for line in topic.split("\n") if "█" in line]
    assert bars == [
        ["30", "Nov", "2024", "█" * 40, "4"], ["1", "Dec", "2024", "█" * 10, "1"], ["2", "Dec", "2024", "█" * 10, "1"]
    ]  # fmt: skip
    undated = CannedNews(articles=[article(published=None)])
    assert "• " not in printed(undated, "/topic bridge")
    assert printed(undated, "/topic bridge").startswith(
        "I have no dated articles about bridge.\n\nThe latest about bridge\n\n1. Neue Brücke"
    )
    assert printed(CannedNews(), "/topic bridge") == "I have no dated articles about bridge.\n\n"

    many = CannedNews(articles=[article(url=f"https://o{n}.example/", source=f"Outlet {n:02}") for n in range(1, 18)])
    assert "15. Outlet 15" in printed(many, "/sources")
    for page in ("2", "99"):
        assert printed(many, f"/sources {page}").split("\n")[2].startswith("16. Outlet 16 — 1 article, from 1 Dec 2024")
    assert printed(many, "/sources 0") == printed(many, "/sources") == printed(many, "/sources x")


def test_settings_are_shown_and_changed_and_what_cannot_be_set_is_said() -> None:
    news = town()
    said = printed(news, "/settings", "/settings quotes 5", "/settings time 7", "/settings without ledger", OPENS)
    assert said.startswith(
        "Your settings\n\nLanguage: Automatic\nQuotes in an answer: 3\nTime: All time\nOutlets: All outlets\n"
    )
    assert "To change one: /settings language de, /settings quotes 2" in said
    assert "Time: Last 7 days\nOutlets: 1 outlet left out\n" in said
    assert news.scopes[-1] == {
        "since": None, "recent": timedelta(days=7), "excluded": frozenset({"ledger"}), "quotes": 5
    }  # fmt: skip
    printed(news, "/settings without Ledger", "/settings with LEDGER", "/settings time 7", "/settings time all", OPENS)
    assert news.scopes[-1] == {"since": None, "recent": None, "excluded": frozenset(), "quotes": 3}
    for wrong in (
        "quotes 6",
        "quotes",
        "time 0",
        "time soon",
        "language xx",
        "without Nobody",
        "with Ledger",
        "nonsense",
    ):
        assert printed(town(), f"/settings {wrong}") == f"I can't set “{wrong}”. /settings shows what can be set.\n\n"


def test_a_chosen_language_is_spoken_at_once() -> None:
    said = printed(town(), "/settings language ru", "what?", "/settings language auto", "what?", width=200)
    assert said.startswith("Ваши настройки\n\nЯзык: Русский\n")
    assert "\n\nПохоже, в имеющихся у меня статьях об этом ничего не сказано.\n" in said
    assert "\n\nThe articles I have don't seem to say.\n" in said
