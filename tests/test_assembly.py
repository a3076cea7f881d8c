from __future__ import annotations

import os
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import HashedWords
from index import tokenizer
from index.assembly import assemble
from index.catalog import load
from index.dense import Sizes
from index.filters import Filters
from index.generation import STORE, open_newest
from index.lexical import LexicalBuilder
from index.parts import PARTS, Part, Rules
from index.progress import silent
from index.query import understand
from index.question_vectors import embed_question
from index.retriever import Retriever
from index.sentence_files import read_records
from index.sentence_index import cosines, read_lines
from index.store import Store
from index_fixtures import NEWS, article, held, rebuilt, snapshot_of
from kills import Killed, Kills

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.retriever import Candidates, Hit
    from index.sentence_files import Records
    from index.types import Article


def read(data: Path) -> Records:
    """The sentences of the first generation, by ascending chunk."""
    folder = data / "generations" / "000001"
    catalog = load(folder)
    parts = [Part(folder / PARTS / name).sentences for name in catalog.parts]
    return read_records(parts, catalog.rows["part"], catalog.rows["row"])


def test_every_sentence_is_found_by_its_own_vector(tmp_path: Path) -> None:
    embedder = HashedWords()
    rebuilt(
        tmp_path,
        article(1, "The ferry sank slowly. Nobody drowned there."),
        article(2, "A crane fell over. Two workers ran away. The harbour closed."),
        embedder=embedder,
    )
    asked = embedder.embed_questions(["Nobody drowned there.", "A crane fell over.", "The harbour closed."])
    near, chunk = cosines(read(tmp_path), asked)
    assert chunk.tolist() == [0, 0, 1, 1, 1]
    assert near.argmax(axis=0).tolist() == [1, 2, 4]
    assert near.max(axis=0) == pytest.approx(1, abs=1e-3)


def test_the_words_of_each_sentence_are_told_apart_from_the_headers(tmp_path: Path) -> None:
    rebuilt(tmp_path, article(1, "The ferry sank slowly. Nobody drowned there.", title="Harbour news"))
    lines = read_lines(read(tmp_path), [["harbour"], ["ferri"], ["drown"], ["paper"]])
    assert lines.header.tolist() == [True, False, False]
    assert lines.held.astype(int).tolist() == [[1, 0, 0, 1], [0, 1, 0, 0], [0, 0, 1, 0]]


# Parts are put together early, and more than a few vectors searched in lists, all of which are looked into.
EARLY = Rules(most=3, deleted=0.9, sizes=Sizes(exact=25, recall=1.1, sample=50, queries=20))
PLACES = ["harbour", "market", "station", "museum", "library", "theatre", "mill", "bridge"]
WHAT = ["opened", "closed", "burned", "flooded", "moved", "was sold"]


def report(number: int, edition: int = 0) -> Article:
    """An article of two chunks or so, of its own for each number and edition."""
    where, what = PLACES[number % 8], WHAT[(number // 8 + edition) % 6]
    text = f"The {where} {what} on day {number}. Nobody was there at {edition + number % 7}. Boat {number} left early."
    return replace(article(number, text), source=f"Paper {number % 3}", language="en")


class Growing:
    """A store that changes, and generations made of it each upon the one before."""

    def __init__(self, folder: Path, rules: Rules = EARLY) -> None:
        self.folder, self.rules = folder, rules
        self.embedder = HashedWords(max_tokens=14)
        self.steps: list[Path] = []

    def step(self, articles: Iterable[Article]) -> Path:
        rebuilt(self.folder / "data", *articles, embedder=self.embedder, prune=[NEWS])
        self.steps.append(self.made(f"step{len(self.steps)}", self.steps[-1] if self.steps else None))
        return self.steps[-1]

    def made(self, name: str, before: Path | None = None) -> Path:
        with closing(open_newest(self.folder / "data")) as opened:
            recipe = opened.manifest.recipe
        new = self.folder / name
        new.mkdir()
        with closing(Store(self.folder / "data" / STORE)) as store:
            ids = store.current_chunks(recipe)
            assemble(new, store, self.embedder, ids, silent, before=before, rules=self.rules)
        return new

    def hits(self, made: Path, question: str, filters: Filters | None = None) -> list[Hit]:
        query = understand(question, filters=filters or Filters(), languages={"en": 1.0})
        vectors = embed_question(self.embedder, query.topic, "en", judged=False)
        retriever = Retriever(snapshot_of(made, self.embedder), self.embedder)
        return retriever.find(query, vectors, term_weights=[1.0] * len(query.terms), k=30)

    def candidates(self, made: Path, question: str, filters: Filters) -> Candidates:
        """All that can be found: there are fewer chunks than are asked for."""
        query = understand(question, filters=filters, languages={"en": 1.0})
        vectors = embed_question(self.embedder, query.topic, "en", judged=False)
        weights = [1.0] * len(query.terms)
        retriever = Retriever(snapshot_of(made, self.embedder), self.embedder)
        return retriever.candidates(query, vectors, term_weights=weights, k=200)


QUESTIONS = ["When did the harbour open?", "What burned on day 12?", "Which boat left the museum early?"]
STEPS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 2), st.integers(0, 3)), min_size=2, max_size=6)


