"""The path of another model, made like multilingual-e5-small: from ``--model`` to an answer."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import NewsIndex, StaleIndexError, open_index
from index.analysis import words
from index.chunking import header
from index.clauses import clauses
from index.embedding import load_embedder
from scripts import rebuild_index
from tiny_models import save_tiny_model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.finding import Finder
    from index.protocols import Embedder
    from index.query import Query

LANGUAGES = ("de", "en", "ru", "vi", "zh")
ARTICLES = {
    "kran": (
        "de",
        "Kran fällt in Hafen",
        "In Grünwalde fiel ein Kran in den Hafen. Hafenmeisterin Thea Nordhoff nennt einen Schaden von 48500 Kronen.",
    ),
    "orgel": (
        "de",
        "Orgel klingt wieder",
        "Die Orgel in Ellerhude klingt wieder. Orgelbauer Veit Lorentz reinigte 2100 Pfeifen.",
    ),
    "orchid": (
        "en",
        "Orchid found on Mount Ferrin",
        "Lucille Abara found an orchid on Mount Ferrin. It is the first in a century.",
    ),
    "council": (
        "en",
        "Council meets",
        "The council of Saltby met in the town hall. It spoke about the swimming pool.",
    ),
    "маяк": (
        "ru",
        "Маяк закрыт",
        "Маяк на острове закрыт до пятницы. Смотритель Рябушкин уехал на лодке SEAKART.",
    ),
}
TEXTS = [text for _, title, body in ARTICLES.values() for text in (title, body)]
VOCABULARY = [
    "query",
    "passage",
    ":",
    ".",
    ",",
    "?",
    "wer",
    "who",
    "what",
    *(word for text in TEXTS for word in words(text)),
]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "multilingual-e5-small"
    return save_tiny_model(folder, VOCABULARY, languages=LANGUAGES)


@pytest.fixture(scope="module")
def bare(model: Path) -> Embedder:
    """The same weights under a name that asks for no prompts."""
    return load_embedder(str(shutil.copytree(model, model.with_name("plain"))))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, model: Path) -> Path:
    folder = tmp_path_factory.mktemp("news")
    lines = [
        json.dumps({"url": f"https://paper.example/{name}", "title": title, "text": text, "language": language})
        for name, (language, title, text) in ARTICLES.items()
    ]
    (folder / "news.jsonl").write_text("\n".join(lines), "utf-8")
    arguments = [str(folder / "news.jsonl"), "--data", str(folder / "data"), "--model", str(model)]
    assert rebuild_index.main(arguments) == 0
    return folder / "data"


@pytest.fixture(scope="module")
def news(data: Path, model: Path) -> Iterator[NewsIndex]:
    with open_index(data, model=str(model), threshold=0) as opened:
        yield opened


@pytest.fixture
def finder(news: NewsIndex) -> Finder:
    return news._finder()


def understood(news: NewsIndex, question: str) -> Query:
    return news._understand(question, source=None, since=None, until=None, language=None)


def near(one: object, other: object) -> bool:
    return bool(np.abs(np.asarray(one) - np.asarray(other)).max() < 0.02)  # sentences are kept in a byte a dimension


QUESTION = "When did the crane fall into the harbour, and who found the orchid on Mount Ferrin?"


def test_the_index_is_of_the_model_it_was_built_with(news: NewsIndex, data: Path, model: Path) -> None:
    assert news.status().model.startswith(str(model))
    with pytest.raises(StaleIndexError, match="multilingual-e5-small"):
        open_index(data, model="all-MiniLM-L6-v2")


def test_a_language_its_card_declares_is_known_and_any_other_hardly(
    news: NewsIndex, finder: Finder, model: Path
) -> None:
    embedder = load_embedder(str(model))
    assert {language: embedder.knows(language) for language in LANGUAGES} == dict.fromkeys(LANGUAGES, 1.0)
    assert embedder.knows("th") < 0.5
    for question in ("Wann stürzte der Kran in den Hafen?", "Когда закрыли маяк?"):
        assert finder.find(understood(news, question), 1).knows == 1.0


def test_the_clauses_of_a_question_are_embedded_as_queries_and_make_up_the_whole(
    news: NewsIndex, finder: Finder, bare: Embedder
) -> None:
    parts = clauses(QUESTION, "en")
    vectors = finder.vectors(understood(news, QUESTION))
    assert len(vectors.clauses) == len(parts) == 2
    assert near(vectors.clauses, bare.embed_questions([f"query: {part}" for part in parts]))
    assert not near(vectors.clauses, bare.embed_questions(parts))
    # A clause weighs as the root of its length.
    made = sum(vector * len(part) ** 0.5 for vector, part in zip(vectors.clauses, parts, strict=True))
    assert near(vectors.topic, made / np.linalg.norm(made))
    assert near(vectors.whole, vectors.topic)
    judged = finder.vectors(understood(news, QUESTION), judged=True)
    assert near(judged.topic, vectors.topic)
    assert near(judged.whole, bare.embed_questions([f"query: {QUESTION}"])[0])
    single = finder.vectors(understood(news, "orchid"))
    assert near(single.whole, bare.embed_questions(["query: orchid"])[0])
    assert len(single.clauses) == 0


def test_a_chunk_is_embedded_as_passages_its_sentences_and_its_header(news: NewsIndex, bare: Embedder) -> None:
    (question,) = bare.embed_questions(["query: orchid"])
    found = news.search("orchid")
    assert len(found) == len(ARTICLES)
    for passage in found:
        sentences = [passage.article.text[a:b] for a, b in passage.sentences]
        for prompt, same in (("passage: ", True), ("", False)):
            told = bare.embed_passages([prompt + sentence for sentence in sentences])
            (head,) = bare.embed_passages([prompt + header(passage.article)])
            # A sentence weighs as the root of its length, the header a quarter of all sentences together.
            body = sum(vector * len(sentence) ** 0.5 for vector, sentence in zip(told, sentences, strict=True))
            whole = body / np.linalg.norm(body) + 0.25 * head
            cosine = whole @ question / np.linalg.norm(whole)
            assert bool(abs(passage.cosine - cosine) < 0.01) is same, (prompt, passage.article.url)


def test_sentences_are_embedded_as_passages(news: NewsIndex, finder: Finder, bare: Embedder) -> None:
    findings = finder.find(understood(news, "orchid"), 10)
    (question,) = bare.embed_questions(["query: orchid"])
    for passage, closeness in zip(findings.passages, findings.closeness, strict=True):
        sentences = [passage.article.text[a:b] for a, b in passage.sentences]
        told = bare.embed_passages([f"passage: {sentence}" for sentence in sentences])
        assert near(closeness[:, 0], told @ question)


@pytest.mark.parametrize(
    ("question", "name", "told"),
    [
        ("What does Thea Nordhoff expect?", "kran", "Thea Nordhoff"),
        ("What was worth 48,500?", "kran", "48500"),
        ("Where is Ellerhude?", "orgel", "Ellerhude"),
        ("Was fand Lucille Abara?", "orchid", "Lucille Abara"),
        ("Ai ở Mount Ferrin?", "orchid", "Mount Ferrin"),
        ("Wer fuhr mit dem Boot SEAKART?", "маяк", "SEAKART"),
        ("Кто такой Veit Lorentz?", "orgel", "Veit Lorentz"),
        ("谁是 Lucille Abara？", "orchid", "Lucille Abara"),
    ],
)
def test_names_numbers_and_loanwords_find_an_article_in_another_language(
    news: NewsIndex, question: str, name: str, told: str
) -> None:
    assert news.search(question)[0].article.url == f"https://paper.example/{name}"
    answer = news.answer(question)
    assert told in answer.quotes[0].text
    assert answer.quotes[0].citation.url == f"https://paper.example/{name}"
