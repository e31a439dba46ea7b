"""Who annotated: what a record says itself, what its article says, and what is a draft."""

from __future__ import annotations

import pytest

from kg.model.provenance import UNSAID, Provenance, check_dated, check_name, join_provenance

EXTRACTED = Provenance(extracted_by=("reader 1.2, 2031-03-05",))
REVIEWED = Provenance(
    extracted_by=("reader 1.2, 2031-03-05",), reviewed_by=("Maria Nowak, 2031-03-06",)
)
BY_HAND = Provenance(annotated_by=("Maria Nowak",))


def test_only_what_is_extracted_and_not_reviewed_is_a_draft() -> None:
    drafts = [each.is_draft for each in (UNSAID, BY_HAND, EXTRACTED, REVIEWED)]
    assert drafts == [False, False, True, False]


def test_a_record_has_what_its_article_says() -> None:
    assert UNSAID.within(EXTRACTED) == EXTRACTED
    assert UNSAID.within(REVIEWED) == REVIEWED


def test_what_a_record_says_itself_wins() -> None:
    own = Provenance(annotated_by=("Jan Novák",))
    assert own.within(BY_HAND) == own


def test_a_review_of_the_article_does_not_cover_a_later_extraction() -> None:
    later = Provenance(extracted_by=("reader 1.3, 2031-04-01",))
    assert later.within(REVIEWED).is_draft


def test_what_is_alike_in_two_files_is_a_draft_only_where_both_are() -> None:
    assert join_provenance([EXTRACTED, BY_HAND]) == BY_HAND
    assert join_provenance([EXTRACTED, EXTRACTED]).is_draft
    both = join_provenance([Provenance(annotated_by=("Jan",)), BY_HAND])
    assert both.annotated_by == ("Jan", "Maria Nowak")


@pytest.mark.parametrize(
    "text", ["reader 1.2, 2031-03-05", "reader 1.2 2031-03-05", " reader 1.2 ,2031-03-05 "]
)
def test_a_name_and_a_day_are_read_with_or_without_a_comma(text: str) -> None:
    assert check_dated(text, "") == "reader 1.2, 2031-03-05"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Maria Nowak", "is not a name and a day; write it as in: X, 2031-03-06"),
        ("2031-03-06", "is not a name and a day"),
        ("Maria, 6.3.2031", "is not a name and a day"),
        ("Maria, 2031-02-30", "2031-02-30 is not a day of the calendar"),
        (", 2031-03-12", "is not a name and a day"),
        ("—, 2031-03-12", "is not a name and a day"),
        ("maria@localhost, 2031-03-06", "write a name or an id alone"),
    ],
)
def test_anything_else_is_told_with_its_remedy(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        check_dated(text, "X, 2031-03-06")
    assert "@localhost" not in str(caught.value)


def test_a_name_has_no_at_sign() -> None:
    assert check_name(" Maria Nowak ") == "Maria Nowak"
    with pytest.raises(ValueError, match="write a name or an id alone"):
        check_name("maria@localhost")


@pytest.mark.parametrize("text", [",", " — ", "()"])
def test_a_name_has_a_letter_or_a_digit(text: str) -> None:
    with pytest.raises(ValueError, match="does not name anyone; write a name or an id"):
        check_name(text)
