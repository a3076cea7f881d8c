"""A small Bot API server for the tests: people to write to a bot, and a strict eye on what it answers.

Every outgoing text goes through TDLib's parser and Telegram's limits. What Telegram would refuse, or spoil in silence,
is answered with 400 and kept in ``violations``, which a test asserts to be empty at its end.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from telegram_account import Account, Outcome
from telegram_checks import Refused
from telegram_faults import Fault, Faults
from telegram_http import Httpd, Reply
from telegram_objects import ChatUser, Group, Json
from telegram_people import DEFAULT_GROUP, DEFAULT_USER, People
from telegram_updates import Updates

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from tdlib import FormattedText

__all__ = ["DEFAULT_GROUP", "DEFAULT_USER", "ChatUser", "Group", "Sent", "TelegramServer"]


_TROUBLE = (("Internal Server Error", 500), ("Bad Gateway", 502))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A call the bot made.

    Attributes:
        method: of the Bot API, as the bot wrote it.
        parameters: decoded.
        text: ``text`` or ``caption`` before parsing; None where the call has neither.
        formatted: the same after parsing; None where the call was not carried out.
        message_id: of the message that was sent, edited or deleted; None where there is none.
        chat_id: where to; None where the call names no chat by its number.
        at: when it was carried out or refused, in monotonic seconds.
        error: why it was refused; None where it was accepted.
    """

    method: str
    parameters: Json
    at: float
    text: str | None = None
    formatted: FormattedText | None = None
    message_id: int | None = None
    chat_id: int | None = None
    error: str | None = None


