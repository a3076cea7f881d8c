"""The engines that hold to the contract of ``index.engine``, and the invented town whose news they are given."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fakes import HashedWords
from index.arrivals import Recipe
from index.engine import Wanted
from index.filters import Filters
from index.location import Location
from index.making import Making
from index.progress import silent
from index.syncing import sync
from index.types import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.engine import Found, Snapshot
    from index.manifest import Manifest
    from index.progress import Progress
    from index.protocols import Embedder
    from index.store import StoredChunk
    from milvus_servers import LiteServer, StandaloneServer
    from postgres_server import PostgresServer

NEWS = Path("/news")

# --- engines ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """An engine and a store.

    Attributes:
        name: as the tests tell it.
        place: makes an empty index in a folder; whatever server it needs is started by a fixture.
        needs: modules of extras that may be absent.
        lexical: whether its candidates are looked for by their words too.
        slow: whether a publication takes it seconds.
    """

    name: str
    place: Callable[[pytest.FixtureRequest, Path], Location]
    needs: tuple[str, ...] = ()
    lexical: bool = True
    slow: bool = False

    def need_words(self) -> None:
        """Skip what asks for words where they are not looked for."""
        if not self.lexical:
            pytest.skip(f"{self.name} finds no candidates by their words")

    def need_haste(self) -> None:
        """Skip what publishes again and again where that takes long."""
        if self.slow:
            pytest.skip(f"{self.name} takes seconds to publish: others of its kind are tested at length")


def on_this_machine(_: pytest.FixtureRequest, folder: Path) -> Location:
    return Location(data=folder)


def on_postgresql(request: pytest.FixtureRequest, folder: Path) -> Location:
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return Location(data=folder, store_url=server.url(server.new_database()))


def in_a_file(_: pytest.FixtureRequest, folder: Path) -> Location:
    return Location(data=folder, engine_url=str(folder / "milvus.db"))


def in_a_file_beside_postgresql(request: pytest.FixtureRequest, folder: Path) -> Location:
    return replace(on_postgresql(request, folder), engine_url=str(folder / "milvus.db"))


def on_a_lite_server(request: pytest.FixtureRequest, folder: Path) -> Location:
    server: LiteServer = request.getfixturevalue("milvus_lite_server")
    return Location(data=folder, engine_url=server.url())


def on_a_standalone_server(request: pytest.FixtureRequest, folder: Path) -> Location:
    server: StandaloneServer = request.getfixturevalue("milvus_standalone_server")
    return Location(data=folder, engine_url=server.url())


POSTGRESQL, LITE = ("sqlalchemy", "psycopg"), ("pymilvus", "milvus_lite")
KINDS: tuple[Kind, ...] = (
    Kind(name="faiss+tantivy", place=on_this_machine),
    Kind(name="faiss+tantivy beside postgresql", place=on_postgresql, needs=POSTGRESQL),
    Kind(name="milvus-lite", place=in_a_file, needs=LITE),
    Kind(name="milvus-lite beside postgresql", place=in_a_file_beside_postgresql, needs=(*LITE, *POSTGRESQL)),
    Kind(name="milvus-lite server", place=on_a_lite_server, needs=LITE),
    Kind(name="milvus 2.3.5", place=on_a_standalone_server, needs=("pymilvus",), lexical=False, slow=True),
)


@pytest.fixture(
    scope="module",
    params=[pytest.param(kind, id=kind.name, marks=[pytest.mark.beyond] if kind.needs else []) for kind in KINDS],
)
def kind(request: pytest.FixtureRequest) -> Kind:
    """Each engine in turn."""
    asked: Kind = request.param
    for module in asked.needs:
        pytest.importorskip(module, reason=f"{asked.name} needs {module}")
    return asked


@pytest.fixture
def index(kind: Kind, request: pytest.FixtureRequest, tmp_path: Path) -> Index:
    """An index that nothing was published in yet."""
    return Index(kind.place(request, tmp_path))


class Index:
    """An index to publish in."""

    def __init__(self, location: Location) -> None:
        self.location = location

    def publish(
        self, *articles: Article, embedder: Embedder | None = None, progress: Progress = silent
    ) -> Manifest | None:
        """Publish these articles and none but these."""
        embedder = embedder or HashedWords()
        with closing(self.location.open_store()) as store, closing(self.location.open_engine()) as engine:
            with Making(store, Recipe(embedder), progress) as making:
                sync(store, articles, read=[NEWS], prune=[NEWS], progress=progress, making=making)
                if not articles:  # a source of which nothing can be read may just be away
                    with store.transaction():
                        store.settle(run=store.next_run(), read=[], prune=[NEWS])
                making.finish()
            return engine.publish(store, embedder, making.recipe.name, progress)

    def published(self, *articles: Article, embedder: Embedder | None = None) -> int:
        """Publish these articles and none but these; gives the generation's number."""
        manifest = self.publish(*articles, embedder=embedder)
        assert manifest is not None
        return manifest.number

    def newest(self) -> int | None:
        with closing(self.location.open_engine()) as engine:
            return engine.newest()

    def open(self) -> Snapshot:
        """The newest generation, by an engine of its own."""
        with closing(self.location.open_engine()) as engine:
            return engine.open()

    def current(self, embedder: Embedder | None = None) -> dict[int, StoredChunk]:
        """The chunks that a generation made now would hold, by their ids."""
        recipe = Recipe(embedder or HashedWords()).name
        with closing(self.location.open_store(read_only=True)) as store:
            return {stored.id: stored for stored in store.chunks(store.current_chunks(recipe))}

    def kept(self, embedder: Embedder) -> dict[int, tuple[bytes, bytes]]:
        """The vector of each chunk in the store, and those of its sentences, by the chunks' ids."""
        recipe, identity = Recipe(embedder).name, embedder.identity
        with closing(self.location.open_store(read_only=True)) as store:
            ids = store.current_chunks(recipe)
            return dict(zip(ids, store.vectors(ids, identity.fingerprint, identity.precision), strict=True))

    def texts(self, rows: NDArray[np.void]) -> list[str]:
        """Of some chunks the text."""
        with closing(self.location.open_store(read_only=True)) as store:
            return [stored.chunk.text for stored in store.chunks(rows["chunk"].tolist())]


