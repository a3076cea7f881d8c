"""One request and its answer over HTTP, nothing followed, nothing tried again."""

from __future__ import annotations

import os
import ssl
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import httpcore
import httpx

from index.sources.fetching.network import Deadline, GuardedNetwork
from index.sources.fetching.unpacking import read_body, too_large
from index.sources.fetching.values import FetchError, Limits, LostConnectionError

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Mapping

    from index.sources.fetching.address import Address
    from index.sources.fetching.guard import Guard

_IDLE: Final = 16  # connections kept open for the next request
_IDLE_FOR: Final = 30.0  # seconds
_DRAINED: Final = 16 * 1024  # bytes of an answer of no use that cost less than another connection
# What lies behind an error, what is made of it, and how it is put; the first that fits.
_FAILURES: Final[tuple[tuple[type[OSError], type[FetchError], str], ...]] = (
    (ssl.SSLCertVerificationError, FetchError, "the certificate is not accepted: {}"),
    (ssl.SSLEOFError, LostConnectionError, "the connection broke off"),
    (ssl.SSLError, FetchError, "no secure connection (TLS): {}"),
    (ConnectionRefusedError, FetchError, "the host refuses the connection"),
    (ConnectionError, LostConnectionError, "the connection broke off"),
    (OSError, FetchError, "no connection: {}"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of an address.

    Attributes:
        method: GET or HEAD.
        headers: beside those that go with every request.
        limit: bytes of the body.
        cut: whether what is beyond the limit is left off rather than an error.
    """

    limit: int
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came; the body only of a 200, headers by lower-case name."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class _Transport(httpx.HTTPTransport):
    """Over a pool of our own, which is the only way to say how connections are made."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:  # the base class would make another pool
        self._pool = pool


class Wire:
    """Asks servers; for several threads.

    Args:
        guard: says what may be connected to.
        limits: for every answer.
        headers: sent with every request.
        stop: ends what is under way when set.
        network: makes the connections; None: the system's.
    """

    def __init__(
        self,
        guard: Guard,
        limits: Limits,
        headers: Mapping[str, str],
        *,
        stop: threading.Event,
        network: httpcore.NetworkBackend | None,
    ) -> None:
        self._limits = limits
        self._deadline = Deadline(stop)
        pool = httpcore.ConnectionPool(
            ssl_context=_trust(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")),
            network_backend=GuardedNetwork(guard, self._deadline, network or httpcore.SyncBackend()),
            max_connections=None,
            max_keepalive_connections=_IDLE,
            keepalive_expiry=_IDLE_FOR,
        )
        # No client around it: that would keep cookies, go through a proxy (which looks hosts up itself, past the
        # guard), and take offence at redirects that are broken.
        self._transport = _Transport(pool)
        self._headers = dict(headers)
        timeout = httpx.Timeout(limits.read, connect=limits.connect, pool=None)
        self._extensions = {"timeout": timeout.as_dict()}

    def close(self) -> None:
        """End all connections."""
        self._transport.close()

    def ask(self, address: Address, question: Question) -> Answer:
        """Send one request and read its answer.

        Raises:
            FetchError: no answer came, or one that cannot be used.
        """
        with self._deadline.within(self._limits.whole), self._errors_in_words():
            request = httpx.Request(
                question.method,
                address.url,
                headers=self._headers | dict(question.headers),
                extensions=self._extensions,
            )
            with closing(self._transport.handle_request(request)) as response:
                body = b""
                if response.status_code == httpx.codes.OK and question.method == "GET":
                    body = _body(response, question)
                else:
                    _drain(response, question)
                return Answer(status=response.status_code, headers=dict(response.headers), body=body)

    @contextmanager
    def _errors_in_words(self) -> Iterator[None]:
        try:
            yield
        except httpx.TimeoutException as error:
            raise self._late(error) from error
        except httpx.TransportError as error:
            raise _failure(error) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError) as error:
            raise FetchError(f"no valid HTTP answer: {error}") from error

    def _late(self, error: httpx.TimeoutException) -> FetchError:
        if self._deadline.left <= 0:
            return FetchError(f"not complete after {self._limits.whole:g} s")
        if isinstance(error, httpx.ConnectTimeout):
            return LostConnectionError(f"not connected within {self._limits.connect:g} s")
        return FetchError(f"nothing came for {self._limits.read:g} s")


@lru_cache(maxsize=4)
def _trust(file: str | None, folder: str | None) -> ssl.SSLContext:  # noqa: ARG001 - read from the environment below
    """Which certificates are trusted; made once, for reading them all takes as long as a dozen requests."""
    return httpx.create_ssl_context()


def _body(response: httpx.Response, question: Question) -> bytes:
    announced = response.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > question.limit and not question.cut:
        raise FetchError(too_large(question.limit))
    encoding = response.headers.get("content-encoding", "")
    return read_body(response.iter_raw(), encoding, limit=question.limit, cut=question.cut)


def _drain(response: httpx.Response, question: Question) -> None:
    """Read a small body that nobody needs, so that the connection can be used again."""
    announced = response.headers.get("content-length", "")
    bodiless = question.method == "HEAD" or response.status_code in {204, 304}
    if bodiless or (announced.isdecimal() and int(announced) <= _DRAINED):
        with suppress(httpx.TransportError):
            for _ in response.iter_raw():
                pass


def _failure(error: httpx.TransportError) -> FetchError:
    """A failed connection or answer in words."""
    for cause in _causes(error):
        for kind, failure, words in _FAILURES:
            if isinstance(cause, kind):
                detail = getattr(cause, "verify_message", "") or getattr(cause, "reason", "") or cause.strerror
                return failure(words.format(detail or cause))
    if isinstance(error, httpx.RemoteProtocolError) and ("disconnected" in str(error) or "closed" in str(error)):
        return LostConnectionError("the connection broke off before the answer was complete")
    return FetchError(f"no valid HTTP answer: {str(error)[:200]}")


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        # The pool cuts the chain of its own errors, which still hold what they were made of.
        inner = cause.args[0] if cause.args else None
        cause = cause.__cause__ or (inner if isinstance(inner, BaseException) else None)
