"""A question put together anew: with another place, time or question word, or with words of the one before."""

from __future__ import annotations

import re

from index import operators
from index.background import is_ordinary
from index.followups.fitting import fits, without_cost
from index.followups.reading import Parsed, content, folded, spans_of_names, times
from index.followups.said import determined, led_by
from index.followups.tables import (
    ENDS,
    LANGUAGES,
    UNSPACED,
    function_words,
    pattern,
    prepositions,
    question_phrase,
    straight,
    word_set,
)
from index.language import detect_question

LONGEST = 200
"""Characters of a question that goes on, besides its operators: the oldest words are left out first."""

_LONGEST_FILTERS = 120
_NAMES = {"source": "site", "language": "lang", "since": "after", "until": "before"}
_LEAST_ADDED = 2
_COMMONEST = ("en", "de", "fr", "es", "vi", "ru", "it", "pt")


def question(text: str, context: str, filters: dict[str, str], language: str) -> str:
    """Write a question out: its words, those of earlier ones in brackets, operators."""
    text = shorter(" ".join(text.split()).strip(ENDS), LONGEST)
    context = shorter(_new_words(context, text), LONGEST - len(text) - 4)
    whole = f"{text} ({context})" if context else text
    mark = "？" if language in UNSPACED else " ?" if language == "fr" else "?"
    written = [f"{_NAMES[kind]}:{_value(value)}" for kind, value in filters.items()]
    while written and len(" ".join(written)) > _LONGEST_FILTERS:
        written.pop(0)
    return " ".join([f"{whole[:1].upper()}{whole[1:]}{mark}", *written])


def _value(value: str) -> str:
    return f'"{value}"' if re.search(r"\s", value) else value


def shorter(text: str, most: int) -> str:
    """As many words of a text as fit, from its beginning."""
    if len(text) <= most:
        return text
    beginning = text[: max(0, most)]
    # What is written without blanks is cut anywhere.
    return (text[: most + 1].rpartition(" ")[0] if " " in beginning else beginning).strip(ENDS)


def _new_words(context: str, text: str) -> str:
    """The parts of a context that say anything the text does not."""
    known = folded(text)
    parts = [part for part in re.split(r"[,;]\s*", context) if not folded(part) <= known]
    return ", ".join(parts)


def merged(before: Parsed, now: Parsed, *, time_said: bool) -> dict[str, str]:
    """The operators of both, those said now before those of their kind; a time said in words counts as one."""
    kept = dict(before.filters)
    if time_said or {"since", "until"} & now.filters.keys():
        kept = {kind: value for kind, value in kept.items() if kind not in {"since", "until"}}
    return kept | dict(now.filters)


def without_times(before: Parsed) -> Parsed:
    """The same question without words for a time."""

    def left(text: str) -> str:
        return operators.without(text, times(text, before.language)).strip(ENDS)

    core = left(before.core)
    # A question that is a time and nothing else is none without it.
    return Parsed(
        core=core or before.core, context=left(before.context), filters=before.filters, language=before.language
    )


def subject(before: Parsed, *, without_names: bool = False) -> str:
    """What a question is about, to be added to another one: its words without those that ask, then its context."""
    text, language = _unconnected(before), before.language
    if without_names:
        for start, end in reversed(spans_of_names(text, language, opening=False)):
            text = f"{_unled(text[:start], language)} {text[end:]}"
    phrase = question_phrase(text, language)
    if phrase:
        text = f"{_unled(text[: phrase[0]], language)} {text[phrase[1] :]}".replace(" , ", ", ")
    text = pattern("PRONOUNS", language).sub(" ", straight(text)) if before.context else text
    text = _unled(_without_first(" ".join(text.split()).replace(" ,", ","), language), language).strip(ENDS)
    # «How much is it worth?» adds little to what it is about, and the next question to that.
    if before.context and content(text, language) < _LEAST_ADDED and not spans_of_names(text, language, opening=False):
        text = ""
    return ", ".join(part for part in (lowered(text, language), before.context) if part)


