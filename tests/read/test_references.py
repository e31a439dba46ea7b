"""Ids that point to nothing, to themselves, or round in a circle."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support import PLACE, act, claim, people, report

from kg.errors import Finding, Place
from kg.model.actions import Action, Case, Link, Report, Values
from kg.model.slips import HINTS
from kg.read.references import References

HERE = "(declare it in one article, one row of a table or data/actions)"
DECLARE = "(kg actors lists them; declare others in data/actors)"
GAZETTE = "did you mean 'gazette' (Klow Gazette)?"
EXPELS = act("expels")


def at(line: int) -> Place:
    return Place("one.yaml", line, 1)


def declared(name: str, line: int = 11, values: Values | None = None, **more: Any) -> Action:
    """An action as a file declares it."""
    made = act(name, case=more.pop("case", None), **more)
    given = values or Values(actor=("XRU",), recipient=("XBO",))
    return replace(made, place=at(line), values=given)


def told(action: str, **more: Any) -> Report:
    values = {key: more.pop(key) for key in ("actor", "affected", "performed_by") if key in more}
    return replace(report(action, **more), place=at(20), values=Values(**values))


def linked(response: str, trigger: str, **more: Any) -> Link:
    return claim(response, trigger, place=at(30), **more)


def checks(*things: Any, unreadable: tuple[str, ...] = ()) -> References:
    """The references of some things, all looked at, and of the action that they know of."""
    actions = [EXPELS, *(x for x in things if isinstance(x, Action))]
    cases = [x for x in things if isinstance(x, Case)]
    found: list[Finding] = []
    made = References(
        {x.id: x for x in actions}, frozenset(unreadable), {x.id: x for x in cases}, people(), found
    )
    for thing in things:
        if isinstance(thing, Action):
            made.action(thing)
        elif isinstance(thing, Report):
            made.report(thing)
        elif isinstance(thing, Link):
            made.link(thing)
    made.tell_missing()
    return made


def findings(*things: Any, **more: Any) -> list[str]:
    return [str(each) for each in sorted(checks(*things, **more).findings)]


@pytest.mark.parametrize(
    ("things", "expected"),
    [
        ([told("expel")],
         [f"one.yaml:20:1: action: 'expel' is not an action; did you mean 'expels'? {HERE}"]),
        ([told("zzz")], [f"one.yaml:20:1: action: 'zzz' is not an action {HERE}"]),
        ([told("expels", attributed_to=("gazete",))],
         [f"one.yaml:20:1: 'gazete' is not an actor; {GAZETTE} {DECLARE}"]),
        ([told("expels", relayed_by=("nobody",))],
         [f"one.yaml:20:1: 'nobody' is not an actor {DECLARE}"]),
        ([told("expels", actor=("XRV",))],
         [f"one.yaml:20:1: 'XRV' is not an actor {DECLARE}"]),
        ([told("expels", affected=("nobody",))],
         [f"one.yaml:20:1: 'nobody' is not an actor {DECLARE}"]),
        ([told("expels", performed_by=("nobody",))],
         [f"one.yaml:20:1: 'nobody' is not an actor {DECLARE}"]),
        ([declared("b", values=Values(actor=("gazete",)))],
         [f"one.yaml:11:1: 'gazete' is not an actor; {GAZETTE} {DECLARE}"]),
        ([Case(id="spa-feud", label="", place=PLACE), declared("b", case="spa-fued")],
         ["one.yaml:11:1: case: 'spa-fued' is not a case; did you mean 'spa-feud'?; declare it"]),
        ([declared("b", about=("expel",))],
         [f"one.yaml:11:1: about: 'expel' is not an action; did you mean 'expels'? {HERE}"]),
        ([declared("b", part_of=("b",))],
         ["one.yaml:11:1: partOfAction: 'b' is this very action"]),
        ([declared("b", announces=("b",), prepares=("expels",))],
         ["one.yaml:11:1: announces: 'b' is this very action"]),
        ([linked("expels", "expels")],
         ["one.yaml:30:1: links 'expels' to itself; name its trigger"]),
        ([linked("expels", "zzz")], [f"one.yaml:30:1: trigger: 'zzz' is not an action {HERE}"]),
        ([replace(linked("expels", "zzz"), table="t.csv")],
         [f"one.yaml:30:1: responds_to: 'zzz' is not an action {HERE}"]),
        ([linked("zzz", "expels")], [f"one.yaml:30:1: response: 'zzz' is not an action {HERE}"]),
        ([declared("b"), linked("b", "expels", claimed_by=("nobody",), solidarity_with=("XRV",))],
         [f"one.yaml:30:1: 'XRV' is not an actor {DECLARE}",
          f"one.yaml:30:1: 'nobody' is not an actor {DECLARE}"]),
    ],
)  # fmt: skip
def test_what_points_to_nothing_is_told_at_its_place(things: list[Any], expected: list[str]):
    assert findings(*things) == expected


def test_what_points_to_what_is_there_has_no_finding() -> None:
    case = Case(id="feud", label="", place=PLACE)
    other = declared("b", case="feud", about=("expels",), part_of=("expels",))
    assert findings(case, other, told("b", actor=("XSY",)), linked("b", "expels")) == []


def test_what_stands_is_said_so() -> None:
    made = checks(declared("b"))
    assert made.report(told("b"))
    assert made.report(told("expels", attributed_to=("nobody",)))  # told, and kept all the same
    assert not made.report(told("zzz"))
    assert made.link(linked("b", "expels"))
    assert not made.link(linked("b", "zzz"))
    assert not made.link(linked("b", "b"))


def test_a_declaration_with_problems_of_its_own_is_not_told_again_and_cannot_be_pointed_to():
    made = checks(told("broken"), unreadable=("broken",))
    assert made.findings == []
    assert not made.action_id("trigger", "broken", at(1))


def test_a_link_without_a_place_is_told_at_its_article() -> None:
    (found,) = checks(claim("expels", "expels", place=None, article="one")).findings
    assert found.place == Place("one")


def test_a_circle_of_parts_is_told_at_its_first_action() -> None:
    parts = [declared("a", 10, part_of=("b",)), declared("b", 11, part_of=("c",))]

    def circles(last: Action) -> list[str]:
        made = checks(*parts, last)
        made.circles()
        return [str(each) for each in made.findings]

    assert circles(declared("c", 12)) == []
    assert circles(declared("c", 12, part_of=("a",))) == [
        "one.yaml:10:1: partOfAction goes round in a circle: 'a' is a part of 'b', 'b' of 'c', "
        "'c' of 'a'; remove one"
    ]


def test_an_action_that_is_a_part_of_itself_is_no_circle_beside() -> None:
    made = checks(declared("b", part_of=("b",)))
    made.circles()
    assert len(made.findings) == 1


def test_hints_go_to_the_first_unknown_ids_of_a_file_whatever_is_read_first() -> None:
    known = declared("expel-0001")
    lines = range(HINTS + 5)
    asked = [replace(told(f"expel-{n:03}1"), place=at(100 + n)) for n in lines if n]
    found = findings(known, *reversed(asked), declared("b", about=("expel-0007",), line=12))
    hinted = [int(each.split(":")[1]) for each in found if "did you mean" in each]
    assert hinted == [12, *range(101, 100 + HINTS)]
