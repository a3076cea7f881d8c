"""What goes wrong on a server, told so that one knows what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from index.errors import EngineError, EngineUnreachableError

if TYPE_CHECKING:
    from index.milvus.address import Address

Kind = Literal["refused", "full", "slow", "in use", "not loaded", "away", "no database", "missing", "other"]

_LONGEST: Final = 300  # characters of what a server said


class _Signs(NamedTuple):
    """How a failure is known: by any of these."""

    codes: tuple[int, ...]  # of Milvus
    statuses: tuple[str, ...]  # of gRPC
    words: tuple[str, ...]  # in what is said, in small letters


# In this order: what is said of the first may hold the words of those that follow.
_SIGNS: Final[dict[Kind, _Signs]] = {
    "refused": _Signs(
        (),
        ("UNAUTHENTICATED", "PERMISSION_DENIED"),
        ("unauthenticated", "auth check failure", "permission", "invalid token", "invalid credential"),
    ),
    "full": _Signs((), (), ("memory quota", "disk quota", "quota exceeded", "quota exhausted", "no space left")),
    "slow": _Signs((8,), ("DEADLINE_EXCEEDED",), ("deadline exceeded",)),
    "in use": _Signs((), (), ("open local milvus failed",)),
    "not loaded": _Signs((101,), (), ("not loaded", "not fully loaded", "wait for loading")),
    "away": _Signs(
        (2,),
        ("UNAVAILABLE",),
        ("empty grpc client", "node offline", "not ready", "is not healthy", "connection refused", "unavailable"),
    ),
    "no database": _Signs((800,), (), ("database not found",)),
    "missing": _Signs((100,), (), ()),
}

# {0} is where the server is, {1} what it said.
_TOLD: Final[dict[Kind, str]] = {
    "refused": "the Milvus at {0} does not accept the engine's token: set the right one, of a user who may write there",
    "full": "the Milvus at {0} takes no more: see to its memory, its disk and its quotas, then try again ({1})",
    "slow": "the Milvus at {0} took too long to answer: try again in a moment",
    "in use": "{0} cannot be opened: one process alone can open the file of milvus-lite at a time, it may be in use; "
    "for several start  milvus-lite server  and name its address",
    "not loaded": "the Milvus at {0} is still loading the index: try again in a moment",
    "away": "the Milvus at {0} does not answer: see whether it runs and can be reached, then try again",
    "no database": "the Milvus at {0} refuses: {1}; make that database, or name another one in the engine's address",
    "other": "the Milvus at {0} refuses: {1}",
}
_PASSING: Final[frozenset[Kind]] = frozenset({"slow", "not loaded", "away"})


def kind_of(error: Exception) -> Kind:
    """What a failed call means: of an exception of pymilvus or of gRPC."""
    code = getattr(error, "code", None)
    status = str(getattr(code() if callable(code) else code, "name", ""))
    text = str(error).lower()
    for kind, signs in _SIGNS.items():
        if code in signs.codes or status in signs.statuses or any(word in text for word in signs.words):
            return kind
    return "slow" if "retry timeout" in text else "other"  # pymilvus tried all the while; why is not known


def failure(error: Exception, address: Address, token: str | None) -> EngineError:
    """The same as an error of this library; neither token nor password is in it."""
    kind = kind_of(error)
    said = str(getattr(error, "message", "") or error)
    for secret in (token or "").split(":"):
        said = said.replace(secret, "…") if secret else said
    told = _TOLD.get(kind, _TOLD["other"]).format(address, said[:_LONGEST])
    return EngineUnreachableError(told) if kind in _PASSING else EngineError(told)
