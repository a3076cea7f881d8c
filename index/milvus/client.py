"""The only place that speaks to Milvus: every call ends after a while, and fails with an error of this library."""

from __future__ import annotations

import logging
import threading
import time
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from index.errors import EngineError
from index.milvus.collection import fields_of, parted
from index.milvus.dialect import MOST, Dialect, dialect_of, search_parameters
from index.milvus.failures import failure, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from index.milvus.address import Address
    from index.milvus.dialect import Dense
    from index.milvus.failures import Kind
    from index.milvus.weighing import Sparse

logger = logging.getLogger(__name__)

_CONNECTING, _SEARCHING, _READING, _WRITING, _BUILDING = 3.0, 6.0, 10.0, 60.0, 600.0  # seconds
_GREETING: Final = 1.0  # seconds for a server that let somebody wait in vain to show that it lives
_PAUSES: Final = (0.1, 0.4, 1.0)  # seconds before each further try
_STALLED, _LOOK = 600.0, 2.0  # seconds without a row indexed, and between two looks
_IDS_AT_ONCE = 5000
_MANY: Final = 10_000  # rows
# A server that comes back is found within a second: left to itself, gRPC looks for it ever more seldom.
_CHANNEL: Final = {
    "grpc.initial_reconnect_backoff_ms": 100,
    "grpc.max_reconnect_backoff_ms": 1000,
    "grpc.use_local_subchannel_pool": 1,
}


