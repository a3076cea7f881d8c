"""From passages to an answer: whether to quote, and what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.answering_words import answering_words, asked
from index.confidence import confidence, contributions
from index.confidence_signals import confidence_signals
from index.duplicates import carries
from index.ranking import standardise
from index.sentence_ranking import rank_sentences
from index.sentence_signals import read
from index.sentences import sentence_spans
from index.types import Answer, Article, Citation, Passage, Quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from index.answering_words import Asked
    from index.finding import Findings
    from index.query import Query
    from index.sentence_signals import Reading, Sentence
    from index.types import Span

QUOTES = 3
PASSAGES = 10  # read for an answer
_SHORTEST_LEAD = 20  # characters, of a single word
_LONGEST_QUOTE = 500  # characters; a neighbour that would make it longer stays out
# A further quote is at least this likely to answer, in log odds against the best one.
_WORTH_QUOTING = -5.0
# The sentence next to one that answers is quoted with it where it answers nearly as likely: so far below, in log odds.
# It makes a quote a quarter longer, and the first one right more often (XQuAD en .85 to .90, de .76 to .79, vi .82 to
# .86); two quotes side by side would be harder to read.
_AS_LIKELY = 2.0
_AS_LIKELY_IN_NEXT_PARAGRAPH = 1.0
# A question of several clauses is answered by sentences that fit different ones: what it is worth, in log odds, that
# a sentence stands out by one standard deviation for a clause which no quote fits so far.
_OTHER_CLAUSE = 1.0


class Chosen(NamedTuple):
    """A quote to be: where it stands in its article's text, and the sentence in it that answers."""

    article: Article
    span: Span
    best: Span


def compose(  # noqa: PLR0913 - facts about the index and the question, all by name
    query: Query,
    findings: Findings,
    *,
    question: str,
    threshold: float,
    as_of: datetime,
    also: Mapping[str, Sequence[Article]],
    undated_left_out: int = 0,
    explain: bool = False,
    most_quotes: int = QUOTES,
    newest: datetime | None = None,
) -> Answer:
    """Make an answer out of passages, or say that they hold none.

    Args:
        query: what is asked.
        findings: the passages, and what is known of them.
        question: as it was asked.
        threshold: least confidence to answer with, 0…1.
        as_of: when what was searched was published.
        also: other articles that carry the story of an article, by its URL.
        undated_left_out: number of articles that a time filter hid.
        explain: whether the answer is to hold the signals of its confidence, and the passages.
        most_quotes: number of quotes at most, ≥ 1.
        newest: when the newest article was published that could be searched, None where all are undated.

    Raises:
        AssertionError: if a quote were not verbatim: a bug that must not reach a reader.
    """
    answer = Answer(
        question=question,
        quotes=(),
        abstained=True,
        confidence=0.0,
        as_of=as_of,
        newest=newest,
        filters=query.filters,
        undated_left_out=undated_left_out,
        threshold=threshold,
        passages=findings.passages if explain else (),
    )
    passages = findings.passages
    if query.only_time and not query.terms:
        dated = _of_time(query, passages)
        if not dated:
            return replace(answer, nearest=_headlines(passages))
        return _quoting(replace(answer, confidence=1.0), _leads(dated, most_quotes), [], also)
    nearest = _headlines(passages) if query.terms else ()
    reading = read(query, findings)
    if not reading.held.any():
        return replace(answer, nearest=nearest)
    ranked = rank_sentences(reading)
    signals = confidence_signals(query, findings, reading)
    answer = replace(answer, confidence=confidence(signals), signals=contributions(signals) if explain else ())
    if answer.confidence < threshold:
        told = _of_time(query, _about(query, passages, reading))
        if told:
            return _quoting(replace(answer, confidence=1.0, signals=()), _leads(told, most_quotes), [], also)
        return replace(answer, nearest=nearest)
    chosen, repeated = choose_quotes(ranked, most=most_quotes)
    return _quoting(answer, chosen, repeated, also, asked(query, findings.term_weights))


def choose_quotes(
    ranked: Sequence[tuple[float, Sentence]], *, most: int = QUOTES
) -> tuple[list[Chosen], list[Article]]:
    """Choose the first few sentences that say different things.

    Args:
        ranked: log odds and sentence, best first, at least one.
        most: number of quotes at most, ≥ 1.

    Returns:
        The quotes, best first, none overlapping another; and the articles of sentences that
        repeat one of them nearly word for word.
    """
    chosen: list[Chosen] = []
    repeated: list[Article] = []
    said: list[str] = []
    fits = _clause_fits([sentence for _, sentence in ranked])
    scores = np.array([score for score, _ in ranked])
    by_place = {(sentence.passage.chunk_id, sentence.place): score for score, sentence in ranked}
    open_ = scores >= scores[0] + _WORTH_QUOTING
    met = np.zeros(fits.shape[1])
    while len(chosen) < most and open_.any():
        gain = np.maximum(fits - met, 0.0).max(axis=1, initial=0.0) if chosen else 0.0
        at = int(np.where(open_, scores + _OTHER_CLAUSE * gain, -np.inf).argmax())
        open_[at] = False
        score, sentence = ranked[at]
        article = sentence.passage.article
        quoted = [one.span for one in chosen if one.article.url == article.url]
        if any(_touch(sentence.span, span) for span in quoted):
            continue
        if any(carries(earlier, sentence.text) or carries(sentence.text, earlier) for earlier in said):
            repeated.append(article)
            continue
        behind = {
            place: score - other for (chunk, place), other in by_place.items() if chunk == sentence.passage.chunk_id
        }
        quote = _with_neighbour(sentence, behind, quoted)
        chosen.append(Chosen(article, quote, sentence.span))
        said.append(article.text[slice(*quote)])
        met = np.maximum(met, fits[at])
    return chosen, repeated


