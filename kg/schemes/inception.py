"""For INCEpTION: layers with their tag sets, as Settings > Layers > Import takes them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from kg.importers.mapping import BOILERPLATE, LINK, NO_ACT, SAME
from kg.model.vocabulary import KINDS
from kg.schemes.asked import (
    ACTORS,
    RELATIONS,
    Asked,
    asked_of,
    help_for,
    is_pointer,
    roles_of,
)

PACKAGE: Final = "webanno.custom."  # where INCEpTION keeps layers that people make
_STRING: Final = "uima.cas.String"
_ANNOTATION: Final = "uima.tcas.Annotation"
_WHOSE: Final = ("annotatedBy", "extractedBy", "reviewedBy")  # INCEpTION tells who annotated
_RULES: Final = """\
# How to annotate with these settings

1. Under Settings, Layers, import layers.json. It has the layers Act, Name, Passage and Claim.
2. Mark the words that tell of an act with the layer Act and choose its class as value. Mark the
   names of actors with the layer Name.
3. Add a slot to `roles` of the act for each actor and choose the role: `actor` acts, `recipient`
   is acted upon, `attributedTo` says so. `about` and its like lead to other acts.
4. Choose `stance` and `status`. Without a stance the words assert the act. A measure or hostile
   act needs a status in one of its passages.
5. Draw a Claim from the answer to the act that it answers, and choose the relation. Draw one with
   `SameAction` between two passages that tell of one act.

Export the project with the secondary format UIMA CAS JSON or UIMA CAS XMI, then:
`kg import inception PROJECT.zip -o data --articles articles.csv`.
"""


def scheme_inception() -> dict[str, bytes]:
    """The files of a project, by name."""
    layers = f"{json.dumps(list(_layers()), indent=2)}\n"
    return {"layers.json": layers.encode(), "guidelines.md": _RULES.encode()}


def _layers() -> Iterator[dict[str, Any]]:
    roles = [role for role in roles_of("Expulsion") if not role.startswith("action")]
    yield _layer(
        "Act", "Words that tell of an act.",
        [_label(KINDS), _slots(roles), *_features(asked_of("Expulsion"), roles)],
    )  # fmt: skip
    yield _layer("Name", "The name of an actor.", [_label(ACTORS)])
    passages = (NO_ACT, BOILERPLATE)
    fields = {each.name: each for label in passages for each in asked_of(label)}
    yield _layer(
        "Passage", "Words that tell of no act.", [_label(passages), *_features(fields.values())]
    )
    said = ("response", "trigger", "relation")  # by the ends and by the label
    claim = [each for each in asked_of(LINK) if each.name not in said]
    yield _layer(
        "Claim", "What answers what, or which passages tell of one act.",
        [_label((*RELATIONS, SAME)), *_features(claim)], attach_to="Act",
    )  # fmt: skip


def _layer(
    name: str, doc: str, features: list[dict[str, Any]], attach_to: str = ""
) -> dict[str, Any]:
    return {
        "name": f"{PACKAGE}{name}",
        "uiName": name,
        "type": "relation" if attach_to else "span",
        "description": doc,
        "enabled": True,
        "built_in": False,
        "readonly": False,
        "attach_type": {"name": f"{PACKAGE}{attach_to}"} if attach_to else None,
        "attach_feature": None,
        "allow_stacking": True,
        "cross_sentence": bool(attach_to),
        "show_hover": True,
        "anchoring_mode": "TOKENS",
        "overlap_mode": "ANY_OVERLAP",
        "validation_mode": "ALWAYS",
        "linked_list_behavior": False,
        "features": [_own_tags(name, each) for each in features],
    }


def _own_tags(layer: str, feature: dict[str, Any]) -> dict[str, Any]:
    """The feature, with a tag set that no other layer's has the name of."""
    tag_set = feature["tag_set"]
    named = tag_set and {**tag_set, "name": f"{layer} {feature['name']}"}
    return {**feature, "tag_set": named}


def _label(names: Iterable[str]) -> dict[str, Any]:
    return _feature("value", "What it is.", _STRING, names)


def _features(fields: Iterable[Asked], skipped: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
    for each in fields:
        if each.name in (*skipped, *_WHOSE, "type"):
            continue
        # numbers are texts too: a number that nobody gave would be exported as 0
        yield _feature(each.name, each.help, _STRING, each.choices)


def _feature(name: str, doc: str, kind: str, choices: Iterable[str] = ()) -> dict[str, Any]:
    tags = [{"tag_name": each, "tag_description": help_for(each)} for each in choices]
    tag_set = {"name": name, "description": doc, "language": "en",
               "tags": tags, "create_tag": False}  # fmt: skip
    return {
        "name": name,
        "uiName": name,
        "description": doc,
        "type": kind,
        "tag_set": tag_set if tags else None,
        "enabled": True,
        "visible": True,
        "include_in_hover": False,
        "required": False,
        "remember": False,
        "hideUnconstraintFeature": False,
        "curatable": True,
        "multi_value_mode": "NONE",
        "link_mode": "NONE",
        "link_type_name": None,
        "link_type_role_feature_name": None,
        "link_type_target_feature_name": None,
        "traits": None,
    }


def _slots(roles: list[str]) -> dict[str, Any]:
    """The slots of an act: a role, and what plays it."""
    made = _feature("roles", "Who acts, and what the act is of.", _ANNOTATION, roles)
    for each in made["tag_set"]["tags"]:
        what = "another act" if is_pointer(each["tag_name"]) else "an actor"
        each["tag_description"] = f"Leads to {what}."
    return {
        **made,
        "multi_value_mode": "ARRAY",
        "link_mode": "WITH_ROLE",
        "link_type_name": f"{PACKAGE}ActRolesLink",
        "link_type_role_feature_name": "role",
        "link_type_target_feature_name": "target",
    }
