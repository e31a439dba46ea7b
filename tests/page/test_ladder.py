"""One chain as a ladder."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

from dispute import action, dispute, link, page_data
from support import stand

from kg.infer.chains import find_chains
from kg.model.actions import Action, Values
from kg.model.actors import Quantity
from kg.page.geometry import Picture
from kg.page.ladder import DAYS, LETTERS, OTHERS, STEP, TAIL, caption_of_move, lay_out_chain
from kg.tell.index import Index, PageData


def ladder(data: PageData) -> Picture:
    """The picture of its one chain."""
    (chain,) = data.chains
    return lay_out_chain(chain, Index(data))


def chained(*acts: Action, **more: object) -> PageData:
    """Acts of which each is said to answer the one before."""
    pairs = itertools.pairwise(acts)
    links = tuple(
        link(f"l{n}", one.id, other.id, min_lag=3, max_lag=3)
        for n, (one, other) in enumerate(pairs)
    )
    chains = tuple(find_chains(acts, links))
    return page_data(actions=acts, links=links, chains=chains, **more)


def notes(picture: Picture, sort: str) -> list[str]:
    return [note.text for note in picture.notes if note.sort == sort]


def test_a_ladder_runs_down_with_lag_severity_and_open_end() -> None:
    data = dispute()
    view = ladder(data)
    order = sorted(view.spots, key=lambda name: view.spots[name].y)
    assert order == ["poison", "expel-23", "expel-back", "ally", "closure"]
    told = [note.text for note in view.notes]
    assert "10 days later · severity 5 of 10" in told
    assert "Open: no known answer since 29 March 2018" in told
    assert [rail.label for rail in view.rails] == ["Ruritania", "Borduria", "Syldavia"]


def test_a_ladder_gives_both_bounds_of_a_day() -> None:
    old = action(
        "old", "Expulsion", None, "RUR", "BRD", earliest=date(2018, 1, 1), latest=date(2018, 2, 2)
    )
    back = action("back", "Expulsion", "2018-03-01", "BRD", "RUR")
    view = ladder(chained(old, back))
    assert "1 Jan – 2 Feb 2018" in [note.text.replace("1 Jan 2018", "1 Jan") for note in view.notes]


def test_moves_stand_a_step_apart_on_the_rail_of_their_side() -> None:
    acts = (
        action("a", "Expulsion", "2018-03-01", "RUR", "BRD"),
        action("b", "Expulsion", "2018-03-04", "BRD", "RUR"),
        action("c", "Expulsion", "2018-03-07", "RUR", "BRD"),
    )
    view = ladder(chained(*acts))
    spots = [view.spots[each.id] for each in acts]
    assert [below.y - above.y for above, below in itertools.pairwise(spots)] == [STEP] * 2
    assert spots[0].x == spots[2].x == view.rails[0].x
    assert spots[1].x == view.rails[1].x
    assert DAYS < view.rails[0].x < view.rails[1].x < view.width


def test_a_day_is_written_once_for_the_moves_of_that_day() -> None:
    acts = [action(x, "Expulsion", "2018-03-01", w) for x, w in (("a", "RUR"), ("b", "BRD"))]
    acts.append(action("c", "Expulsion", "2018-03-04", "RUR"))
    assert notes(ladder(chained(*acts)), "day") == ["1 Mar 2018", "4 Mar 2018"]


def test_where_more_than_three_sides_move_all_but_the_first_two_share_a_rail() -> None:
    sides = ("RUR", "BRD", "SYL", "wire")
    acts = [
        action(f"a{n}", "Expulsion", f"2018-03-0{n}", side) for n, side in enumerate(sides, start=1)
    ]
    view = ladder(chained(*acts))
    assert [rail.label for rail in view.rails] == ["Ruritania", "Borduria", OTHERS]
    figures = notes(view, "figures")
    assert figures[1] == "3 days later · severity 5 of 10"  # its rail says who
    assert figures[2] == "Syldavia · 3 days later · severity 5 of 10"
    three = ladder(chained(*acts[:3]))
    assert [rail.label for rail in three.rails] == ["Ruritania", "Borduria", "Syldavia"]


def test_an_open_end_stands_below_a_last_move_that_waits_for_an_answer() -> None:
    acts = (
        action("a", "Expulsion", "2018-03-01", "RUR"),
        action("b", "Expulsion", "2018-03-04", "BRD"),
    )
    for state, told in (
        ("answerPlanned", ["Open: an answer is planned since 4 March 2018"]),
        ("answerInferred", []),
    ):
        view = ladder(chained(*acts, answers=stand(a="unanswered", b=state)))
        assert notes(view, "open") == told  # the first move is none of the last
        assert [n.y for n in view.notes if n.sort == "open"] == [
            view.spots["b"].y + TAIL for _ in told
        ]
    undated = replace(acts[1], earliest=None, latest=None)
    view = ladder(chained(acts[0], undated, answers=stand(b="unanswered")))
    assert notes(view, "open") == ["Open: no known answer"]


def test_a_move_is_called_by_its_kind_and_count_and_long_captions_are_cut() -> None:
    index = Index(dispute())
    assert caption_of_move(index.actions["expel-23"], index) == "Expulsion · 23 persons"
    assert caption_of_move(index.actions["closure"], index) == "Mission closure"
    long = Quantity(minimum=1, maximum=10**60, unit="persons")
    many = replace(index.actions["expel-23"], values=Values(quantity=long))
    assert len(caption_of_move(many, index)) == LETTERS


def test_moves_that_are_not_shown_are_left_out() -> None:
    data = dispute()
    some = tuple(each for each in data.actions if each.id != "expel-23")
    view = ladder(replace(data, actions=some))
    assert set(view.spots) == {"poison", "expel-back", "ally", "closure"}
