"""An index and what bots remember, moved from a folder to a server or another folder: nothing is lost, ids stay."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

import index.embedding
from fakes import HashedWords
from index import build
from index.copying import Copying, copy, tables
from index.errors import DatabaseError, LockedError, StoreError
from index.location import Location
from index.moving import move
from index.sql import SQLite, schema_version, set_schema_version
from index.store import Store
from index_fixtures import NEWS, article, chunk_ids, held, rebuilt
from script_runs import run_main
from scripts import rebuild_index

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.sql import Database
    from index.types import Article

TESTS = Path(__file__).parent
MANY = 60
MONTH = timedelta(days=30)
ROWS = ("article", "version", "sighting", "chunk", "embedding", "source", "listing", "page", "robots", "host")

# Records as a bot of the version before kept them: a column is named like a word of PostgreSQL's own.
RECORDS = """
CREATE TABLE IF NOT EXISTS preference (
    user_id INTEGER PRIMARY KEY,                    -- a person's
    window INTEGER,
    muted TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS vote (
    answer_id INTEGER NOT NULL REFERENCES answer (id),
    user_id INTEGER NOT NULL,
    PRIMARY KEY (answer_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS answer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL,
    question TEXT NOT NULL,
    left_behind INTEGER NOT NULL DEFAULT 0          -- it's 1: a new one was begun
) STRICT;
CREATE TABLE IF NOT EXISTS block (number INTEGER PRIMARY KEY) STRICT;
INSERT INTO answer (id, user_id, question) VALUES (1, 77, 'What of the ferry?'), (2, 78, 'Why?'), (9, 77, 'Gone');
DELETE FROM answer WHERE id = 9;
INSERT INTO vote VALUES (2, 77), (1, 78);
INSERT INTO preference VALUES (77, 30, '[]'), (4503599627370495, NULL, '["paper"]');
INSERT INTO block VALUES (-100123), (55);
"""

# Moves, and tells when the first rows are there; each few more take their time.
PROGRAM = """
import sys, time
from pathlib import Path
from index import copying
from index.location import Location
from index.moving import move

copying._FIRST = copying._MOST = 5
def told(stage, done, total):
    print(stage, done, flush=True)
    time.sleep(0.02)
place = sys.argv[2]
location = Location(data=Path(sys.argv[3]), store_url=place) if "://" in place else Location(data=Path(place))
move(Path(sys.argv[1]), location, told)
"""


class Unasked(HashedWords):
    """A model that must not be called for texts."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise AssertionError(texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """From where to where."""

    folder: Path
    location: Location

    def move(self) -> None:
        move(self.folder, self.location)

    def rows(self, table: str) -> list[tuple[object, ...]]:
        with closing(self.location.open_store(read_only=True)) as store:
            return rows(store.database, table)

    def records(self, number: int = 123) -> Database:
        """The records of a bot at the new place."""
        if self.location.store_url is None:
            return SQLite.open(self.location.data / f"bot-{number}.sqlite")
        from index.postgres import PostgreSQL

        return PostgreSQL(self.location.store_url, schema=f"newsbot_bot_{number}")


def rows(database: Database, table: str) -> list[tuple[object, ...]]:
    """All rows, in one order of columns, whichever a table has."""
    columns = {
        "article": "id, url, version_id",
        "version": "id, article_id, content, title, title_derived, text, source, language, published, author, updated,"
        " date_source, origin",
        "sighting": "article_id, location, version_id, run, raw",
        "chunk": 'id, version_id, recipe, start, "end", sentences, embedded, retired',
        "embedding": "embedded, model, precision, vector, sentences",
    }.get(table, "*")
    return sorted((tuple(row) for row in database.execute(f"SELECT {columns} FROM {table}")), key=repr)  # noqa: S608


def rows_of(folder: Path, table: str) -> list[tuple[object, ...]]:
    with closing(Store(folder / "articles.db", read_only=True)) as store:
        return rows(store.database, table)


def articles(count: int) -> list[Article]:
    return [article(number) for number in range(1, count + 1)]


def digests(folder: Path) -> dict[str, bytes]:
    return {file.name: sha256(file.read_bytes()).digest() for file in (*folder.glob("*.db"), *folder.glob("*.sqlite"))}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with a past: an article of which there are two versions, one that went, one of another edition."""
    folder = tmp_path_factory.mktemp("made") / "data"
    rebuilt(folder, *articles(MANY), article(MANY + 1, "This one went, for good, on a Sunday of the year before."))
    changed = article(2, "The harbour master was away, so that nobody counted the boats at all.", author="Ann Quay")
    awkward = article(7, "A letter that is none \0 stands in the middle of what the town's clerk wrote on Monday.")
    rest = [one for one in articles(MANY) if one.url not in (changed.url, awkward.url)]
    rebuilt(folder, changed, awkward, *rest, prune=[NEWS])
    with closing(Store(folder / "articles.db")) as store:
        database = store.database
        database.execute("INSERT INTO source VALUES ('https://paper.example/feed')")
        database.execute(
            "INSERT INTO listing (url, tried, body) VALUES ('https://paper.example/feed', 1700000000, x'00ff00')"
        )
        database.execute("INSERT INTO robots VALUES ('https://paper.example', 'User-agent: *', 1700000000)")
        database.execute("INSERT INTO host VALUES ('paper.example', 1700000009)")
        database.execute(
            "INSERT INTO page (url, listing, entry, asked, changed, whole) VALUES ('https://paper.example/2',"
            " 'https://paper.example/feed', '{}', 1, 2, 0)"
        )
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """An own copy of it."""
    return shutil.copytree(made, tmp_path / "old")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.beyond)])
