from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

import index.embedding
from evaluation_fixtures import ARTICLES, QUESTIONS, set_folder
from fakes import HashedWords
from script_runs import Said, run_main
from scripts import evaluate

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

ROOT = Path(__file__).parent.parent


def run(*arguments: str | Path) -> Said:
    return run_main(evaluate.main, *arguments)


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The script with a light model; names of the models it asked for."""
    asked: list[str | None] = []

    def load(name: str | None, **_: object) -> HashedWords:
        asked.append(name)
        return HashedWords(name=name or "hashed-words")

    monkeypatch.setattr(index.embedding, "load_embedder", load)
    return asked


class Real(NamedTuple):
    """What the script made of the invented set with the bundled model."""

    folder: Path
    said: Said
    content: dict[str, Any]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Real:
    folder = tmp_path_factory.mktemp("evaluated")
    questions = set_folder(folder / "towns")
    (folder / "floors.toml").write_text(
        "[towns]\nhits_at_4 = { min = 0.9 }\nunfaithful_quotes = { max = 0 }\n", "utf-8"
    )
    said = run(
        questions, "--data", folder / "data", "--json", folder / "all.json", "--html", folder / "page.html",
        "--floors", folder / "floors.toml",
    )  # fmt: skip
    return Real(folder, said, json.loads((folder / "all.json").read_text("utf-8")))


def test_a_set_is_built_asked_and_shown(real: Real) -> None:
    assert real.said.status == 0, real.said.err
    head = real.said.out.splitlines()[0]
    assert re.findall(r"towns\S*", head) == ["towns", "towns.de", "towns.en"]
    (hits,) = (line for line in real.said.out.splitlines() if line.startswith("Hits@4"))
    assert hits.count("1.000 1.000–1.000") == 3
    assert f"no floor of {real.folder / 'floors.toml'} is broken" in real.said.out
    assert "towns: 1 facts are in no article's text" in real.said.err
    assert "towns: asking 5/5\n" in real.said.err


def test_what_was_found_quoted_and_refused_is_on_record(real: Real) -> None:
    (towns,) = real.content["sets"]
    assert (towns["articles"], towns["chunks"], towns["embedded"]) == (4, 4, 4)
    assert real.content["model"].startswith("all-MiniLM-L6-v2@")
    quill, ferry, mill, *unanswerable = towns["questions"]
    assert (quill["first_hit"], mill["first_hit"], ferry["first_hit"]) == (1, 1, 1)
    assert quill["quotes"][0]["right"] is True
    assert "Martha Quill" in quill["quotes"][0]["text"]
    assert ferry["found"][0] == [0]  # the other fact stands nowhere
    assert mill["language"] == "de"
    assert [item["abstained"] for item in unanswerable] == [True, True]
    assert all(item["search_ms"] > 0 and item["answer_ms"] > 0 for item in towns["questions"])
    figures = towns["slices"][0]["figures"]
    assert figures["evidence_recall_at_10"]["value"] == pytest.approx((1 + 1 / 2 + 1) / 3)
    assert figures["wrongly_answered"]["value"] == 0
    assert towns["slices"][0]["unfaithful_quotes"] == 0


def test_the_page_is_one_file_about_it(real: Real) -> None:
    html = (real.folder / "page.html").read_text("utf-8")
    assert html.startswith("<!DOCTYPE html>")
    assert "<title>Evaluation: towns</title>" in html
    assert "all-MiniLM-L6-v2" in html


def test_asked_again_it_embeds_nothing_finds_the_same_and_fails_on_a_broken_floor(real: Real, tmp_path: Path) -> None:
    (tmp_path / "floors.toml").write_text("[towns.en]\nhits_at_4 = { max = 0.5 }\n", "utf-8")
    said = run(
        real.folder / "towns", "--data", real.folder / "data", "--json", tmp_path / "again.json",
        "--floors", tmp_path / "floors.toml",
    )  # fmt: skip
    assert said.status == 1
    assert said.err.splitlines()[-1] == "towns.en: hits_at_4 is 1, above its ceiling of 0.5"
    assert "is broken" not in said.out
    (again,), (before,) = json.loads((tmp_path / "again.json").read_text("utf-8"))["sets"], real.content["sets"]
    assert again["embedded"] == 0
    for now, then in zip(again["questions"], before["questions"], strict=True):
        for key in ("found", "passages", "confidence", "quotes"):
            assert now[key] == then[key]


@pytest.mark.usefixtures("words")
def test_a_limit_asks_fewer_questions_of_all_articles_and_keeps_no_index_by_default(tmp_path: Path) -> None:
    said = run(set_folder(tmp_path / "towns"), "--limit", "2", "--json", tmp_path / "two.json", "--seed", "5")
    assert said.status == 0
    content = json.loads((tmp_path / "two.json").read_text("utf-8"))
    assert (content["limit"], content["seed"]) == (2, 5)
    assert len(content["sets"][0]["questions"]) == 2
    assert content["sets"][0]["articles"] == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["towns", "two.json"]


def test_each_set_has_an_index_of_its_own_with_the_model_named_else_its_own(
    tmp_path: Path, words: list[str | None]
) -> None:
    sets = [set_folder(tmp_path / name) for name in ("north", "south")]
    assert run(*sets, "--data", tmp_path / "data").status == 0
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == ["north", "south"]
    assert run(sets[0], "--data", tmp_path / "data").status == 0
    assert run(sets[0], "--data", tmp_path / "data", "--model", "wider").status == 0
    assert words == [None, None, "hashed-words", "wider"]


@pytest.mark.usefixtures("words")
def test_an_article_that_left_the_set_leaves_its_kept_index(tmp_path: Path) -> None:
    folder = set_folder(tmp_path / "towns")
    assert run(folder, "--data", tmp_path / "data").status == 0
    set_folder(folder, articles=ARTICLES[:3])
    assert run(folder, "--data", tmp_path / "data", "--json", tmp_path / "fewer.json").status == 0
    assert json.loads((tmp_path / "fewer.json").read_text("utf-8"))["sets"][0]["articles"] == 3


@pytest.mark.usefixtures("words")
def test_an_index_that_holds_other_articles_is_not_measured(tmp_path: Path) -> None:
    run(set_folder(tmp_path / "here" / "towns"), "--data", tmp_path / "data")
    other = set_folder(
        tmp_path / "there" / "towns",
        articles=[{**ARTICLES[0], "url": "https://paper.example/other"}],
        questions=[{"question": "Why?"}],
    )
    said = run(other, "--data", tmp_path / "data")
    assert said.status == 2
    assert "towns holds 5 articles, the set towns 1: give another folder as --data, or delete this one" in said.err


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["none"], "no such file or folder: none"),
        (["towns", "towns"], "2 sets are called 'towns': give each folder or file a name of its own"),
        (["towns", "--floors", "none.toml"], "none.toml: cannot be read: No such file or directory"),
        (["towns", "--json", "none/all.json"], "to write all.json to: make it first"),
        (["towns", "--html", "none/page.html"], "to write page.html to: make it first"),
        (["towns", "--json", "towns"], "cannot go on: [Errno 21] Is a directory: 'towns'"),
        (["broken"], "broken/questions.jsonl:1: no JSON"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], complaint: str
) -> None:
    monkeypatch.chdir(tmp_path)
    set_folder(Path("towns"), questions=QUESTIONS[:1])
    set_folder(Path("broken"), questions="{")
    said = run(*arguments)
    assert (said.status, said.out) == (2, "")
    last = said.err.splitlines()[-1]
    assert complaint in last


def test_a_model_that_is_nowhere_is_status_2(tmp_path: Path) -> None:
    said = run(set_folder(tmp_path / "towns"), "--model", tmp_path / "no" / "model")
    assert said.status == 2
    assert str(tmp_path / "no" / "model") in said.err


@pytest.mark.usefixtures("words")
def test_a_page_without_its_library_is_refused_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluate, "find_spec", lambda name: None if name == "matplotlib" else name)
    said = run(set_folder(tmp_path / "towns"), "--data", tmp_path / "data", "--html", tmp_path / "page.html")
    assert said == Said(2, "", "--html needs matplotlib: pip install -e '.[dev]'\n")
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("arguments", [[], ["towns", "--limit", "0"], ["towns", "--limit", "many"]])
def test_arguments_that_make_no_sense_are_a_usage_error(arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(*arguments)


def test_stopped_from_the_keyboard_it_says_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(HashedWords):
        def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:  # noqa: ARG002 -- the protocol's
            raise KeyboardInterrupt

    monkeypatch.setattr(index.embedding, "load_embedder", lambda name, **_: Stopped(name=str(name)))
    said = run(set_folder(tmp_path / "towns"))
    assert (said.status, said.out) == (130, "")
    assert said.err.endswith("Stopped. With --data, what is embedded is kept.\n")


@pytest.mark.usefixtures("words")
def test_progress_on_a_terminal_is_a_bar_for_each_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "100"}.items():
        monkeypatch.setenv(name, value)
    said = run(set_folder(tmp_path / "towns", questions=QUESTIONS[:1]), set_folder(tmp_path / "other"))
    assert said.status == 0
    shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", said.err)
    for name, questions in (("towns", 1), ("other", 5)):
        assert re.search(rf"{name} asking .* {questions}/{questions}", shown)


def test_help_documents_the_format() -> None:
    helped = subprocess.run(
        [sys.executable, "scripts/evaluate.py", "--help"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60, check=True,
    )  # fmt: skip
    for word in ("questions.jsonl", "urls", "facts", "answers", "unanswerable", "--floors FILE", "--limit N"):
        assert word in helped.stdout
