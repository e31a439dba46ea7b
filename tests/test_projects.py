"""Two projects never share an IRI by accident, and meet at the states and at the package."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from support import RIVALS, aside, kg, with_ontology

from kg.api import load_graph
from kg.ask.engine import Engine
from kg.ask.queries import named_queries
from kg.build import build_graph, built_files
from kg.export import exported
from kg.export.rdf import build_quads
from kg.infer.built import Built, read_built
from kg.model.bases import prefixes_of
from kg.model.ids import BASE, ID_BASE, PREFIXES
from kg.rdf.actors import actors_named
from kg.rdf.description import split_description
from kg.rdf.graph import FORMATS, open_store, parse_rdf, read_rdf, to_quads

KLOW, SZOHOD = "https://klow.example/id/", "https://szohod.example/#"
LINK = """format: 1
actions:
- {id: klow-protests, type: Protest, label: Klow protests, actor: XSY, recipient: USA,
   about: us-expels-60-2018}
"""


def build(base: str, *, bundled: bool = False) -> Built:
    """The rival states as a project with a base."""
    return build_graph(RIVALS, bundled=bundled, events=not bundled, check=False, base=base)


def iris(quads: Iterable[ox.Quad]) -> set[str]:
    """Every IRI of a graph, those of its named graphs too."""
    terms = (x for each in quads for x in (*each.triple, each.graph_name))
    return {each.value for each in terms if isinstance(each, ox.NamedNode)}


def things(found: Iterable[str], base: str) -> set[str]:
    return {each for each in found if each.startswith(base)}


@pytest.fixture(scope="module")
def klow() -> Built:
    """A project beside the bundled articles."""
    return build(KLOW, bundled=True)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two projects of the same data, built: klow with the bundled articles, szohod without."""
    folder = tmp_path_factory.mktemp("projects")
    for name, base, more in (("klow", KLOW, "bundled = true\n"), ("szohod", SZOHOD, "")):
        shutil.copytree(RIVALS, folder / name / "data")
        text = f'data = ["data"]\nbase = "{base}"\n{more}'
        (folder / name / "kg.toml").write_text(text)
        if more:
            (folder / name / "data" / "actions" / "more.yaml").write_text(LINK)
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder / name)
            assert kg("build", *(["--without-events"] if more else [])).exit_code == 0
    return folder


@pytest.mark.parametrize("part", ["", "id/#", "action/", "é/"])
def test_two_builds_share_exactly_what_is_the_packages(part: str) -> None:
    one, other = f"https://one.example/{part}", f"https://other.example/{part}"
    first, second = (iris(build_quads(build(each))) for each in (one, other))
    shared = first & second
    assert things(shared, one) | things(shared, other) == set()
    assert first - shared == things(first, one)
    assert {each.removeprefix(one) for each in first - shared} == {
        each.removeprefix(other) for each in second - shared
    }
    package = {each for each in shared if each.startswith(ID_BASE)}
    assert package == set()  # the rivals name no state of ISO 3166-1
    assert all(each.startswith((BASE, "http://www.w3.org/", "http://purl.org/")) or "." in each
               for each in shared)  # fmt: skip


def test_beside_the_bundled_articles_only_what_is_derived_is_the_projects(
    klow: Built, built: Built
) -> None:
    plain = iris(build_quads(built))
    found = iris(build_quads(klow))
    assert things(plain, ID_BASE) - found == {
        each for each in plain if each.startswith((PREFIXES["chain"], PREFIXES["feature"]))
    } | {
        f"{PREFIXES['link']}{each.iri}" for each in build_graph(events=False, check=False).inferred
    }
    assert things(found, ID_BASE) <= things(plain, ID_BASE)


@pytest.mark.parametrize("form", FORMATS)
def test_a_project_comes_back_from_each_format(form: str, klow: Built) -> None:
    data = exported(klow, form)
    found = read_built(parse_rdf(data, form, f"x.{form}"))
    assert found.corpus.record == klow.corpus.record
    assert (found.inferred, found.chains) == (klow.inferred, klow.chains)
    assert found.answers == klow.answers
    named = klow.corpus.actors.closure(actors_named(klow.corpus.record))
    assert found.corpus.actors.ids() == named
    assert exported(found, form) == data


