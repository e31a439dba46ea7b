"""kg build, kg check and kg coverage as people and scripts meet them."""

from __future__ import annotations

from pathlib import Path

import pytest
from envoys import TEXT, write_project
from envoys import article as envoys
from support import aside, kg
from test_build import ACTORS, ARTICLE, write


def test_build_writes_out_and_says_what(folder: Path, tmp_path: Path) -> None:
    result = kg("build", folder, "-o", tmp_path / "o")
    assert result.exit_code == 0
    assert (
        "1 article: 1 action, 1 report, 0 claimed and 0 inferred links, 0 chains" in result.stderr
    )
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
    assert aside(result).count("\n") == 1


def test_check_tells_every_problem_with_its_place_and_exits_1(folder: Path) -> None:
    bad = ARTICLE.replace("stance: asserts", "stance: assets, stanse: x").replace("XBO", "Bordurai")
    path = write(folder, bad) / "articles" / "a.yaml"
    result = kg("check", path)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert all(line.startswith(str(path)) for line in lines)
    assert any("did you mean 'stance'" in line for line in lines)
    assert any("did you mean 'asserts'" in line for line in lines)
    assert any("did you mean 'XBO' (Borduria)?" in line for line in lines)


def test_check_maps_shacl_results_to_the_line_of_the_annotation(folder: Path) -> None:
    bad = ACTORS.replace("label: Ruritania}", "label: Ruritania, memberOf: gazette}")
    path = write(folder, bad, "actors/a.yaml") / "actors" / "a.yaml"
    result = kg("check", path)
    assert result.exit_code == 1
    line = bad[: bad.index("memberOf")].count("\n") + 1
    assert result.stdout.startswith(f"{path}:{line}:")
    assert "[ret:ActorShape-memberOf]" in result.stdout


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: &x 1", "anchor"),
        ("format: 1\nformat: 1", "repeats the key"),
        ("[" * 10_000, "nested more deeply"),
        ("format: 9", "not known here"),
    ],
)
def test_unreadable_files_are_exit_3_and_one_line(text: str, words: str, folder: Path) -> None:
    path = folder / "articles" / "x.yaml"
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


def test_a_note_of_a_replaced_actor_leaves_the_build_standing(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    text = "format: 1\nactors: [{id: RUS, type: State, label: Muscovy}]\n"
    (tmp_path / "actors" / "a.yaml").write_text(text)
    result = kg("build", tmp_path, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert "warning: actor 'RUS' replaces the one of " in result.stderr


def test_coverage_tells_of_each_article_whose_text_is_not_at_hand(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "texts").mkdir()
    result = kg("coverage", "-i", folder, "--texts", tmp_path / "texts", "--format", "tsv")
    assert result.exit_code == 1
    assert result.stdout.count("\n") == 1  # the header
    assert "gazette-1" in result.stderr


@pytest.mark.parametrize("out", ["d", "d/articles", "d/events/new", ".", "t", "t/out", "link"])
def test_a_build_among_what_is_read_is_refused(out: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "link").symlink_to(folder / "articles")
    before = sorted(tmp_path.rglob("*"))
    result = kg("build", folder, "--texts", tmp_path / "t", "-o", tmp_path / out)
    assert result.exit_code == 2
    assert aside(result).count("\n") == 1
    assert "would be written among the " in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_a_kg_toml_whose_out_is_its_data_is_refused(folder: Path, monkeypatch) -> None:
    (folder.parent / "kg.toml").write_text('data = ["d"]\nout = "d"\n')
    monkeypatch.chdir(folder.parent)
    result = kg("build")
    assert result.exit_code == 2
    told = "d: would be written among the data of d; name another folder with -o, such as out\n"
    assert result.stderr.endswith(told)


def test_an_out_folder_beside_the_folders_of_data_is_fine(folder: Path) -> None:
    assert kg("build", folder, "-o", folder / "out").exit_code == 0
    assert kg("build", folder, "-o", folder / "out").exit_code == 0


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_changed_text_of_kg_toml_stops_and_a_missing_one_does_not(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_project(tmp_path, envoys(), TEXT.replace("\n", "\r\n"))
    (tmp_path / "kg.toml").write_text('data = ["data"]\ntexts = "texts"\n')
    monkeypatch.chdir(tmp_path)
    result = kg(command)
    assert result.exit_code == 1
    assert "6 spans were not checked: texts/a.txt is the text of" in result.output
    (tmp_path / "texts" / "a.txt").unlink()
    result = kg(command)
    assert result.exit_code == 0
    assert "warning: 6 spans were not checked: no text in texts has the sha256" in result.output
