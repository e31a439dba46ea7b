"""RDF -> the model: what is read back equals what was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from support import EXCHANGE, PLACE, RIVALS, act, claim, paper, people, record, report, row

from kg.errors import UnreadableError
from kg.infer.built import Built, infer
from kg.model.actions import Case, Chain, Feature, Record, Values
from kg.model.actors import Actor, Actors, Post, Quantity, Tenure
from kg.rdf.actors import actors_named
from kg.rdf.graph import FORMATS, Quad, parse_rdf, to_quads, write_rdf
from kg.rdf.record import Reading, read_record
from kg.read.corpus import Corpus, read_corpus

PREFIXES = """
@prefix action: <https://w3id.org/retaliation-kg/id/action/> .
@prefix actor: <https://w3id.org/retaliation-kg/id/actor/> .
@prefix article: <https://w3id.org/retaliation-kg/id/article/> .
@prefix chain: <https://w3id.org/retaliation-kg/id/chain/> .
@prefix code: <https://w3id.org/retaliation-kg/code/> .
@prefix link: <https://w3id.org/retaliation-kg/id/link/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix report: <https://w3id.org/retaliation-kg/id/report/> .
@prefix ret: <https://w3id.org/retaliation-kg/ontology#> .
"""
ENVOY = Actor(
    id="envoy", kind="Person", label="Élodie", alt_labels=("E. L.", "Mme L."), wikidata="Q7",
    place=PLACE,
)  # fmt: skip
FAMILIES = Actor(
    id="families", kind="Group", label="families", part_of=("XRU",), place=PLACE,
    quantity=Quantity(minimum=None, maximum=40, unit="persons", approximate=True),
)  # fmt: skip
UNION = Actor(id="union", kind="InternationalOrganization", label="Union", place=PLACE)
EMBASSY = Actor(
    id="embassy", kind="DiplomaticMission", label="Embassy", part_of=("XRU",), place=PLACE,
    member_of=("union",), accredited_to=("XBO", "XSY"),
)  # fmt: skip
POSTS = (
    Post(id="king", label="King", post_of="XRU", excludes=("minister",), place=PLACE),
    Post(id="minister", label="Minister", post_of="XRU", place=PLACE),
)
TENURES = (
    Tenure(holder="envoy", post="king", since="2029~", until="2030-05", date_source="almanac",
           place=PLACE),
    Tenure(holder="envoy", post="minister", since=None, until=None, date_source="almanac",
           place=PLACE),
)  # fmt: skip
DIRECTORY = people(ENVOY, FAMILIES, UNION, EMBASSY)
DIRECTORY = Actors([DIRECTORY[name] for name in DIRECTORY.ids()], POSTS, TENURES)
EVERY_VALUE = Values(
    actor=("XBO", "XRU"), recipient=("XSY",), performed_by=("envoy",), affected=("families",),
    quantity=Quantity(minimum=3, maximum=None, unit="missions"), date="2031-03~",
    within_day=2, disclosed="2031-03-14/..", deadline="2031-04-01/..", deadline_term="P7D",
    status="ordered", place="Klow",
    reason="spying", legal_basis="article 9", alleged_breach_of="article 41",
)  # fmt: skip
FULL = record(
    [
        replace(act("a1"), values=EVERY_VALUE, date_source="almanac", latest=None,
                known=(date(2031, 3, 14), None), part_of=("a2", "a3"),
                contested=("occurrence", "legality")),
        act("a2", "XBO", "XRU", "2031-03-05", count=4),
        act("a3", "XRU", "XBO", None, kind="Threat", material=False, about=("a1",),
            announces=("a2",), prepares=("a1", "a2")),
        act("embassy-acts", "embassy", "envoy", "2031-03-01"),
    ],
    [
        claim("a2", "a1", claimed_by=("XBO", "gazette"), min_lag=0, max_lag=4, start=5, end=9,
              article="gazette-1", reading_certainty=Decimal("0.75"),
              disputed_by=(("link", "x"), ("report", "gazette-1-20")), conflicts_with=("y", "z")),
        claim("a2", "a1", relation="solidarity", solidarity_with=("XRU", "XSY"), table="t.csv",
              row=3, min_lag=2),
    ],
    articles=(
        paper(published="2031-03~", published_source="almanac", url="https://example.org/a?b=c"),
    ),
    cases=(Case(id="the-case", label="The feud", description="It\nis old.", place=PLACE),),
    reports=(
        report("a1", 0, values=EVERY_VALUE, described_as="Recall", attributed_to=("XBO", "envoy"),
               relayed_by=("gazette",), stance="alleges", stance_on="responsibility"),
        report("a2", 20),
        replace(row("a2", 7), source="the bulletin of 5 March", selection="measureCue",
                identifier="row-7"),
    ),
)  # fmt: skip


def built(said: Record, actors: Actors = DIRECTORY) -> Built:
    return infer(Corpus(record=said, actors=actors, findings=(), unreadable=(), inputs={}))


def quads(made: Built) -> list[Quad]:
    return [*to_quads(made.stated.columns()), *to_quads(made.derived.columns())]


def through(made: Built, form: str = "nquads") -> Reading:
    """What comes back from a file of a format."""
    return read_record(parse_rdf(write_rdf(quads(made), form), form, f"x.{form}"))


def assert_equal(made: Built, found: Reading) -> None:
    assert found.record == made.corpus.record
    assert (found.inferred, found.chains) == (made.inferred, made.chains)
    assert found.answers == made.answers
    before = made.corpus.actors
    named = before.closure(actors_named(made.corpus.record))
    assert found.actors.ids() == named
    assert [found.actors[name] for name in named] == [before[name] for name in named]
    assert found.actors.tenures == tuple(x for x in before.tenures if x.holder in named)
    assert found.actors.posts.items() <= before.posts.items()
    assert {each.post for each in found.actors.tenures} <= found.actors.posts.keys()


@pytest.mark.parametrize("form", FORMATS)
def test_the_bundled_articles_come_back_from_each_format(form: str, built: Built) -> None:
    assert_equal(built, through(built, form))


def test_event_tables_come_back(whole: Built) -> None:
    assert_equal(whole, through(whole))


def test_fixtures_come_back() -> None:
    made = infer(read_corpus(RIVALS))
    assert_equal(made, through(made))


@pytest.mark.parametrize("form", FORMATS)
def test_every_value_there_is_comes_back_from_each_format(form: str) -> None:
    made = built(FULL)
    assert_equal(made, through(made, form))


def test_chains_and_inferred_links_come_back_in_their_order_with_their_words() -> None:
    told = tuple(report(f"a{each}", 20 * each) for each in (1, 2, 3))
    made = built(record(EXCHANGE, [claim("a2", "a1")], articles=(paper(),), reports=told))
    found = through(made)
    assert_equal(made, found)
    (link,) = found.inferred
    assert link.features == made.inferred[0].features
    assert all(each.says for each in link.features)
    (chain,) = found.chains
    assert (chain.actions, chain.open_since) == (("a1", "a2", "a3"), (date(2031, 3, 9),))


def test_a_whole_record_built_from_what_was_read_has_the_same_triples() -> None:
    made = built(FULL)
    found = through(made)
    assert set(quads(built(found.record, found.actors))) == set(quads(made))


def text_of(turtle: str) -> Reading:
    return read_record(parse_rdf((PREFIXES + turtle).encode(), "turtle", "x.ttl"), "x.ttl")


ACTS = "action:a a ret:Expulsion . action:b a ret:Recall . "
CLAIM = "link:l a ret:Link ; ret:response action:b ; ret:trigger action:a ; ret:stance code:asserts"


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("report:r a ret:Report ; ret:stance code:asserts .", "report:r: has no ret:ofAction"),
        (
            "report:r a ret:Report ; ret:ofAction action:z ; ret:stance code:asserts .",
            "report:r: ret:ofAction is action:z, which the graph does not describe",
        ),
        (ACTS + "report:r a ret:Report ; ret:ofAction action:a .", "report:r: has no ret:stance"),
        (ACTS + "link:l a ret:Link ; ret:trigger action:a .", "link:l: has no ret:response"),
        (ACTS + "link:l a ret:Link ; ret:response action:a .", "link:l: has no ret:trigger"),
        (ACTS + f"{CLAIM} .", "link:l: has no ret:relation or ret:basis or ret:stance"),
        ("article:x a ret:Article .", "article:x: has no ret:publisher or ret:published"),
    ],
)
def test_a_thing_of_ours_without_what_it_needs_is_named_in_one_line(
    turtle: str, message: str
) -> None:
    with pytest.raises(UnreadableError) as caught:
        text_of(turtle)
    (finding,) = caught.value.findings
    assert str(finding).startswith(f"x.ttl: {message}")
    assert "kg build" in finding.message


def test_what_is_not_ours_and_what_is_no_value_are_passed_over() -> None:
    found = text_of(
        ACTS
        + """
        action:a a <urn:x>, [] ; ret:actorState "no thing", [], actor:XRU ; ret:earliest "soon" ;
          ret:quantity "many" ; ret:place <urn:z> ; ret:answerState "maybe" ; ret:date "then" .
        action:c a ret:Picnic . actor:z a ret:Ghost . <urn:q> a ret:Report .
        [] ret:ofAction action:a ; ret:start "first" . actor:y rdfs:label "only named" .
        """
    )
    first, second = found.record.actions
    assert (first.id, first.label, first.actor_states) == ("a", "a", ("XRU",))
    assert (first.earliest, first.values) == (None, Values())
    assert (second.kind, found.record.reports, found.actors.ids()) == ("Recall", (), [])
    assert found.answers == {}


def test_classes_that_a_reasoner_adds_change_nothing() -> None:
    made = built(FULL)
    more = """
        action:a1 a ret:Action, ret:DiplomaticMeasure . actor:union a ret:Organization, ret:Actor .
    """
    added = parse_rdf((PREFIXES + more).encode(), "turtle", "more.ttl")
    assert_equal(made, read_record([*quads(made), *added]))


def test_a_part_may_name_links_and_actions_that_it_does_not_have() -> None:
    found = text_of(
        ACTS
        + f"{CLAIM} ; ret:relation code:retaliation ; ret:basis code:reported ."
        + """
        chain:a a ret:Chain ; ret:hasLink link:l, link:gone ; ret:firstAction action:a ;
          ret:lastAction action:gone ; ret:length 3 .
        chain:z a ret:Chain ; ret:hasLink link:gone ; ret:firstAction action:gone .
        """
    )
    assert found.chains == (
        Chain(id="a", actions=("a", "b"), links=("l",), first=("a",), last=(), length=3),
    )


def test_a_feature_without_a_weight_is_told() -> None:
    link = claim(
        "a2", "a1", basis="inferred", claimed_by=(), confidence=Decimal("0.8"),
        features=(Feature(name="prior", contribution=Decimal("1.5")),),
    )  # fmt: skip
    made = built(record(EXCHANGE[:2], [link]))
    kept = [each for each in quads(made) if "contribution" not in each.predicate.value]
    with pytest.raises(UnreadableError, match=r"feature:.*has no ret:featureName or ret:contrib"):
        read_record(kept)
