"""Below which base things stand, and what their IRIs say of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.bases import PACKAGE, Bases, choose_own, graph_base, name_of, prefixes_of, split_iri
from kg.model.ids import ID_BASE, ID_KINDS, PREFIXES, check_base, short_name

KLOW, SZOHOD = "https://klow.example/id/", "https://szohod.example/#"
NAMES = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?", fullmatch=True)
PARTS = st.sampled_from(["", "action/", "id/", "actor/action/", "#", "a%20b/", "é/", "x?y=/"])


@given(PARTS, st.sampled_from(ID_KINDS), NAMES)
def test_an_iri_is_its_base_kind_and_name_again(part: str, kind: str, name: str) -> None:
    base = check_base(f"https://klow.example/{part}")
    iri = Bases(base, {f"{kind}:{name}": base}).iri(kind, name)
    assert split_iri(iri) == (base, kind, name)
    assert name_of(iri, frozenset({base})) == f"{kind}:{name}"
    assert name_of(iri, frozenset({SZOHOD})) is None
    assert short_name(iri, prefixes_of(base)) == f"{kind}:{name}"


@pytest.mark.parametrize(
    "iri",
    ["", "action/a", "https://klow.example/news/a", "https://klow.example/action/", "urn:action:a",
     "https://klow.example/reaction/a", "https://klow.example/action/a b", KLOW],
)  # fmt: skip
def test_what_has_another_form_is_no_iri_of_a_thing(iri: str) -> None:
    assert split_iri(iri) is None


def test_a_projects_things_are_its_own_but_who_is_who_is_the_packages() -> None:
    bases = Bases(KLOW, {"actor:gazette": KLOW, "action:old": ID_BASE, "case:theirs": SZOHOD})
    iris = [
        bases.iri(*each.split(":"))
        for each in ("action:a", "actor:RUS", "actor:gazette", "action:old", "case:theirs",
                     "graph:stated")
    ]  # fmt: skip
    assert iris == [
        f"{KLOW}action/a", f"{ID_BASE}actor/RUS", f"{KLOW}actor/gazette", f"{ID_BASE}action/old",
        f"{SZOHOD}case/theirs", f"{KLOW}graph/stated",
    ]  # fmt: skip
    assert bases.known == {KLOW, SZOHOD, ID_BASE}
    with pytest.raises(KeyError):
        bases.iri("planet", "x")


def test_without_a_project_everything_is_as_it_was() -> None:
    assert PACKAGE.iri("action", "a") == PREFIXES["action"] + "a"
    assert PACKAGE.iri("graph", "stated") == PREFIXES["graph"] + "stated"
    assert prefixes_of(ID_BASE) is PREFIXES


def test_a_projects_prefixes_are_its_own_and_the_packages_begin_with_kg() -> None:
    prefixes = prefixes_of(KLOW)
    assert (prefixes["link"], prefixes["kg-link"]) == (f"{KLOW}link/", PREFIXES["link"])
    assert prefixes["graph"] == graph_base(KLOW) == f"{KLOW}graph/"
    assert prefixes["ret"] == PREFIXES["ret"]


def test_a_graph_is_whose_most_things_are_the_package_last() -> None:
    assert choose_own({}) == ID_BASE
    assert choose_own({ID_BASE: 9}) == ID_BASE
    assert choose_own({ID_BASE: 9, SZOHOD: 1, KLOW: 2}) == KLOW
    assert choose_own({SZOHOD: 2, KLOW: 2}) == KLOW
