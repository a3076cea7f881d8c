"""A rebuild's report, as lines for a person."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from index.build import Report
    from index.sources.web.state import Heard

_EXAMPLES: Final = 5  # places shown for each reason


def report_lines(report: Report, *, everything: bool) -> Iterator[str]:
    """What a rebuild did.

    Args:
        report: of the rebuild.
        everything: whether all places are named, and sources that had nothing new.
    """
    changes = report.changes
    yield (
        f"added {changes.added}, changed {changes.changed}, unchanged {changes.unchanged}, removed {changes.removed}, "
        f"rejected {len(report.rejected)}"
    )
    for heard in report.sources:
        if everything or heard.listing.failure or heard.listing.parent is None:
            yield f"  {_source_line(heard)}"
    if report.left:
        yield f"  {report.left} pages and listings left for the next round: the time was over"
    yield from _grouped("rejected", ((item.reason, item.where) for item in report.rejected), everything=everything)
    yield from _grouped("withdrawn", ((note.text, note.where) for note in report.withdrawn), everything=everything)
    yield from _grouped("doubted", ((note.text, note.where) for note in report.notes), everything=everything)
    if report.pruning_refused:
        yield "nothing at all could be read, so nothing was pruned: are the sources where they should be?"
    if report.generation is None:
        yield "nothing to index yet"
        return
    what = "published" if report.published else "nothing to do, still"
    newest = f", the newest of {_time(report.newest)}" if report.newest else ""
    yield (
        f"{what} generation {report.generation}: {report.articles} articles{newest}, {report.chunks} chunks "
        f"({report.embedded} embedded now), {report.seconds:.1f} s"
    )


def _source_line(heard: Heard) -> str:
    listing = heard.listing
    if listing.failure:
        last = f" (last read {_time(listing.succeeded)})" if listing.succeeded else " (never read yet)"
        return f"{listing.url}: FAILED, {listing.failure}{last}"
    left = f", {heard.left} left for the next round" if heard.left else ""
    passed_over = f", {heard.passed_over} older sitemaps passed over" if heard.passed_over else ""
    return f"{listing.url}: {listing.kind}, {heard.listed} listed, {heard.asked} asked for{left}{passed_over}"


def _grouped(what: str, found: Iterable[tuple[str, str]], *, everything: bool) -> Iterator[str]:
    by_reason: dict[str, list[str]] = defaultdict(list)
    for reason, where in found:
        by_reason[reason].append(where)
    for reason, places in by_reason.items():
        shown = places if everything else places[:_EXAMPLES]
        more = f" and {len(places) - len(shown)} more (--verbose lists them)" if len(shown) < len(places) else ""
        yield f"  {what} {len(places)}: {reason}\n    {', '.join(shown)}{more}"


def _time(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC"
