"""data/DATASHEET.md and READMEs: counts are those of the data, and every question has an answer."""

from __future__ import annotations

import os
import re

import pytest
from datasheet import (
    DATA,
    MODULES,
    PAGES,
    count_regions,
    family_of,
    fill,
    make_pages,
    table,
    year_of,
)
from support import load_benchmark

from kg.infer.built import Built

SHEET = DATA / "DATASHEET.md"
ROOT = DATA.parent
#: The groups of questions of Gebru and others (2021), in their order.
GROUPS = [
    "Motivation", "Composition", "Collection", "Preprocessing and labelling", "Uses",
    "Distribution", "Maintenance",
]  # fmt: skip


@pytest.fixture(scope="module")
def pages(whole: Built) -> dict[str, dict[str, str]]:
    return make_pages(whole.corpus.record, {name: load_benchmark(name) for name in MODULES})


@pytest.mark.parametrize("page", ["data/DATASHEET.md", *PAGES])
def test_the_counts_of_a_page_are_current(pages: dict[str, dict[str, str]], page: str) -> None:
    path = ROOT / page
    told = fill(path.read_text(encoding="utf-8"), pages[page])
    if os.environ.get("KG_UPDATE") == "1":
        path.write_text(told, encoding="utf-8")
    current = path.read_text(encoding="utf-8")
    assert current == told, f"{page}: write it again with KG_UPDATE=1"


def test_every_group_of_questions_is_there_and_every_question_is_answered() -> None:
    text = SHEET.read_text(encoding="utf-8")
    assert [
        each for each in re.findall(r"^## (.*)$", text, re.MULTILINE) if each in GROUPS
    ] == GROUPS
    parts = re.split(r"^(?:#+ .*|\*\*([^*]+\?)\*\*)", text, flags=re.MULTILINE)
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    answers = {name: told.strip() for name, told in pairs if name}
    assert len(answers) > 20
    assert [name for name, told in answers.items() if len(told) < 20] == []


def test_every_command_of_the_data_sheet_is_there() -> None:
    text = SHEET.read_text(encoding="utf-8")
    scripts = re.findall(r"python (benchmarks/\w+\.py)", text)
    assert scripts
    assert [each for each in scripts if not (ROOT / each).is_file()] == []
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"^findings:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    writing = re.findall(r"(?:benchmarks/record|benchmarks/inference|tests/test_\w+)\.py", text)
    assert {x for x in writing if x not in recipe} == set()
    assert [x for x in re.findall(r"`make (\w+)`", text) if f"\n{x}: " not in makefile] == []


def test_a_place_without_a_block_and_a_block_without_a_place_are_refused() -> None:
    text = "a\n<!-- x: made by tests/datasheet.py -->\nold\n<!-- /x -->\nb\n"
    assert fill(text, {"x": "new\n"}) == text.replace("old\n", "\nnew\n\n")
    for blocks in ({}, {"x": "new", "y": "more"}):
        with pytest.raises(ValueError, match="places"):
            fill(text, blocks)


def test_rows_are_counted_by_year_kind_and_region() -> None:
    dates = ("../2031-03-01", "2030-12/2031-01", "", "2031-03-01/..")
    years = [year_of({"date": each}) for each in dates]
    assert years == ["2031", "2031", "unknown", "unknown"]
    classes = ("Expulsion", "Tariff", "Easing", "Preparation")
    kinds = [family_of({"type": each}) for each in classes]
    assert kinds == ["diplomatic measure", "economic measure", "easing", "other"]
    row = {"actor": "FRA;DEU;EU", "recipient": "MLI"}
    assert count_regions({"all": [row]}) == table(
        ("region", "all: acts", "all: is acted upon"),
        [("Western Africa", 0, 1), ("Western Europe", 1, 0), ("organisations and others", 1, 0)],
    )