@pytest.mark.parametrize("base", ["https://one.example/", SZOHOD, f"{KLOW}action/", ID_BASE])
def test_what_is_read_back_equals_the_record_for_any_base(base: str) -> None:
    made = build(base)
    found = read_built([*to_quads(made.stated.columns()), *to_quads(made.derived.columns())])
    assert found.corpus.record == made.corpus.record
    assert set(found.stated.columns()) == set(made.stated.columns())
    assert set(found.derived.columns()) == set(made.derived.columns())


def test_the_files_of_a_build_bind_the_projects_prefixes_and_the_manifest_has_the_base(
    place: Path,
) -> None:
    out = place / "klow" / "out"
    head = (out / "graph.ttl").read_text().partition("\n\n")[0].splitlines()
    assert head == [f"@prefix {k}: <{v}> ." for k, v in sorted(prefixes_of(KLOW).items())]
    assert "\naction:borduria-expels-2031 a " in (out / "stated.ttl").read_text()
    assert "\nkg-action:us-expels-60-2018 a " in (out / "stated.ttl").read_text()
    graphs = {str(each.graph_name) for each in read_rdf(out / "graph.trig")}
    assert graphs == {f"<{KLOW}graph/{name}>" for name in ("stated", "derived")}
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["options"]["base"] == manifest["sources"]["data"]["base"] == KLOW


def test_without_kg_toml_no_byte_tells_of_bases(built: Built, out: Path) -> None:
    assert b"kg-action" not in (out / "graph.trig").read_bytes()
    assert b'"base"' not in (out / "manifest.json").read_bytes()
    again = read_built(read_rdf(out / "graph.ttl"))
    assert built_files(again)["graph.ttl"] == (out / "graph.ttl").read_bytes()


def test_a_description_says_the_base_and_is_found_again_also_of_nothing(klow: Built) -> None:
    quads = parse_rdf(exported(klow, "trig"), "trig", "x")
    data, said = split_description(quads)
    assert said is not None
    assert (said.base, set(data)) == (KLOW, set(build_quads(klow)))
    described = set(quads) - set(data)
    again, said = split_description(described)
    assert (again, said.base if said else None) == ([], KLOW)


@pytest.mark.parametrize("inside", [".", "data"])
def test_every_face_knows_the_projects_things(
    place: Path, inside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place / "klow" / inside)
    name, action = "borduria-expels-2031", f"{KLOW}action/borduria-expels-2031"
    shown = kg("show", name).stdout
    assert shown == kg("show", action).stdout == kg("show", f"<{action}>").stdout
    assert kg("show", f"{ID_BASE}action/{name}").exit_code == 2  # another thing
    assert kg("explain", f"action:{name}").stdout == kg("explain", action).stdout
    assert kg("show", "kg-actor:USA").stdout == kg("show", "USA").stdout
    rows = [kg("query", "actor-actions", "-p", f"actor={each}", "--format", "md").stdout
            for each in ("XBO", "actor:XBO", "Borduria", f"{KLOW}actor/XBO")]  # fmt: skip
    assert rows == [rows[0]] * 4
    assert "action:borduria-expels-2031" in rows[0]
    assert "kg-" not in rows[0]
    usa = kg("query", "actor-actions", "-p", "actor=USA", "--format", "md").stdout
    assert usa == kg("query", "actor-actions", "-p", "actor=kg-actor:USA", "--format", "md").stdout
    assert "| kg-actor:USA " in usa
    assert "| action:klow-protests " in usa
    asked = kg("query", "-", "--format", "md", input=f"ASK {{ action:{name} a ret:Expulsion . "
               "action:klow-protests ret:about kg-action:us-expels-60-2018 }")  # fmt: skip
    assert asked.stdout.startswith("true")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("actor:USA", "this graph has no actor:USA; did you mean kg-actor:USA?"),
        (f"<{ID_BASE}actor/XBO>", "this graph has no kg-actor:XBO; did you mean actor:XBO?"),
    ],
)
def test_a_thing_asked_for_as_anothers_is_refused_with_whose_it_is(
    asked: str, told: str, place: Path
) -> None:
    text = f"SELECT ?a {{ ?a ret:actor {asked} }}"
    ran = kg("query", "-", "-i", place / "klow" / "out", input=text)
    assert (ran.exit_code, aside(ran)) == (2, f"standard input: {told}\n")


