from __future__ import annotations

import subprocess
import sys
import threading
from datetime import datetime

import pytest

from index.date_parsing import month_names, parse, relative_words

NOW = datetime(2024, 11, 20, 15)  # noqa: DTZ001 -- local time


@pytest.mark.parametrize(
    ("asked", "language", "found"),
    [
        ("30 November", "en", (datetime(2023, 11, 30), "day")),  # noqa: DTZ001
        ("01/02/2024", "en", (datetime(2024, 1, 2), "day")),  # noqa: DTZ001
        ("01.02.2024", "en", (datetime(2024, 2, 1), "day")),  # noqa: DTZ001
        ("01/02/2024", "fr", (datetime(2024, 2, 1), "day")),  # noqa: DTZ001
        ("31 April 2024", "en", None),
        ("gestern", "en", None),
        ("yesterday", "und", None),
    ],
)
def test_a_date_is_the_latest_such_day_in_the_order_of_its_language(
    asked: str, language: str, found: tuple[datetime, str] | None
) -> None:
    assert parse(asked, (language,), NOW) == found


def test_names_come_in_two_hundred_languages_and_are_none_in_an_unknown_one() -> None:
    assert "marraskuu" in month_names("fi")[10]
    assert month_names("und") == [set()] * 12
    assert relative_words("fi", "day", 1) == ["eilen"]
    assert relative_words("und", "day", 1) == []


def test_threads_may_ask_at_once() -> None:
    wrong: list[int] = []

    def ask(day: int) -> None:
        for _ in range(20):
            known = parse(f"{day} November 2024", ("en", "de"), NOW)
            if known is None or known[0].day != day:
                wrong.append(day)

    threads = [threading.Thread(target=ask, args=(day,)) for day in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_it_is_not_loaded_before_a_date_is_asked_for() -> None:
    code = "import sys, index, index.query, index.operators; sys.exit('dateparser' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
