"""What the chat in a terminal says."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from rich.console import Console

from bot import console

if TYPE_CHECKING:
    from index.protocols import News

MADE_LONG_AGO = re.compile(
    r"Articles without dates · index made .+ ago|Artikel\s+ohne\s+Datum\s+·\s+Index\s+vor\s+.+\s+erstellt"
)


def printed(news: News, *lines: str, width: int = 40) -> str:
    """What the chat says; the line that tells how current an answer is stands as «(as of)»."""
    out = io.StringIO()
    console.run(news, lines, Console(file=out, width=width))
    return MADE_LONG_AGO.sub("(as of)", out.getvalue())
