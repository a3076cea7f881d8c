"""Files that never change, shared between generations."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def link(file: Path, new: Path) -> None:
    """Give a file a second name; where the file system knows no links, copy it."""
    try:
        os.link(file, new)
    except OSError:
        shutil.copyfile(file, new)


def link_all(folder: Path, new: Path) -> None:
    """Make a folder with the same files."""
    new.mkdir(parents=True)
    for file in sorted(folder.iterdir()):
        link(file, new / file.name)
