from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from index.filters import Filters
    from index.types import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """All the bot says in one language; no field has a default, so no language can lack one.

    Every text is plain: who sends it to Telegram escapes it.

    Attributes:
        code: ISO 639-1 code of the language.
        date: a time of publication as a day in UTC.
        undated: stands where a date is unknown.
        updated: that an article was changed, and when.
        taken_from: whom a copy was taken from.
        index_of: when the index was made.
        read_at: when a source was read last.
        never_read: that it never was.
        greeting: what the bot is.
        holdings: what the index holds.
        how_to_ask: leads in the examples.
        examples: two or three questions.
        how_to_narrow: how to ask for an outlet, a time or a language.
        in_groups: how to reach the bot in a group.
        in_terminal: how to use and leave the terminal chat.
        prompt: asks for a question in the terminal.
        searching: shown in the terminal while the answer is looked for.
        not_found: the articles do not seem to tell.
        nothing_passed: there is no article from the outlet, time or language that was asked for.
        nearest: leads in headlines that are no answer.
        also_reported_by: leads in outlets that carry the same words.
        more: how many outlets are not named (1 or more).
        undated_left_out: how many articles without a date a time filter hid (1 or more).
        understood: which articles were asked and in what order, as read from a question; a sentence.
        undo: how to have words that were read as a time searched for instead.
        no_date: to an operator whose value, given, is no date.
        no_language: to one whose value is no language.
        nothing_asked: to a question that is nothing but operators.
        not_excluded: to an operator that is to leave something out.
        only_one: to operators that name two outlets or two languages.
        no_time_between: to a time that ends before it begins.
        ask_me: to a mention without a question.
        unknown_command: to a command the bot does not have.
        only_text: to a sticker, a photo and the like.
        failed: to a question that could not be answered because something broke.
        start_command: describes /start in Telegram's menu (at most 256 characters).
        help_command: describes /help there.
        status_command: describes /status there.
    """

    code: str
    date: Callable[[datetime], str]
    undated: str
    updated: Callable[[datetime], str]
    taken_from: Callable[[str], str]
    index_of: Callable[[datetime], str]
    read_at: Callable[[datetime], str]
    never_read: str
    greeting: str
    holdings: Callable[[Status], str]
    how_to_ask: str
    examples: tuple[str, ...]
    how_to_narrow: str
    in_groups: Callable[[str], str]
    in_terminal: str
    prompt: str
    searching: str
    not_found: str
    nothing_passed: str
    nearest: str
    also_reported_by: str
    more: Callable[[int], str]
    undated_left_out: Callable[[int], str]
    understood: Callable[[Filters], str]
    undo: Callable[[str], str]
    no_date: Callable[[str], str]
    no_language: Callable[[str], str]
    nothing_asked: str
    not_excluded: str
    only_one: str
    no_time_between: str
    ask_me: str
    unknown_command: str
    only_text: str
    failed: str
    start_command: str
    help_command: str
    status_command: str
