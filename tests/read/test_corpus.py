"""A folder laid out like data/ -> one corpus."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.check import check_files
from kg.errors import FindingsError, UnreadableError, UsageError
from kg.files import digest
from kg.infer.built import Built
from kg.read.corpus import read_corpus, read_directory
from kg.read.folders import home_of, shown

ARTICLE = f"""\
format: 1
article: {{id: gazette-1, title: "Leaving", publisher: gazette, published: 2031-03-02,
  textDigest: {"ab" * 32}, textLength: 100}}
actions: [{{id: xru-expels, type: Expulsion, label: "Envoys leave", actor: XRU, recipient: NOR}}]
reports: [{{action: xru-expels, span: [0, 9], stance: asserts, status: ordered}}]
"""
ACTORS = """\
format: 1
actors:
- {id: XRU, type: State, label: Ruritania}
- {id: gazette, type: NewsOrganization, label: Gazette}
"""
ACTIONS = "format: 1\nactions: [{id: xbo-answers, type: Recall, label: Recall, actor: XRU}]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one file of each kind."""
    for kind, text in (("actors", ACTORS), ("actions", ACTIONS), ("articles", ARTICLE)):
        (tmp_path / "data" / kind).mkdir(parents=True)
        (tmp_path / "data" / kind / "one.yaml").write_text(text)
    return tmp_path / "data"


def lines(findings) -> list[str]:
    return [str(each) for each in findings]


def test_the_bundled_folder_has_no_finding(whole: Built):
    corpus = whole.corpus
    assert (lines(corpus.findings), lines(corpus.unreadable)) == ([], [])
    assert len(corpus.record.articles) == 5


def test_a_folder_is_read_with_the_bundled_actors(folder: Path):
    corpus = read_corpus(folder)
    assert (lines(corpus.findings), lines(corpus.unreadable)) == ([], [])
    assert [each.id for each in corpus.record.actions] == ["xbo-answers", "xru-expels"]
    assert [each.id for each in corpus.record.articles] == ["gazette-1"]
    assert (corpus.actors["XRU"].label, "UN" in corpus.actors) == ("Ruritania", True)


def test_the_inputs_are_named_by_folder_and_kind_with_their_digests(folder: Path):
    inputs = read_corpus(folder).inputs
    assert inputs["data/articles/one.yaml"] == digest(ARTICLE.encode())
    assert inputs["data/actions/one.yaml"] == digest(ACTIONS.encode())
    assert {"data/actors/one.yaml", "bundled/actors/states.yaml"} <= set(inputs)
    assert not [each for each in inputs if "/articles/" in each and "one" not in each]


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".YAML"])
def test_other_suffixes_of_yaml_and_nothing_else_are_read(folder: Path, suffix: str):
    (folder / "articles/one.yaml").rename(folder / f"articles/one{suffix}")
    (folder / "articles/README.md").write_text("not: [data")
    corpus = read_corpus(folder)
    assert len(corpus.record.articles) == 1
    assert corpus.unreadable == ()


def test_a_file_of_another_kind_beside_the_data_is_told_and_not_read(folder: Path):
    (folder / "events").mkdir(exist_ok=True)
    (folder / "events/e.tsv").write_text("id\tdate\n")
    (folder / "events/README.md").write_text("notes")
    (told,) = [each for each in read_corpus(folder).findings if "e.tsv" in str(each)]
    assert (told.severity, told.message) == ("warning", "is not read; events are .csv or .xlsx")


