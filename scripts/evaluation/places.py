"""Where the index of each set is, whatever engine and store are asked for."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from index.location import STORE, Location
from index.moving import move
from scripts.evaluation.sets import BadSetError

if TYPE_CHECKING:
    from collections.abc import Collection

TOKEN: Final = "NEWSBOT_ENGINE_TOKEN"  # noqa: S105 - the name of a variable
_NO_WORD = re.compile(r"\W+", re.ASCII)
_NAME: Final = "evaluation"


def location_of(name: str, folder: Path, *, engine: str | None, store: str | None) -> Location:
    """Where a set's index is.

    Args:
        name: of the set.
        folder: the set's own.
        engine: a server, on which the set gets a name of its own, or a file's name, which is meant within the folder.
        store: a database; None: SQLite in the folder.

    Raises:
        AddressError: an address is none.
        BadSetError: the engine is a file elsewhere, which sets would share.
    """
    location = Location(data=folder, store_url=store, engine_url=engine, engine_token=os.environ.get(TOKEN))
    if engine is None:
        return location
    if "://" in engine:
        return replace(location, engine_url=_of_its_own(engine, name))
    if Path(engine).name != engine:
        raise BadSetError(f"--engine {engine}: a file is kept beside the set's articles: give its name alone")
    return replace(location, engine_url=str(folder / engine))


def check(sets: Collection[object], store: str | None) -> None:
    """See to it that no two sets share a database; raises BadSetError."""
    if store is not None and len(sets) > 1:
        raise BadSetError("--store is one database, which holds the articles of one set: evaluate one at a time")


def carry_over(location: Location) -> None:
    """Copy what a folder holds by now to an empty database, so that nothing need be embedded again."""
    if location.store_url is not None and (location.data / STORE).is_file():
        move(location.data, location)


def _of_its_own(engine: str, name: str) -> str:
    parts = urlsplit(engine)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    asked["name"] = f"{asked.get('name', _NAME)}_{_NO_WORD.sub('_', name)}"
    return parts._replace(query=urlencode(asked, safe="/")).geturl()
