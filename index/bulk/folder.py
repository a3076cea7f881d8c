"""The folder where shards lie, as Parquet files: of this machine, or in a storage that all machines reach."""

from __future__ import annotations

import re
import uuid
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from index.bulk.errors import BulkError, DamagedShardError, MissingRayError
from index.bulk.shards import TextShard, VectorShard
from index.protocols import ModelIdentity

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXTS: Final = ".texts.parquet"
_VECTORS: Final = ".vectors.parquet"
_UNFINISHED: Final = ".unfinished-"
_TRY: Final = ".unfinished-try-"
_KEPT: Final = "kept"
_NONSENSE: Final = (AttributeError, LookupError, TypeError, ValueError)  # what columns of other types lead to
_NAME: Final = re.compile(r"\d{12,}-[0-9a-f]{20}")


class ShardFolder:
    """Shards of one job: ``<name>.texts.parquet`` as long as it is not done, ``<name>.vectors.parquet`` once made.

    A file is there whole or not at all; whether it is as it was written is told by its checksum. Can be sent to other
    processes.

    Args:
        address: an absolute path, or an URI of a storage that pyarrow knows: ``s3://…``, ``gs://…``, ``hdfs://…``.
    """

    def __init__(self, address: str) -> None:
        self.address = address

    def __reduce__(self) -> tuple[type[ShardFolder], tuple[str]]:
        return ShardFolder, (self.address,)

    def inner(self, name: str) -> ShardFolder:
        """A folder in this one; the query of an URI (``?region=…``) stays its."""
        path, mark, query = self.address.partition("?")
        return ShardFolder(f"{path.rstrip('/')}/{name}{mark}{query}")

    def where(self, name: str) -> str:
        """What to call the file with a shard's vectors in a message."""
        return f"{self._path}/{name}{_VECTORS}"

    # --- what is there ---

    def waiting(self) -> list[str]:
        """Names of the shards that are not done, in order."""
        return sorted(self._names(_TEXTS))

    def made(self) -> set[str]:
        """Names of those whose vectors are there."""
        return self._names(_VECTORS)

    def tidy(self) -> None:
        """Delete what a kill has left: files without an end, vectors of shards that are done. Nobody may be writing."""
        left = [file for file in self._files() if file.startswith(_UNFINISHED)]
        for file in [*left, *(name + _VECTORS for name in self.made() - set(self.waiting()))]:
            self._delete(file)

    def drop(self, name: str) -> None:
        """Delete a shard."""
        self._delete(name + _TEXTS)
        self._delete(name + _VECTORS)

    def drop_vectors(self, name: str) -> None:
        """Delete a shard's vectors, so that they are made anew."""
        self._delete(name + _VECTORS)

    def set_aside(self, name: str) -> None:
        """Move a shard that is done out of the way."""
        self._fs.create_dir(f"{self._path}/{_KEPT}")
        for ending in (_TEXTS, _VECTORS):
            self._fs.move(f"{self._path}/{name}{ending}", f"{self._path}/{_KEPT}/{name}{ending}")

    # --- who is at it ---

    def begin(self, name: str, *, tries: int) -> bool:
        """Note that a shard is begun; False where it was so often, by workers that did not come to its end."""
        marks = self._marks(name, tries)
        begun = sum(found.is_file for found in self._fs.get_file_info(marks))
        if begun < tries:
            self._fs.open_output_stream(marks[begun]).close()
        return bool(begun < tries)

    def end(self, name: str, *, tries: int) -> None:
        """Note that it ended, in whatever way."""
        for found in self._fs.get_file_info(self._marks(name, tries)):
            if found.is_file:
                self._fs.delete_file(found.path)

    def _marks(self, name: str, tries: int) -> list[str]:
        return [f"{self._path}/{_TRY}{number}-{name}" for number in range(tries)]

    # --- shards ---

    def write_texts(self, shard: TextShard) -> None:
        """Write down what is to be embedded."""
        import pyarrow as pa

        columns = {
            "chunk": pa.array(shard.chunks, pa.int64()),
            "digest": pa.array(shard.digests, pa.binary()),
            "header": pa.array(shard.headers, pa.string()),
            "sentences": pa.array(shard.sentences, pa.list_(pa.string())),
        }
        self._write(shard.name + _TEXTS, columns, {**_told(shard.model), "checksum": shard.checksum})

    def read_texts(self, name: str) -> TextShard:
        """Read what is to be embedded; raises DamagedShardError where it is not as it was written."""
        columns, told = self._read(name + _TEXTS)
        try:
            shard = TextShard(
                model=_model(told),
                chunks=tuple(columns["chunk"]),
                digests=tuple(columns["digest"]),
                headers=tuple(columns["header"]),
                sentences=tuple(map(tuple, columns["sentences"])),
            )
            sound = (shard.name, shard.checksum) == (name, told["checksum"])
        except _NONSENSE as error:
            raise DamagedShardError(f"{self._path}/{name}{_TEXTS} is damaged: {error}") from error
        if not sound:
            raise DamagedShardError(f"{self._path}/{name}{_TEXTS} is damaged: its checksum is another one")
        return shard

    def write_vectors(self, shard: VectorShard) -> None:
        """Write down what was made."""
        import pyarrow as pa

        columns = {
            "chunk": pa.array(shard.chunks, pa.int64()),
            "digest": pa.array(shard.digests, pa.binary()),
            "vector": pa.array(shard.vectors, pa.binary()),
            "sentences": pa.array(shard.sentences, pa.binary()),
        }
        told = {**_told(shard.model), "dimension": str(shard.dimension), "checksum": shard.checksum}
        self._write(shard.name + _VECTORS, columns, told)

    def read_vectors(self, name: str) -> VectorShard:
        """Read what was made; raises DamagedShardError where it is not as it was written."""
        columns, told = self._read(name + _VECTORS)
        try:
            shard = VectorShard(
                name=name,
                model=_model(told),
                dimension=int(told["dimension"]),
                chunks=tuple(columns["chunk"]),
                digests=tuple(columns["digest"]),
                vectors=tuple(columns["vector"]),
                sentences=tuple(columns["sentences"]),
            )
            sound = shard.checksum == told["checksum"]
        except _NONSENSE as error:
            raise DamagedShardError(f"{self.where(name)} is damaged: {error}") from error
        if not sound:
            raise DamagedShardError(f"{self.where(name)} is damaged: its checksum is another one")
        return shard

    # --- files ---

    def _names(self, ending: str) -> set[str]:
        found = {file.removesuffix(ending) for file in self._files() if file.endswith(ending)}
        return {name for name in found if _NAME.fullmatch(name)}

    def _files(self) -> list[str]:
        from pyarrow.fs import FileSelector

        return [file.base_name for file in self._fs.get_file_info(FileSelector(self._path)) if file.is_file]

    def _delete(self, file: str) -> None:
        with suppress(FileNotFoundError):
            self._fs.delete_file(f"{self._path}/{file}")

    def _write(self, file: str, columns: Mapping[str, Any], told: Mapping[str, str]) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        table = pa.table(dict(columns)).replace_schema_metadata(dict(told))
        buffer = pa.BufferOutputStream()
        parquet.write_table(table, buffer, compression="zstd" if file.endswith(_TEXTS) else "none")
        unfinished = f"{self._path}/{_UNFINISHED}{uuid.uuid4().hex}"
        with self._fs.open_output_stream(unfinished) as stream:
            stream.write(buffer.getvalue())
        self._fs.move(unfinished, f"{self._path}/{file}")

    def _read(self, file: str) -> tuple[dict[str, list[Any]], dict[str, str]]:
        import pyarrow as pa
        from pyarrow import parquet

        # First the bytes, then what they mean: a storage that does not answer is no damage.
        with self._fs.open_input_stream(f"{self._path}/{file}") as stream:
            content = stream.read()
        try:
            table = parquet.read_table(pa.BufferReader(content))
            told = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
            return table.to_pydict(), told
        except (pa.ArrowException, OSError, ValueError) as error:
            raise DamagedShardError(f"{self._path}/{file} is damaged: {error}") from error

    @property
    def _fs(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        return self._opened[0]

    @property
    def _path(self) -> str:
        return self._opened[1]

    @cached_property
    def _opened(self) -> tuple[Any, str]:
        try:
            from pyarrow import ArrowInvalid
            from pyarrow.fs import FileSystem
        except ImportError as error:
            raise MissingRayError from error
        try:
            files, path = FileSystem.from_uri(self.address)
        except (ArrowInvalid, OSError, ValueError) as error:
            raise BulkError(f"cannot use the folder {self.address.partition('?')[0]!r}: {error}") from error
        files.create_dir(path, recursive=True)
        return files, path


def _told(model: ModelIdentity) -> dict[str, str]:
    return {"model": model.name, "fingerprint": model.fingerprint, "precision": model.precision}


def _model(told: Mapping[str, str]) -> ModelIdentity:
    return ModelIdentity(name=told["model"], fingerprint=told["fingerprint"], precision=told["precision"])
