from __future__ import annotations

import gzip
import itertools
import tracemalloc
import zlib
from typing import TYPE_CHECKING

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fetching import Dialling, fetcher_for
from index.sources.fetching.fetcher import FEED_LIMIT, PAGE_LIMIT, Fetcher, FetchError, Limits
from index.sources.fetching.unpacking import read_body
from news_server import Handler, NewsServer, Page, bomb, drip, hang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TEXT = b"The ferry sails again. " * 40


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with NewsServer() as server:
        yield server


@pytest.fixture
def fetcher(server: NewsServer) -> Iterator[Fetcher]:
    with fetcher_for(server) as fetcher:
        yield fetcher


def bare(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return engine.compress(data) + engine.flush()


def pieces(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


def failure(fetcher: Fetcher, url: str, limit: int = PAGE_LIMIT) -> str:
    with pytest.raises(FetchError) as failed:
        fetcher.get(url, limit=limit)
    return failed.value.reason


def test_pages_are_read_up_to_5_mb_and_feeds_up_to_20() -> None:
    assert (PAGE_LIMIT, FEED_LIMIT) == (5 * 1024 * 1024, 20 * 1024 * 1024)


def test_a_page_that_announces_too_much_is_not_read(server: NewsServer, fetcher: Fetcher) -> None:
    def announcing(handler: Handler) -> None:
        handler.begin(length=2049)  # and then nothing comes, which reading would wait for
        handler.wait(60)

    server.answer("/", announcing)
    assert failure(fetcher, server.url(), limit=2048) == "larger than 2 KB"


def test_a_page_without_a_length_is_read_as_far_as_the_limit(server: NewsServer, fetcher: Fetcher) -> None:
    sent = []

    def endless() -> Iterator[bytes]:
        for _ in range(10_000):
            sent.append(65_536)
            yield b"x" * 65_536

    server.answer("/", drip(endless(), 0))
    assert failure(fetcher, server.url()) == "larger than 5 MB"
    assert sum(sent) < 100 * 1024**2


def test_a_page_as_large_as_the_limit_is_not_too_large(server: NewsServer, fetcher: Fetcher) -> None:
    server.serve("/", b"x" * 2048)
    assert len(fetcher.get(server.url(), limit=2048).body) == 2048
    server.answer("/", drip([b"x" * 2048], 0))
    assert len(fetcher.get(server.url(), limit=2048).body) == 2048


def test_a_gzip_bomb_is_too_large(server: NewsServer, fetcher: Fetcher) -> None:
    server.answer("/", bomb(6 * 1024**2))
    assert failure(fetcher, server.url()) == "larger than 5 MB"


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_of_a_bomb_no_more_than_the_limit_is_ever_in_memory(encoding: str) -> None:
    blanks = b" " * 16 * 1024**2
    packed = gzip.compress(blanks, 1, mtime=0) if encoding == "gzip" else zlib.compress(blanks, 1)
    del blanks
    tracemalloc.start()
    try:
        with pytest.raises(FetchError, match="larger than 100 KB"):
            read_body([packed], encoding, limit=100 * 1024)
        assert tracemalloc.get_traced_memory()[1] < 1024**2
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(TEXT, mtime=0)),
        ("X-Gzip", gzip.compress(TEXT, mtime=0)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", bare(TEXT)),
        ("identity", TEXT),
        ("", TEXT),
        ("gzip", gzip.compress(TEXT[:100], mtime=0) + gzip.compress(TEXT[100:], mtime=0)),
        ("gzip", gzip.compress(TEXT, mtime=0) + bytes(9)),
        ("gzip", gzip.compress(TEXT, mtime=0) + b"<!-- 0.3 s -->"),
        ("deflate", zlib.compress(TEXT) + b"<!-- 0.3 s -->"),
    ],
)
@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_a_packed_body_is_unpacked_however_it_comes_in(encoding: str, packed: bytes, size: int) -> None:
    assert read_body(pieces(packed, size), encoding, limit=len(TEXT)) == TEXT