def test_files_that_cannot_be_read_are_told_beside_the_findings_on_others(folder: Path):
    (folder / "articles/bad.yaml").write_text("a: 1\na: 2\n")
    (folder / "articles/later.yaml").write_text("format: 2\n")
    (folder / "articles/list.yaml").write_text("format: [1]\n")
    (folder / "actions/odd.yaml").write_text("format: 1\nactoins: []\n")
    corpus = read_corpus(folder)
    assert lines(corpus.unreadable) == [
        f"{folder}/articles/bad.yaml:2:1: repeats the key 'a'; keep one",
        f"{folder}/articles/later.yaml:1:9: format: '2' is not known here; "
        "this program reads format 1",
        f"{folder}/articles/list.yaml:1:9: format: a list or mapping is not known here; "
        "this program reads format 1",
    ]
    assert lines(corpus.findings) == [
        f"{folder}/actions/odd.yaml:2:1: 'actoins' is not a key here; did you mean 'actions'?"
    ]
    assert "data/articles/bad.yaml" not in corpus.inputs


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux's /proc")
def test_a_file_that_opens_and_cannot_be_read_is_told(folder: Path):
    (folder / "articles/bad.yaml").symlink_to("/proc/self/mem")
    told = f"{folder}/articles/bad.yaml: cannot be read: Input/output error"
    assert lines(read_corpus(folder).unreadable) == [told]


def test_a_circle_of_links_is_told(folder: Path):
    circle = folder / "articles/circle.yaml"
    circle.symlink_to(circle)
    for corpus in (read_corpus(folder), read_corpus(folder, [circle])):
        assert lines(corpus.unreadable) == [
            f"{circle}: cannot be read: Too many levels of symbolic links"
        ]


def test_a_folder_without_the_folders_of_data_is_told(tmp_path: Path):
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(
            UsageError, match=r"has no articles/, actions/, events/ or actors/ folder"
        ):
            read_corpus(path)


def test_a_file_takes_the_place_of_the_one_of_its_name_and_kind(folder: Path, tmp_path: Path):
    (tmp_path / "articles").mkdir()
    newer = tmp_path / "articles/one.yaml"
    newer.write_text(ARTICLE.replace("Envoys leave", "Envoys go"))
    corpus = read_corpus(folder, [newer])
    assert lines(corpus.findings) == []
    assert [each.label for each in corpus.record.actions] == ["Recall", "Envoys go"]
    assert corpus.actors["XRU"].label == "Ruritania"


def test_a_file_that_is_named_twice_is_read_once(folder: Path):
    path = folder / "articles/one.yaml"
    again = folder / "actors/../articles/one.yaml"
    assert lines(read_corpus(folder, [path, again, path]).findings) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [(ARTICLE, (1, 2)), (ACTORS, (0, 1)), (ACTIONS.replace("xbo", "xsy"), (0, 2))],
)
def test_a_file_outside_any_folder_is_known_by_its_keys(folder, tmp_path, text, count):
    (folder / "articles/one.yaml").unlink()
    loose = tmp_path / "loose.yaml"
    loose.write_text(text)
    corpus = read_corpus(folder, [loose])
    assert lines(corpus.findings) == [
        f"{loose}:3:3: actor 'XRU' is declared at {folder}/actors/one.yaml:3:3 too; keep one "
        "declaration",
        f"{loose}:4:3: actor 'gazette' is declared at {folder}/actors/one.yaml:4:3 too; keep one "
        "declaration",
    ] * (text == ACTORS)
    assert (len(corpus.record.articles), len(corpus.record.actions)) == count
    assert corpus.inputs["loose.yaml"] == digest(text.encode())


def test_the_names_and_order_of_the_files_change_nothing_but_their_places(folder: Path):
    def facts(corpus):
        record = corpus.record
        return (
            [(each.id, each.values, each.material) for each in record.actions],
            [each.iri for each in record.reports],
        )

    (folder / "articles/two.yaml").write_text(
        ARTICLE.replace("gazette-1", "gazette-2").replace("xru-expels, type", "xru-2, type")
    )
    before = facts(read_corpus(folder))
    (folder / "articles/one.yaml").rename(folder / "articles/zzz.yaml")
    assert facts(read_corpus(folder)) == before


def test_messages_call_a_file_by_its_way_from_here(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "data/one.yaml") == "data/one.yaml"
    assert shown(Path("data/../one.yaml")) == "one.yaml"
    assert shown(Path("/elsewhere/one.yaml")) == "/elsewhere/one.yaml"


