"""What the bot says, per language."""

from __future__ import annotations

import re
import unicodedata

from bot.locale.english import MESSAGES as _ENGLISH
from bot.locale.german import MESSAGES as _GERMAN
from bot.locale.messages import Messages
from bot.locale.vietnamese import MESSAGES as _VIETNAMESE

__all__ = ["LANGUAGES", "Messages", "choose", "guess"]

LANGUAGES: tuple[Messages, ...] = (_ENGLISH, _GERMAN, _VIETNAMESE)
"""Every language the bot speaks; the first is spoken to everyone else."""

_BY_CODE = {messages.code: messages for messages in LANGUAGES}
_VIETNAMESE_LETTERS = re.compile("[ơưƠƯ\u1ea0-\u1ef9]")
# German words no neighbour shares; one of them is enough, of the others it takes two.
_GERMAN_ONLY = (
    "wer wem wen wessen wann warum wieso weshalb woher wohin wieviel welche welcher welches welchen welchem "
    "nicht wurde wurden worüber wofür womit"
)
_GERMAN_TOO = (
    "was wie wo die der das den dem des ein eine ist sind war hat haben sich und im viele viel hoch lange heißt "
    "gibt geschah passierte passiert"
)
_WEIGHTS = dict.fromkeys(_GERMAN_TOO.split(), 1) | dict.fromkeys(_GERMAN_ONLY.split(), 2)
# `was`, `die`, `war` are English too, `wie` and `der` Dutch.
_NOT_GERMAN = frozenset(["the", "what", "who", "how", "when", "where", "of", "did", "het", "een", "van"])


def choose(language_code: str | None, question: str | None = None) -> Messages:
    """The texts for a reader.

    Args:
        language_code: as Telegram gives it (IETF tag); None where it gives none.
        question: tells the language where no code does, or one of a language the bot does not speak.

    Returns:
        Those of the language; English where the bot does not speak it.
    """
    own = _BY_CODE.get(re.split("[-_]", (language_code or "").lower())[0])
    return own or _BY_CODE.get(guess(question or "") or "", _ENGLISH)


def guess(question: str) -> str | None:
    """ISO 639-1 code of the language of a question, if it is plainly one the bot speaks other than English."""
    text = unicodedata.normalize("NFC", question)
    if _VIETNAMESE_LETTERS.search(text):
        return "vi"
    words = re.findall(r"\w+", text.lower())
    if not _NOT_GERMAN.isdisjoint(words):
        return None
    weight = sum(_WEIGHTS.get(word, 0) for word in words)
    return "de" if weight >= 2 else None
