"""The quarrel that tests of words, pictures and the page are about, and one of hostile text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import cycle
from typing import Any

from support import stand

from kg.errors import Place
from kg.model.actions import Action, Article, Case, Chain, Feature, Link, Report, Values
from kg.model.actors import Quantity
from kg.model.standing import ANSWER_STATES
from kg.tell.claims import describe_pairs
from kg.tell.index import Index, PageData
from kg.tell.records import describe_action

PLACE = Place(file="invented.yaml", line=1, column=1)


NAMES = {
    "BRD": "Borduria",
    "RUR": "Ruritania",
    "SYL": "Syldavia",
    "ministry": "Bordurian foreign ministry",
    "mustafa": "Mustafa Plekszy",
    "gazette": "Streslau Gazette",
    "wire": "Klow Wire",
}


KINDS = {
    "Expulsion": "expulsion",
    "MissionClosure": "mission closure",
    "PoisonAttack": "poison attack",
    "Sanctions": "sanctions",
    "Statement": "statement",
}


CODES = {"retaliation": "retaliation", "persons": "persons", "asserts": "asserts"}


def action(name: str, kind: str, day: str | None, actor: str, to: str = "", **more: Any) -> Action:
    """An invented action on one known day, or on none."""
    when = date.fromisoformat(day) if day else None
    values = more.pop("values", Values(status="carriedOut"))
    values = replace(values, actor=(actor,), recipient=(to,) if to else ())
    given = {
        "label": f"{NAMES.get(actor, actor)}: {KINDS.get(kind, kind)} {name}",
        "earliest": when,
        "latest": when,
        "actor_states": (actor,),
        "recipient_states": (to,) if to else (),
        "material": kind != "Statement",
    }
    return Action(id=name, kind=kind, values=values, place=PLACE, **{**given, **more})


def report(iri: str, of: str, **more: Any) -> Report:
    """An invented report in the Gazette."""
    given = {"article": "gazette-1", "start": 10, "end": 42, "stance": "asserts"}
    return Report(iri=iri, action=of, place=PLACE, **{**given, **more})


def link(iri: str, trigger: str, response: str, **more: Any) -> Link:
    """An invented claim; a party's own words unless told otherwise."""
    given = {"relation": "retaliation", "basis": "stated", "stance": "asserts"}
    return Link(iri=iri, trigger=trigger, response=response, **{**given, **more})


def page_data(**more: Any) -> PageData:
    """PageData with nothing in it but what is given."""
    given = {
        "title": "Retaliation between Ruritania and its neighbours",
        "actions": (), "reports": (), "links": (), "chains": (), "articles": (), "cases": (),
        "labels": NAMES, "kind_labels": KINDS, "code_labels": CODES, "answers": {},
    }  # fmt: skip
    return PageData(**{**given, **more})


def vague_ladder() -> PageData:
    """Three moves, of which the second fell on some day of a month."""
    first = action("a", "Expulsion", "2018-03-01", "RUR", "BRD")
    days = {"earliest": date(2018, 6, 1), "latest": date(2018, 6, 30)}
    vague = action("b", "Expulsion", None, "BRD", "RUR", **days)
    return page_data(actions=(first, vague, action("c", "Expulsion", "2018-09-01", "RUR", "BRD")))


