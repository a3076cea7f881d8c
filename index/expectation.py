"""What kind of answer a question asks for, and whether a sentence holds one. Decided by words and letters alone."""

# ruff: noqa: E501 -- patterns of many languages
from __future__ import annotations

import re
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING

from index.amounts import holds_amount, holds_count, holds_time, holds_year
from index.expectation_words import AMOUNT_WORDS, MUCH_WORDS, QUESTIONS
from index.named import holds_cause, holds_means, holds_name, holds_organisation, holds_person, holds_place
from index.question_words import OPEN_QUESTIONS
from index.sentence_words import VIETNAMESE_LETTER, Read, read_sentence
from index.unit_words import SPACELESS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection


class Kind(Enum):
    """A kind of answer."""

    COUNT = auto()
    MONEY = auto()
    LENGTH = auto()
    WEIGHT = auto()
    DURATION = auto()
    AGE = auto()
    SHARE = auto()
    TEMPERATURE_OR_SPEED = auto()
    TIME = auto()
    CLOCK = auto()
    YEAR = auto()
    PERSON = auto()
    PLACE = auto()
    NAME = auto()
    ORGANISATION = auto()
    CAUSE = auto()
    MEANS = auto()


# Answers that are, or as good as always hold, a number or a date: a sentence without one is none.
NUMERIC = frozenset(
    [
        Kind.COUNT, Kind.MONEY, Kind.LENGTH, Kind.WEIGHT, Kind.DURATION, Kind.AGE, Kind.SHARE,
        Kind.TEMPERATURE_OR_SPEED, Kind.TIME, Kind.CLOCK, Kind.YEAR,
    ]
)  # fmt: skip
# The tag of the units that make a number an answer of the kind; how many words after the number they may stand.
UNIT = {
    Kind.MONEY: ("currency", 3),
    Kind.LENGTH: ("length", 2),
    Kind.WEIGHT: ("weight", 2),
    Kind.DURATION: ("duration", 2),
    Kind.AGE: ("age", 2),
    Kind.SHARE: ("share", 2),
    Kind.TEMPERATURE_OR_SPEED: ("rate", 2),
    Kind.CLOCK: ("clock", 2),
}
# Kinds whose unit a question for an amount may name: «how many kilometres».
_AMOUNTS = (Kind.MONEY, Kind.SHARE, Kind.DURATION, Kind.LENGTH, Kind.WEIGHT, Kind.TEMPERATURE_OR_SPEED)
# What an amount is of, where the question names no unit.
_MONEY_TOPIC = re.compile(
    r"(?<!\w)(?:price|cost|fine|paid|pay|budget|salary|wage|revenue|profit|loss|debt|fee|reward|fund|prei[s]|koste|straf|lohn|"
    r"gehalt|honorar|budget|gewinn|verlust|umsatz|schaden|zahlt|zahlung|einmalzahlung|belohnung|spende|miete|giá|tiền|phạt|"
    r"lương|phí|vốn|bồi thường|chi phí|prix|coût|coût|amende|salaire|payé|paie|precio|cuest|cost|multa|salario|pag|prezzo|stipendi|"
    r"preço|custo|salário|preț|amend|salari|prijs|kost|boete|loon|cena|koszt|kar[aęy]|zapłac|wydano|цен|сто[ия]|штраф|зарплат|заплат|"
    r"κόστ|τιμή|πρόστιμ|μισθ|πλήρ|fiyat|maliyet|ücret|maaş|para|سعر|تكلف|غرام|راتب|ثمن|कीमत|लागत|जुर्मान|वेतन|पैस|खर्च)"
)
_SHARE_TOPIC = re.compile(
    r"inflation|quote(?!d)|rate(?!d)|anteil|beteiligung|zins|lạm phát|tỷ lệ|lãi suất|inflación|tasa|taux|tasso|taxa|инфляци|ставк|"
    r"enflasyon|oran|πληθωρισμ|ποσοστ|inflacj|inflați|تضخم|मुद्रास्फीति|通胀|利率|率"
)


_TOPIC = re.compile(f"{_MONEY_TOPIC.pattern}|{_SHARE_TOPIC.pattern}")
_OF_ANYTHING = frozenset(["cuánto", "quanto", "πόσο", "بكم", "ne kadar", "kaça", "cât", "quant'"])


