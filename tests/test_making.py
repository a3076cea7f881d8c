"""Chunks and vectors made while articles are read: the same as one after the other, and in bounds."""

from __future__ import annotations

import random
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import HashedWords
from index import arrivals, build, making
from index.arrivals import Recipe
from index.calibration import calibration_texts
from index.chunk_vectors import embed
from index.chunking import embedded_text
from index.making import Making
from index.pipeline import AHEAD
from index.progress import silent
from index.store import Store
from index_fixtures import NEWS, article, chunk_ids, held, rebuilt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.types import Article

Row = tuple[object, ...]


@pytest.fixture(autouse=True)
def no_thread_is_left_behind() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) == before


class Unsteady(HashedWords):
    """A model that takes now longer, now shorter; remembers how many texts it was given at once."""

    def __init__(self, seed: int = 0, *, slowest: float = 0.003) -> None:
        super().__init__(max_tokens=20)
        self.at_once: list[int] = []
        self._chance = random.Random(seed)  # noqa: S311 -- no secret
        self._slowest = slowest

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        time.sleep(self._chance.random() * self._slowest)
        self.at_once.append(len(texts))
        return super().embed_passages(texts)


class Broken(HashedWords):
    """A model that fails at its second batch."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self._error = error

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self.embedded:
            raise self._error
        return super().embed_passages(texts)


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    make_batches_small(monkeypatch)


def make_batches_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "ARTICLES_AT_ONCE", 3)
    monkeypatch.setattr(making, "VERSIONS_AT_ONCE", 2)
    monkeypatch.setattr(making, "CHUNKS_AT_ONCE", 4)


def long_article(number: int, sentences: int, *, words: int = 0) -> Article:
    """An article of so many sentences; ``words`` tells those of equal articles apart."""
    text = " ".join(f"The harbour master of quay {words} counted {at} boats this morning." for at in range(sentences))
    return article(number, text, title="Boats")


def one_after_the_other(store: Store, items: Sequence[Article], embedder: HashedWords) -> None:
    """What a rebuild does, with nothing at the same time."""
    recipe, identity = Recipe(embedder), embedder.identity
    build.sync(store, items, read=[NEWS])
    for version in store.unchunked(recipe.name):
        as_stored = store.version(version)
        pairs = [(chunk, embedded_text(as_stored, chunk.text)) for chunk in recipe.split(as_stored)]
        store.add_chunks(version, recipe.name, pairs)
    for chunk in store.current_chunks(recipe.name):
        store.add_embeddings(identity.fingerprint, identity.precision, embed(embedder, list(store.chunks([chunk]))))


def all_at_once(store: Store, items: Sequence[Article], embedder: HashedWords) -> None:
    with Making(store, Recipe(embedder), silent) as made:
        build.sync(store, items, read=[NEWS], making=made)
        made.finish()


def contents(store: Store, *, current: bool = False) -> list[list[Row]]:
    chunks = "(SELECT * FROM chunk WHERE version_id IN (SELECT version_id FROM article))" if current else "chunk"
    return [
        store._db.execute(query).fetchall()
        for query in (
            "SELECT * FROM article ORDER BY id",
            "SELECT * FROM version ORDER BY id",
            f"SELECT * FROM {chunks} ORDER BY id",  # noqa: S608 -- one of two constants
            f"SELECT DISTINCT e.* FROM embedding e JOIN {chunks} c ON c.embedded = e.embedded ORDER BY 3",  # noqa: S608
        )
    ]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 3)), max_size=12), st.integers())
def test_what_is_made_at_the_same_time_equals_what_is_made_one_after_the_other(
    shapes: list[tuple[int, int]], seed: int
) -> None:
    items = [long_article(number, size, words=words) for number, (size, words) in enumerate(shapes)]
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        tempfile.TemporaryDirectory() as folder,
        closing(Store(Path(folder) / "one.db")) as one,
        closing(Store(Path(folder) / "all.db")) as other,
    ):
        make_batches_small(monkeypatch)
        one_after_the_other(one, items, Unsteady(slowest=0))
        all_at_once(other, items, Unsteady(seed))
        assert contents(other) == contents(one)
        kept = contents(other)
        again = Unsteady(seed)
        all_at_once(other, items, again)
        assert (contents(other), again.at_once) == (kept, [])


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 9), st.integers(1, 28)), max_size=15))
def test_of_articles_in_many_versions_ids_and_vectors_do_not_depend_on_the_pace(
    versions: list[tuple[int, int, int]],
) -> None:
    items = [
        replace(long_article(number, 3, words=words), published=datetime(2024, 2, day, tzinfo=UTC))
        for number, words, day in versions
    ]
    found = []
    with pytest.MonkeyPatch.context() as monkeypatch:
        make_batches_small(monkeypatch)
        for slowest in (0, 0.004):
            with tempfile.TemporaryDirectory() as folder, closing(Store(Path(folder) / "a.db")) as store:
                all_at_once(store, items, Unsteady(slowest=slowest))
                found.append((contents(store, current=True), store.current_chunks(Recipe(Unsteady()).name)))
                assert store.count_unembedded(Recipe(Unsteady()).name, *_model()) == 0
    assert found[0] == found[1]


def _model() -> tuple[str, str]:
    identity = HashedWords().identity
    return identity.fingerprint, identity.precision


@pytest.mark.usefixtures("small_batches")
def test_reading_is_only_a_few_batches_ahead_however_many_articles_there_are(tmp_path: Path) -> None:
    made = 0
    ahead: list[int] = []

    def source() -> Iterator[Article]:
        nonlocal made
        for number in range(300):
            made += 1
            yield article(number)

    def progress(stage: str, done: int, total: int | None) -> None:
        if stage == "reading" and total is None:
            ahead.append(made - done)

    build.rebuild(tmp_path, source(), read=[NEWS], embedder=HashedWords(), progress=progress)
    assert len(ahead) == 100  # batches of three
    # Two stages, each with so many batches done, and one that each of them and the writer is at.
    assert max(ahead) <= 3 * (2 * AHEAD + 2)


@pytest.mark.usefixtures("small_batches")
def test_the_model_gets_full_batches_but_for_the_last(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "a.db")) as store:
        embedder = Unsteady()
        all_at_once(store, [article(number) for number in range(10)], embedder)
    # Of each chunk here its header and its one sentence.
    assert embedder.at_once == [8, 8, 4]


@pytest.mark.usefixtures("small_batches")
def test_a_model_slower_than_reading_does_not_hold_it_up(tmp_path: Path) -> None:
    everything_read = threading.Event()

    class Waiting(HashedWords):
        def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
            assert everything_read.wait(20)
            return super().embed_passages(texts)

    def progress(stage: str, done: int, total: int | None) -> None:
        if stage == "reading" and done == total:
            everything_read.set()

    report = rebuilt(tmp_path, *map(article, range(60)), embedder=Waiting(), progress=progress)
    assert (report.articles, report.embedded) == (60, 60)


@pytest.mark.usefixtures("small_batches")
def test_progress_of_every_stage_ends_at_its_total_and_never_goes_back(tmp_path: Path) -> None:
    told: dict[str, list[tuple[int, int | None]]] = {}
    for edition in ("old", "new"):
        told.clear()
        items = [article(number, f"An {edition} report of pier {number}.") for number in range(20)]
        rebuilt(tmp_path, *items, progress=lambda stage, *step: told.setdefault(stage, []).append(step))
        assert list(told) == ["reading", "splitting", "embedding", "indexing"]
        for steps in told.values():
            done = [step[0] for step in steps]
            assert done == sorted(done)
            assert steps[-1] == (20, 20)


@pytest.mark.parametrize("error", [ValueError("the model is tired"), KeyboardInterrupt("enough")])
@pytest.mark.usefixtures("small_batches")
def test_an_error_of_the_model_ends_all_stages_and_the_next_run_goes_on(tmp_path: Path, error: BaseException) -> None:
    items = [article(number) for number in range(30)]
    with pytest.raises(type(error), match=str(error)):
        rebuilt(tmp_path, *items, embedder=Broken(error))
    rest = HashedWords()
    assert rebuilt(tmp_path, *items, embedder=rest).chunks == 30
    assert len(rest.embedded) == 2 * 26  # the first batch was kept


@pytest.mark.usefixtures("small_batches")
def test_an_error_of_a_source_ends_all_stages_and_what_came_before_it_is_kept(tmp_path: Path) -> None:
    def source() -> Iterator[Article]:
        yield from map(article, range(7))
        raise OSError(5, "the disk is tired")

    with pytest.raises(OSError, match="the disk is tired"):
        build.rebuild(tmp_path, source(), read=[NEWS], embedder=HashedWords())
    rebuilt(tmp_path)
    assert len(held(tmp_path)) == 6  # two batches of three were whole


@pytest.mark.usefixtures("small_batches")
def test_stopped_from_the_keyboard_at_any_step_the_next_run_finishes(tmp_path: Path) -> None:
    steps = 0

    def stop(stage: str, done: int, total: int | None) -> None:  # noqa: ARG001 -- the protocol's
        nonlocal steps
        steps -= stage != "indexing"
        if steps < 0:
            raise KeyboardInterrupt

    stops = 0
    while True:
        steps = stops
        try:
            rebuilt(tmp_path / str(stops), *map(article, range(12)), embedder=Unsteady(), progress=stop)
            break
        except KeyboardInterrupt:
            again = rebuilt(tmp_path / str(stops), *map(article, range(12)), embedder=Unsteady())
            assert (again.articles, again.chunks) == (12, 12)
            assert chunk_ids(tmp_path / str(stops)) == list(range(1, 13))
            stops += 1
    assert stops >= 10


@pytest.mark.usefixtures("small_batches")
def test_versions_that_came_and_went_before_the_model_got_to_them_are_left_out(tmp_path: Path) -> None:
    everything_read = threading.Event()

    class Waiting(HashedWords):
        def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
            everything_read.wait(20)
            return super().embed_passages(texts)

    def progress(stage: str, done: int, total: int | None) -> None:
        if stage == "reading" and done == total:
            everything_read.set()

    at = [f"/news/log.jsonl:{line}" for line in range(40)]
    items = [
        replace(
            article(1, f"Edition {line} of it."), location=place, published=datetime(2024, 1, 1, line // 2, tzinfo=UTC)
        )
        for line, place in enumerate(at)
    ]
    report = rebuilt(tmp_path, *items, embedder=Waiting(), progress=progress)
    assert report.articles == 1
    assert report.embedded <= 4 * AHEAD + 4  # what was with the model by then, and the last


def test_texts_to_calibrate_with_are_those_of_chunks_else_of_articles_and_equal_for_equal_indexes(
    tmp_path: Path,
) -> None:
    assert calibration_texts(tmp_path / "nowhere") == []
    with closing(Store(tmp_path / "articles.db")) as store:
        build.sync(store, [article(1, "x" * 3000)], read=[NEWS])
    assert calibration_texts(tmp_path) == ["x" * 1000]
    for folder, numbers in (("a", range(400)), ("b", reversed(range(400)))):
        rebuilt(tmp_path / folder, *map(article, numbers))
    texts = calibration_texts(tmp_path / "a")
    assert len(set(texts)) == 300
    assert texts == calibration_texts(tmp_path / "b")
    assert texts[0].startswith("The harbour master counted the boats at pier ")
