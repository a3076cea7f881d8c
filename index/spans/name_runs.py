"""Where in a sentence names stand: capitals in a row, without what has its capital for another reason."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from index.analysis import Term, words
from index.background import general_share, is_ordinary
from index.compounds import parts
from index.named import NO_NAME
from index.sentence_words import VIETNAMESE_LETTER
from index.spans.words import NAMES_VI, NO_PLACE_DE, NOT_DETERMINED_DE, OPENINGS_VI, OPENS_NAME, PARTICLES_DE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from index.spans.located import Located

_JOINS = re.compile(r"\s|\.\s?|['’‑-]|\s?&\s?|·|・")
_LONGEST_ABBREVIATION = 2  # letters
_GRAMMAR = 0.15  # share of texts with a word like «when», and hardly ever with a first name
# Before a German name there is no article and no adjective, before most nouns there is.
_ARTICLE = re.compile(
    r"d(?:er|ie|as|en|em|es)|k?ein(?:e[mnrs]?)?|(?:dies|jed|jen|welch|manch|sein|ihr|unser|mein|all|viel|einig|mehrer|beid|"
    r"wenig)e?[mnrs]?|am|im|zum|zur|beim|vom|ins|ans"
)
_ADJECTIVE = re.compile(r"\w{2,}e[mnrs]?")
_NOUN = re.compile(
    r".{2,}(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tum|ismus|isten?|ität|täten?|ionen?|nisse?n?|ments?|linge?n?|"
    r"innen|euren?|zeug|stoffe?n?|werke?n?|zeit|anlage)"
)
_VIETNAMESE_SYLLABLE = re.compile(
    r"(?:ngh?|[ptkc]h|tr|gi|qu|[bcdđghklmnprstvx])?[^\W\d_bcdđfghjklmnpqrstvwxz]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
_NOT_DETERMINED, _NO_PLACE, _GERMAN_PARTICLES, _VIETNAMESE_NAMES, _VIETNAMESE_OPENINGS, _OPENS_NAME = (
    frozenset(listed.split())
    for listed in (NOT_DETERMINED_DE, NO_PLACE_DE, PARTICLES_DE, NAMES_VI, OPENINGS_VI, OPENS_NAME)
)


def runs(found: Located, language: str) -> Iterator[tuple[int, int]]:
    """Capitals in a row as first and last place, with the particles between them; none of them is an article."""
    read = found.read
    particles = _GERMAN_PARTICLES if language == "de" else None
    first: int | None = None
    last = -1
    for at, word in enumerate(read.shown):
        if first is not None and not _joined(found, at):
            yield first, last
            first = None
        if word[0].isupper() and NO_NAME.isdisjoint(read.tags[at]):
            first, last = (at if first is None else first), at
        elif first is not None and not _particle(found, at, particles):
            yield first, last
            first = None
    if first is not None:
        yield first, last


def _joined(found: Located, at: int) -> bool:
    """Does a word go on with what the one before it began? A full stop joins only behind an initial or a title."""
    gap, before = found.between(at - 1, at), found.read.shown[at - 1]
    short = len(before) <= _LONGEST_ABBREVIATION or "honorific" in found.read.tags[at - 1]
    return _JOINS.fullmatch(gap) is not None and (short or "." not in gap)


def _particle(found: Located, at: int, particles: Collection[str] | None) -> bool:
    """Is the word a particle of a name that goes on behind it, at most one other particle between?"""
    read = found.read
    for place in range(at, min(at + 3, len(read.shown))):
        if place > at and found.between(place - 1, place) not in (" ", "'", "’"):
            return False
        if place > at and read.shown[place][0].isupper():
            return True
        if "particle" not in read.tags[place]:
            return False
        if place == at and particles is not None and read.folded[at] not in particles:
            return False
    return False


def proper(found: Located, language: str, names: Collection[str]) -> Iterator[tuple[int, int]]:
    """The runs that are names, and of which the question names no part; as first and last place."""
    read = found.read
    for first, last in runs(found, language):
        start = first
        if first == 0 and _only_opens(found, last, language):
            start = 1
        if start > last or (last == start and len(read.shown[start]) == 1):
            continue
        if language == "de":
            start = _without_nouns(found, start, last)
            if not _german_name(found, start, last):
                continue
        if start == last and VIETNAMESE_LETTER.search(read.text) and not _vietnamese_name(found, start):
            continue
        held = {word for token in read.shown[start : last + 1] for word in words(token)}
        if held.isdisjoint(names):
            yield start, last


def _only_opens(found: Located, last: int, language: str) -> bool:
    """Has the first word of the sentence its capital only because it is the first?"""
    read = found.read
    if read.folded[0] in _VIETNAMESE_OPENINGS and VIETNAMESE_LETTER.search(read.text):
        return True
    if last == 0 or not {"at", "near", "number"}.isdisjoint(read.tags[0]):
        return ordinary(read.shown[0], language)
    return read.folded[0] not in _OPENS_NAME and _commonness(read.folded[0], language) >= _GRAMMAR


def _without_nouns(found: Located, first: int, last: int) -> int:
    """Where the name begins in a run of a German text: «die Hafenmeisterin Ada Thornley» begins with a noun."""
    read = found.read
    while first < last and "role" not in read.tags[first] and found.between(first, first + 1) != "-":
        if not (read.shown[first].islower() or _is_noun(read.shown[first]) or _after_article(found, first)):
            break
        first += 1
    return first


def _german_name(found: Located, first: int, last: int) -> bool:
    read = found.read
    if last > first:
        common = [ordinary(token, "de") or _is_noun(token) for token in read.shown[first : last + 1]]
        return not all(common) and not (common[-1] and found.between(last - 1, last) == "-")
    word, before = read.folded[first], read.folded[first - 1] if first else ""
    if _is_noun(word) or _determined(found, first):
        return False
    return not ordinary(word, "de") or (before in {"in", "nach", "aus"} and word not in _NO_PLACE)


def _determined(found: Located, at: int) -> bool:
    """Does an article stand before the word, or what ends like an adjective?"""
    before = found.read.folded[at - 1] if at else ""
    return _after_article(found, at) or (
        _ADJECTIVE.fullmatch(before) is not None
        and before not in _NOT_DETERMINED
        and (at == 1 or found.read.shown[at - 1].islower())
    )


def _after_article(found: Located, at: int) -> bool:
    return at > 0 and _ARTICLE.fullmatch(found.read.folded[at - 1]) is not None


def _is_noun(word: str) -> bool:
    return _NOUN.fullmatch(word.casefold()) is not None or bool(parts(word.casefold()))


def _vietnamese_name(found: Located, at: int) -> bool:
    read = found.read
    foreign = len(read.folded[at]) > 2 and not _VIETNAMESE_SYLLABLE.fullmatch(read.folded[at])
    return foreign or read.folded[at] in _VIETNAMESE_NAMES or (len(read.shown[at]) > 1 and read.shown[at].isupper())


@lru_cache(maxsize=1 << 14)
def ordinary(word: str, language: str) -> bool:
    """Is it such a word as ordinary texts of a language are full of?"""
    return is_ordinary(word, language)


@lru_cache(maxsize=1 << 12)
def _commonness(word: str, language: str) -> float:
    """Share of ordinary texts of a chunk's length that hold a word, 0…1."""
    return max((general_share(Term(part, (part,)), language) for part in words(word)), default=0.0)
