"""Which of a tool's labels, attributes and values are which of ours: one TOML file that renames.

Ours are the names of data/README.md: classes of action and of actor, relations, the fields of
reports and links, and a few of this module. What has one of these names already needs no mapping,
as with projects that `kg scheme` set up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kg.errors import Finding, FindingsError
from kg.model.names import hint, shorten
from kg.model.vocabulary import ACTOR_TYPES, CODES, KINDS
from kg.read.fields import ACTOR as ACTOR_KIND
from kg.read.fields import LINE, SPAN, Field
from kg.read.folders import shown
from kg.read.formats import ACTION_FILE, ARTICLE_FILE, EVENT_COLUMNS
from kg.read.settings import Settings, read_settings

IGNORE: Final = "ignore"  # left out, and nobody misses it
LINK: Final = "Link"  # a mark of the words that say that one act answers another
NO_ACT: Final = "NoAct"
BOILERPLATE: Final = "Boilerplate"
SAME: Final = "SameAction"  # a tie of two marks that tell of one act
ANY: Final = "Action"  # the class of a report of an act that another file declares
CLASS: Final = "class"  # an attribute that says what its mark is, in place of the label
ACTOR: Final = "Actor"  # a mark of the name of one, of whatever class


def nested(name: str, fields: Sequence[Field] = ARTICLE_FILE) -> Sequence[Field]:
    """The fields of the records under a key."""
    kinds = [each.kind for each in fields if each.name == name]
    return next((kind for kind in kinds if isinstance(kind, tuple)), ())


REPORTS: Final = nested("reports")
LINKS: Final = nested("links")
ACTIONS: Final = nested("actions", ACTION_FILE)
ARTICLE: Final = nested("article")
CASES: Final = nested("cases", ACTION_FILE)
_NOT_OURS: Final = ("span", "words", "quote", "occurrence")  # where it stands: told by its place


def action_field(name: str) -> str:
    """What a field of the act itself is called on a mark that reports it.

    >>> action_field("label"), action_field("actor"), action_field("id")
    ('label', 'actionActor', 'action')
    """
    if name == "id":
        return "action"
    clashes = any(each.name == name for each in REPORTS)
    return f"action{name[0].upper()}{name[1:]}" if clashes else name


def case_field(name: str) -> str:
    """What a field of the act's dispute is called on a mark that reports the act."""
    return f"case{name[0].upper()}{name[1:]}"


#: What sources say in words of their own, and is not a field of a record; see `kept` and `dates`.
EVENT: Final = "event"
DATE_WORDS: Final = "dateWords"
DEADLINE_WORDS: Final = "deadlineWords"
_IN_WORDS: Final = (
    Field(EVENT, LINE, "A name that all marks of one act have alike in a document."),
    Field(DATE_WORDS, LINE, "The words of the text that say when, such as: on Monday."),
    Field(DEADLINE_WORDS, LINE, "The words of the text that give a deadline: within a week."),
)
#: Every name of a value that a mark may have -> its field.
FIELDS: Final[Mapping[str, Field]] = {
    **{each.name: each for each in _IN_WORDS},
    **{case_field(each.name): each for each in CASES if each.name != "id"},
    **{action_field(each.name): each for each in ACTIONS},
    **{each.name: each for each in (*LINKS, *REPORTS) if each.name not in _NOT_OURS},
    **{each.name: each for each in nested("boilerplate", ARTICLE) if each.kind is not SPAN
       and each.name not in _NOT_OURS},
}  # fmt: skip
LABELS: Final = (
    *KINDS, *ACTOR_TYPES, *CODES["Relation"], LINK, NO_ACT, BOILERPLATE, SAME, ACTOR, IGNORE,
)  # fmt: skip
_ACTS_OWN: Final = frozenset(
    {action_field(each.name) for each in ACTIONS}
    | {case_field(each.name) for each in CASES if each.name != "id"}
)
_REPORTED: Final = frozenset(each.name for each in (*REPORTS, *_IN_WORDS))


def fields_of(label: str, *, placed: bool) -> frozenset[str]:
    """The fields that a mark of a label of ours can use.

    Args:
        label: as `LABELS` has it.
        placed: whether it has a place in the text: an act without one is declared, not reported.
    """
    if label in KINDS:
        return _ACTS_OWN | {EVENT} | (_REPORTED if placed else frozenset())
    if label in (LINK, *CODES["Relation"]):
        return frozenset(each.name for each in LINKS)
    if label in (NO_ACT, BOILERPLATE):
        name = "noAct" if label == NO_ACT else "boilerplate"
        return frozenset(each.name for each in nested(name, ARTICLE))
    return frozenset({"actor"}) if label in (ACTOR, *ACTOR_TYPES) else frozenset()


