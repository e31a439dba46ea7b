"""INCEpTION's (and WebAnno's) UIMA CAS: spans with features, slots and relations, of any layer.

Layers are a project's own: what a feature says is a value, what a slot or a feature leads to is a
tie, and a mark's label is its feature `value`, `label` or `identifier`, or else the name of its
layer. Offsets are UTF-16 units; the tokens of the file prove that, where they cover its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final, TypeGuard
from urllib.parse import unquote

from kg.errors import Place, UsageError
from kg.importers.cas import Loaded, load_cases
from kg.importers.json_values import as_text, span_of
from kg.importers.ledger import Ledger
from kg.importers.marks import Document, File, Mark, Tie, Value
from kg.importers.people import check_annotator
from kg.model.mail import has_mail

_LABELS: Final = ("value", "label", "identifier")
_ENDS: Final = ("Governor", "Dependent")  # of a relation, from the first to the other
_SEGMENTS: Final = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
_SENTENCE: Final = _SEGMENTS + "Sentence"
_TOKEN: Final = _SEGMENTS + "Token"
_ANNOTATION: Final = "uima.tcas.Annotation"
_WHOLE: Final = "uima.tcas.DocumentAnnotation"
#: What says how the file was made, beside the whole text's own annotation.
_ABOUT: Final = ("TagsetDescription", "CASMetadata", "DocumentMetaData")
_CURATED: Final = "CURATION_USER"
_OTHER: Final = "another annotator was asked for"
_AGAIN: Final = "repeats the document: another file has it of the same annotator"
_UNTOUCHED: Final = "INITIAL_CAS"
_OWN: Final = ("sofa", "begin", "end")
#: A project's files: annotation/DOCUMENT/ANNOTATOR.zip and curation/DOCUMENT/CURATION_USER.zip.
_PLACED: Final = re.compile(
    r"(?:annotation|curation)/([^/:]+)/([^/:]+?)\.(?:zip|xmi|json)(?:[:/]|$)"
)


@dataclass(frozen=True, slots=True)
class _Case:
    """A CAS of one annotator, or of the curators."""

    name: str  # of the document
    who: str
    place: Place
    cas: Any


def read_inception(
    files: Sequence[File], ledger: Ledger, *, annotator: str = "", everyone: bool = False
) -> Iterator[Document]:
    """The documents of INCEpTION exports. cassis makes Python source of them: see `read_apart`.

    Args:
        files: .xmi with TypeSystem.xml beside it, or .json, of a document or a project.
        ledger: everything read is noted there.
        annotator: whose annotations are taken where a document has several people's and they are
            not curated.
        everyone: whether a document comes once for each of them, to see what there is.
    Raises:
        UnreadableError: a file is not such an export.
        UsageError: several people annotated a document, and nothing says whose counts; nobody is
            called as the annotator asked for; or the extra is not installed.
    """
    documents: dict[tuple[str, str | None], list[_Case]] = {}
    for loaded in load_cases(files):
        case = _name_case(loaded)
        documents.setdefault((case.name, _text(case.cas)), []).append(case)
    check_annotator(annotator, {each.who for cases in documents.values() for each in cases})
    for (name, text), cases in documents.items():
        chosen = cases if everyone else _choose(name, cases, annotator)
        for case in cases:
            if not any(case is each for each in chosen):
                again = case.who in {each.who for each in chosen}
                _Reading(case, ledger).leave(_AGAIN if again else _OTHER, excluded=not again)
        for case in chosen:
            marks = list(_Reading(case, ledger).marks())
            yield Document(name=name, place=case.place, text=text, marks=marks)


def _name_case(loaded: Loaded) -> _Case:
    """Which document it is, and whose: by the folders of a project, else as the file says."""
    told: dict[str, str] = {}
    for each in _structures(loaded.cas):
        if _short(each) == "DocumentMetaData":
            told.setdefault("title", unquote(_said(each, "documentTitle")))
            told.setdefault("who", _said(each, "documentId"))
        elif _short(each) == "CASMetadata":
            told |= {"title": _said(each, "sourceDocumentName"), "who": _said(each, "username")}
    stem = PurePosixPath(loaded.name.rpartition(":")[2]).stem
    title = told.get("title") or stem
    who = "" if told.get("who") == title else told.get("who", "")
    if placed := _PLACED.search(loaded.name):
        title, who = placed[1], placed[2]
    return _Case(title, who, Place(loaded.name), loaded.cas)


def _choose(name: str, cases: Sequence[_Case], annotator: str) -> Sequence[_Case]:
    """The case that counts, if any: the annotator's asked for, the curated one, or the only one."""
    held = [each for each in cases if each.who != _UNTOUCHED]
    if annotator:
        return [each for each in held if each.who == annotator][:1]
    if curated := [each for each in held if each.who == _CURATED]:
        return curated[:1]
    if len({each.who for each in held}) > 1:
        who = ", ".join(sorted({each.who or str(each.place) for each in held}))
        raise UsageError(f"{name}: is annotated by {who}; name one with --annotator, or curate it")
    return held[:1]


def _text(cas: Any) -> str | None:
    """The text of the view that people see."""
    texts = (each.sofa.sofaString for each in cas.views)
    return next((each for each in texts if isinstance(each, str)), None)


def _structures(cas: Any) -> list[Any]:
    """The feature structures of the view that people see, in the order of the text."""
    view = next((each for each in cas.views if isinstance(each.sofa.sofaString, str)), None)
    held = view.get_all_fs() if view is not None else ()
    return sorted(filter(_is_fs, held), key=_order)


