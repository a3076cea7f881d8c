"""Lines in which a page speaks to its reader: consents, players, paywalls, newsletters, calls to click."""

from __future__ import annotations

import re

from index.call_rules import (
    ASKED,
    ASKED_IN_SHORT,
    ASKING,
    CONTRIBUTIONS,
    EMBEDDED,
    MAYBE_PLACEHOLDERS,
    OFFERS,
    PAYWALLS,
    PLACEHOLDERS,
    SHORT_OFFERS,
)
from index.phrases import alternation, folded, phrases
from index.source_line import SENTENCE_END

_LONGEST = 400  # characters of a line that may be such a call
_LONGEST_OFFER = 120
_LONGEST_BEGINNING = 12
_MOST_SENTENCES = 4

# As they are written: «Mit Ihrer Zustimmung» speaks to the reader, «mit ihrer Zustimmung» of somebody.
_AT_ONCE = re.compile(rf"\W{{0,4}}(?:{alternation(PLACEHOLDERS)}|{alternation(PAYWALLS)})")
_MAYBE = re.compile(rf"\W{{0,4}}(?:{alternation(MAYBE_PLACEHOLDERS)})(?!\w)")
_OFFER = re.compile(
    rf"\W{{0,4}}(?:(?:{alternation(OFFERS)})(?!\w)"
    rf"|(?:{alternation(SHORT_OFFERS)})(?:\s[^\W\d_]+)?(?:\s?[!:»›→>|–-].*|\W*)$)"
)
_ASKING = re.compile(rf"\W{{0,4}}(?:{alternation(ASKING)})(?!\w)", re.IGNORECASE)
# Few lines begin like one of hundreds of entries: told by these letters, where each of the patterns takes its time.
_BEGIN = 4
_BEGINNINGS = frozenset(
    entry[:_BEGIN]
    for table in (PLACEHOLDERS, MAYBE_PLACEHOLDERS, PAYWALLS, OFFERS, SHORT_OFFERS, ASKING)
    for entry in phrases(table)
)
_QUOTED = tuple("\"'“”„«»‘’‚")
_NEXT_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=\S)")


def is_call(line: str) -> bool:
    """Whether a line is a page's word to its reader, and no sentence of the article."""
    if len(line) > _LONGEST or line.startswith(_QUOTED):
        return False
    return (_begins(line) and (bool(_AT_ONCE.match(line)) or _is_placeholder(line) or _is_offer(line))) or _asks(line)


def is_contribution(line: str) -> bool:
    """Whether a line, at the end of an article, says who else worked on it."""
    return len(line) <= _LONGEST and line[-1:] != "?" and CONTRIBUTIONS.fullmatch(line) is not None


def _begins(text: str) -> bool:
    return folded(text[:_LONGEST_BEGINNING])[:_BEGIN] in _BEGINNINGS


def _is_placeholder(line: str) -> bool:
    return _MAYBE.match(line) is not None and EMBEDDED.search(line) is not None


def _is_offer(line: str) -> bool:
    return len(line) <= _LONGEST_OFFER and line[-1:] not in ".。" and _OFFER.match(line) is not None


def _asks(line: str) -> bool:
    """Whether the line, or the first or last of its few sentences, asks for a click or a subscription."""
    sentences = _NEXT_SENTENCE.split(line)
    return len(sentences) <= _MOST_SENTENCES and any(map(_is_asking, {sentences[0], sentences[-1]}))


def _is_asking(sentence: str) -> bool:
    if not (_begins(sentence) and _ASKING.match(sentence)):
        return False
    return bool(ASKED.search(sentence) or (not SENTENCE_END.search(sentence) and ASKED_IN_SHORT.search(sentence)))
