"""How results look when a person prints them: a table in a terminal, HTML in a notebook."""

from __future__ import annotations

from datetime import time
from html import escape
from typing import TYPE_CHECKING

from index import explanation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rich.console import RenderableType

    from index.filters import Filters
    from index.types import Answer, Article, Citation, Passage, Quote, Results, SourceStatus, Status

_WIDTH = 100  # characters; a repr cannot know its terminal
_SHOWN = 240  # characters of a passage in a table
ABSTAINED = "The articles don't say."
NOTHING_PASSED = "There is no article from that outlet, time or language."


def answer_text(answer: Answer) -> str:
    """An answer as a person reads it in a terminal."""
    lines = [f"{answer.question}    (confidence {answer.confidence:.2f})"]
    for quote in answer.quotes:
        lines += ["", f"  «{quote.text}»", f"  [{quote.citation.number}] {_cited(quote.citation)}"]
    if answer.abstained:
        lines += ["", f"  {_abstained(answer)}"]
        lines += ["", "  Nearest headlines, not an answer:"] if answer.nearest else []
        lines += [f"  – {_cited(citation)}" for citation in answer.nearest]
    if answer.also_reported_by:
        lines += ["", f"  Also reported by: {', '.join(citation.source for citation in answer.also_reported_by)}"]
    explained = explanation_text(answer)
    return "\n".join([*lines, *_notes(answer), *(["", explained] if explained else [])])


def explanation_text(answer: Answer, *, width: int = _WIDTH) -> str:
    """What an explained answer's confidence is the sum of, then each passage read and its score, for a terminal.

    Args:
        answer: explained or not; of one that is not this is empty.
        width: of the tables at most, in characters.
    """
    if not answer.signals and not answer.passages:
        return ""
    lines = [explanation.why_answer(answer)]
    if answer.signals:
        lines += [_rendered(explanation.as_table(explanation.answer_grid(answer.signals)), width)]
    if answer.passages:
        lines += ["", f"Passages read for it ({explanation.LEGEND}):"]
        lines += _explained(answer.passages, width)
    return "\n".join(lines)


def answer_html(answer: Answer) -> str:
    """An answer for a notebook."""
    parts = [f"<p><b>{escape(answer.question)}</b> (confidence {answer.confidence:.2f})</p>"]
    for quote in answer.quotes:
        parts.append(f"<blockquote>{_emphasised(quote)}</blockquote>")
        parts.append(f"<p>[{quote.citation.number}] {_linked(quote.citation)}</p>")
    if answer.abstained:
        headlines = "".join(f"<li>{_linked(citation)}</li>" for citation in answer.nearest)
        parts.append(
            f"<p>{_abstained(answer)}</p>" + (f"<p>Nearest headlines:</p><ul>{headlines}</ul>" if headlines else "")
        )
    parts += _notes_html(answer)
    if answer.signals or answer.passages:
        parts.append(f"<p>{escape(explanation.why_answer(answer))}</p>")
    if answer.signals:
        parts.append(explanation.as_html(explanation.answer_grid(answer.signals)))
    return "".join([*parts, _explained_html(answer.passages)])


def _emphasised(quote: Quote) -> str:
    """A quote with the words that answer in bold."""
    parts: list[str] = []
    at = 0
    for start, end in quote.answering:
        parts += [escape(quote.text[at:start]), f"<b>{escape(quote.text[start:end])}</b>"]
        at = end
    return "".join([*parts, escape(quote.text[at:])])


def _abstained(answer: Answer) -> str:
    return NOTHING_PASSED if answer.nothing_passed else ABSTAINED


def results_text(results: Results) -> str:
    """Passages as a table in a terminal; explained ones one by one, each with the table of its score."""
    from rich.table import Table

    if any(passage.signals for passage in results):
        head = [results.question, f"({explanation.LEGEND})"]
        return "\n".join([*head, *_explained(results, _WIDTH), *_notes(results)])
    table = Table("", "score", "passage", "article", title=results.question, title_justify="left", show_lines=True)
    for place, passage in enumerate(results, 1):
        table.add_row(str(place), f"{passage.score:.2f}", _beginning(passage), _described(passage.article))
    return "\n".join([_rendered(table), *_notes(results)])


def results_html(results: Results) -> str:
    """Passages as a table in a notebook; explained ones one by one, each with the table of its score."""
    question = f"<p><b>{escape(results.question)}</b></p>"
    if any(passage.signals for passage in results):
        return "".join([question, _explained_html(results), *_notes_html(results)])
    rows = (
        (
            str(place),
            f"{passage.score:.2f}",
            escape(_beginning(passage)),
            _linked(passage.article),
        )
        for place, passage in enumerate(results, 1)
    )
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    head = "".join(f"<th>{name}</th>" for name in ("", "score", "passage", "article"))
    return "".join([f"{question}<table><tr>{head}</tr>{body}</table>", *_notes_html(results)])