class Client:
    """A connection to a server, or to a file, made when it is first needed; safe to use from several threads.

    All that name the same place share one (``of``): the file of milvus-lite can be opened but once.
    """

    _shared: ClassVar[dict[tuple[Address, str | None], Client]] = {}
    _sharing: ClassVar = threading.Lock()

    def __init__(self, address: Address, token: str | None) -> None:
        self.address = address
        self._token = token
        self.users = 0
        self._connecting = threading.Lock()
        self._loading = threading.Lock()
        self._connection: Any = None
        self._loaded: set[str] = set()
        self._silent = False

    @classmethod
    def of(cls, address: Address, token: str | None) -> Client:
        """The connection to a place; whoever asked for it closes it."""
        with cls._sharing:
            client = cls._shared.setdefault((address, token), cls(address, token))
            client.users += 1
            return client

    def close(self) -> None:
        """Let go of the connection; the last one who does so closes it."""
        with self._sharing:
            self.users -= 1
            if self.users:
                return
            self._shared.pop((self.address, self._token), None)
            if self._connection is None:
                return
            self._connection.close()
            self._connection = None
            if self.address.file:
                from milvus_lite.server_manager import server_manager_instance

                server_manager_instance.release_server(str(self.address.file))

    @cached_property
    def dialect(self) -> Dialect:
        """What the server can do."""
        return dialect_of(self._retried("get_server_version", timeout=_READING))

    # --- reading ---

    def search(
        self,
        collection: str,
        field: str,
        asked: NDArray[np.float32] | Sparse,
        *,
        condition: str,
        most: int,
        dense: Dense = "FLAT",
        strong: bool = False,
    ) -> list[int]:
        """Ids of what fits best, best first.

        Args:
            collection: its name.
            field: ``vector`` or ``words``.
            asked: what is looked for in it.
            condition: on what may be found.
            most: ids, of which no more than ``MOST`` are given.
            dense: how the vectors are indexed.
            strong: whether all that was written by now is to be found; otherwise the last seconds may be missing.
        """
        if isinstance(asked, np.ndarray):
            asked = asked.astype(np.float16 if self.dialect.half else np.float32)
        most = min(most, MOST)
        parameters = search_parameters(dense, most) if field == "vector" else {}
        (hits,) = self._asked(
            "search",
            collection,
            data=[asked],
            anns_field=field,
            filter=condition,
            limit=most,
            output_fields=["id"],  # milvus-lite gives all, vectors too, where none are named
            search_params={"metric_type": "IP", "params": parameters},
            consistency_level="Strong" if strong else "Bounded",
        )
        return [int(hit["id"]) for hit in hits]

    def count(self, collection: str, condition: str) -> int:
        """Number of rows that all of the server holds by now."""
        self._load_once(collection, timeout=_BUILDING)
        (row,) = self._retried(
            "query",
            collection,
            filter=condition,
            output_fields=["count(*)"],
            consistency_level="Strong",
            timeout=_WRITING,
        )
        return int(row["count(*)"])

    def has(self, collection: str) -> bool:
        """Whether there is a collection of this name."""
        return bool(self._retried("has_collection", collection, timeout=_READING))

    def names(self) -> list[str]:
        """All collections that the server has."""
        return list(self._retried("list_collections", timeout=_READING))

    # --- writing: what is done twice is as if it were done once ---

    def create(self, collection: str, *, dimension: int, dense: Dense) -> None:
        """Make an empty collection, ready to be searched."""
        schema, indexes = fields_of(self.dialect, dimension, dense)
        self._call("create_collection", collection, schema=schema, index_params=indexes, timeout=_BUILDING)
        self._load(collection, timeout=_BUILDING)

    def put(self, collection: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Write rows, in place of those with the same ids."""
        for some in parted(rows):
            # milvus-lite loses writes that are the first to touch a collection.
            self._load_once(collection, timeout=_BUILDING)
            self._retried("upsert", collection, data=some, timeout=_WRITING)

    def delete(self, collection: str, ids: Sequence[int]) -> None:
        """Delete rows by their ids."""
        for at in range(0, len(ids), _IDS_AT_ONCE):
            self._retried("delete", collection, ids=list(ids[at : at + _IDS_AT_ONCE]), timeout=_WRITING)

    def delete_above(self, collection: str, last: int) -> None:
        """Delete all rows with higher ids."""
        self._retried("delete", collection, filter=f"id > {last}", timeout=_WRITING)

    def finish(self, collection: str, rows: int) -> None:
        """Have what was written, so many rows, searched as fast as all else."""
        # Servers do that by themselves in time, and do it better for being given little seldom.
        if rows >= _MANY or not self.dialect.graphs:
            self._call("flush", collection, timeout=_BUILDING)
        self._load(collection, timeout=_BUILDING)

    def wait_for_index(self, collection: str) -> None:
        """Wait until the vectors of a new collection are indexed, or that does not get on; until then it is slow."""
        fewest, since = None, time.monotonic()
        while time.monotonic() - since < _STALLED:
            told = self._retried("describe_index", collection, "vector", timeout=_READING)
            left = int(told.get("pending_index_rows") or 0)
            if not left:
                return
            if fewest is None or left < fewest:
                fewest, since = left, time.monotonic()
            time.sleep(_LOOK)
        logger.warning("the server has not indexed all it was given: collection=%s left=%d", collection, left)

    def drop(self, collection: str) -> None:
        """Delete a collection, if there is one, and the names that stand for it: servers since 2.5 ask for that."""
        if self.has(collection):
            for alias in self._retried("list_aliases", collection, timeout=_READING)["aliases"]:
                self._retried("drop_alias", alias, timeout=_WRITING)
            self._retried("drop_collection", collection, timeout=_WRITING)
        self._loaded.discard(collection)

    def point(self, alias: str, collection: str) -> None:
        """Make a name stand for a collection, whatever it stood for before."""
        known = self._retried("list_aliases", "", timeout=_READING)
        change = "alter_alias" if alias in known["aliases"] else "create_alias"
        self._retried(change, collection, alias, timeout=_WRITING)

    # --- calls ---

    def _asked(self, name: str, collection: str, **named: object) -> Any:  # noqa: ANN401
        """Call for somebody who waits: of those to whom a server that hangs says nothing, only the first wait long."""
        try:
            if self._silent:
                self._call("get_server_version", timeout=_GREETING)
                self._silent = False
            self._load_once(collection, timeout=_SEARCHING)
            return self._retried(name, collection, timeout=_SEARCHING, **named)
        except EngineError as error:
            self._silent = self._silent or _kind(error) == "slow"
            raise

    def _retried(self, name: str, *arguments: object, timeout: float, **named: object) -> Any:  # noqa: ANN401
        """Call until it is answered, a few times; a call that may have been carried out is one that may be repeated."""
        until = time.monotonic() + timeout
        for pause in _PAUSES:
            try:
                return self._call(name, *arguments, timeout=timeout, **named)
            except EngineError as error:
                kind = _kind(error)
                if kind not in {"away", "not loaded"} or time.monotonic() + pause > until:
                    raise
                logger.debug("trying again call=%s failure=%s", name, kind)
                time.sleep(pause)
                if kind == "not loaded":
                    self._load(str(arguments[0]), timeout=timeout)
        return self._call(name, *arguments, timeout=timeout, **named)

    def _call(self, name: str, *arguments: object, timeout: float, **named: object) -> Any:  # noqa: ANN401
        import grpc
        from pymilvus.exceptions import MilvusException

        call: Callable[..., Any] = getattr(self._connected(), name)
        try:
            return call(*arguments, timeout=timeout, **named)
        except (MilvusException, grpc.RpcError) as error:
            raise failure(error, self.address, self._token) from error

    def _connected(self) -> Any:  # noqa: ANN401 - optional, so its type is not known here
        with self._connecting:
            if self._connection is None:
                self._connection = _connect(self.address, self._token)
            return self._connection

    def _load_once(self, collection: str, *, timeout: float) -> None:
        if collection not in self._loaded:
            self._load(collection, timeout=timeout)

    def _load(self, collection: str, *, timeout: float) -> None:
        # One thread at a time: those of milvus-lite that are the first to touch a collection get in each other's way.
        with self._loading:
            # What is loaded is left alone: its owner may have it loaded more than once, which this would undo.
            if self._call("get_load_state", collection, timeout=min(timeout, _READING))["state"].name != "Loaded":
                self._call("load_collection", collection, timeout=timeout)
            self._loaded.add(collection)


def _kind(error: EngineError) -> Kind:
    return kind_of(error.__cause__) if isinstance(error.__cause__, Exception) else "other"


def _connect(address: Address, token: str | None) -> Any:  # noqa: ANN401 - optional, so its type is not known here
    try:
        import grpc
        from pymilvus import MilvusClient
        from pymilvus.exceptions import MilvusException
    except ImportError:
        raise EngineError('searching in Milvus needs more packages: pip install "newsbot[milvus]"') from None
    _quiet()
    if address.file and not address.file.parent.is_dir():
        raise EngineError(f"there is no folder {str(address.file.parent)!r} for milvus-lite to keep its file in")
    options: dict[str, Any] = {"secure": True} if address.uri.startswith("https:") else {}
    if address.ca:
        if not address.ca.is_file():
            raise EngineError(f"there is no file {str(address.ca)!r}, which the engine's address names with ca=")
        options["server_pem_path"] = str(address.ca)
    try:
        return MilvusClient(
            address.uri,
            token=token or "",
            db_name=address.database,
            timeout=_CONNECTING,
            dedicated=address.file is None,
            grpc_options=_CHANNEL,
            **options,
        )
    except (MilvusException, grpc.RpcError) as error:
        raise failure(error, address, token) from error


def _quiet() -> None:
    """Keep pymilvus from logging each failed call with a traceback: what failed is raised, and told once."""
    for name in ("pymilvus", "milvus_lite", *logging.root.manager.loggerDict):
        if name.split(".")[0] in {"pymilvus", "milvus_lite"}:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    # milvus-lite, which is a server within this process, is asked by pymilvus for what it does not know.
    logging.getLogger("grpc._server").setLevel(logging.CRITICAL + 1)
