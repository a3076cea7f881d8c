"""Where an index that is measured is: on this machine alone, or in the engine and the store that are at hand."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from index.location import Location

ENGINE: Final = "NEWSBOT_ENGINE"
TOKEN: Final = "NEWSBOT_ENGINE_TOKEN"  # noqa: S105 - the name of a variable
STORE: Final = "NEWSBOT_STORE"


def missing() -> list[str]:
    """The environment variables that lack, of those that must name an engine and a store."""
    return [name for name in (ENGINE, STORE) if not os.environ.get(name)]


def place(data: str, *, beyond: bool) -> Location:
    """Where the index is.

    Args:
        data: its folder.
        beyond: whether all but what stays on this machine is in the engine and the store that the environment names;
            so no password is written down with what is measured.
    """
    from index.location import Location

    if not beyond:
        return Location(data=Path(data))
    return Location(
        data=Path(data),
        engine_url=os.environ[ENGINE],
        engine_token=os.environ.get(TOKEN),
        store_url=os.environ[STORE],
    )


def environment(*, beyond: bool) -> dict[str, str]:
    """This process's environment for another one, which is to look for its index there and nowhere else."""
    return {name: value for name, value in os.environ.items() if beyond or name not in {ENGINE, TOKEN, STORE}}
