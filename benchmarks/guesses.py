"""The surest inferred links where no source says what is answered, and how many of them are right.

Prints the best guesses of the bundled data with what speaks for each and the news items that they
rest on. With --judged it prints how those listed in data/events/notes/guesses.csv were judged,
as benchmarks/README.md has it.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from agreement import Row, kappa, read_rows
from overlap import DATA, ITEM, place_acts

from kg import build_graph
from kg.infer.built import Built
from kg.model.actions import Link, wholes_of
from kg.model.vocabulary import ancestry
from kg.tables import Table

JUDGED: Final = Path("events", "notes", "guesses.csv")
COUNT: Final = 20
NORMAL: Final = 1.96  # standard deviations on each side that hold 95 % of a normal distribution
JUDGEMENTS: Final = ("right", "wrong", "untold")
NAMES: Final = {"first": "first reading", "second": "second reading", "settled": "settled"}
SAME, OTHER = "answer, same trigger", "answer, another trigger"
Verdicts = Mapping[str, tuple[str, frozenset[str]]]


def find_guesses(built: Built, count: int = COUNT) -> list[Link]:
    """The inferred links of highest confidence whose response no source links to anything.

    Args:
        built: stated and inferred links; a claim on a whole is one on its parts too.
        count: how many.
    Returns:
        The surest first; ties by the ids of response and trigger.
    """
    record = built.corpus.record
    claimed = {each.response for each in record.links}
    parents = {each.id: each.part_of for each in record.actions}
    free = [x for x in built.inferred if claimed.isdisjoint(wholes_of(x.response, parents))]
    return sorted(free, key=_surest)[:count]


def _surest(link: Link) -> tuple[object, ...]:
    assert link.confidence is not None, link
    return -link.confidence, link.response, link.trigger


def list_guesses(built: Built, guesses: Sequence[Link], verdicts: Verdicts) -> Table:
    """One row a guess: its acts, confidence, features, items, and what the reference says."""
    record = built.corpus.record
    labels = {each.id: each.label for each in record.actions}
    items: dict[str, list[str]] = defaultdict(list)
    for each in record.reports:
        if found := ITEM.search(each.source or ""):
            items[each.action].append(found[1])
    header = ("response", "trigger", "response_label", "trigger_label", "confidence")
    return Table(
        (*header, "features", "response_items", "trigger_items", "reference"),
        tuple(
            (
                each.response,
                each.trigger,
                labels[each.response],
                labels[each.trigger],
                str(each.confidence),
                ";".join(f"{x.name} {x.contribution:+}" for x in each.features),
                ";".join(sorted(items[each.response])),
                ";".join(sorted(items[each.trigger])),
                compare(each.response, each.trigger, verdicts),
            )
            for each in guesses
        ),
    )


def read_verdicts(data: Path) -> Verdicts:
    """Action -> its verdict in the reference of whole dyads, and the triggers accepted there.

    Of an act told in several pairs an answer counts before other verdicts.

    Args:
        data: the data folder.
    """
    same = {
        row["id"]: row["action"]
        for path in sorted((data / "merges").glob("*.csv"))
        for row in read_rows(path)
        if row.get("extent") != "part"
    }
    acts = read_rows(data / "events" / "dyads" / "actions.csv")
    placed = place_acts(acts, read_rows(data / "events" / "whole-dyads.csv"))
    action_of = {name: same.get(place, place) for name, place in placed.items()}
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for row in read_rows(data / "events" / "dyads" / "judgements.csv"):
        name = action_of[row["action"]]
        verdict, triggers = found.get(name, (row["verdict"], frozenset()))
        triggers |= {action_of[each] for each in row["triggers"].split(";") if each}
        found[name] = "answer" if triggers else verdict, triggers
    return found


def compare(response: str, trigger: str, verdicts: Verdicts) -> str:
    """What the reference says of a guess; empty where the response is no act of it."""
    verdict, triggers = verdicts.get(response, ("", frozenset()))
    if verdict != "answer":
        return verdict
    return SAME if trigger in triggers else OTHER


def read_kinds(data: Path) -> dict[str, str]:
    """Act of an event table -> what sort of act it is, as far as guesses are told apart by it."""
    return {
        row["id"]: sort_of(row["type"])
        for path in sorted((data / "events").glob("*.csv"))
        for row in read_rows(path)
    }


def sort_of(kind: str) -> str:
    """A class as one of three sorts: a measure, a military deployment, another hostile act.

    >>> sort_of("Expulsion"), sort_of("MilitaryDeployment"), sort_of("Espionage")
    ('a measure', 'a military deployment', 'another hostile act')
    """
    kinds = ancestry(kind)
    if "MilitaryDeployment" in kinds:
        return "a military deployment"
    return "another hostile act" if "HostileAct" in kinds else "a measure"


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share after Wilson 1927, which holds for few trials too.

    >>> [round(x, 3) for x in wilson(9, 10)]
    [0.596, 0.982]
    """
    centre = (right + NORMAL**2 / 2) / (of + NORMAL**2)
    spread = NORMAL * math.sqrt(right * (of - right) / of + NORMAL**2 / 4) / (of + NORMAL**2)
    return max(0.0, centre - spread), min(1.0, centre + spread)


def sum_up(rows: Sequence[Row], verdicts: Verdicts, sorts: Mapping[str, str]) -> str:
    """The Markdown table of judged guesses, then how far both readings agree.

    Args:
        rows: of guesses.csv, each judged.
        verdicts: see `read_verdicts`.
        sorts: see `read_kinds`.
    """
    whole = {says: [row[name] for row in rows] for name, says in NAMES.items()}
    apart: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        told = compare(row["response"], row["trigger"], verdicts)
        says = f"reference: {told}" if told else "no act of the reference"
        apart[f"settled, {says}"].append(row["settled"])
        apart[f"settled, trigger: {sorts[row['trigger']]}"].append(row["settled"])
    lines = [
        "| what | guesses | right | wrong | cannot be told | precision | 95 % (Wilson) |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, found in [*whole.items(), *sorted(apart.items())]:
        counts = Counter(found)
        cells = " | ".join(str(counts[each]) for each in JUDGEMENTS)
        low, high = wilson(counts["right"], len(found))
        share = f"{counts['right'] / len(found):.0%} | {low:.0%} to {high:.0%}"
        lines.append(f"| {name} | {len(found)} | {cells} | {share} |")
    pairs: list[tuple[object, object]] = [(row["first"], row["second"]) for row in rows]
    same = sum(x == y for x, y in pairs)
    sure = sum(float(row["confidence"]) for row in rows) / len(rows)
    lines += ["", f"Both readings agree on {same} of {len(rows)} (kappa {kappa(pairs):.2f})."]
    lines += [f"The mean confidence of the {len(rows)} is {sure:.2f}."]
    return "\n".join(lines)


def main() -> None:
    """Print the list, or the table of what was judged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--judged", action="store_true", help="sum up the judged list instead")
    parser.add_argument("--count", type=int, default=COUNT, help="default: %(default)s")
    parser.add_argument("--format", default="md", choices=("table", "tsv", "csv", "json", "md"))
    given = parser.parse_args()
    verdicts = read_verdicts(DATA)
    if given.judged:
        print(sum_up(read_rows(DATA / JUDGED), verdicts, read_kinds(DATA)))
        return
    built = build_graph(check=False)
    guesses = find_guesses(built, given.count)
    print(list_guesses(built, guesses, verdicts).render(given.format), end="")


if __name__ == "__main__":
    main()
