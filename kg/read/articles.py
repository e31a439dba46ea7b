"""Annotated article -> Article with its Actions, Reports and claimed Links; knows no RDF."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from kg.errors import Finding
from kg.model.actions import Account, Action, Article, Case, Link, Report, Values
from kg.model.actors import Actors
from kg.model.dates import edtf_bounds
from kg.model.ids import link_name, number_names, report_name
from kg.read.actor_files import check_actors, check_kinds, read_quantity
from kg.read.documents import Node
from kg.read.drafts import read_provenance
from kg.read.fields import Field, Row, read_record
from kg.read.formats import ACTION_FILE, ARTICLE_FILE
from kg.read.pointers import name_things, point_links

Claim = TypeVar("Claim", Report, Link)
#: The keys of reports, links and actions whose values name actors.
_ACTOR_KEYS: Final = (
    "actor", "recipient", "performedBy", "affected", "attributedTo", "relayedBy", "claimedBy",
    "solidarityWith",
)  # fmt: skip


def read_article(node: Node, findings: list[Finding], actors: Actors | None = None) -> Account:
    """Read one annotated article; see `ARTICLE_FILE`. Every problem becomes a finding.

    Args:
        node: the file's document.
        findings: problems are added here.
        actors: everyone it may name; None leaves that to `kg.read.accounts.join_accounts`, which
            knows the record that names an unknown one but not the value's own place.
    """
    top = _read(node, ARTICLE_FILE, findings, actors)
    head = top.get("article")
    if head is not None and actors is not None:
        check_actors(head, ("publisher",), actors, findings)
    needed = ("id", "title", "publisher", "published", "textDigest", "textLength")
    account = replace(_declared(top, findings), untold=_untold(top))
    if head is None or any(name not in head.values for name in needed):
        return replace(account, untold=_untold(top, whole=True))
    article = _article(head)
    rows = _numbered([(row, _report(row, article, findings)) for row in top.many("reports")])
    claims = _numbered([(row, _link(row, article, findings)) for row in top.many("links")])
    named = name_things(rows, claims, findings)
    spoken = [*top.many("reports"), *top.many("links")]
    unread = {each.get("id") for each in spoken} - named.keys()
    found = Account(
        article=article,
        cases=account.cases,
        actions=account.actions,
        unreadable=account.unreadable,
        untold=account.untold,
        reports=tuple(report for _, report in rows),
        links=point_links(claims, named, unread, findings),
    )
    _check_places(head, spoken, findings)
    _check_spans(article, head, spoken, findings)
    return found


def _untold(top: Row, *, whole: bool = False) -> tuple[str, ...]:
    """The actions whose reports cannot be read, or not their status; of a whole file or some."""
    return tuple(
        row.values["action"]
        for row in top.many("reports")
        if "action" in row.values
        and (whole or any(n in row.given - row.values.keys() for n in ("span", "stance", "status")))
    )


def read_actions(node: Node, findings: list[Finding], actors: Actors | None = None) -> Account:
    """Read a file of data/actions: actions and cases that no article file declares."""
    return _declared(_read(node, ACTION_FILE, findings, actors), findings)


def _read(
    node: Node, fields: Sequence[Field], findings: list[Finding], actors: Actors | None
) -> Row:
    top = read_record(node, fields, findings)
    if actors is not None:
        for row in (row for key in ("actions", "reports", "links") for row in top.many(key)):
            check_actors(row, _ACTOR_KEYS, actors, findings)
            check_kinds(row, actors, findings)
    return top


def _declared(top: Row, findings: list[Finding]) -> Account:
    actions = [(row, _action(row, findings)) for row in top.many("actions")]
    return Account(
        article=None,
        cases=tuple(
            Case(
                id=row.values["id"],
                label=row.values["label"],
                description=row.get("description"),
                place=row.at("id"),
            )
            for row in top.many("cases")
            if "id" in row.values and "label" in row.values
        ),
        actions=tuple(action for _, action in actions if action is not None),
        unreadable=tuple(
            row.values["id"] for row, action in actions if action is None and "id" in row.values
        ),
    )


def _article(row: Row) -> Article:
    return Article(
        id=row.values["id"],
        title=row.values["title"],
        publisher=row.values["publisher"],
        published=row.values["published"],
        published_source=row.get("publishedSource"),
        url=row.get("url"),
        text_digest=row.values["textDigest"],
        text_length=row.values["textLength"],
        boilerplate=_marked(row, "boilerplate"),
        no_act=_marked(row, "noAct"),
        provenance=read_provenance(row),
        place=row.at("id"),
    )


def _marked(row: Row, name: str) -> tuple[tuple[int, int], ...]:
    return tuple(each.values["span"] for each in row.many(name) if "span" in each.values)


def _action(row: Row, findings: list[Finding]) -> Action | None:
    if "date" in row.values and "dateSource" not in row.given:
        message = "a date on an action is known from outside the articles: name where in dateSource"
        findings.append(Finding(row.at("date"), message))
    if "dateSource" in row.values and "date" not in row.given:
        findings.append(Finding(row.at("dateSource"), "dateSource is given without a date"))
    if any(name not in row.values for name in ("id", "type", "label", "actor")):
        return None
    text = row.get("date")
    earliest, latest = edtf_bounds(text) if text else (None, None)
    return Action(
        id=row.values["id"],
        kind=row.values["type"],
        label=row.values["label"],
        case=row.get("case"),
        part_of=row.many("partOfAction"),
        about=row.many("about"),
        announces=row.many("announces"),
        prepares=row.many("prepares"),
        values=_values(row, findings),
        earliest=earliest,
        latest=latest,
        date_source=row.get("dateSource"),
        place=row.at("id"),
    )


def _values(row: Row, findings: list[Finding]) -> Values:
    if "deadline" in row.values and "deadlineTerm" in row.values:
        message = "give deadline or deadlineTerm, as the text does, not both"
        findings.append(Finding(row.at("deadlineTerm"), message))
    return Values(
        actor=row.many("actor"),
        recipient=row.many("recipient"),
        performed_by=row.many("performedBy"),
        quantity=read_quantity(row, findings),
        affected=row.many("affected"),
        date=row.get("date"),
        within_day=row.get("withinDay"),
        disclosed=row.get("disclosed"),
        deadline=row.get("deadline"),
        deadline_term=row.get("deadlineTerm"),
        status=row.get("status"),
        place=row.get("place"),
        reason=row.get("reason"),
        legal_basis=row.get("legalBasis"),
        alleged_breach_of=row.get("allegedBreachOf"),
    )


def _span(row: Row, article: Article) -> tuple[int, int] | None:
    """The span; the whole text for a quote, which is a finding: nothing is built of its record."""
    if "span" not in row.values and "quote" in row.values:
        return 0, max(1, article.text_length)
    span: tuple[int, int] | None = row.get("span")
    return span


def _report(row: Row, article: Article, findings: list[Finding]) -> Report | None:
    values = _values(row, findings)
    span = _span(row, article)
    if span is None or any(name not in row.values for name in ("action", "stance")):
        return None
    start, end = span
    stance_on = row.get("stanceOn", "occurrence")
    by, via = row.many("attributedTo"), row.many("relayedBy")
    claim = (row.values["action"], row.values["stance"], stance_on, sorted(by), sorted(via))
    return Report(
        iri=report_name(article.id, *claim),
        action=row.values["action"],
        article=article.id,
        start=start,
        end=end,
        stance=row.values["stance"],
        stance_on=stance_on,
        attributed_to=by,
        relayed_by=via,
        described_as=row.get("describedAs"),
        values=values,
        provenance=read_provenance(row).within(article.provenance),
        place=row.place,
    )


def _link(row: Row, article: Article, findings: list[Finding]) -> Link | None:
    needed = ("response", "trigger", "relation", "basis", "stance")
    span = _span(row, article)
    if span is None or any(name not in row.values for name in needed):
        return None
    response, trigger, relation, basis, stance = (row.values[n] for n in needed)
    start, end = span
    claimed_by, friends = row.many("claimedBy"), row.many("solidarityWith")
    if basis == "stated" and "claimedBy" not in row.given:
        message = "a stated link is a party's own word: name the party in claimedBy"
        findings.append(Finding(row.at("basis"), message))
    if (relation == "solidarity") != ("solidarityWith" in row.given):
        message = "relation solidarity and solidarityWith go together"
        findings.append(Finding(row.at("relation"), message))
    if "claimedBy" not in row.given and basis != "stated":
        claimed_by = (article.publisher,)
    claim = (relation, basis, stance, sorted(claimed_by), sorted(friends), article.id)
    provenance = read_provenance(row).within(article.provenance)
    return Link(
        iri=link_name(response, trigger, *claim),
        response=response,
        trigger=trigger,
        relation=relation,
        basis=basis,
        stance=stance,
        claimed_by=claimed_by,
        solidarity_with=friends,
        article=article.id,
        start=start,
        end=end,
        reading_certainty=row.get("readingCertainty"),
        provenance=provenance,
        draft=provenance.is_draft,
        place=row.place,
    )


def _numbered(claims: list[tuple[Row, Claim | None]]) -> list[tuple[Row, Claim]]:
    """Those that could be read, equal claims numbered in the order of the text.

    Of a quote the place is not known yet: each counts as one of its own, in the order of the file.
    """
    read = [(row, each) for row, each in claims if each is not None]
    names = number_names(
        (each.iri, (each.start or 0, each.end or 0, order if "quote" in row.given else 0))
        for order, (row, each) in enumerate(read, start=1)
    )
    return [(row, replace(each, iri=name)) for (row, each), name in zip(read, names, strict=True)]


def _check_places(head: Row, speaking: Iterable[Row], findings: list[Finding]) -> None:
    """Every record has a span; a quote is what kg anchor makes it of, which is said once a file."""
    rows = [*head.many("boilerplate"), *head.many("noAct"), *speaking]
    if quotes := sorted(row.at("quote") for row in rows if "quote" in row.given):
        told = "1 quote is" if len(quotes) == 1 else f"{len(quotes)} quotes are"
        message = f"{told} not anchored yet; run kg anchor {shlex.quote(quotes[0].file)}"
        findings.append(Finding(quotes[0], message))
    for row in rows:
        if "span" not in row.given and "quote" not in row.given:
            message = "has no place in the text: give its words in quote, and run kg anchor"
            findings.append(Finding(row.place, message))
        for name, needed in (("words", "span"), ("occurrence", "quote")):
            if name in row.given and needed not in row.given:
                findings.append(Finding(row.at(name), f"{name} is given without {needed}"))


def _check_spans(
    article: Article, head: Row, speaking: Iterable[Row], findings: list[Finding]
) -> None:
    """Spans lie within the text; none that says something lies in boilerplate."""
    marked = [row for name in ("boilerplate", "noAct") for row in head.many(name)]
    rows = [*((row, False) for row in marked), *((row, True) for row in speaking)]
    for row, speaks in rows:
        if "span" not in row.values:
            continue
        (start, end), place = row.values["span"], row.at("span")
        if end > article.text_length:
            message = (
                f"span [{start}, {end}] ends outside the text of {article.text_length} characters"
            )
            findings.append(Finding(place, message))
            continue
        for first, last in article.boilerplate if speaks else ():
            if start < last and first < end:
                message = f"span [{start}, {end}] lies in boilerplate [{first}, {last}]; remove one"
                findings.append(Finding(place, message))
