"""What a question was understood to mean, or why it cannot be understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locale.language import Language

if TYPE_CHECKING:
    from index.filters import Filters


class AskingTexts(Language):
    """Texts about which articles are asked, and about messages that ask nothing."""

    def understood(self, filters: Filters) -> str:
        """Which articles were asked and in what order, as read from a question; a sentence.

        Outlets that are left out are not mentioned: where nothing else is told, it is empty.
        """
        kinds = [self._("from {outlet}", outlet=filters.source)] if filters.source else []
        if filters.by_time:
            dated = self._quoting(self._time(filters), filters.words)
            kinds.append(self._("{dated} or undated", dated=dated) if filters.undated else dated)
        kinds += [self._("in {language}", language=self.name_in_text(filters.language))] if filters.language else []
        # Words say the time where there is one, else that the newest are wanted.
        words = "" if filters.by_time else filters.words
        if not kinds:
            return _sentence(self._quoting(self._("Newest first"), words)) if filters.newest else ""
        kinds += [self._quoting(self._("newest first"), words)] if filters.newest else []
        return _sentence(self._("Only articles {of_these_kinds}", of_these_kinds=", ".join(kinds)))

    def _quoting(self, told: str, words: str) -> str:
        return self._("{told} (“{words}”)", told=told, words=words) if words else told

    def _time(self, filters: Filters) -> str:
        last = filters.last_day
        if filters.since is None:
            return self._("before {date}", date=self.day(filters.until.date())) if filters.until else ""
        first = filters.since.date()
        if last is None:
            return self._("since {date}", date=self.day(first))
        if first == last:
            return self._("from {date}", date=self.day(last))
        begin = self.day_of_year(first) if first.year == last.year else self.day(first)
        return self._("from {first} to {last}", first=begin, last=self.day(last))

    def undo(self, words: str) -> str:
        """How to have words that were read as a time searched for instead."""
        return self._('To search for the words themselves, put them in quotes: "{words}"', words=words)

    def no_date(self, value: str) -> str:
        """To an operator whose value is no date."""
        return self._(
            "I can't read “{value}” as a date. Write it like after:2024-11-30, after:2024-11 or after:yesterday.",
            value=value,
        )

    def no_language(self, value: str) -> str:
        """To one whose value is no language."""
        return self._("I don't know a language called “{value}”. Write it like lang:de or lang:German.", value=value)

    @property
    def nothing_asked(self) -> str:
        """To a question that is nothing but operators."""
        return self._("That says where to look, but not what for. Please add your question.")

    @property
    def not_excluded(self) -> str:
        """To an operator that is to leave something out."""
        return self._(
            "In a question I can't leave anything out. Say where I should look instead, like site:bbc.com, or leave "
            "outlets out in /settings."
        )

    @property
    def only_one(self) -> str:
        """To operators that name two outlets or two languages."""
        return self._("I can look in only one outlet and one language at a time. Please name just one.")

    @property
    def no_time_between(self) -> str:
        """To a time that ends before it begins."""
        return self._(
            "No time lies between those dates: the one with after: must be earlier than the one with before:."
        )

    @property
    def ask_me(self) -> str:
        """To a mention without a question."""
        return self._("What would you like to know? Write your question in the same message.")

    @property
    def unknown_command(self) -> str:
        """To a command the bot does not have."""
        return self._("I don't know that command. Just ask your question, or see /help.")

    @property
    def only_text(self) -> str:
        """To a sticker, a photo without a caption and the like."""
        return self._("I can only read text. Please write your question.")

    @property
    def failed(self) -> str:
        """To a question that could not be answered because something broke."""
        return self._(
            "Sorry, something went wrong on my side, and I could not finish answering. Please try again later."
        )

    @property
    def unreachable(self) -> str:
        """To a question that could not be answered because a server behind the bot is away."""
        return self._("I can't reach my archive right now. Please ask again in a minute.")

    @property
    def searching(self) -> str:
        """Shown while the answer is looked for."""
        return self._("Looking it up …")

    @property
    def still_searching(self) -> str:
        """Shown after that."""
        return self._("Still looking …")

    @property
    def inline_hint(self) -> str:
        """How to ask in any chat, where nothing is asked yet."""
        return self._("Type your question after my name")

    @property
    def inline_nothing(self) -> str:
        """There is nothing to send."""
        return self._("Nothing found")

    @property
    def inline_open(self) -> str:
        """On the button that leads from any chat to the bot's own."""
        return self._("Open the chat")


def _sentence(text: str) -> str:
    # In Russian a date ends with a full stop of its own.
    return text if text.endswith(".") else f"{text}."
