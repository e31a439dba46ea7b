"""Names become known actors or drafts, never states."""

from __future__ import annotations

import pytest
from marks_made import BORDURIA, SYLDAVIA

from kg.importers.names import Names
from kg.model.actors import Actors


@pytest.fixture
def names() -> Names:
    return Names(Actors([BORDURIA, SYLDAVIA]))


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Borduria", "XBO"),
        ("the  Syldavia", "XSY"),
        ("Russia", "RUS"),
        ("the Netherlands", "NLD"),
        ("Danes", "DNK"),
    ],
)
def test_known_names_are_looked_up(names: Names, name: str, actor: str) -> None:
    assert names.resolve(name) == actor
    assert names.drafts == []


def test_an_unknown_name_is_drafted_once_with_the_class_that_is_told(names: Names) -> None:
    assert names.resolve("the Klow Ministry") == "klow-ministry"
    assert names.resolve("Klow Ministry", "GovernmentBody") == "klow-ministry"
    assert names.drafts == [
        {"id": ["klow-ministry"], "type": ["GovernmentBody"], "label": ["Klow Ministry"]}
    ]
    assert names.label("klow-ministry") == "Klow Ministry"
    assert names.label("XBO") == "Borduria"


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("Poldavia", "State", "is not a known state"),
        ("Congo", None, "may be"),
        ("n/a", None, "missing value"),
        ("¿?", None, "names nobody"),
        ("", None, "empty"),
        ("a\u202eb", None, "U+202E"),
    ],
)
def test_what_cannot_be_looked_up_or_drafted_says_why(
    names: Names, name: str, kind: str | None, said: str
) -> None:
    with pytest.raises(ValueError, match=said.replace("+", r"\+")):
        names.resolve(name, kind)


def test_names_of_other_scripts_are_drafted_and_never_as_one(names: Names) -> None:
    ids = [names.resolve(each) for each in ("Отряд 5", "Клуб 5", "友好协会", "Łódź Club")]
    assert len({*ids}) == len(ids)
    assert [each.startswith("name-") for each in ids] == [True, True, True, False]
    assert sorted(str(each["label"][0]) for each in names.drafts)[-1] == "友好协会"
