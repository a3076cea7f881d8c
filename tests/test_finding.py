from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from fakes import HashedWords
from index.filters import Filters
from index.finding import Finder
from index.location import Location
from index.query import understand
from index_fixtures import article, rebuilt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.query import Query
    from index.types import Article

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WIRE = (
    "The ferry to the northern islands stays in port until Friday because two of its four engines failed during a test "
    "run, the shipping company said, and passengers may change their tickets free of charge."
)


def day(number: int) -> datetime:
    return datetime(2026, 11, number, tzinfo=UTC)


def of(outlet: str, number: int, text: str, published: datetime | None = None) -> Article:
    url = f"https://{outlet.casefold()}.example/{number}"
    return replace(article(number, text, published=published), url=url, source=outlet)


ARTICLES = [
    of("Gazette", 1, "The harbour opened on Sunday. Nobody came by ferry.", day(22)),
    of("Gazette", 2, "The orchid bloomed. Ada Thornley saw it.", day(10)),
    of("Gazette", 3, "The mayor praised a choir."),
    of("Gazette", 4, WIRE, day(15)),
    of("Gazette", 5, WIRE + " Tickets may be returned as well.", day(16)),
    of("Kurier", 6, WIRE, day(15)),
    of("Kurier", 7, "Update: " + WIRE, day(17)),
    of("Anzeiger", 8, WIRE, day(18)),
]


@contextmanager
def opened(data: Path, embedder: HashedWords) -> Iterator[Finder]:
    location = Location.of(data)
    with (
        closing(location.open_engine().open()) as snapshot,
        closing(location.open_store(read_only=True)) as store,
    ):
        yield Finder(snapshot, store, embedder)


@pytest.fixture(scope="module")
def embedder() -> HashedWords:
    return HashedWords(knows=0.75)


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory, embedder: HashedWords) -> Iterator[Finder]:
    data = tmp_path_factory.mktemp("finding")
    rebuilt(data, *ARTICLES, embedder=embedder)
    with opened(data, embedder) as loaded:
        yield loaded


def query(question: str, filters: Filters | None = None) -> Query:
    return understand(question, filters=filters or Filters(), languages={"en": 1.0}, now=NOW)


def number(url: str) -> int:
    return int(url.rsplit("/", 1)[1])


def test_passages_come_with_their_articles_and_how_close_each_sentence_is(
    finder: Finder, embedder: HashedWords
) -> None:
    asked = query("Who saw that the orchid bloomed?")
    found = finder.find(asked, 3)
    first = found.passages[0]
    assert (number(first.article.url), first.text) == (2, first.article.text)
    assert [first.article.text[a:b] for a, b in first.sentences] == ["The orchid bloomed.", "Ada Thornley saw it."]
    (vector,) = embedder.embed_questions([asked.topic])
    rows = embedder.embed_passages(["The orchid bloomed.", "Ada Thornley saw it."])
    assert found.closeness[0] == pytest.approx((rows @ vector)[:, None], abs=0.01)
    assert len(found.closeness) == len(found.passages) == 3


def test_findings_tell_what_the_words_say_how_well_the_model_knows_the_language_and_how_much_was_searched(
    finder: Finder,
) -> None:
    found = finder.find(query("Did the orchid bloom?"), 2)
    did, the, orchid, bloom = found.term_weights
    assert min(orchid, bloom) > max(did, the) >= 0
    assert (found.knows, found.chunks) == (0.75, 8)


def test_a_question_of_several_clauses_has_a_vector_for_each_and_one_of_them_all(
    finder: Finder, embedder: HashedWords
) -> None:
    question = "Who saw the white orchid, and why does the ferry stay?"
    vectors = finder.vectors(query(question))
    parts = ["Who saw the white orchid", "and why does the ferry stay"]
    assert vectors.clauses == pytest.approx(embedder.embed_questions(parts))
    made = vectors.clauses[0] * len(parts[0]) ** 0.5 + vectors.clauses[1] * len(parts[1]) ** 0.5
    assert vectors.topic == pytest.approx(made / np.linalg.norm(made), abs=1e-6)
    assert (vectors.whole == vectors.topic).all()
    judged = finder.vectors(query(question), judged=True)
    assert (judged.topic == vectors.topic).all()
    assert judged.whole == pytest.approx(embedder.embed_questions([question])[0])
    assert len(finder.vectors(query("Who saw the orchid?")).clauses) == 0