#: Fields that lead from a mark to an act. Others take ids too, but of a case or of a record.
POINTERS: Final = ("about", "announces", "prepares", "partOfAction")
ENDS: Final = ("response", "trigger")
#: What a tie may be called: a field whose value is an actor or an action.
ROLES: Final = frozenset(
    {name for name, each in FIELDS.items() if each.kind is ACTOR_KIND} | {*POINTERS, *ENDS, SAME}
)


#: What a column of a table of events may be: one of ours, or one of codes of action.
COLUMNS: Final[Mapping[str, Field]] = {each.name: each for each in EVENT_COLUMNS}
SCHEMES: Final[Mapping[str, str]] = {"cameo": "CAMEO", "plover": "PLOVER"}

_TABLES: Final = ("format", "labels", "attributes", "values", "columns", "fixed")
LIMIT: Final = 1_000_000  # bytes of a mapping


@dataclass(frozen=True, slots=True)
class Renaming:
    """What the names of a source mean; a name that stands in no table is its own."""

    labels: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)  # of tables of events
    fixed: Mapping[str, str] = field(default_factory=dict)  # our column -> its value in all rows

    def column(self, name: str) -> str | None:
        """Our column for one of a table of events; None where nothing says which it is."""
        ours = self.columns.get(name, name)
        return ours if ours in COLUMNS or ours in SCHEMES or ours == IGNORE else None

    def label(self, name: str) -> str | None:
        """Our label for one of the source's; None where nothing says what it is."""
        ours = self.labels.get(name, name)
        return ours if ours in LABELS else None

    def role(self, name: str) -> str | None:
        """Our role, or field, for a tie of the source. brat numbers those that repeat: Target2."""
        for each in (name, name.rstrip("0123456789")):
            ours = self.labels.get(each, self.attributes.get(each, each))
            if ours in ROLES or ours == IGNORE:
                return ours
        return None

    def attribute(self, name: str) -> str | None:
        """Our field for an attribute of the source; None where nothing says which it is."""
        ours = self.attributes.get(name, name)
        return ours if ours in FIELDS or ours in (IGNORE, CLASS) else None

    def value(self, ours: str, text: str) -> str:
        """Our value of a field for one of the source."""
        return self.values.get(ours, {}).get(text, text)


def read_mapping(path: Path) -> Renaming:
    """Read a mapping.

    Raises:
        UnreadableError: it is not a readable TOML file.
        FindingsError: it has names that nothing of ours has; all problems at once.
    """
    said = read_settings(path, shown(path), LIMIT)
    findings = [
        Finding(said.at(key), f"{shorten(key)!r} is not a table here{hint(key, _TABLES)}")
        for key in said.table
        if key not in _TABLES
    ]
    labels = _names(said, "labels", (*LABELS, *sorted(ROLES)), findings)
    attributes = _names(said, "attributes", (*sorted(FIELDS), CLASS, IGNORE), findings)
    values: dict[str, Mapping[str, str]] = {}
    for ours, each in _entries(said, findings, "values").items():
        if ours not in FIELDS and ours not in COLUMNS:
            message = (
                f"values.{shorten(ours)}: is not a field of ours{hint(ours, [*FIELDS, *COLUMNS])}"
            )
            findings.append(Finding(said.at("values", ours), message))
        else:
            values[ours] = {
                theirs: value
                for theirs, value in _table(each, said, findings, "values", ours).items()
                if isinstance(value, str)
            }
    columns = _names(said, "columns", (*COLUMNS, *SCHEMES, IGNORE), findings)
    fixed = _fixed(said, findings)
    if findings:
        raise FindingsError(findings)
    return Renaming(labels, attributes, values, columns, fixed)


def _fixed(said: Settings, findings: list[Finding]) -> dict[str, str]:
    """What stands in all rows of a table, such as its source, by our columns."""
    found = {}
    for ours, value in _entries(said, findings, "fixed").items():
        if ours in COLUMNS and isinstance(value, str):
            found[ours] = value
        else:
            message = f"fixed.{shorten(ours)}: is not a column of ours with a text"
            findings.append(Finding(said.at("fixed", ours), message + hint(ours, COLUMNS)))
    return found


def _entries(said: Settings, findings: list[Finding], key: str) -> dict[str, Any]:
    return _table(said.table.get(key, {}), said, findings, key)


def _table(value: object, said: Settings, findings: list[Finding], *keys: str) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    message = f'{shorten(".".join(keys))} is not a table, such as "theirs" = "ours"'
    findings.append(Finding(said.at(*keys), message))
    return {}


def _names(
    said: Settings, key: str, known: tuple[str, ...], findings: list[Finding]
) -> dict[str, str]:
    found = {}
    for theirs, ours in _entries(said, findings, key).items():
        if ours in known:
            found[theirs] = ours
        else:
            told = f"{key}.{shorten(theirs)}: {shorten(str(ours))!r} is not a name of ours"
            findings.append(Finding(said.at(key, theirs), told + hint(str(ours), known)))
    return found
