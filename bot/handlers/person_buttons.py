"""The buttons of /sources, /settings and /delete_me."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from bot.delivery import redeliver
from bot.locale import LANGUAGES
from bot.preferences import MOST_QUOTES, WINDOWS
from bot.render import escape
from bot.reply import Reply
from bot.views.about import delete_view
from bot.views.settings import Which, choice_view, outlet_code, outlets_view, settings_view
from bot.views.sources import sources_view
from index.catalog import outlet_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import CallbackQuery

    from bot.handlers.visiting import Visitor
    from bot.preferences import Preferences
    from bot.presses import Press
    from bot.services import Services
    from index.types import Outlet

_CODES = frozenset(messages.code for messages in LANGUAGES)


async def sources(services: Services, query: CallbackQuery, visitor: Visitor, press: Press) -> None:
    """Turn to another page of outlets."""
    page = press.number(0)
    await query.answer()
    outlets = await services.newsroom.do(lambda news: news.outlets())
    await _edit(query, visitor, sources_view(outlets, visitor.messages, page=page))


async def settings(services: Services, query: CallbackQuery, visitor: Visitor, press: Press) -> None:
    """Show a choice, or take one."""
    which, *rest = press.arguments or ("",)
    if which == "menu":
        await query.answer()
        await _menu(query, visitor, rest[0] if rest else "")
    elif which in {"outlets", "outlet"}:
        await _outlets(services, query, visitor, which, rest)
    else:
        await _save(services, query, visitor, chosen(visitor.preferences, which, rest[0] if rest else ""))


def chosen(preferences: Preferences, which: str, value: str) -> Preferences:
    """Preferences with one of them set anew.

    Raises:
        ValueError: there is no such setting or value.
    """
    if which == "language" and (value == "auto" or value in _CODES):
        return replace(preferences, language=None if value == "auto" else value)
    if which == "quotes" and value.isdecimal() and 1 <= int(value) <= MOST_QUOTES:
        return replace(preferences, quotes=int(value))
    if which == "window" and value in {str(days or "all") for days in WINDOWS}:
        return replace(preferences, window=None if value == "all" else int(value))
    raise ValueError(f"no setting {which!r} of {value!r}")


def toggled(preferences: Preferences, outlets: Sequence[Outlet], code: str) -> Preferences:
    """Preferences with the outlet of a code left out, or asked again; the same where none has that code."""
    key = next((outlet_key(outlet.name) for outlet in outlets if outlet_code(outlet.name) == code), None)
    return preferences if key is None else replace(preferences, muted=preferences.muted ^ {key})


async def delete(services: Services, query: CallbackQuery, visitor: Visitor, press: Press) -> None:
    """Ask whether to delete what is known of a person; delete it, or do not."""
    (decision,) = press.arguments or ("",)
    if decision not in {"ask", "yes", "no"}:
        raise ValueError(f"no decision {decision!r}")
    messages = visitor.messages
    await query.answer()
    if decision == "ask":
        await _edit(query, visitor, delete_view(messages))
    elif decision == "yes":
        person = visitor.place.user_id
        await services.records.do(lambda records: records.delete_person(person))
        await _edit(query, visitor, Reply(texts=(escape(messages.deleted),)))
    else:
        await _edit(query, visitor, Reply(texts=(escape(messages.kept),)))


async def _menu(query: CallbackQuery, visitor: Visitor, which: str) -> None:
    setting = next((one for one in get_args(Which) if one == which), None)
    if setting is not None:
        await _edit(query, visitor, choice_view(setting, visitor.preferences, visitor.messages))
    else:
        await _edit(query, visitor, settings_view(visitor.preferences, visitor.messages))


async def _outlets(
    services: Services, query: CallbackQuery, visitor: Visitor, which: str, arguments: Sequence[str]
) -> None:
    """Show outlets to choose from, after one was chosen, or all."""
    outlets = await services.newsroom.do(lambda news: news.outlets())
    preferences, page = visitor.preferences, 0
    if which == "outlet":
        number, code = arguments
        page = int(number)
        preferences = toggled(preferences, outlets, code)
    elif arguments and arguments[0] == "all":
        preferences = replace(preferences, muted=frozenset())
    elif arguments:
        page = int(arguments[0])
    if preferences != visitor.preferences:
        person, changed = visitor.place.user_id, preferences
        await services.records.do(lambda records: records.save_preferences(person, changed))
    await query.answer()
    await _edit(query, visitor, outlets_view(preferences, outlets, visitor.messages, page=page))


async def _save(services: Services, query: CallbackQuery, visitor: Visitor, preferences: Preferences) -> None:
    from bot.handlers.visiting import known

    person = visitor.place.user_id
    await services.records.do(lambda records: records.save_preferences(person, preferences))
    # In the language that was just chosen.
    now = known(visitor.place, preferences)
    await query.answer(now.messages.saved)
    await _edit(query, now, settings_view(preferences, now.messages))


async def _edit(query: CallbackQuery, visitor: Visitor, reply: Reply) -> None:
    place = visitor.place
    await redeliver(
        query.get_bot(),
        reply,
        chat_id=place.chat_id,
        thread_id=place.thread_id,
        message_ids=(place.message_id,),
        reply_to=None,
    )
