"""What a claim and an act count for; every face asks here and decides nothing itself.

Whether a claim is for or against an answer or tells order only, how firm it is and how far words
may go; what is material and how far it got; and how a material act stands with regard to an answer.
Source: DESIGN.md 4, "Standing" and "Answers and chains".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.model.actions import Action, Link, Record, Report, wholes_of
from kg.model.dates import Bounds, edtf_bounds, union
from kg.model.provenance import DRAFT_MARK
from kg.model.source_days import Sources
from kg.model.vocabulary import CODES, ancestry

MEASURES: Final = ("DiplomaticMeasure", "EconomicMeasure", "TransportRestriction", "HostileAct")
#: How far an act got, the least first; what is declined goes nowhere.
PROGRESS: Final = ("threatened", "planned", "announced", "ordered", "carriedOut")
MATERIAL_STATUSES: Final = ("announced", "ordered", "carriedOut")
PLANS: Final = ("threatened", "planned")

CHAIN_RELATIONS: Final = ("retaliation", "solidarity", "threatFulfilment")
#: What is more than an answer, or less: one takes an act back, the other is but words.
VERBS: Final[Mapping[str, str]] = {"reversal": "reverse", "reply": "reply to"}
ORDER_RELATIONS: Final = ("sequence", "coincidence")  # order in time, never an answer
REFUSALS: Final = ("retaliation", "nonRetaliation")  # what links a refusal to what it declines
HEDGED: Final = ("alleges", "implies", "speculates", "expects")  # less than an assertion
AGAINST: Final = ("denies", "disputes")
_NONE: Final[Mapping[str, tuple[str, ...]]] = {}
#: A denunciation takes an act for a fact and calls it wrong, which says nothing of a link.
LINK_STANCES: Final = tuple(each for each in CODES["Stance"] if each != "denounces")

#: From the firmest to the weakest claim: a path is as firm as its weakest link.
GRADES: Final = ("stated", "reported", "hedged", "disputed", "inferred", "denied")
FIRM: Final = ("stated", "reported")  # a source asserts it and none disputes it

ANSWER_STATES: Final = CODES["AnswerState"]  # the first that holds is the state
OPEN_STATES: Final = ("unanswered", "answeredInWords", "answerPlanned")


def side_of(link: Link) -> str:
    """Whether a claim is "for" an answer, "against" it, tells "order" only, or of a "refusal"."""
    if link.refusal:
        return "refusal"
    if link.relation in ORDER_RELATIONS:
        return "order"
    return "against" if link.stance in AGAINST or link.relation == "nonRetaliation" else "for"


def opposes(link: Link) -> bool:
    """Whether a claim disputes those that call its response an answer.

    To deny that something is not an answer is not to speak against it.
    """
    return side_of(link) == "against" and not (
        link.relation == "nonRetaliation" and link.stance in AGAINST
    )


def in_chains(link: Link) -> bool:
    """Whether a claim can hold a chain together: undenied, and of a chain relation."""
    return side_of(link) == "for" and link.relation in CHAIN_RELATIONS


def grade_of(link: Link) -> str:
    """How firm a claim is: one of GRADES."""
    if link.basis == "inferred":
        return "inferred"
    if link.stance == "denies":
        return "denied"
    if link.disputed_by or link.stance == "disputes":
        return "disputed"
    return link.basis if link.stance == "asserts" else "hedged"


def is_hedged(link: Link) -> bool:
    """Whether a claim's source is less than sure; a rule always is, and says so by its basis."""
    return link.stance != "asserts" and link.basis != "inferred"


def by_grade(link: Link) -> tuple[bool, int, str, str]:
    """A key that sorts claims from the firmest to the weakest, drafts behind all others."""
    return link.draft, GRADES.index(grade_of(link)), link.relation, link.iri


def weakest(grades: Collection[str]) -> str:
    """The weakest of some grades, empty where there are none."""
    return max(grades, key=GRADES.index, default="")


def verb_of(link: Link) -> str:
    """How far one may go in words: never "answers", and nobody who disputes it says it."""
    return f"{_verb(link)}{DRAFT_MARK}" if link.draft else _verb(link)


def _verb(link: Link) -> str:
    if link.refusal:
        return "said to decline an answer to"
    denied = link.stance in AGAINST
    if link.relation in ORDER_RELATIONS:
        what = "come after" if link.relation == "sequence" else "coincide with"
        return f"said not to {what}" if denied else f"said only to {what}"
    if link.relation == "nonRetaliation" and denied:
        return "not ruled out as an answer to"
    act = VERBS.get(link.relation, "answer")
    if side_of(link) == "against":
        return f"said not to {act}"
    if link.basis == "inferred":
        return f"inferred to {act} (no source says so)"
    verb = f"said to {act}" if link.stance == "asserts" else f"tentatively said to {act}"
    return f"{verb} (disputed)" if link.disputed_by else verb


