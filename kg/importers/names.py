"""Whom the names in a source mean: actors that are known, or drafts of those that are not."""

from __future__ import annotations

from typing import Final

from kg.files import digest
from kg.importers.native import Record
from kg.model.actors import Actors
from kg.model.lookup import is_missing
from kg.model.names import check_line, check_text, fold_text, shorten
from kg.model.peoples import peoples
from kg.read.sketch import slug

#: What becomes of a name whose class the source does not tell; a person corrects it.
UNTOLD: Final = "Organization"


def _draft_id(name: str) -> str:
    """The name as an id; its digest where an id would lose letters, as of Cyrillic or Chinese."""
    lost = any(each.isalnum() and not each.isascii() for each in fold_text(name))
    return f"name-{digest(name.encode())[:8]}" if lost else slug(name)


class Names:
    """Looks names up among known actors and drafts the others, never a state."""

    def __init__(self, actors: Actors) -> None:
        self._actors = actors
        self._drafts: dict[str, dict[str, list[str]]] = {}

    @property
    def drafts(self) -> list[Record]:
        """The actors drafted so far, by id."""
        return [self._drafts[each] for each in sorted(self._drafts)]

    def resolve(self, name: str, kind: str | None = None) -> str:
        """The id of the actor that a name means.

        Args:
            name: an id or any name.
            kind: its class as the source tells it, for one that is not known.
        Raises:
            ValueError: it may be several, it is none, or it would be a new state.
        """
        name = check_line(check_text(" ".join(name.split())))
        plain = name.removeprefix("the ").removeprefix("The ")
        for each in (name, plain):
            if len(self._actors.find(each)) == 1 or each in self._actors:
                return self._actors.resolve(each)
        if len(self._actors.find(plain)) > 1 or is_missing(plain):
            return self._actors.resolve(plain)  # says why not
        if kind in (None, "State") and len(states := peoples().get(plain, ())) == 1:
            return states[0]  # "Russian" was marked in "Russian envoys"
        if not any(map(str.isalnum, plain)):
            raise ValueError(f"{shorten(name)!r} names nobody; declare the actor in data/actors")
        actor = _draft_id(plain)
        if actor in self._actors:  # drafted by an earlier import, and since renamed
            return actor
        if kind == "State":
            raise ValueError(f"{shorten(name)!r} is not a known state; declare it in data/actors")
        draft = self._drafts.setdefault(
            actor, {"id": [actor], "type": [kind or UNTOLD], "label": [plain]}
        )
        if kind and draft["type"] == [UNTOLD]:
            draft["type"] = [kind]
        return actor

    def label(self, actor: str) -> str:
        """What an actor is called."""
        known = self._actors.get(actor)
        return known.label if known else self._drafts[actor]["label"][0]
