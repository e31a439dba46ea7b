"""Tables of fields: what they read, what they refuse, and the JSON Schema made from them."""

from __future__ import annotations

from decimal import Decimal

import jsonschema
import pytest
from support import load_yaml

from kg.errors import Finding, Place
from kg.read import fields
from kg.read.documents import parse_document
from kg.read.fields import Field, Row, json_schema, read_record

PART = (Field("name", fields.ID, "The part's name.", required=True),)
TABLE = (
    Field("id", fields.ID, "The thing's id.", required=True),
    Field("label", fields.TEXT, "Its name."),
    Field("alias", fields.TEXT, "Other names.", many=True),
    Field("colour", fields.choice(("red", "green", "blue")), "Its colour."),
    Field("count", fields.INTEGER, "How many."),
    Field("share", fields.SHARE, "What part."),
    Field("open", fields.YES_NO, "Whether it is open."),
    Field("date", fields.EDTF, "When."),
    Field("until", fields.UNTIL, "Till when."),
    Field("term", fields.DURATION, "How long."),
    Field("digest", fields.DIGEST, "Its sha256."),
    Field("item", fields.WIKIDATA, "Its item."),
    Field("url", fields.URL, "Its address."),
    Field("span", fields.SPAN, "Where."),
    Field("parts", PART, "Its parts.", many=True),
)


def read(text: str) -> tuple[Row, list[str]]:
    findings: list[Finding] = []
    row = read_record(parse_document(text.encode(), "f"), TABLE, findings)
    return row, [str(each) for each in findings]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("label: NO", "NO"),
        ("label: 012", "012"),
        ('label: "Talks #2 fail"', "Talks #2 fail"),
        ("alias: one", ("one",)),
        ("alias: [one, two]", ("one", "two")),
        ("colour: red", "red"),
        ("count: 12 # persons", 12),
        ("count: 0", 0),
        ("share: 0.70", Decimal("0.70")),
        ("share: 1", Decimal(1)),
        ("open: true", True),
        ("open: false", False),
        ("date: 2018", "2018"),
        ("until: ..", ".."),
        ("until: 2018-03", "2018-03"),
        ("term: P7D", "P7D"),
        ("item: Q30", "Q30"),
        ("span: [0, 67]", (0, 67)),
    ],
)
def test_a_value_is_typed_by_its_field(line, value):
    row, findings = read(f"id: xru\n{line}")
    assert (findings, row.get(line.split(":")[0])) == ([], value)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "lable: x",
            "2:1: 'lable' is not a key here; did you mean 'label'?",
        ),
        ("zzz: x", "2:1: 'zzz' is not a key here (data/README.md lists them)"),
        (
            "colour: gren",
            "2:9: colour: 'gren' is not one of red, green, blue; did you mean 'green'?",
        ),
        ("label:", "2:7: label is empty; give a value or remove the key"),
        ("label: '  '", "2:8: label is empty; give a value or remove the key"),
        ("label: [a, b]", "2:8: label takes one value, not a list or mapping"),
        ("label: {a: b}", "2:8: label takes one value, not a list or mapping"),
        (
            "label: Talks #2 fail",
            "2:8: label is cut at ' #'; put the text in quotes, or the comment on its own line",
        ),
        (
            "alias: [one,\n  two # three\n  ]",
            "3:3: alias is cut at ' #'; put the text in quotes, or the comment on its own line",
        ),
        (
            'label: "a\\0b"',
            "2:8: label: contains the character U+0000, which is not text; remove it",
        ),
        ("alias: []", "2:8: alias is an empty list; remove the key"),
        ("alias: [[a]]", "2:9: alias takes one value, not a list or mapping"),
        ("count: -1", "2:8: count: '-1' is not a whole number of 0 or more"),
        ("count: 012", "2:8: count: '012' is not a whole number; write 12"),
        ("count: 1_000", "2:8: count: '1_000' is not a whole number of 0 or more"),
        ("count: 12:30", "2:8: count: '12:30' is not a whole number of 0 or more"),
        ("count: 1e3", "2:8: count: '1e3' is not a whole number of 0 or more"),
        ("count: ٣", "2:8: count: '٣' is not a whole number of 0 or more"),
        ("count: 9999999999999", "2:8: count: '9999999999999' is not a whole number of 0 or more"),
        ("share: 1.1", "2:8: share: '1.1' is not a number between 0 and 1, such as 0.7"),
        ("share: nan", "2:8: share: 'nan' is not a number between 0 and 1, such as 0.7"),
        ("open: NO", "2:7: open: 'NO' is neither true nor false"),
        ("date: 2018-02-30", "2:7: date: '2018-02-30' is not a day of the calendar"),
        (
            "date: 26 March",
            "2:7: date: '26 March' is not an EDTF date; did you mean XXXX-03-26?",
        ),
        (
            "date: 2018-03/2018-02",
            "2:7: date: '2018-03/2018-02' ends before it begins; swap the two",
        ),
        (
            "term: 7 days",
            "2:7: term: '7 days' is not a duration in days; did you mean P7D?",
        ),
        ("digest: abc", "2:9: digest: 'abc' is not a sha256 (64 hexadecimal digits)"),
        ("item: 30", "2:7: item: '30' is not a Wikidata item, such as Q30"),
        (
            "url: javascript:alert(1)",
            "2:6: url: 'javascript:alert(1)' is not an address; write it in full, starting with http(s)://",
        ),
        ("span: [9, 3]", "2:7: span: [9, 3] ends before it begins; the end is exclusive"),
        ("span: [3, 3]", "2:7: span: [3, 3] ends before it begins; the end is exclusive"),
        ("span: [-1, 3]", "2:7: span: '-1' is not a whole number of 0 or more"),
        ("span: [1, 2, 3]", "2:7: span: needs two offsets, such as [0, 67]"),
        ("span: [1, [2]]", "2:7: span: needs two offsets, such as [0, 67]"),
        ("span: 12-30", "2:7: span: needs two offsets, such as [0, 67]"),
        ("parts: [{}]", "2:9: 'name' is missing: The part's name."),
        ("parts: {name: a/b}", None),
        ("parts: [word]", "2:9: is not a mapping; it needs keys such as name"),
    ],
)
def test_a_wrong_value_is_told_once_at_its_place(line, told):
    told = told or (
        "2:15: name: 'a/b' is not an id; use up to 120 letters a-z, digits, '-' and '_', "
        "with a letter or digit at both ends"
    )
    assert read(f"id: xru\n{line}")[1] == [f"f:{told}"]


