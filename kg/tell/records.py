"""Actions, reports and chains as the records that the script of the page shows.

All wording is here and in words.py and claims.py, in Python, where it can be tested without a
browser; the script only puts it on the page, as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from kg.model.actions import Action, Article, Chain, Link, Report
from kg.model.names import fold_text
from kg.model.provenance import DRAFT_MARK, mark_draft
from kg.model.standing import (
    Answer,
    contradict_disclosures,
    contradict_status,
    sides_of,
    targets_of,
)
from kg.tell.answers import abbreviate_answer, spell_answer, spell_hidden
from kg.tell.counts import caption_count, sort_count, told_count
from kg.tell.days import abbreviate_when, list_since, mark_bound
from kg.tell.index import Index
from kg.tell.lines import Line, join_lines
from kg.tell.signs import family_of, fill_of, icon_of
from kg.tell.values import (
    CONTESTED,
    REASONS,
    action_lines,
    list_facts,
    origin_lines,
    provenance_lines,
    reading_lines,
    report_values,
)
from kg.tell.words import (
    cut_caption,
    spell_count,
    spell_date,
    spell_day,
    start_sentence,
)

Fact = tuple[str, str]

CAPTION_LETTERS: Final = 56  # beside a marker in the timeline: a range and a name of a state
TITLE_LETTERS: Final = 72  # beside a marker in the graph view, who acts before it
_HEAD_LETTERS: Final = 12  # of the kind, however long the count
_NAME_LETTERS: Final = 6  # of a name that is cut; of less nobody makes sense
_NAMED: Final = 2  # states that a caption names; of the others it has the number


def caption_of(action: Action, index: Index) -> str:
    """The few words beside a marker: `Expulsion · 60 persons → Russia`; the lane says who acts.

    A bound is added where only one is known of the day.
    """
    kind = start_sentence(index.kind(action.kind))
    return _fit(kind, action, index, CAPTION_LETTERS) + mark_bound(action) + _mark(action)


def title_of(action: Action, index: Index) -> str:
    """The words beside a marker where no lane says who: the same with who acts before it."""
    kind = start_sentence(index.kind(action.kind))
    names = [index.name(who) for who in sides_of(action)]
    head = f"{_name_few(names, _NAMED)}: {kind}" if names else kind
    return _fit(head, action, index, TITLE_LETTERS) + mark_bound(action) + _mark(action)


def _mark(thing: Action | Report) -> str:
    return DRAFT_MARK * thing.draft


def _fit(head: str, action: Action, index: Index, letters: int) -> str:
    """The head, the count, which is never cut, and as much of the recipients as there is room."""
    count = caption_count(action, index)
    tail = f" · {count}" if count else ""
    text = cut_caption(head, max(letters - len(tail), _HEAD_LETTERS)) + tail
    names = [index.name(who) for who in targets_of(action)]
    if not names:
        return text
    room = letters - len(f"{text} → ")
    more = f" +{len(names) - 1}" if len(names) > 1 else ""
    told = next((x for most in (_NAMED, 1) if len(x := _name_few(names, most)) <= room), "")
    if not told and room - len(more) >= _NAME_LETTERS:
        told = cut_caption(names[0], room - len(more)) + more
    return f"{text} → {told}" if told else text


def _name_few(names: Sequence[str], most: int) -> str:
    """The first names, and how many more there are: `France, Germany +12`."""
    more = f" +{len(names) - most}" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def describe_action(action: Action, index: Index) -> dict[str, Any]:
    """One action with all that the table, the picture and the evidence panel show of it."""
    reports = index.reports_of(action.id)
    values = action.values
    answer = index.data.answers.get(action.id)
    kind, terms = start_sentence(index.kind(action.kind)), _list_terms(action, reports, index)
    merged = index.merged_into(action.id)  # the ids of what it was merged of, by which it is found
    return {
        "id": action.id,
        "merged": merged,
        "label": action.label,
        "kind": kind,
        "family": family_of(action),
        "icon": icon_of(action),
        "fill": fill_of(action, (report.stance for report in reports)),
        "status": values.status or "",
        "statusLabel": index.code(values.status) if values.status else "",
        "contested": action.doubted,
        "caption": caption_of(action, index),
        "when": abbreviate_when(action),
        "day": action.earliest.isoformat() if action.earliest else "",
        "until": action.latest.isoformat() if action.latest else "",
        "case": action.case or "",
        "doers": _numbers([*action.actor_states, *values.actor, *values.performed_by], index),
        "targets": _numbers([*action.recipient_states, *values.recipient], index),
        "by": _numbers(sides_of(action), index),
        "on": _numbers(targets_of(action), index),
        "severity": action.severity,
        "who": index.names(values.actor or action.actor_states),
        "to": index.names(values.recipient or action.recipient_states),
        "count": told_count(action, index),
        "counted": sort_count(action, index),
        "facts": [
            *join_lines(list_facts(action, index)),
            *join_lines(action_lines("Prepared by", index.prepared_by.get(action.id, ()), index)),
            *_differ_lines("action", action.id, index),
            ("Identifier", action.id),
        ],
        "reports": [describe_report(report, index) for report in reports],
        "differ": list_disagreements(reports, index),
        "reasons": list_reasons(reports, index),
        "answer": _spell_answer(action, answer, index) if answer else "",
        "answerState": answer.state if answer else "",
        "asOf": answer.as_of.isoformat() if answer else "",
        "answerLabel": abbreviate_answer(answer) if answer else "",
        "terms": terms,
        "search": " ".join([action.label, action.id, *merged, kind, *terms]),
    }


def describe_report(report: Report, index: Index) -> dict[str, Any]:
    """One report: who says it, where, how firmly, and which values it gives."""
    return {
        "source": index.source(report.article),
        "voice": spell_voice(report, index),
        "stance": _spell_stance(report, index),
        "firm": report.stance == "asserts",
        "where": index.spell_place(report),
        "values": [
            *join_lines(report_values(report, index)),
            *join_lines(origin_lines(report)),
            *join_lines(provenance_lines(report.provenance, draft=report.draft)),
            *_differ_lines("report", report.iri, index),
        ],
        **({"quote": quote} if (quote := index.data.quotations.get(report.iri)) else {}),
    }


def _differ_lines(kind: str, name: str, index: Index) -> list[Fact]:
    """Where the annotators of an article differ, in a line."""
    told = "; ".join(f"{x.what}: {x.text}" for x in reading_lines(kind, name, index))
    return [("Annotators differ", told)] if told else []


def list_disagreements(reports: Sequence[Report], index: Index) -> list[Fact]:
    """Each value of which the reports give several, with who gives each.

    Several reasons may all hold (see list_reasons), and so may several statuses: stages of one act.
    That an act became known by a day, and that it did on that day, may both hold as well.
    """
    stages = not contradict_status(report.values.status for report in reports)
    left_out = {*REASONS, *(["Status"] if stages else [])}
    if not contradict_disclosures(report.values.disclosed for report in reports):
        left_out.add("Became known")
    return [each for each in _list_several(reports, index) if each[0] not in left_out]


def list_reasons(reports: Sequence[Report], index: Index) -> list[Fact]:
    """Reasons, legal bases and alleged breaches, where the reports give several, with who does."""
    return [each for each in _list_several(reports, index) if each[0] in REASONS]


def _list_several(reports: Sequence[Report], index: Index) -> list[Fact]:
    if len(reports) < 2:
        return []
    said: dict[str, dict[str, tuple[str, list[str]]]] = {}
    for report in reports:
        publisher = index.publisher(report)
        voice = f"{index.names(report.attributed_to)}, {publisher}".removeprefix(", ")
        for term, text in join_lines(report_values(report, index)):
            _, voices = said.setdefault(term, {}).setdefault(fold_text(text), (text, []))
            voices += [voice] if voice not in voices else []
    return [
        (term, f"{text} ({'; '.join(voices)})")
        for term, texts in said.items()
        for text, voices in texts.values()
        if len(texts) > 1
    ]


def describe_article(article: Article, index: Index) -> dict[str, str]:
    """The citation of an article; its address only where a browser may safely follow it."""
    published = spell_date(article.published)
    if article.published_source:
        published += f" (known from: {article.published_source})"
    made = provenance_lines(article.provenance, draft=article.draft)
    annotated = "; ".join(f"{each.what.lower()} {each.text}" for each in made)
    return {
        "publisher": index.name(article.publisher),
        "title": article.title,
        "published": published,
        "url": article.url if article.url and is_web_address(article.url) else "",
        **({"annotated": annotated} if annotated else {}),
    }


def is_web_address(url: str) -> bool:
    """Whether a link may be made of this: RDF takes javascript: addresses for IRIs too.

    >>> is_web_address("https://example.org/a"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    if any(ord(letter) <= 32 or ord(letter) == 127 for letter in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def spell_voice(report: Report, index: Index) -> str:
    """Whose account it is: nobody named means the author, or what the row of a table rests on."""
    voice = "In the author's own voice"
    if report.attributed_to:
        voice = f"Said by {index.names(report.attributed_to)}"
    elif report.table:
        voice = f"Reported by {index.publisher(report)}"
    via = index.names(report.relayed_by)
    return f"{voice}, relayed by {via}" if via else voice


def is_own_row(said: Report | Link) -> bool:
    """Whether a row has it of its source itself: the words of who says so name that source."""
    quoted = said.attributed_to if isinstance(said, Report) else said.claimed_by
    return said.table is not None and not quoted


def report_line(report: Report, index: Index) -> Line:
    """One report in a line: who says it, how firmly, where, and the values given."""
    given = join_lines([*report_values(report, index), *origin_lines(report)])
    values = "; ".join(f"{name.lower()}: {text}" for name, text in given)
    where = index.spell_place(report) if is_own_row(report) else index.spell_source(report)
    text = f"{_spell_stance(report, index)} ({where})"
    return Line(
        what=spell_voice(report, index),
        text=f"{text}; {values}" if values else text,
        thing=f"report:{report.iri}",
    )


def _spell_stance(report: Report, index: Index) -> str:
    stance = start_sentence(index.code(report.stance))
    if report.stance_on != "occurrence":
        stance += f" ({CONTESTED.get(report.stance_on, index.code(report.stance_on))})"
    return stance + _mark(report)


def describe_chain(number: int, chain: Chain, index: Index) -> dict[str, Any]:
    """A chain as the picker and the panel show it: its moves in the order of time."""
    moves = [index.at[action] for action in chain.actions if action in index.at]
    known = [index.actions[action].label for action in chain.first if action in index.at]
    opening = known[0] if known else chain.id
    plural = "s" * (len(chain.actions) != 1)
    some = f"{len(moves)} of " if len(moves) < len(chain.actions) else ""
    return {
        "id": chain.id,
        "name": f"{number}. {mark_draft(opening, chain.draft)}",
        "size": f"{some}{len(chain.actions)} action{plural}",
        "summary": f"{len(chain.actions)} action{plural} held together by "
        f"{spell_count(len(chain.links), 'claim')}; the longest path has "
        f"{spell_count(chain.length, 'link')}."
        + (f" {some}{len(chain.actions)} moves shown." if some else ""),
        "open": _spell_open(chain, index),
        "moves": moves,
        "last": [index.at[action] for action in chain.last if action in index.at],
    }


def _spell_answer(action: Action, answer: Answer, index: Index) -> str:
    told = spell_answer(answer)
    if action.id not in index.data.hidden_answers:
        return told
    hidden = spell_hidden(answer.state, index.data.hidden_answers[action.id])
    return f"{told} {start_sentence(hidden)}."


def _spell_open(chain: Chain, index: Index) -> str:
    if not chain.open:
        return "No open end."
    days = ", ".join(list_since(chain, index.actions, spell_day))
    return f"Open since {days}." if days else "Open since an unknown day."


def _numbers(actors: Iterable[str], index: Index) -> list[int]:
    """The actors by their place in the page's list of them."""
    return sorted({index.actor_at[actor] for actor in actors})


def _list_terms(action: Action, reports: Iterable[Report], index: Index) -> list[str]:
    """What else a reader may look for an action by: everybody named, publishers, case, answer."""
    voices = [action.values, *(report.values for report in reports)]
    people = {who for each in voices for who in each.named}
    people |= {*action.actor_states, *action.recipient_states}
    for report in reports:
        people |= {*report.attributed_to, *report.relayed_by}
    publishers = {index.publisher(report) for report in reports}
    answer = index.data.answers.get(action.id)
    terms = sorted(map(index.name, people)) + sorted(publishers)
    terms += [index.cases[action.case].label] if action.case in index.cases else []
    return terms + ([index.code(answer.state)] if answer else [])
