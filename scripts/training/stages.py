"""The three models, in the order in which one feeds the next: what is observed, and what is learned from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np

from index.answering import PASSAGES
from index.confidence_signals import confidence_signals
from index.sentence_signals import NAMES, read
from scripts.evaluation.measures import holds_answer
from scripts.evaluation.sets import squeezed
from scripts.training.indexes import Part, asked
from scripts.training.logit import Choice, fit_chance, fit_choice, folds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.finding import Findings
    from index.protocols import Embedder
    from index.query import Query
    from index.retriever import Candidates
    from index.types import Article
    from scripts.evaluation.sets import Question

_FOLDS = 5
# Who asks at length would rather hear that the articles don't tell than a guess: so much dearer is that one.
_GUESS_AT_LONG = 0.6
_ABOUT_THE_ARTICLE = 1.5  # who indexes an article or two asks about what they tell
_AS_GIVEN = 2.0  # what a set as its makers made it counts, beside what is cut from it or put together
NOT_LEARNED = {"newness": 0.05}  # decides between equals, and is worth more only where the newest is asked for
# Vietnamese and Chinese teach .46. In languages of which the model knows even less, search then finds less than words
# alone (Hindi, MRR@10: .964 beside .984); 2 costs XQuAD vi .0007 and zh .002, and brings de .0014.
_LEAST = {"words_alone": 2.0}
# Signs of confidence that speak against an answer, and those that may do either; the others speak for one. Unbound, a
# sentence that holds all of a question would speak against an answer: in the sets, who asks what is not told uses the
# article's words, and who asks what is told avoids them. It costs .03 of AUROC there.
_AGAINST = frozenset(["missing", "missing_in_all", "names_missing", "number_apart"])
_OPEN = frozenset(["model_knows", "size", "spaceless", "coverage_if_spaceless", "long", "foreign"])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seen:
    """What there was to choose from for a question.

    Attributes:
        topic: equal for questions that may not be learned from where one of them is to be foretold.
        group: name of the part that was asked.
        signals: of each candidate, shape (candidates, signals).
        right: 1 where a candidate is right; shape (candidates,).
        found: the candidates, where they are passages.
    """

    topic: str
    group: str
    signals: NDArray[np.float64]
    right: NDArray[np.float64]
    found: Candidates | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chances:
    """What is known of questions that may or may not be answered; all in the same order.

    Attributes:
        names: of the signals.
        signals: shape (questions, signals).
        groups: which part was asked each.
        topics: as those of ``Seen``.
        answerable: whether the articles tell.
        true: whether they do and one that tells was found, which is what is learned.
        weights: how much each counts, > 0.
    """

    names: tuple[str, ...]
    signals: NDArray[np.float64]
    groups: tuple[str, ...]
    topics: tuple[str, ...]
    answerable: NDArray[np.bool_]
    true: NDArray[np.bool_]
    weights: NDArray[np.float64]


def see_passages(parts: Sequence[Part], data: Path, embedder: Embedder) -> tuple[list[str], list[Seen]]:
    """Look at the candidates of each answerable question that has any.

    Args:
        parts: what is asked; unanswerable questions teach nothing.
        data: folder for the indexes.
        embedder: the model.

    Returns:
        Names of the signals that can be learned, and what was seen.
    """
    names: list[str] = []
    seen: list[Seen] = []
    for part in parts:
        for question, answerable, query, finder in asked(part, data, embedder):
            found = finder.candidates(query, PASSAGES)
            if not answerable or not len(found.ids):
                continue
            names = [name for name in found.signals if name not in NOT_LEARNED]
            stored = finder.chunks(found.ids.tolist())
            right = np.array([float(_holds_gold(item.article, item.chunk.text, question)) for item in stored])
            signals = np.stack([found.signals[name] for name in names], axis=1)
            seen.append(Seen(topic=_topic(question), group=part.group, signals=signals, right=right, found=found))
    return names, seen


def see_sentences(parts: Sequence[Part], data: Path, embedder: Embedder) -> tuple[list[str], list[Seen]]:
    """Look at the sentences of the passages found; arguments and returns are those of ``see_passages``."""
    seen: list[Seen] = []
    for part in parts:
        for question, answerable, query, finder in asked(part, data, embedder):
            if answerable and question.answers and (findings := finder.find(query, PASSAGES, judged=True)).passages:
                reading = read(query, findings)
                right = [float(holds_answer(sentence.text, question.answers)) for sentence in reading.sentences]
                own = Seen(topic=_topic(question), group=part.group, signals=reading.signals, right=np.array(right))
                seen.append(own)
    return list(NAMES), seen


def see_chances(parts: Sequence[Part], data: Path, embedder: Embedder) -> Chances:
    """Look at what speaks for an answer to each question for which anything is found.

    Args:
        parts: what is asked, at least one question.
        data: folder for the indexes.
        embedder: the model.
    """
    rows: list[list[float]] = []
    names: list[str] = []
    groups: list[str] = []
    topics: list[str] = []
    true: list[bool] = []
    found: list[bool] = []
    given: set[str] = set()
    for part in parts:
        for question, answerable, query, finder in asked(part, data, embedder):
            findings = finder.find(query, PASSAGES, judged=True)
            signals = _signals(query, findings)
            if signals:
                names = list(signals)
                rows.append(list(signals.values()))
                groups.append(part.group)
                topics.append(_topic(question))
                true.append(answerable)
                # An article that was not found answers nothing.
                urls = {passage.article.url for passage in findings.passages}
                found.append(answerable and (not question.urls or not urls.isdisjoint(question.urls)))
        if part.as_given:
            given.add(part.group)
    signals_, labels = np.array(rows), np.array(found)
    size = Counter(zip(groups, true, strict=True))
    dear = np.where(labels, 1.0, 1.0 + _GUESS_AT_LONG * signals_[:, names.index("long")])
    dear *= np.where([group in given for group in groups], _AS_GIVEN, 1.0)
    dear *= np.where(labels & [group.endswith("one question") for group in groups], _ABOUT_THE_ARTICLE, 1.0)
    return Chances(
        names=tuple(names),
        signals=signals_,
        groups=tuple(groups),
        topics=tuple(topics),
        answerable=np.array(true),
        true=labels,
        weights=dear * np.array([size[key] ** -0.5 for key in zip(groups, true, strict=True)]),
    )


def passages(parts: Sequence[Part], data: Path, embedder: Embedder) -> dict[str, float]:
    """Learn which candidate is about the question: weights of its signals, by name.

    Args:
        parts: what is asked; unanswerable questions teach nothing.
        data: folder for the indexes.
        embedder: the model.

    Raises:
        ValueError: if no question has a candidate that holds its gold.
    """
    names, seen = see_passages(parts, data, embedder)
    learned = _learned(seen, names) | NOT_LEARNED
    return learned | {name: max(least, learned[name]) for name, least in _LEAST.items() if name in learned}


def sentences(parts: Sequence[Part], data: Path, embedder: Embedder) -> dict[str, float]:
    """Learn which sentence answers: weights of its signals, by name; arguments and errors are those of ``passages``."""
    names, seen = see_sentences(parts, data, embedder)
    return _learned(seen, names)


def confidence(parts: Sequence[Part], data: Path, embedder: Embedder) -> dict[str, float]:
    """Learn whether the articles tell: the constant and the weights of its signals, by name.

    Args:
        parts: what is asked; in each fold of five some questions are answerable and some are not.
        data: folder for the indexes.
        embedder: the model.
    """
    seen = see_chances(parts, data, embedder)
    fitted = fit_chance(seen.signals, seen.true, seen.weights, _signs(seen.names))
    _print_chances(np.array(seen.groups), seen.answerable, held_out_chances(seen), _chance(seen.signals, fitted))
    return dict(zip(["constant", *seen.names], np.round(fitted, 3).tolist(), strict=True))


def choices(seen: Sequence[Seen]) -> list[Choice]:
    """To learn from. A set of four times the questions counts twice as much: it tells more, but of one kind of text."""
    size = Counter(one.group for one in seen)
    return [Choice(one.signals, one.right, size[one.group] ** -0.5) for one in seen]


def held_out_weights(choices: Sequence[Choice], topics: Sequence[str]) -> list[NDArray[np.float64]]:
    """For each question, the weights that the questions of the other folds teach.

    Args:
        choices: one for each question.
        topics: of the questions.

    Raises:
        ValueError: if the questions outside some fold teach nothing.
    """
    fold = folds(topics, _FOLDS).tolist()
    taught = {
        held_out: fit_choice([choice for choice, at in zip(choices, fold, strict=True) if at != held_out])
        for held_out in sorted(set(fold))
    }
    return [taught[at] for at in fold]


def held_out_chances(seen: Chances) -> NDArray[np.float64]:
    """Of each question, the chance that it is answered, as the questions of the other folds teach it."""
    fold = folds(seen.topics, _FOLDS)
    chance = np.zeros(len(seen.true))
    for held_out in set(fold.tolist()):
        learn, test = fold != held_out, fold == held_out
        weights = fit_chance(seen.signals[learn], seen.true[learn], seen.weights[learn], _signs(seen.names))
        chance[test] = _chance(seen.signals[test], weights)
    return chance


def _learned(seen: Sequence[Seen], names: Sequence[str]) -> dict[str, float]:
    """Weights by name; prints how often they put a right candidate first, and among the first three."""
    all_choices = choices(seen)
    fitted = fit_choice(all_choices)
    held_out = held_out_weights(all_choices, [one.topic for one in seen])
    shown: dict[str, list[tuple[bool, ...]]] = defaultdict(list)
    for choice, weights, one in zip(all_choices, held_out, seen, strict=True):
        shown[one.group].append((*top(choice, weights), *top(choice, fitted)))
    for group, hits in shown.items():
        held_out_first, held_out_three, first, three = np.mean(hits, axis=0)
        print(f"  {group:30} first {held_out_first:.3f} of three {held_out_three:.3f}   fitted {first:.3f} {three:.3f}")
    return dict(zip(names, np.round(fitted, 2).tolist(), strict=True))


def top(choice: Choice, weights: NDArray[np.float64]) -> tuple[bool, bool]:
    """Whether the best candidate is right, and whether one of the best three is."""
    best = np.argsort(-(choice.signals @ weights), kind="stable")[:3]
    return bool(choice.right[best[0]]), bool(choice.right[best].any())


def _signals(query: Query, findings: Findings) -> dict[str, float]:
    if not findings.passages:
        return {}
    reading = read(query, findings)
    return confidence_signals(query, findings, reading)


def _signs(names: Sequence[str]) -> NDArray[np.int64]:
    """What is held speaks for an answer and what is missing against it, whatever a set may teach: 1, -1 or, open, 0."""
    own = [name.removeprefix("long_").removeprefix("foreign_") for name in names]
    return np.array([0 if name in _OPEN else -1 if name in _AGAINST else 1 for name in own], np.int64)


def _topic(question: Question) -> str:
    """The article's place in its set, which translations of the set share, else the question."""
    return urlsplit(question.urls[0]).path if question.urls else question.text


def _chance(signals: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    chance: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(weights[0] + signals @ weights[1:], -50, 50)))
    return chance


def _print_chances(
    groups: NDArray[np.str_], true: NDArray[np.bool_], held_out: NDArray[np.float64], fitted: NDArray[np.float64]
) -> None:
    from sklearn.metrics import roc_auc_score

    for group in dict.fromkeys(groups.tolist()):
        here = groups == group
        told = []
        for chance in (held_out[here], fitted[here]):
            yes = true[here]
            area = roc_auc_score(yes, chance) if 0 < yes.sum() < len(yes) else float("nan")
            refused = float((chance[yes] < 0.5).mean()) if yes.any() else float("nan")
            answered = float((chance[~yes] >= 0.5).mean()) if not yes.all() else float("nan")
            told.append(f"AUROC {area:.3f} refused {refused:.3f} answered {answered:.3f}")
        print(f"  {group:30} {told[0]}   fitted {told[1]}")


def _holds_gold(article: Article, text: str, question: Question) -> bool:
    if question.facts:
        return any(squeezed(fact) in squeezed(text) for fact in question.facts)
    return article.url in question.urls


STAGES = {"passages": passages, "sentences": sentences, "confidence": confidence}
