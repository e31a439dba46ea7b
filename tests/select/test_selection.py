"""Parts of a build's chains."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from support import EXCHANGE, PLACE, act, claim, people, record, stand

from kg.errors import Place, UsageError
from kg.infer.chains import find_chains
from kg.model.actions import Case, Link
from kg.model.actors import Actor
from kg.model.standing import ANSWER_STATES, OPEN_STATES
from kg.select.selection import Selected, Selection, make_selection, read_states, select


def guess(response: str, trigger: str, confidence: str) -> Link:
    return claim(
        response, trigger, basis="inferred", stance="speculates", confidence=Decimal(confidence)
    )


ACTS = [
    *EXCHANGE,
    act("b1", "XSY", "XBO", "2032-01-01", case="other"),
    act("b2", "XBO", "XSY", "2032-01-05", case="other"),
    act("u1", "XSY", "XRU", None, case="third"),
    act("u2", "XRU", "XSY", None, case="third"),
    act("word", "XBO", "XRU", "2031-03-02", kind="Protest", material=False),
]
LINKS = [
    claim("a2", "a1", basis="stated"),
    guess("a3", "a2", "0.7"),
    claim("b2", "b1"),
    claim("u2", "u1"),
    claim("word", "a1", relation="reply"),
]


def kept(**given: Any) -> Selected:
    return select(ACTS, LINKS, Selection(**given))


def pieces(**given: Any) -> list[tuple[str, ...]]:
    """What the claims kept hold together, as the moves of each piece."""
    return [each.actions for each in find_chains(ACTS, kept(**given).links)]


def ids(**given: Any) -> list[str]:
    return [moves[0] for moves in pieces(**given)]


def test_nothing_asked_keeps_every_chain_as_found() -> None:
    assert pieces() == [each.actions for each in find_chains(ACTS, LINKS)]
    assert [each.id for each in kept().actions] == [each.id for each in ACTS if each.id != "word"]
    assert {each.relation for each in kept().links} == {"retaliation"}


def test_a_basis_left_out_breaks_the_chain() -> None:
    assert pieces(basis=("stated",)) == [("a1", "a2")]
    assert pieces(basis=("stated", "inferred")) == [("a1", "a2", "a3")]


def test_confidence_drops_inferred_claims_alone() -> None:
    assert kept(min_confidence=Decimal("0.7")) == kept()
    lower = pieces(min_confidence=Decimal("0.71"))
    assert lower[0] == ("a1", "a2")
    assert len(lower) == 3


def test_an_actor_acts_or_is_acted_upon_and_several_are_any_of_them() -> None:
    assert ids(actors=("XSY",)) == ["b1", "u1"]
    assert ids(actors=("XRU", "XSY")) == ["a1", "b1", "u1"]
    assert ids(actors=("gazette",)) == []


def test_a_dyad_is_of_either_direction_and_not_merely_both_in_one_chain() -> None:
    assert ids(dyad=("XBO", "XRU")) == ids(dyad=("XRU", "XBO")) == ["a1"]
    third = [*ACTS, act("a4", "XSY", "XBO", "2031-03-10")]
    links = [LINKS[0], claim("a4", "a2")]
    found = select(third, links, Selection(dyad=("XSY", "XBO")))
    assert [each.id for each in found.actions] == ["a1", "a2", "a4"]
    assert select(third, links, Selection(dyad=("XSY", "XRU"))) == Selected()


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2031-03-09", None, ["a1", "b1"]),
        ("2031-03-10", None, ["b1"]),
        (None, "2031-03-01", ["a1"]),
        (None, "2031-02-28", []),
        ("2031-03-06", "2031-03-07", ["a1"]),
        ("2031-04-01", "2031-12-31", []),
    ],
)
def test_dates_keep_chains_whose_span_overlaps_and_none_without_a_day(
    since: str | None, until: str | None, found: list[str]
) -> None:
    days = {k: date.fromisoformat(v) for k, v in (("since", since), ("until", until)) if v}
    assert ids(**days) == found


def test_case_and_length_and_ids() -> None:
    assert ids(case="other") == ["b1"]
    assert ids(min_length=2) == ["a1"]
    assert ids(min_length=3) == []
    assert ids(chains=("b1", "a1")) == ["a1", "b1"]


def test_a_chain_is_kept_whole_where_one_of_its_moves_is_asked_for() -> None:
    assert pieces(moves=frozenset({"a2", "b1"})) == [("a1", "a2", "a3"), ("b1", "b2")]
    assert pieces(moves=frozenset({"word"})) == pieces(moves=frozenset()) == []
    assert pieces(moves=frozenset({"a3"}), basis=("stated",)) == []  # a filter on claims is first


def test_a_length_is_that_of_the_chain_found_anew() -> None:
    assert ids(min_length=2, basis=("stated",)) == []


def test_an_id_means_the_chain_before_filters_and_keeps_its_pieces() -> None:
    assert pieces(chains=("a1",), basis=("inferred",)) == [("a2", "a3")]


def test_different_filters_must_all_hold() -> None:
    assert ids(actors=("XSY",), case="other") == ["b1"]
    assert ids(actors=("XRU",), case="other") == []


SAID = record(ACTS, LINKS)
TWIN = Actor(
    id="twin", kind="State", label="Twin", alt_labels=("Borduria",), place=Place("x.yaml", 1, 1)
)


def made(**given: Any) -> Selection:
    return make_selection(SAID, people(), find_chains(ACTS, LINKS), **given)


def test_names_dates_and_lists_are_read_as_people_write_them() -> None:
    selection = made(
        actor=["ruritania", "actor:XSY"], basis=["stated, reported"], since="2031", until="2031-03",
        chain=["chain:b1"], min_confidence="0.80", case="case:other",
    )  # fmt: skip
    assert selection.actors == ("XRU", "XSY")
    assert selection.basis == ("stated", "reported")
    assert (selection.since, selection.until) == (date(2031, 1, 1), date(2031, 3, 31))
    assert (selection.chains, selection.case) == (("b1",), "other")
    assert selection.min_confidence == Decimal("0.8")
    assert made() == Selection()


STATES = stand(a1="answered", a2="answerInferred", a3="unanswered", b2="answeredInWords")


@pytest.mark.parametrize(
    ("answer", "moves"),
    [
        (["answered"], {"a1"}),
        (["answered,answerInferred"], {"a1", "a2"}),
        (["answered", "answer state:answerInferred "], {"a1", "a2"}),
        (["open"], {"a3", "b2"}),
        (["open", "unanswered"], {"a3", "b2"}),
        (["answerPlanned"], set()),
    ],
)
def test_states_are_read_as_the_acts_that_stand_so(answer: list[str], moves: set[str]) -> None:
    assert made(answer=answer, answers=STATES).moves == moves


@pytest.mark.parametrize("answer", [[], [""], [","]])
def test_no_state_keeps_all(answer: list[str]) -> None:
    assert made(answer=answer, answers=STATES) == Selection()


def test_states_come_in_the_order_of_the_code_list_and_open_is_three_of_them() -> None:
    assert read_states(["unanswered,answered", "answered"]) == ("answered", "unanswered")
    assert set(read_states(["open"])) == set(OPEN_STATES)
    assert read_states(["open"]) == ("answerPlanned", "answeredInWords", "unanswered")
    assert read_states([",".join(ANSWER_STATES)]) == ANSWER_STATES
    assert read_states([]) == ()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"answer": ["unansered"]}, "no answer state 'unansered'; did you mean 'unanswered'?"),
        ({"answer": ["answered,opn"]}, "no answer state 'opn'; did you mean 'open'?"),
        ({"actor": ["Ruritanai"]}, "'Ruritanai' is not an actor; did you mean 'XRU' (Ruritania)?"),
        ({"dyad": ("XRU", "Ruritania")}, "names one actor twice"),
        ({"case": "othr"}, "no case 'othr'; did you mean 'other'?"),
        (
            {"basis": ["stated,guessed"]},
            "no basis 'guessed'; choose from stated, reported, inferred",
        ),
        ({"case": "old quarrel 2031"}, "no case 'old quarrel 2031'; choose from "),
        ({"chain": ["a2"]}, "no chain 'a2'"),
        ({"since": "2031-02-30"}, "--since: "),
        ({"until": "XXXX-03-01"}, "--until: 'XXXX-03-01' is not a date"),
        ({"since": "2031-03-02", "until": "2031-03-01"}, "ends before it begins; swap the two"),
        ({"min_confidence": "1.01"}, "not a number from 0 to 1"),
        ({"min_confidence": "nan"}, "not a number from 0 to 1"),
        ({"min_confidence": "high"}, "not a number from 0 to 1"),
    ],
)
def test_what_is_not_known_gets_one_line(given: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        made(**given)
    assert message in str(caught.value)


def test_a_case_is_found_by_the_words_of_its_label_and_description() -> None:
    cases = (
        Case(id="klow-2031", label="The bridge", description="A bridge shut in Klow", place=PLACE),
        *(Case(id=f"c{n}", label=f"Case {n}", place=PLACE) for n in range(20)),
    )
    with pytest.raises(UsageError, match=r"did you mean 'klow-2031' \(The bridge\)\?"):
        make_selection(replace(record([]), cases=cases), people(), (), case="shut-bridge-2031")


def test_a_name_of_two_actors_asks_for_the_id() -> None:
    with pytest.raises(
        UsageError, match=r"'Borduria' may be XBO \(Borduria\) or twin \(Twin\); give the id"
    ):
        make_selection(record([]), people(TWIN), (), actor=["Borduria"])
