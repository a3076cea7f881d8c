from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from findings_fixtures import HARBOUR, PLAIN, article, asked, passage
from index.answering import QUOTES, compose
from index.weights import tried

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.filters import Filters
    from index.types import Answer, Article, Passage

NOW = datetime(2026, 5, 4, tzinfo=UTC)
LONG_AGO = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def plain_weights() -> Iterator[None]:
    with tried(PLAIN):
        yield


def ask(
    question: str,
    *passages: Passage,
    weights: Sequence[float] | None = None,
    threshold: float = 0.5,
    also: Mapping[str, Sequence[Article]] | None = None,
    filters: Filters | None = None,
    explain: bool = False,
    most_quotes: int = QUOTES,
    newest: datetime | None = None,
) -> Answer:
    query, findings = asked(question, *passages, weights=weights, filters=filters)
    return compose(
        query,
        findings,
        question=question,
        threshold=threshold,
        as_of=NOW,
        also=also or {},
        undated_left_out=2,
        explain=explain,
        most_quotes=most_quotes,
        newest=newest,
    )


def told(answer: Answer) -> list[str]:
    return [quote.text for quote in answer.quotes]


def bold(answer: Answer) -> list[list[str]]:
    return [[quote.text[start:end] for start, end in quote.answering] for quote in answer.quotes]


# --- what is quoted ---


def test_the_sentence_that_answers_is_quoted_first_letter_by_letter() -> None:
    answer = ask("When will the harbour of Wickmarsh open again?", passage(article(HARBOUR)))
    assert told(answer)[0] == "Harbour master Ada Thornley expects it to open again on 14 June."
    assert not answer.abstained
    assert answer.as_of == NOW


def test_offsets_point_at_the_quote_in_the_article_also_from_a_later_passage() -> None:
    whole = article("Nothing of note. " + HARBOUR)
    quote = ask("What does the repair cost?", passage(whole, start=17)).quotes[0]
    assert whole.text[quote.start : quote.end] == quote.text == "The repair costs 2.4 million crowns."


def test_at_most_three_quotes_of_one_article_share_its_number_and_never_overlap() -> None:
    answer = ask("What of the harbour, the crane, the repair and the fishermen?", passage(article(HARBOUR)))
    assert len(answer.quotes) == QUOTES
    assert {quote.citation.number for quote in answer.quotes} == {1}
    spans = sorted((quote.start, quote.end) for quote in answer.quotes)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_two_articles_get_two_numbers_in_the_order_quoted() -> None:
    other = article(
        "The harbour of Wickmarsh will open on 3 July, the mayor says.", url="https://observer.example/1", title="Mayor"
    )
    answer = ask("When will the harbour of Wickmarsh open?", passage(other), passage(article(HARBOUR), chunk_id=2))
    assert answer.quotes[0].citation.url == "https://observer.example/1"
    assert [quote.citation.number for quote in answer.quotes][:2] == [1, 2]


def test_a_sentence_far_less_likely_than_the_best_is_not_quoted() -> None:
    answer = ask("What does the repair cost?", passage(article(HARBOUR)), weights=[0, 0, 0, 6, 6])
    assert told(answer) == ["The repair costs 2.4 million crowns."]


def test_the_same_chunk_twice_is_quoted_once() -> None:
    one = passage(article(HARBOUR))
    answer = ask("What does the repair cost?", one, one, weights=[0, 0, 0, 6, 6])
    assert told(answer) == ["The repair costs 2.4 million crowns."]
    assert answer.also_reported_by == ()


@pytest.mark.parametrize("most", [1, 2, 5])
def test_so_many_quotes_are_given_as_were_asked_for(most: int) -> None:
    ferries = [
        "red ferry sank",
        "old ferry sailed",
        "new ferry burned",
        "small ferry came home",
        "blue ferry is for sale",
    ]
    each = [article(f"One {what}.", url=f"https://gazette.example/{n}") for n, what in enumerate(ferries)]
    found = ask("What of the ferry?", *(passage(one, chunk_id=n) for n, one in enumerate(each)), most_quotes=most)
    assert len(found.quotes) == most
    many = [passage(article(f"Rain {n}. Sun.", url=f"https://gazette.example/{n}"), chunk_id=n) for n in range(9)]
    assert told(ask("latest news", *many, most_quotes=most)) == [f"Rain {n}." for n in range(most)]


# --- the words that answer ---


def test_the_words_that_answer_are_marked_in_each_quote() -> None:
    answer = ask("When will the harbour of Wickmarsh open again?", passage(article(HARBOUR)))
    assert bold(answer)[0] == ["on 14 June"]
    assert bold(ask("What does the repair cost?", passage(article(HARBOUR))))[0] == ["2.4 million crowns"]


