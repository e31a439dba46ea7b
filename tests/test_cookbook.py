"""data/README.md: the worked example and the cases of the cookbook build and mean what they say."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.anchoring import anchor_files
from kg.build import build_graph
from kg.check import check_files
from kg.files import write_file
from kg.infer.built import Built
from kg.model.actions import Report, Values
from kg.model.vocabulary import CODES
from kg.read.corpus import read_directory
from kg.read.sketch import make_sketch

README = (Path(__file__).parents[1] / "data" / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```(text|yaml)\n(.*?)```", re.DOTALL)


#: Case -> the answer state of each material act, and who is said to answer whom, and how.
EXPECTED: dict[str, tuple[dict[str, str], list[tuple[str, ...]]]] = {
    "A refusal": (
        {"borduria-expels-2": "answerDeclined"},
        [("syldavia-declines", "borduria-expels-2", "nonRetaliation", "stated", "asserts")],
    ),
    "A threat": (
        {"borduria-expels-2": "answerPlanned"},
        [("syldavia-expels-4", "borduria-expels-2", "retaliation", "stated", "asserts")],
    ),
    "Planned, then done": (
        {"borduria-expels-2": "answered", "syldavia-expels-4": "unanswered"},
        [("syldavia-expels-4", "borduria-expels-2", "retaliation", "stated", "asserts")],
    ),
    "A disputed count": ({"borduria-expels-many": "unanswered"}, []),
    "A nested count": (
        {
            "borduria-expels-12-consulates": "unanswered",
            "borduria-expels-48-embassy": "unanswered",
            "borduria-expels-60": "unanswered",
        },
        [],
    ),
    "A former official": (
        {"borduria-expels-2": "unanswered", "syldavia-fires": "answered"},
        [("borduria-expels-2", "syldavia-fires", "retaliation", "reported", "asserts")],
    ),
    "An unnamed source": ({"borduria-closes-consulate": "unanswered"}, []),
    "Solidarity": (
        {"borduria-expels-2": "answered", "ruritania-expels-1": "unanswered"},
        [("ruritania-expels-1", "borduria-expels-2", "solidarity", "stated", "asserts")],
    ),
    "A mutual act": (
        {"borduria-recalls": "answerSuggested", "syldavia-recalls": "answerSuggested"}, [],
    ),
    "Several triggers": (
        {
            "borduria-expels-2": "answered",
            "borduria-fires": "answered",
            "syldavia-closes-consulate": "unanswered",
        },
        [
            ("syldavia-closes-consulate", "borduria-expels-2", "retaliation", "stated", "asserts"),
            ("syldavia-closes-consulate", "borduria-fires", "retaliation", "stated", "asserts"),
        ],
    ),
    "A denial": ({"envoy-poisoned": "unanswered"}, []),
    "A reversal": (
        {"borduria-closes-consulate": "unanswered"},
        [
            (
                "borduria-reopens-consulate", "borduria-closes-consulate", "reversal", "reported",
                "asserts",
            )
        ],
    ),
    "A guess": (
        {"borduria-expels-2": "answerSuggested", "syldavia-cuts-staff": "unanswered"},
        [("syldavia-cuts-staff", "borduria-expels-2", "retaliation", "reported", "speculates")],
    ),
    "Bounds and a time limit": ({"borduria-expels-dozen": "unanswered"}, []),
    "An official": (
        {"attaches-spy": "answerSuggested", "syldavia-expels-2": "unanswered"},
        [("syldavia-expels-2", "attaches-spy", "retaliation", "stated", "implies")],
    ),
    "A voice that nobody names": ({"borduria-expels-2": "unanswered"}, []),
    "On the same day": (
        {"borduria-recalls": "unanswered", "syldavia-stops-visas": "unanswered"},
        [("syldavia-stops-visas", "borduria-recalls", "coincidence", "reported", "asserts")],
    ),
    "An omission": ({"borduria-fires": "unanswered"}, []),
}  # fmt: skip


class Case(NamedTuple):
    """A heading of the cookbook."""

    words: str
    records: str


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def blocks(text: str, kind: str) -> list[str]:
    return [body for found, body in BLOCK.findall(text) if found == kind]


STEPS = section("An article, step by step")
(STORY,) = blocks(STEPS, "text")
EXAMPLE, ACTORS = blocks(STEPS, "yaml")
COOKBOOK = section("Cookbook")
(CAST,) = blocks(COOKBOOK.split("\n### ")[0], "yaml")
CASES = {
    part.partition("\n")[0]: Case(blocks(part, "text")[0], blocks(part, "yaml")[0])
    for part in COOKBOOK.split("\n### ")[1:]
}
HEAD = """format: 1
article:
  id: klow-gazette-2031-03-10
  title: "[A case of the cookbook]"
  publisher: klow-gazette
  published: 2031-03-10
  textDigest: {}
  textLength: {}
