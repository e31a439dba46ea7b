"""What `kg init` writes: a project that builds at once, and says nothing that is not so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from support import load_yaml

from kg.build import build_graph
from kg.check import check_files
from kg.errors import UsageError
from kg.paths import data_folder
from kg.read.project import read_project
from kg.read.texts import read_texts
from kg.starter.project import example_files, make_project, random_base, table_file
from kg.tell.coverage import cover

#: Each report and link of the example -> the words that it points to.
WORDS = [
    ("borduria-expels-3-2031", "Borduria expels three Syldavian diplomats"),
    ("borduria-expels-3-2031", "Borduria on Monday expelled three Syldavian diplomats"),
    ("syldavia-expels-2-2031", "the expulsion of two Bordurian attachés from Klow on 4 March"),
    ("syldavia-expels-2-2031", "Syldavia had ordered the two to leave within 48 hours"),
    ("attaches-spy-2031", "called them spies"),
    (
        "syldavia-condemns-2031",
        "A spokesman for the Syldavian government condemned the step as unjustified",
    ),
    ("attaches-spy-2031", "Borduria denied that the attachés had spied"),
    (
        "borduria-expels-3-2031",
        "The Bordurian Foreign Ministry said the step was retaliation for the expulsion of two "
        "Bordurian attachés from Klow on 4 March",
    ),
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A new project."""
    make_project(tmp_path / "klow", "https://klow.example/id/")
    return tmp_path / "klow"


def test_the_example_builds_quietly_with_a_chain_of_article_and_table(project: Path) -> None:
    built = build_graph(project / "data")
    assert built.warnings == ()
    assert [each.actions for each in built.chains] == [
        ("syldavia-bans-imports-2029", "borduria-ends-visas-2029"),
        ("syldavia-expels-2-2031", "borduria-expels-3-2031", "syldavia-recalls-ambassador-2031"),
    ]
    tables = {each.action: each.table for each in built.corpus.record.reports}
    assert [tables[each] for each in built.chains[1].actions] == [None, None, "klow-events.csv"]


def test_the_example_has_no_problem_and_no_sentence_untouched(project: Path) -> None:
    texts = project / "texts"
    assert check_files([project / "data"], texts) == ([], False)
    (covered,) = cover(build_graph(project / "data").corpus.record, read_texts(texts))
    assert covered.untouched == ()


def test_every_span_of_the_example_holds_its_words(project: Path) -> None:
    record = build_graph(project / "data").corpus.record
    (text,) = read_texts(project / "texts").values()
    said = [(x.action, x) for x in record.reports if x.article]
    said += [(x.response, x) for x in record.links if x.article]
    found = {(name, text[x.start : x.end]) for name, x in said}
    assert found == set(WORDS)


def test_the_schema_that_a_file_names_is_there_and_is_the_packages(project: Path) -> None:
    files = [*project.glob("data/*/*.yaml")]
    assert len(files) == 2
    for path in files:
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text("utf-8"))
        assert named
        schema = (path.parent / named[1]).resolve()
        assert schema.read_bytes() == (data_folder() / schema.name).read_bytes()
        assert load_yaml(path.read_text("utf-8"))["format"] == 1


def test_kg_toml_has_every_key_the_optional_ones_as_comments(project: Path) -> None:
    text = (project / "kg.toml").read_text("utf-8")
    assert tomllib.loads(text) == {
        "data": ["data"], "texts": "texts", "out": "out", "base": "https://klow.example/id/",
    }  # fmt: skip
    whole = re.sub(r"^# (?=\w+ = )", "", text, flags=re.MULTILINE)
    assert tomllib.loads(whole).keys() == {
        "data", "texts", "out", "base", "bundled", "rules", "title", "author", "url", "license",
    }  # fmt: skip
    (project / "kg.toml").write_text(whole, "utf-8")
    assert read_project(project / "kg.toml").bundled is True


def test_two_projects_have_different_bases_that_kg_toml_takes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        make_project(tmp_path / name)
    bases = {read_project(tmp_path / x / "kg.toml").base for x in ("one", "other")}
    assert len(bases) == 2
    assert random_base() not in bases


def test_rows_of_two_projects_can_be_read_together(tmp_path: Path) -> None:
    for name in ("Klow 2031", "szohod"):
        make_project(tmp_path / name)
        for each in example_files(tmp_path / name):
            (tmp_path / name / each).unlink()
        (tmp_path / name / table_file(tmp_path / name)).write_text(
            "id,date,actor,recipient,type,source\n"
            f"{name[0].lower()}-recalls,2031-03-04,France,Spain,Recall,Klow Gazette\n"
        )
    built = build_graph([tmp_path / "Klow 2031" / "data", tmp_path / "szohod" / "data"])
    assert {each.table for each in built.corpus.record.reports} == {
        "klow-2031-events.csv", "szohod-events.csv",
    }  # fmt: skip


def test_folders_of_data_are_there_even_where_they_are_empty(project: Path) -> None:
    names = sorted(each.name for each in (project / "data").iterdir() if each.is_dir())
    assert names == ["actions", "actors", "articles", "events", "merges"]


def test_what_is_there_already_stops_it_and_stays(tmp_path: Path) -> None:
    (tmp_path / "README").write_text("mine")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x").write_text("mine")
    with pytest.raises(UsageError, match="data: already exists, and nothing is overwritten"):
        make_project(tmp_path)
    assert sorted(x.name for x in tmp_path.rglob("*")) == ["README", "data", "x"]
    (tmp_path / "data").rename(tmp_path / "old")
    assert make_project(tmp_path) == ["data", "kg.toml", "texts"]
    assert (tmp_path / "README").read_text() == "mine"
