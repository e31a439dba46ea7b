"""Label Studio's JSON: whose annotation counts, nothing counted twice, nobody's address kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from marks_made import TEXT

from kg.errors import UnreadableError, UsageError
from kg.importers.label_studio import read_label_studio
from kg.importers.ledger import Ledger
from kg.importers.marks import Document, File
from kg.importers.offsets import find_places

AT = TEXT.index("expelled")


def region(name: str = "r1", **more: Any) -> dict[str, Any]:
    value = {"start": AT, "end": AT + 8, "text": "expelled", "labels": ["Expulsion"]}
    return {
        "id": name,
        "type": "labels",
        "from_name": "label",
        "to_name": "text",
        "value": value,
        **more,
    }


def annotation(who: Any = 1, *results: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": 5, "completed_by": who, "result": list(results or (region(),)),
        "updated_at": "2031-03-05T10:00:00Z", **more,
    }  # fmt: skip


def task(*annotations: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": 7, "data": {"text": TEXT}, "annotations": list(annotations), **more}


def read(*tasks: Any, **wanted: Any) -> tuple[list[Document], Ledger]:
    ledger = Ledger()
    file = File("all.json", json.dumps(list(tasks)).encode())
    return list(read_label_studio([file], ledger, **wanted)), ledger


def test_regions_with_their_choices_and_relations() -> None:
    results = [
        region("r1"), region("r2"),
        {"id": "r1", "type": "choices", "from_name": "stance", "value": {"choices": ["asserts"]}},
        {"id": "r1", "type": "textarea", "from_name": "reason", "value": {"text": ["a", "b"]}},
        {"id": "r1", "type": "number", "from_name": "quantity", "value": {"number": 3}},
        {"type": "relation", "from_id": "r1", "to_id": "r2", "labels": ["retaliation"]},
        {"type": "relation", "from_id": "r1", "to_id": "r2", "direction": "left"},
    ]  # fmt: skip
    ((document,), ledger) = read(task(annotation(1, *results)))
    first, second, forth, back = document.marks
    assert [(each.name, each.text) for each in first.values] == [
        ("stance", "asserts"), ("reason", "a"), ("reason", "b"), ("quantity", "3"),
    ]  # fmt: skip
    assert (second.values, first.annotated_by) == ((), ("Label Studio user 1",))
    assert (forth.label, [tie.to for tie in forth.ties]) == ("retaliation", ["r1", "r2"])
    assert (back.label, [tie.to for tie in back.ties]) == ("", ["r2", "r1"])
    kinds = {kind: each["read"] for kind, each in ledger.report()["kinds"].items()}
    assert kinds == {"regions": 2, "choices": 3, "relations": 2}


def test_a_region_with_two_labels_is_two_marks() -> None:
    both = region()
    both["value"]["labels"] = ["Expulsion", "Recall"]
    ((document,), _) = read(task(annotation(1, both)))
    assert [(each.id, each.label) for each in document.marks] == [
        ("r1", "Expulsion"),
        ("r1/1", "Recall"),
    ]


def test_fields_of_the_article_come_from_the_data_of_a_task() -> None:
    data = {"text": TEXT, "publisher": "klow-gazette", "published": "2031-03-04", "document": "k-1"}
    ((document,), _) = read(task(annotation(), data=data))
    assert (document.name, document.text) == ("k-1", TEXT)
    assert document.head == {"publisher": ["klow-gazette"], "published": ["2031-03-04"]}


def test_several_annotators_are_refused_until_one_is_named() -> None:
    both = task(annotation(1), annotation({"id": 2, "first_name": "Ann", "last_name": "Otter"}))
    with pytest.raises(
        UsageError, match=r"task 7: is annotated by 1, 2; name one with --annotator"
    ):
        read(both)
    for name in ("2", "Ann Otter"):
        ((document,), ledger) = read(both, annotator=name)
        assert [each.annotated_by for each in document.marks] == [("Ann Otter",)]
        assert "another annotator was asked for" in {why for _, why in ledger.left}


def test_the_ground_truth_counts_among_several() -> None:
    ((document,), _) = read(task(annotation(1), annotation(2, ground_truth=True)))
    assert [each.annotated_by for each in document.marks] == [("Label Studio user 2",)]


def test_what_was_cancelled_or_not_submitted_is_left_out() -> None:
    given = task(annotation(1), annotation(2, was_cancelled=True), drafts=[{"id": 3, "result": []}])
    ((document,), ledger) = read(given)
    assert len(document.marks) == 1
    assert {why for _, why in ledger.left if "imported" not in why} == {
        "was cancelled", "is not submitted",
    }  # fmt: skip


def test_predictions_come_in_when_asked_for_and_are_drafts() -> None:
    given = task(
        predictions=[
            {"id": 1, "model_version": "m 2", "created_at": "2031-03-05T1", "result": [region()]}
        ]
    )
    ((document,), ledger) = read(given)
    assert document.marks == []
    assert [why for _, why in ledger.left] == ["a model predicted it; take it with --predictions"]
    ((document,), _) = read(given, predictions=True)
    assert [each.extracted_by for each in document.marks] == ["m 2, 2031-03-05"]


def test_what_a_model_predicted_and_an_annotation_has_comes_in_once() -> None:
    other = region("r2")
    other["value"] = {"start": 0, "end": 8, "text": "Borduria", "labels": ["State"]}
    tie = {"type": "relation", "from_id": "r1", "to_id": "r2", "labels": ["actor"]}
    twin = {**other, "id": "r1"}  # an id of its own, which the annotation gives another region
    given = task(
        annotation(1, region(), other, tie),
        predictions=[
            {"model_version": "m", "result": [region(), other, tie]},
            {"model_version": "n", "result": [twin, region("r3", value={**twin["value"],
             "labels": ["Recall"]}), {**tie, "to_id": "r3"}]},
        ],
    )  # fmt: skip
    ((document,), ledger) = read(given, predictions=True)
    assert [(each.id, each.label, [tie.to for tie in each.ties]) for each in document.marks] == [
        ("r1", "Expulsion", []), ("r2", "State", []), ("relation 2", "actor", ["r1", "r2"]),
        ("r3", "Recall", []), ("relation 2'", "actor", ["r2", "r3"]),
    ]  # fmt: skip
    repeats = [item for item, why in ledger.left if why == "repeats a region of an annotation"]
    assert [each.kind for each in repeats] == ["regions", "regions", "relations", "regions"]


def test_a_prediction_inside_an_annotation_is_not_counted_again() -> None:
    given = task(annotation(1, prediction={"id": 9, "result": [region()]}))
    ((document,), ledger) = read(given)
    assert len(document.marks) == 1
    assert ledger.report()["kinds"]["regions"]["read"] == 1


def test_a_region_that_a_model_made_and_a_person_kept_is_reviewed() -> None:
    ((document,), _) = read(task(annotation(1, region(origin="prediction"))))
    (mark,) = document.marks
    assert mark.extracted_by == "a model in Label Studio, 2031-03-05"
    assert mark.reviewed_by == ("Label Studio user 1, 2031-03-05",)
    assert mark.annotated_by == ()


def test_an_address_is_dropped_and_counted() -> None:
    who = {"id": 4, "email": "a.otter@example.org", "first_name": "", "last_name": ""}
    ((document,), ledger) = read(task(annotation(who)))
    assert document.marks[0].annotated_by == ("Label Studio user 4",)
    assert ledger.report()["kinds"]["addresses"]["leftOut"] == 1


def test_places_in_a_page_are_those_of_its_text() -> None:
    page = "<p>Borduria &amp; co.</p><script>x</script><p>It<br/> <b>expelled</b> three.</p>"
    plain = "Borduria & co.xIt\n expelled three."
    at = plain.index("expelled")
    made = region(type="hypertextlabels", value={
        "start": "/p[2]/b[1]/text()[1]", "startOffset": 0, "endOffset": 8,
        "globalOffsets": {"start": at, "end": at + 8},
        "text": "expelled", "hypertextlabels": ["Expulsion"],
    })  # fmt: skip
    ((document,), ledger) = read(task(annotation(1, made), data={"html": page}))
    assert document.text == plain
    assert find_places(document, plain, ledger) == {"r1": ((at, at + 8),)}


def test_line_ends_in_stored_words_are_escaped_unless_the_text_has_such_letters() -> None:
    for text, words in ((TEXT.replace("envoys\n", "envoys\r\n"), r"envoys\n\n\nBorduria"),
                        (r"Borduria said \n", r"said \n")):  # fmt: skip
        at = text.index(words[:4])
        end = text.index(words[-2:], at) + 2 if "said" in words else text.index("Borduria", at) + 8
        made = region(value={"start": at, "end": end, "text": words, "labels": ["Expulsion"]})
        ((document,), ledger) = read(task(annotation(1, made), data={"text": text}))
        assert "r1" in find_places(document, text, ledger)


def test_offsets_of_before_2020_are_utf_16_units_and_proved() -> None:
    at = TEXT.index("water") + 1  # one unit more: a drop stands before it
    made = region(value={"start": at, "end": at + 5, "text": "water", "labels": ["Expulsion"]})
    ((document,), ledger) = read(task(annotation(1, made)))
    assert find_places(document, TEXT, ledger) == {"r1": ((at - 1, at + 4),)}


def test_the_words_that_a_choice_has_beside_it_are_no_value_of_it() -> None:
    value = {"start": AT, "end": AT + 8, "text": "expelled", "choices": ["asserts"]}
    choice = {"id": "r1", "type": "choices", "from_name": "stance", "value": value}
    odd = {"id": "r1", "type": "brush", "from_name": "x", "value": value}
    ((document,), ledger) = read(task(annotation(1, region(), choice, odd)))
    assert [(each.name, each.text) for each in document.marks[0].values] == [("stance", "asserts")]
    assert ledger.report()["kinds"]["choices"]["read"] == 2


def test_a_choice_for_a_whole_task_is_left_out() -> None:
    choice = {"id": "c1", "type": "choices", "from_name": "tone", "value": {"choices": ["x"]}}
    _, ledger = read(task(annotation(1, region(), choice)))
    assert "describes the whole task, not a region" in {why for _, why in ledger.left}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'[{"text": "x", "label": []}]', "all.json:task 1: is not a task with its data"),
        (b"[3]", "all.json:task 1: is not a task with its data"),
        (b"{", "all.json:1:2: is not JSON"),
    ],
)
def test_what_is_not_such_an_export_is_refused_with_the_remedy(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        list(read_label_studio([File("all.json", data)], Ledger()))
    assert str(caught.value).startswith(said)


def test_a_table_is_refused_with_the_remedy() -> None:
    with pytest.raises(UnreadableError, match="export the project as JSON"):
        list(read_label_studio([File("all.csv", b"id,text")], Ledger()))


ODD = [
    None,
    True,
    7,
    -1,
    1e300,
    "x",
    [],
    [1, [2]],
    {},
    {"id": {}},
    [{"result": 3}],
    [{"type": "labels"}],
]


@pytest.mark.parametrize("value", ODD, ids=ascii)
@pytest.mark.parametrize(
    "key",
    ["annotations", "predictions", "drafts", "id", "completed_by", "result", "value", "labels"],
)
def test_odd_values_are_left_out_and_never_break(key: str, value: object) -> None:
    odd = task(annotation())
    if key in odd:
        odd[key] = value
    elif key in ("completed_by", "result"):
        odd["annotations"][0][key] = value
    elif key == "value":
        odd["annotations"][0]["result"][0][key] = value
    else:
        odd["annotations"][0]["result"][0]["value"][key] = value
    _, ledger = read(odd, predictions=True)
    assert ledger.line().startswith("read ")


def test_real_exports_are_read_whole(shared: Path) -> None:
    folder = shared / "corpora/label-studio"
    name = "german_news_quotes_relations.json"
    file = File(name, (folder / name).read_bytes())
    with pytest.raises(UsageError, match="is annotated by 1, 2"):
        list(read_label_studio([file], Ledger()))
    documents = [
        each for who in ("1", "2") for each in read_label_studio([file], Ledger(), annotator=who)
    ]
    ledger = Ledger()
    list(read_label_studio([file], ledger, annotator="1"))
    kinds = {kind: each["read"] for kind, each in ledger.report()["kinds"].items()}
    assert kinds == {"regions": 10, "relations": 6, "addresses": 2}
    marks = [each for document in documents for each in document.marks]
    labels = sorted(each.label for each in marks if each.spans)
    assert labels == ["DIRECT-QUOTE"] * 6 + ["SPEAKER"] * 4
    assert [each.label for each in marks if not each.spans] == ["quotee"] * 6
    for document in documents:
        assert document.text is not None
        spanned = {each.id for each in document.marks if each.spans}
        assert find_places(document, document.text, Ledger()).keys() == spanned
    name = "mails_hypertext_export.json"
    documents = list(read_label_studio([File(name, (folder / name).read_bytes())], Ledger()))
    labels = sorted(each.label for document in documents for each in document.marks)
    assert (len(documents), labels) == (9, ["Date"] * 9 + ["Title"] * 9)
    for document in documents:
        assert len(find_places(document, document.text or "", Ledger())) == len(document.marks)


def test_an_annotator_whom_nobody_knows_is_refused() -> None:
    message = r"--annotator: nobody here is called 'ann'; there are 1, 2"
    with pytest.raises(UsageError, match=message):
        read(task(annotation(1), annotation(2)), annotator="ann")


def test_two_controls_may_label_one_region() -> None:
    again = region(from_name="other")
    again["value"] = {**again["value"], "labels": ["NoAct"]}
    ((document,), _) = read(task(annotation(1, region(), again)))
    assert [(each.id, each.label) for each in document.marks] == [
        ("r1", "Expulsion"),
        ("r1/1", "NoAct"),
    ]


def test_a_region_of_a_picture_and_a_value_without_words_say_so() -> None:
    results = [
        region(),
        {"id": "b", "type": "rectanglelabels", "from_name": "box", "value": {"x": 1}},
        {"id": "r1", "type": "taxonomy", "from_name": "kind", "value": {"taxonomy": [["a", "b"]]}},
        {"id": "r1", "type": "number", "from_name": "quantity", "value": {"number": 5.0}},
    ]
    ((document,), ledger) = read(task(annotation(1, *results)))
    assert [(each.name, each.text) for each in document.marks[0].values] == [("quantity", "5")]
    whys = {item.what: (item.kind, why) for item, why in ledger.left}
    assert whys["box"] == ("regions", "is not a region of a text")
    assert whys["kind"] == ("choices", "has no text, number or choice that can be a value")
