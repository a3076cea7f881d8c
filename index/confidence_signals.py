"""What speaks for the articles holding an answer. A passage's rank is no sign: something always comes first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from index.analysis import is_pair
from index.expectation import NUMERIC
from index.names import names
from index.sentence_signals import NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.engines import Findings
    from index.query import Query
    from index.sentence_signals import Reading, Sentence

# In an index of one article people ask about that article; what it does not tell looks as near as in a larger one.
_SMALLEST = 30
_LIKELY = 3  # sentences that are looked at for the kind of answer asked for
# A question of several clauses is told in other words than a short one, and less of it need be found. Up to so many
# terms a question is short, from so many on it is long; between them it is something of both.
_SHORT, _LONG = 16, 22
_PAIR = 0.6  # so much less than a word a pair of characters counts
# What a sentence says of the question, itself and by what goes without saying there.
_KNOWN = [NAMES.index(name) for name in ("coverage", "headline_supplies", "beginning_supplies", "sentence_before")]
_OF_SHORT = (
    "meaning", "meaning_of_sentence", "model_knows", "coverage", "coverage_by_sentence", "coverage_by_likely",
    "matched", "missing", "missing_in_all", "weight", "size", "names_held", "names_missing", "spaceless",
    "kind_missing", "number_apart", "relation_held", "relation_held_by_likely", "coverage_by_size", "missing_by_size",
    "meaning_by_size", "relation_held_by_size", "coverage_if_spaceless",
)  # fmt: skip
_OF_LONG = (
    "meaning", "meaning_of_clauses", "meaning_of_weakest_clause", "coverage", "coverage_by_two", "coverage_by_all",
    "names_missing", "names_held", "missing", "size", "coverage_by_size", "names_missing_by_size",
)  # fmt: skip
# In another language than the articles only names, numbers and loanwords are held.
_OF_FOREIGN = ("meaning", "meaning_of_sentence", "model_knows", "coverage", "matched", "names_held", "size")
_BY_SIZE = ("coverage", "missing", "meaning", "names_missing", "relation_held")


def confidence_signals(
    query: Query, findings: Findings, reading: Reading, likely: Sequence[Sentence]
) -> dict[str, float]:
    """Tell what speaks for an answer.

    Args:
        query: what is asked.
        findings: the passages, at least one.
        reading: of these passages.
        likely: sentences, most likely to answer first.

    Returns:
        By name, and by others for a long question (``long_…``) and one in another language than every passage
        (``foreign_…``), so that each of the three has weights of its own: closeness in ``meaning`` (cosines, times
        how well the model knows the language) of the best chunk, the best sentence, and over the clauses of the
        question the mean and the least; ``coverage`` of the question's weight by one passage, two, all, and by a
        sentence; what is ``missing``, in nats; ``names`` that some passage holds, and the ``relation`` asked about,
        which are the other terms; how far the numbers stand from what is asked (``number_apart``), where a number is
        asked for; the question's own weight; and the index's size, alone and times others: the more there is, the
        better the best fits by chance.
    """
    signals = measured(query, findings, reading, likely)
    foreign = float(all(passage.article.language != query.language for passage in findings.passages))
    length = len(query.terms) * (1 - _PAIR * signals["spaceless"])
    long = (1 - foreign) * min(1.0, max(0.0, (length - _SHORT) / (_LONG - _SHORT)))
    short = 1 - foreign - long
    return (
        {name: short * signals[name] for name in _OF_SHORT}
        | {f"long_{name}": long * signals[name] for name in _OF_LONG}
        | {f"foreign_{name}": foreign * signals[name] for name in _OF_FOREIGN}
        | {"long": long, "foreign": foreign}
    )


def measured(query: Query, findings: Findings, reading: Reading, likely: Sequence[Sentence]) -> dict[str, float]:
    """All that ``confidence_signals`` chooses from; the arguments are the same."""
    signals = _closeness(findings) | _coverage(query, findings, reading) | _sentences(query, findings, reading, likely)
    size = math.log10(max(findings.chunks, _SMALLEST))
    spaceless = float(np.mean([is_pair(term.word) for term in query.terms])) if query.terms else 0.0
    return signals | {
        "size": size,
        "spaceless": spaceless,
        "coverage_if_spaceless": spaceless * signals["coverage"],
        **{f"{name}_by_size": size * signals[name] for name in _BY_SIZE},
    }


def _closeness(findings: Findings) -> dict[str, float]:
    knows = findings.knows
    closest = np.concatenate(findings.closeness).max(axis=0)
    clauses = closest[1:] if len(closest) > 1 else closest
    return {
        "meaning": knows * max(passage.cosine for passage in findings.passages),
        "meaning_of_sentence": knows * float(closest[0]),
        "meaning_of_clauses": knows * float(clauses.mean()),
        "meaning_of_weakest_clause": knows * float(clauses.min()),
        "model_knows": knows,
    }


def _coverage(query: Query, findings: Findings, reading: Reading) -> dict[str, float]:
    weights = np.array(findings.term_weights)
    total = float(weights.sum()) or 1.0
    shares, held = weights / total, reading.held
    by_passage = held @ shares
    best = held[int(by_passage.argmax())]
    everywhere = held.max(axis=0)
    covered = float(by_passage.max())
    named = weights * np.isin([term.word for term in query.terms], list(names(query.text, query.language)))
    return {
        "coverage": covered,
        "coverage_by_two": float((np.maximum(held[:, None, :], held[None, :, :]) @ shares).max()),
        "coverage_by_all": float(everywhere @ shares),
        "matched": math.log1p(covered * total),
        "missing": float((weights * (1 - best)).max(initial=0.0)),
        "missing_in_all": float(weights @ (1 - best)),
        "names_held": float(everywhere @ named / named.sum()) if named.sum() else 1.0,
        "names_missing": float(named @ (1 - everywhere)),
        "weight": math.log1p(total),
    }


def _sentences(query: Query, findings: Findings, reading: Reading, likely: Sequence[Sentence]) -> dict[str, float]:
    first = likely[:_LIKELY]
    # What is asked about a name: «wife» in «Who is the wife of …».
    relation = np.array(findings.term_weights)
    relation[np.isin([term.word for term in query.terms], list(names(query.text, query.language)))] = 0.0
    relation /= relation.sum() or 1.0
    return {
        "coverage_by_sentence": max((sentence.coverage for sentence in reading.sentences), default=0.0),
        "coverage_by_likely": max((sentence.coverage for sentence in first), default=0.0),
        "relation_held": float((reading.held @ relation).max()),
        "relation_held_by_likely": max((float(sentence.held @ relation) for sentence in first), default=0.0),
        "kind_missing": float(bool(reading.kinds) and not any(sentence.kinds for sentence in first)),
        "number_apart": _number_apart(reading),
    }


def _number_apart(reading: Reading) -> float:
    """How much less of the question a sentence with such a number holds as is asked for, than the best one does."""
    if reading.kinds.isdisjoint(NUMERIC):
        return 0.0
    known = reading.signals[:, _KNOWN].sum(axis=1)
    numbered = [not sentence.kinds.isdisjoint(NUMERIC) for sentence in reading.sentences]
    return float(known.max(initial=0.0) - known[numbered].max(initial=0.0))
