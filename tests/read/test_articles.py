"""One annotated file -> what it declares, reports and claims, and every problem at its place."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import yaml

from kg.errors import Finding, Place
from kg.model.actions import Account, Case, Values
from kg.model.actors import Quantity
from kg.read.articles import read_actions, read_article
from kg.read.documents import parse_document

HEAD = f"""\
format: 1
article:
  id: gazette-1
  title: "Envoys leave"
  publisher: gazette
  published: 2031-03-02
  textDigest: {"ab" * 32}
  textLength: 100
  boilerplate: [{{span: [90, 100], kind: appeal}}]
  noAct: [{{span: [60, 70], reason: "tells the weather"}}]
"""
BODY = """\
cases: [{id: spa-feud, label: "The spa feud"}]
actions:
- id: xru-expels
  type: Expulsion
  label: "Ruritania expels envoys"
  case: spa-feud
  actor: [XRU]
  recipient: [XBO]
- {id: xbo-expels, type: Expulsion, label: "Borduria expels envoys", actor: XBO, recipient: XRU}
reports:
- id: told
  action: xru-expels
  span: [0, 20]
  stance: asserts
  status: carriedOut
- {id: doubt, action: xru-expels, span: [20, 40], stance: disputes, attributedTo: [XBO]}
links:
- id: answer
  response: xbo-expels
  trigger: xru-expels
  relation: retaliation
  basis: stated
  stance: asserts
  claimedBy: [XBO]
  span: [40, 60]
