"""When two names are the same outlet's."""

from __future__ import annotations


def outlet_key(name: str) -> str:
    """What tells outlets apart: their name without case, outer blanks and ``www.``; not the host, they may have two."""
    return name.strip().casefold().removeprefix("www.")