def test_a_file_belongs_to_the_data_folder_it_lies_in(folder: Path):
    assert home_of(folder / "articles/one.yaml") == Path(os.path.realpath(folder))
    assert home_of(folder / "one.yaml") is None


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "articles").mkdir()

    def refuse(folder: Path):  # root, who runs CI, may read everything
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "iterdir", refuse)
    told = [str(each) for each in read_corpus(tmp_path).unreadable]
    assert f"{tmp_path / 'articles'}: cannot be read as a folder: Permission denied" in told


def test_a_file_in_place_of_a_folder_is_told(tmp_path: Path):
    (tmp_path / "actors").mkdir()
    (tmp_path / "articles").write_text("x")
    (found,) = read_corpus(tmp_path).unreadable
    assert str(found).endswith("articles: cannot be read as a folder: Not a directory")


def test_a_pipe_in_place_of_a_file_is_told_and_not_waited_for(tmp_path: Path):
    for kind, name in (("articles", "a.yaml"), ("events", "a.csv")):
        (tmp_path / kind).mkdir()
        os.mkfifo(tmp_path / kind / name)
    found = read_corpus(tmp_path).unreadable
    assert [str(each).rsplit(": ", 1)[1] for each in found] == [
        "is not a regular file; use one in its place"
    ] * 2


def test_a_folder_that_is_nearly_named_right_is_warned_of(tmp_path: Path):
    (tmp_path / "actors").mkdir()
    (tmp_path / "article").mkdir()
    (found,) = read_corpus(tmp_path).findings
    assert (found.severity, "did you mean 'articles'" in str(found)) == ("warning", True)


def test_an_unknown_actor_is_told_once_at_its_own_place(folder: Path):
    article = folder / "articles" / "one.yaml"
    text = ARTICLE.replace("recipient: NOR", "recipient: [NOR, XRV]").replace(
        "status: ordered", "status: ordered, attributedTo: [XRU,\n  nobody]"
    )
    article.write_text(text)
    findings, _ = check_files([folder])
    assert [str(each).partition("; ")[0].partition(" (kg")[0] for each in findings] == [
        f"{article}:4:97: recipient: 'XRV' is not an actor",
        f"{article}:6:3: attributedTo: 'nobody' is not an actor",
    ]


def test_an_action_whose_only_actor_is_unknown_is_told_once(folder: Path):
    article = folder / "articles" / "one.yaml"
    article.write_text(ARTICLE.replace("actor: XRU", "actor: XRV"))
    findings, _ = check_files([folder])
    assert [each.message.partition(" (")[0] for each in findings] == [
        "actor: 'XRV' is not an actor"
    ]


def test_the_directory_is_read_alone_and_its_problems_are_told(folder: Path):
    (folder / "articles" / "one.yaml").write_text("not: [an article")
    assert read_directory(folder)["XRU"].label == "Ruritania"
    assert "UN" in read_directory(folder)
    assert read_directory().ids() == read_corpus(events=False).actors.ids()
    (folder / "actors" / "one.yaml").write_text(ACTORS + "- {id: a, type: Sate, label: A}\n")
    with pytest.raises(FindingsError, match="'Sate'"):
        read_directory(folder)
    (folder / "actors" / "one.yaml").write_text("{")
    with pytest.raises(UnreadableError):
        read_directory(folder)