def needs_status(kind: str) -> bool:
    """Whether an act of a class has to say how far it got: measures and hostile acts do."""
    return not set(MEASURES).isdisjoint(ancestry(kind))


def is_material(kind: str, status: str | None) -> bool:
    """Whether an act is material: a measure or hostile act, done, ordered or announced.

    An easing takes pressure away, so it is none.

    >>> [is_material("Recall", each) for each in ("ordered", "planned")]
    [True, False]
    """
    return status in MATERIAL_STATUSES and needs_status(kind) and "Easing" not in ancestry(kind)


def find_voices(reports: Iterable[Report]) -> list[Report]:
    """The reports that an action's facts come from: those that assert it, else those that hedge."""
    told = list(reports)
    voices = [each for each in told if each.stance == "asserts"]
    return voices or [each for each in told if each.stance in HEDGED]


def find_disclosure(reports: Iterable[Report]) -> Bounds:
    """The first and last day on which a hostile act became known: all that its voices allow.

    The words stand on the act only where all agree; the days of a closer and of a vaguer account go
    together, as those of its date do.
    """
    told = (each.values.disclosed for each in find_voices(reports))
    return union(edtf_bounds(each) for each in told if each)


def find_status(told: Iterable[tuple[str, date | None]]) -> str | None:
    """How far an act got: the furthest status told; declined where no later day tells of more.

    Args:
        told: each status with the day of the source that gives it, None where that is not known.

    >>> march, april = date(2031, 3, 6), date(2031, 4, 2)
    >>> find_status([("carriedOut", april), ("planned", march)])
    'carriedOut'
    >>> find_status([("planned", march), ("declined", march)])
    'declined'
    """
    told = list(told)
    further = [(PROGRESS.index(status), day) for status, day in told if status in PROGRESS]
    declined = [day for status, day in told if status == "declined"]
    if declined:
        last = max((day for day in declined if day), default=None)
        if not any(day and last and day > last for _, day in further):
            return "declined"
    return PROGRESS[max(how for how, _ in further)] if further else None


def contradict_status(statuses: Iterable[str | None]) -> bool:
    """Whether accounts of how far an act got cannot all hold: declined, and yet done or on its way.

    Status is progress: the other ones, and a plan or threat that was declined later, are stages.

    >>> contradict_status(["planned", "ordered", "carriedOut"])
    False
    >>> contradict_status(["planned", "declined"]), contradict_status(["carriedOut", "declined"])
    (False, True)
    """
    told = set(statuses)
    return "declined" in told and not told.isdisjoint(MATERIAL_STATUSES)


def contradict_disclosures(told: Iterable[str | None]) -> bool:
    """Whether accounts of when an act became known differ, other than as a day and "by that day".

    >>> contradict_disclosures(["../2021-04-17", "2021-04-16", None])
    False
    >>> contradict_disclosures(["2021-04-17", "2021-04-16"])
    True
    """
    days = {each for each in told if each}
    closed = {each for each in days if not each.startswith("../")}
    last = min((each.removeprefix("../") for each in days - closed), default="")
    return len(closed) > 1 or any(last and each > last for each in closed)


def sides_of(action: Action) -> tuple[str, ...]:
    """Who acts: the states and international organisations, else the actors named."""
    return _sides(action.actor_states, action.values.actor, action)


def targets_of(action: Action) -> tuple[str, ...]:
    """Who is acted upon: the states and international organisations, else those named."""
    return _sides(action.recipient_states, action.values.recipient, action)


def _sides(states: tuple[str, ...], named: tuple[str, ...], action: Action) -> tuple[str, ...]:
    beside = set(action.organisations).intersection(named)
    return tuple(sorted(beside.union(states))) if beside and states else states or named


def is_own(response: Action, trigger: Action) -> bool:
    """Whether nobody but the side of an act takes part in what is said to answer it."""
    sides = set(sides_of(response))
    return bool(sides) and sides <= set(sides_of(trigger))


def is_by_target(response: Action, trigger: Action) -> bool:
    """Whether the side that was acted upon takes part in what is said to answer it."""
    return not set(sides_of(response)).isdisjoint(targets_of(trigger))