@settings(max_examples=8, deadline=None)
@given(steps=STEPS)
def test_an_index_made_in_steps_finds_what_one_made_at_once_finds(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int, int]]
) -> None:
    growing = Growing(tmp_path_factory.mktemp("index"))
    articles = {number: report(number) for number in range(12)}
    growing.step(articles.values())
    for edition, (more, fewer, changed) in enumerate(steps, 1):
        first = max(articles) + 1
        articles |= {number: report(number) for number in range(first, first + more)}
        for number in sorted(articles)[:fewer]:
            del articles[number]
        for number in sorted(articles)[1 : 1 + changed]:
            articles[number] = report(number, edition)
        growing.step(articles.values())
        once = growing.made(f"once{edition}")
        rows, others = load(growing.steps[-1]).rows, load(once).rows
        same = ["chunk", "article", "published", "story"]
        assert rows[same].tolist() == others[same].tolist()
        assert len(load(growing.steps[-1]).parts) <= EARLY.most
        for question in QUESTIONS:
            for filters in (Filters(), Filters(source="Paper 1")):
                got, wanted = (growing.candidates(made, question, filters) for made in (growing.steps[-1], once))
                assert got.ids.tolist() == wanted.ids.tolist()
                for name in got.signals:
                    if not name.startswith("words"):  # deleted chunks still count in how rare a word is
                        assert got.signals[name] == pytest.approx(wanted.signals[name], abs=1e-4)


def test_where_articles_only_come_in_the_scores_too_are_those_of_an_index_made_at_once(tmp_path: Path) -> None:
    growing = Growing(tmp_path)
    for count in (12, 14, 15, 31, 33):
        growing.step(report(number) for number in range(count))
    once = growing.made("once")
    assert len(load(growing.steps[-1]).parts) > 1
    for question in QUESTIONS:
        got, wanted = (growing.hits(made, question) for made in (growing.steps[-1], once))
        assert [hit.chunk_id for hit in got] == [hit.chunk_id for hit in wanted]
        assert [hit.score for hit in got] == pytest.approx([hit.score for hit in wanted], abs=1e-4)


def test_a_small_change_shares_the_files_of_the_parts_it_keeps(tmp_path: Path) -> None:
    growing = Growing(tmp_path)
    articles = [report(number) for number in range(12)]
    first, second = growing.step(articles), growing.step([*articles[1:], report(0, 3)])
    old, new = load(first), load(second)
    assert (old.parts, new.parts) == (("000001",), ("000001", "000002"))
    for file in (first / PARTS / "000001").iterdir():
        assert file.samefile(second / PARTS / "000001" / file.name)
    assert len(Part(second / PARTS / "000002").rows) < len(Part(second / PARTS / "000001").rows) / 4
    assert new.deleted == len(old.rows) - len(np.intersect1d(old.chunks, new.chunks)) > 0


def test_where_too_much_went_everything_is_made_anew(tmp_path: Path) -> None:
    growing = Growing(tmp_path, Rules(deleted=0.2))
    articles = [report(number) for number in range(10)]
    growing.step(articles)
    once_changed = load(growing.step([report(0, 1), *articles[1:]]))
    twice_changed = load(growing.step([report(0, 2), report(1, 2), *articles[2:]]))
    assert (once_changed.deleted > 0, len(once_changed.parts)) == (True, 2)
    assert (twice_changed.deleted, twice_changed.parts) == (0, ("000001",))


