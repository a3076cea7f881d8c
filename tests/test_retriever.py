from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import HashedWords
from index.catalog import Held, Names, join, save
from index.chunking import embedded_text, header
from index.filters import Filters
from index.lexical import LEXICAL, LexicalBuilder
from index.parts import PARTS, Part, PartWriter
from index.query import Query, understand
from index.question_vectors import QuestionVectors, embed_question
from index.retriever import PER_ARTICLE, Hit, Retriever
from index.sentence_vectors import compact
from index.sentences import sentence_spans
from index.tokenizer import Tokenizer
from index.types import Article
from index_fixtures import snapshot_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.embedded_snapshot import EmbeddedSnapshot

NOTHING = embed_question(HashedWords(), "", "en", judged=False)
START = datetime(2024, 11, 30, tzinfo=UTC)


def article(text: str, *, url: str = "https://herald.example/1", language: str = "en") -> Article:
    return Article(url=url, title="Town news", text=text, source="Herald", language=language, published=START)


def built(folder: Path, chunks: Sequence[tuple[int, int, Article]], embedder: HashedWords) -> EmbeddedSnapshot:
    """A generation of (chunk id, article id, article of one chunk)."""
    folder.mkdir(exist_ok=True)
    names, tokenizer, lexical = Names(), Tokenizer(), LexicalBuilder(folder / LEXICAL)
    writer = PartWriter(folder / PARTS / "000001", embedder.dimension, names)
    for chunk_id, article_id, content in chunks:
        own = [content.text[start:end] for start, end in sentence_spans(content.text, content.language)]
        lines = [tokenizer.line(line, content.language) for line in (header(content), *own)]
        (vector,) = embedder.embed_passages([embedded_text(content, content.text)])
        published, source, language = writer.add(
            chunk_id,
            article_id,
            content,
            lines=lines,
            vector=vector.astype(np.float16).tobytes(),
            sentences=compact(embedder.embed_passages(own)).tobytes(),
        )
        words = " ".join(line.tokens for line in lines)
        lexical.add(chunk_id, words, published=published, source=source, language=language)
    lexical.write()
    writer.finish()
    part = Part(folder / PARTS / "000001")
    held = Held(rows=part.rows, live=np.arange(len(part.rows)), sketches=part.sketches)
    save(join({"000001": held}, names), folder)
    return snapshot_of(folder, embedder)


class Search:
    """A retriever with the questions' vectors made for it."""

    def __init__(self, folder: Path, chunks: Sequence[tuple[int, int, Article]], *, knows: float = 1.0) -> None:
        self.embedder = HashedWords(knows=knows)
        self.snapshot = built(folder, chunks, self.embedder)
        self.retriever = Retriever(self.snapshot, self.embedder)

    def query(self, question: str, filters: Filters) -> Query:
        return understand(question, filters=filters, languages={"en": 1.0})

    def hits(
        self,
        question: str,
        *,
        vector_of: str | None = None,
        k: int = 10,
        filters: Filters | None = None,
        explain: bool = False,
    ) -> list[Hit]:
        query, retriever = self.query(question, filters or Filters()), self.retriever
        topic = vector_of or query.topic
        vectors = embed_question(self.embedder, topic, query.language, judged=False)
        weights = retriever.term_weights(query)
        return retriever.find(query, vectors, term_weights=weights, k=k, explain=explain)

    def ids(
        self, question: str, *, vector_of: str | None = None, k: int = 10, filters: Filters | None = None
    ) -> list[int]:
        return [hit.chunk_id for hit in self.hits(question, vector_of=vector_of, k=k, filters=filters)]


HARBOUR, FERRY, MAYOR = (
    article("The harbour opened again on Monday."),
    article("The ferries sail to the islands hourly.", url="https://www.kurier.example/2"),
    replace(article("The mayor praised a school choir.", url="https://herald.example/3"), published=None),
)


@pytest.fixture
def town(tmp_path: Path) -> Search:
    return Search(tmp_path, [(4, 1, HARBOUR), (5, 2, FERRY), (9, 3, MAYOR)])


