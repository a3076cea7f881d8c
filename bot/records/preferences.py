"""How people want to be answered."""

from __future__ import annotations

import json

from bot.preferences import Preferences
from bot.records.table import Tables


class PreferenceRecords(Tables):
    """The table of preferences; who never chose anything, or chose what all have, is not in it."""

    def preferences(self, user_id: int) -> Preferences:
        """What a person chose, else what all have."""
        rows = self._rows('SELECT language, quotes, "window", muted FROM preference WHERE user_id = ?', user_id)
        for language, quotes, window, muted in rows:
            return Preferences(language=language, quotes=quotes, window=window, muted=frozenset(json.loads(muted)))
        return Preferences()

    def save_preferences(self, user_id: int, preferences: Preferences) -> None:
        """Keep what a person chose."""
        if preferences == Preferences():
            self._changed("DELETE FROM preference WHERE user_id = ?", user_id)
            return
        muted = json.dumps(sorted(preferences.muted), ensure_ascii=False)
        self._changed(
            'INSERT INTO preference (user_id, language, quotes, "window", muted) VALUES (?, ?, ?, ?, ?)'
            " ON CONFLICT (user_id) DO UPDATE SET language = excluded.language, quotes = excluded.quotes,"
            ' "window" = excluded."window", muted = excluded.muted',
            user_id, preferences.language, preferences.quotes, preferences.window, muted,
        )  # fmt: skip
