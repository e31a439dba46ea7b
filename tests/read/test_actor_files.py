"""Actor files: what they declare, and every problem at its place."""

from __future__ import annotations

import pytest
from support import people

from kg.errors import Finding, Place
from kg.model.actors import Actor, Actors, Post, Quantity, Tenure
from kg.read.actor_files import read_actors
from kg.read.documents import parse_document

TEXT = """\
format: 1
actors:
- {id: NOR, type: State, altLabel: [NO, Oslo], memberOf: league, exactMatch: Q20}
- {id: XRU, type: State, label: Ruritania}
- {id: league, type: InternationalOrganization, label: The League}
- {id: xru-embassy, type: DiplomaticMission, label: Embassy, partOf: XRU, accreditedTo: [NOR, FRA]}
- {id: envoys, type: Group, label: Envoys, minQuantity: 3, unit: persons, approximate: true}
- id: rudolf
  type: Person
  label: Rudolf
  tenures: [{post: king, since: 2020, until: .., dateSource: almanac}]
posts:
- {id: king, label: King, postOf: XRU, excludesPost: [regent]}
- {id: regent, label: Regent, postOf: XRU}
"""


def read(*texts: str, base: Actors | None = None) -> tuple[Actors, list[str]]:
    findings: list[Finding] = []
    nodes = [parse_document(text.encode(), f"f{at}") for at, text in enumerate(texts)]
    directory = read_actors(nodes, findings, base)
    return directory, [str(each) for each in sorted(set(findings))]


