"""The Turtle of a page as blocks; that its script cuts it right is tested in a browser."""

from __future__ import annotations

from typing import Any

import pytest
from support import RIVALS

from kg.build import build_graph
from kg.export import exported
from kg.infer.built import Built
from kg.page.statements import pack_graph, split_block
from kg.rdf.description import selected_dataset
from kg.select.narrowing import narrow
from kg.select.selection import Selection, select


def rebuilt(name: str, pairs: list[list[Any]]) -> str:
    """A block as Turtle, without a look at what its objects stand with."""
    told = []
    for predicate, *objects in pairs:
        texts = [each if isinstance(each, str) else each[0] for each in objects]
        told.append(f"{predicate} {OBJECTS.join(texts)}")
    return f"{name} {PREDICATES.join(told)} .\n"


OBJECTS, PREDICATES = " ,\n\t\t", " ;\n\t"


@pytest.fixture(scope="module")
def project() -> Built:
    """The rival states as a project of their own, beside the bundled articles."""
    return build_graph(
        RIVALS, bundled=True, events=False, check=False, base="https://klow.example/id/"
    )


@pytest.mark.parametrize("name", ["built", "project"])
def test_the_blocks_of_a_build_are_its_export(name: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(name)
    part = narrow(
        built, select(built.corpus.record.actions, built.links, Selection(actors=("GBR",)))
    )
    for whole, words in ((built, ""), (part, "--actor GBR")):
        packed = pack_graph(whole, words)
        text = (
            packed["head"]
            + packed["whole"]
            + "\n".join(rebuilt(name, pairs) for name, _, pairs in packed["things"])
        )
        assert text.encode() == exported(whole, "turtle", selected_dataset(words))


@pytest.mark.parametrize("name", ["built", "project"])
def test_each_block_is_read_with_what_it_points_at_or_does_without_it(
    name: str, request: pytest.FixtureRequest
) -> None:
    things = pack_graph(request.getfixturevalue(name))["things"]
    at = {name: number for number, (name, *_) in enumerate(things)}
    for number, (_, needs, pairs) in enumerate(things):
        assert number not in needs
        for predicate, *objects in pairs:
            for each in objects:
                if isinstance(each, str):
                    assert each not in at or at[each] in needs
                elif predicate in ("ret:respondsTo", "ret:mayRespondTo", "ret:inferredResponseTo"):
                    claims = [things[n] for n in each[1:]]
                    assert all(at[each[0]] in needs for _, needs, _ in claims)
                else:
                    assert each[1:] == [at[each[0]]]


def test_texts_with_the_signs_of_turtle_stay_whole() -> None:
    block = 'action:a a ret:Recall ;\n\trdfs:label "a ; b , c ."@en ,\n\t\t"d \\" e"@en .'
    assert split_block(block) == (
        "action:a", [["a", "ret:Recall"], ["rdfs:label", '"a ; b , c ."@en', '"d \\" e"@en']],
    )  # fmt: skip
