"""What each group of signs brings: the linear models taught anew with some signs left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import numpy as np

from index.ranking import best
from index.retriever import PER_ARTICLE
from scripts.evaluation.measures import hit, reciprocal_rank
from scripts.training.stages import NOT_LEARNED, choices, held_out_chances, held_out_weights, top

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from index.catalog import Catalog
    from scripts.training.logit import Choice
    from scripts.training.stages import Chances, Seen

Figures = dict[str, float]
Patterns = tuple[str, ...]  # of names of signs, as in a shell

_RANKS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which groups of signs are tried.

    Attributes:
        steps: each with the signs that it adds to those of the steps before it; the last adds all that are left.
        without: what is left out of all signs.
    """

    steps: Mapping[str, Patterns]
    without: Mapping[str, Patterns]


PASSAGES = Plan(
    steps={
        "both legs": ("meaning", "words", "words_alone"),
        "+ meaning of the best sentence": ("meaning_of_sentence",),
        "+ coverage of the question": ("coverage*",),
        "+ outlet named = all": ("*",),
    },
    without={
        "the chunk's meaning": ("meaning",),
        "the best sentence's meaning": ("meaning_of_sentence",),
        "BM25": ("words", "words_alone"),
        "coverage": ("coverage*",),
        "outlet named": ("outlet_named",),
    },
)
_WORDS: Patterns = ("coverage", "coverage_root")
_CONTEXT: Patterns = ("headline_*", "beginning_*", "sentence_before", "rest_of_passage", "leans_*")
_MEANING: Patterns = ("meaning*",)
_KINDS: Patterns = ("holds_*",)
SENTENCES = Plan(
    steps={
        "the question's words": _WORDS,
        "+ context: headline, sentence before, rest": _CONTEXT,
        "+ meaning": _MEANING,
        "+ kind of answer": _KINDS,
        "+ asked noun, word pairs, passage = all": ("*",),
    },
    without={
        "the question's words": _WORDS,
        "context": _CONTEXT,
        "meaning": _MEANING,
        "kind of answer": _KINDS,
        "asked noun, word pairs, passage": ("asked_noun", "word_pairs", "passage"),
    },
)
# Signs of long and foreign questions are named like those of short ones, after «long_» and «foreign_».
CONFIDENCE = Plan(
    steps={"all": ("*",)},
    without={
        "names": ("*names_*",),
        "numbers near what is asked": ("number_apart",),
        "size of the index": ("*size", "*_if_small", "*_if_large"),
        "meaning": ("*meaning*",),
        "coverage and what is missing": ("*coverage*", "*matched", "*_missing", "missing_in_all"),
    },
)