SOUND = f"""\
format: 1
article: {{id: g2, title: Two acts, publisher: gazette, published: 2031-03-04, textLength: 90,
  textDigest: {"cd" * 32}}}
actions:
- {{id: strike, type: Expulsion, label: Envoys leave, actor: XRU, recipient: NOR}}
- {{id: answer, type: Expulsion, label: Others leave, actor: NOR, recipient: XRU}}
reports:
- {{action: strike, span: [0, 9], stance: asserts, status: carriedOut, date: 2031-03-01}}
- {{action: answer, span: [10, 19], stance: asserts, status: ordered, date: 2031-03-03}}
links:
- {{response: answer, trigger: strike, relation: retaliation, basis: stated, stance: asserts,
   claimedBy: NOR, span: [20, 29]}}
"""
SPEAKER = "- {id: jose-diaz, type: Person, label: José Díaz}\n"
TO_COME = "an act to come is planned or threatened"
AFFECTED = "affected holds groups: name persons acted upon in reports.recipient"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("XRU, recipient: NOR}", "XRU, recipient: NOR, affected: jose-diaz}",
         ["5: 'jose-diaz' is a person; " + AFFECTED]),
        ("03-01}", "03-01, affected: [jose-diaz]}", ["8: 'jose-diaz' is a person; " + AFFECTED]),
        ("03-01}", "03-01, affected: NOR}",
         ["8: 'NOR' is a state; " + AFFECTED.replace("persons", "others")]),
        ("id: answer", "id: strike",
         ["6: action 'strike' is declared at FILE:5:8 too; keep one declaration"]),
        ("   claimedBy: NOR, ", "   ",
         ["11: a stated link is a party's own word: name the party in claimedBy"]),
        ("2031-03-01", "2031-04-01",
         [f"8: 2031-04-01 is after the article's day (2031-03-04); {TO_COME}"]),
        ("date: 2031-03-03", "date: 2031-02-20",
         ["11: response 'answer' (2031-02-20) ends before its trigger 'strike' begins "
          "(2031-03-01); swap them or correct a date"]),
        ("03-01}\n- {action: answer, span: [10, 19], stance: asserts, status: ordered, "
         "date: 2031-03-03}",
         "03-01, withinDay: 2}\n- {action: answer, span: [10, 19], stance: asserts, "
         "status: ordered, date: 2031-03-01, withinDay: 1}",
         ["11: response 'answer' (place 1 in 2031-03-01) comes before its trigger 'strike' "
          "(place 2); swap them or correct withinDay"]),
        ("carriedOut", "carryOut", ["8: status: 'carryOut' is not one of carriedOut, ordered, "
         "announced, planned, threatened, declined; did you mean 'carriedOut'?"]),
        ("status: carriedOut", "statsu: carriedOut",
         ["8: 'statsu' is not a key of reports; did you mean 'status'?"]),
        ("status: carriedOut, ", "",
         ["5: no report of 'strike' gives a status; a measure or hostile act needs one"]),
        ("response: answer, trigger: strike", "response: answr, trigger: strike",
         ["11: response: 'answr' is not an action; did you mean 'answer'? "
          "(declare it in one article, one row of a table or data/actions)"]),
        ("", "", []),
    ],
)  # fmt: skip
def test_one_mistake_is_told_once(folder: Path, old: str, new: str, expected: list[str]):
    """By the loader and not by the shapes as well, without what only follows from it."""
    article = folder / "articles" / "two.yaml"
    assert SOUND.count(old) == 1 or not old
    article.write_text(SOUND.replace(old, new))
    (folder / "actors" / "one.yaml").write_text(ACTORS + SPEAKER)
    findings, _ = check_files([folder])
    assert [
        f"{each.place.line}: {each.message}".replace(str(article), "FILE") for each in findings
    ] == expected


def test_an_unknown_action_is_told_where_fewer_are_declared_twice(folder: Path):
    article = folder / "articles" / "two.yaml"
    text = SOUND.replace("id: answer", "id: strike").replace("trigger: strike", "trigger: struck")
    article.write_text(text)
    (folder / "actors" / "one.yaml").write_text(ACTORS + SPEAKER)
    findings, _ = check_files([folder])
    assert [each.message.partition(" is ")[0] for each in findings] == [
        "action 'strike'", "action: 'answer'", "trigger: 'struck'"
    ]  # fmt: skip
    assert findings[1].message.endswith(" (2 times in this file)")


def test_what_is_wrong_in_a_table_that_cannot_be_read_to_its_end_is_not_told(tmp_path):
    folder = tmp_path / "events"
    folder.mkdir()
    rows = "id,date,actor,type,source\na,2031-03-01,nobody,Expulsion,Wire\nb,2031\n"
    (folder / "t.csv").write_text(rows, encoding="utf-8")
    corpus = read_corpus(tmp_path)
    assert [each.message for each in corpus.unreadable] == [
        "has 2 cells under 5 columns; check commas and quotes"
    ]
    assert [each for each in corpus.findings if each.place.line == 2] == []
    assert corpus.record.actions == ()
