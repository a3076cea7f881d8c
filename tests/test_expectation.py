from __future__ import annotations

import pytest

from index.analysis import words
from index.expectation import Kind, expected, holds


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many loaves were recalled?", Kind.QUANTITY),
        ("Wie viele Bürger stimmten dagegen?", Kind.QUANTITY),
        ("Cây cầu dài bao nhiêu mét?", Kind.QUANTITY),
        ("Combien de personnes ont été évacuées ?", Kind.QUANTITY),
        ("¿Cuántos barcos había?", Kind.QUANTITY),
        ("Сколько монет нашли?", Kind.QUANTITY),
        ("有多少人受伤？", Kind.QUANTITY),
        ("Wann öffnet das Museum?", Kind.TIME),
        ("When did it sink?", Kind.TIME),
        ("Lễ hội bắt đầu khi nào?", Kind.TIME),
        ("Quand le train part-il ?", Kind.TIME),
        ("Когда откроют мост?", Kind.TIME),
        ("会议什么时候开始？", Kind.TIME),
        ("Wer hat gewonnen?", Kind.PERSON),
        ("Who found the coins?", Kind.PERSON),
        ("Ai đã phát hiện loài lan?", Kind.PERSON),
        ("Кто открыл комету?", Kind.PERSON),
        ("Warum ist die Brücke zu?", Kind.CAUSE),
        ("Vì sao tàu chìm?", Kind.CAUSE),
        ("Pourquoi le barrage a-t-il été vidé ?", Kind.CAUSE),
        ("なぜ遅れたのですか", Kind.CAUSE),
    ],
)
def test_question_words_tell_the_kind_of_answer(question: str, kind: Kind) -> None:
    assert kind in expected(question)


@pytest.mark.parametrize("question", ["Tell me about the bridge", "Brücke Hafen", "", "Whosoever Wannsee"])
def test_a_question_without_question_words_expects_nothing(question: str) -> None:
    assert expected(question) == frozenset()


@pytest.mark.parametrize(
    ("sentence", "kind", "question"),
    [
        ("Exactly 41 voted no.", Kind.QUANTITY, "How many voted no?"),
        ("共有三百人受伤。", Kind.QUANTITY, "有多少人受伤？"),
        ("Das Museum öffnet am Donnerstag wieder.", Kind.TIME, "Wann öffnet das Museum?"),
        ("It sank in 1987.", Kind.TIME, "When did it sink?"),
        ("会议将于下月举行。", Kind.TIME, "会议什么时候开始？"),
        ("It was found by Ada Thornley.", Kind.PERSON, "Who found it?"),
        ("Es hat Ada Thornley gefunden.", Kind.PERSON, "Wer hat es gefunden?"),
        ("Sie ist zu, weil ein Pfeiler gerissen ist.", Kind.CAUSE, "Warum ist die Brücke zu?"),
        ("因为下雨，比赛取消。", Kind.CAUSE, "为什么取消？"),
    ],
)
def test_a_sentence_holds_the_kind_it_names(sentence: str, kind: Kind, question: str) -> None:
    assert holds(sentence, kind, asked=words(question))


@pytest.mark.parametrize(
    ("sentence", "kind", "question"),
    [
        ("Many voted no.", Kind.QUANTITY, "How many voted no?"),
        ("In 2024 the harbour closed.", Kind.QUANTITY, "How many ships came in 2024?"),
        ("Das Museum bleibt zu.", Kind.TIME, "Wann öffnet das Museum?"),
        ("It was found by chance.", Kind.PERSON, "Who found it?"),
        ("Then Ada Thornley left.", Kind.PERSON, "Who is Ada Thornley?"),
        ("Die Brücke ist zu.", Kind.CAUSE, "Warum ist die Brücke zu?"),
    ],
)
def test_what_the_question_names_itself_is_no_answer(sentence: str, kind: Kind, question: str) -> None:
    assert not holds(sentence, kind, asked=words(question))
