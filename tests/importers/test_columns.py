"""A table of anybody's columns becomes rows of events by a mapping, and nothing is guessed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from tables_made import ACTORS, read_events, reasons, write

from kg.errors import Finding, UnreadableError
from kg.importers.native import write_events
from kg.read.events import read_events as read_own
from kg.read.rows import read_table

COLUMNS = {"Day": "date", "By": "actor", "Against": "recipient", "What": "type", "Code": "cameo",
           "Mode": "plover", "Notes": "ignore", "How many": "quantity"}  # fmt: skip
LABELS = {"PNG": "PersonaNonGrataDeclaration", "Rumour": "ignore"}
HEAD = "Day,By,Against,What,Code,Mode,How many\n"


def test_columns_and_values_are_renamed_and_what_is_lacking_is_made(tmp_path: Path) -> None:
    path = write(tmp_path, "my acts.csv", HEAD + "13 March 2031,Borduria,Syldavia,PNG,,,3\n")
    rows, ledger, _ = read_events(path, columns=COLUMNS, labels=LABELS)
    assert rows == [
        {
            "id": "2031-03-13-xbo-xsy-personanongratadeclaration",
            "date": "2031-03-13",
            "actor": "XBO",
            "recipient": "XSY",
            "type": "PersonaNonGrataDeclaration",
            "quantity": "3",
            "source": "my acts.csv, row 2",
        }
    ]
    assert ledger.line() == "read 8, imported 8, left out 0"


def test_our_own_columns_need_no_mapping(tmp_path: Path) -> None:
    text = (
        "id,date,actor,recipient,type,source,responds_to,status\n"
        "a1,2031-03,Borduria;Ruritania,XSY,Expulsion,Klow Wire,,ordered\n"
        "a2,20310402,Syldavia,borduria,Recall,Klow Wire,a1,\n"
    )
    rows, ledger, _ = read_events(write(tmp_path, "x.csv", text))
    assert [row["id"] for row in rows] == ["a1", "a2"]
    assert (rows[0]["actor"], rows[0]["date"], rows[0]["status"]) == (
        "XBO;XRU",
        "2031-03",
        "ordered",
    )
    assert (rows[1]["date"], rows[1]["responds_to"]) == ("2031-04-02", "a1")
    assert not ledger.is_short


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ("PNG,161,", "PersonaNonGrataDeclaration"),  # words go before codes
        (",163,", "Sanctions"),
        (",016,", "Denial"),
        (",,SANCTION-expel", "Expulsion"),
        (",NA,SANCTION", "DiplomaticMeasure"),
        ("strange,1711,", "Seizure"),
    ],
)
def test_a_class_comes_of_words_or_of_codes(tmp_path: Path, cells: str, kind: str) -> None:
    path = write(tmp_path, "x.csv", f"{HEAD}2031-03-13,XBO,XSY,{cells},\n")
    rows, _, _ = read_events(path, columns=COLUMNS, labels=LABELS)
    assert [row["type"] for row in rows] == [kind]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("2031-13-14,XBO,XSY,PNG,,,", "date: '2031-13-14' is not"),
        ("03/04/2031,XBO,XSY,PNG,,,", "date: '03/04/2031' may be 2031-03-04 or 2031-04-03"),
        ("2031-03-14,---,XSY,PNG,,,", "actor: nothing says who acts"),
        ("2031-03-14,None,XSY,PNG,,,", "actor: nothing says who acts"),
        ("2031-03-14,Korea,XSY,PNG,,,", "actor: 'Korea' may be"),
        (
            "2031-03-14,XBO,XSY,Feast,,,",
            "type 'Feast' is not a class of action; name its class under",
        ),
        ("2031-03-14,XBO,XSY,,172,,", "cameo '172' is not a class of action"),
        ("2031-03-14,XBO,XSY,,,,", "type: nothing says what was done; name a class of action"),
        ("2031-03-14,XBO,XSY,PNG,,,about 20", "quantity: 'about 20' is not a whole number"),
        ("2031-03-14,XBO,XSY", "has a different number of cells"),
        ("2031-03-14,XBO,XSY,PNG,,,-1", "quantity: '-1' is not a whole number"),
    ],
)
def test_a_row_that_cannot_be_read_is_left_out_with_its_column(
    tmp_path: Path, cells: str, said: str
) -> None:
    path = write(tmp_path, "x.csv", f"{HEAD}2031-03-13,XBO,XSY,PNG,,,\n{cells}\n,,,,,,\n")
    rows, ledger, names = read_events(path, columns=COLUMNS, labels=LABELS)
    assert len(rows) == 1
    ((item, why),) = ledger.left
    assert why.startswith(said)
    assert item.place.line == 3
    assert names.drafts == []


def test_who_is_unknown_is_drafted_but_not_for_a_row_that_is_left_out(tmp_path: Path) -> None:
    text = HEAD + "2031-03-13,Ministry of Cheese,XSY,PNG,,,\n2031-99,Cheese Guild,XSY,PNG,,,\n"
    rows, _, names = read_events(write(tmp_path, "x.csv", text), columns=COLUMNS, labels=LABELS)
    assert [row["actor"] for row in rows] == ["ministry-of-cheese"]
    assert [each["id"] for each in names.drafts] == [["ministry-of-cheese"]]


def test_a_row_of_a_type_that_the_mapping_ignores_is_not_missed(tmp_path: Path) -> None:
    path = write(tmp_path, "x.csv", HEAD + "2031-03-13,XBO,XSY,Rumour,,,\n")
    rows, ledger, _ = read_events(path, columns=COLUMNS, labels=LABELS)
    assert (rows, ledger.is_short) == ([], False)
    assert ledger.line() == "read 8, imported 7, left out 1"


def test_columns_nobody_named_are_told_and_ignored_ones_are_not(tmp_path: Path) -> None:
    text = "Notes,Weather," + HEAD + "n,w,2031-03-13,XBO,XSY,PNG,,,\n"
    _, ledger, _ = read_events(write(tmp_path, "x.csv", text), columns=COLUMNS, labels=LABELS)
    assert [item.what for item, _ in ledger.left] == ["Notes", "Weather"]
    assert len(ledger.findings()) == 1


def test_what_stands_in_all_rows_and_values_of_ours(tmp_path: Path) -> None:
    path = write(tmp_path, "x.csv", "By,Against,What,Stage\nBOR,SYL,PNG,done\nBOR,SYL,PNG,said\n")
    rows, _, _ = read_events(
        path,
        columns={**COLUMNS, "Stage": "status"},
        labels=LABELS,
        values={"actor": {"BOR": "Borduria"}, "recipient": {"SYL": "Syldavia"},
                "status": {"said": "announced", "done": "carriedOut"}},
        fixed={"source": "Klow 2031", "extracted_by": "reader 1, 2031-04-01"},
    )  # fmt: skip
    assert [row["id"] for row in rows] == [
        "xbo-xsy-personanongratadeclaration",
        "xbo-xsy-personanongratadeclaration-2",
    ]
    assert {row["source"] for row in rows} == {"Klow 2031"}
    assert [row["status"] for row in rows] == ["carriedOut", "announced"]
    assert b"reviewed_by" in write_events(rows)


def test_an_id_stays_or_is_told_in_the_source_and_no_two_rows_share_one(tmp_path: Path) -> None:
    text = "id,actor,type,source\nEV 1/2,XBO,Recall,Klow\nEV 1/2,XBO,Recall,Klow\nb,XBO,Recall,K\n"
    rows, ledger, _ = read_events(write(tmp_path, "x.csv", text))
    assert [(row["id"], row["source"]) for row in rows] == [
        ("ev-1-2", "Klow (id EV 1/2)"),
        ("b", "K"),
    ]
    assert reasons(ledger) == [
        "repeats the id of an earlier row; give it an id of its own if it is another act"
    ]


def test_columns_of_several_values_join(tmp_path: Path) -> None:
    text = "actor,With,type\nXBO,XRU,Recall\nXBO,,Recall\n"
    rows, _, _ = read_events(write(tmp_path, "x.csv", text), columns={"With": "actor"})
    assert [row["actor"] for row in rows] == ["XBO;XRU", "XBO"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("When,Who\n1,2\n", 'has no column for actor and type; .* "THEIR NAME" = "actor"'),
        ("", "is empty; the first line names the columns"),
        ("actor,type,date,Day\n", "two columns are 'date'"),
    ],
)
def test_a_table_that_says_too_little_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        read_events(write(tmp_path, "x.csv", text), columns=COLUMNS)


def test_a_mail_address_goes_and_the_row_stays(tmp_path: Path) -> None:
    text = "actor,type,source\nXBO,Recall,Klow m.n@klow.example\n"
    rows, ledger, _ = read_events(write(tmp_path, "x.csv", text))
    assert [row["source"] for row in rows] == ["Klow"]
    assert [item.kind for item, _ in ledger.left] == ["addresses"]


def test_a_workbook_is_read_alike(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["Day", "By", "Against", "What", "Code"], ["2031-03-13", "XBO", "XSY", "PNG"],
                ["2031-03-14", "XBO", "XSY", None, "016"]):  # fmt: skip
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    rows, _, _ = read_events(tmp_path / "x.xlsx", columns=COLUMNS, labels=LABELS)
    assert [row["type"] for row in rows] == ["PersonaNonGrataDeclaration", "Denial"]


def test_what_is_written_is_a_table_of_ours_without_a_finding(tmp_path: Path) -> None:
    text = HEAD + "2031-03-13,XBO,XSY,PNG,,,3\n2031,XSY,XBO,,016,,\n,XSY,,Recall,,,\n"
    rows, _, _ = read_events(write(tmp_path, "x.csv", text), columns=COLUMNS, labels=LABELS)
    findings: list[Finding] = []
    account = read_own(
        read_table(io.BytesIO(write_events(rows)), "x.csv"), "x.csv", ACTORS, findings
    )
    assert findings == []
    assert len(account.actions) == 3
    assert not any(each.provenance.is_draft for each in account.reports)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("persons,,,,", "unit has no number"),
        (",Sanctions of 2031,,,", "case_label has no case"),
        (",,reply,,", "relation is given without responds_to"),
        (",,,stated,a", "a stated link is a party's own word"),
    ],
)
def test_what_columns_say_together_is_judged_by_the_reader_of_our_tables(
    tmp_path: Path, cells: str, said: str
) -> None:
    text = "id,actor,type,source,unit,case_label,relation,basis,responds_to\n"
    text += "a,XBO,Recall,K,,,,,\n" + f"b,Cheese Guild,Recall,K,{cells}\n"
    rows, ledger, names = read_events(write(tmp_path, "x.csv", text))
    assert [row["id"] for row in rows] == ["a"]
    (why,) = reasons(ledger)
    assert why.startswith(said)
    assert names.drafts == []


def test_what_answers_a_row_that_is_left_out_answers_nothing(tmp_path: Path) -> None:
    text = (
        "id,actor,type,source,responds_to,relation,claimed_by\n"
        "a,XBO,Feast,K,,,\nb,XSY,Recall,K,a,reply,XSY\nc,XSY,Recall,K,a;b;elsewhere,,\n"
    )
    rows, ledger, _ = read_events(write(tmp_path, "x.csv", text))
    assert rows[0] == {"id": "b", "actor": "XSY", "type": "Recall", "source": "K"}
    assert rows[1]["responds_to"] == "b;elsewhere"
    assert reasons(ledger)[:2] == ["the act that it answers is left out"] * 2
    assert ledger.line() == "read 12, imported 9, left out 3"


def test_an_answer_to_a_row_that_the_mapping_ignores_is_not_missed(tmp_path: Path) -> None:
    text = "id,actor,type,responds_to,relation,basis,stance\na,XBO,Rumour,,,,\n"
    text += "b,XSY,Recall,a,retaliation,reported,asserts\n"
    rows, ledger, _ = read_events(write(tmp_path, "a.csv", text), labels=LABELS)
    assert ["responds_to" in each for each in rows] == [False]
    assert not ledger.is_short
