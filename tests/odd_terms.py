"""Terms that break careless writers: every script, controls, long texts, odd IRIs and datatypes."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import islice

import pyoxigraph as ox

from kg.model.ids import DERIVED_GRAPH, PREFIXES, STATED_GRAPH

XSD = PREFIXES["xsd"]
#: Datatype -> forms that some reader or writer is tempted to tidy.
FORMS = {
    "string": ["", " ", "\t", "\n", "\r", "\r\n", "a ", " a", "\ufeffa", "'", '"', "\\", "\\u0041"],
    "integer": ["0", "-0", "+7", "007", "1" * 400, " 5", "five", ""],
    "decimal": ["1.0", "1.", ".5", "0.850", "-0.0", "1e3", "0.1" + "0" * 300],
    "double": ["1e3", "1E+3", "INF", "-INF", "NaN", "1.0e0", "0.1e-300"],
    "boolean": ["true", "false", "1", "0", "TRUE", "yes"],
    "date": ["2018-03-26", "2018-3-26", "2018-02-30", "2018-03-26Z", "-0044-03-15"],
    "dateTime": ["2018-03-26T24:00:00", "2018-03-26T00:00:00.000", "noon"],
    "duration": ["P0D", "P7D", "PT0S", "P1Y2M", "-P1D", "P"],
    "gYear": ["2018", "02018", "-1"],
    "anyURI": ["http://example.org/ä b", "<>", ""],
    "token": ["  two  spaces "],
}  # fmt: skip
TAGS = ["en", "EN", "en-GB", "zh-Hant-TW", "sr-Latn", "x-klingon", "de-1996"]
RDF = PREFIXES["rdf"]
MORE = [f"{RDF}XMLLiteral", f"{RDF}HTML", f"{RDF}JSON", "action:x"]
NASTY = [
    "<b>&amp;</b>", "]]>", "<!-- ", "&#x0;", '{"a": 1.0, "a": 2}', "@prefix x: <y> .", " , ",
    " .\n",
]  # fmt: skip
OURS = PREFIXES["action"]
IRIS = [
    "http://example.org/", "http://example.org/a.", "http://example.org/a..",
    "http://example.org/-", "http://example.org/%00", "http://example.org/%C3",
    "http://example.org/a/../b/./c", "http://example.org/?q=a&b=c;d#e/f",
    "http://example.org/'(),;!$*~", "http://EXAMPLE.org:80/", "HTTP://example.org/a", "urn:x",
    "urn:uuid:0", "mailto:a@example.org", "tag:a,2031:b", "file:///etc/passwd",
    "javascript:alert(1)", "data:,a", "action:a", "xsd:date", OURS, f"{OURS}a.b", f"{OURS}a/b",
    f"{OURS}-a", f"{OURS}a:b", f"{OURS}0", f"{OURS}a%20b", "http://[::1]/a",
    "http://xn--e1afmkfd/", "http://example.org/" + "a" * 5000,
]  # fmt: skip


@cache
def characters() -> str:
    """Every character there is, without surrogates."""
    return "".join(chr(n) for n in range(0x110000) if not 0xD800 <= n < 0xE000)


@cache
def letters() -> str:
    """Every assigned letter, of every script, that may stand in an IRI."""
    return "".join(c for c in characters() if ord(c) > 0x9F and unicodedata.category(c)[0] == "L")


def odd_literals(dice: random.Random) -> Iterator[ox.Literal]:
    """All forms once, all of Unicode once, then mixtures without end."""
    for name, forms in FORMS.items():
        yield from (ox.Literal(form, datatype=ox.NamedNode(XSD + name)) for form in forms)
    for kind in MORE:
        yield from (ox.Literal(text, datatype=ox.NamedNode(kind)) for text in NASTY)
    for start in range(0, len(characters()), 60):
        text = characters()[start : start + 60]
        tag = dice.choice([None, None, *TAGS])
        yield ox.Literal(text, language=tag)
    for character in characters()[:0x300]:
        yield ox.Literal(character)
    yield from (ox.Literal(text * 20_000) for text in ("long ", "\n", "\\", "\U0001f701"))
    kinds = [*(XSD + name for name in FORMS), *MORE]
    while True:
        text = "".join(dice.choices(characters()[:0x3000], k=dice.randrange(12)))
        text += dice.choice(["", dice.choice(NASTY), dice.choice(letters())])
        if dice.random() < 0.3:
            yield ox.Literal(text, language=dice.choice(TAGS))
        else:
            yield ox.Literal(text, datatype=ox.NamedNode(dice.choice(kinds)))


def odd_iris(dice: random.Random) -> Iterator[ox.NamedNode]:
    """The odd ones once, a letter of every script, then mixtures."""
    yield from map(ox.NamedNode, IRIS)
    bases = [PREFIXES["action"], PREFIXES["ret"], "http://example.org/", "urn:x:", "action:"]
    for start in range(0, len(letters()), 40):
        yield ox.NamedNode(dice.choice(bases) + letters()[start : start + 40])
    marks = "-._~!$&'()*+,;=:@/?#%09azAZ" + letters()[:500]
    while True:
        tail = "".join(dice.choices(marks, k=dice.randrange(1, 9))).replace("#", "", 1)
        yield ox.NamedNode(dice.choice(bases) + tail.replace("%", "%25"))


def odd_quads(count: int) -> list[ox.Quad]:
    """So many quads, each with a term of its own as object, in three graphs."""
    dice = random.Random(4)
    graphs = [ox.NamedNode(STATED_GRAPH), ox.NamedNode(DERIVED_GRAPH), ox.DefaultGraph()]
    predicates = [ox.NamedNode(PREFIXES["ret"] + name) for name in ("reason", "date", "place")]
    predicates += [ox.NamedNode(PREFIXES["rdfs"] + "label"), ox.NamedNode("http://example.org/é")]
    subjects = [ox.NamedNode(f"{PREFIXES['action']}a{n}") for n in range(500)]
    iris = list(islice(odd_iris(dice), count // 4))
    objects = [*iris, *islice(odd_literals(dice), count - len(iris))]
    subjects += iris[:1000]
    return [
        ox.Quad(dice.choice(subjects), dice.choice(predicates), each, dice.choice(graphs))
        for each in objects
    ]
