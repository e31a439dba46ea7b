"""Web Annotations in three dialects come in proved, and go out so that they come back alike."""

from __future__ import annotations

import json
import socket
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from marks_made import BORDURIA, SYLDAVIA, TEXT, Made
from test_marked import ARTICLES, FIXTURES, told

from kg.errors import UnreadableError
from kg.importers.ledger import Ledger
from kg.importers.mapping import Renaming
from kg.importers.marked import mark_article
from kg.importers.marks import Document, File
from kg.importers.names import Names
from kg.importers.native import Native, write_article
from kg.importers.offsets import find_places
from kg.importers.records import make_article
from kg.importers.web_annotation import read_web_annotations, write_web_annotations
from kg.model.actors import Actors
from kg.read.corpus import read_directory
from kg.read.documents import parse_document

PAGE = "https://made.example/news/klow-1.html"
KLOW = File("texts/klow-1.txt", TEXT.encode())


def utf16(at: int) -> int:
    return len(TEXT[:at].encode("utf-16-le")) // 2


def selectors(words: str, *, unit: Any = int, by: int = 0, quoted: bool = True) -> list[Any]:
    at = 24 if words == "Borduria" else TEXT.index(words)  # its second place
    start, end = unit(at) + by, unit(at + len(words)) + by
    found: list[Any] = [{"type": "TextPositionSelector", "start": start, "end": end}]
    if quoted:
        before, after = TEXT[max(0, at - 8) : at], TEXT[at + len(words) :][:8]
        found.append(
            {"type": "TextQuoteSelector", "exact": words, "prefix": before, "suffix": after}
        )
    return found


def annotation(words: str, tag: str = "Expulsion", **more: Any) -> dict[str, Any]:
    said = {"actor": ["Borduria"], "status": "ordered"}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": f"{PAGE}#{len(words)}",
        "type": "Annotation",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": tag},
            {"type": "TextualBody", "format": "application/json", "value": json.dumps(said)},
        ],
        "target": {"source": PAGE, "selector": selectors(words)}, **more,
    }  # fmt: skip


def read(value: Any, *files: File) -> tuple[list[Document], Ledger]:
    ledger = Ledger()
    data = json.dumps(value, ensure_ascii=False).encode()
    return list(read_web_annotations([File("x.json", data), *files], ledger)), ledger


def imported(value: Any, renaming: Renaming | None = None) -> tuple[Native, Ledger]:
    ((document,), ledger) = read(value, KLOW)
    assert document.text == TEXT
    head = {"id": ["made"], "published": ["2031-03-04"]}
    names = Names(Actors([BORDURIA, SYLDAVIA]))
    return make_article(document, TEXT, head, renaming or Renaming(), names, ledger), ledger


def words(native: Native) -> list[str]:
    return [TEXT[slice(*map(int, each["span"]))] for each in native.reports]


@pytest.mark.parametrize(
    "shape",
    [
        lambda rows: rows,
        lambda rows: {"type": "AnnotationPage", "items": rows},
        lambda rows: {"type": "AnnotationCollection", "first": {"items": rows}},
        lambda rows: {"@graph": rows},
    ],
)
def test_lists_pages_collections_and_graphs_read_alike(shape: Any) -> None:
    native, ledger = imported(shape([annotation("expelled three"), annotation("expels")]))
    assert words(native) == ["expels", "expelled three"]
    assert not ledger.left
    ((one,), _) = read(annotation("expels"))
    assert len(one.marks) == 1


def test_a_document_is_named_by_its_source_whose_address_it_keeps() -> None:
    other = annotation("expels")
    other["target"]["source"] = {"id": "https://made.example/other"}
    (first, second), _ = read([annotation("expels"), other], KLOW)
    assert (first.name, first.text, first.head) == (
        PAGE, TEXT, {"id": ["klow-1"], "url": [PAGE]},
    )  # fmt: skip
    assert (second.name, second.text) == ("https://made.example/other", None)


@pytest.mark.parametrize("unit", [int, utf16], ids=["code points", "UTF-16"])
def test_positions_prove_in_code_points_or_in_utf16(unit: Any) -> None:
    rows = [annotation(each) for each in ("expels", "water", "Borduria")]
    for row, each in zip(rows, ("expels", "water", "Borduria"), strict=True):
        row["target"]["selector"] = selectors(each, unit=unit)
    native, ledger = imported(rows)
    assert words(native) == ["expels", "Borduria", "water"]
    assert native.reports[1]["span"] == ["24", "32"]  # the position says which of two
    assert not ledger.left


