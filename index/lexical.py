"""The lexical leg: BM25 in tantivy over tokens made by ``analysis``."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import tantivy
from tantivy import Occur, Query

from index.catalog import UNDATED
from index.linking import link

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from tantivy import DocAddress

    from index.demand import Demand
    from index.restriction import Restriction

LEXICAL = "lexical"
"""Where in a generation it is."""

# Postings read for a question by its rarest words; those that most chunks hold tell little and would take long.
_POSTINGS = 1_000_000
_HEAP = 256 * 1024 * 1024  # bytes for one writing thread; larger means fewer segments


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("tokens", tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("chunk", indexed=True, fast=True)
    for name in ("source", "language", "published"):
        builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()


@contextmanager
def _disk() -> Iterator[None]:
    """Tell what a disk lacks as others do: tantivy calls it an internal error."""
    try:
        yield
    except ValueError as error:
        raise OSError(f"cannot write the lexical index: {error}") from error


class LexicalBuilder:
    """Collects chunks as tokens and writes the index into a folder; upon an earlier index, only what is new."""

    def __init__(self, folder: Path, before: Path | None = None) -> None:
        folder.mkdir()
        for file in sorted(before.iterdir()) if before else ():
            if file.suffix == ".json":
                shutil.copyfile(file, folder / file.name)  # rewritten; the files it names never are
            elif file.suffix != ".lock":
                link(file, folder / file.name)
        self._index = tantivy.Index.open(str(folder)) if before else tantivy.Index(_schema(), path=str(folder))
        self._writer = self._index.writer(heap_size=_HEAP, num_threads=1)

    def add(self, chunk_id: int, tokens: str, *, published: int, source: int, language: int) -> None:
        """Add a chunk by its tokens, apart by blanks, and its row in the catalog."""
        document = tantivy.Document()
        document.add_text("tokens", tokens)
        document.add_unsigned("chunk", chunk_id)
        document.add_integer("published", published)
        document.add_integer("source", source)
        document.add_integer("language", language)
        with _disk():
            self._writer.add_document(document)

    def delete(self, chunk_ids: Sequence[int]) -> None:
        """Take out chunks of the earlier index; they count in word frequencies until tantivy merges their segment."""
        # By a query, which knows the type of the field: the deletion by term takes any number for a signed one.
        self._writer.delete_documents_by_query(Query.term_set_query(self._index.schema, "chunk", list(chunk_ids)))

    def write(self) -> None:
        """Finish the index; every file of it is on disk afterwards."""
        with _disk():
            self._writer.commit()
            self._writer.wait_merging_threads()


class Lexical:
    """A lexical index opened for reading; safe to use from several threads."""

    def __init__(self, folder: Path, *, postings: int = _POSTINGS) -> None:
        self._postings = postings
        self._index = tantivy.Index.open(str(folder))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        return self._searcher.num_docs

    def search(
        self,
        terms: Sequence[Sequence[str]],
        *,
        hints: Mapping[str, float] | None = None,
        k: int,
        restriction: Restriction | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Find the chunks with the best BM25 score for any of the terms.

        Args:
            terms: each a word with its stems in the languages it may be in; the best of them counts.
            hints: tokens that are worth something without being words, with what each is worth beside a word.
            k: most chunks to return, ≥ 1.
            restriction: which chunks may be found.

        Returns:
            Ids and scores, both of shape (≤ k,), best first; chunks without any term are not among them.
        """
        must = [(Occur.Must, self._any_of(*self._telling(terms, hints or {})))]
        return self._run(Query.boolean_query([*must, *self._restrict(restriction)]), k)

    def holding(
        self, demand: Demand, *, languages: Sequence[int], most: int, restriction: Restriction | None = None
    ) -> NDArray[np.int64]:
        """Find the chunks that hold what is demanded, whatever else they hold.

        Args:
            demand: what they must hold.
            languages: places in ``Catalog.languages`` of the language that its pairs are demanded in.
            most: chunks to return, ≥ 1.
            restriction: which chunks may be found.

        Returns:
            Ids, shape (≤ most,), newest first and the undated last.
        """
        must = [(Occur.Must, self._any(stems)) for stems in demand.all_of]
        if demand.pairs:
            held = [(Occur.Should, self._any([pair])) for pair in demand.pairs]
            others = self._without(Query.term_set_query(self._schema, "language", list(languages)))
            either = [Query.boolean_query(held, minimum_number_should_match=demand.fewest), others]
            must.append((Occur.Must, Query.boolean_query([(Occur.Should, query) for query in either])))
        query = Query.boolean_query([*must, *self._restrict(restriction)])
        hits = self._searcher.search(query, limit=most, count=False, order_by_field="published").hits
        return self._ids([address for _, address in hits])

    def frequencies(self, tokens: Collection[str]) -> dict[str, int]:
        """In how many chunks each token stands; of the deleted, those that are not merged away still count."""
        return {token: self._searcher.doc_freq("tokens", token) for token in tokens}

    def _telling(
        self, terms: Sequence[Sequence[str]], hints: Mapping[str, float]
    ) -> tuple[list[Sequence[str]], dict[str, float]]:
        """The rarest terms and hints, as many as can be looked up quickly, at least one."""
        words = [*terms, *([hint] for hint in hints)]
        held = [sum(self._searcher.doc_freq("tokens", stem) for stem in stems) for stems in words]
        order = sorted(range(len(words)), key=lambda at: (held[at], at))
        read = np.cumsum([held[at] for at in order])
        taken = set(order[: max(1, int(np.searchsorted(read, self._postings, "right")))])
        return (
            [term for at, term in enumerate(terms) if at in taken],
            {hint: worth for at, (hint, worth) in enumerate(hints.items(), len(terms)) if at in taken},
        )

    def _any_of(self, terms: Sequence[Sequence[str]], hints: Mapping[str, float]) -> Query:
        own = [self._best_of(stems) for stems in terms]
        more = [Query.boost_query(self._best_of([hint]), worth) for hint, worth in hints.items()]
        return Query.boolean_query([(Occur.Should, query) for query in own + more])

    def _best_of(self, stems: Sequence[str]) -> Query:
        queries = [Query.term_query(self._schema, "tokens", stem, index_option="freq") for stem in stems]
        return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)

    def _any(self, stems: Sequence[str]) -> Query:
        return Query.term_set_query(self._schema, "tokens", list(stems))

    def _without(self, query: Query) -> Query:
        return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, query)])

    def _restrict(self, restriction: Restriction | None) -> list[tuple[Occur, Query]]:
        """What else a chunk must be, without a score of its own."""
        if restriction is None:
            return []
        queries = [
            Query.term_set_query(self._schema, field, list(codes))
            for field, codes in (("source", restriction.sources), ("language", restriction.languages))
            if codes is not None
        ]
        if restriction.published is not None:
            first, last = restriction.published
            dated = Query.range_query(self._schema, "published", tantivy.FieldType.Integer, first, last)
            undated = Query.term_query(self._schema, "published", UNDATED, index_option="basic")
            either = Query.boolean_query([(Occur.Should, dated), (Occur.Should, undated)])
            queries.append(either if restriction.undated else dated)
        clauses = [(Occur.Must, Query.boost_query(query, 0.0)) for query in queries]
        if restriction.excluded:
            excluded = Query.term_set_query(self._schema, "source", list(restriction.excluded))
            clauses.append((Occur.MustNot, excluded))
        return clauses

    def _run(self, query: Query, k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        hits = self._searcher.search(query, limit=k, count=False).hits
        ids = self._ids([address for _, address in hits])
        return ids, np.array([score for score, _ in hits], dtype=np.float32)

    def _ids(self, addresses: Sequence[DocAddress]) -> NDArray[np.int64]:
        ids = self._searcher.fast_field_values("chunk", list(addresses))
        return np.array(ids, dtype=np.int64).reshape(-1)
