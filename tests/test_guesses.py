"""The surest inferred links that no source tells: which they are, and how many are right."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from support import act, claim, load_benchmark, people, record, row

from kg.build import Built
from kg.infer.built import infer
from kg.paths import data_folder
from kg.read.corpus import Corpus

ROOT = Path(__file__).parents[1]
JUDGED = data_folder() / "events" / "notes" / "guesses.csv"
#: Ruritania strikes Borduria five times, ten years apart, and Borduria answers within days.
STRIKES = [act(f"strike-{n}", "XRU", "XBO", f"20{n}1-03-01", count=4) for n in range(1, 6)]
ANSWERS = [act(f"answer-{n}", "XBO", "XRU", f"20{n}1-03-0{n + 2}", count=4) for n in range(1, 5)]


@pytest.fixture(scope="module")
def guesses() -> ModuleType:
    return load_benchmark("guesses")


def judged() -> list[dict[str, str]]:
    with JUDGED.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def build(**more: object) -> Built:
    """Four answers: of the second a source says so, of the fourth it says so of the whole."""
    part = act("answer-5", "XBO", "XRU", "2051-03-02", count=4, part_of=("whole",))
    whole = act("whole", "XBO", "XSY", "2051-03-02", count=9)
    claims = [claim("answer-2", "strike-1"), claim("whole", "strike-4")]
    said = record([*STRIKES, *ANSWERS, part, whole], claims, **more)
    corpus = Corpus(record=said, actors=people(), findings=(), unreadable=(), inputs={})
    return infer(corpus)


def test_a_guess_is_an_inferred_link_of_an_act_that_no_source_links(guesses: ModuleType) -> None:
    built = build()
    found = [(each.response, each.trigger) for each in guesses.find_guesses(built)]
    assert found == [(f"answer-{n}", f"strike-{n}") for n in (1, 3, 4)]
    assert {"answer-2", "answer-5"} <= {each.response for each in built.inferred}


def test_guesses_come_surest_first_and_ties_by_id(guesses: ModuleType) -> None:
    assert [each.response for each in guesses.find_guesses(build(), 2)] == ["answer-1", "answer-3"]
    confidences = [each.confidence for each in guesses.find_guesses(build())]
    assert confidences == sorted(confidences, reverse=True)
    assert confidences[1] == confidences[2]


def test_the_list_names_features_items_and_what_the_reference_says(guesses: ModuleType) -> None:
    built = build(reports=(row("answer-1", 7), row("strike-1", 8)))
    verdicts = {
        "answer-1": ("answer", frozenset({"strike-1"})),
        "answer-3": ("answer", frozenset({"strike-1"})),
        "answer-4": ("outside", frozenset()),
    }
    table = guesses.list_guesses(built, guesses.find_guesses(built), verdicts)
    rows = [dict(zip(table.header, each, strict=True)) for each in table.rows]
    assert rows[0]["response_label"] == "answer 1"
    assert (rows[0]["response_items"], rows[0]["trigger_items"]) == ("item 7", "item 8")
    assert "sameKind +1.75" in rows[0]["features"].split(";")
    told = [each["reference"] for each in rows]
    assert told == ["answer, same trigger", "answer, another trigger", "outside"]


def test_the_interval_is_the_one_that_wilson_gives(guesses: ModuleType) -> None:
    # 15 of 20 and 20 of 20, as in Newcombe 1998, by his method 3
    assert [round(each, 4) for each in guesses.wilson(15, 20)] == [0.5313, 0.8881]
    assert [round(each, 4) for each in guesses.wilson(20, 20)] == [0.8389, 1.0]
    assert guesses.wilson(0, 5)[0] == 0


def test_precision_is_right_guesses_of_all_guesses(guesses: ModuleType) -> None:
    rows = [
        {"response": f"answer-{n}", "trigger": f"strike-{n}", "first": one, "second": two}
        | {"settled": settled}
        for n, (one, two, settled) in enumerate(
            [
                ("right", "right", "right"),
                ("right", "untold", "right"),
                ("wrong", "wrong", "wrong"),
                ("untold", "untold", "untold"),
            ]
        )
    ]
    sorts = {f"strike-{n}": guesses.sort_of("Attack" if n else "Recall") for n in range(4)}
    rows = [{**each, "confidence": f"0.{9 - n}"} for n, each in enumerate(rows)]
    said = guesses.sum_up(rows, {"answer-0": ("answer", frozenset({"strike-0"}))}, sorts)
    assert "| settled | 4 | 2 | 1 | 1 | 50% | 15% to 85% |" in said
    assert "| second reading | 4 | 1 | 1 | 2 | 25% | " in said
    assert "| settled, reference: answer, same trigger | 1 | 1 | 0 | 0 | 100% | " in said
    assert "| settled, no act of the reference | 3 | 1 | 1 | 1 | 33% | " in said
    assert "| settled, trigger: a measure | 1 | 1 | 0 | 0 | 100% | " in said
    assert "| settled, trigger: another hostile act | 3 | 1 | 1 | 1 | 33% | " in said
    assert "Both readings agree on 3 of 4 (kappa 0.64)." in said
    assert said.endswith("The mean confidence of the 4 is 0.75.")


def test_every_judgement_has_a_reason() -> None:
    assert all(each["reason"] for each in judged())


def test_what_was_read_are_inferred_links_that_no_source_tells(
    guesses: ModuleType, whole: Built
) -> None:
    rows = judged()
    acts = {each.id for each in whole.corpus.record.actions}
    claimed = {each.response for each in whole.corpus.record.links}
    assert len({(x["response"], x["trigger"]) for x in rows}) == len(rows) == guesses.COUNT
    for each in rows:
        assert {each["response"], each["trigger"]} <= acts, each
        assert each["response"] not in claimed, each
    confidences = [Decimal(x["confidence"]) for x in rows]
    assert confidences == sorted(confidences, reverse=True)
