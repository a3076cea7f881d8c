from __future__ import annotations

import argparse
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from catalogs import CatalogBuilder
from evaluation_fixtures import set_folder
from fakes import HashedWords
from findings_fixtures import HARBOUR, article, asked, passage
from index.confidence_signals import confidence_signals
from index.retriever import Candidates
from index.sentence_signals import NAMES, read
from index.weights import weights
from scripts import ablate
from scripts.training import ablation
from scripts.training.ablation import Plan, averaged, kept, narrowed, ranked, table, told
from scripts.training.stages import Chances, Seen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.catalog import Catalog

SCRIPT = Path(ablate.__file__)

# --- which signs a row keeps ---


def test_each_step_adds_signs_and_the_last_adds_what_is_left() -> None:
    plan = Plan(steps={"a": ("one",), "b": ("t*",), "c": ("*",)}, without={"t": ("t*",), "nothing": ("none",)})
    assert list(kept(plan, ["one", "two", "three", "four"])) == [
        ("a", [0]),
        ("b", [0, 1, 2]),
        ("c", [0, 1, 2, 3]),
        ("all without t", [0, 3]),
        ("all without nothing", [0, 1, 2, 3]),
    ]


def names_of_confidence() -> list[str]:
    query, findings = asked("When does the harbour open?", passage(article(HARBOUR)))
    reading = read(query, findings)
    return list(confidence_signals(query, findings, reading))


@pytest.mark.parametrize(
    ("plan", "names"),
    [
        (ablation.PASSAGES, [name for name in weights("passages") if name != "newness"]),
        (ablation.SENTENCES, list(NAMES)),
        (ablation.CONFIDENCE, names_of_confidence()),
    ],
)
def test_every_row_of_a_plan_leaves_some_sign_out_but_the_one_with_all(plan: Plan, names: list[str]) -> None:
    sizes = {label: len(columns) for label, columns in kept(plan, names)}
    assert [label for label, size in sizes.items() if size == len(names)] == [list(plan.steps)[-1]]
    assert min(sizes.values()) > 0


# --- passages ---


def candidates(*articles: int, meaning: Sequence[float], words: Sequence[float]) -> Candidates:
    """Chunks 0, 1, … of a search; ``articles`` gives the article of each, for the reader."""
    signals = {"meaning": np.array(meaning), "words": np.array(words), "newness": np.full(len(articles), 0.5)}
    return Candidates(ids=np.arange(len(articles)), signals=signals, measured=signals, closeness=())


def passages(found: Candidates, *right: float, text: str = "Who?") -> Seen:
    signals = np.stack([found.signals["meaning"], found.signals["words"]], axis=1)
    return Seen(topic=text, group="g", signals=signals, right=np.array(right), found=found)


def catalog(*articles: int) -> Catalog:
    """Chunks 0, 1, … of these articles, each with a story of its own."""
    builder = CatalogBuilder()
    for chunk, number in enumerate(articles):
        text = f"Boat {number} lies at pier {number} beside crane {number * 7} near shed {number * 13}."
        builder.add(chunk, number, article(text, url=f"https://paper.example/{number}"))
    return builder.build()


def test_passages_are_chosen_as_a_search_does_two_of_an_article() -> None:
    # The third chunk of article 1 is passed over, so what is right comes third instead of fourth.
    found = candidates(1, 1, 1, 2, meaning=[0.9, 0.8, 0.7, 0.6], words=[0.0] * 4)
    figures = ranked([passages(found, 0, 0, 0, 1)], [found.signals["meaning"]], {"g": catalog(1, 1, 1, 2)})
    assert figures == pytest.approx({"g MRR@10": 1 / 3, "g Hits@4": 1.0, "g Hits@10": 1.0})


def test_what_comes_after_rank_four_is_no_hit_at_four_and_after_ten_none_at_all() -> None:
    articles = range(1, 13)
    found = candidates(*articles, meaning=[-float(at) for at in range(12)], words=[0.0] * 12)
    fifth, eleventh = (passages(found, *(float(at == place) for at in range(12))) for place in (4, 10))
    figures = ranked([fifth, eleventh], [found.signals["meaning"]] * 2, {"g": catalog(*articles)})
    assert figures == pytest.approx({"g MRR@10": 0.1, "g Hits@4": 0.0, "g Hits@10": 0.5})


