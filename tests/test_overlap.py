"""Acts that two tables tell: merged where they are one, and what each table says they answer."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from support import load_benchmark

from kg.build import Built
from kg.model.dates import edtf_bounds
from kg.model.vocabulary import ancestry
from kg.paths import data_folder

ROOT = Path(__file__).parents[1]
DATA = data_folder()
MERGES = DATA / "merges" / "whole-dyads.csv"
APART = DATA / "events" / "notes" / "apart-whole-dyads.csv"
NEAR = timedelta(days=3)  # acts of one class nearer than this look like one
#: A coup attempt in a backing of rebels that the reference dates by the item that told it first.
LASTING = {"2006-04-14-sdn-sponsors-rebels-tcd": timedelta(days=36)}
Row = dict[str, str]
Bounds = tuple[date | None, date | None]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def overlap() -> ModuleType:
    return load_benchmark("overlap")


@pytest.fixture(scope="module")
def acts(built: Built) -> dict[str, tuple[set[str], set[str], str, Bounds]]:
    """Sides, class and days of each row, and of each action of the articles, by id.

    With the European Union its members act, or are acted upon.
    """
    union = {each.id for each in built.corpus.actors.everyone() if "EU" in each.member_of}
    found = {}
    for path in sorted((DATA / "events").glob("*.csv")):
        for row in rows(path):
            sides = [set(row[key].split(";")) - {""} for key in ("actor", "recipient")]
            days = edtf_bounds(row["date"]) if row["date"] else (None, None)
            found[row["id"]] = (sides[0], sides[1], row["type"], days)
    for each in built.corpus.record.actions:
        sides = [set(each.actor_states), set(each.recipient_states)]
        found[each.id] = (sides[0], sides[1], each.kind, each.bounds)
    for actors, recipients, *_ in found.values():
        for side in (actors, recipients):
            side |= union if "EU" in side else set()
    return found


def days_apart(one: Bounds, other: Bounds) -> timedelta:
    """How far apart two acts are at least; none where a bound is not known."""
    gaps = [
        late - early for (_, early), (late, _) in ((one, other), (other, one)) if early and late
    ]
    return max([timedelta(0), *gaps])


def known(days: Bounds) -> Bounds:
    """Both bounds; where only one is known, of an act told some day or other later, that one."""
    return days[0] or days[1], days[1] or days[0]


def test_what_is_merged_is_of_one_side_and_of_days_that_overlap(
    acts: dict[str, tuple[set[str], set[str], str, Bounds]],
) -> None:
    for row in rows(MERGES):
        actors, recipients, _, days = acts[row["id"]]
        others, targets, _, there = acts[row["action"]]
        assert actors & others, row
        assert recipients & targets or not targets, row
        assert days_apart(days, there) == LASTING.get(row["id"], timedelta(0)), row
        if row["extent"] != "part":
            assert actors <= others, row


def test_acts_that_look_like_one_are_merged_or_told_apart_with_a_reason(
    acts: dict[str, tuple[set[str], set[str], str, Bounds]],
) -> None:
    merged = {
        row["id"]: row["action"] for path in (DATA / "merges").glob("*.csv") for row in rows(path)
    }
    apart = {(row["id"], row["other"]) for row in rows(APART)}
    assert {name for pair in apart for name in pair} <= acts.keys()
    assert all(row["reason"] for row in rows(APART))
    alike = set()
    dyads = [row["id"] for row in rows(DATA / "events" / "whole-dyads.csv")]
    coded = {name for name in acts.keys() - set(dyads) if any(acts[name][3])}
    for name in dyads:
        actors, recipients, kind, days = acts[name]
        for other in coded:
            others, targets, of, there = acts[other]
            near = days_apart(known(days), known(there)) <= NEAR
            one_class = kind in ancestry(of) or of in ancestry(kind)
            if near and one_class and actors & others and recipients & targets:
                alike.add((name, other))
    one = {(x, y) for x, y in alike if merged.get(x, x) == merged.get(y, y)}
    assert one & apart == set()
    assert alike - one - apart == set()


# ---- what each table says that an act answers, on invented rows

CODED = "id,date,actor,recipient,type,status,source,responds_to,relation\n"
TABLE = "id,actor,recipient,type,source\n"
ACTIONS = "id,pair,item,actor,recipient,type\n"
JUDGEMENTS = "action,verdict,basis,triggers\n"


def write_tables(folder: Path, *claims: str) -> Path:
    """Borduria spies, Ruritania expels, Borduria expels; the coded rows claim what is given."""
    coded = [
        f"spied,2031-03-01,XBO,XRU,Espionage,carriedOut,wire (1),{claims[0]}",
        f"expelled,2031-03-02,XRU,XBO,Expulsion,carriedOut,wire (2),{claims[1]}",
        f"answered,2031-03-03,XBO,XRU,Expulsion,ordered,wire (3),{claims[2]}",
        "scolded,2031-03-02,XRU,XBO,Condemnation,carriedOut,wire (2),,",
        "struck,2031-03-01,XSY,XBO,Attack,carriedOut,wire (4),,",
    ]
    acts = ["s,XBO-XRU,1,XBO,XRU,Espionage", "e,XBO-XRU,2,XRU,XBO,Expulsion"]
    acts += ["a,XBO-XRU,3,XBO,XRU,Expulsion", "z,XBO-XRU,3,XBO,XRU,Easing"]
    table = ["dyad-s,XBO,XRU,Espionage,wire (1)", "dyad-e,XRU,XBO,Expulsion,wire (2)"]
    table += ["dyad-a,XBO,XRU;XSY,Expulsion,wire (3)", "dyad-z,XBO,XRU,Easing,wire (3)"]
    merges = "dyad-s,spied,\ndyad-e,expelled,\ndyad-a,answered,part\ndyad-z,expelled,\n"
    judged = ["s,opening,,", "e,answer,told,s", "a,answer,read,e", "z,opening,,"]
    for name, text in {
        "merges/m.csv": "id,action,extent\n" + merges,
        "events/current-events-odd.csv": CODED + "\n".join(coded) + "\n",
        "events/whole-dyads.csv": TABLE + "\n".join(table) + "\n",
        "events/dyads/actions.csv": ACTIONS + "\n".join(acts) + "\n",
        "events/dyads/judgements.csv": JUDGEMENTS + "\n".join(judged) + "\n",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def columns(overlap: ModuleType, folder: Path, *claims: str) -> list[tuple[str, str, str]]:
    told = overlap.compare_rows(write_tables(folder, *claims))
    return [(each.act, each.verdict, each.column) for each in told]


def test_the_two_codings_name_the_same_act_by_their_own_ids(
    overlap: ModuleType, tmp_path: Path
) -> None:
    assert columns(overlap, tmp_path, ",", "spied,retaliation", "expelled,retaliation") == [
        ("a", "answer, read", "the same act"),
        ("e", "answer, told", "the same act"),
        ("s", "opening", "nothing"),
    ]


def test_only_a_material_act_of_the_other_side_is_another_act(
    overlap: ModuleType, tmp_path: Path
) -> None:
    assert columns(
        overlap, tmp_path, "struck,retaliation", "answered,retaliation", "scolded,retaliation"
    ) == [
        ("a", "answer, read", "something else"),
        ("e", "answer, told", "another act"),
        ("s", "opening", "something else"),
    ]
    assert columns(overlap, tmp_path, ",", "answered,solidarity", "spied,retaliation")[:2] == [
        ("a", "answer, read", "something else"),
        ("e", "answer, told", "something else"),
    ]


def test_kappa_and_the_share_of_common_triggers_are_those_of_the_rows(
    overlap: ModuleType, tmp_path: Path
) -> None:
    told = overlap.compare_rows(write_tables(tmp_path, ",", "spied,retaliation", ","))
    lines = overlap.make_table(told, draws=10).splitlines()
    assert lines[2:5] == [
        "| answer, told | 1 | 1 | 0 | 0 | 0 |",
        "| answer, read | 1 | 0 | 0 | 0 | 1 |",
        "| outside | 0 | 0 | 0 | 0 | 0 |",
    ]
    assert [line.split(" | ")[1:5] for line in lines[-3:]] == [
        ["3", "3", "kappa", "1.00"],
        ["3", "2", "kappa", "0.40"],
        ["1", "1", "share", "1.00"],
    ]


def test_the_readme_counts_what_is_merged() -> None:
    text = (DATA / "events" / "dyads" / "README.md").read_text(encoding="utf-8")
    merged = [x["extent"] for x in rows(MERGES) if x["id"].startswith("dyad-")]
    parts = merged.count("part")
    assert (
        f"{len(merged) - parts} rows of `../whole-dyads.csv` are the same act and {parts} a" in text
    )
