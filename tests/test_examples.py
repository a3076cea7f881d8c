from __future__ import annotations

from itertools import islice

import pytest

from index.examples.candidates import examples
from index.filters import Filters
from index.query import understand
from index.types import Article


def article(
    text: str, language: str = "en", *, n: int = 1, title: str = "Headline", source: str = "Gazette"
) -> Article:
    return Article(url=f"https://gazette.example/{n}", title=title, text=text, source=source, language=language)


def asked(*texts: str, language: str = "en", k: int = 60) -> list[str]:
    return list(examples([article(text, language, n=n) for n, text in enumerate(texts)], k=k))


# --- news of a name ---


@pytest.mark.parametrize(
    ("language", "text", "question"),
    [
        ("en", "On Friday the old ferry to Wickmarsh sank.", "What is new about Wickmarsh?"),
        ("de", "Am Freitag sprach die Forscherin Jutta von Ahlen.", "Was gibt es Neues über Jutta von Ahlen?"),
        ("vi", "Hôm qua bà Lê Thị Mận đã phát biểu.", "Có tin gì mới về Lê Thị Mận?"),
        ("fr", "Vendredi, la maire Claire Dumoncel a parlé.", "Quoi de neuf sur Claire Dumoncel ?"),
        ("es", "El viernes habló la alcaldesa Lucía Olmedal.", "¿Qué hay de nuevo sobre Lucía Olmedal?"),
        ("it", "Venerdì ha parlato la sindaca Lucia Olmetti.", "Quali sono le ultime notizie su Lucia Olmetti?"),
        ("pt", "Na sexta falou a prefeita Lúcia Olmedal.", "O que há de novo sobre Lúcia Olmedal?"),
        ("nl", "Vrijdag sprak de burgemeester Joost Veldkamp.", "Wat is het laatste nieuws over Joost Veldkamp?"),
        ("tr", "Cuma günü kaptan Deniz Akyelken konuştu.", "Son haberlerde Deniz Akyelken hakkında ne var?"),
        ("sv", "I fredags talade Astrid Lundkvarn.", "Vad är nytt om Astrid Lundkvarn?"),
    ],
)
def test_news_of_a_name_are_asked_for_in_the_articles_language(language: str, text: str, question: str) -> None:
    assert asked(text, language=language) == [question]


@pytest.mark.parametrize(
    ("language", "text", "question"),
    [
        ("ru", "Анна Ветрова приехала. Все ждали Анну Ветрову.", "Что нового — Анна Ветрова?"),
        ("pl", "Anna Wiatrak przyjechała. Tak chciała Anna Wiatrak.", "Co nowego — Anna Wiatrak?"),
    ],
)
def test_an_inflected_name_is_asked_for_as_it_begins_a_sentence(language: str, text: str, question: str) -> None:
    assert asked(text, language=language) == [question]


def test_a_name_behind_an_office_that_begins_its_sentence_is_not_inflected() -> None:
    assert asked("Директор Анна Ветрова приехала в среду.", language="ru") == ["Что нового — Анна Ветрова?"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Gerettet wurden alle aus Bergleuten bestehenden Gruppen, aus Bergleute wurden Helden."),
        ("vi", "Hôm qua Sở Văn hóa đã phát biểu."),
    ],
)
def test_nouns_and_the_beginnings_of_bodies_are_no_names(language: str, text: str) -> None:
    assert asked(text, language=language) == []


def test_the_office_of_a_german_woman_is_no_part_of_her_name() -> None:
    assert asked("Am Freitag gewann Schülerin Tomke Aldershof.", language="de") == [
        "Was gibt es Neues über Tomke Aldershof?"
    ]


def test_a_name_that_is_only_met_inflected_is_not_asked_for() -> None:
    assert asked("Все ждали Анну Ветрову.", language="ru") == []
    assert asked("Анне Ветровой помогли. Все ждали Анну Ветрову.", language="ru") == []


@pytest.mark.parametrize(
    ("language", "text", "about"),
    [
        ("en", "On Friday the ship reached Port Aldane.", {"port", "aldane"}),
        ("de", "Am Freitag kam das Schiff nach Haselbach.", {"haselbach"}),
        ("vi", "Hôm qua bà Lê Thị Mận đã phát biểu.", {"lê", "thị", "mận"}),
        ("fr", "Vendredi, le navire a quitté Valbrun.", {"valbrun"}),
        ("es", "El viernes el barco salió de Valdera.", {"valdera"}),
        ("ru", "Анна Ветрова приехала. Все ждали Анну Ветрову.", {"анна", "ветрова"}),
        ("it", "Venerdì la nave ha lasciato Valdara.", {"valdara"}),
        ("pt", "Na sexta o navio deixou Valdareira.", {"valdareira"}),
        ("nl", "Vrijdag verliet het schip Veldhaven.", {"veldhaven"}),
        ("pl", "Anna Wiatrak przyjechała. Tak chciała Anna Wiatrak.", {"anna", "wiatrak"}),
        ("tr", "Cuma günü gemi Akyelken limanına vardı.", {"akyelken"}),
    ],
)
def test_the_question_is_understood_as_one_for_news_of_the_name(language: str, text: str, about: set[str]) -> None:
    (question,) = asked(text, language=language)
    assert understand(question, filters=Filters(), languages={language: 1.0}).about == about


