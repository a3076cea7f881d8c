"""An answer: its quotes, numbered, with what answers in bold, where they stand, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.render import escape, headline, not_found, notes, outlet, provenance
from bot.reply import Reply
from bot.text import one_line, shorten, visible
from bot.views.answer_keyboard import answer_keyboard
from bot.views.citing import bare, href, linked, linked_to_words
from bot.views.marking import marked
from bot.views.packing import MAX_UNITS, Block, pack, parsed_units

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.locale import Messages
    from bot.shown import TimeSpan
    from index.types import Answer, Citation, Quote

_OUTLETS_NAMED: Final = 5
_QUESTION: Final = 200
_BARE_URL: Final = 500


def answer_view(
    answer: Answer,
    messages: Messages,
    *,
    now: datetime,
    answer_id: int = 0,
    span: TimeSpan = "",
    understood_as: str = "",
    heading: str = "",
    vote: bool | None = None,
) -> Reply:
    """Show an answer, or that there is none and which headlines come closest.

    Every text that comes from an article is cleaned and escaped. A message ends between two quotes or lines, never
    inside one; a quote that fills more than a message by itself is shown shortened, with an ellipsis.

    Args:
        answer: to be shown.
        messages: in the reader's language.
        now: the time, aware.
        answer_id: number the buttons carry; 0 for none.
        span: which time a button asked for.
        understood_as: the question that was answered, where that is another than the one asked.
        heading: the question, where the reader did not write it.
        vote: how the answer was liked.
    """
    lead = f"<i>{escape(messages.asked(_question(heading)))}</i>" if heading else ""
    blocks = [Block(lead)] if lead else []
    if answer.abstained or not answer.quotes:
        blocks += _nothing(answer, messages)
    else:
        room = MAX_UNITS - (parsed_units(lead) + 2 if lead else 0)
        blocks += [Block(_quoted(quote, messages, room)) for quote in answer.quotes]
        if answer.also_reported_by:
            blocks.append(Block(_also_reported_by(answer.also_reported_by, messages)))
    below = notes(answer, messages, now=now, understood_as=_question(understood_as))
    blocks += [Block(f"<i>{escape(note)}</i>", "\n" if place else "\n\n") for place, note in enumerate(below)]
    keyboard = answer_keyboard(answer, messages, now=now, answer_id=answer_id, span=span, vote=vote)
    return Reply(texts=pack(blocks), keyboard=keyboard if answer_id else ())


def _question(question: str) -> str:
    return shorten(one_line(question), _QUESTION)


def _nothing(answer: Answer, messages: Messages) -> list[Block]:
    blocks = [Block(escape(not_found(answer, messages)))]
    if answer.nearest:
        first, *others = [f"• {linked(near, provenance(near, messages))}" for near in answer.nearest]
        blocks.append(Block(f"{escape(messages.nearest)}\n{first}"))
        blocks += [Block(other, gap="\n") for other in others]
    return blocks


def _quoted(quote: Quote, messages: Messages, room: int) -> str:
    source = f"[{quote.citation.number}] {linked_to_words(quote.citation, quote.text, messages)}"
    text = marked(quote.text, quote.answering, room - parsed_units(source) - 1)
    return f"<blockquote>{text}</blockquote>\n{source}"


def _also_reported_by(citations: Iterable[Citation], messages: Messages) -> str:
    every = list(citations)
    named = []
    for citation in every[:_OUTLETS_NAMED]:
        name = escape(outlet(citation.source) if visible(citation.source) else headline(citation))
        address = href(citation.url)
        named.append(f'<a href="{address}">{name}</a>' if address else f"{name} ({bare(citation.url, _BARE_URL)})")
    rest = len(every) - len(named)
    tail = f" {escape(messages.more(rest))}" if rest else ""
    return f"{escape(messages.also_reported_by)}: {', '.join(named)}{tail}"
