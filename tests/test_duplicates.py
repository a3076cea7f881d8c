from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import duplicates
from index.duplicates import SKETCH, carries, sketch, standing, stories

if TYPE_CHECKING:
    import random

FERRY = (
    "The ferry to the northern islands will stay in port until Friday because two of its four engines failed during a "
    "test run on Monday night. The shipping company said that passengers may change their tickets free of charge, and "
    "that a smaller boat would carry mail and medicine twice a day. Islanders complained that it was the third time "
    "this winter. «We were promised a new ship in spring,» said Orla Penn, who runs the only grocery on Hallow. The "
    "ministry answered that the order had been placed, yet the yard is late by eleven weeks. A spokesman for the yard "
    "blamed a shortage of welders and put the launch at the end of May. Until then the old ferry, built in 1979, has "
    "to hold out; its last inspection listed forty defects, six of them grave."
)
FERRY_BY_ANOTHER = (
    "Hallow is cut off again. After engine trouble on Monday the island ferry is not expected to sail before Friday, "
    "the operator confirmed. Mail and medicine will come on a launch that crosses each morning and evening. Those who "
    "hold tickets can rebook at no cost. It is winter's third breakdown, and tempers are short in the queue outside "
    "the shop of Orla Penn: «We were promised a new ship in spring,» she says, shaking her head. The replacement is "
    "under construction but will not float before late May, eleven weeks behind plan, because the yard cannot find "
    "enough welders. Inspectors counted forty defects on the present vessel, which dates from 1979."
)
FERRY_IN_GERMAN = (
    "Die Fähre zu den nördlichen Inseln bleibt bis Freitag im Hafen, weil zwei ihrer vier Motoren bei einer Probefahrt "
    "am Montagabend ausfielen. Fahrgäste können ihre Karten kostenlos umtauschen, teilte die Reederei mit; ein kleines "
    "Boot bringt zweimal am Tag Post und Arznei. Die Inselbewohner klagen, es sei das dritte Mal in diesem Winter."
)
CHINESE = (
    "北湾渡轮公司周一宣布，由于四台发动机中有两台在试航时发生故障，开往群岛的渡轮将停航至周五。公司表示，乘客可以免费改签，"
    "另有一艘小船每天两次运送邮件和药品。岛上居民抱怨说，这已经是今年冬天的第三次停航。"
)
THAI = (
    "บริษัทเรือข้ามฟากประกาศเมื่อวันจันทร์ว่าเรือไปหมู่เกาะทางเหนือจะหยุดให้บริการจนถึงวันศุกร์เพราะเครื่องยนต์สองในสี่เครื่องขัดข้อง"
    "ระหว่างการทดสอบ ผู้โดยสารสามารถเปลี่ยนตั๋วได้โดยไม่เสียค่าใช้จ่าย"
)
DEBRIS = "Sign up for our morning letter. Most read today: ten cakes for a rainy Sunday; how the mayor lost his hat."


def run(name: str, count: int) -> str:
    """A text of its own words."""
    return " ".join(f"{name}{n}" for n in range(count))


def found(*texts: str, outlets: list[int] | None = None) -> list[int]:
    """Story of each text; article ids from 0, each of an outlet of its own unless said otherwise."""
    numbers = np.array(outlets or range(len(texts)), np.int64)
    result: list[int] = stories([sketch(text) for text in texts], np.arange(len(texts)), numbers).tolist()
    return result


def edited(text: str, every: int) -> str:
    """The text with each so-manieth word replaced."""
    return " ".join("another" if at % every == every - 1 else word for at, word in enumerate(text.split()))


