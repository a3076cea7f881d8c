"""The values that pass through the house."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Self, overload

from index.filters import Filters

if TYPE_CHECKING:
    from datetime import datetime

Span = tuple[int, int]
"""Start and end of a part of a text, in characters."""

DateSource = Literal["feed", "json-ld", "meta", "dateline", "given"]
"""Who says when an article was published: the feed or sitemap that listed it, its page in one of three ways, or a field
of the file it was in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article, cleaned of the page around it.

    Attributes:
        url: the article's own address (http or https, no fragment); its identity.
        title: the headline, or the beginning of the first sentence where ``title_derived``.
        text: the body; paragraphs end with one newline. Offsets everywhere count characters of this string.
        source: the outlet as the article names it, else the host of ``url`` without ``www.``.
        language: ISO 639-1 code of the text, ``"und"`` where it could not be told.
        published: time of publication in UTC, None where unknown.
        updated: when it was last changed, in UTC, later than ``published``; None where it was not, as far as is known.
        date_source: who says ``published``, None where that is unknown.
        author: as given, None where unknown.
        origin: the address, else the name, of the source that a syndicated or translated copy was taken from; None
            where it names none.
        title_derived: True where the article came without a headline.
        location: where it was read (a path, with a line where the file holds many); not part of its content.
    """

    url: str
    title: str
    text: str
    source: str
    language: str
    published: datetime | None = None
    updated: datetime | None = None
    date_source: DateSource | None = None
    author: str | None = None
    origin: str | None = None
    title_derived: bool = False
    location: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Rejected:
    """Input that is not an article, and why; it ends up in the report."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A run of sentences. ``article.text[start:end] == text`` always holds.

    Attributes:
        sentences: where each of them starts and ends in the article's text, in order, at least one.
    """

    text: str
    start: int
    end: int
    sentences: tuple[Span, ...]

    @property
    def sentence_texts(self) -> list[str]:
        """The sentences themselves."""
        return [self.text[start - self.start : end - self.start] for start, end in self.sentences]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One sign that speaks for a passage or an answer, or against it.

    Attributes:
        name: what it is, as in ``index/weights.json``.
        value: how strong it is; of a passage mostly in standard deviations over the candidates.
        weight: what it is worth; value × weight goes into the score.
        measured: the engine's own score behind the value (a cosine, BM25), None where there is none.
        place: of a passage, how many candidates have more of it, plus one; 0 for an answer.
        of: number of candidates.
    """

    name: str
    value: float
    weight: float
    measured: float | None = None
    place: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A chunk that was found. ``article.text[start:end] == text`` always holds.

    Attributes:
        score: fused score, higher is better; comparable within one search only.
        cosine: of the question's vector and the passage's, -1…1.
        sentences: where each of its sentences starts and ends in the article's text, in order.
        chunk_id: the chunk's never-reused id.
        signals: what the score is the sum of, what counts most first; empty unless asked for by ``explain``.
    """

    text: str
    score: float
    cosine: float
    article: Article
    start: int
    end: int
    sentences: tuple[Span, ...]
    chunk_id: int
    signals: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a quote can be checked.

    Attributes:
        number: 1, 2, 3 … as shown to the reader; one number per article within an answer.
        updated: as in ``Article``.
        origin: as in ``Article``.
    """

    number: int
    url: str
    title: str
    source: str
    published: datetime | None = None
    title_derived: bool = False
    updated: datetime | None = None
    origin: str | None = None

    @classmethod
    def of(cls, article: Article, number: int) -> Self:
        """Cite an article as one of several."""
        return cls(
            number=number,
            url=article.url,
            title=article.title,
            source=article.source,
            published=article.published,
            title_derived=article.title_derived,
            updated=article.updated,
            origin=article.origin,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of an article, letter by letter: ``article.text[start:end] == text``.

    Attributes:
        answering: the words that answer, as spans of ``text``: ascending, apart; none where they cannot be told.
    """

    text: str
    start: int
    end: int
    citation: Citation
    answering: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the articles say to a question, or that they do not.

    Attributes:
        question: as it was asked.
        quotes: up to three unless more were asked for, best first; empty where ``abstained``.
        abstained: True where the articles do not seem to tell.
        confidence: 0…1, how likely the articles hold the answer.
        as_of: when the index that was asked was published (UTC).
        newest: when the newest article in it was published (UTC), None where all are undated.
        also_reported_by: other articles that carry a quote's words, each once.
        nearest: where ``abstained``, the articles that come closest, as headlines to look at and not as an answer.
        undated_left_out: number of articles without a date that a time filter hid.
        nothing_passed: True where no article passes ``filters``, so that none could be asked.
        filters: which articles were asked, as it was understood from the question and the arguments.
        threshold: least confidence to answer with, 0…1; None where unknown.
        signals: what the log odds of ``confidence`` are the sum of, what counts most first; empty unless asked for by
            ``explain``, and where nothing was weighed: news of a time or a name is told as it is.
        passages: what was read, best first; empty unless asked for by ``explain``.
    """

    question: str
    quotes: tuple[Quote, ...]
    abstained: bool
    confidence: float
    as_of: datetime
    newest: datetime | None = None
    also_reported_by: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    undated_left_out: int = 0
    nothing_passed: bool = False
    filters: Filters = field(default_factory=Filters)
    threshold: float | None = None
    signals: tuple[Signal, ...] = ()
    passages: tuple[Passage, ...] = ()

    def __repr__(self) -> str:
        from index.display import answer_text

        return answer_text(self)

    def _repr_html_(self) -> str:
        from index.display import answer_html

        return answer_html(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Results(Sequence[Passage]):
    """Passages, best first; prints as a table.

    Attributes:
        undated_left_out: number of articles without a date that a time filter hid.
        filters: which articles were asked, as it was understood from the question and the arguments.
    """

    question: str
    passages: tuple[Passage, ...]
    undated_left_out: int = 0
    filters: Filters = field(default_factory=Filters)

    @overload
    def __getitem__(self, at: int) -> Passage: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, at: int | slice) -> Passage | tuple[Passage, ...]:
        return self.passages[at]

    def __len__(self) -> int:
        return len(self.passages)

    def __repr__(self) -> str:
        from index.display import results_text

        return results_text(self)

    def _repr_html_(self) -> str:
        from index.display import results_html

        return results_html(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who published articles of an index.

    Attributes:
        name: as its articles name it; names that differ in case or ``www.`` alone are one outlet.
        articles: number of them, at least one.
        newest: when the newest of them was published (UTC), None where all are undated.
    """

    name: str
    articles: int
    newest: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The articles about a topic, by time.

    Attributes:
        topic: as it was asked for.
        articles: those with a date, oldest first; one of each story.
        undated: number of articles about it without a date.
    """

    topic: str
    articles: tuple[Citation, ...]
    undated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatus:
    """How a feed, a sitemap, a list of feeds, a site or a page fared.

    Attributes:
        url: its address.
        kind: what it turned out to be, None where it was never read.
        succeeded: when it was last read, in UTC; None where it never was.
        tried: when that was last tried.
        failure: why the last try failed, None where it did not.
    """

    url: str
    kind: str | None
    succeeded: datetime | None
    tried: datetime
    failure: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What an index holds.

    Attributes:
        articles: number of articles that can be found.
        chunks: number of chunks they are split into.
        newest: latest publication time among them, None where all are undated.
        generation: number of the published generation.
        published: when it was published (UTC).
        model: identity of the embedding model.
        languages: number of articles by language, most first.
        sources: those that are fetched, in the order of their addresses, as they are now, whatever was published.
    """

    articles: int
    chunks: int
    newest: datetime | None
    generation: int
    published: datetime
    model: str
    languages: dict[str, int]
    sources: tuple[SourceStatus, ...] = ()

    def __repr__(self) -> str:
        from index.display import status_text

        return status_text(self)
