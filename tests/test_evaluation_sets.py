from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from evaluation_fixtures import ARTICLES, set_folder
from scripts.evaluation.formats import load
from scripts.evaluation.sets import BadSetError, Question, asked_at, sampled, squeezed

if TYPE_CHECKING:
    from pathlib import Path

PARAGRAPHS = ("Die Mühle in Kornfeld mahlt seit 1790 Roggen für das Dorf.", "Der Turm in Altmoor ist 31 Meter hoch.")
SQUAD: dict[str, object] = {
    "version": "1.1",
    "data": [
        {
            "title": "Mühle",
            "paragraphs": [
                {
                    "context": PARAGRAPHS[0],
                    "qas": [
                        {
                            "question": "Seit wann mahlt die Mühle?",
                            "answers": [
                                {"text": "1790", "answer_start": 33},
                                {"text": "seit 1790", "answer_start": 28},
                                {"text": "1790", "answer_start": 33},
                            ],
                        },
                        {"question": "Wem gehört die Mühle?", "answers": [], "is_impossible": True},
                    ],
                }
            ],
        },
        {
            "title": "Turm",
            "paragraphs": [
                {
                    "context": PARAGRAPHS[1],
                    "qas": [{"question": "Wie hoch ist der Turm?", "answers": [{"text": "31 Meter"}]}],
                }
            ],
        },
    ],
}


def squad(folder: Path, content: object = SQUAD, name: str = "towns.de.json") -> Path:
    file = folder / name
    file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return file


def with_paragraph(**fields: object) -> dict[str, object]:
    return {"data": [{"paragraphs": [{"context": PARAGRAPHS[0], "qas": [], **fields}]}]}


