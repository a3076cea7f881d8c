from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import index.embedding
from benchmark_fixtures import benchmark as measured_by_hand
from evaluation_fixtures import set_folder
from fakes import HashedWords
from script_runs import Said, run_main
from scripts import benchmark
from scripts.benchmarking import contenders, contests, corpus, ours, process, running, worker
from scripts.benchmarking.corpus_files import ARTICLES, chunks_of, question_texts, questions_of
from scripts.benchmarking.report import Benchmark, as_json, tables

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXTS = [
    "The old mill by the river burned down on Monday night.",
    "A new bridge was opened by the mayor of Tarnwick.",
    "The choir sang for three hours in the rain.",
]


def here(job: str, *, work: Path | None = None, **arguments: object) -> dict[str, Any]:
    """What a process of its own does, in this one; through JSON as there, but without files to talk by."""
    del work
    task = json.loads(json.dumps({"job": job, **arguments}, default=str))
    done: dict[str, Any] = json.loads(json.dumps(worker.done(task, spawned=0)))
    return done


def plan(work: Path, **changed: Any) -> running.Plan:  # noqa: ANN401 - fields of the plan
    said: list[str] = []
    fields: dict[str, Any] = {
        "work": work, "seed": 0, "repeat": 2, "questions": 8, "threads": 3, "most_chunks": 3, "embed_up_to": 0,
        "run": here, "say": said.append,
    }  # fmt: skip
    return running.Plan(**fields | changed)


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A light model in place of the real one."""

    def load(name: str | None, **_: object) -> HashedWords:
        return HashedWords(name=name or "hashed-words")

    for module in (index.embedding, corpus, ours):
        monkeypatch.setattr(module, "load_embedder", load)
    monkeypatch.setattr(index.embedding, "embedder_of", lambda *_, **__: HashedWords())


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("embed_up_to", [0, 10_000], ids=["drawn", "embedded"])
def test_a_size_is_built_opened_asked_and_rebuilt(tmp_path: Path, embed_up_to: int) -> None:
    size = running.size(plan(tmp_path, embed_up_to=embed_up_to), 120)
    once, runs = size["once"], size["runs"]
    assert size["drawn"] is (embed_up_to == 0)
    assert 90 < once["build"]["chunks"] < 160
    assert once["build"]["rejected"] == 0
    assert once["build"]["embedded"] == once["build"]["chunks"]
    assert once["unchanged"]["embedded"] == 0
    # Every hundredth article, at least the first, got another sentence: that changes one or two of its chunks.
    assert 1 <= once["changed"]["embedded"] <= 2 * (1 + once["build"]["articles"] // 100)
    assert once["from_cache"]["embedded"] == 0
    assert once["from_cache"]["articles"] == once["build"]["articles"]
    assert once["from_cache"]["chunks"] == once["changed"]["chunks"]
    assert once["recall"] == {"recall_at_10": pytest.approx(1, abs=0.05), "questions": 8}
    assert len(runs) == 2
    for run in runs:
        assert run["ask"]["gold_in_10"] > 0.7
        assert run["ask"]["search"]["n"] == 8
        assert run["ask"]["threads_answer"]["threads"] == 3
        assert run["first"]["resident_mb"] > 1
    assert list(tmp_path.iterdir()) == []  # nothing is left
    shown = Benchmark(**{**_fields(), "sizes": (size,)})
    assert len(tables(shown)) == 1
    assert json.loads(as_json(shown))["summary"]["120"]["build.chunks"]["median"] == once["build"]["chunks"]


@pytest.mark.usefixtures("words")
def test_our_side_of_a_comparison_is_built_asked_and_judged(tmp_path: Path) -> None:
    folder = set_folder(tmp_path / "towns")
    (tmp_path / "work").mkdir()
    compared = running.multihop(plan(tmp_path / "work"), folder, contenders=["ours"], chunks=None, whole=False)
    assert (compared["name"], compared["articles"], compared["chunks"], compared["whole"]) == ("towns", 4, 4, True)
    assert compared["judged"]
    for run in compared["contenders"]["ours"]:
        assert run["build"]["chunks"] == 4
        assert run["embed"]["chunks"] == 4
        # Four chunks: each is among the first four; the questions without an answer are not asked.
        assert run["ask"]["quality"] == pytest.approx({"hits_at_4": 1, "hits_at_10": 1, "mrr_at_10": 1, "questions": 3})


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("whole", [False, True])
def test_building_can_be_compared_on_a_part(tmp_path: Path, whole: bool) -> None:  # noqa: FBT001 - a row of data
    folder = set_folder(tmp_path / "towns")
    (tmp_path / "work").mkdir()
    compared = running.multihop(plan(tmp_path / "work"), folder, contenders=["ours"], chunks=2, whole=whole)
    assert (compared["articles"], compared["chunks"], compared["whole"]) == (2, 2, False)
    assert compared["judged"] is whole
    for run in compared["contenders"]["ours"]:
        assert run["build"]["chunks"] == 2
        assert ("quality" in run["ask"]) is whole


@pytest.mark.usefixtures("words")
def test_a_corpus_of_made_up_articles_has_questions_with_their_gold_chunks(tmp_path: Path) -> None:
    made = corpus.invented(str(tmp_path), chunks=60, questions=10, seed=1, most_chunks=4)
    assert made["questions"] == len(question_texts(tmp_path)) == 10
    for record in questions_of(tmp_path):
        head, _, text = record["gold"].partition("\n")
        assert record["source"] in head
        assert text


@pytest.mark.usefixtures("words")
def test_a_part_of_a_set_is_its_first_articles_and_their_chunks(tmp_path: Path) -> None:
    folder = set_folder(tmp_path / "towns")
    made = corpus.multihop(str(tmp_path), path=str(folder), chunks=3)
    lines = (tmp_path / ARTICLES / "00000.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["url"] for line in lines] == [chunk["url"] for chunk in chunks_of(tmp_path)]
    assert (made["articles"], made["chunks"], made["whole"]) == (3, 3, False)
    for chunk in chunks_of(tmp_path):
        assert chunk["text"].endswith("\n" + chunk["body"])


def test_one_of_a_hundred_articles_changes_whatever_file_it_is_in(tmp_path: Path) -> None:
    (tmp_path / ARTICLES).mkdir()
    for shard in range(2):
        lines = [json.dumps({"url": f"{shard}/{number}", "text": "T."}) for number in range(150)]
        (tmp_path / ARTICLES / f"{shard}.jsonl").write_text("\n".join(lines), "utf-8")
    assert process.run("change", work=tmp_path, folder=tmp_path).items() >= {"changed": 3}.items()
    changed = [
        record["url"]
        for file in sorted((tmp_path / ARTICLES).iterdir())
        for record in map(json.loads, file.read_text("utf-8").splitlines())
        if record["text"] != "T."
    ]
    assert changed == ["0/0", "0/100", "1/50"]


def test_a_process_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(process.WorkError, match=r"(?s)change of ours failed \(status 1\):.*no-such-folder"):
        process.run("change", work=tmp_path, folder=tmp_path / "no-such-folder")


@pytest.mark.filterwarnings("ignore")  # of libraries that are only compared
@pytest.mark.parametrize("name", [name for name in contenders.NAMES if name != contenders.OURS])
def test_a_contender_finds_what_it_indexed(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if lacking := contenders.missing(name):
        pytest.skip(f"{name} is not installed: {', '.join(lacking)}")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    made = contenders.contender(name)
    made.warm()
    made.build(str(tmp_path), TEXTS)
    opened = contenders.contender(name)
    opened.open(str(tmp_path))
    assert opened.search("Who opened the bridge?", 2)[0] == 1
    assert sorted(opened.search("mill", 3))[:1] == [0]


class SharedWords:
    """A Contender that counts the words a text shares with the question, and keeps its texts in a file."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def warm(self) -> None: ...

    def build(self, folder: str, texts: Sequence[str]) -> None:
        Path(folder, "texts").write_text(json.dumps(list(texts)), "utf-8")

    def open(self, folder: str) -> None:
        self.texts = json.loads(Path(folder, "texts").read_text("utf-8"))

    def search(self, question: str, k: int) -> list[int]:
        asked = set(question.lower().split())
        return sorted(range(len(self.texts)), key=lambda at: -len(asked & set(self.texts[at].lower().split())))[:k]


