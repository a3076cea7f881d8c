"""Which articles are asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which articles may answer, and in what order; None lets all pass.

    Attributes:
        source: an outlet's name or host, letter case ignored; ``bbc.com`` also stands for ``news.bbc.com``.
        since: published at this time or later; aware, in the zone it was meant in.
        until: published before this time; likewise.
        language: ISO 639-1 code of the article.
        excluded: names of outlets whose articles do not pass, as ``outlet_names.outlet_key`` makes them.
        newest: whether the newest are asked for first.
        undated: whether articles without a date pass a time filter.
        words: the words of the question that were read as a time or as asking for the newest, empty where there are
            none: the filter then comes from an operator or an argument.
    """

    source: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    language: str | None = None
    excluded: frozenset[str] = frozenset()
    newest: bool = False
    undated: bool = False
    words: str = ""

    @property
    def by_time(self) -> bool:
        """True where an article's date is looked at."""
        return self.since is not None or self.until is not None

    @property
    def last_day(self) -> date | None:
        """The last day whose articles pass, None where the end is open."""
        return None if self.until is None else (self.until - timedelta(microseconds=1)).date()

    @property
    def by_outlet_or_language(self) -> bool:
        """True where it is looked at who published an article, or in which language."""
        return self.source is not None or self.language is not None or bool(self.excluded)

    def __bool__(self) -> bool:
        """True where there is something to tell a reader: outlets that are left out go without saying."""
        return self != Filters(excluded=self.excluded)
