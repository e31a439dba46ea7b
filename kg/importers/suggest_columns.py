"""A first mapping for a table of events: its columns, and what its types may mean."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from kg.importers.mapping import COLUMNS, IGNORE, SCHEMES, Renaming
from kg.importers.streams import Stream, read_cells
from kg.importers.suggest import INTRODUCTION
from kg.model.names import fold_text

#: What others call columns, in small letters, without spaces and underscores -> ours.
_MEANT: Final = {
    name: ours
    for ours, names in {
        "id": "eventid number key",
        "date": "day eventdate startdate datum",
        "actor": "actor1 initiator sender perpetrator agent attacker actorcountry sourcecountry by",
        "recipient": "actor2 target receiver victim targetcountry recipientcountry against",
        "type": "event eventtype action class kind measure",
        "cameo": "cameocode eventcode code",
        "plover": "plovercode",
        "quantity": "count howmany persons",
        "source": "url link reference sources sourceurl citation",
        "label": "description summary headline title what event_text",
        "case": "dispute episode",
    }.items()
    for name in names.split()
}
_KINDS: Final = 200  # types listed; a table of free texts has one a row


def suggest_columns(streams: Iterable[Stream], find_class: Callable[[str], str | None]) -> str:
    """A mapping as TOML; what nothing is close to stands there as a comment.

    Args:
        streams: tables of one kind.
        find_class: a type -> the class of action that it says, if any.
    Raises:
        UnreadableError: one is not a table.
    """
    columns: dict[str, str | None] = {}
    kinds: Counter[str] = Counter()
    for stream in streams:
        rows = read_cells(stream, of_machines=False, findings=[])
        _, header = next(rows, (1, []))
        for name in map(str.strip, header):
            if name and name not in columns:
                columns[name] = _guess(name, [each for each in columns.values() if each])
        place = [columns.get(name.strip()) for name in header]
        if "type" in place:
            at = place.index("type")
            kinds.update(cells[at].strip() for _, cells in rows if at < len(cells))
    del kinds[""]
    lines = [
        *INTRODUCTION,
        f"# Ours are: {', '.join((*COLUMNS, *SCHEMES))}.",
        "[columns]",
        *(_line(name, ours) for name, ours in columns.items() if name != ours),
        "",
        "[labels]",
    ]
    odd = [(name, count) for name, count in kinds.most_common() if not Renaming().label(name)]
    lines += [f"{_line(name, find_class(name))}  # {count:,}" for name, count in odd[:_KINDS]]
    if len(odd) > _KINDS:
        lines.append(f"# and {len(odd) - _KINDS:,} more")
    lacks = [each.name for each in COLUMNS.values() if each.required and each.name != "id"]
    lines += ["", "[fixed]"]
    lines += [f'# {name} = ""' for name in lacks if name not in columns.values()]
    return "\n".join(lines) + "\n"


def _guess(name: str, taken: Iterable[str]) -> str | None:
    """Our column for another's name, unless another has it already."""
    plain = "".join(each for each in fold_text(name) if each.isalnum())
    own = next((x for x in (*COLUMNS, *SCHEMES) if x.replace("_", "") == plain), None)
    ours = own or _MEANT.get(plain)
    return ours if ours and ours not in taken else None


def _line(name: str, ours: str | None) -> str:
    line = f"{json.dumps(name, ensure_ascii=False)} = {json.dumps(ours or IGNORE)}"
    return line if ours else f"# {line}"
