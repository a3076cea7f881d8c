from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import index.embedding
from article_files import written
from fakes import HashedWords
from index import build, open_index
from index.generation import current_model
from index.refreshing import SAMPLES
from index_fixtures import held
from news_server import NewsServer
from news_site import FERRY, Item, page, serve_feed
from script_runs import Said, run_main
from scripts import rebuild_index

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

ROOT = Path(__file__).parent.parent
LIGHTHOUSE = (
    "The keeper of the lighthouse on Gull Island, Martha Quill, retired on Friday after forty years. "
    "Her successor is a machine built in Elmstadt."
)


def run(*arguments: str | Path) -> Said:
    return run_main(rebuild_index.main, *arguments)


def record(number: int, text: str = "") -> str:
    fields = {
        "url": f"https://paper.example/{number}",
        "title": f"Report {number}",
        "text": text or f"The council of ward {number} met on Monday and agreed on a new roof for its school.",
        "language": "en",
    }
    return json.dumps(fields) + "\n"


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The script with a light model; names of the models it asked for."""
    asked: list[str | None] = []

    def load(name: str | None, **_: object) -> HashedWords:
        asked.append(name)
        return HashedWords(name=name or "hashed-words")

    monkeypatch.setattr(index.embedding, "load_embedder", load)
    return asked


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Said]:
    """Sources, the index made of them with the real model, and what the script said."""
    source, data = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("index") / "data"
    written(source / "gull.txt", f"Keeper retires\n\n{LIGHTHOUSE}\nSource: https://island.example/keeper")
    written(source / "wards" / "wards.jsonl.gz", gzip.compress((record(1) + record(2)).encode()))
    written(source / "menu.pdf", b"%PDF")
    for number in range(7):
        written(
            source / f"nowhere{number}.txt", f"A note without an address, number {number}, was found on the stairs."
        )
    return source, data, run(source, "--data", data)


def test_a_rebuild_tells_what_it_did_and_groups_what_it_rejected(real: tuple[Path, Path, Said]) -> None:
    source, _, said = real
    assert said.status == 0
    lines = said.out.splitlines()
    assert lines[0] == "added 3, changed 0, unchanged 0, removed 0, rejected 8"
    assert lines[1].startswith("  rejected 1: unsupported file type '.pdf'")
    assert lines[2] == f"    {source / 'menu.pdf'}"
    assert lines[3].startswith("  rejected 7: no source URL: end the text with a line such as")
    shown = ", ".join(str(source / f"nowhere{number}.txt") for number in range(5))
    assert lines[4] == f"    {shown} and 2 more (--verbose lists them)"
    assert lines[5].startswith("published generation 1: 3 articles, 3 chunks (3 embedded now), ")
    assert len(lines) == 6


def test_progress_where_there_is_no_terminal_is_plain_lines(real: tuple[Path, Path, Said]) -> None:
    assert [line for line in real[2].err.splitlines() if re.fullmatch(r"\w+ \d+/\d+", line)] == [
        "splitting 3/3", "embedding 0/3", "embedding 3/3", "indexing 0/3", "indexing 3/3"
    ]  # fmt: skip


def test_a_second_rebuild_has_nothing_to_do(real: tuple[Path, Path, Said]) -> None:
    source, data, _ = real
    said = run(source, "--data", data, "--verbose")
    assert said.status == 0
    assert said.out.splitlines()[0] == "added 0, changed 0, unchanged 3, removed 0, rejected 8"
    assert "nothing to do, still generation 1: 3 articles, 3 chunks (0 embedded now), " in said.out
    assert f"{source / 'nowhere6.txt'}\n" in said.out
    assert "more (--verbose" not in said.out
    assert said.err == ""


def test_what_the_script_built_answers_with_the_source(real: tuple[Path, Path, Said]) -> None:
    with open_index(real[1]) as news:
        answer = news.answer("Who retired as keeper of the lighthouse?")
    assert answer.quotes[0].citation.url == "https://island.example/keeper"
    assert answer.quotes[0].text in LIGHTHOUSE
    assert "Martha Quill" in answer.quotes[0].text


def test_a_session_has_news_ready(real: tuple[Path, Path, Said]) -> None:
    session = subprocess.run(
        [sys.executable, "-i", "scripts/repl.py", "--data", real[1]],
        input='print(news.answer("Who retired as keeper of the lighthouse?"))\n',
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120, check=True,
    )  # fmt: skip
    assert "articles  3 (en 3)" in session.stdout
    assert 'Try  news.answer("…")' in session.stdout
    assert "Martha Quill" in session.stdout
    assert "https://island.example/keeper" in session.stdout
    assert "Traceback" not in session.stderr


@pytest.mark.parametrize("flags", [[], ["-i"]])
def test_a_session_without_an_index_ends_with_the_sentence_that_says_what_to_do(
    tmp_path: Path, flags: list[str]
) -> None:
    command = [sys.executable, *flags, "scripts/repl.py", "--data", str(tmp_path / "none")]
    session = subprocess.run(command, cwd=ROOT, input="", capture_output=True, text=True, encoding="utf-8", check=False)
    assert session.returncode == 1
    assert session.stdout == ""
    (line,) = session.stderr.splitlines()
    assert line.endswith(f"build one with  python scripts/rebuild_index.py SOURCE… --data {tmp_path / 'none'}")


@pytest.mark.usefixtures("words")
def test_nothing_to_index_is_status_1(tmp_path: Path) -> None:
    said = run(written(tmp_path / "a.txt", ""), "--data", tmp_path / "data")
    assert said.status == 1
    assert said.out.splitlines()[-1] == "nothing to index yet"


@pytest.mark.usefixtures("words")
def test_a_source_that_does_not_exist_is_status_2_and_named(tmp_path: Path) -> None:
    missing = tmp_path / "missing [bold]"
    said = run(missing, "--data", tmp_path / "data")
    assert said == Said(2, "", f"no such file or folder: '{missing}'\n")
    assert not (tmp_path / "data").exists()


@pytest.mark.usefixtures("words")
def test_a_rebuild_beside_another_is_status_2(tmp_path: Path) -> None:
    source = written(tmp_path / "a.jsonl", record(1))
    (tmp_path / "data").mkdir()
    with build.writer_lock(tmp_path / "data"):
        said = run(source, "--data", tmp_path / "data")
    assert said.status == 2
    assert "is being rebuilt by process" in said.err


def test_a_model_that_is_nowhere_is_status_2(tmp_path: Path) -> None:
    source = written(tmp_path / "a.jsonl", record(1))
    said = run(source, "--data", tmp_path / "data", "--model", tmp_path / "no" / "model")
    assert said.status == 2
    assert str(tmp_path / "no" / "model") in said.err


def test_a_folder_that_cannot_be_made_is_status_2_and_named(tmp_path: Path, words: list[str | None]) -> None:
    source, data = written(tmp_path / "1.jsonl", record(1)), written(tmp_path / "data", "a file")
    said = run(source, "--data", data)
    assert (said.status, words) == (2, [None])
    assert "File exists" in said.err
    assert str(data) in said.err


@pytest.mark.usefixtures("words")
def test_files_whose_names_are_no_utf_8_are_read_and_reported(tmp_path: Path) -> None:
    written(tmp_path / "caf\udce9.jsonl", record(1))
    written(tmp_path / "nowhere\udce9.txt", "A note without an address was found on the stairs.")
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with contextlib.redirect_stdout(out):
        assert rebuild_index.main([str(tmp_path), "--data", str(tmp_path / ".data")]) == 0
    out.seek(0)
    said = out.read()
    assert "added 1, changed 0" in said
    assert "nowhere\\udce9.txt" in said


def test_no_source_at_all_is_status_2_and_says_where_to_name_some(tmp_path: Path, words: list[str | None]) -> None:
    said = run("--data", tmp_path / "data")
    assert (said.status, words) == (2, [])
    assert said.err.startswith("nothing to read: name a SOURCE (folder, file or address), or some in newsbot.toml")


@pytest.mark.usefixtures("words")
def test_what_was_named_before_is_read_again_where_nothing_is_named(tmp_path: Path) -> None:
    source, data = written(tmp_path / "news" / "a.jsonl", record(1)), tmp_path / "data"
    run(source.parent, "--data", data)
    written(source, record(1) + record(2))
    assert "added 1, changed 0, unchanged 1" in run("--data", data).out
    run(SAMPLES, "--data", data)
    assert "added 0, changed 0, unchanged 2" in run("--data", data).out  # the samples were a visit
    assert "forgot" in run("--data", data, "--forget", source.parent).out
    assert held(data) == {}
    assert "never knew" in run("--data", data, "--forget", source.parent).out


@pytest.mark.usefixtures("words")
def test_what_the_settings_name_is_read_where_nothing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "news" / "a.jsonl", record(1))
    written(tmp_path / "newsbot.toml", '[sources]\nown = "news"')
    assert "added 1," in run("--data", tmp_path / "data").out
    written(tmp_path / "newsbot.toml", "[sources")
    said = run("--data", tmp_path / "data")
    assert (said.status, "newsbot.toml or the environment cannot be read" in said.err) == (2, True)


@pytest.mark.usefixtures("words")
def test_a_feed_is_named_by_its_address_and_reported_with_its_failures(tmp_path: Path) -> None:
    with NewsServer() as site:
        head = '<meta property="article:published_time" content="2024-11-12T10:00:00Z">'
        site.serve("/ferry", page("Ferry", *FERRY, head=head))
        feed = serve_feed(site, Item(link=site.url("/ferry")), Item(link=site.url("/gone")))
        said = run(feed, site.url("/none.xml"), "--data", tmp_path / "data", "--delay", "0")
        assert said.status == 0
        lines = said.out.splitlines()
        assert lines[0] == "added 1, changed 0, unchanged 0, removed 0, rejected 1"
        assert sorted(lines[1:3]) == [
            f"  {feed}: feed, 2 listed, 2 asked for",
            f"  {site.url('/none.xml')}: FAILED, HTTP 404 (never read yet)",
        ]
        assert lines[3:5] == ["  rejected 1: HTTP 404", f"    {site.url('/gone')}"]
        assert lines[5].startswith("published generation 1: 1 articles, the newest of 2024-11-12 10:00 UTC, 1 chunks")


@pytest.mark.usefixtures("words")
def test_an_address_that_cannot_be_fetched_is_status_2(tmp_path: Path) -> None:
    said = run("ftp://paper.example/feed", "--data", tmp_path / "data")
    assert (said.status, "cannot fetch 'ftp://paper.example/feed'" in said.err) == (2, True)


def test_watching_goes_on_until_it_is_told_to_stop(tmp_path: Path) -> None:
    source, data = written(tmp_path / "news" / "a.jsonl", record(1)), tmp_path / "data"
    command = [sys.executable, "scripts/rebuild_index.py", str(source.parent), "--data", str(data), "--watch", "0.2s"]
    watching = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    assert watching.stdout is not None
    lines: list[str] = []

    def wait_for(said: str) -> None:
        for line in islice(watching.stdout or (), 200):
            lines.append(line)
            if said in line:
                return
        pytest.fail("".join(lines))

    wait_for("published generation 1")
    written(source, record(1) + record(2))
    wait_for("published generation 2")
    shutil.move(source.parent, tmp_path / "elsewhere")
    wait_for("rejected 1: no longer there; its articles stay until it is forgotten")
    shutil.move(tmp_path / "elsewhere", source.parent)
    wait_for("nothing to do, still generation 2")
    watching.terminate()
    with watching:
        rest = watching.stdout.read()
    assert watching.returncode == 0, "".join(lines)
    assert "Stopped. What is done is kept" in rest


@pytest.mark.parametrize("interval", ["0", "soon", "-3m"])
def test_an_interval_that_is_none_is_a_usage_error(tmp_path: Path, interval: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(tmp_path, "--data", tmp_path / "data", f"--watch={interval}")


def test_a_rebuild_stopped_from_the_keyboard_says_that_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(HashedWords):
        def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:  # noqa: ARG002 -- the protocol's
            raise KeyboardInterrupt

    monkeypatch.setattr(index.embedding, "load_embedder", lambda name, **_: Stopped(name=str(name)))
    said = run(written(tmp_path / "a.jsonl", record(1)), "--data", tmp_path / "data")
    assert (said.status, said.out) == (130, "")
    assert said.err.endswith("Stopped. What is done is kept; the next run goes on from there.\n")


@pytest.mark.usefixtures("words")
def test_pruning_drops_what_its_sources_no_longer_hold(tmp_path: Path) -> None:
    source = written(tmp_path / "news" / "a.jsonl", record(1) + record(2)).parent
    other = written(tmp_path / "other" / "b.jsonl", record(3)).parent
    data = tmp_path / "data"
    run(source, other, "--data", data)
    written(source / "a.jsonl", record(2))
    assert "removed 0" in run(source, "--data", data).out
    said = run(source, "--data", data, "--prune")
    assert said.out.splitlines()[0] == "added 0, changed 0, unchanged 1, removed 1, rejected 0"
    assert sorted(held(data)) == ["https://paper.example/2", "https://paper.example/3"]


@pytest.mark.usefixtures("words")
def test_pruning_with_nothing_to_read_is_refused_with_a_question(tmp_path: Path) -> None:
    source = written(tmp_path / "news" / "a.jsonl", record(1))
    run(source.parent, "--data", tmp_path / "data")
    source.unlink()
    said = run(source.parent, "--data", tmp_path / "data", "--prune")
    assert said.status == 0
    assert "nothing was pruned: are the sources where they should be?" in said.out
    assert len(held(tmp_path / "data")) == 1


@pytest.mark.usefixtures("words")
def test_the_samples_make_way_for_articles_of_ones_own(tmp_path: Path) -> None:
    data, own = tmp_path / "data", written(tmp_path / "news" / "a.jsonl", record(1))
    run(SAMPLES, "--data", data)
    samples = len(held(data))
    assert samples > 20
    run(SAMPLES, own, "--data", data)
    assert len(held(data)) == samples + 1
    written(own.parent / "empty.jsonl", "")
    assert "removed 0" in run(own.parent / "empty.jsonl", "--data", data).out
    assert f"removed {samples}," in run(own, "--data", data).out
    assert list(held(data)) == ["https://paper.example/1"]


def test_the_model_is_the_one_named_else_the_indexs_own(tmp_path: Path, words: list[str | None]) -> None:
    source, data = written(tmp_path / "a.jsonl", record(1)), tmp_path / "data"
    run(source, "--data", data)
    run(source, "--data", data)
    run(source, "--data", data, "--model", "wider")
    assert words == [None, "hashed-words", "wider"]
    assert current_model(data) == ("hashed-words", "fp32")  # equal fingerprints: the same model under another name


def test_precision_backend_and_texts_to_calibrate_with_are_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, object]] = []
    calibrations: list[list[str]] = []

    def load(
        _: str | None, *, precision: str | None, backend: str, calibration: Callable[[], list[str]]
    ) -> HashedWords:
        asked.append((precision, backend))
        calibrations.append(calibration())
        return HashedWords()

    monkeypatch.setattr(index.embedding, "load_embedder", load)
    source, data = written(tmp_path / "a.jsonl", record(1, "The pier was closed all day.")), tmp_path / "data"
    run(source, "--data", data)
    run(source, "--data", data)
    run(source, "--data", data, "--precision", "int8")
    run(source, "--data", data, "--backend", "torch")
    run(source, "--data", data, "--precision", "fp32", "--backend", "torch")
    assert asked == [(None, "auto"), ("fp32", "auto"), ("int8", "auto"), (None, "torch"), ("fp32", "torch")]
    assert calibrations == [[], *4 * [["The pier was closed all day."]]]


@pytest.mark.parametrize(
    "options", [["--precision", "int7"], ["--backend", "onnx"], ["--precision", "int8", "--backend", "torch"]]
)
def test_a_precision_or_backend_that_there_is_not_is_a_usage_error(tmp_path: Path, options: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(tmp_path, *options)


@pytest.mark.usefixtures("words")
def test_a_rebuild_after_nothing_changed_imports_no_search_engine_and_no_reader_of_pages(tmp_path: Path) -> None:
    source, data = written(tmp_path / "a.jsonl", record(1)), tmp_path / "data"
    run(source, "--data", data)
    program = (
        "import sys; from fakes import HashedWords; from scripts import rebuild_index as r;"
        "import index.embedding as e; e.load_embedder = lambda name, **_: HashedWords();"
        f"status = r.main([{str(source)!r}, '--data', {str(data)!r}]);"
        "heavy = {'torch', 'transformers', 'faiss', 'tantivy', 'openvino', 'trafilatura', 'py3langid', 'dateparser'};"
        "print(status, sorted(heavy & sys.modules.keys()))"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    said = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert "nothing to do, still generation 1" in said.stdout
    assert said.stdout.splitlines()[-1] == "0 []"


@pytest.mark.usefixtures("words")
def test_progress_on_a_terminal_is_a_bar_for_each_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "100"}.items():
        monkeypatch.setenv(name, value)
    source = written(tmp_path / "a.jsonl", "".join(map(record, range(30))))
    said = run(source, "--data", tmp_path / "data")
    assert said.status == 0
    *_, reading, splitting, embedding, indexing = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", said.err).split("\n")[:-1]
    assert re.search("reading .* 30/", reading)
    assert re.search("splitting .* 30/30", splitting)
    assert re.search("embedding .* 30/30", embedding)
    assert re.search("indexing .* 30/30", indexing)
    assert "published generation" in said.out


def test_an_index_inside_the_folder_of_articles_is_not_read_as_articles(
    tmp_path: Path, words: list[str | None]
) -> None:
    assert words == []
    (tmp_path / "news.jsonl").write_text(record(1), "utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "more.jsonl").write_text(record(2), "utf-8")
    for _ in range(2):
        said = run(tmp_path, "--data", tmp_path / "data")
        assert "rejected 0" in said.out
    assert "unchanged 2" in said.out


@pytest.mark.parametrize(
    ("option", "address", "sentence"),
    [
        ("--engine", "http://hush.example", "engine: an engine is milvus+http://HOST:PORT, milvus+https://HOST:PORT"),
        ("--store", "mysql://bot:hush@store.example/x", "store: a store is postgresql://USER:PASSWORD@HOST"),
    ],
)
def test_a_place_that_is_none_is_refused_before_anything_is_made(
    tmp_path: Path, option: str, address: str, sentence: str
) -> None:
    said = run(tmp_path, "--data", tmp_path / "data", option, address)
    assert said.status == 2
    assert said.err.startswith(sentence)
    assert "hush" not in said.out + said.err
    assert not (tmp_path / "data").exists()
