"""Asking a graph from Python: rows of plain values."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support import act, claim, people, record, store

import kg
from kg.api import Graph, Rows
from kg.errors import EngineError, UnreadableError, UsageError
from kg.infer.built import infer
from kg.read.corpus import Corpus

GRAPH = Graph(
    store(
        record(
            [act("strike", count=23), act("answer", "XBO", "XRU", None)],
            [claim("answer", "strike")],
        )
    )
)


def test_cells_are_plain_values_of_their_type() -> None:
    rows = GRAPH.query("""
        SELECT ?who ?day ?count ?name ?yes ?half ?none {
          VALUES ?yes { true } VALUES ?half { 0.5 }
          action:strike ret:actor ?who ; ret:earliest ?day ; ret:quantity ?count ; rdfs:label ?name
          OPTIONAL { action:strike ret:place ?none }
        }
    """)
    assert rows.columns == ("who", "day", "count", "name", "yes", "half", "none")
    assert list(rows) == [("actor:XRU", date(2031, 3, 1), 23, "strike", True, Decimal("0.5"), None)]
    assert type(rows[0]) is tuple


def test_a_value_that_is_none_of_its_type_stays_text() -> None:
    rows = GRAPH.query('SELECT ?a ?b { VALUES (?a ?b) { ("soon"^^xsd:date "x"^^xsd:integer) } }')
    assert list(rows) == [("soon", "x")]


def test_a_named_question_takes_parameters() -> None:
    everyone = GRAPH.query("who-expelled-whom")
    ours = GRAPH.query("who-expelled-whom", actor="Ruritania")
    assert len(everyone) == 2
    assert {row[ours.columns.index("actor")] for row in ours} == {"actor:XRU"}
    assert list(GRAPH.query("who-expelled-whom", actor=None)) == list(everyone)


def test_an_answer_may_be_limited_in_rows_and_time() -> None:
    assert len(GRAPH.query("who-expelled-whom", limit=1)) == 1
    assert len(GRAPH.query("CONSTRUCT { ?x a ret:Link } WHERE { ?x ?p ?o }", limit=2)) == 2
    with pytest.raises(EngineError, match=r"longer than 0\.2 s"):
        GRAPH.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", timeout=0.2)
    for none in (float("nan"), float("inf"), 0, -1):
        with pytest.raises(UsageError, match="is not a time limit"):
            GRAPH.query("unanswered", timeout=none)


def test_ask_is_one_value_and_construct_is_triples() -> None:
    assert list(GRAPH.query("ASK { ?chain a ret:Chain }")) == [(True,)]
    made = GRAPH.query("CONSTRUCT { ?x a ret:Chain } WHERE { ?x a ret:Chain }")
    assert (made.columns, list(made)) == (
        ("subject", "predicate", "object"),
        [("chain:strike", "rdf:type", "ret:Chain")],
    )
    assert list(GRAPH.query("CONSTRUCT { ?x a ret:Post } WHERE { ?x a ret:Post }")) == []


def test_a_question_may_be_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("SELECT (COUNT(*) AS ?n) { ?x a ret:Link }")
    assert list(GRAPH.query(file)) == [(1,)]


def test_what_cannot_be_asked_is_told() -> None:
    with pytest.raises(UsageError, match="did you mean 'unanswered'"):
        GRAPH.query("unansweredd")
    with pytest.raises(UsageError, match="has no parameter 'colour'"):
        GRAPH.query("unanswered", colour="red")
    with pytest.raises(UnreadableError, match="not a SPARQL query"):
        GRAPH.query("SELECT {")
    with pytest.raises(UsageError, match="SERVICE"):
        GRAPH.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_a_graph_is_loaded_from_a_file_or_a_folder(out: Path) -> None:
    one, other = kg.load_graph(out), kg.load_graph(str(out / "graph.trig"))
    assert list(one.query("unanswered")) == list(other.query("unanswered")) != []
    with pytest.raises(kg.KgError, match="no such graph"):
        kg.load_graph(out / "none.ttl")


def test_named_graphs_can_be_asked_apart_and_as_one(out: Path) -> None:
    both = kg.load_graph(out / "graph.trig")
    text = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s a ret:Link } } GROUP BY ?g ORDER BY ?g"
    rows = list(both.query(text))
    assert [name for name, _ in rows] == ["graph:derived", "graph:stated"]
    one = kg.load_graph(out / "graph.ttl")
    count = "SELECT (COUNT(*) AS ?n) { ?s a ret:Link }"
    assert list(both.query(count)) == list(one.query(count)) == [(sum(n for _, n in rows),)]
    with pytest.raises(UsageError, match="did you mean"):
        both.query("ASK { GRAPH graph:statd { ?s ?p ?o } }")


def test_a_frame_has_the_columns_and_the_values() -> None:
    pd = pytest.importorskip("pandas")
    frame = Rows(("n", "day"), [(1, date(2031, 3, 1)), (None, None)]).to_dataframe()
    assert list(frame.columns) == ["n", "day"]
    assert frame.iloc[0].tolist() == [1, date(2031, 3, 1)]
    assert frame.iloc[1].tolist() == [None, None]
    assert Rows(("n",), []).to_dataframe().shape == (0, 1)
    assert isinstance(frame, pd.DataFrame)


def test_without_pandas_the_error_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['pandas'] = None\n"
        "from kg import Rows\n"
        "try: Rows(('n',), [(1,)]).to_dataframe()\n"
        "except ImportError as error: print(error, error.name)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == (
        "to_dataframe needs pandas: pip install 'retaliation-kg[pandas]' pandas\n"
    )


def test_the_package_has_about_ten_names_and_loads_none_of_them_early() -> None:
    assert len(kg.__all__) == 10
    code = "import sys, kg; print([m for m in sys.modules if m.startswith('kg.')])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


@pytest.mark.parametrize(
    ("question", "given", "told"),
    [
        ("ASK {}", {"limit": -1}, "-1 is not a limit; give a whole number from 0, or None"),
        ("ASK {}", {"limit": "3"}, "'3' is not a limit; give a whole number from 0, or None"),
        ("ASK {}", {"limit": 2.5}, "2.5 is not a limit; give a whole number from 0, or None"),
        ("ASK {}", {"limit": True}, "True is not a limit; give a whole number from 0, or None"),
        ("ASK {}", {"timeout": "x"}, "'x' is not a time limit; give a number of seconds"),
        ("ASK {}", {"timeout": None}, "None is not a time limit; give a number of seconds"),
        (None, {}, "None is not a question; give its name, SPARQL or a Path"),
        (5, {}, "5 is not a question; give its name, SPARQL or a Path"),
        (b"ASK {}", {}, "b'ASK {}' is not a question; give its name, SPARQL or a Path"),
    ],
)
def test_a_question_of_the_wrong_kind_is_refused(question: Any, given: Any, told: str) -> None:
    with pytest.raises(UsageError) as error:
        GRAPH.query(question, **given)
    assert str(error.value) == told
    assert list(GRAPH.query("ASK {}", limit=0)) == [(True,)]


@pytest.mark.parametrize("wrong", [5, b"data", ["data", None], "a\0b"])
@pytest.mark.parametrize("name", ["load_graph", "build_graph", "read_corpus"])
def test_what_is_not_a_path_is_refused(name: str, wrong: Any) -> None:
    with pytest.raises(UsageError, match="is not a path; give a str or a Path"):
        getattr(kg, name)(wrong)


def test_a_folder_to_write_has_to_be_a_path() -> None:
    built = infer(Corpus(record=record([]), actors=people(), findings=(), unreadable=(), inputs={}))
    with pytest.raises(UsageError, match="None is not a path"):
        kg.write_build(built, None)  # type: ignore[arg-type]
