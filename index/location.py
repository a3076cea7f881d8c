"""Where an index is: in a folder of this machine, or, where it has outgrown that, in a database and an engine."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, urlsplit

from index.errors import AddressError, DamagedIndexError, IndexNotFoundError

if TYPE_CHECKING:
    from index.engine import Engine
    from index.store import Store

STORE: Final = "articles.db"
_ENGINES: Final = frozenset({"milvus+http", "milvus+https"})
_STORES: Final = frozenset({"postgresql", "postgres"})
_FILE: Final = ".db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where an index is.

    Attributes:
        data: folder for all that stays on this machine: everything, unless the rest says otherwise.
        store_url: address of the PostgreSQL database that holds the articles; None: SQLite in the folder.
        engine_url: address of the Milvus server, or file for milvus-lite, that holds the generations; None: FAISS and
            tantivy in the folder.
        engine_token: what that server asks for, ``user:password`` or an API key.

    Raises:
        AddressError: an address is none.
    """

    data: Path
    store_url: str | None = field(default=None, repr=False)  # it holds a password
    engine_url: str | None = field(default=None, repr=False)
    engine_token: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.store_url is not None:
            check_store(self.store_url)
        if self.engine_url is not None:
            check_engine(self.engine_url)

    @classmethod
    def of(cls, place: str | Path | Location) -> Location:
        """The location that is meant by a folder's name."""
        return place if isinstance(place, Location) else cls(data=Path(place))

    @property
    def store(self) -> Path | str:
        """File or address of the articles."""
        return self.store_url or self.data / STORE

    def has_articles(self) -> bool:
        """Whether there may be articles: a database is taken to hold some, a file must be there."""
        return self.store_url is not None or (self.data / STORE).is_file()

    def open_store(self, *, read_only: bool = False) -> Store:
        """Open the articles; StoreError where that cannot be done."""
        from index.store import Store

        return Store(self.store, read_only=read_only)

    def open_engine(self) -> Engine:
        """Open what holds the generations."""
        if self.engine_url is None:
            from index.embedded import EmbeddedEngine

            return EmbeddedEngine(self.data)
        from index.milvus import MilvusEngine

        return MilvusEngine(self.engine_url, token=self.engine_token, store=self.store)

    def current_model(self) -> tuple[str | None, str | None]:
        """Name and precision of the model that the newest generation was made with, as far as it can be told.

        Returns:
            None for what is not known, both where there is no generation.
        """
        if self.engine_url is None:
            from index.generation import current_model

            return current_model(self.data)  # also of one that is damaged, or was written by another version
        with suppress(IndexNotFoundError, DamagedIndexError), closing(self.open_engine()) as engine:
            with closing(engine.open()) as snapshot:
                model = snapshot.manifest.model
            return model.name, model.precision
        return None, None


def check_engine(address: str) -> str:
    """The address of an engine, as it is; AddressError, which does not show it, where it is none."""
    parts = _parts(address)
    if parts and parts.scheme in _ENGINES and parts.hostname:
        if "@" in parts.netloc:
            raise AddressError("the address of an engine holds no user and no password: give them as its token")
        return address
    if "://" not in address and address.endswith(_FILE):
        return address
    raise AddressError("an engine is milvus+http://HOST:PORT, milvus+https://HOST:PORT or a file that ends in .db")


def check_store(address: str) -> str:
    """The address of a store, as it is; AddressError, which does not show it, where it is none."""
    parts = _parts(address)
    if parts and parts.scheme in _STORES:
        return address
    raise AddressError("a store is postgresql://USER:PASSWORD@HOST:PORT/DATABASE")


def _parts(address: str) -> SplitResult | None:
    """An address in its parts, None where it has none."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises where it is no number
    except ValueError:
        return None
    return parts
