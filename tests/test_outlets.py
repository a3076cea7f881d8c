from __future__ import annotations

import pytest

from index.outlets import named

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
    ],
)
def test_what_only_looks_like_an_outlet_names_none(question: str) -> None:
    assert named(question, OUTLETS, "en") == []


def test_an_ordinary_name_must_be_written_as_the_outlet_does() -> None:
    assert named("Wer ist der älteste Mensch der Welt, und wie sieht die Welt aus?", OUTLETS, "de") == []
    assert named("Was schreibt Die Welt?", OUTLETS, "de") == [WELT]


def test_without_outlets_none_is_named() -> None:
    assert named("What did The Verge report?", [], "en") == []
