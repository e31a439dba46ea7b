"""Documents that are well formed and say odd things, made and made smaller by Hypothesis."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from ends import faults_of, inside, run
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from parts import Case, Draw
from project import make_project

EXAMPLES = 400

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30),
    st.sampled_from(
        ["RUS", "XBO", "NO", "~", "2031-03-10", "2031-02-30", "../x", "0x10", "1e400", "P7D",
         "[0, 4]", "Expulsion", "asserts", "denies", "\u202e", "e\u0301", "\ufeff", "a" * 300,
         "=1+1", "XXXX-03-07"]
    ),
)  # fmt: skip
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=9) | st.sampled_from(["id", "type"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to each value of a document."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, inner in items:
        found.append((*path, key))
        if isinstance(inner, dict | list):
            found += _places(inner, (*path, key))
    return found


def _spoilt(document: Any, changes: list[tuple[int, Any, bool]]) -> Any:
    """The document with values at places put in or taken out."""
    document = copy.deepcopy(document)
    for number, value, remove in changes:
        places = _places(document)
        if not places:
            break
        *way, last = places[number % len(places)]
        inner = document
        for key in way:
            inner = inner[key]
        if remove:
            del inner[last]
        else:
            inner[last] = value
    return document


def documents(draw: Draw) -> Iterator[Case]:
    """See the module; a change is a place, what stands there then, and whether it is removed."""
    with inside(make_project(draw.folder / "p")):
        for path in sorted(Path("data").rglob("*.yaml")):
            yield from _try(draw, path)


def _try(draw: Draw, path: Path) -> Iterator[Case]:
    good = path.read_bytes()
    document = yaml.safe_load(good)
    tried: list[Case] = []

    @settings(
        max_examples=len(draw.times(EXAMPLES // 3)), database=None, deadline=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink],
    )  # fmt: skip
    @seed(draw.dice.randrange(1 << 30))
    @given(st.lists(st.tuples(st.integers(0, 500), values, st.booleans()), min_size=1, max_size=3))
    def ends_right(changes: list[tuple[int, Any, bool]]) -> None:
        path.write_text(yaml.safe_dump(_spoilt(document, changes), allow_unicode=True), "utf-8")
        faults = list(faults_of(run("check"), findings=True))
        tried.append(Case(f"{path}: {changes!r:.200}", faults))
        assert not faults

    try:
        ends_right()
    except AssertionError:  # what was made smaller is the last; those before it tell the same
        last = next(case for case in reversed(tried) if case.faults)
        tried = [case for case in tried if not case.faults] + [last]
    finally:
        path.write_bytes(good)
    yield from tried
