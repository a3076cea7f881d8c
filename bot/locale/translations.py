"""The translations: a gettext catalog per language, in the folder beside.

A new text is written in English where it is said, and added to every catalog by hand or with
``pybabel extract bot/locale`` and ``pybabel update``; tests/test_locale.py names what a catalog lacks.
"""

from __future__ import annotations

import gettext
from functools import cache
from importlib.resources import files
from io import BytesIO
from threading import Lock

_READING = Lock()


def translations(code: str) -> gettext.NullTranslations:
    """The translations into a language, read the first time they are asked for; English is what is translated."""
    with _READING:
        return _read(code)


@cache
def _read(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with files(__package__).joinpath("catalogs", f"{code}.po").open("rb") as file:
        catalog = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
