"""What a thing must be read with: nothing that is kept points at what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.build import build_graph
from kg.infer.built import Built
from kg.select.needs import Needs, read_with

RIVALS = Path(__file__).parents[1] / "fixtures" / "rival-states"


@pytest.fixture(scope="module")
def built() -> Built:
    return build_graph(RIVALS, check=False)


def test_what_two_parts_need_is_what_their_union_needs(built: Built) -> None:
    needs = Needs(built).of
    links = [f"link:{each.iri}" for each in built.links]
    one, other = links[::2], links[1::3]
    assert read_with(needs, one) | read_with(needs, other) == read_with(needs, [*one, *other])


def test_claims_need_their_actions_with_their_sides_and_reports(built: Built) -> None:
    record = built.corpus.record
    for link in built.links:
        kept = read_with(Needs(built).of, [f"link:{link.iri}"])
        ends = {link.response, link.trigger}
        assert {f"action:{each}" for each in ends} <= kept
        assert {f"report:{x.iri}" for x in record.reports if x.action in ends} <= kept
        sides = {who for x in record.actions if x.id in ends for who in x.values.named}
        assert {f"actor:{who}" for who in sides} <= kept
    assert built.links


def test_an_actor_needs_the_posts_it_held_and_whose_they_are() -> None:
    whole = build_graph(events=False, check=False)
    tenures = whole.corpus.actors.tenures
    for held in tenures[:5]:
        kept = read_with(Needs(whole).of, [f"actor:{held.holder}"])
        post = whole.corpus.actors.posts[held.post]
        assert {f"post:{held.post}", f"actor:{post.post_of}"} <= kept
    assert tenures


def test_a_name_of_nothing_needs_nothing(built: Built) -> None:
    assert Needs(built).of("action:none") == Needs(built).of("actor:none") == set()