def test_the_chunk_with_the_questions_words_comes_first(town: Search) -> None:
    assert town.ids("When did the harbour open?")[0] == 4
    assert town.ids("Which choir did the mayor praise?")[0] == 9


def test_every_hit_carries_the_cosine_of_its_vector(town: Search) -> None:
    question = "harbour ferries"
    (vector,) = town.embedder.embed_questions([question])
    for hit in town.hits(question):
        content = {4: HARBOUR, 5: FERRY, 9: MAYOR}[hit.chunk_id]
        (row,) = town.embedder.embed_passages([embedded_text(content, content.text)])
        assert hit.cosine == pytest.approx(float(vector @ row), abs=1e-3)


def test_hits_come_best_first_and_no_more_than_asked(town: Search) -> None:
    scores = [hit.score for hit in town.hits("the harbour and the ferries")]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 3
    assert len(town.ids("the harbour and the ferries", k=2)) == 2


def test_a_question_in_other_words_is_found_by_its_vector_alone(town: Search) -> None:
    hits = town.hits("zzz", vector_of=embedded_text(FERRY, FERRY.text))
    assert hits[0].chunk_id == 5
    assert hits[0].cosine == pytest.approx(1, abs=1e-3)


def test_a_chunk_far_from_the_vector_is_found_by_its_words(town: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.retriever.CANDIDATES", 1)  # of each leg only the first two, for one hit
    assert town.ids("choir praised school", vector_of="The harbour opened, ferries sail", k=1) == [9]


def test_a_model_that_does_not_know_the_language_has_no_say(tmp_path: Path) -> None:
    for knows in (0.0, 1.0):
        folder = tmp_path / str(knows)
        folder.mkdir()
        search = Search(folder, [(4, 1, HARBOUR), (5, 2, FERRY), (9, 3, MAYOR)], knows=knows)
        scores = {hit.chunk_id: hit.score for hit in search.hits("hourly", vector_of=HARBOUR.text)}
        assert scores[5] > scores[4]
        assert (scores[4] > scores[9]) is (knows > 0)


def test_an_article_gives_two_chunks_at_most(tmp_path: Path) -> None:
    chunks = [(n, 1, article(f"The harbour opened, part {word}.")) for n, word in enumerate("abcde", 1)]
    search = Search(tmp_path, [*chunks, (6, 2, MAYOR)])
    found = search.ids("harbour opened", k=10)
    assert len([chunk for chunk in found if chunk <= 5]) == PER_ARTICLE
    assert 6 in found


def test_equal_chunks_come_by_ascending_id(tmp_path: Path) -> None:
    search = Search(tmp_path, [(n, n, HARBOUR) for n in (2, 3, 7, 8)])
    assert search.ids("harbour") == [2, 3, 7, 8]


def test_a_generation_without_chunks_answers_nothing(tmp_path: Path) -> None:
    assert Search(tmp_path, []).ids("harbour") == []


def test_an_outlet_that_is_named_comes_first(tmp_path: Path) -> None:
    elsewhere = replace(HARBOUR, url="https://zwirbel.example/1", source="Zwirbelblatt")
    search = Search(tmp_path, [(1, 1, HARBOUR), (2, 2, elsewhere), (3, 3, MAYOR)])
    assert search.ids("When did the harbour open?", k=2) == [1, 2]
    assert search.ids("When did the harbour open, says Zwirbelblatt?", k=1) == [2]


def test_who_asks_for_the_latest_gets_the_newer_of_those_that_fit(tmp_path: Path) -> None:
    older = replace(HARBOUR, published=START - timedelta(days=90))
    search = Search(tmp_path, [(1, 1, HARBOUR), (2, 2, older), (3, 3, FERRY)])
    assert search.ids("harbour")[0] == 1
    search = Search(tmp_path / "other", [(1, 1, older), (2, 2, HARBOUR), (3, 3, FERRY)])
    assert search.ids("harbour", filters=Filters(newest=True))[0] == 2


RETOLD = (
    "The ferry to the northern islands stays in port until Friday because two of its four engines failed during a test "
    "run, the shipping company said, and passengers may change their tickets free of charge."
)


def test_a_story_takes_one_place_and_who_else_tells_it_is_known(tmp_path: Path) -> None:
    own = article(RETOLD)
    copied = replace(own, url="https://www.kurier.example/9", source="Kurier")
    search = Search(tmp_path, [(1, 11, own), (2, 12, copied), (3, 13, MAYOR)])
    found = search.ids("Why does the ferry stay in port?")
    assert len(found) == 2
    assert 3 in found
    assert search.snapshot.retold(1) == [2]
    assert search.snapshot.retold(2) == [1]
    assert search.snapshot.retold(3) == []


def test_the_newest_articles_come_by_their_first_chunk_and_the_undated_last(tmp_path: Path) -> None:
    later = replace(FERRY, published=START + timedelta(days=1))
    search = Search(tmp_path, [(1, 1, HARBOUR), (2, 1, HARBOUR), (3, 2, MAYOR), (4, 3, later)])
    query = search.query("news", Filters())
    assert [hit.chunk_id for hit in search.retriever.newest(query, NOTHING, k=9)] == [4, 1, 3]
    assert [hit.chunk_id for hit in search.retriever.newest(query, NOTHING, k=1)] == [4]
    dated = search.query("news", Filters(until=START + timedelta(hours=1)))
    assert [hit.chunk_id for hit in search.retriever.newest(dated, NOTHING, k=9)] == [1]
    undated = search.query("news", Filters(until=START + timedelta(hours=1), undated=True))
    assert [hit.chunk_id for hit in search.retriever.newest(undated, NOTHING, k=9)] == [1, 3]


def test_an_explained_score_is_the_sum_of_its_signals_most_telling_first(town: Search) -> None:
    hits = town.hits("the harbour and the ferries", explain=True)
    for hit in hits:
        shares = [signal.value * signal.weight for signal in hit.signals]
        assert sum(shares) == pytest.approx(hit.score)
        assert [abs(share) for share in shares] == sorted(map(abs, shares), reverse=True)
        (meaning,) = [signal for signal in hit.signals if signal.name == "meaning"]
        assert meaning.measured == pytest.approx(hit.cosine)
        assert meaning.of == 3
    places = [signal.place for hit in hits for signal in hit.signals if signal.name == "meaning"]
    assert sorted(places) == [1, 2, 3]
    assert all(hit.signals == () for hit in town.hits("the harbour and the ferries"))


def test_a_question_in_two_clauses_finds_a_chunk_for_each(tmp_path: Path) -> None:
    fillers = [(n, n, article(f"Report {n} tells of gardens and of the weather in the hills.")) for n in range(10, 20)]
    search = Search(tmp_path, [(4, 1, HARBOUR), (5, 2, FERRY), *fillers])
    question = "When was the harbour opened again, while the ferries sail to which islands?"
    assert set(search.ids(question, k=2)) == {4, 5}


@pytest.mark.parametrize("newest", [False, True])
def test_how_close_each_sentence_of_a_hit_is_to_each_vector_is_known(tmp_path: Path, *, newest: bool) -> None:
    search = Search(tmp_path, [(4, 1, MAYOR), (5, 2, article("The harbour opened. Nobody came by ferry."))])
    whole, *clauses = search.embedder.embed_questions(["Nobody came by ferry.", "The harbour opened.", "zwirbel"])
    asked = QuestionVectors(whole, whole, np.array(clauses))
    query = search.query("Nobody came by ferry", Filters())
    weights = [1.0] * len(query.terms)
    retriever = search.retriever
    hits = retriever.newest(query, asked, k=2) if newest else retriever.find(query, asked, term_weights=weights, k=2)
    close = {hit.chunk_id: hit.closeness for hit in hits}
    assert close[4].shape == (1, 3)
    assert close[5].shape == (2, 3)
    assert close[5][[1, 0], [0, 1]] == pytest.approx([1, 1], abs=1e-3)
    assert close[5][:, 2] == pytest.approx([0, 0], abs=1e-3)


def test_the_number_of_chunks_with_a_stem_is_known(town: Search) -> None:
    assert town.snapshot.frequencies(["harbour", "unheard"]) == {"harbour": 1, "unheard": 0}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(source="kurier.example"), {5}),
        (Filters(source="nobody.example"), set()),
        (Filters(language="en"), {4, 5, 9}),
        (Filters(language="de"), set()),
        (Filters(since=START), {4, 5}),
        (Filters(until=START), set()),
        (Filters(source="Herald", until=START + timedelta(seconds=1)), {4, 5}),
        (Filters(since=START, undated=True), {4, 5, 9}),
        (Filters(until=START, undated=True), {9}),
    ],
)
def test_only_what_passes_the_filters_is_found(town: Search, filters: Filters, found: set[int]) -> None:
    assert set(town.ids("the harbour, the ferries, the mayor", filters=filters)) == found