def thing(about: str, language: str) -> str:
    """Of what a question is about that which «it» may stand for: «the bell» of «stole the bell»."""
    first, _, behind = about.partition(" ")
    led = straight(behind).casefold().split(" ", 1)[0] in word_set("DETERMINERS", language)
    plain = straight(first).casefold() in word_set("DETERMINERS", language) | prepositions(language).keys()
    return behind if led and not plain and first.islower() else about


def _unconnected(before: Parsed) -> str:
    """The question without «what about» before it."""
    connective = pattern("CONNECTIVES", before.language).match(straight(before.core))
    if connective and connective.end() < len(before.core) and before.language not in UNSPACED:
        return before.core[connective.end() :].strip(ENDS)
    return before.core


def _without_first(text: str, language: str) -> str:
    """The text without the words of no meaning that it begins with, articles apart."""
    kept = word_set("DETERMINERS", language) | prepositions(language).keys()
    empty = (function_words(language) | word_set("ASKING_VERBS", language)) - kept
    apart = text.split(" ")
    while len(apart) > 1 and straight(apart[0]).casefold() in empty:
        apart.pop(0)
    return " ".join(apart)


def _unled(text: str, language: str) -> str:
    """The text without words at its end that say nothing there."""
    apart = text.split()
    while apart and straight(apart[-1]).casefold().strip(ENDS) in function_words(language) | {""}:
        apart.pop()
    return " ".join(apart)


def lowered(text: str, language: str) -> str:
    """The text with a small letter at its beginning, unless a name, or a German noun, stands there."""
    first = re.match(r"[\w'’-]+", text)
    if not first or (len(first.group()) > 1 and first.group()[1].isupper()):
        return text
    word = first.group().casefold()
    small = straight(word) in function_words(language) or (
        language != "de"
        and is_ordinary(word, language)
        and not any(span[0] == 0 for span in spans_of_names(text, language, opening=False))
    )
    return text[:1].lower() + text[1:] if small else text


def asked_anew(before: Parsed, phrase: str, language: str) -> Parsed:
    """The question with another phrase that asks, in the place of its own."""
    core, context = _unconnected(before), before.context
    own = question_phrase(core, before.language)
    without = f"{core[: own[0]]} {core[own[1] :]}" if own else core
    if context and own and content(without, before.language) <= 1 and _refers(without, before.language):
        # «How old is he (who discovered the comet)?» and «When?»
        core, context, own = context, "", None
    if language != before.language or not (own == (0, len(core)) or fits(core, own, phrase, language)):
        # Two languages make no sentence, nor do «when» and «discovered the comet».
        about = without_cost(subject(before), before.language)
        return Parsed(core=phrase, context=about, filters=before.filters, language=language)
    if own is None:
        core = f"{phrase} {lowered(core, language)}"
    elif own[0] == 0:
        core = f"{phrase} {core[own[1] :].strip(ENDS)}"
    else:
        core = f"{core[: own[0]]}{lowered(phrase, language)}{core[own[1] :]}"
    if language in UNSPACED:
        core = re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", core)
    return Parsed(core=core, context=context, filters=before.filters, language=language)


def _refers(text: str, language: str) -> bool:
    return any(pattern(table, language).search(straight(text)) for table in ("PRONOUNS", "POSSESSIVES", "THERE"))


def with_piece(before: Parsed, piece: str, *, named: bool) -> Parsed:
    """The question with another place, person or thing.

    Args:
        before: the question.
        piece: «in Kursk», «Putin», «the bus»; takes the place of what has the same preposition, or is a name too.
        named: whether the piece is one with a name in it.
    """
    for kind in ("core", "context"):
        text: str = getattr(before, kind)
        slot = _slot(text, piece, before.language, named=named)
        if slot:
            text = f"{text[: slot[0]]}{piece}{text[slot[1] :]}"
            core, context = (text, before.context) if kind == "core" else (before.core, text)
            return Parsed(core=core, context=context, filters=before.filters, language=before.language)
    space = "" if before.language in UNSPACED else " "
    joint = space if led_by(piece, before.language) else f",{space}" if space else "，"
    core = f"{before.core}{joint}{piece}"
    return Parsed(core=core, context=before.context, filters=before.filters, language=before.language)


