"""Which view a picture shows."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from dispute import dispute, page_data

from kg.page.payload import make_scene
from kg.page.pictures import ALL_MOVES, draw_view
from kg.tell.index import Index, PageData


def shown(data: PageData, view: str) -> tuple[set[str], str]:
    """The moves of a picture, and its title."""
    index = Index(data)
    root = ElementTree.fromstring(draw_view(make_scene(index), view))
    found = {
        index.ordered[int(x.get("data-at", ""))].id for x in root.iterfind(".//{*}g[@data-at]")
    }
    return found, root.findtext("{*}title") or ""


@pytest.mark.parametrize("view", ["ladder", "timeline", "graph", ""])
def test_a_picture_of_everything_leaves_speech_out(view: str) -> None:
    names, title = shown(dispute(), view)
    assert names == {each.id for each in dispute().actions} - {"accuse"}
    assert title == (ALL_MOVES if view == "ladder" else dispute().title)


def test_where_there_is_only_speech_it_is_the_ladder() -> None:
    talk = tuple(each for each in dispute().actions if each.id == "accuse")
    assert shown(page_data(actions=talk), "ladder")[0] == {"accuse"}


def test_the_chain_drawn_is_the_largest_and_without_one_all_moves() -> None:
    data = dispute()
    (chain,) = data.chains
    small = replace(chain, id="ally", actions=("ally", "closure"), links=("l5",), first=("ally",))
    names, title = shown(replace(data, chains=(small, chain)), "chain")
    assert names == set(chain.actions)
    assert title == Index(data).action(chain.first[0])
    assert shown(replace(data, chains=()), "chain") == shown(data, "ladder")
