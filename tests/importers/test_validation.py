"""The validation records of PETRARCH are rows where they are XML, and refused where not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tables_made import read_feed, reasons, write

from kg.errors import UnreadableError
from kg.importers.feeds import NO_SIDE
from kg.importers.streams import find_streams
from kg.importers.validation import is_xml, read_validation

GOOD = """<?xml version='1.0' encoding='utf-8'?>
<Validation>
<Sentences>
<Sentence category="KW" date="20310305" id="KW1_4" evaluate="true">
<EventCoding eventcode="042" sourcecode="XBOGOV" targetcode="XSY" />
<EventCoding eventcode="163" sourcecode="---" targetcode="XSY" />
<Text>Words of the sentence.</Text>
</Sentence>
<Sentence category="KW" date="20310306" id="KW1_5"><EventCoding noevents="True"/></Sentence>
</Sentences>
</Validation>
"""


def test_each_coding_is_a_row_at_its_line_and_no_word_is_taken(tmp_path: Path) -> None:
    coded, ledger = read_feed("phoenix", [write(tmp_path, "a.xml", GOOD)])
    (row,) = coded.rows()
    assert row["id"] == "2031-03-05-xbo-xsy-042"
    assert row["source"] == "PETRARCH event KW1_4 (CAMEO 042, 1 mention in 1 row)"
    assert [line[2] for line in coded.log] == ["5"]
    assert reasons(ledger) == [NO_SIDE]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("</Text>", ""), "is not well-formed XML: mismatched tag"),
        (GOOD.replace("<Validation>", "<!DOCTYPE x><Validation>"), "declares a document type"),
        (GOOD.replace("Validation>", "Events>"), "is not a file of validation records"),
        ("<?xml version='1.0' encoding='klow'?><a/>", "unknown encoding"),
        (GOOD.replace("Words", "&klow;"), "undefined entity"),
        ("<", "is not well-formed XML"),
    ],
)
def test_other_xml_is_refused_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    (stream,) = find_streams(write(tmp_path, "a.xml", text))
    assert is_xml(stream)
    with pytest.raises(UnreadableError, match=said) as caught:
        read_validation(stream)
    assert len(caught.value.lines) == 1


def test_depth_costs_nothing(tmp_path: Path) -> None:
    deep = GOOD.replace("Words", "<a>" * 200_000 + "</a>" * 200_000)
    (stream,) = find_streams(write(tmp_path, "a.xml", deep))
    _, rows = read_validation(stream)
    assert len(list(rows)) == 2
