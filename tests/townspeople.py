"""People who ask about the town news, many at once, and an eye on what they are told."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from telegram_server import ChatUser, Group

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from telegram_objects import Json
    from telegram_server import TelegramServer


class Subject(NamedTuple):
    """Something to ask about, and what must be in the answers.

    Attributes:
        asks: a question that stands alone.
        told: in its answer.
        follows: what is asked then, which could be about anything.
        meant: what that means here.
        told_then: in the answer to that.
    """

    asks: str
    told: str
    follows: str
    meant: str
    told_then: str


SUBJECTS = {
    "en": [
        Subject("When does the harbour of Wickmarsh open again?", "14 December",
                "and why?", "Why does the harbour of Wickmarsh open again?", "Ada Thornley"),
        Subject("Who photographed the orchid on Mount Ferrin?", "Lucille Abara",
                "and when?", "When (photographed the orchid on Mount Ferrin)?", "in June"),
        Subject("Why does the ferry Petrel stay in port?", "engines failed",
                "and until when?", "Until when does the ferry Petrel stay in port?", "until Friday"),
        Subject("What did the council of Saltby vote for?", "a tax on second homes",
                "and why?", "Why did the council of Saltby vote for?", "school bus"),
        Subject("How many instruments does the library of Saltby lend?", "ninety instruments",
                "and who?", "Who instruments does the library of Saltby lend?", "Joan Peake"),
    ],
    "de": [
        Subject("Wie viele Bewohner mussten bei Ellerhude ihre Häuser verlassen?", "600 Bewohner",
                "und wann?", "Wann (Bewohner mussten bei Ellerhude ihre Häuser verlassen)?", "in der Nacht"),
        Subject("Wer hat die Orgel von Sankt Wigbert gereinigt?", "Veit Lorentz",
                "und wann?", "Wann (die Orgel von Sankt Wigbert gereinigt)?", "Nach drei Jahren"),
        Subject("Wann schließt die Grube Morgenstern?", "zum Jahresende",
                "und wer?", "Wer (schließt die Grube Morgenstern)?", "Thea Nordhoff"),
    ],
    "vi": [
        Subject("Cầu Vàm Sậy dài bao nhiêu mét?", "1.240 mét",
                "khi nào?", "Cầu Vàm Sậy dài khi nào mét?", "sáng thứ Năm"),
        Subject("Chợ Bến Cũ cháy khi nào?", "4 giờ sáng",
                "vì sao?", "Chợ Bến Cũ cháy vì sao?", "chập điện"),
    ],
}  # fmt: skip
PEOPLE = [ChatUser(1001 + number, f"Person {number}", tuple(SUBJECTS)[number % 3]) for number in range(60)]
GROUPS = (Group(-1_001_000_000_001, "Harbour", topics=True), Group(-1_001_000_000_002, "Hafen", topics=True))
TOPICS = (11, 12, 13)
_PAUSE, _PATIENCE = 0.2, 90.0  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asks.

    Attributes:
        message_id: the question's.
        line: chat and topic, in which one is answered after another.
        follows: the message of the question that this goes on from, None where it stands alone.
        understood: what is shown to have been meant.
        told: in its answer.
    """

    message_id: int
    line: tuple[int, int | None]
    follows: int | None
    understood: str
    told: str


class Townspeople:
    """Asks, many at once, and notes what must come of it.

    Args:
        server: where.
        seed: of who asks what.

    Attributes:
        asked: all questions, in their order.
    """

    def __init__(self, server: TelegramServer, seed: int) -> None:
        self.asked: list[Question] = []
        self._server = server
        self._draw = random.Random(seed)  # noqa: S311 - no secret

    def ask_in_private(self, rounds: int) -> None:
        """Ask about a thing, about another, and what follows from that; all begin before anybody goes on."""
        whole = [PEOPLE[number % len(PEOPLE)] for number in range(rounds)]
        for at in range(0, rounds, len(PEOPLE)):
            opened = []
            circle = [(person, self._two(person)) for person in whole[at : at + len(PEOPLE)]]
            for person, (other, _) in circle:
                self._ask(other, person)
            for person, (_, subject) in circle:
                opened.append((person, subject, self._ask(subject, person)))
            for person, subject, opening in opened:
                self._ask(subject, person, follows=opening)

    def ask_in_groups(self, rounds: int) -> None:
        """Ask in the topics of the groups, and what follows: right behind, or by somebody who replies to the answer."""
        replied = []
        for number, person in enumerate(self._draw.sample(PEOPLE, rounds)):
            topic = GROUPS[number % 2], TOPICS[number % 3]
            subject, _ = self._two(person)
            opening = self._ask(subject, person, topic)
            if number % 4 < 2:
                self._ask(subject, person, topic, follows=opening)
            else:
                replied.append((subject, topic, opening))
        for subject, topic, opening in replied:
            (answer,) = self._answers_in_time(topic[0].id, opening.message_id)
            self._ask(subject, self._draw.choice(PEOPLE), topic, follows=opening, reply_to=answer["message_id"])

    def _two(self, person: ChatUser) -> Sequence[Subject]:
        return self._draw.sample(SUBJECTS[str(person.language_code)], 2)

    def _answers_in_time(self, chat: int, message_id: int) -> list[Json]:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            found = answers(self._server, [chat]).get(message_id)
            if found:
                return found
            time.sleep(_PAUSE)
        raise AssertionError(f"no answer to {message_id}")

    def _ask(
        self,
        subject: Subject,
        person: ChatUser,
        topic: tuple[Group, int] | None = None,
        *,
        follows: Question | None = None,
        reply_to: int | None = None,
    ) -> Question:
        text = subject.follows if follows else subject.asks
        if topic is None:
            number = self._server.private_message(text, user=person)
        else:
            said = text if reply_to else f"@NewsBot {text}"
            number = self._server.group_message(said, user=person, chat=topic[0], topic=topic[1], reply_to=reply_to)
        question = Question(
            message_id=number,
            line=(topic[0].id, topic[1]) if topic else (person.id, None),
            follows=follows.message_id if follows else None,
            understood=subject.meant if follows else "",
            told=subject.told_then if follows else subject.told,
        )
        self.asked.append(question)
        return question


def answers(server: TelegramServer, chats: Iterable[int]) -> dict[int, list[Json]]:
    """What readers see of the bot in these chats, by the message that it answers; oldest first."""
    found: dict[int, list[Json]] = {}
    for chat in chats:
        for one in server.history(chat):
            if one["from"]["is_bot"]:
                found.setdefault(one["reply_to_message"]["message_id"], []).append(one)
    return found


def faults(server: TelegramServer, asked: Sequence[Question], perhaps: Collection[int] = ()) -> list[str]:
    """What is wrong with the answers, one line each; those to some messages are perhaps there twice."""
    given = answers(server, {question.line[0] for question in asked})
    found = [f"nobody asked {number}" for number in given.keys() - {question.message_id for question in asked}]
    last: dict[tuple[int, int | None], int] = {}
    for question in asked:
        here = given.get(question.message_id, [])
        if len(here) not in ({1, 2} if question.message_id in perhaps else {1}):
            found.append(f"{len(here)} answers to {question}")
        texts = [answer["text"] for answer in here]
        found += [
            f"{text!r} to {question}" for text in texts if question.told not in text or question.understood not in text
        ]
        numbers = [answer["message_id"] for answer in here]
        if min(numbers, default=0) < last.get(question.line, 0):
            found.append(f"too early: the answer to {question}")
        last[question.line] = max(numbers, default=0)
    return found
