"""Whose each thing is: by the kg.toml above the folder that declares it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import EXCHANGE, people, record

from kg.model.actors import Actors
from kg.model.bases import Bases
from kg.model.ids import ID_BASE
from kg.read.corpus import read_corpus
from kg.read.folders import find_sources
from kg.read.origins import check_bases, with_bases

KLOW, SZOHOD = "https://klow.example/id/", "https://szohod.example/#"
ACTORS = """format: 1
actors:
- {id: XBO, type: State, label: Borduria}
- {id: nytimes, type: NewsOrganization, label: New York Times}
- id: envoy
  type: Person
  label: The envoy
  tenures: [{post: envoy-klow, since: 2030, until: 2032, dateSource: almanac}]
posts:
- {id: envoy-klow, label: Envoy to Klow, postOf: XBO}
"""
ACTIONS = """format: 1
cases: [{id: the-case, label: The case}]
actions:
- {id: NAME, type: Protest, label: A protest, actor: XBO, recipient: USA, performedBy: envoy,
   case: the-case}
"""


def data(folder: Path, name: str = "protest", actors: str = ACTORS) -> Path:
    """A data folder."""
    for kind, text in (("actors", actors), ("actions", ACTIONS.replace("NAME", name))):
        (folder / kind).mkdir(parents=True)
        (folder / kind / "a.yaml").write_text(text)
    return folder


def project(folder: Path, base: str | None = KLOW, name: str = "protest") -> Path:
    """A project's data folder."""
    data(folder / "data", name)
    (folder / "kg.toml").write_text(f'base = "{base}"\n' if base else "")
    return folder / "data"


def test_the_nearest_kg_toml_above_a_folder_says_its_base(tmp_path: Path) -> None:
    folders = [project(tmp_path / "a"), project(tmp_path / "b", SZOHOD, "other"),
               project(tmp_path / "c", None, "third"), data(tmp_path / "d", "fourth")]  # fmt: skip
    found = with_bases(find_sources(folders), "https://default.example/")
    assert [each.base for each in found] == [
        ID_BASE, KLOW, SZOHOD, ID_BASE, "https://default.example/",
    ]  # fmt: skip
    assert [x.base for x in with_bases(find_sources(folders[3]))] == [ID_BASE, ID_BASE]


def test_what_a_project_declares_is_its_own_and_what_the_package_has_is_not(tmp_path: Path) -> None:
    corpus = read_corpus(project(tmp_path), bundled=True)
    iri = corpus.bases.iri
    own = ("action:protest", "case:the-case", "actor:XBO", "actor:envoy", "post:envoy-klow")
    assert {iri(*each.split(":")) for each in own} == {
        f"{KLOW}{each.replace(':', '/')}" for each in own
    }
    (tenure,) = (each for each in corpus.bases.others if each.startswith("tenure:"))
    assert tenure.startswith("tenure:envoy--envoy-klow")
    link = corpus.record.links[0]
    bundled = ("actor:USA", "actor:nytimes", "article:nytimes-2018-03-26", f"link:{link.iri}",
               f"report:{corpus.record.reports[0].iri}", "post:us-president")  # fmt: skip
    assert {iri(*each.split(":", 1)) for each in bundled} == {
        f"{ID_BASE}{each.replace(':', '/', 1)}" for each in bundled
    }


def test_the_same_folder_has_the_same_iris_from_wherever_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path / "a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "kg.toml").write_text(f'base = "{SZOHOD}"\n')
    here = read_corpus(folder).bases
    monkeypatch.chdir(tmp_path / "b")
    assert read_corpus(folder, base=SZOHOD).bases == here


def test_what_is_derived_of_two_projects_is_of_the_first_by_name(tmp_path: Path) -> None:
    folders = [project(tmp_path / "a", SZOHOD), data(tmp_path / "lib", "other", "format: 1\n")]
    assert [x.own for x in (read_corpus(f).bases for f in (folders, folders[::-1]))] == [SZOHOD] * 2
    (tmp_path / "lib" / "kg.toml").write_text(f'base = "{KLOW}"\n')
    bases = read_corpus(folders).bases
    assert bases == read_corpus(folders[::-1]).bases
    assert (bases.own, bases.iri("action", "protest")) == (KLOW, f"{SZOHOD}action/protest")


def test_a_graph_beside_data_keeps_its_bases_and_is_refused_where_they_differ() -> None:
    said, actors = record(EXCHANGE), people()
    theirs = Bases(SZOHOD, {f"actor:{name}": SZOHOD for name in actors.ids()})
    assert check_bases(theirs, theirs, said, actors) == []
    ours = Bases(SZOHOD, {**theirs.others, "action:a1": KLOW})
    (told,) = check_bases(ours, theirs, said, Actors(()))
    assert told.message == (
        f"action:a1 is <{SZOHOD}action/a1>, but <{KLOW}action/a1> in the data beside it; "
        "read them one at a time, or give one of the two another id"
    )
