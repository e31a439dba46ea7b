"""PageData -> the text of the page: template, data, styles and scripts in one file.

Nothing is fetched and nothing runs but the scripts whose digests the policy names. Data crosses
into the page as JSON that no HTML parser can take for markup.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from kg.page.claims import describe_pairs, draw_edges, lead_of
from kg.page.index import Index, PageData
from kg.page.layout import Picture, lay_out
from kg.page.legend import list_legend
from kg.page.network import draw_network
from kg.page.records import caption_of, describe_action, describe_article, describe_chain, family_of

VIS_NETWORK: Final = "vendor/vis-network/vis-network.min.js"
OWN_SCRIPTS: Final = ("picture.js", "page.js")  # in the order in which they must run
LONG_WORD: Final = 80  # letters; page.js has the same
_INJECTED_STYLE: Final = re.compile(r"""\bA\((["'])((?:div)?\.vis.*?)\1\)""", re.DOTALL)


def draw_page(data: PageData) -> str:
    """Draw one self-contained HTML page.

    Args:
        data: what to show, in any order.
    Returns:
        The whole text of the page, the same for the same data.
    """
    index = Index(data)
    records = [describe_action(action, index) for action in index.ordered]
    chains = sorted(data.chains, key=lambda c: (-len(c.actions), c.id))
    styles = read_asset("page.css")
    scripts = (read_asset(VIS_NETWORK), *map(read_asset, OWN_SCRIPTS)) if records else ()
    described = [describe_chain(n, chain, index) for n, chain in enumerate(chains, 1)]
    sources = [describe_article(article, index) for article in index.sources]
    payload = _collect(index, records) | {"chains": described, "sources": sources}
    return (
        _environment()
        .get_template("template.html.j2")
        .render(
            title=data.title,
            policy=build_policy(scripts, (styles, *list_vendored_styles())),
            # Our own files, which read_asset has looked at, and JSON without a letter of markup.
            styles=Markup(styles),  # noqa: S704
            scripts=[Markup(script) for script in scripts],  # noqa: S704
            payload=Markup(dump_json(payload)),  # noqa: S704
            actions=records,
            chains=described,
            articles=sources,
            counts=_count(data),
            legend=list_legend(index, records, payload["network"]["edges"]),
        )
    )


@cache
def read_asset(name: str) -> str:
    """A style sheet or script of this package; never one that would end its own element.

    Raises:
        ValueError: the text holds what an HTML parser takes for the end of a script or style.
    """
    text = files("kg.page").joinpath(name).read_text(encoding="utf-8")
    if re.search(r"</(?:script|style)|<!--", text, re.IGNORECASE):
        raise ValueError(f"{name} cannot stand inside an HTML element")
    return text


@cache
def list_vendored_styles() -> tuple[str, ...]:
    """The style sheets that vis-network adds to the page when it starts.

    Naming their digests spares the policy 'unsafe-inline', which would let through any style. The
    empty one is each of them at the moment before its text is put in.
    """
    return "", *(found for _, found in _INJECTED_STYLE.findall(read_asset(VIS_NETWORK)))


def build_policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """The Content-Security-Policy: these scripts, these styles, and no connection at all."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_digests(scripts)}",
            f"style-src {_digests(styles)}",
            "img-src data:",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def dump_json(value: Any) -> str:
    r"""JSON for a script element: no letter in it can open or end markup.

    >>> dump_json({"a": "</script>"})
    '{"a":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(
        value, sort_keys=True, allow_nan=False, ensure_ascii=False, separators=(",", ":")
    )
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def break_words(text: str) -> Markup:
    """Escaped text in which overlong words may break: without, Chromium takes seconds for them.

    >>> break_words("<b>" + 80 * "a")[-9:]
    Markup('a<wbr>aaa')
    """
    pieces = re.findall(rf"\S{{1,{LONG_WORD}}}|\s+", text)
    return Markup("").join(
        Markup("<wbr>") + escape(piece)
        if len(before) == LONG_WORD and not piece.isspace()
        else escape(piece)
        for before, piece in zip(["", *pieces], pieces, strict=False)
    )


def _collect(index: Index, records: list[dict[str, Any]]) -> dict[str, Any]:
    """All that the scripts need, as one value."""
    captions = {action.id: caption_of(action, index) for action in index.ordered}
    labels = index.data.labels
    edges = draw_edges(index)
    arriving: dict[str, list[str]] = {}
    for edge in edges:
        arriving.setdefault(index.ordered[edge["to"]].id, []).append(edge["label"])
    leads = {key: lead_of(texts) for key, texts in arriving.items()}
    deeds = [action for action in index.ordered if family_of(action) != "speech"]
    views = {
        "deeds": lay_out(deeds, captions, labels, leads),
        "all": lay_out(index.ordered, captions, labels, leads),
    }
    nodes = [
        _draw_node(number, record, views["deeds"], views["all"])
        for number, record in enumerate(records)
    ]
    return {
        "actions": records,
        "pairs": describe_pairs(index),
        "network": draw_network(nodes, edges),
        "views": {name: _plain_picture(view, index) for name, view in views.items()},
    }


def _draw_node(
    number: int, record: dict[str, Any], deeds: Picture, everything: Picture
) -> dict[str, Any]:
    spot = deeds.spots.get(record["id"], everything.spots[record["id"]])
    return {
        "id": number,
        "x": spot.x,
        "y": spot.y,
        "label": record["caption"],
        "title": f"{record['label']}\n{record['when']}",
        "hidden": record["id"] not in deeds.spots,
    }


def _plain_picture(picture: Picture, index: Index) -> dict[str, Any]:
    """A Picture as JSON takes it; spots by the action's number."""
    return {
        "lanes": [[lane.label, lane.top, lane.bottom] for lane in picture.lanes],
        "ticks": [[tick.x, tick.label, tick.major] for tick in picture.ticks],
        "gaps": [[gap.left, gap.right, gap.label] for gap in picture.gaps],
        "spots": [
            [spot.x, spot.y, spot.reach] if spot else None
            for spot in (picture.spots.get(action.id) for action in index.ordered)
        ],
        "width": picture.width,
        "height": picture.height,
        "undated": picture.undated,
        "undatedAnswers": picture.undated_answers,
    }


def _count(data: PageData) -> dict[str, int]:
    return {
        "actions": len(data.actions),
        "material": sum(action.material for action in data.actions),
        "reports": len(data.reports),
        "articles": len(data.articles),
        "claimed": sum(link.basis != "inferred" for link in data.links),
        "inferred": sum(link.basis == "inferred" for link in data.links),
        "chains": len(data.chains),
    }


def _digests(texts: Iterable[str]) -> str:
    """The CSP sources of inline texts; 'none' where there are none."""
    hashes = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(h).decode()}'" for h in hashes) or "'none'"


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        keep_trailing_newline=True,
        loader=PackageLoader("kg.page", "."),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["breakable"] = break_words
    return environment
