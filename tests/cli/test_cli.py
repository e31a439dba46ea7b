"""The commands as people and scripts meet them."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support import aside
from test_build import ACTORS, ARTICLE, write

from kg.cli import main

COMMANDS = sorted(main.commands)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder without an out/ of somebody's."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))


def kg(*words: object, **more: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in words], **more)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder of one invented article."""
    return write(write(tmp_path / "d", ACTORS, "actors/a.yaml"), ARTICLE)


def test_the_installed_command_starts() -> None:
    ran = subprocess.run(
        [Path(sys.executable).parent / "kg", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.startswith("retaliation-kg 0.")
    assert "(ontology 0." in ran.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = kg(command, "--help")
    assert result.exit_code == 0
    assert f"Example: kg {command}" in result.output


def test_build_writes_out_and_says_what(folder: Path, tmp_path: Path) -> None:
    result = kg("build", folder, "-o", tmp_path / "o")
    assert result.exit_code == 0
    assert "1 articles, 1 actions, 1 reports" in result.stderr
    assert (tmp_path / "o" / "manifest.json").is_file()


def test_a_failing_build_leaves_out_as_it_was(folder: Path, tmp_path: Path) -> None:
    assert kg("build", folder, "-o", tmp_path / "o").exit_code == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "o").iterdir()}
    write(folder, ARTICLE.replace("asserts", "assets"))
    result = kg("build", folder, "-o", tmp_path / "o")
    assert result.exit_code == 1
    assert "articles/a.yaml:12:" in result.stderr
    assert {path.name: path.read_bytes() for path in (tmp_path / "o").iterdir()} == before


def test_an_output_that_cannot_be_written_is_one_line(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = kg("build", folder, "-o", tmp_path / "file" / "o")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_check_tells_every_problem_with_its_place_and_exits_1(folder: Path) -> None:
    bad = ARTICLE.replace("stance: asserts", "stance: assets, stanse: x").replace("XBO", "XBP")
    path = write(folder, bad) / "articles" / "a.yaml"
    result = kg("check", path)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert all(line.startswith(str(path)) for line in lines)
    assert any("did you mean 'stance'" in line for line in lines)
    assert any("did you mean 'asserts'" in line for line in lines)
    assert any("did you mean 'XBO'" in line for line in lines)


def test_check_maps_shacl_results_to_the_line_of_the_annotation(folder: Path) -> None:
    bad = ARTICLE.replace("actor: XRU, recipient: XBO", "actor: XRU, performedBy: XBO")
    path = write(folder, bad) / "articles" / "a.yaml"
    result = kg("check", path)
    assert result.exit_code == 1
    assert f"{path}:10:" in result.stdout
    assert "[ret:ActionShape-performedBy]" in result.stdout


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: &x 1", "anchor"),
        ("format: 1\nformat: 1", "repeats the key"),
        ("[" * 10_000, "nested deeper"),
        ("format: 9", "not known here"),
    ],
)
def test_unreadable_files_are_exit_3_and_one_line(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text)
    result = kg("check", path)
    assert result.exit_code == 3
    assert words in result.stdout
    assert result.stdout.count("\n") == 1


def test_a_changed_copy_of_a_bundled_article_is_read_in_its_place(tmp_path: Path) -> None:
    from kg.paths import data_folder

    original = data_folder() / "articles" / "rferl-2022-02-28.yaml"
    copy = tmp_path / original.name
    copy.write_bytes(original.read_bytes())
    assert kg("check", copy).exit_code == 0
    copy.write_text(original.read_text().replace("stance: asserts", "stance: assets", 1))
    result = kg("check", copy)
    assert result.exit_code == 1
    assert result.stdout.count("did you mean 'asserts'") == 1


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


def kg_in_shell(line: str, out: Path) -> subprocess.CompletedProcess[str]:
    """A line of bash, where `kg` is this one and $G a graph."""
    command = Path(sys.executable).parent / "kg"
    line = f'kg() {{ "{command}" "$@"; }}; G="{out / "graph.ttl"}"; {line}'
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


