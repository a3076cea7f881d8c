"""Outlets that a question names: «what did The Verge report on …»."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from ipaddress import ip_address
from typing import TYPE_CHECKING

from index.analysis import is_ngram, stem, words
from index.background import is_ordinary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}")
# Hosts of one outlet for some of its readers: «m.taz.de», «edition.cnn.com».
_FRONT = re.compile(r"(?<![a-z\d.-])(?:(?:www|m|amp|mobile|edition)\.)+(?=[\w-]+\.)", re.IGNORECASE)
# What registries of two-letter countries sell names under: «co.uk», «com.vn».
_SECOND_LEVEL = frozenset(
    ["ac", "asn", "co", "com", "ed", "edu", "gen", "go", "gob", "gouv", "gov", "gub", "ltd", "mil", "ne", "net", "nom",
     "or", "org", "plc", "sch", "web"]
)  # fmt: skip
_SHORTEST = 3
# Languages that give names endings; the others set an apostrophe or a word in front.
_ADDING_S = frozenset(["da", "de", "nb", "nn", "no", "sv"])
_INFLECTING = _ADDING_S | {"cs", "el", "et", "fi", "hu", "hy", "lt", "pl", "ro", "ru", "sr"}
_SHORTEST_ROOT = 4  # shorter ones are the roots of too many other words
_WORD = re.compile(r"\w+")

# Place of an outlet, its name, and what it is called here.
_Called = tuple[int, str, str]


class Outlets:
    """The outlets of an index, by what people call them; safe to use from several threads.

    A question is looked up in tables, so that it takes as long with ten outlets as with ten thousand.
    """

    def __init__(self, outlets: Sequence[tuple[str, str]]) -> None:
        """Take name and host of each outlet."""
        self._called: dict[str, list[_Called]] = defaultdict(list)
        for place, (written, host) in enumerate(outlets):
            name = _tidy(written)
            for label in dict.fromkeys(_labels(name, host)):
                self._called[_folded(label)].append((place, name, label))
        lengths: dict[str, set[int]] = defaultdict(set)
        for label in self._called:
            lengths[label[:_SHORTEST]].add(len(label))
        self._lengths = {beginning: sorted(found) for beginning, found in lengths.items()}
        self._most_words = max((len(_WORD.findall(label)) for label in self._called), default=0)
        self._by_roots: dict[str, dict[tuple[str, ...], list[_Called]]] = {}

    def named(self, question: str, language: str) -> list[int]:
        """Find the outlets a question names.

        Letter case is ignored unless the name is an ordinary word («Time», «Die Welt»): that must be written as the
        outlet writes it, or in capitals. Endings are ignored in languages that decline names.

        Args:
            question: as asked.
            language: ISO 639-1 code of the question.

        Returns:
            Places of the outlets, ascending.
        """
        text = _FRONT.sub(" ", _tidy(question))
        found = {
            place
            for written, called in self._as_called(text)
            for place, name, label in called
            if _is_written_as_name(written, name, text) or not is_ordinary(label, language)
        }
        if language in _INFLECTING:
            found.update(
                place
                for written, called in self._inflected(text, language)
                for place, name, label in called
                if _is_form_of(written, label) and (_begins_as(written, name) or not is_ordinary(label, language))
            )
        return sorted(found)

    def _as_called(self, text: str) -> Iterator[tuple[str, list[_Called]]]:
        """What stands in a text just as an outlet is called."""
        folded = _folded(text)
        for start in range(len(text)):
            lengths = self._lengths.get(folded[start : start + _SHORTEST])
            if lengths is None or not _parts(text, start) or re.search(r"\w\.\Z", text[max(0, start - 2) : start]):
                continue
            for end in (start + length for length in lengths):
                called = self._called.get(folded[start:end])
                if called and end <= len(text) and _parts(text, end):
                    yield text[start:end], called

    def _inflected(self, text: str, language: str) -> Iterator[tuple[list[str], list[_Called]]]:
        """Words of a text that share their stems with what an outlet is called."""
        by_roots = self._by_roots.get(language)
        if by_roots is None:
            by_roots = self._by_roots[language] = self._roots(language)
        written = _WORD.findall(text)
        roots = _stems([word.casefold() for word in written], language)
        for many in range(1, self._most_words + 1):
            for start in range(len(roots) - many + 1):
                if called := by_roots.get(tuple(roots[start : start + many])):
                    yield written[start : start + many], called

    def _roots(self, language: str) -> dict[tuple[str, ...], list[_Called]]:
        """The tables' entries by the stems of their words, as far as those are long enough to tell."""
        by_roots: dict[tuple[str, ...], list[_Called]] = defaultdict(list)
        for label, called in self._called.items():
            roots = _stems(_WORD.findall(label), language)
            if "." not in label and max(map(len, roots), default=0) >= _SHORTEST_ROOT:
                by_roots[tuple(roots)] += called
        return dict(by_roots)


def _is_written_as_name(found: str, name: str, question: str) -> bool:
    """Does the way it is written tell a name from the ordinary word it may be: «Time», «time.com», «BBC»?"""
    return found == name or "." in found or (found.isupper() and not question.replace(found, " ").isupper())


def _stems(folded: Sequence[str], language: str) -> list[str]:
    """Stems of words, also of names that end in a vowel and an «s», which the stemmers leave on."""
    return stem([word.removesuffix("s") for word in folded] if language in _ADDING_S else folded, language)


def _is_form_of(written: Sequence[str], label: str) -> bool:
    """Do words have the label's, but for endings in their place or behind them?"""
    return all(len(word) >= len(of) - 1 for word, of in zip(written, _WORD.findall(label), strict=True))


def _begins_as(written: Sequence[str], name: str) -> bool:
    """Do words begin in the letters of the name's words, capitals included?"""
    return [word[:3] for word in written] == [word[:3] for word in _WORD.findall(name)]


def _labels(name: str, host: str) -> Iterator[str]:
    """What the outlet is called: its name, its host, and its domain with and without ending."""
    hosts = [host.casefold()]
    if _HOST.fullmatch(name.casefold()):
        hosts.append(name.casefold())
    elif not _is_address(name):
        yield from _telling(name)
    for one in hosts:
        if not _is_address(one):
            own = _FRONT.sub("", one)
            domain = _domain(own)
            yield from _telling(own, domain, domain.split(".")[0])


def _telling(*labels: str) -> Iterator[str]:
    yield from (label for label in labels if len(label) >= _SHORTEST and words(label))


def _is_address(host: str) -> bool:
    """Is this an IP address?"""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _domain(host: str) -> str:
    """``bbc.co.uk`` of ``news.bbc.co.uk``, ``taz.de`` of ``blogs.taz.de``."""
    parts = host.split(".")
    ending = 2 if len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _SECOND_LEVEL else 1
    return ".".join(parts[-ending - 1 :])


def _tidy(text: str) -> str:
    """A text with one form of each letter, and single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _folded(text: str) -> str:
    """A text without letter case, every letter in its place."""
    return "".join([low if len(low := letter.casefold()) == 1 else letter for letter in text])


def _parts(text: str, at: int) -> bool:
    """Can a word begin or end here? Between scripts and in those without blanks always, else not amid letters."""
    before, after = text[at - 1 : at], text[at : at + 1]
    if not (_WORD.match(before) and _WORD.match(after)) or is_ngram(before) or is_ngram(after):
        return True
    return before.isalpha() and after.isalpha() and _script(before) != _script(after)


def _script(letter: str) -> str:
    """``LATIN``, ``CYRILLIC`` and so on, empty for what has no name."""
    return unicodedata.name(letter, "").split(" ", 1)[0]
