"""What a command reads: named or found, joined, said, and whether it changed since the build."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support import aside

from kg.build import build_graph, credit_of, write_build
from kg.cli import main
from kg.errors import UnreadableError, UsageError
from kg.infer.built import Built
from kg.infer.rules import read_rules
from kg.model.actions import count_events
from kg.rdf.graph import read_union
from kg.sources import Input, find_data, find_input, open_input

RIVALS = Path(__file__).parent / "fixtures" / "rival-states"
LINES = ["chains", "explain", "draw", "export", "query", "stats", "show", "search"]
WORDS = {
    "explain": ["borduria-expels-23"], "draw": ["-o", "p.svg"], "export": ["-o", "x.bib"],
    "query": ["unanswered"], "show": ["XRU"], "search": ["XRU"],
}  # fmt: skip


def kg(*words: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in words])


def first(ran: Result) -> str:
    """The first line on standard error."""
    return ran.stderr.splitlines()[0]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with mydata, and out/ built from it."""
    folder = tmp_path_factory.mktemp("place")
    shutil.copytree(RIVALS, folder / "mydata")
    write_build(build_graph(folder / "mydata", check=False), folder / "out")
    return folder


@pytest.fixture
def place(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, as the working folder."""
    shutil.copytree(made, tmp_path / "place")
    monkeypatch.chdir(tmp_path / "place")
    return tmp_path / "place"


def test_after_a_build_every_command_speaks_of_it_and_says_so(place: Path) -> None:
    action = build_graph(Path("mydata"), check=False).corpus.record.actions[0].id
    for command in LINES:
        words = [action] if command == "explain" else WORDS.get(command, [])
        ran = kg(command, *words)
        assert ran.exit_code == 0, (command, ran.output)
        assert first(ran) == "reading out/ (2 articles, built from mydata)"
        assert "United States" not in ran.stdout


def test_what_is_read_is_the_same_however_it_is_named(place: Path) -> None:
    action = build_graph(Path("mydata"), check=False).corpus.record.actions[0].id
    named = ([], ["-i", "out"], ["--data", "mydata"], ["-g", "out/graph.trig"])
    for words in (
        ["chains"], ["chains", "--format", "turtle", "--basis", "stated"], ["stats"],
        ["query", "unanswered"], ["show", "XRU"], ["explain", action], ["search", "XRU"],
        ["draw", "-o", "-"], ["export", "-o", "-", "--format", "csv"],
    ):  # fmt: skip
        answers = {kg(*words, *each).stdout for each in named}
        assert len(answers) == 1, words
    assert first(kg("stats", "-i", "mydata")) == "reading mydata (2 articles)"
    assert first(kg("stats", "-i", "out/graph.ttl")) == "reading out/graph.ttl (2 articles)"


def test_changed_inputs_are_told_also_after_the_tree_moved(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = place.with_name("moved")
    place.rename(moved)
    monkeypatch.chdir(moved / "mydata")
    told = f"reading {moved}/out/ (2 articles, built from mydata)"
    assert first(kg("stats", "-i", moved / "out")) == told
    extra = moved / "mydata" / "articles" / "new.yaml"
    extra.write_text("format: 1\n")
    assert first(kg("stats", "-i", moved / "out")) == f"{told}; changed since: run kg build"
    extra.unlink()
    assert first(kg("stats", "-i", moved / "out")) == told
    known = sorted((moved / "mydata" / "actions").iterdir())[0]
    known.write_text(known.read_text() + "# more\n")
    assert first(kg("stats", "-i", moved / "out")) == f"{told}; changed since: run kg build"
    monkeypatch.chdir(moved)
    shutil.rmtree(moved / "mydata")
    assert first(kg("stats", "-i", "out")) == "reading out/ (2 articles, built from mydata)"


def test_without_anything_at_hand_it_is_the_bundled_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_input() == Input(bundled=True)
    assert first(kg("actors", "XRU")) == "reading the bundled data"
    (tmp_path / "out").mkdir()
    for text in ("", "{}", '{"format": 1, "inputs": {}, "outputs": {"x.csv": ""}}', "[1]"):
        (tmp_path / "out" / "manifest.json").write_text(text)  # of somebody else's
        assert find_input() == Input(bundled=True)


def test_a_project_comes_first_its_out_once_built_and_else_its_data(place: Path) -> None:
    (place / "kg.toml").write_text('data = ["mydata"]\nout = "built"\n')
    (place / "deep").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place / "deep")
        ran = kg("chains")
        assert first(ran) == (f"reading {place}/mydata (2 articles, named in {place}/kg.toml)")
        assert kg("build").exit_code == 0
        assert first(kg("chains")) == f"reading {place}/built/ (2 articles, built from mydata)"
        assert kg("chains").stdout == ran.stdout
    assert not (place / "deep" / "out").exists()


def test_what_kg_toml_says_is_the_default_of_the_options(place: Path) -> None:
    (place / "rules.toml").write_text("threshold = 0.99\n")
    (place / "kg.toml").write_text(
        'data = ["mydata"]\ntitle = "Klow"\nrules = "rules.toml"\ntexts = "t"\n'
        'license = "https://example.org/l"\n'
    )
    strict = read_rules(place / "rules.toml").version
    assert first(kg("stats")).endswith("; changed since: run kg build")  # other rules and title
    assert kg("build").exit_code == 0
    assert first(kg("stats")) == "reading out/ (2 articles, built from mydata)"
    manifest = json.loads((place / "out" / "manifest.json").read_text())
    assert (manifest["rules"]["version"], manifest["rules"]["threshold"]) == (strict, "0.99")
    assert "<title>Klow" in (place / "out" / "index.html").read_text()
    assert kg("export", "-o", "x.nt").exit_code == 0
    assert "<https://example.org/l>" in (place / "x.nt").read_text()
    assert "which kg.toml names, does not exist" in kg("draw").stderr
    assert "<title>Klow" in (place / "page.html").read_text()


def test_rules_are_refused_where_the_links_are_there_already(place: Path) -> None:
    (place / "rules.toml").write_text("threshold = 0.99\n")
    for words in ([], ["-i", "out"], ["-i", "out/graph.ttl"]):
        ran = kg("chains", *words, "--rules", "rules.toml")
        assert (ran.exit_code, ran.stderr.count("\n")) == (2, 1)
        assert "name a data folder with -i" in ran.stderr
    assert kg("chains", "-i", "mydata", "--rules", "rules.toml").exit_code == 0


def test_data_folders_join_and_build_takes_several(place: Path) -> None:
    more = place / "more" / "actions"
    more.mkdir(parents=True)
    action = build_graph(Path("mydata"), check=False).corpus.record.actions[0].id
    (more / "a.yaml").write_text(
        "format: 1\nactions:\n- {id: protest, type: Protest, label: A protest, actor: NOR, "
        f"about: {action}}}\n"
    )
    assert kg("build", "more").exit_code == 1
    assert kg("build", "mydata", "more").exit_code == 0
    assert first(kg("show", "protest")) == "reading out/ (2 articles, built from more and mydata)"
    assert (
        kg("show", "protest").stdout == kg("show", "protest", "-i", "mydata", "-i", "more").stdout
    )


def test_bundled_lets_the_packages_articles_join_without_events_where_asked(place: Path) -> None:
    found = Input(folders=(Path("mydata"),), bundled=True, events=False)
    built = open_input(found)
    assert len(built.corpus.record.articles) == 7
    write_build(built, Path("out"))
    assert first(kg("show", "USA")) == (
        "reading out/ (7 articles, built from mydata and the bundled articles)"
    )
    assert find_data(Input(outs=(Path("out"),))) == replace(
        found, folders=(Path("mydata").resolve(),)
    )


def test_the_bundled_data_is_articles_and_coded_events_and_each_command_says_so(
    whole: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("kg.build.draw_page", lambda _: "")  # the page is not what is read
    write_build(whole, Path("out"))
    rows = f"{count_events(whole.corpus.record.reports):,}"
    told = f"reading out/ (5 articles and {rows} coded events, built from the bundled data)"
    for words in (["search", "Skripal"], ["query", "actor-actions", "-p", "actor=USA"]):
        assert first(kg(*words)) == told
    assert find_data(find_input()) == Input(bundled=True)
    shutil.rmtree("out")
    assert first(kg("search", "Skripal")) == (
        f"reading the bundled data (5 articles and {rows} coded events)"
    )


def test_a_page_of_a_build_credits_as_the_build_itself(whole: Built, place: Path) -> None:
    write_build(whole, Path("all"))
    own, record = (credit_of(x, {}) for x in (build_graph(Path("mydata"), check=False), whole))
    assert record.citation
    assert record.origin
    assert record.licence
    assert credit_of(open_input(find_input([Path("all")])), {}) == record
    assert credit_of(open_input(find_input([Path("out")])), {}) == own
    for beside in (Path("out"), Path("mydata"), Path("out", "graph.ttl")):
        joined = credit_of(open_input(find_input([Path("all"), beside])), {})
        assert joined == replace(own, origin=record.origin), beside


def test_events_that_are_not_read_cannot_be_left_out(place: Path) -> None:
    ran = kg("build", "mydata", "--without-events", "-o", "again")
    assert ran.exit_code == 2
    assert "the bundled events are not read here anyway; leave out --without-events" in ran.stderr
    assert not Path("again").exists()


def test_rdf_of_others_is_asked_and_exported_as_it_is(place: Path) -> None:
    Path("a.ttl").write_text("<urn:x:a> <urn:x:p> _:b .")
    Path("b.nt").write_text("<urn:x:a> <urn:x:p> _:b .\n")
    ran = kg("query", "links-by-basis", "-i", "a.ttl", "-i", "b.nt")
    assert (ran.exit_code, first(ran)) == (0, "reading a.ttl and b.nt")
    ran = kg("export", "-i", "a.ttl", "-i", "b.nt", "-o", "c.nt")
    assert (ran.exit_code, first(ran)) == (0, "reading a.ttl and b.nt")
    assert len(read_union([Path("c.nt")])) == 2  # a blank node of one file is not that of another


def test_diff_takes_data_folders_too(place: Path) -> None:
    ran = kg("diff", "mydata", "out")
    assert (ran.exit_code, aside(ran)) == (0, "")
    assert first(ran) == ("reading mydata (2 articles) and out/ (2 articles, built from mydata)")


def test_what_is_none_of_the_three_is_one_line(place: Path) -> None:
    (place / "empty").mkdir()
    for name, told in (("empty", "neither a data folder nor"), ("none", "no such graph")):
        with pytest.raises(UnreadableError, match=told):
            find_input([Path(name)])


def test_a_project_named_in_place_of_its_data_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text('data = ["mine"]\n')
    told = f"{tmp_path}: is a project; name a data folder or the out/ folder of its kg.toml"
    runs = [
        ["diff", *[str(tmp_path)] * 2], ["check", str(tmp_path)], ["stats", "-i", str(tmp_path)],
        ["build", str(tmp_path), "-o", str(tmp_path / "out")],
    ]  # fmt: skip
    for words in runs:
        assert kg(*words).stderr.splitlines()[-1] == told
    assert kg("anchor", str(tmp_path)).stdout.splitlines() == [told]


def test_one_file_of_data_is_told_its_folder(place: Path) -> None:
    for name in ("articles/strike.yaml", "events/e.csv"):
        (place / "mydata" / name).parent.mkdir(exist_ok=True)
        (place / "mydata" / name).touch()
        for words in (("diff", f"mydata/{name}", "out"), ("chains", "-i", f"mydata/{name}")):
            ran = kg(*words)
            assert (ran.exit_code, ran.stderr.splitlines()[-1]) == (
                3, f"mydata/{name}: is one file of data; name its data folder, mydata",
            )  # fmt: skip
    (place / "links.csv").write_text("a,b\n")
    assert "no RDF format has this suffix" in kg("stats", "-i", "links.csv").stderr


def test_data_behind_rdf_is_asked_for(place: Path) -> None:
    ran = kg("coverage", "--texts", ".", "-i", "out/graph.ttl")
    assert (ran.exit_code, ran.stderr) == (
        2, "out/graph.ttl: is an RDF file; name a data folder with -i\n",
    )  # fmt: skip
    shutil.rmtree("mydata")
    assert kg("chains").exit_code == 0
    with pytest.raises(UsageError, match="was built from mydata, which no longer exists"):
        find_data(find_input())


def test_data_and_rdf_join_and_everything_is_derived_again(place: Path) -> None:
    second = sorted(Path("mydata", "articles").iterdir())[-1]
    shutil.copytree("mydata/actors", "part/actors")
    shutil.copytree("mydata", "rest")
    Path("part", "articles").mkdir()
    Path("rest", "articles", second.name).rename(Path("part", "articles", second.name))
    write_build(build_graph("rest", check=False), Path("first"))
    for words in (["chains"], ["stats"], ["export", "-o", "-", "--format", "nt"]):
        whole = kg(*words, "-i", "mydata").stdout
        assert kg(*words, "-i", "first").stdout != whole
        for names in (["out", "mydata"], ["first", "part"], ["first/graph.ttl", "part"]):
            named = [word for each in names for word in ("-i", each)]
            assert kg(*words, *named).stdout == whole, (words, names)
    assert first(kg("stats", "-i", "first", "-i", "part")) == (
        "reading part and first/ (2 articles, built from rest)"
    )


def test_what_data_and_rdf_declare_differently_is_told_with_both_places(place: Path) -> None:
    for path in Path("mydata").glob("a*/*.yaml"):
        path.write_text(path.read_text().replace("type: Harassment", "type: HomeIntrusion"))
    ran = kg("chains", "-i", "mydata", "-i", "out")
    assert ran.exit_code == 1
    assert "is declared at " in ran.stderr


# --- the manifest ----------------------------------------------------------------------------


def manifest(folder: Path) -> bytes:
    return (folder / "manifest.json").read_bytes()


def test_two_builds_of_one_thing_have_one_manifest(place: Path) -> None:
    assert kg("build", "mydata", "-o", "again").exit_code == 0
    assert manifest(Path("again")) == manifest(Path("out"))


def test_two_builds_that_differ_in_anything_differ_in_the_manifest(place: Path) -> None:
    shutil.copytree("mydata", "copy")
    Path("words.toml").write_text('[features.sameKind]\nsays = "alike"\n')
    Path("strict.toml").write_text("threshold = 0.51\n")
    other = Path("mydata", "actors", "empty.yaml")
    found = {manifest(Path("out"))}

    def add(name: str, **more: object) -> None:
        write_build(build_graph(name, check=False, **more), Path("o"))  # type: ignore[arg-type]
        found.add(manifest(Path("o")))

    add("copy")
    add("mydata", bundled=True, events=False)
    for name in ("words", "strict"):
        add("mydata", rules=read_rules(Path(f"{name}.toml")))
    write_build(build_graph(Path("mydata"), check=False), Path("o"), options={"license": "urn:x"})
    found.add(manifest(Path("o")))
    other.write_text("format: 1\nactors:\n- {id: XZZ, type: State, label: Nowhere}\n")
    add("mydata")
    assert len(found) == 7


def test_a_manifest_has_no_path_of_the_machine(place: Path) -> None:
    text = manifest(Path("out")).decode()
    assert str(place) not in text
    told = json.loads(text)
    assert told["sources"]["mydata"]["folder"] == "../mydata"
    assert "folder" not in told["sources"]["bundled"]
    assert {"program", "ontology", "rules", "inputs", "outputs", "options"} < set(told)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS knows no limit on memory")
def test_data_is_asked_where_there_is_no_memory_for_threads():
    kilobytes = 350_000
    command = ["sh", "-c", f'ulimit -v {kilobytes}; exec "$@"', "sh", sys.executable, "-m", "kg"]
    words = ["query", "unanswered", "-i", str(RIVALS)]
    ran = subprocess.run([*command, *words], capture_output=True, text=True)
    assert (ran.returncode, len(ran.stderr.splitlines())) == (0, 1)
