"""The gate: outside text -> id, and what identifies a thing -> its local name. Text, no RDF.

Ids are kept to letters, digits, `_` and `-`: the intersection of what a Turtle local name, a file
name on every system, a CSS selector and a URL fragment take without escaping.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from kg.model.names import check_url, fold_text, shorten

BASE: Final = "https://w3id.org/retaliation-kg/"


ID_BASE: Final = f"{BASE}id/"  # of every thing that we mint


ID_KINDS: Final = (
    "action", "actor", "article", "case", "chain", "feature", "link", "post", "reading",
    "report", "tenure",
)  # fmt: skip


PREFIXES: Final[Mapping[str, str]] = {
    **{kind: f"{ID_BASE}{kind}/" for kind in ID_KINDS},
    "cameo": f"{BASE}cameo/",
    "code": f"{BASE}code/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "graph": f"{BASE}graph/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "plover": f"{BASE}plover/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "ref": f"{BASE}ref/",
    "ret": f"{BASE}ontology#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


STATED_GRAPH: Final = f"{PREFIXES['graph']}stated"


DERIVED_GRAPH: Final = f"{PREFIXES['graph']}derived"


Place: TypeAlias = "tuple[int, ...]"  # where a claim stands in its source: offsets, or a line


ONTOLOGY: Final = f"{BASE}ontology"


LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"  # of ontology/ and data/


def short_name(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """`action:us-expels-60-2018` for its IRI; other text as it is.

    `prefixes` are those of a graph, see `kg.model.bases`.

    >>> short_name("https://w3id.org/retaliation-kg/id/actor/RUS")
    'actor:RUS'
    """
    best = max(
        (prefix for prefix, base in prefixes.items() if iri.startswith(base) and iri != base),
        key=lambda prefix: len(prefixes[prefix]),
        default=None,
    )
    return iri if best is None else f"{best}:{iri[len(prefixes[best]) :]}"


_LOCAL_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_PROJECT_BASE = re.compile(rf"{re.escape(BASE)}project/[A-Za-z0-9-]+/")  # of `kg init`
_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,118}[A-Za-z0-9])?")


def check_id(text: str) -> str:
    """The id itself.

    >>> check_id("us-expels-60-2018")
    'us-expels-60-2018'

    Raises:
        ValueError: it is longer than 120 characters or has others than letters, digits, _ and -.
    """
    if not is_id(text):
        if meant := plain_id(text):
            raise ValueError(
                f"{shorten(text)!r} is not an id, which has letters a-z; did you mean {meant!r}?"
            )
        raise ValueError(
            f"{shorten(text)!r} is not an id; use up to 120 letters a-z, digits, '-' and '_', "
            "with a letter or digit at both ends"
        )
    return text


def is_id(text: str) -> bool:
    """Whether the text can be the id of something that a file declares."""
    return _ID.fullmatch(text) is not None


def plain_id(text: str) -> str:
    """The id that a text is but for its accents, which an id cannot have, or nothing.

    >>> plain_id("josé-diaz"), plain_id("jose-diaz"), plain_id("José Díaz")
    ('jose-diaz', '', '')
    """
    plain = fold_text(text)
    is_meant = len(plain) > 2 and plain != text.casefold() and text == text.strip()
    return plain if is_meant and is_id(plain) else ""


def check_base(text: str) -> str:
    """The base itself, below which a project's ids become IRIs: `…/action/ID`.

    >>> check_base("https://example.org/klow/")
    'https://example.org/klow/'

    Raises:
        ValueError: it is not an address that ends in / or #, or it is one of the package's own.
    """
    base = check_url(text)
    if base[-1] not in "/#":
        raise ValueError(f"{shorten(repr(base))} does not end in / or #; ids are appended to it")
    if base.startswith(BASE) and not _PROJECT_BASE.fullmatch(base):
        raise ValueError(
            f"{shorten(repr(base))} is an address of the package; use one that you own, "
            "or leave it out"
        )
    return base


def is_local_name(text: str) -> bool:
    """Whether the text can be the local name of one of our own things, in every format."""
    return _LOCAL_NAME.fullmatch(text) is not None and not text.endswith(".")


def _digest(*identity: object) -> str:
    text = json.dumps(identity, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:10]


def report_name(source: str, *claim: object) -> str:
    """The local name of a report, from its article or table and what it claims; not its place."""
    return f"{source}-{_digest(source, *claim)}"


def file_stem(name: str) -> str:
    """What a local name keeps of any file name; a digest beside it tells two of them apart.

    >>> file_stem("my events.2018.csv"), file_stem("_события.csv")
    ('my-events-2018', 'file')
    """
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", name.rpartition(".")[0] or name)
    return plain.strip("-_") or "file"


def link_name(response: str, trigger: str, *claim: object) -> str:
    """The local name of a link, from the whole claim; not its place."""
    return f"{response}--{trigger}--{_digest(response, trigger, *claim)}"


def number_names(claims: Iterable[tuple[str, Place]]) -> list[str]:
    """The names of claims of one source, told apart by the order of their places.

    A name is numbered from its second place on, so that nothing but this order hangs on offsets.

    Args:
        claims: the name of each, and its place in the source, such as its offsets.

    >>> number_names([("a", (90, 99)), ("a", (10, 20)), ("b", (1, 2)), ("a", (10, 20))])
    ['a-2', 'a', 'b', 'a']
    """
    claims = list(claims)
    places: dict[str, set[Place]] = {}
    for name, place in claims:
        places.setdefault(name, set()).add(place)
    ranks = {
        (name, place): rank
        for name, found in places.items()
        for rank, place in enumerate(sorted(found), start=1)
    }
    return [name if ranks[name, at] == 1 else f"{name}-{ranks[name, at]}" for name, at in claims]


def feature_name(link: str, feature: str) -> str:
    """The local name of one feature of an inferred link."""
    return f"{link}--{feature}"


def reading_name(article: str, *reading: object) -> str:
    """The local name of a reading, from all that it says."""
    return f"{article}--{_digest(article, *reading)}"


def tenure_name(holder: str, post: str, since: str | None) -> str:
    """The local name of a tenure."""
    return f"{holder}--{post}--{_digest(holder, post, since)}"
