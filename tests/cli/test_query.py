"""kg query and kg queries as people and scripts meet them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import aside, kg, kg_in_shell


def test_queries_lists_at_least_twelve_questions() -> None:
    rows = json.loads(kg("queries", "--format", "json").stdout)
    assert len(rows) >= 12
    assert all(row["question"].endswith("?") for row in rows)


def test_query_answers_by_name_file_and_stdin(out: Path, tmp_path: Path) -> None:
    graph = ["-g", out / "graph.ttl"]
    named = kg("query", "who-expelled-whom", "-p", "actor=USA", "--format", "csv", *graph)
    assert named.exit_code == 0
    assert named.stdout.count("\n") > 2
    text = "SELECT (COUNT(?r) AS ?n) { ?r a ret:Report }"
    path = tmp_path / "q.rq"
    path.write_text(text)
    by_file = kg("query", path, "--format", "csv", *graph)
    by_stdin = kg("query", "-", "--format", "csv", *graph, input=text)
    assert by_file.stdout == by_stdin.stdout
    assert int(by_file.stdout.splitlines()[1]) > 200


def test_an_actor_parameter_takes_any_name(out: Path) -> None:
    answers = {
        kg(
            "query",
            "who-expelled-whom",
            "-p",
            f"actor={name}",
            "--format",
            "csv",
            "-g",
            out / "graph.ttl",
        ).stdout
        for name in ("USA", "us", "United States", "actor:USA")
    }
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["unansered"], 2, "did you mean 'unanswered'"),
        (["unanswered", "-p", "actro=USA"], 2, "no parameter 'actro'"),
        (["unanswered", "-p", "actor=Narnia"], 2, "no actor 'Narnia'"),
        (["unanswered", "-p", "actor"], 2, "write NAME=VALUE"),
        (["unanswered", "-g", "missing.ttl"], 3, "run `kg build` first"),
        (["unansered.rq"], 3, "unansered.rq: cannot be read: No such file or directory"),
        (["my/unanswered"], 3, "my/unanswered: cannot be read: No such file or directory"),
        (["./"], 3, "cannot be read: Is a directory"),
        (["x" * 300], 2, "is neither a query nor a file"),
        (["SELECT * { ?s ?p ?o . }"], 2, "is neither a query nor a file"),
        (["links-by-basis", "-p", "basis=retaliation"], 2, "it is one of: stated, reported"),
    ],
)
def test_a_wrong_question_gets_one_line(
    words: list[str], code: int, message: str, out: Path
) -> None:
    graph = [] if "-g" in words else ["-g", out / "graph.ttl"]
    result = kg("query", *words, *graph)
    assert result.exit_code == code
    assert message in result.stderr
    assert aside(result).count("\n") == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [("SELEC ?x {}", 3), ("INSERT DATA { <a:b> <a:b> <a:b> }", 2), ("LOAD <file:///etc/x>", 2)],
)
def test_what_is_no_query_is_refused(text: str, code: int, out: Path) -> None:
    result = kg("query", "-", "-g", out / "graph.ttl", input=text)
    assert result.exit_code == code
    assert "is not a SPARQL query" in result.stderr


@pytest.mark.parametrize("seconds", ["nan", "inf", "0", "-1", "86401"])
def test_a_time_limit_that_is_none_is_wrong_use(seconds: str, out: Path) -> None:
    result = kg("query", "unanswered", "--timeout", seconds, "-g", out / "graph.ttl")
    assert result.exit_code == 2


def test_a_mistake_in_a_query_file_names_the_file_as_given(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    for text, told in (
        ("SELEC", ":1:1: is not"),
        ("ASK { ?s ret:actro ?o }", ": ret:actro is not"),
    ):
        path.write_text(text)
        result = kg("query", path, "-g", out / "graph.ttl")
        assert aside(result).startswith(f"{path}{told}")


@pytest.mark.parametrize(
    "how", ["kg query <(echo $Q) -g $G", "echo $Q | kg query /dev/stdin -g $G"]
)
def test_a_query_may_come_from_a_pipe_with_a_name(how: str, out: Path) -> None:
    ran = kg_in_shell(f"Q='SELECT (1 AS ?x) {{}}'; {how}", out)
    assert (ran.returncode, ran.stdout, aside(ran)) == (0, "?x\n1\n", "")


def test_a_closed_input_is_an_empty_one(out: Path) -> None:
    ran = kg_in_shell("kg query - -g $G <&-", out)
    assert (ran.returncode, aside(ran).count("\n")) == (3, 1)
    assert "it holds only comments" in ran.stderr


def test_what_xml_cannot_carry_is_refused_by_name(out: Path) -> None:
    for escape, shown in (("\\u0001", "U+0001"), ("\\uFFFE", "U+FFFE")):
        text = f'SELECT ("a{escape}<b" AS ?x) {{}}'
        result = kg("query", "-", "--format", "xml", "-g", out / "graph.ttl", input=text)
        assert result.exit_code == 2
        assert f"holds {shown}, which XML cannot carry; choose another format" in result.stderr
        assert result.stdout == ""


def test_stated_and_derived_can_be_asked_apart(out: Path) -> None:
    links = "?link a ret:Link"

    def count(pattern: str) -> int:
        text = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
        ran = kg("query", "-", "--format", "csv", "-g", out / "graph.trig", input=text)
        assert ran.exit_code == 0, ran.stderr
        return int(ran.stdout.split()[1])

    stated, derived = (count(f"GRAPH graph:{each} {{ {links} }}") for each in ("stated", "derived"))
    assert stated > 0 < derived
    assert count(links) == count(f"GRAPH ?any {{ {links} }}") == stated + derived


@pytest.mark.parametrize(
    ("words", "text", "code", "message"),
    [
        ([], "SELECT ?x { ?x a ret:Expulsoin }", 2, "did you mean 'ret:Expulsion'?"),
        ([], "SELECT ?x FROM <urn:x> { ?x a ret:Chain }", 2, "FROM names another graph"),
        ([], "SELECT ?x { ?x a ret:Chain", 3, "is not a SPARQL query"),
        ([], "ASK " + "{" * 10_000 + "}" * 10_000, 4, "nested too deeply"),
        (["--timeout", "0.5"], "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 4,
         "took longer than 0.5 s"),
        (["--format", "json"], "CONSTRUCT WHERE { ?x a ret:Chain }", 2, "leave out --format"),
        (["-p", "x=1", "-p", "x=2"], "ASK {}", 2, "set twice"),
        (["--limit", "1"], "SELECT ?x { ?x a ret:Chain }", 0, "cut after 1"),
        (["--explain"], "SELECT ?x { SERVICE <http://127.0.0.1:9> { ?x ?y ?z } }", 2, "SERVICE"),
        ([], "SELECT (<urn:f>(1) AS ?x) {}", 2, "urn:f is not supported here"),
        ([], "SELECT ?s { GRAPH ?g { ?s ?p ?o } }", 2, "no named graphs for GRAPH; ask graph.trig"),
        ([], "SELECT ?s { ?s <http://example.org/nope> ?o }", 2, "is not a property"),
    ],
)  # fmt: skip
def test_a_question_of_ones_own_is_answered_or_ends_in_one_line(
    words: list[str], text: str, code: int, message: str, out: Path
) -> None:
    result = kg("query", "-", *words, "-g", out / "graph.ttl", input=text)
    assert result.exit_code == code
    assert message in result.stderr
    assert aside(result).count("\n") == 1


def test_bytes_that_are_no_text_are_no_query(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_bytes(b"ASK { ?x rdfs:label '\xff' }")
    for words, data in (([str(path)], b""), (["-"], path.read_bytes())):
        result = kg("query", *words, "-g", out / "graph.ttl", input=data)
        assert result.exit_code == 3
        assert "cannot be read as UTF-8 text" in result.stderr


def test_kg_queries_shows_name_kind_and_help_of_each_parameter() -> None:
    listed = {each["query"]: each for each in json.loads(kg("queries", "--format", "json").stdout)}
    assert listed["time-to-response"]["parameters"] == (
        "actor (actor): Who answered. "
        "within (integer): The most days that the answer may have taken."
    )


def test_a_query_that_reaches_out_gets_nowhere(out: Path) -> None:
    text = "SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }"
    result = kg("query", "-", "-g", out / "graph.ttl", input=text)
    assert result.exit_code == 2
    assert aside(result).count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [["queries"], ["query", "unanswered"], ["query", "who-expelled-whom", "-p", "actor=USA"]],
)
def test_a_shipped_question_loads_only_what_answers_it(out: Path, words: list[str]) -> None:
    given = [*words, "-i", str(out)] if words[0] == "query" else words
    code = (
        "import sys; from kg.cli import main; main(sys.argv[1:], standalone_mode=False); "
        "print(*{x.split('.')[0] for x in sys.modules}, *sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *given], capture_output=True, text=True, check=True
    )
    loaded = set(ran.stderr.splitlines()[-1].split())
    assert len(ran.stdout.splitlines()) > 2
    assert {"click", "pyoxigraph", "kg.ask.queries"} <= loaded
    heavy = {"rdflib", "pyparsing", "numpy", "networkx", "pyvis", "jinja2", "pyshacl", "kg.build"}
    rooms = {each for each in loaded if each.startswith(("kg.infer", "kg.page", "kg.export"))}
    assert (loaded & heavy) | rooms == set()


def test_input_without_an_end_is_cut_and_told(out: Path) -> None:
    ran = kg_in_shell("kg query - -g $G < /dev/zero", out)
    assert (ran.returncode, aside(ran).count("\n")) == (2, 1)
    assert "the query is longer than 100,000 characters" in ran.stderr


def test_a_query_is_a_regular_file(out: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.rq")
    for name in (str(tmp_path / "a.rq"), "/dev/zero"):
        ran = kg("query", name, "-g", out / "graph.ttl")
        assert (ran.exit_code, ran.stderr) == (3, f"{name}: is not a regular file; name one\n")
