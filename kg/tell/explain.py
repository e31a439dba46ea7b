"""Why an action, a link or a chain stands as it does: plain sentences, with the evidence.

What is told of it is what `kg show` tells (show.py); what would change it comes beside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kg.errors import UsageError
from kg.infer.confidence import odds_of, rivals_of, score_of
from kg.infer.figures import chain_figures
from kg.model.actions import Action, Chain, Link
from kg.tables import Table
from kg.tell.index import Index
from kg.tell.lines import Profile, Section, join_lines
from kg.tell.search import find_thing, short_thing
from kg.tell.show import describe
from kg.tell.verdicts import action_changes, chain_changes, link_changes

_KINDS: Final = ("action", "link", "chain")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A profile, what would change it, and features as a table where it is inferred."""

    profile: Profile
    changes: tuple[str, ...]
    features: Table | None = None
    about: Mapping[str, Any] = field(default_factory=dict)  # ids, codes and numbers, for programs

    @property
    def title(self) -> str:
        """The heading."""
        return self.profile.title

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What is known of it itself, by name."""
        return tuple(join_lines(self.profile.sections[0][1]))

    @property
    def sections(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The evidence as sentences under headings, and what would change it."""
        rest: tuple[Section, ...] = self.profile.sections[1:]
        told = [(heading, tuple(map(str, lines))) for heading, lines in rest]
        return (*told, *([("What would change this", self.changes)] if self.changes else []))

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


def explain(index: Index, name: str) -> Explanation:
    """Explain the action, link or chain of this name.

    Args:
        index: all there is.
        name: an id, an IRI, a prefixed name such as `action:…`, `link:…`, `chain:…`, or an action's
            exact label, as for `kg show`; a bare id that is both an action and a chain is read as
            the action.
    Raises:
        UsageError: there is no such thing, or it is of another kind.
    """
    kind, colon, local = short_thing(name, index).partition(":")
    kinds, local = ((kind,), local) if colon and kind in _KINDS else (_KINDS, name)
    for each in kinds:
        local = index.action_ids.get(local, local) if each == "action" else local
        thing = f"{each}:{local}"
        if thing in index.things:
            return _EXPLAINED[each](index, local, describe(index, thing))
    thing = find_thing(index, name)
    kind, _, local = thing.partition(":")
    if kind not in _KINDS:
        raise UsageError(
            f"{name!r} is not an action, link or chain but {thing} ({index.things[thing]}): "
            "kg show describes it"
        )
    return _EXPLAINED[kind](index, local, describe(index, thing))


def _action(index: Index, name: str, profile: Profile) -> Explanation:
    action: Action = index.actions[name]
    answer = index.data.answers.get(name)
    claims = [*index.claims_from(name), *index.claims_on(name)]
    return Explanation(
        profile=profile,
        changes=tuple(action_changes(action, index)),
        about={
            "kind": "action", "id": name, "type": action.kind,
            "earliest": action.earliest and action.earliest.isoformat(),
            "latest": action.latest and action.latest.isoformat(),
            "answer_state": answer.state if answer else None,
            "as_of": answer.as_of.isoformat() if answer else None,
            "links": sorted(each.iri for each in claims),
        },
    )  # fmt: skip


def _link(index: Index, name: str, profile: Profile) -> Explanation:
    link: Link = index.links[name]
    return Explanation(
        profile=profile,
        changes=tuple(link_changes(link, index.links)),
        features=_feature_table(link, index.links) if link.features else None,
        about={
            "kind": "link", "id": link.iri, "response": link.response, "trigger": link.trigger,
            "relation": link.relation, "basis": link.basis, "stance": link.stance,
            "claimed_by": list(link.claimed_by), "min_lag_days": link.min_lag,
            "max_lag_days": link.max_lag, "rule": link.rule, "rule_version": link.rule_version,
            "confidence": None if link.confidence is None else float(link.confidence),
            "alternative_to": list(link.alternative_to), "weighed": list(link.weighed),
            "counter_evidence": [f"{kind}:{name}" for kind, name in link.counter_evidence],
        },
    )  # fmt: skip


def _chain(index: Index, name: str, profile: Profile) -> Explanation:
    chain: Chain = next(each for each in index.data.chains if each.id == name)
    links = [index.links[iri] for iri in chain.links]
    figures = chain_figures(chain, index.actions, links)
    exact = figures.min_days == figures.max_days
    return Explanation(
        profile=profile,
        changes=tuple(chain_changes(chain, links, index)),
        about={
            "kind": "chain", "id": chain.id, "actions": list(chain.actions),
            "links": list(chain.links), "length": chain.length, "exchanges": figures.exchanges,
            "days": figures.max_days if exact else None, "min_days": figures.min_days,
            "max_days": figures.max_days, "open": chain.open, "as_firm_as": figures.as_firm_as,
            "weakest_link": figures.weakest_link, "severities": list(figures.severities),
            "open_since": [each.isoformat() for each in chain.open_since],
        },
    )  # fmt: skip


_EXPLAINED: Final = {"action": _action, "link": _link, "chain": _chain}


def _feature_table(link: Link, links: Mapping[str, Link]) -> Table:
    rivals = list(dict.fromkeys(f"{each:.2f}" for each in rivals_of(link, links)))
    rows = [(each.name, f"{each.contribution:+f}") for each in link.features]
    rows.append(("sum (log-odds)", f"{score_of(link):+f}"))
    rows.append(("odds of this trigger", f"{odds_of(link):.2f}"))
    rows.append(("odds of none", "1"))
    if rivals != ["0.00"]:
        rows.append(("odds of the other triggers", " to ".join(rivals)))
    rows.append(("confidence", str(link.confidence)))
    return Table(("feature", "log-odds"), tuple(rows))