@pytest.mark.parametrize(
    "copy",
    [
        FERRY,
        FERRY.upper(),
        edited(FERRY, 15),
        f"{DEBRIS} {FERRY} {DEBRIS}",
        FERRY[: len(FERRY) // 4],
        FERRY[len(FERRY) // 2 :],
        f"{DEBRIS} {edited(FERRY, 30)[: len(FERRY) // 2]}",
        " ".join(FERRY.split(". ")[::-1]),
    ],
    ids=["same", "case", "edited", "debris", "beginning", "end", "all at once", "other order"],
)
def test_a_copy_in_another_outlet_is_the_same_story(copy: str) -> None:
    assert found(FERRY, copy) == [0, 0]


@pytest.mark.parametrize(
    "other",
    [FERRY_BY_ANOTHER, FERRY_IN_GERMAN, FERRY[:200] + FERRY_BY_ANOTHER, edited(FERRY, 4), DEBRIS, ""],
    ids=["own report", "translation", "own report with a quote", "rewritten", "debris alone", "nothing"],
)
def test_another_report_is_another_story(other: str) -> None:
    assert found(FERRY, other) == [0, 1]


@pytest.mark.parametrize("text", [CHINESE, THAI])
def test_scripts_without_spaces_are_compared_too(text: str) -> None:
    assert found(text, f"{text[: len(text) // 2]} 编辑：王", FERRY) == [0, 0, 2]


def test_a_text_that_is_small_beside_the_other_is_not_its_story() -> None:
    page = run("live", 2000)
    assert found(page, " ".join(page.split()[:100]), " ".join(page.split()[:500])) == [0, 1, 0]


def test_a_short_text_says_too_little_to_be_a_story() -> None:
    assert found(run("a", 20), run("a", 20)) == [0, 0]
    assert found(run("a", 19), run("a", 19)) == [0, 1]
    assert found("ha " * 500, "ha " * 500) == [0, 1]
    assert found("", "") == [0, 1]


def test_an_outlet_replaces_its_page_but_its_pages_may_share_half() -> None:
    page, update, column = run("a", 100), run("a", 90) + run(" b", 30), run("a", 65) + run(" c", 35)
    assert found(page, update, outlets=[0, 0]) == [0, 0]
    assert found(page, column, outlets=[0, 0]) == [0, 1]
    assert found(page, column, outlets=[0, 1]) == [0, 0]


def test_editions_of_a_column_are_stories_of_their_own_however_long_its_furniture() -> None:
    editions = [f"{run('rules', 240)} {run(f'week{n}x', 60)}" for n in range(4)]
    assert found(*editions, outlets=[0, 0, 0, 0]) == [0, 1, 2, 3]
    copy = f"{editions[2]} {run('elsewhere', 30)}"
    assert found(*editions, copy, outlets=[0, 0, 0, 0, 1])[2] == 2
    assert found(*editions, copy, outlets=[0, 0, 0, 0, 1])[4] in {0, 1, 2, 3}


def test_one_article_under_many_addresses_of_its_outlet_is_one_story() -> None:
    assert found(FERRY, FERRY, f"{FERRY} {run('x', 10)}", FERRY, outlets=[7, 7, 7, 7]) == [0, 0, 0, 0]


def test_many_addresses_with_a_little_debris_of_their_own_are_not_editions_of_a_column() -> None:
    assert found(*(f"{FERRY} {run(f'related{n}x', 8)}" for n in range(4)), outlets=[7, 7, 7, 7]) == [0, 0, 0, 0]


def test_a_notice_that_an_outlet_repeats_is_no_story() -> None:
    notice = run("subscribe", 50)
    assert found(notice, notice, notice, outlets=[0, 0, 0]) == [0, 1, 2]
    assert found(notice, notice, outlets=[0, 0]) == [0, 0]


def test_like_and_like_again_do_not_chain() -> None:
    words = run("w", 1400).split()
    texts = [" ".join(words[at : at + 400]) for at in range(0, 1001, 200)]
    members = [set(np.flatnonzero(np.array(found(*texts)) == story)) for story in set(found(*texts))]
    assert all(max(each) - min(each) <= 1 for each in members)  # the next shares half, the one after it nothing


def test_a_page_that_takes_in_three_stories_does_not_make_them_one() -> None:
    one, two, three = run("a", 150), run("b", 150), run("c", 150)
    result = found(one, two, three, f"{one} {two} {three}")
    assert len(set(result[:3])) == 3


def test_a_story_in_hundreds_of_outlets_is_one_story() -> None:
    texts = [f"{run(f'head{n}x', 20)} {edited(FERRY, 25 + n * 37 % 66)}" for n in range(300)]
    assert set(found(*texts, *(run(f"own{n}x", 120) for n in range(50)))[:300]) == {0}


def test_a_copy_is_found_though_many_others_that_are_no_copies_quote_the_same_words() -> None:
    one, two = run("a", 60), run("b", 60)
    quoting = [f"{part} {run(f'own{n}x', 70)}" for n, part in enumerate([one, two] * 6)]
    assert found(f"{one} {two} {run('rest', 130)}", *quoting, f"{one} {two}") == [*range(13), 0]


def test_pairs_are_the_same_however_many_turns_they_are_found_in(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"{run(f'story{n % 7}x', 150)} {run(f'own{n}x', 20)}" for n in range(40)]
    at_once = found(*texts)
    assert at_once == [n % 7 for n in range(40)]
    monkeypatch.setattr(duplicates, "_PAIRS_AT_ONCE", 100)
    assert found(*texts) == at_once
    pairs = list(duplicates._candidates([sketch(text) for text in texts]))
    assert len(set(pairs)) == len(pairs) > 0


def test_the_story_is_named_by_its_lowest_article() -> None:
    sketches = [sketch(text) for text in (FERRY_BY_ANOTHER, FERRY, f"{DEBRIS} {FERRY}")]
    assert stories(sketches, np.array([5, 90, 12]), np.array([0, 1, 2])).tolist() == [5, 12, 12]


def test_between_equals_the_lower_article_decides_in_whatever_order_they_come() -> None:
    words = run("w", 204).split()
    sketches = [sketch(" ".join(words[at : at + 104])) for at in (0, 50, 100)]  # the middle one is half of each other
    for order in permutations(range(3)):
        ids = np.array(order)
        result = stories([sketches[at] for at in order], ids, ids).tolist()
        assert [result[order.index(at)] for at in range(3)] == [0, 0, 2]


def test_no_articles_have_no_stories() -> None:
    assert found() == []


def test_a_sketch_is_bounded_and_ascending() -> None:
    made = sketch(run("w", 3000))
    assert len(made) == SKETCH == 256
    assert (np.diff(made.astype(np.int64)) > 0).all()
    assert len(sketch(run("w", 30))) == 26  # each run of five words once


def test_a_sketch_takes_text_that_is_no_utf_8() -> None:
    assert len(sketch(run("a\ud800b ", 30))) > 0


TEXTS = st.lists(
    st.lists(st.sampled_from([run(f"p{n}x", 12) for n in range(8)]), min_size=1, max_size=6).map(" ".join),
    min_size=1,
    max_size=10,
)


@settings(deadline=None)
@given(TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_does_not_matter(texts: list[str], chance: random.Random) -> None:
    sketches, articles = [sketch(text) for text in texts], np.arange(len(texts)) * 3 + 1
    outlets = np.array([chance.randrange(3) for _ in texts])
    order = np.array(chance.sample(range(len(texts)), len(texts)))
    mixed = stories([sketches[at] for at in order], articles[order], outlets[order])
    assert mixed.tolist() == stories(sketches, articles, outlets)[order].tolist()


@settings(deadline=None)
@given(TEXTS)
def test_identical_texts_of_different_outlets_are_always_one_story(texts: list[str]) -> None:
    result = found(*texts)
    for at, text in enumerate(texts):
        if len(sketch(text)):
            assert result[at] == result[texts.index(text)]


@settings(deadline=None)
@given(st.lists(st.integers(1, 700), max_size=8), st.booleans())
def test_texts_without_a_common_word_are_never_one_story(lengths: list[int], same_outlet: bool) -> None:  # noqa: FBT001
    texts = [run(f"t{n}x", length) for n, length in enumerate(lengths)]
    assert found(*texts, outlets=[0] * len(texts) if same_outlet else None) == list(range(len(texts)))


@settings(deadline=None)
@given(TEXTS)
def test_a_story_is_one_of_its_own_articles(texts: list[str]) -> None:
    result = found(*texts)
    assert all(result[story] == story <= at for at, story in enumerate(result))


TWELVE = "The harbour master told reporters on Sunday that nine boats had sunk."
CHINESE_QUOTE = "乘客可以免费改签，另有一艘小船每天两次运送邮件和药品。"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (FERRY, FERRY[:60]),
        (f"{DEBRIS} {TWELVE} {FERRY}", TWELVE),
        (f"{DEBRIS} {TWELVE.upper().replace(' ', '  ')}", TWELVE),
        (f"{DEBRIS} The harbour master said on Sunday that nine boats had sunk. {FERRY}", TWELVE),  # two words lost
        (f"The harbour master Ada Penn told reporters late on Sunday that nine boats had sunk. {FERRY}", TWELVE),
        ("Prices rose by 1.234,5 crowns, and 40 boats sank.", "prices rose by 1,234.5 crowns"),
        (f"In 2019: {TWELVE} It took 3 days.", TWELVE),  # numbers outside it do not count
        (CHINESE, CHINESE_QUOTE),
        (CHINESE, CHINESE_QUOTE.replace("小船", "快艇")),
        (THAI, THAI[:60]),
        ("Yes, he said.", "Yes."),
    ],
)
def test_an_article_carries_a_quote_whose_words_it_holds_nearly_all_in_one_place(text: str, quote: str) -> None:
    assert carries(text, quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (FERRY, TWELVE),
        (FERRY_BY_ANOTHER, FERRY[:143]),  # the same, told in other words
        (FERRY_IN_GERMAN, FERRY[:143]),
        ("The harbour master said that nine boats had sunk.", TWELVE),  # three of twelve words lost
        ("Sunk had boats nine that Sunday on reporters told master harbour the.", TWELVE),  # other order
        (f"The harbour master told reporters {run('much', 20)} on Sunday that nine boats had sunk.", TWELVE),
        ("The vote of the council was 17 to 12.", "The vote of the council was 16 to 13."),
        ("The council of the town met, and 12 voted for the tax.", "The council of the town met, and 13 voted for it."),
        (
            "About 12 to 15 boats sank in the storm on Sunday night.",
            "About 12 boats sank in the storm on Sunday night.",
        ),
        ("Boats sank in the storm on Sunday night near the pier.", "9 boats sank in the storm on Sunday night."),
        (CHINESE.replace("两次", "12次"), CHINESE_QUOTE),
        (THAI, CHINESE_QUOTE),
        ("", TWELVE),
        (FERRY, ""),
        (FERRY, "…?!"),
        ("", ""),
    ],
)
def test_an_article_does_not_carry_a_quote_in_other_words_or_with_other_numbers(text: str, quote: str) -> None:
    assert not carries(text, quote)


