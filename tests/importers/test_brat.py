"""brat's standoff format is read with nothing lost, and written so that it reads the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from marks_made import TEXT, Made

from kg.errors import UnreadableError
from kg.importers.brat import read_brat, write_brat
from kg.importers.ledger import Ledger
from kg.importers.marks import Document, File
from kg.importers.offsets import find_places


def read(ann: str, text: str | None = TEXT) -> tuple[Document, Ledger]:
    ledger = Ledger()
    files = [File("a/x.ann", ann.encode())]
    files += [File("a/x.txt", text.encode())] if text is not None else []
    (document,) = read_brat(files, ledger)
    return document, ledger


def at(words: str) -> str:
    start = TEXT.index(words)
    return f"{start} {start + len(words)}"


def test_each_kind_of_line_is_read() -> None:
    document, ledger = read(
        f"T1\tExpulsion {at('expelled')}\texpelled\n"
        f"T2\tState {at('Borduria')}\tBorduria\n"
        f"T3\tTradeRestriction {at('banned')}\tbanned\n"
        "E1\tExpulsion:T1 actor:T2 recipient2:T2\n"
        "E2\tTradeRestriction:T3 actor:T2 \n"
        "R1\tretaliation Arg1:E1 Arg2:E2\t\n"
        "A1\tNegation E1\nA2\tstance E2 asserts\nM1\tCertain T2\n"
        "N1\tReference T2 Wikidata:Q1\tBorduria\n"
        "#1\tAnnotatorNotes E1\tseen twice\n"
        "*\tEquiv E1 E2\n\n"
    )
    marks = {each.id: each for each in document.marks}
    assert {name: marks[name].label for name in marks} == {
        "E1": "Expulsion", "E2": "TradeRestriction", "T2": "State", "R1": "retaliation",
        "*12": "SameAction",
    }  # fmt: skip
    assert [(tie.role, tie.to) for tie in marks["E1"].ties] == [
        ("actor", "T2"),
        ("recipient2", "T2"),
    ]
    assert [(tie.role, tie.to) for tie in marks["R1"].ties] == [("Arg1", "E1"), ("Arg2", "E2")]
    values = {(name, each.name, each.text) for name in marks for each in marks[name].values}
    assert values == {
        ("E1", "Negation", "true"), ("E2", "stance", "asserts"), ("T2", "Certain", "true"),
        ("T2", "Reference", "Wikidata:Q1"), ("E1", "AnnotatorNotes", "seen twice"),
    }  # fmt: skip
    assert {kind: counts["read"] for kind, counts in ledger.report()["kinds"].items()} == {
        "spans": 3, "events": 2, "arguments": 3, "relations": 1, "attributes": 3,
        "normalizations": 1, "notes": 1, "equivalences": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("note", "values"),
    [
        ("quantity: 3; unit: persons", [("quantity", "3"), ("unit", "persons")]),
        ("reason: in answer: a ban", [("reason", "in answer: a ban")]),
        ("seen twice; look again: why", [("AnnotatorNotes", "seen twice; look again: why")]),
        ("quantity:3", [("AnnotatorNotes", "quantity:3")]),
        ('{"actor": ["a", "b"]}', [("actor", "a"), ("actor", "b")]),
        ("{" * 5000, [("AnnotatorNotes", "{" * 5000)]),
    ],
)
def test_a_note_is_a_value_or_names_some(note: str, values: list[tuple[str, str]]) -> None:
    span = f"T1\tExpulsion {at('expelled')}\texpelled\n"
    document, ledger = read(f"{span}#1\tAnnotatorNotes T1\t{note}\n")
    assert [(each.name, each.text) for each in document.marks[0].values] == values
    assert ledger.report()["kinds"]["notes"]["read"] == 1


def test_a_relation_to_a_trigger_leads_to_its_event() -> None:
    document, _ = read(
        f"T1\tExpulsion {at('expelled')}\texpelled\nE1\tExpulsion:T1\nR1\tabout Arg1:T1 Arg2:T1\n"
    )
    relation = next(each for each in document.marks if each.id == "R1")
    assert {tie.to for tie in relation.ties} == {"E1"}


@pytest.mark.parametrize(
    "line",
    [
        "some words",
        "T1 Expulsion 0 3 Bor",
        "T1\tExpulsion 3\tx",
        "E1\tExpulsion",
        "Q1\tx y",
        "R1\tx",
    ],
)
def test_a_stray_line_is_left_out_and_the_others_are_read(line: str) -> None:
    document, ledger = read(f"{line}\nT9\tExpulsion {at('expelled')}\texpelled\n")
    assert [each.id for each in document.marks] == ["T9"]
    assert [(item.kind, why) for item, why in ledger.left if item.kind == "lines"] == [
        ("lines", "is not a line of brat's format")
    ]


def test_an_event_without_its_trigger_is_left_out() -> None:
    _, ledger = read("E1\tExpulsion:T7\n")
    assert [why for _, why in ledger.left] == ["its trigger T7 is not there"]


def test_a_span_in_pieces_is_proved_as_brat_joins_their_words() -> None:
    first, second = TEXT.index("expelled"), TEXT.index("envoys on")
    document, _ = read(
        f"T1\tExpulsion {first} {first + 8};{second} {second + 6}\texpelled envoys\n"
    )
    places = find_places(document, TEXT, Ledger())
    assert [TEXT[slice(*each)] for each in places["T1"]] == ["expelled", "envoys"]


def test_crlf_is_counted_as_brat_does_and_a_line_end_in_words_is_a_space() -> None:
    crlf = TEXT.replace("\n", "\r\n")
    words = "envoys\n\nBorduria"
    document, _ = read(f"T1\tExpulsion {at(words)}\t{words.replace(chr(10), ' ')}\r\n", crlf)
    places = find_places(document, crlf, Ledger())
    assert [crlf[slice(*each)] for each in places["T1"]] == ["envoys", "Borduria"]


def test_a_fragment_that_begins_with_the_line_ends_before_it_is_left_out_and_shown() -> None:
    text = "one\n\n\nhello there\n"
    document, ledger = read("T1\tExpulsion 0 3;4 9\tone hello\n", text)
    assert find_places(document, text, ledger) == {}
    assert [why for _, why in ledger.left] == ["the text has other words at 0 to 9"]
    document, ledger = read("T1\tExpulsion 0 3;6 11\tone hello\n", text)
    assert [text[slice(*each)] for each in find_places(document, text, ledger)["T1"]] == [
        "one", "hello",
    ]  # fmt: skip


def test_without_its_text_a_document_has_none() -> None:
    document, _ = read("T1\tExpulsion 0 3\tBor\n", None)
    assert document.text is None
    assert document.name == "x"


def test_what_is_not_utf_8_is_refused() -> None:
    with pytest.raises(UnreadableError, match=r"x\.ann: is not UTF-8"):
        list(read_brat([File("x.ann", b"\xff\xfe")], Ledger()))


def test_what_is_written_reads_the_same() -> None:
    made = Made()
    made.mark("Expulsion", "expelled", quantity="3", actor=["XBO", "XSY"], reason='"a" — b')
    made.mark("NoAct", "Nobody spoke", reason="no act")
    text, ann = write_brat(made.document())
    document, _ = read(ann, text)
    assert [
        (each.label, each.spans, [(value.name, value.text) for value in each.values])
        for each in document.marks
    ] == [
        (each.label, each.spans, [(value.name, value.text) for value in each.values])
        for each in made.marks
    ]
    assert json.loads(ann.split("\t")[-1])


def test_words_over_a_line_end_stay_one_line_when_they_are_written() -> None:
    made = Made()
    made.mark("Expulsion", "envoys\n\nBorduria")
    _, ann = write_brat(made.document())
    assert ann.count("\n") == 2


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("ace-style-news", {"spans": 119, "events": 23, "relations": 8, "attributes": 11,
                            "normalizations": 1, "notes": 4, "equivalences": 2}),
        ("nerel-dev", {"spans": 5679, "relations": 4078, "normalizations": 3635, "lines": 1}),
    ],
)  # fmt: skip
def test_real_projects_are_read_whole_and_every_place_proves(
    name: str, counts: dict[str, int], shared: Path
) -> None:
    files = [
        File(path.name, path.read_bytes())
        for path in sorted((shared / "corpora/brat" / name).iterdir())
    ]
    ledger = Ledger()
    for document in read_brat(files, ledger):
        assert document.text is not None
        spanned = {each.id for each in document.marks if each.spans}
        assert find_places(document, document.text, Ledger()).keys() == spanned
    found = {kind: each["read"] for kind, each in ledger.report()["kinds"].items()}
    assert {kind: found.get(kind) for kind in counts} == counts


def test_two_events_may_stand_at_one_trigger() -> None:
    document, _ = read(
        f"T1\tExpulsion {at('expelled')}\texpelled\nT2\tState {at('Borduria')}\tBorduria\n"
        "E1\tExpulsion:T1 actor:T2\nE2\tExpulsion:T1 recipient:T2\n"
        "A1\tstatus E2 ordered\nA2\tstance T1 alleges\nR1\tabout Arg1:E2 Arg2:T1\n"
    )
    marks = {each.id: each for each in document.marks}
    assert [value.text for value in marks["E1"].values] == ["alleges"]
    assert [value.text for value in marks["E2"].values] == ["ordered", "alleges"]
    assert [tie.to for tie in marks["R1"].ties] == ["E2", "E1"]


def test_a_line_whose_id_another_has_is_left_out() -> None:
    document, ledger = read(
        f"T1\tExpulsion {at('expelled')}\texpelled\nT1\tState {at('Borduria')}\tBorduria\n"
        "E1\tExpulsion:T1\nE1\tRecall:T1\n"
    )
    assert [(each.id, each.label) for each in document.marks] == [("E1", "Expulsion")]
    left = [(item.place.line, why) for item, why in ledger.left if why.startswith("a line")]
    assert left == [(2, "a line above it has its id"), (4, "a line above it has its id")]


def test_a_place_beyond_all_numbers_is_not_a_line_of_brat() -> None:
    document, ledger = read(f"T1\tExpulsion {'9' * 5000} {'9' * 5001}\tx\n")
    assert not document.marks
    assert [why for _, why in ledger.left] == ["is not a line of brat's format"]
