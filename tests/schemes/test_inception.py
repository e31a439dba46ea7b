"""What a person makes in INCEpTION with our settings is imported without a mapping."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cas_made import Cas, type_system
from imported_whole import TEXT, assert_told, imported

from kg.importers.mapping import FIELDS, LABELS, ROLES
from kg.schemes.inception import PACKAGE, scheme_inception

FILES = scheme_inception()
LAYERS: list[dict[str, Any]] = json.loads(FILES["layers.json"])
ACT, NAME, PASSAGE, CLAIM = (each["name"] for each in LAYERS)


def features(layer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in layer["features"]}


def tags(feature: dict[str, Any]) -> list[str]:
    return [each["tag_name"] for each in (feature["tag_set"] or {"tags": []})["tags"]]


def test_every_name_of_the_settings_is_one_that_is_imported() -> None:
    assert [each["uiName"] for each in LAYERS] == ["Act", "Name", "Passage", "Claim"]
    for layer in LAYERS:
        assert layer["name"] == PACKAGE + layer["uiName"]
        for name, feature in features(layer).items():
            if name == "value":
                assert set(tags(feature)) <= set(LABELS)
            elif name == "roles":
                assert set(tags(feature)) <= ROLES
            else:
                kind = FIELDS[name].kind
                assert not isinstance(kind, tuple)
                for each in tags(feature):
                    kind.parse(each)


def test_no_two_tag_sets_have_one_name_and_every_class_has_its_meaning() -> None:
    sets = [feature["tag_set"] for layer in LAYERS for feature in layer["features"]]
    names = [each["name"] for each in sets if each]
    assert len(names) == len(set(names))
    labels = features(LAYERS[0])["value"]["tag_set"]["tags"]
    assert all(len(each["tag_description"]) > 10 for each in labels)


def test_what_a_person_makes_is_imported_whole(tmp_path: Path) -> None:
    layers = {
        each["name"]: {
            **{name: "uima.cas.FSArray" if name == "roles" else feature["type"]
               for name, feature in features(each).items()},
            **(dict.fromkeys(("Governor", "Dependent"), "uima.tcas.Annotation")
               if each["type"] == "relation" else {}),
        }
        for each in LAYERS
    }  # fmt: skip
    cas = Cas(TEXT, "klow", "anna")
    bulgaria, belgian, belgium, bulgarian = (
        cas.mark(NAME, words, value=kind)
        for words, kind in (("Bulgaria", "State"), ("Belgian", "State"), ("Belgium", "State"),
                            ("Bulgarian", "Actor"))
    )  # fmt: skip
    expels = cas.mark(
        ACT, "ordered three Belgian envoys to leave", value="Expulsion", status="ordered",
        quantity="3", unit="persons", roles=cas.slots(actor=bulgaria, recipient=belgian),
    )  # fmt: skip
    bans = cas.mark(ACT, "had banned", value="TradeRestriction", status="carriedOut",
                    roles=cas.slots(actor=belgium, recipient=bulgarian))  # fmt: skip
    cas.mark(CLAIM, "had banned", value="retaliation", Governor=str(expels), Dependent=str(bans))
    cas.mark(PASSAGE, "Nobody spoke of water", value="NoAct", reason="it tells of no act")
    cas.mark(PASSAGE, "Read more on our pages", value="Boilerplate", kind="promotion")
    source = tmp_path / "export"
    source.mkdir()
    (source / "klow.xmi").write_bytes(cas.xmi())
    (source / "TypeSystem.xml").write_bytes(type_system(layers))
    article, said = imported(tmp_path, "inception", source)
    assert_told(article)
    assert "  quantity: 3\n  unit: persons\n" in article
    assert "annotatedBy: anna" in article
    assert "0 errors, 0 warnings" in said