@pytest.mark.parametrize(
    "how", ["kg query <(echo $Q) -g $G", "echo $Q | kg query /dev/stdin -g $G"]
)
def test_a_query_may_come_from_a_pipe_with_a_name(how: str, out: Path) -> None:
    ran = kg_in_shell(f"Q='SELECT (1 AS ?x) {{}}'; {how}", out)
    assert (ran.returncode, ran.stdout, aside(ran)) == (0, "?x\n1\n", "")


@pytest.mark.parametrize(
    "line",
    [
        "kg query who-expelled-whom -g $G >&-", "kg queries >&-", "kg chains >&-", "kg --help >&-",
        "kg stats -g $G >&-", "kg show USA -g $G >&-", "kg evaluate --help >&- 2>&-",
        "kg query who-expelled-whom -g $G >&- 2>&-",
    ],
)  # fmt: skip
def test_a_closed_output_is_no_crash(line: str, out: Path) -> None:
    ran = kg_in_shell(line, out)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "Traceback" not in ran.stderr


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
        ([], "ASK " + "{" * 10_000 + "}" * 10_000, 4, "nests too deeply"),
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


def test_chains_names_each_move_and_how_firm_it_is(folder: Path) -> None:
    rows = json.loads(kg("chains", "--format", "json").stdout)
    assert {"chain", "moves", "as_firm_as", "open_since"} <= set(rows[0])
    assert kg("chains", "--data", folder, "--format", "tsv").stdout.count("\n") == 1


LADDER = """format: 1
article: {id: gazette-2, title: Tit for tat, publisher: gazette, published: 2031-03-20, textDigest:
  "1111111111111111111111111111111111111111111111111111111111111111", textLength: 300}
actions:
- {id: answer, type: Expulsion, label: Borduria expels four, actor: XBO, recipient: XRU,
   case: embassies}
- {id: protest, type: Protest, label: Ruritania protests, actor: XRU, recipient: XBO, about: answer,
   case: embassies}
cases:
- {id: embassies, label: The embassies}
reports:
- {action: strike, span: [0, 20], stance: asserts, date: 2031-03-01}
- {action: answer, span: [21, 40], stance: asserts, date: 2031-03-05, status: carriedOut,
   quantity: 6, unit: persons}
- {action: protest, span: [41, 60], stance: asserts}
links:
- {response: answer, trigger: strike, relation: retaliation, basis: reported, stance: asserts,
   span: [61, 90]}
"""


@pytest.fixture
def ladder(folder: Path) -> Path:
    """A strike and its reported answer, told by two articles."""
    return write(folder, LADDER, "articles/b.yaml")


def test_chains_in_a_pipe_are_rows_and_filters_narrow_them(ladder: Path) -> None:
    assert kg("chains", "--data", ladder).stdout.splitlines()[1].split("\t")[2:4] == [
        "Borduria expels four", "Ruritania expels four",
    ]  # fmt: skip
    for words in (["--actor", "Syldavia"], ["--basis", "stated"], ["--since", "2031-03-06"]):
        result = kg("chains", "--data", ladder, *words, "--format", "json")
        if "Syldavia" in words:
            assert (result.exit_code, aside(result)[:26]) == (2, "'Syldavia' is not an actor")
        else:
            assert (result.exit_code, json.loads(result.stdout)) == (0, [])
            assert "No chains match these filters" in result.stderr
    kept = kg("chains", "--data", ladder, "--dyad", "ruritania", "XBO", "--format", "json")
    (row,) = json.loads(kept.stdout)
    assert (row["exchanges"], row["counts"], row["days"]) == ("1", "4 -> 6 persons", "4")


