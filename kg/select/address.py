"""The filters of a page, as they stand after # in its address, for the command line.

The page's state.js reads and writes the same addresses and filters by the same rules; a test in a
browser holds the two together. Here as there filters work on actions, which are shown or not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import parse_qsl, quote_plus

from kg.errors import UsageError
from kg.model.mail import refuse_mail
from kg.model.names import hint, shorten
from kg.model.standing import ANSWER_STATES

#: What an address may say -> what messages call it. Those before `chain` narrow nothing.
KEYS: Final[Mapping[str, str]] = {
    "view": "a view", "action": "an action", "sort": "a column", "order": "an order of the pairs",
    "at": "a place in the picture", "undated": "1 or nothing", "lanes": "all or nothing",
    "story": "a step", "embed": "1 or nothing",
    "chain": "a chain", "pair": "a pair of sides", "hide": "an entry of the legend",
    "q": "a search", "actor": "an actor", "other": "an actor", "kind": "a kind of action",
    "state": "a status", "answer": "an answer state", "case": "a case", "basis": "a basis",
    "stance": "a stance", "least": "a confidence from 0 to 1", "from": "a day", "to": "a day",
}  # fmt: skip
#: What narrows, in the order in which the page writes it.
FILTERS: Final = tuple(KEYS)[list(KEYS).index("chain") :]
#: What a page shows; `chain` is the former name of the ladder of a chain.
VIEWS: Final = ("pairs", "ladder", "open", "timeline", "graph", "table", "story", "chain")
_LISTS: Final = ("hide", "answer")  # of which several may be named, with commas
_FRACTION: Final = re.compile(r"\d+|\d*\.\d+")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_PLACE: Final = re.compile(r"-?\d+,-?\d+,\d+(\.\d+)?")
_SPACE: Final = re.compile(r"[\s\ufeff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a page's filters look at, by number as the page's script has it."""

    actions: Sequence[Mapping[str, Any]]  # the records of kg.tell.records, in order of time
    claims: Sequence[tuple[int, int, bool, Sequence[Any]]]  # trigger, response, drawn, its signs:
    # basis, stance, relation, grade, confidence
    chains: Mapping[str, Sequence[int]]  # id -> the moves shown, the largest first
    actors: Sequence[str]  # ids
    cases: Collection[str]

    @property
    def hidden(self) -> list[str]:
        """What a page hides at first: speech acts take much room and few look for them."""
        return ["speech"] if any(x["family"] != "speech" for x in self.actions) else []

    def known(self) -> dict[str, set[str]]:
        """What may stand in an address, by key."""
        signs = {sign for x in self.actions for sign in (x["family"], x["fill"])}
        lines = [signs for _, _, drawn, signs in self.claims if drawn]
        actors = set(self.actors)
        return {
            "view": set(VIEWS),
            "chain": set(self.chains),
            "pair": {
                ",".join(sorted((self.actors[one], self.actors[other])))
                for x in self.actions
                for one in x["by"]
                for other in x["on"]
                if one != other
            },
            "answer": set(ANSWER_STATES),
            "order": {"size", "newest", "open"},
            "undated": {"1"},
            "lanes": {"all"},
            "action": {name for x in self.actions for name in _ids_of(x)},
            "actor": actors,
            "other": actors,
            "kind": {x["kind"] for x in self.actions},
            "state": {x["status"] for x in self.actions},
            "case": set(self.cases),
            "basis": {each[0] for each in lines},
            "stance": {each[1] for each in lines},
            "hide": {*self.hidden, *signs, *(x for each in lines for x in (each[0], *each[2:4]))},
        }


def read_address(text: str, sight: Sight) -> dict[str, str]:
    """What an address narrows by, checked, in the order and form in which the page writes it.

    Args:
        text: a page's address, or what stands after # in it.
        sight: what the page shows.
    Raises:
        UsageError: the page has no such key, or what it names is not there.
    """
    given: dict[str, str] = {}
    for key, value in split_address(text):
        if key not in KEYS:
            near = hint(key, KEYS)
            raise UsageError(f"--address: {shorten(key)!r} is not a key of an address{near}")
        try:
            refuse_mail(value)  # exports are described by their filters
        except ValueError as error:
            raise UsageError(f"--address: {key} {error}") from None
        given.setdefault(key, value)
    if "pair" in given:
        given["pair"] = ",".join(sorted(given["pair"].split(",")))
    known = sight.known()
    for key, value in given.items():
        for each in value.split(",") if key in _LISTS else [value]:
            if each and not _is_known(key, each, known):
                near = hint(each, known.get(key, ()))
                raise UsageError(f"--address: {shorten(each)!r} is not {KEYS[key]} here{near}")
    if given.get("view") == "chain" and not given.get("chain"):
        given["chain"] = _chain_shown(given.get("action"), sight)
    hide = sorted(set(filter(None, given.pop("hide", ",".join(sight.hidden)).split(","))))
    if "answer" in given:
        wanted = given["answer"].split(",")
        given["answer"] = ",".join(each for each in ANSWER_STATES if each in wanted)
    asked = {key: given[key] for key in FILTERS if given.get(key)}
    return asked if hide == sight.hidden else _ordered({**asked, "hide": ",".join(hide)})


def split_address(text: str) -> list[tuple[str, str]]:
    """The keys and values of an address, or of what stands after # in it.

    >>> split_address("https://klow.example/#q=a+b&view")
    [('q', 'a b'), ('view', '')]
    """
    return parse_qsl(text.partition("#")[2] if "#" in text else text, keep_blank_values=True)


