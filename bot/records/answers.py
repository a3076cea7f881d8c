"""The answers that were shown, for follow-ups, buttons and edited questions."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from bot.records.table import Tables, well_formed
from bot.shown import QuotePlace, Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLUMNS: Final = "id, chat_id, thread_id, user_id, question_id, question, before, replying, span, digest, quotes"


class AnswerRecords(Tables):
    """The tables of answers and of the messages they were sent in; each belongs to who asked."""

    def remember_answer(self, shown: Shown) -> int:
        """Keep an answer that is about to be sent.

        Returns:
            Its number, at least 1, never given before.
        """
        with self.transaction():
            (number,) = self._rows(
                "INSERT INTO answer (chat_id, thread_id, user_id, question_id, question, before, replying, span,"
                " digest, quotes, made) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                *_values(shown),
                self._now(),
            )[0]
            self._link(number, shown.chat_id, shown.message_ids)
        return int(number)

    def replace(self, answer_id: int, shown: Shown) -> None:
        """The answer says something else from now on, and can be gone on from again; its messages stay.

        Where it was deleted meanwhile, nothing is kept.
        """
        self._changed(
            "UPDATE answer SET chat_id = ?, thread_id = ?, user_id = ?, question_id = ?, question = ?, before = ?,"
            " replying = ?, span = ?, digest = ?, quotes = ?, made = ?, left_behind = 0 WHERE id = ?",
            *_values(shown),
            self._now(),
            answer_id,
        )

    def sent(self, answer_id: int, message_ids: Sequence[int]) -> None:
        """The answer stands in these messages of its chat, in this order, and in no others.

        Where it was deleted meanwhile, nothing is kept.
        """
        with self.transaction():
            for (chat_id,) in self._rows("SELECT chat_id FROM answer WHERE id = ?", answer_id):
                self._changed("DELETE FROM answer_message WHERE answer_id = ?", answer_id)
                self._link(answer_id, chat_id, message_ids)

    def shown(self, answer_id: int) -> Shown | None:
        """The answer of a number, None where it is no longer remembered."""
        return self._one("id = ?", answer_id)

    def shown_at(self, chat_id: int, message_id: int) -> Shown | None:
        """The answer that a message is (a part of), to go on from.

        None where it is none, no longer remembered, or a new conversation was begun since (``forget``).
        """
        return self._one(
            "left_behind = 0 AND id = (SELECT answer_id FROM answer_message WHERE chat_id = ? AND message_id = ?)",
            chat_id,
            message_id,
        )

    def answer_to(self, chat_id: int, question_id: int) -> Shown | None:
        """The newest answer to the question in a message, None where there is none or it is no longer remembered."""
        return self._one("chat_id = ? AND question_id = ?", chat_id, question_id)

    def _one(self, which: str, *values: object) -> Shown | None:
        newest = f"SELECT {_COLUMNS} FROM answer WHERE {which} AND made >= ? ORDER BY id DESC LIMIT 1"  # noqa: S608
        rows = self._rows(
            f"SELECT shown.*, message_id FROM ({newest}) AS shown"  # noqa: S608
            " LEFT JOIN answer_message ON answer_id = shown.id ORDER BY place",
            *values,
            self._oldest_kept(),
        )
        if not rows:
            return None
        return replace(_shown(rows[0][:-1]), message_ids=tuple(row[-1] for row in rows if row[-1] is not None))

    def _link(self, answer_id: int, chat_id: int, message_ids: Sequence[int]) -> None:
        for place, message_id in enumerate(message_ids):
            self._changed(
                "INSERT INTO answer_message (chat_id, message_id, answer_id, place) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (chat_id, message_id)"
                " DO UPDATE SET answer_id = excluded.answer_id, place = excluded.place",
                chat_id, message_id, answer_id, place,
            )  # fmt: skip


def _values(shown: Shown) -> tuple[object, ...]:
    quotes = [(place.url, place.start, place.end, place.text) for place in shown.quotes]
    return (
        shown.chat_id,
        shown.thread_id or 0,
        shown.user_id,
        shown.question_id,
        well_formed(shown.question),
        None if shown.before is None else well_formed(shown.before),
        int(shown.replying),
        shown.span,
        shown.digest,
        json.dumps(quotes, ensure_ascii=False),
    )


def _shown(row: tuple[Any, ...]) -> Shown:
    number, chat_id, thread_id, user_id, question_id, question, before, replying, span, digest, quotes = row
    return Shown(
        answer_id=number,
        chat_id=chat_id,
        thread_id=thread_id or None,
        user_id=user_id,
        question_id=question_id,
        question=question,
        before=before,
        replying=bool(replying),
        span=span,
        digest=digest,
        quotes=tuple(
            QuotePlace(url=url, start=start, end=end, text=text) for url, start, end, text in json.loads(quotes)
        ),
    )
