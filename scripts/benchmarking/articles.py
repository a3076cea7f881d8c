"""A seeded newsroom: articles nobody wrote, and questions that one of them answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from scripts.benchmarking.words import MANNERS, Vocabulary, dated, sentence, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FIRST = datetime(2023, 1, 1, tzinfo=UTC)
_DAYS = 730
_SHARES = (0.5, 0.24, 0.12, 0.14)  # of the languages, in the order of MANNERS
_OUTLETS = 60
_TOPICS, _TOPIC_WORDS = 400, 60  # for each language
_ON_TOPIC = 0.22  # share of an article's words that belong to its topic
_RETOLD_EVERY, _RETOLD_BACK = 25, 7  # each 25th article tells again what one stood 7 before it, in another outlet
_UNDATED = 0.03
_NOISE_WORDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article as it was made up.

    Attributes:
        number: its place in the newsroom's stream, from 0.
        paragraphs: of sentences, each a list of words.
        names: who and where it is about.
        outlet: name of the paper.
    """

    number: int
    speech: Vocabulary
    title: tuple[str, ...]
    paragraphs: tuple[tuple[tuple[str, ...], ...], ...]
    names: tuple[str, ...]
    outlet: str
    published: datetime | None
    author: str

    @property
    def url(self) -> str:
        """Its address; of its own, in a domain that cannot exist."""
        return f"https://{self.outlet.lower().replace(' ', '-')}.example/{self.number}"

    @property
    def text(self) -> str:
        """The body; paragraphs apart by an empty line."""
        manner = self.speech.manner
        apart = " " if manner.joint else ""
        return "\n\n".join(apart.join(sentence(manner, words) for words in part) for part in self.paragraphs)

    def record(self) -> dict[str, str]:
        """The article as a line of JSONL that ``rebuild_index.py`` takes."""
        manner = self.speech.manner
        fields = {
            "url": self.url,
            "title": sentence(manner, self.title).removesuffix(manner.stop),
            "text": self.text,
            "source": self.outlet,
            "author": self.author,
            "language": manner.code,
        }
        return fields | ({"published": self.published.isoformat()} if self.published else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and the article it was made from.

    Attributes:
        text: some words of one sentence of the article, and some that are not in it.
        sentence: the sentence; it is in the article's text.
        url: the article's address.
    """

    text: str
    sentence: str
    url: str
    outlet: str
    published: datetime | None
    language: str


class Newsroom:
    """Makes up articles; each depends on the seed and its number alone, so any can be made at any time.

    Args:
        seed: the same seed, the same articles.
        most_chunks: about how many chunks the longest article fills; half as many fill the median one.
    """

    def __init__(self, seed: int, *, most_chunks: int = 9) -> None:
        if most_chunks < 1:
            raise ValueError(f"most_chunks must be at least 1, got {most_chunks}")
        self._seed = seed
        self._most_chunks = most_chunks

    def articles(self, count: int) -> Iterator[Story]:
        """The first ``count`` articles, one after the other."""
        return map(self.article, range(count))

    def article(self, number: int) -> Story:
        """The article of that number."""
        story = self._own(number)
        if number % _RETOLD_EVERY == _RETOLD_EVERY - 1:
            told = self._own(number - _RETOLD_BACK)
            later = told.published + timedelta(hours=5) if told.published else None
            others = [name for name in self._outlets(told.speech) if name != told.outlet]
            outlet = others[number % len(others)]
            return replace(told, number=number, outlet=outlet, published=later, title=(*told.title, *told.names[:1]))
        return story

    def question(self, number: int) -> Asked:
        """A question that the article of that number answers, and no other unless it tells the same again."""
        story, rng = self.article(number), self._rng(number, 1)
        speech = story.speech
        sentences = [words for part in story.paragraphs for words in part]
        chosen = sentences[int(rng.integers(len(sentences)))]
        # People ask with the words that say most: the rare ones, in the order they stand.
        ranks = {word: rank for rank, word in enumerate(speech.words[:2000])}
        telling = sorted(dict.fromkeys(chosen), key=lambda word: -ranks.get(word, 2000))[: int(rng.integers(4, 7))]
        kept = [word for word in dict.fromkeys(chosen) if word in telling]
        noise = [speech.words[rank] for rank in speech.draw(rng, _NOISE_WORDS)]
        asking = speech.manner.asking[int(rng.integers(len(speech.manner.asking)))]
        words = [asking, noise[0], *kept, *noise[1:]]
        return Asked(
            text=speech.manner.joint.join(words) + "?",
            sentence=sentence(speech.manner, chosen),
            url=story.url,
            outlet=story.outlet,
            published=story.published,
            language=speech.manner.code,
        )

    def questions(self, count: int, articles: int) -> list[Asked]:
        """Questions about articles drawn from the first ``articles``, none of them one that is told twice.

        Returns:
            ``count`` of them, or one for each article that is told once where there are fewer.
        """
        twice = {_RETOLD_EVERY - 1, _RETOLD_EVERY - 1 - _RETOLD_BACK}
        once = [number for number in range(articles) if number % _RETOLD_EVERY not in twice]
        drawn = self._rng(articles, 2).permutation(len(once))[:count]
        return [self.question(once[at]) for at in drawn]

    def _rng(self, number: int, use: int) -> np.random.Generator:
        return np.random.default_rng([self._seed, number, use])

    def _own(self, number: int) -> Story:
        rng = self._rng(number, 0)
        speech = vocabulary(MANNERS[int(rng.choice(len(MANNERS), p=_SHARES))])
        names = tuple(speech.draw_names(rng, 5))
        outlets = self._outlets(speech)
        # Large papers print more: the square of an even draw favours the first.
        outlet = outlets[int(rng.random() ** 2 * len(outlets))]
        published = _FIRST + timedelta(minutes=int(rng.integers(_DAYS * 24 * 60)))
        sentences = self._sentences(rng, speech, names)
        return Story(
            number=number,
            speech=speech,
            title=(names[0], *(speech.words[rank] for rank in speech.draw(rng, 6))),
            paragraphs=tuple(_paragraphs(sentences, rng)),
            names=names,
            outlet=outlet,
            published=None if rng.random() < _UNDATED else published,
            author=" ".join(speech.draw_names(rng, 2)),
        )

    def _sentences(self, rng: np.random.Generator, speech: Vocabulary, names: Sequence[str]) -> list[tuple[str, ...]]:
        """As many as an article of a drawn length has, names, numbers and dates among their words."""
        share = min(1.0, 0.5 * float(rng.lognormal(0, 0.5)))  # of the longest: the median article is half as long
        count = max(12, int(share * self._most_chunks * speech.manner.words_in_chunk))
        ranks = speech.draw(rng, count)
        topic = self._topics[int(rng.integers(_TOPICS))]
        on_topic = rng.random(count) < _ON_TOPIC
        ranks[on_topic] = topic[rng.integers(len(topic), size=int(on_topic.sum()))]
        words = [speech.words[rank] for rank in ranks.tolist()]
        sentences = []
        while words:
            length = min(32, max(4, int(rng.lognormal(2.45, 0.4))))
            now, words = words[:length], words[length:]
            _sprinkle(now, rng, speech, names)
            sentences.append(tuple(now))
        return sentences

    @cached_property
    def _topics(self) -> list[np.ndarray[tuple[int, ...], np.dtype[np.int64]]]:
        """Ranks of the words of each topic, none of them among the most frequent; the same in all languages."""
        rng = np.random.default_rng([self._seed, 4])
        return [rng.integers(300, 12_000, _TOPIC_WORDS) for _ in range(_TOPICS)]

    def _outlets(self, speech: Vocabulary) -> list[str]:
        """Names of papers in a language, the largest first; in Latin letters, for the sake of their hosts."""
        latin = vocabulary(MANNERS[0]).names
        at = MANNERS.index(speech.manner)
        own = range(at, _OUTLETS, len(MANNERS))
        return [f"{latin[50 + number]} {speech.manner.code.upper()} Post" for number in own]


def corrected(record: dict[str, str], number: int) -> dict[str, str]:
    """An article as its second edition has it: with one more sentence, which depends on the number."""
    speech = next((vocabulary(manner) for manner in MANNERS if manner.code == record.get("language")), None)
    speech = speech or vocabulary(MANNERS[0])
    words = [speech.words[rank] for rank in speech.draw(np.random.default_rng([number, 3]), 14)]
    return record | {"text": f"{record['text']}\n\n{sentence(speech.manner, words)}"}


def _sprinkle(words: list[str], rng: np.random.Generator, speech: Vocabulary, names: Sequence[str]) -> None:
    """Put a name, a number or a date among some words, in about the share of sentences that have them."""
    dice = rng.random(3)
    if dice[0] < 0.45:
        words.insert(int(rng.integers(len(words) + 1)), names[int(rng.integers(len(names)))])
    if dice[1] < 0.25:
        words.insert(int(rng.integers(len(words) + 1)), str(int(rng.lognormal(5, 2)) + 1))
    if dice[2] < 0.06:
        day = dated(speech.manner, 2023 + int(rng.integers(2)), 1 + int(rng.integers(12)), 1 + int(rng.integers(28)))
        words.append(day)


def _paragraphs(
    sentences: Sequence[tuple[str, ...]], rng: np.random.Generator
) -> Iterator[tuple[tuple[str, ...], ...]]:
    at = 0
    while at < len(sentences):
        size = int(rng.integers(2, 6))
        yield tuple(sentences[at : at + size])
        at += size
