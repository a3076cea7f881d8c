from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings_fixtures import HARBOUR, article, asked, passage
from index.expectation import Kind
from index.sentence_signals import KINDS, NAMES, Reading, read

if TYPE_CHECKING:
    from index.types import Passage


def sign(reading: Reading, name: str) -> list[float]:
    """One signal of each sentence."""
    found: list[float] = reading.signals[:, NAMES.index(name)].tolist()
    return found


def of(text: str, *, title: str = "Untitled notes", derived: bool = False) -> Passage:
    return passage(article(text, title=title, title_derived=derived))


def test_coverage_is_the_share_of_the_questions_weight_that_a_sentence_holds() -> None:
    reading = read(
        *asked("crane ferries harbour", of("The crane fell. Ferries at the harbour wait. Rain."), weights=[2, 1, 1])
    )
    assert sign(reading, "coverage") == pytest.approx([0.5, 0.5, 0])
    assert sign(reading, "coverage_root") == pytest.approx([0.5**0.5, 0.5**0.5, 0])


def test_a_name_of_several_words_counts_like_its_weightiest_word() -> None:
    text = of("Alder Sound Ferries sails. Diesel made the company lose. Ferries lose.")
    reading = read(*asked("why did Alder Sound Ferries lose", text, weights=[0, 0, 3, 1, 2, 3]))
    assert sign(reading, "coverage") == pytest.approx([0.5, 0.5, 1 / 6 + 0.5])
    apart = read(*asked("why did Alder lose Ferries", text, weights=[0, 0, 3, 3, 3]))
    assert sign(apart, "coverage") == pytest.approx([2 / 3, 1 / 3, 2 / 3])


def test_the_headline_supplies_what_a_sentence_lacks_and_only_that() -> None:
    of_headline = of("The crane fell in Wickmarsh. The crane fell. Rain.", title="Wickmarsh accident")
    reading = read(*asked("crane Wickmarsh", of_headline, weights=[1, 1]))
    assert sign(reading, "headline_supplies") == pytest.approx([0, 0.5, 0.5])
    assert sign(reading, "beginning_supplies") == pytest.approx([0, 0, 0])


def test_without_a_headline_the_first_sentence_is_what_the_article_is_about() -> None:
    untitled = of("Wickmarsh mourns. The crane fell.", title="Wickmarsh mourns…", derived=True)
    reading = read(*asked("crane Wickmarsh", untitled, weights=[1, 1]))
    assert sign(reading, "beginning_supplies") == pytest.approx([0, 0.5])
    assert sign(reading, "headline_supplies") == pytest.approx([0, 0])


def test_what_stands_in_the_sentence_before_or_elsewhere_in_the_passage_is_told_apart() -> None:
    text = "The crane fell. Nobody saw it. The orchid bloomed."
    reading = read(*asked("crane orchid", of(text), weights=[3, 1]))
    assert sign(reading, "sentence_before") == pytest.approx([0, 0.75, 0])
    assert sign(reading, "rest_of_passage") == pytest.approx([0.25, 0.25, 0.75])
    known = read(*asked("crane orchid", of(text, title="Crane and orchid"), weights=[3, 1]))
    assert sign(known, "sentence_before") == pytest.approx([0, 0, 0])
    assert sign(known, "rest_of_passage") == pytest.approx([0, 0, 0])


def test_a_sentence_that_points_back_takes_over_what_the_one_before_it_holds() -> None:
    reading = read(*asked("crane painted", of("The crane fell. It was painted. The mayor came."), weights=[1, 1]))
    assert [sentence.leans for sentence in reading.sentences] == [False, True, False]
    assert sign(reading, "leans_and_before") == pytest.approx([0, 0.5, 0])


def test_pairs_of_words_count_only_side_by_side_and_in_order() -> None:
    reading = read(*asked("blue crane fell", of("A blue crane. A crane, blue. The crane fell.")))
    assert sign(reading, "word_pairs") == pytest.approx([1 / 3, 0, 1 / 3])


def test_the_noun_asked_for_counts_where_it_stands() -> None:
    reading = read(
        *asked("Which crane fell down?", of("The crane was blue. Something fell down."), weights=[0, 2, 1, 1])
    )
    assert sign(reading, "asked_noun") == pytest.approx([0.5, 0])


