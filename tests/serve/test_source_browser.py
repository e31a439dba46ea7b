"""The edits that the page makes, in a real browser: in any style they say what was meant."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from kg.page.document import read_asset
from kg.read.documents import Node, parse_document, plain
from kg.read.edits import Edit, apply_edits
from kg.serve.form import list_fields
from kg.serve.source import Proposal, describe_source, find_records, find_strays

BLOCK = """# at the top
format: 1
article:
  id: a   # the article
  title: "A: title"

actions:
# first
- id: one   # the first
  type: Expulsion
  actor:
  - XBO
  # between
  - XSY
- id: two
  label: >
    Folded
    text
  actor: [XBO]

reports:
-
  action: one
  span: [0, 3]
  reason: plain text
     over two lines
  stance:
- {action: two, span: [4, 9], # in flow
   stance: asserts}
# at the end of the reports
links:
  - response: two
    trigger: one
    claimedBy: XBO
# at the end
"""
FLOW = """{format: 1, article: {id: a, title: A},
 actions: [{id: one, actor: [XBO, XSY]}, {id: two, actor: XBO}], # here
 reports: [{action: one, span: [0, 3], stance: asserts}], links: [{response: two, trigger: one}]}"""
JSON = json.dumps(
    {
        "format": 1,
        "article": {"id": "a", "title": "Ä"},
        "actions": [{"id": "one", "actor": ["XBO"]}, {"id": "two", "actor": "XBO"}],
        "reports": [{"action": "one", "span": [0, 3], "stance": "asserts"}],
        "links": [],
    },
    indent=1,
)
ODD = """format: 1
article: {id: a}
actions: ~   # none yet
reports:
- 3
- {action: one}
links: [x, {trigger: one}]
"""
SHORT = "format: 1\narticle: {id: a}"
SOURCES = {
    "block": (BLOCK, False),
    "crlf": (BLOCK.replace("\n", "\r\n"), False),
    "no last line end": (BLOCK.removesuffix("# at the end\n").rstrip(), False),
    "flow": (FLOW, False),
    "json": (JSON, True),
    "json on one line": (json.dumps(json.loads(JSON)), True),
    "odd": (ODD, False),
    "odd json": ('{"format": 1, "article": {"id": "a"}, "actions": null, "links": []}', True),
    "short": (SHORT, False),
    "short json": ('{"format": 1, "article": {"id": "a"}}', True),
}
VALUES: dict[str, list[Any]] = {
    "id": ["x", "NO", "three-2031"],
    "label": [
        "plain", "a: b # c", 'with "quotes" and \\', "no", "12", "José – 👩‍🚒", "- x", "{a}",
        "x\u2028y",
    ],
    "title": ["Other", "'"],
    "actor": [["XBO"], ["XBO", "XSY"], ["no"]],
    "action": ["one", "two"],
    "span": [[1, 2], [30, 45]],
    "words": ["00ff00ff", "12345678", "1e345678"],
    "stance": ["denies"],
    "date": ["2031-03-03", "2031~", "[2031, 2032]", "2031-03-01/.."],
    "reason": ["because: of, this", "end "],
    "quantity": ["23"],
    "approximate": ["true"],
    "response": ["two"],
    "trigger": ["one"],
    "readingCertainty": ["0.7"],
    "claimedBy": [["XSY"]],
}  # fmt: skip
FIELDS = {
    name: [each["name"] for each in fields if each["name"] in VALUES]
    for name, fields in list_fields().items()
}


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    page = browser.new_page()
    page.add_script_tag(content=read_asset("source.js", "kg.serve"))
    yield page
    page.close()


def make_edits(page: Any, text: str, node: Node, is_json: bool, work: dict[str, Any]) -> list[Edit]:
    file = {"source": text, "json": is_json, "fields": list_fields(), **describe_source(node, text)}
    script = """([file, { changed, removed, added }]) => {
      const source = createSource(file);
      const said = { changed: new Map(changed), removed: new Set(removed), added };
      const edits = source.makeEdits(said);
      return [edits, source.apply(edits)];
    }"""  # fmt: skip
    try:
        edits, made = page.evaluate(script, [file, work])
    except Exception as error:
        raise AssertionError(work) from error
    found = [Edit(*each) for each in edits]
    assert apply_edits(text.encode(), found).decode() == made  # here and there alike
    return found


def choose_work(chance: random.Random, node: Node) -> dict[str, Any]:
    """Some records changed, some removed, some added."""
    work: dict[str, Any] = {"changed": [], "removed": [], "added": []}
    for section, at, record in find_records(node):
        way = chance.choice(["keep", "keep", "change", "change", "remove"])
        name = f"{section}:{at}"
        if way == "remove" and section != "article":
            work["removed"].append(name)
        elif way == "change":
            keys = list(record.nodes)
            gone = [key for key in keys if key in FIELDS[section] and chance.random() < 0.3]
            changes = {key: None for key in gone if len(gone) < len(keys)}
            for key in chance.sample(FIELDS[section], 2):
                changes[key] = chance.choice(VALUES[key])
            work["changed"].append([name, changes])
    for section in chance.sample(["actions", "reports", "links"], chance.choice([0, 1, 1, 2])):
        for _ in range(chance.choice([1, 2])):
            keys = chance.sample(FIELDS[section], 2)
            values = {key: chance.choice(VALUES[key]) for key in keys}
            after = chance.choice([-1, 0, 5])
            work["added"].append({"section": section, "after": after, "values": values})
    return work


def expect(node: Node, work: dict[str, Any]) -> dict[str, list[Any]]:
    """What each section says afterwards, as texts."""
    expected: dict[str, list[Any]] = {}
    for section in FIELDS:
        added = [each for each in work["added"] if each["section"] == section]
        added.sort(key=lambda each: each["after"])
        found = [(at, record) for name, at, record in find_records(node) if name == section]
        first = found[0][0] if found else 0
        said: list[Any] = [_said(each["values"]) for each in added if each["after"] < first]
        for at, record in found:
            name = f"{section}:{at}"
            changed = dict(work["changed"]).get(name, {})
            values = {**plain(record), **_said({k: v for k, v in changed.items() if v is not None})}
            if name not in work["removed"]:
                said.append({k: v for k, v in values.items() if changed.get(k, 0) is not None})
            last = at == found[-1][0]
            here = [x for x in added if x["after"] == at or (last and x["after"] > at)]
            said += [_said(each["values"]) for each in here]
        if not found:
            said += [_said(each["values"]) for each in added if each["after"] >= 0]
        expected[section] = [_alike(each) for each in said]
    return expected


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {k: [str(x) for x in v] if isinstance(v, list) else v for k, v in values.items()}


def _alike(record: dict[str, Any]) -> dict[str, Any]:
    """A value alone is a list of one."""
    return {
        k: v[0] if isinstance(v, list) and len(v) == 1 else v for k, v in sorted(record.items())
    }


@pytest.mark.parametrize("style", SOURCES)
def test_edits_say_what_was_meant_and_touch_nothing_else(style: str, page: Any) -> None:
    text, is_json = SOURCES[style]
    node = parse_document(text.encode(), "f", is_json=is_json)
    for seed in range(60):
        work = choose_work(random.Random(f"{style}-{seed}"), node)
        edits = make_edits(page, text, node, is_json, work)
        made = apply_edits(text.encode(), edits).decode()
        try:
            after = parse_document(made.encode(), "f", is_json=is_json)
        except Exception as error:
            raise AssertionError(f"{work}\n{made}") from error
        said = {
            section: [
                _alike(plain(each)) for name, _, each in find_records(after) if name == section
            ]
            for section in FIELDS
        }
        assert said == expect(node, work), f"{work}\n{made}"
        touched = frozenset([*dict(work["changed"]), *work["removed"]])
        added = {x["section"]: 0 for x in work["added"]}
        for each in work["added"]:
            added[each["section"]] += 1
        stray = find_strays(text, node, after, Proposal("", tuple(edits), touched, added))
        assert stray == "", f"{work}\n{made}"
        if "#" in text and not touched:
            kept = [line.split("#")[1] for line in text.splitlines() if "#" in line]
            assert all(each in made for each in kept)


def test_nothing_reviewed_is_no_edit(page: Any) -> None:
    node = parse_document(BLOCK.encode(), "f")
    assert make_edits(page, BLOCK, node, False, {"changed": [], "removed": [], "added": []}) == []


@pytest.mark.parametrize(
    "words", ["", "abc", "José – 👩‍🚒", "x" * 55, "x" * 56, "x" * 64, "ж" * 500, "\u2028\n"]
)
def test_the_digest_of_words_is_their_sha256(words: str, page: Any) -> None:
    page.add_script_tag(content=f"{{{read_asset('sha256.js', 'kg.serve')};globalThis.d = sha256}}")
    assert page.evaluate("words => d(words)", words) == hashlib.sha256(words.encode()).hexdigest()
