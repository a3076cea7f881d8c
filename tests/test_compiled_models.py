"""Compiled models on disk: made once, compared with the original, remembered where they are no use."""

from __future__ import annotations

import io
import json
import logging
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import compilation
from index.compiled_embedding import CompiledEmbedder
from index.compiled_models import NETWORK, TABLE, CompiledModel, cache_folder, compiled_model
from index.embedding import load_embedder
from index.errors import ModelError, NotCompilableError
from index.models import Model
from index.packing import Feeding
from index.torch_embedding import SentenceTransformerEmbedder
from tiny_models import save_tiny_model

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sentence_transformers.sentence_transformer.modules.pooling import PoolingMode

    from index.packing import Fed

WORDS = [
    "the", "harbour", "ferry", "mayor", "quay", "opened", "sails", "speaks", "today", "on", "at", "ship", "crane",
    "storm", "light", "bridge", "old", "new", "north", "south",
]  # fmt: skip
TEXTS = [" ".join(WORDS[(3 * at + step * (1 + at % 5)) % len(WORDS)] for step in range(4 + at % 9)) for at in range(60)]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny_model(tmp_path_factory.mktemp("models") / "tiny", WORDS)


@pytest.fixture(scope="module")
def compiled(tiny: Path) -> dict[str, CompiledModel]:
    """The tiny model, compiled to each precision."""
    return {
        precision: compiled_model(Model("tiny", tiny), precision, texts=lambda: TEXTS) for precision in ("int8", "fp32")
    }


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return cache_folder()


@pytest.fixture
def full_cache(compiled: dict[str, CompiledModel], cache: Path) -> dict[str, Path]:
    """A cache with copies of the compiled models, to be treated badly; the folder of each, by precision."""
    return {
        precision: shutil.copytree(one.folder, cache / one.folder.parent.name / one.folder.name)
        for precision, one in compiled.items()
    }


def asked(times: list[int]) -> Sequence[str]:
    times.append(1)
    return TEXTS


@pytest.mark.parametrize("precision", ["int8", "fp32"])
def test_a_compiled_model_gives_its_originals_vectors(
    compiled: dict[str, CompiledModel], tiny: Path, precision: str
) -> None:
    model = Model("tiny", tiny)
    embedder = CompiledEmbedder(model, compiled[precision])
    original = SentenceTransformerEmbedder(model, device="cpu")
    texts = [" ".join(reversed(text.split())) for text in TEXTS]
    cosines = (embedder.embed_passages(texts) * original.embed_passages(texts)).sum(axis=1)
    assert cosines.min() > {"int8": 0.98, "fp32": 0.9995}[precision]
    assert cosines.mean() > {"int8": 0.995, "fp32": 0.9995}[precision]
    assert embedder.identity.precision == precision
    assert embedder.identity.fingerprint == original.identity.fingerprint
    assert embedder.dimension == original.dimension


def test_a_model_is_compiled_once_for_each_precision(full_cache: dict[str, Path], tiny: Path) -> None:
    for precision, folder in full_cache.items():
        times: list[int] = []
        found = compiled_model(Model("tiny", tiny), precision, texts=partial(asked, times))
        assert (found.folder, times) == (folder, [])
        files = sorted(file.name for file in folder.iterdir() if file.is_file())
        assert files == ["lock", "network.bin", NETWORK, "outcome.json", TABLE]


@pytest.mark.parametrize("damage", ["no outcome", "half an outcome", "no network"])
def test_one_whose_making_was_interrupted_is_made_anew(
    full_cache: dict[str, Path],
    tiny: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    *,
    damage: str,
) -> None:
    folder = full_cache["fp32"]
    if damage == "half an outcome":
        (folder / "outcome.json").write_text("{", "utf-8")
    else:
        (folder / {"no outcome": "outcome.json", "no network": NETWORK}[damage]).unlink()
    (folder / "unfinished-killed").mkdir()
    # Whatever lies where the user happens to be is no part of this program.
    (folder.parent / "random.py").write_text("raise RuntimeError('not this one')", "utf-8")
    monkeypatch.chdir(folder.parent)
    caplog.set_level(logging.WARNING)
    times: list[int] = []
    assert compiled_model(Model("tiny", tiny), "fp32", texts=partial(asked, times)).dimension == 64
    assert times == [1]
    assert not list(folder.glob("unfinished-*"))
    assert caplog.messages == ["compiling model=tiny precision=fp32: once, about half a minute"]
    outcome = json.loads((folder / "outcome.json").read_text("utf-8"))
    assert outcome["compiled"] == {
        "precision": "fp32", "dimension": 64, "first": 0, "pooling": "mean", "packs": True
    }  # fmt: skip


