"""What the bot says, per language."""

from __future__ import annotations

import re

from bot.locale.guessing import guess
from bot.locale.messages import Messages

__all__ = ["CODES", "LANGUAGES", "Messages", "choose", "guess"]

LANGUAGES: tuple[Messages, ...] = tuple(Messages(code) for code in ("en", "de", "vi", "fr", "es", "ru"))
"""Every language the bot speaks; the first is spoken to everyone else."""

_BY_CODE = {messages.code: messages for messages in LANGUAGES}

CODES = frozenset(_BY_CODE)
"""What each of them is called, as in ``Messages.code``."""


def choose(language_code: str | None, question: str | None = None, preferred: str | None = None) -> Messages:
    """The texts for a reader.

    Args:
        language_code: as Telegram gives it (IETF tag); None where it gives none.
        question: tells the language where no code does, or one of a language the bot does not speak.
        preferred: code of the language that the reader has chosen, None where they have not.

    Returns:
        Those of the language; English where the bot does not speak it.
    """
    for code in (preferred, language_code):
        spoken = _BY_CODE.get(re.split("[-_]", (code or "").lower())[0])
        if spoken:
            return spoken
    return _BY_CODE.get(guess(question or "") or "", LANGUAGES[0])
