from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from index.outlets import Outlets

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLETS = [
    ("The Verge", "theverge.com"),
    ("Time", "time.com"),
    ("Die Welt", "welt.de"),
    ("BBC News", "news.bbc.co.uk"),
    ("gazette.example", "gazette.example"),
    ("X", "x.com"),
    ("Tuổi Trẻ", "tuoitre.vn"),
]
VERGE, TIME, WELT, BBC, GAZETTE, _, TUOI_TRE = range(len(OUTLETS))


def named(question: str, outlets: Sequence[tuple[str, str]], language: str) -> list[int]:
    return Outlets(outlets).named(question, language)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What did The Verge report on the phone?", [VERGE]),
        ("what did the verge report?", [VERGE]),
        ("Was it on theverge.com or TheVerge?", [VERGE]),
        ("According to Time, who won?", [TIME]),
        ("What time did Time report?", [TIME]),  # the ordinary word comes first
        ("What did TIME report?", [TIME]),
        ("Was it in time.com?", [TIME]),
        ("Was it on www.time.com or m.theverge.com?", [VERGE, TIME]),
        ("Was it on news.bbc.co.uk?", [BBC]),
        ("What did Tuổi\u00a0\u00a0Trẻ say?", [TUOI_TRE]),
        ("What did ＢＢＣ say?", [BBC]),
        ("Who won…BBC?", [BBC]),
        ("What did the BBC say, and what bbc.co.uk?", [BBC]),
        ("What did BBC News say?", [BBC]),
        ("Did the Gazette or gazette.example write it?", [GAZETTE]),
        ("The Verge and Time disagree: why?", [VERGE, TIME]),
        ("Báo Tuổi Trẻ viết gì?", [TUOI_TRE]),
    ],
)
def test_an_outlet_is_named_by_its_name_or_domain(question: str, found: list[int]) -> None:
    assert named(question, OUTLETS, "en") == found


@pytest.mark.parametrize(
    "question",
    [
        "",
        "What time is it?",  # though the domain is written like that
        "On the verges of the road",
        "Who converges?",
        "Is news.time.community an outlet?",
        "What does X mean?",  # too short to tell
        "WHAT TIME IS IT?",
        "What is BBC1 or a bbcode?",
    ],
)
def test_what_only_looks_like_an_outlet_names_none(question: str) -> None:
    assert named(question, OUTLETS, "en") == []


def test_an_ordinary_name_must_be_written_as_the_outlet_does() -> None:
    assert named("Wer ist der älteste Mensch der Welt, und wie sieht die Welt aus?", OUTLETS, "de") == []
    assert named("Was schreibt Die Welt?", OUTLETS, "de") == [WELT]


def test_without_outlets_none_is_named() -> None:
    assert named("What did The Verge report?", [], "en") == []


@pytest.mark.parametrize(
    ("question", "language", "name", "host"),
    [
        ("新华社报道了什么？", "zh", "新华社", "xinhuanet.com"),
        ("据新华社报道", "zh", "新华社", "xinhuanet.com"),
        ("据BBC报道发生了什么？", "zh", "BBC News", "bbc.com"),
        ("在www.taz.de上有什么？", "zh", "taz", "taz.de"),
        ("朝日新聞によると誰が勝った？", "ja", "朝日新聞", "asahi.com"),
        ("ไทยรัฐรายงานว่าอะไร", "th", "ไทยรัฐ", "thairath.co.th"),
        ("조선일보는 무엇을 보도했나?", "ko", "조선일보", "chosun.com"),
        ("Что писал BBCновости?", "ru", "BBC", "bbc.com"),
    ],
)
def test_a_name_need_not_be_set_apart_from_another_script_or_from_one_without_blanks(
    question: str, language: str, name: str, host: str
) -> None:
    assert named(question, [(name, host)], language) == [0]


