"""States by code and by any usual name: ISO 3166 (pycountry), and the names it does not give.

A code or name is a key for finding a state. It says nothing of whose a territory is or who is
recognised by whom; data/README.md, "Names of states", has the policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.model.capitals import CAPITALS
from kg.model.names import fold_text
from kg.model.state_names import GONE, NAMES, OUTSIDE, RENAMED


@dataclass(frozen=True, slots=True)
class State:
    """A state, or a territory that has a code like one."""

    code: str  # three letters
    label: str
    short_code: str  # two letters (four letters where it is gone, in ISO 3166-3)
    source: str
    names: tuple[str, ...]  # of the standard, with the label


@cache
def known_states() -> Mapping[str, State]:
    """Code -> the states of ISO 3166-1, those of ISO 3166-3 that are gone, and Kosovo."""
    import pycountry

    found = {}
    for each in pycountry.countries:
        names = [getattr(each, key, "") for key in ("common_name", "name", "official_name")]
        given: tuple[str, ...] = tuple(dict.fromkeys(filter(None, names)))
        found[each.alpha_3] = State(each.alpha_3, given[0], each.alpha_2, "ISO 3166-1", given)
    for each in pycountry.historic_countries:
        if each.alpha_3 in GONE:
            label = GONE[each.alpha_3]
            given = (label, each.name)
            found[each.alpha_3] = State(each.alpha_3, label, each.alpha_4, "ISO 3166-3", given)
    for code, (short, label) in OUTSIDE.items():
        found[code] = State(code, label, short, "CLDR", (label,))
    return found


def is_user_assigned(code: str) -> bool:
    """Whether ISO 3166-1 leaves the alpha-3 code to its users, for states outside the standard.

    >>> is_user_assigned("XKX"), is_user_assigned("RUS")
    (True, False)
    """
    return bool(re.fullmatch(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]", code))


def short_code(code: str | None) -> str | None:
    """The lower-case two-letter code of a state, four letters where it is gone, or None.

    >>> short_code("RUS"), short_code("XKX"), short_code("SUN"), short_code("XRU")
    ('ru', 'xk', 'suhh', None)
    """
    state = known_states().get(code or "")
    return state.short_code.lower() if state else None


def code_of(short: str) -> str:
    """The three-letter code for one of two letters, in any case, or nothing.

    >>> code_of("GB"), code_of("no"), code_of("UK")
    ('GBR', 'NOR', '')
    """
    return _short_codes().get(short.upper(), "")


_SAINT = re.compile(r"\bst\b\.?")
_SILENT = re.compile("[.'`\u2018\u02bb\u00b4]")  # U.S. is US, Nuku'alofa Nukualofa
_BRACKET = re.compile(r"\s*\([^()]*\)")


def name_key(name: str) -> str:
    """A state's name as it is compared: of many ways of writing one name, one.

    Case, accents, dots, hyphens, commas, apostrophes and "the" do not count; "&" is "and", "St."
    is "Saint".

    >>> name_key("The St. Vincent & Grenadines"), name_key("U.S."), name_key("Guinea-Bissau")
    ('saint vincent and grenadines', 'us', 'guinea bissau')
    """
    text = _SILENT.sub("", _SAINT.sub("saint", fold_text(name).replace("&", " and ")))
    return " ".join(each for each in re.findall(r"\w+", text) if each != "the")


def name_keys(name: str) -> list[str]:
    """The key of a name, and that of its other order where it is turned round at a comma.

    >>> name_keys("Korea, Republic of")
    ['korea republic of', 'republic of korea']
    """
    before, comma, after = name.partition(",")
    return [name_key(name), *([name_key(f"{after} {before}")] if comma and after else [])]


def states_named(name: str) -> frozenset[str]:
    """The codes of the states that a name may mean: none, one, or several where it is ambiguous.

    Takes a code of three letters in any case, one of two letters in capitals (`no` is a word),
    and names in English however they are written.

    >>> sorted(states_named("the Republic of Korea")), sorted(states_named("Congo"))
    (['KOR'], ['COD', 'COG'])
    """
    if len(name) == 2 and name.isupper() and (code := code_of(name)):
        return frozenset([code])
    return _first(_names(), name)


def states_with_capital(name: str) -> frozenset[str]:
    """The codes of the states that a capital may speak for.

    >>> sorted(states_with_capital("Moscow")), sorted(states_with_capital("Kingston"))
    (['RUS'], ['JAM', 'NFK'])
    """
    return _first(_capitals(), name)


def names_of_state(code: str) -> list[str]:
    """The codes and names by which a state is found, each once; see `capitals_of` for the rest."""
    state = known_states().get(code)
    if state is None:
        return []
    short = [state.short_code] if len(state.short_code) == 2 else []
    return list(dict.fromkeys([code, *short, *state.names, *NAMES.get(code, ())]))


def capitals_of(code: str) -> list[str]:
    """The spellings of the capital that speaks for a state."""
    return [name for owner, name in _capital_names() if owner == code]


def _first(known: Mapping[str, frozenset[str]], name: str) -> frozenset[str]:
    found = (known.get(key) for key in name_keys(name) if key)
    return next(filter(None, found), frozenset())


@cache
def _short_codes() -> dict[str, str]:
    states = known_states().values()
    return {each.short_code: each.code for each in states if len(each.short_code) == 2}


@cache
def _names() -> Mapping[str, frozenset[str]]:
    """Key -> the codes that it may mean."""
    import pycountry

    pairs = [(code, code) for code in known_states()]
    for state in known_states().values():
        for name in (*state.names, *NAMES.get(state.code, ())):
            pairs += [(key, state.code) for key in name_keys(name)]
            if "(" in name:  # "Falkland Islands (Malvinas)"
                pairs.append((name_key(_BRACKET.sub("", name)), state.code))
    for each in pycountry.historic_countries:
        pairs += [(key, now) for now in [RENAMED.get(each.alpha_3)] if now
                  for key in name_keys(each.name)]  # fmt: skip
    pairs += RENAMED.items()
    return _gathered(pairs)


@cache
def _capitals() -> Mapping[str, frozenset[str]]:
    return _gathered((key, code) for code, name in _capital_names() for key in name_keys(name))


def _capital_names() -> Iterator[tuple[str, str]]:
    """(code, capital) of each spelling."""
    for line in CAPITALS.split("\n"):
        code, _, names = line.partition(" ")
        yield from ((code, name) for name in names.split(", ") if name)


def _gathered(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, code in pairs:
        found.setdefault(name.casefold(), set()).add(code)
    return {key: frozenset(codes) for key, codes in found.items() if key}