def to(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Moved:
    """What is to be moved, and where to: another folder, or a server."""
    new = tmp_path / "new"
    if request.param == "sqlite":
        return Moved(folder=folder, location=Location(data=new))
    return Moved(folder=folder, location=Location(data=new, store_url=request.getfixturevalue("postgres_url")))


def with_records(folder: Path, number: int = 123) -> Path:
    file = folder / f"bot-{number}.sqlite"
    with closing(SQLite.open(file)) as database:
        for statement in RECORDS.split(";\n"):
            database.execute(statement)
        set_schema_version(database, 1)
    return file


def kept(value: object) -> object:
    """As PostgreSQL keeps it."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value


def check_equal(to: Moved) -> None:
    for table in ROWS:
        expected = rows_of(to.folder, table)
        if to.location.store_url:
            expected = [tuple(kept(value) for value in row) for row in expected]
        assert expected
        assert to.rows(table) == expected


def test_every_row_is_there_as_it_was_and_the_folder_stays_as_it_is(to: Moved) -> None:
    before = digests(to.folder)
    to.move()
    check_equal(to)
    assert digests(to.folder) == before


def test_the_next_rebuild_publishes_the_same_articles_without_the_model(to: Moved) -> None:
    to.move()
    report = build.rebuild(to.location, [], read=[], embedder=Unasked())
    assert (report.published, report.articles, report.embedded) == (True, MANY, 0)
    assert chunk_ids(to.location.data) == chunk_ids(to.folder)
    if to.location.store_url is None:
        assert held(to.location.data) == held(to.folder)


def test_what_is_read_again_after_the_move_is_known_as_it_is(to: Moved) -> None:
    to.move()
    awkward = article(7, "A letter that is none \0 stands in the middle of what the town's clerk wrote on Monday.")
    report = build.rebuild(to.location, [article(1), awkward], read=[NEWS], embedder=Unasked())
    assert (report.changes.unchanged, report.changes.added, report.changes.changed) == (2, 0, 0)


def test_new_ids_are_none_that_there_ever_were(to: Moved) -> None:
    with closing(sqlite3.connect(to.folder / "articles.db")) as database:
        given = dict(database.execute("SELECT name, seq FROM sqlite_sequence"))
    assert given["article"] == MANY + 1  # of one that went, and is not found any more
    to.move()
    build.rebuild(to.location, [article(999)], read=[], embedder=HashedWords())
    for table in ("article", "version", "chunk"):
        assert max(int(str(row[0])) for row in to.rows(table)) == given[table] + 1


def killed_after(to: Moved, rows: int) -> None:
    place = to.location.store_url or str(to.location.data)
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(to.folder), place, str(to.location.data)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{TESTS.parent}:{TESTS}"},
    )
    assert process.stdout
    for line in process.stdout:
        if line.startswith("moving articles") and int(line.split()[-1]) >= rows:
            break
    process.kill()
    process.wait()
    process.stdout.close()


def unmoved(to: Moved, *statements: str) -> None:
    """As if the move had not come to its end, but to what statements make of it."""
    with closing(to.location.open_store()) as store:
        for statement in ("DELETE FROM moved", *statements):
            store.database.execute(statement)


def test_a_move_that_was_killed_again_and_again_is_finished_by_the_next(to: Moved) -> None:
    with_records(to.folder)
    seen = []
    for rows in (20, 150):
        killed_after(to, rows)
        seen.append(sum(len(to.rows(table)) for table in ROWS))
    whole = sum(len(rows_of(to.folder, table)) for table in ROWS)
    assert 20 <= seen[0] < seen[1] < whole
    to.move()
    check_equal(to)


def test_a_move_writes_only_what_is_not_there_yet(to: Moved, monkeypatch: pytest.MonkeyPatch) -> None:
    to.move()
    unmoved(to, "DELETE FROM chunk WHERE id % 2 = 0", "DELETE FROM sighting WHERE article_id > 40")
    written: list[int] = []
    with (
        closing(SQLite.open(to.folder / "articles.db", read_only=True)) as source,
        closing(to.location.open_store()) as store,
    ):
        there = sum(len(rows(store.database, table)) for table in ROWS)
        kind = type(store.database)
        write = kind.executemany

        def counted(database: Database, statement: str, rows: list[Sequence[object]]) -> object:
            if database.in_transaction:  # else it goes on to begin one, and calls itself
                written.append(len(rows))
            return write(database, statement, rows)

        monkeypatch.setattr(kind, "executemany", counted)
        whole = Copying(source, store.database, names=ROWS).run()
    assert whole - there > 40
    assert sum(written) == whole - there
    check_equal(to)


def test_moved_once_it_is_not_moved_again_so_that_what_went_meanwhile_stays_away(to: Moved) -> None:
    with_records(to.folder)
    to.move()
    build.rebuild(to.location, [article(999)], read=[NEWS], prune=[NEWS], embedder=HashedWords())
    with closing(to.records()) as records:
        records.execute("DELETE FROM preference WHERE user_id = 77")
    before = [to.rows(table) for table in ROWS]
    to.move()
    assert [to.rows(table) for table in ROWS] == before
    with closing(to.records()) as records:
        assert rows(records, "preference") == [(4503599627370495, None, '["paper"]')]


def test_a_place_with_other_articles_is_refused_before_anything_is_written(to: Moved) -> None:
    with_records(to.folder)
    build.rebuild(to.location, [article(42)], read=[], embedder=HashedWords())
    before = [to.rows(table) for table in ROWS]
    with pytest.raises(StoreError, match="already holds something else: article 1, to begin with"):
        to.move()
    assert [to.rows(table) for table in ROWS] == before
    with closing(to.records()) as records, pytest.raises(DatabaseError):
        rows(records, "answer")  # not even the tables were made


def test_a_version_with_another_content_is_refused(to: Moved) -> None:
    to.move()
    unmoved(to, "UPDATE version SET content = x'00' WHERE id = 5")
    with pytest.raises(StoreError, match="version 5"):
        to.move()


def test_what_an_engine_keeps_beside_the_articles_stays(to: Moved) -> None:
    with closing(SQLite.open(to.folder / "articles.db")) as database:
        database.execute("CREATE TABLE generation (number INTEGER PRIMARY KEY) STRICT")
        database.execute("INSERT INTO generation VALUES (5)")
    to.move()
    check_equal(to)


# --- records of bots ---


def test_what_each_bot_remembers_comes_along(to: Moved) -> None:
    with_records(to.folder, 123)
    with_records(to.folder, 4)
    to.move()
    for number in (123, 4):
        with closing(to.records(number)) as records:
            assert rows(records, "answer") == [(1, 77, "What of the ferry?", 0), (2, 78, "Why?", 0)]
            assert rows(records, "vote") == [(1, 78), (2, 77)]
            assert rows(records, "preference") == [(4503599627370495, None, '["paper"]'), (77, 30, "[]")]
            assert rows(records, "block") == [(-100123,), (55,)]
            assert schema_version(records) == 1


def test_an_old_button_never_meets_another_answer(to: Moved) -> None:
    with_records(to.folder)
    to.move()
    with closing(to.records()) as records:
        (number,) = records.execute("INSERT INTO answer (user_id, question) VALUES (5, 'New') RETURNING id").fetchone()
    assert number == 10


@pytest.mark.beyond
def test_a_vote_on_no_answer_is_refused_there_as_it_was(folder: Path, postgres_url: str) -> None:
    with_records(folder)
    to = Moved(folder=folder, location=Location(data=folder, store_url=postgres_url))
    to.move()
    with closing(to.records()) as records, pytest.raises(DatabaseError, match="foreign key"):
        records.execute("INSERT INTO vote VALUES (333, 1)")


def test_records_in_another_folder_are_nobody_elses_business(folder: Path, tmp_path: Path) -> None:
    with_records(folder)
    move(folder, Location(data=tmp_path / "new"))
    assert (tmp_path / "new" / "bot-123.sqlite").stat().st_mode & 0o777 == 0o600


def test_a_bot_that_was_started_there_before_is_not_mixed_with_the_old_one(to: Moved) -> None:
    with_records(to.folder)
    to.location.data.mkdir()
    with closing(to.records()) as records:
        records.script(
            "CREATE TABLE answer (id INTEGER PRIMARY KEY AUTOINCREMENT, user_id INTEGER NOT NULL, question TEXT NOT"
            " NULL, left_behind INTEGER NOT NULL DEFAULT 0) STRICT;"
        )
        set_schema_version(records, 1)
        records.execute("INSERT INTO answer (user_id, question) VALUES (5, 'Somebody else asked')")
    with pytest.raises(StoreError, match="answer 1"):
        to.move()
    assert to.rows("article") == []


def test_records_of_a_bot_that_runs_are_refused(to: Moved) -> None:
    file = with_records(to.folder)
    with FileLock(file.with_suffix(".lock")), pytest.raises(StoreError, match="stop it first"):
        to.move()
    to.move()
    check_equal(to)


@pytest.mark.beyond
def test_the_bot_itself_finds_what_it_knew(folder: Path, postgres_url: str) -> None:
    from bot.records import Records, Server

    with closing(Records(folder / "bot-123.sqlite", remember=MONTH, keep_questions=False)) as old:
        old.block(55)
        old.count("asked")
        counted = old.counts()
    move(folder, Location(data=folder, store_url=postgres_url))
    with closing(
        Records(Server(url=postgres_url, schema="newsbot_bot_123"), remember=MONTH, keep_questions=False)
    ) as new:
        assert new.blocked() == {55}
        assert new.counts() == counted


# --- refused ---


def test_a_store_of_an_older_version_is_to_be_rebuilt_first(to: Moved) -> None:
    with closing(SQLite.open(to.folder / "articles.db")) as database:
        set_schema_version(database, 3)
    with pytest.raises(StoreError, match="schema 3"):
        to.move()
    assert to.rows("article") == []


def test_an_index_that_is_being_rebuilt_is_not_moved(to: Moved) -> None:
    with build.writer_lock(to.folder), pytest.raises(LockedError):
        to.move()


def test_a_folder_without_articles_and_the_same_place_are_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no articles to move"):
        move(tmp_path, Location(data=tmp_path / "new"))
    with pytest.raises(StoreError, match="already are"):
        move(folder, Location(data=folder))


def test_tables_come_after_those_they_refer_to(tmp_path: Path) -> None:
    file = with_records(tmp_path)
    with closing(SQLite.open(file)) as database:
        names = [table.name for table in tables(database)]
    assert names.index("answer") < names.index("vote")


def test_tables_that_refer_to_one_another_are_copied_too(tmp_path: Path) -> None:
    with closing(SQLite.open(tmp_path / "old.db")) as old, closing(SQLite.open(tmp_path / "new.db")) as new:
        for database in (old, new):
            database.script(
                "CREATE TABLE article (id INTEGER PRIMARY KEY, url TEXT, version_id INTEGER REFERENCES version (id));"
                "CREATE TABLE version (id INTEGER PRIMARY KEY, article_id INTEGER REFERENCES article, content BLOB)"
            )
        old.execute("INSERT INTO article VALUES (1, 'https://paper.example/1', 7)")
        old.execute("INSERT INTO version VALUES (7, 1, x'00')")
        assert {table.name for table in tables(old)} == {"article", "version"}
        assert copy(old, new) == 2
        assert rows(new, "article") == [(1, "https://paper.example/1", 7)]


@pytest.mark.beyond
def test_rows_come_back_from_a_server(folder: Path, postgres_url: str, tmp_path: Path) -> None:
    there = Moved(folder=folder, location=Location(data=tmp_path / "there", store_url=postgres_url))
    there.move()
    (tmp_path / "back").mkdir()
    with closing(Store(postgres_url)) as source, closing(Store(tmp_path / "back" / "articles.db")) as target:
        copy(source.database, target.database)
    for table in ROWS:
        assert rows_of(tmp_path / "back", table) == there.rows(table)


# --- the command ---


@pytest.mark.beyond
def test_the_command_moves_and_publishes(folder: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []

    def load(name: str | None, **_: object) -> HashedWords:
        asked.append(name)
        return Unasked()

    monkeypatch.setattr(index.embedding, "load_embedder", load)
    monkeypatch.setenv("NEWSBOT_STORE", postgres_url)
    with closing(sqlite3.connect(folder / "articles.db")) as database, database:
        database.execute("DELETE FROM source")  # nothing is fetched here
    new = folder.parent / "new"
    said = run_main(rebuild_index.main, "--from", folder, "--data", new)
    assert (said.status, asked) == (0, ["hashed-words"])
    assert f"{MANY} articles" in said.out
    assert chunk_ids(new) == chunk_ids(folder)