def wanted(
    question: str = "town",
    *,
    terms: Sequence[Sequence[str]] = (),
    hints: Mapping[str, float] | None = None,
    filters: Filters | None = None,
    most: int = 99,
    embedder: Embedder | None = None,
) -> Wanted:
    """What is near to a question, and what holds some tokens, which need not be those of the question."""
    (vector,) = (embedder or HashedWords()).embed_questions([question])
    every = Filters() if filters is None else filters  # one that only leaves outlets out is false
    return Wanted(vector=vector, terms=terms, hints=hints or {}, filters=every, most=most)


FIELDS = ["chunk", "article", "published", "source", "language", "story"]


def told(snapshot: Snapshot, embedder: Embedder | None = None) -> tuple[object, ...]:
    """All that a snapshot tells which never changes, to be compared."""
    found = snapshot.candidates(wanted(terms=[["town"]], embedder=embedder))
    rows = found.rows[FIELDS].tolist()
    return (
        snapshot.manifest,
        rows,
        found.vectors.tobytes(),
        *records_of(found),
        snapshot.about(None, Filters(), most=99)["chunk"].tolist(),
        [snapshot.retold(chunk) for chunk, *_ in rows],
        [snapshot.first_chunk(article) for _, article, *_ in rows],
        [snapshot.sources[source] for *_, source, _, _ in rows],
        [snapshot.languages[language] for *_, language, _ in rows],
        snapshot.outlets(),
        snapshot.mean_words,
    )


def records_of(found: Found) -> tuple[object, ...]:
    records = found.records
    return (
        records.words.tolist(),
        records.sizes.tolist(),
        records.vectors.tolist(),
        records.sentences.tolist(),
    )


# --- the town ---

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SECOND, INSTANT = timedelta(seconds=1), timedelta(microseconds=1)
WIRE = (
    "The barge to the northern lakes stays in dock until Friday because two of its four engines failed during a test "
    "run, the shipping company said, and passengers may change their bookings free of charge."
)
CHRONICLE = " ".join(f"Line {line} of the chronicle tells of the old mill." for line in range(1, 41))


def day(number: int) -> datetime:
    return datetime(2026, 11, number, tzinfo=UTC)


def article(
    number: int,
    text: str,
    *,
    title: str = "Town news",
    source: str = "Herald",
    host: str = "herald.example",
    language: str = "en",
    published: datetime | None = None,
) -> Article:
    """The only article of its number."""
    return Article(
        url=f"https://{host}/{number}",
        title=title,
        text=text,
        source=source,
        language=language,
        published=published,
        location=str(NEWS / f"{number}.txt"),
    )