def test_a_file_declares_actors_posts_and_tenures():
    directory, findings = read(TEXT)
    assert findings == []
    assert directory.ids() == ["NOR", "XRU", "envoys", "league", "rudolf", "xru-embassy"]
    assert directory["NOR"] == Actor(
        id="NOR",
        kind="State",
        label="Norway",
        alt_labels=("NO", "Oslo"),
        iso3="NOR",
        member_of=("league",),
        wikidata="Q20",
        place=Place("f0", 3, 3),
    )
    assert (directory["XRU"].label, directory["XRU"].iso3) == ("Ruritania", "XRU")
    assert directory["xru-embassy"].accredited_to == ("FRA", "NOR")
    assert directory["envoys"].quantity == Quantity(
        minimum=3, maximum=None, unit="persons", approximate=True
    )
    assert directory.posts["king"] == Post(
        id="king", label="King", post_of="XRU", excludes=("regent",), place=Place("f0", 13, 3)
    )
    assert directory.tenures == (
        Tenure(
            holder="rudolf",
            post="king",
            since="2020",
            until=None,
            date_source="almanac",
            place=Place("f0", 11, 13),
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{id: NOR,", "{id: NORW, label: Norway,",
         "3:8: 'NORW' is not an ISO 3166 code of three letters; did you mean 'NOR' (Norway)? "
         "(a state outside the standard takes a user-assigned one, such as XKX)"),
        ("{id: NOR,", "{id: nor, label: Norway,",
         "3:8: 'nor' is not an ISO 3166 code of three letters; did you mean 'NOR' (Norway)? "
         "(a state outside the standard takes a user-assigned one, such as XKX)"),
        (", label: Ruritania}", "}", "4:3: actor 'XRU' needs a label"),
        ("label: Ruritania}", "label: ''}",
         "4:33: label is empty; give a value or remove the key"),
        ("memberOf: league", "memberOf: leage",
         "3:58: memberOf: 'leage' is not an actor; did you mean 'league' (The League)? "
         "(kg actors lists them; declare others in data/actors)"),
        ("partOf: XRU", "partOf: XRV",
         "6:70: partOf: 'XRV' is not an actor "
         "(kg actors lists them; declare others in data/actors)"),
        ("label: Regent, postOf: XRU", "label: Regent, postOf: XRV",
         "14:39: postOf: 'XRV' is not an actor "
         "(kg actors lists them; declare others in data/actors)"),
        ("post: king", "post: kign",
         "11:13: 'kign' is not a post; did you mean 'king'?; declare it under posts"),
        ("[regent]", "[regnt]",
         "13:3: 'regnt' is not a post; did you mean 'regent'?; declare it under posts"),
        (
            "type: Person",
            "type: Group",
            "11:13: tenures: only a Person holds posts; remove them, or correct type",
        ),
        ("unit: persons, ", "",
         "7:57: the number has no unit; give one of persons, missions, states, organizations, "
         "years, days, votes, sites, ships, aircraft, drones, missiles, percent"),
        (", dateSource: almanac", "",
         "11:13: 'dateSource' is missing: Where the dates are known from."),
        ("since: 2020", "since: 2020-02-30",
         "11:33: since: '2020-02-30' is not a day of the calendar"),
        ("exactMatch: Q20", "exactMatch: wd:Q20",
         "3:78: exactMatch: 'wd:Q20' is not a Wikidata item, such as Q30"),
    ],
)  # fmt: skip
def test_one_mistake_is_one_line_at_its_place(old, new, told):
    assert TEXT.count(old) == 1
    assert read(TEXT.replace(old, new))[1] == [f"f0:{told}"]


def test_what_is_declared_twice_is_told_with_both_places():
    again = "format: 1\nactors: [{id: XRU, type: State, label: Ruritania}]\n"
    posts = "posts: [{id: king, label: King, postOf: XRU}]\n"
    assert read(TEXT, again + posts)[1] == [
        "f1:2:10: actor 'XRU' is declared at f0:4:3 too; keep one declaration",
        "f1:3:9: post 'king' is declared at f0:13:3 too; keep one declaration",
    ]


def test_files_may_refer_to_each_other_and_to_the_base():
    entry = "{id: a, type: Organization, label: A, partOf: [league, gazette]}"
    other = f"format: 1\nactors: [{entry}]\n"
    directory, findings = read(other, TEXT, base=people())
    assert (findings, directory.closure(["a"])) == ([], ["a", "gazette", "league"])


def test_an_entry_takes_the_place_of_the_bases():
    text = "format: 1\nactors: [{id: gazette, type: NewsOrganization, label: Strelsau Gazette}]\n"
    directory, findings = read(text, base=people())
    assert directory["gazette"].label == "Strelsau Gazette"
    assert directory["XRU"].label == "Ruritania"
    assert findings == [
        "f0:2:10: warning: actor 'gazette' replaces the one of invented.yaml:1:1; "
        "give it an id of its own if it is another"
    ]


def test_an_entry_that_repeats_the_bases_is_passed_over():
    text = "format: 1\nactors: [{id: gazette, type: NewsOrganization, label: Klow Gazette}]\n"
    assert read(text, base=people())[1] == []


def test_a_post_or_tenure_that_stands_in_for_another_is_told():
    text = (
        "format: 1\nposts: [{id: king, label: King, postOf: XRU}]\nactors:\n"
        "- {id: rudolf, type: Person, label: Rudolf, tenures: "
        "[{post: king, since: 2030-01-01, dateSource: almanac}]}\n"
    )
    base, _ = read(text, base=people())
    assert read(text, base=base)[1] == []
    later = text.replace("2030", "2031").replace("label: King", "label: Regent")
    assert [each.partition("; ")[0] for each in read(later, base=base)[1]] == [
        "f0:2:9: warning: post 'king' replaces the one of f0:2:9",
        "f0:4:3: warning: actor 'rudolf' replaces the one of f0:4:3",
    ]


def test_a_circle_of_parts_is_told_where_it_begins():
    text = (
        "format: 1\nactors:\n"
        "- {id: cabinet, type: GovernmentBody, label: Cabinet, partOf: council}\n"
        "- {id: council, type: GovernmentBody, label: Council, partOf: [XRU, cabinet]}\n"
        "- {id: office, type: GovernmentBody, label: Office, partOf: [cabinet]}\n"
    )
    assert read(text, base=people())[1] == [
        "f0:3:3: partOf goes round in a circle: 'cabinet' is a part of 'council', "
        "'council' of 'cabinet'; remove one"
    ]
    assert read(text.replace("[XRU, cabinet]", "[XRU]"), base=people())[1] == []


def test_every_problem_of_a_file_is_told_at_once():
    text = "format: 1\nactors: [{id: a b}, {id: XRU, type: Sate}, word]\nposts: [{id: king}]\n"
    assert [each.split(": ")[0] for each in read(text)[1]] == [
        "f0:2:10",
        "f0:2:15",
        "f0:2:37",
        "f0:2:44",
        "f0:3:9",
        "f0:3:9",
    ]


def test_an_id_with_accents_is_told_once_with_the_id_that_is_meant():
    text = TEXT.replace("id: rudolf", "id: rüdolf").replace(
        "partOf: XRU,", "partOf: [XRU, rüdolf],"
    )
    told = "id: 'rüdolf' is not an id, which has letters a-z; did you mean 'rudolf'?"
    directory, findings = read(text)
    assert findings == [f"f0:8:7: {told}"]
    assert all(directory.excuses(name) for name in ("rüdolf", "rudolf", "Rudolf"))
    assert not directory.excuses("rupert")


def test_a_label_of_two_lines_is_told():
    text = TEXT.replace("label: The League", 'label: "The\\nLeague"')
    _, findings = read(text)
    assert "f0:5:56: label: has a line break in it; write it on one line" in findings
