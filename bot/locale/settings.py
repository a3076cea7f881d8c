"""How a person wants to be answered, and what is known about them."""

from __future__ import annotations

from bot.locale.language import Language


class SettingsTexts(Language):
    """Texts of /settings, /privacy and /delete_me."""

    @property
    def settings_heading(self) -> str:
        """Stands above the settings."""
        return self._("Your settings")

    @property
    def language_setting(self) -> str:
        """Names the setting."""
        return self._("Language")

    @property
    def quotes_setting(self) -> str:
        """Names the setting."""
        return self._("Quotes in an answer")

    @property
    def window_setting(self) -> str:
        """Names the setting."""
        return self._("Time")

    @property
    def sources_setting(self) -> str:
        """Names the setting."""
        return self._("Outlets")

    @property
    def automatic(self) -> str:
        """The language of the person's app, else of the question."""
        return self._("Automatic")

    def window(self, days: int | None) -> str:
        """Of which time articles answer: of the last so many days, None for all."""
        if days is None:
            return self._("All time")
        return self._("Last 24 hours") if days == 1 else self.ngettext("Last {count} day", "Last {count} days", days)

    def muted(self, count: int) -> str:
        """How many outlets do not answer."""
        return (
            self.ngettext("{count} outlet left out", "{count} outlets left out", count)
            if count
            else self._("All outlets")
        )

    @property
    def not_yours(self) -> str:
        """To whom presses a button of somebody else's settings."""
        return self._("Only the person who asked for this can use its buttons.")

    @property
    def choose_outlets(self) -> str:
        """Stands above the outlets, which are buttons."""
        return self._("Tap an outlet to leave it out, or to ask it again:")

    @property
    def back(self) -> str:
        """On a button."""
        return self._("Back")

    @property
    def saved(self) -> str:
        """A setting was changed."""
        return self._("Saved.")

    @property
    def all_outlets_on(self) -> str:
        """On the button that leaves no outlet out."""
        return self._("Ask all outlets")

    @property
    def settings_of_terminal(self) -> str:
        """How to change a setting in the terminal; only words in capitals may be translated in a command."""
        return self._(
            "To change one: /settings language de, /settings quotes 2, /settings time 7, /settings without OUTLET, "
            "/settings with OUTLET"
        )

    def settings_wrong(self, value: str) -> str:
        """To a value that is none."""
        return self._("I can't set “{value}”. /settings shows what can be set.", value=value)

    def privacy(self, kept: bool, days: int) -> str:  # noqa: FBT001 - named by whoever calls
        """What is stored about a person; lines.

        Args:
            kept: whether questions are kept for longer than conversations go on.
            days: how long they do, 1 or more.
        """
        # "About": what is too old is deleted once an hour, and whole days are counted.
        remembered = self.ngettext(
            "your questions, my answers, your votes on them and the day you last asked, for about {count} day, so that "
            "follow-up questions and buttons work",
            "your questions, my answers, your votes on them and the day you last asked, for about {count} days, so "
            "that follow-up questions and buttons work",
            days,
        )
        stored = [self._("your settings"), self._("each message to me, until I have dealt with it"), remembered]
        stored += [self._("your questions and whether I found an answer, until you delete them")] if kept else []
        lines = [self._("This is what I store, under your Telegram ID:"), *(f"• {one}" for one in stored)]
        lines += [] if kept else [self._("I do not keep questions for longer than that.")]
        lines += [
            self._(
                "/delete_me deletes all of this. I also count how often I am used, without names. "
                "Nothing leaves this machine but what goes through Telegram."
            )
        ]
        return "\n".join(lines)

    @property
    def delete_me_ask(self) -> str:
        """Asks whether to delete."""
        return self._("Delete all I know about you: settings, conversations, votes?")

    @property
    def delete_button(self) -> str:
        """Yes."""
        return self._("Delete")

    @property
    def keep_button(self) -> str:
        """No."""
        return self._("Keep")

    @property
    def deleted(self) -> str:
        """It is done."""
        return self._("Deleted.")

    @property
    def kept(self) -> str:
        """It is not."""
        return self._("Nothing was deleted.")