def test_what_is_judged_is_found_as_it_is_anyway_and_compared_with_the_whole_question(finder: Finder) -> None:
    asked = query("Who saw the white orchid, and why does the ferry stay?")
    found, judged = finder.find(asked, 3), finder.find(asked, 3, judged=True)
    assert [one.chunk_id for one in judged.passages] == [one.chunk_id for one in found.passages]
    whole = finder.vectors(asked, judged=True).whole
    for one, close in zip(judged.passages, judged.closeness, strict=True):
        assert close.shape[1] == 3
        sentences = [one.article.text[a:b] for a, b in one.sentences]
        vectors = finder._embedder.embed_passages(sentences)
        assert close[:, 0] == pytest.approx(vectors @ whole, abs=0.01)
    assert [one.cosine for one in judged.passages] != [one.cosine for one in found.passages]


@pytest.mark.parametrize("question", ["latest news", "Was geschah gestern?"])
def test_where_only_time_is_asked_the_newest_in_it_come(finder: Finder, question: str) -> None:
    found = [number(passage.article.url) for passage in finder.find(query(question), 2).passages]
    assert found == {"latest news": [1, 8], "Was geschah gestern?": [1, 3]}[question]


def test_explained_passages_hold_their_signals(finder: Finder) -> None:
    assert finder.find(query("orchid"), 1, explain=True).passages[0].signals
    assert finder.find(query("orchid"), 1).passages[0].signals == ()


def test_candidates_are_all_that_either_leg_finds_with_their_own_scores(finder: Finder) -> None:
    found = finder.candidates(query("the orchid"), 1)
    assert len(found.ids) == 8
    best = finder.chunks([int(found.ids[np.argmax(found.measured["words"])])])[0]
    assert number(best.article.url) == 2
    assert finder.chunks([]) == []


def test_chunks_come_in_the_order_asked_for(finder: Finder) -> None:
    ids = finder.candidates(query("the orchid"), 1).ids.tolist()
    assert [stored.id for stored in finder.chunks(ids[::-1])] == ids[::-1]


def test_an_outlets_newest_version_is_found_and_its_older_ones_are_not(finder: Finder) -> None:
    found = [
        number(passage.article.url) for passage in finder.find(query("Why does the ferry stay in port?"), 8).passages
    ]
    assert len({4, 5, 6, 7, 8} & set(found)) == 1
    assert {4, 6}.isdisjoint(found)


def test_of_the_other_outlets_that_tell_a_story_each_is_named_once_by_its_newest_article(finder: Finder) -> None:
    for outlet, others in {"gazette.example": [8, 7], "kurier.example": [8, 5], "anzeiger.example": [7, 5]}.items():
        asked = query("Why does the ferry stay in port?", Filters(source=outlet))
        passages = finder.find(asked, 1).passages
        (told,) = finder.retold(passages).values()
        assert [number(other.url) for other in told] == others


def test_a_story_of_one_outlet_is_retold_by_nobody(finder: Finder) -> None:
    assert finder.retold(finder.find(query("orchid"), 1).passages) == {}


def test_who_retells_a_story_is_named_as_it_was_when_the_generation_was_made(
    tmp_path: Path, embedder: HashedWords
) -> None:
    own, kurier, anzeiger = of("Gazette", 1, WIRE, day(9)), of("Kurier", 2, WIRE, day(8)), of("Anzeiger", 3, WIRE)
    source = [Path(str(one.location)) for one in (own, kurier, anzeiger)]
    rebuilt(tmp_path, own, kurier, anzeiger, embedder=embedder)
    with opened(tmp_path, embedder) as held:
        passages = held.find(query("Why does the ferry stay in port?", Filters(source="Gazette")), 1).passages
        rewritten = of("Kurier", 2, "Cabbages are cheap this autumn.", day(20))
        rebuilt(tmp_path, own, rewritten, embedder=embedder, read=source, prune=source)
        assert held.retold(passages) == {own.url: [replace(kurier, location=""), replace(anzeiger, location="")]}


def test_an_outlet_of_two_hosts_does_not_retell_its_own_story(tmp_path: Path, embedder: HashedWords) -> None:
    here = of("Gazette", 1, WIRE, day(9))
    there = [replace(here, url=f"https://gazette.co.example/{n}", source=f"GAZETTE{' ' * n}") for n in range(2)]
    rebuilt(tmp_path, here, *there, embedder=embedder)
    with opened(tmp_path, embedder) as loaded:
        passages = loaded.find(query("Why does the ferry stay in port?"), 1).passages
        assert len(passages) == 1
        assert loaded.retold(passages) == {}


def test_articles_inside_a_time_and_undated_ones_outside_it_are_counted(finder: Finder) -> None:
    november = query("harbour", Filters(since=day(20), until=day(23)))
    assert finder.dated_inside(november)
    assert finder.undated_left_out(november) == 1
    assert not finder.dated_inside(query("harbour", Filters(since=day(24))))
    assert finder.undated_left_out(query("harbour")) == 0
