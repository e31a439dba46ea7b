"""What other directories hold becomes a file of actors that is read without a finding."""

from __future__ import annotations

from pathlib import Path

import pytest
from tables_made import ACTORS

from kg.errors import Finding, Place
from kg.importers.directory import POST, UNNOTED, Directory, Holding, Thing
from kg.importers.ledger import Ledger
from kg.importers.marks import Item, Value
from kg.read.actor_files import read_actors
from kg.read.documents import parse_document

HERE = Place("a.json", 1, 1)


class Source:
    """Things of one invented source, each with an item of its own."""

    def __init__(self) -> None:
        self.ledger = Ledger()
        self.directory = Directory(ACTORS, self.ledger)

    def item(self) -> Item:
        return self.ledger.read("things", HERE, "x")

    def value(self, text: str) -> Value:
        return Value("name", text, self.item())

    def thing(
        self, name: str, kind: str, *names: str, of: tuple[str, ...] = (), **more: str
    ) -> Thing:
        return Thing(
            id=name, kind=kind, names=tuple(map(self.value, names)), items=(self.item(),),
            of=tuple(map(self.value, of)), **more,
        )  # fmt: skip

    def held(
        self, holder: str, post: str, since: str = "", until: str = "", source: str = "Klow Wire"
    ) -> Holding:
        days = [self.value(each) if each else None for each in (since, until)]
        return Holding(
            holder=holder, post=post, source=source, items=(self.item(),),
            since=days[0], until=days[1],
        )  # fmt: skip

    def whys(self) -> list[str]:
        return [why for _, why in self.ledger.left]


@pytest.fixture
def source() -> Source:
    return Source()


def test_what_is_written_is_read_without_a_finding(source: Source) -> None:
    source.directory.add(
        [
            source.thing("p", "Person", "Ada: Oat", "no", "A. Oat # 2", wikidata="Q9"),
            source.thing("b", "GovernmentBody", "Office", of=("XBO",)),
            source.thing("m", "DiplomaticMission", "Embassy", of=("b",)),
            source.thing("h", POST, "Head", of=("b",)),
        ],
        [
            source.held("p", "h", "2031", source="see m.n@klow.example"),
            source.held("p", "h", "2029-01", source="Klow\x1b"),
        ],
    )
    made = source.directory.write()
    assert made is not None
    findings: list[Finding] = []
    actors = read_actors([parse_document(made, "x.yaml")], findings, ACTORS)
    assert findings == []
    assert actors["ada-oat"].alt_labels == ("A. Oat # 2", "no")
    assert (actors["office"].part_of, actors["embassy"].part_of) == (("XBO",), ("office",))
    assert [(each.since, each.date_source) for each in actors.tenures] == [
        ("2029-01", "Klow\ufffd"),
        ("2031", "see"),
    ]
    assert source.whys() == []


def test_same_input_same_bytes_in_any_order() -> None:
    def made(*order: int) -> bytes | None:
        source = Source()
        things = [
            source.thing("b", "GovernmentBody", "Office", of=("a", "XBO")),
            source.thing("a", "GovernmentBody", "Bureau", of=("XBO",)),
            source.thing("h", POST, "Head", of=("b",)),
        ]
        source.directory.add([things[each] for each in order], [])
        return source.directory.write()

    assert made(0, 1, 2) == made(2, 1, 0) == made(1, 2, 0)


def test_nothing_is_written_of_nothing(source: Source) -> None:
    source.directory.add([source.thing("p", "Person")], [])
    assert source.directory.write() is None
    assert source.whys() == ["it has no name in English"]


def test_each_thing_left_out_has_its_reason(source: Source) -> None:
    source.directory.add(
        [
            source.thing("1", "Person", "a\u202eb"),
            source.thing("2", "State", "Elbonia"),
            source.thing("3", "State", "Borduria"),
            source.thing("4", POST, "Head of nothing"),
            source.thing("5", "Person", "Jo", of=("XBO",)),
            source.thing("5", "Person", "Jo"),
            source.thing("6", "GovernmentBody", "Office", of=("nobody",)),
            source.thing("7", "Person", "¿?"),
        ],
        [source.held("2", "4"), source.held("5", "4")],
    )
    whys = source.whys()
    for said in (
        "its name cannot be used: contains the character U+202E",
        "'Elbonia' is not a known state",
        "is known here as 'XBO', which is kept as it is",
        "nothing says whose post it is",
        "a Person cannot be part of another actor",
        "repeats an entity with its id",
        "'nobody' is not an actor here",
        "its holder was not imported",
        "its post was not imported",
    ):
        assert [why for why in whys if why.startswith(said)], said
    assert b"elbonia" not in (source.directory.write() or b"").lower()


def test_a_body_is_no_state_that_is_called_so(source: Source) -> None:
    source.directory.add([source.thing("1", "Organization", "Borduria")], [])
    made = source.directory.write()
    assert made is not None
    assert b"id: borduria\n" in made
    assert UNNOTED.encode() not in made


def test_who_is_known_by_an_item_of_wikidata_is_who_is_meant(tmp_path: Path) -> None:
    source = Source()
    known = read_actors(
        [parse_document(b"format: 1\nactors:\n- {id: oat, type: Person, label: Oat, "
                        b"exactMatch: Q9}\n", "x.yaml")], [], ACTORS)  # fmt: skip
    source.directory = Directory(known, source.ledger)
    source.directory.add([source.thing("1", "Person", "Ada Oat", wikidata="Q9")], [])
    assert source.directory.write() is None
    assert source.whys()[0] == "is known here as 'oat', which is kept as it is"


@pytest.mark.parametrize(
    ("since", "until", "kept"),
    [
        ("2031", "2030", 0),
        ("2031", "2031-01", 1),
        ("2031", "..", 1),
        ("2031-03-02", "2031-03-01", 0),
    ],
)
def test_a_post_that_ends_before_it_begins_is_left_out(
    source: Source, since: str, until: str, kept: int
) -> None:
    things = [source.thing("p", "Person", "Oat"), source.thing("h", POST, "Head", of=("XBO",))]
    source.directory.add(things, [source.held("p", "h", since, until)])
    assert (source.directory.write() or b"").count(b"- post:") == kept
    assert set(source.whys()) == (set() if kept else {"it ends before it begins"})


def test_nothing_is_a_part_of_itself(source: Source) -> None:
    source.directory.add(
        [
            source.thing("a", "GovernmentBody", "Office", of=("b",)),
            source.thing("b", "GovernmentBody", "Bureau", of=("c", "XBO")),
            source.thing("c", "GovernmentBody", "Desk", of=("a", "c")),
        ],
        [],
    )
    findings: list[Finding] = []
    read_actors([parse_document(source.directory.write() or b"", "x.yaml")], findings, ACTORS)
    assert findings == []
    assert source.whys() == ["it would be a part of itself"] * 2
