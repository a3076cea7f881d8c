"""The same articles on one machine, and in Milvus and PostgreSQL: published, asked and changed in one run."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scripts.benchmarking.corpus_files import question_texts
from scripts.benchmarking.places import place

if TYPE_CHECKING:
    from scripts.benchmarking.running import Plan

Record = dict[str, Any]
PLACES: Final = {False: "one machine", True: "Milvus and PostgreSQL"}
_PEOPLE, _RATE = 20, 2.0  # who ask the bot whose memory is looked at, and their questions a second

_BYTES: Final = (
    "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c JOIN pg_namespace n ON n.oid ="
    " c.relnamespace WHERE n.nspname = current_schema() AND c.relkind = 'r'"
)


def compared(plan: Plan, corpus: Path, data: Path, *, name: str, chunks: int) -> Record:
    """Bring an index that is on this machine to Milvus and PostgreSQL, and measure both.

    Args:
        plan: how. What answers questions does so by turns.
        corpus: folder with the articles and the questions.
        data: folder of the index that was made of them; with the vectors, which are not made again.
        name: of the articles.
        chunks: number of those.

    Returns:
        ``name``, ``chunks``, and under ``places`` for each place what was measured once and then each repetition.
    """
    folders = {False: data, True: data.with_name(f"{data.name}-beyond")}
    places: dict[bool, list[Record]] = {beyond: [{}] for beyond in folders}
    common = {"corpus": corpus, "drawn": False, "seed": plan.seed}
    plan.say(f"{name}: moving the articles to PostgreSQL, and publishing in Milvus")
    places[True][0]["moved"] = plan.run("move", source=data, data=folders[True])
    # The engine here must do all its work again, too: only the articles and their vectors are there before.
    fresh = {False: plan.work / f"{data.name}-here", True: folders[True]}
    plan.run("copy", source=data, data=fresh[False])
    for beyond, folder in fresh.items():
        built = plan.run("build", **common, data=folder, beyond=beyond)
        places[beyond][0]["built"] = built | {
            "published_per_second": built["chunks"] / max(1e-9, built["publishing_seconds"])
        }
    places[True][0]["database"] = plan.run("size", data=folders[True])
    for beyond, folder in fresh.items():
        places[beyond][0]["unchanged"] = plan.run("build", **common, data=folder, beyond=beyond)
    for number in range(plan.repeat):
        for beyond, folder in fresh.items():
            plan.say(f"{name}: {PLACES[beyond]}, asking, {number + 1} of {plan.repeat}")
            asked = plan.run("ask", **common, data=folder, beyond=beyond, threads=plan.threads, limit=plan.questions)
            places[beyond].append({"ask": asked})
    texts = question_texts(corpus)
    for beyond, folder in fresh.items():
        plan.say(f"{name}: {PLACES[beyond]}, memory after {plan.questions} questions, and of a bot")
        first = plan.run("first", data=folder, beyond=beyond, questions=texts, more=plan.questions)
        bot = plan.run(
            "telegram", corpus=corpus, data=folder, beyond=beyond, people=_PEOPLE, rate=_RATE,
            seconds=plan.questions / _RATE, seed=plan.seed,
        )  # fmt: skip
        places[beyond][0] |= {"first": first, "bot": bot}
    plan.say(f"{name}: rebuilding where 1 % changed")
    plan.run("change", folder=corpus)
    for beyond, folder in fresh.items():
        places[beyond][0]["changed"] = plan.run("build", **common, data=folder, beyond=beyond)
    return {"name": name, "chunks": chunks, "places": {PLACES[beyond]: runs for beyond, runs in places.items()}}


# --- jobs ---


def move(*, source: str, data: str) -> Record:
    """Move an index's articles and vectors to the store that the environment names; tells the ``seconds``."""
    from index.moving import move as moved

    Path(data).mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    moved(Path(source), place(data, beyond=True))
    return {"seconds": time.perf_counter() - started}


def copy(*, source: str, data: str) -> Record:
    """Copy an index's articles and vectors to a folder that has no generation yet; tells the ``seconds``."""
    from index.moving import move as moved

    started = time.perf_counter()
    moved(Path(source), place(data, beyond=False))
    return {"seconds": time.perf_counter() - started}


def size(*, data: str) -> Record:
    """What the database holds by now, indexes and all: ``bytes``, ``chunks`` and ``bytes_per_chunk``."""
    with closing(place(data, beyond=True).open_store(read_only=True)) as store:
        (total,) = store.database.execute(_BYTES).fetchone()
        (chunks,) = store.database.execute("SELECT count(*) FROM chunk").fetchone()
    return {"bytes": int(total), "chunks": int(chunks), "bytes_per_chunk": int(total) / max(1, int(chunks))}
