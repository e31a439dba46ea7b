"""Tables and directories of others become files of a data folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tables_made import ACTORS, GOOD, gdelt_line, headed, write

from kg.errors import EngineError, Finding, UnreadableError
from kg.importers import tabled
from kg.importers.feeds import ICEWS
from kg.importers.ledger import Ledger
from kg.importers.mapping import Renaming, read_mapping
from kg.importers.tabled import TABLES, import_tables, suggest_tables
from kg.rdf.alignments import class_of_code


def made(form: str, *paths: Path, **mapping: dict[str, str]) -> tuple[dict[str, bytes], Ledger]:
    ledger = Ledger()
    findings: list[Finding] = []
    renaming = Renaming(**mapping)  # type: ignore[arg-type]
    files = import_tables(form, paths, renaming, ACTORS, class_of_code, ledger, findings)
    assert findings == []
    return files, ledger


def test_all_files_of_a_feed_become_one_table_and_its_log(tmp_path: Path) -> None:
    paths = [write(tmp_path, f"{n}.csv", gdelt_line(event=str(n))) for n in (1, 2)]
    files, _ = made("gdelt", *paths)
    assert sorted(files) == ["events/gdelt.csv", "events/notes/gdelt.csv"]
    assert files["events/gdelt.csv"].decode().splitlines()[0] == (
        "id,date,actor,recipient,type,source,extracted_by,reviewed_by"
    )
    log = files["events/notes/gdelt.csv"].decode().splitlines()
    assert log[0] == "action,file,row,event,code,source"
    assert len(log) == 3
    assert made("gdelt", tmp_path)[0] == files


def test_of_a_feed_without_acts_nothing_is_written(tmp_path: Path) -> None:
    assert made("gdelt", write(tmp_path, "a.csv", gdelt_line(actor="")))[0] == {}


def test_a_mapping_says_which_code_is_which_class(tmp_path: Path) -> None:
    text = headed(ICEWS, GOOD["ICEWS"], {**GOOD["ICEWS"], "event": "2", "code": "040"})
    path = write(tmp_path, "a.tab", text)
    files, ledger = made("icews", path, labels={"163": "Tariff", "040": "ignore"})
    assert b",Tariff," in files["events/icews.csv"]
    assert (ledger.line(), ledger.is_short) == ("read 2, imported 1, left out 1", False)


def test_each_other_table_is_its_own_and_unknown_actors_are_drafted_once(tmp_path: Path) -> None:
    text = "actor,type\nOffice of Cheese,Recall\n"
    paths = [write(tmp_path, name, text) for name in ("My acts.csv", "b.csv")]
    files, _ = made("events", *paths)
    assert sorted(files) == ["actors/imported.yaml", "events/b.csv", "events/my-acts.csv"]
    assert files["actors/imported.yaml"].count(b"- id:") == 1
    (tmp_path / "sub").mkdir()
    with pytest.raises(UnreadableError, match=r"another file becomes events/b\.csv too"):
        made("events", *paths, write(tmp_path / "sub", "b.csv", text))


def test_actors_of_all_files_refer_to_each_other(tmp_path: Path) -> None:
    body = {
        "id": "b",
        "schema": "PublicBody",
        "properties": {"name": ["Office"], "country": ["xbo"]},
    }
    lower = {"id": "c", "schema": "PublicBody", "properties": {"name": ["Desk"], "parent": ["b"]}}
    one = write(
        tmp_path, "a.ftm.json", json.dumps(lower) + "\n\n" + json.dumps(lower | {"id": "d"})
    )
    other = write(tmp_path, "b.json", json.dumps([body], indent=1))
    item = write(tmp_path, "Q1.json", json.dumps(
        {"entities": {"Q2": {"id": "Q2", "labels": {"en": {"value": "Ada Oat"}}, "claims": {
            "P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}]}}}}))  # fmt: skip
    files, _ = made("actors", one, other, item)
    (text,) = files.values()
    assert list(files) == ["actors/a.yaml"]
    assert text.decode().count("partOf: office") == 2
    assert "label: Ada Oat" in text.decode()


@pytest.mark.parametrize(
    "text", ["", "[", "{}", "nonsense", "3", '{"a": 1}\n{"b"', "[" * 100_000, '{"id": NaN}\n']
)
def test_actors_that_are_none_are_refused_in_one_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        made("actors", write(tmp_path, "a.json", text))
    assert len(caught.value.lines) == 1


def suggested(form: str, path: Path) -> list[str]:
    text = suggest_tables(form, [path], lambda _: None, class_of_code)
    mapping = path.with_name("mapping.toml")
    mapping.write_text(text, "utf-8")
    read_mapping(mapping)  # as it stands
    return [line for line in text.splitlines() if " = " in line]


def test_a_mapping_for_a_table_of_events_names_its_columns(tmp_path: Path) -> None:
    assert '"Initiator" = "actor"' in "".join(
        suggested("events", write(tmp_path, "a.csv", "Initiator,What\n"))
    )


def test_a_mapping_for_a_feed_names_the_codes_that_it_has(tmp_path: Path) -> None:
    header = "Event ID\tEvent Date\tSource Country\tTarget Country\tCAMEO Code\n"
    row = "{}\t2031-03-05\tRussia\tFrance\t{}\n"
    rows = "".join(row.format(n, code) for n, code in enumerate(("161", "120", "161", "")))
    assert suggested("icews", write(tmp_path, "a.tab", header + rows)) == [
        f'"161" = "{class_of_code("CAMEO", "161")}"  # 2',
        '# "120" = "ignore"  # 1: no match found',
    ]


def test_a_mapping_for_a_directory_names_what_its_entities_are(tmp_path: Path) -> None:
    entities = "".join(
        f'{{"id": "{n}", "schema": "{schema}", "properties": {{}}}}\n'
        for n, schema in enumerate(("PublicBody", "Vessel", "PublicBody", "Occupancy"))
    )
    assert suggested("actors", write(tmp_path, "a.json", entities)) == [
        '"PublicBody" = "GovernmentBody"  # 2',
        '# "Vessel" = "ignore"  # 1: no match found',
    ]
    claim = {"mainsnak": {"snaktype": "value", "datavalue": {"value": {"id": "Q99"}}}}
    item = json.dumps({"id": "Q1", "claims": {"P31": [claim]}})
    assert suggested("actors", write(tmp_path, "b.json", item)) == [
        '# "Q99" = "ignore"  # 1: no match found'
    ]


@pytest.mark.parametrize("form", [each for each in TABLES if each not in ("events", "phoenix")])
def test_a_mapping_is_not_suggested_for_what_cannot_be_read(form: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        suggested(form, write(tmp_path, "a.csv", "3\n"))


def test_directories_of_others_are_read_in_a_process_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "a.json", '{"schema": "Person", "properties": {}}')
    monkeypatch.setattr(tabled, "read_entities", lambda *_: os._exit(3))
    with pytest.raises(EngineError, match=r"a\.json: crashed its parser"):
        made("actors", path)


def test_entities_of_a_list_are_told_apart(tmp_path: Path) -> None:
    entity = {"schema": "Vessel", "id": "v", "properties": {}}
    _, ledger = made("actors", write(tmp_path, "a.json", json.dumps([entity, entity])))
    assert [str(item.place).rpartition(":")[2] for item, _ in ledger.left] == ["[0]", "[1]"]


def test_a_document_whose_entities_are_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="is not an item of Wikidata"):
        made("actors", write(tmp_path, "a.json", '{"entities": [{"id": "Q1"}]}'))