@pytest.mark.usefixtures("words")
def test_another_contender_does_the_same_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (contenders, contests):
        monkeypatch.setattr(module, "contender", lambda _: SharedWords())
    (tmp_path / "work").mkdir()
    towns = set_folder(tmp_path / "towns")
    compared = running.multihop(plan(tmp_path / "work"), towns, contenders=["ours", "txtai"], chunks=None, whole=False)
    for one, other in zip(*compared["contenders"].values(), strict=True):
        assert one["build"]["chunks"] == other["build"]["chunks"] == 4
        assert other["ask"]["quality"]["hits_at_4"] == 1
        assert other["first"]["first_seconds"] > 0
        assert "embed" not in other  # it embeds by another contender's library


@pytest.mark.filterwarnings("ignore")
@pytest.mark.usefixtures("words")
def test_embedding_alone_is_compared_with_the_library_s_own(tmp_path: Path) -> None:
    corpus.multihop(str(tmp_path), path=str(set_folder(tmp_path / "towns")), chunks=None)
    theirs = contests.embed(name="sentence-transformers", corpus=str(tmp_path), limit=3)
    assert (theirs["chunks"], theirs["precision"]) == (3, "fp32")
    assert theirs["question_ms"] > 0


def test_our_own_side_needs_nothing_more() -> None:
    assert contenders.missing(contenders.OURS) == []


