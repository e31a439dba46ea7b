"""Which claim of one graph is which of another."""

from __future__ import annotations

import pytest

from kg.model.ids import PREFIXES
from kg.tell.matches import Triple, match_claims


def claims(kind: str = "report", **spans: tuple[int, int]) -> set[Triple]:
    """Claims of one name and the numbers behind `n`, each with its span."""
    return {
        (name(key, kind), f"<{PREFIXES['ret']}{edge}>", f'"{at}"^^<integer>')
        for key, span in spans.items()
        for edge, at in zip(("start", "end"), span, strict=True)
    }


def name(key: str, kind: str = "report") -> str:
    return f"<{PREFIXES[kind]}{key.replace('_', '-')}>"


@pytest.mark.parametrize("kind", ["report", "link"])
def test_one_more_in_the_middle_moves_no_other(kind: str) -> None:
    few = claims(kind, x=(0, 9), x_2=(50, 60))
    many = claims(kind, x=(0, 9), x_2=(20, 30), x_3=(50, 60))
    assert match_claims(few, many) == {name("x_2", kind): name("x_3", kind)}
    back = match_claims(many, few)
    assert back.pop(name("x_3", kind)) == name("x_2", kind)
    ((alone, called),) = back.items()
    assert alone == name("x_2", kind)
    assert called not in {subject for subject, *_ in few}


def test_equal_places_count_first_then_the_largest_overlap_and_then_the_order() -> None:
    ones = claims(x=(0, 10), x_2=(20, 40), x_3=(60, 64))
    others = claims(x=(18, 38), x_2=(39, 64), x_3=(60, 64), x_4=(70, 80))
    assert match_claims(ones, others) == {
        name("x"): name("x_2"), name("x_2"): name("x"),
    }  # fmt: skip


def test_what_is_as_the_ids_say_is_not_renamed() -> None:
    same = claims(x=(0, 10), x_2=(20, 40), y=(3, 4))
    assert match_claims(same, same) == {}
    assert match_claims(claims(x=(0, 10)), claims(x=(90, 99))) == {}  # a corrected span


def test_a_number_that_is_a_part_of_the_name_tells_two_claims_apart() -> None:
    assert match_claims(claims(x_1=(0, 5), x_2=(9, 12)), claims(x_1=(9, 12), x_2=(0, 5))) == {}


def test_claims_without_a_place_in_a_text_are_known_by_their_ids() -> None:
    row = f"<{PREFIXES['ret']}row>"
    ones, others = ({(name("x"), row, '"5"'), (name("x_2"), row, f'"{each}"')} for each in (7, 9))
    assert match_claims(ones, others) == {}
