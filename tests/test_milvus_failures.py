"""What goes wrong on a server, and what servers can do."""

from __future__ import annotations

import pytest

from index.errors import EngineError, EngineUnreachableError
from index.milvus.address import parse
from index.milvus.dialect import Dialect, dense_index, dialect_of, has_outgrown, search_parameters
from index.milvus.failures import failure, kind_of

ADDRESS, TOKEN = parse("milvus+http://search.example"), "reader:hush-hush"
OLD, LITE, NEW = Dialect(half=False, sparse=False), Dialect(half=False, skips=False, graphs=False), Dialect()


@pytest.mark.parametrize(
    ("code", "message", "kind"),
    [
        (2, "Fail connecting to server on 127.0.0.1:1, illegal connection params or server unavailable", "away"),
        (65535, "empty grpc client: failed to connect 127.0.0.1:2: connection refused", "away"),
        (101, "failed to search: collection not loaded[collection=4]", "not loaded"),
        (1, "wait for loading collection timeout, collection: newsbot_1", "not loaded"),
        (103, "collection not fully loaded[collection=4]", "not loaded"),
        (1, "[search] Retry timeout: 6s", "slow"),
        (100, "can't find collection[database=default][collection=newsbot_1]", "missing"),
        (1, "Open local milvus failed", "in use"),
        (65535, "auth check failure, please check username and password", "refused"),
        (65535, "PrivilegeUpsert: permission deny to reader", "refused"),
        (9, "quota exceeded[reason=memory quota exceeded, please allocate more resources]", "full"),
        (1, "[Errno 28] No space left on device", "full"),
        (8, "rate limit exceeded[rate=0.1]", "slow"),
        (800, "database not found[database=nowhere]", "no database"),
        (6, "unexpected character '{'", "other"),
    ],
)
def test_what_the_server_says_is_understood(code: int, message: str, kind: str) -> None:
    exceptions = pytest.importorskip("pymilvus.exceptions", reason="needs pip install -e '.[milvus]'")
    assert kind_of(exceptions.MilvusException(code, message)) == kind


class Status:
    def __init__(self, name: str) -> None:
        self.name = name


class RpcError(Exception):
    """As gRPC raises it: its code is asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._name = name

    def code(self) -> Status:
        return Status(self._name)


class EnumeratedError(Exception):
    """As pymilvus raises what gRPC did: the code is no number."""

    def __init__(self, name: str) -> None:
        super().__init__("[search] Retry timeout: 2s")
        self.code = Status(name)


@pytest.mark.parametrize("failed", [RpcError, EnumeratedError])
@pytest.mark.parametrize(
    ("name", "kind"), [("UNAVAILABLE", "away"), ("DEADLINE_EXCEEDED", "slow"), ("UNAUTHENTICATED", "refused")]
)
def test_what_grpc_says_is_understood(failed: type[RpcError | EnumeratedError], name: str, kind: str) -> None:
    assert kind_of(failed(name)) == kind


@pytest.mark.parametrize(
    ("error", "raised", "told"),
    [
        (RpcError("UNAVAILABLE"), EngineUnreachableError, "the Milvus at http://search.example:19530 does not answer"),
        (RpcError("DEADLINE_EXCEEDED"), EngineUnreachableError, "took too long to answer: try again"),
        (RpcError("UNAUTHENTICATED"), EngineError, "does not accept the engine's token: set the right one"),
        (ValueError("collection not loaded"), EngineUnreachableError, "is still loading the index: try again"),
        (ValueError("Open local milvus failed"), EngineError, "one process alone can open the file of milvus-lite"),
        (ValueError("disk quota exceeded"), EngineError, "takes no more: see to its memory, its disk and its quotas"),
        (ValueError("database not found"), EngineError, "make that database, or name another one"),
        (ValueError("no such thing as reader, hush-hush"), EngineError, "refuses: no such thing as …, …"),
    ],
)
def test_each_failure_says_what_to_do(error: Exception, raised: type[EngineError], told: str) -> None:
    made = failure(error, ADDRESS, TOKEN)
    assert type(made) is raised
    assert told in str(made)
    assert "hush" not in str(made)


@pytest.mark.parametrize(
    ("version", "dialect"),
    [
        ("milvus_lite-3.2.2", LITE),
        ("v2.3.5-lite", OLD),
        ("v2.4.0", NEW),
        ("v2.6.11", NEW),
        ("3.0.1", NEW),
        ("v2.10.0", NEW),
        ("nightly", NEW),
    ],
)
def test_what_a_server_can_do_is_told_by_its_version(version: str, dialect: Dialect) -> None:
    assert dialect_of(version) == dialect


def test_a_server_that_cannot_replace_rows_is_too_old() -> None:
    with pytest.raises(EngineError, match=r"version v2\.2\.16, is too old: update it to 2\.4 or later"):
        dialect_of("v2.2.16")


def test_few_vectors_are_compared_one_by_one_and_many_searched_by_a_graph() -> None:
    assert [dense_index(NEW, chunks) for chunks in (0, 50_000, 50_001)] == ["FLAT", "FLAT", "HNSW"]
    assert dense_index(LITE, 10**6) == "FLAT"
    assert search_parameters("FLAT", 100) == {}
    assert [search_parameters("HNSW", most)["ef"] for most in (100, 1000)] == [256, 2000]


def test_a_collection_that_grew_far_beyond_its_index_is_made_anew() -> None:
    assert not has_outgrown("FLAT", NEW, 200_000)
    assert has_outgrown("FLAT", NEW, 200_004)
    assert not has_outgrown("FLAT", LITE, 10**6)
    assert not has_outgrown("HNSW", NEW, 10**9)
