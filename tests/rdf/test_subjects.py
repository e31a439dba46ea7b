"""A graph in the making: subjects, pointers, values, and the part of it that hangs together."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyoxigraph as ox
import pytest
import support
from support import PLACE

from kg.model.actors import Quantity
from kg.rdf.subjects import Later, Triples
from kg.rdf.terms import CODE, RDF, RET, SHORTCUTS, day_literal, id_iri, string_literal

STRIKE, ANSWER = id_iri("action", "strike"), id_iri("action", "answer")


def begun() -> tuple[Triples, ox.NamedNode]:
    made = Triples()
    return made, made.begin("action", "strike", "Expulsion", PLACE)


def objects(made: Triples, name: str) -> set[Any]:
    return set(support.objects(made, STRIKE, RET[name]))


def test_a_subject_is_minted_typed_and_placed() -> None:
    made, subject = begun()
    assert subject == STRIKE
    assert list(made.columns()) == [(STRIKE, RDF.type, RET.Expulsion)]
    assert made.places == {STRIKE.value: PLACE}
    made.begin("chain", "strike", "Chain", None)
    assert made.places == {STRIKE.value: PLACE}


def test_nothing_to_say_adds_nothing() -> None:
    made, subject = begun()
    made.add(subject, RET.place, None, string_literal("Klow"), None)
    made.add_code(subject, RET.status, None)
    made.add_strings(subject, {"reason": None, "legalBasis": "article 9"})
    made.add_ids(subject, RET.actor, "actor", [])
    made.add_quantity(subject, None)
    made.add_bounds(subject, (None, None))
    assert len(made.columns()) == 3
    assert objects(made, "place") == {string_literal("Klow")}
    assert objects(made, "legalBasis") == {string_literal("article 9")}


def test_pointers_are_of_one_kind_and_codes_of_the_lists() -> None:
    made, subject = begun()
    made.add_ids(subject, RET.actor, "actor", ["XRU", "XSY"])
    made.add_code(subject, RET.contested, "occurrence", "legality")
    assert objects(made, "actor") == {id_iri("actor", "XRU"), id_iri("actor", "XSY")}
    assert objects(made, "contested") == {CODE.occurrence, CODE.legality}


@pytest.mark.parametrize(
    ("least", "most", "about", "expected"),
    [
        (5, 5, False, {"quantity": "5"}),
        (0, 0, False, {"quantity": "0"}),
        (5, None, False, {"minQuantity": "5"}),
        (None, 9, True, {"maxQuantity": "9", "approximate": "true"}),
        (5, 9, False, {"minQuantity": "5", "maxQuantity": "9"}),
        (None, None, False, {}),
    ],
)
def test_a_count_is_exact_or_its_bounds_with_its_unit(
    least: int | None, most: int | None, about: bool, expected: dict[str, str]
) -> None:
    made, subject = begun()
    made.add_quantity(
        subject, Quantity(minimum=least, maximum=most, unit="missions", approximate=about)
    )
    names = ("quantity", "minQuantity", "maxQuantity", "approximate")
    found = {name: value.value for name in names for value in objects(made, name)}
    assert found == expected
    assert objects(made, "unit") == {CODE.missions}


def test_a_bound_that_is_open_is_left_out() -> None:
    made, subject = begun()
    made.add_bounds(subject, (date(2031, 3, 1), None))
    assert objects(made, "earliest") == {day_literal(date(2031, 3, 1))}
    assert objects(made, "latest") == set()


# ---- a part


def whole() -> Triples:
    """An answer to a strike, with a shortcut of each kind, and an actor."""
    made, _ = begun()
    made.begin("action", "answer", "Recall", PLACE)
    made.add_ids(STRIKE, RET.actor, "actor", ["XRU"])
    made.add(STRIKE, RET.place, string_literal("Klow"))
    for shortcut in SHORTCUTS:
        made.add(ANSWER, shortcut, STRIKE)
    return made


def shortcuts(made: Triples) -> set[ox.NamedNode]:
    return {predicate for _, predicate, _ in made.columns() if predicate in SHORTCUTS}


def test_a_part_has_no_pointer_to_what_it_leaves_out() -> None:
    part = whole().cut({"action:strike"}, ())
    assert {one for one, _, _ in part.columns()} == {STRIKE}
    assert objects(part, "actor") == set()
    assert objects(part, "place") == {string_literal("Klow")}
    assert part.places == {STRIKE.value: PLACE}
    with_actor = whole().cut({"action:strike", "actor:XRU"}, ())
    assert objects(with_actor, "actor") == {id_iri("actor", "XRU")}


def test_a_shortcut_stays_only_with_a_claim_that_stands_behind_it() -> None:
    both = {"action:strike", "action:answer"}
    assert shortcuts(whole().cut(both, ())) == set()
    said = {("answer", "strike", False)}
    assert shortcuts(whole().cut(both, said)) == {RET.respondsTo, RET.mayRespondTo}
    inferred = {("answer", "strike", True)}
    assert shortcuts(whole().cut(both, inferred)) == {RET.inferredResponseTo}
    assert shortcuts(whole().cut(both, {("strike", "answer", False)})) == set()


def test_cutting_leaves_the_whole_as_it_was() -> None:
    made = whole()
    before = set(made.columns())
    made.cut({"action:strike"}, ())
    assert set(made.columns()) == before


# ---- made when first looked at


def test_what_is_made_later_is_made_once_and_only_if_looked_at() -> None:
    calls: list[object] = []

    def make(kept: object) -> Triples:
        calls.append(kept)
        return whole()

    later = Later(make)
    assert calls == []
    assert set(later.columns()) == set(whole().columns())
    assert later.places == whole().places
    assert calls == [None]
    with pytest.raises(AttributeError):
        _ = later.nothing


def test_a_part_of_what_is_made_later_is_made_without_the_rest() -> None:
    calls: list[object] = []

    def make(kept: object) -> Triples:
        calls.append(kept)
        return whole()

    kept = {"action:strike"}
    cut = Later(make).cut(kept, ())
    assert calls == [kept]
    assert set(cut.columns()) == set(whole().cut(kept, ()).columns())
