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
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final
from urllib.parse import urljoin

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from kg.infer.figures import BASES
from kg.model.actions import count_events
from kg.model.order import first_day
from kg.model.standing import ANSWER_STATES, OPEN_STATES
from kg.page.legend import list_legend
from kg.page.packing import MOST_PLAIN, deflate, pack_page, shorten
from kg.page.payload import collect, make_scene
from kg.page.pictures import ALL_MOVES, draw_view
from kg.page.signs import ANSWER_MARKS, EXAMPLE_ICONS, ICONS, SHAPES, style_variables
from kg.page.strips import draw_strip
from kg.page.svg import STYLE
from kg.tell.answers import SHORT
from kg.tell.credits import METHOD, cite_page, credit_line, describe_page, name_sources
from kg.tell.days import list_notices
from kg.tell.dyads import Dyad, name_dyad, spell_dyad
from kg.tell.index import Index, PageData
from kg.tell.ladder import describe_rung, is_answer
from kg.tell.overview import find_overview
from kg.tell.records import is_web_address
from kg.tell.signs import family_of
from kg.tell.words import cut_caption, spell_count, spell_sources, start_sentence

VENDORED: Final = (
    "component-emitter/index.js", "hammerjs/hammer.min.js", "keycharm/keycharm.js",
    "uuid/uuid.min.js", "vis-util/vis-util.min.js", "vis-data/vis-data.min.js",
    "vis-network/vis-network.min.js",
)  # fmt: skip # each before what asks for it
OWN_SCRIPTS: Final = (
    "columns.js", "state.js", "paint.js", "squeeze.js", "lines.js", "touch.js", "camera.js",
    "picture.js", "pairs.js", "ladder.js", "sheet.js", "story.js", "evidence.js", "table.js",
    "search.js", "download.js", "drawing.js", "page.js",
)  # fmt: skip # in the order in which they must run
#: Before anything is seen: what scripts put in order is not shown as it stands without them.
FIRST_SCRIPT: Final = "document.documentElement.classList.add('scripted')"
VIEWS: Final = {
    "pairs": "Pairs", "ladder": "Ladder", "open": "Still open", "timeline": "Timeline",
    "graph": "Graph", "table": "Table",
}  # fmt: skip
LONG_WORD: Final = 80  # letters; evidence.js has the same
OPTION_LETTERS: Final = 90  # of a choice in a list: a browser draws a list as wide as its longest
MOST_ROWS: Final = 1000  # moves that stand in the page as text; of more the newest NEWEST do
NEWEST: Final = 200


def draw_page(data: PageData) -> str:
    """Draw one self-contained HTML page.

    Args:
        data: what to show, in any order.
    Returns:
        The whole text of the page, the same for the same data.
    """
    index = Index(data)
    whole = Index(data.whole) if data.whole else index
    overview = find_overview(whole)
    below = credit_line(index, overview)
    scene = make_scene(index, below)
    records = scene.records
    styles = style_variables() + read_asset("page.css")
    scripts = tuple(map(read_asset, OWN_SCRIPTS)) if records else ()
    libraries = _list_libraries() if records else []
    payload = collect(scene, overview)
    given = dump_json(shorten(payload))
    is_long = len(given) > MOST_PLAIN
    credit = data.credit if is_web_address(data.credit.url) else replace(data.credit, url="")
    rungs = [describe_rung(each, index) for each in scene.order]
    rows, later = _draw_rows(rungs)
    return (
        _environment()
        .get_template("template.html.j2")
        .render(
            title=data.title,
            description=describe_page(index, overview),
            headlines=overview.headlines,
            caveat=overview.caveat,
            sources=name_sources(whole),
            notices=(*data.notices, *list_notices(index)),
            words=data.words,
            embed=data.embed,
            credit=credit,
            licence_is_address=is_web_address(data.credit.licence),
            image=_address_of(credit.url, data.card) if data.card else "",
            policy=build_policy(
                (FIRST_SCRIPT, *scripts, *libraries) if records else (),
                (styles, "", STYLE) if records else (styles,),
            ),
            # Our own files, which read_asset has looked at, and JSON without a letter of markup.
            styles=Markup(styles),  # noqa: S704
            first_script=Markup(FIRST_SCRIPT),  # noqa: S704
            scripts=[Markup(script) for script in scripts],  # noqa: S704
            payload=Markup(deflate(given) if is_long else given),  # noqa: S704
            payload_type="text/plain" if is_long else "application/json",
            files=pack_page(scene, overview, rungs, later, libraries) if records else "",
            actions=records,
            chains=payload["chains"],
            articles=payload["sources"],
            choices=_list_choices(payload),
            views=VIEWS.items(),
            dyads=[_describe_card(each, whole) for each in overview.dyads],
            ladder_title=ALL_MOVES,
            rows=rows,
            left_out=sum(record["family"] != "speech" for record in records) - len(rows),
            size=_spell_size(data.whole or data),
            method=METHOD,
            citation=cite_page(index, overview),
            credit_line=below,
            legend=list_legend(index, records, scene.edges),
            shapes=SHAPES,
            icons=ICONS,
            examples=EXAMPLE_ICONS,
            marks=ANSWER_MARKS,
        )
    )


def draw_file(data: PageData) -> str:
    """The picture of the view that the data ask for, else the timeline, as SVG.

    Args:
        data: what to show, in any order.
    """
    index = Index(data)
    return draw_view(make_scene(index, credit_line(index, find_overview(index))), data.view)


