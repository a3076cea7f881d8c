# ruff: noqa: E501 -- a language a line
from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answering_words import Asked, answering_words, asked
from index.filters import Filters
from index.query import understand


def question(text: str, language: str = "en") -> Asked:
    """A question whose words say 6 nats each, those of grammar next to nothing."""
    query = understand(text, filters=Filters(), languages={language: 1.0})
    little = r"\w{1,3}|wh\w+|will|how|wie" if language not in {"vi", "zh", "ja"} else r".*[ぁ-ん].*"
    return asked(query, [0.1 if re.fullmatch(little, term.word) else 6.0 for term in query.terms])


def bold(of: str, quote: str, language: str = "en", *, best: str = "") -> list[str]:
    start = quote.index(best) if best else 0
    span = (start, start + len(best)) if best else None
    return [
        quote[slice(*found)] for found in answering_words(quote, question(of, language), language=language, best=span)
    ]


# --- each kind, in each language ---


@pytest.mark.parametrize(
    ("language", "of", "quote", "words"),
    [
        (
            "en",
            "When will the harbour open again?",
            "Ada Thornley expects it to open on 14 June 2025.",
            "on 14 June 2025",
        ),
        ("de", "Wann wird die Brücke eröffnet?", "Die Brücke über die Aue wird am 3. Mai eröffnet.", "am 3. Mai"),
        ("vi", "Khi nào cầu khánh thành?", "Cầu mới sẽ khánh thành vào ngày 3 tháng 5 ở xã Lam.", "vào ngày 3 tháng 5"),
        ("fr", "Quand le pont ouvrira-t-il ?", "Le nouveau pont de Valbrun ouvrira le 3 mai 2024.", "3 mai 2024"),
        ("es", "¿Cuándo abrirá el puente?", "El nuevo puente de Valdera abrirá el 3 de mayo.", "3 de mayo"),
        ("ru", "Когда откроется мост?", "Новый мост в Светлогорске откроется 3 мая.", "3 мая"),
        ("pl", "Kiedy otworzą most?", "Nowy most przez Wartkę zostanie otwarty 3 maja.", "3 maja"),
        ("zh", "大桥什么时候开放？", "新大桥将于5月3日开放，市政府宣布。", "5月3日"),
        ("ja", "橋はいつ開通しますか？", "新しい橋は5月3日に開通すると町が発表した。", "5月3日"),
    ],
)
def test_of_a_time_the_whole_date_answers(language: str, of: str, quote: str, words: str) -> None:
    assert bold(of, quote, language) == [words]


@pytest.mark.parametrize(
    ("language", "of", "quote", "words"),
    [
        ("en", "How much does the repair cost?", "The repair costs 2.4 million crowns and takes three weeks.", "2.4 million crowns"),
        ("en", "How long does the repair take?", "The repair costs 2.4 million crowns and takes three weeks.", "three weeks"),
        ("en", "How many ferries are blocked?", "The crane of 80 tonnes blocks two ferries in the harbour.", "two ferries"),
        ("en", "What percentage of the crews struck?", "Of all the crews about 12 percent went on strike.", "12 percent"),
        ("de", "Was kostet die Brücke?", "Die Brücke kostet die Stadt zwölf Kronen und hält 80 Jahre.", "zwölf Kronen"),
        ("vi", "Cây cầu tốn bao nhiêu tiền?", "Cây cầu tốn 12 tỷ đồng và do tỉnh chi trả.", "12 tỷ đồng"),
        ("fr", "Combien coûte le pont ?", "Le pont coûte 12 millions d'euros à la région.", "12 millions d'euros"),
        ("es", "¿Cuánto cuesta el puente?", "El puente cuesta 12 millones de euros a la región.", "12 millones de euros"),
        ("ru", "Сколько стоит мост?", "Мост стоит области и городу 12 миллионов рублей.", "12 миллионов рублей"),
        ("zh", "大桥花费多少钱？", "大桥花费12亿元，由省里支付。", "12亿元"),
    ],
)  # fmt: skip
def test_of_an_amount_the_number_answers_with_its_unit(language: str, of: str, quote: str, words: str) -> None:
    assert bold(of, quote, language) == [words]


