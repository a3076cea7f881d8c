from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from filelock import FileLock

from fakes import HashedWords
from index import generation, making
from index.errors import DatabaseError, IndexNotFoundError, LockedError, StaleIndexError
from index.news import NewsIndex
from index.store import Changes, Store
from index.types import Rejected
from index_fixtures import NEWS, article, chunk_ids, chunks_by_url, held, rebuilt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MONDAY, TUESDAY = (datetime(2024, 7, day, 6, 30, tzinfo=UTC) for day in (1, 2))
ROOT = Path(__file__).parent.parent


class Interrupted(HashedWords):
    """A model that is stopped after so many batches."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self._left = after

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self._left -= 1
        if self._left < 0:
            raise KeyboardInterrupt
        return super().embed_passages(texts)


def vectors_kept(data: Path) -> int:
    with closing(Store(data / generation.STORE, read_only=True)) as store:
        return int(store._db.execute("SELECT count(*) FROM embedding").fetchone()[0])


def test_a_first_rebuild_reports_what_it_did(tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    rejected = Rejected("/news/broken.txt", "empty")
    long = article(2, "The first sentence is here. The second sentence is here. The third one ends it.")
    report = rebuilt(
        tmp_path / "new" / "data",
        article(1, published=MONDAY),
        rejected,
        long,
        embedder=HashedWords(max_tokens=11),
        progress=lambda *step: told.append(step),
    )
    assert report.changes == Changes(added=2, changed=0, unchanged=0, removed=0)
    assert report.rejected == (rejected,)
    # Ten words in the first article; five, five and five in the second.
    assert (report.articles, report.chunks, report.embedded) == (2, 3, 3)
    assert (report.generation, report.published, report.pruning_refused) == (1, True, False)
    assert 0 < report.seconds < 60
    assert told == [
        ("reading", 2, None),
        ("splitting", 2, None),
        ("reading", 2, 2),
        ("splitting", 2, 2),
        ("embedding", 0, 3),
        ("embedding", 3, 3),
        ("indexing", 0, 3),
        ("indexing", 3, 3),
    ]


def test_a_generation_says_what_it_holds(tmp_path: Path) -> None:
    rebuilt(tmp_path, article(1, published=MONDAY), article(2, published=TUESDAY), article(3))
    before = datetime.now(UTC)
    with NewsIndex(tmp_path, embedder=HashedWords()) as news:
        status = news.status()
    assert (status.articles, status.chunks, status.generation, status.newest) == (3, 3, 1, TUESDAY)
    assert status.languages == {"en": 3}
    assert status.model == "hashed-words@0123456789ab/fp32"
    assert 0 <= (before - status.published).total_seconds() < 60


def test_unchanged_articles_are_neither_embedded_nor_published_again(tmp_path: Path) -> None:
    items = [article(number) for number in range(1, 6)]
    rebuilt(tmp_path, *items)
    ids = chunk_ids(tmp_path)
    again = HashedWords()
    report = rebuilt(tmp_path, *reversed(items), embedder=again, prune=[NEWS])
    assert again.embedded == []
    assert (report.published, report.generation, report.embedded) == (False, 1, 0)
    assert report.changes == Changes(added=0, changed=0, unchanged=5, removed=0)
    assert (report.articles, report.chunks) == (5, 5)
    assert chunk_ids(tmp_path) == ids


def test_only_a_changed_text_is_embedded_again_and_its_chunk_gets_a_new_id(tmp_path: Path) -> None:
    rebuilt(tmp_path, article(1), article(2), article(3))
    before = chunks_by_url(tmp_path)
    again, corrected = HashedWords(), article(2, "The pier was closed all day.")
    report = rebuilt(tmp_path, article(1), corrected, article(3), embedder=again)
    assert again.embedded == ["Report 2 — Paper", "The pier was closed all day."]
    assert (report.embedded, report.generation, report.published) == (1, 2, True)
    after = chunks_by_url(tmp_path)
    assert {url for url in after if after[url] != before[url]} == {corrected.url}
    assert min(after[corrected.url]) > max(chunk_ids(tmp_path, 1))
    assert held(tmp_path)[corrected.url].text == "The pier was closed all day."


def test_a_change_of_metadata_alone_is_published_without_asking_the_model(tmp_path: Path) -> None:
    rebuilt(tmp_path, article(1, author="Ada"))
    again = HashedWords()
    report = rebuilt(tmp_path, article(1, author="Ben"), embedder=again)
    assert (again.embedded, report.changes.changed, report.generation) == ([], 1, 2)
    assert held(tmp_path)[article(1).url].author == "Ben"
    assert held(tmp_path, 1)[article(1).url].author == "Ada"


def test_equal_texts_are_embedded_once(tmp_path: Path) -> None:
    embedder = HashedWords()
    rebuilt(tmp_path, *(article(n, "Same.", title="Same", at=f"/news/{n}.txt") for n in (1, 2, 3)), embedder=embedder)
    assert embedder.embedded == ["Same — Paper", "Same."]  # the header, then the sentence
    assert len(chunk_ids(tmp_path)) == 3


def test_ids_are_never_reused_even_after_the_highest_was_deleted(tmp_path: Path) -> None:
    rebuilt(tmp_path, article(1), article(2), article(3))
    highest = max(chunk_ids(tmp_path))
    rebuilt(tmp_path, article(1), article(2), prune=[NEWS])
    rebuilt(tmp_path, article(1), prune=[NEWS])
    with closing(Store(tmp_path / generation.STORE)) as store:
        assert store._db.execute("SELECT max(id) < ? FROM chunk", (highest,)).fetchone() == (1,)
    rebuilt(tmp_path, article(1), article(4))
    assert min(chunks_by_url(tmp_path)[article(4).url]) > highest


def test_the_copy_that_does_not_count_is_kept_until_it_does(tmp_path: Path) -> None:
    late = article(1, "The late copy.", at="/late/1.txt", published=TUESDAY)
    early = article(1, "The early copy.", at="/early/1.txt", published=MONDAY)
    rebuilt(tmp_path, late, early, read=[Path("/late"), Path("/early")])
    for number in (2, 3, 4):
        rebuilt(tmp_path, article(number))
    assert held(tmp_path)[late.url] == late
    rebuilt(tmp_path, article(2), prune=[Path("/late")])
    assert held(tmp_path)[late.url] == early


def test_a_vector_is_kept_as_long_as_a_chunk_has_its_text(tmp_path: Path) -> None:
    back = HashedWords()
    rebuilt(tmp_path, article(1))
    rebuilt(tmp_path, article(1, "Other words."))
    rebuilt(tmp_path, article(1), embedder=back)
    assert back.embedded == []  # the generation that one can fall back on had it
    assert vectors_kept(tmp_path) == 2
    rebuilt(tmp_path, article(1), article(2))
    assert vectors_kept(tmp_path) == 2  # "Other words." is in no generation left
    rebuilt(tmp_path, article(1, "Other words."), embedder=back)
    assert back.embedded == ["Report 1 — Paper", "Other words."]


def test_pruning_everything_but_one_leaves_that_one(tmp_path: Path) -> None:
    rebuilt(tmp_path, article(1), article(2), article(3, at="/else/3.txt"), read=[NEWS, Path("/else")])
    report = rebuilt(tmp_path, article(1), prune=[NEWS])
    assert report.changes == Changes(added=0, changed=0, unchanged=1, removed=1)
    assert sorted(held(tmp_path)) == [article(1).url, article(3).url]


def test_pruning_is_refused_where_nothing_could_be_read(tmp_path: Path) -> None:
    rebuilt(tmp_path, article(1))
    report = rebuilt(tmp_path, prune=[NEWS])
    assert (report.pruning_refused, report.published, report.articles) == (True, False, 1)
    assert rebuilt(tmp_path).pruning_refused is False


def test_an_index_whose_every_article_went_is_published_empty_and_finds_nothing(tmp_path: Path) -> None:
    rebuilt(tmp_path, article(1))
    with closing(Store(tmp_path / generation.STORE)) as store, store.transaction():
        store.settle(run=store.next_run(), read=[], prune=[NEWS])
    report = rebuilt(tmp_path)
    assert (report.generation, report.published, report.articles, report.chunks) == (2, True, 0, 0)
    with NewsIndex(tmp_path, embedder=HashedWords()) as news:
        assert list(news.search("harbour")) == []
        assert news.answer("What happened at the harbour?").abstained


def test_visitors_make_way_only_once_there_are_others(tmp_path: Path) -> None:
    samples = Path("/samples")
    rebuilt(tmp_path, article(1, at="/samples/1.txt"), read=[samples])
    assert rebuilt(tmp_path, Rejected("/news/2.txt", "empty"), retire=[samples]).changes.removed == 0
    assert rebuilt(tmp_path, article(2), retire=[samples]).changes.removed == 1
    assert list(held(tmp_path)) == [article(2).url]


def test_nothing_to_index_publishes_nothing(tmp_path: Path) -> None:
    report = rebuilt(tmp_path, Rejected("/news/1.txt", "empty"))
    assert (report.generation, report.published, report.articles, report.chunks) == (None, False, 0, 0)
    with pytest.raises(IndexNotFoundError, match=r"build one with  python scripts/rebuild_index\.py SOURCE… --data"):
        NewsIndex(tmp_path)


def test_another_model_embeds_everything_and_shares_no_vector_with_the_old(tmp_path: Path) -> None:
    items = [article(1), article(2)]
    old, new = HashedWords(), HashedWords(name="wider", fingerprint="ba9876543210", dimension=300)
    rebuilt(tmp_path, *items, embedder=old)
    report = rebuilt(tmp_path, *items, embedder=new)
    assert sorted(new.embedded) == sorted(old.embedded)
    assert (report.embedded, report.generation, report.changes.unchanged) == (2, 2, 2)
    assert set(chunk_ids(tmp_path)).isdisjoint(chunk_ids(tmp_path, 1))
    with closing(Store(tmp_path / generation.STORE, read_only=True)) as store:
        kept = [np.frombuffer(own, np.float16) for own, _ in store.vectors(chunk_ids(tmp_path), "ba9876543210", "fp32")]
    assert [len(vector) for vector in kept] == [300, 300]
    with NewsIndex(tmp_path, embedder=new) as news:
        assert next(iter(news.search(f"{items[0].title} {items[0].text}"))).article == items[0]


def test_asking_with_another_model_is_refused_and_names_both(tmp_path: Path) -> None:
    rebuilt(tmp_path, article(1))
    other = HashedWords(name="wider", fingerprint="ba9876543210")
    with NewsIndex(tmp_path, embedder=other) as news, pytest.raises(StaleIndexError) as refused:
        news.search("harbour")
    assert "built with 'hashed-words@0123456789ab/fp32'" in str(refused.value)
    assert "asked for 'wider@ba9876543210/fp32'" in str(refused.value)


def test_the_same_model_at_another_precision_is_another_model(tmp_path: Path) -> None:
    rebuilt(tmp_path, article(1))
    coarse = HashedWords()
    coarse.identity = replace(coarse.identity, precision="int8")
    report = rebuilt(tmp_path, article(1), embedder=coarse)
    assert (report.embedded, report.generation) == (1, 2)
    with NewsIndex(tmp_path, embedder=HashedWords()) as news, pytest.raises(StaleIndexError, match="int8"):
        news.search("harbour")


def test_the_same_model_under_another_name_is_the_same_model(tmp_path: Path) -> None:
    rebuilt(tmp_path, article(1))
    renamed = HashedWords(name="/models/hashed-words")
    assert rebuilt(tmp_path, article(1), embedder=renamed).published is False
    with NewsIndex(tmp_path, embedder=renamed) as news:
        assert [passage.article for passage in news.search("harbour")] == [article(1)]


def test_a_rebuild_that_was_stopped_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "CHUNKS_AT_ONCE", 2)
    items = [article(number) for number in range(1, 8)]
    stopped, rest = Interrupted(after=2), HashedWords()
    with pytest.raises(KeyboardInterrupt):
        rebuilt(tmp_path, *items, embedder=stopped)
    report = rebuilt(tmp_path, *items, embedder=rest)
    assert (len(stopped.embedded), len(rest.embedded), report.embedded) == (8, 6, 3)
    assert set(stopped.embedded).isdisjoint(rest.embedded)
    assert (report.generation, report.chunks) == (1, 7)


def test_an_article_is_split_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    rebuilt(tmp_path)
    with closing(Store(tmp_path / generation.STORE)) as store:
        stop = "CREATE TRIGGER stop BEFORE INSERT ON chunk WHEN new.start > 0 BEGIN SELECT raise(ABORT, 'stop'); END"
        store._db.execute(stop)
    long, embedder = article(1, "The first sentence is here. The second sentence is here."), HashedWords(max_tokens=6)
    with pytest.raises(DatabaseError, match="stop"):
        rebuilt(tmp_path, long, embedder=embedder)
    with closing(Store(tmp_path / generation.STORE)) as store:
        store._db.execute("DROP TRIGGER stop")
    assert rebuilt(tmp_path, long, embedder=embedder).chunks == 2


def test_a_second_rebuild_in_another_process_is_refused_and_names_the_first(tmp_path: Path) -> None:
    program = "import sys, pathlib, index.build as b\n"
    program += "with b.writer_lock(pathlib.Path(sys.argv[1])): print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        try:
            assert first.stdout
            first.stdout.readline()
            with pytest.raises(LockedError, match=rf"process {first.pid} on {socket.gethostname()} since 20"):
                rebuilt(tmp_path, article(1))
        finally:
            first.kill()
    assert rebuilt(tmp_path, article(1)).published  # a lock dies with its holder
    assert not list(tmp_path.glob("*.holder"))


def test_a_lock_whose_holder_left_no_name_is_still_a_lock(tmp_path: Path) -> None:
    with FileLock(tmp_path / "writer.lock"), pytest.raises(LockedError, match="rebuilt by another process: wait"):
        rebuilt(tmp_path, article(1))


def test_an_engine_that_was_forgotten_is_missed_by_who_asks_and_by_the_next_rebuild(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def asked() -> list[str]:
        caplog.clear()
        with NewsIndex(tmp_path, embedder=HashedWords()) as news:
            news.search("boats")
        return [record.getMessage() for record in caplog.records if "--engine" in record.getMessage()]

    rebuilt(tmp_path, article(1))
    assert asked() == []
    with closing(Store(tmp_path / generation.STORE)) as store:
        assert store.published_to() == ""
        store.note_published("milvus+http://engine.example:19530")
    assert asked() == [
        "asking the folder, but what is new is published to milvus+http://engine.example:19530: was --engine forgotten?"
    ]
    caplog.clear()
    rebuilt(tmp_path, article(1), article(2))
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        "published to the folder, where it was milvus+http://engine.example:19530 before: was --engine forgotten?"
    ]
    assert asked() == []


def test_where_the_articles_are_searched_elsewhere_it_is_said_where(tmp_path: Path) -> None:
    with closing(Store(tmp_path / generation.STORE)) as store:
        with pytest.raises(IndexNotFoundError, match="build one with"):
            NewsIndex(tmp_path)
        store.note_published("milvus+http://engine.example:19530")
    with pytest.raises(IndexNotFoundError, match=r"ask with  --engine milvus\+http://engine.example:19530$"):
        NewsIndex(tmp_path)
