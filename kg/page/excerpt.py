"""Part of PageData: what fits, and the words where they are at hand.

Whatever is left out is told in a notice that the page shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kg.model.actions import Link, Report
from kg.model.mail import has_mail
from kg.model.order import by_day
from kg.read.texts import quotation
from kg.tell.index import PageData
from kg.tell.words import spell_count

MAX_NODES: Final = 2000  # actions; the page's table alone takes a browser seconds beyond


def trim(data: PageData, limit: int = MAX_NODES) -> PageData:
    """Keep whole chains first, then what claims link, then measures and hostile acts.

    Args:
        data: what to show.
        limit: the most actions to keep.
    Returns:
        The data as they are where they fit; else with reports, links and chains of the actions
        kept alone, and a notice of what is missing.
    """
    if len(data.actions) <= limit:
        return data
    present = {each.id for each in data.actions}
    kept: set[str] = set()
    chains = []
    for chain in sorted(data.chains, key=lambda each: (-len(each.actions), each.id)):
        members = present.intersection(chain.actions)
        if len(kept | members) <= limit:
            kept |= members
            chains.append(chain)
    ties = Counter(name for link in data.links for name in (link.trigger, link.response))
    ranked = sorted(data.actions, key=lambda a: (not ties[a.id], not a.material, *by_day(a)))
    for action in ranked:
        if len(kept) >= limit:
            break
        kept.add(action.id)
    missing, torn = len(data.actions) - len(kept), len(data.chains) - len(chains)
    left_out = spell_count(missing, "action")
    left_out += f" and {spell_count(torn, 'chain')}, wholly or in part" if torn else ""
    notice = (
        f"{len(kept):,} of {spell_count(len(data.actions), 'action')} are drawn: whole chains "
        "first, then linked actions, then measures and hostile acts. Left out, also of the Turtle "
        f"file: {left_out}. The headlines, the pairs and the table of what is still open count all."
    )
    return replace(
        data,
        actions=tuple(each for each in data.actions if each.id in kept),
        reports=tuple(each for each in data.reports if each.action in kept),
        links=tuple(x for x in data.links if x.trigger in kept and x.response in kept),
        chains=tuple(chains),
        answers={k: answer for k, answer in data.answers.items() if k in kept},
        notices=(*data.notices, notice),
        whole=data,
    )


def quote(data: PageData, texts: Mapping[str, str]) -> PageData:
    """Give reports and claims the words they stand on, unless an e-mail address is among them.

    Args:
        data: what to show.
        texts: the articles' texts by sha256, see kg.read.texts.read_texts.
    Returns:
        The data with quotations, and a notice for each article whose text is not among them.
    """
    articles = {each.id: each for each in data.articles}
    said: tuple[Report | Link, ...] = (*data.reports, *data.links)
    words = {}
    for each in said:
        article = articles.get(each.article or "")
        if article is None or each.start is None or each.end is None:
            continue
        text = quotation(article, each.start, each.end, texts)
        if text and not has_mail(text):
            words[each.iri] = text
    missing = tuple(
        f"The text of “{each.title}” is not in the folder given, so the page does not quote it."
        for each in sorted(data.articles, key=lambda each: each.id)
        if each.text_digest not in texts
    )
    return replace(data, quotations=words, notices=(*data.notices, *missing))