def test_a_set_may_name_its_sources_instead(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for name, text in (("early.txt", "The mill opens."), ("late.txt", "The mill opens at nine.")):
        (news / name).write_text(f"{text}\nSource: https://paper.example/{name}\n", "utf-8")
    mill = {"url": "https://paper.example/mill", "title": "Mill", "language": "en"}
    told = [
        mill | {"text": "The mill opens.", "published": "2026-03-01"},
        mill | {"text": "The mill stays shut.", "published": "2026-03-03"},
        mill | {"text": "The mill may open.", "published": "2026-03-02"},
    ]
    (tmp_path / "mill.jsonl").write_text("\n".join(map(json.dumps, told)), "utf-8")
    folder = set_folder(tmp_path / "towns")
    (folder / "sources.txt").write_text("../news\n\n../mill.jsonl\n", "utf-8")
    (folder / "questions.jsonl").write_text('{"question": "When does the mill open?"}', "utf-8")
    found = load(folder)
    assert found.sources == (news, tmp_path / "mill.jsonl")
    assert {article.text for article in found.articles} == {
        "The mill opens.",
        "The mill opens at nine.",
        "The mill stays shut.",  # of three articles with one address the one published last
    }


def test_a_source_that_is_not_there_is_said(tmp_path: Path) -> None:
    folder = set_folder(tmp_path / "towns")
    (folder / "sources.txt").write_text("nowhere\n", "utf-8")
    with pytest.raises(BadSetError, match="nowhere"):
        load(folder)


def test_our_own_format_is_read_with_languages_and_addresses_made_alike(tmp_path: Path) -> None:
    found = load(set_folder(tmp_path / "towns"))
    assert found.name == "towns"
    assert [article.url for article in found.articles] == [record["url"] for record in ARTICLES]
    assert found.sources == (tmp_path / "towns" / "articles.jsonl",)
    quill, ferry, mill, parliament, _ = found.questions
    assert quill.language == "en"  # its article's
    assert quill.gold == ("https://paper.example/lighthouse",)
    assert ferry.gold == ("because its engine\ncaught fire", "a fact that stands nowhere")
    assert mill.language == "de"
    assert mill.urls == ("https://blatt.example/muehle",)
    assert mill.answers == ("an die Bäckerin  Jule Hansen", "Hansen")
    assert [question.answerable for question in found.questions] == [True, True, True, False, False]
    assert parliament.gold == ()
    assert parliament.where == f"{tmp_path / 'towns' / 'questions.jsonl'}:4"
    assert found.facts_in_no_article == 1


def test_files_may_be_compressed_and_hold_empty_lines(tmp_path: Path) -> None:
    folder = set_folder(tmp_path, questions='\n{"question": "Why?"}\n\n')
    for name in ("articles.jsonl", "questions.jsonl"):
        (folder / f"{name}.gz").write_bytes(gzip.compress((folder / name).read_bytes()))
        (folder / name).unlink()
    found = load(folder)
    assert (len(found.articles), [question.text for question in found.questions]) == (4, ["Why?"])
    assert found.questions[0].where.endswith("questions.jsonl.gz:2")


@pytest.mark.parametrize(("articles", "language"), [(ARTICLES, "und"), (ARTICLES[:2], "en")])
def test_a_question_without_a_language_has_that_of_all_articles_if_they_share_one(
    tmp_path: Path, articles: list[dict[str, str]], language: str
) -> None:
    found = load(set_folder(tmp_path, articles=articles, questions=[{"question": "Why?"}]))
    assert found.questions[0].language == language


def test_multihop_rags_questions_carry_evidence_and_their_answers_are_left_aside(tmp_path: Path) -> None:
    evidence = [
        {"fact": "retired on Friday", "title": "Keeper of Gull Island retires", "source": "Paper"},
        {"fact": "stopped running on Tuesday"},
        {"fact": "retired on Friday"},
    ]
    questions = [
        {"question": "Did both stop?", "answer": "Yes", "type": "comparison_query", "evidence": evidence},
        {"question": "Who sang?", "answer": "Insufficient information.", "type": "null_query", "evidence": []},
    ]
    both, sang = load(set_folder(tmp_path, questions=questions)).questions
    assert both.facts == ("retired on Friday", "stopped running on Tuesday")
    assert (both.answers, both.urls, both.language) == ((), (), "en")
    assert not sang.answerable


def test_each_paragraph_of_a_squad_file_is_an_article_of_the_files_language(tmp_path: Path) -> None:
    found = load(squad(tmp_path))
    assert found.name == "towns.de"
    mill, tower = found.articles
    assert (mill.text, mill.language, mill.title_derived) == (PARAGRAPHS[0], "de", True)
    assert (mill.url, tower.url) == ("https://towns.de.example/1", "https://towns.de.example/2")
    since, owner, height = found.questions
    assert since.answers == ("1790", "seit 1790")
    assert since.urls == (mill.url,)
    assert not owner.answerable
    assert height.urls == (tower.url,)
    assert {question.language for question in found.questions} == {"de"}


def test_a_squad_file_that_names_no_language_has_the_one_its_paragraphs_are_in(tmp_path: Path) -> None:
    found = load(squad(tmp_path, name="Two Towns.json"))
    assert found.articles[0].url == "https://two-towns.example/1"
    assert {question.language for question in found.questions} == {"de"}


@pytest.mark.parametrize(
    ("articles", "questions", "complaint"),
    [
        ("", None, "articles.jsonl: empty"),
        (None, "", ": no questions in it: an evaluation set needs at least one"),
        ('{"url": ', None, "articles.jsonl:1: "),
        (
            [{"url": "https://paper.example/1", "title": "No text"}],
            None,
            "articles.jsonl:1: 'text' is missing or empty",
        ),
        ([ARTICLES[0], ARTICLES[0]], None, ": 2 articles have the url https://paper.example/lighthouse: give each"),
        (None, '{"question": "Why?"}\n{"question"', "questions.jsonl:2: no JSON (Expecting ':' delimiter"),
        (None, '["Why?"]', "questions.jsonl:1: not an object"),
        (None, [{"asked": "Why?"}], "questions.jsonl:1: 'question' is missing or empty"),
        (None, [{"question": " "}], "questions.jsonl:1: 'question' is missing or empty"),
        (None, [{"question": "Why?", "answers": "Because"}], ":1: 'answers' must be a list of texts"),
        (None, [{"question": "Why?", "facts": [" "]}], ":1: 'facts' must be a list of texts, none of them empty"),
        (None, [{"question": "Why?", "language": "q9"}], ":1: 'language' 'q9' is no language"),
        (None, [{"question": "Why?", "language": 3}], ":1: 'language' 3 is no language"),
        (
            None,
            [{"question": "Why?", "evidence": [{}]}],
            ":1: 'evidence' must be a list of objects, each with a 'fact'",
        ),
        (None, [{"question": "Why?", "evidence": "no"}], ":1: 'evidence' must be a list of objects"),
        (
            None,
            [{"question": "Why?", "urls": ["https://paper.example/none"]}],
            "questions.jsonl:1: no article has the gold url https://paper.example/none: correct it, or add the article",
        ),
    ],
)
def test_what_is_wrong_with_a_set_is_said_with_its_place(
    tmp_path: Path, articles: object, questions: object, complaint: str
) -> None:
    folder = set_folder(tmp_path, articles=articles, questions=questions)
    with pytest.raises(BadSetError) as raised:
        load(folder)
    assert str(raised.value).startswith(str(folder))
    assert complaint in str(raised.value)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("{", "no JSON (Expecting property name"),
        ("[]", "not in SQuAD's format: no 'data' with 'paragraphs' in it"),
        ({"data": [{"title": "no paragraphs"}]}, "not in SQuAD's format"),
        ({"data": []}, "no articles in it"),
        (with_paragraph(), "no questions in it"),
        (with_paragraph(context=""), ".json:1: no text is left"),
        (with_paragraph(qas={}), "paragraph 1: 'qas' must be a list of objects"),
        (with_paragraph(qas=[{"answers": []}]), "paragraph 1: 'question' is missing or empty"),
        (with_paragraph(qas=[{"question": "Why?", "answers": ["text"]}]), "paragraph 1: 'answers' must be a list"),
    ],
)
def test_what_is_wrong_with_a_squad_file_is_said(tmp_path: Path, content: object, complaint: str) -> None:
    file = squad(tmp_path, content)
    with pytest.raises(BadSetError) as raised:
        load(file)
    assert str(raised.value).startswith(str(file))
    assert complaint in str(raised.value)


