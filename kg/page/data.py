"""A build, whole or narrowed -> what its page or picture shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg.infer.built import Built
from kg.model.vocabulary import LABELS
from kg.page.edges import list_lines
from kg.page.excerpt import MAX_NODES, quote, trim
from kg.page.payload import largest_first
from kg.page.statements import pack_graph
from kg.rdf.actors import actors_named
from kg.select.address import Sight, look, read_address, write_address
from kg.select.narrowing import narrow
from kg.select.selection import Selected
from kg.tell.index import NOBODY, Credit, Index, PageData
from kg.tell.records import describe_action


def page_data(built: Built, title: str = "Who answered whom", credit: Credit = NOBODY) -> PageData:
    """What the page shows of a build, under a title and with those whom to credit."""
    record, actors = built.corpus.record, built.corpus.actors
    part = actors.part(actors_named(record))
    return PageData(
        title=title,
        credit=credit,
        actions=record.actions,
        reports=record.reports,
        links=built.links,
        chains=built.chains,
        articles=record.articles,
        labels={name: part[name].label for name in part.ids()},
        actors=part,
        kind_labels=LABELS,
        code_labels=LABELS,
        answers=built.answers,
        hidden_answers=built.hidden_answers,
        cases=record.cases,
        bases=built.corpus.bases,
        readings=record.readings,
    )


def narrow_to_address(built: Built, address: str) -> tuple[Built, str]:
    """What the page of a build shows under an address, with all that it has to be read with.

    Args:
        built: what the page is of.
        address: what stands after # in the page's address.
    Returns:
        The part, and the address as the page writes it, empty where it narrows nothing.
    Raises:
        UsageError: see kg.select.address.read_address.
    """
    index = Index(page_data(built))
    lines = list_lines(index)
    sight = Sight(
        actions=[describe_action(each, index) for each in index.ordered],
        claims=[(*each.ends, each.drawn, each.signs) for each in lines],
        chains={
            each.id: [index.at[name] for name in each.actions if name in index.at]
            for each in largest_first(index)
        },
        actors=index.actors,
        cases=index.cases,
    )
    asked = read_address(address, sight)
    if not asked:
        return built, ""
    shown, left = look(sight, asked)
    actions = tuple(each for n, each in enumerate(index.ordered) if n in shown)
    selected = Selected(actions=actions, links=tuple(lines[n].link for n in left))
    return narrow(built, selected), write_address(asked)


def drawn_data(
    built: Built,
    title: str = "Who answered whom",
    *,
    words: str = "",
    texts: Mapping[str, str] | None = None,
    max_nodes: int = MAX_NODES,
    view: str = "",
    credit: Credit = NOBODY,
) -> PageData:
    """What one page or picture of a build shows.

    Args:
        built: the whole, or the part that filters leave.
        title: the heading.
        words: those filters, in the words of the command line.
        texts: the articles' texts by sha256 to quote from; None for no quotations.
        max_nodes: the most actions shown; the page says what is left out.
        view: what the page opens with, see kg.select.address.VIEWS; empty to decide by its size.
        credit: author, address and licence.
    """
    whole = replace(page_data(built, title, credit), words=words)
    data = trim(whole, max_nodes)
    if data is not whole:
        built = narrow(built, Selected(actions=data.actions, links=data.links))
        words = f"{words} --max-nodes {max_nodes}".strip()
        data = replace(data, chains=built.chains, hidden_answers=built.hidden_answers)
    data = quote(data, texts) if texts is not None else data
    return replace(data, view=view, graph=pack_graph(built, words) if data.actions else {})
