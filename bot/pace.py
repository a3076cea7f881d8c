"""How often people may ask: counted here, or, where several replicas are asked, in the records they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.limits import Limits, Verdict
from bot.records.shares import Share

if TYPE_CHECKING:
    from bot.records import AsyncRecords

_MANY: Final = 1024  # people who were told to wait


class Pace:
    """How often people may ask.

    Questions are counted over all replicas. Presses of buttons and inline queries, which are cheap, are counted by each
    replica alone.

    Args:
        questions_per_minute: of one person, in all chats together; at least 1.
        chat_questions_per_minute: in one group; at least 1.
        shared: the records that replicas share; None where this process is the only one.
    """

    def __init__(
        self, questions_per_minute: int, chat_questions_per_minute: int, shared: AsyncRecords | None = None
    ) -> None:
        self._limits = Limits(questions_per_minute, chat_questions_per_minute)
        self._per_person = questions_per_minute
        self._per_chat = chat_questions_per_minute
        self._shared = shared
        self._told: set[tuple[int, int]] = set()

    async def admit(self, user_id: int, chat_id: int, now: float) -> Verdict:
        """Whether a person may ask a question in a chat; as ``Limits.admit``."""
        if self._shared is None:
            return self._limits.admit(user_id, chat_id, now)
        shares = [Share(f"person {user_id}", self._per_person)]
        if chat_id != user_id:
            shares.append(Share(f"chat {chat_id}", self._per_chat))
        # Where that cannot be told, nobody is to be refused for it.
        wait = await self._shared.attempt(0.0, lambda records: records.take_share(shares))
        return self._verdict((user_id, chat_id), wait)

    def admit_press(self, user_id: int, now: float) -> Verdict:
        """Whether a person may press a button or ask inline; as ``Limits.admit_press``."""
        return self._limits.admit_press(user_id, now)

    def _verdict(self, who: tuple[int, int], wait: float) -> Verdict:
        if not wait:
            self._told.discard(who)
            return Verdict(admitted=True)
        tell = who not in self._told
        if len(self._told) >= _MANY:
            self._told.clear()
        self._told.add(who)
        return Verdict(admitted=False, wait=wait, tell=tell)