HOSTS = ["https://herald.example/x", "https://news.herald.example/x", "https://www.kurier.example/x"]
MOMENTS = st.none() | st.integers(-3, 3).map(lambda halves: START + timedelta(seconds=halves / 2))
ARTICLES = st.builds(
    Article,
    url=st.sampled_from(HOSTS),
    title=st.just("word"),
    text=st.just("word"),
    source=st.sampled_from(["The Herald", "Kurier"]),
    language=st.sampled_from(["en", "de", "vi"]),
    published=st.none() | st.integers(-1, 1).map(lambda seconds: START + timedelta(seconds=seconds)),
)
FILTERS = st.builds(
    Filters,
    source=st.none() | st.sampled_from(["herald.example", "THE HERALD", "www.kurier.example", "Nobody"]),
    since=MOMENTS,
    until=MOMENTS,
    language=st.none() | st.sampled_from(["en", "de", "fr"]),
    undated=st.booleans(),
)


@settings(max_examples=12, deadline=None)
@given(articles=st.lists(ARTICLES, min_size=1, max_size=12), asked=st.lists(FILTERS, min_size=1, max_size=12))
def test_both_legs_let_the_same_chunks_pass(
    tmp_path_factory: pytest.TempPathFactory, articles: list[Article], asked: list[Filters]
) -> None:
    chunks = [(chunk, chunk, content) for chunk, content in enumerate(articles, 1)]
    snapshot = built(tmp_path_factory.mktemp("generation"), chunks, HashedWords())
    catalog, vectors, lexical = snapshot._files.catalog, snapshot._files.vectors, snapshot._files.lexical
    everything = catalog.rows["chunk"].tolist()
    for filters in asked:
        passing = catalog.rows["chunk"][catalog.select(filters)].tolist()
        among, restriction = snapshot._allowed(filters)
        allowed = everything if among is None else catalog.chunks[among].tolist()
        found, _ = lexical.search([["word"]], k=len(articles), restriction=restriction)
        assert sorted(found.tolist()) == passing
        assert allowed == passing
        (question,) = HashedWords().embed_questions(["word"])
        near, _ = vectors.search(question, k=len(articles), passing=among)
        assert sorted(catalog.chunks[near].tolist()) == passing


