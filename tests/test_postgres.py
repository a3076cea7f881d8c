"""PostgreSQL as it is when servers stop, connections die and others write as well."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import traceback
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from index.database import SCHEMA
from index.errors import AddressError, DatabaseError, DatabaseUnreachableError, LockedError, StoreError
from index.sql import set_schema_version
from index.store import Store
from index.syncing import sync
from index_fixtures import NEWS, article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.postgres import PostgreSQL
    from postgres_server import PostgresServer

pytestmark = pytest.mark.beyond

# Holds the lock of an address until it is killed.
HOLDER = """
import sys, time
from index.postgres import PostgreSQL
with PostgreSQL(sys.argv[1], schema="shop").writer_lock():
    print("held", flush=True)
    time.sleep(600)
"""


def opened(url: str) -> PostgreSQL:
    from index.postgres import PostgreSQL

    return PostgreSQL(url, schema="shop")


@pytest.fixture
def database(postgres_url: str) -> Iterator[PostgreSQL]:
    with closing(opened(postgres_url)) as database:
        database.script("CREATE TABLE shelf (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;")
        yield database


def names(database: PostgreSQL) -> list[str]:
    return [name for (name,) in database.execute("SELECT name FROM shelf ORDER BY id")]


def add(database: PostgreSQL, name: str) -> None:
    database.execute("INSERT INTO shelf (name) VALUES (?)", (name,))


def cut_off(server: PostgresServer, database: PostgreSQL) -> None:
    """End all connections of a database, as a restart or a failing network does."""
    server.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid != pg_backend_pid()",
        str(database).rsplit("/", 1)[1],
    )


def told(action: Callable[[], object]) -> str:
    """All that a log would show of a failure."""
    try:
        action()
    except DatabaseError as error:
        return "".join(traceback.format_exception(error))
    raise AssertionError("it did not fail")


# --- connections that die ---


def test_a_connection_that_was_cut_off_is_replaced_without_a_word(
    postgres_server: PostgresServer, database: PostgreSQL
) -> None:
    for name in ("one", "two"):
        cut_off(postgres_server, database)
        add(database, name)
        cut_off(postgres_server, database)
        with database.transaction():
            add(database, f"{name} more")
        cut_off(postgres_server, database)
        assert names(database)[-2:] == [name, f"{name} more"]


def test_a_transaction_that_is_cut_off_leaves_nothing_and_the_next_one_is_well(
    postgres_server: PostgresServer, database: PostgreSQL
) -> None:
    def interrupted() -> None:
        with database.transaction():
            add(database, "lost")
            cut_off(postgres_server, database)
            add(database, "lost too")

    with pytest.raises(DatabaseUnreachableError, match="does not answer"):
        interrupted()
    assert not database.in_transaction
    with database.transaction():
        add(database, "kept")
    assert names(database) == ["kept"]


def test_a_transaction_that_is_cut_off_at_its_end_fails(postgres_server: PostgresServer, database: PostgreSQL) -> None:
    def interrupted() -> None:
        with database.transaction():
            add(database, "lost")
            with database.transaction():
                cut_off(postgres_server, database)

    with pytest.raises(DatabaseUnreachableError):
        interrupted()
    assert names(database) == []


def test_a_server_that_was_stopped_is_told_from_one_that_fails_and_is_used_again_once_it_runs(
    postgres_server: PostgresServer, postgres_url: str, database: PostgreSQL
) -> None:
    add(database, "before")
    postgres_server.stop()
    try:
        for _ in range(2):
            with pytest.raises(DatabaseUnreachableError, match=r"127\.0\.0\.1:\d+/test_\d+ does not answer"):
                names(database)
        with pytest.raises(DatabaseUnreachableError):
            add(database, "lost")
        with pytest.raises(DatabaseUnreachableError), database.transaction():
            add(database, "lost")
        with pytest.raises(DatabaseUnreachableError, match="Connection refused"):
            opened(postgres_url)
        with pytest.raises(DatabaseUnreachableError):
            Store(postgres_url)
    finally:
        postgres_server.start()
    add(database, "after")
    assert names(database) == ["before", "after"]


def test_a_server_that_takes_calls_and_says_nothing_is_given_up() -> None:
    pytest.importorskip("psycopg", reason="needs pip install -e '.[postgres]'")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(DatabaseUnreachableError, match="timeout"):
            opened(f"postgresql://newsbot:pass-word@127.0.0.1:{port}/news?connect_timeout=2")


def test_more_threads_than_connections_take_turns(database: PostgreSQL) -> None:
    together, found = threading.Barrier(40), []

    def look() -> None:
        together.wait()
        found.append(database.execute("SELECT pg_sleep(0.01), 1").fetchone()[1])

    threads = [threading.Thread(target=look) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 40


# --- what errors tell ---


def test_no_error_tells_a_password_or_a_users_name(
    postgres_server: PostgresServer, postgres_url: str, database: PostgreSQL
) -> None:
    name, port, wrong = postgres_url.rsplit("/", 1)[1], postgres_server.port, "-".join(("pass", "word"))
    stranger = "-".join(("some", "one"))
    actions = (  # what is shown has these lines in it
        lambda: opened(postgres_server.url(name, password=wrong)),
        lambda: opened(f"postgresql://{stranger}:{wrong}@127.0.0.1:{port}/{name}"),
        lambda: opened(f"postgresql://{stranger}:{wrong}@127.0.0.1:{port}/{name}?sslmode={wrong}"),
        lambda: opened(f"postgresql://{stranger}:{wrong}@127.0.0.1:1/news"),
        lambda: database.execute("SELECT absent"),
    )
    texts = [told(action) for action in actions]
    assert [text for text in texts if wrong in text or postgres_server.password in text] == []
    assert [text for text in texts if stranger in text] == []
    assert ["127.0.0.1:" in text for text in texts] == [True] * 5


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://some-one:pass-word@host:port/news",
        "mysql://some-one:pass-word@host/news",
        "postgresql+psycopg2://some-one:pass-word@host/news",
        "some-one:pass-word@host",
        "",
    ],
)
def test_what_is_no_address_of_postgresql_is_refused_without_being_repeated(address: str) -> None:
    pytest.importorskip("sqlalchemy")
    pytest.importorskip("psycopg")
    with pytest.raises(AddressError, match="write it like postgresql://user:password@host/database") as caught:
        opened(address)
    assert "pass-word" not in "".join(traceback.format_exception(caught.value))


def test_either_spelling_of_the_address_will_do(postgres_url: str) -> None:
    for begin in ("postgres", "postgresql+psycopg"):
        with closing(opened(postgres_url.replace("postgresql", begin, 1))) as database:
            assert database.execute("SELECT 1").fetchone() == (1,)


def test_what_is_wrong_with_an_address_is_said(postgres_server: PostgresServer) -> None:
    wrong = "xyz"
    with pytest.raises(
        DatabaseError, match=r"password authentication failed.*check user, password and database"
    ) as refused:
        opened(postgres_server.url(password=wrong))
    assert not isinstance(refused.value, DatabaseUnreachableError)
    with pytest.raises(DatabaseError, match='database "nowhere" does not exist'):
        opened(postgres_server.url("nowhere"))


def test_no_error_repeats_what_was_to_be_written(database: PostgreSQL) -> None:
    question = "a person's question"
    add(database, question)
    for failing in (
        lambda: add(database, question),
        lambda: database.execute("INSERT INTO shelf (id, name) VALUES (?, 'x')", (question,)),
        lambda: database.execute("INSERT INTO shelf (id, name) VALUES (1, ?), (1, NULL)", (question,)),
        lambda: database.execute("SELECT CAST(name AS INTEGER) FROM shelf"),
    ):
        assert "person" not in told(failing).split("DatabaseError")[-1]


def test_a_missing_package_is_named_with_what_installs_it() -> None:
    for package in ("psycopg", "sqlalchemy"):
        program = (
            f"import sys; sys.modules[{package!r}] = None\n"
            "from index.errors import NewsIndexError\nfrom index.store import Store\n"
            "try: Store('postgresql://host/news')\nexcept NewsIndexError as error: print(error)"
        )
        shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
        assert shown.endswith('pip install "newsbot[postgres]"\n')


# --- one writer ---


def test_only_one_process_writes_and_the_other_is_told_who(postgres_url: str) -> None:
    with (
        closing(opened(postgres_url)) as database,
        subprocess.Popen([sys.executable, "-c", HOLDER, postgres_url], stdout=subprocess.PIPE, text=True) as holder,
    ):
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "held\n"
            who = rf"/test_\d+' is being rebuilt by newsbot \(process {holder.pid} on .+\) at 127\.0\.0\.1 since 2"
            with pytest.raises(LockedError, match=who), database.writer_lock():
                pass
        finally:
            holder.kill()
        holder.wait()
        while True:  # the server notices by and by
            try:
                with database.writer_lock(), database.transaction():
                    break
            except LockedError:
                continue


def test_the_lock_is_free_again_after_an_error(database: PostgreSQL) -> None:
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt), database.writer_lock():
            raise KeyboardInterrupt


def test_who_lost_the_lock_writes_no_more(postgres_server: PostgresServer, database: PostgreSQL) -> None:
    def write_on() -> None:
        with database.writer_lock():
            with database.transaction():
                add(database, "kept")
            cut_off(postgres_server, database)
            with database.transaction():
                add(database, "lost")

    with pytest.raises(DatabaseUnreachableError):
        write_on()
    assert names(database) == ["kept"]


def test_two_that_make_the_same_tables_at_once_do_not_meet(postgres_url: str) -> None:
    together, failed = threading.Barrier(6), []

    def make() -> None:
        together.wait()
        try:
            Store(postgres_url).close()
        except BaseException as error:  # noqa: BLE001 - shown below
            failed.append(error)

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


# --- the store ---


def test_the_tables_of_an_index_are_in_a_schema_of_their_own(
    postgres_server: PostgresServer, postgres_url: str
) -> None:
    Store(postgres_url).close()
    name = postgres_url.rsplit("/", 1)[1]
    tables = postgres_server.run("SELECT tablename FROM pg_tables WHERE schemaname = 'newsbot' ORDER BY 1", name)
    assert [table for (table,) in tables] == [
        "article", "chunk", "done", "embedding", "host", "listing", "page", "robots", "schema_version", "sighting",
        "source", "touched", "unsettled", "version",
    ]  # fmt: skip
    assert postgres_server.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", name) == [(0,)]
    assert SCHEMA == "newsbot"


def test_a_reader_of_an_empty_database_is_told_what_to_do(postgres_url: str) -> None:
    with pytest.raises(StoreError, match=r"/test_\d+ holds no articles yet: run scripts/rebuild_index\.py"):
        Store(postgres_url, read_only=True)


def test_a_database_of_a_newer_version_is_refused(postgres_url: str) -> None:
    with closing(Store(postgres_url)) as store:
        set_schema_version(store.database, 6)
    for read_only in (False, True):
        with pytest.raises(StoreError, match=r"newer version of this program \(schema 6\): update it"):
            Store(postgres_url, read_only=read_only)


def test_an_article_that_postgresql_cannot_hold_is_kept_with_its_places(postgres_url: str) -> None:
    broken = article(1, "One\0two \ud83d three.", at="/news/a\0b.txt")
    with closing(Store(postgres_url)) as store:
        assert sync(store, [broken, article(2)], read=[NEWS]).changes.added == 2
        assert sync(store, [broken, article(2)], read=[NEWS]).changes.unchanged == 2
        texts = {store.version(version).text for version in store.unchunked("none")}
    assert "One\ufffdtwo \ufffd three." in texts


def test_what_an_address_says_comes_before_what_is_usual(postgres_url: str) -> None:
    with closing(opened(f"{postgres_url}?application_name=indexer&options=-c%20work_mem%3D7MB")) as database:
        assert database.execute("SHOW application_name").fetchone() == ("indexer",)
        assert database.execute("SHOW work_mem").fetchone() == ("7MB",)
        assert database.execute("SHOW search_path").fetchone() == ("shop",)
