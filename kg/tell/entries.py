"""One thing of a graph -> the words that tell it apart from others, for a line of `kg diff`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kg.model.actions import Link
from kg.model.ids import PREFIXES, short_name
from kg.model.standing import verb_of
from kg.model.vocabulary import LABELS

LABEL: Final = "<http://www.w3.org/2000/01/rdf-schema#label>"
#: What the line of a report says before its values.
_TOLD: Final = ("inArticle", "inTable", "start", "end", "row", "stance", "ofAction", "attributedTo")

#: Subject -> predicate -> values, each as N-Triples writes it.
Facts = Mapping[str, Mapping[str, list[str]]]


def spell_value(value: str, labels: Mapping[str, str]) -> str:
    """A value as an analyst reads it: a literal's text, a code's label, a thing with its label."""
    if value.startswith('"'):
        return literal_text(value)
    name = short(value)
    if name.startswith(("code:", "ret:")):
        return LABELS.get(name.partition(":")[2], name)
    return f"{name} ({labels[value]})" if value in labels else name


def label_of(subject: str, facts: Facts) -> str:
    """What people call a thing, or nothing."""
    known = facts.get(subject, {}).get(LABEL, [])
    return literal_text(known[0]) if known else ""


def report_words(subject: str, facts: Facts) -> str:
    """`[0, 10] asserts: “action”, says Plekszy-Gladz; quantity: 4; unit: persons`."""
    start = _place(subject, facts)
    said = f"{_codes(subject, facts, 'stance')}: {_other(subject, facts, 'ofAction')}"
    values = []
    for predicate, given in facts[subject].items():
        prefix, _, name = short(predicate).partition(":")
        if prefix == "ret" and name not in _TOLD:
            labels = {each: label for each in given if (label := label_of(each, facts))}
            values.append(f"{name}: {', '.join(spell_value(each, labels) for each in given)}")
    return "; ".join([f"{start}{said}{_voice(subject, facts, 'attributedTo')}", *values])


def _place(subject: str, facts: Facts) -> str:
    """`[0, 10] ` or `row 3 `, where it has a place in a text or table."""
    start, end, row = (_number(subject, facts, name) for name in ("start", "end", "row"))
    if start is not None and end is not None:
        return f"[{start}, {end}] "
    return f"row {row} " if row is not None else ""


def place_key(subject: str, facts: Facts) -> tuple[str, int, str]:
    """A key that sorts reports by article or table, then by their place in it."""
    source = _codes(subject, facts, "inArticle", "inTable")
    at = _number(subject, facts, "start") or _number(subject, facts, "row") or 0
    return source, at, subject


def _number(subject: str, facts: Facts, name: str) -> int | None:
    found = facts[subject].get(f"<{PREFIXES['ret']}{name}>", [])
    text = literal_text(found[0]) if found else ""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def _voice(subject: str, facts: Facts, name: str) -> str:
    """Who says it, where somebody is named."""
    found = facts[subject].get(f"<{PREFIXES['ret']}{name}>", [])
    names = ", ".join(label_of(each, facts) or short(each) for each in found)
    return f", says {names}" if names else ""


def link_words(subject: str, facts: Facts) -> str:
    """Both ends with how far the claim goes between them, in the words of `kg show`."""
    relation, basis, stance = (
        _codes(subject, facts, name) for name in ("relation", "basis", "stance")
    )
    disputed = facts[subject].get(f"<{PREFIXES['ret']}disputedBy>", [])
    link = Link(
        iri=subject,
        response="",
        trigger="",
        relation=relation,
        basis=basis,
        stance=stance,
        disputed_by=tuple(("", each) for each in disputed),
        draft="true" in _codes(subject, facts, "draft"),
    )
    response, trigger = (_other(subject, facts, end) for end in ("response", "trigger"))
    claim = f"{response} is {verb_of(link)} {trigger}: {relation}, {basis}, {stance}"
    return f"{_place(subject, facts)}{claim}{_voice(subject, facts, 'claimedBy')}"


def _other(subject: str, facts: Facts, name: str) -> str:
    found = facts[subject].get(f"<{PREFIXES['ret']}{name}>", [])
    return ", ".join(f"“{label_of(each, facts) or short(each)}”" for each in found)


def _codes(subject: str, facts: Facts, *names: str) -> str:
    values = (facts[subject].get(f"<{PREFIXES['ret']}{name}>", []) for name in names)
    return ", ".join(short(each).removeprefix("code:") for found in values for each in found)


def literal_text(literal: str) -> str:
    """The text of an N-Triples literal, without its language; escapes stay, so one line stays."""
    if not literal.startswith('"'):
        return short(literal)
    return literal[1 : literal.rindex('"')].replace('\\"', '"')


def short(term: str) -> str:
    """A term with its prefix where the project has one.

    >>> short("<https://w3id.org/retaliation-kg/id/actor/RUS>")
    'actor:RUS'
    """
    if not term.startswith("<"):
        text, typed, datatype = term.rpartition("^^<")
        return f"{text}^^{short(f'<{datatype}')}" if typed and term.startswith('"') else term
    name = short_name(term[1:-1])
    return term if name == term[1:-1] else name
