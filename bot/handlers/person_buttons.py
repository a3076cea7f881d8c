"""The buttons of /sources, /settings and /delete_me."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from bot.delivery import redeliver
from bot.handlers.visiting import known
from bot.locale import CODES
from bot.preferences import WINDOWS, with_setting
from bot.presses import UnknownPressError
from bot.render import plain_reply
from bot.views.about import delete_view
from bot.views.settings import Which, choice_view, outlet_code, outlets_view, settings_view
from bot.views.sources import sources_view
from index.outlet_names import outlet_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import CallbackQuery

    from bot.handlers.visiting import Visitor
    from bot.preferences import Preferences
    from bot.presses import Press
    from bot.reply import Reply
    from bot.services import Services
    from index.types import Outlet


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
        await _outlets(services, query, visitor, press)
    else:
        value = rest[0] if rest else ""
        chosen = with_setting(visitor.preferences, which, value, languages=CODES, windows=WINDOWS)
        if chosen is None:
            raise UnknownPressError(f"no setting {which!r} of {value!r}")
        await _save(services, query, visitor, chosen)


def toggled(preferences: Preferences, outlets: Sequence[Outlet], code: str) -> Preferences:
    """Preferences with the outlet of a code left out, or asked again; the same where none has that code."""
    key = next((outlet_key(outlet.name) for outlet in outlets if outlet_code(outlet.name) == code), None)
    return preferences if key is None else replace(preferences, muted=preferences.muted ^ {key})


async def delete(services: Services, query: CallbackQuery, visitor: Visitor, press: Press) -> None:
    """Ask whether to delete what is known of a person; delete it, or do not."""
    decision = ":".join(press.arguments)
    if decision not in {"ask", "yes", "no"}:
        raise UnknownPressError(f"no decision {decision!r}")
    messages = visitor.messages
    await query.answer()
    if decision == "ask":
        await _edit(query, visitor, delete_view(messages))
    elif decision == "yes":
        person = visitor.place.user_id
        await services.records.do(lambda records: records.delete_person(person))
        await _edit(query, visitor, plain_reply(messages.deleted))
    else:
        await _edit(query, visitor, plain_reply(messages.kept))


async def _menu(query: CallbackQuery, visitor: Visitor, which: str) -> None:
    setting = next((one for one in get_args(Which) if one == which), None)
    if setting is not None:
        await _edit(query, visitor, choice_view(setting, visitor.preferences, visitor.messages))
    else:
        await _edit(query, visitor, settings_view(visitor.preferences, visitor.messages))


async def _outlets(services: Services, query: CallbackQuery, visitor: Visitor, press: Press) -> None:
    """Show outlets to choose from, after one was chosen, or all."""
    which, *rest = press.arguments
    if which == "outlet" and len(rest) != 2:
        raise UnknownPressError("no outlet")
    all_again = which == "outlets" and rest == ["all"]
    page = press.number(1) if rest and not all_again else 0
    outlets = await services.newsroom.do(lambda news: news.outlets())
    preferences = visitor.preferences
    if which == "outlet":
        preferences = toggled(preferences, outlets, rest[1])
    elif all_again:
        preferences = replace(preferences, muted=frozenset())
    if preferences != visitor.preferences:
        person, changed = visitor.place.user_id, preferences
        await services.records.do(lambda records: records.save_preferences(person, changed))
    await query.answer()
    await _edit(query, visitor, outlets_view(preferences, outlets, visitor.messages, page=page))


async def _save(services: Services, query: CallbackQuery, visitor: Visitor, preferences: Preferences) -> None:
    person = visitor.place.user_id
    await services.records.do(lambda records: records.save_preferences(person, preferences))
    # In the language that was just chosen.
    now = known(visitor.place, preferences)
    await query.answer(now.messages.saved)
    await _edit(query, now, settings_view(preferences, now.messages))


async def _edit(query: CallbackQuery, visitor: Visitor, reply: Reply) -> None:
    place = visitor.place
    await redeliver(query.get_bot(), reply, place.chat, message_ids=(place.message_id,), reply_to=None)