"""


def build(folder: Path, article: str, text: str, *more: str) -> Built:
    """The graph of one article and its actors; any problem or warning is an error."""
    assert problems(folder, article, text, *more) == []
    return build_graph(folder / "data")


def problems(folder: Path, article: str, text: str, *more: str) -> list[str]:
    """What kg check says of one article and its actors, after kg anchor, with the text at hand."""
    path = folder / "data" / "articles" / "a.yaml"
    for name, each in enumerate((ACTORS, *more)):
        write_file(folder / "data" / "actors" / f"{name}.yaml", each.encode())
    write_file(path, article.encode())
    write_file(folder / "texts" / "a.txt", text.encode())
    assert anchor_files([path], folder / "texts").findings == []
    return [each.message for each in check_files([folder / "data"], folder / "texts")[0]]


def cook(title: str, folder: Path) -> Built:
    case = CASES[title]
    digest = hashlib.sha256(case.words.encode()).hexdigest()
    head = HEAD.format(digest, len(case.words))
    return build(folder, head + case.records, case.words, CAST)


@pytest.mark.parametrize("title", CASES)
def test_a_case_builds_without_a_problem_and_means_what_it_says(title: str, tmp_path: Path) -> None:
    built = cook(title, tmp_path)
    links = [
        (x.response, x.trigger, x.relation, x.basis, x.stance) for x in built.corpus.record.links
    ]
    assert built.warnings == ()
    assert ({name: x.state for name, x in built.answers.items()}, links) == EXPECTED[title]
    assert built.inferred == ()


def test_the_cookbook_has_a_dozen_cases_at_least_each_with_an_expectation() -> None:
    assert set(CASES) == set(EXPECTED)
    assert len(CASES) >= 12


def values(built: Built, name: str) -> Values:
    return next(each for each in built.corpus.record.actions if each.id == name).values


def in_text(built: Built) -> list[Report]:
    """The reports, in the order of the text."""
    return sorted(built.corpus.record.reports, key=lambda each: each.start or 0)


def test_a_disputed_count_is_on_no_action_and_both_are_kept(tmp_path: Path) -> None:
    built = cook("A disputed count", tmp_path)
    assert values(built, "borduria-expels-many").quantity is None
    counts = [x.values.quantity for x in in_text(built)]
    assert [each and each.minimum for each in counts] == [20, 23]


def test_stages_of_one_act_leave_it_at_the_furthest(tmp_path: Path) -> None:
    built = cook("Planned, then done", tmp_path)
    assert values(built, "syldavia-expels-4").status == "carriedOut"
    told = [x for x in in_text(built) if x.action == "syldavia-expels-4"]
    assert [each.values.status for each in told] == ["planned", "carriedOut"]


def test_parts_have_their_own_counts(tmp_path: Path) -> None:
    built = cook("A nested count", tmp_path)
    counts = {x.id: x.values.quantity for x in built.corpus.record.actions}
    assert {name: x and x.maximum for name, x in counts.items()} == {
        "borduria-expels-60": 60, "borduria-expels-48-embassy": 48,
        "borduria-expels-12-consulates": 12,
    }  # fmt: skip


def test_a_former_official_acts_for_no_state(tmp_path: Path) -> None:
    built = cook("A former official", tmp_path)
    march = (date(2031, 3, 1), date(2031, 3, 31))
    assert built.corpus.actors.states_of("boris-tasch", march) == ()
    assert built.corpus.actors.states_of("boris-tasch") == ("XBO",)


def test_an_unnamed_source_keeps_its_outlet(tmp_path: Path) -> None:
    (report,) = cook("An unnamed source", tmp_path).corpus.record.reports
    assert (report.attributed_to, report.relayed_by) == (
        ("syldavian-officials-2031",), ("klow-wire",),
    )  # fmt: skip


def test_a_denial_contests_who_did_it(tmp_path: Path) -> None:
    (action,) = cook("A denial", tmp_path).corpus.record.actions
    assert action.contested == ("responsibility",)


def test_a_lower_bound_has_no_upper_one(tmp_path: Path) -> None:
    found = values(cook("Bounds and a time limit", tmp_path), "borduria-expels-dozen")
    assert found.quantity is not None
    assert (found.quantity.minimum, found.quantity.maximum, found.deadline_term) == (
        12, None, "P2D",
    )  # fmt: skip


def test_the_worked_example_is_that_of_its_text_and_builds(tmp_path: Path) -> None:
    assert f"textDigest: {hashlib.sha256(STORY.encode()).hexdigest()}\n" in EXAMPLE
    assert f"textLength: {len(STORY)}\n" in EXAMPLE
    built = build(tmp_path, EXAMPLE, STORY)
    assert built.warnings == ()
    assert {name: (x.state, str(x.as_of)) for name, x in built.answers.items()} == {
        "borduria-fires-2031": ("answered", "2031-03-04"),
        "syldavia-expels-23-2031": ("unanswered", "2031-03-04"),
    }
    found = values(built, "syldavia-expels-23-2031")
    assert found.quantity is not None
    assert (found.quantity.minimum, found.deadline_term, found.date) == (23, "P7D", "2031-03-03")


def test_kg_new_begins_the_worked_example_as_it_stands(tmp_path: Path) -> None:
    sketch = make_sketch(
        STORY.encode(), "klow-gazette.txt", read_directory(), publisher="Klow Gazette"
    )
    for key, value in (
        ("id", sketch.id), ("title", sketch.title), ("publisher", sketch.publisher),
        ("published", sketch.published), ("textDigest", sketch.digest),
    ):  # fmt: skip
        assert f"\n  {key}: {value}\n" in EXAMPLE


def test_a_measure_without_a_status_is_the_finding_that_the_readme_tells(tmp_path: Path) -> None:
    assert "a measure or hostile act needs a `status` in at least one report" in README
    case = CASES["A mutual act"]
    head = HEAD.format(hashlib.sha256(case.words.encode()).hexdigest(), len(case.words))
    records = case.records.replace(", status: carriedOut", "")
    assert problems(tmp_path, head + records, case.words, CAST) == [
        f"no report of '{name}' gives a status; a measure or hostile act needs one"
        for name in ("borduria-recalls", "syldavia-recalls")
    ]


@pytest.mark.parametrize("scheme", ["Stance", "Status"])
def test_the_tables_tell_every_stance_and_status_apart(scheme: str) -> None:
    told = re.findall(r"^ *\| `(\w+)` \|", section("What to write on a report"), re.MULTILINE)
    assert [each for each in told if each in CODES[scheme]] == list(CODES[scheme])


def test_an_official_speaks_for_the_state_and_the_words_are_theirs(tmp_path: Path) -> None:
    record = cook("An official", tmp_path).corpus.record
    accuses = next(each for each in record.actions if each.id == "dorn-accuses")
    assert (accuses.values.actor, accuses.values.performed_by) == (("XSY",), ("mirka-dorn",))
    spied = [(x.stance, x.attributed_to) for x in record.reports if x.action == "attaches-spy"]
    assert spied == [("alleges", ("mirka-dorn",))]