def run(*arguments: str | Path) -> Said:
    return run_main(benchmark.main, *arguments)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--json", "no/such/a.json"], "to write a.json to: make it first"),
        (["--work", "no-such-folder"], "no folder 'no-such-folder' to build in: make it first"),
        (["--contenders", "ours"], "--contenders is of a comparison: name its set by --multihop FOLDER"),
        (["--chunks", "5"], "--chunks is of a comparison: name its set by --multihop FOLDER"),
        (["--quality"], "--quality is of a comparison: name its set by --multihop FOLDER"),
        (["--multihop", "no-such-folder"], "no such folder: no-such-folder"),
        (["--multihop", ".", "--contenders", "ours,lucene"], "no contender 'lucene': there are ours, sentence-trans"),
    ],
)
def test_arguments_that_cannot_be_used_are_explained(arguments: list[str], expected: str) -> None:
    said = run(*arguments)
    assert said.status == 2
    assert expected in said.err
    assert said.out == ""


@pytest.mark.parametrize("arguments", [["--sizes", "0"], ["--repeat", "-1"], ["--seed", "-1"], ["--sizes", "many"]])
def test_numbers_that_make_no_sense_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        benchmark.main(arguments)
    assert stopped.value.code == 2
    assert f"argument {arguments[0]}" in capsys.readouterr().err


def test_a_contender_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(benchmark, "missing", lambda name: ["txtai"] if name == "txtai" else [])
    said = run("--multihop", tmp_path, "--contenders", "ours,txtai")
    assert "txtai needs txtai: pip install -e '.[benchmark]'" in said.err


@pytest.mark.usefixtures("words")
def test_the_script_prints_tables_and_writes_json_and_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "run", here)
    folder = set_folder(tmp_path / "towns")
    said = run(
        "--sizes", "40", "--multihop", folder, "--contenders", "ours", "--repeat", "1", "--questions", "5",
        "--threads", "2", "--work", tmp_path, "--json", tmp_path / "all.json", "--html", tmp_path / "page.html",
    )  # fmt: skip
    assert said.status == 0, said.err
    assert "to the first answer (s)" in said.out
    assert "Hits@10" in said.out
    assert "40 chunks: building" in said.err
    assert "towns: ours, asking, 1 of 1" in said.err
    content = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert content["command"].startswith("python scripts/benchmark.py --sizes 40 --multihop")
    assert content["sizes"][0]["wanted"] == 40
    assert content["multihop"]["contenders"]["ours"][0]["ask"]["quality"]["questions"] == 3
    assert (tmp_path / "page.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.json", "page.html", "towns"]


@pytest.mark.parametrize(
    ("error", "status", "expected"),
    [
        (process.WorkError("build of ours failed"), 2, "build of ours failed"),
        (OSError("disk full"), 2, "cannot go on: disk full"),
        (KeyboardInterrupt(), 130, "Stopped. Nothing is kept."),
    ],
)
def test_what_ends_the_script_early_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int, expected: str
) -> None:
    def fails(job: str, **_: object) -> dict[str, Any]:
        assert job == "invented"
        raise error

    monkeypatch.setattr(process, "run", fails)
    said = run("--work", tmp_path)
    assert (said.status, said.err.splitlines()[-1]) == (status, expected)
    assert "10,000 chunks" in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("words")
def test_with_a_set_and_no_sizes_nothing_is_made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "run", here)
    folder = set_folder(tmp_path / "towns")
    said = run("--multihop", folder, "--contenders", "ours", "--repeat", "1", "--work", tmp_path)
    assert said.status == 0
    assert "Hits@10" in said.out
    assert "made-up" not in said.out.lower()


def test_plots_need_matplotlib(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(benchmark, "find_spec", lambda _: None)
    assert "--html needs matplotlib: pip install -e '.[benchmark]'" in run("--html", tmp_path / "page.html").err


def _fields() -> dict[str, Any]:
    known = measured_by_hand(sizes=False, compared=False)
    return {name: getattr(known, name) for name in Benchmark.__slots__}
