"""Profiles: everything about one thing, with stated and inferred apart."""

from __future__ import annotations

from dataclasses import replace

from support import PLACE, act, claim, paper, people, record, report, store

from kg.model.actions import Case, Record, Values
from kg.model.actors import Actor, Actors, Post, Quantity, Tenure
from kg.tell.facts import Facts
from kg.tell.show import Profile, describe

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
    return describe(Facts(store(said, PEOPLE)), thing)


def section(profile: Profile, heading: str) -> list[str]:
    return [str(line) for head, lines in profile.sections if head == heading for line in lines]


def test_an_actor_has_its_names_posts_acts_and_what_is_open() -> None:
    state = shown("actor:XRU")
    assert state.title == "Ruritania"
    assert section(state, "About")[0] == "Kind: state  [actor:XRU]"
    assert "Part of: Embassy of Ruritania  [actor:embassy]" not in section(state, "About")
    assert section(state, "Offices and their holders")[1] == (
        "since 2030-01-01: Foreign minister: Elodie Lukasz  [actor:envoy]"
    )
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
        "asserts: “strike” (Klow Gazette, characters 0 to 10)  [report:gazette-1-0]"
    )
    assert section(person, "Claims made by it") == [
        "stated by Elodie Lukasz; retaliation: “answer” on “strike”; said to answer; 4 days later; "
        "Klow Gazette, characters 30 to 40  [link:answer--strike--retaliation-stated-asserts]"
    ]


def test_an_action_has_its_reports_with_speaker_place_and_values() -> None:
    action = shown("action:strike")
    assert "Count: 23 persons" in section(action, "About")
    assert "Answer state: answered" in section(action, "About")
    assert section(action, "Reports") == [
        "Elodie Lukasz: asserts (Klow Gazette, characters 0 to 10): count 23 persons"
        "  [report:gazette-1-0]",
        "The author: asserts (Klow Gazette, characters 15 to 25): reason given spying; "
        "count 25 persons  [report:gazette-1-15]",
    ]


def test_both_accounts_stand_where_they_differ() -> None:
    assert section(shown("action:strike"), "Where accounts differ") == [
        "Count: 23 persons (Elodie Lukasz, Klow Gazette) | 25 persons (the author, Klow Gazette)"
    ]
    agreed = replace(SAID, reports=SAID.reports[:1])
    assert section(shown("action:strike", agreed), "Where accounts differ") == []


def test_links_stand_both_ways_and_order_is_never_an_answer() -> None:
    action, response = shown("action:strike"), shown("action:answer")
    assert section(response, "What it is said to answer") == [
        "stated by Elodie Lukasz; retaliation: “strike”; 4 days later; Klow Gazette, characters "
        "30 to 40  [link:answer--strike--retaliation-stated-asserts]"
    ]
    assert section(response, "What it is said not to answer, or only to come after") == [
        "reported by Klow Gazette; sequence: “strike”; said only to come after"
        "  [link:answer--strike--sequence-reported-asserts]"
    ]
    answers = section(action, "What is said to answer it")
    assert [line.partition(";")[0] for line in answers] == [
        "stated by Elodie Lukasz", "reported by Klow Gazette",
    ]  # fmt: skip
    assert "; hedged" in answers[1]


def test_what_a_rule_infers_stands_apart() -> None:
    pair = record([act("strike", count=23), act("answer", "XBO", "XRU", "2031-03-02", count=23)])
    response = shown("action:answer", pair)
    assert section(response, "What it is said to answer") == []
    (line,) = section(response, "What it is inferred to answer; no source says so")
    assert line.startswith("inferred; retaliation: “strike”; confidence 0.")


def test_an_inferred_link_has_its_features_and_what_else_is_claimed_of_the_pair() -> None:
    ordered = claim("answer", "strike", relation="sequence")
    said = record([act("strike", count=23), act("answer", "XBO", "XRU", "2031-03-05")], [ordered])
    facts = Facts(store(said))
    (link,) = facts.having("ret:basis", "code:inferred")
    profile = describe(facts, link)
    assert "Feature: sameKind +1.5 log-odds" in section(profile, "About")
    others = section(profile, "Other claims on the same pair")
    assert others[0] == "Inferred by a rule: no source says so"
    assert "said only to come after" in others[1]


def test_a_denial_says_of_what_and_through_whom() -> None:
    (line,) = section(shown("action:answer"), "Reports")
    assert line.startswith("Elodie Lukasz through Klow Gazette: denies its legality (Klow Gazette")


def test_what_points_to_an_action_and_its_chain_are_there() -> None:
    heading = "Actions that speak of it, announce it, prepare it or are a part of it"
    assert section(shown("action:answer"), heading) == [
        "Part of the action: part  [action:part]", "Prepares: plan  [action:plan]",
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
    case = shown("case:the-case")
    assert len(section(case, "What has it as “belongs to the case”")) == 4
    post = shown("post:minister")
    assert section(post, "What has it as “post held”") == [
        "since 2030-01-01: Elodie Lukasz  [actor:envoy]"
    ]


def test_claims_reports_and_tenures_have_words_for_a_title() -> None:
    assert shown("link:answer--strike--sequence-reported-asserts").title == "“answer” on “strike”"
    assert shown("report:gazette-1-0").title == "“Klow expels 23” on “strike”"
    person = Facts(store(SAID, PEOPLE))
    (tenure,) = person.having("ret:holder", "actor:envoy")
    assert describe(person, tenure).title == "Elodie Lukasz as Foreign minister"
    chain = section(shown("chain:strike"), "About")
    assert any(line.startswith("Link in the chain: “answer” on “strike”  [") for line in chain)


def test_a_text_that_looks_like_a_name_stays_a_text() -> None:
    hostile = report("strike", values=Values(reason="action: <b>\n x", place="code:asserts"))
    profile = shown("action:strike", replace(SAID, reports=(hostile,)))
    assert "place code:asserts; reason given action: <b>\n x" in section(profile, "Reports")[0]


def test_a_profile_is_a_table_and_a_text_of_the_terminals_width() -> None:
    profile = shown("action:strike")
    table = profile.to_table()
    assert table.header == ("section", "what", "text", "thing")
    assert table.rows[0] == ("About", "Kind", "expulsion", "action:strike")
    assert max(map(len, profile.to_text(60).splitlines())) <= 60
    assert profile.to_text().startswith("strike\n======\n\nAbout\n- Kind: expulsion")
