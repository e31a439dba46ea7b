"""Small documents of marks for the tests of importers: an invented text with words marked."""

from __future__ import annotations

from typing import Any

from kg.errors import Place
from kg.importers.ledger import Ledger
from kg.importers.mapping import Renaming
from kg.importers.marks import Document, Mark, Tie, Value
from kg.importers.names import Names
from kg.importers.native import Native
from kg.importers.records import make_article
from kg.model.actors import Actor, Actors

HERE = Place("made.ann", 1, 1)
TEXT = (
    "Borduria expels envoys\n\n"
    "Borduria expelled three Syldavian envoys on Monday. “It answers the ban,” its ministry said. "
    "Syldavia had banned Bordurian timber in May. Nobody spoke of 💧 water.\n"
)
BORDURIA = Actor(id="XBO", kind="State", label="Borduria", place=HERE)
SYLDAVIA = Actor(id="XSY", kind="State", label="Syldavia", place=HERE)


class Made:
    """Makes marks of one document, and the article that they make."""

    def __init__(self, text: str = TEXT) -> None:
        self.text = text
        self.ledger = Ledger()
        self.marks: list[Mark] = []

    def mark(
        self,
        label: str,
        words: str = "",
        /,
        *,
        name: str = "",
        ties: dict[str, str] | None = None,
        by: int = 0,
        **values: Any,
    ) -> str:
        """Mark some words; `by` moves the place. Returns the mark's id."""
        name = name or f"m{len(self.marks)}"
        at = self.text.index(words) + by
        item = self.ledger.read("spans", HERE, f"{name} {label}")
        self.marks.append(
            Mark(
                id=name, label=label, items=(item,),
                spans=((at, at + len(words)),) if words else (),
                words=(words,) if words else (),
                values=tuple(
                    Value(key, text, self.ledger.read("values", HERE, f"{name} {key}"))
                    for key, given in values.items()
                    for text in (given if isinstance(given, list) else [given])
                ),
                ties=tuple(
                    Tie(role, to, self.ledger.read("ties", HERE, f"{name} {role}"))
                    for role, to in (ties or {}).items()
                ),
            )
        )  # fmt: skip
        return name

    def document(self) -> Document:
        return Document(name="made", place=HERE, text=self.text, marks=self.marks)

    def article(self, renaming: Renaming | None = None) -> Native:
        self.names = Names(Actors([BORDURIA, SYLDAVIA]))
        head = {"id": ["made"], "published": ["2031-03-04"]}
        return make_article(
            self.document(), self.text, head, renaming or Renaming(), self.names, self.ledger
        )

    @property
    def left(self) -> dict[str, str]:
        """What was left out, with the reason."""
        return {item.what: why for item, why in self.ledger.left}
