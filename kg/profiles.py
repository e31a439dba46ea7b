"""Everything that a graph says about one actor, action, article or other thing, labels first.

What sources say and what a rule infers stand in sections of their own, as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import Final

from kg.actions import ORDER_RELATIONS, Link
from kg.actors import Quantity
from kg.facts import Facts
from kg.figures import firmness, verb_of
from kg.page.words import spell_date, spell_term, start_sentence
from kg.tables import Table, count_text
from kg.terms import fold_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: what it is, in words, and the thing it is about where there is one."""

    what: str = ""
    text: str
    thing: str = ""

    def __str__(self) -> str:
        text = f"{self.what}: {self.text}" if self.what else self.text
        return f"{text}  [{self.thing}]" if self.thing else text


Section = tuple[str, tuple[Line, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A heading, and sections of lines; none is empty."""

    thing: str  # short name
    title: str
    sections: tuple[Section, ...]

    def to_text(self, width: int | None = None) -> str:
        """The profile for a terminal of so many columns."""
        lines = [self.title, "=" * len(self.title)]
        for heading, found in self.sections:
            lines += ["", heading, *(_wrapped(f"- {each}", width) for each in found)]
        return "\n".join(lines) + "\n"

    def to_table(self) -> Table:
        """One row a line."""
        rows = ((head, x.what, x.text, x.thing) for head, lines in self.sections for x in lines)
        return Table(("section", "what", "text", "thing"), tuple(rows))


def _wrapped(line: str, width: int | None) -> str:
    if width is None:
        return line
    return fill(line, max(width, 20), subsequent_indent="  ", break_on_hyphens=False)


def describe(facts: Facts, thing: str) -> Profile:
    """Describe a thing of the graph.

    Args:
        facts: the graph.
        thing: its short name, see `kg.names.find_thing`.
    """
    more = _SECTIONS.get(thing.partition(":")[0], _pointers)
    sections = [("About", tuple(_about(facts, thing))), *more(facts, thing)]
    return Profile(
        thing=thing,
        title=facts.label(thing),
        sections=tuple((heading, lines) for heading, lines in sections if lines),
    )


#: Properties in the order people ask for them; the rest follow by name.
_ORDER: Final = tuple(
    f"ret:{name}"
    for name in (
        "actor recipient actorState recipientState performedBy affected date earliest latest "
        "dateBasis dateSource deadline deadlineTerm place status answerState asOf contested "
        "severity case partOfAction about announces prepares response trigger relation basis "
        "stance claimedBy publisher published iso3 partOf memberOf accreditedTo"
    ).split()
)
_COUNT: Final = ("ret:quantity", "ret:minQuantity", "ret:maxQuantity", "ret:approximate", "ret:unit")
#: Told by the title, by a line of its own, or by a section.
_ELSEWHERE: Final = {
    "rdf:type", "rdfs:label", "dcterms:title", *_COUNT,
    "ret:respondsTo", "ret:mayRespondTo", "ret:inferredResponseTo",
}  # fmt: skip


def _about(facts: Facts, thing: str) -> Iterable[Line]:
    kinds = [each for each in facts.values(thing, "rdf:type") if each.startswith("ret:")]
    yield Line(what="Kind", text=facts.labels(kinds), thing=thing)
    properties = [each for each in facts.properties(thing) if each not in _ELSEWHERE]
    order = {name: place for place, name in enumerate(_ORDER)}
    for prop in sorted(properties, key=lambda each: (order.get(each, len(order)), each)):
        for value in facts.values(thing, prop):
            yield _value(facts, prop, value)
    if count := _count(facts, thing):
        yield Line(what="Count", text=count)


def _value(facts: Facts, prop: str, value: str) -> Line:
    """A value in words, with the thing it is where it is one that can be shown."""
    shown = value.partition(":")[0] in _SHOWN
    text = _WORDS[prop](value) if prop in _WORDS else value
    if text.startswith(("code:", "ret:")) or shown:
        text = facts.label(value)
    return Line(what=_named(facts, prop), text=text, thing=value if shown else "")


_SHOWN: Final = ("action", "actor", "article", "case", "chain", "link", "post", "report", "tenure")
_WORDS: Final[Mapping[str, Callable[[str], str]]] = {
    "ret:date": spell_date,
    "ret:deadline": spell_date,
    "ret:published": spell_date,
    "ret:deadlineTerm": spell_term,
}


def _named(facts: Facts, prop: str) -> str:
    names = {"skos:altLabel": "other name", "skos:exactMatch": "Wikidata", "rdfs:seeAlso": "address"}
    return start_sentence(names.get(prop) or facts.label(prop))


def _count(facts: Facts, thing: str) -> str:
    """`about 60 persons`, or nothing."""
    exact, least, most, about, unit = (facts.value(thing, each) for each in _COUNT)
    least, most = exact or least, exact or most
    if not least and not most:
        return ""
    quantity = Quantity(
        minimum=int(least) if least else None,
        maximum=int(most) if most else None,
        unit=unit,
        approximate=about == "true",
    )
    return f"{count_text(quantity)} {facts.label(unit) if unit else ''}".strip()


def _actor(facts: Facts, actor: str) -> Iterable[Section]:
    done = _having(facts, actor, "ret:actor", "ret:actorState", "ret:performedBy")
    received = _having(facts, actor, "ret:recipient", "ret:recipientState", "ret:affected")
    acts = {kind: {x for x in found if x.startswith("action:")}
            for kind, found in (("done", done), ("received", received))}  # fmt: skip
    yield "Posts", tuple(_tenures(facts, facts.having("ret:holder", actor)))
    yield "Offices and their holders", tuple(_offices(facts, actor))
    members = _having(facts, actor, "ret:partOf", "ret:memberOf", "ret:accreditedTo")
    yield "Belonging to it", tuple(_value(facts, "ret:partOf", x) for x in members)
    yield "Acts done", tuple(_acts(facts, acts["done"]))
    yield "Acts received", tuple(_acts(facts, acts["received"]))
    yield "Open: done and unanswered", tuple(_acts(facts, _open(facts, acts["done"])))
    yield "Open: received and unanswered", tuple(_acts(facts, _open(facts, acts["received"])))
    yield "Articles published", tuple(
        Line(what=facts.value(x, "ret:published"), text=facts.label(x), thing=x)
        for x in facts.having("ret:publisher", actor)
    )
    said = _having(facts, actor, "ret:attributedTo", "ret:relayedBy")
    yield "Said by it", tuple(_report(facts, each, of_action=True) for each in said)
    yield "Claims made by it", tuple(_claim(facts, x) for x in facts.having("ret:claimedBy", actor))


def _action(facts: Facts, action: str) -> Iterable[Section]:
    reports = _by_place(facts, facts.having("ret:ofAction", action))
    yield "Reports", tuple(_report(facts, each) for each in reports)
    yield "Where accounts differ", tuple(_disagreements(facts, reports))
    for end, other, heading in (
        ("ret:response", "ret:trigger", "What it is said to answer"),
        ("ret:trigger", "ret:response", "What is said to answer it"),
    ):
        claims = facts.having(end, action)
        apart = {name: _read_claim(facts, name) for name in claims}
        against = {n for n, x in apart.items() if not x.claims_answer}
        inferred = {n for n, x in apart.items() if x.basis == "inferred"}
        rest = [n for n in claims if n not in against | inferred]
        yield heading, tuple(_claim(facts, n, other) for n in rest)
        yield (
            f"{heading.replace('is said', 'is inferred')}; no source says so",
            tuple(_claim(facts, n, other) for n in sorted(inferred)),
        )
        yield (
            f"{heading.replace('is said to', 'is said not to')}, or only to come after",
            tuple(_claim(facts, n, other) for n in sorted(against)),
        )
    yield "Other actions that point to it", tuple(
        Line(what=_named(facts, prop), text=facts.label(name), thing=name)
        for prop, name in facts.pointing(action)
        if name.startswith("action:") and prop not in _ELSEWHERE
    )
    yield "Chains", tuple(_chains(facts, action))


def _article(facts: Facts, article: str) -> Iterable[Section]:
    said = _by_place(facts, facts.having("ret:inArticle", article))
    reports = [each for each in said if each.startswith("report:")]
    told: dict[str, int] = {}
    for each in reports:
        action = facts.value(each, "ret:ofAction")
        told[action] = told.get(action, 0) + 1
    yield "Actions reported", tuple(
        Line(what=_when(facts, x), text=f"{facts.label(x)} ({told[x]} reports)", thing=x)
        if told[x] > 1
        else Line(what=_when(facts, x), text=facts.label(x), thing=x)
        for x in sorted(told, key=lambda each: _day(facts, each))
    )
    yield "Claims made", tuple(_claim(facts, x) for x in said if x.startswith("link:"))


def _pointers(facts: Facts, thing: str) -> Iterable[Section]:
    """Whatever points at a thing of another kind."""
    found: dict[str, list[Line]] = {}
    for prop, name in facts.pointing(thing):
        if name.partition(":")[0] in _SHOWN and prop not in _ELSEWHERE:
            line = _report(facts, name) if name.startswith("report:") else None
            line = _claim(facts, name) if name.startswith("link:") else line
            line = line or Line(what=_when(facts, name), text=facts.label(name), thing=name)
            found.setdefault(prop, []).append(line)
    return [(f"{_named(facts, prop)}: of", tuple(lines)) for prop, lines in found.items()]


_SECTIONS: Final[Mapping[str, Callable[[Facts, str], Iterable[Section]]]] = {
    "actor": _actor,
    "action": _action,
    "article": _article,
}


def _having(facts: Facts, value: str, *props: str) -> list[str]:
    return sorted({name for prop in props for name in facts.having(prop, value)})


def _tenures(facts: Facts, tenures: Iterable[str]) -> Iterable[Line]:
    for each in sorted(tenures, key=lambda x: (facts.value(x, "ret:since"), x)):
        post = facts.value(each, "ret:post")
        yield Line(what=_span(facts, each), text=facts.label(post), thing=post)


def _offices(facts: Facts, actor: str) -> Iterable[Line]:
    for post in facts.having("ret:postOf", actor):
        yield Line(text=facts.label(post), thing=post)
        for each in facts.having("ret:post", post):
            holder = facts.value(each, "ret:holder")
            text = f"{facts.label(post)}: {facts.label(holder)}"
            yield Line(what=_span(facts, each), text=text, thing=holder)


def _span(facts: Facts, tenure: str) -> str:
    since, until = facts.value(tenure, "ret:since"), facts.value(tenure, "ret:until")
    ends = {"": "", "..": " and still"}
    return f"since {since or 'unknown'}{ends.get(until, f' until {until}')}"


def _acts(facts: Facts, actions: Iterable[str]) -> Iterable[Line]:
    for each in sorted(actions, key=lambda name: _day(facts, name)):
        state = facts.value(each, "ret:answerState")
        answer = f"; {facts.label(state)}" if state else ""
        yield Line(what=_when(facts, each), text=f"{facts.label(each)}{answer}", thing=each)


def _open(facts: Facts, actions: Iterable[str]) -> list[str]:
    return [x for x in actions if facts.value(x, "ret:answerState") == "code:unanswered"]


def _day(facts: Facts, action: str) -> tuple[str, str, str]:
    first, last = facts.value(action, "ret:earliest"), facts.value(action, "ret:latest")
    return first or last or "9999", last, action


def _when(facts: Facts, action: str) -> str:
    """`2018-03-26`, the span that is possible, or nothing."""
    first, last = facts.value(action, "ret:earliest"), facts.value(action, "ret:latest")
    return first if first == last else f"{first or '..'}/{last or '..'}"


def _by_place(facts: Facts, said: Iterable[str]) -> list[str]:
    """Reports or claims in the order of articles and places."""
    return sorted(said, key=lambda each: (_source(facts, each), _offset(facts, each), each))


def _offset(facts: Facts, said: str) -> int:
    return int(facts.value(said, "ret:start") or facts.value(said, "ret:row") or 0)


def _source(facts: Facts, said: str) -> str:
    article = facts.value(said, "ret:inArticle")
    if not article:
        return facts.value(said, "ret:inTable")
    return facts.labels(facts.values(article, "ret:publisher")) or facts.label(article)


def _where(facts: Facts, said: str) -> str:
    """`The New York Times, characters 10 to 80`, or the row of a table."""
    start, end = facts.value(said, "ret:start"), facts.value(said, "ret:end")
    if facts.value(said, "ret:inTable"):
        return f"{_source(facts, said)}, row {facts.value(said, 'ret:row')}"
    return f"{_source(facts, said)}, characters {start} to {end}" if start else ""


def _voice(facts: Facts, report: str) -> str:
    by, via = (facts.values(report, f"ret:{name}") for name in ("attributedTo", "relayedBy"))
    voice = facts.labels(by) or "the author"
    return f"{voice} through {facts.labels(via)}" if via else voice


def _report(facts: Facts, report: str, *, of_action: bool = False) -> Line:
    """Who says what of it, how firmly and where, with the values given."""
    stance = facts.labels(facts.values(report, "ret:stance"))
    if on := facts.value(report, "ret:stanceOn"):
        stance += f" its {facts.label(on)}"
    if of_action:
        what = f"“{facts.label(facts.value(report, 'ret:ofAction'))}”"
        return Line(what=stance, text=f"{what} ({_where(facts, report)})", thing=report)
    given = "; ".join(f"{name.lower()} {text}" for name, text in _given(facts, report).items())
    text = f"{stance} ({_where(facts, report)})" + (f": {given}" if given else "")
    return Line(what=start_sentence(_voice(facts, report)), text=text, thing=report)


_GIVEN: Final = tuple(
    f"ret:{name}"
    for name in (
        "describedAs actor recipient performedBy affected date deadline deadlineTerm status place "
        "reason legalBasis allegedBreachOf"
    ).split()
)


def _given(facts: Facts, report: str) -> dict[str, str]:
    """What one report says: property in words -> value in words."""
    found = {}
    for prop in _GIVEN:
        if lines := [_value(facts, prop, value) for value in facts.values(report, prop)]:
            found[lines[0].what] = ", ".join(each.text for each in lines)
    return found | ({"Count": count} if (count := _count(facts, report)) else {})


def _disagreements(facts: Facts, reports: Sequence[str]) -> Iterable[Line]:
    """One line a property of which two voices give different values, with both accounts."""
    accounts: dict[str, dict[str, list[str]]] = {}
    for each in reports:
        for name, text in _given(facts, each).items():
            voice = f"{_voice(facts, each)}, {_source(facts, each)}"
            accounts.setdefault(name, {}).setdefault(text, []).append(voice)
    for name, values in accounts.items():
        if len({fold_text(each) for each in values}) > 1:
            told = (f"{text} ({'; '.join(dict.fromkeys(x))})" for text, x in values.items())
            yield Line(what=name, text=" | ".join(told))


def _read_claim(facts: Facts, link: str) -> Link:
    """As much of a link as its words need."""
    codes = {
        name: facts.value(link, f"ret:{name}").removeprefix("code:")
        for name in ("relation", "basis", "stance")
    }
    against = facts.values(link, "ret:disputedBy")
    return Link(
        iri=link.partition(":")[2],
        response=facts.value(link, "ret:response"),
        trigger=facts.value(link, "ret:trigger"),
        disputed_by=tuple((each.partition(":")[0], each.partition(":")[2]) for each in against),
        **codes,
    )


def _claim(facts: Facts, link: str, other: str = "") -> Line:
    """A claim in words: how far it goes, of what, by whom and where.

    Args:
        facts: the graph.
        link: the claim's short name.
        other: the property of the end to name; both where it is empty.
    """
    claim = _read_claim(facts, link)
    ends = [facts.label(facts.value(link, other or "ret:response"))]
    ends += [] if other else [facts.label(facts.value(link, "ret:trigger"))]
    head = firmness(claim) if claim.basis == "inferred" else claim.basis
    by = facts.labels(facts.values(link, "ret:claimedBy"))
    told = [f"{head} by {by}" if by else head, facts.label(f"code:{claim.relation}")]
    if firmness(claim) in ("hedged", "disputed"):
        told.append(firmness(claim))
    if claim.relation in ORDER_RELATIONS or not claim.claims_answer:
        told.append(verb_of(claim))
    told += [f"confidence {x}" for x in facts.values(link, "ret:confidence")]
    told += [f"{x} days later" for x in facts.values(link, "ret:lagDays")]
    told += [where] if (where := _where(facts, link)) else []
    text = f"“{ends[0]}”" if other else f"“{ends[0]}” {verb_of(claim)} “{ends[1]}”"
    return Line(what="; ".join(told[:2]), text="; ".join([text, *told[2:]]), thing=link)


def _chains(facts: Facts, action: str) -> Iterable[Line]:
    links = _having(facts, action, "ret:response", "ret:trigger")
    for chain in sorted({name for each in links for name in facts.having("ret:hasLink", each)}):
        yield Line(text=facts.label(chain), thing=chain)
