from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.locale import LANGUAGES, Messages
from bot.views.status import status_view
from fakes import CannedNews
from index.types import SourceStatus
from tdlib import parse_html

if TYPE_CHECKING:
    from bot.reply import Reply

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def read(reply: Reply) -> str:
    (text,) = reply.texts
    return parse_html(text).text


@pytest.mark.parametrize(
    ("messages", "lines"),
    [
        (
            LANGUAGES[0],
            [
                "The index was made on 1 Dec 2024, 08:00 UTC.",
                "✗ https://quay.example/b: HTTP 503; never read yet",
                "✓ https://quay.example/a: last read 26 Nov 2026, 12:00 UTC",
            ],
        ),
        (
            LANGUAGES[1],
            [
                "Der Index ist vom 01.12.2024, 08:00 UTC.",
                "✗ https://quay.example/b: HTTP 503; noch nie gelesen",
                "✓ https://quay.example/a: zuletzt gelesen am 26.11.2026, 12:00 UTC",
            ],
        ),
        (
            LANGUAGES[2],
            [
                "Chỉ mục được tạo lúc 08:00 UTC, 1/12/2024.",
                "✗ https://quay.example/b: HTTP 503; chưa đọc được lần nào",
                "✓ https://quay.example/a: đọc lần cuối lúc 12:00 UTC, 26/11/2026",
            ],
        ),
        (
            LANGUAGES[3],
            [
                "L’index a été créé le 1 déc. 2024, 08:00 UTC.",
                "✗ https://quay.example/b: HTTP 503; encore jamais lu",
                "✓ https://quay.example/a: dernière lecture le 26 nov. 2026, 12:00 UTC",
            ],
        ),
        (
            LANGUAGES[4],
            [
                "El índice se creó el 1 dic 2024, 8:00 UTC.",
                "✗ https://quay.example/b: HTTP 503; nunca leído hasta ahora",
                "✓ https://quay.example/a: última lectura el 26 nov 2026, 12:00 UTC",
            ],
        ),
        (
            LANGUAGES[5],
            [
                "Индекс создан 1 дек. 2024\u202fг., 08:00 UTC.",
                "✗ https://quay.example/b: HTTP 503; ещё ни разу не прочитано",
                "✓ https://quay.example/a: последнее чтение: 26 нояб. 2026\u202fг., 12:00 UTC",
            ],
        ),
    ],
)
def test_the_status_tells_how_current_each_source_is_what_failed_first(messages: Messages, lines: list[str]) -> None:
    sources = (
        SourceStatus(url="https://quay.example/a", kind="feed", succeeded=NOW, tried=NOW, failure=None),
        SourceStatus(url="https://quay.example/b", kind=None, succeeded=None, tried=NOW, failure="HTTP 503"),
    )
    status = replace(CannedNews().status(), sources=sources)
    told = read(status_view(status, messages, addresses=True)).split("\n")
    assert told[1] == lines[0]
    assert told[3:] == lines[1:]
    # An address may hold a secret: who asks on Telegram sees the host.
    public = read(status_view(status, messages))
    assert "✓ quay.example: " in public
    assert "quay.example/" not in public
    assert "503" not in public


def test_a_status_of_many_sources_with_long_words_fits_into_one_message() -> None:
    sources = tuple(
        SourceStatus(url="https://quay.example/" + "x" * 900, kind=None, succeeded=None, tried=NOW, failure="y" * 900)
        for _ in range(200)
    )
    status = replace(CannedNews().status(), sources=sources)
    for messages in LANGUAGES:
        for addresses in (True, False):
            told = read(status_view(status, messages, addresses=addresses))
            assert len(told) < 4096
            assert told.endswith(messages.more(185))
