"""An HTML page -> a PNG, by a browser that is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from scripts.screening.page import WIDTH

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
"""Names under which one is looked for."""

_SCALE = 2  # dots a CSS pixel
_WINDOW = 800  # CSS pixels; a browser takes none as narrow as a phone
_COLOURS = 200
_SECONDS = 60


class NoBrowserError(RuntimeError):
    """No browser is installed that can take the picture; the text says which would do."""

    def __init__(self) -> None:
        super().__init__(f"no browser found: install one of {', '.join(BROWSERS)} (Debian: apt-get install chromium)")


def photograph(html: str, file: Path) -> None:
    """Write a page as a PNG of its whole height, two dots a CSS pixel.

    Raises:
        NoBrowserError: none is installed.
        RuntimeError: it took no picture.
    """
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        raise NoBrowserError
    with tempfile.TemporaryDirectory(prefix="newsbot-screens-") as folder:
        page, raw = Path(folder, "page.html"), Path(folder, "page.png")
        page.write_text(html, "utf-8")
        found = re.search(r'data-height="(\d+)"', _run(browser, folder, "--dump-dom", page.as_uri()))
        if found is None:
            raise RuntimeError("the page does not tell its height")
        height = int(found[1])
        _run(browser, folder, f"--screenshot={raw}", f"--window-size={_WINDOW},{height + 300}", page.as_uri())
        if not raw.exists():
            raise RuntimeError("the browser took no picture")
        _crop(raw, file, height)


def _run(browser: str, folder: str, *arguments: str) -> str:
    options = [
        "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--force-device-scale-factor={_SCALE}", f"--user-data-dir={folder}/profile",
    ]  # fmt: skip
    run = subprocess.run(  # noqa: S603 - a browser that was found, on a page of our own
        [browser, *options, *arguments], capture_output=True, text=True, check=False, timeout=_SECONDS
    )
    if run.returncode:
        raise RuntimeError(f"{browser} failed: {run.stderr.strip()[-300:]}")
    return run.stdout


def _crop(raw: Path, file: Path, height: int) -> None:
    from PIL import Image

    with Image.open(raw) as picture:
        phone = picture.convert("RGB").crop((0, 0, WIDTH * _SCALE, height * _SCALE))
        phone.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
