"""Whether another phrase that asks can stand in a question in the place of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.expectation import Kind, expected
from index.followups.tables import ENDS, pattern, straight, word_set

if TYPE_CHECKING:
    from collections.abc import Collection

    from index.types import Span

_CIRCUMSTANCES = frozenset(
    [Kind.TIME, Kind.YEAR, Kind.CLOCK, Kind.PLACE, Kind.CAUSE, Kind.MEANS, Kind.DURATION],
)
_AMOUNTS = frozenset(
    [Kind.COUNT, Kind.MONEY, Kind.LENGTH, Kind.WEIGHT, Kind.AGE, Kind.SHARE, Kind.TEMPERATURE_OR_SPEED],
)
_GENERAL = frozenset([Kind.COUNT, Kind.MONEY])
# The phrase that asks stands where the answer would, and a subject may be left out.
_ANYWHERE = frozenset({"vi", "zh", "ja", "tr"})
# A subject may be left out, so that «¿Cuándo descubrió el cometa?» asks of someone.
_WITHOUT_SUBJECT = frozenset({"es", "it", "pt", "ro", "ru", "uk", "pl", "cs"})
_MOST_OF_A_VERB = 3  # words before its subject


def fits(text: str, own: Span | None, phrase: str, language: str) -> bool:
    """Can a phrase take the place of the one that asks in a question?

    «When was the bridge closed?» can be asked with «why», and «Who discovered the comet?» can not with «when».

    Args:
        text: the question.
        own: where its own phrase stands, None where it has none.
        phrase: the other one.
        language: of both, ISO 639-1.
    """
    new = expected(f"{phrase}?")
    if language in _ANYWHERE:
        # «Ai là chủ tịch?» asks who is, and can not ask when.
        is_someone = language == "vi" and own is not None and text[own[1] :].casefold().startswith(" là ")
        return not (is_someone and not new.isdisjoint(_CIRCUMSTANCES))
    if own is None:
        return not new.isdisjoint(_CIRCUMSTANCES) and _is_inverted(text, language)
    old_phrase, rest = text[own[0] : own[1]], f"{text[: own[0]]} {text[own[1] :]}".strip(ENDS)
    old = expected(f"{old_phrase}?")
    of_circumstances = not new.isdisjoint(_CIRCUMSTANCES)
    if not old.isdisjoint(_CIRCUMSTANCES):
        return of_circumstances
    if not old.isdisjoint(_AMOUNTS):
        return _fits_amount(expected(text), new, of_circumstances=of_circumstances)
    if of_circumstances:
        return language in _WITHOUT_SUBJECT or _has_subject(rest, language, person=Kind.PERSON in old)
    # «What does the union want?» can be asked with «how much», and hardly with «who».
    return (Kind.PERSON in old) == (Kind.PERSON in new) or not _has_subject(rest, language, person=False)


def _fits_amount(old: Collection[Kind], new: Collection[Kind], *, of_circumstances: bool) -> bool:
    if of_circumstances:
        return False
    if not _AMOUNTS.isdisjoint(new):
        return Kind.MONEY not in old or not _GENERAL.isdisjoint(new)
    return set(old) == {Kind.COUNT}


def _is_inverted(text: str, language: str) -> bool:
    """Does it begin with its verb, as a question without a phrase that asks does?"""
    first = straight(text).casefold().split(" ", 1)[0]
    return first in word_set("THIN", language) | word_set("ASKING_VERBS", language)


def _has_subject(rest: str, language: str, *, person: bool) -> bool:
    """Does a subject stand behind the verb of a question for an object: «did the council decide»?"""
    apart = straight(rest).split()
    if len(apart) < 2:
        return False
    if language == "en":
        led = word_set("SUPPORTING_VERBS", "en")
        return apart[0].casefold() in led or (
            apart[0].casefold() in word_set("MODAL_VERBS", "en") and _is_noun_phrase(apart[1], language)
        )
    if person and language in {"de", "fr", "nl"}:
        return False
    return any(_is_noun_phrase(word, language) for word in apart[1:_MOST_OF_A_VERB])


def _is_noun_phrase(word: str, language: str) -> bool:
    folded = word.casefold()
    if folded in word_set("OBLIQUE", language):
        return False
    pronoun = pattern("PRONOUNS", language).fullmatch(folded) is not None
    return pronoun or folded in word_set("DETERMINERS", language) or word[0].isupper()


def without_cost(text: str, language: str) -> str:
    """What is left of a question for a price without the word for costing, unless nothing is left."""
    left = " ".join(pattern("COSTING", language).sub(" ", straight(text)).split())
    return left if re.search(r"\w", left) else text
