"""Everything there is about one actor, action, article or other thing, labels first.

What sources say and what a rule infers stand in sections of their own, as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from kg.infer.figures import chain_figures
from kg.model.actions import Action, Article, Chain, Link, Report
from kg.model.standing import grade_of
from kg.tell.actors import describe_actor, describe_post, describe_tenure
from kg.tell.answers import spell_answer
from kg.tell.claims import HEADINGS, claim_line, describe_claim, sort_of
from kg.tell.days import day_text
from kg.tell.index import Index, place_of
from kg.tell.lags import tell_lag
from kg.tell.lines import Line, Lines, Profile, text_lines
from kg.tell.records import (
    describe_article,
    describe_chain,
    list_disagreements,
    list_reasons,
    report_line,
)
from kg.tell.tables import pair_text, span_text
from kg.tell.values import (
    act_lines,
    action_lines,
    actor_lines,
    kind_line,
    list_facts,
    origin_lines,
    provenance_lines,
    reading_lines,
    report_values,
    thing_line,
)
from kg.tell.words import spell_count, start_sentence

_DIFFER: Final = "Where annotators differ"
_POINTERS: Final = "Actions that speak of it, announce it, prepare it or are a part of it"


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
    for heading, facts in (
        ("Where accounts differ", list_disagreements(reports, index)),
        ("Reasons given", list_reasons(reports, index)),
    ):
        yield heading, [Line(what=what, text=text) for what, text in facts]
    claims = [*index.claims_from(name), *index.claims_on(name)]
    told = [("report", each.iri) for each in reports] + [("link", each.iri) for each in claims]
    yield _DIFFER, _differences([("action", name), *told], index)
    for at, claims in enumerate((index.claims_from(name), index.claims_on(name))):
        for side, headings in HEADINGS.items():
            found = (each for each in claims if sort_of(each, index.actions) == side)
            yield headings[at], [claim_line(x, index, (x.trigger, x.response)[at]) for x in found]
    yield _POINTERS, _pointers(name, index)
    chains = (each for each in index.data.chains if name in each.actions)
    yield "Chains", [thing_line(f"chain:{each.id}", index) for each in chains]


def _action_facts(action: Action, index: Index) -> Iterable[Line]:
    yield from list_facts(action, index)
    yield Line(what="Weight of the class", text=f"{action.severity} of 10")
    if answer := index.data.answers.get(action.id):
        yield Line(what="Answer", text=spell_answer(answer))


def _differences(things: Iterable[tuple[str, str]], index: Index) -> Iterable[Line]:
    """Where annotators differ in things, each named where it is not the first of them."""
    for at, (kind, name) in enumerate(things):
        for line in reading_lines(kind, name, index):
            what = f"{kind}: {line.what}" if line.what != kind else kind
            yield replace(line, what=start_sentence(what), thing=f"{kind}:{name}") if at else line


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
    if lag := tell_lag([link], index.actions):
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
    yield "Moves, by date", act_lines((index.actions[each] for each in chain.actions), index)
    yield "Claims that hold it together", [claim_line(each, index) for each in links]


def _chain_facts(chain: Chain, links: list[Link], index: Index) -> Iterable[Line]:
    shown = describe_chain(0, chain, index)
    figures = chain_figures(chain, index.actions, links)
    yield Line(what="Size", text=shown["summary"], thing=f"chain:{chain.id}")
    yield Line(what="As firm as", text=figures.as_firm_as)
    yield Line(what="Open", text=shown["open"])
    exchanges = spell_count(figures.exchanges, "change")
    yield Line(what="Exchanges", text=f"{exchanges} of side along the longest path")
    if lasted := span_text(figures.min_days, figures.max_days):
        yield Line(what="Duration", text=f"{lasted} day{'s' * (lasted != '1')}")
    if counts := "; ".join(map(pair_text, figures.counts)):
        yield Line(what="Counts answered by counts", text=counts)
    yield from actor_lines("Said to side with others", figures.said_in_solidarity, index)


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
    read = (each.of for each in index.data.readings if each.article == name)
    yield _DIFFER, _differences(dict.fromkeys([("article", name), *read]), index)


def _article_facts(article: Article, index: Index) -> Iterable[Line]:
    shown = describe_article(article, index)
    yield kind_line("Article", f"article:{article.id}", index)
    yield from actor_lines("Publisher", [article.publisher], index)
    length = f"{article.text_length} characters"
    yield from text_lines(
        {"Published": shown["published"], "Address": article.url, "Text": length,
         "SHA-256 of the text": article.text_digest}
    )  # fmt: skip
    yield from provenance_lines(article.provenance, draft=article.draft)


def _case(index: Index, name: str) -> Lines:
    described = text_lines({"Description": index.cases[name].description})
    yield "About", [kind_line("Case", f"case:{name}", index), *described]
    yield "Actions in it", act_lines((each for each in index.ordered if each.case == name), index)
    yield _DIFFER, reading_lines("case", name, index)


def _report(index: Index, name: str) -> Lines:
    report = index.reports[name]
    line = report_line(report, index)
    about = [kind_line("Report", f"report:{name}", index)]
    about += action_lines("Action", [report.action], index)
    about += [Line(what="Account", text=f"{line.what}. {line.text}"), *_source(report, index)]
    about += [*report_values(report, index), *origin_lines(report)]
    yield "About", [*about, *provenance_lines(report.provenance, draft=report.draft)]
    yield _DIFFER, reading_lines("report", name, index)
    against = [x for x in index.data.links if ("report", name) in x.disputed_by]
    yield "Claims that it disputes", [claim_line(each, index) for each in against]


_DESCRIBED: Final[Mapping[str, Callable[[Index, str], Lines]]] = {
    "action": _action, "actor": describe_actor, "article": _article, "case": _case,
    "post": describe_post,
    "chain": _chain, "link": _link, "report": _report, "tenure": describe_tenure,
}  # fmt: skip
#: The kinds of things that people ask for by name, the most asked for first.
KINDS: Final = tuple(_DESCRIBED)
