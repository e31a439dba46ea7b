"""How far two readers of the same dyads agree: Cohen's kappa, with intervals drawn by dyad.

Reads the first and the second coding in data/events/dyads/, each as its reader left it, and prints
the tables of its README: what the settled files hold, then the agreement. An act of one reader is
matched with at most one of the other: of the same dyad and side, told by a common item or of the
same class and day. Easings match easings only.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

FOLDER = Path(__file__).parents[1] / "data" / "events" / "dyads"
DRAWS = 2000
SEED = 20261129
Row: TypeAlias = "dict[str, str]"
Pairs: TypeAlias = "list[tuple[object, object]]"
YEAR_TO_DAY = re.compile(r"\d{4}(?:-\d\d)?(?:-\d\d)?")


@dataclass
class Reading:
    """What one reader wrote of a dyad: acts in their order, judgements by act, items left out."""

    actions: list[Row] = field(default_factory=list)
    judgements: dict[str, Row] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)

    def told(self) -> set[str]:
        """The items that tell an act."""
        return {item for each in self.actions for item in each["items"].split(";")}


def read_readings(folder: Path) -> dict[str, Reading]:
    """One reader's files, by dyad."""
    found: dict[str, Reading] = defaultdict(Reading)
    pair_of = {}
    for row in read_rows(folder / "actions.csv"):
        found[row["pair"]].actions.append(row)
        pair_of[row["id"]] = row["pair"]
    for row in read_rows(folder / "judgements.csv"):
        found[pair_of[row["action"]]].judgements[row["action"]] = row
    for row in read_rows(folder / "left.csv"):
        found[row["pair"]].left.add(row["item"])
    return dict(found)


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def last_day(row: Row) -> str:
    """The end of an EDTF date as far as it is given, which is all that matching needs."""
    return YEAR_TO_DAY.findall(row["date"])[-1]


def match_acts(one: Reading, two: Reading) -> list[tuple[Row, Row]]:
    """Acts that both tell, the likest first, then those nearest by place in the dyad."""
    scored = []
    for i, x in enumerate(one.actions):
        for j, y in enumerate(two.actions):
            score = liken(x, y)
            if score:
                apart = abs(i / len(one.actions) - j / len(two.actions))
                scored.append((-score, apart, i, j))
    left, right, matched = set(), set(), []
    for _, _, i, j in sorted(scored):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            matched.append((one.actions[i], two.actions[j]))
    return matched


def liken(x: Row, y: Row) -> int:
    """How like two acts are, 0 where they cannot be the same."""
    if not set(x["actor"].split(";")) & set(y["actor"].split(";")):
        return 0
    common = bool(set(x["items"].split(";")) & set(y["items"].split(";")))
    same_type, same_day = x["type"] == y["type"], last_day(x) == last_day(y)
    if (x["type"] == "Easing") != (y["type"] == "Easing"):
        return 0
    if not common and not (same_type and same_day):
        return 0
    return 4 * common + 2 * same_type + 2 * same_day


def compare_items(one: Reading, two: Reading) -> Pairs:
    """For each item whether either reader found an act in it."""
    items = sorted(one.told() | one.left)
    return [(item in one.told(), item in two.told()) for item in items]


def compare_types(one: Reading, two: Reading) -> Pairs:
    """The classes of the acts that both tell."""
    return [(x["type"], y["type"]) for x, y in match_acts(one, two)]


def compare_verdicts(one: Reading, two: Reading, easings: bool = False) -> Pairs:
    """The verdicts on the acts that both tell."""
    return [
        (one.judgements[x["id"]]["verdict"], two.judgements[y["id"]]["verdict"])
        for x, y in match_acts(one, two)
        if easings or x["type"] != "Easing"
    ]


def compare_links(one: Reading, two: Reading) -> Pairs:
    """For each act that both tell, and each earlier one of the other side: is it a trigger?"""
    matched = [(x, y) for x, y in match_acts(one, two) if x["type"] != "Easing"]
    return [
        (
            earlier[0]["id"] in triggers(one, x),
            earlier[1]["id"] in triggers(two, y),
        )
        for x, y in matched
        for earlier in matched
        if earlier[0]["actor"] != x["actor"] and last_day(earlier[0]) <= last_day(x)
    ]


def triggers(reading: Reading, row: Row) -> set[str]:
    """What a reader accepts as the trigger of an act."""
    return set(filter(None, reading.judgements[row["id"]]["triggers"].split(";")))


def compare_sets(one: Reading, two: Reading) -> Pairs:
    """The sets of triggers of acts that both call answers, in the first reader's names."""
    matched = match_acts(one, two)
    names = {y["id"]: x["id"] for x, y in matched}
    return [
        (frozenset(triggers(one, x)), frozenset(names.get(t, t) for t in triggers(two, y)))
        for x, y in matched
        if triggers(one, x) and triggers(two, y)
    ]


def compare_bases(one: Reading, two: Reading) -> Pairs:
    """Told or read, of the acts that both call answers."""
    return [
        (one.judgements[x["id"]]["basis"], two.judgements[y["id"]]["basis"])
        for x, y in match_acts(one, two)
        if triggers(one, x) and triggers(two, y)
    ]