def test_a_quote_is_looked_for_at_every_place_that_may_hold_it() -> None:
    earlier = "The harbour master told reporters on 5 Sundays that nine boats had sunk."
    assert carries(f"{earlier} {run('w', 40)} {TWELVE}", TWELVE)


@settings(deadline=None)
@given(TEXTS, st.integers(0, 70), st.integers(1, 60))
def test_an_article_carries_whatever_is_quoted_from_it(texts: list[str], start: int, length: int) -> None:
    text = " ".join(texts)
    if quote := " ".join(text.split()[start : start + length]):
        assert carries(text, quote)


def day(number: int) -> datetime:
    return datetime(2024, 11, number, tzinfo=UTC)


@pytest.mark.parametrize(
    ("outlets", "published", "expected"),
    [
        ([], [], []),
        (["A"], [None], [0]),
        (["A", "A"], [day(1), day(2)], [1]),
        (["A", "A"], [day(2), day(1)], [0]),
        (["A", "A"], [None, day(1)], [1]),
        (["A", "B"], [day(1), day(2)], [1, 0]),
        (["A", "B"], [day(1), day(1)], [0, 1]),
        (["A", "B", "A", "C"], [day(1), day(2), day(3), None], [2, 1, 3]),
    ],
)
def test_of_each_outlet_the_newest_article_stands_newest_first(
    outlets: list[str], published: list[datetime | None], expected: list[int]
) -> None:
    assert standing(outlets, published) == expected
