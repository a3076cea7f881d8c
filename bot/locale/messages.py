from __future__ import annotations

from bot.locale.answers import AnswerTexts
from bot.locale.asking import AskingTexts
from bot.locale.browsing import BrowsingTexts
from bot.locale.introduction import IntroductionTexts
from bot.locale.running import RunningTexts
from bot.locale.settings import SettingsTexts


class Messages(AnswerTexts, AskingTexts, IntroductionTexts, BrowsingTexts, SettingsTexts, RunningTexts):
    """All the bot says in one language.

    Every text is plain: who sends it to Telegram escapes it.
    """
