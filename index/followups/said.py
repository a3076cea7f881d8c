"""What a person says after a question: whether it goes on, and with what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.followups.phrase_words import NO_OUTLETS, OUTLET_WORDS
from index.followups.reading import Parsed, content, of_time, spans_of_names, times
from index.followups.tables import ENDS, pattern, phrases, prepositions, question_phrase, straight, word_set

_MARKS = ENDS.strip()
# Words that say something, from which a question has told what its pronouns stand for: «What is it called when …?»
_MOST_TOLD = 5
_NOUN = re.compile(r"[^\W\d_]+\s+[A-ZÄÖÜ]\w+|^\s*[A-ZÄÖÜ]\w+\s")
# Their question words stand where the answer would.
_ASKING_ANYWHERE = frozenset({"vi", "zh", "ja", "tr"})
_ACRONYM = re.compile(r"[A-ZА-Я]{2,5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said, read as something that may go on from a question.

    Attributes:
        text: without operators, courtesy, connectives, and particles at its end.
        language: ISO 639-1 code.
        connected: it begins with «and», «what about» or the like.
        only: it narrows: «only …».
        question: its phrase that asks, empty where there is none in the beginning.
        rest: what stands behind that.
        times: the words for a time in it.
        news: whether what is new is asked for, or nothing but what happened at a time.
        has_names: whether there are names in it.
        content: about how many words of it, besides the phrase that asks and times, say what it is about.
        besides: how many of them are not in names.
        refers: a pronoun in it stands for something said before.
        may_refer: one may, if it is known that it goes on.
    """

    text: str
    language: str
    connected: bool
    only: bool
    question: str
    rest: str
    times: tuple[str, ...]
    news: bool
    has_names: bool
    content: float
    besides: float
    refers: bool
    may_refer: bool


def said(asked: Parsed, *, replying: bool) -> Said | None:
    """Read what was said; None where it is nothing but courtesy, or the bot itself is spoken to."""
    language = asked.language
    text = _without_courtesy(asked.text, language)
    if not text and asked.core:
        return None
    connective = pattern("CONNECTIVES", language).match(straight(text))
    if connective:
        text = text[connective.end() :].strip(ENDS)
    if pattern("SECOND_PERSON", language).search(straight(text)):
        return None
    only = pattern("ONLY", language).match(straight(text))
    if only:
        text = text[only.end() :].strip(ENDS)
    text = _without_particles(text, language)
    phrase = question_phrase(text, language)
    # «C'était quand ?»
    leads = phrase is not None and (
        phrase[0] == 0 or language in _ASKING_ANYWHERE or not content(_cut(text, [phrase]), language)
    )
    start, end = phrase if phrase and leads else (0, 0)
    question = text[start:end]
    rest = _without_particles(f"{text[:start]} {text[end:]}".strip(ENDS), language, leading=True)
    reading = of_time(text, language)
    spans = times(text, language, reading)
    bare = _cut(text, [*spans, (start, end)])
    own = spans_of_names(
        text, language, opening=connective is not None or only is not None or (replying and not question)
    )
    return Said(
        text=text,
        language=language,
        connected=connective is not None,
        only=only is not None,
        question=question,
        rest=rest,
        times=tuple(text[a:b] for a, b in spans),
        news=reading.nothing_else or bool(reading.newest),
        has_names=bool(own),
        content=content(bare, language),
        besides=content(_cut(text, [*spans, (start, end), *own]), language),
        refers=_refers(text, (start, end), own, language, known=connective is not None or replying),
        may_refer=_refers(text, (start, end), own, language, known=True, most=4),
    )


def _without_courtesy(text: str, language: str) -> str:
    """The text without thanks and greetings before it; empty where it is nothing else."""
    found = pattern("COURTESY", language)
    left = text
    while (match := found.match(straight(left))) and match.group():
        behind = left[match.end() :]
        left = behind.strip(ENDS)
        # «No» and «well» may begin a sentence, where no comma sets them apart.
        if not left or behind[0] in _MARKS or pattern("CONNECTIVES", language).match(straight(left)):
            text = left
    return text if any(sign.isalnum() for sign in text) else ""


def _without_particles(text: str, language: str, *, leading: bool = False) -> str:
    found = pattern("PARTICLES", language)
    while match := next((m for m in found.finditer(straight(text)) if m.group() and m.end() == len(text)), None):
        left = text[: match.start()].strip(ENDS)
        if not left and not leading:
            break
        text = left
    while leading and (match := found.match(straight(text))) and match.group():
        text = text[match.end() :].strip(ENDS)
    return text