@pytest.mark.parametrize(("mean", "said"), [(0.9949, "0.9949"), (float("nan"), "nan")])
def test_a_model_too_far_from_its_original_is_refused_and_the_next_best_serves(
    full_cache: dict[str, Path], tiny: Path, caplog: pytest.LogCaptureFixture, mean: float, said: str
) -> None:
    file = full_cache["int8"] / "outcome.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | {"mean": mean}), "utf-8")
    caplog.set_level(logging.WARNING)
    embedder = load_embedder(str(tiny), precision="int8")
    assert isinstance(embedder, CompiledEmbedder)
    assert embedder.identity.precision == "fp32"
    assert caplog.messages == [
        f"not compiled: {tiny} in int8 is too far from the original: mean cosine {said}, needed 0.995"
    ]


def test_a_model_that_cannot_be_compiled_is_served_by_the_original(
    full_cache: dict[str, Path], tiny: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for folder in full_cache.values():
        (folder / "outcome.json").write_text('{"failed": "RuntimeError: no such operation"}', "utf-8")
    with pytest.raises(NotCompilableError, match="cannot be compiled to int8: RuntimeError: no such operation"):
        compiled_model(Model("tiny", tiny), "int8", texts=lambda: TEXTS)
    caplog.set_level(logging.WARNING)
    embedder = load_embedder(str(tiny), precision="int8")
    assert isinstance(embedder, SentenceTransformerEmbedder)
    assert caplog.text.count("cannot be compiled to") == 2
    assert embedder.embed_questions(["the harbour"]).shape == (1, 64)


def test_what_the_machine_lacked_is_not_remembered_of_the_model(
    cache: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "broken" / "nncf").mkdir(parents=True)
    (tmp_path / "broken" / "nncf" / "__init__.py").write_text("raise ImportError('nncf is not for today')", "utf-8")
    model = Model("tiny", tiny)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "broken"))
    with pytest.raises(NotCompilableError, match=r"could not be compiled to int8: .*nncf is not for today"):
        compiled_model(model, "int8", texts=lambda: TEXTS)
    assert [file.name for file in cache.rglob("*") if file.is_file()] == ["lock"]


def test_compiling_that_was_stopped_is_no_reason_to_compile_otherwise(
    cache: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "stopped" / "nncf").mkdir(parents=True)
    stop = "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"
    (tmp_path / "stopped" / "nncf" / "__init__.py").write_text(stop, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "stopped"))
    with pytest.raises(ModelError, match="was stopped; it begins anew the next time") as stopped:
        load_embedder(str(tiny), precision="int8")
    assert not isinstance(stopped.value, NotCompilableError)
    assert not list(cache.rglob("outcome.json"))


