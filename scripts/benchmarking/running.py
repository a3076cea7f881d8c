"""In which order things are built and asked; every step in a process of its own."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scripts.benchmarking.beyond import compared
from scripts.benchmarking.contenders import OURS
from scripts.benchmarking.corpus_files import question_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

Record = dict[str, Any]
_STORE = "articles.db"
_EMBEDDED = ("ours", "sentence-transformers")  # whose embedding is timed by itself: the others use the latter's


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to measure.

    Attributes:
        work: an empty folder for all that is built.
        repeat: how often to ask, and to build where contenders are compared.
        questions: most questions asked about made-up articles.
        threads: how many ask at once.
        most_chunks: of the longest made-up article.
        embed_up_to: most chunks that are embedded by the model; above it vectors are drawn.
        run: does a job of ``worker.JOBS`` with its arguments and gives what it measured.
        say: told what begins.
    """

    work: Path
    seed: int
    repeat: int
    questions: int
    threads: int
    most_chunks: int
    embed_up_to: int
    run: Callable[..., Record]
    say: Callable[[str], None]


def size(plan: Plan, chunks: int) -> Record:
    """Build, open, ask and rebuild an index of about so many chunks.

    Returns:
        ``wanted``, ``drawn`` (whether vectors were drawn), ``once`` (what is measured once) and ``runs``.
    """
    corpus, data = plan.work / f"invented-{chunks}", plan.work / f"index-{chunks}"
    corpus.mkdir()
    drawn = chunks > plan.embed_up_to
    common = {"corpus": corpus, "data": data, "drawn": drawn, "seed": plan.seed}
    plan.say(f"{chunks:,} chunks: making up articles")
    plan.run(
        "invented", folder=corpus, chunks=chunks, questions=plan.questions, seed=plan.seed, most_chunks=plan.most_chunks
    )
    plan.say(f"{chunks:,} chunks: building")
    once: Record = {"build": _with_rates(plan.run("build", **common))}
    runs = []
    texts = question_texts(corpus)
    for number in range(plan.repeat):
        plan.say(f"{chunks:,} chunks: asking, {number + 1} of {plan.repeat}")
        first = plan.run("first", data=data, questions=texts)
        asked = plan.run("ask", **common, threads=plan.threads, limit=plan.questions)
        runs.append({"first": first, "ask": asked})
    once["recall"] = plan.run("recall", **common, limit=plan.questions)
    full = once["build"]["seconds"]
    plan.say(f"{chunks:,} chunks: rebuilding")
    once["unchanged"] = _of_build(plan.run("build", **common), full)
    plan.run("change", folder=corpus)
    once["changed"] = _of_build(plan.run("build", **common), full)
    # The store holds articles and embeddings; all else is to be made again.
    again = plan.work / f"again-{chunks}"
    again.mkdir()
    for file in data.glob(f"{_STORE}*"):
        file.rename(again / file.name)
    once["from_cache"] = plan.run("build", **common | {"data": again})
    for folder in (corpus, data, again):
        shutil.rmtree(folder)
    return {"wanted": chunks, "drawn": drawn, "once": once, "runs": runs}


def telegram(plan: Plan, chunks: int, *, people: int, rate: float, seconds: float) -> Record:
    """Let many people ask through the bot, over an index of about so many chunks; the figures of each repetition."""
    corpus, data = plan.work / f"asked-{chunks}", plan.work / f"asked-index-{chunks}"
    corpus.mkdir()
    plan.say(f"{chunks:,} chunks: making up articles and building, for the bot")
    plan.run(
        "invented", folder=corpus, chunks=chunks, questions=plan.questions, seed=plan.seed, most_chunks=plan.most_chunks
    )
    plan.run("build", corpus=corpus, data=data, drawn=False, seed=plan.seed)
    runs = []
    for repetition in range(plan.repeat):
        plan.say(
            f"{people} people ask {rate:g} questions a second for {seconds:g} s, {repetition + 1} of {plan.repeat}"
        )
        runs.append(
            plan.run(
                "telegram", corpus=corpus, data=data, people=people, rate=rate, seconds=seconds,
                seed=plan.seed + repetition,
            )
        )  # fmt: skip
    return {"chunks": chunks, "people": people, "rate": rate, "seconds": seconds, "runs": runs}


