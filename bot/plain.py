"""Telegram HTML as text for a terminal."""

from __future__ import annotations

import html
import re

from bot.text import shown

_LINK = re.compile('<a href="([^"]*)">(.*?)</a>')
_TAG = re.compile("<[^>]*>")
_FRAGMENT = re.compile("#?:~:text=.*")


def plain(markup: str) -> str:
    """The same without tags and control characters, quotes in «…», the address of each link written out.

    The address of a line's only link stands in a line of its own below, where a terminal does not break it; of
    several, each stands behind its words. The words to scroll to are left out of it.
    """
    quoted = re.sub("<blockquote[^>]*>", "«", markup).replace("</blockquote>", "»")
    return "\n".join(map(_line, quoted.split("\n")))


def _line(markup: str) -> str:
    addresses = [_address(found[1]) for found in _LINK.finditer(markup)]
    if len(addresses) == 1:
        return f"{_text(markup)}\n  {addresses[0]}"
    return _text(_LINK.sub(lambda found: f"{found[2]} {html.escape(_address(found[1]))}", markup))


def _address(href: str) -> str:
    return shown(_FRAGMENT.sub("", html.unescape(href)))


def _text(markup: str) -> str:
    return shown(html.unescape(_TAG.sub("", markup)))
