"""PageData -> the text of the page: template, data, styles and scripts in one file.

Nothing is fetched and nothing runs but the scripts whose digests the policy names. Data crosses
into the page as JSON that no HTML parser can take for markup.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from kg.page.legend import list_legend
from kg.page.payload import Scene, collect, make_scene
from kg.page.signs import ANSWER_MARKS, EXAMPLE_ICONS, ICONS, SHAPES, style_variables
from kg.page.statements import number_graph
from kg.page.svg import STYLE, draw_svg
from kg.tell.days import list_notices
from kg.tell.index import Index, PageData
from kg.tell.words import cut_caption

VENDORED: Final = (
    "component-emitter/index.js", "hammerjs/hammer.min.js", "keycharm/keycharm.js",
    "uuid/uuid.min.js", "vis-util/vis-util.min.js", "vis-data/vis-data.min.js",
    "vis-network/vis-network.min.js",
)  # fmt: skip # each before what asks for it
OWN_SCRIPTS: Final = (
    "state.js", "paint.js", "squeeze.js", "lines.js", "touch.js", "camera.js", "picture.js",
    "evidence.js", "table.js", "drawing.js", "download.js", "page.js",
)  # fmt: skip # in the order in which they must run
LONG_WORD: Final = 80  # letters; evidence.js has the same
OPTION_LETTERS: Final = 90  # of a choice in a list: a browser draws a list as wide as its longest


def draw_page(data: PageData) -> str:
    """Draw one self-contained HTML page.

    Args:
        data: what to show, in any order.
    Returns:
        The whole text of the page, the same for the same data.
    """
    scene = make_scene(Index(data))
    records = scene.records
    styles = style_variables() + read_asset("page.css")
    names = (*(f"vendor/{name}" for name in VENDORED), *OWN_SCRIPTS) if records else ()
    scripts = tuple(map(read_asset, names))
    payload = collect(scene)
    return (
        _environment()
        .get_template("template.html.j2")
        .render(
            title=data.title,
            notices=(*data.notices, *list_notices(scene.index)),
            policy=build_policy(scripts, (styles, "", STYLE) if records else (styles,)),
            # Our own files, which read_asset has looked at, and JSON without a letter of markup.
            styles=Markup(styles),  # noqa: S704
            scripts=[Markup(script) for script in scripts],  # noqa: S704
            payload=Markup(dump_json(payload)),  # noqa: S704
            files=_pack(scene) if records else "",
            actions=records,
            chains=payload["chains"],
            articles=payload["sources"],
            choices=_list_choices(payload),
            counts=_count(data),
            legend=list_legend(scene.index, records, scene.edges),
            shapes=SHAPES,
            icons=ICONS,
            examples=EXAMPLE_ICONS,
            answers=ANSWER_MARKS,
        )
    )


def draw_file(data: PageData, view: str = "timeline") -> str:
    """The picture alone, as SVG.

    Args:
        data: what to show, in any order.
        view: timeline (speech acts left out, as on the page) or graph.
    """
    scene = make_scene(Index(data))
    deeds = "deeds" if scene.views["deeds"].spots else "all"
    return draw_svg(scene, "graph" if view == "graph" else deeds)


def _pack(scene: Scene) -> str:
    """The files a reader may take away: deflated, since as text they would double the page."""
    kits = {"timeline": "all", "graph": "graphAll"}  # of every marker; the page knows their places
    pictures = {sort: draw_svg(scene, name, places=False) for sort, name in kits.items()}
    graph = scene.index.data.graph
    files = {"svg": pictures, "graph": graph and number_graph(graph, scene.lines, scene.index)}
    text = json.dumps(files, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def _list_choices(payload: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """What each filter offers, as (value, text)."""
    records = payload["actions"]
    bases = {claim[0] for edge in payload["network"]["edges"] for claim in edge["claims"]}
    statuses = {each["status"]: each["statusLabel"] for each in records if each["status"]}
    return {
        "actors": [(str(number), name) for number, name in enumerate(payload["actors"])],
        "kinds": [(kind, kind) for kind in sorted({each["kind"] for each in records})],
        "statuses": sorted(statuses.items()),
        "cases": [tuple(case) for case in payload["cases"]],
        "bases": [(name, name) for name in ("stated", "reported", "inferred") if name in bases],
        "stances": sorted(payload["stances"].items()),
    }


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


def _count(data: PageData) -> dict[str, int]:
    return {
        "actions": len(data.actions),
        "material": sum(action.material for action in data.actions),
        "reports": len(data.reports),
        "articles": len(data.articles),
        "tables": len({each.table for each in data.reports if each.table}),
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
    environment.filters["short"] = lambda text: cut_caption(text, OPTION_LETTERS)
    return environment