def _order(each: Any) -> tuple[int, int, int]:
    span = span_of(each.get("begin"), each.get("end")) or (-1, -1)
    return (*span, each.xmiID)


class _Reading:
    """Reads the structures of one CAS as marks."""

    def __init__(self, case: _Case, ledger: Ledger) -> None:
        self.case, self.ledger = case, ledger
        self.structures = _structures(case.cas)
        self.text = _text(case.cas)
        self.is_proved = self.text is not None and _is_covered(self.text, self.structures)

    def leave(self, why: str, *, excluded: bool) -> None:
        """Leave all of it out; `excluded` where that was asked for."""
        for mark in self.marks():
            values = (each.item for each in mark.values)
            ties = (each.item for each in mark.ties)
            self.ledger.leave(why, *mark.items, *values, *ties, excluded=excluded)

    def marks(self) -> Iterator[Mark]:
        """The annotations of people; what the tool itself keeps is counted and left out."""
        who = self._person()
        for each in self.structures:
            supers = {each.type.name, *_supertypes(each.type)}
            if each.type.name.startswith(_SEGMENTS):
                kind = "sentences" if each.type.name == _SENTENCE else "tokens"
                self._leave(kind, each, "is not needed: sentences are found in the text itself")
            elif _WHOLE in supers or _short(each) in _ABOUT:
                self._leave("details", each, "describes the whole document")
            elif _ANNOTATION not in supers:
                self._leave("details", each, "has no place in the text")
            else:
                yield from self._mark(each, who)

    def _leave(self, kind: str, each: Any, why: str) -> None:
        item = self.ledger.read(kind, self.case.place, _short(each))
        self.ledger.leave(why, item, excluded=True)

    def _person(self) -> tuple[str, ...]:
        who = self.case.who
        if has_mail(who):
            self.ledger.drop_address(self.case.place)
            return ()
        return (("INCEpTION curator" if who == _CURATED else who),) if who else ()

    def _mark(self, each: Any, who: tuple[str, ...]) -> Iterator[Mark]:
        names = [feature.name for feature in each.type.all_features]
        related = all(end in names for end in _ENDS)
        labelled = next((name for name in _LABELS if name in names), "")
        label = _said(each, labelled) or _short(each)
        kind = "relations" if related else "spans"
        item = self.ledger.read(kind, self.case.place, f"{label} {each.xmiID}")
        span = span_of(each.get("begin"), each.get("end"))
        values: list[Value] = []
        ties: list[Tie] = []
        for name in names:
            if name not in (*_OWN, labelled, *(_ENDS if related else ())):
                self._read_feature(name, each.get(name), f"{label} {each.xmiID}", values, ties)
        if related:
            ends = ((end, each.get(end)) for end in _ENDS)
            ties = [Tie(end, str(to.xmiID), item) for end, to in ends if to is not None]
        elif span is None:
            self.ledger.leave("has no words in the text", item)
        text = self.text or ""
        if related or span is not None:
            yield Mark(
                id=str(each.xmiID), label=label, items=(item,),
                spans=(span,) if span and not related else (),
                words=(text[slice(*span)],) if span and self.is_proved else (),
                values=tuple(values), ties=tuple(ties), annotated_by=who,
            )  # fmt: skip

    def _read_feature(
        self, name: str, held: Any, what: str, values: list[Value], ties: list[Tie]
    ) -> None:
        """What a feature says, as values and ties; an empty one is nothing."""
        for one in _each_of(held):
            if _is_fs(one):
                item = self.ledger.read("slots", self.case.place, f"{what} {name}")
                target = one.get("target")
                role, to = (_said(one, "role"), target) if _is_fs(target) else ("", one)
                ties.append(Tie(role or name, str(to.xmiID), item))
            elif not _is_unset(one) and (text := as_text(one)):
                item = self.ledger.read("features", self.case.place, f"{what} {name}")
                values.append(Value(name, text, item))


def _is_unset(value: Any) -> bool:
    """Whether a number may be one that nobody gave: UIMA exports that as 0."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value == 0


def _each_of(held: Any) -> Iterator[Any]:
    """The elements of a feature: one, those of an array, or those of a list."""
    elements = held.get("elements") if _is_fs(held) else held
    if isinstance(elements, list):
        yield from elements
    elif held is not None and not _is_array(held):
        yield held


def _is_array(held: Any) -> bool:
    return _is_fs(held) and held.type.name.endswith(("Array", "List", "[]"))


def _is_fs(value: Any) -> TypeGuard[Any]:
    return hasattr(value, "xmiID") and hasattr(value, "get")


def _short(each: Any) -> str:
    """The name of a layer without its package: `custom.Act` is Act."""
    return str(each.type.name).rpartition(".")[2]


def _said(each: Any, name: str) -> str:
    return as_text(each.get(name)) if name else ""


def _supertypes(kind: Any) -> Iterator[str]:
    while kind.supertype is not None:
        kind = kind.supertype
        yield kind.name


def _is_covered(text: str, structures: Iterable[Any]) -> bool:
    """Whether tokens cover the letters of a text and no space at an edge: so its unit is right."""
    spans = [
        span
        for each in structures
        if each.type.name == _TOKEN and (span := span_of(each.get("begin"), each.get("end")))
    ]
    at = 0
    for start, end in sorted(spans):
        if (
            text[at:start].strip()
            or not text[start:end]
            or text[start:end].strip() != text[start:end]
        ):
            return False
        at = max(at, end)
    return bool(spans) and not text[at:].strip()