@pytest.mark.parametrize(
    ("language", "of", "quote", "words"),
    [
        ("en", "Who runs the harbour?", "The harbour is run by Ada Thornley, who took over in May.", "Ada Thornley"),
        (
            "de",
            "Wer leitet das Museum?",
            "Das Museum leitet seit Januar wieder Jutta von Ahlen.",
            "Jutta von Ahlen",
        ),
        ("vi", "Ai là giám đốc bảo tàng?", "Bảo tàng do bà Lê Thị Mận làm giám đốc từ lâu.", "Lê Thị Mận"),
        ("fr", "Qui dirige le musée ?", "Le musée de Valbrun est dirigé par Claire de Monteuil.", "Claire de Monteuil"),
        ("es", "¿Quién dirige el museo?", "El museo de Valdera lo dirige Lucía del Olmedo.", "Lucía del Olmedo"),
        ("ru", "Кто руководит музеем?", "Музеем с января руководит историк Анна Ветрова.", "Анна Ветрова"),
        ("zh", "谁设计了大桥？", "大桥由建筑师罗伯特·莱恩设计，市政府说。", "罗伯特·莱恩"),
    ],
)
def test_of_a_person_the_whole_name_answers(language: str, of: str, quote: str, words: str) -> None:
    assert bold(of, quote, language) == [words]


@pytest.mark.parametrize(
    ("language", "of", "quote", "words"),
    [
        ("en", "Where did the ferry sink?", "On Friday evening the old ferry sank in Port Aldane.", "Port Aldane"),
        ("de", "Wo liegt das Schiff?", "Das Schiff liegt seit Montag im Hafen von Haselbach.", "im Hafen von Haselbach"),
        ("vi", "Con tàu đang ở đâu?", "Con tàu đang nằm ở cảng Hải Lam từ hôm thứ Hai.", "ở cảng Hải Lam"),
        ("fr", "Où se trouve le navire ?", "Le navire se trouve depuis lundi dans le port de Valbrun.", "dans le port de Valbrun"),
        ("es", "¿Dónde está el barco?", "El barco está desde el lunes en el puerto de Valdera.", "en el puerto de Valdera"),
        ("ru", "Где находится корабль?", "Корабль с понедельника находится в порту Светлогорска.", "в порту Светлогорска"),
    ],
)  # fmt: skip
def test_of_a_place_it_answers_with_the_word_for_what_it_is(language: str, of: str, quote: str, words: str) -> None:
    assert bold(of, quote, language) == [words]


@pytest.mark.parametrize(
    ("language", "of", "quote", "words"),
    [
        ("en", "Why did the harbour close?", "The harbour closed early because a crane fell, they say.", "because a crane fell"),
        ("en", "Why did the harbour close?", "The harbour closed because of a storm on Friday night.", "because of a storm"),
        ("de", "Warum schloss der Zoo?", "Der Zoo wurde wegen eines Lecks am Mittwoch geschlossen.", "wegen eines Lecks"),
        ("de", "Warum schloss der Zoo?", "Der Zoo schloss am Mittwoch vorzeitig, weil ein Rohr platzte.", "weil ein Rohr platzte"),
        ("vi", "Vì sao sở thú đóng cửa?", "Sở thú đóng cửa hôm thứ Tư vì ống nước vỡ, theo xã.", "vì ống nước vỡ"),
        ("fr", "Pourquoi le zoo a-t-il fermé ?", "Le zoo a fermé mercredi à cause d’une fuite, dit-on.", "à cause d’une fuite"),
        ("es", "¿Por qué cerró el zoo?", "El zoo cerró el miércoles debido a una fuga, dicen.", "debido a una fuga"),
        ("ru", "Почему закрыли зоопарк?", "Зоопарк закрыли в среду из-за прорыва трубы, сообщила мэрия.", "из-за прорыва трубы"),
        ("tr", "Hayvanat bahçesi neden kapandı?", "Hayvanat bahçesi su borusunun patlaması nedeniyle çarşamba günü kapandı.", "su borusunun patlaması nedeniyle"),
        ("zh", "动物园为什么关闭？", "动物园周三全天关闭，因为水管爆裂，市政府说。", "因为水管爆裂"),
        ("ja", "動物園はなぜ閉園したのですか？", "動物園は水道管破裂のため、水曜日に閉園した。", "水道管破裂のため"),
    ],
)  # fmt: skip
def test_of_a_reason_its_clause_answers(language: str, of: str, quote: str, words: str) -> None:
    assert bold(of, quote, language) == [words]


def test_of_a_means_its_clause_answers() -> None:
    quote = "The divers raised the bell on Friday by filling balloons, the museum said."
    assert bold("How did the divers raise the bell?", quote) == ["by filling balloons"]


def test_of_a_name_what_stands_in_quotation_marks_or_behind_called_answers() -> None:
    assert bold("What is the name of the ferry?", "The new ferry is painted red and called “Sea Wren” now.") == [
        "Sea Wren"
    ]
    assert bold("What is the name of the ferry?", "The red ferry in the old harbour is called Alder Queen.") == [
        "Alder Queen"
    ]


