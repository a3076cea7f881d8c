"""Header lines: what is sent, and what is read from those that come back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final

from index.sources.fetching.values import Validators

if TYPE_CHECKING:
    from collections.abc import Mapping

ROBOT: Final = "Newsbot"
"""The name by which a robots.txt can address us."""
LONGEST_WAIT: Final = timedelta(days=1)
"""No more of a Retry-After is believed."""

_ACCEPTED = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
_SECONDS = re.compile(r"[0-9]+")
# Longer than any in use, and short enough to be kept for every page.
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,512}")
_CONTACT = re.compile(r"[\x21-\x7e]+")
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE | re.ASCII)


def user_agent(contact: str | None) -> str:
    """Who we are and how to reach whoever runs us.

    Args:
        contact: a web or mail address, None where the user gives none.

    Raises:
        ValueError: the contact holds blanks or letters that no header may.
    """
    if contact is not None and not _CONTACT.fullmatch(contact):
        raise ValueError(f"the contact {contact!r} must be a web or mail address in ASCII")
    try:
        name = f"{ROBOT}/{version('newsbot')}"
    except PackageNotFoundError:  # run from its folder without being installed
        name = ROBOT
    return f"{name} (self-hosted news reader" + (f"; +{contact})" if contact else ")")


def standing_headers(contact: str | None) -> dict[str, str]:
    """What is sent with every request; arguments and errors as ``user_agent``."""
    return {
        "User-Agent": user_agent(contact),
        "Accept": _ACCEPTED,
        "Accept-Encoding": "gzip, deflate",
        "Connection": "keep-alive",
    }


def conditions(validators: Validators) -> dict[str, str]:
    """The headers that ask for a page only where it has changed."""
    given = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in given.items() if value and _VALIDATOR.fullmatch(value)}


def read_validators(headers: Mapping[str, str]) -> Validators:
    """What came to ask with the next time; what could not be sent back is left out."""
    etag, modified = headers.get("etag", "").strip(), headers.get("last-modified", "").strip()
    return Validators(
        etag=etag if _VALIDATOR.fullmatch(etag) else None,
        last_modified=modified if _VALIDATOR.fullmatch(modified) else None,
    )


def read_type(headers: Mapping[str, str]) -> tuple[str, str | None]:
    """The media type, ``""`` where not given, and the charset of a Content-Type, both in lower case."""
    given = headers.get("content-type", "")
    charset = _CHARSET.search(given)
    return given.split(";")[0].strip().lower(), charset.group(1).lower() if charset else None


def read_retry(text: str | None, now: datetime) -> datetime | None:
    """When to ask again, in UTC, from a Retry-After: seconds or a date.

    Returns:
        At most a day from now; None where it says nothing, or a time that has passed.
    """
    given = (text or "").strip()
    latest = now + LONGEST_WAIT
    if _SECONDS.fullmatch(given):
        seconds = int(given[-9:]) if len(given.lstrip("0")) <= 9 else 10**9
        return now + min(timedelta(seconds=seconds), LONGEST_WAIT) if seconds else None
    try:
        when = parsedate_to_datetime(given)
        when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
    return min(when, latest) if when > now else None