@pytest.mark.parametrize(
    ("question", "language", "name", "host"),
    [
        ("Was steht in Spiegels Bericht?", "de", "Spiegel", "spiegel.de"),
        ("Was schrieb der Korrespondent der Süddeutschen Zeitung?", "de", "Süddeutsche Zeitung", "sueddeutsche.de"),
        ("Wer las Krasowskis Artikel?", "de", "krasowski.example", "krasowski.example"),
        ("Что сообщил корреспондент Коммерсанта?", "ru", "Коммерсант", "kommersant.ru"),
        ("О чём писали в Известиях?", "ru", "Известия", "iz.ru"),
        ("Что писала журналистка Медузы?", "ru", "Медуза", "meduza.io"),
        ("Kto czytał artykuł Gazety Wyborczej?", "pl", "Gazeta Wyborcza", "wyborcza.pl"),
        ("Vad stod i Aftonbladets artikel?", "sv", "Aftonbladet", "aftonbladet.se"),
    ],
)
def test_a_declined_name_is_still_a_name(question: str, language: str, name: str, host: str) -> None:
    assert named(question, [(name, host)], language) == [0]


@pytest.mark.parametrize(
    ("question", "language", "name", "host"),
    [
        ("Какие известия пришли, и каких известий ждут?", "ru", "Известия", "iz.ru"),  # no capital: the ordinary word
        ("In welchen Zeiten leben wir?", "de", "Die Zeit", "zeit.de"),
        ("Wie viele Welten gibt es?", "de", "WELT", "welt.de"),
        ("När går ett express?", "sv", "Expressen", "expressen.se"),  # shorter than the name: another word
        ("Who walked on The Verges of the road?", "en", "The Verge", "verge.example"),  # English declines no names
        ("Wer sah die Tazen?", "de", "taz", "taz.de"),
    ],
)
def test_a_word_of_the_same_root_is_no_name(question: str, language: str, name: str, host: str) -> None:
    assert named(question, [(name, host)], language) == []


@pytest.mark.parametrize(
    ("question", "source", "found"),
    [
        ("Why did 0.1 percent say no?", ("127.0.0.1", "127.0.0.1"), []),
        ("Is 127.0.0.1 down?", ("127.0.0.1", "127.0.0.1"), []),
        ("Is ::1 down?", ("::1", "::1"), []),
        ("Was steht in der taz?", ("m.taz.de", "m.taz.de"), [0]),
        ("Was steht in der taz?", ("www.taz.de", "taz.de"), [0]),
        ("What did taz.de say?", ("blogs", "blogs.taz.de"), [0]),
        ("What did CNN say?", ("edition.cnn.com", "edition.cnn.com"), [0]),
        ("What did SRF say?", ("amp.srf.ch", "amp.srf.ch"), [0]),
        ("What did Nikkei say?", ("asia", "asia.nikkei.co.jp"), [0]),
        ("What did the m.de say about edition.com?", ("m.de", "m.de"), [0]),
        ("What did the Ferryman write?", ("Ferryman", ""), [0]),
    ],
)
def test_a_host_gives_the_outlets_own_label_and_a_number_none(
    question: str, source: tuple[str, str], found: list[int]
) -> None:
    assert named(question, [source], "en") == found


def test_all_outlets_of_one_name_are_named() -> None:
    outlets = [("Herald", "herald.example"), ("Courier", "courier.example"), ("Herald", "the-herald.example")]
    assert named("What did the Herald, the Herald and herald.example say?", outlets, "en") == [0, 2]


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_question_takes_as_long_with_many_outlets_as_with_few(language: str) -> None:
    question = "What did Outlet number 4 and www.outlet17.example17.com say about the bridge?"

    def fastest(many: int) -> float:
        outlets = Outlets([(f"Outlet number {n}", f"outlet{n}.example{n}.com") for n in range(many)])
        assert outlets.named(question, language) == [4, 17]
        times = []
        for _ in range(20):
            began = time.perf_counter()
            outlets.named(question, language)
            times.append(time.perf_counter() - began)
        return min(times)

    assert fastest(5000) < 5 * fastest(50)  # a hundred times as many
