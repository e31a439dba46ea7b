"""langextract's extractions are found again by their words: its own places are not believed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from marks_made import BORDURIA, SYLDAVIA, TEXT

from kg.errors import UnreadableError
from kg.importers.langextract import read_langextract
from kg.importers.ledger import Ledger
from kg.importers.mapping import EVENT, Renaming
from kg.importers.marks import Document, File
from kg.importers.names import Names
from kg.importers.native import Native
from kg.importers.offsets import find_places
from kg.importers.records import make_article
from kg.model.actors import Actors

MADE_BY = "langextract 1.2, 2031-03-05"
GROUPED = Renaming(attributes={"act_group": EVENT})


def extraction(label: str, text: str, at: Any = None, **attributes: Any) -> dict[str, Any]:
    return {
        "extraction_class": label, "extraction_text": text, "char_interval": at,
        "alignment_status": "match_exact", "extraction_index": 1, "attributes": attributes or None,
    }  # fmt: skip


def document(*extractions: Any, **more: Any) -> dict[str, Any]:
    return {"document_id": "made", "text": TEXT, "extractions": list(extractions), **more}


def read(*documents: Any, name: str = "x.jsonl") -> tuple[list[Document], Ledger]:
    ledger = Ledger()
    data = "\n".join(map(json.dumps, documents)).encode()
    return list(read_langextract([File(name, data)], ledger, extracted_by=MADE_BY)), ledger


def imported(*extractions: Any, renaming: Renaming = GROUPED) -> tuple[Native, Ledger]:
    ((found,), ledger) = read(document(*extractions))
    names = Names(Actors([BORDURIA, SYLDAVIA]))
    head = {"id": ["made"], "published": ["2031-03-04"]}
    return make_article(found, TEXT, head, renaming, names, ledger), ledger


def left(ledger: Ledger) -> dict[str, str]:
    return {item.what: why for item, why in ledger.left}


EXPELLED = extraction(
    "Expulsion", "expelled three Syldavian envoys", {"start_pos": 0, "end_pos": 8},
    actor="Borduria", recipient=["Syldavia"], act_group="the envoys", status="ordered",
)  # fmt: skip
LEAVE = extraction("Expulsion", "expels envoys", None, act_group="the envoys")
BANNED = extraction(
    "TradeRestriction", "banned Bordurian timber", actor="Syldavia", act_group="木材"
)
LINK = extraction(
    "Link", "It answers the ban", response="the envoys", trigger="木材", relation="retaliation"
)


def test_an_attribute_names_the_event_and_intervals_are_not_believed() -> None:
    native, ledger = imported(EXPELLED, LEAVE, BANNED, LINK)
    assert not ledger.left
    assert [(each["id"], each["actor"]) for each in native.actions] == [
        (["made-the-envoys"], ["XBO"]),
        (["made-at-130"], ["XSY"]),  # no letter of its name can stand in an id
    ]
    found = [TEXT[slice(*map(int, each["span"]))] for each in native.reports]
    assert found == ["expels envoys", "expelled three Syldavian envoys", "banned Bordurian timber"]
    assert {each["extractedBy"][0] for each in (*native.reports, *native.links)} == {MADE_BY}
    (link,) = native.links
    assert (link["response"], link["trigger"]) == (["made-the-envoys"], ["made-at-130"])


def test_without_a_name_of_the_event_a_class_and_an_actor_make_no_event() -> None:
    native, ledger = imported(EXPELLED, extraction("Expulsion", "expels", actor="Borduria"),
                              renaming=Renaming(attributes={"act_group": "ignore"}))  # fmt: skip
    assert len(native.actions) == 2
    assert ledger.line() == "read 7, imported 6, left out 1"
    assert not ledger.is_short


def test_two_events_whose_names_read_alike_stay_two() -> None:
    native, _ = imported(
        extraction("Expulsion", "expels", actor="Borduria", act_group="Klow 1"),
        extraction("Expulsion", "expelled", actor="Borduria", act_group="klow-1"),
    )
    assert [each["id"] for each in native.actions] == [["made-klow-1"], ["made-at-33"]]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({**EXPELLED, "char_interval": None}, "repeats extractions[0]"),
        (extraction("Expulsion", "Borduria"),
         "its words occur 2 times, at 0, 24; give `occurrence`"),
        (extraction("Expulsion", "expelled two"), "its words are not in the text"),
        (extraction("", "water"), "has no class or no words"),
        (extraction("Expulsion", " "), "has no class or no words"),
        (extraction("Word", "water"), "'Word' is not a label of ours; name it in --mapping"),
        (None, "has no class or no words"),
    ],
)  # fmt: skip
def test_what_repeats_or_does_not_prove_is_left_out(given: Any, why: str) -> None:
    native, ledger = imported(EXPELLED, given)
    assert len(native.reports) == 1
    ((item, told),) = ledger.left
    assert (item.kind, told) == ("extractions", why)


def test_an_occurrence_among_the_attributes_is_used_and_a_review_is_not_taken() -> None:
    said = {"occurrence": 2, "actor": "Borduria", "reviewedBy": "A, 2031-03-05"}
    native, ledger = imported(extraction("Expulsion", "Borduria", **said))
    (report,) = native.reports
    assert report["span"] == ["24", "32"]
    assert "reviewedBy" not in report
    assert list(left(ledger)) == ["reviewedBy"]


def test_a_document_without_extractions_holds_up_no_other() -> None:
    documents, ledger = read(document(), {"document_id": "none", "extractions": None}, document())
    assert [len(each.marks) for each in documents] == [0, 0, 0]
    assert not ledger.left


def test_documents_have_names_of_their_own() -> None:
    documents, _ = read(document(), document(document_id=None), document(document_id="other"))
    assert [each.name for each in documents] == ["made", "x-2", "other"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"text": TEXT}, "x.jsonl: has no extractions; save"),
        ([3], "x.jsonl:[0]: has no extractions"),
        ("x", "x.jsonl: has no extractions"),
        ({"output": [{"content": [{"annotations": [{"type": "file_citation"}]}]}]},
         "x.jsonl: has citations of files, which hold no words to prove; ask for quotations"),
    ],
)  # fmt: skip
def test_what_is_not_of_the_format_is_refused_in_a_line(value: Any, said: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(value)
    (line,) = caught.value.lines
    assert line.startswith(said)


def test_nothing_is_taken_as_a_persons_work_for_want_of_the_program() -> None:
    file = File("x.jsonl", json.dumps(document(EXPELLED)).encode())
    with pytest.raises(
        UnreadableError, match=r"give --extracted-by 'langextract 1\.2, 2031-03-05'"
    ):
        list(read_langextract([file], Ledger()))


@pytest.mark.parametrize("odd", [None, True, 3, 1.5, "x", [], [[]], {}, {"a": {}}, [None, 3, "x"]])
def test_a_value_of_another_kind_at_any_key_is_never_an_error(odd: Any) -> None:
    for key in EXPELLED:
        imported({**EXPELLED, key: odd})
    for key in ("document_id", "text"):
        read(document(EXPELLED, **{key: odd}))
    imported(odd)


@pytest.mark.parametrize(
    ("name", "read_of_it", "proved", "repeats"),
    [("trial_protocol.jsonl", 20, 20, 0), ("medication_ja_two_passes.jsonl", 13, 6, 5)],
)
def test_real_files_add_up(
    shared: Path, name: str, read_of_it: int, proved: int, repeats: int
) -> None:
    data = (shared / "corpora" / "langextract" / name).read_bytes()
    ledger = Ledger()
    (found,) = read_langextract([File(name, data)], ledger, extracted_by=MADE_BY)
    assert found.text is not None
    assert len(find_places(found, found.text, Ledger())) == proved
    assert len(found.marks) == read_of_it - repeats
    labels = {each.label: "NoAct" for each in found.marks}
    make_article(found, found.text, {"id": ["x"]}, Renaming(labels), Names(Actors([])), ledger)
    assert ledger.report()["kinds"]["extractions"] == {
        "read": read_of_it, "imported": proved, "leftOut": read_of_it - proved,
    }  # fmt: skip
    reasons = [why for item, why in ledger.left if item.kind == "extractions"]
    assert sum(why.startswith("repeats ") for why in reasons) == repeats
    assert sum("occur 2 times" in why for why in reasons) == read_of_it - proved - repeats
