"""Where an index is: in a folder of this machine, or, where it has outgrown that, in a database and an engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from index.engine import Engine
    from index.store import Store

STORE: Final = "articles.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where an index is.

    Attributes:
        data: folder for all that stays on this machine: everything, unless the rest says otherwise.
        store_url: address of the PostgreSQL database that holds the articles; None: SQLite in the folder.
        engine_url: address of the Milvus server, or file for milvus-lite, that holds the generations; None: FAISS and
            tantivy in the folder.
        engine_token: what that server asks for, ``user:password`` or an API key.
    """

    data: Path
    store_url: str | None = field(default=None, repr=False)  # it holds a password
    engine_url: str | None = field(default=None, repr=False)
    engine_token: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, place: str | Path | Location) -> Location:
        """The location that is meant by a folder's name."""
        return place if isinstance(place, Location) else cls(data=Path(place))

    @property
    def store(self) -> Path | str:
        """File or address of the articles."""
        return self.store_url or self.data / STORE

    def open_store(self, *, read_only: bool = False) -> Store:
        """Open the articles; StoreError where that cannot be done."""
        from index.store import Store

        return Store(self.store, read_only=read_only)

    def open_engine(self) -> Engine:
        """Open what holds the generations; raises EngineError where its address is none."""
        if self.engine_url is None:
            from index.embedded import EmbeddedEngine

            return EmbeddedEngine(self.data)
        from index.milvus import MilvusEngine

        return MilvusEngine(self.engine_url, token=self.engine_token, store=self.store)
