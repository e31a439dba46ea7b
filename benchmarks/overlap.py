"""How far two codings agree on the acts that both tell: what does each say that an act answers?

The tables data/events/current-events-*.csv were coded from items with words of a measure, the
reference in data/events/dyads/ from whole pairs of states; data/merges/ says which rows of the two
are one act. Prints tables of the reference's README. Easings are left out.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from agreement import DRAWS, Row, interval, kappa, read_rows, share_same

from kg.model.standing import is_material

DATA = Path(__file__).parents[1] / "data"
ITEM = re.compile(r"\(([^()]+)\)$")
COLUMNS = ("the same act", "another act", "something else", "nothing")
VERDICTS = ("answer, told", "answer, read", "outside", "opening", "untold")


@dataclass(frozen=True)
class Told:
    """An act that both codings tell, and what each says that it answers."""

    pair: str
    act: str
    verdict: str
    triggers: frozenset[str]  # of the reference, by the action that each is
    named: frozenset[str]  # acts of the other side that a current-events row names
    other: bool  # whether it names anything else: a speech, a third state's act

    @property
    def column(self) -> str:
        """What the current-events row names, beside what the reference does."""
        if self.named:
            return COLUMNS[0] if self.named & self.triggers else COLUMNS[1]
        return COLUMNS[2] if self.other else COLUMNS[3]


def compare_rows(data: Path = DATA) -> list[Told]:
    """Each act of the reference that is also a row of the current-events tables, by id."""
    merges = {
        row["id"]: row["action"]
        for path in sorted((data / "merges").glob("*.csv"))
        for row in read_rows(path)
    }
    rows = {
        row["id"]: row
        for path in sorted((data / "events").glob("current-events-*.csv"))
        for row in read_rows(path)
    }
    alike: dict[str, list[Row]] = defaultdict(list)  # an action -> the rows that tell it
    for row in rows.values():
        alike[merges.get(row["id"], row["id"])].append(row)
    acts = {row["id"]: row for row in read_rows(data / "events" / "dyads" / "actions.csv")}
    placed = place_acts(acts.values(), read_rows(data / "events" / "whole-dyads.csv"))
    action_of = {name: merges.get(place, place) for name, place in placed.items()}
    found = []
    for judged in read_rows(data / "events" / "dyads" / "judgements.csv"):
        act = acts[judged["action"]]
        telling = alike.get(action_of[act["id"]], [])
        if not telling or act["type"] == "Easing":
            continue
        triggers = frozenset(action_of[each] for each in judged["triggers"].split(";") if each)
        answered = {
            name: merges.get(name, name) in triggers or _is_of_other_side(rows.get(name), row, act)
            for row in telling
            for name in row["responds_to"].split(";")
            if name
        }
        found.append(
            Told(
                act["pair"],
                act["id"],
                ", ".join(filter(None, (judged["verdict"], judged["basis"]))),
                triggers,
                frozenset(merges.get(name, name) for name, opposed in answered.items() if opposed),
                not all(answered.values()),
            )
        )
    return sorted(found, key=lambda each: each.act)


def place_acts(acts: Iterable[Row], table: Iterable[Row]) -> dict[str, str]:
    """Act of the reference -> the row of whole-dyads.csv, where several pairs may share one."""
    rows: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in table:
        item = ITEM.search(row["source"])
        assert item, row
        rows[item[1], row["actor"], row["type"]].append(row)
    placed = {}
    for act in acts:
        alike = rows[act["item"], act["actor"], act["type"]]
        own = [x for x in alike if x["id"].endswith(act["id"])]
        shared = [x for x in alike if act["recipient"] in x["recipient"].split(";")]
        placed[act["id"]] = (own or shared)[0]["id"]
    return placed


def _is_of_other_side(trigger: Row | None, row: Row, act: Row) -> bool:
    """Whether a row answers a material act of the side that the act is against."""
    return (
        trigger is not None
        and row["relation"] in ("retaliation", "threatFulfilment")
        and act["recipient"] in trigger["actor"].split(";")
        and is_material(trigger["type"], trigger["status"])
    )


def make_table(told: Sequence[Told], draws: int = DRAWS) -> str:
    """The Markdown table, then kappa and share with their intervals, drawn by pair of states."""
    counts = Counter((each.verdict, each.column) for each in told)
    lines = [
        "| the reference says | acts | the row names " + " | ".join(COLUMNS) + " |",
        "|---|---|" + "---|" * len(COLUMNS),
    ]
    for verdict in VERDICTS:
        cells = [counts[verdict, column] for column in COLUMNS]
        lines.append(f"| {verdict} | {sum(cells)} | {' | '.join(map(str, cells))} |")
    pairs: dict[str, list[Told]] = defaultdict(list)
    for each in told:
        pairs[each.pair].append(each)
    lines += ["", "| what is compared | n | same | figure | value | 95 % by dyad |"]
    lines += ["|---|---|---|---|---|---|"]
    for name, verdicts in (("told", VERDICTS[:1]), ("told or read", VERDICTS[:2])):
        dyads = [
            [(each.verdict in verdicts, bool(each.named)) for each in pairs[pair]]
            for pair in sorted(pairs)
        ]
        lines.append(_line(f"it answers an act of the other side ({name})", dyads, draws))
    both = [
        [(each.column, COLUMNS[0]) for each in pairs[pair] if each.named and each.triggers]
        for pair in sorted(pairs)
    ]
    lines.append(_line("a trigger in common (answers to both)", both, draws, share=True))
    return "\n".join(lines)


def _line(
    name: str, dyads: Sequence[Sequence[tuple[object, object]]], draws: int, share: bool = False
) -> str:
    figure = share_same if share else kappa
    every = [pair for each in dyads for pair in each]
    low, high = interval([list(each) for each in dyads], figure, draws)
    same = sum(x == y for x, y in every)
    kind = "share" if share else "kappa"
    value = f"{figure(every):.2f} | {low:.2f} to {high:.2f}"
    return f"| {name} | {len(every)} | {same} | {kind} | {value} |"


def main() -> None:
    """Print the table, or every act on which the two differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="default: data/")
    parser.add_argument(
        "--draws", type=int, default=DRAWS, help="of the bootstrap (default: %(default)s)"
    )
    parser.add_argument("--acts", action="store_true", help="list the acts that they judge apart")
    given = parser.parse_args()
    told = compare_rows(given.data)
    if not given.acts:
        print(make_table(told, given.draws))
        return
    for each in told:
        if each.column != COLUMNS[0] and (each.triggers or each.named):
            names = sorted(each.triggers | each.named)
            print(each.act, each.verdict, each.column, *names, sep="\t")


if __name__ == "__main__":
    main()
