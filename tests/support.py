"""Invented states and acts for tests: Ruritania, Borduria and Syldavia; and a way to Node."""

from __future__ import annotations

import csv
import importlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import pyoxigraph as ox
import pytest
import yaml
from click.testing import CliRunner, Result
from pyoxigraph import Store

from kg.ask.answers import cell
from kg.ask.engine import Engine, bind
from kg.ask.queries import Query, find_query, parse_query
from kg.cli import main
from kg.errors import Place
from kg.infer.built import Built, infer
from kg.model.actions import Action, Article, Link, Record, Report, Values
from kg.model.actors import Actor, Actors, Quantity
from kg.model.standing import Answer, is_material
from kg.page import page_data
from kg.paths import ontology_folder
from kg.rdf.columns import Term
from kg.rdf.graph import load_store, open_store, read_rdf, to_quads
from kg.rdf.subjects import Triples
from kg.read.corpus import Corpus
from kg.tell.index import Index

RIVALS = Path(__file__).parent / "fixtures" / "rival-states"
WIRES = Path(__file__).parent / "fixtures" / "wires"  # coded rows on the same states
PLACE = Place("invented.yaml", 1, 1)
STATES = {"XRU": "Ruritania", "XBO": "Borduria", "XSY": "Syldavia"}


def load_benchmark(name: str) -> ModuleType:
    """A script of benchmarks/ as a module; its neighbours, which it may import, are found too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parents[1] / "benchmarks")
        return importlib.import_module(name)


def objects(triples: Triples, subject: ox.NamedNode | None, predicate: ox.NamedNode) -> list[Term]:
    """What a graph in the making says of a subject, or of any."""
    return [
        other
        for one, how, other in triples.columns()
        if how == predicate and subject in (None, one)
    ]


def copied(quads: Iterable[ox.Quad | tuple[Any, Any, Term]]) -> Triples:
    """Triples of elsewhere, as a graph in the making."""
    made = Triples()
    for each in quads:
        terms = each if isinstance(each, tuple) else (each.subject, each.predicate, each.object)
        made.add(*terms)
    return made


def people(*more: Actor) -> Actors:
    """The three states and a newspaper."""
    states = [Actor(id=i, kind="State", label=n, iso3=i, place=PLACE) for i, n in STATES.items()]
    paper = Actor(id="gazette", kind="NewsOrganization", label="Klow Gazette", place=PLACE)
    return Actors([*states, paper, *more])


def act(
    name: str,
    actor: str = "XRU",
    recipient: str = "XBO",
    day: str | None = "2031-03-01",
    kind: str = "Expulsion",
    count: int | None = None,
    **more: Any,
) -> Action:
    """A settled action as accounts.join_accounts leaves it."""
    on = date.fromisoformat(day) if day and len(day) == 10 else None
    quantity = Quantity(minimum=count, maximum=count, unit="persons") if count else None
    status = more.pop("status", "carriedOut")
    given: dict[str, Any] = {
        "case": "the-case",
        "earliest": on,
        "latest": on,
        "actor_states": (actor,),
        "recipient_states": (recipient,),
        "material": is_material(kind, status),
        **more,
    }
    return Action(
        id=name,
        kind=kind,
        label=name.replace("-", " "),
        values=Values(
            actor=(actor,), recipient=(recipient,), date=day, quantity=quantity, status=status
        ),
        place=PLACE,
        **given,
    )


#: Three moves of two states, one on the other.
EXCHANGE = (
    act("a1", "XRU", "XBO", "2031-03-01"),
    act("a2", "XBO", "XRU", "2031-03-05"),
    act("a3", "XRU", "XBO", "2031-03-09"),
)


def stand(**states: str) -> dict[str, Answer]:
    """How some acts stand, up to the day of the newspaper's one article."""
    return {name: Answer(state=x, as_of=date(2031, 3, 9)) for name, x in states.items()}


def claim(response: str, trigger: str, **more: Any) -> Link:
    """A link that a source claims."""
    given: dict[str, Any] = {
        "relation": "retaliation",
        "basis": "reported",
        "stance": "asserts",
        "claimed_by": ("gazette",),
        "place": PLACE,
        **more,
    }
    mark = "-".join(str(given[key]) for key in ("relation", "basis", "stance"))
    return Link(iri=f"{response}--{trigger}--{mark}", response=response, trigger=trigger, **given)


def record(actions: Sequence[Action], links: Sequence[Link] = (), **more: Any) -> Record:
    """A record of settled actions."""
    return Record(actions=tuple(actions), links=tuple(links), **more)


def report(action: str, start: int = 0, **more: Any) -> Report:
    """A newspaper's own assertion."""
    given: dict[str, Any] = {"stance": "asserts", "article": "gazette-1", "place": PLACE, **more}
    return Report(iri=f"gazette-1-{start}", action=action, start=start, end=start + 10, **given)


def row(action: str, number: int) -> Report:
    """What a row of an event table says."""
    return Report(
        iri=f"t-{number}", action=action, table="t.csv", row=number, stance="asserts", place=PLACE,
        source=f"Klow Wire (item {number})",
    )  # fmt: skip


