"""Whom a page credits, and how it is cited and told of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from dispute import dispute, page_data
from support import EXCHANGE, act, paper, report, row, stand

from kg.model.actions import Report
from kg.tell.credits import NAMED, cite_page, credit_line, describe_page, name_sources
from kg.tell.index import Credit, Index
from kg.tell.overview import find_overview

CREDIT = Credit(
    author="Klow University", url="https://klow.example/feud/", licence="CC BY 4.0"
)  # fmt: skip


def known(*reports: Report, **more: Any) -> Index:
    return Index(page_data(actions=(act("a"),), reports=reports, articles=(paper(),), **more))


def said(number: int, source: str) -> Report:
    return replace(row("a", number), iri=f"t-{number}", source=source)


def test_one_two_and_more_sources_are_told_in_a_row() -> None:
    one, two, three = said(1, "Echo (1)"), said(2, "Bell (2)"), said(3, "Call (3)")
    assert name_sources(known()) == ""
    assert name_sources(known(one)) == "Echo"
    assert name_sources(known(one, two)) == "Bell and Echo"
    assert name_sources(known(one, two, three)) == "Bell, Call and Echo"


def test_the_sources_with_the_most_reports_come_first_and_the_rest_is_counted() -> None:
    outlets = ["Echo", "Echo", *(f"Paper {n}" for n in range(NAMED + 1))]
    rows = [said(n, f"{name} (item {n})") for n, name in enumerate(outlets)]
    told = name_sources(known(*rows))
    assert told == "Echo, Paper 0, Paper 1, Paper 2 and 2 more"


def test_a_row_of_several_outlets_counts_for_each() -> None:
    rows = [said(1, "Bell, Call and Echo (1)"), said(2, "Echo and Call (2)"), said(3, "Echo (3)")]
    assert name_sources(known(*rows)) == "Echo, Call and Bell"


def test_a_name_with_an_and_is_one_source_where_no_part_of_it_is_another() -> None:
    ministry = "Ministry of Trade, Industry and Fish"
    assert name_sources(known(said(1, ministry), said(2, ministry), said(3, "Echo"))) == (
        f"{ministry} and Echo"
    )


def test_the_day_and_the_item_behind_an_outlet_make_no_source_of_their_own() -> None:
    portal = "Wikipedia, Portal: Current events"
    days = [said(n, f"{portal}, {n} March 2031 (2031-03-0{n}-01)") for n in (1, 2)]
    assert name_sources(known(*days)) == portal


def test_an_article_s_publisher_is_a_source_beside_a_row_s_outlet() -> None:
    assert name_sources(known(report("a"), said(2, "Echo (1)"))) == "Echo and Streslau Gazette"


def credited(credit: Credit, **states: str) -> tuple[str, str, str]:
    """The line of credit, the citation and the description of a page of three moves."""
    index = Index(page_data(
        actions=EXCHANGE, reports=(report("a1"),), articles=(paper(),), credit=credit,
        answers=stand(**states), title="The feud.",
    ))  # fmt: skip
    overview = find_overview(index)
    return credit_line(index, overview), cite_page(index, overview), describe_page(index, overview)


def test_a_page_with_everything_credits_it_all_in_one_line_and_one_citation() -> None:
    line, citation, _ = credited(CREDIT, a1="unanswered")
    assert line == (
        "Sources: Streslau Gazette · newest source: 9 March 2031 · licence: CC BY 4.0 "
        "· Klow University · https://klow.example/feud/"
    )
    assert citation == (
        "Klow University. The feud. Newest source: 9 March 2031. https://klow.example/feud/."
    )


def test_what_is_not_said_is_left_out() -> None:
    line, citation, _ = credited(Credit())
    assert line == "Sources: Streslau Gazette · retaliation-kg"
    assert citation == "The feud. Made with retaliation-kg."


def test_a_page_is_told_by_its_first_headline_else_by_its_size() -> None:
    assert credited(CREDIT, a1="answered", a2="unanswered")[2] == (
        "1 of 2 measures and hostile acts is said to be answered, 1 is open as of 9 March 2031."
    )
    assert credited(CREDIT)[2] == "3 moves between XBO and XRU."
    talk = Index(page_data(actions=(act("talk", kind="Protest"),)))
    told = "1 action and who is said to have answered whom."
    assert describe_page(talk, find_overview(talk)) == told


@pytest.mark.parametrize("author", ["Klow University.", "Klow University"])
def test_a_citation_ends_each_part_with_one_point(author: str) -> None:
    index = Index(replace(dispute(), credit=Credit(author=author)))
    assert cite_page(index, find_overview(index)).startswith("Klow University. Retaliation ")


def test_names_that_run_leftwards_stand_apart() -> None:
    name = "\u05e7\u05dc\u05d5"
    index = known(said(1, name), credit=Credit(author=name), title="Klow")
    overview = find_overview(index)
    alone = f"\u2068{name}\u2069"
    assert credit_line(index, overview).startswith(f"Sources: {alone} · {alone} · ")
    assert cite_page(index, overview) == f"{alone}. Klow. Made with retaliation-kg."
