"""Hostile SPARQL: what reaches out is refused and reaches nothing, what is heavy ends in time."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ends import faults_of, inside, run
from parts import Case, Draw
from project import make_project

SECONDS = 2  # the limit that heavy ones are given
ENDS = SECONDS + 4  # seconds by which they have to have ended


def reaching(port: int, file: Path) -> list[str]:
    """Queries that ask a server of ours, or for a file."""
    there, canary = f"<http://127.0.0.1:{port}/s>", f"<{file.as_uri()}>"
    service = f"SERVICE {there} {{ ?s ?p ?o }}"
    return [
        f"SELECT * {{ {service} }}", f"SELECT * {{ SERVICE SILENT {there} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ \\u0053ERVICE {there} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ VALUES ?w {{ {there} }} SERVICE ?w {{ }} }}",
        f"SELECT * {{ OPTIONAL {{ {service} }} }}",
        f"SELECT * {{ ?a ?b ?c MINUS {{ {service} }} }}",
        f"ASK {{ FILTER EXISTS {{ {service} }} }}", f"CONSTRUCT {{ ?s ?p ?o }} {{ {service} }}",
        f"DESCRIBE ?s {{ {service} }}", f"SELECT * {{ {{ SELECT * {{ {service} }} }} }}",
        f"SELECT * FROM {canary} {{ ?s ?p ?o }}", f"SELECT * FROM NAMED {there} {{ ?s ?p ?o }}",
        f"ASK FROM {there} {{ ?s ?p ?o }}", f"SELECT * FR\\u004FM {canary} {{ ?s ?p ?o }}",
        f"LOAD {there}", f"LOAD SILENT {canary} INTO GRAPH <urn:g>", "DROP ALL", "CLEAR DEFAULT",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "DELETE WHERE { ?s ?p ?o }",
        f"SELECT (<http://example.org/fn>(?o) AS ?x) {{ ?s ?p ?o }} # {there}",
        f"BASE {there} SELECT * {{ SERVICE <> {{ ?s ?p ?o }} }}",
        f"PREFIX x: {there} SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}",
        f"SELECT * {{ GRAPH {there} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ GRAPH {canary} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ {there} ?p ?o }}", f"DESCRIBE {canary}", f"DESCRIBE {there}",
    ]  # fmt: skip


ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"  # every triple with every other, twice
HEAVY = [
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?a",
    "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a (!<urn:x>)* ?b . ?c (!<urn:x>)* ?d . ?e (!<urn:x>)* ?f }",
    "SELECT * { ?a (!<urn:x>|^!<urn:x>)+ ?b . ?b (!<urn:x>|^!<urn:x>)+ ?c . ?c ?d ?e }",
    'SELECT * { ?a ?b ?c FILTER(REGEX(STR(?c), "(a|a|a?)*(a|a?)*(a|a?)*b")) }',
    'SELECT (REGEX("' + "a" * 5000 + '", "(a*)*(a*)*(a*)*$") AS ?x) { ' + ALL + " }",
    "SELECT (GROUP_CONCAT(?c) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?b",
    f"SELECT (COUNT(DISTINCT CONCAT(STR(?a), STR(?d), STR(?g))) AS ?n) {{ {ALL} }}",
    "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c FILTER NOT EXISTS { ?d ?e ?f . ?g ?h ?i FILTER(?f = ?a && 1 = 2) } }",
    f"SELECT * {{ {{ ?a ?b ?c }} UNION {{ ?a ?b ?c . ?d ?e ?f }} UNION {{ {ALL} }} }}",
    "SELECT * { BIND(REPLACE(" * 20 + '"a"' + ', "a", "aaaaaaaaaaaaaaaa")' * 20 + " AS ?x) }",
    "SELECT * { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(300)) + " }",
    "SELECT * { VALUES ?a { " + "1 " * 2000 + "} VALUES ?b { " + "1 " * 2000 + "} VALUES ?c { "
    + "1 " * 2000 + "} }",
    "SELECT * { " + "{ " * 5000 + "?s ?p ?o" + " }" * 5000 + " }",
    "SELECT * { FILTER(" + "(" * 100_000 + "1" + ")" * 100_000 + ") }",
    "SELECT * { FILTER(" + "!" * 100_000 + "1) }",
    "SELECT (1" + "+1" * 100_000 + " AS ?x) {}",
    "SELECT * { ?s " + "/".join(["<urn:x>"] * 20_000) + " ?o }",
    "SELECT * { ?s ?p ?o } LIMIT 99999999999999999999999999",
    "SELECT * { ?s ?p ?o } OFFSET 99999999999999999999999999",
    "SELECT ?s { ?s ?p " + '"' + "x" * 900_000 + '"' + " }",
]  # fmt: skip
#: Ordinary queries that a checker may not refuse, each with words that the answer has.
ORDINARY = {
    "25 brackets": "SELECT ?s { ?s rdfs:label ?o FILTER("
    + "(" * 25 + "?o" + ")" * 25 + ' != "x") }',
    "40 groups": "SELECT ?s " + "{ " * 40 + "?s rdfs:label ?o " + "}" * 40,
    "100 patterns": "SELECT ?s0 { " + " ".join(f"?s{i} rdfs:label ?o{i} ." for i in range(100))
    + " } LIMIT 1",
    "IN of 2,000": "SELECT ?o { ?s ret:quantity ?o FILTER(?o IN ("
    + ", ".join(map(str, range(2000))) + ")) }",
}  # fmt: skip


def queries(draw: Draw) -> Iterator[Case]:
    """See the module."""
    with inside(make_project(draw.folder / "p")) as folder, closing(socket.socket()) as server:
        canary = folder / "canary.ttl"
        canary.write_text('<urn:canary> <urn:says> "canary-4711" .\n')
        server.bind(("127.0.0.1", 0))
        server.listen()
        heard: list[object] = []
        threading.Thread(target=_hear, args=(server, heard), daemon=True).start()
        for text in draw.pick(reaching(server.getsockname()[1], canary)):
            for form in draw.dice.sample(["tsv", "csv", "json", "table", "md"], 3):
                end = run("query", "-", "-i", "out", "--format", form, given=text.encode())
                faults = list(faults_of(end, longest=ENDS))
                faults += ["it was asked"] if heard else []
                faults += ["a file was read"] if b"canary-4711" in end.out else []
                heard.clear()
                yield Case(f"{form}: {text[:90]}", faults)
        for text in draw.pick(HEAVY):
            end = run(
                "query", "-", "-i", "out", "--timeout", str(SECONDS), "--format", "tsv",
                given=text.encode(),
            )  # fmt: skip
            yield Case(f"heavy: {text[:90]}", list(faults_of(end, longest=ENDS)))
        for name, text in ORDINARY.items():
            end = run("query", "-", "-i", "out", given=text.encode())
            yield Case(name, list(faults_of(end, codes=(0,), longest=ENDS)))


def _hear(server: socket.socket, heard: list[object]) -> None:
    while True:
        try:
            heard.append(server.accept())
        except OSError:
            return
