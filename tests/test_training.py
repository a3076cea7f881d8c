from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from fakes import HashedWords
from index.types import Article
from scripts.evaluation.sets import EvaluationSet, Question
from scripts.training.indexes import Part, asked, smaller, whole
from scripts.training.logit import Choice, fit_chance, fit_choice, folds

# --- linear models ---


def choices(true: list[float], *, questions: int = 300, seed: int = 5) -> list[Choice]:
    """Questions of eight candidates each, one right: the one with the highest sum under the true weights and chance."""
    draw = np.random.default_rng(seed)
    made = []
    for _ in range(questions):
        signals = draw.normal(size=(8, len(true)))
        right = np.zeros(8)
        right[(signals @ np.array(true) + draw.gumbel(size=8)).argmax()] = 1
        made.append(Choice(signals, right))
    return made


def test_a_choice_gives_back_the_weights_it_was_made_with() -> None:
    found = fit_choice(choices([2.0, -1.0, 0.5, 0.0]))
    assert found == pytest.approx([2, -1, 0.5, 0], abs=0.35)
    assert found.argsort().tolist() == [1, 3, 2, 0]


def test_questions_without_both_right_and_wrong_candidates_say_nothing() -> None:
    telling = choices([1.0, -1.0], questions=20)
    mute = [Choice(np.array([[9.0, 9.0], [0.0, 0.0]]), np.full(2, value)) for value in (0.0, 1.0)]
    assert fit_choice([*telling, *mute]) == pytest.approx(fit_choice(telling), abs=1e-6)
    with pytest.raises(ValueError, match="nothing to learn from"):
        fit_choice(mute)


def test_a_question_that_counts_more_pulls_harder() -> None:
    def of(weight: float) -> list[Choice]:
        first, second = np.eye(2)
        return [Choice(np.eye(2), first, weight), Choice(np.eye(2), second, 1.0)]

    light, heavy = fit_choice(of(1.5)), fit_choice(of(6.0))
    assert heavy[0] - heavy[1] > light[0] - light[1] > 0


def test_any_of_several_right_candidates_will_do() -> None:
    signals = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
    first, second = fit_choice([Choice(signals, np.array([1.0, 1.0, 0.0]))])
    assert first == pytest.approx(second, abs=1e-3)
    assert first > 0


def test_chances_come_back_with_their_constant_in_the_signals_own_units() -> None:
    draw = np.random.default_rng(3)
    signals = np.stack([draw.normal(50, 10, 4000), draw.normal(0, 0.1, 4000), np.full(4000, 7.0)], axis=1)
    chance = 1 / (1 + np.exp(-(-10 + 0.2 * signals[:, 0] - 5 * signals[:, 1])))
    constant, first, second, never = fit_chance(signals, draw.random(4000) < chance, np.ones(4000))
    assert (constant, first, second) == pytest.approx((-10, 0.2, -5), rel=0.2)
    assert never == pytest.approx(0, abs=1e-6)


def test_observations_that_count_more_raise_the_chance() -> None:
    signals, true = np.array([[0.0], [1.0], [0.0], [1.0]]), np.array([True, True, False, False])
    even, yes = (fit_chance(signals, true, np.array(weights)) for weights in ([1.0, 1, 1, 1], [5.0, 5, 1, 1]))
    assert even[0] == pytest.approx(0, abs=0.01)
    assert yes[0] > 1


def test_chances_are_those_of_scikit_learn() -> None:
    draw = np.random.default_rng(5)
    signals = draw.normal(size=(300, 3))
    true = signals @ [1.0, -2.0, 0.0] + draw.normal(size=300) > 0.5
    weights = draw.random(300) + 0.5
    scaled = (signals - signals.mean(axis=0)) / signals.std(axis=0)
    oracle = LogisticRegression(C=0.1, tol=1e-8).fit(scaled, true, sample_weight=weights / weights.mean())
    found = fit_chance(signals, true, weights)
    assert found[1:] * signals.std(axis=0) == pytest.approx(oracle.coef_[0], abs=1e-3)


def test_a_weight_of_the_wrong_sign_becomes_nothing() -> None:
    draw = np.random.default_rng(5)
    signals = draw.normal(size=(300, 3))
    true = signals @ [1.0, -2.0, 1.0] > 0
    _, first, second, third = fit_chance(signals, true, np.ones(300), np.array([-1, 1, 0]))
    assert (first, second) == (0, 0)
    assert third > 0.3
    _, first, second, _ = fit_chance(signals, true, np.ones(300), np.array([1, -1, 0]))
    assert first > 0.5
    assert second < -0.5


