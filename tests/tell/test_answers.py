"""How acts stand with regard to an answer, in words, and how many stand how."""

from __future__ import annotations

from datetime import date

import pytest

from kg.model.standing import ANSWER_STATES, OPEN_STATES, Answer
from kg.tell.answers import (
    ANSWERS,
    COUNTED,
    count_states,
    mark_answer,
    spell_answer,
    spell_states,
)

READ = date(2031, 3, 9)


def stands(*states: str, as_of: date = READ) -> list[Answer]:
    return [Answer(state=each, as_of=as_of) for each in states]


@pytest.mark.parametrize("state", ANSWER_STATES)
def test_every_state_has_its_sentence_and_the_open_ones_say_up_to_when(state: str) -> None:
    told = spell_answer(Answer(state=state, as_of=READ))
    assert told.startswith(ANSWERS[state])
    assert told.endswith(" (newest source on either side: 9 March 2031).") == (state in OPEN_STATES)
    assert told.endswith(".")
    assert told.count(".") == 1


def test_the_sentences_are_those_of_the_states_in_their_order_and_no_two_alike() -> None:
    assert tuple(ANSWERS) == ANSWER_STATES
    assert len(set(ANSWERS.values())) == len(ANSWERS)


@pytest.mark.parametrize(
    ("state", "mark"),
    [
        ("answered", "Answered"),
        ("answerDisputed", "Answer disputed"),
        ("answerDeclined", "Answer declined"),
        ("answerSuggested", "Answer only suggested"),
        (
            "answerPlanned",
            "Answer planned or threatened, not carried out "
            "(newest source on either side: 9 March 2031)",
        ),
        ("answeredInWords", "Answered in words only (newest source on either side: 9 March 2031)"),
        ("unanswered", "No answer in these sources (newest source on either side: 9 March 2031)"),
    ],
)
def test_a_mark_is_short_but_has_the_day_of_what_is_open(state: str, mark: str) -> None:
    assert mark_answer(Answer(state=state, as_of=READ)) == mark


def test_a_mark_never_says_more_than_the_sentence() -> None:
    for answer in stands(*ANSWER_STATES):
        assert spell_answer(answer).startswith(mark_answer(answer))


def test_a_headline_counts_every_state_once() -> None:
    assert sorted(state for group in COUNTED for state in group) == sorted(ANSWER_STATES)
    assert OPEN_STATES in COUNTED


def test_the_counts_add_up_to_all() -> None:
    many = stands(*ANSWER_STATES, *ANSWER_STATES[:3], "unanswered")
    counts = count_states(many)
    assert list(counts) == list(COUNTED)
    assert sum(counts.values()) == len(many)
    assert counts[OPEN_STATES] == 4
    assert count_states([]) == dict.fromkeys(COUNTED, 0)


@pytest.mark.parametrize(
    ("states", "told"),
    [
        ((), ""),
        (("answered",), "1 of 1 said to be answered"),
        (("answerDeclined",), "0 of 1 said to be answered, 1 declined"),
        (
            ("unanswered", "answeredInWords"),
            "0 of 2 said to be answered, 2 open as of 9 March 2031",
        ),
        (
            ("answered", "answerDisputed", "answerSuggested", "answerInferred", "unanswered"),
            "1 of 5 said to be answered, 2 only suggested or disputed, 1 only inferred by a rule, "
            "1 open as of 9 March 2031",
        ),
    ],
)
def test_some_acts_are_told_in_a_clause(states: tuple[str, ...], told: str) -> None:
    assert spell_states(stands(*states)) == told
    assert spell_states(iter(stands(*states))) == told


def test_what_is_open_is_so_as_of_its_own_day() -> None:
    later = stands("answered", as_of=date(2031, 4, 2))
    told = "1 of 2 said to be answered, 1 open as of 9 March 2031"
    assert spell_states([*stands("unanswered"), *later]) == told
