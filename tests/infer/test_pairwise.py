"""Columns give what the pairwise definition of tests/pairwise.py gives: on real and random acts."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

import pairwise
import pytest
from support import RIVALS, WIRES, act, claim, record, report, row

from kg.infer.built import Built
from kg.infer.features import FEATURES
from kg.infer.links import infer_links, infer_same_days, judge_pairs
from kg.infer.rules import Rules, default_rules
from kg.model.actions import Action, Link, Record, Report
from kg.model.actors import Quantity
from kg.model.vocabulary import CODES
from kg.read.corpus import read_corpus

RULES = default_rules()
#: With links of solidarity, which are off.
KIND = replace(RULES, solidarity_threshold=Decimal("0.4"))
MEMBERS = {"league": frozenset({"XBO", "XSY"}), "union": frozenset({"XRU"})}
SIDES = ("XRU", "XBO", "XSY", "league", "union")
CLASSES = (
    "Expulsion", "PersonaNonGrataDeclaration", "Recall", "StaffReduction", "Sanctions", "Attack",
    "Espionage", "Cyberattack", "Detention", "Threat", "Preparation", "Preparation",
)  # fmt: skip
#: A draw in which a whole that is linked otherwise would hide a link of solidarity.
SOLIDARY: Final = 1128
#: What a random record has no case of in some draws, so that each path is taken without the others.
ODD = ("sides", "bounds", "parts", "words", "within", "known", "order", "claims", "members")


Judged = list[list[tuple[object, ...]]]


def judged(said: Record, rules: Rules) -> Judged:
    """Every candidate of each response, in order, and whether it is linked if no source speaks."""
    return [
        [(x.response.id, x.trigger.id, x.direct, x.features, x.confidence, x.linked) for x in found]
        for found in judge_pairs(said, rules)
    ]


def judged_pairwise(said: Record, rules: Rules) -> Judged:
    every = []
    for found in pairwise.judge_pairs(said, rules):
        won = {x.pair.trigger.id for x in pairwise.linked(found, rules)}
        every.append(
            [
                (
                    y.response.id,
                    y.trigger.id,
                    y.direct,
                    x.features,
                    x.confidence,
                    y.trigger.id in won,
                )
                for x in found
                for y in (x.pair,)
            ]
        )
    return every


def compare(said: Record, rules: Rules) -> list[Link]:
    """The links, once all that columns give is what pairs give."""
    assert judged(said, rules) == judged_pairwise(said, rules)
    links = infer_links(said, rules)
    assert links == pairwise.infer_links(said, rules)
    assert infer_same_days(said, rules) == pairwise.infer_same_days(said, rules)
    return links


def invent(seed: int) -> tuple[Record, Rules]:
    """Acts of three states and two organisations in one year, with all that a record may say."""
    pick = random.Random(seed)
    odd = {each for each in ODD if pick.random() < 0.5}
    size = pick.choice((4, 12, 40))
    days = pick.choice((6, 40, 400))

    def day() -> date:
        return date(2031, 1, 1) + timedelta(days=pick.randrange(days))

    def some(things: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(pick.sample(things, pick.choice((1, 1, 2)) if "sides" in odd else 1)))

    def made(n: int) -> Action:
        kind = pick.choice(CLASSES[: None if "words" in odd else 9])
        one, other = some(SIDES), some(SIDES)
        first = last = day()
        if "bounds" in odd:
            last += timedelta(days=pick.choice((0, 0, 1, 20, 90, 900)))
        words = ("planned", "threatened", "declined") if "words" in odd else ()
        status = pick.choice(("carriedOut", "carriedOut", "announced", *words))
        whole = tuple({f"a{pick.randrange(size + 1)}" for _ in range(pick.choice((0, 1, 2)))})
        base = act(
            f"a{n}", one[0], other[0], str(first), kind, status=status,
            case=pick.choice((None, "case-1", "case-2")),
            contested=pick.choice(((), (), ("occurrence",), ("legality",))),
            actor_states=one[: pick.choice((0, 1, 2))] if "sides" in odd else one,
            recipient_states=other,
            part_of=whole if "parts" in odd and pick.random() < 0.3 else (),
            prepares=(f"a{pick.randrange(size)}",) if kind == "Preparation" else (),
        )  # fmt: skip
        exact = pick.choice((1, 2, 3, 4, 9))
        quantity = Quantity(
            minimum=pick.choice((exact, exact, None, 0)),
            maximum=exact,
            unit=pick.choice(("persons", "missions")),
            approximate=pick.random() < 0.2,
        )
        known = (day(), day()) if "known" in odd and pick.random() < 0.3 else (None, None)
        return replace(
            base,
            values=replace(
                base.values,
                actor=one,
                quantity=quantity if pick.random() < 0.6 else None,
                within_day=pick.choice((None, 1, 2)) if "within" in odd else None,
            ),
            earliest=None if "bounds" in odd and pick.random() < 0.1 else first,
            latest=None if "bounds" in odd and pick.random() < 0.1 else last,
            known=known if known == (None, None) else (min(known), pick.choice((max(known), None))),
        )  # type: ignore[arg-type]

    acts = [made(n) for n in range(size)]

    def ends() -> tuple[str, str]:
        one, other = pick.sample([*(x.id for x in acts), "unknown"], 2)
        return one, other

    links = []
    for _ in range(pick.randrange(size)):
        claims = CODES["Relation"] if "claims" in odd else ()
        relation = pick.choice((*claims, *["sequence"] * (6 if "order" in odd else 0), None))
        if relation is None:
            continue
        links.append(
            claim(
                *ends(),
                relation=relation,
                basis=pick.choice(("stated", "reported")),
                stance=pick.choice(("asserts", "asserts", "denies", "speculates")),
            )
        )
    reports: list[Report] = []
    for n, each in enumerate(acts):
        reports += [report(each.id, n * 20, article=f"g{pick.randrange(4)}") for _ in range(2)]
        if pick.random() < 0.7:
            reports.append(replace(row(each.id, n), table=pick.choice(("t.csv", "t.csv", "u.csv"))))
    pick.shuffle(acts)
    said = record(acts, links, reports=tuple(reports))
    return replace(said, members=MEMBERS if "members" in odd else {}), _rules(pick)


def _rules(pick: random.Random) -> Rules:
    """The documented rules, or others near them."""
    if pick.random() < 0.3:
        return pick.choice((RULES, KIND))
    weights = {
        name: weight + Decimal(pick.randrange(-150, 150)) / 100
        for name, weight in RULES.weights.items()
        if pick.random() < 0.9
    }
    return replace(
        RULES,
        weights=weights,
        prior=Decimal(pick.choice(("-1", "0", "-2.125"))),
        nearest=pick.choice((1, 3, 5, 1000)),
        window_days=pick.choice((20, 365)),
        vague_days=pick.choice((5, 60)),
        open_days=pick.choice((0, 7)),
        quiet_days=pick.choice((10, 60, 365)),
        busy=pick.choice((1, 3)),
        crowded=pick.choice((3, 12)),
        dense=pick.choice((5, 52)),
        duplicate_days=pick.choice((0, 2, 20)),
        span_days=pick.choice((50, 731)),
        threshold=Decimal(pick.choice(("0.3", "0.5", "0"))),
        solidarity_threshold=Decimal(pick.choice(("0.2", "0.5", "1"))),
        share=Decimal(pick.choice(("0", "0.5", "0.333", "1"))),
    )


def test_columns_and_pairs_give_the_same_on_random_acts_of_every_feature() -> None:
    found: set[str] = set()
    for seed in range(120):
        said, rules = invent(seed)
        links = compare(said, rules)
        found.update(name for x in judge_pairs(said, rules) for y in x for name in y.features)
        found.update(feature.name for link in links for feature in link.features)
        found.update(link.relation for link in links)
        found.update("against" for link in links if link.counter_evidence)
        found.update("weighed" for link in links if link.weighed)
        found.update("rivals" for link in links if link.alternative_to)
        found.update("same day" for _ in infer_same_days(said, rules))
    more = {"prior", "retaliation", "solidarity", "against", "weighed", "rivals", "same day"}
    assert found == {*FEATURES, *more}


def test_a_link_of_solidarity_yields_to_no_whole_that_is_linked_otherwise() -> None:
    found = compare(*invent(SOLIDARY))
    assert {"retaliation", "solidarity"} <= {each.relation for each in found}


@pytest.mark.parametrize("rules", [RULES, KIND], ids=["documented", "with solidarity"])
def test_columns_and_pairs_give_the_same_on_the_bundled_data(whole: Built, rules: Rules) -> None:
    said = whole.corpus.record
    assert compare(said, rules)
    assert compare(replace(said, links=()), rules)  # what sources say may hide what rules find


@pytest.mark.parametrize("folder", [RIVALS, WIRES], ids=["articles", "coded rows"])
def test_columns_and_pairs_give_the_same_on_what_is_invented_whole(folder: Path) -> None:
    assert compare(read_corpus([RIVALS, folder]).record, KIND)


def test_a_record_of_no_acts_has_no_links() -> None:
    assert compare(record([]), KIND) == []
    assert compare(record([act("talk", kind="Statement")]), KIND) == []
