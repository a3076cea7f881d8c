"""How results look when a person prints them: a table in a terminal, HTML in a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import RenderableType

    from index.types import Answer, Article, Citation, Passage, Results, Status

_WIDTH = 100  # characters; a repr cannot know its terminal
_SHOWN = 240  # characters of a passage in a table
ABSTAINED = "The articles don't say."


def answer_text(answer: Answer) -> str:
    """An answer as a person reads it in a terminal."""
    lines = [f"{answer.question}    (confidence {answer.confidence:.2f})"]
    for quote in answer.quotes:
        lines += ["", f"  «{quote.text}»", f"  [{quote.citation.number}] {_cited(quote.citation)}"]
    if answer.abstained:
        lines += ["", f"  {ABSTAINED}"]
        lines += ["", "  Nearest headlines, not an answer:"] if answer.nearest else []
        lines += [f"  – {_cited(citation)}" for citation in answer.nearest]
    if answer.also_reported_by:
        lines += ["", f"  Also reported by: {', '.join(citation.source for citation in answer.also_reported_by)}"]
    return "\n".join([*lines, *_note(answer.undated_left_out)])


def answer_html(answer: Answer) -> str:
    """An answer for a notebook."""
    parts = [f"<p><b>{escape(answer.question)}</b> (confidence {answer.confidence:.2f})</p>"]
    for quote in answer.quotes:
        parts.append(f"<blockquote>{escape(quote.text)}</blockquote>")
        parts.append(f"<p>[{quote.citation.number}] {_linked(quote.citation)}</p>")
    if answer.abstained:
        headlines = "".join(f"<li>{_linked(citation)}</li>" for citation in answer.nearest)
        parts.append(f"<p>{ABSTAINED}</p>" + (f"<p>Nearest headlines:</p><ul>{headlines}</ul>" if headlines else ""))
    return "".join(parts)


def results_text(results: Results) -> str:
    """Passages as a table in a terminal."""
    from rich.table import Table

    table = Table("", "score", "passage", "article", title=results.question, title_justify="left", show_lines=True)
    for place, passage in enumerate(results, 1):
        table.add_row(str(place), f"{passage.score:.2f}", _beginning(passage), _described(passage.article))
    return "\n".join([_rendered(table), *_note(results.undated_left_out)])


def results_html(results: Results) -> str:
    """Passages as a table in a notebook."""
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
    return f"<p><b>{escape(results.question)}</b></p><table><tr>{head}</tr>{body}</table>"


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
    return "\n".join(f"{name:>10}  {fact}" for name, fact in facts.items())


def _rendered(renderable: RenderableType) -> str:
    from rich.console import Console

    console = Console(width=_WIDTH, color_system=None, force_terminal=False)
    with console.capture() as capture:
        console.print(renderable, markup=False, highlight=False)
    return capture.get().rstrip("\n")


def _beginning(passage: Passage) -> str:
    return passage.text if len(passage.text) <= _SHOWN else f"{passage.text[:_SHOWN].rstrip()}…"


def _described(article: Article) -> str:
    return f"{article.title}\n{article.source} · {_day(article.published)}\n{article.url}"


def _cited(citation: Citation) -> str:
    return f"{citation.title} — {citation.source} · {_day(citation.published)}\n      {citation.url}"


def _linked(of: Article | Citation) -> str:
    return f'<a href="{escape(of.url)}">{escape(of.title)}</a> — {escape(of.source)} · {_day(of.published)}'


def _day(published: datetime | None) -> str:
    return f"{published:%Y-%m-%d}" if published else "undated"


def _note(undated_left_out: int) -> list[str]:
    return [f"({undated_left_out} undated articles left out)"] if undated_left_out else []
