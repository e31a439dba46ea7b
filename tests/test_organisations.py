"""An organisation that acts beside states, or is acted upon beside them: a side on every face."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import answer, with_ontology

from kg.cli import main
from kg.infer.built import Built, open_built
from kg.model.standing import sides_of, targets_of
from kg.page import page_data
from kg.page.layout import JOINT_LANE, lane_of
from kg.rdf.graph import open_store
from kg.read.corpus import read_corpus
from kg.tell.dyads import find_dyads
from kg.tell.index import Index
from kg.tell.stats import tally

ACTORS = """format: 1
actors:
- {id: XRU, type: State, label: Ruritania}
- {id: XBO, type: State, label: Borduria}
- {id: XSY, type: State, label: Syldavia}
- {id: league, type: InternationalOrganization, label: League of Klow}
- {id: gazette, type: NewsOrganization, label: Klow Gazette}
- {id: bordurian-embassy, type: DiplomaticMission, label: Embassy of Borduria, partOf: XBO}
"""
ROWS = """id,date,actor,recipient,type,source,label,responds_to
strike,2031-03-01,league;XRU,XBO,Expulsion,Wire 1,The League and Ruritania expel envoys,
answer,2031-03-05,bordurian-embassy,league;XSY;gazette,Expulsion,Wire 2,Borduria answers,strike
alone,2032-03-09,league,XBO,Expulsion,Wire 3,The League expels again,
"""
#: Each pair, the acts of its two sides between them, and their answers to each other.
PAIRS = {"XBO,league": (3, (1, 0)), "XBO,XRU": (1, (0, 0)), "XBO,XSY": (1, (0, 0))}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("organisations")
    for name, text in (("actors/all.yaml", ACTORS), ("events/quarrel.csv", ROWS)):
        path = made / "data" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    kg("build", made / "data", "-o", made / "out")
    return made


@pytest.fixture(scope="module")
def built(folder: Path) -> Built:
    return open_built(folder / "out")


def kg(*words: object) -> str:
    found = CliRunner().invoke(main, [str(each) for each in words])
    assert found.exit_code == 0, found.output
    return found.stdout


def test_states_and_organisations_are_sides_and_what_else_is_named_is_not(folder: Path) -> None:
    acts = {each.id: each for each in read_corpus(folder / "data").record.actions}
    assert sides_of(acts["strike"]) == ("XRU", "league")
    assert sides_of(acts["answer"]) == ("XBO",)
    assert targets_of(acts["answer"]) == ("XSY", "league")
    assert sides_of(acts["alone"]) == ("league",)
    assert {name: lane_of(act) for name, act in acts.items()} == {
        "strike": JOINT_LANE, "answer": "XBO", "alone": "league",
    }  # fmt: skip


def test_the_graph_reads_back_alike(folder: Path, built: Built) -> None:
    assert built.corpus.record.actions == read_corpus(folder / "data").record.actions


def test_the_pairs_have_it(built: Built) -> None:
    found = {x.key: (len(x.moves), x.answers) for x in find_dyads(Index(page_data(built)))}
    assert found == PAIRS


def test_questions_count_as_the_pairs_do(built: Built) -> None:
    store = open_store(with_ontology(built))

    def asked(name: str, *columns: str) -> list[tuple[str, ...]]:
        names, rows = answer(store, name)
        found = (dict(zip(names, each, strict=True)) for each in rows)
        return [tuple(row[x].removeprefix("actor:") for x in columns) for row in found]

    mutual = ("one", "other", "answers_of_one", "answers_of_other")
    assert asked("reciprocal-pairs", *mutual) == [("XBO", "league", "1", "0")]
    acts: Counter[str] = Counter()
    for *pair, count in asked("actions-by-dyad-and-year", "actor", "recipient", "actions"):
        acts[",".join(sorted(pair))] += int(count)
    assert acts == {key: moves for key, (moves, _) in PAIRS.items()}
    assert asked("who-expelled-whom", "actor", "recipient") == [
        ("XRU", "XBO"), ("league", "XBO"), ("XBO", "XSY"), ("XBO", "league"), ("league", "XBO"),
    ]  # fmt: skip


def test_counts_by_dyad_and_tables_have_it(folder: Path, built: Built) -> None:
    rows = tally(Index(page_data(built)), "dyad").rows
    acts = {(group, count) for group, _, count, *_ in rows}
    assert acts == {
        ("XBO XSY", "1"), ("XBO league", "1"), ("XRU XBO", "1"), ("league XBO", "2"),
    }  # fmt: skip
    with (folder / "out" / "chains.csv").open(encoding="utf-8-sig", newline="") as lines:
        (chain,) = csv.DictReader(lines)
    assert chain["sides"] == "XBO;XRU;XSY;league"
