"""The words of a quote that answer a question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.analysis import is_ngram, stem, words
from index.expectation import UNIT, Kind, expected
from index.followups.tables import question_phrase
from index.names import names
from index.spans.amounts import against, amounts, counts, times, years
from index.spans.clauses import causes, means
from index.spans.located import located
from index.spans.name_runs import ordinary
from index.spans.names import organisations, persons, places, titles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from index.query import Query
    from index.spans.located import Candidate, Located
    from index.types import Span

_MOST = 2  # parts in bold
# So much of the question's words, in nats, a sentence says at least that answers with a name, a time or a number: one
# that says less speaks of something else.
_LEAST_SAID = 2.0
_TELLING = 1.0
_LEAST_SHARE_SAID = 0.25
_LEAST_WORTH = 0.4
_MOST_OF_QUOTE = 0.6  # in bold; more would stress nothing
# How far words of the question reach, in characters; a comma between counts as so many.
_REACH = 25.0
_REACH_UNSPACED = 10.0
_WORD = re.compile(r"\w[\w'’-]*")
_CLAUSE_MARK = re.compile(r"[,;:()–—«»“”„\"，；：（）]")
_CLAUSE_MARK_COUNTS = 15
# So much of the best one's closeness a second one must have to be shown too; if a third has it as well, none is surer.
_AS_CLOSE = 0.6
_AS_CLOSE_NAMED = 0.4
# A number that counts anything is the answer only where there is none with the unit asked for.
_WORTH = {Kind.COUNT: 0.5}
# What has the unit that is asked for, or the word for a reason, hardly needs the question's words beside it.
_COUNTED = frozenset([Kind.COUNT])
_BY_THEMSELVES = frozenset([*UNIT, Kind.CAUSE, Kind.MEANS])
_NAMED = frozenset([Kind.PERSON, Kind.NAME, Kind.ORGANISATION])
_NAMED_OR_PLACED = _NAMED | {Kind.PLACE}
_TOGETHER = 8  # characters between two names that are told in one breath
_CLEARLY = 1.25
# Among more names than these the words of the question hardly tell which one answers.
_MOST_NAMES = 3
# A person's name answers «What is its name?» only where it is surely one, by an office or because the person speaks.
_PERSON_AS_NAME = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of a question tells the words that answer it.

    Attributes:
        kinds: of answer that it asks for.
        words: its words, as ``analysis.words`` gives them.
        names: those of them that are written as names.
        stems: what its words may be in an article, with how much each says, in nats.
        telling: its words that say what it is about.
        weight: how much all of its words say, without those that ask, in nats.
        language: it is in, ISO 639-1.
    """

    kinds: frozenset[Kind]
    words: frozenset[str]
    names: frozenset[str]
    stems: dict[str, float]
    telling: frozenset[str]
    weight: float
    language: str


def asked(query: Query, weights: Sequence[float]) -> Asked:
    """Read a question; ``weights`` are what each of the query's terms says, in nats."""
    stems: dict[str, float] = {}
    for term, weight in zip(query.terms, weights, strict=True):
        for one in term.stems:
            stems[one] = max(weight, stems.get(one, 0.0))
    return Asked(
        kinds=expected(query.text),
        words=frozenset(words(query.text)),
        names=names(query.text, query.language) | _written_large(query),
        stems=stems,
        telling=frozenset(t.word for t, weight in zip(query.terms, weights, strict=True) if weight >= _TELLING),
        weight=_weight(query, weights),
        language=query.language,
    )


def _weight(query: Query, weights: Sequence[float]) -> float:
    """How much a question's words say, apart from those that ask: few articles hold «when», and no answer needs it."""
    phrase = question_phrase(query.text, query.language) or (0, 0)
    asking = words(query.text[slice(*phrase)])
    return sum(weight for term, weight in zip(query.terms, weights, strict=True) if term.word not in asking)


def _written_large(query: Query) -> frozenset[str]:
    """The words with a capital, at the question's beginning too, that ordinary texts are not full of."""
    large = [word for word in _WORD.findall(query.text) if word[0].isupper()]
    return frozenset(part for word in large if not ordinary(word, query.language) for part in words(word))


def answering_words(quote: str, of: Asked, *, language: str, best: Span | None = None) -> tuple[Span, ...]:
    """Find the words of a quote that answer: an amount, a date, a name, a reason.

    Args:
        quote: one sentence, or the one that answers with one beside it.
        of: the question.
        language: of the quote, ISO 639-1.
        best: where in the quote the sentence stands that answers; None is all of it.

    Returns:
        At most two spans of the quote, ascending, apart, together no more than some half of it. None where the question
        asks for nothing in particular, several words answer as well, or the sentence says too little of the question.
    """
    best = best or (0, len(quote))
    spans: list[Span] = []
    surest = 0.0
    for start, end in (best, (0, best[0]), (best[1], len(quote))):
        here = located(quote[start:end])
        candidates = _candidates(here, of, language)
        worth = max((one.worth for one in candidates), default=0.0)
        # Where how many there are is asked for, a number of just that may stand in the sentence beside.
        if worth > surest and (not surest or of.kinds == _COUNTED):
            surest = worth
            spans = [(start + one.start, start + one.end) for one in _nearest(candidates, here, of, language)]
    return tuple(spans) if sum(end - start for start, end in spans) <= _MOST_OF_QUOTE * len(quote) else ()


