"""Marks that can be used are kept with their values; acts are joined only where the source says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from marks_made import BORDURIA, SYLDAVIA, Made

from kg.importers.kept import Kept, actor_of, keep_marks, name_acts, read_ties
from kg.importers.mapping import Renaming
from kg.importers.names import Names
from kg.model.actors import Actors


def keep(made: Made, renaming: Renaming | None = None) -> Kept:
    names = Names(Actors([BORDURIA, SYLDAVIA]))
    return keep_marks(made.document(), made.text, renaming or Renaming(), names, made.ledger)


def test_a_label_that_is_not_ours_is_left_out_and_an_ignored_one_is_not_missed() -> None:
    made = Made()
    made.mark("EXPEL", "expelled")
    made.mark("Noise", "water")
    kept = keep(made, Renaming(labels={"Noise": "ignore"}))
    assert kept.marks == {}
    assert made.left["m0 EXPEL"] == "'EXPEL' is not a label of ours; name it in --mapping"
    assert made.left["m1 Noise"] == "the mapping ignores it"


def test_values_are_checked_as_those_of_data_files() -> None:
    made = Made()
    made.mark("Expulsion", "expelled", quantity="3", unit="persons", stance="assert", Mood="x",
              attributedTo="Klow Ministry", actor=["Borduria", "Congo"])  # fmt: skip
    kept = keep(made)
    assert kept.values["m0"] == {
        "quantity": ["3"],
        "unit": ["persons"],
        "attributedTo": ["klow-ministry"],
        "actor": ["XBO"],
    }
    assert made.left["m0 stance"].startswith("stance: 'assert' is not one of")
    assert made.left["m0 Mood"] == "'Mood' is not a field of ours; name it in --mapping"
    assert made.left["m0 actor"].startswith("actor: 'Congo' may be")


def test_a_second_value_of_a_field_that_takes_one_is_left_out() -> None:
    made = Made()
    made.mark("Expulsion", "expelled", place=["Klow", "Szohod"])
    assert keep(made).values["m0"] == {"place": ["Klow"]}
    assert made.left["m0 place"] == "place takes one value and already has one"


@pytest.mark.parametrize("how", ["value", "tie", "relation"])
def test_marks_of_one_act_are_joined_where_the_source_says_so(how: str) -> None:
    made = Made()
    first = made.mark("Expulsion", "expels", **({"action": "x"} if how == "value" else {}))
    ties = {"SameAction": first} if how == "tie" else {}
    second = made.mark(
        "Expulsion", "expelled", ties=ties, **({"action": "x"} if how == "value" else {})
    )
    if how == "relation":
        made.mark("SameAction", ties={"a": first, "b": second})
    kept = keep(made)
    groups = name_acts(kept, "made")
    assert [[each.id for each in group] for group in groups] == [[first, second]]
    assert set(kept.action_of.values()) == ({"x"} if how == "value" else {"made-at-9"})


def test_a_class_and_an_actor_alone_do_not_make_one_act() -> None:
    made = Made()
    made.mark("Expulsion", "expels", actor="XBO")
    made.mark("Expulsion", "expelled", actor="XBO")
    kept = keep(made)
    assert len(name_acts(kept, "made")) == 2
    assert list(kept.action_of.values()) == ["made-at-9", "made-at-33"]


def test_ties_lead_to_actors_and_acts_in_roles() -> None:
    made = Made()
    made.mark("State", "Borduria", name="who")
    act = made.mark("Expulsion", "expelled", ties={"actor": "who"})
    made.mark(
        "Denial", "said", name="no", ties={"about": act, "actor": act, "Mood": act, "place": act}
    )
    made.mark("attributedTo", ties={"a": act, "b": "who"})
    made.mark("actor", ties={"a": "no", "b": "gone"})
    kept = keep(made)
    name_acts(kept, "made")
    read_ties(kept)
    assert kept.values[act] == {"actor": ["XBO"], "attributedTo": ["XBO"]}
    assert kept.values["no"] == {"about": ["made-at-33"]}
    assert made.left["no actor"] == "actor does not lead to a Expulsion"
    assert made.left["no Mood"] == "'Mood' is not a role of ours; name it in --mapping"
    assert made.left["no place"] == "'place' is not a role of ours; name it in --mapping"


def test_a_mark_names_an_actor_by_its_value_or_its_words() -> None:
    made = Made()
    made.mark("State", "Syldavia had", name="wide", actor="XSY")
    made.mark("GovernmentBody", "its ministry", name="vague")
    made.mark("State", "water", name="no")
    kept = keep(made)
    assert actor_of(kept, kept.marks["wide"]) == "XSY"
    assert actor_of(kept, kept.marks["vague"]) == "its-ministry"
    assert actor_of(kept, kept.marks["no"]) is None
    assert "is not a known state" in made.left["no State"]


def test_of_two_marks_with_one_id_the_first_is_kept() -> None:
    made = Made()
    made.mark("Expulsion", "expelled", name="one", actor="XBO")
    made.mark("State", "Syldavia", name="one")
    assert [each["type"] for each in made.article().actions] == [["Expulsion"]]
    assert made.left == {"one State": "another mark of the document has its id"}


def test_a_case_is_not_led_to() -> None:
    made = Made()
    act = made.mark("Expulsion", "expelled", actor="XBO")
    made.mark("TradeRestriction", "banned", name="ban", actor="XSY", ties={"case": act})
    assert "case" not in made.article().actions[1]
    assert made.left == {"ban case": "'case' is not a role of ours; name it in --mapping"}


def test_a_value_of_two_marks_is_left_out_only_where_neither_can_use_it() -> None:
    made = Made()
    made.mark("Expulsion", "expelled", name="act", actor="XBO", status="ordered")
    made.mark("State", "Borduria", name="who")
    made.marks[1] = replace(made.marks[1], values=made.marks[0].values)
    made.article()
    assert made.left == {}