def test_a_leg_that_is_always_right_is_worth_more_than_one_that_is_always_wrong() -> None:
    draw = np.random.default_rng(2)
    seen = []
    for number in range(40):
        words = draw.permutation([2.0, 0.0, -2.0])
        found = candidates(1, 2, 3, meaning=(-words).tolist(), words=words.tolist())
        seen.append(passages(found, *(words == 2.0), text=f"Who is number {number}?"))
    rows = ablation.passages(seen, ["meaning", "words"], {"g": catalog(1, 2, 3)})
    assert rows["dense alone"]["g MRR@10"] == pytest.approx(1 / 3)
    assert rows["BM25 alone"]["g MRR@10"] == 1.0
    # A single sign may be learned to speak against: what is taught is right either way.
    assert rows["both legs"]["g MRR@10"] == rows["all without BM25"]["g MRR@10"] == 1.0


# --- sentences ---


def test_sentences_without_the_sign_that_tells_are_chosen_by_chance() -> None:
    draw = np.random.default_rng(4)
    names = ["coverage", "meaning", "holds_time", "asked_noun"]
    seen = []
    for number in range(60):
        signals = draw.normal(size=(8, 4))
        right = np.zeros(8)
        right[signals[:, 2].argmax()] = 1
        seen.append(Seen(topic=f"When was number {number}?", group="g", signals=signals, right=right))
    rows = ablation.sentences(seen, names)
    whole = rows["+ asked noun, word pairs, passage = all"]
    assert whole["g first"] > 0.8
    assert whole["g of three"] > 0.95
    assert rows["+ kind of answer"]["g first"] > 0.8
    assert rows["+ meaning"]["g first"] < 0.4
    assert rows["all without kind of answer"]["g first"] < 0.4


# --- confidence ---


def chances(names: Sequence[str], *rows: Sequence[float], true: Sequence[bool], groups: Sequence[str]) -> Chances:
    return Chances(
        names=tuple(names),
        signals=np.array(rows),
        groups=tuple(groups),
        topics=tuple(f"Question {number}?" for number in range(len(rows))),
        answerable=np.array(true),
        true=np.array(true),
        weights=np.ones(len(rows)),
    )


def test_narrowed_signs_keep_their_names() -> None:
    seen = chances(["a", "b", "c"], [1.0, 2.0, 3.0], true=[True], groups="g")
    assert narrowed(seen, [2, 0]).names == ("c", "a")
    assert narrowed(seen, [2, 0]).signals.tolist() == [[3.0, 1.0]]


def test_groups_in_which_everything_is_answered_have_no_figures() -> None:
    true = [number % 2 == 0 for number in range(80)]
    signals = [[1.0 if answered else -1.0] for answered in true]
    groups = ["both" if number < 60 or not true[number] else "told" for number in range(80)]
    figures = told(chances(["coverage"], *signals, true=true, groups=groups))
    assert figures == {"both AUROC": 1.0, "both refused": 0.0, "both answered": 0.0}


def test_a_question_whose_article_was_not_found_should_still_have_been_answered() -> None:
    true = [number % 2 == 0 for number in range(80)]
    seen = chances(["coverage"], *[[float(one)] for one in true], true=true, groups="g" * 80)
    missed = np.arange(80) < 8
    unfound = replace(seen, true=seen.true & ~missed, signals=seen.signals * ~missed[:, None])
    assert told(unfound)["g refused"] == pytest.approx(0.1)


def test_confidence_without_what_tells_is_a_guess() -> None:
    draw = np.random.default_rng(6)
    true = (draw.random(400) < 0.5).tolist()
    signals = [[float(answered) + draw.normal(0, 0.2), draw.normal(), 0.0, 0.0] for answered in true]
    names = ["names_held", "meaning", "long_names_missing", "long"]
    rows = ablation.confidence(chances(names, *signals, true=true, groups="g" * 400))
    assert rows["all"]["g AUROC"] > 0.97
    assert rows["all without names"]["g AUROC"] == pytest.approx(0.5, abs=0.12)


