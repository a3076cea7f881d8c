"""Text to lexical tokens, the same for every engine: words, stems, and bigrams for scripts without spaces."""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from Stemmer import Stemmer

# Snowball's name of each language it can stem. Vietnamese, Chinese, Japanese, Thai … need none.
_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish",
}  # fmt: skip

# Thai, Lao, Burmese, Khmer, kana, Han, Hangul: words are not set apart by blanks, or carry their particles with them.
_SPACELESS = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e80-\u0eff\u1000-\u103f\u1780-\u17d3\u3005\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
# Signs that belong to a word but that Python's \w leaves out: combining accents, Hebrew and Arabic points, the vowel
# signs of the Indic scripts (their block without the danda, which ends sentences).
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"
_TOKEN = re.compile(
    rf"(?P<number>(?:[1-9]\d{{0,2}}(?: \d{{3}})+(?!\d)|\d+)(?:[.,’'٬٫]\d+)*(?![{_MARKS}\w]))"
    rf"|(?P<spaceless>[{_SPACELESS}]+)"
    rf"|(?P<word>(?:(?![{_SPACELESS}_])[\w{_MARKS}])+)"
)
# An alphabet has so few pairs that any text holds most of them.
_SPACELESS_ALPHABET = re.compile("[\u0e01-\u0eff\u1000-\u103f\u1780-\u17d3]")
_SPACELESS_RUN = re.compile(rf"[{_SPACELESS}]")
# 1.234.567,8 and 1,234,567.8 and 1’234’567.8, and 12,34,567.8 as in India.
_GROUPED = re.compile(
    r"([1-9]\d{0,2}(?P<mark>[.,’'٬])\d{3}(?:(?P=mark)\d{3})*|[1-9]\d?(?:,\d\d)+,\d{3})(?:(?!(?P=mark))[.,٫](\d+))?"
)
_POINTS = re.compile("[\u0307\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
_ACCENTS = re.compile("[\u0300-\u0306\u0308-\u036f]")
# Letters with a stroke, and the one without a dot, that Unicode does not take for accented ones.
_STROKES = str.maketrans("ıłøđ", "ilod")
_LATIN_WITH_ACCENT = re.compile("[\u00c0-\u024f]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# What a hint is worth beside a word, measured on XQuAD with BM25 alone (MRR@10: de .926 to .938, vi .949 to .957,
# zh .955 to .958); half or twice as much is worse by up to .003.
_PART, _SYLLABLES, _SIGN = 0.5, 0.4, 0.3
_MAX_WORD = 64  # longer runs are debris; an engine's own limit would otherwise decide

_stemmers = threading.local()


def words(text: str) -> list[str]:
    """Split a text into words, without stemming.

    Case, width and composition are folded; a number is written in ASCII digits, without thousands separators and with
    a point before its decimals; a run of a script without spaces becomes its overlapping character pairs, of an
    alphabet (Thai, Lao, Burmese, Khmer) its overlapping triples.

    Returns:
        The words in order of appearance, repeats kept.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    if folded.isalpha() and not _SPACELESS_RUN.search(folded):
        return [folded[:_MAX_WORD]]  # what most single words are
    found: list[str] = []
    for match in _TOKEN.finditer(folded):
        token = match.group()
        if match.lastgroup == "number":
            found.append(_plain_number(token))
        elif match.lastgroup == "spaceless":
            size = 3 if _SPACELESS_ALPHABET.match(token) else 2
            found.extend(token[at : at + size] for at in range(max(1, len(token) - size + 1)))
        else:
            found.append(_POINTS.sub("", token)[:_MAX_WORD])
    return [word for word in found if word]


def stem(words_: Sequence[str], language: str) -> list[str]:
    """Reduce words to the stems under which they are indexed; one stem for each word, in order.

    Args:
        words_: as ``words`` gives them.
        language: ISO 639-1 code; words of a language without a stemmer stay whole.
    """
    algorithm = _SNOWBALL.get(language)
    stems = _stemmer(algorithm).stemWords(list(words_)) if algorithm else list(words_)
    # Accents tell Vietnamese words apart; elsewhere people leave them out when they type.
    return stems if language == "vi" else [_without_accents(s) for s in stems]


def is_ngram(word: str) -> bool:
    """Is this one of the pairs or triples of characters that stand for the words of a script without spaces?"""
    return _SPACELESS_RUN.match(word) is not None


def tokens(text: str, language: str) -> list[str]:
    """Give what is indexed of a text: its stems in order, repeats kept, then what ``hints`` adds to them."""
    found = words(text)
    return stem(found, language) + [hint for hint, _ in hints(found, language)]


def hints(words_: Sequence[str], language: str) -> list[tuple[str, float]]:
    """Give what helps to find a text without being a word of it.

    Args:
        words_: as ``words`` gives them, in order.
        language: ISO 639-1 code.

    Returns:
        Tokens in order, repeats kept, each with what it is worth in a question, where a word is worth 1: the parts of
        German compounds, the pairs of Vietnamese syllables (most words have two), single Chinese characters.
    """
    if language == "vi":
        return [(f"{one}_{other}", _SYLLABLES) for one, other in pairwise(words_)]
    if language == "de":
        from index.compounds import parts

        return [(part, _PART) for word in words_ for part in parts(word)]
    return [(sign, _SIGN) for pair in words_ for sign in pair[:1] if _HAN.match(sign)]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a question.

    Attributes:
        word: as ``words`` gives it.
        stems: its distinct stems in the languages it may be matched in, most likely language first.
    """

    word: str
    stems: tuple[str, ...]


def query_terms(question: str, languages: Iterable[str]) -> list[Term]:
    """Give the distinct terms of a question in order of appearance.

    Args:
        question: as asked.
        languages: ISO 639-1 codes it may be matched in, most likely first; at least one. A question in Vietnamese
            that is typed without any marks matches words with them.
    """
    languages = list(languages)
    distinct = list(dict.fromkeys(words(question)))
    by_language = [stem(distinct, language) for language in languages]
    stems = [tuple(dict.fromkeys(variants)) for variants in zip(*by_language, strict=True)]
    if languages[0] == "vi" and question.isascii():
        from index.accents import accented

        stems = [tuple(dict.fromkeys((*own, *accented(word)))) for own, word in zip(stems, distinct, strict=True)]
    by_stems: dict[tuple[str, ...], Term] = {}
    for word, variants in zip(distinct, stems, strict=True):
        by_stems.setdefault(variants, Term(word, variants))
    return list(by_stems.values())


def _plain_number(token: str) -> str:
    digits = "".join(str(unicodedata.decimal(sign, sign)) for sign in token if sign != " ")
    if grouped := _GROUPED.fullmatch(digits):
        whole, _, decimals = grouped.groups()
        return re.sub(r"\D", "", whole) + (f".{decimals}" if decimals else "")
    return re.sub(r"[^\d.]", ".", digits)


def _without_accents(word: str) -> str:
    if not _LATIN_WITH_ACCENT.search(word):
        return word
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", word.translate(_STROKES))))


def _stemmer(algorithm: str) -> Stemmer:
    """A stemmer of this thread's own: PyStemmer's objects must not be shared between threads."""
    from Stemmer import Stemmer

    cached: dict[str, Stemmer] = _stemmers.__dict__.setdefault("by_algorithm", {})
    if algorithm not in cached:
        # Without a cache of its own: those who ask keep what became of a word, and lists by the ten thousand are looked
        # through again and again by Python's collector.
        cached[algorithm] = Stemmer(algorithm, 0)
    return cached[algorithm]