@settings(max_examples=25, deadline=None)
@given(
    published=st.lists(st.none() | st.integers(0, 5), min_size=1, max_size=14),
    first=st.integers(1, 6),
    k=st.integers(1, 6),
)
def test_the_newest_are_the_same_however_few_are_looked_at_first(
    tmp_path_factory: pytest.TempPathFactory, published: list[int | None], first: int, k: int
) -> None:
    texts = ["The harbour opened.", "The harbour opened. Boats left the harbour of the town.", "Boats, and a harbour."]
    articles = [
        replace(
            article(texts[number % 3], url=f"https://paper{number % 2}.example/{number}"),
            source=f"Paper {number % 2}",
            published=None if day is None else START + timedelta(days=day),
        )
        for number, day in enumerate(published)
    ]
    search = Search(tmp_path_factory.mktemp("news"), [(n, n, one) for n, one in enumerate(articles, 1)])
    harbour, anything = search.query("harbour", Filters()), search.query("news", Filters())

    def newest() -> tuple[list[int], list[int]]:
        latest = search.retriever.latest(harbour, k=k)
        return latest, [hit.chunk_id for hit in search.retriever.newest(anything, NOTHING, k=k)]

    at_once = newest()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.retriever._LOOKS", (first, first + 2, 1000))
        assert newest() == at_once
