"""What an export of a part says: nothing that the whole does not, and nothing that dangles."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from support import PLACE, act, claim, paper, people, record

from kg.build import narrow_build
from kg.cli import main
from kg.export.rdf import build_quads
from kg.export.sheets import tables
from kg.infer.built import Built, infer
from kg.infer.rules import default_rules
from kg.model.actions import Case, Report
from kg.model.ids import BASE, PREFIXES
from kg.rdf.description import split_description
from kg.read.corpus import Corpus
from kg.select.selection import Selection, select

LINK = "second--first--retaliation-stated-alleges"


def voice(name: str, action: str, stance: str = "asserts") -> Report:
    return Report(
        iri=name, action=action, stance=stance, attributed_to=("XSY",), table="t.csv", row=2,
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
    said = built.corpus.record
    return narrow_build(
        built, select(said.actions, (*said.links, *built.inferred), Selection(**given))
    )


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


def test_the_fixture_can_contradict_and_dangle() -> None:
    whole = disputed()
    assert whole.answers["second"] == "answered"
    assert dangling(spoken(whole)) == set()
    assert len(whole.chains) == 1
    found = select(whole.corpus.record.actions, whole.corpus.record.links,
                   Selection(basis=("stated",)))  # fmt: skip
    assert found.chains[0].length < whole.chains[0].length


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
    assert part.answers["second"] == "answered"
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


COMMANDS = [
    ["export", "--format", "nquads", "-o", "-", "--actor", "USA"],
    ["export", "--format", "nquads", "-o", "-", "--basis", "stated"],
    [
        "export",
        "--format",
        "nquads",
        "-o",
        "-",
        "--since",
        "2018",
        "--chain",
        "russian-spying-poland",
    ],
    ["chains", "--format", "turtle", "--basis", "stated"],
    ["chains", "--format", "turtle", "--view", "ladder", "--dyad", "USA", "RUS"],
    ["chains", "--format", "turtle", "--view", "longest"],
    ["chains", "--format", "turtle", "--view", "case", "--case", "salisbury-2018"],
]


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
