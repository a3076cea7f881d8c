"""Why a passage stands where it stands, and why a question was answered or not: in tables and in a sentence."""

from __future__ import annotations

from html import escape
from math import fsum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from index.types import Answer, Signal

Grid = tuple[tuple[str, ...], ...]
"""Rows of cells, the head first and the sum last."""

LEGEND = (
    "standardised: standard deviations above the mean of all candidates, for meaning times how well the model knows "
    "the language; outlet named is 0 or 1, newness 0 to 1"
)
UNSCORED = "Not scored: nothing but a time was asked, so the newest come first."
_READABLE = {
    "meaning_of_sentence": "sentence meaning",
    "coverage_of_sentence": "coverage by sentence",
    "coverage_of_pair": "coverage by two",
}
_CONSTANT = "constant"  # the same whatever is asked, so it neither lifts nor holds back
_TOLD = 3  # signs in a sentence, of each kind
_NUMBER = 7  # characters, enough for any of them
_NONE = "–"


def passage_grid(signals: Sequence[Signal]) -> Grid:
    """What a passage's score is the sum of."""
    head = ("sign", "engine's own score", "standardised", "place among candidates", "weight", "contributes")
    rows = (
        (
            _readable(signal.name),
            _NONE if signal.measured is None else f"{signal.measured:.3f}",
            f"{signal.value:+.2f}",
            _NONE if _all_alike(signal) else f"{signal.place} of {signal.of}",
            f"{signal.weight:.2f}",
            f"{_worth(signal):+.2f}",
        )
        for signal in signals
    )
    return (head, *rows, ("score", "", "", "", "", f"{_sum(signals):.2f}"))


def answer_grid(signals: Sequence[Signal]) -> Grid:
    """What the log odds of an answer's confidence are the sum of, what counts most first."""
    rows = (
        (_readable(signal.name), f"{signal.value:.2f}", f"{signal.weight:.2f}", f"{_worth(signal):+.2f}")
        for signal in sorted(signals, key=lambda signal: -abs(_worth(signal)))
    )
    return (("sign", "value", "weight", "contributes"), *rows, ("log odds", "", "", f"{_sum(signals):+.2f}"))


def why_passage(signals: Sequence[Signal]) -> str:
    """Say what lifted a passage, what held it back, and how the engines placed it; without signals, why it has none.

    «Lifted by: outlet named (+1.9), words (+1.2); held back by: newness (-0.1); 1st of 153 by words, 14th by meaning.»
    """
    if not signals:
        return UNSCORED
    placed = sorted(
        (signal for signal in signals if signal.measured is not None and not _all_alike(signal)),
        key=lambda signal: (signal.place, signal.name),
    )
    places = [
        f"{_ordinal(signal.place)}{'' if nth else f' of {signal.of}'} by {_readable(signal.name)}"
        for nth, signal in enumerate(placed)
    ]
    return _sentence([*_moved(signals), ", ".join(places)])


def why_answer(answer: Answer) -> str:
    """Say whether the confidence reached the threshold, and what brought it there."""
    if not answer.signals:
        reason = "no passage holds a word of the question" if answer.abstained else "nothing but a time was asked"
        return f"Not weighed: {reason}."
    verdict = "stays below" if answer.abstained else "reaches"
    threshold = "" if answer.threshold is None else f" {answer.threshold:.2f}"
    outcome = "abstained" if answer.abstained else "answered"
    told = f"Confidence {answer.confidence:.2f} {verdict} the threshold{threshold}: {outcome}."
    return " ".join([told, _sentence(_moved(answer.signals))]).rstrip()


def as_table(grid: Grid) -> Table:
    """A grid for a terminal."""
    from rich import box
    from rich.table import Table

    head, *rows, total = grid
    # Without edges, and no column wider than it must be, the widest of them fits into a terminal's usual 80.
    table = Table(box=box.SIMPLE, show_footer=True, show_edge=False, pad_edge=False, collapse_padding=True)
    for name, last in zip(head, total, strict=True):
        if name == head[0]:
            table.add_column(name, last, no_wrap=True)
        else:
            table.add_column(name, last, justify="right", width=max(_NUMBER, *map(len, name.split())))
    for row in rows:
        table.add_row(*row)
    return table


def as_html(grid: Grid) -> str:
    """A grid for a notebook."""
    head, *rows = grid
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tr>{''.join(f'<th>{escape(name)}</th>' for name in head)}</tr>{body}</table>"


def _readable(name: str) -> str:
    return _READABLE.get(name, name.replace("_", " "))


def _worth(signal: Signal) -> float:
    return signal.value * signal.weight


def _sum(signals: Sequence[Signal]) -> float:
    return fsum(_worth(signal) for signal in signals)


def _all_alike(signal: Signal) -> bool:
    """Standardised signs are 0 throughout where no candidate differs: the first place says nothing then."""
    return signal.value == 0 and signal.place == 1


def _moved(signals: Sequence[Signal]) -> list[str]:
    """What lifted and what held back, each as a phrase; nothing that rounds to nothing."""
    told = [
        (round(_worth(signal), 1), signal)
        for signal in sorted(signals, key=lambda signal: -abs(_worth(signal)))
        if signal.name != _CONSTANT
    ]
    lifted = [f"{_readable(signal.name)} ({worth:+.1f})" for worth, signal in told if worth > 0]
    held_back = [f"{_readable(signal.name)} ({worth:+.1f})" for worth, signal in told if worth < 0]
    kinds = {"lifted by": lifted, "held back by": held_back}
    return [f"{kind}: {', '.join(names[:_TOLD])}" for kind, names in kinds.items() if names]


def _sentence(phrases: Sequence[str]) -> str:
    told = "; ".join(phrase for phrase in phrases if phrase)
    return f"{told[0].upper()}{told[1:]}." if told else ""


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
