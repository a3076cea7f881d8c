"""The updates a bot has not confirmed yet, and the two ways they reach it."""

from __future__ import annotations

import json
import threading
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from telegram_checks import Refused, check_webhook

if TYPE_CHECKING:
    from telegram_objects import Json

_WEBHOOK_TRIES = 5
_FIRST_PAUSE = 0.05  # seconds, doubled after each failure
_CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class Updates:
    """A queue of updates; safe to use from any thread.

    Attributes:
        undelivered: updates that a webhook refused too often, with the last reason; they are given up.
        unasked: kinds of updates that were not queued since the bot's ``allowed_updates`` leaves them out.
    """

    def __init__(self) -> None:
        self.undelivered: list[str] = []
        self.unasked: list[str] = []
        self._changed = threading.Condition()
        self._waiting: list[Json] = []
        self._next_id = 100_000_001
        self._allowed: list[str] = []
        self._newest_poll = 0
        self._conflicts = 0
        self._unheard = 0
        self._webhook: Json = {}
        self._last_error = ""
        self._courier: threading.Thread | None = None
        self._closed = False

    @property
    def pending(self) -> int:
        """Number of updates not confirmed yet."""
        with self._changed:
            return len(self._waiting)

    def push(self, kind: str, payload: Json) -> None:
        """Queue an update of a kind (``message``, ``callback_query`` …), unless the bot does not want that kind."""
        with self._changed:
            if self._allowed and kind not in self._allowed:
                self.unasked.append(kind)
                return
            self._waiting.append({"update_id": self._next_id, kind: payload})
            self._next_id += 1
            self._changed.notify_all()

    def poll(self, parameters: Json) -> list[Json]:
        """Answer getUpdates: confirm what lies before ``offset``, then wait up to ``timeout`` seconds for more.

        Raises:
            Refused: 409, where a webhook is set, another poll came or a conflict was ordered.
        """
        limit = parameters.get("limit") or 100
        with self._changed:
            self._newest_poll += 1
            mine = self._newest_poll
            self._changed.notify_all()
            self._refuse_conflicts(mine)
            self._confirm(parameters.get("offset") or 0)
            if parameters.get("allowed_updates") is not None:
                self._allowed = list(parameters["allowed_updates"])
            self._changed.wait_for(
                lambda: self._waiting or self._closed or self._webhook or self._conflicts or self._newest_poll != mine,
                parameters.get("timeout") or 0,
            )
            self._refuse_conflicts(mine)
            return self._waiting[:limit]

    def _refuse_conflicts(self, poll: int) -> None:
        if self._webhook:
            raise Refused(_WEBHOOK_ACTIVE, code=409, violation=False)
        if self._newest_poll != poll:
            raise Refused(_CONFLICT, code=409, violation=False)
        if self._conflicts:
            self._conflicts -= 1
            raise Refused(_CONFLICT, code=409, violation=False)

    def _confirm(self, offset: int) -> None:
        if self._unheard and any(update["update_id"] < offset for update in self._waiting):
            self._unheard -= 1
        elif offset < 0:
            self._waiting = self._waiting[offset:]
        else:
            self._waiting = [update for update in self._waiting if update["update_id"] >= offset]

    def offer_again(self, times: int) -> None:
        """Lose the next confirmations: what they confirm is offered, or posted, once more."""
        with self._changed:
            self._unheard += times

    def conflict(self) -> None:
        """Let the poll that waits now, else the next one, end as if another bot had asked."""
        with self._changed:
            self._conflicts += 1
            self._changed.notify_all()

    def set_webhook(self, parameters: Json) -> None:
        """Send updates to an address from now on; an empty address is deleteWebhook.

        Raises:
            Refused: not an address, or not a secret.
        """
        if not parameters.get("url"):
            self.delete_webhook(parameters)
            return
        check_webhook(parameters)
        with self._changed:
            self._drop(parameters)
            self._webhook = parameters
            if parameters.get("allowed_updates") is not None:
                self._allowed = list(parameters["allowed_updates"])
            if self._courier is None:
                self._courier = threading.Thread(target=self._deliver, name="telegram-webhook", daemon=True)
                self._courier.start()
            self._changed.notify_all()

    def delete_webhook(self, parameters: Json) -> None:
        """Wait for getUpdates again."""
        with self._changed:
            self._drop(parameters)
            self._webhook = {}

    def _drop(self, parameters: Json) -> None:
        if parameters.get("drop_pending_updates"):
            self._waiting.clear()

    def webhook_info(self) -> Json:
        """The Bot API's WebhookInfo."""
        with self._changed:
            info: Json = {
                "url": self._webhook.get("url", ""),
                "has_custom_certificate": False,
                "pending_update_count": len(self._waiting),
            }
            if self._allowed:
                info["allowed_updates"] = list(self._allowed)
            if self._last_error:
                info["last_error_message"] = self._last_error
            return info

    def close(self) -> None:
        """Let every poll and the webhook thread end."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._courier is not None:
            self._courier.join(timeout=5)

    def _deliver(self) -> None:
        """Post updates to the webhook, one at a time and in order, each a few times at most."""
        tries = 0
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or (self._webhook and self._waiting))
                if self._closed:
                    return
                webhook, update = self._webhook, self._waiting[0]
            error = _post(webhook, update)
            with self._changed:
                tries = 0 if error is None else tries + 1
                if error is not None:
                    self._last_error = error
                    if tries < _WEBHOOK_TRIES:
                        self._changed.wait_for(lambda: self._closed, _FIRST_PAUSE * 2 ** (tries - 1))
                        continue
                    tries = 0
                    self.undelivered.append(f"{update}: {error}")
                elif self._unheard:
                    self._unheard -= 1
                    continue
                self._waiting = [one for one in self._waiting if one["update_id"] != update["update_id"]]


def _post(webhook: Json, update: Json) -> str | None:
    """Post one update; the reason where it was not taken. An https address is spoken to as behind its TLS proxy."""
    address = urlsplit(str(webhook["url"]))
    headers = {"Content-Type": "application/json"}
    if webhook.get("secret_token") is not None:
        headers["X-Telegram-Bot-Api-Secret-Token"] = str(webhook["secret_token"])
    connection: Any = HTTPConnection(address.hostname or "", address.port, timeout=5)
    try:
        connection.request("POST", address.path or "/", json.dumps(update), headers)
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        return f"Connection failed: {type(error).__name__}"
    finally:
        connection.close()
    return None if 200 <= status < 300 else f"Wrong response from the webhook: {status}"
