"""Where in a sentence the names stand that a question does not name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.analysis import words
from index.named import LONGEST_NAME, QUOTED
from index.spans.located import Candidate
from index.spans.name_runs import proper
from index.spans.words import BODIES, SOMEWHERE, SOUNDS_ZH

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from index.spans.located import Located
    from index.types import Span

_QUOTES = '"“”„«»‚‘’'
_HYPHENS = frozenset("-‑–")
_SOMEWHERE_BEFORE = frozenset(SOMEWHERE.split())
_OF = frozenset(["of", "d", "de", "du", "del", "di", "des"])
_BODIES = frozenset(BODIES.split())
_SHORT = 3  # letters: «Ada» is an island in one language and a person in others
_FOREIGN = re.compile(
    rf"[{SOUNDS_ZH}]{{1,8}}(?:[·•‧][{SOUNDS_ZH}]{{1,10}})+|[ァ-ヶー]{{2,}}(?:[・＝=][ァ-ヶー]{{2,}})+"
)
_TITLED = re.compile(
    r"(?:[一-龥]{2,4}|[ァ-ヶー]{2,12})(?=氏|さん|選手|首相|大統領|容疑者|监督|先生|女士)"
    r"|(?<=总统|總統|主席|市长|总理|教授|部长|校长|导演|船长)[一-龥]{2,3}(?=[说表称指在是的，,])"
)
_SOMEWHERE = re.compile(
    r"(?<=[在于於至到、，位])\s?[^在于於至到、，。的\W]{1,6}?(?:市|县|縣|省|镇|村|区|州|岛|島|町|駅|港|国|國)(?![域家际])"
    r"|(?<=[在于於至到])\s?[一-龥]{2,6}(?=[，。、])"
)
_BODY = re.compile(r"[一-龥A-Za-z]{2,10}(?:公司|银行|銀行|大学|大學|集团|协会|協会|組合|会社|学院)")


def persons(found: Located, language: str, names: Collection[str]) -> Iterator[Candidate]:
    """Names that may be a person's."""
    read = found.read
    if read.unspaced:
        yield from _matches(_FOREIGN, found, names, 1.0)
        yield from _matches(_TITLED, found, names, 0.9)
    for first, last in proper(found, language, names):
        before = read.tags[first - 1] if first else frozenset()
        after = read.tags[last + 1] if last + 1 < len(read.tags) else frozenset()
        titled = not {"honorific", "role"}.isdisjoint(before | read.tags[first])
        speaks = "said" in before or "said" in after
        acronym = first == last and len(read.shown[first]) > 1 and read.shown[first].isupper()
        body = any(
            len(read.shown[at]) > _SHORT and not {"firm", "place"}.isdisjoint(read.tags[at])
            for at in range(first, last + 1)
        )
        of_a_place = not titled and ("place" in before or (language == "en" and "article" in before))
        placed = not {"at", "particle"}.isdisjoint(before) and not titled
        led_by = read.folded[first - 1] if first and not titled else ""
        somewhere = led_by in _SOMEWHERE_BEFORE or (first == last and led_by in _OF)
        no_one = _is_quoted(found, first, last) or _of_a_body(found, last) or _compound(found, first, last, language)
        # A German word with a capital is a noun as likely as a name.
        doubtful = language == "de" and first == last and not (titled or speaks or "firm" in before)
        worth = 0.4 if read.unspaced else 0.9 if last > first else 0.5
        worth += 0.1 * titled + 0.1 * speaks - 0.3 * acronym - 0.6 * body - 0.3 * placed - 0.3 * somewhere
        worth -= 0.6 * (no_one or of_a_place) + 0.2 * doubtful
        yield Candidate(*found.span(first, last), max(worth, 0.1))


def _is_quoted(found: Located, first: int, last: int) -> bool:
    """Does it stand in quotation marks, as ships and books do?"""
    start, end = found.span(first, last)
    text = found.read.text
    return start > 0 and text[start - 1] in _QUOTES and text[end : end + 1] != "" and text[end] in _QUOTES