def dispute() -> PageData:
    """The quarrel that the tests of the page are about, with one of everything it can show."""
    count = Values(status="ordered", quantity=Quantity(minimum=23, maximum=23, unit="persons"))
    actions = (
        action("poison", "PoisonAttack", "2018-03-04", "RUR", "BRD", contested=("responsibility",)),
        action("expel-23", "Expulsion", "2018-03-14", "BRD", "RUR", values=count, case="spring"),
        action("expel-back", "Expulsion", "2018-03-17", "RUR", "BRD", values=count),
        action("ally", "Expulsion", "2018-03-26", "SYL", "RUR", date_source="Klow almanac 2019"),
        action("closure", "MissionClosure", "2018-03-29", "RUR", "SYL"),
        action("accuse", "Statement", "2018-03-12", "BRD", about=("poison",)),
        action("rumour", "Sanctions", None, "BRD", "RUR", values=Values(status="planned")),
        action(
            "old", "MissionClosure", None, "RUR", earliest=date(2016, 6, 1),
            latest=date(2016, 6, 30),
        ),
    )  # fmt: skip
    says = Values(quantity=Quantity(minimum=23, maximum=None, unit="persons"), reason="the attack")
    reports = (
        report("r1", "expel-23", attributed_to=("mustafa",), relayed_by=("wire",), values=says),
        report("r2", "poison", stance="denies", stance_on="responsibility"),
        report("r3", "poison", start=50, end=60),
    )
    features = (
        Feature(
            name="sameKind", contribution=Decimal("1.50"), says="Both are measures of one kind"
        ),
        Feature(
            name="busyDyad",
            contribution=Decimal("-0.4"),
            says="The two sides act against each other often",
        ),
    )
    links = (
        link("l1", "poison", "expel-23", claimed_by=("ministry",), min_lag=10, max_lag=10),
        link("l2", "poison", "expel-23", basis="reported", article="gazette-1", start=5, end=9),
        link("l3", "expel-23", "expel-back", basis="reported", article="gazette-1", min_lag=3,
             max_lag=3, disputed_by=(("report", "r2"),)),
        link("l4", "poison", "ally", relation="solidarity", solidarity_with=("BRD",)),
        link("l5", "ally", "closure", basis="inferred", confidence=Decimal("0.73"), min_lag=3,
             max_lag=3, rule="mirrored-kind", rule_version="1", features=features),
        link("l6", "old", "poison", relation="sequence", basis="reported", article="gazette-1"),
        link("l7", "poison", "rumour", basis="reported", stance="speculates"),
    )  # fmt: skip
    article = Article(
        id="gazette-1", title="Envoys told to go", publisher="gazette",
        published="2018-03-18", url="https://gazette.example/1", text_digest="0" * 64,
        text_length=900, place=PLACE,
    )  # fmt: skip
    chain = Chain(
        id="poison", actions=("poison", "expel-23", "expel-back", "ally", "closure"),
        links=("l1", "l2", "l3", "l4", "l5"), first=("poison",), last=("expel-back", "closure"),
        length=2, open=True, open_since=(date(2018, 3, 29),),
    )  # fmt: skip
    return page_data(
        actions=actions, reports=reports, links=links, chains=(chain,), articles=(article,),
        cases=(Case(id="spring", label="The spring quarrel", place=PLACE),),
        answers=stand(poison="answered", ally="answerInferred", closure="unanswered"),
    )  # fmt: skip


HOSTILE = (
    "<script>pwned=1</script>",
    "</script><script>pwned=1</script>",
    "</SCRIPT ><img src=x onerror=pwned=1>",
    "<!--<script>",
    "--><svg onload=pwned=1>",
    "<![CDATA[<script>pwned=1</script>]]>",
    "<img src=x onerror=pwned=1>",
    "<svg/onload=pwned=1>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<a href='javascript:pwned=1'>href</a>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<form action=https://evil.example><button>go</button></form>",
    "<style>*{background:url(https://evil.example)}</style>",
    "</style><script>pwned=1</script>",
    "</title><script>pwned=1</script>",
    "</textarea></select></table><script>pwned=1</script>",
    "\" onmouseover=\"pwned=1",
    "' autofocus onfocus='pwned=1",
    "` onclick=`pwned=1",
    "x\" style=\"background:url(//evil.example)",
    "javascript:pwned=1",
    "JaVaScRiPt:pwned=1//",
    "data:text/html,<script>pwned=1</script>",
    "vbscript:msgbox(1)",
    "href",
    "&lt;script&gt;pwned=1&lt;/script&gt;",
    "&#60;img src=x onerror=pwned=1&#62;",
    "{{ 7*7 }}{% raw %}{{ self }}",
    "${pwned=1}",
    "\\u003cscript\\u003e",
    "\\\"];pwned=1;//",
    "'; pwned=1; //",
    "__proto__",
    "constructor",
    "line\u2028separator\u2029paragraph",
    "\u202eright to left\u202c",
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "\U0001f5fa\U0001f1ea\U00020000\U000e0041",
    "zero\u200bwidth\ufeffmarks",
    *(f"<{tag} onload=pwned=1 onerror=pwned=1 src=x>" for tag in
      "audio body embed frame frameset input marquee object script source style video".split()),
    *(f"<x {event}=pwned=1 tabindex=1 autofocus>x</x>" for event in
      "onclick onfocus onblur onmouseenter onpointerdown ontoggle onwheel".split()),
    *(f"{scheme}:pwned=1" for scheme in
      ("java\tscript", "java\nscript", "java script", "feed:javascript", "blob", "filesystem")),
    *(f"{close}<script>pwned=1</script>" for close in
      ("</noscript>", "</option></select>", "</svg>", "</math>", "</template>", "</h1>",
       "</td></tr>", "</button>", "</p>", "]]>", "?>", "*/", "-->", "\u2028", "\ufeff")),
    *(f"{opening}7*7{end}" for opening, end in
      (("{{", "}}"), ("{%", "%}"), ("${", "}"), ("#{", "}"), ("<%=", "%>"),
       ("[[", "]]"), ("{#", "#}"))),
    *("expression(pwned=1)|;}*{display:none}|@import '//evil.example';|url(javascript:pwned=1)|"
      "\\3c script\\3e|%3Cscript%3Epwned=1%3C/script%3E|+ADw-script+AD4-|=cmd|'/C calc'!A0|"
      "@SUM(1+1)|-1+1|../../etc/passwd|con.txt|a\u00a0b|toString|valueOf|hasOwnProperty|0|null|"
      "undefined|NaN|true|-|#|?|&|\u200d|\u2066isolate\u2069|\u0301combining").split("|"),
    "\u4e2d\u6587\u5357\u6d77", "\u0928\u093e\u092e", "\u1019\u103c\u1014\u103a\u1019\u102c",
    "\U00010400\U0001d11e\U00020bb7\U00030000\U000e0100\U000f0000\U0010fffd",
    "A" * 10_000,
)  # fmt: skip


