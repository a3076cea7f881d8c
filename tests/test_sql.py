"""What SQLite and PostgreSQL have in common, as everything that keeps tables relies on it."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from index.errors import DatabaseError
from index.postgres_translation import is_read, schema, statement
from index.sql import SQLite, parted, schema_version, set_schema_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from index.sql import Database

    Open = Callable[..., Database]

TABLES = """
-- A shelf; "with" what is on it.
CREATE TABLE IF NOT EXISTS shelf (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,                      -- 'quoted'; and more
    weight REAL,
    cover BLOB NOT NULL DEFAULT x'00ff'
) STRICT;
CREATE TABLE IF NOT EXISTS tally (what TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shelf_by_weight ON shelf (weight) WHERE weight IS NOT NULL;
INSERT INTO tally VALUES ('a;b', 0);
"""


@pytest.fixture
def open_database(store_place: Path | str) -> Open:
    """Opens the same database once more, each time it is called."""

    def opened(*, read_only: bool = False) -> Database:
        if not isinstance(store_place, str):
            return SQLite.open(store_place, read_only=read_only)
        from index.postgres import PostgreSQL

        return PostgreSQL(store_place, schema="shop", read_only=read_only)

    return opened


@pytest.fixture
def database(open_database: Open) -> Iterator[Database]:
    with closing(open_database()) as opened:
        opened.script(TABLES)
        yield opened


def names(database: Database) -> list[str]:
    return [name for (name,) in database.execute("SELECT name FROM shelf ORDER BY id")]


def add(database: Database, name: str) -> int:
    return int(database.execute("INSERT INTO shelf (name) VALUES (?) RETURNING id", (name,)).fetchone()[0])


def test_values_come_back_as_they_were_given(database: Database) -> None:
    text = '100 % of «it\'s» "?" \\ %s 😀\n'
    database.execute(
        "INSERT INTO shelf (id, name, weight, cover) VALUES (?, ?, ?, ?)", (2**62, text, 0.1, bytes(range(256)))
    )
    assert database.execute("SELECT id, name, weight, cover FROM shelf").fetchall() == [
        (2**62, text, 0.1, bytes(range(256)))
    ]
    database.execute("INSERT INTO shelf (name, weight) VALUES ('50%?', ?)", (None,))
    (row,) = database.execute("SELECT weight, cover, name FROM shelf WHERE name LIKE '50%' AND name != '?'")
    assert row == (None, b"\x00\xff", "50%?")


def test_true_is_kept_as_1_and_whole_numbers_add_up_to_one(database: Database) -> None:
    database.executemany("INSERT INTO tally VALUES (?, ?)", [("yes", True), ("no", False), ("many", 5)])
    found = database.execute("SELECT number FROM tally WHERE what = 'yes'").fetchone()[0]
    assert (found, type(found)) == (1, int)
    total, mean = database.execute("SELECT sum(number), avg(number) FROM tally").fetchone()
    assert (total, type(total), mean, 7 // total) == (6, int, 1.5, 1)


def test_text_is_sorted_and_compared_by_its_code_points(database: Database) -> None:
    for name in ("ä", "b", "B", "a", "ß", "a/b", "a0", "a-b"):
        add(database, name)
    rows = database.execute("SELECT name FROM shelf ORDER BY name").fetchall()
    assert [name for (name,) in rows] == ["B", "a", "a-b", "a/b", "a0", "b", "ß", "ä"]
    inside = database.execute("SELECT name FROM shelf WHERE name >= ? AND name < ?", ("a/", "a0")).fetchall()
    assert inside == [("a/b",)]


def test_a_result_is_read_row_by_row_or_at_once(database: Database) -> None:
    database.executemany("INSERT INTO shelf (name) VALUES (?)", ((str(n),) for n in range(2500)))
    rows = database.execute("SELECT id FROM shelf ORDER BY id")
    assert rows.fetchone() == (1,)
    assert rows.fetchone() == (2,)
    assert [number for (number,) in rows] == list(range(3, 2501))
    assert rows.fetchone() is None
    assert rows.fetchall() == []


def test_how_many_rows_a_statement_changed_is_told(database: Database) -> None:
    assert (
        database.executemany("INSERT INTO shelf (name) VALUES (?)", ((str(n),) for n in range(2500))).rowcount == 2500
    )
    assert database.execute("DELETE FROM shelf WHERE id > ?", (2000,)).rowcount == 500
    assert database.execute("UPDATE shelf SET weight = 1 WHERE name = 'none'").rowcount == 0
    assert database.executemany("DELETE FROM shelf WHERE id = ?", []).rowcount <= 0


def test_no_id_is_given_twice(database: Database) -> None:
    first = add(database, "first")
    last = add(database, "last")
    database.execute("DELETE FROM shelf")
    assert first < last < add(database, "next")


def test_a_statement_alone_is_kept_at_once_and_one_in_a_transaction_at_its_end(
    database: Database, open_database: Open
) -> None:
    with closing(open_database()) as other:
        add(database, "alone")
        assert names(other) == ["alone"]
        with database.transaction():
            add(database, "together")
            assert names(database) == ["alone", "together"]
            assert names(other) == ["alone"]
        assert names(other) == ["alone", "together"]


def test_nothing_of_a_transaction_that_fails_is_kept(database: Database) -> None:
    def fail() -> None:
        with database.transaction():
            add(database, "lost")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert names(database) == []
    assert not database.in_transaction


def test_a_transaction_inside_another_fails_alone(database: Database) -> None:
    def fail_inside() -> None:
        with database.transaction():
            add(database, "lost")
            with database.transaction():
                add(database, "lost too")
            add(database, "kept")  # twice

    with database.transaction():
        add(database, "kept")
        with pytest.raises(DatabaseError, match=r"(?i)unique"):
            fail_inside()
        assert database.in_transaction
        with database.transaction():
            add(database, "kept as well")
    assert names(database) == ["kept", "kept as well"]


def test_many_rows_are_written_all_or_none(database: Database) -> None:
    rows = [(str(n),) for n in range(1500)]
    with pytest.raises(DatabaseError, match=r"(?i)unique"):
        database.executemany("INSERT INTO shelf (name) VALUES (?)", [*rows, ("7",)])
    assert names(database) == []


def test_a_script_is_run_as_a_whole_or_not_at_all(database: Database) -> None:
    database.script(
        TABLES.replace("INSERT INTO tally", "INSERT INTO shelf (name) VALUES ('x'); INSERT INTO shelf").replace(
            "shelf VALUES ('a;b', 0)", "shelf (name) VALUES ('y')"
        )
    )
    assert names(database) == ["x", "y"]
    with pytest.raises(DatabaseError, match="no_such"):
        database.script("CREATE TABLE made (id INTEGER PRIMARY KEY) STRICT; INSERT INTO no_such VALUES (1);")
    with pytest.raises(DatabaseError, match="made"):
        database.execute("SELECT * FROM made")


def test_threads_write_one_after_the_other_each_in_a_transaction_of_its_own(database: Database) -> None:
    failed: list[BaseException] = []

    def count() -> None:
        try:
            for _ in range(8):
                with database.transaction():
                    database.execute("UPDATE tally SET number = number + 1 WHERE what = 'a;b'")
                    assert database.in_transaction
                assert not database.in_transaction
        except BaseException as error:  # noqa: BLE001 - shown below
            failed.append(error)

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert database.execute("SELECT number FROM tally").fetchall() == [(64,)]


def test_another_thread_neither_is_in_the_transaction_nor_sees_what_it_undoes(database: Database) -> None:
    written, seen = threading.Event(), []

    def look() -> None:
        written.wait()
        seen.append((database.in_transaction, names(database)))

    thread = threading.Thread(target=look)
    thread.start()

    def fail() -> None:
        with database.transaction():
            add(database, "lost")
            written.set()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    thread.join()
    assert seen == [(False, [])]


def test_a_long_result_is_read_whole_while_another_thread_writes(database: Database) -> None:
    database.executemany("INSERT INTO shelf (name) VALUES (?)", ((str(n),) for n in range(3000)))
    rows = iter(database.execute("SELECT id FROM shelf WHERE id <= 3000 ORDER BY id"))
    assert next(rows) == (1,)
    thread = threading.Thread(target=lambda: add(database, "new"))
    thread.start()
    thread.join()
    assert sum(1 for _ in rows) == 2999
    assert len(names(database)) == 3001


def test_a_reader_sees_what_is_there_and_cannot_write(database: Database, open_database: Open) -> None:
    add(database, "there")
    with closing(open_database(read_only=True)) as reader:
        assert names(reader) == ["there"]
        with pytest.raises(DatabaseError, match=r"read-?only"):
            add(reader, "new")
        with pytest.raises(DatabaseError, match=r"read-?only"), reader.transaction():
            reader.execute("DELETE FROM shelf")
    assert names(database) == ["there"]


def test_a_closed_database_says_so(open_database: Open) -> None:
    database = open_database()
    database.close()
    with pytest.raises(DatabaseError, match="closed"):
        database.execute("SELECT 1")


def test_the_version_of_the_tables_is_0_until_it_is_noted(database: Database, open_database: Open) -> None:
    assert schema_version(database) == 0
    for version in (3, 4):
        set_schema_version(database, version)
    with closing(open_database(read_only=True)) as reader:
        assert schema_version(reader) == 4


def test_a_version_noted_in_a_transaction_that_fails_was_not_noted(database: Database) -> None:
    def fail() -> None:
        with database.transaction():
            set_schema_version(database, 9)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert schema_version(database) == 0


def test_what_sqlite_says_is_the_cause(tmp_path: Path) -> None:
    with closing(SQLite.open(tmp_path / "a.db")) as database, pytest.raises(DatabaseError) as caught:
        database.execute("SELECT absent")
    assert str(caught.value) == "no such column: absent"
    assert str(caught.value.__cause__) == "no such column: absent"


def test_a_file_that_cannot_be_opened_is_an_error_of_the_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="unable to open database file"):
        SQLite.open(tmp_path / "none" / "a.db")


def test_a_script_is_parted_where_statements_end() -> None:
    assert list(parted("INSERT INTO a VALUES ('x;--y'); -- that; is all\nDELETE FROM \"b;\" ;\n\n-- end;\n")) == [
        "INSERT INTO a VALUES ('x;--y');",
        'DELETE FROM "b;" ;',
    ]
    trigger = "CREATE TRIGGER t BEFORE INSERT ON a BEGIN SELECT 1; SELECT 2; END;"
    assert list(parted(f"{trigger} SELECT 3")) == [trigger, "SELECT 3;"]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("SELECT ? WHERE a = ?", "SELECT %s WHERE a = %s"),
        ("SELECT '?', \"?\", 'it''s ?', ? % 5", "SELECT '?', \"?\", 'it''s ?', %s %% 5"),
        ("SELECT 'a%' LIKE ?", "SELECT 'a%%' LIKE %s"),
        ("SELECT x'00fF', X''", r"SELECT '\x00fF'::bytea, '\x'::bytea"),
        ("SELECT 1 FROM a CROSS JOIN b c ON c.x = a.x", "SELECT 1 FROM a JOIN b c ON c.x = a.x"),
        ("SELECT 1 FROM a CROSS JOIN b", "SELECT 1 FROM a CROSS JOIN b"),
        ("SELECT id FROM chunk INDEXED BY chunk_by_x ORDER BY x", "SELECT id FROM chunk ORDER BY x"),
    ],
)
def test_a_statement_is_told_to_postgresql_in_its_own_words(written: str, wanted: str) -> None:
    assert statement(written) == wanted


def test_a_schema_is_told_to_postgresql_in_its_own_words() -> None:
    made = """
        CREATE TABLE t (
            id INTEGER PRIMARY KEY AUTOINCREMENT, a INTEGER NOT NULL, -- INTEGER; REAL
            b TEXT DEFAULT 'a TEXT', c BLOB, d REAL, PRIMARY KEY (a, b)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX i ON t (ifnull(a, d));"""
    table, index = schema(made)
    assert " ".join(table.split()) == (
        "CREATE TABLE t ( id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, a BIGINT NOT NULL,"
        " b TEXT COLLATE \"C\" DEFAULT 'a TEXT', c BYTEA, d DOUBLE PRECISION, PRIMARY KEY (a, b) );"
    )
    assert index == "CREATE INDEX i ON t (coalesce(a, d));"


def test_only_what_certainly_writes_nothing_is_run_once_more() -> None:
    assert is_read(" select 1")
    assert not is_read("WITH gone AS (DELETE FROM a RETURNING id) SELECT * FROM gone")
    assert not is_read("INSERT INTO a SELECT 1")