def beyond(plan: Plan, *, path: Path | None, chunks: int) -> Record:
    """Compare one machine with Milvus and PostgreSQL.

    Args:
        plan: how.
        path: an evaluation set; None: made-up articles.
        chunks: about how many those fill.
    """
    corpus, data = plan.work / "beyond-corpus", plan.work / "beyond"
    corpus.mkdir()
    name = path.name if path else "made-up articles"
    plan.say(f"{name}: splitting and embedding, once for both")
    if path:
        plan.run("multihop", folder=corpus, path=path, chunks=None)
    else:
        plan.run(
            "invented", folder=corpus, chunks=chunks, questions=plan.questions, seed=plan.seed,
            most_chunks=plan.most_chunks,
        )  # fmt: skip
    built = plan.run("build", corpus=corpus, data=data, drawn=False, seed=plan.seed)
    return compared(plan, corpus, data, name=name, chunks=built["chunks"])


def multihop(plan: Plan, path: Path, *, contenders: Sequence[str], chunks: int | None, whole: bool) -> Record:
    """Let contenders index and find the same chunks, by turns.

    Args:
        plan: how.
        path: the evaluation set.
        contenders: names, ours among them or not.
        chunks: build so many chunks only; None for all.
        whole: with ``chunks``, index all of them once as well, to ask those and to judge what is found.
    """
    corpus = plan.work / "multihop"
    corpus.mkdir()
    plan.say(f"{path.name}: splitting")
    made = plan.run("multihop", folder=corpus, path=path, chunks=chunks)
    runs: dict[str, list[Record]] = {name: [{} for _ in range(plan.repeat)] for name in contenders}
    for turn in range(plan.repeat):
        for name in contenders:
            plan.say(f"{path.name}: {name}, building, {turn + 1} of {plan.repeat}")
            folder = _emptied(plan.work / f"built-{name}")
            built = plan.run("contender build", name=name, corpus=corpus, folder=folder)
            runs[name][turn]["build"] = _with_rates(built)
        for name in _EMBEDDED:
            if name in contenders:
                plan.say(f"{path.name}: {name}, embedding alone, {turn + 1} of {plan.repeat}")
                runs[name][turn]["embed"] = plan.run("embed", name=name, corpus=corpus, limit=made["chunks"])
    if whole and not made["whole"]:
        shutil.rmtree(corpus)
        corpus.mkdir()
        made["asked"] = plan.run("multihop", folder=corpus, path=path, chunks=None)
        for name in contenders:
            plan.say(f"{path.name}: {name}, indexing all")
            folder = _emptied(plan.work / f"built-{name}")
            plan.run("contender build", name=name, corpus=corpus, folder=folder)
    judged = whole or made["whole"]
    texts = question_texts(corpus)
    for turn in range(plan.repeat):
        for name in contenders:
            plan.say(f"{path.name}: {name}, asking, {turn + 1} of {plan.repeat}")
            folder = plan.work / f"built-{name}"
            runs[name][turn]["first"] = _first(plan, name, folder, texts)
            runs[name][turn]["ask"] = plan.run(
                "contender ask", name=name, corpus=corpus, folder=folder, limit=None, judged=judged
            )
    return {"name": path.resolve().name, **made, "judged": judged, "contenders": runs}


def _first(plan: Plan, name: str, folder: Path, texts: list[str]) -> Record:
    if name == OURS:
        return plan.run("first", data=folder, questions=texts)
    return plan.run("contender first", name=name, folder=folder, questions=texts)


def _emptied(folder: Path) -> Path:
    """A name that nothing has; the folder is made by whoever fills it."""
    if folder.exists():
        shutil.rmtree(folder)
    return folder


def _with_rates(built: Record) -> Record:
    rates = {f"{what}_per_second": built[what] / built["seconds"] for what in ("articles", "chunks") if what in built}
    return built | rates


def _of_build(built: Record, full: float) -> Record:
    return built | {"of_build": built["seconds"] / full}
