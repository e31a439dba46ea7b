"""Everything that a graph says about one actor, action, article or other thing, labels first.

What sources say and what a rule infers stand in sections of their own, as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import Final

from kg.model.names import fold_text
from kg.model.standing import side_of
from kg.tables import Table
from kg.tell.facts import KINDS, Facts
from kg.tell.phrases import (
    COUNT,
    Line,
    name_source,
    name_thing,
    read_claim,
    spell_claim,
    spell_count,
    spell_days,
    spell_property,
    spell_report,
    spell_value,
    spell_voice,
    values_given,
)

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
        thing: its short name, see `kg.tell.search.find_thing`.
    """
    more = _SECTIONS.get(thing.partition(":")[0], _pointers)
    sections = [("About", tuple(_about(facts, thing))), *more(facts, thing)]
    if thing.startswith("link:"):
        sections.insert(1, ("Other claims on the same pair", tuple(_same_pair(facts, thing))))
    return Profile(
        thing=thing,
        title=name_thing(facts, thing),
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
#: Told by the title, by a line of its own, or by a section.
_ELSEWHERE: Final = {
    "rdf:type", "rdfs:label", "dcterms:title", *COUNT,
    "ret:respondsTo", "ret:mayRespondTo", "ret:inferredResponseTo",
}  # fmt: skip


def _about(facts: Facts, thing: str) -> Iterable[Line]:
    kinds = [each for each in facts.values(thing, "rdf:type") if each.startswith("ret:")]
    yield Line(what="Kind", text=facts.labels(kinds), thing=thing)
    properties = [each for each in facts.properties(thing) if each not in _ELSEWHERE]
    order = {name: place for place, name in enumerate(_ORDER)}
    for prop in sorted(properties, key=lambda each: (order.get(each, len(order)), each)):
        for value in facts.values(thing, prop):
            yield spell_value(facts, prop, value)
    if count := spell_count(facts, thing):
        yield Line(what="Count", text=count)


def _same_pair(facts: Facts, link: str) -> Iterable[Line]:
    """What else is claimed of the two; of an inferred claim first that nobody says so."""
    ends = [facts.value(link, each) for each in ("ret:response", "ret:trigger")]
    others = {
        each
        for one, other in (ends, ends[::-1])
        for each in facts.having("ret:response", one)
        if facts.value(each, "ret:trigger") == other and each != link
    }
    lines = [spell_claim(facts, each) for each in sorted(others)]
    if facts.value(link, "ret:basis") == "code:inferred":
        yield Line(what="Inferred by a rule", text="no source says so")
    yield from lines


def _actor(facts: Facts, actor: str) -> Iterable[Section]:
    done = _having(facts, actor, "ret:actor", "ret:actorState", "ret:performedBy")
    received = _having(facts, actor, "ret:recipient", "ret:recipientState", "ret:affected")
    acts = {kind: {x for x in found if x.startswith("action:")}
            for kind, found in (("done", done), ("received", received))}  # fmt: skip
    yield "Posts", tuple(_tenures(facts, facts.having("ret:holder", actor)))
    yield "Offices and their holders", tuple(_offices(facts, actor))
    yield (
        "Actors that belong to it",
        tuple(
            Line(what=spell_property(facts, prop), text=facts.label(name), thing=name)
            for prop, name in facts.pointing(actor)
            if prop in ("ret:accreditedTo", "ret:memberOf", "ret:partOf")
        ),
    )
    yield "Acts done", tuple(_acts(facts, acts["done"]))
    yield "Acts received", tuple(_acts(facts, acts["received"]))
    yield "Open: done and unanswered", tuple(_acts(facts, _open(facts, acts["done"])))
    yield "Open: received and unanswered", tuple(_acts(facts, _open(facts, acts["received"])))
    yield (
        "Articles published",
        tuple(
            Line(what=facts.value(x, "ret:published"), text=facts.label(x), thing=x)
            for x in facts.having("ret:publisher", actor)
        ),
    )
    said = _having(facts, actor, "ret:attributedTo", "ret:relayedBy")
    yield "Said by it", tuple(spell_report(facts, each, of_action=True) for each in said)
    yield (
        "Claims made by it",
        tuple(spell_claim(facts, x) for x in facts.having("ret:claimedBy", actor)),
    )


def _action(facts: Facts, action: str) -> Iterable[Section]:
    reports = _by_place(facts, facts.having("ret:ofAction", action))
    yield "Reports", tuple(spell_report(facts, each) for each in reports)
    yield "Where accounts differ", tuple(_disagreements(facts, reports))
    for end, other, heading in (
        ("ret:response", "ret:trigger", "What it is said to answer"),
        ("ret:trigger", "ret:response", "What is said to answer it"),
    ):
        claims = facts.having(end, action)
        apart = {name: read_claim(facts, name) for name in claims}
        against = {n for n, x in apart.items() if side_of(x) != "for"}
        inferred = {n for n, x in apart.items() if x.basis == "inferred"}
        rest = [n for n in claims if n not in against | inferred]
        yield heading, tuple(spell_claim(facts, n, other) for n in rest)
        yield (
            f"{heading.replace('is said', 'is inferred')}; no source says so",
            tuple(spell_claim(facts, n, other) for n in sorted(inferred)),
        )
        yield (
            f"{heading.replace('is said to', 'is said not to')}, or only to come after",
            tuple(spell_claim(facts, n, other) for n in sorted(against)),
        )
    yield (
        "Actions that speak of it, announce it, prepare it or are a part of it",
        tuple(
            Line(what=spell_property(facts, prop), text=facts.label(name), thing=name)
            for prop, name in facts.pointing(action)
            if name.startswith("action:") and prop not in _ELSEWHERE
        ),
    )
    yield "Chains", tuple(_chains(facts, action))


def _article(facts: Facts, article: str) -> Iterable[Section]:
    said = _by_place(facts, facts.having("ret:inArticle", article))
    reports = [each for each in said if each.startswith("report:")]
    told: dict[str, int] = {}
    for each in reports:
        action = facts.value(each, "ret:ofAction")
        told[action] = told.get(action, 0) + 1
    yield (
        "Actions reported",
        tuple(
            Line(what=spell_days(facts, x), text=f"{facts.label(x)} ({told[x]} reports)", thing=x)
            if told[x] > 1
            else Line(what=spell_days(facts, x), text=facts.label(x), thing=x)
            for x in sorted(told, key=lambda each: _day(facts, each))
        ),
    )
    yield "Claims made", tuple(spell_claim(facts, x) for x in said if x.startswith("link:"))


def _pointers(facts: Facts, thing: str) -> Iterable[Section]:
    """Whatever points at a thing of another kind."""
    found: dict[str, list[Line]] = {}
    for prop, name in facts.pointing(thing):
        kind = name.partition(":")[0]
        if kind in KINDS and prop not in _ELSEWHERE:
            found.setdefault(prop, []).append(_LINES.get(kind, _plain)(facts, name))
    return [
        (f"What has it as “{facts.label(prop)}”", tuple(lines)) for prop, lines in found.items()
    ]


def _plain(facts: Facts, thing: str) -> Line:
    return Line(what=spell_days(facts, thing), text=facts.label(thing), thing=thing)


def _tenure(facts: Facts, tenure: str) -> Line:
    holder = facts.value(tenure, "ret:holder")
    return Line(what=_span(facts, tenure), text=facts.label(holder), thing=holder)


_LINES: Final[Mapping[str, Callable[[Facts, str], Line]]] = {
    "report": spell_report,
    "link": spell_claim,
    "tenure": _tenure,
}
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
        yield Line(what=spell_days(facts, each), text=f"{facts.label(each)}{answer}", thing=each)


def _open(facts: Facts, actions: Iterable[str]) -> list[str]:
    return [x for x in actions if facts.value(x, "ret:answerState") == "code:unanswered"]


def _day(facts: Facts, action: str) -> tuple[str, str, str]:
    first, last = facts.value(action, "ret:earliest"), facts.value(action, "ret:latest")
    return first or last or "9999", last, action


def _by_place(facts: Facts, said: Iterable[str]) -> list[str]:
    """Reports or claims in the order of articles and places."""
    return sorted(said, key=lambda each: (name_source(facts, each), _offset(facts, each), each))


def _offset(facts: Facts, said: str) -> int:
    found = facts.value(said, "ret:start") or facts.value(said, "ret:row")
    return int(found) if found.isdecimal() else 0


def _disagreements(facts: Facts, reports: Sequence[str]) -> Iterable[Line]:
    """One line a property of which two voices give different values, with both accounts."""
    accounts: dict[str, dict[str, list[str]]] = {}
    for each in reports:
        for name, text in values_given(facts, each).items():
            voice = f"{spell_voice(facts, each)}, {name_source(facts, each)}"
            accounts.setdefault(name, {}).setdefault(text, []).append(voice)
    for name, values in accounts.items():
        if len({fold_text(each) for each in values}) > 1:
            told = (f"{text} ({'; '.join(dict.fromkeys(x))})" for text, x in values.items())
            yield Line(what=name, text=" | ".join(told))


def _chains(facts: Facts, action: str) -> Iterable[Line]:
    links = _having(facts, action, "ret:response", "ret:trigger")
    for chain in sorted({name for each in links for name in facts.having("ret:hasLink", each)}):
        yield Line(text=facts.label(chain), thing=chain)