def test_an_article_that_comes_back_is_found_by_its_words_and_its_vector(tmp_path: Path) -> None:
    growing = Growing(tmp_path)
    articles = [report(number) for number in range(12)]
    growing.step(articles)
    growing.step(articles[:-1])
    growing.step(articles)
    last = growing.made("once")
    assert (
        load(growing.steps[-1]).chunks.tolist() == load(last).chunks.tolist() == load(growing.steps[0]).chunks.tolist()
    )
    for question in QUESTIONS:
        got, wanted = (growing.hits(made, question) for made in (growing.steps[-1], last))
        assert {hit.chunk_id for hit in got} == {hit.chunk_id for hit in wanted}


def test_where_only_articles_went_no_part_is_added(tmp_path: Path) -> None:
    growing = Growing(tmp_path)
    growing.step(report(number) for number in range(12))
    assert load(growing.step(report(number) for number in range(11))).parts == ("000001",)


def test_a_damaged_part_that_two_generations_share_is_made_anew(tmp_path: Path) -> None:
    articles = [report(number) for number in range(12)]
    rebuilt(tmp_path, *articles)
    rebuilt(tmp_path, *articles, report(12))
    shared = tmp_path / "generations" / "000002" / PARTS / "000001" / "vectors.f16"
    assert shared.samefile(tmp_path / "generations" / "000001" / PARTS / "000001" / "vectors.f16")
    content = bytearray(shared.read_bytes())
    content[7] ^= 1
    shared.write_bytes(content)
    embedder = HashedWords()
    assert rebuilt(tmp_path, *articles, report(12), embedder=embedder).generation == 3
    assert embedder.embedded == []
    assert held(tmp_path) == {item.url: item for item in (*articles, report(12))}
    assert load(tmp_path / "generations" / "000003").parts == ("000001",)


def test_where_files_cannot_be_linked_they_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    articles = [report(number) for number in range(12)]
    rebuilt(tmp_path, *articles)
    rebuilt(tmp_path, *articles, report(12))
    assert load(tmp_path / "generations" / "000002").parts == ("000001", "000002")
    assert held(tmp_path) == {item.url: item for item in (*articles, report(12))}


def test_other_rules_of_tokens_make_everything_anew_but_the_vectors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [report(number) for number in range(12)]
    rebuilt(tmp_path, *articles)
    assert not rebuilt(tmp_path, *articles).published
    monkeypatch.setattr(tokenizer, "rules", lambda: "those of another stemmer")
    again = rebuilt(tmp_path, *articles)
    assert (again.published, again.embedded) == (True, 0)
    first, second = (tmp_path / "generations" / number / PARTS / "000001" for number in ("000001", "000002"))
    assert not any((first / file.name).samefile(file) for file in second.iterdir())
    assert not rebuilt(tmp_path, *articles).published
    assert held(tmp_path) == {item.url: item for item in articles}


def test_stopped_before_any_single_step_of_a_small_change_the_generation_before_answers_and_the_next_run_finishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kills = Kills(monkeypatch, [
        (Path, "mkdir"), (Path, "rename"), (Path, "replace"), (Path, "write_text"), (os, "link"), (os, "fsync"),
        (shutil, "copyfile"), (shutil, "rmtree"), (np, "save"), (np, "savez"), (Store, "collect_garbage"),
        (LexicalBuilder, "write"),
    ])  # fmt: skip
    articles: Sequence[Article] = [report(number) for number in range(30)]
    rebuilt(tmp_path, *articles)
    stops, finished, last = 0, False, len(articles)
    while not finished:
        articles = [*articles, report(len(articles))]
        try:
            with kills.after(stops):
                rebuilt(tmp_path, *articles)
            finished = True
        except Killed:
            stops += 1
        # Closing it is no step: it opened, so all that it holds is as it was written.
        known = held(tmp_path)
        assert last <= len(known)
        assert known == {item.url: item for item in articles[: len(known)]}
        last = len(known)
        open_newest(tmp_path).close()
    assert held(tmp_path) == {item.url: item for item in articles}
    assert stops > 30