def status_text(status: Status) -> str:
    """What an index holds, in one line a fact."""
    languages = ", ".join(f"{code} {number}" for code, number in status.languages.items())
    facts = {
        "articles": f"{status.articles} ({languages})" if languages else "0",
        "chunks": status.chunks,
        "newest": _day(status.newest),
        "generation": f"{status.generation}, published {status.published:%Y-%m-%d %H:%M} UTC",
        "model": status.model,
    }
    lines = [f"{name:>10}  {fact}" for name, fact in facts.items()]
    return "\n".join([*lines, *(f"{'source':>10}  {_source(source)}" for source in status.sources)])


def _source(source: SourceStatus) -> str:
    read = f"last read {source.succeeded:%Y-%m-%d %H:%M} UTC" if source.succeeded else "never read yet"
    return f"{source.url}: {f'FAILED, {source.failure}; ' if source.failure else ''}{read}"


def _explained(passages: Sequence[Passage], width: int) -> list[str]:
    """Passages one by one, each with what its score is the sum of."""
    lines: list[str] = []
    for place, passage in enumerate(passages, 1):
        title, *where = _described(passage.article).split("\n")
        lines += ["", f"{place}.  {passage.score:.2f}  {title}", *(f"    {line}" for line in where)]
        lines += [f"    «{_beginning(passage)}»"]
        if passage.signals:
            lines.append(_rendered(explanation.as_table(explanation.passage_grid(passage.signals)), width))
        lines.append(f"    {explanation.why_passage(passage.signals)}")
    return lines


def _explained_html(passages: Sequence[Passage]) -> str:
    parts = [f"<p>{escape(explanation.LEGEND)}</p>"] if passages else []
    for place, passage in enumerate(passages, 1):
        parts.append(f"<p>{place}. <b>{passage.score:.2f}</b> {_linked(passage.article)}</p>")
        parts.append(f"<blockquote>{escape(_beginning(passage))}</blockquote>")
        if passage.signals:
            parts.append(explanation.as_html(explanation.passage_grid(passage.signals)))
        parts.append(f"<p>{escape(explanation.why_passage(passage.signals))}</p>")
    return "".join(parts)


def _rendered(renderable: RenderableType, width: int = _WIDTH) -> str:
    from rich.console import Console

    console = Console(width=width, color_system=None, force_terminal=False)
    with console.capture() as capture:
        console.print(renderable, markup=False, highlight=False)
    return "\n".join(line.rstrip() for line in capture.get().strip("\n").split("\n"))


def _beginning(passage: Passage) -> str:
    return passage.text if len(passage.text) <= _SHOWN else f"{passage.text[:_SHOWN].rstrip()}…"


def _described(article: Article) -> str:
    return f"{article.title}\n{_provenance(article)}\n{article.url}"


def _cited(citation: Citation) -> str:
    return f"{citation.title} — {_provenance(citation)}\n      {citation.url}"


def _linked(of: Article | Citation) -> str:
    return f'<a href="{escape(of.url)}">{escape(of.title)}</a> — {escape(_provenance(of))}'


def _provenance(of: Article | Citation) -> str:
    """Outlet, date, the date of a change, and what a copy was taken from."""
    facts = [of.source, _day(of.published)]
    facts += [f"updated {_day(of.updated)}"] if of.updated else []
    facts += [f"originally {of.origin}"] if of.origin else []
    return " · ".join(facts)


def _day(published: datetime | None) -> str:
    return f"{published:%Y-%m-%d}" if published else "undated"


def filters_text(filters: Filters) -> str:
    """Which articles were asked, as one phrase; empty where all were, in no order of time."""
    words = f" (“{filters.words}”)" if filters.words else ""
    parts = [f"from {filters.source}"] if filters.source else []
    if filters.by_time:
        bounds = [f"{name} {_moment(at)}" for name, at in (("since", filters.since), ("before", filters.until)) if at]
        undated = " or undated" if filters.undated else ""
        parts.append(" ".join(bounds) + words + undated)
    parts += [f"in {filters.language}"] if filters.language else []
    order = [f"newest first{'' if filters.by_time else words}"] if filters.newest else []
    return ", ".join([f"only articles {', '.join(parts)}"] * bool(parts) + order)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d}" if at.time() == time() else f"{at:%Y-%m-%d %H:%M}"


def _notes(of: Answer | Results) -> list[str]:
    notes = [filters_text(of.filters)] if of.filters else []
    if of.undated_left_out:
        notes.append(f"{of.undated_left_out} undated article{'s' * (of.undated_left_out != 1)} left out")
    return [f"({note})" for note in notes]


def _notes_html(of: Answer | Results) -> list[str]:
    return [f"<p>{escape(note)}</p>" for note in _notes(of)]
