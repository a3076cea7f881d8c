"""The outlets whose articles are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.render import escape, outlet, plain_reply
from bot.reply import Reply
from bot.views.buttons import arrows, turned
from bot.views.packing import Block, pack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.locale import Messages
    from index.types import Outlet

_SHOWN: Final = 15  # outlets on a page


def sources_view(outlets: Sequence[Outlet], messages: Messages, *, page: int) -> Reply:
    """List a page of outlets with what each has published; pages count from 0, and the nearest there is is shown."""
    if not outlets:
        return plain_reply(messages.no_articles)
    here, at = turned(outlets, page, _SHOWN)
    blocks = [Block(f"<b>{escape(messages.sources_heading(len(outlets)))}</b>")]
    for number, one in enumerate(here, at.number * _SHOWN + 1):
        line = f"{number}. {escape(outlet(one.name))} — {escape(messages.outlet(one.articles, one.newest))}"
        blocks.append(Block(line, gap="\n" if number % _SHOWN != 1 else "\n\n"))
    return Reply(texts=pack(blocks), keyboard=arrows(at, "sources"))