def _cut(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with blanks where the spans are."""
    signs = list(text)
    for start, end in spans:
        signs[start:end] = " " * (end - start)
    return "".join(signs)


def _refers(
    text: str,
    phrase: tuple[int, int],
    own: list[tuple[int, int]],
    language: str,
    *,
    known: bool,
    most: int | None = None,
) -> bool:
    """Does a pronoun stand for something outside, since too little stands before it that it could mean?

    Args:
        text: what was said.
        phrase: where its phrase that asks stands.
        own: where names stand.
        language: ISO 639-1 code.
        known: whether it is known that it goes on.
        most: about how many words that say something may stand before the pronoun.
    """
    most = most or (2 if known else 1)
    if not known and content(_cut(text, [phrase]), language) > _MOST_TOLD:
        return False
    plain = pattern("IDIOMS", language).sub(lambda m: " " * len(m.group()), straight(text))
    for table, more in (("PRONOUNS", 0), ("POSSESSIVES", -1), ("THERE", 1)):
        for match in pattern(table, language).finditer(plain):
            inside = phrase[0] <= match.start() < phrase[1]
            # German «Sie» is «you»; where nothing stands before it, it may be «she».
            you = language == "de" and match.group() in {"Sie", "Ihnen", "Ihr", "Ihre"} and match.start()
            # «When did it reach Vesk?» may tell itself what it is of; «When did he reach Vesk?» does not.
            own_one = own and not known and not pattern("PERSONS", language).fullmatch(match.group())
            if not match.group() or inside or you or own_one or any(a < match.start() for a, _ in own):
                continue
            if _open(text[: match.start()], phrase, language, most + more):
                return True
    return False


def _open(before: str, phrase: tuple[int, int], language: str, most: int) -> bool:
    """Does what stands before a pronoun say too little for it to stand for that?"""
    inverted = before.endswith("-")
    before = _cut(before, [phrase]) if phrase[1] <= len(before) else before
    # Of «dit-il», the verb is none of it.
    before = before.rpartition(" ")[0] if inverted else before
    if language == "de" and _NOUN.search(before.strip()[1:]):
        return False
    return content(before, language) <= most - inverted


def outlet(text: str, language: str, *, surely: bool) -> str | None:
    """The outlet that «in the BBC» names, None where it is none.

    Args:
        text: what stands behind «only».
        language: ISO 639-1 code.
        surely: whether it is an outlet by its form alone that is meant: a host.
    """
    leads = sorted(phrases("OUTLET_PREPOSITIONS", language), key=len, reverse=True)
    name = text
    for lead in leads:
        if text.casefold().startswith(f"{lead} "):
            name = text[len(lead) :].strip(ENDS)
            break
    host = re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}", name, re.IGNORECASE)
    if surely or host:
        return name if host else None
    if name in NO_OUTLETS.split() or len(name) > 40:
        return None
    if _ACRONYM.fullmatch(name):
        return name
    titled = re.search(
        rf"(?<!\w){OUTLET_WORDS}(?!\w)|\w{{3,}}(?:blatt|kurier|bote|zeitung|anzeiger|rundschau)$",
        name,
        re.IGNORECASE,
    )
    return name if titled and (name != text or name[0].isupper()) else None


def spoken(text: str, language: str) -> str | None:
    """The code of the language that «in German» or «tiếng Đức» names, where it is all of a text."""
    lead = "|".join(phrases("LANGUAGE_LEADS", language)) or "(?!)"
    trail = "|".join(phrases("LANGUAGE_TRAILS", language)) or "(?!)"
    for phrase in phrases("LANGUAGE_NAMES", language):
        code, _, name = phrase.partition("=")
        if re.fullmatch(rf"(?:(?:{lead})\s(?:{name})(?:\s(?:{trail}))?|(?:{name})\s(?:{trail}))", text, re.IGNORECASE):
            return code
    return None


def led_by(text: str, language: str) -> str:
    """The preposition a text begins with, empty where it begins with none."""
    first = straight(text).casefold().split(" ", 1)[0]
    if first in prepositions(language) and " " in text:
        return first
    match = re.match(r"\w{1,4}'", straight(text).casefold())
    return match.group() if match and match.group() in prepositions(language) else ""


def determined(text: str, language: str) -> bool:
    """Does a text begin with an article or the like?"""
    return straight(text).casefold().split(" ", 1)[0] in word_set("DETERMINERS", language)


def without_pronouns(what: Said) -> str:
    """What was said without times and words that stand for something else; what asks where nothing is left."""
    text = straight(what.text)
    for time in what.times:
        text = text.replace(time, " ")
    for table in ("THERE", "PRONOUNS"):
        text = pattern(table, what.language).sub(" ", text)
    return " ".join(text.split()).strip(ENDS) or what.question
