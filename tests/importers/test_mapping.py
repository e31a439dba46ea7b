"""A mapping renames labels, attributes and values; names of ours need none."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import FindingsError, UnreadableError
from kg.importers.mapping import FIELDS, LIMIT, Renaming, read_mapping


def write(folder: Path, text: str) -> Path:
    path = folder / "map.toml"
    path.write_text(text, "utf-8")
    return path


def test_names_of_ours_need_no_mapping_and_others_mean_nothing() -> None:
    plain = Renaming()
    assert plain.label("Expulsion") == "Expulsion"
    assert plain.label("Person") == "Person"
    assert plain.label("retaliation") == "retaliation"
    assert plain.label("EXPEL") is None
    assert plain.attribute("stance") == "stance"
    assert plain.attribute("Mode") is None
    assert plain.role("actor") == "actor"
    assert plain.role("recipient2") == "recipient"
    assert plain.role("Agent") is None
    assert plain.value("stance", "denies") == "denies"


def test_a_mapping_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '[labels]\nEXPEL = "Expulsion"\nAgent = "actor"\nNoise = "ignore"\n'
        '[attributes]\nMode = "status"\nTime = "ignore"\n[values.status]\npledged = "planned"\n',
    )
    read = read_mapping(path)
    assert (read.label("EXPEL"), read.label("Noise"), read.role("Agent3")) == (
        "Expulsion",
        "ignore",
        "actor",
    )
    assert (read.attribute("Mode"), read.attribute("Time")) == ("status", "ignore")
    assert read.value("status", "pledged") == "planned"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[labels]\nEXPEL = "Expulson"\n',
            "labels.EXPEL: 'Expulson' is not a name of ours; did you mean 'Expulsion'?",
        ),
        ('[attributes]\nMode = "state"\n', "attributes.Mode: 'state' is not a name of ours"),
        ("[values.mode]\nx = 'y'\n", "values.mode: is not a field of ours"),
        ("[label]\nx = 'y'\n", "'label' is not a table here; did you mean 'labels'?"),
        ("labels = 3\n", "labels is not a table"),
        ("[labels]\nx = 3\n", "labels.x: '3' is not a name of ours"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_ours_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(FindingsError) as caught:
        read_mapping(write(tmp_path, text))
    assert said in str(caught.value)


def test_a_finding_stands_at_the_line_of_its_key(tmp_path: Path) -> None:
    text = '[labels]\nGO = "Recall"\nEXPEL = "Expulson"\n[values.status]\nx = "y"\n[values.mode]\n'
    with pytest.raises(FindingsError) as caught:
        read_mapping(write(tmp_path, text))
    places = [(each.place.line, each.place.column) for each in caught.value.findings]
    assert places == [(3, 1), (6, 2)]


@pytest.mark.parametrize("text", ["x =", "x = 1" + "0" * 5000, "x = " + "[" * 9000 + "]" * 9000])
def test_what_is_not_toml_is_refused_in_a_line(tmp_path: Path, text: str) -> None:
    with pytest.raises((UnreadableError, FindingsError)) as caught:
        read_mapping(write(tmp_path, text))
    assert len(caught.value.lines) == 1


def test_a_huge_mapping_is_refused_with_the_number(tmp_path: Path) -> None:
    path = write(tmp_path, "# " + "x" * LIMIT)
    with pytest.raises(UnreadableError, match=r"is larger than 1,000,000 bytes"):
        read_mapping(path)


def test_an_acts_own_field_is_called_by_its_name_unless_a_report_has_one_of_that_name() -> None:
    assert {"label", "case", "about", "caseLabel", "actionActor", "actor", "action"} <= set(FIELDS)
    assert "actionLabel" not in FIELDS


def test_a_mapping_of_a_table_has_columns_values_and_what_stands_in_all_rows(
    tmp_path: Path,
) -> None:
    read = read_mapping(
        write(
            tmp_path,
            '[columns]\nDay = "date"\nCode = "cameo"\nNotes = "ignore"\n'
            '[values.actor]\nBOR = "XBO"\n[fixed]\nsource = "Klow 2031"\n',
        )
    )
    names = ("Day", "Code", "Notes", "actor", "plover", "When")
    assert [read.column(each) for each in names] == [
        "date", "cameo", "ignore", "actor", "plover", None,
    ]  # fmt: skip
    assert read.value("actor", "BOR") == "XBO"
    assert read.fixed == {"source": "Klow 2031"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[columns]\nDay = "day"\n', "columns.Day: 'day' is not a name of ours"),
        ("[fixed]\nsource = 3\n", "fixed.source: is not a column of ours with a text"),
        ('[fixed]\nlable = "x"\n', "fixed.lable: .* did you mean 'label'"),
        ("columns = 3\n", "columns is not a table"),
    ],
)
def test_columns_that_are_none_of_ours_are_told(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(FindingsError, match=said):
        read_mapping(write(tmp_path, text))
