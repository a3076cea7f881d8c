"""The same conversation in a terminal, or with a pipe."""

from __future__ import annotations

import logging
from contextlib import nullcontext
from typing import TYPE_CHECKING

from bot.freshness import freshness
from bot.locale import choose, guess
from bot.render import complaint, headline, not_found, provenance, understood
from bot.text import one_line, shown
from index.display import explanation_text
from index.errors import FilterError, NewsIndexError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

    from bot.locale import Messages
    from index.protocols import News
    from index.types import Answer

logger = logging.getLogger(__name__)

_QUIT = frozenset({"/quit", "/exit"})
_HELP = frozenset({"/help", "/start"})


def run(news: News, lines: Iterable[str] | None, console: Console, *, language: str | None = None) -> None:
    """Answer questions until there are no more, /quit, Ctrl-D or Ctrl-C.

    Args:
        news: the index to ask.
        lines: the questions, one a line; None asks the person at the terminal for them.
        console: where to write.
        language: of greeting and prompt, and of everything to a question that does not show its language.
    """
    greeting = choose(language)
    try:
        if lines is None:
            _say(console, f"{greeting.greeting}\n\n{greeting.holdings(news.status())}\n{greeting.in_terminal}\n")
            lines = _typed(console, greeting)
        for line in lines:
            said = line.strip()
            if said in _QUIT:
                return
            if said:
                _take(said, news, console, choose(guess(said) or language))
    except KeyboardInterrupt:
        _say(console, "")


def answer_lines(answer: Answer, messages: Messages) -> list[str]:
    """An answer as plain text without control characters, line by line, addresses written out."""
    lines: list[str] = []
    if answer.abstained or not answer.quotes:
        lines.append(not_found(answer, messages))
        if answer.nearest:
            lines.append(messages.nearest)
        for near in answer.nearest:
            lines += [f"• {headline(near)} — {provenance(near, messages)}", f"  {one_line(near.url)}"]
    for quote in answer.quotes:
        cited = quote.citation
        lines += [f"«{shown(quote.text).strip()}»"]
        lines += [f"[{cited.number}] {headline(cited)} — {provenance(cited, messages)}", one_line(cited.url), ""]
    if answer.also_reported_by:
        lines.append(f"{messages.also_reported_by}:")
        lines += [f"• {one_line(also.source)}  {one_line(also.url)}" for also in answer.also_reported_by]
    lines += understood(answer, messages)
    if answer.undated_left_out > 0:
        lines.append(messages.undated_left_out(answer.undated_left_out))
    return lines


def _take(said: str, news: News, console: Console, messages: Messages) -> None:
    if said in _HELP:
        examples = "\n".join(f"• {example}" for example in messages.examples)
        _say(console, f"{messages.how_to_ask}\n{examples}\n\n{messages.how_to_narrow}\n{messages.in_terminal}\n")
        return
    if said == "/status":
        _say(console, f"{freshness(news.status(), messages, addresses=True)}\n")
        return
    if said.startswith("/"):
        _say(console, f"{messages.unknown_command}\n")
        return
    try:
        with console.status(messages.searching) if console.is_terminal else nullcontext():
            answer = news.answer(said)
    except FilterError as error:
        _say(console, f"{complaint(error, messages)}\n")
        return
    except NewsIndexError as error:
        # Who sits here can do what it says.
        _say(console, f"{error}\n")
        return
    except Exception:
        logger.exception("failed")
        _say(console, f"{messages.failed}\n")
        return
    _say(console, "\n".join(answer_lines(answer, messages)).rstrip() + "\n")
    if explained := explanation_text(answer, width=console.width):
        _say(console, f"{shown(explained)}\n")


def _typed(console: Console, messages: Messages) -> Iterator[str]:
    while True:
        try:
            yield console.input(f"{messages.prompt}: ", markup=False)
        except EOFError:
            _say(console, "")
            return


def _say(console: Console, text: str) -> None:
    for line in text.split("\n"):
        # As it is, without markup. A terminal would break words, so lines are wrapped there, but no address: it could
        # not be copied whole. In a pipe a line stays a line.
        whole = not console.is_terminal or "://" in line
        console.print(line, markup=False, highlight=False, emoji=False, soft_wrap=whole)
