"""Everything there is about one actor, action, article or other thing, labels first.

What sources say and what a rule infers stand in sections of their own, as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from kg.infer.figures import chain_figures
from kg.model.actions import Action, Article, Chain, Link, Report
from kg.model.actors import Actor, Tenure
from kg.model.ids import tenure_name
from kg.model.order import by_day
from kg.model.standing import grade_of, side_of
from kg.tell.claims import claim_line, describe_claim
from kg.tell.index import Index, place_of
from kg.tell.lines import Line, Profile
from kg.tell.moves import day_text
from kg.tell.records import (
    action_lines,
    actor_lines,
    count_lines,
    describe_article,
    describe_chain,
    list_disagreements,
    list_facts,
    report_line,
    report_values,
    spell_answer,
)
from kg.tell.tables import pair_text, span_text
from kg.tell.words import spell_lag, start_sentence

#: What a claim says -> the heading over what an action answers, and over what answers it.
_HEADINGS: Final = {
    "for": ("Said to answer", "Said to be answered by"),
    "inferred": (
        "Inferred to answer; no source says so",
        "Inferred to be answered by; no source says so",
    ),
    "order": (
        "Said only to come after or to fall together, not to answer",
        "Said only to come before or to fall together",
    ),
    "against": ("Said not to answer", "Said not to be answered by"),
    "refusal": ("Said to decline an answer to", "Said to be declined by"),
}
_POINTERS: Final = "Actions that speak of it, announce it, prepare it or are a part of it"

Lines = Iterable[tuple[str, Iterable[Line]]]  # sections in the making: empty ones are left out


def describe(index: Index, thing: str) -> Profile:
    """Describe a thing.

    Args:
        index: all there is.
        thing: its short name, see `kg.tell.search.find_thing`.
    """
    kind, _, name = thing.partition(":")
    sections = ((heading, tuple(lines)) for heading, lines in _DESCRIBED[kind](index, name))
    return Profile(
        thing=thing,
        title=index.things[thing],
        sections=tuple((heading, lines) for heading, lines in sections if lines),
    )


def _action(index: Index, name: str) -> Lines:
    reports = index.reports_of(name)
    yield "About", _action_facts(index.actions[name], index)
    yield "Reports", [report_line(each, index) for each in reports]
    differ = list_disagreements(reports, index)
    yield "Where accounts differ", [Line(what=what, text=text) for what, text in differ]
    for at, claims in enumerate((index.claims_from(name), index.claims_on(name))):
        for side, headings in _HEADINGS.items():
            found = (each for each in claims if _sort_of(each) == side)
            yield headings[at], [claim_line(x, index, (x.trigger, x.response)[at]) for x in found]
    yield _POINTERS, _pointers(name, index)
    chains = (each for each in index.data.chains if name in each.actions)
    yield "Chains", [_thing(f"chain:{each.id}", index) for each in chains]


def _sort_of(link: Link) -> str:
    return "inferred" if link.basis == "inferred" else side_of(link)


def _action_facts(action: Action, index: Index) -> Iterable[Line]:
    yield from list_facts(action, index)
    yield Line(what="Severity", text=f"{action.severity} of 10")
    if answer := index.data.answers.get(action.id):
        yield Line(what="Answer", text=spell_answer(answer))


def _pointers(name: str, index: Index) -> Iterable[Line]:
    for each in index.ordered:
        for what, targets in (
            ("Part of it", each.part_of), ("Speaks of it", each.about),
            ("Announces it", each.announces), ("Prepares it", each.prepares),
        ):  # fmt: skip
            yield from action_lines(what, [each.id] if name in targets else [], index)


def _link(index: Index, name: str) -> Lines:
    link = index.links[name]
    yield "About", _link_facts(link, index)
    yield "For and against", [Line(text=each) for each in describe_claim(link, index)["notes"]]
    ends = (link.response, link.trigger)
    others = [
        each
        for one, other in (ends, ends[::-1])
        for each in index.claims_from(one)
        if each.trigger == other and each is not link
    ]
    yield "Other claims on the same pair", [claim_line(each, index) for each in others]
    for what, end in zip(("response", "trigger"), ends, strict=True):
        yield (
            f"Reports of the {what}",
            [report_line(each, index) for each in index.reports_of(end)],
        )


def _link_facts(link: Link, index: Index) -> Iterable[Line]:
    claim = describe_claim(link, index)
    yield from action_lines("Response", [link.response], index)
    yield from action_lines("Trigger", [link.trigger], index)
    yield Line(what="Claim", text=claim["what"], thing=f"link:{link.iri}")
    yield Line(what="Basis", text=claim["head"])
    yield Line(what="Firmness", text=grade_of(link))
    if lag := spell_lag(link.min_lag, link.max_lag):
        yield Line(what="Lag", text=lag)
    if link.article or link.table:
        yield from _source(link, index)


def _source(said: Report | Link, index: Index) -> Iterable[Line]:
    known = index.articles.get(said.article or "")
    place = index.spell_source(said)
    text = f"“{known.title}”, {place}" if known else place
    yield Line(what="Source", text=text, thing=f"article:{known.id}" if known else "")


def _chain(index: Index, name: str) -> Lines:
    chain = next(each for each in index.data.chains if each.id == name)
    links = [index.links[iri] for iri in chain.links]
    position = {name: place for place, name in enumerate(chain.actions)}
    links.sort(key=lambda each: (position[each.response], position[each.trigger]))
    yield "About", _chain_facts(chain, links, index)
    yield "Moves, by date", _acts((index.actions[each] for each in chain.actions), index)
    yield "Claims that hold it together", [claim_line(each, index) for each in links]


def _chain_facts(chain: Chain, links: list[Link], index: Index) -> Iterable[Line]:
    shown = describe_chain(0, chain, index)
    figures = chain_figures(chain, index.actions, links)
    trend = f"{figures.severity_trend} ({', '.join(map(str, figures.severities))})"
    yield Line(what="Size", text=shown["summary"], thing=f"chain:{chain.id}")
    yield Line(what="As firm as", text=figures.as_firm_as)
    yield Line(what="Open", text=shown["open"])
    exchanges = f"{figures.exchanges} changes of side along the longest path"
    yield Line(what="Exchanges", text=exchanges)
    yield Line(what="Severity", text=trend)
    if lasted := span_text(figures.min_days, figures.max_days):
        yield Line(what="Duration", text=f"{lasted} days")
    if counts := "; ".join(map(pair_text, figures.counts)):
        yield Line(what="Counts answered by counts", text=counts)
    yield from actor_lines("Said to side with others", figures.said_in_solidarity, index)


def _actor(index: Index, name: str) -> Lines:
    data = index.data
    yield "About", _actor_facts(name, index)
    yield "Posts", _tenures((x for x in data.actors.tenures if x.holder == name), index, "post")
    yield "Offices and their holders", _offices(name, index)
    members = (data.actors[each] for each in data.actors.ids())
    yield "Actors that belong to it", [x for each in members for x in _belonging(each, name, index)]
    done = [x for x in index.ordered if name in _doers(x)]
    received = [x for x in index.ordered if name in _targets(x)]
    yield "Acts done", _acts(done, index)
    yield "Acts received", _acts(received, index)
    yield "Open: done and unanswered", _acts(_unanswered(done, index), index)
    yield "Open: received and unanswered", _acts(_unanswered(received, index), index)
    papers = (each for each in index.sources if each.publisher == name)
    yield (
        "Articles published",
        [Line(what=x.published, text=x.title, thing=f"article:{x.id}") for x in papers],
    )
    said = (each for each in data.reports if name in (*each.attributed_to, *each.relayed_by))
    yield "Said by it", [_told(each, index) for each in sorted(said, key=place_of)]
    claims = (each for each in data.links if name in each.claimed_by)
    yield "Claims made by it", [claim_line(each, index) for each in claims]


def _doers(action: Action) -> tuple[str, ...]:
    return (*action.values.actor, *action.actor_states, *action.values.performed_by)


def _targets(action: Action) -> tuple[str, ...]:
    return (*action.values.recipient, *action.recipient_states, *action.values.affected)


def _unanswered(actions: Iterable[Action], index: Index) -> Iterable[Action]:
    states = index.data.answers
    return (x for x in actions if x.id in states and states[x.id].state == "unanswered")


def _actor_facts(name: str, index: Index) -> Iterable[Line]:
    actor = index.data.actors.get(name)
    if actor is None:
        return
    yield _kind(actor.kind, f"actor:{name}", index)
    yield from (Line(what="Other name", text=each) for each in actor.alt_labels)
    yield from _strings({"ISO code": actor.iso3, "Wikidata": actor.wikidata})
    yield from actor_lines("Part of", actor.part_of, index)
    yield from actor_lines("Member of", actor.member_of, index)
    yield from actor_lines("Accredited to", actor.accredited_to, index)
    yield from count_lines(actor.quantity, index)


def _strings(texts: Mapping[str, str | None]) -> Iterable[Line]:
    return (Line(what=what, text=text) for what, text in texts.items() if text)


def _kind(kind: str, thing: str, index: Index) -> Line:
    return Line(what="Kind", text=start_sentence(index.kind(kind)), thing=thing)


def _belonging(actor: Actor, name: str, index: Index) -> Iterable[Line]:
    for what, wholes in (
        ("Part of it", actor.part_of), ("Member of it", actor.member_of),
        ("Accredited to it", actor.accredited_to),
    ):  # fmt: skip
        yield from actor_lines(what, [actor.id] if name in wholes else [], index)


def _tenures(tenures: Iterable[Tenure], index: Index, other: str) -> Iterable[Line]:
    for each in sorted(tenures, key=lambda each: (each.since or "", each.holder, each.post)):
        thing = f"post:{each.post}" if other == "post" else f"actor:{each.holder}"
        yield Line(what=_span(each), text=index.things.get(thing, thing), thing=thing)


def _span(tenure: Tenure) -> str:
    end = f" until {tenure.until}" if tenure.until else ""
    return f"since {tenure.since or 'unknown'}{end}"


def _offices(name: str, index: Index) -> Iterable[Line]:
    for post in index.data.actors.posts.values():
        if post.post_of == name:
            yield _thing(f"post:{post.id}", index)
            yield from _tenures(_held(post.id, index), index, "holder")


def _held(post: str, index: Index) -> Iterable[Tenure]:
    return (each for each in index.data.actors.tenures if each.post == post)


def _acts(actions: Iterable[Action], index: Index) -> Iterable[Line]:
    for each in sorted(actions, key=by_day):
        answer = index.data.answers.get(each.id)
        text = f"{each.label}; {index.code(answer.state)}" if answer else each.label
        yield Line(what=day_text(each), text=text, thing=f"action:{each.id}")


def _told(report: Report, index: Index) -> Line:
    """A report by what it is on, where the heading says whose it is."""
    line = report_line(report, index)
    return replace(line, text=f"on “{index.action(report.action)}”: {line.text}")


def _thing(thing: str, index: Index) -> Line:
    return Line(text=index.things[thing], thing=thing)


def _article(index: Index, name: str) -> Lines:
    yield "About", _article_facts(index.articles[name], index)
    told: dict[str, int] = {}
    for each in index.data.reports:
        if each.article == name:
            told[each.action] = told.get(each.action, 0) + 1
    acts = (each for each in index.ordered if each.id in told)
    yield (
        "Actions reported",
        [
            Line(
                what=day_text(x),
                text=f"{x.label} ({told[x.id]} reports)" if told[x.id] > 1 else x.label,
                thing=f"action:{x.id}",
            )
            for x in acts
        ],
    )
    claims = sorted((each for each in index.data.links if each.article == name), key=place_of)
    yield "Claims made", [claim_line(each, index) for each in claims]


def _article_facts(article: Article, index: Index) -> Iterable[Line]:
    shown = describe_article(article, index)
    yield _kind("Article", f"article:{article.id}", index)
    yield from actor_lines("Publisher", [article.publisher], index)
    length = f"{article.text_length} characters"
    yield from _strings(
        {"Published": shown["published"], "Address": article.url, "Text": length,
         "SHA-256 of the text": article.text_digest}
    )  # fmt: skip


def _case(index: Index, name: str) -> Lines:
    described = _strings({"Description": index.cases[name].description})
    yield "About", [_kind("Case", f"case:{name}", index), *described]
    yield "Actions in it", _acts((each for each in index.ordered if each.case == name), index)


def _post(index: Index, name: str) -> Lines:
    post = index.data.actors.posts[name]
    about = [_kind("Post", f"post:{name}", index)]
    excluded = [f"post:{each}" for each in post.excludes]
    about += actor_lines("Post of", [post.post_of], index)
    about += [Line(what="Excludes", text=index.things.get(x, x), thing=x) for x in excluded]
    yield "About", about
    yield "Holders", _tenures(_held(name, index), index, "holder")


def _tenure(index: Index, name: str) -> Lines:
    (held,) = (
        each
        for each in index.data.actors.tenures
        if tenure_name(each.holder, each.post, each.since) == name
    )
    about = [_kind("Tenure", f"tenure:{name}", index)]
    about += actor_lines("Holder", [held.holder], index)
    about.append(Line(what="Post", text=index.post(held.post), thing=f"post:{held.post}"))
    yield "About", [*about, *_strings({"In office": _span(held), "Known from": held.date_source})]


def _report(index: Index, name: str) -> Lines:
    report = index.reports[name]
    line = report_line(report, index)
    about = [_kind("Report", f"report:{name}", index)]
    about += action_lines("Action", [report.action], index)
    about += [Line(what="Account", text=f"{line.what}. {line.text}"), *_source(report, index)]
    yield "About", [*about, *report_values(report, index)]
    against = [x for x in index.data.links if ("report", name) in x.disputed_by]
    yield "Claims that it disputes", [claim_line(each, index) for each in against]


_DESCRIBED: Final[Mapping[str, Callable[[Index, str], Lines]]] = {
    "action": _action, "actor": _actor, "article": _article, "case": _case, "post": _post,
    "chain": _chain, "link": _link, "report": _report, "tenure": _tenure,
}  # fmt: skip
#: The kinds of things that people ask for by name, the most asked for first.
KINDS: Final = tuple(_DESCRIBED)
