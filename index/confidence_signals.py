"""What speaks for the articles holding an answer. A passage's rank is no sign: something always comes first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from index.analysis import is_ngram, words
from index.expectation import NUMERIC
from index.names import names
from index.sentence_signals import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.finding import Findings
    from index.query import Query
    from index.sentence_signals import Reading

# Indexes of this size, in chunks, are as small and as large as any: of one article people ask about that article, and
# what it does not tell looks as near as in a somewhat larger index.
_SMALL, _LARGE = 30, 1_000_000
# A question of several clauses is told in other words than a short one, and less of it need be found. Up to so many
# terms a question is short, from so many on it is long; between them it is something of both.
_SHORT, _LONG = 16, 22
_NGRAM = 0.6  # so much less than a word do the characters count that stand for one in a script without blanks
# What a sentence says of the question, itself and by what goes without saying there.
_KNOWN = [NAMES.index(name) for name in ("coverage", "headline_supplies", "beginning_supplies", "sentence_before")]
_OF_SHORT = (
    "meaning_if_small", "model_knows", "coverage_if_large", "matched", "missing_in_all", "size", "names_held",
    "number_apart", "spaceless", "coverage_if_spaceless",
)  # fmt: skip
_OF_LONG = ("meaning", "meaning_of_clauses", "coverage", "coverage_by_two", "names_missing", "missing", "size")
# In another language than the articles only names, numbers and loanwords are held.
_OF_FOREIGN = ("meaning", "meaning_of_sentence", "model_knows", "coverage", "matched", "names_held")


def confidence_signals(query: Query, findings: Findings, reading: Reading) -> dict[str, float]:
    """Tell what speaks for an answer.

    Args:
        query: what is asked.
        findings: the passages, at least one.
        reading: of these passages.

    Returns:
        By name, and by others for a long question (``long_…``) and one in another language than every passage
        (``foreign_…``), so that each of the three has weights of its own: closeness in ``meaning`` (cosines, times
        how well the model knows the language) of the best chunk, the best sentence, and the mean over the question's
        clauses; ``coverage`` of the question's weight by one passage and by two, 0…1, and how much that is
        (``matched``, in log nats); what is ``missing`` from the best passage, the weightiest term and all, in nats;
        the weight of ``names`` that some passage holds, 0…1, or none does, in nats; how far the numbers stand from
        what is asked (``number_apart``, 0…1) where a number is asked for; how much of the question is ``spaceless``,
        written without blanks between words; and the index's ``size`` (decimal log of its chunks). In a small index
        the meaning of what is near says something, in a large one something is always near; so it is for coverage the
        other way round (``…_if_small``, ``…_if_large``).
    """
    signals = measured(query, findings, reading)
    foreign = float(all(passage.article.language != query.language for passage in findings.passages))
    length = len(query.terms) * (1 - _NGRAM * signals["spaceless"])
    long = (1 - foreign) * min(1.0, max(0.0, (length - _SHORT) / (_LONG - _SHORT)))
    short = 1 - foreign - long
    return (
        {name: short * signals[name] for name in _OF_SHORT}
        | {f"long_{name}": long * signals[name] for name in _OF_LONG}
        | {f"foreign_{name}": foreign * signals[name] for name in _OF_FOREIGN}
        | {"long": long, "foreign": foreign}
    )


def measured(query: Query, findings: Findings, reading: Reading) -> dict[str, float]:
    """All that ``confidence_signals`` chooses from; the arguments are the same."""
    signals = _closeness(findings) | _coverage(query, findings, reading)
    size = math.log10(min(max(findings.chunks, _SMALL), _LARGE))
    large = (size - math.log10(_SMALL)) / (math.log10(_LARGE) - math.log10(_SMALL))
    spaceless = float(np.mean([is_ngram(term.word) for term in query.terms])) if query.terms else 0.0
    return signals | {
        "number_apart": _number_apart(query, reading),
        "size": size,
        "spaceless": spaceless,
        "coverage_if_spaceless": spaceless * signals["coverage"],
        "coverage_if_large": large * signals["coverage"],
        "meaning_if_small": (1 - large) * signals["meaning"],
    }


def _closeness(findings: Findings) -> dict[str, float]:
    knows = findings.knows
    closest = np.concatenate(findings.closeness).max(axis=0)
    clauses = closest[1:] if len(closest) > 1 else closest
    return {
        "meaning": knows * max(passage.cosine for passage in findings.passages),
        "meaning_of_sentence": knows * float(closest[0]),
        "meaning_of_clauses": knows * float(clauses.mean()),
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
        "matched": math.log1p(covered * total),
        "missing": float((weights * (1 - best)).max(initial=0.0)),
        "missing_in_all": float(weights @ (1 - best)),
        "names_held": float(everywhere @ named / named.sum()) if named.sum() else 1.0,
        "names_missing": float(named @ (1 - everywhere)),
    }


def _number_apart(query: Query, reading: Reading) -> float:
    """How much less of the question a sentence with such a number holds as is asked for, than the best one does.

    A sentence with another number that the question does not name counts half: its unit may be one we do not know.
    """
    if reading.kinds.isdisjoint(NUMERIC):
        return 0.0
    asked = set(words(query.text))
    known = reading.signals[:, _KNOWN].sum(axis=1)
    fits = np.array([not sentence.kinds.isdisjoint(NUMERIC) for sentence in reading.sentences], np.bool_)
    other = np.array([_numbers(sentence.wording.words) - asked != set() for sentence in reading.sentences], np.bool_)
    found = (known[fits].max(initial=0.0) + known[fits | other].max(initial=0.0)) / 2
    return float(known.max(initial=0.0) - found)


def _numbers(words_: Iterable[str]) -> set[str]:
    return {word for word in words_ if word[0].isdecimal()}
