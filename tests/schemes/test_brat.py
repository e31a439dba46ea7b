"""What a person makes in brat with our settings is imported without a mapping."""

from __future__ import annotations

import re
from pathlib import Path

from imported_whole import TEXT, assert_told, at, imported

from kg.importers.mapping import FIELDS, LABELS, ROLES
from kg.schemes.brat import scheme_brat

FILES = {name: data.decode() for name, data in scheme_brat().items()}
PARTS = {
    part.partition("]")[0]: [
        line for line in part.splitlines()[1:] if line and not line.startswith("#")
    ]
    for part in FILES["annotation.conf"].split("[")[1:]
    if "]" in part.splitlines()[0]
}


def test_every_name_of_the_settings_is_one_that_is_imported() -> None:
    assert list(PARTS) == ["entities", "relations", "events", "attributes"]
    relations = [line.split("\t")[0] for line in PARTS["relations"]]
    assert set(relations) - {"<OVERLAP>", "Equiv"} <= set(LABELS)
    for line in PARTS["events"]:
        name, _, roles = line.partition("\t")
        assert name in LABELS
        assert set(re.findall(r"(\w+)\*:", roles)) <= ROLES
    for line in PARTS["attributes"]:
        name, _, rest = line.partition("\t")
        kind = FIELDS[name].kind
        assert not isinstance(kind, tuple)
        for value in rest.partition("Value:")[2].split("|"):
            kind.parse(value)
    assert set(PARTS["entities"]) <= set(LABELS)


def test_every_label_has_its_meaning_beside_it() -> None:
    lines = FILES["annotation.conf"].splitlines()
    for number, line in enumerate(lines):
        if line and line[0] not in "[<#" and "Value:" not in line:
            assert lines[number - 1].startswith("# "), line
    assert "- `Expulsion`: " in FILES["guidelines.md"]


def span(name: str, label: str, words: str) -> str:
    start, end = at(words)
    return f"{name}\t{label} {start} {end}\t{words}\n"


def test_what_a_person_makes_is_imported_whole(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    for name, data in scheme_brat().items():
        (project / name).write_bytes(data)
    (project / "klow.txt").write_bytes(TEXT.encode())
    (project / "klow.ann").write_text(
        span("T1", "State", "Bulgaria") + span("T2", "State", "Belgian")
        + span("T3", "Expulsion", "ordered three Belgian envoys to leave")
        + "E1\tExpulsion:T3 actor:T1 recipient:T2\n"
        + "A1\tstatus E1 ordered\nA2\tstance E1 asserts\n"
        + "#1\tAnnotatorNotes E1\tquantity: 3; unit: persons\n"
        + span("T4", "State", "Belgium") + span("T5", "TradeRestriction", "had banned")
        + span("T6", "Actor", "Bulgarian")
        + "E2\tTradeRestriction:T5 actor:T4 recipient:T6\nA3\tstatus E2 carriedOut\n"
        + "R1\tretaliation Arg1:E1 Arg2:E2\n"
        + span("T7", "NoAct", "Nobody spoke of water")
        + "E3\tNoAct:T7\n#2\tAnnotatorNotes E3\treason: it tells of no act\n"
        + span("T8", "Boilerplate", "Read more on our pages")
        + "E4\tBoilerplate:T8\nA4\tkind E4 promotion\n",
        "utf-8",
    )  # fmt: skip
    article, said = imported(tmp_path, "brat", project)
    assert_told(article)
    assert "  quantity: 3\n  unit: persons\n" in article
    assert "0 errors, 0 warnings" in said
