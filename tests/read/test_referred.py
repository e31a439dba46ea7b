"""What some files refer to, of many accounts."""

from __future__ import annotations

from dataclasses import replace

from support import act, claim, report

from kg.errors import Place
from kg.model.actions import Account, Action, Link
from kg.read.referred import keep_referred

HERE, ELSEWHERE = Place("mine.yaml", 3, 1), Place("theirs.yaml", 3, 1)


def at(place: Place, *things: Action | Link) -> Account:
    placed = [replace(each, place=place) for each in things]
    return Account(
        article=None,
        actions=tuple(each for each in placed if isinstance(each, Action)),
        reports=(replace(report(things[0].id), place=place),) if "id" in dir(things[0]) else (),
        links=tuple(each for each in placed if isinstance(each, Link)),
    )


def kept(*accounts: Account) -> list[str]:
    found = keep_referred(accounts, {"mine.yaml"})
    return sorted(each.id for account in found for each in account.actions)


def test_what_the_file_names_is_kept_and_other_acts_are_not() -> None:
    mine = at(HERE, act("a"), claim("a", "b"))
    assert kept(mine, at(ELSEWHERE, act("b")), at(ELSEWHERE, act("c"))) == ["a", "b"]


def test_wholes_and_what_links_join_to_it_are_kept_however_far() -> None:
    mine = at(HERE, act("a", part_of=("whole",)))
    theirs = at(ELSEWHERE, act("whole"), act("b"), act("c"), act("d"))
    linked = at(ELSEWHERE, act("e"), claim("b", "whole"), claim("c", "b"))
    assert kept(mine, theirs, linked) == ["a", "b", "c", "whole"]


def test_claims_of_the_file_stay_though_they_name_nothing_that_there_is() -> None:
    mine = at(HERE, act("a"), claim("a", "nowhere"))
    (found,) = keep_referred([mine], {"mine.yaml"})
    assert found.links == mine.links
    (gone,) = keep_referred([at(ELSEWHERE, act("c"), claim("c", "d"))], {"mine.yaml"})
    assert (gone.actions, gone.reports, gone.links) == ((), (), ())
