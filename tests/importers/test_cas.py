"""A CAS is loaded from what is one; names in a file never become code, and no entity is read."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from cas_made import DKPRO, Cas, type_system
from marks_made import TEXT

from kg.errors import UnreadableError, UsageError
from kg.importers.cas import load_cases
from kg.importers.marks import File

ENTITY = DKPRO + "ner.type.NamedEntity"
SYSTEM = File("x.zip:TypeSystem.xml", type_system())
MADE = Cas()
MADE.mark(ENTITY, "Borduria", value="State")
XMI = File("x.zip:klow.xmi", MADE.xmi())


def load(*files: File) -> None:
    list(load_cases(files))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([File("p.zip:annotation/a.txt/anna.ser", b"\xac\xed\x00\x05")],
         "p.zip: is a project's backup, which only INCEpTION reads; export the document"),
        ([File("a.tsv", b"#FORMAT=WebAnno TSV 3.3\n")],
         "a.tsv: is WebAnno TSV, which loses relations"),
        ([File("a.json", b'{"x": 1}')], "a.json: holds no CAS"),
        ([], "the source: holds no CAS"),
        ([XMI], "x.zip:klow.xmi: has no type system; name the TypeSystem.xml"),
        ([XMI, File("x.zip:t.xml", type_system({}))],
         "x.zip:klow.xmi: cannot be read with x.zip:t.xml: Type with name"),
        ([File("x.zip:klow.xmi", b"<a"), SYSTEM], "x.zip:klow.xmi: cannot be read with"),
        ([XMI, File("x.zip:t.xml", b"<typeSystemDescription")],
         "x.zip:t.xml: is not well-formed XML"),
        ([File("a.json", b'{"%VIEWS": {}}')], "a.json: is not UIMA CAS JSON"),
        ([File("a.json", b'{"%VIEWS": ' + b"[" * 100_000)], "a.json: is nested too deeply"),
        ([File("a.json", b'{"%VIEWS"')], "a.json:1:10: is not JSON"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_remedy(files: list[File], said: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        load(*files)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_a_place_within_a_letter_is_refused() -> None:
    at = TEXT.index("💧")
    cas = Cas()
    cas.add(ENTITY, at, at + 1, value="State")
    right, wrong = (f'begin="{at}" end="{at + by}"'.encode() for by in (2, 1))
    data = cas.xmi().replace(right, wrong)
    assert data != cas.xmi()
    with pytest.raises(UnreadableError, match="a place lies outside its text, or within a char"):
        load(File("x.zip:klow.xmi", data), SYSTEM)


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data.replace(b"?>", b"?>" + DOCTYPE, 1), "has a DOCTYPE, which no CAS has"),
        (lambda data: data.decode().encode("utf-16"), "is not UTF-8; save it as UTF-8"),
        (lambda data: data.replace(b"UTF-8", b"UTF-7", 1), "is not UTF-8; save it as UTF-8"),
    ],
    ids=["doctype", "utf-16", "utf-7"],
)
def test_a_doctype_is_refused_before_anything_parses_it(which: int, change: Any, said: str) -> None:
    files = [XMI, SYSTEM]
    name, data = files[which].name, change(files[which].data)
    files[which] = File(name, data)
    if which and said.startswith("is not UTF-8") and b"\0" in data:
        said = "has no type system"  # what is not UTF-8 is not known as one
        name = files[0].name
    with pytest.raises(UnreadableError) as caught:
        load(*files)
    assert str(caught.value).startswith(f"{name}: {said}")


EVIL = "a=print(1), b"


@pytest.mark.parametrize("name", [EVIL, "class_ x", "a-b", "ä", "import", "1a", ""])
@pytest.mark.parametrize("form", ["xml", "json"])
def test_a_name_that_is_no_name_never_becomes_code(name: str, form: str) -> None:
    assert "print(1)" in EVIL  # cassis would write it into the source of a class
    system = type_system({ENTITY: {"value": "uima.cas.String", name.replace("<", ""): "x.Y"}})
    given = [XMI, File("x.zip:TypeSystem.xml", system)]
    if form == "json":
        feature = f'{{"%NAME": "a.B", "%SUPER_TYPE": "uima.tcas.Annotation", "{name}": {{}}}}'
        given = [File("a.json", f'{{"%TYPES": {{"a.B": {feature}}}, "%VIEWS": {{}}}}'.encode())]
    with pytest.raises(UnreadableError, match="is not a name of a type or feature"):
        load(*given)


@pytest.mark.parametrize("name", [EVIL.replace(" ", ""), "a..b", "a b", "9"])
def test_a_type_has_a_plain_name_too(name: str) -> None:
    with pytest.raises(UnreadableError, match="is not a name of a type or feature"):
        load(XMI, File("x.zip:TypeSystem.xml", type_system({name: {}})))


def test_a_type_system_has_a_limit_of_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.importers.cas._MOST_NAMES", 5)
    with pytest.raises(UnreadableError, match="has more than 5 names of types"):
        load(XMI, SYSTEM)


def test_the_extra_is_named_where_it_is_lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cassis", None)
    with pytest.raises(UsageError, match=r"pip install 'retaliation-kg\[inception\]'"):
        list(load_cases([SYSTEM]))
