from __future__ import annotations

import pytest

from findings_fixtures import HARBOUR, article, asked, passage
from index.sentence_ranking import rank_sentences
from index.sentence_signals import NAMES, read
from index.weights import tried, weights


def worth(**more: float) -> dict[str, dict[str, float]]:
    """Weights that are nothing where they are not told."""
    return {"sentences": dict.fromkeys(NAMES, 0.0) | more}


def test_sentences_come_by_the_weighted_sum_of_their_signals() -> None:
    ahead = passage(article("The crane stands. The ferries wait."), chunk_id=1, score=2.0)
    behind = passage(article(HARBOUR, url="https://gazette.example/other"), chunk_id=2, score=1.5)
    reading = read(*asked("Which ferries did the crane block?", ahead, behind))
    with tried(worth(coverage=2.0, passage=5.0)):
        ranked = rank_sentences(reading)
    coverage = reading.signals[:, NAMES.index("coverage")].tolist()
    expected = [
        2 * share - (2.5 if sentence.passage is behind else 0)
        for sentence, share in zip(reading.sentences, coverage, strict=True)
    ]
    assert [score for score, _ in ranked] == pytest.approx(sorted(expected, reverse=True))
    assert {sentence.passage.chunk_id for _, sentence in ranked[:2]} == {1}
    with tried(worth(coverage=2.0)):
        ranked = rank_sentences(reading)
    assert ranked[0][1].text == "A crane fell into the basin and blocked two ferries."


def test_equals_stay_in_the_order_of_passages_and_text() -> None:
    one, other = (
        passage(article("Boats wait. Nets dry.", url=f"https://gazette.example/{n}"), chunk_id=n) for n in (7, 3)
    )
    with tried(worth()):
        ranked = rank_sentences(read(*asked("Where are the orchids?", one, other)))
    assert [(sentence.passage.chunk_id, sentence.place) for _, sentence in ranked] == [(7, 0), (7, 1), (3, 0), (3, 1)]


def test_nothing_read_ranks_nothing() -> None:
    assert rank_sentences(read(*asked("Where are the orchids?"))) == []


def test_each_signal_and_nothing_else_has_a_learned_weight() -> None:
    assert weights("sentences").keys() == set(NAMES)


def test_a_signal_without_a_weight_is_an_error() -> None:
    with tried({"sentences": {"coverage": 1.0}}), pytest.raises(KeyError, match="coverage_root"):
        rank_sentences(read(*asked("Where are the orchids?")))


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("When will the harbour of Wickmarsh open again?", "14 June"),
        ("What does the repair of the harbour cost?", "2.4 million"),
        ("Who expects the harbour to open?", "Ada Thornley"),
        ("Who protested in front of the town hall?", "Fishermen"),
        ("How many ferries were blocked by the crane?", "two ferries"),
    ],
)
def test_as_learned_the_sentence_that_answers_comes_first(question: str, first: str) -> None:
    ranked = rank_sentences(read(*asked(question, passage(article(HARBOUR)))))
    assert first in ranked[0][1].text