def _draw_rows(rungs: Iterable[dict[str, Any]]) -> tuple[list[Markup], dict[int, str]]:
    """The moves as rows: those that stand in the page, and the others by number.

    Speech is among the others: a reader has to ask for it, and without scripts cannot.
    """
    module = _environment().get_template("moves.html.j2").module
    draw = getattr(module, "rung")  # noqa: B009 # a macro, which no type checker sees
    order = list(rungs)
    deeds = [rung for rung in order if rung["family"] != "speech"]
    standing = deeds if len(deeds) <= MOST_ROWS else deeds[-NEWEST:]
    first = {rung["at"] for rung in standing}
    later = {rung["at"]: str(draw(rung)) for rung in order if rung["at"] not in first}
    return [draw(rung) for rung in standing], later


def _describe_card(dyad: Dyad, index: Index) -> dict[str, Any]:
    """A pair as its card shows it, with its newest answer told in full, or its newest move."""
    newest = max(dyad.moves, key=lambda x: (is_answer(x, index), first_day(x) or date.min, x.id))
    return {
        "key": dyad.key,
        "names": name_dyad(dyad, index),
        "size": len(dyad.moves),
        "newest": dyad.newest.isoformat() if dyad.newest else "",
        "open": round(1000 * dyad.open / len(dyad.moves)),  # per mille, to sort by
        "strip": draw_strip(dyad),
        "told": spell_dyad(dyad, index),
        "last": describe_rung(newest, index),
    }


def _address_of(url: str, name: str) -> str:
    """The address of a file beside the page."""
    return urljoin(url if url.endswith(("/", ".html", ".htm")) else f"{url}/", name) if url else ""


def _list_libraries() -> list[str]:
    """The scripts that only pictures need; the page runs them when it draws the first one."""
    return [read_asset(f"vendor/{name}") for name in VENDORED]


def _list_choices(payload: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """What each filter offers, as (value, text)."""
    records = payload["actions"]
    bases = {claim[0] for edge in payload["network"]["edges"] for claim in edge["claims"]}
    statuses = {each["status"]: each["statusLabel"] for each in records if each["status"]}
    told = {each["answerState"] for each in records}
    states = [(each, text) for each, text in SHORT.items() if each in told]
    if not told.isdisjoint(OPEN_STATES):
        still = sorted(OPEN_STATES, key=ANSWER_STATES.index)
        states.insert(0, (",".join(still), "Still open (any)"))
    return {
        "actors": [(str(number), name) for number, name in enumerate(payload["actors"])],
        "answers": states,
        "kinds": [(kind, kind) for kind in sorted({each["kind"] for each in records})],
        "statuses": sorted((code, start_sentence(text)) for code, text in statuses.items()),
        "cases": [(each[0], each[1]) for each in payload["cases"]],
        "bases": [(name, start_sentence(name)) for name in BASES if name in bases],
        "stances": sorted((c, start_sentence(text)) for c, text in payload["stances"].items()),
    }


@cache
def read_asset(name: str, package: str = "kg.page") -> str:
    """A style sheet or script of a package; never one that would end its own element.

    Raises:
        ValueError: the text holds what an HTML parser takes for the end of a script or style.
    """
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    if re.search(r"</(?:script|style)|<!--", text, re.IGNORECASE):
        raise ValueError(f"{name} cannot stand inside an HTML element")
    return text


def build_policy(scripts: Iterable[str], styles: Iterable[str], connect: str = "'none'") -> str:
    """The Content-Security-Policy: these scripts and styles; by default no connection at all."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_digests(scripts)}",
            f"style-src {_digests(styles)}",
            "img-src data:",
            f"connect-src {connect}",
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


#: A word that may break, or as many spaces, which pass for one.
_OVERLONG: Final = re.compile(rf"\S{{{LONG_WORD + 1}}}|\s{{{LONG_WORD}}}")


def break_words(text: str) -> Markup:
    """Escaped text in which overlong words may break: without, Chromium takes seconds for them.

    >>> break_words("<b>" + 80 * "a")[-9:]
    Markup('a<wbr>aaa')
    """
    if not _OVERLONG.search(text):
        return escape(text)
    pieces = re.findall(rf"\S{{1,{LONG_WORD}}}|\s+", text)
    return Markup("").join(
        Markup("<wbr>") + escape(piece)
        if len(before) == LONG_WORD and not piece.isspace()
        else escape(piece)
        for before, piece in zip(["", *pieces], pieces, strict=False)
    )


def _spell_size(data: PageData) -> str:
    """How much there is, in a sentence or two."""
    inferred = sum(link.basis == "inferred" for link in data.links)
    told = spell_sources(len(data.articles), count_events(data.reports))
    speech = sum(family_of(each) == "speech" for each in data.actions)
    material = sum(each.material for each in data.actions)
    measures = "measure or hostile act" if material == 1 else "measures or hostile acts"
    return (
        f"{spell_count(len(data.actions), 'action')}, of them {material:,} {measures} and "
        f"{spell_count(speech, 'speech act')}, told in {spell_count(len(data.reports), 'report')} "
        f"from {told}. Sources make {spell_count(len(data.links) - inferred, 'claim')} about how "
        f"they are linked; rules infer {inferred:,} more."
    )


def _digests(texts: Iterable[str]) -> str:
    """The CSP sources of inline texts; 'none' where there are none."""
    hashes = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(h).decode()}'" for h in hashes) or "'none'"


def template_environment(package: str) -> Environment:
    """The templates of a package: what is put into them is escaped, what is not there raises."""
    return Environment(
        autoescape=True,
        keep_trailing_newline=True,
        loader=PackageLoader(package, "."),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )


@cache
def _environment() -> Environment:
    environment = template_environment("kg.page")
    environment.filters["breakable"] = break_words
    environment.filters["short"] = lambda text: cut_caption(text, OPTION_LETTERS)
    return environment