def test_they_are_marked_in_the_sentence_that_answers_and_not_in_the_one_it_leans_on() -> None:
    text = "The crane fell on 3 May. It was raised from the basin on 7 June. Rain came later and nobody cared."
    answer = ask("When was it raised from the basin?", passage(article(text)))
    assert told(answer)[0] == "The crane fell on 3 May. It was raised from the basin on 7 June."
    assert bold(answer)[0] == ["on 7 June"]


@pytest.mark.parametrize("question", ["latest news", "What's new in Wickmarsh?"])
def test_in_news_nothing_is_marked(question: str) -> None:
    answer = ask(question, passage(article(HARBOUR, published=NOW)), threshold=0.99)
    assert told(answer) == ["The harbour of Wickmarsh closed on Tuesday."]
    assert bold(answer) == [[]]


def test_in_a_notebook_they_are_bold() -> None:
    text = "The repair <costs> 2.4 million crowns & more."
    page = ask("What does the repair cost?", passage(article(text)))._repr_html_()
    assert "The repair &lt;costs&gt; <b>2.4 million crowns</b> &amp; more." in page


# --- who else says so ---


def test_words_carried_by_two_outlets_are_quoted_once_and_the_other_is_named() -> None:
    copy = article(HARBOUR, url="https://observer.example/copy", title="Crane blocks harbour")
    answer = ask("When will the harbour of Wickmarsh open again?", passage(article(HARBOUR)), passage(copy, chunk_id=2))
    assert {quote.citation.url for quote in answer.quotes} == {"https://gazette.example/harbour"}
    (also,) = answer.also_reported_by
    assert (also.url, also.number) == ("https://observer.example/copy", 2)


def test_nearly_the_same_words_are_no_second_quote() -> None:
    near = article(
        "The repair of the crane costs just 2.4 million crowns.", url="https://observer.example/near", title="Bill"
    )
    first = article("The repair of the crane costs 2.4 million crowns.")
    answer = ask("What does the repair of the crane cost?", passage(first), passage(near, chunk_id=2))
    assert len(answer.quotes) == 1
    assert len(answer.also_reported_by) == 1


def test_who_carries_the_story_of_a_quoted_article_is_named_once_and_of_no_other() -> None:
    gazette, rain = article(HARBOUR), article("Rain.", url="https://gazette.example/rain", title="Weather")
    kurier = article(HARBOUR, url="https://kurier.example/1", title="Kran")
    elsewhere = article("Rain.", url="https://kurier.example/rain", title="Regen")
    answer = ask(
        "When will the harbour of Wickmarsh open again?",
        passage(gazette),
        passage(kurier, chunk_id=2),
        passage(rain, chunk_id=3),
        also={gazette.url: [kurier, kurier], rain.url: [elsewhere]},
    )
    assert [citation.url for citation in answer.also_reported_by] == ["https://kurier.example/1"]


# --- neighbours ---


def test_a_sentence_that_leans_brings_the_one_before_it() -> None:
    text = "The crane is from Saltby. It weighs eighty tonnes and fell. Rain came later."
    assert told(ask("What weighs eighty tonnes?", passage(article(text))))[0] == (
        "The crane is from Saltby. It weighs eighty tonnes and fell."
    )


def test_a_sentence_that_stands_alone_comes_alone() -> None:
    text = "The crane is from Saltby. Its tower weighs eighty tonnes. Rain came later."
    stands = text.replace("Its", "The")
    assert told(ask("What weighs eighty tonnes?", passage(article(stands))))[0] == "The tower weighs eighty tonnes."


def test_a_leaning_sentence_that_opens_its_passage_comes_as_it_is() -> None:
    whole = article("Rain came. It weighs eighty tonnes.")
    assert told(ask("What weighs eighty tonnes?", passage(whole, start=11))) == ["It weighs eighty tonnes."]


def test_neighbours_that_answer_as_likely_become_one_quote() -> None:
    text = "The Juno Bell was stolen. The bell belongs to the Juno museum. Rain came later and nobody cared."
    assert told(ask("Was the Juno Bell stolen?", passage(article(text, title="Theft"))))[0].startswith(
        "The Juno Bell was"
    )
    text = "The Juno Bell was stolen in March. The Juno Bell was stolen by sailors. Rain came later and nobody cared."
    (quote,) = told(ask("Was the Juno Bell stolen?", passage(article(text, title="Theft"))))
    assert quote == "The Juno Bell was stolen in March. The Juno Bell was stolen by sailors."