def index(said: Record, actors: Actors | None = None) -> Index:
    """A record with all that follows from it, ready to be told."""
    corpus = Corpus(record=said, actors=actors or people(), findings=(), unreadable=(), inputs={})
    return Index(page_data(infer(corpus)))


def store(said: Record, actors: Actors | None = None) -> Store:
    """A record's stated and derived graph, with the ontology beside them, ready to ask."""
    corpus = Corpus(record=said, actors=actors or people(), findings=(), unreadable=(), inputs={})
    return open_store(with_ontology(infer(corpus)))


def with_ontology(built: Built) -> list[ox.Quad]:
    """Both graphs of a build and the ontology, for engines of others: no shapes."""
    shapes = ("hygiene.ttl", "shapes.ttl")
    files = [each for each in sorted(ontology_folder().glob("*.ttl")) if each.name not in shapes]
    vocabulary = [quad for path in files for quad in read_rdf(path)]
    return [*to_quads(built.stated.columns()), *to_quads(built.derived.columns()), *vocabulary]


def load_with_ontology(path: Path) -> ox.Store:
    """An RDF file in memory with the ontology beside it."""
    return load_store([path], sorted(ontology_folder().glob("*.ttl")))


def kg(*words: object, **more: Any) -> Result:
    """The command, as people and scripts call it."""
    return CliRunner().invoke(main, [str(each) for each in words], **more)


#: Texts that would end the place of a value in a query.
HOSTILE = (
    '"} UNION {?s ?p ?o} #',
    '" || true || "',
    "x\\",
    "\n}",
    "UNDEF } VALUES ?x { 1",
    "\\1\\g<1>",
    "\\u0022}",
    "<http://x>",
)


def mine(text: str) -> Query:
    """A query of one's own."""
    return parse_query(text, "mine", "mine.rq")


def run_query(held: Store, query: Query, values: dict[str, str], form: str) -> bytes:
    """The bytes of an answer in one form."""
    return Engine(held).answer(query, values, form).render()


def answer(held: Store, name: str, **values: str) -> tuple[list[str], list[tuple[str, ...]]]:
    """The columns and rows of a named question, as people read them."""
    result: Any = held.query(bind(find_query(name), values, held))
    names = [each.value for each in result.variables]
    return names, [tuple(cell(row[each]) for each in names) for row in result]


def paper(**more: Any) -> Article:
    """The newspaper's one article."""
    given: dict[str, Any] = {
        "id": "gazette-1", "title": "Klow expels 23", "publisher": "gazette",
        "published": "2031-03-09", "text_digest": "0" * 64, "text_length": 99, "place": PLACE,
        **more,
    }  # fmt: skip
    return Article(**given)


def read_csv(data: bytes) -> list[list[str]]:
    """The cells of a table of ours as they were, the header's too (docs/exports.md)."""
    rows = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
    return [[";".join(x.removeprefix("'") for x in c.split(";")) for c in row] for row in rows]


def split_values(cell: str) -> list[str]:
    """The values of a cell of ours that holds several (docs/exports.md)."""
    parts = re.findall(r"(?:[^\\;]|\\.)+", cell, re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in parts]


def aside(ran: Any) -> str:
    """What a command says on standard error beside the line of what it reads."""
    lines = ran.stderr.splitlines(keepends=True)
    return "".join(each for each in lines if not each.startswith("reading "))


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 as editors read it (core schema), to check files by the JSON Schema alone."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own way


for tag, pattern, first in (
    ("null", r"null|Null|NULL|~|", ["n", "N", "~", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", yaml.resolver.re.compile(f"^(?:{pattern})$"), first
    )
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


def load_yaml(text: str) -> Any:
    """A document as an editor sees it."""
    return yaml.load(text, CoreLoader)


NODE = Path(__file__).parent / "node"


def run_node(script: str, given: object) -> Any:
    """What a script of tests/node/ answers, JSON in and out.

    Without Node or the packages of tests/node the test is skipped; with KG_REQUIRE_NODE=1, as in
    .ci/run, it fails instead.
    """
    node = shutil.which("node")
    missing = "" if node else "no node (Debian, Ubuntu: apt install nodejs npm)"
    if not (NODE / "node_modules").is_dir():
        missing = missing or "no packages of tests/node (npm ci --prefix tests/node)"
    if missing and os.environ.get("KG_REQUIRE_NODE") == "1":
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)
    command = [str(node), str(NODE / script)]
    ran = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-2000:]
    return json.loads(ran.stdout)


def need_tool(name: str, package: str) -> str:
    """The path of a program, or a skip that names its Debian package.

    With KG_REQUIRE_TOOLS=1, as in .ci/run, the test fails instead.
    """
    found = shutil.which(name)
    if found is None:
        do_without("KG_REQUIRE_TOOLS", f"no {name} (Debian, Ubuntu: apt install {package})")
    return str(found)


def do_without(flag: str, reason: str) -> NoReturn:
    """Skip the test, or fail it where an environment variable says that nothing may be missing."""
    if os.environ.get(flag) == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def kg_in_shell(line: str, out: Path) -> subprocess.CompletedProcess[str]:
    """A line of bash, where `kg` is this one and $G a graph."""
    command = Path(sys.executable).parent / "kg"
    line = f'kg() {{ "{command}" "$@"; }}; G="{out / "graph.ttl"}"; {line}'
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
