"""Links as the page shows them: the claims on one pair of actions together, and one line for them.

Stated, reported and inferred stay apart in every sentence, and order is never worded as a cause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from kg.model.actions import Action, Link
from kg.model.provenance import DRAFT_MARK
from kg.model.standing import by_grade, is_hedged, is_own, side_of, verb_of
from kg.tell.index import Index
from kg.tell.lags import tell_lag
from kg.tell.lines import Line
from kg.tell.records import is_own_row, spell_voice
from kg.tell.values import provenance_lines, reading_lines
from kg.tell.words import spell_name, start_sentence

#: What a claim says -> the heading over what an action answers, and over what answers it.
HEADINGS: Final = {
    "for": ("Said to answer", "Said to be answered by"),
    "own": (
        "Said to answer an act of its own side, which does not count as an answer",
        "Said to be answered by its own side alone, which does not count as an answer",
    ),
    "inferred": (
        "Inferred to answer; no source says so",
        "Inferred to be answered by; no source says so",
    ),
    "words": ("Said to reply in words to", "Said to be replied to in words by"),
    "reversal": ("Said to reverse", "Said to be reversed by"),
    "order": (
        "Said only to come after or to coincide, not to answer",
        "Said only to come before or to coincide",
    ),
    "against": ("Said not to answer", "Said not to be answered by"),
    "refusal": ("Said to decline an answer to", "Said to be declined by"),
}

#: Beside every confidence: what it is measured on, and what it does not promise.
GUESS: Final = (
    "It is measured mostly on acts whose answer a source tells; kg evaluate shows how often a "
    "guess is right where none does."
)

Pair = tuple[str, str, str]  # trigger, response, what the claims say of it


def describe_pairs(index: Index) -> list[dict[str, Any]]:
    """The claims, grouped by trigger, response and what they say: an answer, none, or order only.

    Returns:
        One record a group, sorted by the places of its actions in time.
    """
    groups: dict[Pair, list[Link]] = defaultdict(list)
    for link in index.data.links:
        groups[link.trigger, link.response, sort_of(link, index.actions)].append(link)
    far = len(index.at)
    ordered = sorted(
        groups.items(),
        key=lambda item: (index.at.get(item[0][0], far), index.at.get(item[0][1], far), item[0]),
    )
    return [_describe_pair(pair, sorted(links, key=by_grade), index) for pair, links in ordered]


def sort_of(link: Link, actions: Mapping[str, Action]) -> str:
    """What a claim says, as HEADINGS has it: its side, but what a rule infers stands apart.

    So do words, what takes an act back, and what the act's own side does: none of these is the
    answer that a measure waits for.
    """
    if link.basis == "inferred":
        return "inferred"
    side = side_of(link)
    if side != "for":
        return side
    response, trigger = actions.get(link.response), actions.get(link.trigger)
    own = "own" if response and trigger and is_own(response, trigger) else side
    return {"reply": "words", "reversal": "reversal"}.get(link.relation, own)


def describe_claim(link: Link, index: Index) -> dict[str, Any]:
    """One claim in sentences: who makes it, how firmly, and what speaks for and against it."""
    head = {
        "stated": f"Stated by {_claimant(link, index)}",
        "reported": f"Reported by {_claimant(link, index)}",
        "inferred": "Inferred by a rule: no source says so",
    }.get(link.basis, start_sentence(index.code(link.basis)))
    head += DRAFT_MARK * link.draft
    return {
        "basis": link.basis,
        "head": head,
        "what": _spell_relation(link, index),
        "who": spell_who(link, index) if link.basis != "inferred" else "",
        "notes": [*_notes(link, index), *_reasons(link, index)],
        "source": index.source(link.article),
        "where": index.spell_place(link),
        **({"quote": quote} if (quote := index.data.quotations.get(link.iri)) else {}),
    }


def _describe_pair(pair: Pair, links: Sequence[Link], index: Index) -> dict[str, Any]:
    trigger, response, sort = pair
    return {
        "from": index.at.get(trigger, -1),
        "to": index.at.get(response, -1),
        "fromLabel": index.action(trigger),
        "toLabel": index.action(response),
        "sort": sort,
        "verb": start_sentence(verb_of(links[0])),
        "lag": tell_lag(links, index.actions),
        "claims": [describe_claim(link, index) for link in links],
    }


def claim_line(link: Link, index: Index, other: str = "") -> Line:
    """A claim in a line: of what, how long after, who says so, where, and what is said of it.

    Args:
        link: the claim.
        index: where everything is.
        other: the action to name, where the heading tells the rest; "" for both, with the verb.
    """
    claim = describe_claim(link, index)
    ends = index.action(link.response), index.action(link.trigger)
    about = f"“{index.action(other)}”" if other else f"“{ends[0]}” is {verb_of(link)} “{ends[1]}”"
    lag = tell_lag([link], index.actions)
    where = ""
    if is_own_row(link):
        where = f", {index.spell_place(link)}"
    elif link.article or link.table:
        where = f" ({index.spell_source(link)})"
    head = f"{about} ({lag})" if lag else about
    text = " ".join([f"{head}: {claim['what']}. {claim['head']}{where}.", *claim["notes"]])
    return Line(text=text, thing=f"link:{link.iri}")


def name_voice(link: Link, index: Index) -> tuple[str, str]:
    """Who makes a claim, and where it stands, with its day.

    A voice that is not named is the outlet's own; a coded row has that of its item.
    """
    day = index.day_of(link)
    where = index.outlet(link) if link.article or link.table else ""
    names = index.names(link.claimed_by)
    if names and names != where:
        return names, ", ".join(filter(None, (where, day)))
    return names or where or "an unnamed source", day


def spell_who(link: Link, index: Index) -> str:
    """The same in one: `Borduria, in Klow Gazette, 3 March 2031`."""
    who, where = name_voice(link, index)
    spoken = bool(link.claimed_by) and where.startswith(index.outlet(link))
    return (f"{who}, in {where}" if spoken else f"{who}, {where}") if where else who


def name_opponents(links: Iterable[Link], index: Index) -> list[str]:
    """Who disputes some claims, and where, each once."""
    found: dict[str, None] = {}
    for kind, iri in (each for link in links for each in link.disputed_by):
        if kind == "link" and iri in index.links:
            found[spell_who(index.links[iri], index)] = None
        elif kind == "report" and iri in index.reports:
            report = index.reports[iri]
            names, where = index.names(report.attributed_to), index.outlet(report)
            found[f"{names}, in {where}" if names else where] = None
    return list(found)


def name_reasons(link: Link) -> list[str]:
    """Why a rule found a link, in words, the weightiest first."""
    fors = sorted((x for x in link.features if x.contribution > 0), key=lambda x: -x.contribution)
    return [each.says or start_sentence(spell_name(each.name)) for each in fors]


def _claimant(link: Link, index: Index) -> str:
    if link.claimed_by:
        return index.names(link.claimed_by)
    if link.article:
        return f"{index.publisher(link)}, in the author's own voice"
    return index.publisher(link)


def _spell_relation(link: Link, index: Index) -> str:
    words = start_sentence(index.code(link.relation))
    if link.solidarity_with:
        words += f" with {index.names(link.solidarity_with)}"
    return f"{words} ({index.code(link.stance)})" if is_hedged(link) else words


def _notes(link: Link, index: Index) -> list[str]:
    notes = []
    if link.reading_certainty is not None:
        notes.append(
            "The wording is ambiguous; the annotator's certainty in this reading is "
            f"{_spell_decimal(link.reading_certainty)}."
        )
    notes += [f"{x.what} {x.text}." for x in provenance_lines(link.provenance, draft=link.draft)]
    differ = reading_lines("link", link.iri, index)
    notes += [f"Annotators differ on {each.what}: {each.text}." for each in differ]
    notes += [f"Disputed: {source}." for source in _voices(link.disputed_by, index)]
    for other in link.conflicts_with:
        if other in index.links:
            rival = index.links[other]
            claim = f"{verb_of(rival)} “{index.action(rival.trigger)}”"
            notes.append(f"Conflicts with this claim: the response is {claim}.")
        else:
            notes.append(f"Conflicts with the claim {other}.")
    return notes


def _reasons(link: Link, index: Index) -> list[str]:
    """Why a rule found the link, and what speaks against it."""
    reasons = []
    if link.confidence is not None:
        reasons.append(f"Confidence {_spell_decimal(link.confidence)}. {GUESS}")
    if link.rule:
        version = f", version {link.rule_version}" if link.rule_version else ""
        reasons.append(f"Rule {link.rule}{version}.")
    for feature in link.features:
        name = feature.says or start_sentence(spell_name(feature.name))
        if feature.contribution == 0:
            reasons.append(f"{name}: no effect.")
        else:
            side = "for" if feature.contribution > 0 else "against"
            amount = _spell_decimal(abs(feature.contribution))
            reasons.append(f"{name}: counts {side} it ({amount} log-odds).")
    reasons += [
        f"Evidence against it: {source}." for source in _voices(link.counter_evidence, index)
    ]
    for other in link.alternative_to:
        trigger = index.links[other].trigger if other in index.links else other
        reasons.append(f"Another possible trigger: “{index.action(trigger)}”.")
    reasons += [f"Weighed and found too weak: “{index.action(lost)}”." for lost in link.weighed]
    return reasons


def _voices(sources: Iterable[tuple[str, str]], index: Index) -> list[str]:
    """The reports and claims named as (kind, id), as words."""
    found = []
    for kind, iri in sources:
        if kind == "report" and iri in index.reports:
            report = index.reports[iri]
            voice = spell_voice(report, index)
            stance, about = index.code(report.stance), index.action(report.action)
            told = stance if is_own_row(report) else f"{index.publisher(report)}; {stance}"
            found.append(f"{voice} ({told}), on “{about}”")
        elif kind == "link" and iri in index.links:
            claim = index.links[iri]
            what = f"{_spell_relation(claim, index)}, {claim.basis}"
            found.append(f"{_claimant(claim, index)}: {what}, to “{index.action(claim.trigger)}”")
        elif kind == "action":
            found.append(f"“{index.action(iri)}”")
        else:
            found.append(f"{kind} {iri}")
    return found


def _spell_decimal(number: Decimal) -> str:
    """A decimal without trailing zeros and never with an exponent."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
