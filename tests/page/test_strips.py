"""The strip of a pair: columns by time, and threads from a move to its answer."""

from __future__ import annotations

from dispute import action, link, page_data

from kg.page.strips import COLUMNS, HALF, draw_strip
from kg.tell.dyads import Dyad, find_dyads
from kg.tell.index import Index


def dyad(*days: str | None, **more: object) -> Dyad:
    """Ruritania and Borduria in turn, each answering the one before."""
    sides = ("RUR", "BRD")
    acts = [
        action(f"a{n}", "Expulsion", day, sides[n % 2], sides[1 - n % 2])
        for n, day in enumerate(days)
    ]
    said = [link(f"l{n}", f"a{n - 1}", f"a{n}", **more) for n in range(1, len(acts))]
    (found,) = find_dyads(Index(page_data(actions=tuple(acts), links=tuple(said))))
    return found


def test_a_column_stands_on_the_side_that_moves_at_its_place_in_time() -> None:
    strip = draw_strip(dyad("2018-03-01", "2020-03-01"))
    assert strip["down"] == "M0 24v5"  # Ruritania, the second by its id
    assert strip["up"] == f"M{COLUMNS - 1} 24v-5"
    assert (strip["first"], strip["last"]) == ("2018", "2020")


def test_threads_lead_from_tip_to_tip_and_the_inferred_ones_apart() -> None:
    days = ("2018-03-01", "2020-03-01")
    strip = draw_strip(dyad(*days))
    assert (strip["joins"], strip["inferred"]) == (f"M0 29L{COLUMNS - 1} 19", "")
    strip = draw_strip(dyad(*days, basis="inferred"))
    assert (strip["joins"], strip["inferred"]) == ("", f"M0 29L{COLUMNS - 1} 19")


def test_an_answer_in_one_stretch_leans_aside_and_equal_threads_are_one() -> None:
    day = "2018-03-01"
    strip = draw_strip(dyad(*[day] * 5))
    assert strip["joins"].count("M") == 2  # there and back
    assert all("L0.8 " in each for each in strip["joins"].split("M")[1:])
    assert f"M0 {HALF}v" in strip["up"]


def test_a_pair_without_a_day_has_no_strip() -> None:
    assert draw_strip(dyad(None, None)) == {}
