"""Questions to which a sentence of an article is the answer, where they can be put without knowing grammar."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from index.examples.words import AFTER_TIME, NOT_WHEN, WHEN
from index.spans.amounts import times
from index.spans.located import located
from index.spans.name_runs import proper

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOT_WHEN: Final = frozenset(NOT_WHEN.split())
_NAME: Final = r"[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+){0,3}"
_END: Final = re.compile(r"[.,。]")
_LONGEST: Final = 90  # characters of a question that fits a button


def when(sentence: str, language: str) -> Iterator[str]:
    """Ask for the only time that a sentence of one clause tells: none, or one question."""
    if language not in WHEN:
        return
    here = located(sentence)
    found = list(times(here, ()))
    if len(found) != 1:
        return
    told = sentence[found[0].start : found[0].end].split()
    if told[0].casefold() in _NOT_WHEN:
        return
    before, after = sentence[: found[0].start].rstrip(), sentence[found[0].end :]
    end = _END.search(after)
    after = after[: end.start()] if end else after
    pattern, question = _pattern(language)
    match = pattern.fullmatch(before)
    if match is None or not re.fullmatch(AFTER_TIME.get(language, ""), after):
        return
    subject, alone = match["subject"], match["name"]
    if alone and alone not in {sentence[slice(*here.span(*run))] for run in proper(here, language, ())}:
        return
    inside = subject if alone else subject[0].lower() + subject[1:]
    asked = question.format(opening=subject, subject=inside, verb=match["verb"], rest=match["rest"], after=after)
    if len(asked) <= _LONGEST:
        yield asked


@cache
def _pattern(language: str) -> tuple[re.Pattern[str], str]:
    text, question = WHEN[language]
    first, _, second = text.partition("|{name})")
    return re.compile(f"{first}|(?P<name>{{name}})){second}".replace("{name}", _NAME)), question