def expected(question: str) -> frozenset[Kind]:
    """Tell the kinds of answer a question asks for; empty where its words do not say."""
    text = question.casefold().replace("’", "'").strip()
    vietnamese = VIETNAMESE_LETTER.search(text) is not None
    found = {Kind[name] for name in (*QUESTIONS, *OPEN_QUESTIONS) if _asks(name, vietnamese=vietnamese).search(text)}
    amount = _asks("AMOUNT", vietnamese=vietnamese).search(text)
    much = _asks("MUCH", vietnamese=vietnamese).search(text)
    if asked := much or amount:
        named = _amounts(text, asked.end(), found, much=much is not None)
        if asked.group() in _OF_ANYTHING and named == {Kind.COUNT}:
            named.add(Kind.MONEY)
        if much and Kind.LENGTH not in named and named & {Kind.MONEY, Kind.SHARE} and _TOPIC.search(text):
            found.discard(Kind.LENGTH)
        found |= named
    if found & {Kind.AGE, Kind.DURATION} and Kind.COUNT in found:
        found.discard(Kind.COUNT)
    if Kind.NAME in found and Kind.PERSON not in found:
        found.add(Kind.PERSON)
    return frozenset(found)


def _amounts(text: str, end: int, found: set[Kind], *, much: bool) -> set[Kind]:
    """The kinds of amount a question may mean that asks «how much» or «how many» before ``end``."""
    if counted := {kind for kind in _AMOUNTS if _asks_unit(kind).match(text, end)}:
        return counted
    after = read_sentence(text[end : end + 60])
    for tags in after.tags[:2]:
        if named := {kind for kind in _AMOUNTS if UNIT[kind][0] in tags}:
            return named
    topics: set[Kind] = set()
    if _MONEY_TOPIC.search(text):
        topics.add(Kind.MONEY)
    if _SHARE_TOPIC.search(text):
        topics.add(Kind.SHARE)
    if topics:
        return topics if much else topics | {Kind.COUNT}
    if much:
        return set() if found - {Kind.LENGTH} else {Kind.MONEY, *(found or {Kind.WEIGHT, Kind.COUNT})}
    numeric = {*UNIT, Kind.YEAR}
    return set() if found & numeric else {Kind.COUNT}


def holds(sentence: str, kind: Kind, *, asked: Collection[str]) -> bool:
    """Tell whether a sentence holds an answer of a kind.

    Args:
        sentence: as it stands in the article.
        kind: of answer.
        asked: the question's words, as ``analysis.words`` gives them: what it names itself is no answer.
    """
    read = read_sentence(sentence)
    if kind in UNIT:
        return holds_amount(read, *UNIT[kind], asked)
    return _TESTS[kind](read, asked)


_TESTS: dict[Kind, Callable[[Read, Collection[str]], bool]] = {
    Kind.COUNT: holds_count,
    Kind.TIME: holds_time,
    Kind.YEAR: holds_year,
    Kind.PERSON: holds_person,
    Kind.PLACE: holds_place,
    Kind.NAME: holds_name,
    Kind.ORGANISATION: holds_organisation,
    Kind.CAUSE: holds_cause,
    Kind.MEANS: holds_means,
}


@cache
def _asks(name: str, *, vietnamese: bool) -> re.Pattern[str]:
    """All phrases by which questions ask for a kind, as one pattern."""
    table = {"AMOUNT": AMOUNT_WORDS, "MUCH": MUCH_WORDS, **QUESTIONS, **OPEN_QUESTIONS}[name]
    patterns: list[str] = []
    for line in table.casefold().strip().splitlines():
        language, _, phrases = line.strip().partition(": ")
        for phrase in re.split(r"\s\|\s", phrases.strip()):
            if language == "vi" and phrase.isascii() and not vietnamese:
                continue
            if language in _UNSPACED_LANGUAGES:
                patterns.append(phrase)
            elif phrase.startswith("^"):
                patterns.append(
                    rf"^\W*(?:[\w']+\s)?(?<!\w){phrase[1:]}{'' if phrase.endswith(')') and '(?!' in phrase else _END}"
                )
            else:
                patterns.append(rf"(?<!\w){phrase}{'' if '(?!' in phrase else _END}")
    return re.compile("|".join(patterns))


_END = r"(?![\w\u0300-\u036f\u0900-\u0963])"
_UNSPACED_LANGUAGES = frozenset(["zh", "ja", "ko", "th"])


@cache
def _asks_unit(kind: Kind) -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{SPACELESS.get(UNIT[kind][0], '(?!)')})(?![a-zà-ÿ])")
