"""Counts of actions by state, kind, year, dyad and article."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support import act, claim, index, paper, people, record, report

from kg.infer.built import open_built
from kg.model.actions import Values
from kg.page import page_data
from kg.rdf.graph import to_quads, write_rdf
from kg.rdf.triples import stated_triples
from kg.tell.index import Index
from kg.tell.stats import BY, tally, tally_all, totals

SPAN = replace(
    act("span", "XSY", "XRU", None),
    earliest=date(2030, 12, 30), latest=date(2031, 1, 2),
)  # fmt: skip
SAID = record(
    [
        act("strike", "XRU", "XBO", "2031-03-01"),
        act("answer", "XBO", "XRU", "2031-03-05", kind="Recall"),
        act("talk", "XBO", "XRU", None, kind="Statement", material=False),
        SPAN,
    ],
    [claim("answer", "strike", article="gazette-1", start=50, end=60)],
    reports=(report("strike"), report("answer", 20), report("answer", 40)),
    articles=(paper(),),
)
INDEX = index(SAID)


def rows(by: str, *columns: str) -> list[tuple[str, ...]]:
    table = tally(INDEX, by)
    places = [table.header.index(each) for each in columns]
    return [tuple(row[place] for place in places) for row in table.rows]


def test_a_state_has_the_acts_it_does_and_those_done_to_it() -> None:
    assert rows("state", "group", "label", "actions", "received", "material") == [
        ("XBO", "Borduria", "2", "1", "1"),
        ("XRU", "Ruritania", "1", "3", "1"),
        ("XSY", "Syldavia", "1", "0", "1"),
    ]


def test_answers_are_counted_in_their_state_and_claims_with_their_response() -> None:
    assert rows("state", "group", "claims", "answered", "unanswered") == [
        ("XBO", "1", "0", "1"), ("XRU", "0", "1", "0"), ("XSY", "0", "0", "1"),
    ]  # fmt: skip


def test_the_answer_states_of_a_group_add_up_to_its_material_actions() -> None:
    states = ("answered", "inferred", "planned", "declined", "unanswered")
    for by in BY:
        for material, *answers in rows(by, "material", *states):
            assert int(material) == sum(map(int, answers))


def test_kinds_are_classes_with_their_names() -> None:
    assert rows("kind", "group", "label", "actions")[0] == ("Expulsion", "expulsion", "2")


def test_an_action_that_may_lie_in_two_years_counts_for_the_span() -> None:
    assert rows("year", "group", "actions") == [
        ("2030/2031", "1"), ("2031", "2"), ("undated", "1"),
    ]  # fmt: skip


def test_a_dyad_has_a_direction() -> None:
    assert rows("dyad", "group", "label", "actions") == [
        ("XBO XRU", "Borduria to Ruritania", "2"),
        ("XRU XBO", "Ruritania to Borduria", "1"),
        ("XSY XRU", "Syldavia to Ruritania", "1"),
    ]


def test_an_article_counts_what_it_reports_and_claims_itself() -> None:
    assert rows("article", "group", "label", "actions", "reports", "claims") == [
        ("gazette-1", "Klow expels 23", "2", "3", "1")
    ]


def test_claims_of_order_alone_and_denials_are_counted_apart() -> None:
    links = [
        claim("answer", "strike"),
        claim("answer", "strike", relation="sequence"),
        claim("answer", "strike", relation="nonRetaliation"),
        claim("answer", "strike", stance="denies"),
    ]
    table = tally(index(replace(SAID, links=tuple(links))), "kind")
    (recall,) = [row for row in table.rows if row[0] == "Recall"]
    counts = dict(zip(table.header, recall, strict=True))
    assert (counts["claims"], counts["other_claims"]) == ("1", "3")


def test_without_derived_triples_actions_are_as_material_as_with_them(tmp_path: Path) -> None:
    file = tmp_path / "stated.nt"
    file.write_bytes(write_rdf(to_quads(stated_triples(SAID, people()).columns()), "ntriples"))
    table = tally(Index(page_data(open_built(file))), "state")
    column = table.header.index("material")
    assert [row[column] for row in table.rows] == ["1", "1", "1"]


def test_an_act_that_only_hedges_and_denials_call_done_is_counted_as_not_material(
    tmp_path: Path,
) -> None:
    plan = act("plan", status="planned")
    done = Values(status="carriedOut")
    told = (
        report("plan", 0, values=Values(status="planned")),
        report("plan", 20, values=done, stance="alleges"),
        report("plan", 40, values=done, stance="denies"),
    )
    said = record([plan], reports=told, articles=(paper(),))
    file = tmp_path / "stated.nt"
    file.write_bytes(write_rdf(to_quads(stated_triples(said, people()).columns()), "ntriples"))
    for known in (index(said), Index(page_data(open_built(file)))):
        table = tally(known, "kind")
        assert [row[table.header.index("material")] for row in table.rows] == ["0"]


def test_what_a_rule_infers_is_no_claim() -> None:
    pair = [act("strike"), act("answer", "XBO", "XRU", "2031-03-02")]
    known = index(record(pair))
    assert "1 inferred" in totals(known)
    table = tally(known, "state")
    assert {row[table.header.index("claims")] for row in table.rows} == {"0"}


def test_all_tallies_stand_in_one_table() -> None:
    table = tally_all(INDEX)
    assert [each for each in BY if any(row[0] == each for row in table.rows)] == list(BY)
    assert table.header[:4] == ("by", "group", "label", "actions")
    assert totals(INDEX) == (
        "1 article: 4 actions, 3 reports, 1 claimed and 0 inferred links, 1 chain"
    )


@pytest.mark.parametrize("by", BY)
def test_an_empty_graph_has_no_groups(by: str) -> None:
    assert tally(index(record([])), by).rows == ()


def test_a_mutual_act_is_of_each_on_the_other_and_of_nobody_on_itself() -> None:
    both = replace(act("both"), actor_states=("XBO", "XRU"), recipient_states=("XBO", "XRU"))
    groups = [row[0] for row in tally(index(record([both])), "dyad").rows]
    assert groups == ["XBO XRU", "XRU XBO"]


def test_who_has_no_state_is_a_side_of_a_dyad_and_nobody_is_in_none() -> None:
    lone = replace(act("lone"), actor_states=(), values=Values(actor=("gazette",)))
    nobody = replace(lone, id="nobody", values=Values())
    groups = [row[0] for row in tally(index(record([lone, nobody])), "dyad").rows]
    assert groups == ["gazette XBO"]