class TelegramServer(People):
    """A Bot API server on a loopback port, to be used as a context manager; every method is safe from any thread.

    A bot reaches it with the base URL ``f"{server.url}/bot"`` (files: ``f"{server.url}/file/bot"``). Chats become known
    once somebody wrote in them; anywhere else is «chat not found», as in reality. No rate limit is enforced: look at
    ``Sent.at``.

    Attributes:
        token: the only one that is let in; another gets 401.
        username: of the bot, without ``@``.
        violations: what no bot should send, one line each; ``clear`` leaves them.
    """

    def __init__(self, token: str = "123456:TEST-token", username: str = "news_test_bot") -> None:  # noqa: S107
        self.token = token
        self.username = username
        self.violations: list[str] = []
        updates = Updates()
        super().__init__(Account(token, username, updates), updates)
        self._faults = Faults()
        self._httpd = Httpd(self._reply)
        self._calls: list[Sent] = []
        self._called = threading.Condition()
        self._closing = threading.Event()
        self._delayed = 0

    def __enter__(self) -> Self:
        self._httpd.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._updates.close()
        self._httpd.close()

    @property
    def url(self) -> str:
        """Where the server listens, without a slash at the end."""
        return self._httpd.url

    # What the bot did.

    @property
    def calls(self) -> list[Sent]:
        """Every call since the start or the last ``clear``, refused ones too, in the order they were decided."""
        with self._called:
            return list(self._calls)

    @property
    def undecided(self) -> int:
        """Number of calls that have arrived and are still to be carried out, as ``delay_next`` ordered."""
        return self._delayed

    @property
    def pending(self) -> int:
        """Number of updates the bot has not confirmed yet."""
        return self._updates.pending

    @property
    def undelivered(self) -> list[str]:
        """Updates the webhook refused five times, each with the last reason."""
        return list(self._updates.undelivered)

    def clear(self) -> None:
        """Forget the calls so far; violations stay."""
        with self._called:
            self._calls.clear()

    def wait_for(
        self, n: int = 1, *, method: str = "sendMessage", chat_id: int | None = None, timeout: float = 20.0
    ) -> list[Sent]:
        """Wait until at least ``n`` calls of a method were accepted since the start or the last ``clear``.

        Args:
            n: how many, counting those that were accepted before this was called.
            method: of the Bot API.
            chat_id: only calls to this chat; None for any.
            timeout: seconds.

        Returns:
            All such calls, at least ``n``, oldest first.

        Raises:
            AssertionError: time is up; tells everything seen.
        """

        def accepted() -> list[Sent]:
            return [
                call
                for call in self._calls
                if call.method == method and call.error is None and chat_id in {None, call.chat_id}
            ]

        with self._called:
            if self._called.wait_for(lambda: len(accepted()) >= n, timeout):
                return accepted()
            seen = [f"{one.method} {one.parameters} {one.error or 'accepted'}" for one in self._calls]
        asked = f"{n} × {method}" + ("" if chat_id is None else f" to {chat_id}")
        unasked = self._updates.unasked and f"; updates left out by allowed_updates: {self._updates.unasked}"
        raise AssertionError(f"no {asked} within {timeout} s; seen:\n" + "\n".join(seen) + str(unasked or ""))

    # What goes wrong, on order. Orders for one method are used up one per call, first ordered first.

    def fail_next(
        self,
        method: str,
        *,
        status: int = 500,
        description: str = "Internal Server Error",
        retry_after: int | None = None,
        times: int = 1,
    ) -> None:
        """Refuse the next calls of a method; they are not carried out. ``retry_after`` in seconds."""
        refused = Refused(description, code=status, violation=False, retry_after=retry_after)
        self._faults.order(method, Fault("fail", refused=refused), times)

    def hang_next(self, method: str, seconds: float, *, times: int = 1) -> None:
        """Carry out the next calls of a method at once, and answer them only after some seconds."""
        self._faults.order(method, Fault("hang", seconds=seconds), times)

    def delay_next(self, method: str, seconds: float, *, times: int = 1) -> None:
        """Carry out the next calls of a method only after some seconds, even where the bot waits no more by then."""
        self._faults.order(method, Fault("late", seconds=seconds), times)

    def cut_next(self, method: str, *, times: int = 1, accepted: bool = False) -> None:
        """Close the connection instead of answering the next calls of a method.

        They are not carried out, unless ``accepted``: then the reader has the message, and only the bot does not know.
        """
        self._faults.order(method, Fault("lost" if accepted else "cut"), times)

    def conflict(self) -> None:
        """Let the getUpdates that waits now, else the next one, get 409, as if another bot had the same token."""
        self._updates.conflict()

    def offer_again(self, times: int = 1) -> None:
        """Lose the next confirmations of updates: what was fetched or posted comes once more."""
        self._updates.offer_again(times)

    def storm(self, every: int, *, hang: float, seed: int) -> None:
        """From now on let every so many-th call of each method go wrong in any way, a hang for so long; 0 ends it.

        Some are refused (429, 500, 502), some answered late, some carried out without an answer, some cut off.
        """
        refused = [Refused(told, code=code, violation=False) for told, code in _TROUBLE]
        flood = Refused("Too Many Requests: retry after 1", code=429, violation=False, retry_after=1)
        faults = [Fault("fail", refused=one) for one in (*refused, flood)]
        self._faults.storm(every, [*faults, Fault("hang", seconds=hang), Fault("cut"), Fault("lost")], seed)

    # One call, from the wire to the answer.

    def _reply(self, path: str, parameters: Callable[[], Json]) -> Reply | None:
        token, _, method = path.removeprefix("/bot").partition("/")
        if path.startswith("/file/bot"):
            return _refusal(Refused("Not Found", code=404))
        if not path.startswith("/bot") or token != self.token:
            return _refusal(Refused("Unauthorized", code=401))
        fault = self._faults.take(method)
        if fault is not None and fault.kind == "cut":
            self._record(method, parameters(), error="connection cut")
            return None
        if fault is not None and fault.refused is not None:
            self._record(method, parameters(), error=fault.refused.description)
            return _refusal(fault.refused)
        if fault is not None and fault.kind == "late":
            self._delayed += 1
            self._closing.wait(fault.seconds)
        reply = self._carry_out(method, parameters)
        if fault is not None and fault.kind == "late":
            self._delayed -= 1
        if fault is not None and fault.kind == "hang":
            self._closing.wait(fault.seconds)
        return None if fault is not None and fault.kind == "lost" else reply

    def _carry_out(self, method: str, read: Callable[[], Json]) -> Reply:
        parameters: Json = {}
        try:
            parameters = read()
            outcome = self._account.call(method, parameters)
        except Refused as refused:
            self._record(method, parameters, error=refused.description, violation=refused.violation)
            return _refusal(refused)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            # Parameters of a shape no check foresaw: the official server would not take them either.
            unreadable = Refused(f"Bad Request: wrong parameters: {error!r}")
            self._record(method, parameters, error=unreadable.description, violation=True)
            return _refusal(unreadable)
        self._record(method, parameters, outcome=outcome)
        return Reply(200, {"ok": True, "result": outcome.result})

    def _record(
        self,
        method: str,
        parameters: Json,
        *,
        outcome: Outcome | None = None,
        error: str | None = None,
        violation: bool = False,
    ) -> None:
        chat_id = parameters.get("chat_id")
        text = parameters.get("text", parameters.get("caption"))
        sent = Sent(
            method=method,
            parameters=parameters,
            at=time.monotonic(),
            text=text,
            formatted=None if outcome is None else outcome.formatted,
            message_id=None if outcome is None else outcome.message_id,
            chat_id=chat_id if isinstance(chat_id, int) else None,
            error=error,
        )
        with self._called:
            self._calls.append(sent)
            if violation:
                self.violations.append(f"{method}: {error} in {parameters}")
            self._called.notify_all()


def _refusal(refused: Refused) -> Reply:
    body: Json = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.retry_after is not None:
        body["parameters"] = {"retry_after": refused.retry_after}
    return Reply(refused.code, body)
