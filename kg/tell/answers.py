"""How a material act stands with regard to an answer, in words: one wording for every face.

An act is never called unanswered without the day of the newest source on either side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kg.model.provenance import DRAFT_MARK
from kg.model.standing import OPEN_STATES, Answer
from kg.tell.words import spell_day, spell_name, spell_short_day

#: State of an answer -> a sentence that a reader cannot misread, less its end.
ANSWERS: Final[Mapping[str, str]] = {
    "answered": "Answered: a source names a response",
    "answerDisputed": "Answer disputed: a source says that it is answered, another disputes that",
    "answerDeclined": "Answer declined: the other side has said that it will not answer",
    "answerSuggested": "Answer only suggested: no source asserts one",
    "answerInferred": "Answer only inferred by a rule; no source names one",
    "answerPlanned": "Answer planned or threatened, not carried out",
    "answeredInWords": "Answered in words only",
    "unanswered": "No answer in these sources",
}
#: The same as short as a column needs it.
SHORT: Final[Mapping[str, str]] = {
    "answered": "Answered",
    "answerDisputed": "Disputed",
    "answerDeclined": "Declined",
    "answerSuggested": "Only suggested",
    "answerInferred": "Only inferred",
    "answerPlanned": "Only a plan",
    "answeredInWords": "Only words",
    "unanswered": "No answer",
}
#: The states that a headline counts together -> how it counts them; together they are all.
COUNTED: Final[Mapping[tuple[str, ...], str]] = {
    ("answered",): "said to be answered",
    ("answerDisputed", "answerSuggested"): "only suggested or disputed",
    ("answerInferred",): "only inferred by a rule",
    ("answerDeclined",): "declined",
    OPEN_STATES: "open",
}


def spell_answer(answer: Answer) -> str:
    """How an act stands, in a sentence; where an answer may still come, up to which day we know.

    >>> from datetime import date
    >>> spell_answer(Answer(state="unanswered", as_of=date(2018, 3, 26)))
    'No answer in these sources (newest source on either side: 26 March 2018).'
    """
    told = ANSWERS[answer.state] + DRAFT_MARK * answer.draft
    return (
        f"{told} (newest source on either side: {spell_day(answer.as_of)})."
        if answer.open
        else f"{told}."
    )


def mark_answer(answer: Answer) -> str:
    """The same without what explains it, for a line that names the answer itself.

    >>> from datetime import date
    >>> mark_answer(Answer(state="answerDisputed", as_of=date(2018, 3, 26)))
    'Answer disputed'
    """
    if answer.open:
        return spell_answer(answer).removesuffix(".")
    return ANSWERS[answer.state].partition(":")[0] + DRAFT_MARK * answer.draft


def abbreviate_answer(answer: Answer) -> str:
    """The same for a narrow column.

    >>> from datetime import date
    >>> abbreviate_answer(Answer(state="unanswered", as_of=date(2018, 3, 26)))
    'No answer as of 26 Mar 2018'
    """
    told = SHORT[answer.state] + DRAFT_MARK * answer.draft
    return f"{told} as of {spell_short_day(answer.as_of)}" if answer.open else told


def spell_as_of(answers: Iterable[Answer]) -> str:
    """Up to which day the open ones of some acts are known, or all where none is open.

    >>> from datetime import date
    >>> one, other = (Answer(state="unanswered", as_of=date(2018, 3, day)) for day in (1, 26))
    >>> spell_as_of([other]), spell_as_of([one, other])
    (' as of 26 March 2018', ', each as of its own day, 26 March 2018 at the latest')
    """
    known = list(answers)
    days = {each.as_of for each in known if each.open} or {max(each.as_of for each in known)}
    if len(days) == 1:
        return f" as of {spell_day(*days)}"
    return f", each as of its own day, {spell_day(max(days))} at the latest"


def spell_same_day(act: str) -> str:
    """That an opposed act is of the same day, in an order that no source tells.

    >>> spell_same_day("Borduria expels four")
    'with “Borduria expels four”; no source tells which came first'
    """
    return f"with “{act}”; no source tells which came first"


def spell_hidden(state: str, same_day: Iterable[str] = ()) -> str:
    """What a part says of an act whose answer it does not show, whether or not a filter is set.

    Args:
        state: of the act.
        same_day: the acts that make it so, by their labels, where their day alone does.

    >>> spell_hidden("answerPlanned")
    'answer planned, by a move that is not shown here'
    >>> spell_hidden("answerSuggested", ["Borduria expels four"])
    'on the same day with “Borduria expels four”; no source tells which came first'
    """
    days = "; ".join(f"on the same day {spell_same_day(each)}" for each in same_day)
    words = "answered" if state == "answered" else f"{spell_name(state)},"
    return days or f"{words} by a move that is not shown here"


def count_states(answers: Iterable[Answer]) -> dict[tuple[str, ...], int]:
    """How many stand in each group of states that a headline tells; they add up to all."""
    counts = dict.fromkeys(COUNTED, 0)
    for answer in answers:
        counts[next(group for group in COUNTED if answer.state in group)] += 1
    return counts


def spell_states(answers: Iterable[Answer]) -> str:
    """How some acts stand, in one clause with the day of the open ones; empty for none.

    >>> from datetime import date
    >>> spell_states([Answer(state="answered", as_of=date(2018, 3, 26))])
    '1 of 1 said to be answered'
    """
    known = list(answers)
    if not known:
        return ""
    counts = count_states(known)
    said = ("answered",)
    told = [f"{counts[said]} of {len(known)} {COUNTED[said]}"]
    told += [f"{n} {COUNTED[group]}" for group, n in counts.items() if n and group != said]
    if counts[OPEN_STATES]:
        told[-1] += spell_as_of(known)
    return ", ".join(told)
