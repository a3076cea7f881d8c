"""Floors: the figures a set must reach, and whether it does."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.evaluation.figures import COUNTS, FIGURES, Slice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_KEYS = {figure.key for figure in FIGURES} | set(COUNTS)
_BOUNDS = {"min", "max"}


class BadFloorsError(Exception):
    """A floors file that cannot be used; its text says where and what to do, and can be shown as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """What one figure of one slice must reach, ``min`` and ``max`` included; None where it is not bound.

    Attributes:
        slice: name of the set, or ``set.language``.
        figure: its key.
    """

    slice: str
    figure: str
    min: float | None = None
    max: float | None = None


def read(file: Path) -> tuple[Floor, ...]:
    """Read floors from TOML: a table for each slice, in it ``figure = { min = …, max = … }``.

    Raises:
        BadFloorsError: if the file is missing or not of that form, or names a figure that there is not.
    """
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise BadFloorsError(f"{file}: cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise BadFloorsError(f"{file}: no TOML: {error}") from None
    return tuple(_floors(tables, (), file))


def _floors(table: Mapping[str, object], path: tuple[str, ...], file: Path) -> Iterable[Floor]:
    """Tables nest, since ``[xquad.de]`` is a table in a table; the innermost that is no bound names the slice."""
    for key, value in table.items():
        here = ".".join((*path, key))
        if not isinstance(value, dict):
            raise BadFloorsError(f"{file}: {here} is no table: write  {key} = {{ min = … }}  or  {{ max = … }}")
        if not value or not set(value) <= _BOUNDS:
            yield from _floors(value, (*path, key), file)
            continue
        if key not in _KEYS or not path:
            raise BadFloorsError(f"{file}: no figure is called {here}; there are: {', '.join(sorted(_KEYS))}")
        if not all(isinstance(bound, int | float) and not isinstance(bound, bool) for bound in value.values()):
            raise BadFloorsError(f"{file}: min and max of {here} must be numbers")
        yield Floor(slice=".".join(path), figure=key, **value)


def broken(floors: Iterable[Floor], measured: Sequence[Slice]) -> list[str]:
    """A sentence for each figure on the wrong side of its floor; floors of what was not measured do not count."""
    by_name = {found.name: found for found in measured}
    sentences = []
    for floor in floors:
        if floor.slice not in by_name:
            continue
        value = _value(by_name[floor.slice], floor.figure)
        name = f"{floor.slice}: {floor.figure}"
        if value is None:
            sentences.append(f"{name} has a floor, but the set's questions do not tell it")
        elif floor.min is not None and value < floor.min:
            sentences.append(f"{name} is {value:.4g}, below its floor of {floor.min:.4g}")
        elif floor.max is not None and value > floor.max:
            sentences.append(f"{name} is {value:.4g}, above its ceiling of {floor.max:.4g}")
    return sentences


def _value(measured: Slice, figure: str) -> float | None:
    if figure in COUNTS:
        return {
            "questions": len(measured.asked),
            "quotes": measured.quotes,
            "unfaithful_quotes": measured.unfaithful_quotes,
        }[figure]
    return measured.estimates[figure].value
