from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from fakes import HashedWords
from index.database import connect
from index.errors import DatabaseError, StoreError
from index.generation import STORE
from index.store import Changes, Store
from index_fixtures import NEWS, article, chunk_ids, held, rebuilt

if TYPE_CHECKING:
    from pathlib import Path

    from index.sql import Database

# As version 1 of the program made it.
VERSION_1 = """
CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL UNIQUE, version_id INTEGER REFERENCES version (id)
) STRICT;
CREATE TABLE version (
    id INTEGER PRIMARY KEY AUTOINCREMENT, article_id INTEGER NOT NULL REFERENCES article (id), content BLOB NOT NULL,
    title TEXT NOT NULL, title_derived INTEGER NOT NULL, text TEXT NOT NULL, source TEXT NOT NULL,
    language TEXT NOT NULL, published INTEGER, author TEXT, UNIQUE (article_id, content)
) STRICT;
CREATE TABLE sighting (
    article_id INTEGER NOT NULL REFERENCES article (id), location TEXT NOT NULL,
    version_id INTEGER NOT NULL REFERENCES version (id), run INTEGER NOT NULL, PRIMARY KEY (article_id, location)
) STRICT, WITHOUT ROWID;
CREATE INDEX sighting_by_location ON sighting (location);
CREATE TABLE chunk (
    id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL REFERENCES version (id), recipe TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, embedded BLOB NOT NULL, retired INTEGER
) STRICT;
CREATE INDEX chunk_by_version ON chunk (version_id, recipe);
CREATE INDEX chunk_by_embedded ON chunk (embedded);
CREATE TABLE embedding (
    model TEXT NOT NULL, precision TEXT NOT NULL, embedded BLOB NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (model, precision, embedded)
) STRICT, WITHOUT ROWID;
INSERT INTO article VALUES (3, 'https://paper.example/1', 5), (4, 'https://paper.example/2', NULL);
INSERT INTO version VALUES
    (5, 3, x'01', 'Harbour', 0, 'The harbour froze.', 'Paper', 'en', 86400, 'Ada'),
    (6, 4, x'02', 'Withdrawn', 0, 'The pier burned.', 'Paper', 'en', NULL, NULL);
INSERT INTO sighting VALUES (3, '/news/1.txt', 5, 7);
INSERT INTO chunk VALUES (12, 5, 'old', 0, 18, x'aa', NULL), (41, 6, 'old', 0, 16, x'bb', 2);
DELETE FROM chunk WHERE id = 41;
INSERT INTO embedding VALUES ('m', 'fp32', x'aa', x'cc');
PRAGMA user_version = 1;
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store of version 1: an article with a chunk, and another that was withdrawn and had the highest chunk id."""
    file = tmp_path / STORE
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.executescript(VERSION_1)
    return file


