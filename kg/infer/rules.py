"""The rules of inference: weights, window and threshold, from one TOML file.

kg/infer/rules.toml is the one documented table; another file may change any part of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.errors import Finding, FindingsError
from kg.model.names import check_line, check_text, hint, shorten
from kg.model.vocabulary import KINDS
from kg.read.settings import Settings, read_settings, shown_value

_BUNDLED: Final = Path(__file__).with_name("rules.toml")
#: Whole numbers and their bounds.
_COUNTS: Final = {
    "window_days": (1, 3650), "nearest": (1, 1000), "open_days": (0, 3650), "busy": (1, 1000),
    "quiet_days": (1, 3650), "vague_days": (1, 3650), "crowded": (1, 100_000),
    "dense": (1, 100_000), "duplicate_days": (0, 60), "span_days": (1, 100_000),
}  # fmt: skip
_SETTINGS: Final = (
    "version",
    *_COUNTS,
    "threshold",
    "solidarity_threshold",
    "share",
    "prior",
    "mirrors",
    "features",
)
WEIGHT_PLACES: Final = 12  # decimals of a weight: sums of them as whole numbers stay exact
_VERSION: Final = re.compile(r"[\w.+-]{1,40}")
_KEYS: Final = ("weight", "says", "source", "on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What makes a link; weights are log-odds, a feature that is off has none."""

    version: str
    window_days: int  # days
    nearest: int  # triggers per response
    open_days: int  # days
    quiet_days: int  # days
    vague_days: int  # days
    busy: int  # other triggers
    crowded: int  # acts in quiet_days
    dense: int  # acts in quiet_days
    duplicate_days: int  # days
    span_days: int  # days
    mirrors: tuple[frozenset[str], ...]  # classes whose measures answer each other across sides
    threshold: Decimal  # confidence in all triggers of a response together, 0-1
    solidarity_threshold: Decimal  # the same of triggers against third parties; 1 links none
    share: Decimal  # of the best trigger's confidence, 0-1
    prior: Decimal  # log-odds
    weights: Mapping[str, Decimal]
    says: Mapping[str, str]


@cache
def default_rules() -> Rules:
    """The rules of kg/infer/rules.toml."""
    said = read_settings(_BUNDLED, _BUNDLED.name)
    return _rules(said.table, said)


def read_rules(path: Path) -> Rules:
    """The bundled rules with what a file changes in them.

    Raises:
        UnreadableError: the file cannot be read or is not valid TOML.
        FindingsError: it names unknown settings or features, or gives impossible values.
    """
    base, said = read_settings(_BUNDLED, _BUNDLED.name).table, read_settings(path, str(path))
    own = said.table
    features = own.get("features", {})
    if not isinstance(features, dict):
        raise _wrong(said, ("features",), "must be a table, such as [features.sameKind]")
    if findings := [*_unknown(said), *_unknown_features(said, features, base["features"])]:
        raise FindingsError(findings)
    merged = {**base, **own}
    merged["features"] = {
        name: {**feature, **features.get(name, {})} for name, feature in base["features"].items()
    }
    if "version" not in own:  # results of changed rules must not pass for those of the bundled ones
        mark = hashlib.sha256(said.text.encode()).hexdigest()[:8]
        merged["version"] = f"{base['version']}+{mark}"
    return _rules(merged, said)


def _unknown(said: Settings) -> Iterator[Finding]:
    for name in said.table:
        if name not in _SETTINGS:
            near = hint(name, _SETTINGS)
            yield Finding(said.at(name), f"{shorten(name)!r} is not a setting{near}")


def _unknown_features(
    said: Settings, features: Mapping[str, Any], known: Iterable[str]
) -> Iterator[Finding]:
    for name, feature in features.items():
        place = said.at("features", name)
        if name not in known:
            near = hint(name, known)
            yield Finding(place, f"features: {shorten(name)!r} is not a feature{near}")
        elif not isinstance(feature, dict) or set(feature) - set(_KEYS):
            wrong = sorted(set(feature) - set(_KEYS))[:1] if isinstance(feature, dict) else []
            place = said.at("features", name, *wrong)
            yield Finding(place, f"features.{name}: takes {', '.join(_KEYS)}")


def _rules(table: Mapping[str, Any], said: Settings) -> Rules:
    features = table["features"]
    for name, feature in features.items():
        where = ("features", name)
        on = feature.get("on", True)
        if not isinstance(on, bool):
            message = f"{shown_value(on)} is neither true nor false; write one, without quotes"
            raise _wrong(said, (*where, "on"), message)
    version = table["version"]
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        message = f'{shown_value(version)} is not a short name such as "3" or "mine-1"'
        raise _wrong(said, ("version",), message)
    return Rules(
        version=version,
        **{name: _count(said, name, table[name], *bounds) for name, bounds in _COUNTS.items()},
        mirrors=_mirrors(said, table["mirrors"]),
        threshold=_share(said, "threshold", table),
        solidarity_threshold=_share(said, "solidarity_threshold", table),
        share=_share(said, "share", table),
        prior=_number(said, ("prior",), table["prior"], -20, 20),
        weights={
            name: _number(said, ("features", name, "weight"), feature["weight"], -20, 20)
            for name, feature in features.items()
            if feature.get("on", True)
        },
        says={
            name: _sentence(said, ("features", name, "says"), feature["says"])
            for name, feature in features.items()
        },
    )


def _wrong(said: Settings, keys: tuple[str, ...], message: str) -> FindingsError:
    return FindingsError([Finding(said.at(*keys), f"{'.'.join(keys)}: {message}")])


def _sentence(said: Settings, keys: tuple[str, ...], value: object) -> str:
    if not isinstance(value, str) or not value:
        raise _wrong(said, keys, f"{shown_value(value)} is not a sentence; write one in quotes")
    try:
        return check_line(check_text(value))
    except ValueError as error:
        raise _wrong(said, keys, str(error)) from None


def _number(said: Settings, keys: tuple[str, ...], value: object, least: int, most: int) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _wrong(said, keys, f"{shown_value(value)} is not a number; write one without quotes")
    told = shown_value(value)
    if not Decimal(value).is_finite() or not least <= value <= most:
        raise _wrong(said, keys, f"{told} is not between {least} and {most}")
    if value != round(value, WEIGHT_PLACES):
        raise _wrong(said, keys, f"{told} has more than {WEIGHT_PLACES} decimals; round it")
    return Decimal(value)


def _share(said: Settings, name: str, table: Mapping[str, Any]) -> Decimal:
    return _number(said, (name,), table[name], 0, 1)


def _count(said: Settings, name: str, value: object, least: int, most: int) -> int:
    if isinstance(value, Decimal):
        raise _wrong(said, (name,), f"{shown_value(value)} is not a whole number")
    return int(_number(said, (name,), value, least, most))


def _mirrors(said: Settings, value: object) -> tuple[frozenset[str], ...]:
    where = ("mirrors",)
    if not isinstance(value, list) or not all(isinstance(group, list) for group in value):
        raise _wrong(said, where, 'write lists of classes in a list, such as [["Recall"]]')
    for kind in (kind for group in value for kind in group):
        if not isinstance(kind, str) or kind not in KINDS:
            near = hint(kind, KINDS) if isinstance(kind, str) else ""
            raise _wrong(said, where, f"{shown_value(kind)} is not a class of action{near}")
    return tuple(frozenset(group) for group in value)
