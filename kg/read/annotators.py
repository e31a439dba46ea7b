"""Several annotators' files of one article -> one account, with every difference listed as theirs.

A record that they have alike is one. A value stands where all who give one agree. Where they differ
it stands nowhere but among their readings; only what a record cannot be without, and what is put
in words of one's own, stays as the first file has it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any, TypeVar

from kg.errors import Finding, Place
from kg.model.actions import Account, Action, Article, Link, Report
from kg.model.provenance import join_provenance
from kg.read.readings import (
    IN_VALUES,
    OPTIONAL,
    WORDS,
    Group,
    Names,
    given_values,
    list_differences,
    list_missing,
)

Claim = TypeVar("Claim", Report, Link)


def join_annotators(accounts: Sequence[Account], lead: Collection[str] = ()) -> list[Account]:
    """The accounts, those that several annotators give of one article joined in one.

    They join where the text has the same sha256 and each file names annotators in `annotatedBy`
    that no other does. All else is left to `kg.read.accounts.join_accounts`, which refuses it.

    Args:
        accounts: what each file declares, reports and claims.
        lead: files that come first, as places call them; the others follow by name.
    """
    found: dict[str, list[tuple[Article, Account]]] = {}
    for each in accounts:
        if each.article:
            found.setdefault(each.article.id, []).append((each.article, each))
    joined = {name: pairs for name, pairs in found.items() if may_join([x for x, _ in pairs])}
    if not joined:
        return list(accounts)
    kept = [each for each in accounts if not each.article or each.article.id not in joined]
    for pairs in joined.values():
        pairs.sort(key=lambda pair: (pair[0].place.file not in lead, pair[0].place))
    return [*kept, *map(_join, joined.values())]


def drop_nameless(accounts: Sequence[Account], findings: list[Finding]) -> list[Account]:
    """The accounts without the second ones of one text that do not say who annotated them.

    Each is one finding, and not one for all that it says again; ids that it declares stay known.
    """
    first: dict[tuple[str, str], Article] = {}
    kept: list[Account] = []
    for each in sorted(accounts, key=lambda x: x.article.place if x.article else Place("")):
        article = each.article
        if article is None:
            kept.append(each)
            continue
        known = first.setdefault((article.id, article.text_digest), article)
        if known is article or all(x.provenance.annotated_by for x in (known, article)):
            kept.append(each)
            continue
        message = (
            f"article {article.id!r} is annotated in {known.place} too; name who annotated it "
            "in annotatedBy of each, or remove one"
        )
        findings.append(Finding(article.place, message))
        kept.append(Account(article=None, unreadable=tuple(x.id for x in each.actions)))
    return kept


def may_join(articles: Sequence[Article]) -> bool:
    """Whether these are one article as annotators without a name in common have it."""
    names = [set(each.provenance.annotated_by) for each in articles]
    return (
        len(articles) > 1
        and len({each.text_digest for each in articles}) == 1
        and all(names)
        and all(one.isdisjoint(other) for one, other in combinations(names, 2))
    )


def _join(pairs: Sequence[tuple[Article, Account]]) -> Account:
    """One account of the files of one article."""
    names = [article.provenance.annotated_by for article, _ in pairs]
    files = [account for _, account in pairs]
    heads = Group([(who, article) for who, (article, _) in zip(names, pairs, strict=True)])
    cases = _group_by_id(zip(names, (each.cases for each in files), strict=True))
    actions = _group_by_id(zip(names, (each.actions for each in files), strict=True))
    reports = _match(zip(names, (each.reports for each in files), strict=True))
    links = _match(zip(names, (each.links for each in files), strict=True))
    renamed = {(who, x.iri): each.name for each in reports for who, x in each.members}
    renamed |= {(who, x.iri): each.name for each in links for who, x in each.members}
    article = _joined_article(heads)
    readings = list_differences([heads, *cases, *actions, *reports, *links], article.id)
    readings += list_missing([*reports, *links], names, article.id)
    return Account(
        article=article,
        cases=tuple(map(_settled, cases)),
        actions=tuple(map(_settled, actions)),
        reports=tuple(replace(_settled(each), iri=each.name) for each in reports),
        links=tuple(_joined_link(each, renamed) for each in links),
        unreadable=tuple(name for each in files for name in each.unreadable),
        untold=tuple(name for each in files for name in each.untold),
        readings=tuple(sorted(readings)),
    )


def _group_by_id(
    files: Iterable[tuple[Names, Sequence[Any]]],
) -> list[Group[Any]]:
    """The cases or actions of all files, by id; what one file declares twice stays twice."""
    groups: dict[str, Group[Any]] = {}
    twice = []
    for who, things in files:
        for each in things:
            group = groups.setdefault(each.id, Group([]))
            if any(who == other for other, _ in group.members):
                twice.append(Group([(who, each)]))
            else:
                group.members.append((who, each))
    return [*groups.values(), *twice]


def _match(files: Iterable[tuple[Names, Sequence[Claim]]]) -> list[Group[Claim]]:
    """The reports or links of all files, those of the same words on the same acts together."""
    groups: list[Group[Claim]] = []
    for who, claims in files:
        free = list(groups)
        rest = []
        for claim in claims:  # what is alike first, so that no other takes its place
            same = next((x for x in free if _is_same(x.members[0][1], claim)), None)
            if same:
                free.remove(same)
                same.members.append((who, claim))
            else:
                rest.append(claim)
        for claim in rest:
            near = next((x for x in free if _overlap(x.members[0][1], claim)), None)
            if near:
                free.remove(near)
                near.members.append((who, claim))
            else:
                groups.append(Group([(who, claim)]))
    _name(groups)
    return groups


def _name(groups: Iterable[Group[Claim]]) -> None:
    """Number the claims of several files that have one name; of one file that is an error."""
    taken: dict[str, Names] = {}
    for group in groups:
        who, first = group.members[0]
        group.name, number = first.iri, 1
        while taken.get(group.name, who) != who:
            number += 1
            group.name = f"{first.iri}-{number}"
        taken[group.name] = who


def _ends(claim: Report | Link) -> tuple[str, ...]:
    """The acts that it is about."""
    return (claim.action,) if isinstance(claim, Report) else (claim.response, claim.trigger)


def _is_same(one: Report | Link, other: Report | Link) -> bool:
    """Whether two annotators say the same of the same acts."""
    return _ends(one) == _ends(other) and given_values(one) == given_values(other)


def _overlap(one: Report | Link, other: Report | Link) -> bool:
    """Whether two claims are about the same acts and share words."""
    if _ends(one) != _ends(other) or None in (one.start, one.end, other.start, other.end):
        return False
    return one.start < other.end and other.start < one.end  # type: ignore[operator]


def _settled(group: Group[Any]) -> Any:
    """The first record, with every optional value on which those who give one agree."""
    first = group.members[0][1]
    told = [given_values(each) for _, each in group.members]
    chosen: dict[str, Any] = {}
    for name, value in told[0].items():
        given = list(dict.fromkeys(each[name] for each in told if each[name]))
        if given and (name in WORDS or (name in OPTIONAL and len(given) == 1)):
            chosen[name] = given[0]
        elif name in OPTIONAL and len(given) > 1 and not _needed(first, name):
            chosen[name] = () if isinstance(value, tuple) else None
    inner = {name: value for name, value in chosen.items() if name in IN_VALUES}
    own = {name: value for name, value in chosen.items() if name not in IN_VALUES}
    own |= {"values": replace(first.values, **inner)} if inner else {}
    if hasattr(first, "provenance"):
        own["provenance"] = join_provenance([x.provenance for _, x in group.members])
    return _dated(replace(first, **own), group)


def _needed(thing: object, name: str) -> bool:
    """Whether a record cannot be without an optional value: an act has its actor and its status."""
    return (type(thing), name) in ((Action, "actor"), (Report, "status"))


def _dated(thing: Any, group: Group[Any]) -> Any:
    """An action with the bounds and the source of its date, if the date still stands."""
    if not isinstance(thing, Action):
        return thing
    same = [x for _, x in group.members if x.values.date == thing.values.date]
    if thing.values.date is None or not same:
        return replace(thing, earliest=None, latest=None, date_source=None)
    given = same[0]
    return replace(
        thing, earliest=given.earliest, latest=given.latest, date_source=given.date_source
    )


def _joined_article(group: Group[Article]) -> Article:
    spans = [(x.boilerplate, x.no_act) for _, x in group.members]
    article: Article = _settled(group)
    return replace(
        article,
        boilerplate=tuple(sorted({each for marked, _ in spans for each in marked})),
        no_act=tuple(sorted({each for _, marked in spans for each in marked})),
    )


def _joined_link(group: Group[Link], renamed: Mapping[tuple[Names, str], str]) -> Link:
    """The link, disputed by all that one of the annotators names."""
    disputed = {
        (kind, renamed.get((who, name), name))
        for who, each in group.members
        for kind, name in each.disputed_by
    }
    rivals = {renamed.get((who, x), x) for who, each in group.members for x in each.conflicts_with}
    link: Link = _settled(group)
    return replace(
        link,
        iri=group.name,
        draft=link.provenance.is_draft,
        disputed_by=tuple(sorted(disputed)),
        conflicts_with=tuple(sorted(rivals)),
    )