def shape(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """The columns of each table and index, in any order."""
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")]
    columns = {
        name: sorted(row[1:4] + row[5:] for row in database.execute(f"PRAGMA table_info({name})")) for name in names
    }
    indexes = database.execute("SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index' ORDER BY 1").fetchall()
    return columns | {"indexes": indexes}


def test_an_old_store_has_all_that_a_new_one_has(old: Path, tmp_path: Path) -> None:
    with closing(connect(old, read_only=False)) as migrated, closing(connect(tmp_path / "new", read_only=False)) as new:
        assert shape(migrated) == shape(new)
        assert migrated.execute("PRAGMA user_version").fetchone() == new.execute("PRAGMA user_version").fetchone()


def test_the_articles_of_an_old_store_stay_with_all_that_is_known_of_them(old: Path) -> None:
    with closing(Store(old)) as store:
        (version,) = store.unchunked("new")
        article_ = store.version(version)
        assert store.version(6).title == "Withdrawn"
        assert store.next_run() == 8
        changes = store.settle(run=8, read=[], prune=[NEWS])
    assert (article_.title, article_.text, article_.author) == ("Harbour", "The harbour froze.", "Ada")
    assert article_.published == datetime(1970, 1, 2, tzinfo=UTC)
    assert changes == Changes(added=0, changed=0, unchanged=0, removed=1)


def test_a_program_started_before_the_update_still_cites_what_it_opened(old: Path) -> None:
    with closing(sqlite3.connect(old)) as reader:
        connect(old, read_only=False).close()
        cited = 'SELECT v.text, c.start, c."end" FROM chunk c JOIN version v ON v.id = c.version_id WHERE c.id = 12'
        assert reader.execute(cited).fetchall() == [("The harbour froze.", 0, 18)]


def test_no_chunk_id_of_an_old_store_is_given_again(old: Path) -> None:
    rebuilt(old.parent, article(3))
    ids = chunk_ids(old.parent)
    assert len(ids) == 2
    assert min(ids) > 41


def test_an_old_store_is_embedded_anew_and_what_it_had_of_vectors_goes(old: Path) -> None:
    embedder = HashedWords()
    report = rebuilt(old.parent, article(3), embedder=embedder)
    assert report.embedded == 2
    assert "The harbour froze." in embedder.embedded
    assert sorted(held(old.parent)) == ["https://paper.example/1", "https://paper.example/3"]
    rebuilt(old.parent, article(4))
    rebuilt(old.parent, article(5))
    with closing(sqlite3.connect(old)) as database:
        assert database.execute("SELECT count(*) FROM chunk WHERE recipe = 'old'").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM embedding WHERE model = 'm'").fetchone() == (0,)


def test_an_update_that_fails_half_way_leaves_the_old_store_as_it_was(old: Path) -> None:
    with closing(sqlite3.connect(old)) as database:
        database.execute("ALTER TABLE embedding RENAME TO mislaid")
        before = list(database.iterdump())
    with pytest.raises(DatabaseError, match="no such table: embedding"):
        connect(old, read_only=False)
    with closing(sqlite3.connect(old)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (1,)
        assert list(database.iterdump()) == before


def test_a_reader_of_an_old_store_is_told_how_to_update_it(old: Path) -> None:
    with pytest.raises(StoreError, match=r"older version of this program \(schema 1\): run scripts/rebuild_index\.py"):
        Store(old, read_only=True)


def test_a_store_is_the_same_however_often_it_is_opened(old: Path) -> None:
    for _ in range(2):
        with closing(connect(old, read_only=False)) as database:
            assert database.execute("SELECT id, sentences FROM chunk").fetchall() == [(12, b"")]


# What version 2 had otherwise than version 1.
VERSION_2 = VERSION_1.replace(
    "embedded BLOB NOT NULL, retired", "sentences BLOB NOT NULL, embedded BLOB NOT NULL, retired"
)
VERSION_2 = VERSION_2.replace("vector BLOB NOT NULL,", "vector BLOB NOT NULL, sentences BLOB NOT NULL,")
VERSION_2 = VERSION_2.replace("0, 18, x'aa'", "0, 18, x'0000000012000000', x'aa'").replace(
    "0, 16, x'bb'", "0, 16, x'', x'bb'"
)
VERSION_2 = VERSION_2.replace("x'aa', x'cc')", "x'aa', x'cc', x'dd')").replace("user_version = 1", "user_version = 2")


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """The same store as version 2 of the program made it."""
    file = tmp_path / "second" / STORE
    file.parent.mkdir()
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.executescript(VERSION_2)
    return file


def test_a_store_of_version_2_keeps_its_chunks_and_vectors(second: Path, tmp_path: Path) -> None:
    with (
        closing(connect(second, read_only=False)) as migrated,
        closing(connect(tmp_path / "new", read_only=False)) as new,
    ):
        assert shape(migrated) == shape(new)
        assert migrated.execute("SELECT id, sentences, embedded FROM chunk").fetchall() == [
            (12, bytes.fromhex("0000000012000000"), b"\xaa")
        ]
        assert migrated.execute("SELECT * FROM embedding").fetchall() == [("m", "fp32", b"\xaa", b"\xcc", b"\xdd")]
        assert migrated.execute("SELECT * FROM sighting").fetchall() == [(3, "/news/1.txt", 5, 7, None)]


def test_an_update_from_version_2_that_fails_half_way_leaves_the_store_as_it_was(second: Path) -> None:
    with closing(sqlite3.connect(second)) as database:
        database.execute("ALTER TABLE embedding RENAME TO mislaid")
        before = list(database.iterdump())
    with pytest.raises(DatabaseError, match="no such table: embedding"):
        connect(second, read_only=False)
    with closing(sqlite3.connect(second)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (2,)
        assert list(database.iterdump()) == before


def test_a_reader_may_ask_a_store_of_version_2(second: Path) -> None:
    with closing(Store(second, read_only=True)) as store:
        (stored,) = store.chunks([12])
    assert (stored.article.title, stored.chunk.sentence_texts) == ("Harbour", ["The harbour froze."])


def test_a_reader_may_ask_a_store_of_version_4_which_a_writer_then_settles_whole(tmp_path: Path) -> None:
    file = tmp_path / STORE
    with closing(Store(file)) as store:
        store.record(article(1), run=store.next_run())
    with closing(sqlite3.connect(file)) as database:  # as version 4 left it, stopped before it settled
        database.executescript("DROP TABLE unsettled; DROP TABLE touched; DROP TABLE done; PRAGMA user_version = 4")
    with closing(Store(file, read_only=True)) as store:
        assert store.version(1) == article(1)
    with closing(Store(file)) as store:
        assert store.settle(run=store.next_run(), read=[]) == Changes(added=1, changed=0, unchanged=0, removed=0)
        assert store.unchunked("r") == [1]