def test_a_neighbour_in_another_paragraph_must_be_likelier_unless_it_is_needed() -> None:
    one, other = (
        "The Juno Bell of Saltby was stolen again.",
        "Stolen, the Juno Bell of Saltby sank off the coast with seven sailors.",
    )
    for between, expected in ((" ", [f"{one} {other}"]), ("\n", [one, other])):
        text = f"{one}{between}{other} Rain came later and nobody cared."
        assert told(ask("Was the Juno Bell of Saltby stolen again?", passage(article(text, title="Theft")))) == expected
    text = f"{other}\n{other.replace('seven sailors', 'twenty pirates')} Rain came later and nobody cared."
    assert told(ask("Was the Juno Bell stolen?", passage(article(text, title="Theft"))))[0].count("\n") == 1
    text = "The crane is from Saltby.\nIt weighs eighty tonnes and fell. Rain came later."
    assert told(ask("What weighs eighty tonnes?", passage(article(text))))[0] == (
        "The crane is from Saltby.\nIt weighs eighty tonnes and fell."
    )


def test_what_a_quote_says_besides_is_not_quoted_again() -> None:
    text = "The Juno Bell was stolen in March. The Juno Bell was stolen by sailors of Saltby. Rain came later."
    again = article("The Juno Bell was stolen by sailors of Saltby.", url="https://post.example/bell", title="Theft")
    answer = ask("Was the Juno Bell stolen?", passage(article(text, title="Theft")), passage(again, chunk_id=2))
    assert told(answer) == ["The Juno Bell was stolen in March. The Juno Bell was stolen by sailors of Saltby."]
    assert [citation.url for citation in answer.also_reported_by] == ["https://post.example/bell"]


def test_a_neighbour_that_would_make_the_quote_too_long_stays_out() -> None:
    text = "The Juno Bell is " + "very " * 80 + "old. It was stolen from the maritime museum " + "again " * 20 + "now."
    answer = ask("Was the bell stolen from the maritime museum?", passage(article(text, title="Theft")))
    assert told(answer)[0].startswith("It was stolen")


def test_a_neighbour_that_is_quoted_already_is_not_quoted_again() -> None:
    text = "Ada bought the crane in Saltby. It cost a million. The old quay was sold to Bob on Monday for a crown."
    answer = ask("Ada bought the crane in Saltby, what did it cost, a million?", passage(article(text, title="Sale")))
    assert len(told(answer)) == len({quote.start for quote in answer.quotes})
    assert all(one.end <= other.start for one, other in pairwise(sorted(answer.quotes, key=lambda quote: quote.start)))


# --- two clauses ---


def test_a_question_of_two_clauses_is_answered_from_both_articles() -> None:
    harbour = article(
        "The harbour opened late this spring. The harbour opened late in spring, Ada says. The harbour opened late.",
        title="Harbour",
    )
    ferry = article("Every ferry sails to the islands.", url="https://observer.example/ferry", title="Ferry")
    question = "Why has the harbour opened late this spring, while every ferry sails to the islands?"
    answer = ask(question, passage(harbour), passage(ferry, chunk_id=2), threshold=0)
    assert {quote.citation.url for quote in answer.quotes[:2]} == {harbour.url, ferry.url}


# --- to abstain ---


def test_what_the_articles_do_not_say_is_not_quoted_but_the_nearest_headlines_are_named() -> None:
    answer = ask("Which orchestra of the town played Sibelius?", passage(article(HARBOUR)), passage(article(HARBOUR)))
    assert answer.abstained
    assert answer.quotes == ()
    assert [(c.number, c.title, c.url) for c in answer.nearest] == [
        (1, "Harbour closed", "https://gazette.example/harbour")
    ]
    assert answer.undated_left_out == 2
    assert answer.confidence < 0.5


def test_no_more_than_three_headlines_are_near() -> None:
    many = [passage(article("Rain.", url=f"https://gazette.example/{n}"), chunk_id=n) for n in range(5)]
    answer = ask("Which orchestra played Sibelius?", *many)
    assert [(c.number, c.url[-1]) for c in answer.nearest] == [(1, "0"), (2, "1"), (3, "2")]


@pytest.mark.parametrize("question", ["What happened in Wickmarsh?", "latest news", ""])
def test_nothing_found_is_an_abstention_without_headlines(question: str) -> None:
    answer = ask(question)
    assert answer.abstained
    assert answer.confidence == 0.0
    assert answer.nearest == ()


def test_without_a_word_in_common_there_is_no_answer_whatever_the_threshold() -> None:
    answer = ask("Zwirbel knorz?", passage(article(HARBOUR)), threshold=0)
    assert answer.abstained
    assert len(answer.nearest) == 1


@pytest.mark.parametrize("question", ["When will the harbour open?", "Which orchestra of the town played Sibelius?"])
def test_threshold_0_answers_where_anything_is_found_and_1_never(question: str) -> None:
    assert not ask(question, passage(article(HARBOUR)), threshold=0).abstained
    assert ask(question, passage(article(HARBOUR)), threshold=1).abstained


