"""What can go wrong, each with the facts and with what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from index.protocols import ModelIdentity

Problem = Literal["time", "language", "nothing asked", "excluded", "several", "no time"]


class NewsIndexError(Exception):
    """Base of every error this library raises on purpose; its text can be shown to a user as it is."""


class IndexNotFoundError(NewsIndexError):
    """There is no published index in the folder, or in the engine."""

    def __init__(self, place: Path | str, *, elsewhere: str = "") -> None:
        """Take the folder, or the engine's address, and that of the engine that has its articles; they are shown."""
        option = "--engine" if isinstance(place, str) else "--data"
        super().__init__(
            f"no index in {str(place)!r} itself, its articles are searched elsewhere: ask with  --engine {elsewhere}"
            if elsewhere
            else f"no index in {str(place)!r}: build one with  python scripts/rebuild_index.py SOURCE… {option} {place}"
        )


class DamagedIndexError(NewsIndexError):
    """No generation passes its checks."""

    def __init__(self, place: Path | str, reason: str) -> None:
        """Take the folder, or the engine's address, which is shown."""
        option = "--engine" if isinstance(place, str) else "--data"
        super().__init__(
            f"the index in {str(place)!r} is damaged ({reason}): run scripts/rebuild_index.py again with {option} "
            f"{place}; articles and embeddings are kept, so this is quick"
        )


class StaleIndexError(NewsIndexError):
    """The vectors come from another model, or another precision of it, than asked for."""

    def __init__(self, wanted: ModelIdentity, found: ModelIdentity) -> None:
        super().__init__(
            f"index built with {str(found)!r}, asked for {str(wanted)!r}: run scripts/rebuild_index.py with --model "
            f"{wanted.name} --precision {wanted.precision}, or ask for {found.name} on a machine that runs it in "
            f"{found.precision}"
        )


class ModelError(NewsIndexError):
    """A model cannot be loaded, or is not the one it should be."""


class DamagedModelError(ModelError):
    """A file of a compiled model is not as it was written."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is damaged: delete {file.parent}, it will be made anew")


class NotCompilableError(ModelError):
    """A model cannot be compiled, or would give other vectors then; the original serves."""


class DimensionError(NewsIndexError):
    """Vectors of another length than the index holds."""

    def __init__(self, wanted: int, found: int) -> None:
        super().__init__(
            f"the index holds vectors of {wanted} dimensions, got {found}: embed with the index's own model"
        )


class LockedError(NewsIndexError):
    """Another process is writing to the same index."""

    def __init__(self, place: Path | str, holder: str) -> None:
        """Take the folder, or the store's address as it may be shown; and who is writing."""
        super().__init__(f"{str(place)!r} is being rebuilt by {holder}: wait until it ends, or stop it")


class SourceNotFoundError(NewsIndexError):
    """A source named by the user does not exist."""

    def __init__(self, source: str) -> None:
        super().__init__(f"no such file or folder: {source!r}")


class SourceError(NewsIndexError):
    """A source named by the user is no place that can be read."""

    def __init__(self, source: str) -> None:
        super().__init__(f"cannot fetch {source!r}: name an address that begins with https:// or http://, or a path")


class SettingsFileError(NewsIndexError, ValueError):
    """A setting cannot be used; the text names it."""


class NoSourcesError(NewsIndexError):
    """Nothing was named to be read, now or before."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"nothing to read: name a SOURCE (folder, file or address), or some in newsbot.toml; the index in "
            f"{str(folder)!r} remembers none"
        )


class AddressError(NewsIndexError, ValueError):
    """What is named as the place of a store or an engine is none; its text shows no address."""


class StoreError(NewsIndexError):
    """The article store cannot be used as it is."""


class EmptyStoreError(StoreError):
    """There is a database, and nothing in it yet."""

    def __init__(self, address: str) -> None:
        """Take the address as it may be shown."""
        super().__init__(f"{address} holds no articles yet: run scripts/rebuild_index.py with --store")


class DatabaseError(NewsIndexError):
    """A database fails: it is damaged, full, locked, or refuses a statement."""


class EngineError(NewsIndexError):
    """What holds the chunks cannot do what is asked of it."""


class UnreachableError(NewsIndexError):
    """A server that the index needs does not answer now; the same call is worth another try later."""


class DatabaseUnreachableError(DatabaseError, UnreachableError):
    """The database's server does not answer now."""


class EngineUnreachableError(EngineError, UnreachableError):
    """The engine's server does not answer now."""


class FilterError(NewsIndexError, ValueError):
    """A filter that cannot be understood; its text says what to write.

    Attributes:
        problem: ``"time"`` or ``"language"`` where the value is none; ``"nothing asked"`` where a question is nothing
            but operators; ``"excluded"`` where something is to be left out, ``"several"`` where two outlets or two
            languages are named, ``"no time"`` where the end is not after the beginning.
        value: as it was written.
    """

    def __init__(self, problem: Problem, value: str) -> None:
        told = {
            "time": f"not a date: {value!r}; write it like '2024-11-30', '2024-11', '30.11.2024' or 'yesterday'",
            "language": f"unknown language {value!r}: use an ISO 639-1 code such as 'de', or a name such as 'German'",
            "nothing asked": f"{value!r} says where to look, not what for: add a question",
            "excluded": f"{value!r}: nothing can be left out of a search; say where to search instead",
            "several": f"{value!r}: only one outlet and one language can be asked at a time: use one",
            "no time": f"{value!r}: no time lies between the two; the first must be earlier than the second",
        }
        super().__init__(told[problem])
        self.problem: Problem = problem
        self.value = value
