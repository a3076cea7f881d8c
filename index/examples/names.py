"""What articles are about, by the names they begin with."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from index.analysis import stem, words
from index.examples.words import BODIES_VI, INFLECTED, INFLECTING, NEWS_OF, NO_NAME, TITLES
from index.sentences import sentence_spans
from index.spans.located import located
from index.spans.name_runs import ordinary, proper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.spans.located import Located
    from index.types import Article

_READ: Final = 2000  # characters of an article
_SENTENCES: Final = 3  # of an article's beginning: what it is about
_MOST_WORDS: Final = 3  # of a name, besides its particles
_SHORTEST: Final = 3  # letters of a name
# In German, where nouns have capitals, too: what stands behind one of these without an article is a place.
_BEFORE_PLACE: Final = frozenset(["in", "nach", "aus"])
_MID_SENTENCE: Final = re.compile(r"[\s(,-]*")

Name = tuple[str, str]
"""An article's language, and a name as it writes it."""


def beginning(article: Article) -> list[str]:
    """The first sentences of an article's text."""
    return _sentences(article)[:_SENTENCES]


def _sentences(article: Article) -> list[str]:
    return [article.text[start:end] for start, end in sentence_spans(article.text[:_READ], article.language)]


def most_named(articles: Sequence[Article]) -> dict[Name, frozenset[int]]:
    """Find the names that articles begin with.

    Returns:
        Each name with the places of the articles that hold it; what most hold comes first, then names of several words,
        then what stands in the first of the articles. A name that ends a longer one («Thornley») counts for that.
        Words whose capital may have another reason than being a name are left out.
    """
    surely: dict[Name, set[int]] = defaultdict(set)
    maybe: dict[Name, set[int]] = defaultdict(set)  # at the beginning of a sentence
    for at, article in enumerate(articles):
        if article.language in NEWS_OF:
            for written, sure in _named(article):
                (surely if sure else maybe)[article.language, written].add(at)
    for name in surely:
        surely[name] |= maybe.get(name, set())
    surely = _uninflected(surely, maybe)
    known = {name: where for name, where in _as_one(surely).items() if len(where) > 1 or not _common(name)}
    ordered = sorted(known.items(), key=lambda item: (-len(item[1]), " " not in item[0][1], min(item[1]), item[0]))
    return {name: frozenset(where) for name, where in ordered}


def _common(name: Name) -> bool:
    """Is it one word that most texts hold, and as likely a word at the beginning of a heading as a name?"""
    language, written = name
    return " " not in written and language not in TITLES and ordinary(written, language)


def _uninflected(surely: dict[Name, set[int]], maybe: dict[Name, set[int]]) -> dict[Name, set[int]]:
    """The names as they can stand in a question.

    In languages that inflect them that is how they begin a sentence, with the articles that hold them in another form.
    """
    forms: dict[tuple[str, tuple[str, ...]], set[int]] = defaultdict(set)
    for (language, name), where in surely.items():
        if language in INFLECTING:
            forms[language, tuple(stem(words(name), language))] |= where
    found = {name: where for name, where in surely.items() if name[0] not in INFLECTING}
    for (language, name), where in maybe.items():
        elsewhere = forms.get((language, tuple(stem(words(name), language))))
        if elsewhere and not re.fullmatch(INFLECTED[language], name):
            found[language, name] = where | elsewhere
    return found


def _as_one(holding: dict[Name, set[int]]) -> dict[Name, set[int]]:
    merged: dict[Name, set[int]] = {}
    for language, name in sorted(holding, key=lambda key: (-len(key[1]), key)):
        longer = [key for key in merged if key[0] == language and key[1].endswith(f" {name}")]
        key = max(longer, key=lambda one: (len(merged[one]), one)) if longer else (language, name)
        merged.setdefault(key, set()).update(holding[language, name])
    return merged


def _named(article: Article) -> Iterator[tuple[str, bool]]:
    """The names in an article's beginning that a question can hold as they are, and whether they are names for sure."""
    language = article.language
    if language in TITLES:
        for title in re.findall(TITLES[language], "\n".join([article.title, *beginning(article)])):
            yield title, True
        return
    # Forms of a name may stand anywhere in an article.
    for sentence in _sentences(article) if language in INFLECTING else beginning(article):
        here = located(sentence)
        for first, last in proper(here, language, ()):
            start = _without_office(here, first, last, language)
            name = sentence[slice(*here.span(start, last))]
            if _whole(here, start, last, language) and name.casefold() not in article.source.casefold():
                sure = _is_sure(here, start, last, language)
                if sure or start == 0:
                    yield name, sure
                if sure and first == 0 and language in INFLECTING:
                    # Behind an office that begins the sentence it has the form of a subject.
                    yield name, False


def _without_office(here: Located, first: int, last: int, language: str) -> int:
    """Where a name begins behind the office of its bearer."""
    read = here.read
    while first < last and (
        not {"role", "honorific", "particle"}.isdisjoint(read.tags[first]) or _no_name(read.shown[first], language)
    ):
        first += 1
    return first


def _whole(here: Located, first: int, last: int, language: str) -> bool:
    """Is it all of a name, and of few words?"""
    read = here.read
    name = read.text[slice(*here.span(first, last))]
    capitals = sum(token[0].isupper() for token in read.shown[first : last + 1])
    shouted = last > first and name.isupper()
    if shouted or capitals > _MOST_WORDS or sum(map(str.isalpha, name)) < _SHORTEST:
        return False
    if first and read.shown[first - 1][0].isupper() and "article" in read.tags[first - 1] and first > 1:
        return False  # «Angeles» of «Los Angeles»
    behind = re.match(r"['’]s\s+\w", read.text[here.at[last][1] :])
    cut_off = behind is not None and behind.group()[-1].isupper()
    if (
        language == "vi"
        and read.folded[first] in BODIES_VI
        and re.match(r" [^\W\d_A-ZĐ]", read.text[here.at[last][1] :])
    ):
        return False  # «Sở Văn» of «Sở Văn hóa»
    return not cut_off and not (first == last and _no_name(name, language))


def _is_sure(here: Located, first: int, last: int, language: str) -> bool:
    """Has it its capital for being a name, and for nothing else?"""
    read = here.read
    if first == 0 or not _MID_SENTENCE.fullmatch(here.between(first - 1, first)):
        return False
    if first == last and not {"firm", "place", "role"}.isdisjoint(read.tags[first]):
        return False
    return language != "de" or first < last or read.folded[first - 1] in _BEFORE_PLACE


def _no_name(word: str, language: str) -> bool:
    return language in NO_NAME and re.fullmatch(NO_NAME[language], word) is not None
