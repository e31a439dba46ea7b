"""kg import: what is written, said and returned."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import importing, main
from kg.importing import FORMATS

TEXT = "Bulgaria expelled three envoys.\n"
ANN = "T1\tState 0 8\tBulgaria\nT2\tExpulsion 9 17\texpelled\nE1\tExpulsion:T2 actor:T1\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "brat"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    (folder / "a.ann").write_text(ANN)
    return folder


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, words)])


def test_the_last_line_counts_and_the_exit_code_says_whether_something_is_open(
    source: Path, tmp_path: Path
) -> None:
    ran = run("brat", source, "-o", tmp_path / "data", "--report", tmp_path / "report.json")
    assert ran.exit_code == 1
    assert ran.stdout == ""
    assert ran.stderr.splitlines()[-1] == "read 4, imported 4, left out 0"
    assert "nothing tells title, publisher, published of a: give --articles" in ran.stderr
    assert (tmp_path / "data/articles/a.yaml").is_file()
    assert json.loads((tmp_path / "report.json").read_bytes())["kinds"]["events"]["imported"] == 1


def test_with_all_told_it_is_fine(source: Path, tmp_path: Path) -> None:
    heads = tmp_path / "heads.csv"
    heads.write_text("document,title,publisher,published\na,Envoys go,moscow-times,2031-03-04\n")
    ran = run("brat", source, "-o", tmp_path / "data", "--articles", heads)
    assert (ran.exit_code, ran.stderr.splitlines()[-1]) == (0, "read 4, imported 4, left out 0")


def test_a_mapping_is_printed_and_nothing_is_written(source: Path, tmp_path: Path) -> None:
    ran = run("brat", source, "--suggest-mapping")
    assert ran.exit_code == 0
    assert '"Expulsion" = "Expulsion"' in ran.stdout
    assert sorted(each.name for each in tmp_path.iterdir()) == ["brat"]


def test_what_is_left_out_is_told_unless_the_mapping_ignores_it(
    source: Path, tmp_path: Path
) -> None:
    with (source / "a.ann").open("a") as file:
        file.write("T9\tMood 18 23\tthree\n")
    mapping = tmp_path / "map.toml"
    mapping.write_text('[labels]\nMood = "ignore"\n')
    heads = tmp_path / "heads.csv"
    heads.write_text("document,title,publisher,published\na,Envoys go,moscow-times,2031-03-04\n")
    told = run("brat", source, "-o", tmp_path / "one", "--articles", heads)
    assert told.exit_code == 1
    assert "left out: 'T9', of spans: 'Mood' is not a label of ours" in told.stderr
    quiet = run("brat", source, "-o", tmp_path / "two", "--articles", heads, "--mapping", mapping)
    assert (quiet.exit_code, quiet.stderr.splitlines()[-1]) == (
        0,
        "read 5, imported 4, left out 1",
    )


def test_a_folder_is_needed(source: Path) -> None:
    ran = run("brat", source)
    assert (ran.exit_code, ran.stderr) == (2, "name the data folder to write into with -o\n")


def test_the_report_goes_to_standard_output_where_it_is_a_dash(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("brat", source, "-o", "data", "--report", "-")
    assert json.loads(ran.stdout)["kinds"]["events"]["imported"] == 1
    assert not Path("-").exists()


def test_the_formats_are_those_that_are_read() -> None:
    assert set(importing._FORMATS) == set(FORMATS)


def exported(folder: Path) -> Path:
    """A task that two people annotated and a model, as Label Studio exports it."""
    value = {"start": 9, "end": 17, "text": "expelled", "labels": ["Expulsion"]}
    region = {"id": "r", "type": "labels", "from_name": "label", "value": value}
    actor = {"id": "r", "type": "textarea", "from_name": "actor", "value": {"text": ["BGR"]}}
    recall = {**region, "value": {**value, "labels": ["Recall"]}}
    data = {"text": TEXT, "document": "a", "title": "Envoys", "publisher": "moscow-times",
            "published": "2031-03-04"}  # fmt: skip
    task = {
        "id": 1, "data": data,
        "annotations": [{"completed_by": who, "result": [region, actor]} for who in (4, 5)],
        "predictions": [
            {"model_version": "m 2", "created_at": "2031-03-05", "result": [recall, actor]}
        ],
    }  # fmt: skip
    path = folder / "tasks.json"
    path.write_text(json.dumps([task]))
    return path


def test_whose_annotations_are_taken_is_asked_and_can_be_said(tmp_path: Path) -> None:
    tasks = exported(tmp_path)
    ran = run("label-studio", tasks, "-o", tmp_path / "data")
    assert ran.exit_code == 2
    assert ran.stderr.endswith("name one with --annotator, or mark a ground truth\n")
    ran = run("label-studio", tasks, "-o", tmp_path / "data", "--annotator", "5")
    article = (tmp_path / "data/articles/a.yaml").read_text()
    assert (ran.exit_code, article.count("annotatedBy")) == (0, 1), ran.stderr
    assert "Label Studio user 5" in article
    assert "extractedBy" not in article
    words = "label-studio", tasks, "-o", tmp_path / "more", "--annotator", "5", "--predictions"
    assert run(*words).exit_code == 0
    assert 'extractedBy: "m 2, 2031-03-05"' in (tmp_path / "more/articles/a.yaml").read_text()
    ran = run("label-studio", tasks, "--suggest-mapping", "--annotator", "4")
    assert (ran.exit_code, '"Expulsion" = "Expulsion"' in ran.stdout) == (0, True)


@pytest.mark.parametrize("option", [("--annotator", "4"), ("--predictions",)])
def test_what_a_format_does_not_take_is_refused(
    source: Path, tmp_path: Path, option: tuple[str, ...]
) -> None:
    ran = run("brat", source, "-o", tmp_path / "data", *option)
    assert ran.exit_code == 2
    assert ran.stderr.startswith(f"{option[0]} is for label-studio")


FEED = (
    "Event ID\tEvent Date\tSource Country\tCAMEO Code\tTarget Country\tPublisher\n"
    "7\t2031-03-05\tBelgium\t163\tNorway\tKlow Wire\n"
    "8\t2031-03-05\tBelgium\t172\tNorway\tKlow Wire\n"
)


def test_a_feed_becomes_drafts_that_check_takes_and_twice_changes_nothing(tmp_path: Path) -> None:
    feed, folder = tmp_path / "a.tab", tmp_path / "data"
    feed.write_text(FEED)
    ran = run("icews", feed, "-o", folder, "--report", tmp_path / "report.json")
    assert ran.exit_code == 1
    assert ran.stderr.splitlines()[-1] == "read 2, imported 1, left out 1"
    assert "a.tab:3:1: warning: left out: 'row 3', of rows: its code has no class" in ran.stderr
    files = sorted(folder.rglob("*.csv"))
    assert [each.name for each in files] == ["icews.csv", "icews.csv"]
    before = [each.read_bytes() for each in files]
    checked = CliRunner().invoke(main, ["check", str(folder)])
    assert (checked.exit_code, checked.stderr.splitlines()[-1]) == (0, "0 errors, 0 warnings")
    again = run("icews", feed, "-o", folder)
    assert "is written" not in again.stderr
    assert [each.read_bytes() for each in files] == before
    feed.write_text(FEED.replace("Klow", "Zileheroum"))
    refused = run("icews", feed, "-o", folder)
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert "is there already with other content" in refused.stderr


def test_codes_that_the_mapping_ignores_are_not_missed(tmp_path: Path) -> None:
    feed, mapping = tmp_path / "a.tab", tmp_path / "map.toml"
    feed.write_text(FEED)
    mapping.write_text('[labels]\n172 = "ignore"\n')
    ran = run("icews", feed, "-o", tmp_path / "data", "--mapping", mapping)
    assert (ran.exit_code, ran.stderr.splitlines()[-1]) == (0, "read 2, imported 1, left out 1")


def test_a_pickle_ends_the_import_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "20310305.export.CSV.gz"
    path.write_bytes(pickle.dumps({"rows": 1}))
    ran = run("gdelt", path, "-o", tmp_path / "data")
    assert (ran.exit_code, ran.stderr.count("\n")) == (3, 1)
    assert "is a pickle, which can run programs and is never loaded; save it as CSV" in ran.stderr
    assert not (tmp_path / "data").exists()
