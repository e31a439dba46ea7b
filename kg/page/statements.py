"""A build -> its Turtle as blocks, from which the page cuts what its filters leave.

A block is a subject with its statements, and the numbers of the blocks that it must be read with.
The page's script follows those numbers, leaves out what points at a block that is not kept, and
puts the rest one after another: it parses no Turtle, and what it saves has the bytes of
`kg export` with the same filters.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from kg.infer.built import Built
from kg.model.bases import prefixes_of, split_iri
from kg.model.ids import ID_KINDS
from kg.page.edges import Line
from kg.rdf.description import Counted, count_columns, describe, selected_dataset
from kg.rdf.graph import write_rdf
from kg.select.narrowing import shortcut_claims
from kg.select.needs import Needs
from kg.tell.index import Index

_MARK: Final = "0000000000"  # the script puts the digest of a selection here
#: Plain triples between two actions, and whether a rule's claims are what they stand for.
_SHORTCUTS: Final = {
    "ret:respondsTo": False, "ret:mayRespondTo": False, "ret:inferredResponseTo": True,
}  # fmt: skip
#: [predicate, object…]. An object is text, or [text, …] with the blocks one of which must be kept.
Pairs = list[list[Any]]


def pack_graph(built: Built, words: str = "") -> dict[str, Any]:
    """The Turtle of a build, for the script of its page.

    Args:
        built: the whole, or the part that is drawn.
        words: the filters of the command line that made it a part.
    Returns:
        `head`: the prefixes; `whole`: what describes all of it; `part`: what describes a part,
        with holes in braces; `words`; and `things`: name, needs and statements of each subject.
    """
    from kg.rdf.columns import Columns  # numpy, which only those who write need
    from kg.rdf.text import Text

    columns = Columns.joined(built.stated.columns(), built.derived.columns())
    own = built.corpus.bases.own
    counted, prefixes = count_columns(columns), prefixes_of(own)
    said = describe(counted, replace(selected_dataset(words), base=own))
    head, *blocks = write_rdf(said, "turtle", prefixes).decode().split("\n\n")
    things = list(Text(columns, prefixes).blocks())
    at = {_thing(name): number for number, (name, _) in enumerate(things)}
    return {
        "head": f"{head}\n\n",
        "whole": "\n\n".join(blocks) + "\n",
        "part": _describe_part(counted, words, at, own),
        "words": words,
        "things": _add_needs(things, at, built),
    }


def split_block(block: str) -> tuple[str, Pairs]:
    r"""A block of our Turtle: the subject, and each predicate with its objects.

    >>> split_block('action:a a ret:Recall ;\n\tret:actor actor:XBO ,\n\t\tactor:XRU .')
    ('action:a', [['a', 'ret:Recall'], ['ret:actor', 'actor:XBO', 'actor:XRU']])
    """
    subject, _, rest = block.partition(" ")
    pairs: Pairs = []
    before = ""
    for line in rest.split("\n"):
        text, end = line[:-2].lstrip("\t"), line[-1]
        if before == ",":
            pairs[-1].append(text)
        else:
            pairs.append(text.split(" ", 1))
        before = end
    return subject, pairs


def _thing(text: str) -> str:
    """The name of a thing as it stands in Turtle, as needs call it: without whose it is."""
    if not text.startswith("<"):
        return text.removeprefix("kg-")
    parts = split_iri(text[1:-1])
    return f"{parts[1]}:{parts[2]}" if parts else text


def _add_needs(
    things: Sequence[tuple[str, Pairs]], at: Mapping[str, int], built: Built
) -> list[list[Any]]:
    needs = Needs(built)
    claims = shortcut_claims(built.links)

    block_of: dict[str, int | None] = {}  # of each text that stands as an object

    def stand_with(text: str, needed: Container[int]) -> Any:
        if text not in block_of:
            block_of[text] = at.get(_thing(text))
        number = block_of[text]
        return text if number is None or number in needed else [text, number]

    def shorten(one: str, predicate: str, text: str) -> Any:
        response, trigger = (each.partition(":")[2] for each in (one, _thing(text)))
        said = claims[response, trigger, _SHORTCUTS[predicate]]
        return _with(text, [at[f"link:{iri}"] for iri in said])

    made = []
    for name, pairs in things:
        here = _thing(name)
        needed = {at[each] for each in needs.of(here) if each in at}
        told = [
            [predicate, *[shorten(here, predicate, text) for text in rest]]
            if predicate in _SHORTCUTS
            else [predicate, *[stand_with(text, needed) for text in rest]]
            for predicate, *rest in pairs
        ]
        made.append([name, sorted(needed), told])
    return made


def _with(text: str, blocks: Sequence[int | str]) -> Any:
    return [text, *blocks] if blocks else text


def _describe_part(
    counted: Counted, words: str, at: Mapping[str, int], own: str
) -> list[list[Any]]:
    """What describes a part: [name, the kind of thing without which it is left out, statements]."""
    selection = f"{words} --address '{{address}}'".strip()
    name = f"selection-{_MARK}"
    dataset = replace(selected_dataset(words), name=name, selection=selection, base=own)
    text = write_rdf(describe(counted, dataset), "turtle", prefixes_of(own)).decode()
    kinds = {f"graph:selection-{_MARK}-{kind}s": kind for kind in ID_KINDS}
    blocks = []
    for name, pairs in map(split_block, text.removesuffix("\n").split("\n\n")[1:]):
        kind = kinds.get(name, "")
        for pair in pairs:
            if pair[0] in ("void:triples", "void:entities"):
                pair[1] = f"{{{kind or pair[0].removeprefix('void:')}}}"
            pair[1:] = [_with(text, _stands_with(text, kinds, at)) for text in pair[1:]]
        blocks.append([name, kind, pairs])
    return blocks


def _stands_with(text: str, kinds: Mapping[str, str], at: Mapping[str, int]) -> list[int | str]:
    return [kinds[text]] if text in kinds else [at[_thing(text)]] if _thing(text) in at else []


def number_graph(graph: Mapping[str, Any], lines: Iterable[Line], index: Index) -> dict[str, Any]:
    """A packed graph with the blocks of the actions and claims that the page's filters speak of.

    Args:
        graph: see `pack_graph`.
        lines: the claims between actions shown.
        index: what the page shows.
    Returns:
        The graph with `actions`, the block of each by number; `links`, for each its block, that
        of its chain or -1, its actions by number, and what filters ask of it.
    """
    at = {_thing(name): number for number, (name, *_) in enumerate(graph["things"])}
    chain = {iri: at[f"chain:{each.id}"] for each in index.data.chains for iri in each.links}
    links = [
        [at[f"link:{each.link.iri}"], chain.get(each.link.iri, -1), *each.ends, *each.signs]
        for each in lines
    ]
    return {**graph, "actions": [at[f"action:{each.id}"] for each in index.ordered], "links": links}
