"""Names in a text that look like actors and that the directory does not have.

What is found becomes a commented stub of an entry for data/actors: its class is a guess by one of
its words, for a reader to correct.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.model.names import fold_text
from kg.model.peoples import peoples
from kg.read.mentions import LONGEST, TITLES, WORD, Mention

#: A word of a name -> the class of actor that it tells; the first that occurs counts.
_CLASSES: Final = {
    "DiplomaticMission": "consulate embassy mission",
    "IntelligenceService": "intelligence",
    "GovernmentBody": """administration agency army assembly cabinet chancellery commission congress
        council court department duma government guard house ministry navy office parliament police
        senate service""",
    "NewsOrganization": """broadcasting chronicle courier daily gazette herald journal news post
        press radio telegraph television times tribune wire""",
    "InternationalOrganization": "alliance league nations organisation organization union",
    "Organization": """association bank bureau centre center college committee company corporation
        foundation group inc institute ltd party university""",
}
#: Last words of names that are not actors'.
_NO_ACTOR: Final = frozenset(
    """
    accord act african agreement american asian avenue briefing convention day declaration eastern
    european ii iii office pact resolution sea secretary square street treaty war year york
    """.split()
)
#: Words in the middle of a name that are not capitals.
_SMALL: Final = frozenset("al bin da de del der di du el ibn la of the van von y".split())
#: Words with a capital at the head of a sentence, or at any place, that begin no name.
_NEVER: Final = frozenset(
    """
    a after all also although an and another any as at before both but by during each even every few
    for four from he her here his how however i if in it its later many meanwhile monday most mr mrs
    ms no nor not now of on one only or our over she since so some still such ten that the their
    then there these they this those three though to today twelve two under until we were what when
    where which while who why with yesterday yet you your tuesday wednesday thursday friday saturday
    sunday january february march april may june july august september october november december
    file photo image getty images afp advertisement read more share
    """.split()
)
_GAP: Final = re.compile(r"[ \u00a0]|[-‐‑]|\. |['’]")
_ENDS: Final = ".!?\"'”’"  # of a sentence, and not of a headline
_LONGEST_NAME: Final = 12  # words, with the office before them
_HEADLINE: Final = 0.6  # share of capital words in a line above which capitals tell nothing


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name that may be an actor's."""

    name: str
    kind: str  # a class of actor
    title: str | None  # the office before the name of a person, as the text writes it
    state: str | None  # of the people or body named before it
    at: int  # where the text has it first


def find_unknown_names(
    text: str, spans: Iterable[tuple[int, int]], mentions: Sequence[Sequence[Mention]]
) -> list[UnknownName]:
    """Names of two words and more, and names behind a title, that no actor has.

    Args:
        text: the text.
        spans: its sentences; lines in title case are passed over.
        mentions: the actors found in each.
    Returns:
        Each name once, in the order of the text.
    """
    found: dict[str, UnknownName] = {}
    for (start, end), inside in zip(spans, mentions, strict=True):
        words = list(WORD.finditer(text, start, min(end, start + LONGEST)))
        if text[end - 1] in _ENDS or not _in_title_case(words):
            for run in _runs(text, words):
                for each in _unknown(text, run[:_LONGEST_NAME], inside):
                    found.setdefault(fold_text(each.name), each)
    parts = {part for name in found if " " in name for part in name.split()}
    return [each for name, each in found.items() if name not in parts]


def _in_title_case(words: Sequence[re.Match[str]]) -> bool:
    letters = [each[0] for each in words if each[0][0].isalpha()]
    capitals = sum(each[0].isupper() for each in letters)
    return len(letters) > 3 and capitals >= _HEADLINE * len(letters)


def _runs(text: str, words: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Runs of words with capitals, small words of names between them."""
    run: list[re.Match[str]] = []
    for word in words:
        joined = bool(run) and bool(_GAP.fullmatch(text, run[-1].end(), word.start()))
        if run and not joined:
            yield run
            run = []
        if word[0][0].isupper() or (run and word[0] in _SMALL):
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _unknown(
    text: str, run: list[re.Match[str]], mentions: Sequence[Mention]
) -> Iterator[UnknownName]:
    """The name in a run, without what leads to it and what trails behind it."""
    state = title_from = None
    while run:
        word = run[0][0]
        known = _mention_at(run[0], mentions)
        if known and (known.by_people or run[-1].end() > known.end):
            state = known.actors[0]
            run = [each for each in run if each.start() >= known.end]
        elif word.casefold() in _NEVER or word in _SMALL:
            run = run[1:]
        elif title_from is None and (length := _office_length(run)):
            title_from = run[0].start()
            run = run[length:]
        else:
            break
    while run and (run[-1][0] in _SMALL or run[-1][0].casefold() in _NEVER or run[-1][0] == "s"):
        run = run[:-1]
    if not run or any(_mention_at(each, mentions) for each in run):
        return
    if (len(run) < 2 and title_from is None) or run[-1][0].casefold() in _NO_ACTOR:
        return
    kind = _class_of(run, titled=title_from is not None)
    start = run[0].start()
    name = " ".join(text[start : run[-1].end()].split())
    office = None
    if title_from is not None and not _is_abbreviation(before := text[title_from:start].strip()):
        office = " ".join(before.split())
    yield UnknownName(name, kind, office, state, start)


def _mention_at(word: re.Match[str], mentions: Sequence[Mention]) -> Mention | None:
    return next((x for x in mentions if x.start <= word.start() < x.end), None)


def _office_length(run: Sequence[re.Match[str]]) -> int:
    """How many words of a run are an office or an abbreviation before a person's name."""
    titles = [n for n, each in enumerate(run[:-1], 1) if each[0].casefold() in TITLES]
    length = titles[-1] if titles else int(len(run) > 2 and _is_abbreviation(run[0][0]))
    if titles and length + 2 < len(run) and run[length][0] == "of":  # Secretary of State
        length += 2
    return 0 if _told_class(run[length:]) else length


def _is_abbreviation(word: str) -> bool:
    return word.isupper() and 1 < len(word) < 5


def _told_class(run: Sequence[re.Match[str]]) -> str | None:
    """The class of actor that a word of a name tells."""
    words = {each[0].casefold() for each in run}
    return next((kind for kind, told in _CLASSES.items() if words & set(told.split())), None)


def _class_of(run: Sequence[re.Match[str]], *, titled: bool) -> str:
    if titled:
        return "Person"
    people = any(each[0] in peoples() for each in run)
    return _told_class(run) or ("Organization" if people else "Person")
