"""What a generation says of itself, and whether its files are as they were written."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from index.protocols import ModelIdentity

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = "manifest.json"
# Changes with all that is derived from the store, the tokens too: 1 knew no stories and no sentences, 2 no parts.
FORMAT = 3
DAMAGE = (OSError, ValueError, KeyError, TypeError, AttributeError)
"""What reading a damaged generation may raise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation says of itself.

    Attributes:
        number: 1, 2, 3 … in order of publication.
        published: when (UTC).
        model: whose vectors it holds.
        recipe: how its chunks were made.
        rules: what its tokens were made by, as ``tokenizer.rules`` tells it.
        contents: sha256 over the ids of its chunks: equal contents need no new generation.
        articles: number of articles.
        chunks: number of chunks.
        newest: latest publication time of an article, None where all are undated.
        languages: number of articles by language, most first.
        parts: how the vectors of each of its parts are searched, as ``dense.Facts``: how many lists are looked into,
            and the share of the nearest ten that this was measured to find.
    """

    number: int
    published: datetime
    model: ModelIdentity
    recipe: str
    rules: str
    contents: str
    articles: int
    chunks: int
    newest: datetime | None
    languages: dict[str, int]
    parts: dict[str, dict[str, float]] = field(default_factory=dict)


def write(folder: Path, manifest: Manifest, *, before: Path | None = None) -> list[Path]:
    """Write the manifest of a folder.

    Args:
        folder: with all files of the generation in it.
        manifest: what it holds.
        before: a generation that was just verified: what the folder shares with it is not read again.

    Returns:
        The files that ``before`` does not hold.
    """
    known = _read(before)[1] if before else {}
    checksums, own = {}, []
    for file in files(folder):
        name = str(file.relative_to(folder))
        if before and name in known and file.samefile(before / name):
            checksums[name] = known[name]
        else:
            checksums[name] = _checksum(file)
            own.append(file)
    content = {"format": FORMAT, "files": checksums, **asdict(manifest)}
    content["sha256"] = _digest(content)
    (folder / MANIFEST).write_text(json.dumps(content, indent=2, default=datetime.isoformat), "utf-8")
    return [*own, folder / MANIFEST]


def parse(content: bytes) -> tuple[Manifest, dict[str, str]]:
    """The manifest in a file's content, and the checksum of each file; raises one of ``DAMAGE``."""
    fields = json.loads(content)
    if fields["format"] != FORMAT:
        raise ValueError("written by another version of this program")
    if fields.pop("sha256") != _digest(fields):
        raise ValueError("manifest.json is not as it was written")
    del fields["format"]
    checksums: dict[str, str] = fields.pop("files")
    fields["published"] = datetime.fromisoformat(fields["published"])
    fields["newest"] = datetime.fromisoformat(fields["newest"]) if fields["newest"] else None
    fields["model"] = ModelIdentity(**fields["model"])
    return Manifest(**fields), checksums


def verify(folder: Path, checksums: dict[str, str]) -> None:
    """Read all files of a generation; raises one of ``DAMAGE`` if one is not as it was written."""
    for name, wanted in checksums.items():
        if _checksum(folder / name) != wanted:
            raise ValueError(f"{name} is not as it was written")


def model_of_other_format(folder: Path) -> str | None:
    """Name of the model of a generation that another version of this program wrote; None where it is none."""
    with suppress(*DAMAGE):
        fields = json.loads((folder / MANIFEST).read_bytes())
        if fields["format"] != FORMAT and fields.pop("sha256") == _digest(fields):
            return str(fields["model"]["name"])
    return None


def files(folder: Path) -> list[Path]:
    """The files of a generation, in order."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")


def _read(folder: Path) -> tuple[Manifest, dict[str, str]]:
    return parse((folder / MANIFEST).read_bytes())


def _checksum(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _digest(fields: dict[str, object]) -> str:
    """Of all that a manifest says, so that a flipped digit in it is noticed too."""
    return hashlib.sha256(json.dumps(fields, default=datetime.isoformat).encode()).hexdigest()
