"""From files to answers with the real model: what a new user sees first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index import NewsIndex, open_index
from index.build import rebuild
from index.embedding import load_embedder
from index.sources.files import read_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.protocols import Embedder

SAMPLES = Path(__file__).resolve().parent.parent / "index" / "samples"
HOST = "hafenblatt.erfunden.example"
ONE_ARTICLE = """\
Die Bürgermeisterin von Grünwalde, Thea Nordhoff, traf am 14. März den Bergbauminister Ruben Castellan, wie der Sender \
Radio Harz berichtete. Bei dem Gespräch ging es um die Schließung der Grube Morgenstern.
„Wir brauchen hier neue Arbeit, und zwar bald“, sagte Nordhoff.
Bürgermeisterin Thea Nordhoff vor dem Rathaus. (Foto: Radio Harz)
Seit Januar hat die Grube nach Angaben der Gewerkschaft mehr als 3.200 Tonnen Silbererz gefördert. \
Die Gewerkschaft warf dem Betreiber zudem vor, 180 Stellen ohne Ankündigung gestrichen zu haben.
Der Betreiber hat aus Kanada gelieferte Bohrgeräte vom Typ TERRAX in den Stollen eingesetzt, nachdem die Behörde alle \
Auflagen aufgehoben hatte.
[Anzeige_2]
Quelle: https://nachrichten.erfunden.example/grube-morgenstern-ar1.html
Kommentar (0)
"""


@pytest.fixture(scope="module")
def minilm() -> Embedder:
    return load_embedder(None)


@pytest.fixture(scope="module")
def one_article(tmp_path_factory: pytest.TempPathFactory, minilm: Embedder) -> Iterator[NewsIndex]:
    folder = tmp_path_factory.mktemp("one")
    (folder / "a.txt").write_text(ONE_ARTICLE, "utf-8")
    rebuild(folder / "data", read_files([folder / "a.txt"]), read=[folder / "a.txt"], embedder=minilm)
    with NewsIndex(folder / "data", embedder=minilm) as news:
        yield news


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, minilm: Embedder) -> Iterator[NewsIndex]:
    data = tmp_path_factory.mktemp("samples") / "data"
    report = rebuild(data, read_files([SAMPLES]), read=[SAMPLES], embedder=minilm)
    assert report.rejected == ()
    with open_index(data) as news:
        yield news


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Wann traf Thea Nordhoff den Bergbauminister?", "14. März"),
        ("Wie viele Tonnen Silbererz förderte die Grube?", "3.200 Tonnen"),
        ("Welche Geräte setzte der Betreiber ein?", "TERRAX"),
        ("Wen traf die Bürgermeisterin von Grünwalde?", "Ruben Castellan"),
    ],
)
def test_one_article_in_the_typical_layout_answers_with_the_right_sentence_and_its_source(
    one_article: NewsIndex, question: str, words: str
) -> None:
    answer = one_article.answer(question)
    assert not answer.abstained
    assert words in answer.quotes[0].text
    assert {quote.citation.url for quote in answer.quotes} == {
        "https://nachrichten.erfunden.example/grube-morgenstern-ar1.html"
    }
    assert answer.quotes[0].citation.published is None
    assert answer.quotes[0].citation.title_derived


@pytest.mark.parametrize(
    "question",
    ["Wie hoch ist die Inflation in Peru?", "Wer gewann gestern das Tennisfinale?", "What is the capital of Norway?"],
)
def test_one_article_does_not_answer_what_it_does_not_tell(one_article: NewsIndex, question: str) -> None:
    answer = one_article.answer(question)
    assert answer.abstained
    assert answer.quotes == ()
    assert [citation.source for citation in answer.nearest] == ["nachrichten.erfunden.example"]


def test_the_body_keeps_nothing_of_the_page_around_it(one_article: NewsIndex) -> None:
    body = one_article.search("Grube Morgenstern")[0].article.text
    assert "Anzeige" not in body
    assert "Foto" not in body
    assert "Quelle" not in body
    assert "Kommentar" not in body
    assert body.startswith("Die Bürgermeisterin von Grünwalde")
    assert body.endswith("aufgehoben hatte.")


def test_the_samples_are_articles_in_five_languages(samples: NewsIndex) -> None:
    status = samples.status()
    assert status.articles == 28
    assert set(status.languages) == {"de", "en", "vi", "fr", "ru"}


def test_of_a_story_told_twice_under_one_address_the_later_version_answers(samples: NewsIndex) -> None:
    found = samples.search("Sternjoch Gondel Unfall", language="de", k=10)
    (text,) = {p.article.text for p in found if p.article.url.endswith("/sternjoch/gondelunfall")}
    assert "17" in text
    assert "14 Menschen" not in text


def test_quotes_from_the_samples_are_verbatim_and_lead_to_their_articles(samples: NewsIndex) -> None:
    articles = {p.article.url: p.article for p in samples.search("the der la và в", k=60)}
    assert len(articles) == 26  # two of the 28 tell what another outlet tells too, and take no place of their own
    for url, article in sorted(articles.items())[::5]:
        answer = samples.answer(article.title)
        for quote in answer.quotes:
            source = articles[quote.citation.url]
            assert source.text[quote.start : quote.end] == quote.text, url
