from __future__ import annotations

import pytest

from index.accents import accented


@pytest.mark.parametrize(("typed", "meant"), [("nuoc", "nước"), ("duong", "đường"), ("viet", "việt"), ("la", "là")])
def test_a_word_without_marks_may_be_any_that_loses_them(typed: str, meant: str) -> None:
    assert meant in accented(typed)


def test_the_commonest_come_first_and_not_too_many() -> None:
    assert accented("khong")[0] == "không"
    assert max(len(accented(typed)) for typed in ("a", "da", "la", "tu", "co")) <= 8


def test_what_nobody_types_for_a_word_is_none() -> None:
    assert accented("qzx") == ()
    assert accented("đường") == ()
