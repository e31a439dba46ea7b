"""Whom a text means: one look-up of actors by id, code or name for files, commands and queries.

What it cannot tell it refuses: an ambiguous name with all who bear it, a marker of a missing value
with what to do, anything else with a hint only where one is close and would be accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final, Protocol

from kg.model.ids import is_id
from kg.model.names import fold_text, shorten, spell_choice
from kg.model.slips import Slips
from kg.model.states import (
    capitals_of,
    code_of,
    known_states,
    name_key,
    names_of_state,
    states_named,
    states_with_capital,
)

#: What R, pandas, spreadsheets, SQL, SAS and people write for a value that is not there.
MISSING: Final = frozenset(
    """
    na n/a n.a. n/d nan -nan null nil none <na> #n/a #na #null! #value! #ref! #name? #div/0! #num!
    \\n 1.#ind -1.#ind 1.#qnan -1.#qnan - -- --- \u2013 \u2014 . .. ... ? ?? ??? ~ _
    na_character_ na_integer_ na_real_ (blank)
    """.split()
) | {"#n/a n/a"}
_CODE: Final = re.compile(r"[A-Z]{2,5}|(?:[A-Za-z]\.){2,}[A-Za-z]?")  # RUSS, U.K.


class Named(Protocol):
    """What the look-up needs to know of an actor."""

    @property
    def id(self) -> str:
        """The id."""

    @property
    def kind(self) -> str:
        """The class of actor."""

    @property
    def label(self) -> str:
        """The name."""

    @property
    def alt_labels(self) -> tuple[str, ...]:
        """Other names."""


def is_missing(text: str, *, in_cell: bool = False) -> bool:
    """Whether a text is a marker of a missing value and not a name.

    >>> is_missing("NA"), is_missing("NO"), is_missing("no"), is_missing("No", in_cell=True)
    (True, False, False, True)

    Args:
        text: a value.
        in_cell: whether it stands in a table, where `No` is an answer and not Norway.
    """
    return text.casefold() in MISSING or (in_cell and text in ("No", "no"))


class Lookup:
    """Actors by every id, code and name: those declared, and every state."""

    def __init__(self, actors: Mapping[str, Named]) -> None:
        self._actors = actors
        self._found: dict[str, list[str]] = {}

    def find(self, name: str) -> list[str]:
        """The ids of those whom a text may mean, sorted: by id, code and name, then by capital.

        A capital speaks for its state only where nothing is called so. Case does not count, nor do
        accents in names; a code of two letters needs its capitals.
        """
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def _find(self, name: str) -> list[str]:
        if name in self._actors or name in known_states():
            return [name]
        if is_missing(name):
            return []
        found = self._declared.get(fold_text(name), set()) | self._ids.get(name.casefold(), set())
        found = found | states_named(name) | self._states.get(name_key(name), set())
        return sorted(found or states_with_capital(name))

    def resolve(self, name: str, *, in_cell: bool = False) -> str:
        """The id of the one actor that a text means.

        Args:
            name: an id, code or name.
            in_cell: whether it stands in a table; see `is_missing`.

        Raises:
            ValueError: it means none, or several; the message says what to do.
        """
        if name in self._actors:
            return name
        found = [] if is_missing(name, in_cell=in_cell) else self.find(name)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValueError(self.unknown(name, in_cell=in_cell))
        meant = spell_choice([f"{each} ({self._label(each)})" for each in found])
        raise ValueError(f"{shorten(name)!r} may be {meant}; give the id")

    def unknown(self, name: str, *, in_cell: bool = False) -> str:
        """What to say of a text that means nobody."""
        told = repr(shorten(name))
        if is_missing(name, in_cell=in_cell):
            code = f", or write {code_of(name)}" if code_of(name) else ""
            advice = "leave the cell empty" if in_cell else "leave it out"
            return f"{told} stands for a missing value; {advice}{code}"
        near = self.meant(name)
        meant = f"; did you mean {near!r} ({self._label(near)})?" if near else ""
        if self._misspelt_id(name):
            return f"{told} is not an id{meant}"
        known = "kg actors lists them; declare others in data/actors"
        return f"{told} is not an actor{meant} ({known})"

    def meant(self, name: str) -> str:
        """The one actor that a text which means nobody is close to, or nothing; see `Slips`.

        A code has no neighbours: those of RUS are other states.
        """
        if near := self._misspelt_id(name) or code_of(name):
            return near
        return "" if _CODE.fullmatch(name) else self._slips.nearest(name_key(name))

    def names_of(self, actor: str) -> list[str]:
        """The id, label and other names of an actor, and those of a state, each once."""
        declared = self._actors.get(actor)
        own = (declared.id, declared.label, *declared.alt_labels) if declared else ()
        return list(dict.fromkeys([*own, *names_of_state(actor)]))

    def _label(self, actor: str) -> str:
        return (self._actors.get(actor) or known_states()[actor]).label

    def _misspelt_id(self, name: str) -> str:
        """The id that a text is but for its accents, which an id cannot have, or nothing."""
        return "" if is_id(name) else self._ids_like.get(fold_text(name), "")

    @cached_property
    def _declared(self) -> Mapping[str, set[str]]:
        """Declared actors by label and other names, but for those that mean others elsewhere.

        What articles call a group ("security forces", "some diplomats") names it in them alone, and
        so does a person's name of one word ("Mills").
        """
        return _gathered(
            (fold_text(name), each.id)
            for each in self._actors.values()
            for name in (each.label, *each.alt_labels)
            if name == each.label
            or not (each.kind == "Group" or (each.kind == "Person" and " " not in name))
        )

    @cached_property
    def _states(self) -> Mapping[str, set[str]]:
        """Declared states by the looser key of states' names."""
        states = [each for each in self._actors.values() if each.kind == "State"]
        return _gathered(
            (name_key(name), each.id) for each in states for name in (each.label, *each.alt_labels)
        )

    @cached_property
    def _ids(self) -> Mapping[str, set[str]]:
        return _gathered((each.casefold(), each) for each in self._actors)

    @cached_property
    def _ids_like(self) -> Mapping[str, str]:
        return {fold_text(each): each for each in self._actors}

    @cached_property
    def _slips(self) -> Slips:
        """Every name a hint may come from; never a code, whose neighbours are other states'."""
        return Slips(
            (name_key(name), actor)
            for actor in {*self._actors, *known_states()}
            for name in (*self.names_of(actor), *capitals_of(actor))
            if not _CODE.fullmatch(name)
        )


def _gathered(pairs: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, actor in pairs:
        if name:
            found.setdefault(name, set()).add(actor)
    return found
