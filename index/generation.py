"""Generations on disk: immutable snapshots, each in a folder of its own, one of them named by a pointer.

    data/current                the number of the newest generation
    data/generations/000012/    parts/, lexical/, catalog.*, manifest.json

Files that never change are shared by hard links with the generation before; where such a file is damaged both are, and
the next rebuild makes everything anew from the store.

A generation is written under a temporary name, brought to disk, renamed, and becomes visible by one atomic rename of
the pointer. Readers hold a shared lock on its manifest for as long as they use it.
"""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from index import location
from index.errors import DamagedIndexError, IndexNotFoundError
from index.manifest import DAMAGE, MANIFEST, Manifest, model_of_other_format, parse, verify, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

logger = logging.getLogger(__name__)

STORE = location.STORE
LOCK = "writer.lock"
_POINTER, _FOLDER, _UNFINISHED = "current", "generations", "unfinished-"
_KEPT = 2  # the newest, and one to fall back on


class Generation:
    """A verified generation, kept from being deleted until it is closed."""

    def __init__(self, folder: Path, manifest: Manifest, lease: IO[bytes]) -> None:
        self.folder = folder
        self.manifest = manifest
        self._lease = lease

    def close(self) -> None:
        """Give the generation back; it may be deleted from now on."""
        self._lease.close()


def open_newest(data: Path) -> Generation:
    """Open the generation that the pointer names, or, where that one is damaged, the one before, with a warning.

    Raises:
        IndexNotFoundError: if none was ever published.
        DamagedIndexError: if none passes its checks.
    """
    newest = current_number(data)
    if newest is None:
        raise IndexNotFoundError(data)
    reason = "no generation on disk"
    for number in sorted((n for n in _numbers(data) if n <= newest), reverse=True):
        try:
            generation = _open(folder_of(data, number))
        except DAMAGE as error:
            reason = f"generation {number}: {error}"
            logger.warning("damaged generation=%d reason=%s", number, error)
            continue
        if number != newest:
            logger.warning("fell back to generation=%d from=%d: rebuild the index", number, newest)
        return generation
    if current_number(data) != newest:
        return open_newest(data)  # rebuilds went by in between, and took away what was to be opened
    raise DamagedIndexError(data, reason)


def current_number(data: Path) -> int | None:
    """Number of the published generation, None where there is none.

    A pointer that cannot be read is replaced by the highest number on disk: only finished generations have one.
    """
    pointer = data / _POINTER
    if not pointer.is_file():
        return None
    text = pointer.read_text("ascii", "replace").strip()
    if text.isdecimal():
        return int(text)
    logger.warning("damaged pointer=%s", pointer)
    return max(_numbers(data), default=None)


def verified_manifest(data: Path, number: int) -> Manifest | None:
    """Manifest of a generation, None where the generation is missing or damaged."""
    try:
        generation = _open(folder_of(data, number))
    except DAMAGE:
        return None
    with closing(generation):
        return generation.manifest


def current_model(data: Path) -> tuple[str | None, str | None]:
    """Name and precision of the model that the newest generation was made with, as far as it can be read.

    Of one that another version of this program wrote the name alone: that version may have had no choice of precision.
    Its files are not verified: whatever became of them, a rebuild is to go on with the same model.

    Returns:
        None for what is not known, both where there is no generation.
    """
    for number in sorted(_numbers(data), reverse=True):
        folder = folder_of(data, number)
        with suppress(*DAMAGE):
            model = parse((folder / MANIFEST).read_bytes())[0].model
            return model.name, model.precision
        if name := model_of_other_format(folder):
            return name, None
    return None, None


def is_own(data: Path, file: Path) -> bool:
    """Tell whether a file belongs to the index itself, so that a folder with both is read for its articles only."""
    if not file.is_relative_to(data):
        return False
    top = file.relative_to(data).parts[:1]
    return top in {(_FOLDER,), (_POINTER,)} or "".join(top).startswith((STORE, LOCK))


def begin(data: Path) -> Path:
    """Make an empty folder for the files of the next generation."""
    folder = data / _FOLDER / f"{_UNFINISHED}{os.getpid()}"
    folder.mkdir(parents=True)
    return folder


def folder_of(data: Path, number: int) -> Path:
    """Where a generation is, or would be."""
    return data / _FOLDER / f"{number:06}"


def publish(data: Path, unfinished: Path, manifest: Manifest, *, before: int | None = None) -> None:
    """Make a finished folder the published generation; atomic: before it is nothing, after it is all.

    Args:
        data: the index's folder.
        unfinished: as ``begin`` gave it, with all files of the generation in it.
        manifest: what it holds.
        before: number of a generation that was verified just now; files shared with it are taken to be sound.
    """
    own = write(unfinished, manifest, before=folder_of(data, before) if before else None)
    for path in (*own, *(p for p in unfinished.rglob("*") if p.is_dir()), unfinished):
        _to_disk(path)
    final = folder_of(data, manifest.number)
    unfinished.rename(final)
    _to_disk(final.parent)
    _point_to(data, manifest.number)
    logger.info("published generation=%d chunks=%d articles=%d", manifest.number, manifest.chunks, manifest.articles)


def sweep(data: Path) -> None:
    """Remove what a killed writer left: unfinished folders, and generations that were never pointed to."""
    newest = current_number(data) or 0
    for folder in sorted((data / _FOLDER).glob("*")):
        abandoned = folder.name.startswith(_UNFINISHED) or (folder.name.isdecimal() and int(folder.name) > newest)
        if abandoned:
            logger.info("removed unfinished folder=%s", folder.name)
            shutil.rmtree(folder)
    for leftover in data.glob(f"{_POINTER}.*"):
        leftover.unlink()


def retire(data: Path, *, damaged: int | None = None) -> int:
    """Delete generations that nobody needs: all but the newest two and those that a reader holds.

    Args:
        data: the index's folder.
        damaged: number of a generation that is no use to fall back on.

    Returns:
        Number of the oldest one that is left.
    """
    numbers = sorted(_numbers(data))
    kept = [number for number in numbers if number != damaged][-_KEPT:]
    for number in numbers:
        if number not in kept:
            _delete_unless_held(folder_of(data, number))
    return min(_numbers(data))


def _open(folder: Path) -> Generation:
    lease = (folder / MANIFEST).open("rb")
    try:
        fcntl.flock(lease, fcntl.LOCK_SH | fcntl.LOCK_NB)
        manifest, checksums = parse(lease.read())
        verify(folder, checksums)
    except BaseException:
        lease.close()
        raise
    return Generation(folder, manifest, lease)


def _point_to(data: Path, number: int) -> None:
    new = data / f"{_POINTER}.{os.getpid()}"
    new.write_text(f"{number}\n", "ascii")
    _to_disk(new)
    new.replace(data / _POINTER)
    _to_disk(data)


def _numbers(data: Path) -> Iterator[int]:
    return (int(folder.name) for folder in (data / _FOLDER).glob("*") if folder.name.isdecimal())


def _delete_unless_held(folder: Path) -> None:
    doomed = folder.with_name(f"{_UNFINISHED}{folder.name}")
    with suppress(FileNotFoundError), (folder / MANIFEST).open("rb") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        # Out of sight while no reader can take it, and so that a kill leaves nothing half-deleted that looks whole.
        folder.rename(doomed)
    if not doomed.exists():
        folder.rename(doomed)  # it had lost its manifest: no reader holds it
    shutil.rmtree(doomed)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
