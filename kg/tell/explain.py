"""Why an action, a link or a chain stands as it does: plain sentences, with the evidence.

The words are those of the page (kg/page), so that both say the same thing in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from kg.errors import UsageError
from kg.infer.figures import CountPair, chain_figures
from kg.infer.rules import Rules, confidence_of, default_rules
from kg.model.actions import Action, Chain, Link
from kg.model.names import hint
from kg.model.standing import grade_of
from kg.tables import Table
from kg.tell.claims import describe_claim, describe_pairs
from kg.tell.index import Index, PageData
from kg.tell.records import describe_action, describe_chain
from kg.tell.tables import span_text
from kg.tell.verdicts import action_changes, chain_changes, link_changes
from kg.tell.words import spell_lag, spell_quantity

_HEADINGS: Final = {
    "answer": "Said to answer",
    "order": "Said only to come after or to fall together, not to answer",
    "denied": "Said not to answer",
    "refusal": "Said to decline an answer to",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A heading, facts by name, and sections of sentences; features as a table where inferred."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    features: Table | None = None
    about: Mapping[str, Any] = field(default_factory=dict)  # ids, codes and numbers, for programs

    def to_json(self) -> dict[str, Any]:
        """The same as plain values."""
        features = self.features
        return {
            **self.about,
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
        rules: those of the build, for the threshold; None for kg/infer/rules.toml.
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
    declined = [x for x in pairs if x["from"] == here and x["sort"] == "refusal"]
    sections.append(("Said to be declined", tuple(_lines(declined, "toLabel"))))
    inferred = "Inferred to be answered by; no source says so"
    sections += _apart("Said to be answered by", inferred, answers, "toLabel")
    sections.append(("Prepared by", tuple(_preparations(action, index))))
    sections.append(("What would change this", tuple(action_changes(action, index))))
    own = [each for each in shown["facts"] if each[0] != "Prepared by"]  # with its sources below
    facts = [*own, *([("Answer", shown["answer"])] if shown["answer"] else [])]
    return Explanation(
        title=action.label,
        facts=tuple(facts),
        sections=tuple((heading, lines) for heading, lines in sections if lines),
        about={
            "kind": "action", "id": action.id, "type": action.kind,
            "earliest": action.earliest and action.earliest.isoformat(),
            "latest": action.latest and action.latest.isoformat(),
            "answer_state": answer.state if (answer := index.data.answers.get(action.id)) else None,
            "links": sorted(
                each.iri for each in index.data.links if action.id in (each.response, each.trigger)
            ),
        },
    )  # fmt: skip


def explain_link(link: Link, index: Index, threshold: Decimal) -> Explanation:
    """Who claims it, how firmly, what speaks against it; for inferred ones the score's parts."""
    claim = describe_claim(link, index)
    facts = [
        ("Response", index.action(link.response)),
        ("Trigger", index.action(link.trigger)),
        ("Claim", claim["what"]),
        ("Basis", claim["head"]),
        ("Firmness", grade_of(link)),
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
        ("Reports of the response", _reports(link.response, index)),
        ("Reports of the trigger", _reports(link.trigger, index)),
        ("What would change this", tuple(link_changes(link, threshold))),
    ]
    return Explanation(
        title=f"“{index.action(link.response)}” in answer to “{index.action(link.trigger)}”?",
        facts=tuple(facts),
        sections=tuple((heading, lines) for heading, lines in sections if lines),
        features=_feature_table(link) if link.features else None,
        about=_link_values(link),
    )


def _link_values(link: Link) -> dict[str, Any]:
    return {
        "kind": "link", "id": link.iri, "response": link.response, "trigger": link.trigger,
        "relation": link.relation, "basis": link.basis, "stance": link.stance,
        "claimed_by": list(link.claimed_by), "min_lag_days": link.min_lag,
        "max_lag_days": link.max_lag, "rule": link.rule, "rule_version": link.rule_version,
        "confidence": None if link.confidence is None else float(link.confidence),
        "alternative_to": list(link.alternative_to),
        "weighed": [{"trigger": t, "confidence": float(c)} for t, c in link.weighed],
        "counter_evidence": [f"{kind}:{name}" for kind, name in link.counter_evidence],
    }  # fmt: skip


def explain_chain(chain: Chain, index: Index) -> Explanation:
    """The moves in order, the claims that hold them together, its figures, and its weak points."""
    number = [each.id for each in index.data.chains].index(chain.id) + 1
    shown = describe_chain(number, chain, index)
    links = [index.links[iri] for iri in chain.links]
    figures = chain_figures(chain, index.actions, links)
    position = {name: place for place, name in enumerate(chain.actions)}
    ordered = sorted(links, key=lambda each: (position[each.response], position[each.trigger]))
    moves = tuple(f"{index.action(name)} ({name})" for name in chain.actions)
    claims = tuple(
        f"“{index.action(each.response)}” on “{index.action(each.trigger)}”: "
        f"{describe_claim(each, index)['what']}; {describe_claim(each, index)['head']} "
        f"({grade_of(each)}; link:{each.iri})"
        for each in ordered
    )
    facts = [
        ("Size", shown["summary"]), ("As firm as", figures.as_firm_as), ("Open", shown["open"]),
        ("Exchanges", f"{figures.exchanges} changes of side along the longest path"),
        ("Severity", f"{figures.severity_trend} ({', '.join(map(str, figures.severities))})"),
    ]  # fmt: skip
    if lasted := span_text(figures.min_days, figures.max_days):
        facts.append(("Duration", f"{lasted} days"))
    counts = "; ".join(_count_pair(each, index.data.code_labels) for each in figures.counts)
    if counts:
        facts.append(("Counts answered by counts", counts))
    if figures.said_in_solidarity:
        facts.append(("Said to side with others", index.names(figures.said_in_solidarity)))
    return Explanation(
        title=f"Chain that begins with: {index.action(chain.id)}",
        facts=tuple(facts),
        sections=(
            ("Moves, by date", moves),
            ("Claims that hold it together", claims),
            ("What would change this", tuple(chain_changes(chain, links, index))),
        ),
        about={
            "kind": "chain", "id": chain.id, "actions": list(chain.actions),
            "links": list(chain.links), "length": chain.length, "exchanges": figures.exchanges,
            "days": figures.max_days if figures.min_days == figures.max_days else None,
            "min_days": figures.min_days, "max_days": figures.max_days, "open": chain.open,
            "as_firm_as": figures.as_firm_as,
            "weakest_link": figures.weakest_link, "severities": list(figures.severities),
            "open_since": [each.isoformat() for each in chain.open_since],
        },
    )  # fmt: skip


def _count_pair(pair: CountPair, codes: Mapping[str, str]) -> str:
    return f"{spell_quantity(pair.before, codes)} by {spell_quantity(pair.after, codes)}"


def _reports(action: str, index: Index) -> tuple[str, ...]:
    shown = describe_action(index.actions[action], index)
    return tuple(_report_line(each, index) for each in shown["reports"])


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


def _feature_table(link: Link) -> Table:
    total = sum((each.contribution for each in link.features), Decimal(0))
    rows = [(each.name, f"{each.contribution:+f}") for each in link.features]
    rows.append(("sum (log-odds)", f"{total:+f}"))
    rows.append(("confidence", str(confidence_of(total))))
    return Table(("feature", "log-odds"), tuple(rows))