def _nearest(candidates: Sequence[Candidate], here: Located, of: Asked, language: str) -> list[Candidate]:
    """Those that stand nearest to what the question says, in the order of the text; none if too many stand as near."""
    said = _said(here, of, language) if len(candidates) > 1 else []
    scored = sorted(((_closeness(one, said, here), one) for one in candidates), key=lambda pair: (-pair[0], pair[1]))
    if len(scored) > _MOST_NAMES and of.kinds & _NAMED:
        return []
    as_close = _AS_CLOSE_NAMED if Kind.NAME in of.kinds or here.read.unspaced else _AS_CLOSE
    near = [one for score, one in scored if score >= as_close * scored[0][0]]
    if len(near) == _MOST and of.kinds & _NAMED_OR_PLACED and not _together(*sorted(near)):
        near = near[:1] if scored[0][0] >= _CLEARLY * scored[1][0] else []
    return sorted(one for one in near if one.worth >= _LEAST_WORTH) if len(near) <= _MOST else []


def _together(one: Candidate, other: Candidate) -> bool:
    """Do two names stand side by side, as in «Ada Thornley and Bob Hask»?"""
    return other.start - one.end <= _TOGETHER


def _candidates(here: Located, of: Asked, language: str) -> list[Candidate]:
    """What in a sentence may answer, in the order of the text, apart: the worthier first, then the longer."""
    found: list[Candidate] = []
    about = of.language != language or _speaks_of(here, of, language)
    for kind in sorted(of.kinds if about else of.kinds & _BY_THEMSELVES, key=_order):
        worth = _WORTH.get(kind, 1.0) if len(of.kinds) > 1 else 1.0
        if kind is Kind.PERSON and Kind.NAME in of.kinds:
            worth *= _PERSON_AS_NAME
        found += [one._replace(worth=one.worth * worth) for one in _of_kind(here, kind, of, language)]
    apart: list[Candidate] = []
    for one in sorted(found, key=lambda one: (-one.worth, one.start - one.end, one.start)):
        if not any(one.start < other.end and other.start < one.end for other in apart):
            apart.append(one)
    return sorted(apart)


def _speaks_of(here: Located, of: Asked, language: str) -> bool:
    """Does a sentence say enough of what the question says to answer it?"""
    says = sum({word: weight for _, _, word, weight in _said(here, of, language)}.values())
    return says >= max(_LEAST_SAID, _LEAST_SHARE_SAID * of.weight)


def _order(kind: Kind) -> int:
    return kind.value


def _of_kind(here: Located, kind: Kind, of: Asked, language: str) -> Iterable[Candidate]:
    if kind in UNIT:
        return amounts(here, *UNIT[kind], of.words)
    return _FINDERS[kind](here, language, of)


_FINDERS: dict[Kind, Callable[[Located, str, Asked], Iterable[Candidate]]] = {
    Kind.COUNT: lambda here, language, of: against(here, of.words, list(counts(here, language, of.words, of.telling))),
    Kind.TIME: lambda here, _, of: times(here, of.words),
    Kind.YEAR: lambda here, _, of: years(here, of.words),
    Kind.PERSON: lambda here, language, of: persons(here, language, of.names),
    Kind.PLACE: lambda here, language, of: places(here, language, of.names, of.words),
    Kind.NAME: lambda here, language, of: titles(here, language, of.names, of.words),
    Kind.ORGANISATION: lambda here, language, of: organisations(here, language, of.names),
    Kind.CAUSE: lambda here, language, _: causes(here, language),
    Kind.MEANS: lambda here, language, _: means(here, language),
}


def _said(here: Located, of: Asked, language: str) -> list[tuple[int, int, str, float]]:
    """Where the sentence says what the question says: start, end, which word, and how much that says."""
    text, found = here.read.text, []
    if here.read.unspaced:
        folded = text.casefold()
        for one, weight in of.stems.items():
            if is_ngram(one):
                found += [(match.start(), match.end(), one, weight) for match in re.finditer(re.escape(one), folded)]
    stems = stem([(words(token) or [""])[0] for token in here.read.shown], language)
    found += [(*span, one, of.stems[one]) for one, span in zip(stems, here.at, strict=True) if one in of.stems]
    return found


def _closeness(candidate: Candidate, said: Sequence[tuple[int, int, str, float]], here: Located) -> float:
    """How near a candidate stands to the words of the question, each counted once, times what it is worth."""
    text = here.read.text
    reach = _REACH_UNSPACED if here.read.unspaced else _REACH
    nearest: dict[str, float] = {}
    for start, end, word, weight in said:
        if end <= candidate.start:
            gap = text[end : candidate.start]
        elif candidate.end <= start:
            gap = text[candidate.end : start]
        else:
            gap = ""
        apart = len(gap) + _CLAUSE_MARK_COUNTS * len(_CLAUSE_MARK.findall(gap))
        nearest[word] = max(nearest.get(word, 0.0), weight * reach / (reach + apart))
    return candidate.worth * (sum(nearest.values()) + 0.5)
