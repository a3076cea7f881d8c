"""Where sentences begin and end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.types import Span

# A longer run is no sentence but a list, a table or text without full stops; it is cut so that a quote stays a quote.
MAX_SENTENCE = 600

# sentencex knows the abbreviations of many languages; these it misses, and news uses them in every second article.
_ABBREVIATIONS = {
    "vi": "TP Tp Q P TX TT GS PGS TS ThS BS KS LS CN ĐH NXB Tr St",
    "de": "Abs Art Aufl Bd ca ggf inkl Jh Kap Mio Mrd Nr Prof Str Tel vgl zzgl",
    "fr": "M MM Mme Mlle Mmes Me Dr Pr St Ste Mgr av env",
    "es": "Sr Sra Sres Srta Dr Dra Ud Uds EE UU Gral Cnel Avda núm pág",
    "it": "Sig Sigg Dott Dr Ing Avv Prof Mons On Sen pag",
    "ru": "т е д п г гг им ул тыс млн млрд руб напр см стр проф акад ген",
    "pt": "Sr Sra Dr Dra Prof Exmo Av núm pág",
}
_ABBREVIATION_AT_END = {
    language: re.compile(rf"(?<!\w)(?:{'|'.join(words.split())})\.\s*$") for language, words in _ABBREVIATIONS.items()
}
# Languages that write «the 12th» as «12.»; sentencex knows it before the name of a month only.
_ORDINAL_LANGUAGES = frozenset(
    ["cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr", "tr"]
)
_ORDINAL_AT_END = re.compile(r"(?<![\w.,:])\d{1,3}\.\s+$")
_INITIAL_AT_END = re.compile(r"(?<!\w)(?=[^\W\d_])\w\.\s+$")  # the J. of «J. Smith»
# Best places to cut a run that is too long: after a clause mark, after a blank.
_CLAUSE_END = re.compile(r"[;:,–—،؛،、，；：]\s*")
_BLANK = re.compile(r"\s+")


def sentence_spans(text: str, language: str) -> list[Span]:
    """Find the sentences of a text.

    A line end always ends a sentence: paragraphs are never joined.

    Args:
        text: any text.
        language: ISO 639-1 code; an unknown one is split by the rules for English.

    Returns:
        (start, end) in characters of ``text``, in order, not overlapping, blanks around them left out; no span is
        empty or longer than ``MAX_SENTENCE``. All text but blanks is covered.
    """
    spans: list[Span] = []
    offset = 0
    for line in text.split("\n"):
        for start, end in _sentences_of_line(line, language):
            spans.extend(_cut_to_length(text, offset + start, offset + end))
        offset += len(line) + 1
    return spans


def _sentences_of_line(line: str, language: str) -> list[Span]:
    from sentencex import segment

    abbreviation = _ABBREVIATION_AT_END.get(language, _INITIAL_AT_END)
    spans: list[Span] = []
    start = at = 0
    for piece in segment(language, line) if line.strip() else ():
        at += len(piece)
        unfinished = (
            line[at : at + 1].islower()
            or line[at : at + 1] == "-"  # «c.-à-d.»
            or abbreviation.search(line, start, at)
            or (language in _ORDINAL_LANGUAGES and _ORDINAL_AT_END.search(line, start, at))
        )
        if unfinished and at < len(line):
            continue
        spans.append((start, at))
        start = at
    # Should the library ever drop a character, the rest stays one sentence instead of shifting every offset.
    if start < len(line):
        spans.append((start, len(line)))
    return spans


def _cut_to_length(text: str, start: int, end: int) -> list[Span]:
    pieces: list[Span] = []
    while True:
        start, end = _trim(text, start, end)
        if end - start <= MAX_SENTENCE:
            break
        cut = _best_cut(text, start, start + MAX_SENTENCE)
        pieces.append(_trim(text, start, cut))
        start = cut
    if start < end:
        pieces.append((start, end))
    return pieces


def _best_cut(text: str, start: int, limit: int) -> int:
    """The last clause end in the second half of the run, else the last blank there, else the limit itself."""
    for mark in (_CLAUSE_END, _BLANK):
        ends = [m.end() for m in mark.finditer(text, start + MAX_SENTENCE // 2, limit)]
        if ends:
            return ends[-1]
    return limit


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
