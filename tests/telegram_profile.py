"""What a bot has set about itself: its commands, name and descriptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram_checks import check_commands, check_profile

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram_objects import Json


class BotProfile:
    """Settings of a bot, each with one value per scope and language."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str, str], Any] = {}

    def keep(self, name: str, parameters: Json, value: object) -> bool:
        """Set a value for the scope and the language that the parameters of a call name."""
        self._values[_place(name, parameters)] = value
        return True

    def kept(self, name: str, parameters: Json, default: object) -> object:
        """The value for just that scope and language; a default where none was set."""
        return self._values.get(_place(name, parameters), default)


def _place(name: str, parameters: Json) -> tuple[str, str, str]:
    scope = parameters.get("scope") or {"type": "default"}
    return name, str(sorted(scope.items())), str(parameters.get("language_code") or "")


def _set_commands(profile: BotProfile, parameters: Json) -> bool:
    check_commands(parameters)
    return profile.keep("commands", parameters, parameters.get("commands") or [])


def _set_text(name: str) -> Callable[[BotProfile, Json], bool]:
    def carry_out(profile: BotProfile, parameters: Json) -> bool:
        check_profile({name: parameters.get(name)})
        return profile.keep(name, parameters, {name: parameters.get(name) or ""})

    return carry_out


def _get_text(name: str) -> Callable[[BotProfile, Json], object]:
    return lambda profile, parameters: profile.kept(name, parameters, {name: ""})


SETTINGS: dict[str, Callable[[BotProfile, Json], object]] = {
    "setMyCommands": _set_commands,
    "getMyCommands": lambda profile, parameters: profile.kept("commands", parameters, []),
    "deleteMyCommands": lambda profile, parameters: profile.keep("commands", parameters, []),
    "setMyName": _set_text("name"),
    "getMyName": _get_text("name"),
    "setMyDescription": _set_text("description"),
    "getMyDescription": _get_text("description"),
    "setMyShortDescription": _set_text("short_description"),
    "getMyShortDescription": _get_text("short_description"),
}
"""Methods that set something about the bot or tell it, and what they return."""