def test_of_an_organisation_its_name_answers() -> None:
    quote = "The museum was bought on Friday evening by the Saltby Bank, as many had hoped."
    assert bold("Which company bought the museum?", quote) == ["Saltby Bank"]


def test_a_range_answers_as_a_whole() -> None:
    assert bold("How much does a berth cost?", "A berth in the harbour costs between 20 and 30 crowns a day.") == [
        "20 and 30 crowns"
    ]


# --- what is no answer ---


@pytest.mark.parametrize(
    ("of", "quote", "words"),
    [
        ("Who did Ada Thornley meet?", "On Friday Ada Thornley met the young diver Bob Hask there.", ["Bob Hask"]),
        ("What did the 12 crews earn in 2024?", "In 2024 the 12 crews of the harbour earned very little.", []),
        (
            "When will the bridge of 3 May be open?",
            "The bridge that was closed on 3 May will open on 7 June.",
            ["on 7 June"],
        ),
    ],
)
def test_what_the_question_names_is_no_answer(of: str, quote: str, words: list[str]) -> None:
    assert bold(of, quote) == words


def test_german_nouns_are_no_names() -> None:
    quote = "Die Feuerwehr hat die Hafenmeisterin und viele Katzenbesitzer im Regen beruhigt."
    assert bold("Wen hat die Feuerwehr beruhigt?", quote, "de") == []


@pytest.mark.parametrize("of", ["What happened in Wickmarsh?", "Was the crane repaired?", "Tell me of the crane"])
def test_where_nothing_in_particular_is_asked_nothing_stands_out(of: str) -> None:
    assert bold(of, "The crane fell on 3 May, Ada Thornley said, and cost two crowns.") == []


def test_where_there_is_nothing_of_the_kind_nothing_stands_out() -> None:
    assert bold("When did the crane fall?", "The crane fell into the basin of the harbour.") == []


# --- of several ---


def test_of_several_the_one_nearest_to_what_the_question_says_answers() -> None:
    quote = "The museum opened on 3 May, and the long and bitter strike of the crews in the harbour finished on 7 June."
    assert bold("When did the museum open?", quote) == ["on 3 May"]
    assert bold("When did the strike finish?", quote) == ["on 7 June"]


def test_two_that_are_as_near_are_both_shown_and_of_three_none() -> None:
    assert bold("Who runs the harbour?", "Ada Thornley and Bob Hask run the harbour and the old museum.") == [
        "Ada Thornley",
        "Bob Hask",
    ]
    three = "Visitors met Ada Thornley, Bob Hask, Cid Ulmen and Dora Wex there."
    assert bold("Who runs the harbour?", three) == []


# --- with a sentence beside it ---


def test_the_answer_is_looked_for_in_the_best_sentence_then_in_the_one_beside_it() -> None:
    best, beside = "The crane fell on 3 May.", "That crane had to fall, it said on 7 June."
    assert bold("When did the crane fall?", f"{best} {beside}", best=best) == ["on 3 May"]
    best = "The crane fell again."
    assert bold("When did the crane fall?", f"{best} {beside}", best=best) == ["on 7 June"]


def test_where_no_words_stand_out_no_sentence_does() -> None:
    best, beside = "A crane fell into the basin.", "Fishermen protested in front of the town hall."
    assert bold("What happened in Wickmarsh?", f"{best} {beside}", best=best) == []
    assert bold("Why did a crane fall?", f"{best} {beside}", best=best) == []


@pytest.mark.parametrize(
    ("language", "of", "quote"),
    [
        ("en", "When did the crane fall?", "It was raised on 7 June by divers of the town."),
        ("en", "How many fishermen died?", "The harbour has 14 old cranes and a fire brigade."),
        ("de", "Wer zahlt die Seilbahn?", "Die Kabinen baut seit Montag Jutta von Ahlen."),
        ("fr", "Qui dirige le musée ?", "Selon le pompier Luc Ganivet, il cherchait à manger."),
    ],
)
def test_a_sentence_that_says_nothing_of_the_question_does_not_answer(language: str, of: str, quote: str) -> None:
    assert bold(of, quote, language) == []


def test_in_another_language_than_the_question_no_word_of_it_is_needed() -> None:
    here = "Der alte Kran stürzte wohl schon am 3. Mai um."
    assert [here[slice(*span)] for span in answering_words(here, question("When did it fall?"), language="de")] == [
        "am 3. Mai"
    ]


@pytest.mark.parametrize(
    ("language", "of", "quote"),
    [
        ("en", "Who sold the museum?", "The museum was sold in spring, Saltby council has decided."),
        ("en", "Who found the museum ship?", "The museum ship “Alder Queen” was found in the old basin again."),
        ("de", "Wer entdeckte den Riss?", "Der Riss wurde im Damm der Quellach-Talsperre entdeckt."),
        ("de", "Wer entdeckte den Riss?", "Einen Riss entdeckte man, und kein Lastwagen darf hinüber."),
    ],
)
def test_what_is_no_person_does_not_answer_who(language: str, of: str, quote: str) -> None:
    assert bold(of, quote, language) == []


