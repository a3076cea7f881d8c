from __future__ import annotations

import hashlib
import json
import logging
import shutil
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakes import HashedWords
from index import generation
from index.errors import DamagedIndexError, IndexNotFoundError, NewsIndexError
from index.generation import STORE, current_model, current_number, open_newest
from index.news import NewsIndex, open_index
from index.store import Store
from index_fixtures import NEWS, article, chunk_ids, held, rebuilt

if TYPE_CHECKING:
    from collections.abc import Callable

OLD, NEW = [article(1)], [article(1, "The pier was closed all day."), article(2)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two generations; never written to."""
    data = tmp_path_factory.mktemp("made")
    rebuilt(data, *OLD)
    rebuilt(data, *NEW)
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    """Two generations to be treated badly."""
    return shutil.copytree(made, tmp_path / "data")


def folder(data: Path, number: int) -> Path:
    return data / "generations" / f"{number:06}"


def numbers(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "generations").iterdir())


def opened_number(data: Path) -> int:
    with closing(open_newest(data)) as opened:
        return opened.manifest.number


def flip(file: Path, at: int, bit: int = 0) -> None:
    content = bytearray(file.read_bytes())
    content[at] ^= 1 << bit
    file.write_bytes(content)


def flip_middle(file: Path) -> None:
    flip(file, file.stat().st_size // 2)


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def lengthen(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\0")


KINDS = ["catalog.npy", "catalog.json", "manifest.json", "lexical/meta.json", "lexical/.managed.json"]
KINDS += [f"parts/*/{name}" for name in ("vectors.f16", "vectors.json", "rows.npy", "sketches.npz")]
KINDS += [f"parts/*/sentences.{ending}" for ending in ("bin", "npy")]
KINDS += [f"lexical/*.{suffix}" for suffix in ("term", "idx", "pos", "fast", "fieldnorm", "store")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("damage", [flip_middle, truncate, empty, lengthen, Path.unlink])
def test_a_damaged_newest_generation_falls_back_to_the_one_before_with_a_warning(
    data: Path, kind: str, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    (file,) = folder(data, 2).glob(kind)
    damage(file)
    assert opened_number(data) == 1
    assert [record.levelno for record in caplog.records] == [logging.WARNING, logging.WARNING]
    assert "damaged generation=2 reason=" in caplog.messages[0]
    assert caplog.messages[1] == "fell back to generation=1 from=2: rebuild the index"
    with NewsIndex(data, embedder=HashedWords()) as news:
        assert [passage.article for passage in news.search("boats")] == OLD


def test_the_files_damaged_here_are_all_there_are(made: Path) -> None:
    known = {file for kind in KINDS for file in folder(made, 2).glob(kind)}
    files = {file for file in folder(made, 2).rglob("*") if file.is_file() and file.suffix != ".lock"}
    assert files == known


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_flipped_bit_goes_unnoticed(data: Path, draw: st.DataObject) -> None:
    files = sorted(file for kind in KINDS for file in folder(data, 2).glob(kind))
    file = draw.draw(st.sampled_from(files))
    where = draw.draw(st.integers(0, file.stat().st_size - 1)), draw.draw(st.integers(0, 7))
    flip(file, *where)
    try:
        assert opened_number(data) == 1
    finally:
        flip(file, *where)
    assert opened_number(data) == 2


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"7", b"null", b'{"format": 2}', b"\xff\xfe", b'{"format": 9}'])
def test_a_manifest_that_says_something_else_is_damage(data: Path, content: bytes) -> None:
    (folder(data, 2) / "manifest.json").write_bytes(content)
    assert opened_number(data) == 1


def test_a_manifest_that_was_altered_is_damage(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = folder(data, 2) / "manifest.json"
    altered = file.read_text("utf-8").replace('"articles": 2', '"articles": 3')
    assert altered != file.read_text("utf-8")
    file.write_text(altered, "utf-8")
    assert opened_number(data) == 1
    assert "manifest.json is not as it was written" in caplog.text


def of_format(format_: int, folder: Path) -> None:
    """Make a generation one that another version of the program wrote, sound in itself."""
    fields = json.loads((folder / "manifest.json").read_bytes()) | {"format": format_}
    del fields["sha256"]
    fields["sha256"] = hashlib.sha256(json.dumps(fields).encode()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(fields))


@pytest.mark.parametrize("other", [1, 99])
def test_a_manifest_of_another_format_is_damage(data: Path, other: int, caplog: pytest.LogCaptureFixture) -> None:
    of_format(other, folder(data, 2))
    assert opened_number(data) == 1
    assert "written by another version of this program" in caplog.text


def test_an_index_of_an_earlier_version_is_refused_and_made_anew_from_what_was_embedded(data: Path) -> None:
    for number in (1, 2):
        of_format(1, folder(data, number))
    with pytest.raises(DamagedIndexError, match=r"another version of this program.*rebuild_index\.py again.*quick"):
        open_newest(data)
    assert current_model(data) == ("hashed-words", None)
    embedder = HashedWords()
    assert rebuilt(data, *NEW, embedder=embedder).published
    assert embedder.embedded == []
    assert opened_number(data) == 3
    assert held(data) == {item.url: item for item in NEW}


def test_the_model_of_an_altered_manifest_of_another_format_is_not_believed(data: Path) -> None:
    shutil.rmtree(folder(data, 1))
    of_format(1, folder(data, 2))
    file = folder(data, 2) / "manifest.json"
    file.write_text(file.read_text("utf-8").replace("hashed-words", "smashed-words"), "utf-8")
    assert current_model(data) == (None, None)


def test_where_all_generations_are_damaged_the_error_says_so_and_what_to_do(data: Path) -> None:
    flip_middle(folder(data, 2) / "catalog.npy")
    (folder(data, 1) / "catalog.npy").unlink()
    with pytest.raises(DamagedIndexError, match=r"generation 1: .*catalog\.npy.*run scripts/rebuild_index\.py again"):
        open_newest(data)


def test_where_all_generations_vanished_the_index_is_damaged_not_missing(data: Path) -> None:
    shutil.rmtree(data / "generations")
    with pytest.raises(DamagedIndexError, match="no generation on disk"):
        open_newest(data)


@pytest.mark.parametrize("damaged", [[2], [1, 2]])
def test_a_rebuild_repairs_a_damaged_generation_though_nothing_else_changed(data: Path, damaged: list[int]) -> None:
    for number in damaged:
        flip_middle(folder(data, number) / "catalog.npy")
    embedder = HashedWords()
    report = rebuilt(data, *NEW, embedder=embedder)
    assert (report.published, report.generation, report.changes.unchanged) == (True, 3, 2)
    assert embedder.embedded == []
    assert opened_number(data) == 3
    assert held(data) == {item.url: item for item in NEW}


@pytest.mark.parametrize("damage", [flip_middle, Path.unlink])
def test_after_a_repair_the_sound_generation_is_the_one_to_fall_back_on(
    data: Path, damage: Callable[[Path], None]
) -> None:
    damage(folder(data, 2) / "manifest.json")
    rebuilt(data, *NEW)
    flip_middle(folder(data, 3) / "catalog.npy")
    assert opened_number(data) == 1


@pytest.mark.parametrize("garbage", [b"", b"\n", b"two", b"-2", b"2.0", b"\xff\xfe2", "²".encode(), b"\0" * 8])
def test_a_pointer_that_cannot_be_read_is_replaced_by_the_highest_number(
    data: Path, garbage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (data / "current").write_bytes(garbage)
    assert opened_number(data) == 2
    assert "damaged pointer=" in caplog.messages[0]
    assert rebuilt(data, *NEW).published is False
    assert rebuilt(data, *OLD, article(3)).generation == 3
    assert (data / "current").read_text() == "3\n"


def test_a_pointer_beyond_what_is_there_falls_back_and_is_never_given_again(data: Path) -> None:
    (data / "current").write_text("7\n")
    assert opened_number(data) == 2
    assert rebuilt(data, *NEW).generation == 8
    assert opened_number(data) == 8


def test_an_unreadable_pointer_without_any_generation_is_no_index(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("?")
    with pytest.raises(IndexNotFoundError):
        open_newest(tmp_path)


def test_a_generation_that_was_never_pointed_to_is_not_opened(data: Path) -> None:
    (data / "current").write_text("1\n")
    assert opened_number(data) == 1


def test_a_reader_overtaken_by_two_rebuilds_opens_what_they_published(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_pointer = generation.current_number

    def overtaken(folder: Path) -> int | None:
        number = read_pointer(folder)
        monkeypatch.setattr(generation, "current_number", read_pointer)
        for later in (3, 4, 5):
            rebuilt(folder, article(later))
        return number

    monkeypatch.setattr(generation, "current_number", overtaken)
    assert opened_number(data) == 5


@pytest.mark.parametrize("name", ["", "missing", "missing/deeper"])
def test_no_index_names_the_command_that_makes_one(tmp_path: Path, name: str) -> None:
    where = tmp_path / name
    with pytest.raises(IndexNotFoundError) as refused:
        open_index(where)
    assert f"python scripts/rebuild_index.py SOURCE… --data {where}" in str(refused.value)
    assert isinstance(refused.value, NewsIndexError)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_writer_left_is_swept(data: Path) -> None:
    shutil.copytree(folder(data, 2), folder(data, 3))  # renamed, but not yet pointed to
    (data / "generations" / "unfinished-17" / "lexical").mkdir(parents=True)
    shutil.copytree(folder(data, 1), data / "generations" / "unfinished-000001")
    (data / "current.17").write_text("3\n")
    assert opened_number(data) == 2
    assert rebuilt(data, *NEW).published is False
    assert numbers(data) == ["000001", "000002"]
    assert sorted(path.name for path in data.iterdir()) == ["articles.db", "current", "generations", "writer.lock"]


def test_a_reader_keeps_its_generation_and_its_articles_through_rebuilds(data: Path) -> None:
    with ExitStack() as readers:
        early = readers.enter_context(NewsIndex(data, embedder=HashedWords()))
        earlier_ids = chunk_ids(data, 2)
        for edition in ("first", "second", "third"):
            rebuilt(data, article(1, f"The {edition} edition."), article(3), prune=[NEWS])
        late = readers.enter_context(NewsIndex(data, embedder=HashedWords()))
        # Nothing was asked before: what the early reader needs is read only now.
        found = early.search("pier closed day boats")
        assert sorted(passage.article.url for passage in found) == [item.url for item in NEW]
        assert [passage.article for passage in early.search("pier closed", k=1)] == NEW[:1]
        assert all(passage.article.text[passage.start : passage.end] == passage.text for passage in found)
        assert sorted(passage.chunk_id for passage in found) == earlier_ids
        assert early.status().generation == 2
        assert [passage.article.text for passage in late.search("edition", k=1)] == ["The third edition."]
        assert numbers(data) == ["000002", "000004", "000005"]
    rebuilt(data, article(1, "The fourth edition."), article(3))
    assert numbers(data) == ["000005", "000006"]


def test_versions_that_only_deleted_generations_cited_are_deleted(data: Path) -> None:
    with closing(open_newest(data)):
        for edition in ("first", "second", "third"):
            rebuilt(data, article(1, f"The {edition} edition."), prune=[NEWS])
        assert held(data, 2) == {item.url: item for item in NEW}
    rebuilt(data, article(1, "The fourth edition."))
    with closing(Store(data / STORE, read_only=True)) as store:
        texts = sorted(text for (text,) in store._db.execute("SELECT text FROM version"))
    assert texts == ["The fourth edition.", "The third edition."]


@pytest.mark.parametrize("times", [1, 2])
def test_several_readers_of_a_generation_all_have_to_close_it(data: Path, times: int) -> None:
    readers = [open_newest(data) for _ in range(2)]
    for reader in readers[:times]:
        reader.close()
    for edition in ("first", "second"):
        rebuilt(data, article(1, f"The {edition} edition."))
    assert ("000002" in numbers(data)) is (times == 1)
    for reader in readers[times:]:
        reader.close()


def test_the_model_of_an_index_is_known_whatever_became_of_its_files(data: Path) -> None:
    assert current_model(data) == ("hashed-words", "fp32")
    for number in (1, 2):
        flip_middle(folder(data, number) / "catalog.npy")
    assert current_model(data) == ("hashed-words", "fp32")
    flip_middle(folder(data, 2) / "manifest.json")
    assert current_model(data) == ("hashed-words", "fp32")
    flip_middle(folder(data, 1) / "manifest.json")
    assert current_model(data) == (None, None)
    assert current_model(data / "missing") == (None, None)
    assert current_number(data / "missing") is None