def _of_a_body(found: Located, last: int) -> bool:
    """Does it tell which body, such as «Saltby council»?"""
    read = found.read
    behind = last + 1
    return (
        behind < len(read.tags)
        and read.shown[behind].islower()
        and (read.folded[behind] in _BODIES or not {"firm", "place"}.isdisjoint(read.tags[behind]))
        and found.between(last, behind) == " "
    )


def _compound(found: Located, first: int, last: int, language: str) -> bool:
    """Is it a German noun put together of a name and a word, behind its article: «der Aue-Talsperre»?"""
    joined = all(found.between(at, at + 1) in _HYPHENS for at in range(first, last))
    return language == "de" and last > first > 0 and joined and "article" in found.read.tags[first - 1]


def places(found: Located, language: str, names: Collection[str], asked: Collection[str]) -> Iterator[Candidate]:
    """Names and words for places behind a preposition."""
    read = found.read
    if read.unspaced:
        yield from _matches(_SOMEWHERE, found, names, 1.0)
    for first, last in proper(found, language, names):
        before = read.tags[first - 1] if first else frozenset()
        if first > 1 and "article" in before:
            before = before | read.tags[first - 2]
        titled = not {"honorific", "role"}.isdisjoint(read.tags[first])
        worth = (1.0 if "at" in before else 0.35) - 0.3 * titled
        yield Candidate(*found.span(first, last), worth)
    for at, of in enumerate(read.tags):
        small = read.shown[at][0].islower() or language == "de"
        start = _preposition(found, at) if "place" in of and small and read.folded[at] not in asked else None
        if start is not None:
            named = _name_behind(found, at)
            yield Candidate(*found.span(start, named or at), 1.0 if named else 0.7)


def _preposition(found: Located, at: int) -> int | None:
    """The place of the preposition at most three words before a word for a place."""
    tags = found.read.tags
    return next((place for place in range(at - 1, max(-1, at - 4), -1) if "at" in tags[place]), None)


def _name_behind(found: Located, at: int) -> int | None:
    """Where the name of a place ends, behind the word for what it is: «im Hafen von Haselbach», «cảng Hải Vân»."""
    read = found.read
    linked = at + 1 < len(read.tags) and not {"at", "particle"}.isdisjoint(read.tags[at + 1])
    first = last = at + 1 + linked
    if first >= len(read.shown) or not read.shown[first][0].isupper() or found.between(first - 1, first) != " ":
        return None
    while last + 1 < len(read.shown) and read.shown[last + 1][0].isupper() and found.between(last, last + 1) == " ":
        last += 1
    return last


def titles(found: Located, language: str, names: Collection[str], asked: Collection[str]) -> Iterator[Candidate]:
    """What stands in quotation marks, and names behind a word like «called»."""
    read = found.read
    for match in QUOTED.finditer(read.text):
        quoted = match.group(1)
        short = quoted.count(" ") < LONGEST_NAME and not quoted.endswith((".", ",", "!", "?", "。"))
        if short and not set(words(quoted)) <= set(asked):
            yield Candidate(*match.span(1), 1.0)
    for first, last in proper(found, language, names):
        called = any("named" in read.tags[at] for at in range(max(0, first - 4), first))
        yield Candidate(*found.span(first, last), 1.0 if called else 0.3)


def organisations(found: Located, language: str, names: Collection[str]) -> Iterator[Candidate]:
    """Names that may be a firm's or a body's."""
    read = found.read
    if read.unspaced:
        yield from _matches(_BODY, found, names, 1.0)
    for first, last in proper(found, language, names):
        body = any("firm" in read.tags[at] for at in range(first, last + 1))
        acronym = any(token.isupper() and len(token) > 1 for token in read.shown[first : last + 1])
        titled = not {"honorific", "role"}.isdisjoint(read.tags[first])
        body = body or (first > 0 and "firm" in read.tags[first - 1])
        worth = 1.0 if body or acronym else 0.35
        yield Candidate(*found.span(first, last), worth - 0.3 * titled)


def _matches(pattern: re.Pattern[str], found: Located, names: Collection[str], worth: float) -> Iterator[Candidate]:
    for match in pattern.finditer(found.read.text):
        span: Span = match.span()
        if not set(words(match.group())) <= set(names):
            yield Candidate(*span, worth)
