"""How every engine publishes generation after generation; see ``index.engine``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine_fixtures import (
    NOON,
    TOWN,
    WIRE,
    Index,
    article,
    day,
    index,
    kind,
    number_of,
    told,
    wanted,
)
from fakes import HashedWords
from index.demand import Demand
from index.errors import DimensionError, IndexNotFoundError
from index.filters import Filters
from index.protocols import ModelIdentity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine_fixtures import Kind
    from index.engine import Snapshot

__all__ = ["index", "kind"]  # fixtures

ROOT = Path(__file__).parent.parent
HARBOUR = article(1, "The harbour opened again on Monday.", published=NOON)
FERRY = article(2, "The ferries sail to the islands hourly.", published=day(18))
MAYOR = article(3, "The mayor praised a school choir.")
CLOSED = replace(HARBOUR, text="The harbour was closed once more on Tuesday.", published=day(21))


class Mirrored(HashedWords):
    """Another model, with vectors as long as the first one's."""

    def __init__(self) -> None:
        super().__init__(name="mirrored-words", fingerprint="ba9876543210")

    def _rows(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.ascontiguousarray(super()._rows(texts)[:, ::-1])


def texts(index: Index, snapshot: Snapshot) -> list[str]:
    """What a generation holds, in the order of the chunks."""
    found = snapshot.candidates(wanted(terms=[["town"]]))
    return index.texts(found.rows)


def texts_now(index: Index) -> list[str]:
    with closing(index.open()) as snapshot:
        return texts(index, snapshot)


# --- when there is something to publish ---


def test_where_nothing_was_ever_written_there_is_no_index(index: Index) -> None:
    assert index.newest() is None
    with pytest.raises(IndexNotFoundError):
        index.open()


def test_where_there_is_nothing_to_publish_nothing_is(index: Index) -> None:
    assert index.publish() is None
    assert index.newest() is None
    with pytest.raises(IndexNotFoundError):
        index.open()


def test_the_first_generation_is_number_one_and_says_what_it_holds(index: Index) -> None:
    before = datetime.now(UTC)
    manifest = index.publish(HARBOUR, FERRY, MAYOR)
    assert manifest is not None
    assert (manifest.number, manifest.articles, manifest.chunks, manifest.newest) == (1, 3, 3, NOON)
    assert (manifest.languages, manifest.model) == ({"en": 3}, HashedWords().identity)
    assert before <= manifest.published <= datetime.now(UTC)
    assert index.newest() == 1
    with closing(index.open()) as snapshot:
        assert snapshot.manifest == manifest
        # Town news Herald 2026 11 20 and six words; with the 18th seven; Town news Herald and six.
        assert snapshot.mean_words == pytest.approx((12 + 13 + 9) / 3)


def test_unchanged_contents_are_not_published_again(index: Index) -> None:
    first = index.publish(HARBOUR, FERRY)
    with closing(index.open()) as snapshot:
        before = told(snapshot)
    assert index.publish(FERRY, HARBOUR) == first
    assert index.newest() == 1
    with closing(index.open()) as snapshot:
        assert told(snapshot) == before


def test_an_engine_that_is_opened_anew_knows_what_another_published(index: Index) -> None:
    with closing(index.location.open_engine()) as early:
        assert early.newest() is None
        index.publish(HARBOUR)
        assert early.newest() == 1
        with closing(early.open()) as snapshot:
            assert texts(index, snapshot) == [HARBOUR.text]
        index.publish(HARBOUR, FERRY)
        assert early.newest() == 2
        with closing(early.open()) as snapshot:
            assert texts(index, snapshot) == [HARBOUR.text, FERRY.text]


def test_a_snapshot_outlives_the_engine_that_opened_it(index: Index) -> None:
    index.publish(HARBOUR)
    engine = index.location.open_engine()
    with closing(engine.open()) as snapshot:
        engine.close()
        assert texts(index, snapshot) == [HARBOUR.text]


# --- from one generation to the next ---


def test_what_was_added_changed_and_removed_is_so_in_the_next_generation(index: Index) -> None:
    assert index.published(HARBOUR, FERRY) == 1
    assert index.published(HARBOUR, FERRY, MAYOR) == 2
    assert texts_now(index) == [HARBOUR.text, FERRY.text, MAYOR.text]
    assert index.published(CLOSED, FERRY, MAYOR) == 3
    assert texts_now(index) == [FERRY.text, MAYOR.text, CLOSED.text]
    assert index.published(CLOSED, MAYOR) == 4
    assert texts_now(index) == [MAYOR.text, CLOSED.text]
    with closing(index.open()) as snapshot:
        manifest = snapshot.manifest
        assert (manifest.articles, manifest.chunks, manifest.newest) == (2, 2, day(21))


def test_the_words_of_what_went_are_not_found_any_more(index: Index) -> None:
    index.publish(HARBOUR, FERRY, MAYOR)
    index.publish(CLOSED, MAYOR)
    with closing(index.open()) as snapshot:
        for gone in ("monday", "ferri"):
            assert len(snapshot.candidates(wanted("choir", terms=[[gone]], most=1)).rows) == 1
            assert len(snapshot.about(Demand(all_of=((gone,),)), Filters(), most=9)) == 0
        assert index.texts(snapshot.about(Demand(all_of=(("harbour",),)), Filters(), most=9)) == [CLOSED.text]
        assert index.texts(snapshot.about(None, Filters(until=day(20)), most=9)) == []


def test_an_article_that_comes_back_is_found_once(kind: Kind, index: Index) -> None:
    kind.need_haste()
    index.publish(HARBOUR, FERRY)
    index.publish(HARBOUR)
    assert index.published(HARBOUR, FERRY) == 3
    assert sorted(texts_now(index)) == sorted([HARBOUR.text, FERRY.text])
    index.publish(CLOSED, FERRY)
    assert index.published(HARBOUR, FERRY) == 5
    assert sorted(texts_now(index)) == sorted([HARBOUR.text, FERRY.text])
    with closing(index.open()) as snapshot:
        found = snapshot.about(Demand(all_of=(("harbour",),)), Filters(), most=9)
        assert index.texts(found) == [HARBOUR.text]


def test_a_change_of_what_is_told_of_an_article_is_published(kind: Kind, index: Index) -> None:
    kind.need_haste()
    index.publish(HARBOUR, FERRY)
    moved = replace(HARBOUR, source="Kurier", language="de", published=None)
    assert index.published(moved, FERRY) == 2
    with closing(index.open()) as snapshot:
        (row,) = snapshot.about(None, Filters(source="Kurier"), most=9)
        assert (snapshot.sources[int(row["source"])][0], snapshot.languages[int(row["language"])]) == ("Kurier", "de")
        assert [outlet.name for outlet in snapshot.outlets()] == ["Herald", "Kurier"]
        assert snapshot.manifest.languages == {"de": 1, "en": 1}
        assert snapshot.undated_left_out(Filters(since=NOON)) == 1


def test_an_outlet_that_went_is_not_told_of(kind: Kind, index: Index) -> None:
    kind.need_haste()
    kurier = replace(FERRY, source="Kurier", language="de", url="https://kurier.example/2")
    index.publish(HARBOUR, kurier)
    index.publish(HARBOUR)
    with closing(index.open()) as snapshot:
        assert list(snapshot.sources.values()) == [("Herald", "herald.example")]
        assert [outlet.name for outlet in snapshot.outlets()] == ["Herald"]
        assert snapshot.manifest.languages == {"en": 1}
        assert not snapshot.dated_inside(Filters(source="Kurier"))


def test_an_index_whose_every_article_went_is_published_empty(index: Index) -> None:
    index.publish(HARBOUR, FERRY)
    manifest = index.publish()
    assert manifest is not None
    assert (manifest.number, manifest.articles, manifest.chunks, manifest.newest) == (2, 0, 0, None)
    with closing(index.open()) as snapshot:
        found = snapshot.candidates(wanted("harbour", terms=[["harbour"]]))
        assert (len(found.rows), found.vectors.shape[0], len(found.records.words)) == (0, 0, 0)
        assert len(snapshot.about(None, Filters(), most=9)) == 0
        assert (snapshot.outlets(), snapshot.mean_words, dict(snapshot.sources)) == ((), 0, {})
        assert not snapshot.dated_inside(Filters())
        assert snapshot.first_chunk(1) is None
        assert len(snapshot.about(Demand(all_of=(("harbour",),)), Filters(), most=9)) == 0
    assert index.published(MAYOR) == 3
    assert texts_now(index) == [MAYOR.text]


def test_who_carries_a_story_is_known_anew_in_each_generation(kind: Kind, index: Index) -> None:
    kind.need_haste()
    own = article(1, WIRE, published=day(15))
    other = article(2, f"Update: {WIRE}", source="Courier", host="courier.example", published=day(16))
    third = article(3, WIRE, source="Anzeiger", host="anzeiger.example")
    index.publish(own, MAYOR)
    for held, stories in (((other,), [1, 1]), ((other, third), [2, 2, 2]), ((third,), [1, 1])):
        index.publish(own, *held)
        with closing(index.open()) as snapshot:
            rows = snapshot.candidates(wanted()).rows
            assert set(rows["story"].tolist()) == {min(rows["article"].tolist())}
            assert [len(snapshot.retold(chunk)) for chunk in rows["chunk"].tolist()] == stories
    index.publish(third, MAYOR)
    with closing(index.open()) as snapshot:
        rows = snapshot.candidates(wanted()).rows
        assert rows["story"].tolist() == rows["article"].tolist()
        assert [snapshot.retold(chunk) for chunk in rows["chunk"].tolist()] == [[], []]


def test_after_many_generations_the_newest_holds_just_what_is_current(kind: Kind, index: Index) -> None:
    kind.need_haste()
    versions = [replace(HARBOUR, text=f"The harbour counted {number} boats.") for number in range(7)]
    for number, version in enumerate(versions, 1):
        extra = [FERRY] if number % 2 else [MAYOR]
        assert index.published(version, *extra) == number
        assert sorted(texts_now(index)) == sorted([version.text, extra[0].text])
    with closing(index.open()) as snapshot:
        assert index.texts(snapshot.about(Demand(all_of=(("boat",),)), Filters(), most=9)) == [versions[-1].text]


def test_of_chunks_as_new_as_each_other_the_lowest_ids_come_first_whenever_they_were_published(
    kind: Kind, index: Index
) -> None:
    kind.need_haste()
    boats = [article(boat, f"Boat {boat} of the fleet sails.", published=NOON) for boat in range(1, 13)]
    for many in (4, 9, 12):
        index.publish(MAYOR, *boats[2:many], replace(boats[0], text=f"Boat 1 of {many} sails."))
    with closing(index.open()) as snapshot:
        for demand in (None, Demand(all_of=(("boat",),))):
            everything = snapshot.about(demand, Filters(since=NOON), most=99)["chunk"].tolist()
            assert len(everything) == 11
            assert everything == sorted(everything)
            for most in (1, 3, 6, 10):
                found = snapshot.about(demand, Filters(), most=most)
                assert found["chunk"].tolist() == everything[:most]


def test_ids_are_never_given_twice(kind: Kind, index: Index) -> None:
    kind.need_haste()
    seen: list[int] = []
    for number in range(3):
        index.publish(replace(HARBOUR, text=f"The harbour counted {number} boats."))
        with closing(index.open()) as snapshot:
            seen += snapshot.candidates(wanted()).rows["chunk"].tolist()
    assert len(set(seen)) == len(seen) == 3


# --- what is open stays as it is ---


def test_an_open_generation_tells_what_it_told_whatever_is_published(index: Index) -> None:
    index.publish(*TOWN)
    with closing(index.open()) as snapshot:
        before = told(snapshot)
        index.publish(*TOWN[2:], CLOSED)
        assert told(snapshot) == before
        index.publish(MAYOR)
        assert told(snapshot) == before
        index.publish()
        assert told(snapshot) == before
        index.publish(*TOWN)
        assert told(snapshot) == before
        assert snapshot.manifest.number == 1
    assert index.newest() == 5
    assert len(texts_now(index)) == 14


def test_a_generation_that_is_asked_for_the_first_time_after_others_tells_what_it_held(index: Index) -> None:
    index.publish(HARBOUR, FERRY)
    with closing(index.open()) as snapshot:
        index.publish(CLOSED, FERRY)
        index.publish(MAYOR)
        assert texts(index, snapshot) == [HARBOUR.text, FERRY.text]


def test_several_threads_may_be_the_first_to_ask(index: Index) -> None:
    index.publish(*TOWN)
    with closing(index.open()) as alone:
        expected = told(alone)
    with closing(index.open()) as snapshot, ThreadPoolExecutor(6) as threads:
        assert all(heard == expected for heard in threads.map(lambda _: told(snapshot), range(6)))


def test_generations_are_open_beside_each_other(kind: Kind, index: Index) -> None:
    kind.need_haste()
    index.publish(HARBOUR)
    with closing(index.open()) as first:
        index.publish(HARBOUR, FERRY)
        with closing(index.open()) as second, closing(index.open()) as again:
            index.publish(CLOSED)
            with closing(index.open()) as third:
                assert texts(index, third) == [CLOSED.text]
            assert texts(index, second) == texts(index, again) == [HARBOUR.text, FERRY.text]
        assert texts(index, first) == [HARBOUR.text]


class Reader(threading.Thread):
    """Asks the newest generation again and again, in a thread of its own.

    Attributes:
        heard: of each time, the generation's number and the ids of the chunks that were found in each way.
        failed: what ended it early.
    """

    def __init__(self, index: Index) -> None:
        super().__init__()
        self.heard: list[tuple[int, list[list[int]]]] = []
        self.failed: BaseException | None = None
        self._index = index
        self._demands = (None, Demand(all_of=(("race",),)))
        self._done = threading.Event()

    def run(self) -> None:
        try:
            while not self._done.is_set():
                with closing(self._index.open()) as snapshot:
                    for _ in range(3):
                        self._ask(snapshot)
        except BaseException as error:  # noqa: BLE001 - told by the test
            self.failed = error

    def end(self) -> None:
        self._done.set()
        self.join()

    def _ask(self, snapshot: Snapshot) -> None:
        found = [snapshot.candidates(wanted("harbour race", terms=[["race"]])).rows]
        found += [snapshot.about(demand, Filters(), most=99) for demand in self._demands]
        self.heard.append((snapshot.manifest.number, [sorted(rows["chunk"].tolist()) for rows in found]))


def test_a_reader_never_sees_two_generations_at_once(index: Index) -> None:
    held: dict[int, list[int]] = {}  # ids of the chunks of each generation

    def publish(race: int) -> None:
        boats = [article(boat, f"Race {race} of the harbour, boat {boat}.") for boat in range(1, 9 + race)]
        number = index.published(*boats)
        held[number] = sorted(index.current())

    publish(1)
    readers = [Reader(index) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for race in range(2, 7):
            publish(race)
    finally:
        for reader in readers:
            reader.end()
    assert [reader.failed for reader in readers] == [None, None]
    assert {number: len(ids) for number, ids in held.items()} == {1: 9, 2: 10, 3: 11, 4: 12, 5: 13, 6: 14}
    heard = [heard for reader in readers for heard in reader.heard]
    assert heard
    for number, found in heard:
        assert found == [held[number]] * len(found)


# --- much at once ---


def test_more_chunks_than_are_read_or_written_at_once_are_all_there(index: Index) -> None:
    embedder = HashedWords(max_tokens=8)  # so that each sentence is a chunk
    fleet = article(2, " ".join(f"Boat {boat} of the fleet sails." for boat in range(2100)))
    manifest = index.publish(HARBOUR, fleet, MAYOR, embedder=embedder)
    assert manifest is not None
    assert (manifest.articles, manifest.chunks) == (3, 2102)
    kept = index.kept(embedder)
    with closing(index.open()) as snapshot:
        found = snapshot.candidates(wanted("boat", terms=[["boat"]], most=9999))
        assert found.rows["chunk"].tolist() == sorted(kept)
        assert found.vectors.tobytes() == b"".join(kept[chunk][0] for chunk in sorted(kept))
        assert found.records.vectors.tobytes() == b"".join(kept[chunk][1] for chunk in sorted(kept))
        assert len(snapshot.about(None, Filters(), most=9999)) == 3
        fleet_chunks = snapshot.about(Demand(all_of=(("fleet",),)), Filters(), most=9999)["chunk"].tolist()
        assert fleet_chunks == sorted(fleet_chunks)
        assert len(fleet_chunks) == 2100
        assert snapshot.frequencies(["fleet", "1999", "town"]) == {"fleet": 2100, "1999": 1, "town": 2102}
        assert index.texts(snapshot.about(Demand(all_of=(("1999",),)), Filters(), most=9)) == [
            "Boat 1999 of the fleet sails."
        ]
    index.publish(HARBOUR, MAYOR, embedder=embedder)
    with closing(index.open()) as snapshot:
        assert len(snapshot.candidates(wanted("boat", terms=[["boat"]], most=9999)).rows) == 2


# --- other models ---


@pytest.mark.parametrize(
    "other", [HashedWords(dimension=128, fingerprint="ba9876543210"), Mirrored()], ids=["shorter", "as long"]
)
def test_another_model_is_published_anew_and_shares_no_vector_with_the_old(index: Index, other: HashedWords) -> None:
    index.publish(HARBOUR, FERRY, MAYOR)
    with closing(index.open()) as old:
        before = told(old)
        manifest = index.publish(HARBOUR, FERRY, MAYOR, embedder=other)
        assert manifest is not None
        assert (manifest.number, manifest.model) == (2, other.identity)
        with closing(index.open()) as new:
            found = new.candidates(wanted(terms=[["town"]], embedder=other))
            kept = index.kept(other)
            assert found.rows["chunk"].tolist() == sorted(kept)
            assert found.vectors.tobytes() == b"".join(kept[chunk][0] for chunk in sorted(kept))
            assert found.records.vectors.tobytes() == b"".join(kept[chunk][1] for chunk in sorted(kept))
            (nearest,) = new.candidates(wanted(MAYOR.text, most=1, embedder=other)).rows
            assert index.texts(np.array([nearest])) == [MAYOR.text]
            if other.dimension == 128:
                with pytest.raises(DimensionError, match="128 dimensions, got 256"):
                    new.candidates(wanted())
        assert told(old) == before
        index.publish(HARBOUR, MAYOR, embedder=other)
        assert told(old) == before
    with closing(index.open()) as newest:
        assert len(newest.candidates(wanted(embedder=other)).rows) == 2


def test_the_model_from_before_can_come_back(kind: Kind, index: Index) -> None:
    kind.need_haste()
    other = HashedWords(dimension=128, fingerprint="ba9876543210")
    index.publish(HARBOUR, FERRY)
    index.publish(HARBOUR, FERRY, embedder=other)
    assert index.published(HARBOUR, FERRY) == 3
    assert texts_now(index) == [HARBOUR.text, FERRY.text]


def test_the_same_model_at_another_precision_is_another_model(kind: Kind, index: Index) -> None:
    kind.need_haste()
    index.publish(HARBOUR)
    other = HashedWords()
    other.identity = ModelIdentity(name="hashed-words", fingerprint="0123456789ab", precision="int8")
    assert index.published(HARBOUR, embedder=other) == 2
    with closing(index.open()) as snapshot:
        assert snapshot.manifest.model == other.identity
    assert index.published(HARBOUR, embedder=other) == 2


# --- what an article may be made of ---


ODD = [
    'He said "no\\way" {100 %} \'; DROP TABLE chunk; -- 😀 👩‍👩‍👧 <b>bold</b> $1 \u202e.',
    "x" * 70_000,
    "𐌰" * 64 + (" " + "𐌰" * 64) * 255,  # as many words as a chunk may have, as long as words may be, of four bytes
    "донаудампфшифффартсгезельшафт " * 200 + "!",
    "Donaudampfschifffahrtsgesellschaftskapitän " * 200 + "!",
    "市" * 5000,
    "1 2 3 4 5 6 7 8 9 10.",
    "…",
]


def test_articles_of_odd_signs_are_published_like_any_others(index: Index) -> None:
    odd = {
        number: article(number, text, title=f"Odd mark{number}", language=language)
        for number, (text, language) in enumerate(product(ODD, ("de", "vi", "zh", "und")), 10)
    }
    manifest = index.publish(HARBOUR, *odd.values(), MAYOR)
    assert manifest is not None
    assert manifest.articles == 34
    chunks = index.current()
    with closing(index.open()) as snapshot:
        found = snapshot.candidates(wanted(terms=[["odd"]], most=9999))
        assert found.rows["chunk"].tolist() == sorted(chunks)
        kept = index.kept(HashedWords())
        assert found.records.vectors.tobytes() == b"".join(kept[chunk][1] for chunk in sorted(chunks))
        for number in odd:
            own = [chunk for chunk, stored in chunks.items() if number_of(stored.article) == number]
            rows = snapshot.about(Demand(all_of=((f"mark{number}",),)), Filters(), most=9999)
            assert rows["chunk"].tolist() == sorted(own)


def test_a_title_of_thousands_of_words_is_published_like_any_other(index: Index) -> None:
    title = " ".join(f"titlewordnumber{number}" for number in range(6000))
    index.publish(HARBOUR, replace(MAYOR, title=title))
    with closing(index.open()) as snapshot:
        assert snapshot.manifest.chunks == 2
        assert index.texts(snapshot.candidates(wanted(title, most=1)).rows) == [MAYOR.text]
        demand = Demand(all_of=(("titlewordnumber5999",),))
        assert index.texts(snapshot.about(demand, Filters(), most=9)) == [MAYOR.text]


# --- what fails, and what is killed ---


@pytest.mark.parametrize(("failure", "at_the_end"), [(RuntimeError, False), (KeyboardInterrupt, True)])
def test_a_publication_that_fails_leaves_the_generation_before_and_the_next_succeeds(
    index: Index, failure: type[BaseException], *, at_the_end: bool
) -> None:
    index.publish(HARBOUR, FERRY)
    with closing(index.open()) as snapshot:
        before = told(snapshot)

        def fail(stage: str, done: int, total: int | None) -> None:
            if stage == "indexing" and (done == total) is at_the_end:
                raise failure

        for articles in ((CLOSED, FERRY, MAYOR), (MAYOR,)):
            with pytest.raises(failure):
                index.publish(*articles, progress=fail)
            assert index.newest() == 1
            assert told(snapshot) == before
            with closing(index.open()) as again:
                assert told(again) == before
        assert index.published(CLOSED, MAYOR) == 2
        assert told(snapshot) == before
    assert sorted(texts_now(index)) == sorted([CLOSED.text, MAYOR.text])


def test_what_a_failed_publication_left_is_in_no_later_generation(index: Index) -> None:
    def fail(stage: str, done: int, total: int | None) -> None:
        if stage == "indexing" and done == total:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        index.publish(HARBOUR, FERRY, progress=fail)
    assert index.newest() is None
    assert index.published(MAYOR) == 1
    assert texts_now(index) == [MAYOR.text]


KILLED = """
import json, os, sys
from pathlib import Path
from engine_fixtures import Index
from index.location import Location
from test_engine_publishing import CLOSED, FERRY, HARBOUR, MAYOR

data, *rest = json.loads(os.environ["PLACE"])
index = Index(Location(data=Path(data), **dict(zip(["store_url", "engine_url", "engine_token"], rest))))
index.publish(HARBOUR, FERRY)

def kill(stage, done, total):
    if stage == "indexing" and done == total:
        os._exit(9)

index.publish(CLOSED, MAYOR, progress=kill)
"""


def test_a_publication_that_is_killed_leaves_the_generation_before_and_the_next_finishes_the_job(
    index: Index,
) -> None:
    where = index.location
    place = json.dumps([str(where.data), where.store_url, where.engine_url, where.engine_token])
    killed = subprocess.run(
        [sys.executable, "-c", KILLED],
        env=os.environ | {"PLACE": place, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert killed.returncode == 9, killed.stderr
    assert index.newest() == 1
    assert texts_now(index) == [HARBOUR.text, FERRY.text]
    assert index.published(CLOSED, MAYOR) == 2
    assert sorted(texts_now(index)) == sorted([CLOSED.text, MAYOR.text])