@pytest.mark.parametrize("question", ["When will the harbour open?", "Which orchestra of the town played Sibelius?"])
def test_it_is_answered_from_the_threshold_up_and_the_threshold_is_on_record(question: str) -> None:
    sure = ask(question, passage(article(HARBOUR))).confidence
    assert not ask(question, passage(article(HARBOUR)), threshold=sure).abstained
    above = ask(question, passage(article(HARBOUR)), threshold=min(1, sure + 1e-6))
    assert above.abstained
    assert above.threshold == pytest.approx(sure + 1e-6)


# --- only time ---


@pytest.mark.parametrize("question", ["latest news", "Was geschah gestern?", "tin mới nhất"])
def test_who_asks_only_for_news_gets_the_first_sentence_of_each_article(question: str) -> None:
    harbour = article(HARBOUR, published=NOW)
    weather = article("Rain fell. Nobody cared.", url="https://gazette.example/rain", published=LONG_AGO)
    answer = ask(question, passage(harbour), passage(weather, chunk_id=2), also={weather.url: [article("Rain.")]})
    assert told(answer) == ["The harbour of Wickmarsh closed on Tuesday.", "Rain fell."]
    assert [quote.citation.number for quote in answer.quotes] == [1, 2]
    assert answer.filters.words


def test_of_many_new_articles_the_first_three_lead() -> None:
    many = [passage(article(f"Rain {n}. Sun.", url=f"https://gazette.example/{n}"), chunk_id=n) for n in range(5)]
    assert told(ask("latest news", *many)) == ["Rain 0.", "Rain 1.", "Rain 2."]


# --- always ---


@pytest.mark.parametrize(
    "question", ["When will the harbour open?", "Which orchestra played Sibelius?", "latest news", ""]
)
def test_how_new_the_newest_article_is_is_told_whatever_is_answered(question: str) -> None:
    assert ask(question, passage(article(HARBOUR)), newest=LONG_AGO).newest == LONG_AGO
    assert ask(question, passage(article(HARBOUR))).newest is None


def test_explained_it_holds_the_passages_and_what_its_confidence_is_made_of() -> None:
    one = passage(article(HARBOUR))
    answer = ask("When will the harbour open?", one, explain=True)
    assert answer.passages == (one,)
    assert {signal.name for signal in answer.signals} == {"constant", "coverage_if_large"}
    assert ask("When will the harbour open?", one).signals == ()
    assert ask("When will the harbour open?", one).passages == ()


def test_a_lead_that_is_but_a_place_is_told_with_what_follows() -> None:
    port = article(f"Wickmarsh. {HARBOUR}", published=LONG_AGO)
    assert told(ask("What's new?", passage(port))) == ["Wickmarsh. The harbour of Wickmarsh closed on Tuesday."]
    assert told(ask("What's new?", passage(article("Wickmarsh.", published=LONG_AGO)))) == ["Wickmarsh."]


def test_news_of_a_name_are_told_by_the_beginnings_of_the_articles_that_hold_it() -> None:
    port, rain = (
        article(HARBOUR, published=LONG_AGO),
        article("Rain fell. Nobody cared.", url="https://post.example/rain"),
    )
    found = ask("What's new in Wickmarsh?", passage(port), passage(rain, chunk_id=2), threshold=0.99)
    assert told(found) == ["The harbour of Wickmarsh closed on Tuesday."]
    assert ask("What's new in Saltby?", passage(port), threshold=0.99).abstained
    assert ask("Who dances in Wickmarsh?", passage(port), threshold=0.99).abstained


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400).filter(
        str.strip
    ),
    question=st.text(max_size=80),
)
def test_whatever_is_asked_of_whatever_text_quotes_are_verbatim_and_at_most_three(text: str, question: str) -> None:
    source = article(text)
    with tried(PLAIN):
        answer = ask(f"{question} {text[:60]}".replace(":", " "), passage(source), threshold=0)
    assert len(answer.quotes) <= QUOTES
    assert answer.abstained == (not answer.quotes)
    assert 0.0 <= answer.confidence <= 1.0
    for quote in answer.quotes:
        assert quote.text
        assert source.text[quote.start : quote.end] == quote.text
    for one, other in pairwise(sorted(answer.quotes, key=lambda quote: quote.start)):
        assert one.end <= other.start


def test_a_quote_outside_its_article_never_leaves() -> None:
    astray = replace(passage(article("Gone.")), sentences=((50, 69),))
    with pytest.raises(AssertionError, match="is not in"):
        ask("Has the harbour closed?", astray, threshold=0)
