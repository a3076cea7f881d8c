"""One story in several places: which articles carry the same text.

A text is kept as the smallest hashes of its runs of words. How many of the smaller text's hashes the larger one holds
tells how much of it was taken over, also where one is cut short, has debris around it or another headline. Reports of
one event in other words share almost no runs; a translation shares none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from index.analysis import words

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

SKETCH = 256  # hashes kept of a text: shorter ones are compared exactly, longer ones to within .03
_RUN = 5  # words
# Different runs: below this a text is a caption or a notice, and equal words are no sign of an equal story.
_FEWEST = 16
_FEWEST_SHARED = 8  # hashes
# Share of the smaller text that the larger one holds. Pages of one outlet are alike for other reasons too: furniture,
# templates, a live page that takes in the preview.
_INSIDE, _INSIDE_SAME_OUTLET = 0.5, 0.75
# A text that is this small beside the other tells a small part of it only.
_SMALLEST = 0.1
# What an outlet repeats on this many pages is its furniture. Where the rest is this large a share of both pages,
# this much of the rest must be the same too, or they are two editions of one column.
_FURNITURE_PAGES = 3
_REST, _REST_INSIDE = 0.15, 0.3
# Hashes: a text that is furniture from end to end and no longer than this is a notice («subscribe to read on»).
_LONGEST_NOTICE = 64
# In a story any two are alike at least by this share of what makes a pair: A like B like C is not enough.
_LOOSEST = 0.7
_COMPARED = 8  # members of each story that must agree before two become one
# A run of words in many articles links each with so many of the longest ones, and with as many next to it in length.
_LINKS = 4
_PAIRS_AT_ONCE = 1 << 22
# Share of a quote's words that whoever carries it has kept: desks cut a word, or add a name.
_CARRIED = 0.8

_Pair = tuple[int, int]


def sketch(text: str) -> NDArray[np.uint32]:
    """Make what ``stories`` compares of an article's text.

    Returns:
        Up to ``SKETCH`` hashes, distinct and ascending; none where the text is shorter than about 20 words (in
        scripts without spaces: characters).
    """
    return sketch_of(np.array([crc32(word.encode("utf-8", "surrogatepass")) for word in words(text)], np.uint32))


def sketch_of(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Make the sketch of a text by the CRC-32 of each of its words, in order; see ``sketch``."""
    runs = np.zeros(max(0, len(hashes) - _RUN + 1), np.uint64)
    for at in range(_RUN):
        runs = (runs ^ hashes[at : at + len(runs)].astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        runs ^= runs >> np.uint64(29)
    distinct = np.unique((runs * np.uint64(0xBF58476D1CE4E5B9) >> np.uint64(32)).astype(np.uint32))
    return distinct[:SKETCH] if len(distinct) >= _FEWEST else distinct[:0]


def stories(
    sketches: Sequence[NDArray[np.uint32]], articles: NDArray[np.int64], outlets: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Find the articles that carry the same story.

    The order of the arguments' rows does not matter. Memory grows with the number of articles, time hardly faster.

    Args:
        sketches: of each article, as ``sketch`` makes them.
        articles: their ids, all different.
        outlets: a number for each article's outlet, 0 … 2³²-1.

    Returns:
        The story of each article: the lowest id among those that carry it, its own where no other does.
    """
    # Long before short, so that a run of words links the many with the fullest; by id, so that rows may come anyhow.
    order = np.lexsort((articles, np.array([-_length(one) for one in sketches])))
    texts = _texts([sketches[at] for at in order], outlets[order])
    found = np.empty(len(sketches), np.int64)
    for members in _merged(texts, len(sketches)):
        places = order[members]
        found[places] = articles[places].min()
    return found


def carries(text: str, quote: str) -> bool:
    """Tell whether an article carries a quote nearly word for word.

    That is: a run of the text's words, at most 1.25 times as many as the quote's, holds at least .8 of those in their
    order; and between the first and the last of them stand the quote's numbers and no others. Letter case, punctuation
    and the way numbers are written do not count; a number that is spelt out is a word like any other. In scripts
    without spaces, what ``analysis.words`` makes of them is compared.

    Returns:
        False too where the quote has no words.
    """
    asked, told = words(quote), words(text)
    needed, room = math.ceil(_CARRIED * len(asked)), round(len(asked) / _CARRIED)
    vocabulary = set(asked)
    known = np.cumsum([0, *(word in vocabulary for word in told)])
    ends = np.minimum(np.arange(len(told)) + room, len(told))
    # Comparing is slow, counting is not: only where enough words are known can they stand in order.
    likely = np.flatnonzero((known[ends] - known[:-1] >= needed) & (np.diff(known) > 0))
    return bool(asked) and any(_is_told(asked, told[at : at + room], needed) for at in likely.tolist())


def _is_told(asked: Sequence[str], told: Sequence[str], needed: int) -> bool:
    """Do at least so many of the words asked for stand here in their order, among the same numbers?"""
    blocks = SequenceMatcher(None, asked, told, autojunk=False).get_matching_blocks()
    # The last block is empty: it marks the end.
    if sum(block.size for block in blocks) < needed:
        return False
    return _numbers(asked) == _numbers(told[blocks[0].b : blocks[-2].b + blocks[-2].size])


def _numbers(found: Sequence[str]) -> list[str]:
    return [word for word in found if any(sign.isdigit() for sign in word)]


def standing(outlets: Sequence[Hashable], published: Sequence[datetime | None]) -> list[int]:
    """Tell which articles of one story stand for it: of each outlet the newest, which replaces its older ones.

    Args:
        outlets: of each article.
        published: when, all with a time zone; an article without a date is taken for older than any with one.

    Returns:
        Places in the arguments, newest first: the first stands for the story, the others also report it. Ties keep
        their order.
    """
    times = [when.timestamp() if when else -np.inf for when in published]
    newest: dict[Hashable, int] = {}
    for at in sorted(range(len(times)), key=lambda at: -times[at]):
        newest.setdefault(outlets[at], at)
    return list(newest.values())


@dataclass(frozen=True, slots=True, eq=False)
class _Texts:
    """Sketches as ``_compare`` takes them, in order of rank; equal ones of one outlet stand once.

    Attributes:
        sketches: of each text, empty where it has none or is a notice.
        outlets: of each text.
        furniture: what outlets repeat on many pages: hash << 32 | outlet, ascending.
        copies: (rank, rank) of the texts that are set aside because an earlier one is equal.
    """

    sketches: list[NDArray[np.uint32]]
    outlets: list[int]
    furniture: NDArray[np.uint64]
    copies: list[_Pair]


def _texts(sketches: list[NDArray[np.uint32]], outlets: NDArray[np.int64]) -> _Texts:
    flat = _labelled(sketches, outlets)
    flat.sort()
    often = np.unique(flat[_FURNITURE_PAGES - 1 :][flat[_FURNITURE_PAGES - 1 :] == flat[: 1 - _FURNITURE_PAGES]])
    kept: list[NDArray[np.uint32]] = []
    copies: list[_Pair] = []
    first: dict[tuple[int, bytes], int] = {}
    for rank, (one, outlet) in enumerate(zip(sketches, outlets.tolist(), strict=True)):
        notice = len(one) <= _LONGEST_NOTICE and not len(_rest(one, outlet, often))
        earlier = rank if notice else first.setdefault((outlet, one.tobytes()), rank)
        if earlier != rank:
            copies.append((earlier, rank))
        kept.append(one[:0] if notice or earlier != rank else one)
    return _Texts(kept, outlets.tolist(), often, copies)


def _rest(one: NDArray[np.uint32], outlet: int, furniture: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """What is left of a text's hashes without its outlet's furniture."""
    labelled = one.astype(np.uint64) << np.uint64(32) | np.uint64(outlet)
    found = np.searchsorted(furniture, labelled, "left") < np.searchsorted(furniture, labelled, "right")
    rest: NDArray[np.uint32] = one[~found]
    return rest


def _length(one: NDArray[np.uint32]) -> float:
    """About how many distinct runs of words the text has."""
    return len(one) if len(one) < SKETCH else SKETCH / (float(one[-1]) + 1) * 2**32


def _merged(texts: _Texts, count: int) -> Iterator[list[int]]:
    """The ranks of each story's texts: most alike first, as long as all in a story are alike."""
    known: dict[_Pair, tuple[float, float]] = {}

    def alike(one: int, other: int) -> tuple[float, float]:
        pair = (min(one, other), max(one, other))
        if pair not in known:
            known[pair] = _compare(texts, *pair)
        return known[pair]

    pairs = [(*alike(one, other), one, other) for one, other in _candidates(texts.sketches)]
    likely = sorted((-resemblance, one, other) for inside, resemblance, one, other in pairs if inside >= 1)
    story, members = list(range(count)), [[rank] for rank in range(count)]

    def join(one: int, other: int) -> None:
        for rank in members[other]:
            story[rank] = one
        members[one] = sorted(members[one] + members[other])
        members[other] = []

    for _, one, other in likely:
        first, second = sorted((story[one], story[other]))
        known_ones, new_ones = members[first][:_COMPARED], members[second][:_COMPARED]
        if first != second and all(alike(a, b)[0] >= _LOOSEST for a in known_ones for b in new_ones):
            join(first, second)
    for one, copy in texts.copies:
        join(story[one], copy)
    return (ranks for ranks in members if ranks)


def _compare(texts: _Texts, one: int, other: int) -> tuple[float, float]:
    """How much of the smaller text is in the larger, against what makes a pair (1 does); and their resemblance, 0…1."""
    a, b = texts.sketches[one], texts.sketches[other]
    # Of each only the hashes that the other would have kept too.
    highest = min(int(text[-1]) if len(text) == SKETCH else 2**32 for text in (a, b))
    a, b = a[: np.searchsorted(a, highest, "right")], b[: np.searchsorted(b, highest, "right")]
    shared = _shared(a, b)
    small, large = sorted((len(a), len(b)))
    if shared < _FEWEST_SHARED or small < _SMALLEST * large:
        return 0.0, 0.0
    needed = _INSIDE
    if texts.outlets[one] == texts.outlets[other]:
        needed = _INSIDE_SAME_OUTLET
        rest_a, rest_b = (_rest(text, texts.outlets[one], texts.furniture) for text in (a, b))
        rest = min(len(rest_a), len(rest_b))
        judged = min(len(rest_a) / len(a), len(rest_b) / len(b)) >= _REST
        if judged and _shared(rest_a, rest_b) < _REST_INSIDE * rest:
            return 0.0, 0.0
    return shared / small / needed, shared / (len(a) + len(b) - shared)


def _shared(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> int:
    """Number of hashes in both; each holds none twice."""
    both = np.concatenate((one, other))
    both.sort()
    return int(np.count_nonzero(both[1:] == both[:-1]))


def _candidates(sketches: Sequence[NDArray[np.uint32]]) -> Iterator[_Pair]:
    """Pairs of ranks that share enough hashes to be a pair, the lower first; each once."""
    flat = _labelled(sketches, np.arange(len(sketches)))
    flat.sort()
    same = np.concatenate([[False], (flat[1:] ^ flat[:-1]) < 2**32, [False]])[: len(flat) + 1]
    in_group = same[1:] | same[:-1]
    ranks, begins = (flat[in_group] & np.uint64(2**32 - 1)).astype(np.int64), ~same[:-1][in_group]
    del flat, same, in_group  # the largest of all: not to be held while pairs are made
    first = np.flatnonzero(begins)[np.cumsum(begins) - 1]  # where each entry's group begins
    # As many turns as keep the pairs of one turn small; a pair comes in the turn of its lower rank.
    turns = 1 + len(ranks) * 2 * _LINKS // _PAIRS_AT_ONCE
    bounds = np.linspace(0, len(sketches), turns + 1).astype(np.int64)
    for low, high in pairwise(bounds.tolist()):
        pairs = np.sort(np.concatenate([*_linked(ranks, first, low, high)]))
        begin = np.flatnonzero(np.concatenate([pairs[:1] >= 0, pairs[1:] != pairs[:-1]]))
        often = pairs[begin[np.diff(np.append(begin, len(pairs))) >= _FEWEST_SHARED]]
        yield from zip((often >> 32).tolist(), (often & (2**32 - 1)).tolist(), strict=True)


def _linked(ranks: NDArray[np.int64], first: NDArray[np.int64], low: int, high: int) -> Iterator[NDArray[np.int64]]:
    """The pairs (rank << 32 | rank) within each group whose lower rank is in a range, once for each run they share."""
    wanted = (ranks >= low) & (ranks < high)
    places = np.arange(len(ranks))
    for step in range(1, _LINKS + 1):
        at = np.flatnonzero(wanted[:-step] & (first[step:] == first[:-step]))
        yield ranks[at] << 32 | ranks[at + step]
    for hub in range(_LINKS):
        at = np.flatnonzero(places - first > hub + _LINKS)
        at = at[wanted[first[at] + hub]]
        yield ranks[first[at] + hub] << 32 | ranks[at]


def _labelled(sketches: Sequence[NDArray[np.uint32]], labels: NDArray[np.int64]) -> NDArray[np.uint64]:
    """All hashes of all sketches, in order, each followed (hash << 32 | label) by its sketch's label, 0 … 2³²-1."""
    flat = np.concatenate([*sketches, np.empty(0, np.uint32)]).astype(np.uint64) << np.uint64(32)
    flat |= np.repeat(labels.astype(np.uint64), [len(one) for one in sketches])
    return flat
