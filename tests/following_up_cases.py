"""Invented conversations of two questions, and what must come of them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "following_up.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question and what is said after it.

    Attributes:
        half: the rules were made with ``a``; of ``b``, in three rounds, 142 of 159 were right at first sight, before
            they were mended for the rest.
        language: ISO 639-1 code.
        before: the question before.
        said: what is said then.
        replying: whether as a reply to the answer.
        must: what the meant question holds, in small letters; one with ``^`` is its beginning. None where what is said
            stands alone.
        must_not: what it does not hold.
    """

    half: str
    language: str
    before: str
    said: str
    replying: bool
    must: tuple[str, ...] | None
    must_not: tuple[str, ...]

    def fault(self, found: str | None) -> str:
        """What is wrong with what was found, empty where it is right."""
        if self.must is None or found is None:
            return "" if self.must is None and found is None else f"found {found!r}"
        text = found.casefold()
        faults = [
            f"no {word!r}"
            for word in self.must
            if not (text.startswith(word[1:]) if word.startswith("^") else word in text)
        ]
        faults += [f"has {word!r}" for word in self.must_not if word in text]
        return f"{', '.join(faults)} in {found!r}" if faults else ""


def cases(half: str) -> list[Case]:
    """The conversations of one half, in order."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Case(
            half=row["half"],
            language=row["language"],
            before=row["before"],
            said=row["said"],
            replying=row["reply"] == "r",
            must=None if row["must"] == "-" else tuple(row["must"].split(";")),
            must_not=tuple(word for word in (row["not"] or "").split(";") if word),
        )
        for row in rows
        if row["half"] == half
    ]