def _ordered(asked: Mapping[str, str]) -> dict[str, str]:
    return {key: asked[key] for key in FILTERS if key in asked}


def _is_known(key: str, value: str, known: Mapping[str, Collection[str]]) -> bool:
    if key == "least":
        return bool(_FRACTION.fullmatch(value)) and float(value) <= 1
    if key == "at":
        return bool(_PLACE.fullmatch(value))
    if key in ("from", "to"):
        try:
            return bool(_DAY.fullmatch(value) and date.fromisoformat(value))
        except ValueError:
            return False
    return key not in known or value in known[key]


def _ids_of(action: Mapping[str, Any]) -> list[str]:
    """What an action is called by: its id, and those that were merged into it."""
    return [action["id"], *action["merged"]]


def _chain_shown(action: str | None, sight: Sight) -> str:
    """The chain that a view of a chain shows where the address names none."""
    at = next((n for n, each in enumerate(sight.actions) if action in _ids_of(each)), None)
    inside = [name for name, moves in sight.chains.items() if at in moves]
    return next(iter([*inside, *sight.chains]), "")


def write_address(asked: Mapping[str, str]) -> str:
    """The address of some filters, encoded as browsers do; empty for none.

    >>> write_address({"q": "Salisbury, 2018", "basis": "stated"})
    '#q=Salisbury%2C+2018&basis=stated'
    """
    pairs = [f"{k}={quote_plus(v, safe='*').replace('~', '%7E')}" for k, v in asked.items()]
    return f"#{'&'.join(pairs)}" if pairs else ""


def look(sight: Sight, asked: Mapping[str, str]) -> tuple[set[int], list[int]]:
    """The numbers of the actions shown, and of the claims left between them.

    Args:
        sight: what the page shows.
        asked: what narrows it, see `read_address`.
    """
    hide = set(filter(None, asked["hide"].split(",") if "hide" in asked else sight.hidden))
    left = [n for n, (*_, signs) in enumerate(sight.claims) if leaves(signs, asked, hide)]
    open_to = {n for n, each in enumerate(sight.actions) if meets(each, asked, hide, sight.actors)}
    if "chain" in asked:
        open_to &= set(sight.chains[asked["chain"]])
    drawn = [sight.claims[n][:2] for n in left if sight.claims[n][2]]
    shown = open_to
    if "q" in asked:
        shown = {n for n in open_to if is_found(sight.actions[n], asked["q"])}
        shown |= {end for ends in drawn if not shown.isdisjoint(ends) for end in ends} & open_to
    if "basis" in asked or "stance" in asked:
        shown = shown & {end for ends in drawn for end in ends}
    return shown, [n for n in left if shown.issuperset(sight.claims[n][:2])]


def meets(
    action: Mapping[str, Any], asked: Mapping[str, str], hide: set[str], actors: Sequence[str]
) -> bool:
    """Whether an action is shown, as far as it alone decides; what is searched for is apart."""
    if {action["family"], action["fill"]} & hide:
        return False
    for key, field in (("kind", "kind"), ("state", "status"), ("case", "case")):
        if key in asked and action[field] != asked[key]:
            return False
    if "answer" in asked and action["answerState"] not in asked["answer"].split(","):
        return False
    first, last = action["day"], action["until"]
    # A bound that is not known reaches without end; without either the day is not known at all.
    if ("from" in asked or "to" in asked) and not (first or last):
        return False
    if ("from" in asked and last and last < asked["from"]) or (
        "to" in asked and first and first > asked["to"]
    ):
        return False
    return _meets_actors(action, asked, actors) and _meets_pair(action, asked, actors)


def is_found(action: Mapping[str, Any], words: str) -> bool:
    """Whether every word searched for stands in what is told of an action."""
    text = fold(action["search"])
    return all(word in text for word in filter(None, _SPACE.split(fold(words))))


def _meets_pair(action: Mapping[str, Any], asked: Mapping[str, str], actors: Sequence[str]) -> bool:
    if "pair" not in asked:
        return True
    one, _, other = asked["pair"].partition(",")
    by, on = ({actors[at] for at in action[key]} for key in ("by", "on"))
    return (one in by and other in on) or (other in by and one in on)


def _meets_actors(
    action: Mapping[str, Any], asked: Mapping[str, str], actors: Sequence[str]
) -> bool:
    doers, targets = ({actors[at] for at in action[key]} for key in ("doers", "targets"))
    sides = [asked[key] for key in ("actor", "other") if key in asked]
    if len(sides) < 2:
        return set(sides) <= doers | targets
    one, other = sides
    return (one in doers and other in targets) or (other in doers and one in targets)


def leaves(signs: Sequence[Any], asked: Mapping[str, str], hide: set[str]) -> bool:
    """Whether the filters leave a claim: its basis, stance, relation, grade and confidence."""
    basis, stance, relation, grade, confidence = signs
    least = float(asked.get("least", 0))
    return (
        not {basis, relation, grade} & hide
        and asked.get("basis", basis) == basis
        and asked.get("stance", stance) == stance
        and (basis != "inferred" or confidence >= least)
    )


def fold(text: str) -> str:
    """Letters without their marks and cases, so that a search need not be spelt as the data are.

    >>> fold("Pérez"), fold("straße")
    ('PEREZ', 'STRASSE')
    """
    plain = unicodedata.normalize("NFD", text)
    return "".join(x for x in plain if unicodedata.category(x) != "Mn").upper()
