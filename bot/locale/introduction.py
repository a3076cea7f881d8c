"""What the bot is, what it holds, and how to use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locale.language import Language

if TYPE_CHECKING:
    from datetime import datetime

    from index.types import Status


class IntroductionTexts(Language):
    """Texts of /start, /help and /status, and of Telegram's list of commands."""

    @property
    def greeting(self) -> str:
        """What the bot is."""
        return self._(
            "Hello! Ask me a question in your own words. I look it up in the news articles I was given and answer "
            "with quotes, word for word, each with a link to its article. If the articles don't say, I tell you so."
        )

    @property
    def welcome(self) -> str:
        """To thanks, and to a goodbye."""
        return self._("You're welcome. Ask me anything else about the articles.")

    @property
    def how_to_ask(self) -> str:
        """Leads in the examples."""
        return self._("Just ask, the way you would ask a person. For example:")

    @property
    def examples(self) -> tuple[str, ...]:
        """Two or three questions."""
        return (
            self._("Who won the election?"),
            self._("When does the new bridge open?"),
            self._("How many people had to leave their homes after the flood?"),
        )

    @property
    def how_to_narrow(self) -> str:
        """How to ask for an outlet, a time or a language."""
        return self._(
            "To narrow it down, name a time (“last week”, “in November 2024”), or add site:bbc.com, after:2024-11-01, "
            "before:2024-12-01 or lang:de."
        )

    @property
    def try_commands(self) -> str:
        """What else there is."""
        return self._(
            "/latest shows the newest articles, /topic a topic over time, /sources the outlets, /settings how you want "
            "to be answered."
        )

    def in_groups(self, username: str) -> str:
        """How to reach the bot, given by its name without ``@``, in a group."""
        return self._("In a group, mention @{username} or reply to one of my messages.", username=username)

    @property
    def in_terminal(self) -> str:
        """How to use and leave the terminal chat."""
        return self._("/help explains how to ask, /quit ends.")

    @property
    def prompt(self) -> str:
        """Asks for a question in the terminal."""
        return self._("Your question")

    @property
    def new_started(self) -> str:
        """To /new."""
        return self._("New conversation. Your next question stands on its own.")

    def holdings(self, status: Status) -> str:
        """What the index holds."""
        if not status.articles:
            return self.no_articles
        articles = self.ngettext("{count} article", "{count} articles", status.articles)
        languages = len(status.languages.keys() - {"und"})
        if languages > 1:
            articles = self.ngettext(
                "{articles} in {count} language", "{articles} in {count} languages", languages, articles=articles
            )
        if status.newest is None:
            return self._("I have {articles}, without dates.", articles=articles)
        return self._("I have {articles}; the newest is from {date}.", articles=articles, date=self.date(status.newest))

    @property
    def no_articles(self) -> str:
        """The index is empty."""
        return self._("I have no articles yet.")

    def index_of(self, when: datetime) -> str:
        """When the index was made."""
        return self._("The index was made on {date_and_time}.", date_and_time=self.date_and_time(when))

    def read_at(self, when: datetime) -> str:
        """When a source was read last."""
        return self._("last read {date_and_time}", date_and_time=self.date_and_time(when))

    @property
    def never_read(self) -> str:
        """That it never was."""
        return self._("never read yet")

    @property
    def commands(self) -> dict[str, str]:
        """What each command does, by its name, in the order to list them; at most 256 characters each."""
        return {
            "start": self._("What I am and which articles I have"),
            "help": self._("How to ask, with examples"),
            "latest": self._("The newest articles, about a topic if you name one"),
            "topic": self._("Headlines about a topic over time, with a chart"),
            "sources": self._("The outlets my articles are from"),
            "status": self._("How current my articles are"),
            "settings": self._("Language, number of quotes, time and outlets"),
            "new": self._("Start a new conversation"),
            "privacy": self._("What I store and for how long"),
            "delete_me": self._("Delete all I know about you"),
        }
