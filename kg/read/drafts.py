"""Drafts: what a program extracted and nobody reviewed; left out, or marked where it is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from kg.model.actions import Account, Action, Case, Link
from kg.model.provenance import Provenance, mark_draft
from kg.read.fields import Row


def read_provenance(row: Row) -> Provenance:
    """Whose work a record or a row of an event table is, as it says itself."""
    made = row.get("extractedBy") or row.get("extracted_by")
    return Provenance(
        annotated_by=tuple(sorted(set(row.many("annotatedBy")))),
        extracted_by=(made,) if made else (),
        reviewed_by=tuple(sorted({*row.many("reviewedBy"), *row.many("reviewed_by")})),
    )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How much was left out."""

    drafts: int = 0  # reports and links
    links: int = 0  # reviewed ones, to an act of which only drafts tell

    def __str__(self) -> str:
        """In words; empty where nothing was."""
        if not self.drafts:
            return ""
        text = "1 draft was left out" if self.drafts == 1 else f"{self.drafts} drafts were left out"
        if self.links:
            text += (
                f", with {self.links} link{'s' * (self.links != 1)} to acts that only drafts report"
            )
        return f"{text}; kg build --drafts adds {'it' if self.drafts == 1 else 'them'}"


def leave_out_drafts(
    accounts: Sequence[Account], told: Collection[str] = ()
) -> tuple[list[Account], LeftOut]:
    """The accounts without drafts, and without what only these tell of.

    An action goes with its declaration where only drafts report it; a link goes with either of its
    actions, a case with all of its actions, an article that is a draft with all that it says.

    Args:
        accounts: what each file declares, reports and claims.
        told: ids of actions that are reported elsewhere.
    """
    out = find_draft_acts(accounts) - {*told}
    every = [link for each in accounts for link in each.links]
    orphans = [x for x in every if not x.draft and _ends(x) & out]
    reports = [report for each in accounts for report in each.reports]
    drafts = sum(x.draft for x in reports) + sum(x.draft for x in every)
    if not drafts and not out:
        return list(accounts), LeftOut()
    firm = {x.iri for x in reports if not x.draft}
    firm |= {x.iri for x in every if not x.draft and not _ends(x) & out}
    cases = _idle_cases(accounts, out)
    kept = [_without(each, out, firm, cases) for each in accounts]
    left = _declared_once(accounts, kept)
    return left, LeftOut(drafts, len(orphans))


def _declared_once(before: Iterable[Account], after: Iterable[Account]) -> list[Account]:
    """The accounts; one whose article went declares only what no other declares."""
    pairs = list(zip(before, after, strict=True))
    stay = [now for old, now in pairs if now.article or not old.article]
    acts = {x.id for each in stay for x in each.actions}
    cases = {x.id for each in stay for x in each.cases}
    found = []
    for old, now in pairs:
        if now.article or not old.article:
            found.append(now)
            continue
        own = replace(
            now,
            actions=tuple(x for x in now.actions if x.id not in acts),
            cases=tuple(x for x in now.cases if x.id not in cases),
        )
        acts |= {x.id for x in own.actions}
        cases |= {x.id for x in own.cases}
        found.append(own)
    return found


def find_draft_acts(accounts: Sequence[Account]) -> set[str]:
    """The ids of the actions of which only drafts tell.

    Of an action that nothing reports the files tell that declare it.
    """
    firm: set[str] = set()
    drafts: set[str] = set()
    for account in accounts:
        for report in account.reports:
            (drafts if report.draft else firm).add(report.action)
    reported = firm | drafts
    for account in accounts:
        made = account.article is not None and account.article.draft
        for action in account.actions:
            if action.id not in reported:
                (drafts if made or action.draft else firm).add(action.id)
    return drafts - firm


def _ends(link: Link) -> set[str]:
    return {link.response, link.trigger}


def _idle_cases(accounts: Iterable[Account], out: Collection[str]) -> set[str]:
    """The cases that have actions of which none is left."""
    told = [(x.case, x.id in out) for each in accounts for x in each.actions if x.case]
    return {case for case, _ in told} - {case for case, gone in told if not gone}


def _without(
    account: Account, out: set[str], firm: Collection[str], cases: Collection[str]
) -> Account:
    """An account without what is left out, and with nothing that points there."""
    reports = tuple(x for x in account.reports if not x.draft)
    links = tuple(_unpointed(x, firm) for x in account.links if not (x.draft or _ends(x) & out))
    article = account.article
    gone = article is not None and article.draft and not reports and not links
    return replace(
        account,
        article=None if gone else article,
        cases=_used(account.cases, cases),
        actions=tuple(_unjoined(x, out) for x in account.actions if x.id not in out),
        reports=reports,
        links=links,
        implied_cases=_used(account.implied_cases, cases),
    )


def _used(cases: Iterable[Case], idle: Collection[str]) -> tuple[Case, ...]:
    return tuple(each for each in cases if each.id not in idle)


def _unpointed(link: Link, firm: Collection[str]) -> Link:
    return replace(
        link,
        disputed_by=tuple(each for each in link.disputed_by if each[1] in firm),
        conflicts_with=tuple(each for each in link.conflicts_with if each in firm),
    )


def _unjoined(action: Action, out: Collection[str]) -> Action:
    return replace(
        action,
        part_of=tuple(each for each in action.part_of if each not in out),
        about=tuple(each for each in action.about if each not in out),
        announces=tuple(each for each in action.announces if each not in out),
        prepares=tuple(each for each in action.prepares if each not in out),
    )


def mark_drafts(accounts: Sequence[Account]) -> list[Account]:
    """The accounts with each action marked, in its name too, of which only drafts tell."""
    drafts = find_draft_acts(accounts)
    return [
        replace(each, actions=tuple(_marked(x, x.id in drafts) for x in each.actions))
        if any(x.draft or x.id in drafts for x in each.actions)
        else each
        for each in accounts
    ]


def _marked(action: Action, draft: bool) -> Action:
    return replace(action, draft=draft, label=mark_draft(action.label, draft))


def unmark(action: Action) -> Action:
    """An action by the name that its file gives it; whether it is a draft stays with it."""
    return replace(action, label=mark_draft(action.label, False)) if action.draft else action
