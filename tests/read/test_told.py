"""What one file tells is read once, for the same bytes, name, actors and program."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.cache import CACHE, Cache
from kg.read import told
from kg.read.corpus import Corpus, read_corpus

RIVALS = Path(__file__).parents[1] / "fixtures" / "rival-states"
ARTICLES = ("strelsau-courier-2031-04-10.yaml", "szohod-times-2031-05-03.yaml")


@pytest.fixture
def rivals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the fixture with the cache of a former build."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(RIVALS, tmp_path / "mydata")
    read(tmp_path / "mydata")
    return tmp_path / "mydata"


def read(folder: Path, *files: Path) -> Corpus:
    cache = Cache(folder / CACHE)
    corpus = read_corpus(folder, files, alone=bool(files), drafts=bool(files), cache=cache)
    cache.save(folder)
    return corpus


@pytest.fixture
def parsed(rivals: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are parsed from now on, the package's actors apart."""
    names: list[str] = []
    parse = told.parse_document

    def counted(data: bytes, name: str, *, is_json: bool = False) -> object:
        if "mydata" in name:
            names.append(Path(name).name)
        return parse(data, name, is_json=is_json)

    monkeypatch.setattr(told, "parse_document", counted)
    return names


ACTORS = "rival-states.yaml"


def test_a_file_that_has_not_changed_is_not_parsed_again(rivals: Path, parsed: list[str]) -> None:
    assert read(rivals).record == read_corpus(rivals).record
    assert parsed.count(ACTORS) == 2
    assert [parsed.count(each) for each in ARTICLES] == [1, 1]


def test_the_packages_own_files_are_parsed_once_and_a_changed_one_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names: list[str] = []
    parse = told.parse_document
    monkeypatch.setattr(
        told, "parse_document", lambda *x, **y: names.append(x[1]) or parse(*x, **y)
    )
    (first, *_) = read_corpus(events=False).sources
    own = [str(path) for path in sorted((first.folder / "actors").iterdir())]
    names.clear()
    read_corpus(events=False)
    assert names == []
    text = Path(own[0]).read_bytes()
    changed = {own[0]: text.replace(b"label: ", b"label: New ", 1)}
    before, after = (read_corpus(events=False, contents=each).actors for each in (None, changed))
    assert [Path(each).name for each in names] == [Path(own[0]).name]
    assert before.ids() == after.ids()
    assert [before[x].label for x in before.ids()] != [after[x].label for x in after.ids()]


def test_of_two_only_the_changed_one_is_parsed(rivals: Path, parsed: list[str]) -> None:
    path = rivals / "articles" / ARTICLES[1]
    path.write_text(path.read_text() + "# one more line\n")
    read(rivals)
    assert sorted(parsed) == sorted([ACTORS, ARTICLES[1]])


def test_a_renamed_file_is_read_again_for_its_places(rivals: Path, parsed: list[str]) -> None:
    path = rivals / "articles" / ARTICLES[1]
    path.rename(path.with_name("new.yaml"))
    assert any(each.place.file.endswith("new.yaml") for each in read(rivals).record.reports)
    assert sorted(parsed) == sorted([ACTORS, "new.yaml"])


def test_all_is_read_again_where_an_actor_changes(rivals: Path, parsed: list[str]) -> None:
    path = rivals / "actors" / ACTORS
    path.write_text(path.read_text().replace("XSY", "XSZ"))
    assert read(rivals).findings == read_corpus(rivals).findings != ()
    assert set(ARTICLES) < set(parsed)


def test_all_is_read_again_beside_an_unreadable_file(rivals: Path, parsed: list[str]) -> None:
    (rivals / "articles" / ARTICLES[1]).write_text("reports: [\n")
    found = read(rivals)
    assert ARTICLES[0] in parsed
    expected = read_corpus(rivals)
    assert (found.unreadable, found.findings) == (expected.unreadable, expected.findings)


def test_what_is_not_in_our_form_is_read_again(
    rivals: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    forged = {"body": [0, [0, "no article"]], "head": [1, 2]}
    monkeypatch.setattr(Cache, "body", lambda *_: forged["body"])
    assert read(rivals).record == read_corpus(rivals).record
    monkeypatch.setattr(Cache, "head", lambda *_: forged["head"])
    file = rivals / "articles" / ARTICLES[0]
    assert read(rivals, file).record == read_corpus(rivals, [file], alone=True, drafts=True).record


def test_of_files_that_hang_together_with_none_no_more_is_looked_at(
    rivals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = (
        "{format: 1, actions: [{id: alone, type: Recall, label: An envoy is called home, "
        "actor: XSY, recipient: XRU, date: 2041-05-01, dateSource: almanac}]}"
    )
    (rivals / "actions" / "alone.yaml").write_text(alone)
    read(rivals)
    bodies = []
    body = Cache.body
    monkeypatch.setattr(Cache, "body", lambda self, key: bodies.append(key) or body(self, key))
    found = read(rivals, rivals / "actions" / "alone.yaml")
    assert ([each.id for each in found.record.actions], len(bodies)) == (["alone"], 1)