# --- tables ---


def test_a_mean_counts_every_group_once_and_skips_those_without_the_figure() -> None:
    rows = {"row": {"a first": 0.2, "b first": 0.6, "c second": 0.9}}
    assert averaged(rows, ["a", "b", "c"], "first", "small")["row"]["small first"] == pytest.approx(0.4)
    assert averaged(rows, ["c"], "first", "small") == rows


def test_a_table_shows_three_decimals_and_only_columns_that_have_figures() -> None:
    rows = {"one": {"a": 1.0, "b": 0.12345}, "two": {"a": 0.5}}
    assert table("what", rows, ["b", "a", "never"]).splitlines() == [
        "| what | b | a |",
        "|---|---|---|",
        "| one | .123 | 1.000 |",
        "| two | – | .500 |",
    ]


# --- the whole script ---


def town(tmp_path: Path, name: str, size: int) -> Path:
    articles = [
        {
            "url": f"https://{name}.example/{number}",
            "title": f"News of boat {number}",
            "text": f"Boat {number} of {name} was painted in {1900 + number}. Keeper{number} paid for boat {number}. "
            f"Rain {number * 3} is expected at pier {number * 7}.",
            "language": "en",
        }
        for number in range(size)
    ]
    questions: list[dict[str, object]] = [
        {"question": f"Who paid for boat {number}?", "facts": [f"Keeper{number} paid"], "answers": [f"Keeper{number}"]}
        for number in range(0, size, max(1, size // 12))
    ]
    questions += [{"question": f"Which {team} won the volleyball final?"} for team in ("girls", "cooks", "clerks")]
    questions += [{"question": f"How many {kind} did parliament buy?"} for kind in ("tanks", "buses", "cows", "pens")]
    return set_folder(tmp_path / name, articles=articles, questions=questions)


def test_a_table_for_each_model_is_printed_and_large_sets_have_columns_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sets = [town(tmp_path, "city", 100), town(tmp_path, "village", 12)]
    given = argparse.Namespace(sets=sets, limit=50, seed=0, only=None)
    before = weights("passages")
    ablate.ablate(given, tmp_path / "kept", HashedWords())
    assert weights("passages") == before
    tables = capsys.readouterr().out.strip().split("\n\n")
    assert [one.splitlines()[0].strip("| ").split(" | ") for one in tables] == [
        ["finding the passage", "city MRR@10", "city Hits@4", "city Hits@10", "mean of small sets (1) MRR@10"],
        [
            *("choosing the sentence", "city first", "city of three"),
            *("mean of small sets (1) first", "mean of small sets (1) of three"),
        ],
        [
            *("abstaining", "city AUROC", "city refused", "city answered"),
            *("mean of small sets (1) AUROC", "mean of parts AUROC"),
        ],
    ]
    assert [len(one.splitlines()) for one in tables] == [2 + 2 + 4 + 5, 2 + 5 + 5, 2 + 1 + 5]


@pytest.mark.parametrize(
    ("model", "first"),
    [("passages", "finding the passage"), ("sentences", "choosing the sentence"), ("confidence", "abstaining")],
)
def test_one_table_may_be_asked_for(model: str, first: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = argparse.Namespace(sets=[town(tmp_path, "village", 12)], limit=50, seed=0, only=[model])
    ablate.ablate(given, tmp_path / "kept", HashedWords())
    tables = capsys.readouterr().out.strip().split("\n\n")
    assert [one.split(" | ")[0] for one in tables] == [f"| {first}"]


def test_indexes_are_kept_where_it_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    village = town(tmp_path, "village", 12)
    assert ablate.main([str(village), "--data", str(tmp_path / "kept"), "--only", "passages", "--limit", "9"]) == 0
    assert [folder.name for folder in (tmp_path / "kept").iterdir()] == ["village"]
    assert "| dense alone | " in capsys.readouterr().out


def test_the_script_says_how_it_is_used() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "--help"], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0
    assert "Markdown" in done.stdout
