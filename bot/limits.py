"""How much one person, and one chat, may ask; pure: the time comes from outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_SMALLER = 3  # presses and inline queries for one question: looking on is cheap, and typing asks at each letter
_ROUNDING: Final = 1e-6  # of a question: who waited as long as told must not be refused for it
_MANY: Final = 1024  # buckets before the first look for idle ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether somebody may ask now.

    Attributes:
        admitted: True where they may.
        wait: seconds until they may, 0 where they may now.
        tell: whether to say so: only the first refusal in a row is told, not each of a flood.
    """

    admitted: bool
    wait: float = 0.0
    tell: bool = False


_ADMITTED: Final = Verdict(admitted=True)


@dataclass(slots=True)
class _Bucket:
    """What is left of somebody's share.

    Attributes:
        size: questions it holds when full; as many drop in each minute.
        left: questions in it at ``at``.
        at: seconds.
        told: whether a refusal was told since the last admission.
    """

    size: int
    left: float
    at: float
    told: bool = False

    def fill(self, now: float) -> None:
        """Let in what dropped in meanwhile."""
        self.left = min(self.size, self.left + max(0.0, now - self.at) * self.size / 60)
        self.at = max(self.at, now)

    @property
    def wait(self) -> float:
        """Seconds until there is one question in it."""
        missing = 1 - self.left
        return missing * 60 / self.size if missing > _ROUNDING else 0.0


class _Buckets:
    """A bucket for each that asks; those that are full again are forgotten: a new one is the same."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._buckets: dict[int, _Bucket] = {}
        self._sweep_at = _MANY

    def __len__(self) -> int:
        return len(self._buckets)

    def of(self, number: int, now: float) -> _Bucket:
        """The bucket of a person or chat, filled up to now."""
        bucket = self._buckets.get(number)
        if bucket is None:
            self._sweep(now)
            bucket = self._buckets[number] = _Bucket(size=self._size, left=self._size, at=now)
        else:
            bucket.fill(now)
        return bucket

    def _sweep(self, now: float) -> None:
        if len(self._buckets) < self._sweep_at:
            return
        for bucket in self._buckets.values():
            bucket.fill(now)
        self._buckets = {number: one for number, one in self._buckets.items() if one.left < one.size}
        self._sweep_at = max(_MANY, 2 * len(self._buckets))


class Limits:
    """Token buckets: a minute's questions may come at once, and then one by one as fast as they drop in.

    Args:
        questions_per_minute: of one person, in all chats together; at least 1.
        chat_questions_per_minute: in one group; in a private chat only the person counts. At least 1.
    """

    def __init__(self, questions_per_minute: int, chat_questions_per_minute: int) -> None:
        self._people = _Buckets(questions_per_minute)
        self._chats = _Buckets(chat_questions_per_minute)
        self._presses = _Buckets(_SMALLER * questions_per_minute)

    def __len__(self) -> int:
        """How many people and chats are held in memory."""
        return len(self._people) + len(self._chats) + len(self._presses)

    def admit(self, user_id: int, chat_id: int, now: float) -> Verdict:
        """Whether a person may ask a question in a chat; what is refused counts for nobody.

        Args:
            user_id: who asks.
            chat_id: where; the person's number in a private chat.
            now: seconds on any clock that goes on.
        """
        buckets = [self._people.of(user_id, now)]
        if chat_id != user_id:
            buckets.append(self._chats.of(chat_id, now))
        return _take(buckets)

    def admit_press(self, user_id: int, now: float) -> Verdict:
        """Whether a person may press a button or ask inline: these count by themselves, and three times as many go."""
        return _take([self._presses.of(user_id, now)])


def _take(buckets: Sequence[_Bucket]) -> Verdict:
    """Take one of each bucket, or of none."""
    wait = max(bucket.wait for bucket in buckets)
    if not wait:
        for bucket in buckets:
            bucket.left -= 1
            bucket.told = False
        return _ADMITTED
    refusing = [bucket for bucket in buckets if bucket.wait]
    tell = not any(bucket.told for bucket in refusing)
    for bucket in refusing:
        bucket.told = True
    return Verdict(admitted=False, wait=wait, tell=tell)
