"""What annotators give, by keys of the format; see test_annotators.py for files."""

from __future__ import annotations

from dataclasses import fields

from support import act, claim, paper, report

from kg.model.actions import Action, Article, Case, Link, Report, Values
from kg.model.actors import Quantity
from kg.read.formats import ARTICLE_FILE
from kg.read.readings import FIRST, OPTIONAL, WORDS, Group, given_values, list_differences

#: What the reader, or what follows from a record, puts there: no annotator gives it.
MADE = set(
    """
    id identifier iri article action response trigger start end table row source selection place
    values provenance draft earliest latest known contested actor_states recipient_states material
    organisations refusal disputed_by
    conflicts_with min_lag max_lag confidence rule rule_version features counter_evidence
    alternative_to weighed text_digest text_length boilerplate no_act
    """.split()
)


def test_every_field_is_one_that_annotators_give_or_one_that_is_made() -> None:
    named = {each.name for x in (Action, Article, Case, Link, Report, Values) for each in fields(x)}
    given = FIRST | WORDS | OPTIONAL
    assert named - MADE == given - {"span", "place"}


def test_a_difference_is_told_by_the_key_of_the_format() -> None:
    group = Group([(("Ana",), act("a", kind="Recall")), (("Jan",), act("a", kind="Expulsion"))])
    told = [(each.key, each.value, each.annotators) for each in list_differences([group], "g")]
    assert told == [("type", "Recall", ("Ana",)), ("type", "Expulsion", ("Jan",))]
    keys = {each.name for each in ARTICLE_FILE[1].kind if each.name}  # type: ignore[union-attr]
    assert "id" in keys


def test_numbers_read_as_people_write_them() -> None:
    def said(**count: object) -> str:
        quantity = Quantity(unit="persons", **count)
        one = Group(
            [
                (("Ana",), report("a", values=Values(quantity=quantity))),
                (("Jan",), report("a")),
            ],
            "name",
        )
        return next(x.value for x in list_differences([one], "g") if x.annotators == ("Ana",))

    assert said(minimum=4, maximum=4) == "4 persons"
    assert said(minimum=4, maximum=None) == "at least 4 persons"
    assert said(minimum=None, maximum=9, approximate=True) == "about at most 9 persons"


def test_the_order_of_a_list_is_no_difference() -> None:
    one, other = (claim("a", "b", claimed_by=x) for x in (("XRU", "XBO"), ("XBO", "XRU")))
    assert given_values(one) == given_values(other)
    assert given_values(paper())["title"] == "Klow expels 23"
