"""Why an action, a link or a chain stands as it does: plain sentences, with the evidence.

The words are those of the page (kg/page), so that both say the same thing in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from kg.actions import Action, Chain, Link
from kg.errors import UsageError
from kg.figures import FIRMNESS, firmness
from kg.page import PageData
from kg.page.claims import describe_claim, describe_pairs
from kg.page.index import Index
from kg.page.records import describe_action, describe_chain
from kg.page.words import spell_lag
from kg.rules import Rules, confidence_of, default_rules
from kg.tables import Table
from kg.terms import hint

_HEADINGS: Final = {
    "answer": "Said to answer",
    "order": "Said only to come after, not to answer",
    "denied": "Said not to answer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A heading, facts by name, and sections of sentences; features as a table where inferred."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    features: Table | None = None

    def to_json(self) -> dict[str, Any]:
        """The same as plain values."""
        features = self.features
        return {
            "title": self.title,
            "facts": dict(self.facts),
            "sections": [{"heading": head, "lines": list(lines)} for head, lines in self.sections],
            "features": []
            if features is None
            else [dict(zip(features.header, row, strict=True)) for row in features.rows],
        }

    def to_text(self) -> str:
        """The same for a terminal."""
        lines = [self.title, "=" * len(self.title), ""]
        lines += [f"{name}: {text}" for name, text in self.facts]
        if self.features is not None:
            lines += ["", "Features", self.features.render("table").rstrip()]
        for heading, sentences in self.sections:
            lines += ["", heading, *(f"- {each}" for each in sentences)]
        return "\n".join(lines) + "\n"


def explain(data: PageData, name: str, rules: Rules | None = None) -> Explanation:
    """Explain the action, link or chain of this name.

    Args:
        data: what the build knows, see `kg.build.page_data`.
        name: an id, or a prefixed name such as `action:…`, `link:…`, `chain:…`; a bare id that is
            both an action and a chain is read as the action.
        rules: those of the build, for the threshold; None for kg/rules.toml.
    Raises:
        UsageError: there is no such thing.
    """
    index = Index(data)
    kind, colon, local = name.partition(":")
    kind, local = (kind, local) if colon else ("", name)
    chains = {each.id: each for each in data.chains}
    if kind in ("", "action") and local in index.actions:
        return explain_action(index.actions[local], index)
    if kind in ("", "link") and local in index.links:
        return explain_link(index.links[local], index, (rules or default_rules()).threshold)
    if kind in ("", "chain") and local in chains:
        return explain_chain(chains[local], index)
    near = hint(local, [*index.actions, *index.links, *chains])
    raise UsageError(f"{name!r} is no action, link or chain{near}")


def explain_action(action: Action, index: Index) -> Explanation:
    """What happened, who says so, what it answers and what answered it."""
    shown = describe_action(action, index)
    here = index.at[action.id]
    pairs = describe_pairs(index)
    sections = [("Reports", tuple(_report_line(each, index) for each in shown["reports"]))]
    for sort, heading in _HEADINGS.items():
        found = [each for each in pairs if each["to"] == here and each["sort"] == sort]
        sections += _apart(heading, "Inferred to answer; no source says so", found, "fromLabel")
    answers = [each for each in pairs if each["from"] == here and each["sort"] == "answer"]
    inferred = "Inferred to be answered by; no source says so"
    sections += _apart("Said to be answered by", inferred, answers, "toLabel")
    sections.append(("Prepared by", tuple(_preparations(action, index))))
    sections.append(("What would change this", tuple(_action_changes(action, index))))
    facts = [*shown["facts"], *([("Answer", shown["answer"])] if shown["answer"] else [])]
    return Explanation(
        title=action.label,
        facts=tuple(facts),
        sections=tuple((heading, lines) for heading, lines in sections if lines),
    )


def explain_link(link: Link, index: Index, threshold: Decimal) -> Explanation:
    """Who claims it, how firmly, what speaks against it; for inferred ones the score's parts."""
    claim = describe_claim(link, index)
    facts = [
        ("Response", index.action(link.response)),
        ("Trigger", index.action(link.trigger)),
        ("Claim", claim["what"]),
        ("Basis", claim["head"]),
        ("Firmness", firmness(link)),
    ]
    if lag := spell_lag(link.min_lag, link.max_lag):
        facts.append(("Lag", lag))
    if link.article:
        title = index.articles[link.article].title
        facts.append(("Source", f"{index.publisher(link)}, “{title}”, {claim['where']}"))
    elif link.table:
        facts.append(("Source", claim["where"]))
    others = [
        f"{describe_claim(each, index)['head']}: {describe_claim(each, index)['what']}"
        for each in index.data.links
        if (each.response, each.trigger) == (link.response, link.trigger) and each.iri != link.iri
    ]
    sections = [
        ("For and against", tuple(claim["notes"])),
        ("Other claims on the same pair", tuple(others)),
        ("What would change this", tuple(_link_changes(link, threshold))),
    ]
    return Explanation(
        title=f"“{index.action(link.response)}” in answer to “{index.action(link.trigger)}”?",
        facts=tuple(facts),
        sections=tuple((heading, lines) for heading, lines in sections if lines),
        features=_feature_table(link) if link.features else None,
    )


