"""(Graph, places) -> findings, each at file:line.

pySHACL is the judge. The classes of the ontology are mixed into the data handed to it: without them
subclasses pass unseen. What SHACL core cannot say is a check of this module, named like a shape.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Collection, Container, Iterable, Mapping
from datetime import date
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, RDFS, SH

from kg.errors import Finding, Place
from kg.model.bases import split_iri
from kg.model.dates import Bounds, edtf_bounds
from kg.model.ids import PREFIXES, short_name
from kg.paths import ontology_folder
from kg.rdf.graph import read_rdf, to_graph, to_quads
from kg.rdf.subjects import Triples

if TYPE_CHECKING:
    from rdflib.term import Node

#: Properties that are not called like the key of the formats that gives them.
_KEYS: Final = {"end": "span", "holder": "tenures", "ofAction": "action", "start": "span"}
_RET: Final = Namespace(PREFIXES["ret"])
_EXCLUSIVE: Final = _RET["TenureShape-exclusive"]


def validate(
    *parts: Triples,
    held: Graph | None = None,
    files: Container[str] | None = None,
    told: Iterable[Finding] = (),
) -> list[Finding]:
    """Check graphs together against the shapes, and for persons in posts that exclude each other.

    Args:
        parts: the triples to check, with the places in the input that their subjects come from.
        held: the shapes to hold them against; None for those of ontology/shapes.ttl.
        files: look at the subjects that come from these alone; None for all.
        told: what is known already. Of a record and key of which an error speaks, nothing is told
            again, nor that something is not there to point to.
    Returns:
        The findings, sorted by place; none where there are no triples.
    Raises:
        ValueError: nothing was looked at, so that "no findings" would mean nothing.
    """
    import pyshacl

    from kg.rdf.columns import Columns

    held = shapes() if held is None else held
    places = {URIRef(iri): place for part in parts for iri, place in part.places.items()}
    together = to_graph(to_quads(Columns.joined(*(part.columns() for part in parts))))
    if not len(together):
        return []
    if not _looks_at_something(held, together):
        raise ValueError("the shapes look at no node of the data, so no findings mean nothing")
    exclusive = _exclusive_tenures(together, places)
    focus = {node for node, place in places.items() if files is None or place.file in files}
    if files is not None:
        together = _around(focus, together)
    for triple in classes():
        together.add(triple)
    _, report, _ = pyshacl.validate(
        together,
        shacl_graph=held,
        inference="none",
        advanced=False,
        inplace=True,
    )
    if not isinstance(report, Graph):
        raise TypeError(f"pySHACL could not validate: {report}")
    results = [  # not sh:detail, which repeats them for helpers
        each
        for each in report.objects(None, SH.result)
        if files is None or report.value(each, SH.focusNode) in focus
    ]
    errors = [each for each in told if each.severity == "error"]
    known = _told_keys(errors, places.values())
    found = {
        _finding(report, each, places)
        for each in results
        if not errors or not _is_told(report, each, places, known, together)
    }
    return sorted(found | exclusive)


def _is_told(
    report: Graph,
    result: Node,
    places: Mapping[URIRef, Place],
    known: Mapping[Place, Container[str]],
    data: Graph,
) -> bool:
    """Whether a result is about a key of which an error speaks, or a thing that is not there."""
    value = report.value(result, SH.value)
    lost = isinstance(value, URIRef) and _is_ours(value) and (value, None, None) not in data
    return lost or _key_of(report, result) in known.get(_record_of(report, result, places), ())


def _is_ours(iri: str) -> bool:
    """Whether a name is that of a thing, below whatever base."""
    return split_iri(iri) is not None


def _told_keys(errors: Iterable[Finding], places: Iterable[Place]) -> dict[Place, set[str]]:
    """The words, keys of the formats among them, that errors use of each record, by its line.

    A record begins at the line that a subject comes from, and ends where the next one does.
    """
    lines: dict[str, set[int]] = {}
    for place in places:
        lines.setdefault(place.file, set()).add(place.line)
    starts = {file: sorted(found) for file, found in lines.items()}
    known: dict[Place, set[str]] = {}
    for finding in errors:
        place, begun = finding.place, starts.get(finding.place.file, ())
        if count := bisect.bisect_right(begun, place.line):
            words = re.findall(r"[A-Za-z_]+", finding.message)
            known.setdefault(Place(place.file, begun[count - 1]), set()).update(map(_key, words))
    return known


def _key(word: str) -> str:
    """A key as articles spell it; the columns of tables are the same words in another spelling."""
    first, *more = word.split("_")
    return first + "".join(each.capitalize() for each in more)


def _record_of(report: Graph, result: Node, places: Mapping[URIRef, Place]) -> Place:
    place = places.get(URIRef(str(report.value(result, SH.focusNode))), Place(""))
    return Place(place.file, place.line)


def _key_of(report: Graph, result: Node) -> str:
    """The key of the formats that holds what a result is about."""
    name = re.split(r"[#/]", str(report.value(result, SH.resultPath)))[-1]
    return _KEYS.get(name, name)


def _around(focus: Collection[Node], whole: Graph) -> Graph:
    """What a graph says of some nodes and of those that they point to.

    Enough to check these nodes, for no shape asks more of what they point to than its class. What
    is found on the others means nothing. (pySHACL's own `focus_nodes` would narrow nested shapes.)
    """
    part = Graph(bind_namespaces="none")
    pointed = {thing for node in focus for thing in whole.objects(node)}
    for node in {*focus, *pointed}:
        for triple in whole.triples((node, None, None)):
            part.add(triple)
    return part


def _looks_at_something(shapes: Graph, data: Graph) -> bool:
    """Whether any shape has a target, and any target a node: misspelt ones would "conform".

    A target that is one node leads to the things that point to it.
    """
    for target in set(shapes.objects(None, SH.targetClass)):
        for kind in classes().transitive_subjects(RDFS.subClassOf, target):
            if kind is not None and (None, RDF.type, kind) in data:
                return True
    if any((None, None, node) in data for node in shapes.objects(None, SH.targetNode)):
        return True
    return any((None, path, None) in data for path in shapes.objects(None, SH.targetSubjectsOf))


def _finding(report: Graph, result: Node, places: Mapping[URIRef, Place]) -> Finding:
    focus = str(report.value(result, SH.focusNode))
    message = min((str(each) for each in report.objects(result, SH.resultMessage)), default="")
    value = report.value(result, SH.value)
    shape = report.value(result, SH.sourceShape)
    sure = report.value(result, SH.resultSeverity) == SH.Violation
    return _named(places, focus, message, value, shape, sure)


def _named(
    places: Mapping[URIRef, Place],
    focus: str,
    message: str,
    value: Node | None,
    shape: Node | None,
    sure: bool,
) -> Finding:
    place = places.get(URIRef(focus), Place(_short(focus)))
    found = f" (found {_called(str(value), places)})" if value is not None else ""
    about = "" if _is_minted(focus) and URIRef(focus) in places else f"{_called(focus, places)}: "
    text = f"{about}{message}{found} [{short_name(str(shape))}]"
    return Finding(place, text, "error" if sure else "warning")


def _short(iri: str) -> str:
    """`action:a1` for the IRI of a thing, whosever it is: names are unique in one corpus."""
    parts = split_iri(iri)
    return f"{parts[1]}:{parts[2]}" if parts else short_name(iri)


def _is_minted(iri: str) -> bool:
    """Whether a name is made by the program: no file holds it, so that only its place says much."""
    return _short(iri).startswith(("report:", "link:", "feature:", "tenure:"))


def _called(value: str, places: Mapping[URIRef, Place]) -> str:
    """A value as people know it: a thing by the id that a file gives it, or by where it is said."""
    name = _short(value)
    kind, _, given = name.partition(":")
    if _is_minted(value):
        return f"the {kind} at {places[URIRef(value)]}" if URIRef(value) in places else name
    return repr(given) if _is_ours(value) else name


def _exclusive_tenures(data: Graph, places: Mapping[URIRef, Place]) -> set[Finding]:
    """One finding for two tenures in which a person holds posts that exclude each other.

    An error where they share more than one day however their dates are read; where they only may,
    as in the month or on the day of a change of office, a warning.
    """
    found = set()
    for first, second in _tenures_of_exclusive_posts(data):
        if not _share_days(_longest(data, first), _longest(data, second), 1):
            continue
        sure = _share_days(_shortest(data, first), _shortest(data, second), 2)
        message = "A person holds one of two posts that exclude each other: " + (
            "the two tenures overlap; correct their dates, or excludesPost of the posts."
            if sure
            else "the two tenures may overlap; give their dates to the day."
        )
        found.add(_named(places, str(second), message, first, _EXCLUSIVE, sure))
    return found


def _tenures_of_exclusive_posts(data: Graph) -> list[tuple[Node, Node]]:
    """The pairs of one holder, each in the order of their first days, then of their IRIs."""
    one_way = set(data.subject_objects(_RET.excludesPost))
    excluded = one_way | {(second, first) for first, second in one_way}
    held: dict[Node, list[tuple[date, Node]]] = {}
    for tenure, holder in data.subject_objects(_RET.holder):
        held.setdefault(holder, []).append((_longest(data, tenure)[0] or date.min, tenure))
    return [
        (first, second)
        for each in held.values()
        for (_, first), (_, second) in combinations(sorted(each), 2)
        if (data.value(first, _RET.post), data.value(second, _RET.post)) in excluded
    ]


def _longest(data: Graph, tenure: Node) -> Bounds:
    """The first and last day on which a tenure may run; None reaches without end."""
    days = [data.value(tenure, each) for each in (_RET.earliest, _RET.latest)]
    first, last = (each.toPython() if isinstance(each, Literal) else None for each in days)
    return first if isinstance(first, date) else None, last if isinstance(last, date) else None


def _shortest(data: Graph, tenure: Node) -> Bounds:
    """The same where it began as late, and ended as early, as since and until allow."""
    since, until = data.value(tenure, _RET.since), data.value(tenure, _RET.until)
    first, last = _longest(data, tenure)
    return (
        first if since is None else edtf_bounds(str(since))[1],
        last if until is None or str(until) == ".." else edtf_bounds(str(until))[0],
    )


def _share_days(first: Bounds, second: Bounds, least: int) -> bool:
    """Whether two spans have at least so many days in common."""
    begin = max((each[0] for each in (first, second) if each[0]), default=None)
    end = min((each[1] for each in (first, second) if each[1]), default=None)
    return begin is None or end is None or (end - begin).days + 1 >= least


_SHAPES: Final = ("hygiene.ttl", "shapes.ttl")  # the rest of ontology/ is vocabulary


@cache
def classes() -> Graph:
    """What each term of the ontology is, and which class is below which: all that shapes ask."""
    asked = {RDF.type.n3(), RDFS.subClassOf.n3()}
    files = [path for path in sorted(ontology_folder().glob("*.ttl")) if path.name not in _SHAPES]
    quads = (quad for path in files for quad in read_rdf(path))
    return to_graph(quad for quad in quads if str(quad.predicate) in asked)


@cache
def shapes() -> Graph:
    """The shapes of our data."""
    return to_graph(read_rdf(ontology_folder() / "shapes.ttl"))
