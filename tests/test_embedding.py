from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.embedding import SentenceTransformerEmbedder, load_embedder
from index.errors import ModelError
from index.models import BUNDLED

if TYPE_CHECKING:
    from pathlib import Path

SPECIAL = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
WORDS = [
    "query", "passage", ":", "the", "harbour", "open", "##ed", "ferry", "sails", "today", "mayor", "speaks", "quay",
]  # fmt: skip
VOCABULARY = {word: number for number, word in enumerate([*SPECIAL.values(), *WORDS])}


@pytest.fixture(scope="module")
def bundled() -> SentenceTransformerEmbedder:
    return load_embedder(None)


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


@pytest.fixture(scope="module")
def tiny(tiny_folder: Path) -> SentenceTransformerEmbedder:
    return load_embedder(str(tiny_folder))


@pytest.fixture
def copy(tiny_folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(tiny_folder, tmp_path / "copy")


# --- the bundled model ---


def test_the_bundled_model_gives_unit_vectors_in_the_order_of_the_texts(bundled: SentenceTransformerEmbedder) -> None:
    texts = ["The harbour opened.", "A much longer text about ferries " * 20, "Snow.", "The harbour opened."]
    vectors = bundled.embed_passages(texts)
    assert (vectors.shape, vectors.dtype.name, bundled.dimension) == ((4, 384), "float32", 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(4), abs=1e-5)
    alone = np.vstack([bundled.embed_passages([text]) for text in texts])
    assert np.abs(vectors - alone).max() < 1e-4
    assert vectors[0] @ vectors[2] < 0.9


def test_close_meaning_is_closer_than_far(bundled: SentenceTransformerEmbedder) -> None:
    (question,) = bundled.embed_questions(["When can ships enter the port again?"])
    near, far = bundled.embed_passages(
        ["Vessels may dock at the harbour from Monday.", "The choir won a song contest."]
    )
    assert question @ near > question @ far + 0.2


def test_the_bundled_model_names_itself_and_its_limits(bundled: SentenceTransformerEmbedder) -> None:
    assert (bundled.identity.name, bundled.identity.precision) == (BUNDLED, "fp32")
    assert len(bundled.identity.fingerprint) == 12
    assert bundled.max_tokens == 254
    assert (bundled.knows("en"), bundled.knows("vi")) == (1.0, 0.4)


def test_no_texts_give_no_vectors(bundled: SentenceTransformerEmbedder) -> None:
    assert bundled.embed_passages([]).shape == (0, 384)
    assert bundled.count_tokens([]) == []


def test_tokens_are_counted_without_special_ones_and_without_limit(bundled: SentenceTransformerEmbedder) -> None:
    assert bundled.count_tokens(["the harbour", "", "harbour " * 700]) == [2, 0, 700]


def test_counting_tokens_loads_no_torch() -> None:
    code = (
        "import sys; from index.embedding import load_embedder;"
        "print(load_embedder(None).count_tokens(['the harbour']), 'torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[2] False"


# --- any model in a folder ---


def test_a_models_own_prompts_are_put_in_front(tiny: SentenceTransformerEmbedder, copy: Path) -> None:
    settings = copy / "config_sentence_transformers.json"
    settings.write_text(json.dumps(json.loads(settings.read_text("utf-8")) | {"prompts": {}}), "utf-8")
    bare = load_embedder(str(copy))
    texts = ["the harbour opened", "ferry sails"]
    passages, questions = tiny.embed_passages(texts), tiny.embed_questions(texts)
    assert np.abs(passages - bare.embed_passages([f"passage: {text}" for text in texts])).max() < 1e-5
    assert np.abs(questions - bare.embed_questions([f"query: {text}" for text in texts])).max() < 1e-5
    assert np.abs(passages - questions).max() > 1e-3
    assert np.linalg.norm(passages, axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert np.abs(passages - bare.embed_passages(texts)).max() > 1e-3


def test_a_familys_prompts_are_put_in_front_where_the_files_are_silent(
    copy: Path, tiny: SentenceTransformerEmbedder
) -> None:
    settings = copy / "config_sentence_transformers.json"
    settings.write_text(json.dumps(json.loads(settings.read_text("utf-8")) | {"prompts": {}}), "utf-8")
    e5 = load_embedder(str(copy.rename(copy.with_name("my-e5-small"))))
    assert np.abs(e5.embed_questions(["harbour"]) - tiny.embed_questions(["harbour"])).max() < 1e-5
    assert np.abs(e5.embed_passages(["harbour"]) - tiny.embed_passages(["harbour"])).max() < 1e-5


def test_a_models_limit_is_the_one_it_reads_by(tiny: SentenceTransformerEmbedder) -> None:
    assert (tiny.max_tokens, tiny.dimension) == (30, 32)
    # «passage :» takes two of the thirty.
    whole, beyond, less = tiny.embed_passages(
        ["harbour " * 28, "harbour " * 28 + "mayor speaks", "harbour " * 27 + "quay"]
    )
    assert np.abs(whole - beyond).max() < 1e-6
    assert np.abs(whole - less).max() > 1e-4
    assert tiny.count_tokens(["harbour opened", "harbour " * 90]) == [3, 90]


def test_two_copies_of_a_model_are_the_same_model(tiny: SentenceTransformerEmbedder, copy: Path) -> None:
    same = load_embedder(str(copy))
    assert same.identity == tiny.identity
    assert str(same.identity).startswith(str(copy))
    weights = copy / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    assert load_embedder(str(copy)).identity != tiny.identity


def test_threads_share_one_model(copy: Path) -> None:
    embedder = load_embedder(str(copy))
    texts = ["the harbour opened", "ferry sails today", "mayor speaks", "quay"] * 4
    with ThreadPoolExecutor(8) as pool:
        rows = np.vstack(list(pool.map(lambda text: embedder.embed_questions([text]), texts)))
    assert np.abs(rows - embedder.embed_questions(texts)).max() < 1e-5


# --- a broken one ---


def test_a_model_without_weights_is_named(copy: Path) -> None:
    (copy / "model.safetensors").unlink()
    with pytest.raises(ModelError, match=f"cannot load the model '{copy}'"):
        load_embedder(str(copy)).embed_questions(["harbour"])


def test_a_model_cut_short_is_named(copy: Path) -> None:
    weights = copy / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(ModelError, match=f"cannot load the model '{copy}'"):
        _ = load_embedder(str(copy)).dimension


@pytest.mark.parametrize(("file", "content"), [("config.json", "{}"), ("modules.json", "[")])
def test_a_model_with_damaged_settings_is_named(copy: Path, file: str, content: str) -> None:
    (copy / file).write_text(content, "utf-8")
    with pytest.raises(ModelError, match=f"'{copy}'"):
        load_embedder(str(copy)).embed_questions(["harbour"])


def test_a_model_without_a_fast_tokenizer_is_named(copy: Path) -> None:
    (copy / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"has no tokenizer\.json: save it again with a fast tokenizer"):
        load_embedder(str(copy)).count_tokens(["harbour"])


def test_a_damaged_tokenizer_is_named(copy: Path) -> None:
    (copy / "tokenizer.json").write_text("{", "utf-8")
    with pytest.raises(ModelError, match=r"tokenizer\.json is damaged"):
        load_embedder(str(copy)).count_tokens(["harbour"])


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds no sentence-transformers model"):
        load_embedder(str(tmp_path))
