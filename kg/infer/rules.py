"""The rules of inference: weights, window and threshold, from one TOML file.

kg/infer/rules.toml is the one documented table; another file may change any part of it.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.errors import Finding, FindingsError, Place, UnreadableError
from kg.model.names import hint
from kg.model.vocabulary import KINDS

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
    return _rules(_table(_BUNDLED), _BUNDLED)


def read_rules(path: Path) -> Rules:
    """The bundled rules with what a file changes in them.

    Raises:
        UnreadableError: the file cannot be read or is not valid TOML.
        FindingsError: it names unknown settings or features, or gives impossible values.
    """
    base, own = _table(_BUNDLED), _table(path)
    findings = [
        Finding(Place(str(path)), f"{name!r} is not a setting{hint(name, _SETTINGS)}")
        for name in own
        if name not in _SETTINGS
    ]
    features = own.get("features", {})
    for name, feature in features.items() if isinstance(features, dict) else ():
        if name not in base["features"]:
            near = hint(name, base["features"])
            findings.append(Finding(Place(str(path)), f"features: {name!r} is not a feature{near}"))
        elif not isinstance(feature, dict) or set(feature) - set(_KEYS):
            message = f"features.{name}: takes {', '.join(_KEYS)}"
            findings.append(Finding(Place(str(path)), message))
    if findings or not isinstance(features, dict):
        raise FindingsError(
            findings
            or [Finding(Place(str(path)), "features: must be a table, such as [features.sameKind]")]
        )
    merged = {**base, **own}
    merged["features"] = {
        name: {**feature, **features.get(name, {})} for name, feature in base["features"].items()
    }
    if "version" not in own:  # results of changed rules must not pass for those of the bundled ones
        mark = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
        merged["version"] = f"{base['version']}+{mark}"
    return _rules(merged, path)


def _table(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file, parse_float=Decimal)
    except OSError as error:
        finding = Finding(Place(str(path)), f"cannot be read: {error.strerror}")
        raise UnreadableError([finding]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableError([Finding(Place(str(path)), f"is not valid TOML: {error}")]) from None


def _rules(table: Mapping[str, Any], path: Path) -> Rules:
    features = table["features"]
    for name, feature in features.items():
        if not isinstance(feature.get("on", True), bool):
            raise _wrong(path, f"features.{name}.on: {feature['on']!r} is neither true nor false")
        if not isinstance(feature["says"], str) or not feature["says"]:
            raise _wrong(path, f"features.{name}.says: {feature['says']!r} is not a sentence")
    version = table["version"]
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        raise _wrong(path, f'version: {version!r} is not a short name such as "3" or "mine-1"')
    return Rules(
        version=version,
        **{name: _count(path, name, table[name], *bounds) for name, bounds in _COUNTS.items()},
        mirrors=_mirrors(path, table["mirrors"]),
        threshold=_number(path, "threshold", table["threshold"], 0, 1),
        solidarity_threshold=_number(
            path, "solidarity_threshold", table["solidarity_threshold"], 0, 1
        ),
        share=_number(path, "share", table["share"], 0, 1),
        prior=_number(path, "prior", table["prior"], -20, 20),
        weights={
            name: _number(path, f"features.{name}.weight", feature["weight"], -20, 20)
            for name, feature in features.items()
            if feature.get("on", True)
        },
        says={name: feature["says"] for name, feature in features.items()},
    )


def _wrong(path: Path, message: str) -> FindingsError:
    return FindingsError([Finding(Place(str(path)), message)])


def _number(path: Path, name: str, value: object, least: int, most: int) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _wrong(path, f"{name}: {value!r} is not a number")
    if not Decimal(value).is_finite() or not least <= value <= most:
        raise _wrong(path, f"{name}: {value} is not between {least} and {most}")
    if value != round(value, WEIGHT_PLACES):
        raise _wrong(path, f"{name}: {value} has more than {WEIGHT_PLACES} decimals; round it")
    return Decimal(value)


def _count(path: Path, name: str, value: object, least: int, most: int) -> int:
    if isinstance(value, Decimal):
        raise _wrong(path, f"{name}: {value} is not a whole number")
    return int(_number(path, name, value, least, most))


def _mirrors(path: Path, value: object) -> tuple[frozenset[str], ...]:
    if not isinstance(value, list) or not all(isinstance(group, list) for group in value):
        raise _wrong(path, "mirrors: write lists of classes in a list")
    for kind in (kind for group in value for kind in group):
        if kind not in KINDS:
            raise _wrong(
                path, f"mirrors: {kind!r} is not a class of action{hint(str(kind), KINDS)}"
            )
    return tuple(frozenset(group) for group in value)
