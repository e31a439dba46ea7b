"""kg init, kg new, and that every command reads the project from any folder in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import kg

#: Each command with the words that it needs here.
COMMANDS: dict[str, list[str]] = {
    "actors": [], "build": [], "chains": [], "check": [], "coverage": [], "draw": ["-o", "-"],
    "evaluate": [], "explain": ["borduria-expels-3-2031"],
    "export": ["-o", "-", "--format", "csv"], "query": ["unanswered"], "search": ["Klow"],
    "show": ["XBO"], "stats": [],
}  # fmt: skip
#: Without data, or with files that are always named.
WITHOUT_DATA = {
    "anchor", "bulk", "classes", "diff", "import", "init", "new", "queries", "review", "scheme",
}  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A new project."""
    assert kg("init", tmp_path / "klow").exit_code == 0
    return tmp_path / "klow"


def test_init_says_what_is_there_and_what_to_do_next(tmp_path: Path) -> None:
    ran = kg("init", tmp_path / "klow")
    told = ran.stderr.splitlines()
    assert (ran.exit_code, ran.stdout, len(told)) == (0, "", 5)
    assert told[0].startswith(f"{tmp_path / 'klow'}: data/, kg.toml, texts/")
    assert told[1].endswith(f"cd {tmp_path / 'klow'} && kg build && kg chains")
    assert told[2].startswith("2. Add rows to data/events/klow-events.csv, or ")
    assert (tmp_path / "klow/data/events/klow-events.csv").is_file()


def test_the_last_line_of_init_removes_the_example_and_nothing_else(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    line = kg("init", "other/klow").stderr.splitlines()[-1]
    assert line.startswith("   rm data/actors/actors.yaml data/articles/")
    for name in line.split()[1:]:
        Path(name).unlink()
    files = {x.relative_to(project).as_posix() for x in project.rglob("*") if x.is_file()}
    kept = {x for x in files if not x.startswith("other/")}
    assert {x for x in kept if not x.endswith(".schema.json")} == {"kg.toml"}


def test_a_taken_folder_or_a_wrong_base_is_one_line_and_exit_2(project: Path) -> None:
    for words in ([project], [project / "kg.toml"], [project / "new", "--base", "klow"]):
        ran = kg("init", *words)
        assert ran.exit_code == 2
        assert "Traceback" not in ran.output
    assert not (project / "new").exists()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("inside", [".", "data/articles"])
def test_every_command_reads_the_project_and_says_so(
    command: str, inside: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / inside)
    ran = kg(command, *COMMANDS[command])
    (told,) = [x for x in ran.stderr.splitlines() if x.startswith(("reading ", "checking "))]
    data = "data" if inside == "." else str(project / "data")
    assert told.split()[1] == data
    assert "named in " in told
    assert ran.exit_code == 0


def test_a_kg_toml_that_names_no_data_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kg.toml").write_text('title = "Who answered whom"\n')
    monkeypatch.chdir(tmp_path)
    told = kg("build", "--without-events").stderr.splitlines()[0]
    assert told == "reading the bundled articles (kg.toml names no data)"


def test_every_command_is_tried() -> None:
    from kg.cli import main

    assert set(main.commands) - WITHOUT_DATA == COMMANDS.keys()


STORY = "Syldavia sends home two Bordurians\n\nKLOW, 4 March 2031 – It told two attachés to leave."


@pytest.fixture
def inside(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project as the working folder, with a text to annotate."""
    monkeypatch.chdir(project)
    Path("texts/story.txt").write_text(STORY, encoding="utf-8")
    return project


def test_new_begins_an_article_that_is_sound_as_it_is(inside: Path) -> None:
    ran = kg("new", "texts/story.txt", "--publisher", "Szohod Courier")
    path = "data/articles/szohod-courier-2031-03-04.yaml"
    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, "", f"{path}: 2 sentences\n")
    checked = kg("check", path)
    assert (checked.exit_code, checked.stderr.splitlines()[-1]) == (0, "0 errors, 1 warning")
    stripped = kg("new", "--strip", path)
    assert stripped.stderr.startswith(f"{path}: ")
    assert kg("check", path).stderr.splitlines()[-1] == "0 errors, 0 warnings"
    assert kg("build").exit_code == 0


def test_new_reads_standard_input_and_writes_standard_output(inside: Path) -> None:
    ran = kg("new", "-", "-o", "-", input=STORY)
    assert ran.exit_code == 0
    assert f"#| [36, {len(STORY)}] KLOW, 4 March 2031 – It told two attachés" in ran.stdout
    assert ran.stderr.splitlines() == [
        "standard-input: 2 sentences; fill in publisher",
        "Its id, 'standard-input', only repeats the name of the text; choose one such as "
        "PUBLISHER-DATE",
    ]


def test_new_asks_where_a_day_is_known_from_that_the_text_does_not_say(inside: Path) -> None:
    Path("texts/other.txt").write_text("Syldavia sends home two\n", encoding="utf-8")
    ran = kg("new", "texts/other.txt", "--publisher", "Klow Gazette", "--published", "2031-03-04")
    path = "data/articles/klow-gazette-2031-03-04.yaml"
    assert ran.stderr.splitlines()[0] == f"{path}: 1 sentence; fill in publishedSource"
    assert '#   publishedSource: "WHERE THE DAY IS KNOWN FROM"\n' in Path(path).read_text("utf-8")


def test_what_new_proposes_in_the_head_is_anchored(inside: Path) -> None:
    Path("texts/other.txt").write_text(f"{STORY}\n1,077\n", "utf-8")
    kg("new", "texts/other.txt", "--publisher", "Szohod Courier")
    path = Path("data/articles/szohod-courier-2031-03-04.yaml")
    head, _, rest = path.read_text("utf-8").partition("\n# cases:")
    filled = "\n".join(
        x if x.startswith(("#:", "# yaml")) else x.removeprefix("# ") for x in head.splitlines()
    )
    path.write_text(f"{filled}\n# cases:{rest}", "utf-8")
    assert kg("anchor", path).exit_code == 0
    text = path.read_text("utf-8")
    assert text.count("span: [") == 2
    assert kg("check", path).stderr.splitlines()[-1] == "0 errors, 1 warning"


def test_what_new_cannot_do_is_one_line(inside: Path) -> None:
    Path("odd.txt").write_bytes(b"Jos\xe9")
    for words, code in (
        (["gone.txt"], 3),
        (["odd.txt"], 3),
        (["texts/story.txt", "--published", "soon"], 2),
        (["texts/story.txt", "-o", "kg.toml"], 2),
        (["texts/story.txt", "-o", "kg.toml/x.yaml"], 2),
        (["--strip", "gone.yaml"], 3),
    ):
        ran = kg("new", *words)
        assert (ran.exit_code, ran.stdout, ran.stderr.count("\n")) == (code, "", 1), words
    assert kg("new", "--strip", "kg.toml", "-o", "x").exit_code == 2
