"""What every embedder promises, whichever serves; and which one does."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

import index.embedding
from article_files import written
from fakes import HashedWords
from index.bulk_embedding import BulkEmbedder
from index.compiled_embedding import CompiledEmbedder
from index.compiled_models import CompiledModel, compiled_model
from index.embedding import embedder_for, embedder_of, fastest_precision, load_embedder
from index.errors import ModelError, NotCompilableError, StaleIndexError
from index.models import BUNDLED, Model, find_model
from index.protocols import ModelIdentity
from index.torch_embedding import SentenceTransformerEmbedder
from index_fixtures import article, rebuilt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.protocols import Embedder

    Make = Callable[[Path], Embedder]

SPECIAL = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
WORDS = [
    "query", "passage", ":", "the", "harbour", "open", "##ed", "ferry", "sails", "today", "mayor", "speaks", "quay",
]  # fmt: skip
VOCABULARY = {word: number for number, word in enumerate([*SPECIAL.values(), *WORDS])}


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two layers with random weights, saved with prompts and a limit of 32 tokens."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import BertWordPieceTokenizer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    base, folder = tmp_path_factory.mktemp("base"), tmp_path_factory.mktemp("tiny")
    tokenizer = BertWordPieceTokenizer(vocab=VOCABULARY)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, **SPECIAL)  # type: ignore[no-untyped-call]  # as it ships
    fast.save_pretrained(base)
    config = BertConfig(
        vocab_size=len(VOCABULARY), hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64,
        max_position_embeddings=64,
    )  # fmt: skip
    with torch.random.fork_rng():
        torch.manual_seed(7)
        BertModel(config).save_pretrained(base)
    prompts = {"query": "query: ", "document": "passage: "}
    modules = [Transformer(str(base), max_seq_length=32), Pooling(32)]
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder))
    return folder


@pytest.fixture(scope="module", params=["compiled", "torch"])
def make(request: pytest.FixtureRequest, tiny_folder: Path) -> Make:
    """Gives the embedder of a kind for the tiny model, or a copy of it with other settings."""
    if request.param == "torch":
        return lambda folder: SentenceTransformerEmbedder(find_model(str(folder)), device="cpu")
    made = compiled_model(Model("tiny", tiny_folder), "fp32", texts=lambda: ["the harbour opened", "ferry sails today"])
    return lambda folder: CompiledEmbedder(find_model(str(folder)), made)


@pytest.fixture(scope="module")
def tiny(make: Make, tiny_folder: Path) -> Embedder:
    return make(tiny_folder)


@pytest.fixture(scope="module", params=["compiled", "torch"])
def bundled(request: pytest.FixtureRequest) -> Embedder:
    return (
        load_embedder(None, precision="int8") if request.param == "compiled" else load_embedder(None, backend="torch")
    )


@pytest.fixture
def copy(tiny_folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(tiny_folder, tmp_path / "copy")


# --- the bundled model ---


def test_the_bundled_model_gives_unit_vectors_in_the_order_of_the_texts(bundled: Embedder) -> None:
    texts = ["The harbour opened.", "A much longer text about ferries " * 20, "Snow.", "The harbour opened."]
    vectors = bundled.embed_passages(texts)
    assert (vectors.shape, vectors.dtype.name, bundled.dimension) == ((4, 384), "float32", 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(4), abs=1e-5)
    alone = np.vstack([bundled.embed_passages([text]) for text in texts])
    assert np.abs(vectors - alone).max() < (1e-4 if bundled.identity.precision == "fp32" else 2e-2)
    assert vectors[0] @ vectors[2] < 0.9


def test_close_meaning_is_closer_than_far(bundled: Embedder) -> None:
    (question,) = bundled.embed_questions(["When can ships enter the port again?"])
    near, far = bundled.embed_passages(
        ["Vessels may dock at the harbour from Monday.", "The choir won a song contest."]
    )
    assert question @ near > question @ far + 0.2


def test_the_bundled_model_names_itself_and_its_limits(bundled: Embedder) -> None:
    assert bundled.identity.name == BUNDLED
    assert bundled.identity.precision == ("int8" if isinstance(bundled, CompiledEmbedder) else "fp32")
    assert len(bundled.identity.fingerprint) == 12
    assert bundled.max_tokens == 254
    assert (bundled.knows("en"), bundled.knows("vi")) == (1.0, 0.4)


def test_no_texts_give_no_vectors(bundled: Embedder) -> None:
    assert bundled.embed_passages([]).shape == (0, 384)
    assert bundled.count_tokens([]) == []


def test_tokens_are_counted_without_special_ones_and_without_limit(bundled: Embedder) -> None:
    assert bundled.count_tokens(["the harbour", "", "harbour " * 700]) == [2, 0, 700]


@pytest.mark.usefixtures("bundled")  # it is compiled by then
def test_an_index_is_built_and_asked_without_torch(tmp_path: Path) -> None:
    source = written(tmp_path / "a.txt", "The harbour closed.\n\nA crane fell.\nSource: https://paper.example/1")
    code = (
        "import sys; from pathlib import Path; from index import open_index; from index.build import rebuild\n"
        "from index.embedding import embedder_for; from index.sources.files import read_files\n"
        f"data, files = Path({str(tmp_path / 'data')!r}), [Path({str(source)!r})]\n"
        "print(rebuild(data, read_files(files), read=files, embedder=embedder_for(data, precision='int8')).embedded)\n"
        "print(len(open_index(data).search('What fell?').passages))\n"
        "print({'torch', 'transformers', 'sentence_transformers', 'nncf'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (done.stdout.split(), done.stderr) == (["1", "1", "set()"], "")


# --- any model in a folder ---


def unprompted(copy: Path) -> Path:
    """A copy of the tiny model whose files say nothing of prompts."""
    settings = copy / "config_sentence_transformers.json"
    settings.write_text(json.dumps(json.loads(settings.read_text("utf-8")) | {"prompts": {}}), "utf-8")
    return copy


def farthest(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """The lowest cosine between rows of the same place."""
    return float((one * other).sum(axis=1).min())


SAME = 0.9995  # processors that can compute in 16 bits do


def test_a_models_own_prompts_are_put_in_front(make: Make, tiny: Embedder, copy: Path) -> None:
    bare = make(unprompted(copy))
    texts = ["the harbour opened", "ferry sails"]
    passages, questions = tiny.embed_passages(texts), tiny.embed_questions(texts)
    assert farthest(passages, bare.embed_passages([f"passage: {text}" for text in texts])) > SAME
    assert farthest(questions, bare.embed_questions([f"query: {text}" for text in texts])) > SAME
    assert np.linalg.norm(passages, axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert farthest(passages, questions) < SAME
    assert farthest(passages, bare.embed_passages(texts)) < SAME


def test_a_familys_prompts_are_put_in_front_where_the_files_are_silent(make: Make, copy: Path, tiny: Embedder) -> None:
    e5 = make(unprompted(copy).rename(copy.with_name("my-e5-small")))
    assert farthest(e5.embed_questions(["harbour"]), tiny.embed_questions(["harbour"])) > SAME
    assert farthest(e5.embed_passages(["harbour"]), tiny.embed_passages(["harbour"])) > SAME


def test_a_models_limit_is_the_one_it_reads_by(tiny: Embedder) -> None:
    assert (tiny.max_tokens, tiny.dimension) == (30, 32)
    # «passage :» takes two of the thirty.
    whole, beyond, less = tiny.embed_passages(
        ["harbour " * 28, "harbour " * 28 + "mayor speaks", "harbour " * 27 + "quay"]
    )
    assert np.abs(whole - beyond).max() < 1e-6
    assert np.abs(whole - less).max() > 1e-4
    assert tiny.count_tokens(["harbour opened", "harbour " * 90]) == [3, 90]


def test_two_copies_of_a_model_are_the_same_model(make: Make, tiny: Embedder, copy: Path) -> None:
    same = make(copy)
    assert same.identity == tiny.identity
    assert str(same.identity).startswith(str(copy))
    weights = copy / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    assert make(copy).identity != tiny.identity


def test_threads_share_one_model(make: Make, copy: Path) -> None:
    embedder = make(copy)
    texts = ["the harbour opened", "ferry sails today", "mayor speaks", "quay"] * 4
    with ThreadPoolExecutor(8) as pool:
        rows = np.vstack(list(pool.map(lambda text: embedder.embed_questions([text]), texts)))
    assert farthest(rows, embedder.embed_questions(texts)) > SAME


def test_a_model_without_a_fast_tokenizer_is_named(make: Make, copy: Path) -> None:
    (copy / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"has no tokenizer\.json: save it again with a fast tokenizer"):
        make(copy).count_tokens(["harbour"])


def test_a_damaged_tokenizer_is_named(make: Make, copy: Path) -> None:
    (copy / "tokenizer.json").write_text("{", "utf-8")
    with pytest.raises(ModelError, match=r"tokenizer\.json is damaged"):
        make(copy).count_tokens(["harbour"])


# --- a broken original ---


def original(folder: Path) -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder(find_model(str(folder)), device="cpu")


def test_a_model_without_weights_is_named(copy: Path) -> None:
    (copy / "model.safetensors").unlink()
    with pytest.raises(ModelError, match=f"cannot load the model '{copy}'"):
        original(copy).embed_questions(["harbour"])


def test_a_model_cut_short_is_named(copy: Path) -> None:
    weights = copy / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(ModelError, match=f"cannot load the model '{copy}'"):
        _ = original(copy).dimension


@pytest.mark.parametrize(("file", "content"), [("config.json", "{}"), ("modules.json", "[")])
def test_a_model_with_damaged_settings_is_named(copy: Path, file: str, content: str) -> None:
    (copy / file).write_text(content, "utf-8")
    with pytest.raises(ModelError, match=f"'{copy}'"):
        original(copy).embed_questions(["harbour"])


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no sentence-transformers model"):
        load_embedder(str(tmp_path))


# --- which one serves ---


@pytest.mark.parametrize(
    ("precision", "backend", "said"),
    [
        ("int7", "auto", "precision is one of"),
        (None, "onnx", "backend of"),
        ("int8", "torch", "the torch backend computes in fp32"),
    ],
)
def test_what_does_not_exist_or_go_together_is_refused(precision: str | None, backend: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        load_embedder(None, precision=precision, backend=backend)


@pytest.mark.parametrize(
    ("gpu", "bf16", "fastest"), [(False, False, "int8"), (False, True, "fp32"), (True, False, "fp32")]
)
def test_what_a_machine_computes_fastest_depends_on_what_it_has(
    monkeypatch: pytest.MonkeyPatch, *, gpu: bool, bf16: bool, fastest: str
) -> None:
    monkeypatch.setattr(index.embedding, "_has_gpu", lambda: gpu)
    monkeypatch.setattr(index.embedding, "_multiplies_bf16", lambda: bf16)
    assert fastest_precision() == fastest


@pytest.mark.parametrize("kept", ["float16", "bfloat16"])
def test_weights_kept_in_16_bits_compute_in_32(copy: Path, tiny: Embedder, kept: str) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    weights = copy / "model.safetensors"
    narrow = {name: value.to(getattr(torch, kept)) for name, value in load_file(weights).items()}
    save_file(narrow, weights, metadata={"format": "pt"})
    settings = copy / "config.json"
    settings.write_text(json.dumps(json.loads(settings.read_text("utf-8")) | {"dtype": kept}), "utf-8")
    embedder = original(copy)
    assert {parameter.dtype for parameter in embedder.transformer().parameters()} == {torch.float32}
    assert farthest(embedder.embed_passages(["the harbour opened"]), tiny.embed_passages(["the harbour opened"])) > 0.99


def test_an_index_goes_on_with_its_own_model_and_precision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []

    def load(name: str | None, *, precision: str | None, backend: str, **_: object) -> HashedWords:
        asked.append((name, precision, backend))
        return HashedWords()

    monkeypatch.setattr(index.embedding, "load_embedder", load)
    embedder_for(tmp_path)
    rebuilt(tmp_path, article(1))
    embedder_for(tmp_path)
    embedder_for(tmp_path, precision="int8")
    embedder_for(tmp_path, model="other")
    embedder_for(tmp_path, backend="torch")
    assert asked == [
        (None, None, "auto"),
        ("hashed-words", "fp32", "auto"),
        ("hashed-words", "int8", "auto"),
        ("other", None, "auto"),
        ("hashed-words", None, "torch"),
    ]


@pytest.mark.parametrize("named", ["tiny", "./tiny", "../models/tiny"])
def test_its_own_model_may_be_named_in_another_way(
    tiny_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    models = tmp_path / "models"
    shutil.copytree(tiny_folder, models / "tiny")
    monkeypatch.chdir(models)
    monkeypatch.setattr(index.embedding, "fastest_precision", lambda: "int8")
    embedder = embedder_for(tmp_path / "data", model=str(models / "tiny"), precision="fp32")
    rebuilt(tmp_path / "data", article(1), embedder=embedder)
    assert embedder_for(tmp_path / "data", model=named).identity == embedder.identity


def test_an_index_is_asked_with_the_model_of_its_vectors_and_no_other(
    tiny_folder: Path, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.embedding, "compiled_model", not_compilable)
    tiny = find_model(str(tiny_folder))
    own = ModelIdentity(name=tiny.name, fingerprint=tiny.fingerprint, precision="int8")
    # Nothing is compiled, only to be refused.
    with pytest.raises(StaleIndexError, match=f"index built with '{tiny_folder}@.*', asked for 'all-MiniLM-L6-v2@"):
        embedder_of(tmp_path, own, model=BUNDLED)
    with pytest.raises(ModelError, match=r"no such operation; or run scripts/rebuild_index\.py with --precision fp32"):
        embedder_of(tmp_path, own, model=str(copy))
    in_fp32 = replace(own, precision="fp32")
    assert embedder_of(tmp_path, in_fp32).identity == in_fp32
    # Others may have come to lie where it was.
    (copy / "model.safetensors").write_bytes(b"")
    with pytest.raises(StaleIndexError):
        embedder_of(tmp_path, replace(own, name=str(copy)))


def not_compilable(model: Model, precision: str, **_: object) -> CompiledModel:
    raise NotCompilableError(f"{model.name} cannot be compiled to {precision}: no such operation")


# --- with a GPU ---


@pytest.fixture
def bulk(tiny_folder: Path, monkeypatch: pytest.MonkeyPatch) -> BulkEmbedder:
    """What serves on a machine that seems to have a GPU."""
    monkeypatch.setattr(index.embedding, "_has_gpu", lambda: True)
    embedder = load_embedder(str(tiny_folder))
    assert isinstance(embedder, BulkEmbedder)
    return embedder


class Counting(SentenceTransformerEmbedder):
    """An original that notes how many texts it was given."""

    def __init__(self, folder: Path) -> None:
        super().__init__(find_model(str(folder)), device="cpu")
        self.given: list[int] = []

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.given.append(len(texts))
        return super().embed_passages(texts)


def test_where_torch_sees_no_gpu_the_compiled_model_embeds_everything(bulk: BulkEmbedder, tiny_folder: Path) -> None:
    embedder = BulkEmbedder(bulk, many := Counting(tiny_folder))
    assert embedder.embed_passages(["harbour"] * 250).shape == (250, 32)
    assert many.given == []


def test_where_it_sees_one_many_texts_go_there_and_few_do_not(
    bulk: BulkEmbedder, tiny_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: True)
    embedder = BulkEmbedder(bulk, many := Counting(tiny_folder))
    texts = ["the harbour opened", "ferry sails today"] * 100
    vectors = embedder.embed_passages(texts)
    assert farthest(vectors[:10], embedder.embed_passages(texts[:10])) > SAME
    embedder.embed_questions(texts)
    assert many.given == [200]


def test_with_a_gpu_the_model_is_what_it_is_without_one(bulk: BulkEmbedder, tiny_folder: Path) -> None:
    same = original(tiny_folder)
    assert bulk.identity == same.identity
    assert (bulk.dimension, bulk.max_tokens, bulk.knows("en")) == (same.dimension, same.max_tokens, same.knows("en"))
    assert bulk.count_tokens(["harbour opened"]) == same.count_tokens(["harbour opened"])
