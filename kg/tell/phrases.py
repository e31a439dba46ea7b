"""A graph's values, reports and claims in words: the lines that profiles are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kg.model.actions import Link
from kg.model.actors import Quantity
from kg.model.standing import ORDER_RELATIONS, grade_of, side_of, verb_of
from kg.tell.facts import KINDS, Facts, Name
from kg.tell.tables import count_text
from kg.tell.words import spell_date, spell_term, start_sentence

#: The properties that make one count.
COUNT: Final = ("ret:quantity", "ret:minQuantity", "ret:maxQuantity", "ret:approximate", "ret:unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: what it is, in words, and the thing it is about where there is one."""

    what: str = ""
    text: str
    thing: str = ""

    def __str__(self) -> str:
        text = f"{self.what}: {self.text}" if self.what else self.text
        return f"{text}  [{self.thing}]" if self.thing else text


def spell_value(facts: Facts, prop: str, value: str) -> Line:
    """A value in words, with the thing it is where it is one that can be shown."""
    if prop == "ret:hasFeature":
        name, weight = (
            facts.value(value, f"ret:{each}") for each in ("featureName", "contribution")
        )
        return Line(what="Feature", text=f"{name} {Decimal(weight):+} log-odds")
    named = isinstance(value, Name)
    shown = named and value.partition(":")[0] in KINDS
    text = _WORDS[prop](value) if prop in _WORDS else value
    if shown or (named and value.startswith(("code:", "ret:"))):
        text = name_thing(facts, value)
    return Line(what=spell_property(facts, prop), text=text, thing=value if shown else "")


def name_thing(facts: Facts, thing: str) -> str:
    """A thing's label, or words for one that has none of its own: a claim, a report, a tenure."""
    kind = thing.partition(":")[0]
    ends = {
        "link": ("ret:response", "“{}” on “{}”", "ret:trigger"),
        "report": ("ret:inArticle", "“{}” on “{}”", "ret:ofAction"),
        "tenure": ("ret:holder", "{} as {}", "ret:post"),
    }
    if kind not in ends or facts.value(thing, "rdfs:label"):
        return facts.label(thing)
    first, words, second = ends[kind]
    one, other = facts.value(thing, first), facts.value(thing, second)
    one = one or facts.value(thing, "ret:inTable")
    return words.format(*(facts.label(x) if isinstance(x, Name) else x for x in (one, other)))


_WORDS: Final[Mapping[str, Callable[[str], str]]] = {
    "ret:date": spell_date,
    "ret:deadline": spell_date,
    "ret:published": spell_date,
    "ret:deadlineTerm": spell_term,
}


def spell_property(facts: Facts, prop: str) -> str:
    """The name of a property."""
    names = {
        "skos:altLabel": "other name",
        "skos:exactMatch": "Wikidata",
        "rdfs:seeAlso": "address",
    }
    return start_sentence(names.get(prop) or facts.label(prop))


def spell_count(facts: Facts, thing: str) -> str:
    """`about 60 persons`, or nothing."""
    exact, least, most, about, unit = (facts.value(thing, each) for each in COUNT)
    bounds = [int(each) if each.isdecimal() else None for each in (exact or least, exact or most)]
    if bounds == [None, None]:
        return ""
    quantity = Quantity(
        minimum=bounds[0], maximum=bounds[1], unit=unit, approximate=about == "true"
    )
    return f"{count_text(quantity)} {facts.label(unit) if unit else ''}".strip()


def spell_days(facts: Facts, action: str) -> str:
    """`2018-03-26`, the span that is possible, or nothing."""
    first, last = facts.value(action, "ret:earliest"), facts.value(action, "ret:latest")
    return first if first == last else f"{first or '..'}/{last or '..'}"


def name_source(facts: Facts, said: str) -> str:
    """The publisher of the article, or the table, in which something is said."""
    article = facts.value(said, "ret:inArticle")
    if not article:
        return facts.value(said, "ret:inTable")
    return facts.labels(facts.values(article, "ret:publisher")) or facts.label(article)