def test_a_place_without_a_preposition_does_not_answer_where() -> None:
    assert bold("Where did the ferry sink?", "The ferry sank on Friday evening, Ada Thornley said there.") == []


@pytest.mark.parametrize(
    ("of", "quote", "words"),
    [
        ("How many voted against the deal?", "Of the crews 412 voted for the deal and 97 against it.", ["97"]),
        ("How many voted for the deal?", "Of the crews 412 voted for the deal and 97 against it.", ["412"]),
        ("How many voted against the deal?", "The council voted 31 to 12 for the deal on Wednesday.", []),
        ("Wie viele stimmten gegen den Plan?", "Es stimmten 5.812 Bürger für den Plan, 4.377 dagegen.", ["4.377"]),
    ],
)
def test_of_a_vote_the_number_of_the_side_asked_for_answers(of: str, quote: str, words: list[str]) -> None:
    assert bold(of, quote, "de" if of.startswith("Wie") else "en") == words


@pytest.mark.parametrize(
    ("language", "of", "quote", "words"),
    [
        ("vi", "Chuông được đúc khi nào?", "Chuông được đúc vào thế kỷ 17, các chuyên gia cho biết thêm.", ["thế kỷ 17"]),
        ("en", "When was the bell cast?", "The bell was cast in the 17th century, the museum believes.", ["17th century"]),
        ("fr", "Quand la cloche fut-elle fondue ?", "La cloche fut fondue au XVIIe siècle, dit le musée.", ["XVIIe siècle"]),
        ("vi", "Bão đổ bộ khi nào?", "Bão đổ bộ vào Bến Xuân vào thứ Năm, gió mạnh cấp mười.", ["vào thứ Năm"]),
    ],
)  # fmt: skip
def test_a_century_is_a_time_and_a_syllable_of_a_name_is_none(
    language: str, of: str, quote: str, words: list[str]
) -> None:
    assert bold(of, quote, language) == words


def test_how_many_are_told_in_the_sentence_beside_if_that_counts_just_them() -> None:
    best, beside = "Of the crews that were saved two are old.", "All 34 crews were saved at noon."
    assert bold("How many crews were saved?", f"{best} {beside}", best=best) == ["34 crews"]


def test_a_word_that_is_a_number_in_another_language_is_no_amount() -> None:
    assert bold("How many ferries burned?", "A fire burned all the ferries once more, they say there.") == []


def test_an_ordinal_is_no_amount() -> None:
    assert bold("How many ferries sank?", "It was the 3rd time that ferries sank in the harbour.") == []
    assert bold("Bao nhiêu phà chìm?", "Phà chìm vào thứ tư, phà số 9 cũng chìm.", "vi") == []


def test_of_more_names_than_one_apart_that_are_about_as_near_none_answers() -> None:
    quote = "Ada Thornley says that the harbour is not well run at present by Bob Hask, who is 71."
    assert bold("Who runs the harbour?", quote) == []


def test_words_that_are_most_of_the_quote_do_not_stand_out() -> None:
    assert bold("Why did it close?", "Because a crane fell.") == []
    assert bold("Who runs the harbour?", "Ada Thornley does.") == []


# --- always ---

PIECES = st.sampled_from(
    ["Ada Thornley", "12", "percent", "on 3 May", "because", "“Wren”", ",", ".", "Müller", "€", "năm", "5月3日", "的", "\n", "İ", "ẞ"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    quote=st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=12).map(" ".join)),
    of=st.sampled_from(
        [
            "Who runs it?",
            "Wann war das?",
            "How much does it cost?",
            "Why?",
            "谁？",
            "Ở đâu?",
            "How?",
            "What is its name?",
        ]
    ),
    language=st.sampled_from(["en", "de", "vi", "zh", "ja", "und"]),
    cut=st.tuples(st.integers(0, 120), st.integers(0, 120)),
)
def test_whatever_the_quote_the_spans_are_in_it_apart_and_not_most_of_it(
    quote: str, of: str, language: str, cut: tuple[int, int]
) -> None:
    start, end = sorted(min(at, len(quote)) for at in cut)
    spans = answering_words(quote, question(of), language=language, best=(start, end) if end > start else None)
    assert len(spans) <= 2
    assert all(0 <= first < last <= len(quote) for first, last in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert sum(last - first for first, last in spans) <= 0.6 * len(quote)
