"""What must not be seen in a log: secrets, and what people wrote."""

from __future__ import annotations

import copy
import logging
import re
import traceback
from collections.abc import Mapping
from functools import partial
from numbers import Number
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from bot.discretion import hears, unsaid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"
_HIDDEN: Final = "[secret]"
_LEFT_OUT: Final = "[left out]"
# Their messages are constants in the code, and what varies is among the arguments.
_OURS: Final = frozenset({"bot", "index"})
# asyncio, and Python through the hooks of bot.log, report when they come upon something, whatever is dealt with there.
_BELATED: Final = frozenset({"asyncio", "bot.log"})


class RedactingFormatter(logging.Formatter):
    """Replaces secrets in the finished record, its traceback included, and takes out what people wrote.

    Of that, whatever is being dealt with where the record is made counts as known (``bot.discretion``): its words are
    taken out of the arguments and of the messages of exceptions. Other people's code that logs where nothing is dealt
    with may have anything in hand, such as an update it cannot read: of its exceptions only type and place are told.

    Args:
        secrets: what to hide; of a bot token also the part behind the colon, which alone is enough to guess the rest.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__(_FORMAT)
        spellings = {
            spelling
            for secret in secrets
            for part in (secret, secret.rpartition(":")[2])
            for spelling in (part, quote(part, safe=""))
            if spelling
        }
        # The longest first: a part must not break up the whole before the whole was looked for.
        longest_first = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
        # In any case: python-telegram-bot changes that of what Telegram says, which may be an address.
        self._secret = re.compile("|".join(map(re.escape, longest_first)) or "(?!)", re.IGNORECASE)

    def format(self, record: logging.LogRecord) -> str:
        """The record as one text without secrets and without what people wrote."""
        package = record.name.partition(".")[0]
        ours = package in _OURS
        known = hears() and record.name not in _BELATED
        record = copy.copy(record)
        if record.args:
            record.args = _hiding(record.args, partial(self._hidden, lately=not ours))
        elif not ours:
            record.msg = self._hidden(str(record.msg) if known else str(record.msg).partition("\n")[0], lately=True)
        if record.exc_info and record.exc_info[1] is not None:
            tell = partial(self._hidden, lately=not known) if ours or known else self._cautiously
            record.exc_text = "".join(_trace(record.exc_info[1], tell)).rstrip("\n")
        return self.redact(super().format(record))

    def redact(self, text: str) -> str:
        """The text with every secret replaced."""
        return self._secret.sub(_HIDDEN, text)

    def _hidden(self, value: object, *, lately: bool) -> str:
        # Secrets first: one that shares a word with what was said could not be found any more.
        return unsaid(self.redact(str(value)), lately=lately)

    def _cautiously(self, error: object) -> str:
        return self._hidden(error, lately=True) if isinstance(error, OSError) else _LEFT_OUT


class _Hiding:
    """An argument of a log record that shows itself without what is to be hidden."""

    def __init__(self, value: object, hide: Callable[[object], str]) -> None:
        self._value = value
        self._hide = hide

    def __str__(self) -> str:
        return "[update]" if _is_update(self._value) else self._hide(self._value)

    def __repr__(self) -> str:
        return "[update]" if _is_update(self._value) else self._hide(repr(self._value))


def _hiding(arguments: tuple[object, ...] | Mapping[str, object], hide: Callable[[object], str]) -> tuple[object, ...]:
    def hiding(value: object) -> object:
        return value if isinstance(value, Number) else _Hiding(value, hide)

    # Of a single argument that is a mapping, logging makes the arguments.
    return tuple(hiding(value) for value in ((arguments,) if isinstance(arguments, Mapping) else arguments))


def _is_update(value: object) -> bool:
    """Whether python-telegram-bot gave an object that holds what people wrote: a part of an update, or a raw one."""
    return isinstance(value, dict | list) or type(value).__module__.startswith("telegram._")


def _trace(error: BaseException, tell: Callable[[object], str], told: frozenset[int] = frozenset()) -> Iterator[str]:
    """An exception and those it came from, oldest first, as Python writes them; each says what ``tell`` makes of it."""
    told |= {id(error)}
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in told:
        yield from _trace(before, tell, told)
        yield "\nThe direct cause of:\n\n" if error.__cause__ else "\nWhile that was handled:\n\n"
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    yield f"{name}: {tell(error)}\n"
    yield from (f"{tell(note)}\n" for note in getattr(error, "__notes__", ()))
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _trace(one, tell, told)