def spell_place(facts: Facts, said: str) -> str:
    """`The New York Times, characters 10 to 80`, or the row of a table."""
    start, end = facts.value(said, "ret:start"), facts.value(said, "ret:end")
    if facts.value(said, "ret:inTable"):
        return f"{name_source(facts, said)}, row {facts.value(said, 'ret:row')}"
    return f"{name_source(facts, said)}, characters {start} to {end}" if start else ""


def spell_voice(facts: Facts, report: str) -> str:
    """Who says it, and through whom."""
    by, via = (facts.values(report, f"ret:{name}") for name in ("attributedTo", "relayedBy"))
    voice = facts.labels(by) or "the author"
    return f"{voice} through {facts.labels(via)}" if via else voice


def spell_report(facts: Facts, report: str, *, of_action: bool = False) -> Line:
    """Who says what of it, how firmly and where, with the values given."""
    stance = facts.labels(facts.values(report, "ret:stance"))
    if on := facts.value(report, "ret:stanceOn"):
        stance += f" its {facts.label(on)}"
    if of_action:
        what = f"“{facts.label(facts.value(report, 'ret:ofAction'))}”"
        return Line(what=stance, text=f"{what} ({spell_place(facts, report)})", thing=report)
    given = "; ".join(
        f"{name.lower()} {text}" for name, text in values_given(facts, report).items()
    )
    text = f"{stance} ({spell_place(facts, report)})" + (f": {given}" if given else "")
    return Line(what=start_sentence(spell_voice(facts, report)), text=text, thing=report)


_GIVEN: Final = tuple(
    f"ret:{name}"
    for name in (
        "describedAs actor recipient performedBy affected date deadline deadlineTerm status place "
        "reason legalBasis allegedBreachOf"
    ).split()
)


def values_given(facts: Facts, report: str) -> dict[str, str]:
    """What one report says: property in words -> value in words."""
    found = {}
    for prop in _GIVEN:
        if lines := [spell_value(facts, prop, value) for value in facts.values(report, prop)]:
            found[lines[0].what] = ", ".join(each.text for each in lines)
    return found | ({"Count": count} if (count := spell_count(facts, report)) else {})


def read_claim(facts: Facts, link: str) -> Link:
    """As much of a link as its words need."""

    def code(name: str) -> str:
        return facts.value(link, f"ret:{name}").removeprefix("code:")

    against = (each.partition(":") for each in facts.values(link, "ret:disputedBy"))
    return Link(
        iri=link.partition(":")[2],
        response=facts.value(link, "ret:response"),
        trigger=facts.value(link, "ret:trigger"),
        relation=code("relation"),
        basis=code("basis"),
        stance=code("stance"),
        disputed_by=tuple((kind, name) for kind, _, name in against),
    )


def spell_claim(facts: Facts, link: str, other: str = "") -> Line:
    """A claim in words: how far it goes, of what, by whom and where.

    Args:
        facts: the graph.
        link: the claim's short name.
        other: the property of the end to name; both where it is empty.
    """
    claim = read_claim(facts, link)
    ends = [facts.label(facts.value(link, other or "ret:response"))]
    ends += [] if other else [facts.label(facts.value(link, "ret:trigger"))]
    head = grade_of(claim) if claim.basis == "inferred" else claim.basis
    by = facts.labels(facts.values(link, "ret:claimedBy"))
    told = [f"{head} by {by}" if by else head, facts.label(f"code:{claim.relation}")]
    if other and grade_of(claim) in ("hedged", "disputed"):
        told.append(grade_of(claim))
    if not other or claim.relation in ORDER_RELATIONS or side_of(claim) != "for":
        told.append(verb_of(claim))
    told += [f"confidence {x}" for x in facts.values(link, "ret:confidence")]
    told += [f"{x} days later" for x in facts.values(link, "ret:lagDays")]
    told += [where] if (where := spell_place(facts, link)) else []
    text = f"“{ends[0]}”" if other else f"“{ends[0]}” on “{ends[1]}”"
    return Line(what="; ".join(told[:2]), text="; ".join([text, *told[2:]]), thing=link)
