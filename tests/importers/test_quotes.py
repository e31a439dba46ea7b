"""Our JSON of quotations comes in with nothing lost, nothing guessed, and as drafts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from marks_made import BORDURIA, HERE, SYLDAVIA, TEXT

from kg.errors import UnreadableError
from kg.importers.ledger import Ledger
from kg.importers.mapping import Renaming
from kg.importers.marks import Document, File
from kg.importers.names import Names
from kg.importers.native import Native
from kg.importers.quotes import read_quotes
from kg.importers.records import make_article
from kg.model.actors import Actor, Actors

MADE_BY = {"tool": "reader 1.2", "model": "m", "date": "2031-03-05"}
EVENTS = [
    {"id": "e1", "class": "Expulsion", "label": "Borduria expels three envoys",
     "actor": ["Borduria"], "recipient": "Syldavia", "case": "timber", "caseLabel": "Timber"},
    {"id": "e2", "class": "TradeRestriction", "label": "Syldavia bans timber",
     "actor": ["Syldavia"], "case": "timber", "caseLabel": "Timber"},
    {"id": "e3", "class": "Statement", "label": "Borduria explains", "actor": "Borduria",
     "about": ["e1"]},
]  # fmt: skip
CLAIMS = [
    {"event": "e1", "quote": "Borduria expelled … on Monday", "stance": "asserts",
     "status": "ordered", "quantity": 3.0, "unit": "persons", "dateWords": "on Monday"},
    {"event": "e2", "quote": "Syldavia had banned Bordurian timber", "stance": "asserts",
     "status": "carriedOut", "dateWords": "in May", "deadlineWords": None},
    {"event": "e3", "quote": "its ministry said", "attributedTo": ["Bordurian ministry"]},
]  # fmt: skip
LINKS = [
    {"response": "e1", "trigger": "e2", "relation": "retaliation", "basis": "stated",
     "stance": "asserts", "claimedBy": ["Borduria"], "quote": '"It answers the ban,"'},
]  # fmt: skip


def document(**more: Any) -> dict[str, Any]:
    return {
        "document": "made", "text": TEXT, "extractedBy": MADE_BY, "published": "2031-03-04",
        "events": EVENTS, "claims": CLAIMS, "links": LINKS, **more,
    }  # fmt: skip


def read(*documents: object, lines: bool = False, **more: Any) -> tuple[list[Document], Ledger]:
    ledger = Ledger()
    if lines:
        data = "".join(f"{json.dumps(each)}\n" for each in documents)
    else:
        data = json.dumps(documents[0] if len(documents) == 1 else documents)
    return list(read_quotes([File("x.json", data.encode())], ledger, **more)), ledger


def imported(*actors: Actor, **more: Any) -> tuple[Native, Ledger]:
    ((found,), ledger) = read(document(**more))
    head = {"id": ["made"], **{key: list(value) for key, value in found.head.items()}}
    names = Names(Actors([BORDURIA, SYLDAVIA, *actors]))
    assert found.text is not None
    return make_article(found, found.text, head, Renaming(), names, ledger), ledger


def words(record: Any) -> str:
    start, end = map(int, record["span"])
    return TEXT[start:end]


def left(ledger: Ledger) -> dict[str, str]:
    return {item.what: why for item, why in ledger.left}


def counts(ledger: Ledger, kind: str) -> tuple[int, int]:
    found = ledger.report()["kinds"][kind]
    assert found["read"] == found["imported"] + found["leftOut"]
    return found["imported"], found["leftOut"]


def test_events_claims_and_links_become_drafts_of_acts_reports_and_links() -> None:
    native, ledger = imported()
    assert ledger.line() == "read 31, imported 31, left out 0"
    assert [(each["id"], each["type"], each["actor"]) for each in native.actions] == [
        (["made-e1"], ["Expulsion"], ["XBO"]),
        (["made-e2"], ["TradeRestriction"], ["XSY"]),
        (["made-e3"], ["Statement"], ["XBO"]),
    ]
    assert native.actions[2]["about"] == ["made-e1"]
    assert native.cases == [{"id": ["timber"], "label": ["Timber"]}]
    assert [(each["action"], words(each)) for each in native.reports] == [
        (["made-e1"], "Borduria expelled three Syldavian envoys on Monday"),
        (["made-e3"], "its ministry said"),
        (["made-e2"], "Syldavia had banned Bordurian timber"),
    ]
    first, speech, second = native.reports
    assert (first["quantity"], first["date"], second["date"]) == (
        ["3"],
        ["2031-03-03"],
        ["2030-05"],
    )
    assert (speech["stance"], speech["attributedTo"]) == (["asserts"], ["bordurian-ministry"])
    (link,) = native.links
    assert (link["response"], link["trigger"], words(link)) == (
        ["made-e1"], ["made-e2"], "“It answers the ban,”",
    )  # fmt: skip
    made_by = ["reader 1.2 (m), 2031-03-05"]
    assert all(each["extractedBy"] == made_by for each in (*native.reports, link))


def test_one_document_a_list_and_one_a_line_read_alike() -> None:
    other = document(document="other")
    for lines in (False, True):
        documents, _ = read(document(), other, lines=lines)
        assert [each.name for each in documents] == ["made", "other"]
    assert read(document())[0] == read(document(), lines=True)[0]


def test_texts_are_found_beside_by_name_or_by_digest() -> None:
    bare = document(textDigest="AB" * 32)
    del bare["text"]
    file = File("x/klow.quotes.json", json.dumps(bare).encode())
    (found,) = read_quotes([file, File("x/klow.txt", b"It left.")], Ledger())
    assert (found.text, found.digest) == ("It left.", "ab" * 32)
    (found,) = read_quotes([file], Ledger())
    assert found.text is None


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ({"event": "e1", "quote": "Borduria"},
         "its words occur 2 times, at 0, 24; give `occurrence`"),
        ({"event": "e1", "quote": "expelled thirty envoys"}, "its words are not in the text"),
        ({"event": "e1", "quote": "said. Syldavia had"},
         "its words cross the end of a sentence; quote one sentence"),
        ({"event": "e9", "quote": "water"}, "its event 'e9' is not among the events"),
        ({"event": "e1"}, "has no quote"),
        ({"event": "e1", "quote": ["water"]}, "has no quote"),
        (3, "is not a table of fields"),
        (CLAIMS[0], "repeats claims[0]"),
    ],
)  # fmt: skip
def test_a_claim_that_does_not_prove_is_left_out_with_all_it_says(claim: Any, why: str) -> None:
    row = {**claim, "status": "ordered"} if isinstance(claim, dict) else claim
    native, ledger = imported(claims=[*CLAIMS, row if claim != CLAIMS[0] else claim])
    assert len(native.reports) == 3
    assert counts(ledger, "claims") == (3, 1)
    assert why in {told for item, told in ledger.left if item.kind == "claims"}


@pytest.mark.parametrize("odd", ["9" * 5000, "²", -1, "two", [2], 1.5])
def test_an_occurrence_that_is_no_number_tells_no_place(odd: Any) -> None:
    claim = {"event": "e1", "quote": "Borduria", "occurrence": odd}
    native, ledger = imported(claims=[*CLAIMS[1:], claim])
    assert len(native.reports) == 2
    assert left(ledger)["occurrence"] == "is not a whole number, such as 2"


def test_an_occurrence_says_which_place_is_meant() -> None:
    claim = {"event": "e1", "quote": "Borduria", "occurrence": 2}
    native, ledger = imported(claims=[*CLAIMS[1:], claim])
    assert native.reports[0]["span"] == ["24", "32"]
    assert not ledger.left


def test_nobody_is_invented_as_actor_and_what_hangs_on_the_event_is_left_out() -> None:
    events = [{**EVENTS[0], "actor": []}, *EVENTS[1:]]
    native, ledger = imported(events=events)
    assert [each["id"] for each in native.actions] == [["made-e2"], ["made-e3"]]
    assert "about" not in native.actions[1]
    assert native.links == []
    assert counts(ledger, "events") == (2, 1)
    assert counts(ledger, "claims") == (2, 1)
    assert counts(ledger, "links") == (0, 1)
    assert counts(ledger, "dates") == (1, 1)
    told = left(ledger)
    assert told["about"] == "what it points to is left out"
    assert told["events[0] e1"] == "nothing says who acts; name the actor in the source"


def test_a_dispute_is_declared_once_and_another_name_of_it_is_told() -> None:
    events = [EVENTS[0], {**EVENTS[1], "caseLabel": "Timber and more"}, EVENTS[2]]
    native, ledger = imported(events=events)
    assert native.cases == [{"id": ["timber"], "label": ["Timber"]}]
    assert left(ledger) == {"caseLabel": "the dispute 'timber' already has a different one"}


def test_an_event_without_a_claim_that_proves_is_left_out() -> None:
    native, ledger = imported(claims=CLAIMS[1:])
    assert [each["id"] for each in native.actions] == [["made-e2"], ["made-e3"]]
    assert left(ledger)["events[0] e1"] == "none of its words are in the text"


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ({"trigger": "e9"}, "its trigger 'e9' is not among the events"),
        ({"trigger": "e9", "response": ""},
         "its response '' and its trigger 'e9' are not among the events"),
        ({"relation": None}, "has no relation"),
        ({"quote": ""}, "has no quote"),
        ({"quote": "It answers the war"}, "its words are not in the text"),
    ],
)  # fmt: skip
def test_a_link_without_ends_relation_or_words_is_left_out(link: Any, why: str) -> None:
    native, ledger = imported(links=[{**LINKS[0], **link}])
    assert native.links == []
    assert [told for item, told in ledger.left if item.kind == "links"] == [why]


def test_words_of_dates_that_say_no_day_are_left_open_with_the_words() -> None:
    claim = {**CLAIMS[0], "dateWords": "recently", "deadlineWords": "within a week"}
    native, ledger = imported(claims=[claim, *CLAIMS[1:]])
    assert "date" not in native.reports[0]
    assert native.reports[0]["deadlineTerm"] == ["P7D"]
    assert left(ledger) == {
        "dateWords": "dateWords: 'recently' is not a date yet: it does not name one day; "
        "give date itself"
    }


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"stance": "maybe"}, "stance: 'maybe' is not one of"),
        ({"certainty": 3}, "'certainty' is not a field of ours"),
        ({"reason": {"a": 1}}, "is not a text, a number or a list of them"),
        ({"reviewedBy": "Maria Nowak, 2031-03-06"}, "a review is noted in the article's file"),
        ({"quantity": 2.5}, "quantity: '2.5' is not a whole number"),
        ({"claimedBy": "Borduria"}, "a mark of Expulsion does not take claimedBy"),
    ],
)
def test_a_value_that_cannot_be_used_is_left_out_alone(row: Any, why: str) -> None:
    native, ledger = imported(claims=[{**CLAIMS[0], **row}, *CLAIMS[1:]])
    assert len(native.reports) == 3
    ((item, told),) = ledger.left
    assert item.kind == "values"
    assert told.startswith(why)
    assert "reviewedBy" not in native.reports[0]


def test_unknown_fields_and_records_that_are_not_lists_are_told() -> None:
    _, ledger = imported(claim=[], links={"a": 1}, events=[{**EVENTS[0], "reason": "x"}])
    assert left(ledger)["claim"] == "'claim' is not a field here; did you mean 'claims'?"
    assert left(ledger)["links"] == "is not a list"
    assert left(ledger)["reason"].startswith("'reason' is not a field of events")


def test_who_carries_an_act_out_is_drafted_as_a_person() -> None:
    ((found,), ledger) = read(document(claims=[{**CLAIMS[0], "performedBy": "Ana Vidal"}]))
    names = Names(Actors([BORDURIA, SYLDAVIA]))
    make_article(found, TEXT, {"id": ["made"]}, Renaming(), names, ledger)
    assert {"id": ["ana-vidal"], "type": ["Person"], "label": ["Ana Vidal"]} in names.drafts


@pytest.mark.parametrize("same", ["e1", "E-1", "é1"])
def test_two_events_are_never_one_by_their_ids(same: str) -> None:
    events = [*EVENTS, {"id": same, "class": "Attack", "label": "x", "actor": "Syldavia"}]
    _, ledger = imported(events=events)
    assert ("another event has the id" in left(ledger).get(f"events[3] {same}", "")) == (
        same in ("e1", "é1")
    )


def test_an_act_of_another_file_is_reported_by_its_id() -> None:
    events = [{"id": "xbo-expels-2031", "class": "Action"}, *EVENTS[1:]]
    claims = [{**CLAIMS[0], "event": "xbo-expels-2031"}, *CLAIMS[1:]]
    links = [{**LINKS[0], "response": "xbo-expels-2031"}]
    native, _ = imported(events=events, claims=claims, links=links)
    assert [each["id"] for each in native.actions] == [["made-e2"], ["made-e3"]]
    assert native.reports[0]["action"] == ["xbo-expels-2031"]
    assert native.links[0]["response"] == ["xbo-expels-2031"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("reader 1.2, 2031-03-05", "reader 1.2, 2031-03-05"),
        ({"tool": "by hand", "model": "none", "date": "2031-03-05"}, "by hand, 2031-03-05"),
    ],
)
def test_what_extracted_it_is_told_by_document_or_record(given: Any, told: str) -> None:
    own = {**CLAIMS[1], "extractedBy": "other 2, 2031-03-06"}
    ((found,), _) = read(document(extractedBy=given, claims=[CLAIMS[0], own]))
    made = [each.extracted_by for each in found.marks if each.id.startswith("claim")]
    assert made == [told, "other 2, 2031-03-06"]
    ((found,), _) = read(document(extractedBy=None), extracted_by="given 1, 2031-03-07")
    assert {each.extracted_by for each in found.marks if each.quote} == {"given 1, 2031-03-07"}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (document(extractedBy=None), "x.json:claims[0]: does not say what extracted it: add"),
        (document(extractedBy={"tool": "reader"}),
         "x.json: extractedBy: 'reader,' is not a name and a day"),
        (document(extractedBy="ana@made.example, 2031-03-05"),
         "x.json: extractedBy: contains an @"),
        (document(extractedBy=[1]), "x.json: extractedBy: "),
        ([1, 2], "x.json:[0]: has no events, claims or links"),
        ({"Klow": "XBO"}, "x.json: has no events, claims or links; kg scheme llm"),
        ([document(), document(document="")], "x.json:[1]: does not name its document"),
    ],
)  # fmt: skip
def test_what_is_not_of_the_format_is_refused_in_a_line(value: object, said: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(value)
    (line,) = caught.value.lines
    assert line.startswith(said)


@pytest.mark.parametrize("odd", [None, True, 3, 1.5, "x", [], [[]], {}, {"a": {}}, [None, 3, "x"]])
def test_a_value_of_another_kind_at_any_key_is_never_an_error(odd: Any) -> None:
    rows = {"events": EVENTS, "claims": CLAIMS, "links": LINKS}
    for key in document():
        if key not in ("extractedBy", "text"):
            imported(**{key: odd})
    for kind, records in rows.items():
        for key in records[0]:
            imported(**{kind: [{**records[0], key: odd}, *records[1:]]})


def test_the_sample_adds_up(shared: Path) -> None:
    folder = shared / "prototypes" / "quotes_sample"
    names = json.loads((folder / "names.json").read_text("utf-8"))
    actors = [Actor(id=each, kind="State", label=name, place=HERE) for name, each in names.items()]
    files = [File(each, (folder / each).read_bytes()) for each in ("klow.quotes.json", "klow.txt")]
    for published, dates in (([], (1, 1)), (["2031-03-04"], (2, 0))):
        ledger = Ledger()
        (found,) = read_quotes(files, ledger)
        head = {"id": ["klow"], "published": published}
        assert found.text is not None
        native = make_article(found, found.text, head, Renaming(), Names(Actors(actors)), ledger)
        assert [counts(ledger, kind) for kind in ("events", "claims", "links")] == [
            (2, 1), (4, 3), (1, 1),
        ]  # fmt: skip
        assert counts(ledger, "dates") == dates
        assert (len(native.actions), len(native.reports), len(native.links)) == (2, 4, 1)


@pytest.mark.parametrize("label", ["Expulsion", "TradeRestriction"])
def test_what_the_mapping_ignores_is_not_missed_nor_what_hangs_on_it(label: str) -> None:
    events = [{key: value for key, value in each.items() if key != "about"} for each in EVENTS[:2]]
    (found,), ledger = read(document(events=events, claims=CLAIMS[:2]))
    names = Names(Actors([BORDURIA, SYLDAVIA]))
    renaming = Renaming(labels={label: "ignore"})
    head = {"id": ["made"], "published": ["2031-03-04"]}
    native = make_article(found, TEXT, head, renaming, names, ledger)
    assert len(native.actions) == 1
    assert native.links == []
    assert not ledger.is_short
    assert ledger.findings() == []


def test_a_field_of_claims_that_an_event_has_is_told_without_a_guess() -> None:
    _, ledger = imported(events=[{**EVENTS[0], "place": "Klow"}, *EVENTS[1:]])
    assert left(ledger)["place"] == (
        "'place' is not a field of events; put what the words say into claims"
    )
