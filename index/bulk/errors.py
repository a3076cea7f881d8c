"""What can go wrong where other processes embed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import NewsIndexError

if TYPE_CHECKING:
    from index.protocols import ModelIdentity


class BulkError(NewsIndexError):
    """Chunks cannot be embedded elsewhere."""


class MissingRayError(BulkError):
    """What is needed for it is not installed."""

    def __init__(self) -> None:
        super().__init__('--ray needs Ray and pyarrow: pip install "newsbot[ray]", on every machine of the cluster')


class OtherModelError(BulkError):
    """Vectors were made by another model than the index is."""

    def __init__(self, where: str, wanted: ModelIdentity, found: ModelIdentity) -> None:
        super().__init__(
            f"{where}: embedded with {str(found)!r}, the index is made with {str(wanted)!r}: every machine needs the "
            "same model, and what another one made is to be deleted"
        )


class OtherIndexError(BulkError):
    """Shards tell of chunks that the index does not have."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"{where} holds chunks of another index, or of this one before it was restored: name another --ray-folder "
            "for each index, or delete that file"
        )


class DamagedShardError(BulkError):
    """A shard is not as it was written."""
