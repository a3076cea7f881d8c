"""When an article was published and updated, and who says so: the feed, the page's metadata, or its visible lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, get_args

from index.sources.pages.date_lines import read_written_date
from index.sources.pages.date_reading import Moment, Unsure, read_machine_date
from index.sources.pages.date_regions import PageTree, around, headline_of, stands_beside
from index.sources.pages.metadata import metadata
from index.types import DateSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.sources.pages.date_lines import Kind
    from index.sources.pages.metadata import PageMetadata

_ORDER: Final = {source: place for place, source in enumerate(get_args(DateSource))}
_FIRST: Final = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD: Final = timedelta(hours=1)  # clocks go wrong by so much
_AHEAD_WITHOUT_ZONE: Final = timedelta(hours=14)  # the zone furthest ahead of UTC

_MOST_MARKED: Final = 200  # elements whose place is looked at
# Names without their signs: «article:published_time» is articlepublishedtime.
_PUBLISHED_NAMES: Final = (
    "articlepublishedtime", "ogpublishedtime", "ogarticlepublishedtime", "articlepublished", "datepublished",
    "parselypubdate", "dcdate", "dcdateissued", "dctermsdate", "dctermscreated", "dctermsissued", "sailthrudate",
    "cxenseparserecspublishtime", "pubdate", "publishdate", "publicationdate", "date",
)  # fmt: skip
_UPDATED_NAMES: Final = (
    "articlemodifiedtime", "ogupdatedtime", "ogmodifiedtime", "articlemodified", "datemodified", "lastmodified",
    "dctermsmodified", "dcdatemodified", "lastmod",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A date as somebody gave it.

    Attributes:
        text: as given.
        source: who gave it.
        language: of what it is written in, ISO 639-1, maybe with a region; None where it needs none.
    """

    text: str
    source: DateSource
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """When an article was published and updated.

    Attributes:
        published: UTC; None where nobody says it credibly.
        updated: UTC; only where it is later than ``published``, or that is not known.
        source: who says ``published``.
        notes: what was doubted and why, one fragment of a sentence each.
    """

    published: datetime | None
    updated: datetime | None
    source: DateSource | None
    notes: tuple[str, ...]


def settle(published: Sequence[Claim], updated: Sequence[Claim], *, now: datetime) -> Dates:
    """Choose among claims: feed, JSON-LD, meta, dateline, given; of one source the first that is not doubted.

    Doubted are dates before 1990, dates to come (one hour is forgiven, 14 where no zone is given), what cannot be read,
    and days in figures that could be two.

    Args:
        published: of the publication, those of one source in the order in which they count.
        updated: of the last change.
        now: aware.
    """
    notes: list[str] = []
    first, source = _choose(published, now, notes, says="says")
    last, _ = _choose(updated, now, notes, says="says updated")
    if first is not None and last is not None and last <= first:
        last = None
    return Dates(published=first, updated=last, source=source, notes=tuple(dict.fromkeys(notes)))


def published_claims(page: PageTree, *, language: str | None, about: PageMetadata | None = None) -> list[Claim]:
    """What a page says of its publication; visible lines only where its metadata give no date that can be read.

    Args:
        page: as it was sent.
        language: of the page, ISO 639-1, maybe with a region.
        about: the page's metadata, where they were read already.
    """
    about = about or metadata(page)
    claims = [
        *_json_claims(about, language, updated=False),
        *_claims("meta", _of_meta(about, _PUBLISHED_NAMES), language),
        *_claims("meta", _of_elements(page, about, "datepublished"), language),
    ]
    return _with_datelines(claims, page, about, language, kinds=("published", None))


def updated_claims(page: PageTree, *, language: str | None, about: PageMetadata | None = None) -> list[Claim]:
    """What a page says of its last change, as ``published_claims`` gives its publication."""
    about = about or metadata(page)
    claims = [
        *_json_claims(about, language, updated=True),
        *_claims("meta", _of_meta(about, _UPDATED_NAMES), language),
        *_claims("meta", _of_elements(page, about, "datemodified"), language),
    ]
    return _with_datelines(claims, page, about, language, kinds=("updated",))


