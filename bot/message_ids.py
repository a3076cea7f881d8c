"""The message ids the bot has seen, and where among them one may be that nobody knows of."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

SUPERGROUPS: Final = -1_000_000_000_000
"""The ids of supergroups and channels lie below."""

_REMEMBERED = 4096  # ids of the space of all private chats; at 40 a second more than a minute and a half
_REMEMBERED_OF_ONE = 256  # of a supergroup
_SPACES = 4096  # the others were quiet for longest
_AHEAD = 12  # ids asked about above the highest one known: messages of other chats that nobody told of yet
_MOST = 40  # ids asked about in one search


@dataclass(slots=True)
class _Space:
    since: float
    known: dict[int, None] = field(default_factory=dict)  # in the order they were seen
    highest: int = 0
    complete: bool = False


class Ids:
    """The message ids the bot has seen. A space of ids is one supergroup or channel, or all other chats together.

    A space is complete where no message of the bot's that this process knows nothing of can lie above the highest id it
    has seen. Those of an earlier process can, until something newer than the start of this one was seen. Where several
    processes are one bot, those of the others always can.

    Args:
        alone: whether this process is the only one that sends.
    """

    def __init__(self, *, alone: bool = True) -> None:
        self._alone = alone
        self._since = float(int(time.time()))  # Telegram's times are whole seconds
        self._spaces: dict[int, _Space] = {}

    def saw(self, chat_id: int, message_id: int, *, date: float = 0.0) -> None:
        """Learn of a message.

        Args:
            chat_id: where it is.
            message_id: its number there.
            date: when it was sent, in Unix seconds; 0 where that is unknown.
        """
        space = self._space(chat_id)
        space.known[message_id] = None
        if len(space.known) > (_REMEMBERED if chat_id >= SUPERGROUPS else _REMEMBERED_OF_ONE):
            del space.known[next(iter(space.known))]
        space.highest = max(space.highest, message_id)
        space.complete |= date >= space.since

    def sent(self, chat_id: int, message_id: int) -> None:
        """Learn of a message that the bot has just sent."""
        self.saw(chat_id, message_id, date=math.inf)

    def lost(self, chat_id: object) -> None:
        """Learn that a message was given up which may have arrived nevertheless."""
        if isinstance(chat_id, int):
            space = self._space(chat_id)
            space.complete = False
            space.since = time.time() + 1

    def search(self, chat_id: object) -> Search | None:
        """Get ready to look for a message that is about to be sent.

        Returns:
            None where an unknown message of the bot's may lie above every id it has seen in this space: that one could
            be mistaken for the message, and be overwritten. The message is sent once more then, where it may be lost.
        """
        if not isinstance(chat_id, int) or not self._alone:  # a name
            return None
        space = self._space(chat_id)
        return Search(space) if space.complete else None

    def _space(self, chat_id: int) -> _Space:
        name = chat_id if chat_id < SUPERGROUPS else 0
        space = self._spaces.pop(name, None) or _Space(self._since)
        self._spaces[name] = space  # the last one used stands last
        if len(self._spaces) > _SPACES:
            del self._spaces[next(one for one in self._spaces if one)]
        return space


class Search:
    """The search for one message, begun before it is sent.

    Its id is above every id seen by then. No other message of the bot's in that chat can be asked about by mistake: the
    earlier ones lie below, and one chat is sent one message after the other.
    """

    def __init__(self, space: _Space) -> None:
        self._space = space
        self._floor = space.highest
        self._excluded: set[int] = set()

    def candidates(self, below: int | None = None) -> list[int]:
        """The ids to ask about now, ascending, at most 40; only those below a certain id where one is given."""
        end = self._space.highest + _AHEAD + 1 if below is None else below
        known, excluded = self._space.known, self._excluded
        return list(
            islice((one for one in range(self._floor + 1, end) if not (one in known or one in excluded)), _MOST)
        )

    def is_settled(self, message_id: int) -> bool:
        """Whether a message that does not have this id by now never will: a higher one has been given away."""
        return message_id < self._space.highest

    def exclude(self, message_id: int) -> None:
        """Ask about an id no more."""
        self._excluded.add(message_id)
