"""What a page shows of a build, whole, narrowed or trimmed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import EXCHANGE, act, claim, paper, people, record, report

from kg.errors import UsageError
from kg.infer.built import Built, infer
from kg.page.data import drawn_data, narrow_to_address, page_data
from kg.read.corpus import Corpus
from kg.tell.index import Credit

ACTS = (*EXCHANGE, act("lone", "XSY", "XRU", "2031-05-01", kind="Recall"))
SAID = record(
    ACTS,
    [claim("a2", "a1", basis="stated"), claim("a3", "a2")],
    reports=tuple(report(each.id, 20 * n) for n, each in enumerate(ACTS)),
    articles=(paper(),),
)


def made() -> Built:
    return infer(Corpus(record=SAID, actors=people(), findings=(), unreadable=(), inputs={}))


def ids(built: Built) -> list[str]:
    return [each.id for each in built.corpus.record.actions]


def test_the_whole_of_a_build_is_shown_with_the_names_of_all_it_names() -> None:
    built = made()
    data = page_data(built, "Klow and Strelsau")
    assert data.title == "Klow and Strelsau"
    assert data.actions == SAID.actions
    assert set(data.links) == {*SAID.links, *built.inferred}
    assert (data.chains, data.answers) == (built.chains, built.answers)
    assert data.labels == {
        "XBO": "Borduria", "XRU": "Ruritania", "XSY": "Syldavia", "gazette": "Klow Gazette",
    }  # fmt: skip
    assert data.kind_labels["Recall"] == "recall"
    assert data.code_labels["carriedOut"] == "carried out"


def test_names_that_nothing_uses_are_left_out() -> None:
    few = record(EXCHANGE[:1], reports=(report("a1"),), articles=(paper(),))
    corpus = Corpus(record=few, actors=people(), findings=(), unreadable=(), inputs={})
    assert "XSY" not in page_data(infer(corpus)).labels


@pytest.mark.parametrize(
    "address",
    [
        "",
        "#",
        "https://example.org/p#",
        "#view=graph&action=a1&sort=when",
        "#view=open&order=newest",
        "#view=timeline&at=1,-2,0.5&undated=1&lanes=all",
        "#story=2&embed=1",
    ],
)
def test_an_address_that_narrows_nothing_leaves_the_build_as_it_is(address: str) -> None:
    built = made()
    assert narrow_to_address(built, address) == (built, "")


def test_an_address_leaves_what_the_page_shows_under_it() -> None:
    part, address = narrow_to_address(made(), "https://example.org/p#view=graph&actor=XSY")
    assert ids(part) == ["lone"]
    assert address == "#actor=XSY"
    part, address = narrow_to_address(made(), "basis=stated")
    assert {"a1", "a2"} <= set(ids(part))
    assert "lone" not in ids(part)
    assert address == "#basis=stated"


def test_an_address_of_states_or_of_a_pair_leaves_its_acts_and_the_claims_between_them() -> None:
    built = made()
    states = {name: each.state for name, each in built.answers.items()}
    assert states == {"a1": "answered", "a2": "answered", "a3": "unanswered", "lone": "unanswered"}
    part, address = narrow_to_address(built, "#view=ladder&answer=unanswered,answered")
    assert (part.corpus.record, address) == (
        built.corpus.record, "#answer=answered%2Cunanswered",
    )  # fmt: skip
    part, address = narrow_to_address(built, "#answer=unanswered")
    assert (ids(part), part.links, address) == (["a3", "lone"], (), "#answer=unanswered")
    part, address = narrow_to_address(built, "#pair=XRU,XSY")
    assert (ids(part), address) == (["lone"], "#pair=XRU%2CXSY")
    part, _ = narrow_to_address(built, "#pair=XBO,XRU")
    assert ids(part) == ["a1", "a2", "a3"]
    assert {(x.response, x.trigger) for x in part.links} == {("a2", "a1"), ("a3", "a2")}


def test_an_address_that_names_nothing_here_is_refused() -> None:
    with pytest.raises(UsageError, match="'XSZ' is not an actor here; did you mean 'XSY'"):
        narrow_to_address(made(), "#actor=XSZ")


def test_a_page_is_drawn_whole_with_its_turtle_and_its_view() -> None:
    data = drawn_data(made(), view="chain")
    assert data.view == "chain"
    assert {name for name, *_ in data.graph["things"]} >= {"action:a1", "action:lone", "chain:a1"}
    assert data.graph["words"] == ""
    assert data.notices == ()


def test_a_page_that_is_too_full_has_the_turtle_of_what_is_drawn() -> None:
    data = drawn_data(made(), words="--actor XRU", max_nodes=3)
    assert data.words == "--actor XRU"
    assert {each.id for each in data.actions} == {"a1", "a2", "a3"}
    assert data.graph["words"] == "--actor XRU --max-nodes 3"
    assert "action:lone" not in {name for name, *_ in data.graph["things"]}
    assert "3 of 4 actions are drawn: whole chains first" in data.notices[0]


def test_what_is_counted_is_the_whole_with_its_own_filters_not_what_is_drawn() -> None:
    built, credit = made(), Credit(author="Klow University")
    data = drawn_data(built, words="--actor XRU", max_nodes=3, credit=credit)
    assert data.whole == replace(page_data(built, credit=credit), words="--actor XRU")
    assert data.credit == credit
    assert drawn_data(built).whole is None


def test_texts_are_quoted_where_a_folder_of_them_is_named() -> None:
    assert drawn_data(made()).notices == ()
    assert "is not in the folder given" in drawn_data(made(), texts={}).notices[0]


def test_nothing_to_draw_has_no_turtle() -> None:
    empty = infer(Corpus(record=record([]), actors=people(), findings=(), unreadable=(), inputs={}))
    assert drawn_data(empty).graph == {}