def test_titles_stand_for_names_where_there_are_no_capitals() -> None:
    assert asked("周五，剧院上演了《绿桥之歌》。", language="zh") == ["关于《绿桥之歌》有什么新消息？"]
    text = "金曜日、劇場で『みどり橋の歌』が上演された。"
    assert asked(text, language="ja") == ["『みどり橋の歌』について新しいニュースはありますか？"]


def test_articles_in_other_languages_are_left_out() -> None:
    assert asked("Péntek este Kovács Ilona beszélt.", language="hu") == []
    assert asked("Lorem Ipsum est hic Wickmarsh.", language="und") == []


# --- which names ---


def test_what_most_articles_are_about_comes_first() -> None:
    questions = asked(
        "On Friday the ferry to Saltby sank.",
        "Divers have found a bell off Wickmarsh.",
        "The mayor of Wickmarsh has resigned.",
    )
    assert questions == ["What is new about Wickmarsh?", "What is new about Saltby?"]


def test_a_name_of_articles_that_are_asked_for_already_comes_last() -> None:
    questions = asked(
        "Divers from Wickmarsh met Ada Thornley.",
        "The mayor of Wickmarsh has resigned.",
        "On Friday the ferry to Saltby sank.",
    )
    assert questions == [
        "What is new about Wickmarsh?",
        "What is new about Saltby?",
        "What is new about Ada Thornley?",
    ]


def test_a_surname_counts_for_the_whole_name() -> None:
    assert asked("Divers met Ada Thornley.", "Later the divers thanked Thornley.") == [
        "What is new about Ada Thornley?"
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Rain fell on Monday in June."),  # neither days nor months
        ("en", "Thornley resigned."),  # a capital that any first word has
        ("en", "Many German and French ships were there."),
        ("en", "He shouted “Stop” and left."),
        ("de", "Gestern hat die Feuerwehr eine Katze gerettet."),  # every noun has a capital
        ("de", "Die Feuerwehrleute haben viele Katzenbesitzer beruhigt."),
        ("vi", "Hôm qua các Bảo tàng đóng cửa."),
    ],
)
def test_other_words_with_a_capital_are_no_names(language: str, text: str) -> None:
    assert asked(text, language=language) == []


def test_an_outlet_is_not_asked_about_itself() -> None:
    assert list(examples([article("On Friday the Saltby Observer had a party.", source="Saltby Observer")])) == []


def test_only_the_beginning_of_an_article_counts() -> None:
    assert asked("Rain fell. Nobody cared. Then came the sun. Later divers met Ada Thornley.") == []


# --- what a sentence tells ---


@pytest.mark.parametrize(
    ("language", "text", "question"),
    [
        ("en", "The new bridge in Wickmarsh will open on 14 June.", "When will the new bridge in Wickmarsh open?"),
        ("en", "Ada Thornley was elected on 3 May, the town said.", "When was Ada Thornley elected?"),
        (
            "de",
            "Die neue Brücke in Haselbach wird am 3. Mai eröffnet.",
            "Wann wird die neue Brücke in Haselbach eröffnet?",
        ),
        ("vi", "Cầu Lam Sơn sẽ được khánh thành vào ngày 3 tháng 5.", "Cầu Lam Sơn sẽ được khánh thành khi nào?"),
        ("fr", "Le pont de Valbrun ouvrira le 3 mai.", "Quand ouvrira le pont de Valbrun ?"),
        ("es", "El puente de Valdera abrirá el 3 de mayo.", "¿Cuándo abrirá el puente de Valdera?"),
        ("ru", "Мост через Алань откроется 3 мая.", "Когда откроется мост через Алань?"),
    ],
)
def test_a_sentence_that_tells_one_time_is_asked_for_it(language: str, text: str, question: str) -> None:
    assert question in asked(text, language=language)


@pytest.mark.parametrize(
    "text",
    [
        "It will open on 14 June.",  # nobody knows what
        "The bridge in Wickmarsh was closed since Monday.",  # not when
        "The bridge in Wickmarsh will open on 14 June or on 3 July.",
        "The bridge in Wickmarsh was built by Romans on 14 June and is old.",
        "The bridge was loved and the town in Wickmarsh was closed on Monday.",
        "On 14 June the bridge in Wickmarsh was closed.",
    ],
)
def test_where_the_question_might_be_wrong_none_is_asked(text: str) -> None:
    assert not [question for question in asked(text) if question.startswith("When")]


def test_news_and_times_take_turns() -> None:
    questions = asked("The new bridge in Wickmarsh will open on 14 June.", "The mayor met Ada Thornley.")
    assert questions == [
        "What is new about Ada Thornley?",
        "When will the new bridge in Wickmarsh open?",
        "What is new about Wickmarsh?",
    ]


# --- how many ---


def test_no_more_than_k_are_made_each_once_and_no_sooner_than_asked_for() -> None:
    many = [article(f"The ferry reached Port A{'b' * n}dane.", n=n) for n in range(9)]
    assert len(list(examples(many, k=4))) == 4
    assert list(examples(many, k=0)) == []
    every = list(examples([*many, *many]))
    assert len(every) == len(set(every)) == 9
    assert list(islice(examples(many), 1)) == ["What is new about Port Adane?"]


def test_of_nothing_there_is_nothing_to_ask() -> None:
    assert asked() == []
    assert asked(" ") == []
