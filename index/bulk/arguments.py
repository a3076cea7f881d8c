"""What a command line may say of embedding by Ray."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from index.bulk.embedding import BulkEmbedding

_LOCAL: Final = "local"
_ADDRESS: Final = re.compile(r"local|auto|(ray://)?(\[[0-9a-fA-F:]+\]|[\w.-]+):\d{1,5}")


def add_ray_arguments(parser: argparse.ArgumentParser) -> None:
    """Let a parser take ``--ray`` and what belongs to it."""
    parser.add_argument(
        "--ray",
        nargs="?",
        const=_LOCAL,
        type=_address,
        metavar="ADDRESS",
        help="embed in processes of Ray: on this machine, or on the cluster at HOST:PORT (auto: the one that this "
        "machine belongs to); to be named after the sources",
    )
    parser.add_argument(
        "--ray-workers",
        type=_count,
        metavar="N",
        help="models that embed at the same time (default: one for each GPU, or for every four cores)",
    )
    parser.add_argument(
        "--ray-folder",
        metavar="URI",
        help="where texts wait and vectors come back, for this index alone; for a cluster a path or s3://, gs://, "
        "hdfs:// that all its machines reach (default: bulk in --data)",
    )
    parser.add_argument("--ray-keep", action="store_true", help="keep there what is done")


def ray_asked_for(arguments: argparse.Namespace, data: Path) -> BulkEmbedding | None:
    """What the arguments ask for, None where it is not ``--ray``.

    Args:
        arguments: also ``verbose``.
        data: folder of the index.

    Raises:
        MissingRayError: Ray is not installed.
    """
    if arguments.ray is None:
        return None
    from index.bulk.embedding import BulkEmbedding

    return BulkEmbedding.of(
        data,
        address=arguments.ray,
        folder=arguments.ray_folder,
        workers=arguments.ray_workers,
        keep_shards=arguments.ray_keep,
        verbose=arguments.verbose,
    )


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no address of Ray, such as head.example:6379; sources are to be named before --ray"
        )
    return text


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of workers")
    return int(text)
