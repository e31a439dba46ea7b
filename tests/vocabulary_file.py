"""kg/model/vocabulary.py from the Turtle files of ontology/.

`KG_UPDATE=1 make test` writes it, before anything imports it (tests/conftest.py): the schemas and
pages that follow from it are then made from the new one.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.model.ids import PREFIXES

ROOT = Path(__file__).parents[1]
FILE = ROOT / "kg" / "model" / "vocabulary.py"
SHAPES = ("hygiene.ttl", "shapes.ttl")  # they declare no term
HEAD = '''"""The vocabulary: classes, properties, codes and labels, as ontology/*.ttl declares them.

Made by tests/vocabulary_file.py and never edited: change the ontology, then `KG_UPDATE=1 make
test`. Nothing heavy is imported here, so that commands start fast.
"""
'''
ANCESTRY = '''
@cache
def ancestry(kind: str) -> tuple[str, ...]:
    """A class of action and its superclasses, the nearest first.

    >>> ancestry("PersonaNonGrataDeclaration")
    ('PersonaNonGrataDeclaration', 'Expulsion', 'DiplomaticMeasure', 'Action')
    """
    parent = KINDS[kind][0]
    return (kind,) if parent is None else (kind, *ancestry(parent))
'''


class Terms:
    """What the files declare; every answer in the order of the files."""

    def __init__(self, folder: Path) -> None:
        files = [each for each in sorted(folder.glob("*.ttl")) if each.name not in SHAPES]
        self.quads = [quad for path in files for quad in ox.parse(path=path)]

    def subjects(self, predicate: str, thing: str) -> list[str]:
        """The terms of ours that stand so to a thing, by local name."""
        p, o = named(predicate), named(thing)
        return [
            local(q.subject)
            for q in self.quads
            if q.predicate == p and q.object == o and local(q.subject)
        ]

    def values(self, name: str, predicate: str) -> list[str]:
        """What is said of a term of ours."""
        p = named(predicate)
        found = [q.object for q in self.quads if q.predicate == p and local(q.subject) == name]
        return [local(each) or each.value for each in found]

    def tree(self, top: str, above: str = "") -> Iterator[tuple[str, str]]:
        """A class and those below it, each with its superclass, A-Z within each."""
        yield top, above
        for each in sorted(self.subjects("rdfs:subClassOf", f"ret:{top}")):
            yield from self.tree(each, top)

    def labels(self) -> dict[str, str]:
        """Local name -> label, of everything declared here.

        Raises:
            ValueError: a class, property or code is named like another and labelled otherwise.
        """
        found: dict[str, str] = {}
        for quad in self.quads:
            name = local(quad.subject) if quad.predicate == named("rdfs:label") else ""
            if name and found.setdefault(name, quad.object.value) != quad.object.value:
                raise ValueError(f"two terms are called {name!r}, and they have different labels")
        return found


def build_vocabulary(folder: Path = ROOT / "ontology") -> str:
    """The module's text.

    Args:
        folder: laid out like ontology/.
    """
    terms = Terms(folder)
    classes = terms.subjects("rdf:type", "owl:Class")
    properties = {
        each
        for kind in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
        for each in terms.subjects("rdf:type", f"owl:{kind}")
    }
    schemes = {
        each: found
        for each in terms.subjects("rdf:type", "skos:ConceptScheme")
        if (found := terms.subjects("skos:inScheme", f"code:{each}"))
    }
    (version,) = [q.object.value for q in terms.quads if q.predicate == named("owl:versionInfo")]
    actors = [name for name, above in terms.tree("Actor") if above]
    labels = terms.labels()
    lines = [
        HEAD,
        "# fmt: off",
        "from __future__ import annotations",
        "",
        "from collections.abc import Mapping",
        "from functools import cache",
        "from typing import Final",
        "",
        f'ONTOLOGY_VERSION: Final = "{version}"  # owl:versionInfo of ontology/actions.ttl',
        "",
        *words("CLASSES", classes),
        *words("PROPERTIES", properties),
        "#: The classes of actor, those below another after it.",
        f"ACTOR_TYPES: Final = {names(actors)}",
        "",
        "#: SKOS concept scheme (code:<Scheme>) -> its concepts, as people should see them.",
        "CODES: Final[Mapping[str, tuple[str, ...]]] = {",
        *(f'    "{scheme}": {names(found, "    ")},' for scheme, found in schemes.items()),
        "}",
        "",
        "#: Class of action -> (superclass, severity: 0 is no pressure and 10 open war).",
        "KINDS: Final[Mapping[str, tuple[str | None, int]]] = {",
        *(kind(terms, *each) for each in terms.tree("Action")),
        "}",
        "",
        "#: Class, property or code, by local name -> its English label.",
        "LABELS: Final[Mapping[str, str]] = {",
        *(f'    "{name}": {json.dumps(labels[name])},' for name in sorted(labels)),
        "}",
        "# fmt: on",
        "",
        ANCESTRY,
    ]
    return "\n".join(lines)


def kind(terms: Terms, name: str, above: str) -> str:
    """A class of action; that it has one severity and one superclass the ontology's tests hold."""
    parent = f'"{above}"' if above else None
    return f'    "{name}": ({parent}, {terms.values(name, "ret:defaultSeverity")[0]}),'


def words(constant: str, found: Iterable[str]) -> list[str]:
    """A closed set of names, in as few lines as hold them."""
    lines = textwrap.wrap(" ".join(sorted(found)), 95)
    return [
        f"{constant}: Final = frozenset(",
        '    """',
        *(f"    {each}" for each in lines),
        '    """.split()',
        ")",
        "",
    ]


def names(found: Iterable[str], indent: str = "") -> str:
    """A tuple of names, in as few lines as hold them."""
    lines = textwrap.wrap(" ".join(f'"{each}",' for each in found), 91)
    return "\n".join(["(", *(f"{indent}    {each}" for each in lines), f"{indent})"])


def named(name: str) -> ox.NamedNode:
    prefix, _, rest = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + rest)


def local(term: object) -> str:
    """The name of a class, property or code; nothing for any other term."""
    if not isinstance(term, ox.NamedNode):
        return ""
    for prefix in ("ret", "code"):
        if term.value.startswith(PREFIXES[prefix]):
            return term.value.removeprefix(PREFIXES[prefix])
    return ""
