"""A name of an actor means the same wherever people write one: files, tables, commands, queries."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result

from kg.check import check_files
from kg.cli import main
from kg.paths import data_folder
from kg.read.corpus import read_corpus

ACTORS = """\
format: 1
actors:
- {id: XBO, type: State, label: Borduria}
- {id: SUN, type: State, label: Soviet Union}
- {id: klow-gazette, type: NewsOrganization, label: Klow Gazette}
- {id: jose-diaz, type: Person, label: José Díaz, tenures: [{post: envoy, dateSource: x}]}
- {id: aides, type: Group, label: Aides of the envoy, partOf: Borduria}
- {id: embassy, type: DiplomaticMission, label: Embassy, partOf: Czechia, accreditedTo: the UK}
posts:
- {id: envoy, label: Envoy, postOf: Embassy}
"""
ARTICLE = """\
format: 1
article: {id: art, title: T, publisher: Klow Gazette, published: 2031-03-04, textLength: 90,
  textDigest: 8d0d7a8f2c1b4e6f9a3b5c7d9e1f2a4b6c8d0e2f4a6b8c0d2e4f6a8b0c2d4e6f}
actions:
- {id: a, type: Expulsion, label: A, actor: Czechia, recipient: Russia, performedBy: José Díaz}
- {id: b, type: Expulsion, label: B, actor: Moscow, recipient: [Czechia, the Soviet Union],
   affected: Aides of the envoy}
reports:
- {action: a, span: [0, 9], stance: asserts, status: ordered, attributedTo: José Díaz,
   relayedBy: klow gazette, recipient: RU}
- {action: b, span: [20, 30], stance: asserts, status: ordered, actor: Russian Federation}
links:
- {response: b, trigger: a, relation: solidarity, basis: stated, stance: asserts,
   claimedBy: Kremlin, solidarityWith: Kosovo, span: [20, 30]}
"""
TABLE = """\
id,date,actor,recipient,type,status,source,responds_to,basis,claimed_by
c,2031-03-09,Czech Republic;Borduria,Taiwan,Expulsion,carriedOut,wire,b,stated,Prague
"""
CASES = [
    ("Czechia", "CZE"), ("Czech Republic", "CZE"), ("CZ", "CZE"), ("Prague", "CZE"),
    ("Russia", "RUS"), ("the Russian Federation", "RUS"), ("Moscow", "RUS"), ("RU", "RUS"),
    ("José Díaz", "jose-diaz"), ("soviet union", "SUN"), ("USSR", "SUN"), ("Kosovo", "XKX"),
    ("Taiwan", "TWN"), ("Borduria", "XBO"),
]  # fmt: skip
REFUSED = ["Congo", "Korea", "Virgin Islands", "Kingston", "Willemstad", "Belgrade", "Zenda", "NA"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("named")
    for name, text in (
        ("actors/a.yaml", ACTORS),
        ("articles/a.yaml", ARTICLE),
        ("events/e.csv", TABLE),
    ):
        (path / name).parent.mkdir()
        (path / name).write_text(text, encoding="utf-8")
    return path


def ask(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_a_name_in_any_key_becomes_the_id(folder: Path) -> None:
    corpus = read_corpus(folder)
    assert [str(each) for each in corpus.findings] == []
    record = corpus.record
    a, b, c = record.actions
    assert (a.values.actor, a.values.recipient) == (("CZE",), ("RUS",))
    assert (b.values.actor, b.values.recipient) == (("RUS",), ("CZE", "SUN"))
    assert (c.values.actor, c.values.recipient) == (("CZE", "XBO"), ("TWN",))
    assert (a.values.performed_by, b.values.affected) == (("jose-diaz",), ("aides",))
    assert record.articles[0].publisher == "klow-gazette"
    told = next(each for each in record.reports if each.action == "a")
    assert (told.attributed_to, told.relayed_by) == (("jose-diaz",), ("klow-gazette",))
    claims = {each.relation: (each.claimed_by, each.solidarity_with) for each in record.links}
    assert claims == {
        "solidarity": (("RUS",), ("XKX",)), "retaliation": (("CZE",), ()),
    }  # fmt: skip
    actors = corpus.actors
    assert (actors["embassy"].part_of, actors["embassy"].accredited_to) == (("CZE",), ("GBR",))
    assert (actors["aides"].part_of, actors.posts["envoy"].post_of) == (("XBO",), "embassy")


@pytest.mark.parametrize(("kind", "text"), [("article", ARTICLE), ("actor", ACTORS)])
def test_the_schemas_take_names(kind: str, text: str) -> None:
    schema = json.loads((data_folder() / f"{kind}.schema.json").read_text(encoding="utf-8"))
    content = json.loads(json.dumps(yaml.safe_load(text), default=str))
    wrong = jsonschema.Draft202012Validator(schema).iter_errors(content)
    assert [each.message for each in wrong] == []


@pytest.mark.parametrize(("name", "who"), CASES)
def test_every_face_means_the_same_by_a_name(folder: Path, name: str, who: str) -> None:
    form, data = ("--format", "tsv"), ("-i", str(folder))
    listed = ask("actors", name, *form, *data).stdout.splitlines()[1]
    assert listed.split("\t")[0] == who
    shown = [ask("show", each, *form, *data) for each in (name, who)]
    assert (shown[0].stdout, shown[0].exit_code) == (shown[1].stdout, 0)
    drawn = [ask("chains", "--actor", each, *form, *data) for each in (name, who)]
    assert (drawn[0].stdout, drawn[0].exit_code) == (drawn[1].stdout, 0)
    rows = [
        ask("query", "actor-actions", "-p", f"actor={each}", *form, *data) for each in (name, who)
    ]
    assert (rows[0].stdout, rows[0].exit_code) == (rows[1].stdout, 0)
    found = ask("search", name, *form, *data).stdout.splitlines()[1]
    assert found.split("\t")[::2][:2] == [f"actor:{who}", "exact"]


@pytest.mark.parametrize("name", REFUSED)
def test_every_face_refuses_what_means_nobody_or_several(folder: Path, name: str) -> None:
    data = ("-i", str(folder))
    for words in (
        ("show", name),
        ("chains", "--actor", name),
        ("query", "actor-actions", "-p", f"actor={name}"),
    ):
        answer = ask(*words, *data)
        assert answer.exit_code == 2, words
        assert name in answer.stderr


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("kind", ["article", "table"])
def test_files_refuse_it_at_its_place(folder: Path, tmp_path: Path, name: str, kind: str) -> None:
    for each in ("actors/a.yaml", "articles/a.yaml", "events/e.csv"):
        text = (folder / each).read_text(encoding="utf-8")
        if kind in each:
            text = text.replace("recipient: Russia", f"recipient: {name}")
        if kind == "table":
            text = text.replace("Taiwan", name)
        (tmp_path / each).parent.mkdir()
        (tmp_path / each).write_text(text, encoding="utf-8")
    lines = [str(each) for each in check_files([tmp_path])[0]]
    place = "articles/a.yaml:5:65" if kind == "article" else "events/e.csv:2:4"
    assert [line for line in lines if f"{place}: recipient: {name!r} " in line] == lines
    assert len(lines) == 1
