"""Plain values as JSON and back: equal, and nothing else is taken for one."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest

from kg.codec import NOT_KEPT, from_json, to_json
from kg.model.actions import Account, Action, Link, Report
from kg.read.corpus import read_corpus

RIVALS = Path(__file__).parent / "fixtures" / "rival-states"


@dataclass(frozen=True)
class Seal:
    """What an envoy bears."""

    number: int


@dataclass(frozen=True)
class Envoy:
    """An invented value with a field of each kind."""

    name: str
    rank: int = 3
    resident: bool = False
    since: date | None = None
    weight: Decimal | None = None
    posts: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    temper: Literal["calm", "hot"] = "calm"
    seal: Seal | None = None
    note: object = field(default="", compare=False, metadata=NOT_KEPT)


FULL = Envoy(
    "Flavia", 1, True, date(2031, 3, 1), Decimal("0.50"), ("XRU", "XBO"), (3, 9), "hot",
    Seal(7),
)  # fmt: skip


@pytest.mark.parametrize("envoy", [FULL, Envoy("Michael"), Envoy("", posts=("",))])
def test_a_value_comes_back_equal(envoy: Envoy) -> None:
    back = from_json(Envoy, json.loads(json.dumps(to_json(envoy))))
    assert back == envoy
    assert repr(back) == repr(envoy)


def test_what_is_not_kept_has_its_default() -> None:
    assert from_json(Envoy, to_json(Envoy("Flavia", note=[1]))).note == ""


def test_one_and_true_are_two_values() -> None:
    assert to_json(Envoy("Flavia", rank=True)) == [0, "Flavia", 1, True]
    with pytest.raises(ValueError, match="is not of"):
        from_json(Envoy, [0, "Flavia", 1, True])


@pytest.mark.parametrize(
    "value",
    [
        None, "Flavia", {}, [], [0], [1, 3], [0, 5], [0, "Flavia", 9, "note"], [0, "Flavia", 77, 1],
        [0, "Flavia", 3, "2031-02-30"], [0, "Flavia", 4, "many"], [0, "Flavia", 5, "XRU"],
        [0, "Flavia", 5, [1]], [0, "Flavia", 6, [1]], [0, "Flavia", 6, [1, 2, 3]],
        [0, "Flavia", 7, "cold"], [0, "Flavia", 8, [1, 2]], [0, "Flavia", [], 1],
    ],
)  # fmt: skip
def test_what_is_no_such_value_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=" "):
        from_json(Envoy, value)


def test_what_has_no_form_is_refused_when_it_is_written() -> None:
    with pytest.raises(TypeError, match="set"):
        to_json(Envoy("Flavia", note=()).__class__("x", posts=({1},)))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [Action, Report, Link])
def test_what_files_tell_comes_back_with_its_places(kind: type) -> None:
    record = read_corpus(RIVALS).record
    told = Account(article=None, actions=record.actions, reports=record.reports, links=record.links)
    back = from_json(Account, to_json(told))
    name = {Action: "actions", Report: "reports", Link: "links"}[kind]
    assert len(getattr(told, name)) > 1
    assert repr(getattr(back, name)) == repr(getattr(told, name))
