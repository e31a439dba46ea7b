"""Feeds of coded events become rows of events, with nothing lost and every row in the log."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from tables_made import ACTORS, GOOD, gdelt_line, headed, read_feed, reasons, write

from kg.errors import UnreadableError
from kg.importers.coded import TORN, TWICE, UNTOLD, read_coded
from kg.importers.feeds import (
    ACLED,
    GDELT,
    ICEWS,
    NO_CLASS,
    NO_DAY,
    NO_SIDE,
    NOT_STATE,
    ONE_STATE,
    PHOENIX,
    POLECAT,
    Feed,
)
from kg.importers.ledger import Ledger
from kg.importers.native import write_events
from kg.importers.streams import find_streams
from kg.read.events import read_events
from kg.read.rows import read_table

FOLDED = "repeats an act with its day, sides and code; see events/notes"


def test_a_row_of_gdelt_is_a_draft_of_an_act_with_its_code(tmp_path: Path) -> None:
    coded, ledger = read_feed("gdelt", [write(tmp_path, "a.export.CSV", gdelt_line())])
    assert coded.rows() == [
        {
            "id": "2031-03-05-xbo-xsy-163",
            "date": "2031-03-05",
            "actor": "XBO",
            "recipient": "XSY",
            "type": "Sanctions",
            "source": "https://klow.example/1; GDELT event 501 (CAMEO 163, 4 mentions in 1 row)",
            "extracted_by": "GDELT, 2031-03-06",
        }
    ]
    assert coded.log == [
        ("2031-03-05-xbo-xsy-163", "a.export.CSV", "1", "501", "163", "https://klow.example/1")
    ]
    assert ledger.line() == "read 1, imported 1, left out 0"


@pytest.mark.parametrize("layout", ["export", "old", "newer"])
def test_all_layouts_of_gdelt_are_read(tmp_path: Path, layout: str) -> None:
    coded, _ = read_feed("gdelt", [write(tmp_path, "a.csv", gdelt_line(layout))])
    (row,) = coded.rows()
    assert (row["id"], row["extracted_by"]) == ("2031-03-05-xbo-xsy-163", "GDELT, 2031-03-06")


def test_gdelt_with_a_header_between_commas_and_a_column_more(tmp_path: Path) -> None:
    text = headed(GDELT, GOOD["GDELT"], mark=",").lower().replace("xbo", "XBO")
    text = text.replace("xsy", "XSY").replace("163", '"163"')
    coded, _ = read_feed("gdelt", [write(tmp_path, "a.csv", text)])
    assert [row["type"] for row in coded.rows()] == ["Sanctions"]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"date": ""}, NO_DAY),
        ({"date": "20310230"}, NO_DAY),
        ({"actor": ""}, NO_SIDE),
        ({"recipient": "NA"}, NO_SIDE),
        ({"actor": "WST"}, NOT_STATE),
        ({"actor": "RS"}, NOT_STATE),  # FIPS
        ({"recipient": "XBO"}, ONE_STATE),
        ({"code": "172"}, NO_CLASS),
        ({"code": ""}, NO_CLASS),
        ({"code": "16x"}, NO_CLASS),
        ({"code": "---"}, NO_CLASS),
    ],
)
def test_a_row_that_is_no_act_is_left_out_with_the_first_reason(
    tmp_path: Path, cells: dict[str, str], why: str
) -> None:
    text = gdelt_line() + gdelt_line(event="502", **cells)
    coded, ledger = read_feed("gdelt", [write(tmp_path, "a.csv", text)])
    assert len(coded.acts) == len(coded.log) == 1
    assert [(str(item.place)[-8:], reason) for item, reason in ledger.left] == [
        ("csv:2:1", why)
    ] or (reasons(ledger) == [why])


@pytest.mark.parametrize(
    ("code", "kind"), [("016", "Denial"), ("16", "DiplomaticMeasure"), ("161", "DiplomaticMeasure")]
)
def test_codes_keep_their_zeros_and_stay_as_broad_as_they_are(
    tmp_path: Path, code: str, kind: str
) -> None:
    coded, _ = read_feed("gdelt", [write(tmp_path, "a.csv", gdelt_line(code=code))])
    (row,) = coded.rows()
    assert row["type"] == kind
    assert row["id"].endswith(f"-{code}")
    assert f"(CAMEO {code}, " in row["source"]


def test_rows_of_one_act_are_one_and_the_log_names_each(tmp_path: Path) -> None:
    one = write(tmp_path, "a.csv", gdelt_line() + gdelt_line(event="502", mentions="2"))
    other = write(
        tmp_path, "b.csv", gdelt_line(event="500", source="https://aa.example/", added="20310305")
    )
    coded, ledger = read_feed("gdelt", [one, other])
    (row,) = coded.rows()
    assert row["source"] == (  # the first in order of letters, so that files come in any order
        "https://aa.example/; GDELT event 500 (CAMEO 163, 10 mentions in 3 rows)"
    )
    assert row["extracted_by"] == "GDELT, 2031-03-05"
    assert [line[1:4] for line in coded.log] == [
        ("a.csv", "1", "501"),
        ("a.csv", "2", "502"),
        ("b.csv", "1", "500"),
    ]
    assert {line[0] for line in coded.log} == {row["id"]}
    assert reasons(ledger) == [FOLDED] * 2
    assert coded.rows() == read_feed("gdelt", [other, one])[0].rows()


def test_a_file_read_twice_adds_nothing(tmp_path: Path) -> None:
    text = gdelt_line()
    paths = [write(tmp_path, name, text) for name in ("a.csv", "b.csv")]
    coded, ledger = read_feed("gdelt", paths)
    assert "4 mentions in 1 row)" in coded.rows()[0]["source"]
    assert reasons(ledger) == [TWICE]


def test_one_event_id_with_two_days_is_two_acts(tmp_path: Path) -> None:
    good = GOOD["ICEWS"]
    text = headed(ICEWS, good, good, {**good, "date": "2031-03-06"})
    coded, ledger = read_feed("icews", [write(tmp_path, "a.tab", text)])
    assert [row["date"] for row in coded.rows()] == ["2031-03-05", "2031-03-06"]
    assert reasons(ledger) == [TWICE]


def test_quotes_between_tabs_are_letters(tmp_path: Path) -> None:
    text = headed(ICEWS, {**GOOD["ICEWS"], "source": 'The "Klow Wire'}, GOOD["ICEWS"])
    coded, _ = read_feed("icews", [write(tmp_path, "a.tab", text)])
    assert len(coded.log) == 1
    assert coded.rows()[0]["source"].startswith('The "Klow Wire; ICEWS event 701')


def test_polecat_has_40_columns_an_event_with_its_mode_and_lists(tmp_path: Path) -> None:
    good = GOOD["POLECAT"]
    rows = [
        good,
        {**good, "event": "p-2", "mode": "None"},
        {**good, "event": "p-3", "actor": "XBO; XRU", "code": "THREATEN", "mode": ""},
        {**good, "event": "p-4", "actor": "None"},
        {**good, "event": "p-5", "code": "SUPPORT", "mode": ""},
        {**good, "event": "p-6", "actor": "XBO; Elbonia"},
    ]
    coded, ledger = read_feed("polecat", [write(tmp_path, "ngec.txt", headed(POLECAT, *rows))])
    assert [(row["id"], row["type"], row["actor"]) for row in coded.rows()] == [
        ("2031-03-05-xbo-xsy-sanction", "DiplomaticMeasure", "XBO"),
        ("2031-03-05-xbo-xsy-sanction-expel", "Expulsion", "XBO"),
        ("2031-03-05-xbo_xru-xsy-threaten", "Threat", "XBO;XRU"),
    ]
    assert coded.rows()[1]["extracted_by"] == "POLECAT NGEC 2, 2031-03-07"
    assert "(PLOVER SANCTION-expel, 1 mention in 1 row)" in coded.rows()[1]["source"]
    assert reasons(ledger) == [NO_SIDE, NO_CLASS, NOT_STATE]


def test_acled_is_coded_by_people_and_tells_of_forces(tmp_path: Path) -> None:
    good = GOOD["ACLED"]
    rows = [
        good,
        {**good, "mode": "Arrests", "code": "Strategic developments", "date": "2031-03-06"},
        {**good, "recipient": "Civilians (Syldavia)"},
        {**good, "code": "Protests", "mode": "Peaceful protest"},
        {**good, "event": "BOR13", "precision": "2"},  # some day of its week
    ]
    coded, ledger = read_feed("acled", [write(tmp_path, "a.csv", headed(ACLED, *rows, mark=","))])
    assert [(row["type"], row["extracted_by"]) for row in coded.rows()] == [
        ("Attack", ""),
        ("Detention", ""),
    ]
    assert coded.rows()[0]["source"].startswith("Klow Wire; Zileheroum Post; ACLED event BOR12")
    assert reasons(ledger) == [NOT_STATE, NO_CLASS, NO_DAY]


PETRARCH = "20310305\tXBOGOV\tXSY\t163\t\tKW31_4;KW31_5\thttps://klow.example/1\tKW\n"


def test_petrarch_and_phoenix_have_no_header_and_dashes_for_what_is_missing(tmp_path: Path) -> None:
    phoenix = ["7_v0.2.0", "2031-03-06", "2031", "03", "06", "XBOGOV", "XBO", "GOV", "", "XSY"]
    phoenix += ["XSY", "", "", "163", "16", "4", "-8.0", *[""] * 7, "https://klow.example/2", "KW"]
    assert len(phoenix) == 26
    paths = [
        write(tmp_path, "a.txt", PETRARCH + PETRARCH.replace("XSY", "---")),
        write(tmp_path, "b.txt", "\t".join(phoenix) + "\n"),
    ]
    coded, ledger = read_feed("phoenix", paths)
    assert [row["source"] for row in coded.rows()] == [
        "https://klow.example/1; PETRARCH event KW31_4;KW31_5 (CAMEO 163, 1 mention in 1 row)",
        "https://klow.example/2; Phoenix event 7_v0.2.0 (CAMEO 163, 1 mention in 1 row)",
    ]
    assert reasons(ledger) == [NO_SIDE]


def mention(event: str, source: str) -> str:
    cells = [event, "20310305000000", "20310305101500", "1", "klow.example", source, "4", "-1",
             "996", "988", "1", "100", "2579", "0.8", "srclc:ara;eng:GT-ARA 1.0", ""]  # fmt: skip
    return "\t".join(cells) + "\n"


def test_mentions_are_logged_with_the_act_of_their_event(tmp_path: Path) -> None:
    text = mention("501", "https://klow.example/9") + mention("900", "https://klow.example/8")
    early = write(tmp_path, "a.mentions.CSV", text)
    late = write(tmp_path, "b.export.CSV", gdelt_line())
    coded, ledger = read_feed("gdelt", [early, late])
    assert coded.log[0] == (
        "2031-03-05-xbo-xsy-163", "a.mentions.CSV", "1", "501", "163", "https://klow.example/9",
    )  # fmt: skip
    assert reasons(ledger) == [UNTOLD]
    kinds = ledger.report()["kinds"]
    assert kinds["mentions"] == {"read": 2, "imported": 1, "leftOut": 1}
    assert kinds["rows"] == {"read": 1, "imported": 1, "leftOut": 0}


def test_a_torn_row_is_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    text = gdelt_line() + "502\t20310305\n\n" + gdelt_line(event="503", code="112")
    coded, ledger = read_feed("gdelt", [write(tmp_path, "a.csv", text)])
    assert len(coded.acts) == 2
    assert reasons(ledger) == [TORN]


def test_a_byte_that_is_not_utf_8_becomes_a_sign_of_it(tmp_path: Path) -> None:
    text = headed(ICEWS, {**GOOD["ICEWS"], "source": "Klow é"}).encode("latin-1")
    coded, _ = read_feed("icews", [write(tmp_path, "a.tab", text)])
    assert coded.rows()[0]["source"].startswith("Klow \ufffd; ICEWS")


@pytest.mark.parametrize("form", ["gdelt", "icews", "acled", "polecat", "phoenix"])
@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "<html>no</html>\n", "501\t20310305\n"])
def test_what_is_none_of_these_is_refused_in_one_line(tmp_path: Path, form: str, text: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_feed(form, [write(tmp_path, "a.csv", text)])
    (line,) = caught.value.lines
    assert "a.csv" in line
    assert ("is not" if text else "is empty") in line


def test_what_is_written_is_a_table_of_ours_without_a_finding(tmp_path: Path) -> None:
    text = gdelt_line(source="=cmd()") + gdelt_line(event="502", code="112", source="x\x1b[31m")
    text += gdelt_line(event="503", code="111", source="https://klow.example/\u202e")
    text += gdelt_line(event="504", code="114", source="https://klow.example/a@klow.example")
    text += gdelt_line(event="m.n@klow.example", code="010", source="x" * 30_000)
    coded, ledger = read_feed("gdelt", [write(tmp_path, "a.csv", text)])
    assert ledger.report()["kinds"]["addresses"]["leftOut"] == 1
    table = io.BytesIO(write_events(coded.rows()))
    findings: list[object] = []
    account = read_events(read_table(table, "gdelt.csv"), "gdelt.csv", ACTORS, findings)  # type: ignore[arg-type]
    assert findings == []
    assert [each.id for each in account.actions] == [row["id"] for row in coded.rows()]
    assert all(each.provenance.is_draft for each in account.reports)


@pytest.mark.parametrize(
    ("form", "place", "rows", "acts"),
    [
        ("gdelt", "gdelt/20161013151500.export.CSV", 3566, 449),
        ("icews", "icews/events.2018.sample.tab", 3705, 1560),
        ("gdelt", "gdelt/mentionssamp.csv", 1635, 0),
        ("gdelt", "gdelt/gdelt1/june2011.csv", 5274, None),
    ],
)
def test_real_files_add_up(
    form: str, place: str, rows: int, acts: int | None, shared: Path
) -> None:
    coded, ledger = read_feed(form, [shared / "corpora" / place])
    told = ledger.report()
    (counts,) = told["kinds"].values()
    assert counts["read"] == rows == counts["imported"] + counts["leftOut"]
    assert counts["imported"] == len(coded.acts)
    folded = reasons(ledger).count(FOLDED)
    assert acts is None or len(coded.acts) + folded == acts == len(coded.log)


def test_the_invalid_records_of_petrarch_are_refused(shared: Path) -> None:
    path = shared / "corpora/phoenix-petrarch/PETR2_GSR_validation.xml"
    with pytest.raises(UnreadableError, match=r"xml:69:3: is not well-formed XML: mismatched tag"):
        read_feed("phoenix", [path])


def test_feeds_say_what_they_need() -> None:
    for feed in (GDELT, ICEWS, POLECAT, ACLED):
        assert isinstance(feed, Feed)
        assert set(feed.needed) <= set(feed.columns)


def test_the_log_is_a_table(tmp_path: Path) -> None:
    coded, _ = read_feed("gdelt", [write(tmp_path, "a.csv", gdelt_line())])
    text = io.StringIO()
    csv.writer(text).writerows(coded.log)
    assert text.getvalue().count("\n") == 1


def test_an_act_that_two_feeds_of_a_format_code_is_one(tmp_path: Path) -> None:
    plain = "20310305\tXBO\tXSYGOV\t163\t[1]\tp1\tKlow Wire\n"
    row = {**GOOD["ICEWS"], "actor": "XBO", "recipient": "XSY", "source": "https://klow.example/"}
    paths = [
        write(tmp_path, "a.txt", plain),
        write(tmp_path, "b.txt", headed(PHOENIX, row)),
    ]
    coded, ledger = read_feed("phoenix", paths)
    assert [each["source"].rpartition("(")[2] for each in coded.rows()] == [
        "CAMEO 163, 2 mentions in 2 rows)"
    ]
    assert [line[3] for line in coded.log] == ["p1", "701"]
    assert ledger.line() == "read 2, imported 1, left out 1"
    assert reasons(ledger) == [FOLDED]


def test_a_mention_of_an_event_that_the_mapping_ignores_is_not_missed(tmp_path: Path) -> None:
    export = write(tmp_path, "a.export.CSV", gdelt_line(code="040"))
    mention = write(tmp_path, "a.mentions.CSV", "\t".join(["501", *"x" * 15]) + "\n")
    ledger = Ledger()
    coded = read_coded(
        "gdelt",
        [stream for path in (mention, export) for stream in find_streams(path)],
        ACTORS,
        lambda *_: "ignore",
        ledger,
    )
    assert coded.acts == {}
    assert ledger.line() == "read 2, imported 0, left out 2"
    assert not ledger.is_short
