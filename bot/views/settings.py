"""A person's settings, and the choices for each."""

from __future__ import annotations

from hashlib import blake2s
from typing import TYPE_CHECKING, Final, Literal

from bot.locale import LANGUAGES
from bot.preferences import MOST_QUOTES, WINDOWS
from bot.render import escape, outlet
from bot.reply import Reply
from bot.views.buttons import CHOSEN, arrows, button, in_rows, turned
from index.outlet_names import outlet_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.locale import Messages
    from bot.preferences import Preferences
    from bot.reply import Button
    from index.types import Outlet

Which = Literal["language", "quotes", "window"]
"""A setting that is one of a few values."""

_OUTLETS: Final = 10  # on a page
_IN_A_ROW: Final = {"language": 3, "quotes": MOST_QUOTES, "window": 2}


def settings_view(preferences: Preferences, messages: Messages) -> Reply:
    """Show the settings, with a button for each."""
    choices = {which: _label(which, messages) for which in _IN_A_ROW}
    lines = [
        f"{escape(name)}: <b>{escape(_value(which, preferences, messages))}</b>" for which, name in choices.items()
    ]
    lines.append(f"{escape(messages.sources_setting)}: <b>{escape(messages.muted(len(preferences.muted)))}</b>")
    buttons = [button(name, "set", "menu", which) for which, name in choices.items()]
    buttons.append(button(messages.sources_setting, "set", "outlets", 0))
    text = "\n".join([f"<b>{escape(messages.settings_heading)}</b>", "", *lines])
    return Reply(texts=(text,), keyboard=in_rows(buttons, 2))


def choice_view(which: Which, preferences: Preferences, messages: Messages) -> Reply:
    """Show the values of a setting as buttons, the present one marked."""
    if which == "language":
        values = [("auto", messages.automatic, preferences.language is None)]
        values += [(one.code, messages.language_name(one.code), preferences.language == one.code) for one in LANGUAGES]
    elif which == "quotes":
        numbers = range(1, MOST_QUOTES + 1)
        values = [(str(number), messages.number(number), preferences.quotes == number) for number in numbers]
    else:
        values = [(str(days or "all"), messages.window(days), preferences.window == days) for days in WINDOWS]
    options = [button(f"{CHOSEN} {name}" if on else name, "set", which, value) for value, name, on in values]
    text = f"{escape(_label(which, messages))}: <b>{escape(_value(which, preferences, messages))}</b>"
    # What every person begins with stands in a row of its own, but for the number of quotes.
    alone = 0 if which == "quotes" else 1
    rows = (*in_rows(options[:alone], 1), *in_rows(options[alone:], _IN_A_ROW[which]))
    return Reply(texts=(text,), keyboard=(*rows, (_back(messages),)))


def outlets_view(preferences: Preferences, outlets: Sequence[Outlet], messages: Messages, *, page: int) -> Reply:
    """Show a page of outlets as buttons that leave one out or ask it again; pages count from 0."""
    here, at = turned(outlets, page, _OUTLETS)
    rows = tuple((_switch(one.name, preferences, at.number),) for one in here)
    every = ((button(messages.all_outlets_on, "set", "outlets", "all"),),) if preferences.muted else ()
    muted = f"{escape(messages.sources_setting)}: <b>{escape(messages.muted(len(preferences.muted)))}</b>"
    text = f"{muted}\n\n{escape(messages.choose_outlets if outlets else messages.no_articles)}"
    return Reply(texts=(text,), keyboard=(*rows, *arrows(at, "set", "outlets"), *every, (_back(messages),)))


def outlet_code(name: str) -> str:
    """What a button calls an outlet: 8 digits that are the same for all ways to write its name, on every machine."""
    return blake2s(outlet_key(name).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def _switch(name: str, preferences: Preferences, page: int) -> Button:
    sign = "✗" if outlet_key(name) in preferences.muted else CHOSEN
    return button(f"{sign} {outlet(name)}", "set", "outlet", page, outlet_code(name))


def _back(messages: Messages) -> Button:
    return button(messages.back, "set", "menu", "main")


def _label(which: str, messages: Messages) -> str:
    return {
        "language": messages.language_setting,
        "quotes": messages.quotes_setting,
        "window": messages.window_setting,
    }[which]


def _value(which: str, preferences: Preferences, messages: Messages) -> str:
    if which == "language":
        return messages.automatic if preferences.language is None else messages.language_name(preferences.language)
    return messages.number(preferences.quotes) if which == "quotes" else messages.window(preferences.window)