def test_every_query_answers_alike_whatever_the_base() -> None:
    engines = [Engine(open_store(with_ontology(build(each)))) for each in (ID_BASE, SZOHOD)]
    for query in named_queries():
        plain, other = (each.answer(query, {}, "csv").render().decode() for each in engines)
        assert other.replace(SZOHOD, ID_BASE) == plain, query.name


def test_python_names_things_by_the_projects_prefixes(place: Path) -> None:
    rows = load_graph(place / "klow" / "out").query("actor-actions", actor="USA")
    assert {row[0] for row in rows} == {"kg-actor:USA"}
    made = load_graph(place / "klow" / "out").query("CONSTRUCT { ?a ret:about ?b } WHERE "
                                            "{ ?a ret:about ?b . ?b ret:severity 5 }")  # fmt: skip
    assert ("action:klow-protests", "ret:about", "kg-action:us-expels-60-2018") in list(made)


def test_diff_of_two_projects_compares_by_id_and_says_so(place: Path) -> None:
    one, other = place / "klow" / "out", place / "szohod" / "out"
    ran = kg("diff", one, other, "--by", "actions")
    assert f"comparing by id: A's own stand below {KLOW}, B's below {SZOHOD}" in ran.stderr
    assert "klow-protests" in ran.stdout
    assert "borduria" not in ran.stdout
    same = kg("diff", other, place / "szohod" / "data")
    assert (same.exit_code, aside(same)) == (0, "")


def test_graphs_of_two_projects_join_where_no_id_is_two_things(place: Path) -> None:
    one, other = place / "klow" / "out", place / "szohod" / "out"
    ran = kg("chains", "-i", one, "-i", other)
    assert (ran.exit_code, aside(ran).count("\n")) == (3, 1)
    assert f"stands below <{KLOW}> and <{SZOHOD}>; read the graphs one at a time" in ran.stderr
    asked = kg("query", "-", "-i", one, "-i", other, "--format", "csv", input=(
        'SELECT ?a { ?a a ret:Expulsion FILTER(CONTAINS(STR(?a), "borduria-expels-2031")) } '
        "ORDER BY ?a"))  # fmt: skip
    assert asked.stdout.split() == [
        "a",
        *(f"{x}action/borduria-expels-2031" for x in (KLOW, SZOHOD)),
    ]
    ran = kg("query", "case-timeline", "-p", "case=hentzau-2031", "-i", one, "-i", other)
    assert ran.exit_code == 2
    assert f"<{KLOW}case/hentzau-2031>, <{SZOHOD}case/hentzau-2031>; give the IRI" in ran.stderr
    ran = kg(
        "query", "case-timeline", "-p", f"case={KLOW}case/hentzau-2031", "-i", one, "-i", other
    )
    assert ran.exit_code == 0


def test_two_projects_share_no_id_of_followthemoney_either(klow: Built, built: Built) -> None:
    def ids(each: Built) -> set[str]:
        lines = exported(each, "followthemoney").splitlines()
        return {json.loads(each)["id"] for each in lines}

    plain, here, there = (ids(x) for x in (built, klow, build(SZOHOD)))
    assert here & there == set()
    assert plain - here == {each for each in plain if each.startswith("link-")} - here
    assert {x for x in plain if x.startswith(("actor", "action", "article", "report"))} <= here


def test_a_graph_joins_data_of_its_own_project_and_no_others_with_its_ids(place: Path) -> None:
    out, data = place / "klow" / "out", place / "klow" / "data"
    ran = kg("chains", "-i", out, "-i", place / "szohod" / "data")
    assert (ran.exit_code, ran.stderr.count("\n")) == (1, 1)
    assert "> in the data beside it, as are " in ran.stderr
    ran = kg("export", "-i", out, "-i", data, "-o", "-", "--format", "nt")
    assert ran.exit_code == 0
    found = iris(parse_rdf(ran.stdout_bytes, "ntriples", "x"))
    assert things(found, SZOHOD) == set()
    assert f"{KLOW}action/borduria-expels-2031" in found
    assert f"{ID_BASE}action/us-expels-60-2018" in found
