"""More passages that fit a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.render import escape, plain_reply
from bot.reply import Reply
from bot.text import one_line, shorten
from bot.views.buttons import button
from bot.views.citing import linked_to_words
from bot.views.marking import marked
from bot.views.packing import Block, pack
from index.types import Citation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.locale import Messages
    from index.types import Passage

_PASSAGE: Final = 700
_QUESTION: Final = 200


def passages_view(
    passages: Sequence[Passage],
    messages: Messages,
    *,
    question: str,
    answer_id: int,
    offset: int,
    more: bool,
    answered: bool = True,
) -> Reply:
    """Show some passages, folded up, and a button for those behind them.

    Args:
        passages: what to show, best first.
        messages: in the reader's language.
        question: that they fit.
        answer_id: number the button carries.
        offset: number of passages before these.
        more: whether there are any behind them.
        answered: whether the question was answered; if not it is said that these are none.
    """
    if not passages:
        return plain_reply(messages.no_more_passages)
    heading = f"<b>{escape(messages.passages_heading(shorten(one_line(question), _QUESTION)))}</b>"
    warning = "" if answered else f"\n{escape(messages.passages_are_no_answer)}"
    blocks = [Block(heading + warning)]
    blocks += [Block(_passage(one, number, messages)) for number, one in enumerate(passages, offset + 1)]
    keyboard = ((button(messages.more_passages, "more", answer_id, offset + len(passages)),),) if more else ()
    return Reply(texts=pack(blocks), keyboard=keyboard)


def _passage(passage: Passage, number: int, messages: Messages) -> str:
    source = linked_to_words(Citation.of(passage.article, number), passage.text, messages)
    return f"<blockquote expandable>{marked(passage.text, (), _PASSAGE)}</blockquote>\n{number}. {source}"