def kappa(pairs: Pairs) -> float:
    """Cohen's kappa; 1 where both use one category only."""
    total = len(pairs)
    same = sum(x == y for x, y in pairs) / total
    left, right = Counter(x for x, _ in pairs), Counter(y for _, y in pairs)
    chance = sum(left[k] * right[k] for k in left) / total**2
    return 1.0 if chance == 1 else (same - chance) / (1 - chance)


def share_same(pairs: Pairs) -> float:
    """The share of pairs that are equal."""
    return sum(x == y for x, y in pairs) / len(pairs)


def share_common(pairs: Pairs) -> float:
    """The share of pairs of sets that have an element in common."""
    return sum(bool(x & y) for x, y in pairs) / len(pairs)  # type: ignore[operator]


def interval(
    dyads: Sequence[Pairs], figure: Callable[[Pairs], float], draws: int
) -> tuple[float, float]:
    """The middle 95 % of the figure over drawings of whole dyads with replacement."""
    rng = random.Random(SEED)
    found = []
    while len(found) < draws:
        drawn = [pair for _ in dyads for pair in rng.choice(dyads)]
        if drawn:
            found.append(figure(drawn))
    found.sort()
    return found[int(0.025 * draws)], found[int(0.975 * draws) - 1]


def make_table(folder: Path = FOLDER, draws: int = DRAWS) -> str:
    """The Markdown table of agreement."""
    one, two = read_readings(folder / "first"), read_readings(folder / "second")
    both = [(one[pair], two[pair]) for pair in sorted(one)]
    links = "an earlier act is the trigger (pairs of acts)"
    rows: list[tuple[str, Callable[..., Pairs], Callable[[Pairs], float], str]] = [
        ("an item tells an act (items)", compare_items, kappa, "kappa"),
        ("class (acts both tell)", compare_types, kappa, "kappa"),
        ("verdict (acts both tell, no easings)", compare_verdicts, kappa, "kappa"),
        ("verdict with easings", lambda x, y: compare_verdicts(x, y, True), kappa, "kappa"),
        (links, compare_links, kappa, "kappa"),
        ("told or read (answers to both)", compare_bases, kappa, "kappa"),
        ("same set of triggers (answers to both)", compare_sets, share_same, "share"),
        ("a trigger in common (answers to both)", compare_sets, share_common, "share"),
    ]
    lines = [
        "| what is compared | n | same | figure | value | 95 % by dyad |",
        "|---|---|---|---|---|---|",
    ]
    for name, compare, figure, kind in rows:
        dyads = [compare(x, y) for x, y in both]
        every = [pair for each in dyads for pair in each]
        low, high = interval(dyads, figure, draws)
        same = sum(x == y for x, y in every)
        value = f"{figure(every):.2f} | {low:.2f} to {high:.2f}"
        lines.append(f"| {name} | {len(every)} | {same} | {kind} | {value} |")
    return "\n".join([*lines, "", count_acts(both)])


def count_acts(both: Iterable[tuple[Reading, Reading]]) -> str:
    """One line: how many acts both tell, and either alone."""
    first = second = matched = dyads = 0
    for x, y in both:
        dyads += 1
        first += len(x.actions)
        second += len(y.actions)
        matched += len(match_acts(x, y))
    return (
        f"{dyads} dyads; acts of the first reading {first}, of the second {second}, "
        f"told by both {matched}."
    )


def make_counts(folder: Path = FOLDER) -> str:
    """Markdown tables of the settled files: verdicts, then items left out by reason."""
    kinds = {row["id"]: row["type"] for row in read_rows(folder / "actions.csv")}
    told = {
        (row["pair"], item)
        for row in read_rows(folder / "actions.csv")
        for item in row["items"].split(";")
    }
    judged = [
        (row["verdict"], row["basis"], kinds[row["action"]] == "Easing")
        for row in read_rows(folder / "judgements.csv")
    ]
    lines = [
        "| verdict | acts | of them told | of them read | easings beside |",
        "|---|---|---|---|---|",
    ]
    for verdict in ("answer", "opening", "outside", "untold"):
        acts = [basis for v, basis, easing in judged if v == verdict and not easing]
        eased = sum(v == verdict and easing for v, _, easing in judged)
        split = f"{acts.count('told')} | {acts.count('read')}" if verdict == "answer" else " | "
        lines.append(f"| {verdict} | {len(acts)} | {split} | {eased} |")
    easings = sum(easing for *_, easing in judged)
    lines.append(f"| together | {len(judged) - easings} | | | {easings} |")
    reasons = Counter(row["reason"] for row in read_rows(folder / "left.csv"))
    lines += ["", "| items | n |", "|---|---|", f"| tell an act | {len(told)} |"]
    lines += [f"| left out: {name} | {n} |" for name, n in sorted(reasons.items())]
    lines.append(f"| read | {len(told) + reasons.total()} |")
    return "\n".join(lines)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="default: data/events/dyads")
    parser.add_argument(
        "--draws", type=int, default=DRAWS, help="of the bootstrap (default: %(default)s)"
    )
    given = parser.parse_args()
    print(make_counts(given.folder), make_table(given.folder, given.draws), sep="\n\n")


if __name__ == "__main__":
    main()
