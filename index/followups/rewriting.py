"""A question that goes on from the one before, such as «and in Kursk?», «und wann?» or «When did he say that?»."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from index.background import is_ordinary
from index.expectation import expected
from index.followups.joining import (
    asked_anew,
    language_of,
    merged,
    question,
    shorter,
    subject,
    thing,
    with_piece,
    without_times,
)
from index.followups.reading import Parsed, content, folded, parse, plain, spans_of_names
from index.followups.said import Said, determined, led_by, outlet, spoken, without_pronouns
from index.followups.said import said as read_said
from index.followups.tables import ENDS, LANGUAGES, UNSPACED, function_words, pattern, prepositions, straight, word_set
from index.names import capitalised

if TYPE_CHECKING:
    from collections.abc import Mapping

# Characters. What is longer says itself what it is about.
_LONGEST_SAID = 140
_LONGEST_BEFORE = 400
# Of what was asked before, so that there is room for what is added.
_LONGEST_KEPT = 130
# Words besides names from which a question with names is complete.
_COMPLETE = 2
# Words that a piece, or a question without names in a reply, may have.
_MOST_OF_A_PIECE = 4
_MOST_OF_A_REPLY = 5
_MOST_OF_A_SLIGHT_ONE = 2


def continued(said: str, before: str, *, replying: bool = False) -> str | None:
    """Tell what is meant by what a person says after a question.

    Args:
        said: what the person says now, in any language.
        before: the question before, such as stands by itself, with operators and words for a time.
        replying: whether it is a reply to the answer, and so most likely goes on.

    Returns:
        The question that is meant, standing by itself, with the filters that go on; at most about 330 characters. None
        where what is said stands alone, or may: a question wrongly taken to go on misleads.
    """
    said, before = plain(said[: _LONGEST_SAID * 4]), plain(before[: _LONGEST_BEFORE * 2])[:_LONGEST_BEFORE]
    if not said or len(said) > _LONGEST_SAID or not any(sign.isalnum() for sign in before):
        return None
    language = language_of(before, "")
    old, new = parse(before, language), parse(said, language_of(said, language))
    if old is None or new is None or not old.core:
        return None
    old = replace(old, core=shorter(old.core, _LONGEST_KEPT))
    # Brackets in what is said are the person's own.
    return _continued(replace(new, core=new.text, context=""), old, replying=replying)


def is_slight(said: str) -> bool:
    """Whether a question tells so little of what it is about that it may well go on from another.

    Of questions that no article answers, only such are worth asking once more with what the one before was about:
    others would be answered with something else (17 of 88 were, of these none).
    """
    return not capitalised(said) and content(said, language_of(said, "")) <= _MOST_OF_A_SLIGHT_ONE


def _names(new: Parsed) -> frozenset[str]:
    """The words of the names that were said: one left out would be another question."""
    return frozenset().union(
        *(folded(new.core[start:end]) for start, end in spans_of_names(new.core, new.language, opening=False))
    ) - folded(" ".join(match.group() for match in pattern("ONLY", new.language).finditer(new.core)))


def _continued(new: Parsed, old: Parsed, *, replying: bool) -> str | None:
    time_said = bool({"since", "until"} & new.filters.keys())
    if not new.core:
        old = without_times(old) if time_said else old
        return _written(old, merged(old, new, time_said=False)) if new.filters else None
    if new.filters and _only_begins(new.core):
        old = without_times(old) if time_said else old
        return _written(old, merged(old, new, time_said=False))
    what = read_said(new, replying=replying)
    if what is None:
        return None
    if not (what.connected or what.only) and what.news and not (replying and _is_time(what)):
        return None
    goes_on = what.connected or replying or what.only
    if goes_on and not what.question and (narrower := _narrower(what, new, old)):
        return narrower
    found = _anew(what, new, old, replying=replying)
    return found if found and _names(new) <= folded(found) else None


def _anew(what: Said, new: Parsed, old: Parsed, *, replying: bool) -> str | None:
    """Another question than before, in its words or with them."""
    goes_on = what.connected or replying or what.only
    old = without_times(old) if what.times or {"since", "until"} & new.filters.keys() else old
    filters = merged(old, new, time_said=bool(what.times))
    of_a_person = what.refers and pattern("PERSONS", what.language).search(straight(what.rest))
    worded = of_a_person or pattern("IDIOMS", what.language).search(straight(what.rest))
    if what.question and not what.content and not what.has_names and not worded and not _stands_to_something(what):
        return _another_question(what, old, filters, goes_on=goes_on)
    if not what.question and _is_piece(what, old, goes_on=goes_on):
        return _another_piece(what, old, filters)
    if _goes_on(what, old, connected=what.connected, replying=replying):
        return _with_subject(what, old, filters)
    return None


def _stands_to_something(what: Said) -> bool:
    """Does it say how something stands to what was spoken of: «who is against it»?"""
    apart = straight(what.rest).casefold().split()
    return what.refers and any(word in word_set("TOWARDS", what.language) for word in apart)


def _only_begins(core: str) -> bool:
    """Is it «only», «und nur» or the like in some language?"""
    return any(
        not pattern("ONLY", language).sub("", pattern("CONNECTIVES", language).sub("", straight(core), 1)).strip(ENDS)
        for language in sorted(LANGUAGES)
    )


def _is_time(what: Said) -> bool:
    """Is a time all that was said?"""
    return bool(what.times) and not what.question and not what.content


def _written(old: Parsed, filters: Mapping[str, str]) -> str:
    return question(old.core, old.context, dict(filters), old.language)


def _narrower(what: Said, new: Parsed, old: Parsed) -> str | None:
    """The same question to other articles: those of an outlet, or in a language."""
    if not what.text:
        return _written(old, merged(old, new, time_said=False)) if new.filters else None
    if code := spoken(what.text, what.language):
        return _written(old, merged(old, new, time_said=False) | {"language": code})
    if name := outlet(what.text, what.language, surely=not what.only):
        return _written(old, merged(old, new, time_said=False) | {"source": name})
    return None


def _another_question(what: Said, old: Parsed, filters: Mapping[str, str], *, goes_on: bool) -> str | None:
    """«And when?», «wo denn?», «When was that?», «And how many last week?»."""
    # «How many last week?» may be a new one.
    if not goes_on and not what.refers and content(what.rest, what.language):
        return None
    anew = asked_anew(old, what.question, what.language)
    if anew.core == what.question and not expected(f"{what.question}?"):
        # «What happened there?», where «what» alone would ask nothing.
        anew = replace(anew, core=without_pronouns(what))
    return _written(_with_times(anew, what), filters)


def _with_times(old: Parsed, what: Said) -> Parsed:
    for time in what.times:
        space = "" if old.language in UNSPACED else " "
        old = Parsed(core=f"{old.core}{space}{time}", context=old.context, filters=old.filters, language=old.language)
    return old


def _is_piece(what: Said, old: Parsed, *, goes_on: bool) -> bool:
    """Is what was said a place, a name, a thing or a time, and no sentence?"""
    if what.refers and what.content:
        return False
    lead = led_by(what.text, what.language)
    if goes_on:
        fragment = what.connected or what.only or lead or what.has_names or determined(what.text, what.language)
        short = what.besides <= (_MOST_OF_A_PIECE if fragment else 1)
        return short and not _asks_by_verb(what)
    # «In Kursk?» can hardly stand alone, where a place was asked for.
    return bool(
        lead and what.has_names and not what.besides and len(what.text.split()) <= 4 and what.language == old.language
    )


def _asks_by_verb(what: Said) -> bool:
    """Does it begin with a verb, as in «and did they find it»?"""
    text = straight(what.text)
    first = text.casefold().split(" ", 1)[0]
    return " " in text and (
        first in word_set("THIN", what.language) | word_set("ASKING_VERBS", what.language)
        or pattern("IDIOMS", what.language).match(text) is not None
    )


def _another_piece(what: Said, old: Parsed, filters: Mapping[str, str]) -> str:
    """«And in Kursk?», «and last week?», «und der Bus?»."""
    piece = what.text
    for time in what.times:
        piece = piece.replace(time, " ")
    piece = " ".join(piece.split()).strip(ENDS)
    if piece and not (what.times and straight(piece).casefold() in prepositions(what.language)):
        named = what.has_names or _typed_small(piece, what.language)
        old = with_piece(old, piece, named=named)
    return _written(_with_times(old, what), filters)


def _typed_small(piece: str, language: str) -> bool:
    """Is it «in kursk»: a name without its capital?"""
    apart = piece.split()
    led = led_by(piece, language)
    return (
        bool(led)
        and piece.islower()
        and not determined(piece[len(led) :].strip(), language)
        and not is_ordinary(apart[-1], language)
    )


def _goes_on(what: Said, old: Parsed, *, connected: bool, replying: bool) -> bool:
    """Does a whole sentence go on?"""
    if what.refers:
        return True
    if what.has_names:
        return what.besides < (_COMPLETE if connected else 1) and (connected or replying)
    if connected or replying:
        return what.content <= _MOST_OF_A_REPLY or what.may_refer
    return _of_an_event(what) or _same_thing(what, old)


def _of_an_event(what: Said) -> bool:
    """Does it ask who died or won, without saying where or what?"""
    left = pattern("OF_AN_EVENT", what.language).sub(" ", straight(what.rest))
    return bool(what.question) and left != straight(what.rest) and not content(left, what.language)


def _same_thing(what: Said, old: Parsed) -> bool:
    """Does it speak of «the bridge» after a bridge was asked for?"""
    articles = "|".join(map(re.escape, sorted(word_set("DEFINITE", what.language)))) or "(?!)"
    led = re.findall(rf"(?<!\w)(?:{articles})(?:(?<=')|\s)\s*([^\W\d_]{{3,}})", straight(what.text), re.IGNORECASE)
    known = folded(old.text)
    return (
        bool(what.question)
        and what.language == old.language
        and _adds_a_name(old, what.text)
        and any(folded(word) <= known and not folded(word) <= function_words(what.language) for word in led)
    )


def _adds_a_name(old: Parsed, text: str) -> bool:
    """Does the question before tell which one, by a name or a word as rare that was not said again?"""
    said = folded(text)
    return any(
        not folded(word) <= said and not is_ordinary(word, old.language)
        for word in re.findall(r"[^\W\d_]{3,}", old.text)
    )


def _with_subject(what: Said, old: Parsed, filters: Mapping[str, str]) -> str:
    """The sentence with what was spoken of before: a name in the place of its pronoun, else in brackets."""
    own = spans_of_names(old.core, old.language, opening=False)
    text = what.text
    points = any(pattern(table, what.language).search(straight(text)) for table in ("PRONOUNS", "POSSESSIVES", "THERE"))
    context = subject(old, without_names=what.has_names and not points)
    named = _person(old, own)
    persons = list(pattern("PERSONS", what.language).finditer(straight(text)))
    of_a_thing = what.refers and pattern("PRONOUNS", what.language).search(straight(text))
    # «Sie» may be a cable car; «she» is none.
    by_gender = bool(persons) and what.refers and what.language != "en" and not named
    if ((of_a_thing and not persons) or by_gender) and not pattern("POSSESSIVES", what.language).search(straight(text)):
        context = thing(context, old.language)
    if named and len(persons) == 1 and what.refers:
        start, end = persons[0].span()
        if text[:start].endswith("-") or (what.language == "de" and text[start:end] == "Sie" and start):
            return question(text, context, dict(filters), what.language)
        text = f"{text[:start]}{named}{text[end:]}"
        context = subject(old, without_names=True)
        if content(context, old.language) < _COMPLETE:
            context = ""
    return question(text, context, dict(filters), what.language)


def _person(old: Parsed, own: list[tuple[int, int]]) -> str:
    """The one name of a question, where it is that of someone, and no place's."""
    if len(own) != 1:
        return ""
    start, end = own[0]
    before = old.core[:start].split()
    led = led_by(f"{before[-1]} {old.core[start:end]}", old.language) if before else ""
    determined_ = bool(before) and straight(before[-1]).casefold() in word_set("DETERMINERS", old.language)
    return "" if led or determined_ else old.core[start:end]
