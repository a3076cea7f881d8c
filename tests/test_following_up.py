"""A question that goes on from the one before is put so that it stands by itself; a new one is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from following_up_cases import cases
from index.analysis import words
from index.followups.rewriting import continued, is_slight

_LANGUAGES = Path(__file__).parent / "data" / "languages"
_LONGEST = 330
_ANY_TEXT = st.text(max_size=300)
_NAMES = st.sampled_from(["Kurvask", "Tarik Oslen", "Ilva Morrant", "Port Sallow", "Brekum", "Vesk", "Hà Trạch"])


@pytest.mark.parametrize(
    ("before", "said", "meant"),
    [
        ("Who leads the talks in Orlemond?", "and in Kurvask?", "Who leads the talks in Kurvask?"),
        ("who leads the talks in orlemond", "and in kurvask", "Who leads the talks in kurvask?"),
        ("Was kostet die Fähre nach Alsund?", "und nach Brekum?", "Was kostet die Fähre nach Brekum?"),
        ("Was kostet die Fähre nach Alsund?", "und der Bus?", "Was kostet der Bus nach Alsund?"),
        ("Qui a gagné le prix à Port-Azel ?", "et à Brisseul ?", "Qui a gagné le prix à Brisseul ?"),
        ("¿Quién ganó las elecciones en Grelandia?", "¿y en Morvania?", "Quién ganó las elecciones en Morvania?"),
        ("Кто победил на выборах в Греландии?", "а в Морвании?", "Кто победил на выборах в Морвании?"),
        ("Ai gặp Tarik Oslen ở Hà Trạch?", "còn ở Nậm Xa thì sao?", "Ai gặp Tarik Oslen ở Nậm Xa?"),
        ("What did Oslen say about the war?", "and Morrant?", "What did Morrant say about the war?"),
        ("What did Oslen say about the war?", "and about the dam?", "What did Oslen say about the dam?"),
    ],
)
def test_another_place_person_or_thing_takes_the_place_of_its_like(before: str, said: str, meant: str) -> None:
    assert continued(said, before) == meant


@pytest.mark.parametrize(
    ("before", "said", "meant"),
    [
        ("Wer traf Tarik Oslen?", "und wann?", "Wann (traf Tarik Oslen)?"),
        ("Wer traf Tarik Oslen?", "wo denn?", "Wo (traf Tarik Oslen)?"),
        (
            "Did the union in Dunmore accept the deal?",
            "when was that?",
            "When did the union in Dunmore accept the deal?",
        ),
        ("Ai cứu các ngư dân?", "tại sao?", "Tại sao cứu các ngư dân?"),
        ("Qui a volé la cloche ?", "pourquoi ?", "Pourquoi (volé la cloche) ?"),
        ("Где нашли корабль?", "и когда?", "Когда нашли корабль?"),
        ("How many tickets were sold in Vesk?", "and how much?", "How much tickets were sold in Vesk?"),
        ("船是在哪里发现的？", "什么时候？", "船是在什么时候发现的？"),
    ],
)
def test_another_question_word_asks_the_old_question_anew(before: str, said: str, meant: str) -> None:
    assert continued(said, before) == meant


@pytest.mark.parametrize(
    ("before", "said", "meant"),
    [
        ("Who found the comet?", "when?", "When (found the comet)?"),
        ("When did the bridge open?", "who?", "Who (the bridge open)?"),
        ("Wie viel kostet die Seilbahn?", "und wann?", "Wann (die Seilbahn)?"),
        ("Wie viel kostet die Seilbahn?", "und wie lang?", "Wie lang (die Seilbahn)?"),
        ("Was fordert die Gewerkschaft?", "und wer?", "Wer (fordert die Gewerkschaft)?"),
        ("Combien coûte le pont de Valbrun ?", "et quand ?", "Quand (le pont de Valbrun) ?"),
        ("¿Cuánto cuesta el tranvía?", "¿y por qué?", "Por qué (el tranvía)?"),
        ("Сколько стоит мост?", "а когда?", "Когда (мост)?"),
        ("pencil works", "why", "Why (pencil works)?"),
    ],
)
def test_where_the_other_question_word_does_not_fit_the_verb_the_rest_stands_in_brackets(
    before: str, said: str, meant: str
) -> None:
    assert continued(said, before) == meant


@pytest.mark.parametrize(
    ("before", "said", "meant"),
    [
        ("When was the bridge closed?", "why?", "Why was the bridge closed?"),
        ("What did the council decide?", "and when?", "When did the council decide?"),
        ("Was fordert die Gewerkschaft?", "und warum?", "Warum fordert die Gewerkschaft?"),
        ("What do shopkeepers want?", "how much?", "How much do shopkeepers want?"),
        ("How many voted against the deal?", "who?", "Who voted against the deal?"),
        ("¿Quién descubrió el cometa?", "¿y cuándo?", "Cuándo descubrió el cometa?"),
        ("Cầu dài bao nhiêu?", "khi nào?", "Cầu dài khi nào?"),
    ],
)
def test_where_it_fits_it_takes_the_place_of_the_old_one(before: str, said: str, meant: str) -> None:
    assert continued(said, before) == meant


def test_the_same_thing_asked_for_by_its_name_alone_needs_nothing_of_before() -> None:
    assert continued("wie viel kostet die seilbahn", "Wie viele stimmten gegen die Seilbahn?") is None
    assert continued("How long is the bridge?", "Why is the bridge closed?") is None


def test_what_happened_there_keeps_its_verb() -> None:
    assert continued("what happened there", "and in Kurvask?") == "What happened (in Kurvask)?"


def test_spanish_and_vietnamese_typed_without_accents_ask_too() -> None:
    when = continued("y cuando", "¿Quién condujo el tranvía de Almira?")
    assert when is not None
    assert when.startswith("Cuando ")
    assert "condujo el tranvía de Almira" in when
    assert continued("tai sao", "Cầu bị đóng khi nào?") == "Cầu bị đóng tai sao?"


def test_dictated_german_nouns_take_each_others_place() -> None:
    assert continued("und die reederei", "was fordert die gewerkschaft") == "Was fordert die reederei?"


def test_who_voted_goes_on_from_what_was_voted_on() -> None:
    meant = continued("How many voted against?", "Who wants the tram in Oakhanger?")
    assert meant == "How many voted against (wants the tram in Oakhanger)?"


@pytest.mark.parametrize(
    ("before", "said", "meant"),
    [
        ("Who met Tarik Oslen?", "When did he say that?", "When did Tarik Oslen say that?"),
        ("Wer traf Tarik Oslen?", "Was sagte er dazu?", "Was sagte Tarik Oslen dazu?"),
        # A place says nothing.
        (
            "Who leads the talks in Orlemond?",
            "When did he say that?",
            "When did he say that (leads the talks in Orlemond)?",
        ),
        ("Who built the Alsund tunnel?", "How much did it cost?", "How much did it cost (the Alsund tunnel)?"),
    ],
)
def test_a_pronoun_gets_what_it_stands_for(before: str, said: str, meant: str) -> None:
    assert continued(said, before) == meant


@pytest.mark.parametrize(
    ("before", "said", "meant"),
    [
        ("Who met Oslen? site:bbc.com", "why?", "Why (met Oslen)? site:bbc.com"),
        ("Who met Oslen? site:bbc.com lang:en", "only site:post.example", "Who met Oslen? site:post.example lang:en"),
        ("Who met Oslen?", "nur site:post.example", "Who met Oslen? site:post.example"),
        ("Who met Oslen?", "lang:de", "Who met Oslen? lang:de"),
        ("Who met Oslen?", "only in the BBC?", "Who met Oslen? site:BBC"),
        ("Who met Oslen?", "only in the Hill Gazette?", 'Who met Oslen? site:"Hill Gazette"'),
        ("Wer traf Oslen?", "nur auf Englisch", "Wer traf Oslen? lang:en"),
        ("Who met Oslen in Vesk?", "only in Brekum?", "Who met Oslen in Brekum?"),
    ],
)
def test_filters_go_on_until_another_of_their_kind_is_named(before: str, said: str, meant: str) -> None:
    assert continued(said, before) == meant


@pytest.mark.parametrize(
    ("before", "said", "meant"),
    [
        ("What happened in Vesk yesterday?", "and last week?", "What happened in Vesk last week?"),
        (
            "What happened in Vesk? after:2024-05-01 lang:en",
            "and this week?",
            "What happened in Vesk this week? lang:en",
        ),
        ("What happened in Vesk last week?", "and why?", "Why (happened in Vesk last week)?"),
        ("How much did the museum lose in 2023?", "and in 2021?", "How much did the museum lose in 2021?"),
        ("What happened in Vesk yesterday?", "since:2024-05-01", "What happened in Vesk? after:2024-05-01"),
        ("Was geschah gestern in Gerlow?", "und morgen?", "Was geschah in Gerlow morgen?"),
    ],
)
def test_one_time_is_asked_for_and_the_last_said_wins(before: str, said: str, meant: str) -> None:
    assert continued(said, before) == meant


@pytest.mark.parametrize("replying", [False, True])
@pytest.mark.parametrize(
    "said",
    [
        "Who won the election in Grelland?",
        "and who won the election in Grelland?",
        "Wer gewann die Wahl in Grelland?",
        "thanks",
        "Danke!",
        "cảm ơn",
        "What can you do?",
        "What's new?",
        "hello",
        "",
        "?!",
        "-site:bbc.com why?",
    ],
)
def test_what_stands_alone_is_left_alone(said: str, replying: bool) -> None:  # noqa: FBT001 -- parametrized
    assert continued(said, "Who leads the talks in Orlemond?", replying=replying) is None


def test_a_reply_goes_on_where_the_same_words_alone_would_be_a_new_question() -> None:
    before, said = "Wie hoch ist der Schaden in Fichtenau?", "Gab es Verletzte?"
    assert continued(said, before) is None
    assert continued(said, before, replying=True) == "Gab es Verletzte (der Schaden in Fichtenau)?"


def test_what_is_said_in_brackets_is_kept() -> None:
    meant = continued("and in Kurvask (the port)?", "Who leads the talks in Orlemond?")
    assert meant == "Who leads the talks in Kurvask (the port)?"


def test_a_wrong_operator_before_is_nothing_to_go_on_from() -> None:
    assert continued("why?", "Who met Oslen? -site:bbc.com") is None


@pytest.mark.parametrize(("half", "least"), [("a", 1.0), ("b", 0.95)])
def test_invented_conversations_are_understood(half: str, least: float) -> None:
    every = cases(half)
    faults = [
        fault for case in every if (fault := case.fault(continued(case.said, case.before, replying=case.replying)))
    ]
    assert len(every) > 60
    assert 1 - len(faults) / len(every) >= least, "\n".join(faults)


@pytest.mark.parametrize("language", ["de", "en", "es", "ru", "vi"])
def test_a_full_question_after_another_story_is_seldom_taken_to_go_on(language: str) -> None:
    lines = (_LANGUAGES / language / "questions.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    pairs = zip(questions, questions[5:], strict=False)
    assert [said for before, said in pairs if continued(said, before)] == []


def test_a_long_conversation_stays_short_and_keeps_its_subject() -> None:
    meant = "Why is the Alsund tunnel closed?"
    for said in ("How long is it?", "and who built it?", "When did it open?", "and what did that cost?") * 5:
        after = continued(said, meant)
        assert after is not None
        assert "Alsund tunnel" in after
        assert len(after) < 100
        meant = after


def test_long_subjects_lose_their_end() -> None:
    before = "Why did the union of the ferry crews " + "and of the deckhands " * 20 + "strike in Dunmore?"
    meant = continued("How long did it last?", before)
    assert meant is not None
    assert meant.startswith("How long did it last (the union of the ferry crews")
    assert len(meant) <= 201


@given(said=_ANY_TEXT, before=_ANY_TEXT, replying=st.booleans())
def test_any_text_gives_nothing_or_one_short_line_and_always_the_same(said: str, before: str, replying: bool) -> None:  # noqa: FBT001
    meant = continued(said, before, replying=replying)
    assert meant is None or (0 < len(meant) <= _LONGEST and "\n" not in meant)
    assert continued(said, before, replying=replying) == meant


@given(
    name=_NAMES, before=_ANY_TEXT, lead=st.sampled_from(["and {}?", "and in {}?", "what about {}?", "und {}?", "{}"])
)
def test_what_is_meant_holds_every_name_that_was_said(name: str, before: str, lead: str) -> None:
    meant = continued(lead.format(name), before, replying=True)
    assert meant is None or set(words(name)) <= set(words(meant))


@given(
    said=st.sampled_from(["and why?", "How much did it cost?", "und wann?", "only this week", "et à Vesk ?"]),
    before=_ANY_TEXT,
)
def test_what_is_meant_can_be_gone_on_from(said: str, before: str) -> None:
    for _ in range(4):
        meant = continued(said, before)
        if meant is None:
            return
        assert len(meant) <= _LONGEST
        before = meant


@pytest.mark.parametrize(
    "text", ["\u202eand in Vesk\u0000?", "🤷‍♀️" * 1000, "why " * 1000, "(" * 4000, "\ud800", "site:" * 500]
)
def test_hostile_text_is_no_trouble(text: str) -> None:
    for said, before in ((text, "Who met Oslen?"), ("and why?", text), (text, text)):
        assert len(continued(said, before, replying=True) or "") <= _LONGEST


@pytest.mark.parametrize(
    ("said", "slight"),
    [
        ("how much did they pay", True),
        ("nặng bao nhiêu?", True),
        ("Wie wird das Wetter morgen in Hamburg?", False),
        ("How do I bake pancakes without any eggs?", False),
        ("who is Oslen", False),
    ],
)
def test_a_question_is_slight_that_has_no_name_and_hardly_a_word_of_its_own(said: str, slight: bool) -> None:  # noqa: FBT001
    assert is_slight(said) is slight