def test_a_quotation_is_found_where_the_position_is_of_another_text() -> None:
    rows = [annotation("expelled three"), annotation("Borduria")]
    rows[0]["target"]["selector"] = selectors("expelled three", by=5000)
    rows[1]["target"]["selector"] = selectors("Borduria", by=-9)
    native, ledger = imported(rows)
    assert words(native) == ["Borduria", "expelled three"]
    assert native.reports[0]["span"] == ["24", "32"]  # what stands around it says which of two
    assert not ledger.left


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"prefix": "", "suffix": ""}, "its words occur 2 times, at 0, 24; give `occurrence`"),
        ({"prefix": "Nowhere ", "suffix": ""}, "its words occur 2 times"),
        ({"exact": "Bordurias"}, "its words are not in the text"),
    ],
)
def test_a_quotation_that_does_not_prove_is_left_out(change: dict[str, str], why: str) -> None:
    row = annotation("Borduria")
    row["target"]["selector"] = [{**selectors("Borduria")[1], **change}]
    _, ledger = imported([row, annotation("expels")])
    (told,) = (told for item, told in ledger.left if item.kind == "annotations")
    assert told.startswith(why)
    assert {item.kind for item, _ in ledger.left} == {"annotations", "positions", "tags", "values"}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"target": PAGE}, "marks no words on the page, and not to words of a text"),
        ({"target": {"source": PAGE, "selector": {"type": "FragmentSelector", "value": "t=1"}}},
         "points with FragmentSelector, and not to words of a text"),
        ({"target": []}, "has no target"),
        ({"body": "https://made.example/essay"}, "has no tag that says what it marks"),
        ({"creator": {"type": "Software", "name": "Finder"}}, "a program made it, but"),
    ],
)  # fmt: skip
def test_an_annotation_without_words_or_a_tag_is_left_out(change: Any, why: str) -> None:
    _, ledger = imported([{**annotation("expels"), **change}, annotation("expelled")])
    (told,) = (told for item, told in ledger.left if item.kind == "annotations")
    assert told.startswith(why)


def test_what_a_program_made_is_a_draft_that_it_cannot_review() -> None:
    row = annotation("expels", creator={"type": "Software", "name": "Finder 2"},
                     created="2031-03-05T10:00:00Z")  # fmt: skip
    row["body"].append({**row["body"][0], "value": "reviewedBy: Finder 2, 2031-03-05"})
    native, ledger = imported([row])
    assert native.reports[0]["extractedBy"] == ["Finder 2, 2031-03-05"]
    assert "reviewedBy" not in native.reports[0]
    assert [item.what for item, _ in ledger.left] == ["reviewedBy: Finder 2, 2031-03-05"]