def test_where_nothing_can_be_kept_the_reason_is_told_and_the_original_serves(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert isinstance(load_embedder(str(tiny), precision="fp32"), SentenceTransformerEmbedder)
    assert "Not a directory" in caplog.text
    assert "XDG_CACHE_HOME names another cache" in caplog.text


def test_two_processes_make_a_model_once(cache: Path, tiny: Path, caplog: pytest.LogCaptureFixture) -> None:
    times: list[int] = []
    with ThreadPoolExecutor(2) as pool:
        made = [pool.submit(compiled_model, Model("tiny", tiny), "fp32", texts=partial(asked, times)) for _ in range(2)]
        assert made[0].result(60) == made[1].result(60)
    assert times == [1]
    assert sorted(message.split(" model=")[0] for message in caplog.messages) == [
        "compiling", "waiting for another process that compiles"
    ]  # fmt: skip
    assert len(list(cache.rglob("outcome.json"))) == 1


@pytest.mark.usefixtures("cache")
def test_an_original_that_cannot_be_loaded_is_an_error_and_not_remembered(tiny: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(tiny, tmp_path / "broken")
    weights = broken / "model.safetensors"
    whole = weights.read_bytes()
    weights.write_bytes(whole[:1000])
    with pytest.raises(ModelError, match=f"cannot load the model '{broken}'") as refused:
        load_embedder(str(broken))
    assert not isinstance(refused.value, NotCompilableError)
    assert not list(cache_folder().rglob("outcome.json"))


# --- the process that compiles ---


def job(tiny: Path, folder: Path, **changed: object) -> str:
    fields = {"name": "tiny", "model": str(tiny), "folder": str(folder), "precision": "fp32", "texts": TEXTS}
    return json.dumps(fields | changed)


def told(said: str) -> dict[str, object]:
    outcome: dict[str, object] = json.loads(said.splitlines()[-1])
    return outcome


def test_an_outcome_tells_how_near_the_original_is(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(job(tiny, tmp_path)))
    assert compilation.main() == 0
    outcome = told(capsys.readouterr().out)
    assert outcome["texts"] == 28  # every third of the sixty, and eight that are long
    assert 0.999 < float(str(outcome["lowest"])) <= float(str(outcome["mean"])) < 1.001


@pytest.mark.filterwarnings("ignore")  # as the process that compiles does
@pytest.mark.parametrize(
    ("kind", "pooling", "narrowed"),
    [
        ("xlm-roberta", "mean", None),  # counts places from behind its padding token
        ("mpnet", "cls", None),  # knows how far apart tokens are as well
        ("bert", "mean", 32),
        ("distilbert", "mean", None),  # knows no types of tokens
    ],
)
def test_models_of_many_kinds_can_be_compiled(
    tmp_path: Path,
    kind: str,
    pooling: PoolingMode,
    narrowed: int | None,
) -> None:
    model = Model("tiny", save_tiny_model(tmp_path / "model", WORDS, kind=kind, pooling=pooling, narrowed=narrowed))
    (tmp_path / "made").mkdir()
    outcome = compilation.compile_model(model, tmp_path / "made", precision="fp32", texts=TEXTS)
    assert outcome.mean > 0.9995
    compiled = CompiledModel(folder=tmp_path / "made", **outcome.compiled)
    assert (compiled.pooling, compiled.packs, compiled.dimension) == (pooling, True, narrowed or 64)
    embedder, original = CompiledEmbedder(model, compiled), SentenceTransformerEmbedder(model, device="cpu")
    for texts in (TEXTS[:3], TEXTS):
        assert (embedder.embed_passages(texts) * original.embed_passages(texts)).sum(axis=1).min() > 0.999


@pytest.mark.filterwarnings("ignore")
def test_one_that_is_not_its_original_in_a_row_of_several_texts_computes_a_row_for_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Feeding.packed

    def packed(feeding: Feeding, texts: Sequence[Sequence[int]]) -> Fed:
        fed = whole(feeding, texts)
        # As it were with a model that counts places by itself, from the beginning of the row.
        return fed | {"positions": feeding.first + np.arange(fed["positions"].size)[None]}

    monkeypatch.setattr(Feeding, "packed", packed)
    model = Model("tiny", save_tiny_model(tmp_path / "model", WORDS, kind="distilbert"))
    outcome = compilation.compile_model(model, tmp_path, precision="fp32", texts=TEXTS)
    assert outcome.compiled["packs"] is False
    assert outcome.mean > 0.9995
    compiled = CompiledModel(folder=tmp_path, **outcome.compiled)
    embedder, original = CompiledEmbedder(model, compiled), SentenceTransformerEmbedder(model, device="cpu")
    assert (embedder.embed_passages(TEXTS[:3]) * original.embed_passages(TEXTS[:3])).sum(axis=1).min() > 0.999


def test_a_model_that_pools_in_another_way_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = save_tiny_model(tmp_path / "model", WORDS, pooling="max")
    monkeypatch.setattr("sys.stdin", io.StringIO(job(folder, tmp_path)))
    assert compilation.main() == 0
    assert "its pooling is not by the mean or the first token" in str(told(capsys.readouterr().out)["failed"])


@pytest.mark.parametrize(
    ("raised", "outcome"),
    [
        (RuntimeError("no such operation"), {"failed": "RuntimeError: no such operation"}),
        (RuntimeError("can't allocate memory"), None),
        (MemoryError(), None),
        (OSError("disk full"), None),
    ],
)
def test_only_what_the_model_is_to_blame_for_is_an_outcome(
    tiny: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    raised: Exception,
    outcome: dict[str, str] | None,
) -> None:
    def convert_model(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr("openvino.convert_model", convert_model)
    monkeypatch.setattr("sys.stdin", io.StringIO(job(tiny, tmp_path)))
    if outcome is None:
        with pytest.raises(type(raised)):
            compilation.main()
    else:
        assert compilation.main() == 0
        assert told(capsys.readouterr().out) == outcome


def test_an_original_without_a_tokenizer_is_told_as_such(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = shutil.copytree(tiny, tmp_path / "bare")
    (bare / "tokenizer.json").unlink()
    monkeypatch.setattr("sys.stdin", io.StringIO(job(tiny, tmp_path, model=str(bare))))
    assert compilation.main() == 0
    assert told(capsys.readouterr().out) == {
        "unusable": "'tiny' has no tokenizer.json: save it again with a fast tokenizer"
    }
