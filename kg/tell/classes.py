"""The classes of action with their definitions and examples, for those who choose one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.model.names import fold_text
from kg.model.slips import Slips
from kg.model.standing import is_material
from kg.model.vocabulary import KINDS, LABELS, ancestry
from kg.rdf.ontology import read_words
from kg.tables import Table

#: How the ontology marks an example of what does not belong to a class.
_NEGATIVE: Final = "Negative example: "


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionClass:
    """A class of action as the ontology describes it."""

    name: str
    label: str
    above: str | None  # the class that it is a kind of
    depth: int  # how many classes are above it
    material: bool  # where its acts are carried out, ordered or announced
    definition: str
    words: tuple[str, ...] = ()  # other words that lead to it, shown nowhere (skos:hiddenLabel)
    examples: tuple[str, ...] = ()
    others: tuple[str, ...] = ()  # what may be taken for it, and what that is instead


def read_classes() -> list[ActionClass]:
    """Every class of action, each below its superclass, A-Z within each.

    >>> [each.name for each in read_classes() if each.above == "Attack"]
    ['Assault', 'PoisonAttack']
    """
    said = read_words("actions.ttl")
    return [_described(name, said[name]) for name in KINDS]


def _described(name: str, said: Mapping[str, Sequence[str]]) -> ActionClass:
    examples = sorted(said.get("example", ()))
    return ActionClass(
        name=name,
        label=LABELS[name],
        above=KINDS[name][0],
        depth=len(ancestry(name)) - 1,
        material=is_material(name, "carriedOut"),
        definition=said["definition"][0],
        words=tuple(said.get("hiddenLabel", ())),
        examples=tuple(each for each in examples if not each.startswith(_NEGATIVE)),
        others=tuple(
            each.removeprefix(_NEGATIVE) for each in examples if each.startswith(_NEGATIVE)
        ),
    )


def search_classes(word: str) -> list[ActionClass]:
    """The classes whose name, label, other words, definition or example fit a word, best first.

    Args:
        word: one or more; case, accents and endings ("expelled") do not count. Each must begin a
            word: "order" is not in "border". Those whose words one text has come before those of
            which several texts have some. Nothing for every class.
    """
    sought = _words(word)
    if not sought:
        return read_classes()
    ranked = []
    for order, each in enumerate(read_classes()):
        fits = [
            (where, fit)
            for where, text in _texts(each)
            if (fit := _fit(sought, _words(text))) is not None
        ]
        if fits:
            ranked.append((min(fits), order, each))
    return [each for *_, each in sorted(ranked, key=lambda each: each[:2])]


def _words(text: str) -> list[tuple[str, str]]:
    """The words of a text, each as it is folded and without its ending."""
    return [(each, stem(each)) for each in re.findall(r"\w+", fold_text(text))]


def _fit(sought: list[tuple[str, str]], words: list[tuple[str, str]]) -> int | None:
    """How well words fit a text: 0 they are all of it, 1 in it, 2 they begin words of it."""
    stems = [each for _, each in words]
    if [each for _, each in sought] == stems:
        return 0
    if all(each in stems for _, each in sought):
        return 1
    begun = all(any(word.startswith(each) for word, _ in words) for each, _ in sought)
    return 2 if begun else None


#: Endings of English words, those of verbs and plurals first, with the letters that must stay.
_ENDINGS: Final = (
    re.compile(r"(?<=\w{3})(?:ing|ed|es|s)$"),
    re.compile(r"(?<=\w{5})(?:is[em]?|iz|ize|ate?)$|(?<=\w{3})(?:ations?|ence|ment|ion|e)$"),
)


def stem(word: str) -> str:
    """A word without its ending, for comparison alone.

    >>> stem("expelled"), stem("interfering"), stem("interference"), stem("accusations")
    ('expel', 'interfer', 'interfer', 'accus')
    """
    word = re.sub(r"i(?:es|ed)$", "y", word) if len(word) > 4 else word
    for ending in _ENDINGS:
        word = ending.sub("", word)
    return re.sub(r"(\w)\1$", r"\1", word)


def _texts(each: ActionClass) -> Iterator[tuple[int, str]]:
    """What is searched, with how much it counts: a name before a definition or an example."""
    yield from _names(each)
    yield 1, each.definition
    yield from ((2, text) for text in each.examples)
    yield from ((3, text) for text in each.others)
    # several words, of which its name has one and its definition another: "seized ship"
    yield 4, " ".join([*(text for _, text in _names(each)), each.definition, *each.examples])


def _names(each: ActionClass) -> Iterator[tuple[int, str]]:
    yield from ((0, text) for text in (each.name, each.label, *each.words))


def unknown_class(word: str) -> str:
    """What to say of a word that fits no class."""
    classes = read_classes()
    slips = Slips((fold_text(text), each.name) for each in classes for _, text in _names(each))
    near = slips.nearest(fold_text(word))
    meant = f"; did you mean {near!r}?" if near else ""
    return f"no class of action says {word!r}{meant} (kg classes lists them all)"


def classes_table(classes: Sequence[ActionClass], *, people: bool = False) -> Table:
    """One row a class.

    Args:
        classes: in the order of the rows.
        people: leave out what only scripts need, and draw all classes together as a tree.
    """
    if people:
        whole = len(classes) == len(KINDS)
        drawn = [
            (
                "· " * (each.depth * whole) + each.name, _yes(each.material), each.definition,
                " ".join([*each.examples[:1], *(f"Not: {other}" for other in each.others[:1])]),
            )
            for each in classes
        ]  # fmt: skip
        return Table(("class", "material", "definition", "example"), tuple(drawn))
    header = ("class", "label", "kind_of", "material", "definition", "example", "not")
    rows = [
        (
            each.name, each.label, each.above or "", _yes(each.material), each.definition,
            " ".join(each.examples), " ".join(each.others),
        )
        for each in classes
    ]  # fmt: skip
    return Table(header, tuple(rows))


def _yes(value: bool) -> str:
    return "yes" if value else ""