def test_chains_as_a_tree_and_as_turtle(ladder: Path, tmp_path: Path) -> None:
    tree = kg("chains", "--data", ladder, "--format", "tree").stdout
    assert "   └─ 2031-03-05  Borduria expels four [4 days later; said to answer: " in tree
    path = tmp_path / "chains.ttl"
    path.write_text(kg("chains", "--data", ladder, "--format", "turtle").stdout)
    assert kg("export", "--data", ladder, "-o", tmp_path / "all.ttl").exit_code == 0
    result = kg("diff", path, tmp_path / "all.ttl", "--by", "triples")
    assert result.exit_code == 1
    assert {line[0] for line in result.stdout.splitlines()} == {"+"}
    assert "link:" not in kg("diff", path, tmp_path / "all.ttl", "--by", "links").stdout


@pytest.mark.parametrize("form", ["tree", "table", "tsv", "csv", "json", "md", "turtle"])
@pytest.mark.parametrize(
    "view",
    [
        ["tree"],
        ["moves"],
        ["ladder", "--dyad", "XRU", "XBO"],
        ["fan", "--trigger", "strike"],
        ["case", "--case", "embassies"],
        ["longest"],
    ],
    ids=lambda words: words[0],
)
def test_every_view_has_every_format(view: list[str], form: str, ladder: Path) -> None:
    result = kg(
        "chains", "--data", ladder, "--view", *view, "--format", form, env={"COLUMNS": "200"}
    )
    assert result.exit_code == 0, result.output
    assert "Ruritania expels four" in result.stdout
    assert ("Ruritania protests" in result.stdout) == (view[0] == "case")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--view", "ladder"], "--dyad A B"),
        (["--view", "fan", "--trigger", "strik"], "did you mean 'strike'"),
        (["--basis", "reportd"], "did you mean 'reported'"),
        (["--min-confidence", "2"], "not a number from 0 to 1"),
    ],
)
def test_a_wrong_filter_gets_one_line(words: list[str], message: str, ladder: Path) -> None:
    result = kg("chains", "--data", ladder, *words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert aside(result).count("\n") == 1


def test_diff_counts_by_default_and_exits_by_what_it_finds(ladder: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert kg("build", ladder, "-o", tmp_path / name).exit_code == 0
    same = kg("diff", tmp_path / "a", tmp_path / "b" / "graph.trig")
    assert same.exit_code == 0
    assert "links\t0\t0\t0" in same.stdout
    assert kg("diff", tmp_path / "a", tmp_path / "b", "--by", "triples").stdout == ""
    (ladder / "articles" / "b.yaml").unlink()
    assert kg("build", ladder, "-o", tmp_path / "b").exit_code == 0
    gone = kg("diff", tmp_path / "a", tmp_path / "b", "--by", "actions")
    assert gone.exit_code == 1
    assert gone.stdout.splitlines()[0] == "- action:answer  Borduria expels four"
    counts = kg("diff", tmp_path / "a", tmp_path / "b", "--format", "json")
    assert json.loads(counts.stdout)["links"] == {
        "in_both": 0, "only_in_a": 1, "only_in_b": 0, "changed": 0,
    }  # fmt: skip
    assert kg("diff", tmp_path / "a", tmp_path / "missing").exit_code == 3


@pytest.mark.parametrize(
    "name", ["x.ttl", "x.trig", "x.nq", "x.nt", "x.jsonld", "x.graphml", "x.csv", "x.zip", "tables"]
)
def test_export_by_suffix(name: str, folder: Path, tmp_path: Path) -> None:
    words = ["export", "--data", folder, "-o", tmp_path / name]
    result = kg(*words, *([] if "." in name else ["--format", "csv"]))
    assert result.exit_code == 0, result.output
    assert (tmp_path / name).exists()
    if name == "x.zip":
        names = zipfile.ZipFile(tmp_path / name).namelist()
        assert names == ["actions.csv", "actors.csv", "chains.csv", "links.csv", "reports.csv"]


def test_export_to_standard_output_and_unknown_suffix(folder: Path) -> None:
    result = kg("export", "--data", folder, "--format", "ntriples", "-o", "-")
    assert result.stdout.count(" .\n") > 10
    wrong = kg("export", "--data", folder, "-o", "x.tll")
    assert wrong.exit_code == 2
    assert "did you mean '.ttl'" in wrong.stderr


def test_draw_writes_one_page(folder: Path, tmp_path: Path) -> None:
    result = kg("draw", "--data", folder, "-o", tmp_path / "p.html", "--title", "<b>Klow</b>")
    assert result.exit_code == 0
    page = (tmp_path / "p.html").read_text()
    assert "<b>Klow</b>" not in page
    assert "&lt;b&gt;Klow&lt;/b&gt;" in page


def test_draw_writes_svg_by_suffix_in_each_view(folder: Path, tmp_path: Path) -> None:
    for view in ("timeline", "graph", "chain"):
        path = tmp_path / f"{view}.svg"
        assert kg("draw", "--data", folder, "-o", path, "--view", view).exit_code == 0
        assert path.read_text().startswith("<svg ")
    assert kg("draw", "--data", folder, "-o", tmp_path / "p.png").exit_code == 2


def test_draw_says_what_it_leaves_out(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    few = kg("draw", "-o", page, "--max-nodes", "20")
    assert few.exit_code == 0
    assert "Only 20 of " in few.stderr
    assert "Only 20 of " in page.read_text()
    none = kg("draw", "--data", folder, "-o", page, "--min-length", "9")
    assert none.exit_code == 0
    assert "No actions match these filters" in none.stderr
    assert "There are no actions to show." in page.read_text()


def test_draw_quotes_only_from_texts_at_hand(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    page = tmp_path / "p.html"
    result = kg("draw", "--data", folder, "-o", page, "--texts", tmp_path / "texts")
    assert result.exit_code == 0
    assert "is not in the folder given" in result.stderr
    assert "is not in the folder given" in page.read_text()


def test_draw_takes_the_filters_of_chains(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    wrong = kg("draw", "--data", folder, "-o", page, "--actor", "Nowhere")
    assert wrong.exit_code == 2
    assert not page.exists()
    assert kg("draw", "--data", folder, "-o", page, "--basis", "stated").exit_code == 0


def test_a_person_nobody_names_is_checked_too(folder: Path) -> None:
    crowd = ACTORS + (
        "- id: tasch\n  type: Person\n  label: Kurvi Tasch\n  tenures:\n"
        "  - {post: envoy, since: 2031-01-01, until: 2031-06-01, dateSource: the archive}\n"
        "  - {post: judge, since: 2031-02-01, until: 2031-03-01, dateSource: the archive}\n"
        "posts:\n- {id: envoy, label: Envoy, postOf: XBO, excludesPost: judge}\n"
        "- {id: judge, label: Judge, postOf: XBO}\n"
    )
    path = write(folder, crowd, "actors/a.yaml") / "actors" / "a.yaml"
    result = kg("check", path)
    assert result.exit_code == 1
    assert f"{path}:10:" in result.stdout or f"{path}:11:" in result.stdout
    assert "[ret:TenureShape-exclusive]" in result.stdout


@pytest.mark.parametrize("more", ["unit: [persons, missions]", "unit: {}", "unit: []"])
def test_two_units_on_one_group_are_a_finding(more: str, folder: Path) -> None:
    crowd = f"- {{id: crowd, type: Group, label: A crowd, quantity: 4, {more}}}\n"
    path = write(folder, ACTORS + crowd, "actors/a.yaml") / "actors" / "a.yaml"
    result = kg("check", path)
    assert result.exit_code == 1
    assert f"{path}:6:" in result.stdout


def test_an_unknown_post_is_a_finding(folder: Path) -> None:
    tasch = "- {id: tasch, type: Person, label: Tasch, tenures: [{post: nope, dateSource: x}]}\n"
    path = write(folder, ACTORS + tasch, "actors/a.yaml") / "actors" / "a.yaml"
    result = kg("check", path)
    assert result.exit_code == 1
    assert "'nope' is not a post" in result.stdout


def test_a_file_name_forges_no_lines(folder: Path) -> None:
    path = folder / "articles" / "a\n\x1b[31m.yaml"
    path.write_text("a: [")
    result = kg("check", path)
    assert result.exit_code == 3
    assert result.stdout.count("\n") == 1
    assert "\x1b" not in result.stdout
