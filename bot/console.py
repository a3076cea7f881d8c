"""The same conversation in a terminal, or with a pipe."""

from __future__ import annotations

import logging
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.conversation import ask
from bot.discretion import heard
from bot.locale import choose, guess
from bot.preferences import Preferences
from bot.render import complaint, headline, not_found, notes, provenance
from bot.small_talk import courtesy
from bot.terminal_commands import COMMANDS, Memory
from bot.text import one_line, shown
from index.display import explanation_text
from index.errors import FilterError, NewsIndexError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

    from bot.conversation import Asked
    from bot.locale import Messages
    from index.protocols import News
    from index.types import Answer, Quote

logger = logging.getLogger(__name__)

_QUIT = frozenset({"/quit", "/exit"})
_BOLD, _PLAIN = "\x1b[1m", "\x1b[22m"


def run(news: News, lines: Iterable[str] | None, console: Console, *, language: str | None = None) -> None:
    """Answer questions until there are no more, /quit, Ctrl-D or Ctrl-C.

    Args:
        news: the index to ask.
        lines: the questions, one a line; None asks the person at the terminal for them.
        console: where to write.
        language: of greeting and prompt, and of everything to a question that does not show its language.
    """
    _Chat(news, console, language).run(lines)


def answer_lines(asked: Asked, messages: Messages, *, now: datetime, bold: bool = False) -> list[str]:
    """An answer as text without control characters, line by line, addresses written out.

    Args:
        asked: the answer and its question.
        messages: in the reader's language.
        now: aware.
        bold: whether the words that answer are to stand out, by a terminal's own commands.
    """
    answer = asked.answer
    lines: list[str] = _nothing_lines(answer, messages) if answer.abstained or not answer.quotes else []
    for quote in answer.quotes:
        cited = quote.citation
        lines += [f"«{_marked(quote) if bold else shown(quote.text).strip()}»"]
        lines += [f"[{cited.number}] {headline(cited)} — {provenance(cited, messages)}", one_line(cited.url), ""]
    if answer.also_reported_by:
        lines.append(f"{messages.also_reported_by}:")
        lines += [f"• {one_line(also.source)}  {one_line(also.url)}" for also in answer.also_reported_by]
    understood_as = one_line(asked.question) if asked.continued else ""
    return [*lines, *notes(answer, messages, now=now, understood_as=understood_as)]


def _nothing_lines(answer: Answer, messages: Messages) -> list[str]:
    lines = [not_found(answer, messages)]
    if answer.nearest:
        lines.append(messages.nearest)
    for near in answer.nearest:
        lines += [f"• {headline(near)} — {provenance(near, messages)}", f"  {one_line(near.url)}"]
    return lines


def _marked(quote: Quote) -> str:
    """A quote with the words that answer in bold."""
    parts, end = [], 0
    for first, last in quote.answering:
        parts += [shown(quote.text[end:first]), _BOLD, shown(quote.text[first:last]), _PLAIN]
        end = last
    return "".join([*parts, shown(quote.text[end:])]).strip()


class _Chat:
    """One person at one terminal."""

    def __init__(self, news: News, console: Console, language: str | None) -> None:
        self._news = news
        self._console = console
        self._language = language
        self._memory = Memory(preferences=Preferences())

    def run(self, lines: Iterable[str] | None) -> None:
        greeting = choose(self._language)
        try:
            if lines is None:
                holdings = greeting.holdings(self._news.status())
                self._say(f"{greeting.greeting}\n\n{holdings}\n{greeting.in_terminal}\n")
                lines = self._typed(greeting)
            for line in lines:
                said = line.strip()
                if said in _QUIT:
                    return
                if said:
                    self._take(said)
        except KeyboardInterrupt:
            self._say("")

    def _take(self, said: str) -> None:
        """Answer what was said, whatever it was and whatever goes wrong."""
        heard(said, self._memory.before)
        wanted = self._memory.preferences.language
        messages = choose(wanted or guess(said) or self._language)
        try:
            with self._console.status(messages.searching) if self._console.is_terminal else nullcontext():
                text = self._command(said, messages) if said.startswith("/") else self._answer(said, messages)
        except FilterError as error:
            text = complaint(error, messages)
        except NewsIndexError as error:
            # Who sits here can do what it says.
            text = str(error)
        except Exception:
            logger.exception("failed")
            text = messages.failed
        self._say(f"{text}\n")

    def _command(self, said: str, messages: Messages) -> str:
        name, _, rest = said.removeprefix("/").partition(" ")
        command = COMMANDS.get(name)
        if command is None:
            return messages.unknown_command
        return command(self._news, self._memory, rest.strip(), messages)

    def _answer(self, said: str, messages: Messages) -> str:
        polite = courtesy(said, messages)
        if polite is not None:
            return polite
        memory, now = self._memory, datetime.now(UTC)
        asked = ask(self._news, said, preferences=memory.preferences, now=now, before=memory.before)
        memory.before, memory.places = asked.question, asked.places
        memory.offset = 0
        lines = answer_lines(
            asked, messages, now=now, bold=self._console.is_terminal and self._console.color_system is not None
        )
        text = "\n".join(lines)
        explained = explanation_text(asked.answer, width=self._console.width)
        return f"{text}\n\n{shown(explained)}" if explained else text

    def _typed(self, messages: Messages) -> Iterator[str]:
        while True:
            try:
                yield self._console.input(f"{messages.prompt}: ", markup=False)
            except EOFError:
                self._say("")
                return

    def _say(self, text: str) -> None:
        for line in text.split("\n"):
            # As it is, without markup. A terminal would break words, so lines are wrapped there, but no address: it
            # could not be copied whole. In a pipe a line stays a line.
            whole = not self._console.is_terminal or "://" in line
            self._console.print(line, markup=False, highlight=False, emoji=False, soft_wrap=whole)
