"""The legend: what a page uses, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from dispute import dispute, link, page_data
from support import stand

from kg.page.legend import list_legend
from kg.page.payload import make_scene
from kg.tell.index import Index, PageData

PARTS = ("markers", "fills", "days", "lines", "colours", "answers")


def legend(data: PageData) -> dict[str, list[str]]:
    """The signs of each part."""
    scene = make_scene(Index(data))
    found = list_legend(scene.index, scene.records, scene.edges)
    assert all(text for part in found.values() for _, text in part)
    return {part: [sign for sign, _ in entries] for part, entries in found.items()}


def test_a_page_explains_every_sign_that_it_uses() -> None:
    assert legend(dispute()) == {
        "markers": ["people", "diplomatic", "economic", "hostile", "speech"],
        "fills": ["done", "planned", "alleged"],
        "days": ["span"],
        "lines": ["stated", "reported", "inferred", "hedged", "disputed"],
        "colours": ["retaliation", "solidarity"],
        "answers": ["answered", "answerInferred", "unanswered"],
    }


def test_a_page_explains_no_sign_that_it_does_not_use() -> None:
    data = dispute()
    assert legend(replace(data, links=data.links[:1], reports=()))["lines"] == ["stated"]
    some = tuple(each for each in data.actions if each.kind == "Expulsion")
    none: dict[str, list[str]] = {part: [] for part in PARTS}
    only = legend(replace(data, actions=some, links=(), chains=(), answers={}))
    assert only == none | {"markers": ["people"], "fills": ["done"]}
    assert legend(page_data()) == none


def test_the_relations_stand_in_one_order_and_others_after_them_by_name() -> None:
    relations = ("zeal", "reply", "reversal", "amity", "threatFulfilment", "retaliation")
    links = tuple(
        link(f"l{n}", "poison", "expel-23", relation=each) for n, each in enumerate(relations)
    )
    assert legend(replace(dispute(), links=links))["colours"] == [
        "retaliation", "threatFulfilment", "reversal", "reply", "amity", "zeal",
    ]  # fmt: skip


def test_answer_states_stand_in_one_order() -> None:
    states = dict.fromkeys(("poison", "expel-23"), "unanswered") | {"ally": "answered"}
    assert legend(replace(dispute(), answers=stand(**states)))["answers"] == [
        "answered", "unanswered",
    ]  # fmt: skip
