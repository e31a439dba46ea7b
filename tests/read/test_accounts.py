"""Many accounts -> one record: agreement, disagreement, and what cannot be joined."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support import PLACE, people

from kg.errors import Finding, Place
from kg.model.actions import Account, Action, Article, Case, Link, Record, Report, Values
from kg.model.actors import Actor, Actors, Post, Quantity, Tenure
from kg.model.dates import edtf_bounds
from kg.read.accounts import join_accounts

THREE = Quantity(minimum=3, maximum=3, unit="persons")
FOUR = Quantity(minimum=4, maximum=4, unit="persons")


def at(line: int, file: str = "one.yaml") -> Place:
    return Place(file, line, 1)


def act(name: str, line: int = 10, **more: Any) -> Action:
    """A declaration as articles.read_article gives it."""
    values = {"actor": ("XRU",), "recipient": ("XBO",), **more.pop("values", {})}
    given = {"kind": "Expulsion", "label": name, "place": at(line), **more}
    return Action(id=name, values=Values(**values), **given)


def told(action: str, start: int = 0, article: str = "one", **more: Any) -> Report:
    given = {key: more.pop(key) for key in ("stance", "stance_on", "attributed_to") if key in more}
    line = more.pop("line", 20 + start)
    return Report(
        iri=f"{article}-{start}",
        action=action,
        article=article,
        start=start,
        end=start + 5,
        place=at(line, f"{article}.yaml"),
        values=Values(**{"status": "carriedOut", **more}),
        **{"stance": "asserts", **given},
    )


def claim(response: str, trigger: str, line: int = 30, **more: Any) -> Link:
    given = {"relation": "retaliation", "basis": "reported", "stance": "asserts", **more}
    given = {"claimed_by": ("gazette",), "article": "one", "place": at(line), **given}
    iri = given.pop("iri", f"{response}--{trigger}--{line}")
    return Link(iri=iri, response=response, trigger=trigger, **given)


def source(name: str) -> Article:
    return Article(
        id=name,
        title=name,
        publisher="gazette",
        published="2031",
        text_digest="ab" * 32,
        text_length=1000,
        place=at(3, f"{name}.yaml"),
    )


def account(*things: Any, article: str | None = "one") -> Account:
    def some(kind: type) -> tuple[Any, ...]:
        return tuple(each for each in things if isinstance(each, kind))

    return Account(
        article=source(article) if article else None,
        cases=some(Case),
        actions=some(Action),
        reports=some(Report),
        links=some(Link),
    )


def join(*accounts: Account, actors: Actors | None = None) -> tuple[Record, list[str]]:
    findings: list[Finding] = []
    record = join_accounts(accounts, actors or people(), findings)
    return record, [str(each) for each in sorted(findings)]


def settled(*reports: Report, declared: Action | None = None) -> tuple[Action, list[str]]:
    """The one action `expels`, as these reports leave it."""
    record, findings = join(account(declared or act("expels"), *reports))
    return record.actions[0], findings


def days(action: Action) -> tuple[str | None, str | None]:
    first, last = action.earliest, action.latest
    return first and first.isoformat(), last and last.isoformat()


def test_an_event_that_two_articles_tell_is_one_action_with_two_reports():
    one = account(act("expels"), told("expels", quantity=THREE))
    two = account(told("expels", article="two", quantity=THREE), article="two")
    record, findings = join(one, two)
    assert findings == []
    assert [each.id for each in record.actions] == ["expels"]
    assert [(each.article, each.action) for each in record.reports] == [
        ("one", "expels"),
        ("two", "expels"),
    ]
    assert [each.id for each in record.articles] == ["one", "two"]
    assert record.actions[0].values.quantity == THREE


VALUES = [
    ("quantity", THREE, FOUR),
    ("date", "2031-03-01", "2031-03"),
    ("within_day", 1, 2),
    ("disclosed", "2031-03-14", "2031-03"),
    ("deadline", "2031-04-01", "2031-04-02"),
    ("deadline_term", "P7D", "P2D"),
    ("status", "ordered", "announced"),
    ("place", "Strelsau", "Zenda"),
    ("affected", ("gazette",), ("XSY",)),
]


def errors(findings):
    """Without the warning that a place within the day wants the day."""
    return [each for each in findings if ": warning: withinDay: is a place" not in each]


@pytest.mark.parametrize(("name", "value", "other"), VALUES)
def test_a_value_stands_where_all_who_give_one_agree(name, value, other):
    silent = {"status": None} if name == "status" else {}
    action, findings = settled(
        told("expels", 0, **{name: value}),
        told("expels", 10, **{name: value}),
        told("expels", 20, **silent),
    )
    assert (errors(findings), getattr(action.values, name)) == ([], value)


@pytest.mark.parametrize(("name", "value", "other"), [x for x in VALUES if x[0] != "status"])
def test_a_value_that_two_assert_differently_stands_on_the_reports_alone(name, value, other):
    reports = (told("expels", 0, **{name: value}), told("expels", 10, **{name: other}))
    record, findings = join(account(act("expels"), *reports))
    assert (errors(findings), getattr(record.actions[0].values, name) or None) == ([], None)
    assert record.reports == reports


def test_a_number_said_to_be_about_right_is_another_than_an_exact_one():
    about = replace(THREE, approximate=True)
    action, _ = settled(told("expels", 0, quantity=THREE), told("expels", 10, quantity=about))
    assert action.values.quantity is None


def test_a_deadline_by_day_and_one_by_term_do_not_agree():
    action, _ = settled(
        told("expels", 0, deadline="2031-03-08"), told("expels", 10, deadline_term="P7D")
    )
    assert (action.values.deadline, action.values.deadline_term) == (None, None)


def test_groups_named_in_another_order_are_the_same_groups():
    action, _ = settled(
        told("expels", 0, affected=("gazette", "XSY")),
        told("expels", 10, affected=("XSY", "gazette")),
    )
    assert action.values.affected == ("XSY", "gazette")


def test_what_a_report_says_of_actor_and_recipient_stays_with_the_report():
    record, _ = join(account(act("expels"), told("expels", actor=("XSY",), recipient=("gazette",))))
    (action,), (report,) = record.actions, record.reports
    assert (action.values.actor, action.values.recipient) == (("XRU",), ("XBO",))
    assert (report.values.actor, report.values.recipient) == (("XSY",), ("gazette",))


@pytest.mark.parametrize("stance", ["alleges", "implies", "speculates", "expects"])
def test_hedging_voices_count_only_where_nobody_asserts(stance):
    hedged = told("expels", 0, stance=stance, quantity=FOUR, date="2031-04", status="planned")
    action, findings = settled(hedged)
    assert (findings, action.values.quantity, action.values.status) == ([], FOUR, "planned")
    assert days(action) == ("2031-04-01", "2031-04-30")
    action, _ = settled(hedged, told("expels", 10, quantity=THREE, date="2031-03-01"))
    assert (action.values.quantity, action.values.status) == (THREE, "carriedOut")
    assert days(action) == ("2031-03-01", "2031-03-01")


@pytest.mark.parametrize("stance", ["alleges", "implies", "speculates", "expects", "denies"])
def test_no_act_is_material_by_a_hedge_or_denial_where_another_voice_asserts_less(stance):
    further = told("expels", 0, stance=stance, status="carriedOut")
    action, _ = settled(further, told("expels", 10, status="planned"))
    assert (action.values.status, action.material) == ("planned", False)


@pytest.mark.parametrize("stance", ["denies", "disputes", "denounces"])
def test_voices_against_give_no_values(stance):
    against = told("expels", 0, stance=stance, quantity=FOUR, date="2031-04")
    action, _ = settled(against, told("expels", 10))
    assert (action.values.quantity, action.values.date, days(action)) == (None, None, (None, None))


def test_date_bounds_cover_the_days_of_all_asserting_reports():
    action, _ = settled(
        told("expels", 0, date="2031-03-02"),
        told("expels", 10, date="2031-02-27/2031-02-28"),
        told("expels", 20),
        told("expels", 30, date="XXXX-03-15"),
    )
    assert (days(action), action.values.date) == (("2031-02-27", "2031-03-02"), None)


def test_an_open_date_leaves_the_bounds_open():
    action, _ = settled(told("expels", 0, date="2031-03-02"), told("expels", 10, date="2031-03/.."))
    assert days(action) == ("2031-03-01", None)


OUTSIDE = act(
    "expels",
    values={"date": "2031-03-01"},
    earliest=date(2031, 3, 1),
    latest=date(2031, 3, 1),
    date_source="almanac",
)


def test_a_date_from_outside_wins_and_is_marked():
    action, findings = settled(told("expels", date="2031-03"), declared=OUTSIDE)
    assert (findings, days(action)) == ([], ("2031-03-01", "2031-03-01"))
    assert (action.values.date, action.date_source) == ("2031-03-01", "almanac")


@pytest.mark.parametrize(
    ("said", "known"),
    [
        (["2037-04-16", "2037-04-17"], "2037-04-16/2037-04-17"),
        (["../2037-04-17", "2037-04-17"], "../2037-04-17"),
        (["2037-04-17", None], "2037-04-17"),
        ([None, None], "XXXX-04-17"),
    ],
)
def test_an_act_became_known_on_any_day_that_its_voices_allow(said, known):
    raid = replace(act("expels"), kind="Cyberattack")
    reports = [told("expels", 10 * n, disclosed=each) for n, each in enumerate(said)]
    denied = told("expels", 30, disclosed="2040-01-01", stance="denies")
    action, _ = settled(*reports, denied, declared=raid)
    assert action.known == edtf_bounds(known)
    only = said[0] if said[1] is None else None
    assert action.values.disclosed == only  # the words stand where all agree


@pytest.mark.parametrize("said", ["2031-02-28", "2031-03-02"])
def test_a_date_from_outside_that_the_articles_contradict_is_a_warning(said):
    action, findings = settled(told("expels", date=said), declared=OUTSIDE)
    assert days(action) == ("2031-03-01", "2031-03-01")
    assert findings == [
        "one.yaml:10:1: warning: date 2031-03-01 from outside the text contradicts "
        "what articles say"
    ]


def test_what_a_voice_denies_or_disputes_is_contested():
    action, _ = settled(
        told("expels", 0),
        told("expels", 10, stance="disputes", stance_on="legality"),
        told("expels", 20, stance="denies", stance_on="occurrence"),
        told("expels", 30, stance="denounces", stance_on="responsibility"),
    )
    assert action.contested == ("occurrence", "legality")
    assert settled(told("expels"))[0].contested == ()


@pytest.mark.parametrize(
    ("kind", "statuses", "material"),
    [
        ("Expulsion", ["carriedOut"], True),
        ("Sanctions", ["ordered"], True),
        ("PoisonAttack", ["announced"], True),
        ("Expulsion", ["carriedOut", "ordered"], True),
        ("Expulsion", ["carriedOut", None], True),
        ("Expulsion", ["carriedOut", "planned"], True),
        ("Expulsion", ["threatened"], False),
        ("Expulsion", ["declined"], False),
        ("Expulsion", [], False),
        ("Threat", ["carriedOut"], False),
        ("Resolution", ["carriedOut"], False),
    ],
)
def test_a_measure_or_hostile_act_is_material_once_it_is_announced(kind, statuses, material):
    reports = [told("expels", 10 * n, status=each) for n, each in enumerate(statuses)]
    action, findings = settled(*reports, declared=act("expels", kind=kind))
    assert (findings, action.material) == ([], material)


def test_a_measure_that_is_told_without_a_status_is_a_finding():
    silent = told("expels", status=None)
    assert settled(silent)[1] == [
        "one.yaml:10:1: no report of 'expels' gives a status; a measure or hostile act needs one"
    ]
    assert settled(silent, declared=act("expels", kind="Threat"))[1] == []


def test_the_states_of_an_action_are_those_its_actors_acted_for_then():
    king = Actor(id="rudolf", kind="Person", label="Rudolf", place=PLACE)
    ministry = Actor(
        id="ministry", kind="GovernmentBody", label="Ministry", part_of=("XSY",), place=PLACE
    )
    base = people(king, ministry)
    thrones = [
        Post(id="xru-king", label="King", post_of="XRU", place=PLACE),
        Post(id="xbo-king", label="King", post_of="XBO", place=PLACE),
    ]
    reigns = [
        Tenure(holder="rudolf", post=post, since=since, until=until, date_source="", place=PLACE)
        for post, since, until in (("xru-king", "2020", "2029"), ("xbo-king", "2030", None))
    ]
    actors = Actors([base[each] for each in base.ids()], thrones, reigns)
    declared = act("expels", values={"actor": ("rudolf", "ministry"), "recipient": ("XRU",)})
    record, _ = join(account(declared, told("expels", date="2031-03")), actors=actors)
    assert record.actions[0].actor_states == ("XBO", "XSY")
    assert record.actions[0].recipient_states == ("XRU",)


def test_what_two_files_declare_is_told_with_both_places():
    again = account(
        act("expels", place=at(7, "two.yaml")),
        Case(id="feud", label="Feud", place=at(5, "two.yaml")),
        article="two",
    )
    first = account(act("expels"), Case(id="feud", label="Feud", place=at(2)))
    for order in ((first, again), (again, first)):
        record, findings = join(*order)
        assert findings == [
            "two.yaml:5:1: case 'feud' is declared at one.yaml:2:1 too; keep one declaration",
            "two.yaml:7:1: action 'expels' is declared at one.yaml:10:1 too; keep one declaration",
        ]
        assert record.actions[0].place == at(10)


def test_an_article_that_is_there_twice_is_told_with_both_places():
    twin = Account(article=replace(source("one"), place=at(3, "two.yaml")))
    for order in ((account(), twin), (twin, account())):
        assert join(*order)[1] == [
            "two.yaml:3:1: article 'one' is declared at one.yaml:3:1 too; keep one declaration"
        ]


DECLARE = "(kg actors lists them; declare others in data/actors)"


def test_an_unknown_publisher_is_told_at_the_article():
    unknown = Account(article=replace(source("one"), publisher="gazete"))
    assert join(unknown)[1] == [
        f"one.yaml:3:1: 'gazete' is not an actor; did you mean 'gazette' (Klow Gazette)? {DECLARE}"
    ]


def test_every_reference_of_reports_links_and_actions_is_looked_at():
    pointing = (told("zzz"), claim("expels", "yyy"), act("b", 11, about=("xxx",)))
    assert [
        each.split(" is not an action")[0] for each in join(account(act("expels"), *pointing))[1]
    ] == [
        "one.yaml:11:1: about: 'xxx'",
        "one.yaml:20:1: action: 'zzz'",
        "one.yaml:30:1: trigger: 'yyy'",
    ]


def test_what_points_to_nothing_stays_out_of_the_record():
    record, _ = join(
        account(act("expels"), told("zzz"), claim("expels", "zzz"), claim("expels", "expels"))
    )
    assert (record.reports, record.links) == ((), ())


def pair(first: str | None, second: str | None, *links: Link) -> tuple[Record, list[str]]:
    """Two acts on their days, and claims between them."""
    return join(
        account(
            act("expels"),
            act("answers", 11, values={"actor": ("XBO",), "recipient": ("XRU",)}),
            told("expels", 0, date=first),
            told("answers", 10, date=second),
            *links,
        )
    )


@pytest.mark.parametrize(
    ("first", "second", "least", "greatest"),
    [
        ("2031-03-01", "2031-03-08", 7, 7),
        ("2031-03-01", "2031-03-01", 0, 0),
        ("2031-03-01", "2031-03", 0, 30),
        ("2031-03-01/2031-03-03", "2031-03-08/2031-03-10", 5, 9),
        ("2031-03-01", "2031-03-08/..", 7, None),
        ("2031-03-01", None, None, None),
        (None, "2031-03-01", None, None),
    ],
)
def test_a_lag_is_as_exact_as_its_two_dates(first, second, least, greatest):
    record, findings = pair(first, second, claim("answers", "expels"))
    assert findings == []
    assert (record.links[0].min_lag, record.links[0].max_lag) == (least, greatest)


def test_a_response_before_its_trigger_is_told_with_both_days():
    record, findings = pair("2031-03-08", "2031-03-01", claim("answers", "expels"))
    assert findings == [
        "one.yaml:30:1: response 'answers' (2031-03-01) ends before its trigger 'expels' begins "
        "(2031-03-08); swap them or correct a date"
    ]
    assert (record.links[0].min_lag, record.links[0].max_lag) == (None, None)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2031-03-26?", "2031-03-25?"),
        ("2031-03-28~", "2031-03-25~"),
        ("2031-03-26T01:00:00Z", "2031-03-25"),
    ],
)
def test_a_response_a_day_before_its_trigger_is_doubted_and_kept(first, second):
    record, findings = pair(first, second, claim("answers", "expels"))
    (told,) = findings
    assert "is a day before its trigger 'expels'" in told
    assert "warning: " in told
    assert record.links[0].min_lag == 0


def test_two_instants_are_compared_in_their_zones():
    tokyo, london = "2031-03-27T01:00:00+09:00", "2031-03-26T17:00:00Z"
    record, findings = pair(tokyo, london, claim("answers", "expels"))
    assert findings == []
    assert (record.links[0].min_lag, record.links[0].max_lag) == (0, 0)
    _, findings = pair(london, tokyo, claim("answers", "expels"))
    assert findings == [
        f"one.yaml:30:1: response 'answers' ({tokyo}) ends before its trigger 'expels' begins "
        f"({london}); swap them or correct a date"
    ]


@pytest.mark.parametrize(
    "against",
    [{"stance": "denies"}, {"stance": "disputes"}, {"relation": "nonRetaliation"}],
)
def test_a_claim_against_a_link_disputes_the_claim_for_it(against):
    record, _ = pair(
        None, None, claim("answers", "expels"), claim("answers", "expels", 31, **against)
    )
    affirming, other = record.links
    assert affirming.disputed_by == (("link", other.iri),)
    assert other.disputed_by == ()


def test_claims_for_the_same_do_not_dispute_each_other_nor_those_for_another_pair():
    record, _ = pair(
        None,
        None,
        claim("answers", "expels"),
        claim("answers", "expels", 31, stance="alleges"),
        claim("expels", "answers", 32, stance="denies"),
        claim("answers", "expels", 33, relation="sequence"),
    )
    assert [each.disputed_by for each in record.links] == [(), (), (), ()]


def test_what_the_file_says_against_a_link_stays_beside_what_is_found():
    said = claim("answers", "expels", disputed_by=(("report", "one-0"),))
    record, _ = pair(None, None, said, claim("answers", "expels", 31, stance="denies"))
    assert record.links[0].disputed_by == (
        ("link", "answers--expels--31"),
        ("report", "one-0"),
    )


def test_a_claim_or_report_that_is_there_twice_is_told_and_kept_once():
    early, late = (
        claim("answers", "expels", 9, iri="same"),
        claim("answers", "expels", 30, iri="same"),
    )
    reports = told("expels", 0), told("expels", 0, line=8)
    things = account(act("expels"), act("answers", 11), early, late, *reports)
    record, findings = join(things)
    assert findings == [
        "one.yaml:20:1: this report says the same as the one at one.yaml:8:1; keep one",
        "one.yaml:30:1: this link says the same as the one at one.yaml:9:1; keep one",
    ]
    assert [each.place for each in (*record.reports, *record.links)] == [at(8), at(9)]


def test_the_order_of_the_files_changes_nothing():
    one = account(
        act("expels"),
        act("answers", 11),
        Case(id="feud", label="Feud", place=at(2)),
        told("expels", 0, quantity=THREE, date="2031-03-01"),
        claim("answers", "expels"),
    )
    two = account(
        act("expels", place=at(4, "two.yaml"), label="Another"),
        told("expels", 0, "two", quantity=FOUR, date="2031-03"),
        told("answers", 10, "two", date="2031-04", attributed_to=("nobody",)),
        claim("answers", "expels", 31, stance="denies", article="two", place=at(31, "two.yaml")),
        article="two",
    )
    three = account(
        told("answers", 0, "three", place="Zenda"), told("zzz", 9, "three"), article="three"
    )
    four = Account(article=replace(source("two"), title="Twin", place=at(1, "four.yaml")))
    five = account(act("leaves", 3, place=at(3, "five.yaml")), article=None)
    accounts = [one, two, three, four, five]
    expected = join(*accounts)
    assert len(expected[1]) == 4
    for seed in range(20):
        random.Random(seed).shuffle(accounts)
        assert join(*accounts) == expected


def test_nothing_joined_is_an_empty_record():
    assert join() == (Record(), [])


def test_a_declaration_with_problems_of_its_own_is_told_once() -> None:
    whole = account(told("expels"), claim("expels", "exples"))
    broken = replace(whole, unreadable=("expels",))
    assert len([each for each in join(whole)[1] if "'expels' is not an action" in each]) == 2
    assert [each for each in join(broken)[1] if "'expels' is not an action" in each] == []
    assert len(join(broken)[1]) == 1


def test_a_voice_that_names_other_sides_than_declared_is_warned_of() -> None:
    reversed_ = told("expels", actor=("XBO",), recipient=("XRU",))
    assert [each.split(": ")[1:3] for each in settled(reversed_)[1]] == [
        ["warning", "actor"],
        ["warning", "recipient"],
    ]
    assert settled(told("expels", actor=("XRU",), recipient=("XBO",)))[1] == []
    joint = told("expels", actor=("XBO", "XRU"), recipient=("XBO", "XRU"))
    assert settled(joint)[1] == []  # a declared side is named too
    third = told("expels", actor=("XSY",), recipient=("XSY",))
    assert settled(third)[1] == []  # neither side as declared, but not the other one's either
    denied = told("expels", 9, stance="denies", actor=("XBO",))
    assert settled(told("expels"), denied)[1] == []


def test_a_circle_of_parts_is_told_at_its_first_action():
    parts = [act("a", 10, part_of=("b",)), act("b", 11, part_of=("c",)), act("c", 12)]
    assert join(account(*parts))[1] == []
    parts[2] = act("c", 12, part_of=("a",))
    assert join(account(*parts))[1] == [
        "one.yaml:10:1: partOfAction goes round in a circle: 'a' is a part of 'b', 'b' of 'c', "
        "'c' of 'a'; remove one"
    ]


@pytest.mark.parametrize("key", ["deadline", "disclosed"])
@pytest.mark.parametrize(
    ("day", "date", "fails"),
    [
        ("2031-02-28", "2031-03-01", True),
        ("2031-02", "2031-03-01/2031-03-04", True),
        ("2031-03-01", "2031-03-01", False),
        ("2031-03", "2031-03-20", False),  # it may be the last of the month
        ("2031-02-28", "../2031-03-01", False),  # nothing says when it began
    ],
)
def test_a_deadline_or_disclosure_before_the_action_can_begin_is_told(day, date, fails, key):
    _, findings = settled(told("expels", **{key: day}, date=date))
    line = (
        f"one.yaml:20:1: {key}: {day} is before 'expels' begins (2031-03-01); "
        "correct one of the dates"
    )
    assert findings == ([line] if fails else [])


SPEAKERS = people(
    Actor(id="regent", kind="Person", label="Regent", part_of=("XSY",), place=PLACE),
    Actor(id="general", kind="Person", label="General", part_of=("XBO",), place=PLACE),
    Actor(id="voices", kind="Group", label="Voices", place=PLACE),
    Actor(id="herald", kind="NewsOrganization", label="Herald", part_of=("XBO",), place=PLACE),
)


@pytest.mark.parametrize(
    ("speaker", "fails"),
    [
        ("XBO", False),
        ("general", False),
        ("voices", False),  # whose they are is not known
        ("gazette", True),
        ("herald", True),  # a party's paper is a paper
        ("XSY", True),
        ("regent", True),
    ],
)
def test_a_stated_link_is_the_word_of_a_party_or_its_official(speaker, fails):
    answer = act("answers", 11, values={"actor": ("XBO",), "recipient": ("XRU",)})
    link = claim("answers", "expels", basis="stated", claimed_by=(speaker,))
    for basis in ("stated", "reported"):
        things = (act("expels"), answer, replace(link, basis=basis))
        _, findings = join(account(*things), actors=SPEAKERS)
        line = (
            "one.yaml:30:1: basis: stated is for the word of a party to 'answers' or 'expels', and "
            f"{speaker!r} is not a party; write reported, or name the party in claimedBy"
        )
        assert findings == ([line] if fails and basis == "stated" else [])
