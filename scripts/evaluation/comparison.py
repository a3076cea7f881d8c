"""An evaluation beside an earlier one of the same questions: what another engine, or another version, changes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.table import Table

from scripts.evaluation.figures import FIGURES, Figure
from scripts.evaluation.report import FORMAT, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

WITHIN = 0.01
"""How far apart two shares may be that are called the same."""

_ROUNDING = 1e-9

Content = dict[str, Any]


class BadComparisonError(Exception):
    """Evaluations that cannot be compared; its text says why and can be shown as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One slice, measured twice.

    Attributes:
        name: of the slice.
        before: value of each figure in the earlier evaluation, by key; None where the questions do not tell it.
        now: likewise in this one.
    """

    name: str
    before: Mapping[str, float | None]
    now: Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How alike the two answered the questions of one set.

    Attributes:
        name: of the set.
        first: share of the questions of which the first passage is from the same article.
        passages: mean share of the passages found before that are found now, by their articles.
        quotes: share of the questions answered by the same quotes.
        verdict: share of the questions of which both answered, or both abstained.
    """

    name: str
    first: float
    passages: float
    quotes: float
    verdict: float


def read(file: Path) -> Content:
    """Read what ``report.as_json`` wrote.

    Raises:
        BadComparisonError: it cannot be read, is not of that kind, or of another format.
    """
    try:
        content = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise BadComparisonError(f"{file}: cannot be read: {error.strerror}") from None
    except ValueError:
        raise BadComparisonError(f"{file}: no JSON: give a file that --json wrote") from None
    if not isinstance(content, dict) or content.get("format") != FORMAT or "sets" not in content:
        raise BadComparisonError(f"{file}: not what --json writes now: evaluate again")
    return content


def compare(before: Content, now: Content) -> tuple[list[Compared], list[Agreement]]:
    """Compare the sets of an evaluation with those of an earlier one.

    Raises:
        BadComparisonError: a set was not evaluated before, or asked other questions.
    """
    slices, agreements = [], []
    known = {one["name"]: one for one in before["sets"]}
    for one in now["sets"]:
        name = one["name"]
        if name not in known:
            raise BadComparisonError(f"{name} was not evaluated before: there is nothing to compare it with")
        other = known[name]
        if [item["question"] for item in one["questions"]] != [item["question"] for item in other["questions"]]:
            raise BadComparisonError(f"{name} was asked other questions before: give the same --limit and --seed")
        slices += [
            Compared(name=part["name"], before=_values(earlier), now=_values(part))
            for part, earlier in zip(one["slices"], other["slices"], strict=True)
        ]
        agreements.append(_agreement(name, other["questions"], one["questions"]))
    return slices, agreements


def apart(slices: Sequence[Compared], within: float = WITHIN) -> list[str]:
    """A sentence for each share that is further from what it was than that."""
    return [
        f"{part.name}: {figure.key} is {number(figure, part.now[figure.key])}, "
        f"before it was {number(figure, part.before[figure.key])}"
        for part in slices
        for figure in FIGURES
        if figure.unit == "share" and _distance(part, figure) > within + _ROUNDING
    ]


def table(part: Compared) -> Table:
    """The figures of a slice: before, now, and by how much they differ."""
    shown = Table(show_edge=False, pad_edge=False, header_style="bold")
    shown.add_column(part.name, min_width=24, no_wrap=True)
    for title in ("before", "now", "difference"):
        shown.add_column(title, justify="right")
    for figure in FIGURES:
        before, now = part.before[figure.key], part.now[figure.key]
        if before is None and now is None:
            continue
        difference = "" if before is None or now is None else _signed(figure, now - before)
        title = f"{figure.title}{' (ms)' if figure.unit == 'ms' else ''}"
        shown.add_row(title, number(figure, before), number(figure, now), difference)
    return shown


def told(agreement: Agreement) -> str:
    """In a sentence, how alike two answered."""
    return (
        f"{agreement.name}: the first passage is from the same article for {agreement.first:.1%} of the questions, "
        f"{agreement.passages:.1%} of all passages are; the verdict is the same for {agreement.verdict:.1%}, "
        f"the quotes are for {agreement.quotes:.1%}"
    )


def _values(part: Content) -> dict[str, float | None]:
    return {figure.key: part["figures"].get(figure.key, {}).get("value") for figure in FIGURES}


def _distance(part: Compared, figure: Figure) -> float:
    before, now = part.before[figure.key], part.now[figure.key]
    if before is None or now is None:
        return 0.0 if before is now else 1.0
    return abs(now - before)


def _agreement(name: str, before: Sequence[Content], now: Sequence[Content]) -> Agreement:
    pairs = list(zip(before, now, strict=True))

    def share(of: Sequence[float]) -> float:
        return sum(of) / max(1, len(of))

    return Agreement(
        name=name,
        first=share([_urls(one)[:1] == _urls(other)[:1] for one, other in pairs]),
        passages=share([_held(_urls(one), _urls(other)) for one, other in pairs]),
        quotes=share([_quotes(one) == _quotes(other) for one, other in pairs]),
        verdict=share([one["abstained"] == other["abstained"] for one, other in pairs]),
    )


def _held(before: Sequence[str], now: Sequence[str]) -> float:
    left = list(now)
    held = 0
    for url in before:
        if url in left:
            left.remove(url)
            held += 1
    return held / len(before) if before else 1.0


def _urls(item: Content) -> list[str]:
    return [passage["url"] for passage in item["passages"]]


def _quotes(item: Content) -> list[tuple[str, int, int]]:
    return [(quote["url"], quote["start"], quote["end"]) for quote in item["quotes"]]


def _signed(figure: Figure, difference: float) -> str:
    return f"{difference:+.1f}" if figure.unit == "ms" else f"{difference:+.4f}"