def _clause_fits(sentences: Sequence[Sentence]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """How much each sentence stands out for each clause; shape (sentences, clauses), no clauses where there is one."""
    cosines = np.array([sentence.clauses for sentence in sentences], np.float64)
    return np.stack([standardise(column) for column in cosines.T], axis=1) if cosines.size else cosines


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _with_neighbour(sentence: Sentence, behind: Mapping[int, float], quoted: Sequence[Span]) -> Span:
    """The sentence with one next to it, where it leans on that («He said so on Monday.») or that answers as likely."""
    spans, place, text = sentence.passage.sentences, sentence.place, sentence.passage.article.text
    for other in [place - 1] * sentence.leans + [place + 1, place - 1]:
        if not 0 <= other < len(spans):
            continue
        first, second = sorted((spans[place], spans[other]))
        both = first[0], second[1]
        apart = "\n" in text[first[1] : second[0]]
        needed = sentence.leans and other < place
        likely = behind[other] <= (_AS_LIKELY_IN_NEXT_PARAGRAPH if apart else _AS_LIKELY)
        fits = both[1] - both[0] <= _LONGEST_QUOTE and not any(_touch(both, span) for span in quoted)
        if fits and (needed or likely):
            return both
    return spans[place]


def _of_time(query: Query, passages: Sequence[Passage]) -> list[Passage]:
    """Without the undated, where a time is asked for: nobody knows that they are from it."""
    return [passage for passage in passages if passage.article.published or not query.filters.by_time]


def _about(query: Query, passages: Sequence[Passage], reading: Reading) -> list[Passage]:
    """The passages that hold all the names whose news is asked for; none where something else is asked."""
    named = [at for at, term in enumerate(query.terms) if term.word in query.about]
    held = reading.held[:, named].min(axis=1, initial=1.0) if named else np.zeros(len(passages))
    return [passage for passage, share in zip(passages, held.tolist(), strict=True) if share >= 1]


def _leads(passages: Sequence[Passage], most: int) -> list[Chosen]:
    """The first sentence of each article, or the first two where that is but a place or a date."""
    articles = {passage.article.url: passage.article for passage in passages}
    return [Chosen(article, lead := _lead(article), lead) for article in list(articles.values())[:most]]


def _lead(article: Article) -> Span:
    first, *others = sentence_spans(article.text, article.language)
    # «Haselbach.» above an article is no news.
    short = first[1] - first[0] < _SHORTEST_LEAD and len(article.text[slice(*first)].split()) == 1
    return (first[0], others[0][1]) if short and others and others[0][1] - first[0] <= _LONGEST_QUOTE else first


def _quoting(
    answer: Answer,
    chosen: Sequence[Chosen],
    repeated: Sequence[Article],
    also: Mapping[str, Sequence[Article]],
    of: Asked | None = None,
) -> Answer:
    """The answer with its quotes, what in them answers where a question is given, and who else reports them."""
    numbers = {url: n for n, url in enumerate(dict.fromkeys(one.article.url for one in chosen), 1)}
    quotes = tuple(_quote(one, numbers[one.article.url], of) for one in chosen)
    told = [other for url in numbers for other in also.get(url, ())]
    others = [*repeated, *(other for other in told if any(carries(other.text, quote.text) for quote in quotes))]
    distinct = {article.url: article for article in others if article.url not in numbers}
    return replace(
        answer,
        abstained=False,
        quotes=quotes,
        also_reported_by=tuple(
            Citation.of(article, len(numbers) + n) for n, article in enumerate(distinct.values(), 1)
        ),
    )


def _quote(chosen: Chosen, number: int, of: Asked | None) -> Quote:
    article, (start, end), best = chosen
    text = article.text[start:end]
    within = best[0] - start, best[1] - start
    quote = Quote(
        text=text,
        start=start,
        end=end,
        citation=Citation.of(article, number),
        answering=answering_words(text, of, language=article.language, best=within) if of else (),
    )
    if not quote.text or article.text[quote.start : quote.end] != quote.text:
        raise AssertionError(f"quote {chosen.span} is not in {article.url}")
    return quote


def _headlines(passages: Sequence[Passage]) -> tuple[Citation, ...]:
    articles = {passage.article.url: passage.article for passage in passages}
    return tuple(Citation.of(article, number) for number, article in enumerate(list(articles.values())[:QUOTES], 1))
