"""The rules that something was made by: what was made by others is to be made anew."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files


@cache
def digest_of_rules(modules: tuple[str, ...], libraries: tuple[str, ...]) -> bytes:
    """Digest of modules' own text and of libraries' versions: no number that somebody must remember to raise.

    Args:
        modules: files below ``index``.
        libraries: installed distributions.
    """
    own = files("index")
    texts = [own.joinpath(name).read_bytes() for name in modules]
    versions = [version(name).encode() for name in libraries]
    return hashlib.sha256(b"\0".join((*texts, *versions))).digest()
