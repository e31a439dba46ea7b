"""PageData of at most so many actions, which says what was left out and how to see it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final

from kg.page.index import PageData
from kg.page.layout import sort_key

MAX_NODES: Final = 2000  # actions; the page's table alone takes a browser seconds beyond


def trim(data: PageData, limit: int = MAX_NODES) -> PageData:
    """Keep what is linked most, whole chains first, then what claims link, then measures and hostile acts.

    Args:
        data: what to show.
        limit: the most actions to keep.
    Returns:
        The data as they are where they fit; else with reports, links and chains of the actions
        kept alone, and a notice of what is missing.
    """
    if len(data.actions) <= limit:
        return data
    kept: set[str] = set()
    chains = []
    for chain in sorted(data.chains, key=lambda each: (-len(each.actions), each.id)):
        if len(kept | set(chain.actions)) <= limit:
            kept |= set(chain.actions)
            chains.append(chain)
    ties = Counter(name for link in data.links for name in (link.trigger, link.response))
    ranked = sorted(data.actions, key=lambda a: (not ties[a.id], not a.material, *sort_key(a)))
    for action in ranked:
        if len(kept) >= limit:
            break
        kept.add(action.id)
    missing = len(data.actions) - len(kept)
    notice = (
        f"Only {len(kept)} of {len(data.actions)} actions are shown: whole chains first, then what "
        f"claims link, then measures and hostile acts. {missing} actions and "
        f"{len(data.chains) - len(chains)} chains are left out. To see others, draw fewer with "
        "the filters of kg draw (--actor, --dyad, --case, --since, --until), or more with "
        "--max-nodes."
    )
    return replace(
        data,
        actions=tuple(each for each in data.actions if each.id in kept),
        reports=tuple(each for each in data.reports if each.action in kept),
        links=tuple(x for x in data.links if x.trigger in kept and x.response in kept),
        chains=tuple(chains),
        notices=(*data.notices, notice),
    )
