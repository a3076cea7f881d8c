"""The formats that evaluation sets come in: our own JSONL, MultiHop-RAG's, and SQuAD's as XQuAD uses it."""

from __future__ import annotations

import gzip
import json
import zlib
from typing import TYPE_CHECKING, TypeGuard

from index import Article, Rejected
from index.language import normalise as language_code
from index.source_line import article_url
from index.sources.files import read_files
from index.sources.records import Draft, article_from
from scripts.evaluation.sets import BadSetError, EvaluationSet, Question, checked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Record = dict[str, object]
_SOURCES = "sources.txt"


def load(path: Path) -> EvaluationSet:
    """Read an evaluation set: a folder with ``articles.jsonl`` and ``questions.jsonl``, or a SQuAD file.

    Raises:
        BadSetError: if it cannot be read as it is; says where and what to do.
    """
    if not path.exists():
        raise BadSetError(f"no such file or folder: {path}")
    return checked(_folder(path) if path.is_dir() else _squad(path))


def _folder(folder: Path) -> EvaluationSet:
    """Our own format, or MultiHop-RAG's, whose questions carry ``evidence``."""
    questions_file = _file(folder, "questions.jsonl")
    named = folder / _SOURCES
    if named.is_file():
        sources = [folder / line.strip() for line in _read(named).splitlines() if line.strip()]
        if missing := [source for source in sources if not source.exists()]:
            raise BadSetError(f"{named}: no such file or folder: {missing[0]}")
        articles = _newest(_articles(read_files(sources)))
    else:
        sources = [_file(folder, "articles.jsonl")]
        articles = _articles(read_files(sources))
    languages = {article.url: article.language for article in articles}
    return EvaluationSet(
        name=folder.resolve().name,
        path=folder,
        sources=tuple(source.resolve() for source in sources),
        articles=articles,
        questions=tuple(_question(fields, where, languages) for fields, where in _lines(questions_file)),
    )


def _file(folder: Path, name: str) -> Path:
    for file in (folder / name, folder / f"{name}.gz"):
        if file.is_file():
            return file
    raise BadSetError(
        f"{folder}: no {name} (or {name}.gz) in it: a set is a folder with articles.jsonl and questions.jsonl, "
        f"or a SQuAD file such as xquad.de.json"
    )


