"""The reference page of the ontology, docs/ontology.md, from the Turtle files of ontology/.

`KG_UPDATE=1 pytest tests/test_ontology_page.py` writes it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.term import Node

from kg.model.ids import BASE, PREFIXES, short_name
from kg.model.vocabulary import CODES

#: Section -> the classes at the top of it; what else stands there follows from domains and shapes.
SECTIONS = {
    "Actors": ("Actor", "Post", "Tenure"),
    "Actions": ("Action", "Case"),
    "Accounts": ("Report", "Article", "Reading"),
    "Links and chains": ("Link", "Feature", "Chain"),
}
SCHEMES = {"cameo": ("CAMEO", "goldstein"), "plover": ("PLOVER", "score")}
MATCHES = {
    SKOS.exactMatch: "the same as",
    SKOS.closeMatch: "close to",
    SKOS.broadMatch: "narrower than",
    SKOS.narrowMatch: "wider than",
    SKOS.relatedMatch: "related to",
}
NEGATIVE = "Negative example: "
KINDS = {
    OWL.SymmetricProperty: "holds in both directions",
    OWL.FunctionalProperty: "has one value at most",
}


def build_page(graph: Graph) -> str:
    """The page as Markdown.

    Args:
        graph: all of ontology/ but hygiene.ttl; shapes say where properties without domain stand.
    """
    lines = [*header(graph), *hierarchy(graph)]
    for section, tops in SECTIONS.items():
        classes = [each for top in tops for _, each in below(graph, ret(top))]
        lines += [f"## {section}", "", "### Classes", ""]
        lines += [line for each in classes for line in term(graph, each)]
        lines += ["### Properties", ""]
        for each in properties(graph):
            if section_of(graph, each) == section:
                lines += term(graph, each)
    lines += [*codes(graph), *matched_schemes(graph), *sources(graph)]
    return "\n".join(lines).rstrip() + "\n"


def header(graph: Graph) -> list[str]:
    ontology = URIRef(f"{BASE}ontology")
    say = partial(graph.value, ontology)
    contents = [*SECTIONS, "Codes", *(name for name, _ in SCHEMES.values()), "Sources"]
    links = " · ".join(f"[{each}](#{each.lower().replace(' ', '-')})" for each in contents)
    return [
        f"# {say(DCTERMS.title)}, term by term",
        "",
        "<!-- made by tests/ontology_page.py; see CONTRIBUTING.md -->",
        "",
        text(say(DCTERMS.abstract)),
        "",
        text(say(DCTERMS.description)),
        "",
        f"Version {say(OWL.versionInfo)} · <{ontology}> · prefix `ret:` <{PREFIXES['ret']}> · "
        f"codes `code:` <{PREFIXES['code']}> · licence <{say(DCTERMS.license)}>",
        "",
        "[The classes at a glance](#the-classes-at-a-glance) · " + links,
        "",
    ]


def hierarchy(graph: Graph) -> list[str]:
    """The classes as a tree, with the severity of the classes of action."""
    lines = [
        "## The classes at a glance",
        "",
        "The number is the severity of a class of action.",
        "",
    ]
    lines.append("```text")
    for tops in SECTIONS.values():
        for top in tops:
            lines += branch(graph, ret(top), "", "")
    return [*lines, "```", ""]


def branch(graph: Graph, node: Node, first: str, rest: str) -> list[str]:
    severity = graph.value(node, ret("defaultSeverity"))
    lines = [first + local(node) + ("" if severity is None else f"  {severity}")]
    children = sorted(graph.subjects(RDFS.subClassOf, node))
    for child in children:
        last = child == children[-1]
        lines += branch(
            graph,
            child,
            rest + "└─ " * last + "├─ " * (not last),
            rest + "│  " * (not last) + "   " * last,
        )
    return lines


def term(graph: Graph, node: Node) -> list[str]:
    """One class or property: heading, definition, and a list of all else that is said of it."""
    lines = [
        f'<a id="{local(node)}"></a>',
        "",
        f"#### {label(graph, node)} · `{short_name(str(node))}`",
        "",
        text(graph.value(node, SKOS.definition)),
        "",
    ]
    lines += [f"- {each}" for each in (*examples(graph, node), *facts(graph, node))]
    lines += [f"- Follows {names(graph, graph.objects(node, DCTERMS.source))}."]
    lines += [f"- {each}" for each in matches(graph, node)]
    return [*lines, ""]


def examples(graph: Graph, node: Node) -> list[str]:
    found = sorted(map(str, graph.objects(node, SKOS.example)))
    good = [f"Example: {text(each)}" for each in found if not each.startswith(NEGATIVE)]
    bad = [
        f"Not: {text(each.removeprefix(NEGATIVE))}" for each in found if each.startswith(NEGATIVE)
    ]
    return good + bad


def facts(graph: Graph, node: Node) -> list[str]:
    """What OWL, and for properties without a domain the shapes, say of a term."""
    found = []
    if above := list(graph.objects(node, RDFS.subClassOf)):
        found.append(f"A kind of {names(graph, above)}.")
    if (severity := graph.value(node, ret("defaultSeverity"))) is not None:
        found.append(f"Severity {severity} of 10.")
    apart = {*graph.objects(node, OWL.disjointWith), *graph.subjects(OWL.disjointWith, node)}
    if apart:
        found.append(f"Disjoint with {names(graph, apart)}.")
    if above := list(graph.objects(node, RDFS.subPropertyOf)):
        found.append(f"Narrower than {names(graph, above)}.")
    if (node, RDF.type, OWL.Class) not in graph:
        ends = f"From {names(graph, stands_on(graph, node)) or 'a class of action'}"
        if values := takes(graph, node):
            ends += f" to {names(graph, values)}"
        kinds = [words for kind, words in KINDS.items() if (node, RDF.type, kind) in graph]
        found.append("; ".join([ends, *kinds]) + ".")
    return found


def stands_on(graph: Graph, node: Node) -> list[Node]:
    """The domain of a property, or else the classes that the shapes of our data allow it on."""
    return list(graph.objects(node, RDFS.domain)) or [
        target
        for rule in graph.subjects(SH.path, node)
        for target in graph.objects(rule, SH.targetClass)
    ]


def takes(graph: Graph, node: Node) -> list[Node]:
    """The range of a property; code lists, and what OWL leaves out, are those of the shapes."""
    rules = list(graph.subjects(SH.path, node))
    codes = SH["in"] / (RDF.rest * "*") / RDF.first / SKOS.inScheme
    schemes = {scheme for rule in rules for scheme in graph.objects(rule, codes)}
    kinds = SH.datatype | (SH["or"] / (RDF.rest * "*") / RDF.first / SH["class"])
    return (
        list(schemes)
        or list(graph.objects(node, RDFS.range))
        or [each for rule in rules for each in graph.objects(rule, kinds)]
    )


def matches(graph: Graph, node: Node) -> list[str]:
    found = []
    for match, words in MATCHES.items():
        if targets := sorted(graph.objects(node, match)):
            found.append(f"{words} " + ", ".join(matched(graph, each) for each in targets))
    notes = [text(each) for each in sorted(graph.objects(node, SKOS.editorialNote))]
    if not found:
        return notes
    line = "; ".join(found)
    return [" ".join([f"{line[0].upper()}{line[1:]}.", *notes])]


def matched(graph: Graph, node: Node) -> str:
    for prefix, (_, score) in SCHEMES.items():
        value = graph.value(node, URIRef(PREFIXES[prefix] + score))
        if value is not None:
            return f"`{short_name(str(node))}` {label(graph, node)} ({value})"
        if graph.value(node, SKOS.inScheme) is not None and str(node).startswith(PREFIXES[prefix]):
            return f"`{short_name(str(node))}` {label(graph, node)}"
    return f"`{short_name(str(node))}`"


def codes(graph: Graph) -> list[str]:
    lines = ["## Codes", ""]
    for scheme, concepts in CODES.items():
        node = URIRef(PREFIXES["code"] + scheme)
        lines += [f'<a id="{scheme}"></a>', "", f"### {label(graph, node)} · `code:{scheme}`", ""]
        lines += [f"{text(graph.value(node, SKOS.definition))} Follows "]
        lines[-1] += f"{names(graph, graph.objects(node, DCTERMS.source))}."
        lines += ["", "| code | means | examples | follows |", "|---|---|---|---|"]
        for name in concepts:
            concept = URIRef(PREFIXES["code"] + name)
            means = f"**{label(graph, concept)}**: {text(graph.value(concept, SKOS.definition))}"
            cells = [
                f'<a id="{name}"></a>`code:{name}`',
                " ".join([means, *matches(graph, concept)]),
                " ".join(each.removeprefix("Example: ") for each in examples(graph, concept)),
                names(graph, graph.objects(concept, DCTERMS.source)),
            ]
            lines.append(row(cells))
        lines.append("")
    return lines


def matched_schemes(graph: Graph) -> list[str]:
    """The codes of CAMEO and PLOVER that our terms are matched to, with their scores."""
    lines = []
    for prefix, (name, score) in SCHEMES.items():
        base, valued = PREFIXES[prefix], URIRef(PREFIXES[prefix] + score)
        lines += [f"## {name}", "", text(graph.value(URIRef(base + name), SKOS.definition))]
        lines[-1] += f" {label(graph, valued)}: {text(graph.value(valued, SKOS.definition))} It "
        lines[-1] += "is shown for comparison and decides nothing here."
        lines += [
            "",
            f"| code | means | {label(graph, valued)} | matched by |",
            "|---|---|---|---|",
        ]
        for concept in sorted(graph.subjects(SKOS.inScheme, URIRef(base + name))):
            ours = {each for match in MATCHES for each in graph.subjects(match, concept)}
            cells = [
                f"`{short_name(str(concept))}`",
                f"**{label(graph, concept)}**: {text(graph.value(concept, SKOS.definition))}",
                str(graph.value(concept, valued, default="")),
                names(graph, ours),
            ]
            lines.append(row(cells))
        lines.append("")
    return lines


def sources(graph: Graph) -> list[str]:
    lines = ["## Sources", ""]
    for node in sorted(graph.subjects(RDF.type, DCTERMS.BibliographicResource)):
        links = " ".join(f"<{each}>" for each in sorted(graph.objects(node, RDFS.seeAlso)))
        citation = text(graph.value(node, DCTERMS.bibliographicCitation))
        name = str(node).removeprefix(PREFIXES["ref"])
        lines.append(f'- <a id="{name}"></a>**{label(graph, node)}** {citation} {links}'.rstrip())
    return lines


def below(graph: Graph, node: Node, depth: int = 0) -> Iterable[tuple[int, Node]]:
    """A class and those below it, with their depth, in the order of the tree."""
    yield depth, node
    for child in sorted(graph.subjects(RDFS.subClassOf, node)):
        yield from below(graph, child, depth + 1)


def properties(graph: Graph) -> list[Node]:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    found = {each for kind in kinds for each in graph.subjects(RDF.type, kind)}
    return sorted(each for each in found if str(each).startswith(PREFIXES["ret"]))


def section_of(graph: Graph, node: Node) -> str:
    """Where a property belongs: with actions where it stands on them, else reports or links."""
    on = {
        top
        for each in stands_on(graph, node)
        for top in graph.transitive_objects(each, RDFS.subClassOf)
    }
    order = ["Actions", "Accounts", "Links and chains", "Actors"]
    found = [s for s in order if on & {ret(top) for top in SECTIONS[s]}]
    return found[0] if found else "Actions"


def names(graph: Graph, nodes: Iterable[Node], joint: str = ", ") -> str:
    """Terms by their labels, each a link to its place on this page."""
    found = set()
    for node in nodes:
        ours = str(node).startswith((PREFIXES["ret"], PREFIXES["code"], PREFIXES["ref"]))
        anchor = str(node).rsplit("/", 1)[-1].rsplit("#", 1)[-1]
        name = label(graph, node)
        found.add((name, f"[{name}](#{anchor})" if ours else f"`{short_name(str(node))}`"))
    return joint.join(link for _, link in sorted(found))


def label(graph: Graph, node: Node) -> str:
    return text(graph.value(node, RDFS.label, default=short_name(str(node))))


def text(value: object) -> str:
    """Words that Markdown shall leave alone."""
    return str(value).replace("<", "&lt;").replace("*", "\\*").replace("|", "\\|")


def row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def ret(name: str) -> URIRef:
    return URIRef(PREFIXES["ret"] + name)


def local(node: Node) -> str:
    return str(node).removeprefix(PREFIXES["ret"])
