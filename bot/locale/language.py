"""A language: its texts by gettext, its dates, numbers and names by CLDR."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, format_timedelta
from babel.numbers import format_decimal

from bot.locale.translations import translations

if TYPE_CHECKING:
    from datetime import date, datetime

# English is the world's: days before months, 24 hours a day.
_LOCALES: Final = {"en": "en_GB"}
# The middle format of these spells the month in a way nobody there writes.
_PATTERNS: Final = {"vi": ("d/M/y", "d/M"), "de": ("dd.MM.y", "dd.MM.")}
# Languages are named as on a list; amid a sentence names of this form, where there are any, are written so.
_NAMES_IN_TEXT: Final = {
    "vi": (re.compile("^Tiếng "), "tiếng ", ""),
    "ru": (re.compile(r"^(\w+к)ий$"), r"\1ом языке", "языке "),
}
_MOMENT: Final = timedelta(seconds=1)


class Language:
    """How one language says things.

    Texts are named by what they are in English, and looked up in the language's catalog.
    """

    def __init__(self, code: str) -> None:
        """Speak the language with this ISO 639-1 code; its catalog is read when the first text is asked for."""
        self.code: Final = code

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code!r})"

    def _(self, text: str, /, **values: str) -> str:
        return translations(self.code).gettext(text).format_map(values)

    def ngettext(self, one: str, many: str, count: int, /, **values: str) -> str:
        """The text in the form that goes with a number, which is ``{count}`` in it."""
        return translations(self.code).ngettext(one, many, count).format_map({"count": self.number(count), **values})

    def number(self, number: int) -> str:
        """A whole number with its digits in groups."""
        return format_decimal(number, locale=self._locale)

    def day(self, day: date) -> str:
        """A day of the calendar."""
        return format_date(day, self._pattern[0], locale=self._locale)

    def day_of_year(self, day: date) -> str:
        """A day without its year, which is told elsewhere."""
        return format_date(day, self._pattern[1], locale=self._locale)

    def month(self, day: date) -> str:
        """The month of a day, short, as it stands by itself."""
        return format_date(day, "LLL", locale=self._locale)

    def year(self, day: date) -> str:
        """The year of a day."""
        return format_date(day, "y", locale=self._locale)

    def date(self, when: datetime) -> str:
        """A time as a day in UTC."""
        return self.day(when.astimezone(UTC).date())

    def date_and_time(self, when: datetime) -> str:
        """A time in UTC, to the minute."""
        time = format_time(when, "short", tzinfo=UTC, locale=self._locale)
        return self._("{date}, {time} UTC", date=self.date(when), time=time)

    def ago(self, delta: timedelta) -> str:
        """How long ago something was, roughly; at least a second."""
        return format_timedelta(-max(delta, _MOMENT), add_direction=True, locale=self._locale)

    def name_in_text(self, language: str) -> str:
        """What a language, given by its ISO 639-1 code, is called after "in"; its code where it has no name."""
        name: str = self._locale.languages.get(language, language)
        if self.code not in _NAMES_IN_TEXT:
            return name
        form, written, before = _NAMES_IN_TEXT[self.code]
        return form.sub(written, name) if form.search(name) else f"{before}{name}"

    def language_name(self, language: str) -> str:
        """What those who speak a language call it, as on a list; its code where that is not known."""
        try:
            locale = Locale.parse(_LOCALES.get(language, language))
        except (UnknownLocaleError, ValueError):
            return language
        name: str = locale.languages.get(language, language)
        return name[:1].upper() + name[1:]

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse(_LOCALES.get(self.code, self.code))

    @cached_property
    def _pattern(self) -> tuple[str, str]:
        return _PATTERNS.get(self.code, ("medium", "d MMM"))
