"""INCEpTION's CAS: any layer's spans, features, slots and relations, whose offsets are UTF-16."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cassis
import pytest
from cas_made import DKPRO, Cas, type_system
from marks_made import TEXT, Made

from kg.errors import Place, UnreadableError, UsageError
from kg.importers.apart import read_apart
from kg.importers.inception import read_inception
from kg.importers.ledger import Ledger
from kg.importers.mapping import Renaming
from kg.importers.marks import Document, File
from kg.importers.offsets import find_places
from kg.importers.sources import read_sources

ENTITY = DKPRO + "ner.type.NamedEntity"
SYSTEM = File("x.zip:TypeSystem.xml", type_system())


def made(**more: Any) -> Cas:
    """Two acts, one of which answers the other, and a name behind a letter of two units."""
    cas = Cas(**more)
    cas.tokens()
    who = cas.mark(ENTITY, "Borduria", value="State")
    act = cas.mark("custom.Act", "expelled", value="Expulsion", quantity="3",
                   status="carriedOut", roles=cas.slots(actor=who))  # fmt: skip
    ban = cas.mark("custom.Act", "banned", value="TradeRestriction")
    cas.mark("custom.Link", "banned", Governor=str(act), Dependent=str(ban), relation="retaliation")
    cas.mark(ENTITY, "water", value="Thing")
    return cas


def read(*files: File, **options: Any) -> tuple[list[Document], Ledger]:
    ledger = Ledger()
    return list(read_inception(files, ledger, **options)), ledger


def as_xmi(cas: Cas, name: str = "x.zip:klow.xmi") -> File:
    return File(name, cas.xmi())


def as_json(cas: Cas) -> File:
    system = cassis.load_typesystem(io.BytesIO(SYSTEM.data))
    loaded = cassis.load_cas_from_xmi(io.BytesIO(cas.xmi()), typesystem=system)
    return File("klow.json", loaded.to_json().encode())


@pytest.mark.parametrize("form", ["xmi", "json"])
def test_spans_features_slots_and_relations_of_any_layer(form: str) -> None:
    files = [as_xmi(made()), SYSTEM] if form == "xmi" else [as_json(made())]
    ((document,), ledger) = read(*files)
    assert (document.name, document.text) == ("klow-1.txt", TEXT)
    marks = {each.label: each for each in document.marks}
    assert list(marks) == ["State", "Expulsion", "TradeRestriction", "Link", "Thing"]
    act, link = marks["Expulsion"], marks["Link"]
    assert {(each.name, each.text) for each in act.values} == {
        ("status", "carriedOut"), ("quantity", "3"),
    }  # fmt: skip
    assert [(tie.role, tie.to) for tie in act.ties] == [("actor", marks["State"].id)]
    assert [tie.to for tie in link.ties] == [act.id, marks["TradeRestriction"].id]
    assert (link.spans, [each.text for each in link.values]) == ((), ["retaliation"])
    assert act.annotated_by == ("anna",)
    places = find_places(document, TEXT, ledger)
    assert TEXT[slice(*places[marks["Thing"].id][0])] == "water"  # behind a letter of two units
    assert {kind: each["read"] for kind, each in ledger.report()["kinds"].items()} == {
        "details": 1, "tokens": len(TEXT.split()), "spans": 4, "features": 3, "slots": 1,
        "relations": 1,
    }  # fmt: skip


def test_what_the_tool_keeps_for_itself_is_counted_and_not_missed() -> None:
    (_, ledger) = read(as_xmi(made()), SYSTEM)
    left = {
        item.kind
        for item, why in ledger.left
        if "the whole document" in why or "is not needed" in why
    }
    assert left == {"details", "tokens"}
    cas = Cas()
    cas.tokens()
    (_, ledger) = read(as_xmi(cas), SYSTEM)
    assert not ledger.is_short


def test_a_mapping_says_which_feature_is_the_class() -> None:
    layers = {"custom.A_Event": {"a_Type": "uima.cas.String"}}
    cas = Cas()
    cas.mark("custom.A_Event", "expelled", a_Type="Expelling")
    ((document,), ledger) = read(as_xmi(cas), File("x.zip:ts.xml", type_system(layers)))
    work = Made()
    work.ledger, work.marks = ledger, list(document.marks)
    renaming = Renaming({"Expelling": "Expulsion"}, {"a_Type": "class"})
    work.article(renaming)
    assert set(work.left.values()) == {
        "describes the whole document", "nothing says who acts; name the actor in the source",
    }  # fmt: skip


@pytest.mark.parametrize(("by", "holds"), [(0, True), (1, False)])
def test_without_tokens_over_the_text_a_place_is_proved_by_whole_words(
    by: int, holds: bool
) -> None:
    cas = Cas()
    at = TEXT.index("expelled") + by
    cas.add(ENTITY, at, at + 8, value="Expulsion")
    ((document,), ledger) = read(as_xmi(cas), SYSTEM)
    assert bool(find_places(document, TEXT, ledger)) == holds


def test_a_mark_without_words_is_left_out() -> None:
    cas = Cas()
    cas.add(ENTITY, 5, 5, value="Expulsion")
    ((document,), ledger) = read(as_xmi(cas), SYSTEM)
    assert document.marks == []
    assert "has no words in the text" in {why for _, why in ledger.left}


ODD = [None, True, -1, "x", [[1]], {"%ID": {}}]


def nodes(value: Any) -> Iterator[Any]:
    """Every table and list within a value, itself first."""
    if isinstance(value, dict | list):
        yield value
        for each in value.values() if isinstance(value, dict) else value:
            yield from nodes(each)


@pytest.mark.parametrize("odd", ODD, ids=ascii)
def test_odd_values_are_refused_or_left_out_and_never_break(odd: Any) -> None:
    cas = Cas(TEXT[:40])
    name = cas.mark(ENTITY, "Borduria", value="State")
    cas.mark("custom.Act", "expels", value="Expulsion", roles=cas.slots(actor=name), quantity="3")
    data = as_json(cas).data
    tried = refused = 0
    for number in range(len(list(nodes(json.loads(data))))):
        changed = json.loads(data)
        held = list(nodes(changed))[number]
        keys = list(held) if isinstance(held, dict) else range(len(held))
        if "%RANGE" in keys or "%SUPER_TYPE" in keys:
            keys = []  # what types are is tried apart
        for key in keys:
            before = held[key]
            held[key] = odd
            tried += 1
            try:
                list(read_inception([File("klow.json", json.dumps(changed).encode())], Ledger()))
            except UnreadableError:
                refused += 1
            held[key] = before
    assert tried > 40
    assert refused < tried


def test_it_is_read_in_a_limited_process_too() -> None:
    ledger, here = Ledger(), Ledger()
    before, _ = (each.read("spans", Place("a"), "before") for each in (ledger, here))
    files = [as_xmi(made()), SYSTEM]
    apart = read_apart(read_inception, files, ledger, "inception")
    assert apart == list(read_inception(files, here))
    assert ledger.left[0][0] == before


def test_a_new_program_reads_it_too(tmp_path: Path) -> None:
    """Whose limited process finds only what was imported for it."""
    (tmp_path / "x.xmi").write_bytes(made().xmi())
    (tmp_path / "TypeSystem.xml").write_bytes(SYSTEM.data)
    (tmp_path / "y.json").write_bytes(as_json(made(title="other")).data)
    words = [sys.executable, "-m", "kg", "import", "inception", tmp_path, "-o", tmp_path / "data"]
    ran = subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path)
    ledger = Ledger()
    list(read_inception(read_sources([tmp_path]), ledger))
    read_all = ledger.line().partition(",")[0]
    assert (ran.returncode, ran.stderr.splitlines()[-1].partition(",")[0]) == (1, read_all)


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return buffer.getvalue()


def project(tmp_path: Path, *who: str, folder: str = "annotation") -> Path:
    """A project's export, where each annotator's CAS is a zip within the zip."""
    held = {
        f"{folder if each != 'CURATION_USER' else 'curation'}/klow.txt/{each}.zip": zipped(
            cas_dot_xmi=made(title="", who="").xmi(), TypeSystem_dot_xml=SYSTEM.data
        )
        for each in who
    }
    path = tmp_path / "project.zip"
    path.write_bytes(zipped(exported_dot_json=b"{}", **held))
    return path


def test_a_project_has_a_document_of_several_people(tmp_path: Path) -> None:
    files = read_sources([project(tmp_path, "INITIAL_CAS", "anna", "boris")])
    with pytest.raises(UsageError, match=r"klow\.txt: is annotated by anna, boris; name one with"):
        read(*files)
    ((document,), ledger) = read(*files, annotator="boris")
    assert (document.name, document.marks[0].annotated_by) == ("klow.txt", ("boris",))
    assert "another annotator was asked for" in {why for _, why in ledger.left}
    documents, _ = read(*files, everyone=True)
    assert len(documents) == 3


def test_what_was_curated_counts_before_what_each_annotated(tmp_path: Path) -> None:
    files = read_sources([project(tmp_path, "anna", "boris", "CURATION_USER")])
    ((document,), _) = read(*files)
    assert document.marks[0].annotated_by == ("INCEpTION curator",)


def test_a_document_that_two_files_have_of_one_person_comes_in_once() -> None:
    files = [as_xmi(made()), SYSTEM, as_json(made()), as_json(made(text=TEXT + "More.\n"))]
    documents, ledger = read(*files)
    assert [(each.name, each.text == TEXT) for each in documents] == [
        ("klow-1.txt", True), ("klow-1.txt", False),
    ]  # fmt: skip
    repeats = [item.kind for item, why in ledger.left if why.startswith("repeats the document")]
    assert sorted(repeats) == ["features"] * 3 + ["relations", "slots"] + ["spans"] * 4


def test_an_address_of_an_annotator_is_dropped_and_counted() -> None:
    ((document,), ledger) = read(as_xmi(made(who="anna@example.org")), SYSTEM)
    assert document.marks[0].annotated_by == ()
    assert ledger.report()["kinds"]["addresses"]["leftOut"] == 1


def test_real_exports_are_read_whole_and_every_place_proves(shared: Path) -> None:
    ledger = Ledger()
    files = read_sources([shared / "corpora/inception"])
    first, smileys = read_inception(files, ledger)
    assert (len(first.text or ""), len(smileys.text or "")) == (17_316, 836)
    assert (len(first.marks), len(smileys.marks)) == (315, 5)
    for document in (first, smileys):
        assert document.text is not None
        assert len(find_places(document, document.text, Ledger())) == len(document.marks)
        assert all(each.words for each in document.marks)  # tokens cover the text: units proved
    kinds = {kind: each["read"] for kind, each in ledger.report()["kinds"].items()}
    assert (kinds["spans"], kinds["tokens"], kinds["sentences"]) == (320, 3346 + 148, 28 + 3)


def test_either_type_system_beside_a_file_loads_it(shared: Path) -> None:
    folder = shared / "corpora/inception"
    for name in ("important_dkpro_types.xml", "inception_typesystem.xml"):
        files = [
            File(each, (folder / each).read_bytes()) for each in ("cas_with_smileys.xmi", name)
        ]
        ((document,), _) = read(*files)
        assert len(document.marks) == 5


def test_a_real_export_of_webanno_has_events_with_roles(shared: Path) -> None:
    (path,) = (shared / "corpora/uima-xmi").rglob("*.zip")
    ((document,), ledger) = read(*read_sources([path]))
    assert ledger.report()["kinds"]["slots"]["read"] == 32
    events = [each for each in document.marks if each.label == "A_Event"]
    assert len(events) == 11
    assert {"a_Type"} <= {value.name for each in events for value in each.values}


def test_an_annotator_whom_nobody_knows_is_refused(tmp_path: Path) -> None:
    files = read_sources([project(tmp_path, "anna", "boris")])
    with pytest.raises(UsageError, match="nobody here is called 'carl'; there are anna, boris"):
        read(*files, annotator="carl")


def test_a_number_that_nobody_gave_is_none() -> None:
    cas = Cas()
    at = TEXT.index("expelled")
    cas.add("custom.Act", at, at + 8, value="Expulsion", status="ordered", quantity="0")
    ((document,), _) = read(as_xmi(cas), SYSTEM)
    assert [(each.name, each.text) for each in document.marks[0].values] == [("status", "ordered")]