def test_a_set_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSetError, match=r"no such file or folder: .*/none"):
        load(tmp_path / "none")


def test_a_folder_without_questions_says_what_a_set_is(tmp_path: Path) -> None:
    (set_folder(tmp_path) / "questions.jsonl").unlink()
    with pytest.raises(BadSetError, match=r"no questions.jsonl \(or questions.jsonl.gz\) in it: a set is a folder"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("content", "complaint"), [(b"\xff\xfe\xff", "not UTF-8"), (gzip.compress(b"{}", mtime=0)[:-6], "cannot be read")]
)
def test_a_damaged_file_of_questions_is_named(tmp_path: Path, content: bytes, complaint: str) -> None:
    folder = set_folder(tmp_path)
    (folder / "questions.jsonl").unlink()
    (folder / "questions.jsonl.gz").write_bytes(content if complaint != "not UTF-8" else gzip.compress(content))
    with pytest.raises(BadSetError, match=f"questions.jsonl.gz: {complaint}"):
        load(folder)


def test_a_sample_keeps_the_order_repeats_with_its_seed_and_is_parallel_in_parallel_sets() -> None:
    english = [Question(text=f"Question {number}?", language="en") for number in range(50)]
    german = [Question(text=f"Frage {number}?", language="de") for number in range(50)]
    chosen = sampled(english, 10, seed=1)
    numbers = [int(question.text[9:-1]) for question in chosen]
    assert len(set(numbers)) == 10
    assert numbers == sorted(numbers)
    assert [int(question.text[6:-1]) for question in sampled(german, 10, seed=1)] == numbers
    assert sampled(english, 10, seed=2) != chosen
    assert sampled(english, 50, seed=1) == sampled(english, None, seed=1) == tuple(english)


def test_squeezing_takes_all_white_space_out() -> None:
    assert squeezed(" a\tb\u00a0c\u2009d\n") == "abcd"


def test_questions_are_asked_when_the_newest_article_was_published(tmp_path: Path) -> None:
    undated = load(set_folder(tmp_path / "town")).articles
    older, newer = datetime(2024, 3, 1, tzinfo=UTC), datetime(2024, 5, 6, 7, tzinfo=UTC)
    dated = [replace(undated[0], published=newer), replace(undated[1], published=older), *undated[2:]]
    assert asked_at(dated) == newer
    assert asked_at(undated) == datetime(2026, 1, 1, tzinfo=UTC)