@pytest.mark.parametrize(
    ("encoding", "packed", "reason"),
    [
        ("gzip", gzip.compress(TEXT, mtime=0)[:-1], "cut off"),
        ("gzip", gzip.compress(TEXT, mtime=0)[:5], "cut off"),
        ("gzip", gzip.compress(TEXT, mtime=0) + gzip.compress(TEXT, mtime=0)[:-9], "cut off"),
        ("deflate", zlib.compress(TEXT)[:-1], "cut off"),
        ("deflate", b"x", "cut off"),
        ("deflate", bare(TEXT)[:-1], "cut off"),
        ("gzip", TEXT, "damaged"),
        ("gzip", gzip.compress(TEXT, mtime=0)[:-8] + bytes(8), "damaged"),
        ("deflate", zlib.compress(TEXT)[:-4] + bytes(4), "damaged"),
        ("br", TEXT, r"packed in a way that was not asked for \(br\)"),
        ("gzip, gzip", gzip.compress(gzip.compress(TEXT, mtime=0), mtime=0), "packed in a way that was not asked for"),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_told(encoding: str, packed: bytes, reason: str) -> None:
    for size in (1, 100_000):
        with pytest.raises(FetchError, match=reason):
            read_body(pieces(packed, size), encoding, limit=len(TEXT) * 2)


@given(st.binary(max_size=300), st.integers(1, 50), st.integers(0, 400))
def test_a_body_within_the_limit_comes_whole_and_one_beyond_it_fails(data: bytes, size: int, limit: int) -> None:
    packed = zlib.compress(data)
    if max(len(data), len(packed)) <= limit:
        assert read_body(pieces(packed, size), "deflate", limit=limit) == data
    else:
        with pytest.raises(FetchError, match=f"^larger than {limit} bytes$"):
            read_body(pieces(packed, size), "deflate", limit=limit)


def test_an_empty_body_needs_no_packing() -> None:
    assert read_body([], "gzip", limit=10) == b""
    assert read_body([], "deflate", limit=10) == b""


def test_a_body_that_may_be_cut_ends_at_the_limit_and_the_rest_is_not_asked_for() -> None:
    def endless() -> Iterable[bytes]:
        yield TEXT
        raise AssertionError

    assert read_body(endless(), "", limit=50, cut=True) == TEXT[:50]


def test_a_packed_page_is_unpacked(server: NewsServer, fetcher: Fetcher) -> None:
    for encoding, packed in (("gzip", gzip.compress(TEXT, mtime=0)), ("deflate", zlib.compress(TEXT))):
        server.serve("/", packed, headers={"Content-Encoding": encoding})
        assert fetcher.get(server.url()).body == TEXT
    server.serve("/", gzip.compress(TEXT, mtime=0)[:-5], headers={"Content-Encoding": "gzip"})
    assert failure(fetcher, server.url()) == "cut off: the end of it is missing (gzip)"
    server.serve("/", TEXT, headers={"Content-Encoding": "zstd"})
    assert failure(fetcher, server.url()) == "packed in a way that was not asked for (zstd)"


def test_a_server_that_says_nothing_is_left(server: NewsServer) -> None:
    server.answer("/", hang)
    with fetcher_for(server, limits=Limits(read=0.05)) as fetcher:
        assert failure(fetcher, server.url()) == "nothing came for 0.05 s"
    assert server.paths() == ["/"]


def test_a_page_that_stops_halfway_is_left(server: NewsServer) -> None:
    def halfway(handler: Handler) -> None:
        handler.begin(length=100)
        handler.write(b"<p>The fer")
        hang(handler)

    server.answer("/", halfway)
    with fetcher_for(server, limits=Limits(read=0.05)) as fetcher:
        assert failure(fetcher, server.url()) == "nothing came for 0.05 s"


def test_a_drip_of_bytes_does_not_go_on_for_ever(server: NewsServer) -> None:
    server.answer("/", drip(itertools.repeat(b"x", 300), 0.01))
    with fetcher_for(server, limits=Limits(whole=0.15)) as fetcher:
        assert failure(fetcher, server.url()) == "not complete after 0.15 s"


def test_a_drip_of_headers_does_not_go_on_for_ever(server: NewsServer) -> None:
    def answering(handler: Handler) -> None:
        handler.close_connection = True
        handler.write(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(300):
            handler.wait(0.01)
            handler.write(b"x")

    server.answer("/", answering)
    with fetcher_for(server, limits=Limits(whole=0.15)) as fetcher:
        assert failure(fetcher, server.url()) == "not complete after 0.15 s"


def test_a_server_that_keeps_saying_continue_does_not_go_on_for_ever(server: NewsServer) -> None:
    def answering(handler: Handler) -> None:
        handler.close_connection = True
        for _ in range(300):
            handler.wait(0.01)
            handler.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    server.answer("/", answering)
    with fetcher_for(server, limits=Limits(whole=0.15)) as fetcher:
        assert failure(fetcher, server.url()) == "not complete after 0.15 s"


def test_the_useless_body_of_an_error_is_not_read(server: NewsServer, fetcher: Fetcher) -> None:
    sent = []

    def failing(handler: Handler) -> None:
        handler.begin(500, length=10_000 * 65_536)
        for _ in range(10_000):
            sent.append(65_536)
            handler.write(b"x" * 65_536)

    server.answer("/", failing)
    assert failure(fetcher, server.url()) == "HTTP 500"
    assert sum(sent) < 100 * 1024**2


def test_a_host_that_cannot_be_connected_to_in_time_is_tried_twice(server: NewsServer) -> None:
    class Far(Dialling):
        def connect(self, host: str, timeout: float | None) -> httpcore.NetworkStream:
            assert timeout is not None
            assert timeout <= 0.5
            if server.requests:
                raise httpcore.ConnectTimeout
            return super().connect(host, timeout)

    server.serve("/", TEXT)
    server.answer("/robots.txt", lambda handler: handler.send(Page(status=404, headers={"Connection": "close"})))
    network = Far(server)
    with fetcher_for(server, network=network, limits=Limits(connect=0.5)) as fetcher:
        assert failure(fetcher, server.url()) == "not connected within 0.5 s"
    assert len(network.dialled) == 3
