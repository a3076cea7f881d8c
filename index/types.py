"""The values that pass through the house, and the protocols its rooms meet by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, overload

if TYPE_CHECKING:
    from datetime import datetime

    import numpy as np
    from numpy.typing import NDArray


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
        author: as given, None where unknown.
        title_derived: True where the article came without a headline.
        location: where it was read (a path, with a line where the file holds many); not part of its content.
    """

    url: str
    title: str
    text: str
    source: str
    language: str
    published: datetime | None = None
    author: str | None = None
    title_derived: bool = False
    location: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Rejected:
    """Input that is not an article, and why; it ends up in the report."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A run of sentences. ``article.text[start:end] == text`` always holds."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A chunk that was found. ``article.text[start:end] == text`` always holds.

    Attributes:
        score: fused score, higher is better; comparable within one search only.
        cosine: of the question's vector and the passage's, -1…1.
        chunk_id: the chunk's never-reused id.
    """

    text: str
    score: float
    cosine: float
    article: Article
    start: int
    end: int
    chunk_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a quote can be checked.

    Attributes:
        number: 1, 2, 3 … as shown to the reader; one number per article within an answer.
    """

    number: int
    url: str
    title: str
    source: str
    published: datetime | None = None
    title_derived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of an article, letter by letter: ``article.text[start:end] == text``."""

    text: str
    start: int
    end: int
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the articles say to a question, or that they do not.

    Attributes:
        question: as it was asked.
        quotes: up to three, best first; empty where ``abstained``.
        abstained: True where the articles do not seem to tell.
        confidence: 0…1, how likely the articles hold the answer.
        as_of: when the index that was asked was published (UTC).
        also_reported_by: other articles that carry a quote's words, each once.
        nearest: where ``abstained``, the articles that come closest, as headlines to look at and not as an answer.
        undated_left_out: number of articles without a date that a time filter hid.
    """

    question: str
    quotes: tuple[Quote, ...]
    abstained: bool
    confidence: float
    as_of: datetime
    also_reported_by: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    undated_left_out: int = 0

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
    """

    question: str
    passages: tuple[Passage, ...]
    undated_left_out: int = 0

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
    """

    articles: int
    chunks: int
    newest: datetime | None
    generation: int
    published: datetime
    model: str
    languages: dict[str, int]

    def __repr__(self) -> str:
        from index.display import status_text

        return status_text(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelIdentity:
    """What vectors must share to be compared.

    Attributes:
        name: as a user would name the model (``--model``); two names of the same files are one model.
        fingerprint: short hash of the model's files.
        precision: ``fp32`` …
    """

    name: str = field(compare=False)
    fingerprint: str
    precision: str

    def __str__(self) -> str:
        return f"{self.name}@{self.fingerprint}/{self.precision}"


class Embedder(Protocol):
    """Turns texts into unit vectors.

    Safe to use from several threads.
    """

    @property
    def identity(self) -> ModelIdentity:
        """Name, fingerprint and precision of the model."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    @property
    def max_tokens(self) -> int:
        """Longest text the model reads, in its own tokens, without the special ones."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts to be found; shape (n, dimension), rows of unit length, in the order given."""
        ...

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed questions; shape (n, dimension), rows of unit length, in the order given."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Number of the model's tokens in each text, without the special ones."""
        ...

    def knows(self, language: str) -> float:
        """How well the model knows a language (ISO 639-1): 0 not at all … 1 as well as any."""
        ...


class News(Protocol):
    """What the bot needs of an index."""

    def answer(self, question: str) -> Answer:
        """Answer with verbatim quotes, or abstain; slow, so never on an event loop."""
        ...

    def status(self) -> Status:
        """What the index holds."""
        ...
