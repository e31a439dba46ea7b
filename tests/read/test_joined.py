"""Files joined by groups that have nothing in common give what all give at once."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest
from support import PLACE, act, claim, people, report

from kg.cache import Cache
from kg.errors import Place
from kg.model.actions import Account, Action, Case, Values
from kg.read.joined import Around, find_groups, join_files, join_groups
from kg.read.merges import Merge
from kg.read.referred import reach_of
from kg.read.told import Part, Told


def part(file: str, account: Account) -> Part:
    told = Told(account=account)
    return Part(
        file=file,
        key=file,
        make_told=lambda: told,
        make_reach=lambda: reach_of(account, (), people()),
        make_passages=lambda: None,
    )


def file_of(name: str, *names: str, case: str | None = None, **more: str) -> Part:
    """A file that declares and reports some actions."""
    acts = tuple(declared(each, Place(name, n, 1), case) for n, each in enumerate(names, 1))
    told = tuple(replace(report(each), place=Place(name, 9, 1)) for each in more.values())
    return part(name, Account(article=None, actions=acts, reports=told))


def declared(name: str, place: Place, case: str | None) -> Action:
    return replace(act(name, case=case), place=place)


def groups(*parts: Part, merges: dict[str, Merge] | None = None) -> list[str]:
    found = find_groups(parts, merges or {})
    return sorted("".join(sorted(each.file for each in group)) for group in found)


A, B, C = file_of("a", "one"), file_of("b", "two"), file_of("c", "three", told="one")


def test_files_that_tell_of_one_action_are_a_group() -> None:
    assert groups(A, B, C) == ["ac", "b"]
    assert groups(B) == ["b"]
    assert groups() == []


def test_a_case_in_common_makes_a_group_of_files() -> None:
    both = file_of("d", "four", case="quarrel"), file_of("e", "five", case="quarrel")
    case = Case(id="quarrel", label="A quarrel", place=PLACE)
    declares = part("f", Account(article=None, cases=(case,)))
    assert groups(*both, declares, A) == ["a", "def"]


def test_what_a_merge_makes_one_is_in_one_group() -> None:
    for name, other in (("one", "two"), ("two", "one")):
        assert groups(A, B, C, merges={name: Merge(other, False, PLACE)}) == ["abc"]
    assert groups(A, B, merges={"one": Merge("nowhere", False, PLACE)}) == ["a", "b"]


def whole(parts: list[Part], merges: dict[str, Merge]) -> object:
    accounts = [each.told.account for each in parts]
    return join_files(accounts, merges, people(), Around(), drafts=False)


def chained(file: str, *names: str) -> Part:
    """A file that declares some actions, each of which answers the one before."""
    place = Place(file, 1, 1)
    acts = tuple(replace(act(each, case=None), place=place) for each in names)
    told = tuple(replace(report(each), place=replace(place, line=n), iri=f"{file}-{each}",
                         values=Values(status="carriedOut", date="2031-03-01"))
                 for n, each in enumerate(names, 2))  # fmt: skip
    links = tuple(
        replace(claim(later, first), place=place) for first, later in itertools.pairwise(names)
    )
    return part(file, Account(article=None, actions=acts, reports=told, links=links))


@pytest.mark.parametrize("seed", range(5))
def test_groups_give_what_all_files_give_at_once_and_are_kept(seed: int) -> None:
    chance = random.Random(seed)
    parts = [chained(f"f{n}", f"x{n}", f"y{n}", f"z{n}") for n in range(6)]
    merges = {"x1": Merge("x2", False, PLACE)} if chance.random() < 0.5 else {}
    chance.shuffle(parts)
    cache = Cache()
    found = join_groups(parts, merges, people(), cache, drafts=False)
    assert found is not None
    joined, groups = found
    assert joined == whole(parts, merges)
    assert groups.whole is joined.record
    assert sum(len(each.actions) for each in groups.parts.values()) == len(joined.record.actions)
    assert len(find_groups(parts, merges)) == 6 - len(merges)


def test_nothing_is_made_of_groups_where_one_of_them_is_wrong() -> None:
    twice = [file_of("a", "one"), file_of("d", "one"), file_of("b", "two")]
    assert join_groups(twice, {}, people(), Cache(), drafts=False) is None
    lost = {"one": Merge("nowhere", False, PLACE)}
    assert join_groups([A, B], lost, people(), Cache(), drafts=False) is None
    nowhere = {"lost": Merge("nowhere", False, PLACE)}
    assert join_groups([A, B], nowhere, people(), Cache(), drafts=False) is None
