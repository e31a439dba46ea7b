"""Differences of two graphs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from support import act, claim, paper, people, record, report

from kg.errors import UnreadableError
from kg.model.actions import Feature, Record, Values
from kg.model.ids import PREFIXES, STATED_GRAPH
from kg.rdf.graph import find_graph, in_graph, read_rdf, to_quads, write_rdf
from kg.rdf.triples import derived_triples, stated_triples
from kg.tell.diff import KINDS, compare, same_texts, to_triples
from kg.tell.matches import Triple

FIRST, SECOND = act("first"), act("second", "XBO", "XRU", "2031-03-05")


def read_triples(path: Path) -> frozenset[Triple]:
    return to_triples(read_rdf(find_graph(path)))


def saved(folder: Path, name: str, said: Record) -> Path:
    quads = to_quads(stated_triples(said, people()).columns())
    form = "trig" if name.endswith(".trig") else "turtle"
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(write_rdf(in_graph(quads, STATED_GRAPH) if form == "trig" else quads, form))
    return path


SMALL = record([FIRST])
LARGE = record([FIRST, SECOND], [claim("second", "first")], reports=(report("first"),))


def test_each_kind_lists_what_only_one_side_has_with_words_beside_the_id(tmp_path: Path) -> None:
    a, b = (
        read_triples(saved(tmp_path, f"{n}.ttl", said)) for n, said in enumerate((SMALL, LARGE))
    )
    found = {by: compare(a, b, by) for by in KINDS}
    assert found["actions"].to_text() == "+ action:second  second\n"
    assert found["reports"].to_text() == "+ report:gazette-1-0  [0, 10] asserts: “first”\n"
    assert found["links"].to_text() == (
        "+ link:second--first--retaliation-reported-asserts  "
        "“second” is said to answer “first”: retaliation, reported, asserts, says Klow Gazette\n"
    )
    assert "+ action:second a ret:Expulsion  (second)\n" in found["triples"].to_text()
    assert '+ action:second ret:severity "5"^^xsd:integer  (second)' in found["triples"].to_text()
    assert found["triples"].both == len(a & b) > 0
    assert found["actions"].to_table().rows == (("+", "action:second", "second", "", "", ""),)
    backwards = compare(b, a, "actions")
    assert backwards.to_text() == "- action:second  second\n"
    assert backwards.to_json() == {
        "by": "actions",
        "in_both": 1,
        "only_in_a": [{"id": "action:second", "label": "second"}],
        "only_in_b": [],
        "changed": [],
    }


def test_one_text_under_two_ids_is_told_as_such(tmp_path: Path) -> None:
    one, other, third = (
        read_triples(saved(tmp_path, f"{name}.ttl", record([FIRST], articles=(paper(**more),))))
        for name, more in (
            ("a", {}),
            ("b", {"id": "gazette-2"}),
            ("c", {"id": "g3", "text_digest": "1" * 64}),
        )
    )
    assert same_texts(one, other) == [("article:gazette-1", "article:gazette-2")]
    assert same_texts(one, one) == same_texts(one, third) == []


def test_lines_are_sorted_with_those_of_a_first() -> None:
    names = ["<x:c>", "<x:a>", "<x:b>"]
    a, b = (frozenset((name, "<x:p>", "<x:o>") for name in part) for part in (names[:2], names[2:]))
    assert [line[:6] for line in compare(a, b, "triples").to_text().splitlines()] == [
        "- <x:a", "- <x:c", "+ <x:b",
    ]  # fmt: skip


def test_a_changed_value_is_told_with_what_it_was_and_is(tmp_path: Path) -> None:
    one, other = act("first", count=4), act("first", actor="XSY", count=5)
    a = read_triples(saved(tmp_path, "a.ttl", record([one])))
    b = read_triples(saved(tmp_path, "b.ttl", record([other])))
    found = compare(a, b, "actions")
    assert found.to_text() == (
        "~ action:first  first\n"
        "    actor: actor:XRU (Ruritania) -> actor:XSY (Syldavia)\n"
        "    actorState: actor:XRU (Ruritania) -> actor:XSY (Syldavia)\n"
        "    quantity: 4 -> 5\n"
    )
    assert (bool(found), found.counts()["changed"], found.both) == (True, 1, 1)
    (changed,) = found.to_json()["changed"]
    assert changed["changes"][-1] == {"property": "quantity", "a": ["4"], "b": ["5"]}
    assert compare(a, b, "triples").changed == ()


def test_codes_are_told_by_their_labels(tmp_path: Path) -> None:
    a, b = (
        read_triples(saved(tmp_path, f"{each}.ttl", record([act("first", status=each)])))
        for each in ("planned", "carriedOut")
    )
    assert "status: planned -> carried out\n" in compare(a, b, "actions").to_text()


def test_a_value_that_one_side_lacks_is_told_as_nothing(tmp_path: Path) -> None:
    told = report("first", values=Values(reason="spying"))
    a = read_triples(saved(tmp_path, "a.ttl", record([FIRST], reports=(report("first"),))))
    b = read_triples(saved(tmp_path, "b.ttl", record([FIRST], reports=(told,))))
    assert compare(a, b, "reports").to_text() == (
        "~ report:gazette-1-0  [0, 10] asserts: “first”; reason: spying\n"
        "    reason: nothing -> spying\n"
    )
    assert not compare(a, b, "actions")


def test_a_change_stands_below_the_report_that_it_is_of_whatever_the_order(tmp_path: Path) -> None:
    places = (90, 100, 20)  # by name 100, 20, 90; in the text 20, 90, 100
    a, b = (
        read_triples(saved(tmp_path, f"{side}.ttl", record([FIRST], reports=said)))
        for side, said in (
            ("a", [report("first", each) for each in places]),
            ("b", [report("first", x, values=Values(reason=f"at {x}")) for x in places]),
        )
    )
    changed = compare(a, b, "reports").to_json()["changed"]
    assert [(each["id"], each["changes"]) for each in changed] == [
        (f"report:gazette-1-{x}", [{"property": "reason", "a": [], "b": [f"at {x}"]}])
        for x in sorted(places)
    ]


def test_a_claim_that_only_one_side_has_leaves_the_others_what_they_are(tmp_path: Path) -> None:
    def told(side: str, *starts: int) -> frozenset[Triple]:
        said = tuple(
            replace(report("first", start), iri=f"first{mark}")
            for start, mark in zip(starts, ("", "-2", "-3"), strict=False)
        )
        return read_triples(saved(tmp_path, f"{side}.ttl", record([FIRST], reports=said)))

    found = compare(told("a", 0, 40), told("b", 0, 20, 43), "reports")
    assert found.to_text() == (
        "+ report:first-2  [20, 30] asserts: “first”\n"
        "~ report:first-3  [43, 53] asserts: “first”\n"
        "    end: 50 -> 53\n"
        "    start: 40 -> 43\n"
    )
    assert found.both == 2
    back = compare(told("a", 0, 20, 43), told("b", 0, 40), "reports")
    assert back.to_text().startswith("- report:first-2  [20, 30]")


def test_a_feature_of_an_inferred_link_is_a_value_of_the_link(tmp_path: Path) -> None:
    paths = []
    for number, weight in enumerate(("1.5", "0.7")):
        link = claim(
            "second", "first", basis="inferred", confidence=Decimal("0.8"), claimed_by=(),
            features=(Feature(name="prior", contribution=Decimal(weight)),),
        )  # fmt: skip
        derived = derived_triples([link], [], {}, [FIRST, SECOND])
        paths.append(tmp_path / f"{number}.ttl")
        paths[-1].write_bytes(write_rdf(to_quads(derived.columns()), "turtle"))
    text = compare(*map(read_triples, paths), "links").to_text()
    assert text.endswith("\n    contribution of the feature prior: 1.5 -> 0.7\n")


def test_a_newer_source_does_not_change_every_action() -> None:
    def asked(day: str) -> frozenset[tuple[str, str, str]]:
        action, ret = PREFIXES["action"], PREFIXES["ret"]
        return frozenset(
            {
                (f"<{action}a>", f"<{PREFIXES['rdf']}type>", f"<{ret}Expulsion>"),
                (f"<{action}a>", f"<{ret}asOf>", f'"{day}"'),
            }
        )

    one, other = asked("2031-03-01"), asked("2031-03-02")
    assert not compare(one, other, "actions")
    assert len(compare(one, other, "triples").only_b) == 1


def test_what_is_only_pointed_to_is_not_there(tmp_path: Path) -> None:
    lonely = record([FIRST, act("echo", about=("gone",), day=None)])
    graph = read_triples(saved(tmp_path, "a.ttl", lonely))
    assert not compare(graph, graph, "actions")
    assert compare(graph, graph, "actions").both == 2


def test_a_folder_is_its_graph_and_named_graphs_are_read_as_one(tmp_path: Path) -> None:
    saved(tmp_path, "out/graph.ttl", LARGE)
    trig = saved(tmp_path, "out/graph.trig", LARGE)
    assert not compare(read_triples(tmp_path / "out"), read_triples(trig), "triples")


def test_a_label_of_quotes_and_lines_stays_one_line() -> None:
    nasty = '"the \\"small\\" war\\nof 2031"@en'
    triples = frozenset(
        (f"<https://w3id.org/retaliation-kg/id/action/{name}>", predicate, value)
        for name, predicate, value in (
            ("x", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<x:y>"),
            ("x", "<http://www.w3.org/2000/01/rdf-schema#label>", nasty),
        )
    )
    text = compare(triples, frozenset(), "actions").to_text()
    assert text == '- action:x  the "small" war\\nof 2031\n'


def test_no_graph_and_no_rdf_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no such graph"):
        read_triples(tmp_path)
    (tmp_path / "x.ttl").write_text("<a:b> <a:b> .")
    with pytest.raises(UnreadableError, match="not well-formed"):
        read_triples(tmp_path / "x.ttl")
    (tmp_path / "x.csv").write_text("")
    with pytest.raises(UnreadableError, match="no RDF format"):
        read_triples(tmp_path / "x.csv")
