"""What a collection holds of each chunk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

from index.milvus.dialect import build_parameters
from index.milvus.expressions import LIVE, on_server

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Sized

    from index.milvus.dialect import Dense, Dialect
    from index.milvus.weighing import Sparse

_NUMBERS = ("published", "source", "language", "added", "retired")
# Of what one request may be made of: servers take none above 64 MB.
_ROWS_AT_ONCE: Final = 1000
_WEIGHTS_AT_ONCE: Final = 1_000_000  # of words, eight bytes each


def fields_of(dialect: Dialect, dimension: int, dense: Dense) -> tuple[Any, Any]:
    """Schema and indexes of a collection, as pymilvus takes them."""
    from pymilvus import DataType, MilvusClient

    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("id", DataType.INT64, is_primary=True)
    for name in _NUMBERS:
        schema.add_field(name, DataType.INT64)
    schema.add_field("vector", DataType.FLOAT16_VECTOR if dialect.half else DataType.FLOAT_VECTOR, dim=dimension)
    indexes = MilvusClient.prepare_index_params()
    indexes.add_index("vector", index_name="vector", index_type=dense, metric_type="IP", params=build_parameters(dense))
    if dialect.sparse:
        schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
        indexes.add_index("words", index_name="words", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
    return schema, indexes


def row(  # noqa: PLR0913 - what a row is made of
    dialect: Dialect,
    passage: int,
    *,
    published: int,
    source: int,
    language: int,
    added: int,
    retired: int | None,
    vector: bytes,
    words: Sparse,
) -> Mapping[str, object]:
    """A chunk as the server takes it.

    Args:
        dialect: the server's.
        passage: its id there.
        published: seconds since 1970 UTC, or ``catalog.UNDATED``.
        source: number of its outlet.
        language: its number.
        added: first generation that holds it.
        retired: first one that does not, None where there is none yet.
        vector: float16, of unit length.
        words: as ``weighing.document`` makes them.
    """
    halves = np.frombuffer(vector, np.float16)
    told: dict[str, object] = {
        "id": passage,
        "published": on_server(published),
        "source": source,
        "language": language,
        "added": added,
        "retired": LIVE if retired is None else retired,
        "vector": halves if dialect.half else halves.astype(np.float32),
    }
    return told | ({"words": words} if dialect.sparse else {})


def parted(rows: Sequence[Mapping[str, object]]) -> Iterator[list[Mapping[str, object]]]:
    """Rows in as many requests as the server takes them in; a row is never parted."""
    some: list[Mapping[str, object]] = []
    weights = 0
    for one in rows:
        own = len(cast("Sized", one.get("words", ())))
        if some and (len(some) == _ROWS_AT_ONCE or weights + own > _WEIGHTS_AT_ONCE):
            yield some
            some, weights = [], 0
        some.append(one)
        weights += own
    if some:
        yield some