def hostile_data() -> PageData:
    """One action for each hostile string, with the string in every text field it has."""
    actions, reports, links, articles, chains, cases = [], [], [], [], [], []
    names, kinds, codes = dict(NAMES), dict(KINDS), dict(CODES)
    previous = ""
    for number, text in enumerate(HOSTILE):
        names |= {f"n{number}": text, text: text}
        values = Values(
            actor=(f"n{number}",), recipient=(text,), performed_by=(f"n{number}",),
            quantity=Quantity(minimum=1, maximum=1, unit=text), date=text, deadline=text,
            deadline_term=text, status="ordered", place=text, reason=text, legal_basis=text,
            alleged_breach_of=text,
        )  # fmt: skip
        actions.append(Action(
            id=f"{text}" if number % 2 else f"a{number}", kind="Expulsion", label=text, case=text,
            values=values, earliest=date(2018, 3, 1), latest=date(2018, 3, 1), date_source=text,
            actor_states=(f"n{number}",), recipient_states=(text,), material=True, place=PLACE,
            about=(text,),
        ))  # fmt: skip
        cases.append(Case(id=text, label=text, description=text, place=PLACE))
        articles.append(Article(
            id=f"article{number}", title=text, publisher=text, published=text,
            published_source=text, url=text, text_digest="0" * 64, text_length=9, place=PLACE,
        ))  # fmt: skip
        this = actions[-1].id
        reports.append(report(
            f"r{number}", this, article=f"article{number}", attributed_to=(text,),
            relayed_by=(text,), values=values,
        ))  # fmt: skip
        if previous:
            links.append(link(
                f"l{number}", previous, this, basis=("stated", "inferred")[number % 2],
                claimed_by=(text,), article=f"article{number}", rule=text, rule_version=text,
                features=(Feature(name=text, contribution=Decimal(1)),),
                solidarity_with=(text,), disputed_by=(("report", f"r{number}"), ("link", text)),
            ))  # fmt: skip
        chains.append(Chain(
            id=text, actions=(this,), links=(), first=(this,), last=(this,), length=0,
        ))  # fmt: skip
        previous = this
    kinds["Expulsion"], codes["retaliation"] = HOSTILE[0], HOSTILE[6]
    return page_data(
        title=HOSTILE[1], actions=tuple(actions), reports=tuple(reports), links=tuple(links),
        articles=tuple(articles), chains=tuple(chains), cases=tuple(cases), labels=names,
        kind_labels=kinds, code_labels=codes,
        answers=stand(**{x.id: state for x, state in zip(actions, cycle(ANSWER_STATES))}),
    )  # fmt: skip


def records(data: PageData) -> dict[str, dict[str, Any]]:
    """What is told of each action, by id, as JSON has it."""
    index = Index(data)
    return {x.id: json.loads(json.dumps(describe_action(x, index))) for x in index.ordered}


def claims(data: PageData, trigger: str, response: str) -> list[dict[str, Any]]:
    """The groups of claims on two actions."""
    index = Index(data)
    ends = index.at[trigger], index.at[response]
    return [pair for pair in describe_pairs(index) if (pair["from"], pair["to"]) == ends]
