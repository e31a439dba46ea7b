"""What leaves: formats, the description of a dataset, selections, what a new article changes."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from support import aside, read_csv

from kg.build import build_graph
from kg.cli import main
from kg.errors import UsageError
from kg.export import EXPORT_FORMATS, export_format, exported, named_format, unsaid
from kg.export.rdf import build_quads
from kg.export.sheets import csv_files, tables
from kg.infer.built import Built
from kg.model.ids import LICENCE, PREFIXES, STATED_GRAPH
from kg.paths import data_folder
from kg.rdf.description import Dataset, selected_dataset, split_description
from kg.rdf.graph import FORMATS, SUFFIXES, open_store, read_rdf
from kg.rdf.terms import DCAT, DCTERMS, PROV, RDF, VOID

Run = Callable[..., Result]
GEXF = "{http://www.gexf.net/1.2draft}"


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, built: Built, tmp_path_factory: pytest.TempPathFactory
) -> Run:
    """`kg` with the bundled data at hand, as if it had been read."""
    monkeypatch.setattr("kg.build.build_graph", lambda *_, **__: built)
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))  # without an out/ of somebody's

    def ran(*words: object) -> Result:
        return CliRunner().invoke(main, [str(each) for each in words], catch_exceptions=False)

    return ran


def objects(quads: list[ox.Quad], subject: str, predicate: ox.NamedNode) -> list[str]:
    found = [x for x in quads if x.subject.value == subject and x.predicate == predicate]
    return sorted(each.object.value for each in found)


# --- the description -------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_every_rdf_export_says_its_licence_counts_version_and_origin(
    form: str, built: Built, tmp_path: Path
) -> None:
    path = tmp_path / f"x{next(suffix for suffix, name in SUFFIXES.items() if name == form)}"
    path.write_bytes(exported(built, form))
    quads = read_rdf(path)
    whole = f"{PREFIXES['graph']}whole"
    assert not any(isinstance(x.subject, ox.BlankNode) for x in quads)
    assert objects(quads, whole, DCTERMS.license) == [LICENCE]
    assert objects(quads, whole, VOID.triples) == [str(len(quads))]
    assert objects(quads, whole, DCAT.version) == ["0.1.0"]
    origins = [f"{PREFIXES['article']}{each.id}" for each in built.corpus.record.articles]
    assert objects(quads, whole, PROV.wasDerivedFrom) == sorted(origins)
    said = built.corpus.record
    for kind, count in {
        "action": len(said.actions),
        "report": len(said.reports),
        "link": len(said.links) + len(built.inferred),
        "chain": len(built.chains),
    }.items():
        assert objects(quads, f"{whole}-{kind}s", VOID.entities) == [str(count)]
    kinds = objects(quads, whole, RDF.type)
    assert kinds == sorted([f"{PREFIXES['void']}Dataset", f"{PREFIXES['dcat']}Dataset"])


def test_named_graphs_are_counted_apart_and_the_description_stands_outside_them(
    built: Built,
) -> None:
    quads = list(ox.parse(exported(built, "trig"), format=ox.RdfFormat.TRIG))
    data, said = split_description(quads)
    assert said == Dataset()
    outside = {x for x in quads if x.graph_name == ox.DefaultGraph()}
    assert outside == set(quads) - set(data) != set()
    stated = [x for x in data if x.graph_name == ox.NamedNode(STATED_GRAPH)]
    assert objects(quads, STATED_GRAPH, VOID.triples) == [str(len(stated))]


FOREIGN = """\
<https://example.org/a> <http://purl.org/dc/terms/license> <https://example.org/terms> <urn:x:g> .
_:b <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://rdfs.org/ns/void#Dataset> .
"""


@pytest.mark.parametrize("suffix", [".nq", ".ttl", ".jsonld", ".rdf"])
def test_data_of_others_gets_no_licence_title_or_origin_of_ours(
    suffix: str, run: Run, tmp_path: Path
) -> None:
    source, made = tmp_path / "foreign.nq", tmp_path / f"made{suffix}"
    source.write_text(FOREIGN)
    ran = run("export", "-g", source, "-o", made)
    assert aside(ran).splitlines() == [
        f"{source}: does not name its own licence; give one with --license", str(made),
    ]  # fmt: skip
    assert {str(x.triple) for x in read_rdf(made)} == {str(x.triple) for x in read_rdf(source)}


def test_a_licence_given_to_data_of_others_is_all_that_is_said_of_it(
    run: Run, tmp_path: Path
) -> None:
    source, made, again = (tmp_path / name for name in ("foreign.nq", "made.nq", "again.nq"))
    source.write_text(FOREIGN)
    licence = "https://example.org/l"
    assert aside(run("export", "-g", source, "-o", made, "--license", licence)) == f"{made}\n"
    added = set(read_rdf(made)) - set(read_rdf(source))
    (subject,) = {each.subject.value for each in added}
    assert re.fullmatch(f"{PREFIXES['graph']}data-[0-9a-f]{{10}}", subject)
    assert {each.predicate.value.rpartition("/")[2].rpartition("#")[2] for each in added} == {
        "type", "license", "triples",
    }  # fmt: skip
    assert objects(read_rdf(made), subject, DCTERMS.license) == [licence]
    assert objects(read_rdf(made), subject, VOID.triples) == [str(len(read_rdf(made)))]
    assert aside(run("export", "-g", made, "-o", again)) == f"{again}\n"
    assert again.read_bytes() == made.read_bytes()


def test_an_input_that_is_not_there_or_no_rdf_by_its_suffix_is_unreadable(
    run: Run, tmp_path: Path
) -> None:
    for name, message in (("no", "no such graph"), ("no.ttl", "no such graph"), ("is", "suffix")):
        (tmp_path / "is").touch()
        ran = run("export", "-g", tmp_path / name, "-o", tmp_path / "x.ttl")
        assert ran.exit_code == 3
        assert ran.stderr.startswith(f"{tmp_path / name}")
        assert message in ran.stderr
        assert not (tmp_path / "x.ttl").exists()


# --- there and back --------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_read_back_and_exported_again_has_the_same_bytes_and_adds_nothing(
    form: str, built: Built, run: Run, tmp_path: Path
) -> None:
    suffix = next(suffix for suffix, name in SUFFIXES.items() if name == form)
    first, second = tmp_path / f"first{suffix}", tmp_path / f"second{suffix}"
    assert run("export", "-o", first).exit_code == 0
    assert run("export", "--graph", first, "-o", second).exit_code == 0
    assert second.read_bytes() == first.read_bytes()
    store = open_store(build_quads(built))
    count = len(store)
    store.extend(open_store(split_description(read_rdf(first))[0]))
    assert len(store) == count


def test_an_export_and_a_build_hold_the_same(run: Run, out: Path, tmp_path: Path) -> None:
    for name in ("graph.ttl", "graph.trig"):
        path = tmp_path / name
        assert run("export", "-o", path).exit_code == 0
        ran = run("diff", out / name, path, "--by", "triples")
        assert (ran.exit_code, ran.stdout) == (0, "")
        again = run("export", "-g", out / name, "-o", "-", "--format", "nt").stdout_bytes
        data, _ = split_description(read_rdf(path))
        said = {each.triple for each in ox.parse(again, format=ox.RdfFormat.N_TRIPLES)}
        assert said == {each.triple for each in data}


def test_an_rdf_file_of_ours_gives_what_the_data_gives(run: Run, out: Path) -> None:
    graph = ("export", "-g", out / "graph.ttl", "-o", "-")
    for words in (["--format", "nt", "--actor", "USA"], ["--format", "gexf"], ["--format", "csv"]):
        from_graph, from_data = run(*graph, *words), run("export", "-o", "-", *words)
        assert (from_graph.exit_code, from_data.exit_code) == (0, 0)
        assert from_graph.stdout_bytes == from_data.stdout_bytes, words


def test_adding_an_article_changes_only_its_lines_and_the_counts(
    built: Built, tmp_path: Path
) -> None:
    for name in ("articles", "actors"):
        shutil.copytree(data_folder() / name, tmp_path / name)
    (tmp_path / "articles" / "moscow-times-2016-06-30.yaml").unlink()
    four = exported(build_graph(tmp_path, check=False), "turtle").decode().splitlines()
    five = exported(built, "turtle").decode().splitlines()
    removed = [line.strip(" ,;.\t") for line in four if line not in set(five)]
    assert len(five) - len(four) > 500
    counts = r"(void:(triples|entities) \d+|prov:wasDerivedFrom article:[\w-]+)"
    assert [line for line in removed if not re.fullmatch(counts, line)] == []
    assert len(removed) < 15


# --- selections ------------------------------------------------------------------------------


def test_filters_keep_the_chains_asked_for_with_their_reports(
    built: Built, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "part.ttl"
    chain = built.chains[-1].id
    assert run("export", "--chain", chain, "-o", path).exit_code == 0
    quads = read_rdf(path)
    kinds = [x.object.value for x in quads if x.predicate.value.endswith("#type")]
    assert kinds.count(f"{PREFIXES['ret']}Chain") == 1
    assert kinds.count(f"{PREFIXES['ret']}Report") > 0
    told = {x.object.value for x in quads if x.predicate.value == f"{PREFIXES['ret']}ofAction"}
    assert told <= {x.subject.value for x in quads}
    assert f"--chain {chain}" in {x.object.value for x in quads}
    again = run("export", "-g", path, "-o", "-", "--format", "turtle")
    assert again.stdout_bytes == path.read_bytes()


def test_chains_as_turtle_are_a_part_and_not_the_whole(run: Run) -> None:
    data = run("chains", "--format", "turtle", "--dyad", "USA", "RUS").stdout_bytes
    quads = list(ox.parse(data, format=ox.RdfFormat.TURTLE))
    _, said = split_description(quads)
    assert said == selected_dataset("--dyad USA RUS --view tree")


def test_the_licence_is_ours_unless_another_is_named(run: Run, tmp_path: Path) -> None:
    path, other = tmp_path / "x.nt", "https://example.org/licence"
    ran = run("export", "-o", path, "--data", data_folder())
    assert LICENCE in ran.stderr
    assert aside(run("export", "-o", path, "--license", other)) == f"{path}\n"
    assert {x.object.value for x in read_rdf(path) if "license" in x.predicate.value} == {other}
    assert run("export", "-o", path, "--license", "mine").exit_code == 2


def test_filters_that_leave_nothing_say_so(run: Run, tmp_path: Path) -> None:
    ran = run("export", "--until", "1950", "-o", tmp_path / "x.gexf")
    assert ran.exit_code == 0
    assert aside(ran).startswith("No actions match --until 1950\n")
    assert ET.parse(tmp_path / "x.gexf").getroot().findall(f".//{GEXF}node") == []


# --- formats ---------------------------------------------------------------------------------


@pytest.mark.parametrize("form", EXPORT_FORMATS)
def test_each_format_gives_the_same_bytes_twice(form: str, built: Built) -> None:
    assert exported(built, form) == exported(replace(built), form) != b""


def test_formats_are_known_by_name_and_by_suffix() -> None:
    assert [named_format(x) for x in ("nt", "Turtle", "ttl", "bib", "jsonld")] == [
        "ntriples", "turtle", "turtle", "bibtex", "jsonld",
    ]  # fmt: skip
    assert export_format(Path("entities.ftm.json")) == "followthemoney"
    with pytest.raises(UsageError, match="did you mean 'gexf'"):
        named_format("gefx")


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.svg", "a.png"])
def test_what_is_drawn_is_not_exported_and_says_how(name: str, run: Run) -> None:
    ran = run("export", "-o", name)
    assert (ran.exit_code, ran.output.splitlines()[-1]) == (
        2, f"{name}: pages and pictures are drawn: kg draw -o {name}",
    )  # fmt: skip


def test_a_workbook_is_written_by_its_suffix(run: Run, tmp_path: Path) -> None:
    assert run("export", "-o", tmp_path / "x.xlsx").exit_code == 0
    with zipfile.ZipFile(tmp_path / "x.xlsx") as archive:
        assert "xl/workbook.xml" in archive.namelist()


def test_csv_tables_lie_in_a_folder_or_a_zip_and_come_back_whole(
    built: Built, run: Run, tmp_path: Path
) -> None:
    names = ["actions.csv", "actors.csv", "chains.csv", "links.csv", "reports.csv"]
    assert run("export", "--format", "csv", "-o", tmp_path / "tables").exit_code == 0
    assert sorted(x.name for x in (tmp_path / "tables").glob("*.csv")) == names
    assert run("export", "-o", tmp_path / "x.zip").exit_code == 0
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.namelist() == names
        packed = {name: archive.read(name) for name in names}
    for name, table in tables(built).items():
        assert packed[f"{name}.csv"] == (tmp_path / "tables" / f"{name}.csv").read_bytes()
        rows = read_csv(packed[f"{name}.csv"])
        assert rows == [list(row) for row in (table.header, *table.rows)]
    assert csv_files(built).keys() == set(names)


def test_what_followthemoney_cannot_say_is_told(run: Run, tmp_path: Path) -> None:
    ran = run("export", "-o", tmp_path / "x.ftm.json")
    told = aside(ran).splitlines()
    assert told[1:] == [
        f"followthemoney cannot express: {each}" for each in unsaid("followthemoney")
    ]
    assert len(told) > 5
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [each for each in unsaid("followthemoney") if f"- {each}\n" not in page] == []
