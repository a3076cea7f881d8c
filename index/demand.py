"""What an article must hold to be about a topic: its words, not merely something near them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from index import operators
from index.analysis import Term, hints, is_ngram, words
from index.background import general_share
from index.names import names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.query import Query

# Share of ordinary texts: a word that more of them hold («the», «nach», «avec») says nothing of what a text is about.
# In France .29 hold «France». A Vietnamese syllable is part of many words («nam» of .36).
_EMPTY, _EMPTY_SYLLABLE = 0.3, 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Which tokens a chunk must hold.

    Attributes:
        all_of: of each of these at least one; none where there are no words to hold.
        pairs: in a text of ``language``, of these too, at least so many as ``fewest`` says.
        fewest: as said.
        language: ISO 639-1 code, empty where there are no pairs.
    """

    all_of: tuple[tuple[str, ...], ...]
    pairs: tuple[str, ...] = ()
    fewest: int = 0
    language: str = ""


def demanded(query: Query) -> Demand | None:
    """What an article about a query's topic holds; None where any will do, for nothing is named but a time.

    All words but those that most texts hold and those that only ask for news: of «What's new about the harbour?» the
    last one. In scripts without spaces the pairs (triples) of characters that reach from one word into the next need
    not be there, as long as each character is part of one that is. In Vietnamese, where each syllable stands by itself,
    syllables must stand side by side too: half as many times as there are syllables, for most words have two.
    """
    if not query.text.strip() or (query.only_time and not query.terms):
        return None
    asked = _asked(query)
    empty = _EMPTY_SYLLABLE if query.language == "vi" else _EMPTY
    telling = [term for term in asked if general_share(term, query.language) < empty] or asked
    stems = {term.word: term.stems for term in telling}
    all_of = [term.stems for term in telling if not is_ngram(term.word)]
    all_of += [
        tuple(dict.fromkeys(stem for gram in grams for stem in stems[gram]))
        for grams in _covering([word for word in words(query.topic) if is_ngram(word) and word in stems])
    ]
    # Typed without marks, a syllable may be one of several; so may a pair.
    vietnamese = query.language == "vi" and not query.topic.isascii()
    said = {term.word for term in asked}
    spoken = [word for word in words(query.topic) if word in said] if vietnamese else []
    pairs = tuple(dict.fromkeys(pair for pair, _ in hints(spoken, "vi")))
    return Demand(
        all_of=tuple(dict.fromkeys(one for one in all_of if not any(set(other) < set(one) for other in all_of))),
        pairs=pairs,
        fewest=max(1, len(telling) // 2) if pairs else 0,
        language="vi" if pairs else "",
    )


def _asked(query: Query) -> Sequence[Term]:
    """The terms without those that only ask for news."""
    if not query.rest:
        return query.terms
    quoted = " ".join(query.text[start:end] for start, end in operators.quoted(query.text))
    # «Fox News» is a name.
    asked = {*words(query.rest), *words(quoted), *names(query.text, query.language)}
    return [term for term in query.terms if term.word in asked] or query.terms


def _covering(grams: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """For each character of each run of overlapping grams, those that it is part of."""
    breaks = [at + 1 for at, (one, other) in enumerate(pairwise(grams)) if one[1:] != other[:-1]]
    for start, end in pairwise([0, *breaks, len(grams)]):
        run = grams[start:end]
        size = max(map(len, run), default=0)
        for place in range(len(run) + size - 1 if run else 0):
            yield tuple(run[max(0, place - size + 1) : place + 1])