"""


def read(text: str) -> tuple[Account, list[str]]:
    findings: list[Finding] = []
    account = read_article(parse_document(text.encode(), "f"), findings)
    return account, [str(each) for each in sorted(findings)]


def with_line(old: str, new: str) -> tuple[Account, list[str]]:
    """The example with one place changed."""
    text = HEAD + BODY
    assert text.count(old) == 1
    return read(text.replace(old, new))


def test_the_example_is_read_whole_and_without_a_finding():
    account, findings = read(HEAD + BODY)
    assert findings == []
    assert account.article is not None
    assert (account.article.boilerplate, account.article.no_act) == (((90, 100),), ((60, 70),))
    assert (account.article.published, account.article.text_length) == ("2031-03-02", 100)
    assert account.cases == (Case(id="spa-feud", label="The spa feud", place=Place("f", 11, 14)),)
    assert [(each.id, each.kind, each.place.line) for each in account.actions] == [
        ("xru-expels", "Expulsion", 13),
        ("xbo-expels", "Expulsion", 19),
    ]
    assert account.actions[1].values == Values(actor=("XBO",), recipient=("XRU",))
    first, second = account.reports
    assert (first.start, first.end, first.stance, first.stance_on) == (
        0,
        20,
        "asserts",
        "occurrence",
    )
    assert (first.attributed_to, first.values.status) == ((), "carriedOut")
    assert (second.stance, second.attributed_to) == ("disputes", ("XBO",))
    (link,) = account.links
    assert (link.response, link.trigger, link.claimed_by) == ("xbo-expels", "xru-expels", ("XBO",))


def test_json_and_yaml_of_one_article_are_the_same_account():

    text = json.dumps(yaml.load(HEAD + BODY, yaml.BaseLoader))
    findings: list[Finding] = []
    account = read_article(parse_document(text.encode(), "f", is_json=True), findings)

    def anywhere(things):
        return tuple(replace(each, place=Place("")) for each in things)

    expected, _ = read(HEAD + BODY)
    assert findings == []
    assert anywhere(account.actions) == anywhere(expected.actions)
    assert anywhere(account.reports) == anywhere(expected.reports)
    assert anywhere(account.links) == anywhere(expected.links)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("label: \"Ruritania expels envoys\"", "label: Ruritania #1 expels",
         "15:10: label is cut at ' #'; put the text in quotes, or the comment on its own line"),
        ("- id: xru-expels\n", "- id: ../../xru\n",
         "13:7: id: '../../xru' is not an id; use up to 120 letters a-z, digits, '-' and '_', "
         "with a letter or digit at both ends"),
        ("- id: xru-expels\n", '- id: "xru\\e[2J"\n',
         "13:7: id: 'xru\\x1b[2J' is not an id; use up to 120 letters a-z, digits, '-' and '_', "
         "with a letter or digit at both ends"),
        ("2031-03-02", "2031-02-30", "6:14: published: '2031-02-30' is not a day of the calendar"),
        ("type: Expulsion\n", "type: Expulsoin\n",
         "14:9: type: 'Expulsoin' is not a class of action; did you mean 'Expulsion'? "
         "(kg classes lists them)"),
        ("[0, 20]", "[20, 0]",
         "23:9: span: [20, 0] ends before it begins; the end is exclusive"),
        ("[0, 20]", "[0, 101]", "23:9: span [0, 101] ends outside the text of 100 characters"),
        ("[0, 20]", "[80, 91]",
         "23:9: span [80, 91] lies in boilerplate [90, 100]; remove one"),
        ("[40, 60]", "[99, 100]",
         "35:9: span [99, 100] lies in boilerplate [90, 100]; remove one"),
        ("[60, 70]", "[60, 170]",
         "10:18: span [60, 170] ends outside the text of 100 characters"),
        ("[90, 100]", "[90, 101]",
         "9:24: span [90, 101] ends outside the text of 100 characters"),
        ("status: carriedOut", "status: carriedout",
         "25:11: status: 'carriedout' is not one of carriedOut, ordered, announced, planned, "
         "threatened, declined; did you mean 'carriedOut'?"),
        ("status: carriedOut", "quantity: 12",
         "25:13: the number has no unit; give one of persons, missions, states, organizations, "
         "years, days, votes, sites, ships, aircraft, drones, missiles, percent"),
        ("status: carriedOut", "quantity: 12\n  unit: person",
         "26:9: unit: 'person' is not one of persons, missions, states, organizations, years, "
         "days, votes, sites, ships, aircraft, drones, missiles, percent; did you mean 'persons'?"),
        ("status: carriedOut", "unit: persons",
         "25:9: unit has no number; give quantity"),
        ("status: carriedOut", "quantity: 12\n  minQuantity: 3\n  unit: persons",
         "25:13: give quantity, or minQuantity and maxQuantity, not both"),
        ("status: carriedOut", "minQuantity: 12\n  maxQuantity: 3\n  unit: persons",
         "25:16: maxQuantity is less than minQuantity"),
        ("status: carriedOut", "deadline: 2031-03-09\n  deadlineTerm: P7D",
         "26:17: give deadline or deadlineTerm, as the text does, not both"),
        ("status: carriedOut", "date: 26.03.2031",
         "25:9: date: '26.03.2031' is not an EDTF date; did you mean 2031-03-26?"),
        ("  claimedBy: [XBO]\n", "  speaker: XBO\n",
         "34:3: 'speaker' is not a key of links; did you mean 'claimedBy'?"),
        ("status: carriedOut", "quantity: sixty-three\n  unit: persons",
         "25:13: quantity: 'sixty-three' is not a whole number; write 63"),
        ("  claimedBy: [XBO]\n", "",
         "32:10: a stated link is a party's own word: name the party in claimedBy"),
        ("relation: retaliation", "relation: solidarity",
         "31:13: relation solidarity and solidarityWith go together"),
        ("claimedBy: [XBO]", "claimedBy: [XBO]\n  solidarityWith: [XSY]",
         "31:13: relation solidarity and solidarityWith go together"),
        ("claimedBy: [XBO]", "claimedBy: [XBO]\n  disputedBy: [doubt, dout]",
         "35:23: disputedBy: 'dout' is not a report or link of this file; did you mean 'doubt'?"),
        ("claimedBy: [XBO]", "claimedBy: [XBO]\n  conflictsWith: [doubt]",
         "35:19: conflictsWith: 'doubt' is not a link of this file"),
        ("- id: answer", "- id: told", "28:7: 'told' names two things in this file"),
        ("  recipient: [XBO]\n", "  date: 2031-03-01\n",
         "18:9: a date on an action is known from outside the articles: name where in dateSource"),
        ("  recipient: [XBO]\n", "  dateSource: almanac\n",
         "18:15: dateSource is given without a date"),
        ("  recipient: [XBO]\n", "  date: 2031-03-01\n  dateSource: ''\n",
         "19:15: dateSource is empty; give a value or remove the key"),
        ("  recipient: [XBO]\n", "  date: soon\n  dateSource: almanac\n",
         "18:9: date: 'soon' is not an EDTF date; "
         "write 2018-03-26, 2018-03, 2018-03~ or 2018-03-01/2018-03-06"),
        ("  publisher: gazette\n", "", "3:3: 'publisher' is missing: The publisher, an actor."),
        ("format: 1\n", "", "1:1: 'format' is missing: The format version, 1."),
        ("kind: appeal", "kind: appeals",
         "9:41: kind: 'appeals' is not one of caption, counter, promotion, appeal, navigation, "
         "credit; did you mean 'appeal'?"),
    ],
)  # fmt: skip
def test_one_mistake_is_one_line_at_its_place(old, new, told):
    assert with_line(old, new)[1] == [f"f:{told}"]


def test_a_record_that_cannot_be_read_may_be_pointed_to():
    """It is told where it stands, and not once more by what names it."""
    old = "{id: doubt, action: xru-expels, span: [20, 40], stance: disputes"
    _, findings = with_line(old, old.replace("disputes", "guesses"))
    assert [each.partition(" is ")[0] for each in findings] == ["f:26:59: stance: 'guesses'"]


def test_a_misspelt_key_that_is_required_is_told_once():
    assert with_line("stance: asserts\n  status", "stanze: asserts\n  status")[1] == [
        "f:24:3: 'stanze' is not a key of reports; did you mean 'stance'?",
    ]


def test_the_problems_of_a_whole_file_are_told_at_once():
    text = HEAD + BODY
    for old, new in (
        ("textLength: 100", "textLength: many"),
        ('label: "The spa feud"', "lable: x"),
        ("type: Expulsion\n", "type: Exile\n"),
        ("[0, 20]", "[20, 0]"),
        ("basis: stated", "basis: inferred"),
    ):
        text = text.replace(old, new)
    lines = {each.split(":")[1] for each in read(text)[1]}
    assert lines == {"8", "11", "14", "23", "32"}


def test_spans_touching_boilerplate_are_outside_it():
    longer = (HEAD + BODY).replace("textLength: 100", "textLength: 120")
    for span in ("[80, 90]", "[100, 110]"):
        assert read(longer.replace("[0, 20]", span))[1] == []


def test_a_span_may_end_where_the_text_ends():
    changed = HEAD.replace("  boilerplate: [{span: [90, 100], kind: appeal}]\n", "")
    assert read(changed + BODY.replace("[0, 20]", "[80, 100]"))[1] == []


def test_a_value_is_kept_as_the_text_says_it():
    account, findings = with_line(
        "status: carriedOut",
        "minQuantity: 10\n  unit: persons\n  approximate: true\n  deadlineTerm: P0D\n"
        "  actor: XRU\n  recipient: [XBO, XSY]\n  date: 2031-03\n  withinDay: 2\n"
        "  disclosed: 2031-04\n  place: NO\n  reason: spying",
    )
    assert findings == []
    assert account.reports[0].values == Values(
        actor=("XRU",),
        recipient=("XBO", "XSY"),
        quantity=Quantity(minimum=10, maximum=None, unit="persons", approximate=True),
        date="2031-03",
        within_day=2,
        disclosed="2031-04",
        deadline_term="P0D",
        place="NO",
        reason="spying",
    )


def test_a_date_from_outside_gives_the_action_its_bounds():
    account, findings = with_line(
        "  recipient: [XBO]\n", "  date: 2031-03\n  dateSource: almanac\n"
    )
    action = account.actions[0]
    assert findings == []
    assert (action.earliest, action.latest, action.date_source) == (
        date(2031, 3, 1),
        date(2031, 3, 31),
        "almanac",
    )


def test_a_reported_link_without_a_voice_is_claimed_by_the_publisher():
    account, findings = with_line("basis: stated\n", "basis: reported\n")
    assert (findings, account.links[0].claimed_by) == ([], ("XBO",))
    text = (HEAD + BODY).replace("basis: stated\n", "basis: reported\n")
    account, findings = read(text.replace("  claimedBy: [XBO]\n", ""))
    assert (findings, account.links[0].claimed_by) == ([], ("gazette",))


def test_what_speaks_against_a_link_is_named_by_what_it_is():
    account, findings = with_line(
        "claimedBy: [XBO]",
        "claimedBy: [XBO]\n  disputedBy: [doubt, other]\n  conflictsWith: other\n"
        "  readingCertainty: 0.7",
    )
    assert findings == [
        "f:35:23: disputedBy: 'other' is not a report or link of this file",
        "f:36:18: conflictsWith: 'other' is not a link of this file",
    ]
    text = (HEAD + BODY).replace(
        "claimedBy: [XBO]",
        "claimedBy: [XBO]\n  disputedBy: [doubt, other]\n  conflictsWith: other\n"
        "  readingCertainty: 0.7",
    )
    account, findings = read(
        text + "- {id: other, response: xbo-expels, trigger: xru-expels, relation: sequence, "
        "basis: reported, stance: asserts, span: [70, 80]}\n"
    )
    answer, other = account.links
    doubt = account.reports[1]
    assert findings == []
    assert answer.disputed_by == (("link", other.iri), ("report", doubt.iri))
    assert (answer.conflicts_with, answer.reading_certainty) == ((other.iri,), Decimal("0.7"))


def test_two_claims_at_one_place_by_two_voices_are_two_links():
    account, findings = read(
        HEAD + BODY + "- {response: xbo-expels, trigger: xru-expels, relation: retaliation, "
        "basis: stated, stance: asserts, claimedBy: XSY, span: [40, 60]}\n"
    )
    assert findings == []
    assert len({each.iri for each in account.links}) == 2


def test_a_file_of_actions_declares_without_an_article():
    findings: list[Finding] = []
    account = read_actions(parse_document(("format: 1\n" + BODY).encode(), "f"), findings)
    assert [str(each) for each in findings] == [
        "f:11:1: 'reports' is not a key here (data/README.md lists them)",
        "f:18:1: 'links' is not a key here (data/README.md lists them)",
    ]
    assert (account.article, len(account.actions), len(account.cases)) == (None, 2, 1)


@pytest.mark.parametrize(
    "text", ["word", "[]", "format: 1", "format: 1\narticle: []", "article: x"]
)
def test_a_file_without_an_article_says_so_and_declares_nothing(text):
    account, findings = read(text)
    assert (account, bool(findings)) == (Account(article=None), True)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  span: [0, 20]\n", '  quote: "Envoys left"\n',
         "23:10: 1 quote is not anchored yet; run kg anchor f"),
        ("  span: [0, 20]\n", '  span: [0, 20]\n  quote: "Envoys left"\n',
         "24:10: 1 quote is not anchored yet; run kg anchor f"),
        ("  span: [0, 20]\n", "",
         "21:3: has no place in the text: give its words in quote, and run kg anchor"),
        ("span: [90, 100]", "quote: Subscribe",
         "9:25: 1 quote is not anchored yet; run kg anchor f"),
        ("  span: [40, 60]\n", "  span: [40, 60]\n  occurrence: 2\n",
         "36:15: occurrence is given without quote"),
        ("  span: [40, 60]\n", "  quote: Envoys\n  words: 0123abcd\n",
         "35:10: 1 quote is not anchored yet; run kg anchor f; "
         "36:10: words is given without span"),
        ("  span: [40, 60]\n", "  span: [40, 60]\n  words: 123\n",
         "36:10: words: '123' is not a mark of words (8 hexadecimal digits)"),
    ],
)  # fmt: skip
def test_a_record_has_a_span_and_a_quote_is_only_on_its_way_to_one(old, new, told):
    account, findings = with_line(old, new)
    assert "; ".join(each.removeprefix("f:") for each in findings) == told
    if "quote" in new:  # its action is reported all the same: nothing else is told of it
        assert (len(account.reports), len(account.links)) == (2, 1)


def test_a_corrected_span_keeps_the_name_of_its_record():
    before, _ = read(HEAD + BODY)
    after, _ = read((HEAD + BODY).replace("[0, 20]", "[1, 21]").replace("[40, 60]", "[33, 59]"))
    assert [x.iri for x in after.reports] == [x.iri for x in before.reports]
    assert [x.iri for x in after.links] == [x.iri for x in before.links]
    assert (after.reports[0].start, after.links[0].start) == (1, 33)


def test_equal_claims_are_numbered_in_the_order_of_the_text():
    again = "- {action: xru-expels, span: [%d, 30], stance: asserts, attributedTo: [%s]}\n"
    text = HEAD + BODY.replace(
        "links:\n", again % (25, "XBO, XRU") + again % (22, "XRU, XBO") + "links:\n"
    )
    last, first = (each.iri for each in read(text)[0].reports[-2:])
    assert last == f"{first}-2"
    assert first not in [each.iri for each in read(text)[0].reports[:2]]
