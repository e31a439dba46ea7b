"""Actions, reports and chains as the records that the script of the page shows.

All wording is here and in words.py and claims.py, in Python, where it can be tested without a
browser; the script only puts it on the page, as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from kg.model.actions import Action, Article, Chain, Report, Values
from kg.model.names import fold_text
from kg.model.standing import Answer
from kg.tell.days import (
    abbreviate_when,
    mark_bound,
)
from kg.tell.index import Index
from kg.tell.lines import Line, join_lines
from kg.tell.signs import family_of, fill_of, icon_of
from kg.tell.tables import count_text
from kg.tell.values import (
    CONTESTED,
    action_lines,
    list_facts,
    report_values,
)
from kg.tell.words import (
    cut_caption,
    spell_date,
    spell_day,
    spell_hidden,
    spell_quantity,
    start_sentence,
)

Fact = tuple[str, str]

TITLE_LETTERS: Final = 44  # beside a marker in the graph view

#: Answer states the data may carry, as sentences a reader cannot misread.
ANSWERS: Final[Mapping[str, str]] = {
    "answered": "Answered: a source names a response.",
    "answerDisputed": "A source says that it is answered; another disputes that.",
    "answerDeclined": "The other side has said that it will not answer.",
    "answerSuggested": "Perhaps answered: a source suggests a response, but none asserts one.",
    "answerInferred": "Answered only by inference: a rule found a response; no source names one.",
    "answerPlanned": "An answer is planned or threatened, but not yet carried out",
    "answeredInWords": "Answered only in words",
    "unanswered": "Unanswered in the sources read",
}
#: The open ones of them, as short as a picture needs them.
OPEN: Final[Mapping[str, str]] = {
    "answerPlanned": "an answer is planned",
    "answeredInWords": "answered only in words",
    "unanswered": "no known answer",
}


def caption_of(action: Action, index: Index) -> str:
    """The few words beside a marker: the kind, the count, and a bound where only one is known.

    The lane says who.
    """
    return cut_caption(_kind_and_count(action, index)) + mark_bound(action)


def _kind_and_count(action: Action, index: Index) -> str:
    count = count_text(action.values.quantity)
    kind = start_sentence(index.kind(action.kind))
    return f"{kind} · {count}" if count else kind


def title_of(action: Action, index: Index) -> str:
    """The words beside a marker where no lane says who: who, the kind and the count."""
    who = index.names(action.actor_states or action.values.actor)
    words = _kind_and_count(action, index)
    return cut_caption(f"{who}: {words}" if who else words, TITLE_LETTERS) + mark_bound(action)


def describe_action(action: Action, index: Index) -> dict[str, Any]:
    """One action with all that the table, the picture and the evidence panel show of it."""
    reports = index.reports_of(action.id)
    values = action.values
    answer = index.data.answers.get(action.id)
    return {
        "id": action.id,
        "label": action.label,
        "kind": start_sentence(index.kind(action.kind)),
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
        "severity": action.severity,
        "who": index.names(values.actor or action.actor_states),
        "to": index.names(values.recipient or action.recipient_states),
        "count": spell_quantity(values.quantity, index.data.code_labels) if values.quantity else "",
        "counted": _sort_count(values),
        "facts": [
            *join_lines(list_facts(action, index)),
            *join_lines(action_lines("Prepared by", index.prepared_by.get(action.id, ()), index)),
            ("Identifier", action.id),
        ],
        "reports": [describe_report(report, index) for report in reports],
        "differ": list_disagreements(reports, index),
        "answer": _spell_answer(action, answer, index) if answer else "",
        "answerState": answer.state if answer else "",
        "answerLabel": start_sentence(index.code(answer.state)) if answer else "",
        "search": _search_text(action, reports, index),
    }


def spell_answer(answer: Answer) -> str:
    """How an act stands, in a sentence; where an answer may still come, up to which day we know.

    >>> from datetime import date
    >>> spell_answer(Answer(state="unanswered", as_of=date(2018, 3, 26)))
    'Unanswered in the sources read (to 26 March 2018).'
    """
    told = ANSWERS[answer.state]
    return f"{told} (to {spell_day(answer.as_of)})." if answer.open else told


def describe_report(report: Report, index: Index) -> dict[str, Any]:
    """One report: who says it, where, how firmly, and which values it gives."""
    return {
        "source": index.source(report.article),
        "voice": spell_voice(report, index),
        "stance": _spell_stance(report, index),
        "firm": report.stance == "asserts",
        "where": index.spell_place(report),
        "values": join_lines(report_values(report, index)),
        **({"quote": quote} if (quote := index.data.quotations.get(report.iri)) else {}),
    }


def list_disagreements(reports: Sequence[Report], index: Index) -> list[Fact]:
    """Each value of which the reports give several, with who gives each."""
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
    return {
        "publisher": index.name(article.publisher),
        "title": article.title,
        "published": published,
        "url": article.url if article.url and is_web_address(article.url) else "",
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
    """Whose account it is: nobody named means that the author or coder says so."""
    voice = f"The coder of {report.table}" if report.table else "In the author's own voice"
    voice = f"Said by {index.names(report.attributed_to)}" if report.attributed_to else voice
    via = index.names(report.relayed_by)
    return f"{voice}, relayed by {via}" if via else voice


def report_line(report: Report, index: Index) -> Line:
    """One report in a line: who says it, how firmly, where, and the values given."""
    given = join_lines(report_values(report, index))
    values = "; ".join(f"{name.lower()}: {text}" for name, text in given)
    text = f"{_spell_stance(report, index)} ({index.spell_source(report)})"
    return Line(
        what=spell_voice(report, index),
        text=f"{text}; {values}" if values else text,
        thing=f"report:{report.iri}",
    )


def _spell_stance(report: Report, index: Index) -> str:
    stance = start_sentence(index.code(report.stance))
    if report.stance_on == "occurrence":
        return stance
    return f"{stance} ({CONTESTED.get(report.stance_on, index.code(report.stance_on))})"


def describe_chain(number: int, chain: Chain, index: Index) -> dict[str, Any]:
    """A chain as the picker and the panel show it: its moves in the order of time."""
    moves = [index.at[action] for action in chain.actions if action in index.at]
    known = [index.actions[action].label for action in chain.first if action in index.at]
    opening = known[0] if known else chain.id
    plural = "s" * (len(chain.actions) != 1)
    some = f"{len(moves)} of " if len(moves) < len(chain.actions) else ""
    return {
        "id": chain.id,
        "name": f"{number}. {opening}",
        "size": f"{some}{len(chain.actions)} action{plural}",
        "summary": f"{len(chain.actions)} action{plural} held together by "
        f"{len(chain.links)} claim{'s' * (len(chain.links) != 1)}; the longest path has "
        f"{chain.length} link{'s' * (chain.length != 1)}."
        + (f" {some}{len(chain.actions)} moves shown." if some else ""),
        "open": _spell_open(chain),
        "moves": moves,
        "last": [index.at[action] for action in chain.last if action in index.at],
    }


def _spell_answer(action: Action, answer: Answer, index: Index) -> str:
    told = spell_answer(answer)
    if action.id not in index.data.hidden_answers:
        return told
    return f"{told} Not shown here: {spell_hidden(answer.state)}."


def _spell_open(chain: Chain) -> str:
    if not chain.open:
        return "No open end."
    days = ", ".join(map(spell_day, chain.open_since))
    return f"Open since {days}." if days else "Open since an unknown day."


def _numbers(actors: Iterable[str], index: Index) -> list[int]:
    """The actors by their place in the page's list of them."""
    return sorted({index.actor_at[actor] for actor in actors})


def _sort_count(values: Values) -> int:
    """The count to sort by, -1 where there is none."""
    quantity = values.quantity
    if quantity is None:
        return -1
    return next((n for n in (quantity.minimum, quantity.maximum) if n is not None), -1)


def _search_text(action: Action, reports: Iterable[Report], index: Index) -> str:
    """All a reader may look for: label, id, kind, everybody named, publishers."""
    voices = [action.values, *(report.values for report in reports)]
    people = {who for each in voices for who in each.named}
    people |= {*action.actor_states, *action.recipient_states}
    for report in reports:
        people |= {*report.attributed_to, *report.relayed_by}
    publishers = {index.publisher(report) for report in reports}
    words = sorted(map(index.name, people)) + sorted(publishers)
    return " ".join([action.label, action.id, index.kind(action.kind), *words]).casefold()
