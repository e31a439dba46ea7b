"""An actor under posts, or a post under actors, is told once and counts as declared."""

from __future__ import annotations

from support import people

from kg.errors import Finding
from kg.model.actors import Actors
from kg.read.actor_files import read_actors
from kg.read.documents import parse_document


def read(text: str) -> tuple[Actors, list[str]]:
    findings: list[Finding] = []
    node = parse_document(("format: 1\n" + text).encode(), "f")
    directory = read_actors([node], findings, people())
    return directory, [str(each) for each in findings]


def test_a_person_under_posts_is_one_message_and_still_declared() -> None:
    directory, told = read(
        "posts:\n"
        "- {id: jose-diaz, type: Person, label: José Díaz, tenures:\n"
        "   [{post: envoy, since: 2031, dateSource: almanac}]}\n"
        "- {id: envoy, label: Envoy, postOf: XRU}\n"
        "actors:\n"
        "- {id: aides, type: Group, label: Aides, partOf: José Díaz}\n"
    )
    assert told == ["f:3:3: this is an actor (type: Person); move it under actors:"]
    assert directory["aides"].part_of == ("jose-diaz",)
    assert directory.tenures[0].post == "envoy"


def test_a_post_under_actors_is_one_message_and_still_declared() -> None:
    directory, told = read(
        "actors:\n"
        "- {id: envoy, label: Envoy, postOf: Ruritania}\n"
        "- {id: rudolf, type: Person, label: Rudolf, tenures: [{post: envoy, dateSource: x}]}\n"
    )
    assert told == ["f:3:3: this is a post (it has postOf); move it under posts:"]
    assert directory.posts["envoy"].post_of == "XRU"


def test_a_misplaced_entry_alone_leaves_no_empty_list_behind() -> None:
    assert read("posts: {id: a, type: Group, label: A}\n")[1] == [
        "f:2:8: this is an actor (type: Group); move it under actors:"
    ]


def test_entries_in_their_place_and_those_of_no_kind_are_told_as_ever() -> None:
    assert read("posts:\n- {id: king, label: King, postOf: XRU}\n")[1] == []
    assert read("posts: [word]\n")[1] == [
        "f:2:9: is not a mapping; it needs keys such as id, label, postOf, excludesPost"
    ]
