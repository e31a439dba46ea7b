"""Data folders: which are read, by which names, and how several join."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.paths import data_folder
from kg.read.corpus import read_corpus
from kg.read.folders import ARTICLES, KINDS, find_sources, input_digests

ACTORS = "format: 1\nactors:\n- {id: XRU, type: State, label: Ruritania}\n"
STRIKE = "format: 1\nactions: [{id: strike, type: Recall, label: Recall, actor: XRU}]\n"
ABOUT = "{id: protest, type: Protest, label: Protest, actor: XRU, about: strike}"
PROTEST = f"format: 1\nactions: [{ABOUT}]\n"


def write(folder: Path, **texts: str) -> Path:
    """A data folder; `actors="…"` is the text of its one file of actors."""
    for kind, text in texts.items():
        (folder / kind).mkdir(parents=True)
        (folder / kind / "one.yaml").write_text(text)
    return folder


def names(*folders: Path, **more: bool) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.name, each.kinds) for each in find_sources(folders, **more)]


def test_the_bundled_actors_are_always_there_and_the_rest_when_meant(tmp_path: Path) -> None:
    one = write(tmp_path / "one", actors=ACTORS)
    assert names() == names(data_folder()) == [("bundled", KINDS)]
    assert names(one) == [("bundled", ("actors",)), ("one", KINDS)]
    for found in (names(one, bundled=True), names(one, data_folder())):
        assert found == [("bundled", KINDS), ("one", KINDS)]


def test_the_bundled_events_can_be_left_out_wherever_they_are_read(tmp_path: Path) -> None:
    one = write(tmp_path / "one", actors=ACTORS)
    assert names(events=False) == names(data_folder(), events=False) == [("bundled", ARTICLES)]
    for found in (
        names(one, bundled=True, events=False), names(one, data_folder(), events=False),
    ):  # fmt: skip
        assert found == [("bundled", ARTICLES), ("one", KINDS)]
    with pytest.raises(UsageError, match="the bundled events are not read here anyway"):
        names(one, events=False)


def test_folders_of_one_name_are_numbered_and_one_named_twice_is_one(tmp_path: Path) -> None:
    one, two = (write(tmp_path / x / "data", actors=ACTORS) for x in "ab")
    mine = write(tmp_path / "bundled", actors=ACTORS)
    found = [name for name, _ in names(one, two, mine, one / ".." / "data")]
    assert found == ["bundled", "data", "data-2", "bundled-2"]


def test_one_folder_refers_to_what_the_other_declares(tmp_path: Path) -> None:
    one = write(tmp_path / "one", actors=ACTORS, actions=STRIKE)
    two = write(tmp_path / "two", actions=PROTEST.replace("XRU", "NOR"))
    assert any("'strike' is no" in str(each) for each in read_corpus(two).findings)
    for folders in ([one, two], [two, one]):
        corpus = read_corpus(folders)
        assert corpus.findings == ()
        assert [each.id for each in corpus.record.actions] == ["protest", "strike"]


def test_a_double_declaration_names_both_places(tmp_path: Path) -> None:
    one = write(tmp_path / "one", actors=ACTORS, actions=STRIKE)
    two = write(tmp_path / "two", actors=ACTORS, actions=STRIKE + "# mine\n")
    told = [str(each) for each in read_corpus([one, two]).findings]
    for kind, what in (("actions", "action 'strike'"), ("actors", "actor 'XRU'")):
        (line,) = [each for each in told if what in each]
        assert f"{one / kind}/one.yaml:" in line
        assert f"{two / kind}/one.yaml:" in line


def test_a_copy_is_told_in_one_line_and_not_read(tmp_path: Path) -> None:
    one = write(tmp_path / "one", actors=ACTORS, actions=STRIKE)
    (one / "actions" / "two.yml").write_text(STRIKE)
    corpus = read_corpus(one)
    assert [str(each) for each in corpus.findings] == [
        f"{one}/actions/two.yml: is a copy of {one}/actions/one.yaml; remove one"
    ]
    assert [each.id for each in corpus.record.actions] == ["strike"]


def test_an_actors_file_may_be_a_copy_of_one_in_another_folder(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "actors").mkdir(parents=True)
    shutil.copy(data_folder() / "actors" / "states.yaml", own / "actors")
    assert read_corpus(own).findings == ()


@pytest.mark.parametrize(
    "name",
    [".#one.yaml", "._one.yaml", "~$one.yaml", "#one.yaml#", "one.yaml~", ".one.yaml.swp",
     ".DS_Store", "Thumbs.db", "desktop.ini", "._t.csv", "~$t.xlsx"],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["actions", "events"])
def test_side_files_of_editors_and_systems_are_passed_over_in_silence(
    name: str, kind: str, tmp_path: Path
) -> None:
    one = write(tmp_path / "one", actors=ACTORS, actions=STRIKE)
    (one / kind).mkdir(exist_ok=True)
    (one / kind / name).write_bytes(b"\0\5\26\7\377")
    corpus = read_corpus(one)
    assert (corpus.findings, corpus.unreadable) == ((), ())
    assert f"one/{kind}/{name}" not in corpus.inputs


def test_a_lock_that_points_nowhere_is_passed_over(tmp_path: Path) -> None:
    one = write(tmp_path / "one", actors=ACTORS, actions=STRIKE)
    (one / "actions" / ".#one.yaml").symlink_to("anna@desk.123")
    assert read_corpus(one).unreadable == ()


def test_a_link_that_points_nowhere_is_told_by_its_own_name(tmp_path: Path) -> None:
    one = write(tmp_path / "one", actors=ACTORS)
    (one / "actions").mkdir()
    (one / "actions" / "a.yaml").symlink_to("nowhere")
    assert [str(each) for each in read_corpus(one).unreadable] == [
        f"{one}/actions/a.yaml: cannot be read: No such file or directory"
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="needs names of files that are any bytes")
@pytest.mark.parametrize(("kind", "suffix"), [("actions", "yaml"), ("events", "csv")])
def test_a_name_that_is_not_utf8_is_refused_in_a_line_that_can_be_printed(
    kind: str, suffix: str, tmp_path: Path
) -> None:
    one = write(tmp_path / "one", actors=ACTORS)
    (one / kind).mkdir()
    os.close(os.open(os.fsencode(one / kind) + b"/t\xff." + suffix.encode(), os.O_CREAT))
    corpus = read_corpus(one)
    assert [str(each) for each in corpus.unreadable] == [
        f"{one}/{kind}/t\\udcff.{suffix}: has a name that is not UTF-8; rename the file"
    ]
    assert not any("t" in Path(each).stem for each in corpus.inputs if kind in each)


def test_files_of_one_name_are_two_inputs(tmp_path: Path) -> None:
    one = write(tmp_path / "one", actors=ACTORS)
    two = write(tmp_path / "two", actors=ACTORS.replace("XRU", "XBO"))
    (one / "actors" / "one.yaml").rename(one / "actors" / "states.yaml")
    inputs = read_corpus([one, two]).inputs
    assert {"bundled/actors/states.yaml", "one/actors/states.yaml", "two/actors/one.yaml"} <= set(
        inputs
    )
    assert input_digests(find_sources([one, two])) == inputs


def test_the_bundled_articles_can_be_referred_to(tmp_path: Path) -> None:
    text = PROTEST.replace("about: strike", "about: skripal-poisoning-2018")
    mine = write(tmp_path / "mine", actors=ACTORS, actions=text)
    assert [each.severity for each in read_corpus(mine).findings] == ["error"]
    corpus = read_corpus(mine, bundled=True)
    assert corpus.findings == ()
    assert (len(corpus.record.articles), "protest" in {x.id for x in corpus.record.actions}) == (
        5, True,
    )  # fmt: skip


def test_two_tables_of_one_name_are_a_finding(tmp_path: Path) -> None:
    header = "id,date,actor,type,source\n"
    for name in "ab":
        folder = write(tmp_path / name, actors=ACTORS.replace("XRU", f"X{name.upper()}A"))
        (folder / "events").mkdir()
        row = f"{name},2031-03-01,X{name.upper()}A,Recall,wire\n"
        (folder / "events" / "t.csv").write_text(header + row)
    one, two = tmp_path / "a", tmp_path / "b"
    (told,) = read_corpus([one, two]).findings
    assert str(told).startswith(f"{two}/events/t.csv: has the name of {one}/")


def test_each_folder_has_to_be_laid_out_like_data(tmp_path: Path) -> None:
    one = write(tmp_path / "one", actors=ACTORS)
    with pytest.raises(UsageError, match="none: has no articles/"):
        read_corpus([one, tmp_path / "none"])