def test_meaning_is_worth_as_much_as_the_model_knows_the_language() -> None:
    question = "When was the harbour opened again, while the ferries sailed to which islands?"
    whole, half = (
        read(*asked(question, passage(article(HARBOUR)), knows=knows)).signals[:, [NAMES.index("meaning")]]
        for knows in (1.0, 0.5)
    )
    assert whole.max() > 0.2
    assert half == pytest.approx(whole / 2)


def test_a_sentence_may_fit_one_clause_better_than_the_whole_question() -> None:
    question = "The harbour opened again in silence, while nobody came by ferry at all?"
    reading = read(*asked(question, of("The harbour opened again in silence. Nobody came by ferry at all.")))
    assert [len(sentence.clauses) for sentence in reading.sentences] == [2, 2]
    assert reading.sentences[0].clauses[0] == pytest.approx(1)
    by_clause, by_whole = sign(reading, "meaning_of_clause"), sign(reading, "meaning")
    assert all(clause > entire for clause, entire in zip(by_clause, by_whole, strict=True))


def test_a_sentence_takes_part_in_how_far_its_passage_is_behind_the_best() -> None:
    one, other = (
        passage(article("Rain fell.", url=f"https://gazette.example/{n}"), chunk_id=n, score=score)
        for n, score in ((1, 4.0), (2, 1.5))
    )
    assert sign(read(*asked("rain", one, other)), "passage") == pytest.approx([0, -2.5])


def test_the_kind_of_answer_asked_for_is_looked_for_in_each_sentence() -> None:
    reading = read(*asked("When did the crane fall?", of("The crane fell. It was on 3 May 2024. Ada Thornley saw it.")))
    assert Kind.TIME in reading.kinds
    assert sign(reading, "holds_time") == [0, 1, 0]
    assert sign(reading, "holds_person") == [0, 0, 0]
    assert [Kind.TIME in sentence.kinds for sentence in reading.sentences] == [False, True, False]


def test_every_kind_of_answer_has_a_signal() -> None:
    assert set(KINDS) == set(Kind)
    assert len(set(NAMES)) == len(NAMES)


def test_a_passage_holds_what_its_sentences_headline_and_outlet_hold() -> None:
    inside = passage(article("The crane fell. Rain.", title="Accident", url="https://gazette.example/1"))
    reading = read(*asked("crane accident gazette orchid", inside))
    assert reading.held.tolist() == [[1, 1, 1, 0]]


def test_sentences_are_where_they_stand_in_their_article_also_in_a_later_passage() -> None:
    whole = article("Nothing of note. " + HARBOUR)
    reading = read(*asked("harbour", passage(whole, start=17)))
    assert reading.sentences[0].text == "The harbour of Wickmarsh closed on Tuesday."
    assert all(whole.text[slice(*sentence.span)] == sentence.text for sentence in reading.sentences)


def test_nothing_found_is_read_as_nothing() -> None:
    query, findings = asked("Where is the crane?")
    reading = read(query, findings)
    assert reading.signals.shape == (0, len(NAMES))
    assert reading.held.shape == (0, len(query.terms))
    assert reading.sentences == ()


def test_a_question_whose_words_say_nothing_covers_nothing() -> None:
    reading = read(*asked("the crane", of("The crane fell."), weights=[0.0, 0.0]))
    assert np.isfinite(reading.signals).all()
    assert sign(reading, "coverage") == [0]


WORDS = st.lists(st.sampled_from(["crane", "fell", "blue", "harbour", "ferries", "Wickmarsh", "orchid"]), max_size=6)


@given(sentence=WORDS, more=WORDS, question=WORDS.filter(bool))
def test_more_words_in_a_sentence_never_lower_its_coverage(
    sentence: list[str], more: list[str], question: list[str]
) -> None:
    fewer, all_ = (
        sign(read(*asked(" ".join(question), of(" ".join(["Then", *held])))), "coverage")[0]
        for held in (sentence, sentence + more)
    )
    assert all_ >= fewer - 1e-9