def _choose(
    claims: Sequence[Claim], now: datetime, notes: list[str], *, says: str
) -> tuple[datetime, DateSource] | tuple[None, None]:
    for claim in sorted(claims, key=lambda claim: _ORDER[claim.source]):
        read = _read(claim)
        doubt = _doubt(read, now)
        if isinstance(read, Moment) and doubt is None:
            return read.at, claim.source
        # A visible text that is no date was never one: «2 hours ago».
        if claim.text.strip() and not (read is None and claim.source == "dateline"):
            notes.append(f"{claim.source} {says} {' '.join(claim.text[:120].split())[:60].rstrip()}, {doubt}")
    return None, None


def _doubt(read: Moment | Unsure | None, now: datetime) -> str | None:
    if read is None:
        return "which cannot be read"
    if isinstance(read, Unsure):
        return read.reason
    if read.at < _FIRST:
        return "which is before 1990"
    if read.at - now > (_AHEAD if read.zoned else _AHEAD_WITHOUT_ZONE):
        return "which is to come"
    return None


def _read(claim: Claim) -> Moment | Unsure | None:
    read = read_machine_date(claim.text, epoch=claim.source in ("json-ld", "meta"))
    return read if read is not None else read_written_date(claim.text, claim.language)


def _claims(source: DateSource, texts: Iterable[str | None], language: str | None) -> Iterator[Claim]:
    for text in dict.fromkeys(filter(None, texts)):
        by_machine = read_machine_date(text, epoch=True) is not None
        yield Claim(text=text, source=source, language=None if by_machine else language)


def _json_claims(about: PageMetadata, language: str | None, *, updated: bool) -> Iterator[Claim]:
    article = about.article
    of_article = (article.updated if updated else article.published) if article else None
    # The dates of a page that holds several articles, none of them known to be its own, are not an article's.
    return _claims("json-ld", (of_article, about.page_dates[updated]), language)


def _of_meta(about: PageMetadata, names: Sequence[str]) -> Iterator[str]:
    by_name: dict[str, list[str]] = {}
    for name, contents in about.meta.items():
        by_name.setdefault("".join(filter(str.isalnum, name)), []).extend(contents)
    for name in names:
        yield from by_name.get(name, ())


def _of_elements(page: PageTree, about: PageMetadata, itemprop: str) -> Iterator[str]:
    """Dates in the microdata of the article, and of ``time`` elements that are marked as its publication."""
    surroundings: list[PageTree] | None = None
    left = _MOST_MARKED
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag == "meta":
            continue
        marked = itemprop in (element.get("itemprop") or "").lower().split()
        marked |= itemprop == "datepublished" and element.tag == "time" and element.get("pubdate") is not None
        given = (element.get("datetime") or element.get("content") or "").strip() if marked else ""
        if not given or not left:
            continue
        left -= 1
        surroundings = around(page, headline_of(page, _titles(about))) if surroundings is None else surroundings
        if not stands_beside(element, surroundings):
            yield given


def _with_datelines(
    claims: list[Claim],
    page: PageTree,
    about: PageMetadata,
    language: str | None,
    *,
    kinds: tuple[Kind | None, ...],
) -> list[Claim]:
    if any(isinstance(read := _read(claim), Moment) and read.at >= _FIRST for claim in claims):
        return claims
    from index.sources.pages.date_places import datelines

    found = [each for each in datelines(page, _titles(about), language) if each.kind in kinds]
    # What is labelled counts more than what comes first.
    found.sort(key=lambda each: each.kind is None)
    lines = [Claim(text=each.text, source="dateline", language=language) for each in found]
    return [*claims, *dict.fromkeys(lines)]


def _titles(about: PageMetadata) -> list[str]:
    return [title for title in (about.title, about.article.headline if about.article else None) if title]
