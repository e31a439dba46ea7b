"""The id of a row that was merged into another action finds that action, on every face."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import objects

from kg.build import build_graph
from kg.cli import main
from kg.infer.built import Built, open_built
from kg.page import page_data
from kg.rdf.terms import DCTERMS
from kg.read.corpus import read_corpus
from kg.tell.index import Index
from kg.tell.records import describe_action

ROWS = """id,date,actor,recipient,type,quantity,source,label
strike,2031-03-01,FRA,DEU,Expulsion,3,Wire 1,France expels 3
answer,2031-03-03,DEU,FRA,Expulsion,3,Wire 2,Germany expels 3
"""
AGAIN = """id,date,actor,recipient,type,quantity,source,label
dyad-strike,2031-03-01,FRA,DEU,Expulsion,3,Bulletin 9,Three Germans sent home
"""


def kg(*words: object) -> str:
    found = CliRunner().invoke(main, [str(each) for each in words])
    assert found.exit_code == 0, found.output
    return found.stdout


def opened(path: Path) -> Built:
    return build_graph(path) if path.name == "data" else open_built(path)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same as data, as the folder that kg build writes, and as an RDF file of a part."""
    folder = tmp_path_factory.mktemp("merged")
    for name, text in (
        ("events/one.csv", ROWS),
        ("events/two.csv", AGAIN),
        ("merges/m.csv", "id,action,reason\ndyad-strike,strike,the same three\n"),
    ):
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    kg("build", folder / "data", "-o", folder / "out")
    kg("export", "--actor", "FRA", "-i", folder / "data", "-o", folder / "part.jsonld")
    return {"data": folder / "data", "out": folder / "out", "rdf": folder / "part.jsonld"}


def test_only_reports_of_what_was_merged_have_an_identifier(places: dict[str, Path]) -> None:
    told = {x.source: (x.action, x.identifier) for x in read_corpus(places["data"]).record.reports}
    assert told == {
        "Wire 1": ("strike", None), "Wire 2": ("answer", None),
        "Bulletin 9": ("strike", "dyad-strike"),
    }  # fmt: skip
    told = objects(open_built(places["out"]).stated, None, DCTERMS.identifier)
    assert [each.value for each in told] == ["dyad-strike"]
    assert open_built(places["out"]).corpus.record == read_corpus(places["data"]).record


@pytest.mark.parametrize("name", ["data", "out", "rdf"])
class TestWhereverItIsReadFrom:
    @pytest.mark.parametrize(
        "called",
        ["dyad-strike", "action:dyad-strike",
         "https://w3id.org/retaliation-kg/id/action/dyad-strike"],
    )  # fmt: skip
    def test_show_and_explain_tell_of_the_action(
        self, places: dict[str, Path], name: str, called: str
    ) -> None:
        for command in (["show", "--format", "text"], ["explain", "--format", "text"]):
            told, expected = (kg(*command, x, "-i", places[name]) for x in (called, "strike"))
            assert told == expected
            assert "France expels 3" in told
            assert "identifier: dyad-strike" in told

    def test_search_finds_it(self, places: dict[str, Path], name: str) -> None:
        (found,) = json.loads(kg("search", "dyad-strike", "-i", places[name], "--format", "json"))
        assert (found["thing"], found["match"], found["name"]) == (
            "action:strike", "exact", "dyad-strike",
        )  # fmt: skip

    def test_a_query_takes_it(self, places: dict[str, Path], name: str) -> None:
        command = ("query", "link-claims", "-i", places[name], "--format", "csv", "-p")
        told, expected = (kg(*command, f"trigger={x}") for x in ("dyad-strike", "strike"))
        assert told == expected
        assert "France expels 3" in told

    def test_a_card_and_an_address_take_it(
        self, places: dict[str, Path], name: str, tmp_path: Path
    ) -> None:
        for each in ("dyad-strike", "strike"):
            kg("draw", "--card", "--action", each, "-i", places[name],
               "-o", tmp_path / f"{each}.svg")  # fmt: skip
            kg("export", "--address", f"#view=chain&action={each}", "-i", places[name],
               "-o", tmp_path / f"{each}.ttl")  # fmt: skip
        for form in ("svg", "ttl"):
            told, expected = ((tmp_path / f"{x}.{form}").read_bytes()
                              for x in ("dyad-strike", "strike"))  # fmt: skip
            assert told == expected

    def test_tables_and_the_page_have_it(
        self, places: dict[str, Path], name: str, tmp_path: Path
    ) -> None:
        kg("export", "-i", places[name], "-o", tmp_path / "t.zip")
        with zipfile.ZipFile(tmp_path / "t.zip") as held:
            rows = csv.DictReader(io.StringIO(held.read("reports.csv").decode("utf-8-sig")))
            assert {(x["action"], x["identifier"]) for x in rows} == {
                ("strike", ""), ("strike", "dyad-strike"), ("answer", ""),
            }  # fmt: skip
        index = Index(page_data(opened(places[name])))
        told = {x.id: describe_action(x, index) for x in index.ordered}
        assert {key: each["merged"] for key, each in told.items()} == {
            "strike": ["dyad-strike"], "answer": [],
        }  # fmt: skip
        assert "dyad-strike" in told["strike"]["search"]


def test_what_nothing_is_called_stays_unknown(places: dict[str, Path]) -> None:
    for command in (["show"], ["explain"]):
        found = CliRunner().invoke(main, [*command, "dyad-strikes", "-i", str(places["data"])])
        assert found.exit_code == 2
        assert "dyad-strike" in found.output  # as a hint


def test_every_merged_row_of_the_record_leads_to_its_action(whole: Built) -> None:
    record = whole.corpus.record
    index = Index(page_data(whole))
    merged = {x.identifier: x.action for x in record.reports if x.identifier}
    assert merged
    assert not merged.keys() & {each.id for each in record.actions}
    assert {name: index.action_ids[name] for name in merged} == merged