def explain_chain(chain: Chain, index: Index) -> Explanation:
    """The moves in order, the claims that hold them together, and the weakest of them."""
    number = [each.id for each in index.data.chains].index(chain.id) + 1
    shown = describe_chain(number, chain, index)
    links = [index.links[iri] for iri in chain.links]
    weakest = max((firmness(each) for each in links), key=FIRMNESS.index)
    position = {name: place for place, name in enumerate(chain.actions)}
    ordered = sorted(links, key=lambda each: (position[each.response], position[each.trigger]))
    moves = tuple(f"{index.action(name)} ({name})" for name in chain.actions)
    claims = tuple(
        f"“{index.action(each.response)}” on “{index.action(each.trigger)}”: "
        f"{describe_claim(each, index)['what']}; {describe_claim(each, index)['head']} "
        f"({firmness(each)}; link:{each.iri})"
        for each in ordered
    )
    return Explanation(
        title=f"Chain that begins with: {index.action(chain.id)}",
        facts=(("Size", shown["summary"]), ("As firm as", weakest), ("Open", shown["open"])),
        sections=(("Moves, by date", moves), ("Claims that hold it together", claims)),
    )


def _report_line(shown: dict[str, Any], index: Index) -> str:
    source = index.sources[shown["source"]] if shown["source"] >= 0 else None
    place = f"{index.name(source.publisher)}, {shown['where']}" if source else shown["where"]
    line = f"{shown['voice']} ({place}). {shown['stance']}."
    values = "; ".join(f"{name.lower()}: {text}" for name, text in shown["values"])
    return f"{line} Gives {values}." if values else line


def _apart(
    said: str, inferred: str, pairs: Sequence[dict[str, Any]], other: str
) -> list[tuple[str, tuple[str, ...]]]:
    """Two sections, since what sources say and what a rule infers never mix."""
    return [
        (said, tuple(_lines((each for each in pairs if not each["inferred"]), other))),
        (inferred, tuple(_lines((each for each in pairs if each["inferred"]), other))),
    ]


def _lines(pairs: Iterable[dict[str, Any]], other: str) -> Iterable[str]:
    for pair in pairs:
        for claim in pair["claims"]:
            lag = f" ({pair['lag']})" if pair["lag"] else ""
            notes = f" {' '.join(claim['notes'])}" if claim["notes"] else ""
            yield f"“{pair[other]}”{lag}: {claim['what']}. {claim['head']}.{notes}"


def _preparations(action: Action, index: Index) -> Iterable[str]:
    """What sources say was prepared: counter-evidence to answers to anything later."""
    for each in index.ordered:
        if action.id in each.prepares:
            told = [
                f"{index.publisher(report)}: {each.label}"
                for report in index.reports_of(each.id)[:1]
            ]
            yield f"“{each.label}” ({'; '.join(told) or 'no report'}; action:{each.id})"


def _action_changes(action: Action, index: Index) -> Iterable[str]:
    state = index.data.answer_states.get(action.id)
    hedged = [
        each
        for each in index.data.links
        if each.trigger == action.id and each.in_chains and firmness(each) in ("hedged", "disputed")
    ]
    if state == "unanswered" and hedged:
        yield (
            f"{len(hedged)} hedged or disputed claim(s) of an answer exist; a source that asserts "
            "one, undisputed, would make it answered."
        )
    elif state == "unanswered":
        yield "An article or row that reports a response would make it answered."
    elif state == "answerInferred":
        yield "A source that names the response would make it answered; one that denies it, not."
    if action.contested:
        yield "It is contested: see the reports that deny or dispute it."


def _link_changes(link: Link, threshold: Decimal) -> Iterable[str]:
    if link.basis != "inferred":
        if link.disputed_by:
            yield "Without what disputes it, it would count as a response, not as a possible one."
        elif link.stance != "asserts":
            yield "A source that asserts it would make it a response, not a possible one."
        return
    total = sum((each.contribution for each in link.features), Decimal(0))
    for feature in link.features:
        without = confidence_of(total - feature.contribution)
        if feature.contribution > 0 and without < threshold:
            yield (
                f"Without {feature.name} the confidence would be {without}, "
                f"below the threshold of {threshold}: no link."
            )
    yield "A source that states, reports or denies it would replace the inference."


def _feature_table(link: Link) -> Table:
    total = sum((each.contribution for each in link.features), Decimal(0))
    rows = [(each.name, f"{each.contribution:+f}") for each in link.features]
    rows.append(("sum (log-odds)", f"{total:+f}"))
    rows.append(("confidence", str(confidence_of(total))))
    return Table(("feature", "log-odds"), tuple(rows))