def is_refusal(link: Link, response: Action, trigger: Action) -> bool:
    """Whether a claim tells that the side acted upon declined to answer."""
    return (
        response.values.status == "declined"
        and link.relation in REFUSALS
        and link.stance not in AGAINST
        and is_by_target(response, trigger)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a material act stands with regard to an answer, as far as sources up to a day know."""

    state: str  # one of ANSWER_STATES
    as_of: date
    draft: bool = False  # whether it would be another one without drafts
    #: Opposed acts of its day that a rule would link to it, or it to them, if a source told which
    #: came first. Those that would answer it make its answer a suggested one.
    same_day: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether an answer is still to come: none, one in words, or one that is planned."""
        return self.state in OPEN_STATES


def find_answers(
    record: Record, links: Iterable[Link], same_days: Mapping[str, tuple[str, ...]] = _NONE
) -> dict[str, Answer]:
    """How each material act of a record stands, by id, sorted.

    An undated row has no day of its own: its act stands as of the newest day on which a side of it
    appears in another source. Where there is none it has no state.

    Args:
        record: its actions, reports and articles.
        links: stated, reported and inferred ones.
        same_days: action -> acts of its day that would answer it if a source told the order.
    """
    sources = Sources(record)
    states = answer_states(record.actions, links, sources, same_days)
    pairs: dict[str, set[str]] = {}
    for name, answers in same_days.items():
        for other in answers:
            pairs.setdefault(name, set()).add(other)
            pairs.setdefault(other, set()).add(name)
    newest = {each.id: sources.newest(each) for each in record.actions if each.id in states}
    return {  # an act of which no source has a day would be called unanswered as of nothing
        name: Answer(state=state, as_of=day, same_day=tuple(sorted(pairs.get(name, ()))))
        for name, state in states.items()
        if (day := newest[name]) is not None
    }


def answer_states(
    actions: Sequence[Action],
    links: Iterable[Link],
    sources: Sources | None = None,
    same_days: Mapping[str, Collection[str]] = _NONE,
) -> dict[str, str]:
    """The state of each material act, by id, sorted; the answer to a whole answers its parts.

    Args:
        actions: all actions.
        links: stated, reported and inferred ones.
        sources: the days of what is said, for plans and refusals of which the newer counts; without
            them a refusal does.
        same_days: action -> acts of its day that would answer it if a source told the order.
    """
    by_id = {each.id: each for each in actions}
    parents = {each.id: [name for name in each.part_of if name in by_id] for each in actions}
    claims: dict[str, list[Link]] = {}
    for link in links:
        if link.response in by_id:
            claims.setdefault(link.trigger, []).append(link)
    states = {}
    for action in sorted((each for each in actions if each.material), key=lambda each: each.id):
        said = [x for name in wholes_of(action.id, parents) for x in claims.get(name, ())]
        found = {*_states(action, said, by_id), *_word(action, said, by_id, sources)}
        found |= {"answerSuggested"} if same_days.get(action.id) else set()
        states[action.id] = next((each for each in ANSWER_STATES if each in found), "unanswered")
    return states


def state_by(link: Link) -> str:
    """The answer state that a claim makes of an act that a material one is said to answer."""
    if link.basis == "inferred":
        return "answerInferred"
    if link.stance in HEDGED:
        return "answerSuggested"
    return "answerDisputed" if link.disputed_by else "answered"


def _states(action: Action, said: Iterable[Link], by_id: Mapping[str, Action]) -> Iterator[str]:
    """What the claims on one act make of it, other than by plans and refusals."""
    for link in said:
        response = by_id[link.response]
        if side_of(link) != "for" or is_own(response, action):
            continue
        if response.material:
            yield state_by(link)
        elif "SpeechAct" in response.kinds and is_by_target(response, by_id[link.trigger]):
            yield "answeredInWords"


def _word(
    action: Action, said: Iterable[Link], by_id: Mapping[str, Action], sources: Sources | None
) -> list[str]:
    """The newer word of plan and refusal; on one day, or on days not known, the refusal."""
    plans: list[date | None] = []
    refusals: list[date | None] = []
    for link in said:
        response, day = by_id[link.response], sources.day_of(link) if sources else None
        if link.refusal and not link.disputed_by:
            refusals.append(day)
        elif side_of(link) == "for" and response.values.status in PLANS:
            plans += [] if is_own(response, action) else [day]
    last = max((day for day in refusals if day), default=None)
    if refusals and not any(day and last and day > last for day in plans):
        return ["answerDeclined"]
    return ["answerPlanned"] if plans else []
