"""The figures as one HTML page that needs nothing else."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from scripts.evaluation import plots
from scripts.evaluation.failures import failures
from scripts.evaluation.figures import FIGURES
from scripts.evaluation.measures import first_hit
from scripts.evaluation.report import NONE, facts, interval, number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.evaluation.asking import Asked, Run
    from scripts.evaluation.figures import Slice
    from scripts.evaluation.report import Evaluation

_WORST = 8  # failures of each kind shown
_LONGEST = 600  # characters of a fact or quote shown

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --faint: #b9c1cc; --paper: #fbfbfa; --card: #fff;
  --good: #1b7f4d; --bad: #b3372e; --line1: #2563b8; --line2: #d9730d; --line3: #1b8a6b; --line4: #a13ba8;
  --line5: #b3372e; --line6: #6a7a00; --line7: #6b6f78; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --soft: #9aa6b5; --faint: #465160; --paper: #14181e;
  --card: #1b2129; --good: #58c98f; --bad: #f0857b; --line1: #74aef5; --line2: #f3a45b; --line3: #57cfac;
  --line4: #dd8be3; --line5: #f0857b; --line6: #c3d04e; --line7: #a9afb9; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 2.2rem 1.2rem 4rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .4rem; } h2 { font-size: 1.15rem; margin: 2.4rem 0 .6rem; }
h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; } .soft, small, caption { color: var(--soft); } p { margin: .3rem 0; }
.wide { overflow-x: auto; background: var(--card); border: 1px solid var(--faint); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .28rem .8rem; text-align: right; white-space: nowrap; }
th:first-child { text-align: left; font-weight: 400; position: sticky; left: 0; background: var(--card); }
thead th, th.group { font-weight: 600; } thead th { border-bottom: 1px solid var(--faint); }
th.group { padding-top: .8rem; } td small { display: inline-block; min-width: 5.6rem; margin-left: .35rem; }
td.zero { color: var(--good); } td.some { color: var(--bad); font-weight: 600; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; }
figure { margin: 0; padding: .8rem; background: var(--card); border: 1px solid var(--faint); border-radius: 8px; }
figure.all { grid-column: 1 / -1; } figcaption { margin-bottom: .4rem; }
svg { display: block; width: 100%; max-width: 34rem; height: auto; margin: auto; } figure.all svg { max-width: none; }
svg text { font-family: system-ui, sans-serif !important; }
details { margin: .35rem 0; padding: .45rem .8rem; background: var(--card); border: 1px solid var(--faint);
  border-radius: 8px; } summary { cursor: pointer; } blockquote { margin: .3rem 0 .3rem .2rem; padding-left: .7rem;
  border-left: 3px solid var(--faint); } dl { margin: .5rem 0 .2rem; } dt { color: var(--soft); font-size: .85rem; }
dd { margin: 0 0 .5rem; } ol { margin: 0; padding-left: 1.5rem; }
"""


def page(evaluation: Evaluation) -> str:
    """The whole page; it loads nothing from anywhere."""
    names = ", ".join(run.evaluated.name for run, _ in evaluation.runs)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evaluation: {escape(names)}</title><style>{_STYLE}</style></head><body>
<h1>How well questions are answered</h1>
{_facts(evaluation)}
<h2>Figures</h2>
<p class="soft">Small: 95 % intervals, from 1,000 bootstrap draws of the questions. «{NONE}»: the set's questions do not
tell. An interval without width means only that no question of the set says otherwise.</p>
{_table(evaluation)}
<h2>Plots</h2>
{_plots(evaluation)}
{"".join(_failures(run) for run, _ in evaluation.runs)}
</body></html>
"""


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
