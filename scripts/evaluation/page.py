"""The figures as one HTML page that needs nothing else."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from scripts.evaluation import plots
from scripts.evaluation.failures import failures
from scripts.evaluation.figures import FIGURES
from scripts.evaluation.measures import first_hit
from scripts.evaluation.report import NONE, facts, interval, number
from scripts.pages import looks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.evaluation.asking import Asked, Run
    from scripts.evaluation.figures import Slice
    from scripts.evaluation.report import Evaluation

_WORST = 8  # failures of each kind shown
_LONGEST = 600  # characters of a fact or quote shown


def page(evaluation: Evaluation) -> str:
    """The whole page; it loads nothing from anywhere."""
    names = ", ".join(run.evaluated.name for run, _ in evaluation.runs)
    body = f"""<h1>How well questions are answered</h1>
{_facts(evaluation)}
<h2>Figures</h2>
<p class="soft">Small: 95 % intervals, from 1,000 bootstrap draws of the questions. «{NONE}»: the set's questions do not
tell. An interval without width means only that no question of the set says otherwise.</p>
{_table(evaluation)}
<h2>Plots</h2>
{_plots(evaluation)}
{"".join(_failures(run) for run, _ in evaluation.runs)}"""
    return looks.page(f"Evaluation: {names}", body)


def _facts(evaluation: Evaluation) -> str:
    asked = (
        f"at most {evaluation.limit} questions a set (seed {evaluation.seed})" if evaluation.limit else "all questions"
    )
    return (
        f'<p class="soft">{evaluation.at:%Y-%m-%d %H:%M} UTC · model {escape(evaluation.model)} · {asked}<br>'
        f"{escape(evaluation.machine)}</p>"
    )


def _table(evaluation: Evaluation) -> str:
    shown = [(run, part) for run, parts in evaluation.runs for part in parts]
    heads = "".join(f'<th scope="col">{escape(part.name)}</th>' for _, part in shown)
    rows, group = [], ""
    for figure in FIGURES:
        if figure.group != group:
            group = figure.group
            rows.append(_group_row(group, len(shown)))
        estimates = [part.estimates[figure.key] for _, part in shown]
        cells = "".join(f"<td>{number(figure, e.value)}<small>{interval(figure, e)}</small></td>" for e in estimates)
        unit = f" ({figure.unit})" if figure.unit == "ms" else ""
        arrow = "↑" if figure.better == "high" else "↓"
        rows.append(f'<tr><th scope="row">{figure.title}{unit} <span class="soft">{arrow}</span></th>{cells}</tr>')
    rows.append(_group_row("Counts", len(shown)))
    rows += [_count_row(title, values) for title, values in facts(shown)]
    return (
        f'<div class="wide"><table><thead><tr><th></th>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )


def _group_row(title: str, columns: int) -> str:
    return f'<tr><th class="group" scope="rowgroup">{title}</th><td colspan="{columns}"></td></tr>'


def _count_row(title: str, values: Iterable[str]) -> str:
    def kind(value: str) -> str:
        if " of " not in value:
            return ""
        return ' class="zero"' if value.startswith("0 ") else ' class="some"'

    cells = "".join(f"<td{kind(value)}>{value}</td>" for value in values)
    return f'<tr><th scope="row">{title}</th>{cells}</tr>'


def _plots(evaluation: Evaluation) -> str:
    wholes = [parts[0] for _, parts in evaluation.runs]
    drawn = [
        (
            "",
            "<b>Risk against coverage.</b> How many are wrong when only the surest are given? Dotted: the default.",
            plots.risk_against_coverage(wholes),
        ),
        (
            "",
            "<b>Calibration.</b> Are answers that are 80 % sure right in 80 % of cases? Large dots are many questions.",
            plots.calibration(wholes),
        ),
        (
            ' class="all"',
            "<b>Recall by language.</b> With 95 % intervals.",
            plots.recall_by_language(_by_language(evaluation.slices)),
        ),
    ]
    figures = (f"<figure{kind}><figcaption>{words}</figcaption>{plot}</figure>" for kind, words, plot in drawn)
    right = (
        "Right is a quote that holds a gold answer; in sets without gold answers, that the articles tell at all. "
        "In the first plot an abstention counts as wrong where answers are known; calibration leaves it out there."
    )
    return f'<div class="plots">{"".join(figures)}</div><p class="soft">{right}</p>'


def _by_language(slices: Iterable[Slice]) -> list[Slice]:
    return [part for part in slices if part.language is not None]


def _failures(run: Run) -> str:
    found = failures(run.asked, most=_WORST)
    parts = [f"<h2>What went wrong: {escape(run.evaluated.name)}</h2>"]
    if not found:
        parts.append("<p>Nothing.</p>")
    for kind in found:
        parts.append(f'<h3>{kind.kind} <span class="soft">{kind.total} of {len(run.asked)}</span></h3>')
        parts += [_failure(item) for item in kind.worst]
    return "\n".join(parts)


def _failure(item: Asked) -> str:
    question = item.question
    rank = first_hit(item.found)
    gold = (
        ("Answer", question.answers),
        ("Facts", question.facts),
        ("Articles", question.urls),
    )
    rows = [f"<dt>{title}</dt><dd>{'<br>'.join(map(_short, texts))}</dd>" for title, texts in gold if texts]
    rows.append(f"<dt>First hit</dt><dd>{f'rank {rank}' if rank else NONE}</dd>" if question.gold else "")
    quotes = "".join(
        f"<blockquote>{_short(quote.text)}<br><small>{escape(quote.citation.title)} · {escape(quote.citation.url)}"
        f"</small></blockquote>"
        for quote in item.quotes
    )
    rows.append(f"<dt>Quoted</dt><dd>{quotes or 'nothing: it abstained'}</dd>")
    found = "".join(
        f"<li{' class=hit' if held else ''}>{escape(title)}{' ✓' if held else ''}</li>"
        for (title, _), held in zip(item.passages, item.found, strict=True)
    )
    rows.append(f"<dt>Passages found</dt><dd><ol>{found}</ol></dd>")
    return (
        f'<details><summary>{escape(question.text)} <span class="soft">({escape(question.language)}, confidence '
        f"{item.confidence:.2f})</span></summary><dl>{''.join(rows)}</dl></details>"
    )


def _short(text: str) -> str:
    return escape(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