def _newest(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Of articles with one address that published last, as in an index."""
    by_url: dict[str, Article] = {}
    for article in articles:
        other = by_url.setdefault(article.url, article)
        if article.published and (other.published is None or other.published <= article.published):
            by_url[article.url] = article
    return tuple(by_url.values())


def _articles(items: Iterable[Article | Rejected]) -> tuple[Article, ...]:
    articles = []
    for item in items:
        if isinstance(item, Rejected):
            raise BadSetError(f"{item.where}: {item.reason}")
        articles.append(item)
    return tuple(articles)


def _lines(file: Path) -> Iterator[tuple[Record, str]]:
    """The objects of a JSONL file, each with its place."""
    for number, line in enumerate(_read(file).splitlines(), start=1):
        if line.strip():
            where = f"{file}:{number}"
            try:
                fields = json.loads(line)
            except ValueError as error:
                raise BadSetError(f"{where}: no JSON ({error}): one object a line is needed") from None
            if not isinstance(fields, dict):
                raise BadSetError(f"{where}: not an object: each line must be one, with a 'question'")
            yield fields, where


def _read(file: Path) -> str:
    try:
        content = file.read_bytes()
        if file.suffix == ".gz":
            content = gzip.decompress(content)
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadSetError(f"{file}: not UTF-8: convert it") from None
    except (OSError, EOFError, zlib.error) as error:
        raise BadSetError(f"{file}: cannot be read: {error}") from None


def _question(fields: Record, where: str, languages: dict[str, str]) -> Question:
    text = fields.get("question")
    if not isinstance(text, str) or not text.strip():
        raise BadSetError(f"{where}: 'question' is missing or empty")
    if "evidence" in fields:
        return _multihop(fields, text, where)
    urls = tuple(article_url(url) or url for url in _texts(fields, "urls", where))
    given = fields.get("language")
    if given is not None and (not isinstance(given, str) or language_code(given) is None):
        raise BadSetError(f"{where}: 'language' {given!r} is no language: give its ISO 639-1 code, or leave it out")
    spoken = language_code(given) if isinstance(given, str) else None
    return Question(
        text=text,
        language=spoken or languages.get(next(iter(urls), ""), _only(languages.values())),
        urls=urls,
        facts=_texts(fields, "facts", where),
        answers=_texts(fields, "answers", where),
        where=where,
    )


def _only(languages: Iterable[str]) -> str:
    """The language of all articles, where they share one."""
    found = set(languages)
    return found.pop() if len(found) == 1 else "und"


def _texts(fields: Record, name: str, where: str) -> tuple[str, ...]:
    value = fields.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise BadSetError(f"{where}: {name!r} must be a list of texts, none of them empty")
    return tuple(dict.fromkeys(value))


def _multihop(fields: Record, text: str, where: str) -> Question:
    # Its answers («Yes», «before», a name that any sentence about it holds) do not tell a right quote from a wrong one.
    evidence = fields["evidence"]
    if not _objects(evidence) or not all(isinstance(item.get("fact"), str) for item in evidence):
        raise BadSetError(f"{where}: 'evidence' must be a list of objects, each with a 'fact'")
    facts = dict.fromkeys(str(item["fact"]) for item in evidence)
    return Question(text=text, language="en", facts=tuple(facts), where=where)


def _squad(file: Path) -> EvaluationSet:
    """Each paragraph is an article; the language is the one in a name such as ``xquad.de.json``, else detected."""
    try:
        content = json.loads(_read(file))
    except ValueError as error:
        raise BadSetError(f"{file}: no JSON ({error}): a SQuAD file, or a folder, is needed") from None
    topics = content.get("data") if isinstance(content, dict) else None
    if not _objects(topics) or not all(_objects(topic.get("paragraphs")) for topic in topics):
        raise BadSetError(f"{file}: not in SQuAD's format: no 'data' with 'paragraphs' in it")
    name = file.name.removesuffix(".gz").removesuffix(".json")
    language = language_code(name.rpartition(".")[2]) if "." in name else None
    articles: list[Article] = []
    questions: list[Question] = []
    for topic in topics:
        for paragraph in _objects_of(topic, "paragraphs"):
            where = f"{file}, paragraph {len(articles) + 1}"
            url = f"https://{name.lower().replace(' ', '-')}.example/{len(articles) + 1}"
            draft = Draft(text=str(paragraph.get("context") or ""), url=url, source=name, language=language)
            (article,) = _articles([article_from(draft, f"{file.resolve()}:{len(articles) + 1}")])
            articles.append(article)
            questions += [_squad_question(asked, article, where) for asked in _objects_of(paragraph, "qas", where)]
    return EvaluationSet(
        name=name, path=file, sources=(file.resolve(),), articles=tuple(articles), questions=tuple(questions)
    )


def _squad_question(asked: Record, article: Article, where: str) -> Question:
    text, answers = asked.get("question"), _objects_of(asked, "answers", where)
    if not isinstance(text, str) or not text.strip():
        raise BadSetError(f"{where}: 'question' is missing or empty")
    if asked.get("is_impossible"):
        return Question(text=text, language=article.language, where=where)
    texts = dict.fromkeys(str(answer.get("text") or "") for answer in answers)
    return Question(
        text=text, language=article.language, urls=(article.url,), answers=tuple(filter(None, texts)), where=where
    )


def _objects(value: object) -> TypeGuard[list[Record]]:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _objects_of(fields: Record, name: str, where: str = "") -> list[Record]:
    value = fields.get(name, [])
    if not _objects(value):
        raise BadSetError(f"{where}: {name!r} must be a list of objects")
    return value
