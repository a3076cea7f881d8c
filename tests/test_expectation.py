from __future__ import annotations

import pytest

from index.analysis import words
from index.expectation import Kind, expected, holds


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many loaves were recalled?", Kind.COUNT),
        ("Wie viele Bürger stimmten dagegen?", Kind.COUNT),
        ("Cây cầu dài bao nhiêu mét?", Kind.LENGTH),
        ("Combien de personnes ont été évacuées ?", Kind.COUNT),
        ("¿Cuántos barcos había?", Kind.COUNT),
        ("Сколько монет нашли?", Kind.COUNT),
        ("有多少人受伤？", Kind.COUNT),
        ("这座桥有多少公里？", Kind.LENGTH),
        ("Wie hoch ist die Strafe?", Kind.MONEY),
        ("Wie hoch ist der Turm?", Kind.LENGTH),
        ("Wie hoch ist die Inflation?", Kind.SHARE),
        ("How long is it?", Kind.DURATION),
        ("How long is it?", Kind.LENGTH),
        ("How old is she?", Kind.AGE),
        ("Wann öffnet das Museum?", Kind.TIME),
        ("Lễ hội bắt đầu khi nào?", Kind.TIME),
        ("Когда откроют мост?", Kind.TIME),
        ("会议什么时候开始？", Kind.TIME),
        ("Um wie viel Uhr beginnt es?", Kind.CLOCK),
        ("En quelle année est-il né ?", Kind.YEAR),
        ("Wer hat gewonnen?", Kind.PERSON),
        ("Ai đã phát hiện loài lan?", Kind.PERSON),
        ("Ποιος είναι ο δήμαρχος;", Kind.PERSON),
        ("ใครชนะ", Kind.PERSON),
        ("Where did it sink?", Kind.PLACE),
        ("Gdzie jest most?", Kind.PLACE),
        ("Köprü nerede?", Kind.PLACE),
        ("أين الجسر؟", Kind.PLACE),
        ("Wie heißt das Schiff?", Kind.NAME),
        ("Which bank paid?", Kind.ORGANISATION),
        ("Warum ist die Brücke zu?", Kind.CAUSE),
        ("Vì sao tàu chìm?", Kind.CAUSE),
        ("なぜ遅れたのですか", Kind.CAUSE),
        ("How did it get out?", Kind.MEANS),
        ("¿Cuánto pagó la ciudad?", Kind.MONEY),
        ("¿Cuánto era?", Kind.MONEY),
        ("How much was it?", Kind.MONEY),
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
        ("Exactly 41 voted no.", Kind.COUNT, "How many voted no?"),
        ("Dreiundzwanzig stimmten dagegen.", Kind.COUNT, "Wie viele?"),
        ("共有三百人受伤。", Kind.COUNT, "有多少人受伤？"),
        ("It cost 5 million euros.", Kind.MONEY, "What did it cost?"),
        ("Nó giá 5 tỷ đồng.", Kind.MONEY, "Giá?"),
        ("Der Turm misst 80 Meter.", Kind.LENGTH, "Wie hoch?"),
        ("桥长12公里。", Kind.LENGTH, "桥多长？"),
        ("Груз весил 7 тонн.", Kind.WEIGHT, "Сколько?"),
        ("It lasted three days.", Kind.DURATION, "How long?"),
        ("Sie warteten jahrelang.", Kind.DURATION, "Wie lange?"),
        ("Ada Thornley, 52, left.", Kind.AGE, "How old is Ada Thornley?"),
        ("Der 45-jährige Mann floh.", Kind.AGE, "Wie alt?"),
        ("It fell 12 percent.", Kind.SHARE, "What share?"),
        ("Die Hälfte stimmte zu.", Kind.SHARE, "Welcher Anteil?"),
        ("Gió giật 145 km/h.", Kind.TEMPERATURE_OR_SPEED, "Gió?"),
        ("Das Museum öffnet am Donnerstag wieder.", Kind.TIME, "Wann öffnet das Museum?"),
        ("会议将于下月举行。", Kind.TIME, "会议什么时候开始？"),
        ("It sank last week.", Kind.TIME, "When did it sink?"),
        ("It sank in 1987.", Kind.YEAR, "Which year?"),
        ("Es brach gegen 4.20 Uhr aus.", Kind.CLOCK, "Wann?"),
        ("It began at 14:05.", Kind.CLOCK, "What time?"),
        ("It was found by Ada Thornley.", Kind.PERSON, "Who found it?"),
        ("“It burned,” Thornley said.", Kind.PERSON, "Who spoke?"),
        ("The captain saw it.", Kind.PERSON, "Who saw it?"),
        ("王先生发现了。", Kind.PERSON, "谁？"),
        ("وصل السيد سالم", Kind.PERSON, "من؟"),
        ("It sank in the Baltic.", Kind.PLACE, "Where?"),
        ("They slept in an old cave.", Kind.PLACE, "Where?"),
        ("Gemi İzmir'de battı.", Kind.PLACE, "Nerede?"),
        ("会议在北京举行。", Kind.PLACE, "哪里？"),
        ("यह दिल्ली में है", Kind.PLACE, "कहाँ?"),
        ("Die „Gute Hoffnung“ sank.", Kind.NAME, "Wie heißt das Schiff?"),
        ("The dog is called Rex.", Kind.NAME, "What is it?"),
        ("他名为小明。", Kind.NAME, "谁？"),
        ("The company paid.", Kind.ORGANISATION, "Which one paid?"),
        ("It was the BBC that paid.", Kind.ORGANISATION, "Which one paid?"),
        ("那家公司付款。", Kind.ORGANISATION, "哪家？"),
        ("Sie ist zu, weil ein Pfeiler gerissen ist.", Kind.CAUSE, "Warum ist die Brücke zu?"),
        ("因为下雨，比赛取消。", Kind.CAUSE, "为什么取消？"),
        ("He got out by digging.", Kind.MEANS, "How did he get out?"),
        ("Es gelang mithilfe eines Krans.", Kind.MEANS, "Wie?"),
        ("他们通过隧道逃走。", Kind.MEANS, "如何？"),
    ],
)
def test_a_sentence_holds_the_kind_it_names(sentence: str, kind: Kind, question: str) -> None:
    assert holds(sentence, kind, asked=words(question))


@pytest.mark.parametrize(
    ("sentence", "kind", "question"),
    [
        ("Many voted no.", Kind.COUNT, "How many voted no?"),
        ("In 2024 the harbour closed.", Kind.COUNT, "How many ships came in 2024?"),
        ("It cost 5 euros.", Kind.COUNT, "How many?"),
        ("There were 12 workers.", Kind.MONEY, "How much?"),
        ("Das Museum bleibt zu.", Kind.TIME, "Wann öffnet das Museum?"),
        ("On Monday it rained.", Kind.TIME, "What happened on Monday?"),
        ("It was found by chance.", Kind.PERSON, "Who found it?"),
        ("Then Ada Thornley left.", Kind.PERSON, "Who is Ada Thornley?"),
        ("It sank.", Kind.PLACE, "Where?"),
        ("It sank.", Kind.NAME, "What?"),
        ("It sank.", Kind.ORGANISATION, "Which?"),
        ("It sank.", Kind.MEANS, "How?"),
        ("Die Brücke ist zu.", Kind.CAUSE, "Warum ist die Brücke zu?"),
    ],
)
def test_what_the_question_names_itself_is_no_answer(sentence: str, kind: Kind, question: str) -> None:
    assert not holds(sentence, kind, asked=words(question))
