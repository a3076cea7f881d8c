"""What stands in, below and in place of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.locale.language import Language

if TYPE_CHECKING:
    from datetime import datetime


class AnswerTexts(Language):
    """Texts of answers, their buttons, and what the buttons bring."""

    @property
    def undated(self) -> str:
        """Stands where a date is unknown."""
        return self._("undated")

    def updated(self, when: datetime) -> str:
        """That an article was changed, and when."""
        return self._("updated {date}", date=self.date(when))

    def taken_from(self, origin: str) -> str:
        """Whom a copy was taken from."""
        return self._("originally {outlet}", outlet=origin)

    def as_of(self, newest: datetime | None, made: datetime, now: datetime) -> str:
        """How current an answer is.

        Args:
            newest: when the newest article was published, None where all are undated.
            made: when the index was made.
            now: the time it is.
        """
        articles = self._("Articles without dates")
        if newest:
            articles = self._("Newest article {date}", date=self.date(newest))
        index = self._("index made {long_ago}", long_ago=self.ago(now - made))
        return f"{articles} · {index}"

    def understood_as(self, question: str) -> str:
        """How a follow-up was read."""
        return self._("Understood as: {question}", question=question)

    def asked(self, question: str) -> str:
        """Stands above the answer to a question that a button asked."""
        return self._("You asked: {question}", question=question)

    @property
    def not_found(self) -> str:
        """The articles do not seem to tell."""
        return self._("The articles I have don't seem to say.")

    @property
    def nothing_passed(self) -> str:
        """There is no article from the outlet, time or language that was asked for."""
        return self._("None of the articles I have are from that outlet, time or language.")

    @property
    def nearest(self) -> str:
        """Leads in headlines that are no answer."""
        return self._("The closest headlines, not an answer:")

    @property
    def passages_are_no_answer(self) -> str:
        """Leads in passages that are no answer."""
        return self._("The closest passages, not an answer:")

    @property
    def also_reported_by(self) -> str:
        """Leads in outlets that carry the same words; a colon follows."""
        return self._("Also reported by")

    def more(self, count: int) -> str:
        """How many outlets are not named, 1 or more; follows those that are."""
        return self.ngettext("and {count} more", "and {count} more", count)

    def undated_left_out(self, count: int) -> str:
        """How many articles without a date a time hid, 1 or more."""
        return self.ngettext(
            "{count} article without a date was left out, because you asked about a particular time.",
            "{count} articles without a date were left out, because you asked about a particular time.",
            count,
        )

    @property
    def more_passages(self) -> str:
        """On the button that shows more passages."""
        return self._("More passages")

    def context_of(self, number: int) -> str:
        """On the button that shows what stands around a quote, given by its number."""
        return self._("Context of [{number}]", number=str(number))

    @property
    def this_week(self) -> str:
        """On the button that asks only the articles of the last seven days; the same as a setting."""
        return self.ngettext("Last {count} day", "Last {count} days", 7)

    @property
    def all_time(self) -> str:
        """On the button that asks articles of any time; the same as a setting."""
        return self._("All time")

    def passages_heading(self, question: str) -> str:
        """Stands above more passages."""
        return self._("More passages for: {question}", question=question)

    @property
    def no_more_passages(self) -> str:
        """All passages were shown."""
        return self._("There are no more passages.")

    def context_heading(self, number: int) -> str:
        """Stands above what stands around a quote."""
        return self._("Context of quote [{number}]:", number=str(number))

    @property
    def context_gone(self) -> str:
        """The quote's article is not as it was."""
        return self._("The article has changed or is gone, so I can't show the context of this quote.")

    @property
    def thanks_good(self) -> str:
        """To a thumb up."""
        return self._("Thank you!")

    @property
    def thanks_bad(self) -> str:
        """To a thumb down."""
        return self._("Thank you, noted.")

    @property
    def vote_taken_back(self) -> str:
        """To the same thumb a second time."""
        return self._("Vote taken back.")

    @property
    def too_old(self) -> str:
        """To a button whose answer is forgotten, or that an earlier version made."""
        return self._("This button no longer works. Please ask again.")