def kept(plan: Plan, names: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    """Places of the signs that each row of a table keeps, with what the row is called."""
    patterns: Patterns = ()
    for label, added in plan.steps.items():
        patterns += added
        yield label, [at for at, name in enumerate(names) if _matches(name, patterns)]
    for label, removed in plan.without.items():
        yield f"all without {label}", [at for at, name in enumerate(names) if not _matches(name, removed)]


def _matches(name: str, patterns: Patterns) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def ranked(seen: Sequence[Seen], scores: Sequence[NDArray[np.float64]], catalogs: Mapping[str, Catalog]) -> Figures:
    """How well some scores order the passages, chosen from as a search does.

    Args:
        seen: questions with their candidates.
        scores: of the candidates of each.
        catalogs: by group.

    Returns:
        Mean reciprocal rank, Hits@4 and Hits@10 over the questions of each group, by ``"group measure"``.
    """
    values: dict[str, list[float]] = {}
    for one, score in zip(seen, scores, strict=True):
        assert one.found is not None  # noqa: S101 - passages have their candidates
        ids = one.found.ids
        chosen = best(score, ids, catalogs[one.group].rows_of(ids), k=_RANKS, per_article=PER_ARTICLE)
        held = tuple(frozenset({0} if one.right[at] else ()) for at in chosen)
        for name, value in (
            ("MRR@10", reciprocal_rank(held, _RANKS)),
            ("Hits@4", hit(held, 4)),
            ("Hits@10", hit(held, _RANKS)),
        ):
            values.setdefault(f"{one.group} {name}", []).append(value)
    return {name: float(np.mean(found)) for name, found in values.items()}


def passages(seen: Sequence[Seen], names: Sequence[str], catalogs: Mapping[str, Catalog]) -> dict[str, Figures]:
    """Figures of each leg alone, which has nothing to learn, and of every row of the plan on held-out questions."""
    found = [one.found for one in seen if one.found is not None]
    rows = {
        label: ranked(seen, [candidates.measured[leg] for candidates in found], catalogs)
        for label, leg in (("dense alone", "meaning"), ("BM25 alone", "words"))
    }
    fixed = [
        np.sum([weight * candidates.signals[name] for name, weight in NOT_LEARNED.items()], axis=0)
        for candidates in found
    ]

    def measured(columns: list[int]) -> Figures:
        made, weights = _taught(seen, columns)
        scores = [choice.signals @ worth + same for choice, worth, same in zip(made, weights, fixed, strict=True)]
        return ranked(seen, scores, catalogs)

    return rows | _each(PASSAGES, names, measured)


def sentences(seen: Sequence[Seen], names: Sequence[str]) -> dict[str, Figures]:
    """How often the best sentence answers, or one of the best three, on held-out questions; by row of the plan."""

    def measured(columns: list[int]) -> Figures:
        made, weights = _taught(seen, columns)
        values: dict[str, list[tuple[bool, bool]]] = {}
        for one, choice, worth in zip(seen, made, weights, strict=True):
            values.setdefault(one.group, []).append(top(choice, worth))
        return {
            f"{group} {name}": float(value)
            for group, hits in values.items()
            for name, value in zip(("first", "of three"), np.mean(hits, axis=0), strict=True)
        }

    return _each(SENTENCES, names, measured)


def _each(plan: Plan, names: Sequence[str], measured: Callable[[list[int]], Figures]) -> dict[str, Figures]:
    """Figures of every row of a plan; rows that keep the same signs are measured once."""
    rows: dict[str, Figures] = {}
    known: dict[tuple[int, ...], Figures] = {}
    for label, columns in kept(plan, names):
        if tuple(columns) not in known:
            known[tuple(columns)] = measured(columns)
        rows[label] = known[tuple(columns)]
    return rows


def _taught(seen: Sequence[Seen], columns: list[int]) -> tuple[list[Choice], list[NDArray[np.float64]]]:
    made = choices([replace(one, signals=one.signals[:, columns]) for one in seen])
    return made, held_out_weights(made, [one.topic for one in seen])


def confidence(seen: Chances) -> dict[str, Figures]:
    """How well answered questions are told from others, held out; by row of the plan."""
    return _each(CONFIDENCE, seen.names, lambda columns: told(narrowed(seen, columns)))


def narrowed(seen: Chances, columns: Sequence[int]) -> Chances:
    """The same with some of the signs, by their places."""
    return replace(seen, names=tuple(seen.names[at] for at in columns), signals=seen.signals[:, list(columns)])


def told(seen: Chances) -> Figures:
    """Of each group in which some questions are answered and some not: AUROC and both error rates at a chance of .5."""
    from sklearn.metrics import roc_auc_score

    chance = held_out_chances(seen)
    groups = np.array(seen.groups)
    figures: Figures = {}
    for group in dict.fromkeys(seen.groups):
        yes, given = seen.answerable[groups == group], chance[groups == group]
        if 0 < yes.sum() < len(yes):
            figures |= {
                f"{group} AUROC": float(roc_auc_score(yes, given)),
                f"{group} refused": float((given[yes] < 0.5).mean()),
                f"{group} answered": float((given[~yes] >= 0.5).mean()),
            }
    return figures


def averaged(rows: Mapping[str, Figures], groups: Sequence[str], measure: str, called: str) -> dict[str, Figures]:
    """The rows with the mean of a measure over those of some groups that have it; each group counts the same."""
    averages = {}
    for label, figures in rows.items():
        found = [figures[f"{group} {measure}"] for group in groups if f"{group} {measure}" in figures]
        averages[label] = figures | ({f"{called} {measure}": float(np.mean(found))} if found else {})
    return averages


def table(title: str, rows: Mapping[str, Figures], columns: Sequence[str]) -> str:
    """Rows in Markdown, figures with three decimals.

    Args:
        title: of the first column.
        rows: figures by column.
        columns: those to show, where any row has them.
    """
    shown = [column for column in columns if any(column in figures for figures in rows.values())]
    lines = [f"| {title} | {' | '.join(shown)} |", "|---" * (1 + len(shown)) + "|"]
    for label, figures in rows.items():
        values = (f"{figures[column]:.3f}".removeprefix("0") if column in figures else "–" for column in shown)
        lines.append(f"| {label} | {' | '.join(values)} |")
    return "\n".join(lines)