def test_several_targets_of_one_annotation_tell_of_one_act() -> None:
    row = annotation("expels")
    row["target"] = [row["target"], {"source": PAGE, "selector": selectors("expelled three")}]
    native, ledger = imported([row])
    assert len(native.actions) == 1
    assert words(native) == ["expels", "expelled three"]
    assert not ledger.left


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket, "socket", refuse)
    row = annotation("expels", **{"@context": "https://made.example/context.jsonld"})
    assert not imported([row])[1].left
    _, ledger = read({"type": "AnnotationCollection", "first": "https://made.example/page1"})
    assert [why for _, why in ledger.left] == [
        "is another file, and nothing is fetched; name it too"
    ]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"a": 1}, "x.json: has no annotations; save them as JSON-LD"),
        ([3], "x.json:[0]: has no annotations"),
        ("x", "x.json: has no annotations"),
    ],
)
def test_what_is_not_of_the_format_is_refused_in_a_line(value: Any, said: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(value)
    (line,) = caught.value.lines
    assert line.startswith(said)


# CATMA


def catma(*spans: tuple[int, int], tag: str = "CATMA_1") -> dict[str, Any]:
    items = [{"source": "D_1", "selector": {"type": "TextPositionSelector", "start": a, "end": b}}
             for a, b in spans]  # fmt: skip
    return {
        "type": "Annotation", "id": "collections/C_1/annotations/CATMA_7",
        "target": {"type": "List", "items": items},
        "body": {"type": "Dataset", "tag": f"tagsets/T_1/{tag}", "tagset": "tagsets/T_1",
                 "properties": {"system": {}, "user": {"CATMA_2": ["Borduria"]}}},
    }  # fmt: skip


SIDE = [
    File("p/tagsets/T_1/CATMA_1/propertydefs.json", json.dumps(
        {"uuid": "CATMA_1", "name": "Expulsion", "tagsetDefinitionUuid": "T_1",
         "userDefinedPropertyDefinitions": {"x": {"uuid": "CATMA_2", "name": "actor"}}}).encode()),
    File("p/documents/D_1/header.json", b'{"gitContentInfoSet": {"title": "Envoys"}}'),
    File("p/collections/C_1/header.json", b'{"sourceDocumentId": "D_1"}'),
    File("p/documents/D_1/D_1.txt", TEXT.encode()),
]  # fmt: skip


def test_catmas_touching_items_are_one_span_and_its_names_come_from_its_project() -> None:
    (document,), ledger = read([catma((9, 12), (12, 15)), catma((33, 41), (48, 57))], *SIDE)
    assert (document.text, document.head["title"]) == (TEXT, ["Envoys"])
    assert [each.spans for each in document.marks] == [((9, 15),), ((33, 41), (48, 57))]
    names = Names(Actors([BORDURIA]))
    native = make_article(document, TEXT, {"id": ["made"]}, Renaming(), names, ledger)
    assert words(native) == ["expels", "expelled", "Syldavian"]
    assert len(native.actions) == 2
    assert not ledger.left


def test_without_the_project_ids_can_be_named_in_a_mapping() -> None:
    renaming = Renaming({"CATMA_1": "Expulsion"}, {"CATMA_2": "actor"})
    native, ledger = imported([catma((9, 15))], renaming)
    assert words(native) == ["expels"]
    assert not ledger.left


def test_a_place_without_words_that_cuts_a_word_is_left_out() -> None:
    (document,), _ = read([catma((10, 15))], *SIDE)
    assert find_places(document, TEXT, Ledger()) == {}


# hypothes.is


def row(exact: str, *tags: str, **more: Any) -> dict[str, Any]:
    return {
        "id": "abc", "user": "acct:maria@hypothes.is", "uri": PAGE, "text": "", "tags": list(tags),
        "document": {"title": ["Borduria expels envoys"]}, "references": [],
        "target": [{"source": PAGE, "selector": [
            {"type": "RangeSelector", "startContainer": "/div[1]"},
            *selectors(exact, unit=utf16, by=700)]}], **more,
    }  # fmt: skip


def test_rows_of_hypothesis_are_found_by_their_words() -> None:
    one = row("expelled three", "Expulsion", "actor: Borduria", "status: ordered")
    native, ledger = imported({"total": 1, "rows": [one]})
    assert words(native) == ["expelled three"]
    assert list(native.head["annotatedBy"]) == ["maria"]
    assert not ledger.left


def test_page_notes_replies_and_what_people_wrote_are_left_out_and_never_told() -> None:
    private = "I know the envoy"
    rows = [
        row("expelled three", "Expulsion", "actor: Borduria", text=private),
        row("expels", "Expulsion", references=["abc"], text=private),
        row("expels", "Expulsion", target=[{"source": PAGE}], text=private),
    ]
    native, ledger = imported({"total": 3, "rows": rows})
    assert words(native) == ["expelled three"]
    kinds = ledger.report()["kinds"]
    assert kinds["annotations"] == {"read": 3, "imported": 1, "leftOut": 2}
    assert kinds["notes"] == {"read": 3, "imported": 0, "leftOut": 3}
    told = {why for item, why in ledger.left if item.kind == "annotations"}
    assert told == {"is a reply", "marks no words on the page, and not to words of a text"}
    out = json.dumps([ledger.report(), [str(each) for each in ledger.findings()], repr(native)])
    assert private not in out
    assert "hypothes.is" not in out.replace("x.json", "")


# Hostile values, and the way out


@pytest.mark.parametrize("odd", [None, True, 3, 1.5, "x", [], [[]], {}, {"a": {}}, [None, 3, "x"]])
def test_a_value_of_another_kind_at_any_key_is_never_an_error(odd: Any) -> None:
    good = annotation("expelled three")
    for whole in (annotation("expels"), catma((9, 15)), row("expels", "Expulsion")):
        for key in whole:
            if key != "target" or whole.get("tags") is not None:
                read([good, {**whole, key: odd}], KLOW)
        for holder in ("body", "target"):
            inner = whole.get(holder)
            for key in inner if isinstance(inner, dict) else ():
                changed = {**inner, key: odd}
                documents, ledger = read([good, {**whole, holder: changed}], KLOW)
                for each in documents:
                    make_article(each, TEXT, {"id": ["x"]}, Renaming(), Names(Actors([])), ledger)


def test_what_is_written_is_read_alike() -> None:
    made = Made()
    act = made.mark("Expulsion", "expels envoys", action="made-1", label="Envoys", stance="asserts",
                    actionActor=["XBO", "XSY"], reviewedBy="Maria Nowak, 2031-03-06")  # fmt: skip
    made.mark("NoAct", "Nobody spoke of 💧 water.", reason="It says nothing.")
    document = made.document()
    written = write_web_annotations(document)
    page = json.loads(written)
    assert page["items"][0]["target"]["selector"] == [
        {"type": "TextPositionSelector", "start": 9, "end": 22},
        {"type": "TextQuoteSelector", "exact": "expels envoys"},
    ]
    (back,), _ = read(page)
    assert [each.label for each in back.marks] == ["Expulsion", "NoAct"]
    for before, after in zip(document.marks, back.marks, strict=True):
        assert (before.spans, before.words) == (after.spans, after.words)
        assert [(x.name, x.text) for x in before.values] == [(x.name, x.text) for x in after.values]
    assert act in {each.id for each in document.marks}


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_article_comes_back_from_what_is_written(path: Path) -> None:
    actors = read_directory([FIXTURES])
    node = parse_document(path.read_bytes(), path.name)
    document = mark_article(node, None, path.name)
    text = "a" * int(document.head["textLength"][0])
    marks = [replace(each, words=(text[slice(*each.spans[0])],)) for each in document.marks]
    written = write_web_annotations(replace(document, marks=marks))
    (back,), ledger = read(json.loads(written))
    assert [back.digest] == list(document.head["textDigest"])
    head = {**document.head, **back.head}
    native = make_article(back, text, head, Renaming(), Names(actors), ledger)
    assert ledger.left == []
    again = parse_document(write_article(native).encode(), path.name)
    assert told(again, actors) == told(node, actors)


def test_the_head_of_an_article_goes_out_and_comes_back() -> None:
    head = {"id": ["made"], "title": ["Envoys"], "publisher": ["klow"], "textDigest": ["ab" * 32]}
    made = Document(name="made", place=Made().document().place, marks=Made().marks, head=head)
    mark = Made()
    mark.mark("NoAct", "water", reason="x")
    document = Document(name="made", place=made.place, marks=mark.marks, head=head)
    (back,), _ = read(json.loads(write_web_annotations(document)))
    assert back.digest == "ab" * 32
    assert back.head == {key: each for key, each in head.items() if key != "textDigest"}
    assert back.text is None


def test_the_real_file_of_catma_adds_up(shared: Path) -> None:
    folder = shared / "corpora" / "catma"
    files = [File(each, (folder / each).read_bytes()) for each in ("MVauth_0.json", "document.txt")]
    ledger = Ledger()
    (document,) = read_web_annotations(files, ledger)
    assert document.text is not None
    kinds = ledger.report()["kinds"]
    assert (kinds["annotations"]["read"], kinds["positions"]["read"]) == (20, 33)
    several = [each for each in document.marks if len(each.items) > 3]  # annotation, tag, positions
    assert len(several) == 11
    assert Counter(len(each.spans) for each in several) == {1: 9, 2: 2}
    labels = {each.label: "NoAct" for each in document.marks}
    assert len(labels) == 4
    names = Names(Actors([]))
    make_article(document, document.text, {"id": ["x"]}, Renaming(labels), names, ledger)
    kinds = ledger.report()["kinds"]
    assert kinds["annotations"] == {"read": 20, "imported": 20, "leftOut": 0}
    assert kinds["positions"] == {"read": 33, "imported": 33, "leftOut": 0}