def _slot(text: str, piece: str, language: str, *, named: bool) -> tuple[int, int] | None:
    """What a piece takes the place of."""
    spans = spans_of_names(text, language, opening=False)
    lead = led_by(piece, language)
    if lead:
        return _slot_behind(text, spans, prepositions(language)[lead], language, named=named)
    if named:
        apart = [span for span in spans if not _led(text, span, language)]
        chosen = (apart or spans)[-1:]
        return chosen[0] if chosen else None
    if language == "de" and determined(piece, language) and _first(piece) not in word_set("OBLIQUE", "de"):
        articles = "|".join(sorted(word_set("DETERMINERS", language)))
        noun = r"\w+" if text.islower() else r"[A-ZÄÖÜ]\w+"
        found = list(re.finditer(rf"(?<!\w)(?:{articles})(?: [a-zäöüß]+e[nmrs]?)? {noun}", text, re.UNICODE))
        free = [match.span() for match in found if not _led(text, match.span(), language)]
        return free[0] if len(free) == 1 else None
    return None


def _first(text: str) -> str:
    return straight(text).casefold().split(" ", 1)[0]


def _led(text: str, span: tuple[int, int], language: str) -> bool:
    """Does a preposition stand before a part of a text?"""
    before = text[: span[0]].split()
    while (
        before and straight(before[-1]).casefold() in word_set("DETERMINERS", language) - prepositions(language).keys()
    ):
        before.pop()
    return bool(before) and straight(before[-1]).casefold() in prepositions(language)


def _slot_behind(
    text: str, spans: list[tuple[int, int]], group: frozenset[str], language: str, *, named: bool
) -> tuple[int, int] | None:
    """The last phrase with one of some prepositions, of the same kind: with a name, or without one."""
    written = "|".join(sorted(map(re.escape, group), key=len, reverse=True))
    articles = "|".join(sorted(map(re.escape, word_set("DETERMINERS", language)))) or "(?!)"
    led = re.compile(rf"(?<!\w)(?:{written})(?:(?<=')|\s+)(?:(?:{articles})(?:(?<=')|\s+))?", re.IGNORECASE)
    for match in reversed(list(led.finditer(straight(text)))):
        name = next((span for span in spans if span[0] == match.end()), None)
        if name:
            if named:
                return match.start(), name[1]
            continue
        word = re.match(r"[^\W\d_][\w'-]*", text[match.end() :])
        if not word:
            continue
        end = match.end() + word.end()
        typed_small = text.islower() and not is_ordinary(word.group(), language)
        if named == typed_small:
            return match.start(), end
    return None


def language_of(text: str, hint: str) -> str:
    """The language of a question, one of ``LANGUAGES``.

    Args:
        text: the question, or a part of one.
        hint: the language it is most likely in, empty where that is unknown.
    """
    found = detect_question(text[:LONGEST], {hint: 1.0} if hint else {})
    found = found if found in LANGUAGES else hint or "en"
    # «Who met Oslen?» is full of Dutch words, but asks in English.
    if not _asks(text, found, anywhere=True):
        return next((code for code in (hint, *_COMMONEST) if code and _asks(text, code, anywhere=False)), found)
    return found


def _asks(text: str, language: str, *, anywhere: bool) -> bool:
    text = straight(text.strip(ENDS))
    found = pattern("QUESTIONS", language)
    if anywhere:
        return found.search(text) is not None
    return bool(found.match(text) or pattern("ONLY", language).match(text))
