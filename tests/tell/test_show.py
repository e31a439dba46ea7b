"""Profiles: everything about one thing, with stated and inferred apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from support import PLACE, act, claim, index, paper, people, record, report

from kg.infer.built import Built, open_built
from kg.model.actions import Case, Record, Values
from kg.model.actors import Actor, Actors, Post, Quantity, Tenure
from kg.page import page_data
from kg.rdf.graph import to_quads, write_rdf
from kg.tell.explain import explain
from kg.tell.index import Index
from kg.tell.lines import Profile
from kg.tell.search import search
from kg.tell.show import KINDS, describe
from kg.tell.stats import tally_all

ENVOY = Actor(id="envoy", kind="Person", label="Elodie Lukasz", place=PLACE)
EMBASSY = Actor(
    id="embassy", kind="DiplomaticMission", label="Embassy of Ruritania", part_of=("XRU",),
    accredited_to=("XBO",), place=PLACE,
)  # fmt: skip
POST = Post(id="minister", label="Foreign minister", post_of="XRU", place=PLACE)
TENURE = Tenure(
    holder="envoy", post="minister", since="2030-01-01", until=None, date_source="almanac",
    place=PLACE,
)  # fmt: skip
PEOPLE = people(ENVOY, EMBASSY)
PEOPLE = Actors([PEOPLE[name] for name in PEOPLE.ids()], [POST], [TENURE])


def persons(count: int) -> Quantity:
    return Quantity(minimum=count, maximum=count, unit="persons")


SAID = record(
    [
        act("strike", count=23),
        act("answer", "XBO", "XRU", "2031-03-05"),
        act("plan", "XBO", "XRU", None, kind="Preparation", material=False, prepares=("answer",)),
        act("part", "XBO", "XRU", "2031-03-05", part_of=("answer",)),
    ],
    [
        claim("answer", "strike", basis="stated", claimed_by=("envoy",), article="gazette-1",
              start=30, end=40, min_lag=4, max_lag=4),
        claim("answer", "strike", relation="sequence"),
        claim("plan", "strike", stance="implies"),
    ],
    reports=(
        report("strike", 0, values=Values(quantity=persons(23)), attributed_to=("envoy",)),
        report("strike", 15, values=Values(quantity=persons(25), reason="spying")),
        report("answer", 30, stance="denies", stance_on="legality", attributed_to=("envoy",),
               relayed_by=("gazette",)),
    ),
    articles=(paper(),),
    cases=(Case(id="the-case", label="The feud", place=PLACE),),
)  # fmt: skip


def shown(thing: str, said: Record = SAID) -> Profile:
    return describe(index(said, PEOPLE), thing)


def section(profile: Profile, heading: str) -> list[str]:
    return [str(line) for head, lines in profile.sections if head == heading for line in lines]


def test_an_actor_has_its_names_posts_acts_and_what_is_open() -> None:
    state = shown("actor:XRU")
    assert state.title == "Ruritania"
    assert section(state, "About")[0] == "Kind: State  [actor:XRU]"
    assert section(state, "Offices and their holders") == [
        "Foreign minister  [post:minister]", "since 2030-01-01: Elodie Lukasz  [actor:envoy]",
    ]  # fmt: skip
    assert section(state, "Acts done") == ["2031-03-01: strike; answered  [action:strike]"]
    assert section(state, "Open: received and unanswered") == [
        "2031-03-05: answer; unanswered  [action:answer]",
        "2031-03-05: part; unanswered  [action:part]",
    ]
    assert section(state, "Open: done and unanswered") == []


def test_a_person_has_posts_words_and_claims() -> None:
    person = shown("actor:envoy")
    assert section(person, "Posts") == ["since 2030-01-01: Foreign minister  [post:minister]"]
    assert section(person, "Said by it")[0] == (
        "Said by Elodie Lukasz: on “strike”: Asserts (Klow Gazette, characters 0 to 10); count: "
        "23 persons  [report:gazette-1-0]"
    )
    assert section(person, "Claims made by it") == [
        "“answer” is said to answer “strike” (4 days later): Retaliation. Stated by Elodie Lukasz "
        "(Klow Gazette, characters 30 to 40).  [link:answer--strike--retaliation-stated-asserts]"
    ]


def test_an_action_has_its_reports_with_speaker_place_and_values() -> None:
    action = shown("action:strike")
    assert "Count: 23 persons" in section(action, "About")
    assert "Answer: Answered: a source names a response." in section(action, "About")
    assert section(action, "Reports") == [
        "Said by Elodie Lukasz: Asserts (Klow Gazette, characters 0 to 10); count: 23 persons"
        "  [report:gazette-1-0]",
        "In the author's own voice: Asserts (Klow Gazette, characters 15 to 25); count: 25 "
        "persons; reason given: spying  [report:gazette-1-15]",
    ]


def test_both_accounts_stand_where_they_differ() -> None:
    assert section(shown("action:strike"), "Where accounts differ") == [
        "Count: 23 persons (Elodie Lukasz, Klow Gazette)", "Count: 25 persons (Klow Gazette)",
    ]  # fmt: skip
    agreed = replace(SAID, reports=SAID.reports[:1])
    assert section(shown("action:strike", agreed), "Where accounts differ") == []


def told(*values: Values) -> Record:
    """The strike as these voices tell it."""
    said = tuple(report("strike", 20 * n, values=each) for n, each in enumerate(values))
    return replace(SAID, reports=said)


def test_several_reasons_are_reasons_and_no_disagreement() -> None:
    reasons = told(Values(reason="spying"), Values(reason="an insult", legal_basis="Article 9"))
    shown_reasons = shown("action:strike", reasons)
    assert section(shown_reasons, "Where accounts differ") == []
    assert section(shown_reasons, "Reasons given") == [
        "Reason given: spying (Klow Gazette)", "Reason given: an insult (Klow Gazette)",
    ]  # fmt: skip
    one = shown("action:strike", told(Values(reason="spying"), Values()))
    assert section(one, "Reasons given") == []


def test_stages_of_one_act_are_no_disagreement_and_a_refusal_of_what_was_done_is() -> None:
    stages = told(*(Values(status=each) for each in ("planned", "ordered", "carriedOut")))
    assert section(shown("action:strike", stages), "Where accounts differ") == []
    torn = told(Values(status="carriedOut"), Values(status="declined"))
    assert section(shown("action:strike", torn), "Where accounts differ") == [
        "Status: carried out (Klow Gazette)", "Status: declined (Klow Gazette)",
    ]  # fmt: skip


def test_words_that_differ_in_case_alone_are_one_account() -> None:
    told = tuple(
        report("strike", 20 * n, values=Values(reason=text))
        for n, text in enumerate(("Spying", "spying"))
    )
    same = replace(SAID, reports=told)
    assert section(shown("action:strike", same), "Reasons given") == []


def test_links_stand_both_ways_and_order_is_never_an_answer() -> None:
    action, response = shown("action:strike"), shown("action:answer")
    assert section(response, "Said to answer") == [
        "“strike” (4 days later): Retaliation. Stated by Elodie Lukasz (Klow Gazette, characters "
        "30 to 40).  [link:answer--strike--retaliation-stated-asserts]"
    ]
    order = "Said only to come after or to coincide, not to answer"
    assert section(response, order) == [
        "“strike”: Sequence. Reported by Klow Gazette.  "
        "[link:answer--strike--sequence-reported-asserts]"
    ]
    answers = section(action, "Said to be answered by")
    assert [line.partition(" (")[0].partition(":")[0] for line in answers] == ["“answer”", "“plan”"]
    assert "Retaliation (implies). Reported by Klow Gazette." in answers[1]
    before = "Said only to come before or to coincide"
    assert len(section(action, before)) == 1


def test_what_speaks_against_an_answer_and_what_declines_one_stand_apart() -> None:
    links = [
        claim("answer", "strike", stance="denies"),
        claim("answer", "strike", relation="nonRetaliation"),
        claim("part", "strike", relation="nonRetaliation", refusal=True),
    ]
    action = shown("action:strike", replace(SAID, links=tuple(links)))
    assert section(action, "Said to be answered by") == []
    assert len(section(action, "Said not to be answered by")) == 2
    assert len(section(action, "Said to be declined by")) == 1


def test_what_a_rule_infers_stands_apart() -> None:
    pair = record([act("strike", count=23), act("answer", "XBO", "XRU", "2031-03-02", count=23)])
    response = shown("action:answer", pair)
    assert section(response, "Said to answer") == []
    (line,) = section(response, "Inferred to answer; no source says so")
    assert line.startswith(
        "“strike” (1 day later): Retaliation. Inferred by a rule: no source says so. Confidence 0."
    )


def test_an_inferred_link_has_its_reasons_and_what_else_is_claimed_of_the_pair() -> None:
    ordered = claim("answer", "strike", relation="sequence")
    said = record([act("strike", count=23), act("answer", "XBO", "XRU", "2031-03-05")], [ordered])
    known = index(said)
    (link,) = (each for each in known.data.links if each.basis == "inferred")
    profile = describe(known, f"link:{link.iri}")
    reasons = section(profile, "For and against")
    assert all(any(x.startswith(f"{each.says}: ") for x in reasons) for each in link.features)
    (other,) = section(profile, "Other claims on the same pair")
    assert other.startswith("“answer” is said only to come after “strike”: Sequence.")


def test_a_denial_says_of_what_and_through_whom() -> None:
    (line,) = section(shown("action:answer"), "Reports")
    assert line.startswith(
        "Said by Elodie Lukasz, relayed by Klow Gazette: Denies (whether it was lawful) (Klow"
    )


def test_what_points_to_an_action_and_its_chain_are_there() -> None:
    heading = "Actions that speak of it, announce it, prepare it or are a part of it"
    assert section(shown("action:answer"), heading) == [
        "Part of it: part  [action:part]", "Prepares it: plan  [action:plan]",
    ]  # fmt: skip
    assert section(shown("action:answer"), "Chains") == [
        "Chain that begins with: strike  [chain:strike]"
    ]


def test_an_article_has_its_actions_and_claims() -> None:
    article = shown("article:gazette-1")
    assert article.title == "Klow expels 23"
    assert "Publisher: Klow Gazette  [actor:gazette]" in section(article, "About")
    assert section(article, "Actions reported") == [
        "2031-03-01: strike (2 reports)  [action:strike]", "2031-03-05: answer  [action:answer]",
    ]  # fmt: skip
    assert len(section(article, "Claims made")) == 1


def test_other_things_have_what_points_at_them() -> None:
    assert len(section(shown("case:the-case"), "Actions in it")) == 4
    post = shown("post:minister")
    assert section(post, "Holders") == ["since 2030-01-01: Elodie Lukasz  [actor:envoy]"]
    disputed = replace(SAID.links[0], disputed_by=(("report", "gazette-1-30"),))
    report_ = shown("report:gazette-1-30", replace(SAID, links=(disputed,)))
    assert len(section(report_, "Claims that it disputes")) == 1


def test_claims_reports_and_tenures_have_words_for_a_title() -> None:
    assert shown("link:answer--strike--sequence-reported-asserts").title == "“answer” on “strike”"
    assert shown("report:gazette-1-0").title == "“Klow expels 23” on “strike”"
    known = index(SAID, PEOPLE)
    (tenure,) = (each for each in known.things if each.startswith("tenure:"))
    assert describe(known, tenure).title == "Elodie Lukasz as Foreign minister"
    (claim_,) = section(shown("chain:strike"), "Claims that hold it together")
    assert claim_.startswith("“answer” is said to answer “strike”")


def test_everything_there_is_can_be_shown() -> None:
    known = index(SAID, PEOPLE)
    kinds = {each.partition(":")[0] for each in known.things}
    assert kinds == set(KINDS)
    assert all(describe(known, each).sections for each in known.things)


def test_a_text_that_looks_like_a_name_stays_a_text() -> None:
    hostile = report("strike", values=Values(reason="action: <b>\n x", place="code:asserts"))
    profile = shown("action:strike", replace(SAID, reports=(hostile,)))
    assert "place: code:asserts; reason given: action: <b>\n x" in section(profile, "Reports")[0]


def read_back(made: Built, folder: Path) -> Index:
    file = folder / "graph.nq"
    graphs = (made.stated.columns(), made.derived.columns())
    file.write_bytes(write_rdf([x for each in graphs for x in to_quads(each)], "nquads"))
    return Index(page_data(open_built(file)))


def test_a_graph_tells_the_same_as_the_data_that_it_was_made_from(
    built: Built, tmp_path: Path
) -> None:
    folder, graph = Index(page_data(built)), read_back(built, tmp_path)
    assert folder.things == graph.things
    for thing in folder.things:
        assert describe(folder, thing) == describe(graph, thing)
        if thing.startswith(("action:", "link:", "chain:")):
            assert explain(folder, thing) == explain(graph, thing)
    assert tally_all(folder) == tally_all(graph)
    for text in ("expel", "russia", "US", "times"):
        assert search(folder, text) == search(graph, text)


def test_an_explanation_has_the_lines_that_show_has() -> None:
    known = index(SAID, PEOPLE)
    for thing in ("action:strike", f"link:{SAID.links[0].iri}", "chain:strike"):
        assert explain(known, thing).profile == describe(known, thing)
