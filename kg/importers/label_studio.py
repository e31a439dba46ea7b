"""Label Studio's JSON: tasks, each with annotations of people and predictions of models.

Offsets are code points since 2020 and UTF-16 units before, which is proved and not asked. What an
annotation has in `prediction` are a model's regions once more: only its own `result` counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import PurePath
from typing import Any, Final

from kg.errors import Finding, Place, UnreadableError, UsageError
from kg.importers.json_values import (
    as_text,
    list_at,
    load_json,
    span_of,
    table_at,
    text_at,
    texts_of,
)
from kg.importers.ledger import Ledger
from kg.importers.mapping import ARTICLE
from kg.importers.marks import Document, File, Mark, Tie, Value
from kg.importers.people import check_annotator
from kg.model.mail import has_mail

_REGIONS: Final = ("labels", "hypertextlabels", "paragraphlabels")
_DRAWN: Final = "labels"  # how the types of other regions end: of boxes, brushes, sounds
#: Where a result has its value, by its type: not all that has its words in `text` is a text area.
_VALUES: Final = {
    "choices": "choices", "textarea": "text", "taxonomy": "taxonomy", "number": "number",
    "rating": "rating", "datetime": "datetime",
}  # fmt: skip
_ESCAPED: Final = r"\n"  # how the words of a region have a line end
_HEAD: Final = tuple(each.name for each in ARTICLE if not isinstance(each.kind, tuple))
_REMEDY: Final = "export the project as JSON (JSON_MIN, CSV and TSV have lost the relations)"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Whose annotations are taken where a task has several."""

    annotator: str
    predictions: bool
    everyone: bool


def read_label_studio(
    files: Sequence[File],
    ledger: Ledger,
    *,
    annotator: str = "",
    predictions: bool = False,
    everyone: bool = False,
) -> Iterator[Document]:
    """The documents of Label Studio exports, a task each.

    Args:
        files: .json files; among several, those with another suffix are passed over.
        ledger: everything read is noted there.
        annotator: id or name of the one whose annotations are taken where a task has several.
        predictions: whether what models predicted is taken, as drafts.
        everyone: whether all annotations of a task are taken, to see what there is.
    Raises:
        UnreadableError: a file is not such an export.
        UsageError: several people annotated one task, and nothing says whose annotation counts; or
            nobody is called as the annotator asked for.
    """
    wanted = _Wanted(annotator, predictions, everyone)
    people: set[str] = set()
    for file in files:
        if PurePath(file.name).suffix.lower() in (".csv", ".tsv"):
            raise UnreadableError([Finding(Place(file.name), f"is a table; {_REMEDY}")])
        if PurePath(file.name).suffix.lower() != ".json" and len(files) > 1:
            continue  # such as the settings that lie beside an export
        tasks = load_json(file)
        tasks = tasks if isinstance(tasks, list) else [tasks]
        for number, task in enumerate(tasks, start=1):
            place = Place(f"{file.name}:task {text_at(task, 'id') or number}")
            people |= {name for each in list_at(task, "annotations") for name in _names(each)}
            yield _document(task, place, ledger, wanted)
    check_annotator(annotator, people)


def _document(task: Any, place: Place, ledger: Ledger, wanted: _Wanted) -> Document:
    if not isinstance(task, dict) or not isinstance(task.get("data"), dict):
        raise UnreadableError([Finding(place, f"is not a task with its data; {_REMEDY}")])
    data = task["data"]
    for draft in list_at(task, "drafts"):
        item = ledger.read("drafts", place, text_at(draft, "id"))
        ledger.leave("is not submitted", item)
    marks: list[Mark] = []
    for annotation in _chosen(task, place, ledger, wanted):
        made = _marks(annotation, place, ledger, _person(annotation, place, ledger))
        marks += _without_repeats(made, marks, ledger)
    for prediction in list_at(task, "predictions"):
        if wanted.predictions:
            model = text_at(prediction, "model_version") or "a model"
            day = text_at(prediction, "created_at")[:10]
            made = _marks(prediction, place, ledger, made_by=f"{model}, {day}")
            marks += _without_repeats(made, marks, ledger)
        else:
            why = "a model predicted it; take it with --predictions"
            _leave_all(prediction, place, ledger, why, excluded=bool(marks))
    markup = _text(data)
    if markup is not None and _ESCAPED not in markup:
        marks = [
            replace(each, words=tuple(word.replace(_ESCAPED, "\n") for word in each.words))
            for each in marks
        ]
    plain = any(each.get("type") == "hypertextlabels" for each in _results(task))
    return Document(
        name=next(filter(None, (text_at(data, key) for key in ("document", "id"))), "")
        or f"task-{text_at(task, 'id')}",
        place=place,
        text=_strip_markup(markup) if plain and markup is not None else markup,
        marks=marks,
        head={key: texts for key in _HEAD if (texts := texts_of(data.get(key)))},
    )


