"""Actions that are one event: rows and declared actions, told of the one that stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_build import ACTORS, ARTICLE, write

from kg.build import build_graph
from kg.cli import main
from kg.model.actions import Action, Record
from kg.page import page_data
from kg.read.corpus import read_corpus
from kg.read.formats import EVENT_COLUMNS
from kg.tell.index import Index
from kg.tell.records import list_disagreements

#: Columns with tests of their own, here and in test_drafts.py.
LATER = ("selection", "within_day", "disclosed", "extracted_by", "reviewed_by")
HEADER = ",".join(each.name for each in EVENT_COLUMNS if each.name not in LATER)
STRIKE = "strike,2031-03-01,XRU,Borduria,Expulsion,23,persons,,feud-2031,,wire-1,,,,,,"
ANSWER = "answer,2031-03-03,XBO,XRU,Expulsion,23,,,feud-2031,,wire-2,,strike,,,,"
MERGE = "id,action,reason\n"
EXTENT = "id,action,extent,reason\n"


def folder(tmp_path: Path, *rows: str) -> Path:
    write(tmp_path, ACTORS, "actors/a.yaml")
    return write(tmp_path, "\n".join((HEADER, *rows)) + "\n", "events/e.csv")


def merged(path: Path, *rows: str) -> list[str]:
    """What is found in a folder with these merges, without the folder's own name."""
    header = EXTENT if any(row.count(",") > 2 for row in rows) else MERGE
    write(path, header + "".join(f"{row}\n" for row in rows), "merges/m.csv")
    return [str(each).rpartition("/")[2] for each in read_corpus(path).findings]


def actions(record: Record) -> dict[str, Action]:
    return {each.id: each for each in record.actions}


def test_a_merged_row_is_a_report_of_the_articles_action(tmp_path: Path) -> None:
    path = write(
        folder(tmp_path, STRIKE.replace("strike", "row-1"), ANSWER.replace("strike", "row-1")),
        ARTICLE,
    )
    assert merged(path, "row-1,strike,the same expulsion") == []
    record = read_corpus(path).record
    assert sorted(actions(record)) == ["answer", "strike"]
    assert [each.table for each in record.reports if each.action == "strike"] == ["e.csv", None]
    assert [(each.response, each.trigger) for each in record.links] == [("answer", "strike")]


def test_rows_of_two_tables_can_be_one_event(tmp_path: Path) -> None:
    path = folder(tmp_path, STRIKE)
    write(path, f"{HEADER}\n{STRIKE.replace('strike', 'again')}\n", "events/f.csv")
    assert merged(path, "again,strike,same") == []
    (action,) = read_corpus(path).record.actions
    assert (action.id, action.values.quantity and action.values.quantity.minimum) == ("strike", 23)


def test_what_rows_tell_differently_is_listed_by_the_page_and_the_query(tmp_path: Path) -> None:
    path = folder(tmp_path, STRIKE)
    other = STRIKE.replace("strike", "again").replace(",23,", ",24,").replace("wire-1", "wire-9")
    write(path, f"{HEADER}\n{other}\n", "events/f.csv")
    assert merged(path, "again,strike,same") == []
    built = build_graph(path)
    shown = list_disagreements(built.corpus.record.reports, Index(page_data(built)))
    assert shown == [("Count", "23 persons (wire-1)"), ("Count", "24 persons (wire-9)")]
    command = ["query", "disagreements", "-i", str(path), "--format", "json"]
    listed = json.loads(CliRunner().invoke(main, command).stdout)["results"]["bindings"]
    told = [(each["topic"]["value"], each["value"]["value"], each["source"]["value"])
            for each in listed]  # fmt: skip
    assert told == [("count", "23", "wire-1"), ("count", "24", "wire-9")]


def test_a_row_can_be_a_part_of_an_action_and_stays(tmp_path: Path) -> None:
    whole = STRIKE.replace("strike,", "whole,").replace(",23,", ",60,")
    path = folder(tmp_path, whole, STRIKE, STRIKE.replace("strike", "again"), ANSWER)
    assert merged(path, "strike,whole,part,its 23", "again,strike,,same") == []
    record = read_corpus(path).record
    assert {each.id: each.part_of for each in record.actions} == {
        "answer": (), "strike": ("whole",), "whole": (),
    }  # fmt: skip
    assert [(each.response, each.trigger) for each in record.links] == [("answer", "strike")]