def test_a_missing_key_is_told_with_what_it_is_for():
    assert read("label: Ruritania")[1] == ["f:1:1: 'id' is missing: The thing's id."]


@pytest.mark.parametrize("text", ["xru", "[xru]", "'id'"])
def test_what_is_no_mapping_is_told_with_keys_to_begin_with(text):
    assert read(text)[1] == [
        "f:1:1: is not a mapping; it needs keys such as id, label, alias, colour"
    ]


def test_every_problem_of_a_record_is_told_at_once():
    findings = read("lable: x\ncount: many\ndate: soon\ncolour: pink\n")[1]
    assert [each.split(" ")[0] for each in findings] == [
        "f:1:1:",
        "f:2:8:",
        "f:3:7:",
        "f:4:9:",
        "f:1:1:",
    ]


def test_a_value_that_cannot_be_read_is_left_out_and_its_key_stays_known():
    row, _ = read("id: a b\nalias: [one, '']")
    assert (row.values, set(row.given)) == ({"alias": ("one",)}, {"id", "alias"})


def test_a_place_is_that_of_the_value_or_else_of_the_record():
    row, _ = read("id: xru\nalias: [one, two]")
    assert (row.at("id"), row.at("alias"), row.at("label")) == (
        Place("f", 1, 5),
        Place("f", 2, 9),
        Place("f", 1, 1),
    )
    assert row.places["alias"] == (Place("f", 2, 9), Place("f", 2, 14))


def test_a_choice_among_many_names_only_the_nearest():
    kind = fields.choice([f"name{number}" for number in range(20)])
    with pytest.raises(ValueError, match=r"^'nam7' is not known here; did you mean 'name7'\?$"):
        kind.parse("nam7")


def test_a_message_stays_short_however_long_the_value_is():
    long = "x" * 100_000
    findings = read(f"count: {long}\nshare: {long}\nopen: {long}\ncolour: {long}\nid: {long}")[1]
    assert len(findings) == 5
    assert max(map(len, findings)) < 250


def test_the_editors_view_of_yaml_knows_numbers_and_keeps_norway():
    text = "[NO, 012, 12:30, 1.5, true, 2018-03-26, 2018, ~, '2018']"
    assert load_yaml(text) == ["NO", 12, "12:30", 1.5, True, "2018-03-26", 2018, None, "2018"]


@pytest.mark.parametrize(
    "line",
    [
        "lable: x", "colour: gren", "label: [a]", "alias: []", "count: -1", "count: many",
        "share: 2", "open: NO", "term: 7 days", "digest: abc", "item: 30", "url: ftp://a.example",
        "span: [1]", "span: [1, 2, 3]", "span: [-1, 3]", "parts: [{}]", "parts: [{name: a/b}]",
        "parts: [{name: a, size: 1}]",
    ],
)  # fmt: skip
def test_the_schema_refuses_what_the_reader_refuses(line):
    text = f"id: xru\n{line}"
    schema = json_schema(TABLE, "thing")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(load_yaml(text), schema)
    assert len(read(text)[1]) == 1


def test_the_schema_asks_for_the_required_keys_and_describes_each():
    schema = json_schema(TABLE, "thing")
    assert schema["required"] == ["id"]
    assert schema["properties"]["id"]["description"] == "The thing's id."
    with pytest.raises(jsonschema.ValidationError, match="'id' is a required property"):
        jsonschema.validate({}, schema)