def _without_repeats(made: Iterable[Mark], held: Sequence[Mark], ledger: Ledger) -> Iterator[Mark]:
    """The marks that are not held already; an id may stand for another region than there."""
    ids = {each.id for each in held}
    known = {(each.label, each.spans, _ends(each)): each.id for each in held}
    renamed: dict[str, str] = {}
    for each in made:
        ties = tuple(replace(tie, to=renamed.get(tie.to, tie.to)) for tie in each.ties)
        each = replace(each, ties=ties)
        there = known.get((each.label, each.spans, _ends(each)))
        if there is not None:
            why = "repeats a region of an annotation"
            values = (value.item for value in each.values)
            ledger.leave(why, *each.items, *values, excluded=True)
            renamed[each.id] = there
            continue
        name = each.id
        while name in ids:
            name += "'"
        renamed[each.id] = name
        yield replace(each, id=name)


def _ends(mark: Mark) -> tuple[str, ...]:
    return tuple(tie.to for tie in mark.ties)


def _text(data: dict[str, Any]) -> str | None:
    """The text of a task: `text`, or the longest that it has."""
    texts = [value for value in data.values() if isinstance(value, str)]
    return data["text"] if isinstance(data.get("text"), str) else max(texts, key=len, default=None)


def _results(task: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for annotation in (*list_at(task, "annotations"), *list_at(task, "predictions")):
        yield from (each for each in list_at(annotation, "result") if isinstance(each, dict))


class _Words(HTMLParser):
    """The text of a page as Label Studio counts it: its text nodes, and a character a <br>."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        """Take a text node."""
        self.parts.append(data)

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        """Take a line end."""
        if tag == "br":
            self.parts.append("\n")


def _strip_markup(markup: str) -> str:
    parser = _Words()
    parser.feed(markup)
    parser.close()
    return "".join(parser.parts)


def _chosen(
    task: dict[str, Any], place: Place, ledger: Ledger, wanted: _Wanted
) -> list[dict[str, Any]]:
    """The annotations that count: of the annotator asked for, the ground truth, or the only one."""
    found = [each for each in list_at(task, "annotations") if isinstance(each, dict)]
    held = [each for each in found if each.get("was_cancelled") is not True]
    if wanted.everyone:
        chosen = held
    elif wanted.annotator:
        chosen = [each for each in held if wanted.annotator in _names(each)]
    else:
        chosen = [each for each in held if each.get("ground_truth") is True] or held
        if len({_names(each)[0] for each in chosen}) > 1:
            who = ", ".join(sorted({_names(each)[0] for each in chosen}))
            message = f"is annotated by {who}; name one with --annotator, or mark a ground truth"
            raise UsageError(f"{place}: {message}")
    for each in found:
        if not any(each is one for one in chosen):
            cancelled = each.get("was_cancelled") is True
            why = "was cancelled" if cancelled else "another annotator was asked for"
            _leave_all(each, place, ledger, why, excluded=not cancelled)
    return chosen


def _names(annotation: Any) -> list[str]:
    """What the annotator is called: the id first."""
    who = annotation.get("completed_by") if isinstance(annotation, dict) else None
    if isinstance(who, dict):
        name = " ".join(filter(None, (text_at(who, "first_name"), text_at(who, "last_name"))))
        return [text_at(who, "id") or name, name]
    return [as_text(who)]


def _person(annotation: dict[str, Any], place: Place, ledger: Ledger) -> str:
    """Who annotated, without an address."""
    who = annotation.get("completed_by")
    if text_at(who, "email"):
        ledger.drop_address(place)
    number, *names = _names(annotation)
    name = next((each for each in names if each and not has_mail(each)), "")
    return name or (f"Label Studio user {number}" if number else "")


def _leave_all(result: Any, place: Place, ledger: Ledger, why: str, *, excluded: bool) -> None:
    for each in list_at(result, "result"):
        ledger.leave(why, ledger.read(_kind(each), place, text_at(each, "id")), excluded=excluded)


def _kind(result: Any) -> str:
    kind = text_at(result, "type")
    if kind == "relation":
        return "relations"
    return "regions" if kind.endswith(_DRAWN) else "choices"


def _marks(
    annotation: Any, place: Place, ledger: Ledger, who: str = "", made_by: str = ""
) -> Iterator[Mark]:
    """The regions of an annotation with what was chosen for each, and its relations."""
    results = [each for each in list_at(annotation, "result") if isinstance(each, dict)]
    regions = [each for each in results if each.get("type") in _REGIONS]
    known = {text_at(each, "id") for each in regions}
    values: dict[str, list[Value]] = {}
    for each in results:
        if each.get("type") not in (*_REGIONS, "relation"):
            _read_value(each, place, ledger, known, values)
    numbers = Counter[str]()  # of the marks of each region: several controls may label one
    day = text_at(annotation, "updated_at")[:10] or text_at(annotation, "created_at")[:10]
    for each in regions:
        model = text_at(each, "origin").startswith("prediction") and who
        yield from _region(
            each, place, ledger, values, numbers,
            annotated_by=(who,) if who and not model else (),
            extracted_by=f"a model in Label Studio, {day}" if model else made_by,
            reviewed_by=(f"{who}, {day}",) if model else (),
        )  # fmt: skip
    for number, each in enumerate(results):
        if each.get("type") == "relation":
            yield _relation(each, place, ledger, number)


def _read_value(
    each: dict[str, Any], place: Place, ledger: Ledger, known: set[str],
    values: dict[str, list[Value]],
) -> None:  # fmt: skip
    name = text_at(each, "from_name")
    item = ledger.read(_kind(each), place, name)
    if text_at(each, "type").endswith(_DRAWN):
        ledger.leave("is not a region of a text", item)
        return
    if text_at(each, "id") not in known:
        ledger.leave("describes the whole task, not a region", item)
        return
    found = texts_of(table_at(each, "value").get(_VALUES.get(text_at(each, "type"), "")))
    if not found:
        ledger.leave("has no text, number or choice that can be a value", item)
    for text in found or ():
        values.setdefault(text_at(each, "id"), []).append(Value(name, text, item))


def _region(
    each: dict[str, Any],
    place: Place,
    ledger: Ledger,
    values: dict[str, list[Value]],
    numbers: Counter[str],
    **by: Any,
) -> Iterator[Mark]:
    """A mark for each label of a region."""
    held, name = table_at(each, "value"), text_at(each, "id")
    where = table_at(held, "globalOffsets") or held
    labels = [as_text(one) for one in list_at(held, text_at(each, "type"))] or [""]
    for label in labels:
        number = numbers[name]
        numbers[name] += 1
        item = ledger.read("regions", place, f"{name} {label}".strip())
        span = span_of(where.get("start"), where.get("end"))
        if span is None:
            ledger.leave("has no place in the text", item)
            continue
        yield Mark(
            id=f"{name}/{number}" if number else name, label=label, items=(item,), spans=(span,),
            words=(text_at(held, "text"),) if text_at(held, "text") else (),
            values=() if number else tuple(values.get(name, ())), **by,
        )  # fmt: skip


def _relation(each: dict[str, Any], place: Place, ledger: Ledger, number: int) -> Mark:
    label = next(iter(as_text(one) for one in list_at(each, "labels")), "")
    item = ledger.read("relations", place, label)
    ends = [text_at(each, "from_id"), text_at(each, "to_id")]
    if text_at(each, "direction") == "left":
        ends.reverse()
    ties = tuple(Tie(role, end, item) for role, end in zip(("from", "to"), ends, strict=True))
    return Mark(id=f"relation {number}", label=label, items=(item,), ties=ties)