def number_of(one: Article) -> int:
    return int(one.url.rsplit("/", 1)[1])


def _in(source: str, host: str, language: str) -> Callable[..., Article]:
    def made(number: int, text: str, published: datetime | None = None) -> Article:
        title = f"Town {MARKS[number]}"
        return article(number, text, title=title, source=source, host=host, language=language, published=published)

    return made


# A word of its own for each article, the same in every language.
MARKS = {
    1: "zandor",
    2: "melkor",
    3: "toruk",
    4: "pellax",
    5: "gondul",
    6: "hravik",
    7: "ixtal",
    8: "jorund",
    9: "kelvar",
    10: "lumok",
    11: "marduk",
    12: "norvak",
    13: "obrax",
}
_herald = _in("Herald", "herald.example", "en")
_kurier = _in("Kurier", "www.kurier.example", "de")
_tin_song = _in("Tin Sông", "tinsong.example", "vi")
_anzeiger = _in("Anzeiger", "anzeiger.example", "en")

TOWN = (
    _herald(1, "The harbour opened again on Monday. Ada Thornley cut the ribbon.", NOON),
    _herald(2, "The ferries sail to the islands hourly. Tickets are sold at the harbour.", NOON + SECOND),
    _in("HERALD", "news.herald.example", "en")(3, "The mayor praised a school choir."),
    _kurier(4, "Der Wasserturm wird abgerissen. Der Stadtrat hat es am Dienstag beschlossen.", day(18)),
    _kurier(5, "Die Bäckerei verkauft Brötchen mit Mohn."),
    _tin_song(6, "Thành phố mở cầu mới qua sông. Người dân đi bộ qua đó.", day(19)),
    _tin_song(7, "Trẻ em mới học vẽ cầu vồng."),
    _in("河报", "hebao.example", "zh")(8, "市政府宣布新桥开通。渡轮停航三天。", day(17)),
    _herald(9, WIRE, day(15)),
    _in("Courier", "courier.example", "en")(10, f"Update: {WIRE}", day(16)),
    _anzeiger(11, f"{WIRE} Bookings may be returned as well."),
    _anzeiger(12, CHRONICLE, datetime(1961, 4, 12, 6, 7, tzinfo=UTC)),  # two chunks, of 25 and 15 lines
    _herald(13, "A cat slept on the quay.", NOON),
)
UNDATED_ONES = {3, 5, 7, 11}
EVERYONE = set(range(1, 14))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Town:
    """The town's news in an engine.

    Attributes:
        kind: of engine.
        index: where it is.
        snapshot: of the one generation there is.
        stored: its chunks, by their ids.
        kept: what the store holds for each: its vector (float16), and those of its sentences (int8).
        embedder: whose vectors these are.
    """

    kind: Kind
    index: Index
    snapshot: Snapshot
    stored: Mapping[int, StoredChunk]
    kept: Mapping[int, tuple[bytes, bytes]]
    embedder: HashedWords

    def numbers(self, rows: NDArray[np.void]) -> list[int]:
        """Numbers of the articles that some chunks are from."""
        return [number_of(self.stored[chunk].article) for chunk in rows["chunk"].tolist()]

    def chunks(self, number: int) -> list[int]:
        """Ids of the chunks of an article, ascending."""
        return sorted(chunk for chunk, stored in self.stored.items() if number_of(stored.article) == number)

    def article_id(self, number: int) -> int:
        return self.stored[self.chunks(number)[0]].article_id

    def find(
        self,
        question: str = "town",
        *,
        terms: Sequence[Sequence[str]] = (),
        hints: Mapping[str, float] | None = None,
        filters: Filters | None = None,
        most: int = 99,
    ) -> list[int]:
        """Numbers of the articles that candidates are from."""
        asked = wanted(question, terms=terms, hints=hints, filters=filters, most=most)
        return self.numbers(self.snapshot.candidates(asked).rows)


@pytest.fixture(scope="module")
def town(kind: Kind, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The town's news, published once; to be asked only."""
    index, embedder = Index(kind.place(request, tmp_path_factory.mktemp("town"))), HashedWords()
    index.publish(*TOWN, embedder=embedder)
    with closing(index.open()) as snapshot:
        yield Town(
            kind=kind,
            index=index,
            snapshot=snapshot,
            stored=index.current(),
            kept=index.kept(embedder),
            embedder=embedder,
        )
