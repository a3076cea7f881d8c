"""The figures that are reported, and what each is computed from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from scripts.evaluation import intervals, measures
from scripts.evaluation.asking import RANKS, Asked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from scripts.evaluation.asking import Run
    from scripts.evaluation.intervals import Estimate, Floats, Statistic

Unit = Literal["share", "ms"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the report.

    Attributes:
        key: its name in JSON and in floors; stable.
        title: its name for people.
        better: whether high or low is good.
        of: the statistic over some questions, and the values that tell which of them count (those that are not NaN).
        inflated: whether resampling raises it (see ``intervals.estimate``).
    """

    key: str
    title: str
    group: str
    better: Literal["high", "low"]
    of: Callable[[Sequence[Asked]], tuple[Statistic, Floats]]
    unit: Unit = "share"
    inflated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Some of a set's questions, measured: all of them, or those in one language.

    Attributes:
        name: the set's name, or ``set.language``.
        language: None where the questions are in several.
        quotes: number of quotes given.
        unfaithful_quotes: number of quotes that are not in the article they cite, letter by letter.
        estimates: by key of the figure.
    """

    name: str
    language: str | None
    asked: tuple[Asked, ...]
    quotes: int
    unfaithful_quotes: int
    estimates: Mapping[str, Estimate]


def slices(run: Run, seed: int) -> list[Slice]:
    """A set as a whole and, where its questions are in several languages, each of them."""
    name = run.evaluated.name
    languages = sorted({item.question.language for item in run.asked})
    if len(languages) == 1:
        return [_slice(name, languages[0], run.asked, seed)]
    parts = [
        _slice(f"{name}.{code}", code, [item for item in run.asked if item.question.language == code], seed)
        for code in languages
    ]
    return [_slice(name, None, run.asked, seed), *parts]


def _slice(name: str, language: str | None, asked: Sequence[Asked], seed: int) -> Slice:
    resampled = intervals.draws(len(asked), seed)
    estimates = {}
    for figure in FIGURES:
        statistic, values = figure.of(asked)
        counted = int((~np.isnan(values)).sum())
        estimates[figure.key] = intervals.estimate(statistic, counted, resampled, inflated=figure.inflated)
    return Slice(
        name=name,
        language=language,
        asked=tuple(asked),
        quotes=sum(len(item.quotes) for item in asked),
        unfaithful_quotes=sum(item.unfaithful for item in asked),
        estimates=estimates,
    )


def confidences(asked: Sequence[Asked]) -> Floats:
    """The confidence of each answer, 0…1."""
    return np.array([item.confidence for item in asked])


def served(asked: Sequence[Asked]) -> Floats:
    """1 where answering would serve the asker, 0 where not, NaN where it cannot be told: what risk is made of.

    Where gold answers are known: a quote holds one, so that an abstention counts as wrong. Else: the question is
    answerable.
    """
    return _values(asked, lambda item: any(item.right) if item.question.answers else item.question.answerable)


def claimed(asked: Sequence[Asked]) -> Floats:
    """What confidence is held against in calibration: as ``served``, NaN where an abstention hides the quotes."""
    hidden = np.array([item.abstained and bool(item.question.answers) for item in asked], dtype=bool)
    return np.where(hidden, np.nan, served(asked))


def _values(asked: Sequence[Asked], value: Callable[[Asked], float | None]) -> Floats:
    found = (value(item) for item in asked)
    return np.array([np.nan if one is None else float(one) for one in found], dtype=np.float64)


def _mean(value: Callable[[Asked], float | None]) -> Callable[[Sequence[Asked]], tuple[Statistic, Floats]]:
    def of(asked: Sequence[Asked]) -> tuple[Statistic, Floats]:
        values = _values(asked, value)
        return intervals.mean(values), values

    return of


def _searched(value: Callable[[Asked, int], float]) -> Callable[[Sequence[Asked]], tuple[Statistic, Floats]]:
    """The mean over questions that say what a search should find; ``value`` gets the number of gold items."""

    def of_one(item: Asked) -> float | None:
        gold = len(item.question.gold)
        return value(item, gold) if gold else None

    return _mean(of_one)


def _quantile(value: Callable[[Asked], float], share: float) -> Callable[[Sequence[Asked]], tuple[Statistic, Floats]]:
    def of(asked: Sequence[Asked]) -> tuple[Statistic, Floats]:
        values = _values(asked, value)
        return intervals.quantile(values, share), values

    return of


def _auroc(asked: Sequence[Asked]) -> tuple[Statistic, Floats]:
    labels = _values(asked, lambda item: item.question.answerable)
    return intervals.auroc(confidences(asked), labels), labels


def _aurc(asked: Sequence[Asked]) -> tuple[Statistic, Floats]:
    return intervals.area_under_risk(confidences(asked), served(asked)), served(asked)


def _ece(asked: Sequence[Asked]) -> tuple[Statistic, Floats]:
    return intervals.calibration_error(confidences(asked), claimed(asked)), claimed(asked)


def _brier(asked: Sequence[Asked]) -> tuple[Statistic, Floats]:
    squares = (confidences(asked) - claimed(asked)) ** 2
    return intervals.mean(squares), squares


def _right(item: Asked, quotes: int) -> float | None:
    return any(item.right[:quotes]) if item.question.answers else None


def _right_if_answered(item: Asked, quotes: int) -> float | None:
    return None if item.abstained else _right(item, quotes)


def _fact_told(item: Asked) -> float | None:
    facts = item.question.facts
    return measures.tells_fact([quote.text for quote in item.quotes], facts) if facts else None


_SEARCH, _ANSWERS, _ABSTENTION, _CONFIDENCE, _SPEED = "Search", "Answers", "Abstention", "Confidence", "Speed"

FIGURES: tuple[Figure, ...] = (
    Figure("hits_at_4", "Hits@4", _SEARCH, "high", _searched(lambda item, _: measures.hit(item.found, 4))),
    Figure("hits_at_10", "Hits@10", _SEARCH, "high", _searched(lambda item, _: measures.hit(item.found, RANKS))),
    Figure(
        "map_at_10", "MAP@10", _SEARCH, "high",
        _searched(lambda item, gold: measures.average_precision(item.found, gold, RANKS)),
    ),
    Figure(
        "mrr_at_10", "MRR@10", _SEARCH, "high", _searched(lambda item, _: measures.reciprocal_rank(item.found, RANKS))
    ),
    Figure(
        "evidence_recall_at_4", "evidence recall@4", _SEARCH, "high",
        _searched(lambda item, gold: measures.evidence_recall(item.found, gold, 4)),
    ),
    Figure(
        "evidence_recall_at_10", "evidence recall@10", _SEARCH, "high",
        _searched(lambda item, gold: measures.evidence_recall(item.found, gold, RANKS)),
    ),
    Figure("first_quote_right", "first quote right", _ANSWERS, "high", _mean(lambda item: _right(item, 1))),
    Figure("any_quote_right", "any quote right", _ANSWERS, "high", _mean(lambda item: _right(item, 3))),
    Figure(
        "first_quote_right_if_answered", "first right, if answered", _ANSWERS, "high",
        _mean(lambda item: _right_if_answered(item, 1)),
    ),
    Figure(
        "any_quote_right_if_answered", "any right, if answered", _ANSWERS, "high",
        _mean(lambda item: _right_if_answered(item, 3)),
    ),
    Figure("fact_quoted", "a quote tells a gold fact", _ANSWERS, "high", _mean(_fact_told)),
    Figure("auroc", "AUROC, answerable or not", _ABSTENTION, "high", _auroc),
    Figure(
        "refused", "answerable, but refused", _ABSTENTION, "low",
        _mean(lambda item: item.abstained if item.question.answerable else None),
    ),
    Figure(
        "wrongly_answered", "unanswerable, but answered", _ABSTENTION, "low",
        _mean(lambda item: None if item.question.answerable else not item.abstained),
    ),
    Figure("aurc", "area under risk–coverage", _ABSTENTION, "low", _aurc),
    Figure("ece", "calibration error (ECE)", _CONFIDENCE, "low", _ece, inflated=True),
    Figure("brier", "Brier score", _CONFIDENCE, "low", _brier),
    Figure("search_ms_p50", "search, p50", _SPEED, "low", _quantile(lambda item: item.search_ms, 0.5), "ms"),
    Figure("search_ms_p95", "search, p95", _SPEED, "low", _quantile(lambda item: item.search_ms, 0.95), "ms"),
    Figure("answer_ms_p50", "answer, p50", _SPEED, "low", _quantile(lambda item: item.answer_ms, 0.5), "ms"),
    Figure("answer_ms_p95", "answer, p95", _SPEED, "low", _quantile(lambda item: item.answer_ms, 0.95), "ms"),
)  # fmt: skip

# Counts, which floors may bound as well; none may be wrong, so there is no interval.
COUNTS = ("questions", "quotes", "unfaithful_quotes")