def test_a_part_of_what_is_merged_is_a_part_of_the_one_that_stays(tmp_path: Path) -> None:
    path = folder(tmp_path, *(STRIKE.replace("strike", name) for name in ("whole", "same", "part")))
    assert merged(path, "same,whole,same,one", "part,same,part,some of them") == []
    assert {each.id: each.part_of for each in read_corpus(path).record.actions} == {
        "part": ("whole",), "whole": (),
    }  # fmt: skip


def test_a_row_that_answers_two_rows_of_one_event_claims_it_once(tmp_path: Path) -> None:
    again = STRIKE.replace("strike", "again")
    path = folder(tmp_path, STRIKE, again, ANSWER.replace("strike", "strike;again"))
    assert [each.trigger for each in read_corpus(path).record.links] == ["again", "strike"]
    assert merged(path, "again,strike,same") == []
    assert [each.trigger for each in read_corpus(path).record.links] == ["strike"]


GAZETTE = f"""format: 1
article:
  id: gazette-2
  title: Ruritania sends home 23
  publisher: gazette
  published: 2031-03-05
  textDigest: {"ab" * 32}
  textLength: 100
cases: [{{id: feud, label: The feud}}]
actions:
- id: gazette-strike
  type: PersonaNonGrataDeclaration
  label: Ruritania sends home 23 Bordurians
  case: feud
  actor: court
  recipient: XBO
  date: 2031-03-01
  dateSource: almanac
- {{id: gazette-answer, type: Expulsion, label: Borduria answers, actor: XBO, recipient: XRU,
   partOfAction: gazette-strike}}
reports:
- {{action: gazette-strike, span: [0, 10], stance: asserts, status: carriedOut,
   quantity: 23, unit: persons}}
- {{action: gazette-answer, span: [10, 20], stance: asserts, status: carriedOut, date: 2031-03-04}}
links:
- {{response: gazette-answer, trigger: gazette-strike, relation: retaliation,
   basis: reported, stance: asserts, span: [20, 30]}}
"""
COURT = "- {id: court, type: GovernmentBody, label: The court, partOf: XRU}\n"


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A folder in which two articles declare one expulsion."""
    write(tmp_path, ACTORS + COURT, "actors/a.yaml")
    write(tmp_path, ARTICLE)
    return write(tmp_path, GAZETTE, "articles/b.yaml")


def test_an_action_of_one_article_can_be_that_of_another(two: Path) -> None:
    assert merged(two, "gazette-strike,strike,the same expulsion") == []
    record = read_corpus(two).record
    assert sorted(actions(record)) == ["gazette-answer", "strike"]
    articles = {each.article for each in record.reports if each.action == "strike"}
    assert len(articles) == 2
    assert [(x.response, x.trigger) for x in record.links] == [("gazette-answer", "strike")]
    assert actions(record)["gazette-answer"].part_of == ("strike",)
    build_graph(two)


def test_the_label_class_and_sides_of_the_one_that_stays_stay(two: Path) -> None:
    before = actions(read_corpus(two).record)["strike"]
    merged(two, "gazette-strike,strike,same")
    after = actions(read_corpus(two).record)["strike"]
    assert (after.label, after.kind, after.values.actor, after.place) == (
        before.label, before.kind, before.values.actor, before.place
    )  # fmt: skip


def test_what_only_the_merged_one_says_completes_it(two: Path) -> None:
    merged(two, "gazette-strike,strike,same")
    strike = actions(read_corpus(two).record)["strike"]
    assert (strike.case, strike.date_source, str(strike.earliest)) == (
        "feud", "almanac", "2031-03-01"
    )  # fmt: skip


def test_a_report_keeps_the_class_and_sides_that_were_declared_otherwise(two: Path) -> None:
    merged(two, "gazette-strike,strike,same")
    (told,) = [
        each
        for each in read_corpus(two).record.reports
        if (each.action, each.article) == ("strike", "gazette-2")
    ]
    assert told.described_as == "PersonaNonGrataDeclaration"
    assert (told.values.actor, told.values.recipient) == (("court",), ())


def test_the_table_says_which_of_the_two_stays(two: Path) -> None:
    assert merged(two, "strike,gazette-strike,same") == []
    assert sorted(actions(read_corpus(two).record)) == ["gazette-answer", "gazette-strike"]


def test_an_action_is_no_part_of_itself_by_another_name(two: Path) -> None:
    assert merged(two, "gazette-strike,gazette-answer,same") != []  # a link to itself
    article = GAZETTE[: GAZETTE.index("links:")]
    write(two, article, "articles/b.yaml")
    found = merged(two, "gazette-strike,gazette-answer,same")
    assert all("is this very action" not in each for each in found)
    assert actions(read_corpus(two).record)["gazette-answer"].part_of == ()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["answr,strike,same"],
         ["m.csv:2:1: id: 'answr' is not an action; did you mean 'answer'?"]),
        (["answer,strke,same"],
         ["m.csv:2:1: action: 'strke' is not an action; did you mean 'strike'?"]),
        (["answer,answer,same"], ["m.csv:2:1: merges 'answer' into itself; remove the row"]),
        (["answer,third,same", "third,strike,same"],
         ["m.csv:2:1: action: 'third' is merged into 'strike' itself; name that"]),
        (["answer,strike,same", "strike,answer,same"],
         ["m.csv:2:1: the merges go round in a circle: 'answer' into 'strike', "
          "'strike' into 'answer'; remove one"]),
        (["strike,third,same", "third,answer,same", "answer,strike,same"],
         ["m.csv:2:1: the merges go round in a circle: 'answer' into 'strike', "
          "'strike' into 'third', 'third' into 'answer'; remove one"]),
        (["answer,strike,same", "answer,third,same"],
         ["m.csv:3:1: 'answer' is already merged into 'strike'; keep one"]),
        (["answer,strike,part,some", "answer,strike,same,all"],
         ["m.csv:3:1: 'answer' is already merged into 'strike'; keep one"]),
        (["answer,answer,part,some"],
         ["m.csv:2:1: merges 'answer' into itself; remove the row"]),
        (["answer,strik,part,some"],
         ["m.csv:2:1: action: 'strik' is not an action; did you mean 'strike'?"]),
    ],
)  # fmt: skip
def test_a_wrong_merge_is_told_at_its_own_line(
    tmp_path: Path, rows: list[str], expected: list[str]
) -> None:
    answer = ANSWER.replace(",strike,", ",,")
    path = folder(tmp_path, STRIKE, answer, answer.replace("answer", "third"))
    assert [each for each in merged(path, *rows) if each.startswith("m.csv")] == expected


def test_a_merge_of_what_is_told_to_be_wrong_is_not_told_again(tmp_path: Path) -> None:
    path = folder(tmp_path, STRIKE, ANSWER.replace("Expulsion", "Expulsions"))
    (found,) = merged(path, "answer,strike,same")
    assert "type: 'Expulsions' is not" in found


def test_a_row_merged_into_an_action_of_another_class_is_told(tmp_path: Path) -> None:
    path = write(folder(tmp_path, STRIKE.replace("strike", "row-1")), ARTICLE)
    for kind, fails in (
        ("Expulsion", False),
        ("DiplomaticMeasure", False),
        ("PersonaNonGrataDeclaration", False),
        ("StaffReduction", False),
        ("Sanctions", True),
        ("Attack", True),
        ("Easing", True),
    ):
        row = STRIKE.replace("strike", "row-1").replace("Expulsion", kind)
        write(path, f"{HEADER}\n{row}\n", "events/e.csv")
        line = (
            f"m.csv:2:1: merges 'row-1' of class {kind} into 'strike', which is of class "
            "Expulsion; remove the merge, or correct one class"
        )
        assert merged(path, "row-1,strike,same") == ([line] if fails else [])


def test_two_days_from_outside_the_articles_are_not_merged(two: Path) -> None:
    dated = "recipient: XBO, date: 2031-02-28, dateSource: archive"
    for old, fails in ((dated, True), (dated.replace("02-28", "03-01"), False)):
        text = ARTICLE.replace("recipient: XBO", old, 1)
        assert text != ARTICLE
        write(two, text)
        line = (
            "m.csv:2:1: 'gazette-strike' has the date 2031-03-01 from outside the articles, and "
            "'strike' has 2031-02-28; keep one"
        )
        assert merged(two, "gazette-strike,strike,same") == ([line] if fails else [])
