"""What a part says: nothing that the whole does not, and nothing that dangles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from support import EXCHANGE, PLACE, act, claim, paper, people, record, report

from kg.cli import main
from kg.export.rdf import build_quads
from kg.export.sheets import tables
from kg.infer.built import Built, infer
from kg.infer.chains import find_chains
from kg.infer.rules import default_rules
from kg.model.actions import Action, Case, Link, Report
from kg.model.ids import BASE, PREFIXES
from kg.page import page_data
from kg.rdf.description import split_description
from kg.read.corpus import Corpus
from kg.select.narrowing import narrow
from kg.select.selection import Selected, Selection, select
from kg.tell.index import Index
from kg.tell.records import describe_action, describe_chain

LINK = "second--first--retaliation-stated-alleges"


def voice(name: str, action: str, stance: str = "asserts") -> Report:
    return Report(
        iri=name, action=action, stance=stance, attributed_to=("XSY",), article="gazette-1",
        place=PLACE,
    )  # fmt: skip


def disputed() -> Built:
    """A ladder of three; its middle is denied by a claim on another pair and by a report."""
    acts = [
        act("plot", "XBO", "XRU", "2031-01-01", kind="Espionage"),
        act("campaign", day="2031-03-01"),
        act("first", part_of=("campaign",)),
        act("second", "XBO", "XRU", "2031-03-05"),
        act("third", "XRU", "XBO", "2031-03-09"),
        act("other", "XSY", "XBO", "2031-02-01"),
        act("denial", "XBO", "XRU", "2031-03-06", kind="Denial", material=False, about=("plot",)),
    ]
    against = claim("second", "other", basis="stated", relation="nonRetaliation")
    links = [
        replace(
            claim("second", "first", basis="stated", stance="alleges"),
            disputed_by=(("report", "r2"),),
            conflicts_with=(against.iri,),
        ),
        claim("second", "first", basis="reported"),
        claim("third", "second", basis="reported"),
        against,
        replace(claim("second", "plot", basis="reported", stance="denies"),
                conflicts_with=(LINK,)),
    ]  # fmt: skip
    said = replace(
        record(acts, links),
        articles=(paper(),),
        cases=(Case(id="the-case", label="The case", place=PLACE),),
        reports=(voice("r1", "first"), voice("r2", "denial", "denies"), voice("r3", "plot")),
    )
    corpus = Corpus(record=said, actors=people(), findings=(), unreadable=(), inputs={})
    return infer(corpus, replace(default_rules(), threshold=Decimal("0.99")))


def cut(built: Built, **given: object) -> Built:
    return narrow(built, select(built.corpus.record.actions, built.links, Selection(**given)))


def built_of(acts: Sequence[Action], links: Sequence[Link]) -> Built:
    """What follows from acts that one article reports, without what rules would add."""
    reports = [report(each.id, 20 * n) for n, each in enumerate(acts)]
    newest = paper(published="2031-03-20")
    said = record(acts, links, articles=(newest,), reports=tuple(reports))
    corpus = Corpus(record=said, actors=people(), findings=(), unreadable=(), inputs={})
    return infer(corpus, replace(default_rules(), threshold=Decimal("0.99")))


FILTERS: list[dict[str, object]] = [
    {},
    {"actors": ("USA",)},
    {"actors": ("XRU",)},
    {"basis": ("stated",)},
    {"basis": ("reported",)},
    {"basis": ("inferred",)},
    {"min_confidence": Decimal("0.9")},
    {"basis": ("stated", "inferred"), "min_length": 2},
]


def spoken(built: Built) -> set[ox.Quad]:
    return set(build_quads(built))


def dangling(quads: set[ox.Quad]) -> set[str]:
    subjects = {each.subject.value for each in quads}
    objects = {each.object.value for each in quads if isinstance(each.object, ox.NamedNode)}
    return {each for each in objects if each.startswith(f"{BASE}id/")} - subjects


@pytest.mark.parametrize("given", FILTERS, ids=str)
@pytest.mark.parametrize("invented", [True, False], ids=["invented", "bundled"])
def test_a_part_says_nothing_that_the_whole_does_not_and_refers_to_nothing_outside(
    given: dict[str, object], invented: bool, built: Built
) -> None:
    whole = disputed() if invented else built
    part = cut(whole, **given)
    quads = spoken(part)
    assert quads - spoken(whole) == set()
    assert dangling(quads) == set()
    for name, table in tables(part).items():
        assert set(table.rows) <= set(tables(whole)[name].rows)


@pytest.mark.parametrize("given", FILTERS, ids=str)
@pytest.mark.parametrize("invented", [True, False], ids=["invented", "bundled"])
def test_a_part_is_the_same_whether_the_whole_has_been_written_or_not(
    given: dict[str, object], invented: bool, built: Built
) -> None:
    written, unwritten = (
        disputed() if invented else infer(built.corpus, built.rules) for _ in range(2)
    )
    assert len(written.stated.columns()) + len(written.derived.columns()) > 0
    assert spoken(cut(written, **given)) == spoken(cut(unwritten, **given))


def test_the_fixture_can_contradict_and_dangle() -> None:
    whole = disputed()
    assert whole.answers["second"].state == "answered"
    assert dangling(spoken(whole)) == set()
    assert len(whole.chains) == 1
    found = select(whole.corpus.record.actions, whole.links, Selection(basis=("stated",)))
    assert find_chains(found.actions, found.links)[0].length < whole.chains[0].length


def test_what_speaks_against_a_kept_claim_is_kept_with_its_actions_and_their_reports() -> None:
    part = cut(disputed(), basis=("stated",)).corpus.record
    assert {(each.trigger, each.stance) for each in part.links} == {
        ("first", "alleges"), ("other", "asserts"), ("plot", "denies"),
    }  # fmt: skip
    assert {each.id for each in part.actions} == {
        "first", "campaign", "second", "other", "denial", "plot",
    }  # fmt: skip
    assert {each.iri for each in part.reports} == {"r1", "r2", "r3"}


def test_answers_and_chains_are_those_of_the_whole() -> None:
    whole = disputed()
    part = cut(whole, basis=("stated",))
    assert part.answers["second"] == whole.answers["second"]
    assert part.chains == whole.chains
    said = {(each.predicate.value, each.object.value) for each in spoken(part)}
    assert (f"{PREFIXES['ret']}hasLink", f"{PREFIXES['link']}{LINK}") in said
    assert (f"{PREFIXES['ret']}respondsTo", f"{PREFIXES['action']}first") in said
    assert (f"{PREFIXES['ret']}mayRespondTo", f"{PREFIXES['action']}first") not in said


def test_a_plain_answer_whose_claims_are_all_filtered_out_is_not_kept() -> None:
    part = cut(disputed(), basis=("stated",))
    third = f"{PREFIXES['action']}third"
    assert third not in {each.subject.value for each in spoken(part)}
    both = cut(disputed(), basis=("reported",))
    assert third in {each.subject.value for each in spoken(both)}


def answered_by_a_claim_of_another_basis() -> Built:
    acts = [act("a1"), act("a2", "XBO", "XRU", "2031-03-10"), act("a3", day="2031-03-14")]
    return built_of(acts, [claim("a2", "a1", basis="stated"), claim("a3", "a2")])


def test_a_filter_changes_what_is_shown_and_not_what_is_so() -> None:
    whole = answered_by_a_claim_of_another_basis()
    part = cut(whole, basis=("stated",))
    assert {each.id for each in part.corpus.record.actions} == {"a1", "a2"}
    assert part.answers["a2"].state == "answered"
    assert part.hidden_answers == {"a2": ()}
    (chain,) = part.chains
    assert (chain.open, chain.open_since) == (True, (date(2031, 3, 14),))
    assert cut(whole).hidden_answers == {}


HIDDEN = "answered by a move that is not shown here"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            ["--format", "tree"],
            ["open: since 2031-03-14", "2 of 3 moves shown", f"stated] ({HIDDEN})"],
        ),
        (["--format", "tree", "--view", "case", "--case", "the-case"], [f"({HIDDEN})"]),
        (["--format", "csv"], ["2031-03-14", "a1;a2;a3", ",2,a2\n"]),
        (["--format", "json"], ['"moves_shown": "2"', '"hidden_answers": "a2"']),
        (["--format", "tsv"], [f"\t{HIDDEN}"]),
        (["--format", "csv", "--view", "moves"], [f",{HIDDEN}\n"]),
        (["--format", "csv", "--view", "case", "--case", "the-case"], ["answered", HIDDEN]),
        (["--format", "turtle"], ["code:answered", '"2031-03-14"^^xsd:date']),
    ],
    ids=str,
)
def test_every_form_of_the_chains_tells_the_answer_that_the_filters_hide(
    words: list[str], found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = answered_by_a_claim_of_another_basis()
    monkeypatch.setattr("kg.build.build_graph", lambda *_, **__: whole)
    ran = CliRunner().invoke(main, ["chains", "--basis", "stated", *words], catch_exceptions=False)
    assert [each for each in found if each not in ran.stdout] == []
    shown = CliRunner().invoke(main, ["chains", *words], catch_exceptions=False).stdout
    assert HIDDEN not in shown
    assert "2 of 3" not in shown


def test_the_page_of_a_part_tells_the_answer_that_the_filters_hide() -> None:
    part = cut(answered_by_a_claim_of_another_basis(), basis=("stated",))
    index = Index(page_data(part))
    answers = {each.id: describe_action(each, index)["answer"] for each in index.ordered}
    assert answers["a1"] == "Answered: a source names a response."
    assert answers["a2"] == f"Answered: a source names a response. {HIDDEN.capitalize()}."
    told = describe_chain(1, *index.data.chains, index)
    assert told["summary"].endswith("2 of 3 moves shown.")
    assert (told["size"], told["open"]) == ("2 of 3 actions", "Open since 14 March 2031.")


def test_a_shortcut_needs_a_claim_for_it_that_is_kept_though_both_actions_are() -> None:
    links = [claim("a2", "a1", basis="stated"), claim("a3", "a1", basis="stated")]
    part = cut(built_of(EXCHANGE, [*links, claim("a3", "a2")]), basis=("stated",))
    said = {
        (each.subject.value, each.object.value)
        for each in spoken(part)
        if each.predicate.value == f"{PREFIXES['ret']}respondsTo"
    }
    ends = [("a2", "a1"), ("a3", "a1")]
    assert said == {tuple(f"{PREFIXES['action']}{x}" for x in pair) for pair in ends}


def everything(built: Built) -> Selected:
    return Selected(actions=built.corpus.record.actions, links=built.links)


def test_all_of_a_build_is_the_build_and_nothing_of_it_is_nothing() -> None:
    whole = disputed()
    assert narrow(whole, everything(whole)) is whole
    empty = narrow(whole, Selected())
    assert spoken(empty) == set()
    assert (empty.corpus.record.actions, empty.links, empty.chains) == ((), (), ())


@pytest.mark.parametrize("given", FILTERS, ids=str)
def test_narrowing_twice_is_narrowing_once(given: dict[str, object], built: Built) -> None:
    once = cut(built, **given)
    assert narrow(once, everything(once)) is once
    again = narrow(once, select(once.corpus.record.actions, once.links, Selection(**given)))
    assert spoken(again) == spoken(once)
    assert again.hidden_answers == once.hidden_answers


def test_an_alternative_that_is_left_out_is_not_spoken_of() -> None:
    guess = {"basis": "inferred", "stance": "speculates", "claimed_by": ()}
    one, other = claim("a3", "a2", **guess), claim("a3", "a1", **guess)
    whole = replace(
        built_of(EXCHANGE, []),
        inferred=(replace(one, alternative_to=(other.iri,)), other),
    )
    assert narrow(whole, Selected(links=whole.inferred[:1])).inferred == (one,)
    both = Selected(actions=EXCHANGE[:1], links=whole.inferred)
    assert narrow(whole, both).inferred == whole.inferred


def test_rivals_need_each_other_whichever_of_them_says_so() -> None:
    one, other = claim("a3", "a2"), claim("a3", "a1")
    built = built_of(EXCHANGE, [replace(one, conflicts_with=(other.iri,)), other])
    for asked in (one, other):
        part = narrow(built, Selected(links=(asked,)))
        assert {each.iri for each in part.links} == {one.iri, other.iri}


COMMANDS = [
    ["export", "--format", "nquads", "-o", "-", "--actor", "USA"],
    ["export", "--format", "nquads", "-o", "-", "--basis", "stated"],
    ["export", "--format", "nquads", "-o", "-", "--since", "2018", "--chain",
     "russian-spying-poland"],
    ["export", "--format", "nquads", "-o", "-", "--actor", "USA", "--address", "#basis=stated"],
    ["chains", "--format", "turtle", "--basis", "stated"],
    ["chains", "--format", "turtle", "--view", "ladder", "--dyad", "USA", "RUS"],
    ["chains", "--format", "turtle", "--view", "longest"],
    ["chains", "--format", "turtle", "--view", "case", "--case", "salisbury-2018"],
]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_what_a_command_writes_of_a_part_adds_nothing_to_the_whole(
    words: list[str], built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.build.build_graph", lambda *_, **__: built)
    ran = CliRunner().invoke(main, words, catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    form = ox.RdfFormat.TURTLE if "turtle" in words else ox.RdfFormat.N_QUADS
    data, said = split_description(ox.parse(ran.stdout_bytes, format=form))
    assert said is not None
    assert said.selection
    triples = {each.triple for each in data}
    assert len(triples) > 50
    assert triples - {each.triple for each in build_quads(built)} == set()
    assert dangling(set(data)) == set()
