"""What some files refer to, of many accounts."""

from __future__ import annotations

from dataclasses import replace

from support import act, claim, people, report

from kg.errors import Place
from kg.model.actions import Account, Action, Link
from kg.read.merges import Merge, Merges
from kg.read.referred import find_files, find_referred, keep_referred, reach_of

HERE, ELSEWHERE = Place("mine.yaml", 3, 1), Place("theirs.yaml", 3, 1)


def at(place: Place, *things: Action | Link) -> Account:
    placed = [replace(each, place=place) for each in things]
    return Account(
        article=None,
        actions=tuple(each for each in placed if isinstance(each, Action)),
        reports=(replace(report(things[0].id), place=place),) if "id" in dir(things[0]) else (),
        links=tuple(each for each in placed if isinstance(each, Link)),
    )


def kept(*accounts: Account, merges: Merges | None = None) -> list[str]:
    """The actions kept of accounts of a file each, to check the first one."""
    files = {"mine.yaml" if x is accounts[0] else f"{n}.yaml": x for n, x in enumerate(accounts)}
    reaches = {name: reach_of(each, (), people()) for name, each in files.items()}
    acts = find_referred(reaches, {"mine.yaml"}, merges or {})
    whole = find_files(reaches, {"mine.yaml"}, acts)
    found = keep_referred([files[name] for name in whole], acts, {"mine.yaml"})
    return sorted(each.id for account in found for each in account.actions)


def test_what_the_file_names_is_kept_and_other_acts_are_not() -> None:
    mine = at(HERE, act("a"), claim("a", "b"))
    theirs = at(ELSEWHERE, act("b")), at(ELSEWHERE, act("c", "XSY"))
    assert kept(mine, *theirs) == ["a", "b"]


def test_acts_of_one_pair_and_class_are_kept_for_one_may_be_the_other() -> None:
    mine = at(HERE, act("a", kind="Expulsion"))
    alike = [act("b", kind="Expulsion"), act("c", kind="PersonaNonGrataDeclaration")]
    others = [act("d", kind="Recall"), act("e", "XBO", "XRU"), act("f", "XRU", "XSY")]
    whole = act("g", part_of=("whole",)), act("whole", "XSY")
    theirs = at(ELSEWHERE, *alike, *others, *whole)
    assert kept(mine, theirs) == ["a", "b", "c", "g", "whole"]


def test_wholes_and_what_links_join_to_it_are_kept_however_far() -> None:
    mine = at(HERE, act("a", part_of=("whole",)))
    theirs = at(ELSEWHERE, act("whole"), act("b"), act("c"), act("d", "XSY"))
    linked = at(ELSEWHERE, act("e", "XSY"), claim("b", "whole"), claim("c", "b"))
    assert kept(mine, theirs, linked) == ["a", "b", "c", "whole"]


def test_claims_of_the_file_stay_though_they_name_nothing_that_there_is() -> None:
    mine = at(HERE, act("a"), claim("a", "nowhere"))
    (found,) = keep_referred([mine], {"a"}, {"mine.yaml"})
    assert found.links == mine.links
    (gone,) = keep_referred([at(ELSEWHERE, act("c"), claim("c", "d"))], {"a"}, {"mine.yaml"})
    assert (gone.actions, gone.reports, gone.links) == ((), (), ())


def test_what_a_merge_makes_one_is_kept_from_both_sides() -> None:
    mine, theirs = at(HERE, act("a")), at(ELSEWHERE, act("b", "XSY"))
    for name, other in (("a", "b"), ("b", "a")):
        merges = {name: Merge(other, False, Place("merges.csv", 2, 1))}
        assert kept(mine, theirs, merges=merges) == ["a", "b"]
    assert kept(mine, theirs) == ["a"]
