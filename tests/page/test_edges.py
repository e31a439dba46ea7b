"""Links as lines of the picture."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from dispute import dispute, link

from kg.page.edges import lead_of
from kg.page.payload import make_scene
from kg.tell.index import Index, PageData


def edge(data: PageData, trigger: str, response: str) -> dict[str, Any] | None:
    """The line between two actions, if there is one."""
    index = Index(data)
    ends = index.at[trigger], index.at[response]
    found = [e for e in make_scene(index).edges if (e["from"], e["to"]) == ends]
    assert len(found) <= 1
    return found[0] if found else None


def test_a_stated_link_is_solid_and_heavier_than_a_reported_one() -> None:
    data = dispute()
    only_reported = replace(data, links=tuple(k for k in data.links if k.iri == "l2"))
    stated, reported = edge(data, "poison", "expel-23"), edge(only_reported, "poison", "expel-23")
    assert (stated["dashes"], reported["dashes"]) == (False, False)
    assert stated["width"] > reported["width"]


def test_an_inferred_link_is_dashed() -> None:
    line = edge(dispute(), "ally", "closure")
    assert line["dashes"]
    assert line["basis"] == "inferred"


def test_a_hedged_link_is_dotted_and_named() -> None:
    line = edge(dispute(), "poison", "rumour")
    assert line["hedged"]
    assert line["dashes"] != edge(dispute(), "ally", "closure")["dashes"]
    assert line["label"] == "speculates"


def test_a_disputed_link_is_named_after_its_lag() -> None:
    assert edge(dispute(), "expel-23", "expel-back")["label"] == "3 d · disputed"


@pytest.mark.parametrize("stance", ["denies", "disputes"])
def test_a_denial_beside_a_claim_marks_the_line_disputed(stance: str) -> None:
    denial = link("l8", "poison", "expel-23", stance=stance, basis="reported")
    data = replace(dispute(), links=(*dispute().links, denial))
    assert "disputed" in edge(data, "poison", "expel-23")["label"]


def test_claims_on_one_pair_share_one_line() -> None:
    line = edge(dispute(), "poison", "expel-23")
    assert line["label"] == "10 d"
    assert [claim[0] for claim in line["claims"]] == ["stated", "reported"]


def test_what_the_filters_ask_of_a_line_is_there_once() -> None:
    (twin,) = (replace(x, iri="l9") for x in dispute().links if x.iri == "l1")
    data = replace(dispute(), links=(*dispute().links, twin))
    claims = edge(data, "poison", "expel-23")["claims"]
    assert claims == edge(dispute(), "poison", "expel-23")["claims"]
    assert edge(dispute(), "ally", "closure")["claims"] == [
        ["inferred", "asserts", "retaliation", "", 0.73]
    ]


@pytest.mark.parametrize("relation", ["sequence", "coincidence", "nonRetaliation"])
def test_order_alone_is_no_line(relation: str) -> None:
    data = replace(dispute(), links=(link("l", "old", "poison", relation=relation),))
    assert edge(data, "old", "poison") is None


def test_a_denial_alone_is_no_line() -> None:
    data = replace(dispute(), links=(link("l", "old", "poison", stance="denies"),))
    assert edge(data, "old", "poison") is None


def test_solidarity_keeps_its_own_relation() -> None:
    assert edge(dispute(), "poison", "ally")["relation"] == "solidarity"


def test_solidarity_ends_in_another_head_than_retaliation() -> None:
    heads = [
        edge(dispute(), *ends)["arrows"]["to"]["type"]
        for ends in (("poison", "ally"), ("poison", "expel-23"))
    ]
    assert heads == ["diamond", "arrow"]


def test_a_link_to_an_action_that_is_not_shown_is_no_line() -> None:
    data = replace(dispute(), links=(link("l", "elsewhere", "poison"),))
    assert make_scene(Index(data)).edges == []


def test_the_text_before_a_marker_has_two_different_labels_at_most() -> None:
    assert lead_of([]) == lead_of([""]) == ""
    assert lead_of(["3 d", "", "3 d"]) == "3 d"
    assert lead_of(["3 d", "4 d"]) == "3 d, 4 d"
    assert lead_of(["3 d", "4 d", "5 d"]) == "3 d, 4 d …"
