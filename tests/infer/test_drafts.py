"""What follows from drafts is marked: inferred links, chains and answers."""

from __future__ import annotations

from dataclasses import replace

from support import act, claim, paper, people, record, report

from kg.infer.built import infer
from kg.infer.drafts import has_drafts, mark_answers, mark_links
from kg.model.actions import Record
from kg.model.provenance import UNSAID, Provenance
from kg.model.standing import find_answers, verb_of
from kg.read.corpus import Corpus

MADE = Provenance(extracted_by=("reader 1.2, 2031-03-05",))
STRIKE = act("strike")
ANSWER = act("answer", "XBO", "XRU", day="2031-03-04")


def quarrel(*, draft: bool, **more: object) -> Record:
    made = MADE if draft else UNSAID
    return record(
        [STRIKE, replace(ANSWER, draft=draft)],
        articles=(paper(),),
        reports=(
            report("strike"),
            report("answer", 30, provenance=made),
        ),
        **more,
    )


def test_a_record_has_drafts_where_one_thing_of_it_is_one() -> None:
    assert [has_drafts(quarrel(draft=each)) for each in (True, False)] == [True, False]


def test_a_link_inferred_between_acts_of_which_one_is_a_draft_is_one() -> None:
    found = claim("answer", "strike", basis="inferred")
    marked = [mark_links(quarrel(draft=x), [found])[0].draft for x in (True, False)]
    assert marked == [True, False]


def test_an_answer_that_would_be_another_without_drafts_says_so() -> None:
    link = claim("answer", "strike", provenance=MADE, draft=True)
    said = quarrel(draft=False)
    answers = find_answers(said, [link])
    assert answers["strike"].state == "answered"
    marked = mark_answers(said, [link], answers)
    assert (marked["strike"].draft, marked["answer"].draft) == (True, False)
    firm = claim("answer", "strike", basis="stated")
    both = mark_answers(said, [link, firm], find_answers(said, [link, firm]))
    assert both["strike"].draft is False


def test_a_chain_with_a_draft_in_it_says_so_and_so_does_its_claim() -> None:
    link = claim("answer", "strike", provenance=MADE, draft=True)
    said = record([STRIKE, ANSWER], [link], articles=(paper(),), reports=(report("strike"),))
    corpus = Corpus(record=said, actors=people(), findings=(), unreadable=(), inputs={})
    (chain,) = infer(corpus).chains
    assert (chain.draft, verb_of(link)) == (True, "said to answer (draft)")