def test_equal_keys_fall_into_the_same_fold_and_all_folds_are_used() -> None:
    texts = [f"question {n}" for n in range(100)]
    found = folds(texts * 2, 5)
    assert found[:100].tolist() == found[100:].tolist()
    assert set(found.tolist()) == {0, 1, 2, 3, 4}
    assert min(np.bincount(found)) > 20


# --- parts of a set ---

FILE = Path("/sets/town/articles.jsonl")
ARTICLES = tuple(
    Article(
        url=f"https://paper.example/{n}",
        title=f"Report {n}",
        text=f"Boat number {n} came in at pier {n}. The keeper {name} counted it.",
        source="Paper",
        language="en",
        location=f"{FILE}:{n}",
    )
    for n, name in enumerate(
        ["Ada", "Bob", "Cleo", "Dora", "Emil", "Finn", "Gwen", "Hugo", "Ines", "Jim", "Kai", "Lea"]
    )
)
BY_URL = tuple(
    Question(text=f"Who counted boat number {n}?", language="en", urls=(f"https://paper.example/{n}",))
    for n in range(10)
)
BY_FACT = Question(text="Where did boat 11 and boat 3 come in?", language="en", facts=("at  pier 11.", "at pier\n3."))
TOLD_BY_NONE = Question(text="Which choir sang?", language="en")
# That it is answerable is known, where is not.
SOMEWHERE = Question(text="Who is the last keeper?", language="en", answers=("Lea",))
NOWHERE = Question(text="Who is the first keeper?", language="en", facts=("a fact that no article holds",))
TOWN = EvaluationSet(
    name="town",
    path=FILE.parent,
    sources=(FILE,),
    articles=ARTICLES,
    questions=(*BY_URL, BY_FACT, TOLD_BY_NONE, SOMEWHERE, NOWHERE),
)


def tellers(question: Question) -> set[str]:
    by_fact = {"https://paper.example/11", "https://paper.example/3"}
    return by_fact if question == BY_FACT else set(question.urls)


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    return [part for seed in range(3) for part in smaller(TOWN, TOWN.questions, seed=seed)]


def test_the_whole_set_is_asked_all_of_its_questions() -> None:
    part = whole(TOWN, TOWN.questions[8:13])
    assert part.articles == ARTICLES
    assert part.answerable == (True, True, True, False, True)


def test_parts_are_smaller_than_the_set_and_down_to_single_articles(parts: list[Part]) -> None:
    sizes = [len(part.articles) for part in parts]
    assert max(sizes) == 10
    assert {6, 1} <= set(sizes)
    assert {part.group for part in parts} == {"town, parts", "town, one question"}
    assert len({part.name for part in parts}) == len(parts) / 3  # the same in each of the three draws


def test_a_part_is_answerable_where_it_holds_all_that_answers_and_not_where_it_holds_none(parts: list[Part]) -> None:
    assert any(BY_FACT in part.questions for part in parts)
    for part in parts:
        held = {article.url for article in part.articles}
        assert part.questions
        for question, answerable in zip(part.questions, part.answerable, strict=True):
            gold = tellers(question)
            assert (gold <= held and bool(gold)) if answerable else not gold & held


def test_every_part_has_something_to_answer_and_some_has_not(parts: list[Part]) -> None:
    assert all(any(part.answerable) for part in parts)
    assert all(TOLD_BY_NONE not in part.questions or not all(part.answerable) for part in parts)
    assert any(TOLD_BY_NONE in part.questions for part in parts)


def test_a_question_that_is_answered_who_knows_where_is_not_asked_of_a_part(parts: list[Part]) -> None:
    assert all(SOMEWHERE not in part.questions and NOWHERE not in part.questions for part in parts)


def test_a_single_article_has_no_parts_and_neither_has_a_set_without_answers() -> None:
    one = EvaluationSet(name="x", path=FILE, sources=(FILE,), articles=ARTICLES[:1], questions=BY_URL[:1])
    assert list(smaller(one, one.questions, seed=0)) == []
    assert list(smaller(TOWN, [TOLD_BY_NONE], seed=0)) == []


def test_a_part_is_asked_of_its_own_articles_also_where_an_index_by_its_name_was_kept(tmp_path: Path) -> None:
    def part(*kept: int) -> Part:
        held = tuple(ARTICLES[n] for n in kept)
        return Part(name="p", group="p", sources=(FILE,), articles=held, questions=BY_URL[:1], answerable=(True,))

    for kept in ((0, 1, 2), (0, 5)):
        for question, answerable, query, finder in asked(part(*kept), tmp_path, HashedWords()):
            urls = {found.article.url for found in finder.find(query, 10).passages}
            assert urls == {ARTICLES[n].url for n in kept}
            assert (question, answerable, query.text) == (BY_URL[0], True, BY_URL[0].text)
