"""Citations of an answer: words and characters that prove each other, and what has neither."""

from __future__ import annotations

import json
from typing import Any

import pytest
from marks_made import BORDURIA, SYLDAVIA, TEXT

from kg.importers.langextract import read_langextract
from kg.importers.ledger import Ledger
from kg.importers.mapping import Renaming
from kg.importers.marks import File
from kg.importers.names import Names
from kg.importers.native import Native
from kg.importers.records import make_article
from kg.model.actors import Actors

MADE_BY = "a model, 2031-03-05"


def cite(words: str, kind: str = "char_location", **more: Any) -> dict[str, Any]:
    at = TEXT.index(words)
    return {
        "type": kind, "cited_text": words, "document_index": 0, "document_title": "made",
        "start_char_index": at, "end_char_index": at + len(words), **more,
    }  # fmt: skip


def imported(value: Any, renaming: Renaming | None = None) -> tuple[list[Native], Ledger]:
    ledger = Ledger()
    files = [File("x.json", json.dumps(value).encode()), File("made.txt", TEXT.encode())]
    names = Names(Actors([BORDURIA, SYLDAVIA]))
    made = []
    for document in read_langextract(files, ledger, extracted_by=MADE_BY):
        assert document.text in (TEXT, None)
        head = {"id": [document.name]}
        made.append(make_article(document, TEXT, head, renaming or Renaming(), names, ledger))
    return made, ledger


def answer(*citations: Any, **more: Any) -> dict[str, Any]:
    return {
        "content": [{"type": "text", "text": "Envoys left.", "citations": [*citations], **more}]
    }


def test_the_citations_of_a_block_tell_of_one_act() -> None:
    block = {"extraction_class": "Expulsion", "attributes": {"actor": "Borduria", "event": "e1"}}
    made, ledger = imported(answer(cite("Borduria expels envoys"), cite("expelled three"), **block))
    (native,) = made
    assert not ledger.left
    assert [each["id"] for each in native.actions] == [["made-e1"]]
    assert [each["extractedBy"] for each in native.reports] == [[MADE_BY]] * 2


def test_an_extraction_may_cite_in_place_of_its_words() -> None:
    one = {
        "extraction_class": "Expulsion", "extraction_text": "gone",
        "attributes": {"actor": "Borduria"}, "citations": [cite("expelled three")],
    }  # fmt: skip
    made, ledger = imported({"document_id": "made", "extractions": [one], "text": TEXT})
    assert [len(each.reports) for each in made] == [1, 0]
    assert not ledger.left


def test_a_citation_without_a_class_is_called_so_in_a_mapping() -> None:
    value = answer(cite("expelled three"))
    made, ledger = imported(value)
    assert [why for _, why in ledger.left] == [
        "'citation' is not a label of ours; name it in --mapping"
    ]
    made, ledger = imported(value, Renaming(labels={"citation": "NoAct"}))
    assert len(made[0].no_act) == 1
    assert not ledger.left


@pytest.mark.parametrize(
    ("citation", "why"),
    [
        (cite("expelled", "page_location"), "page_location says a page and no characters"),
        (cite("expelled", "content_block_location"), "content_block_location says a block"),
        (cite("expelled", "search_result_location"), "search_result_location cites something"),
        (cite("expelled", start_char_index=None), "has no words or no place"),
        (cite("expelled", end_char_index=-1), "has no words or no place"),
        (cite("expelled", cited_text=""), "has no words or no place"),
        (cite("expelled", start_char_index=0, end_char_index=8), "the text has other words at 0"),
        (3, "a citation cites something"),
    ],
)  # fmt: skip
def test_a_citation_that_proves_nothing_is_left_out(citation: Any, why: str) -> None:
    value = answer(cite("expelled three"), citation)
    _, ledger = imported(value, Renaming(labels={"citation": "NoAct"}))
    ((item, told),) = ledger.left
    assert item.kind == "citations"
    assert told.startswith(why)


@pytest.mark.parametrize("odd", [None, True, 3, 1.5, "x", [], [[]], {}, {"a": {}}, [None, 3, "x"]])
def test_a_value_of_another_kind_at_any_key_is_never_an_error(odd: Any) -> None:
    whole = cite("expelled three")
    for key in whole:
        imported(answer(whole, {**whole, key: odd}))
    for key in ("attributes", "extraction_class", "text"):
        imported(answer(whole, **{key: odd}))
    imported({"message": odd, "content": [odd, {"citations": [odd]}, {"citations": [whole]}]})
