"""What a person makes in doccano with our settings is imported without a mapping."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from imported_whole import TEXT, assert_told, at, imported

from kg.importers.mapping import FIELDS, LABELS, ROLES
from kg.schemes.doccano import scheme_doccano

FILES = scheme_doccano()
SPANS, RELATIONS = (
    [each["text"] for each in json.loads(FILES[name])]
    for name in ("span-types.json", "relation-types.json")
)


def test_every_name_of_the_settings_is_one_that_is_imported() -> None:
    assert set(RELATIONS) <= {*LABELS, *ROLES}
    for name in SPANS:
        field, _, choice = name.partition("=")
        if choice:
            kind = FIELDS[field].kind
            assert not isinstance(kind, tuple)
            kind.parse(choice)
        else:
            assert name in LABELS
    assert len(set(SPANS)) == len(SPANS)


def test_each_type_has_a_colour_that_letters_stand_out_from() -> None:
    for each in json.loads(FILES["span-types.json"]):
        colour = each["backgroundColor"]
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (((x + 0.055) / 1.055) ** 2.4 for x in parts)
        assert (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) / 0.05 > 7


def test_every_label_has_its_meaning() -> None:
    told = FILES["guidelines.md"].decode()
    for name in (*SPANS, *(each for each in RELATIONS if each in LABELS and each not in ROLES)):
        assert f"- `{name}`: " in told or name in ("NoAct", "Boilerplate")


def test_what_a_person_makes_is_imported_whole(tmp_path: Path) -> None:
    entities: list[dict[str, Any]] = []
    for label, words in (
        ("State", "Bulgaria"), ("State", "Belgian"),
        ("Expulsion", "ordered three Belgian envoys to leave"),
        ("status=ordered", "ordered three Belgian envoys to leave"),
        ("State", "Belgium"), ("TradeRestriction", "had banned"),
        ("status=carriedOut", "had banned"), ("Actor", "Bulgarian"),
        ("Boilerplate", "Read more on our pages"),
        ("kind=promotion", "Read more on our pages"),
    ):  # fmt: skip
        assert label in SPANS
        start, end = at(words)
        number = len(entities)
        entities.append({"id": number, "label": label, "start_offset": start, "end_offset": end})
    ties = [(2, 0, "actor"), (2, 1, "recipient"), (5, 4, "actor"), (5, 7, "recipient"),
            (2, 5, "retaliation")]  # fmt: skip
    assert {name for _, _, name in ties} <= set(RELATIONS)
    row = {"id": 9, "text": TEXT, "filename": "klow", "entities": entities, "Comments": [],
           "relations": [{"id": number, "from_id": one, "to_id": other, "type": name}
                         for number, (one, other, name) in enumerate(ties)]}  # fmt: skip
    path = tmp_path / "all.jsonl"
    path.write_text(f"{json.dumps(row)}\n", "utf-8")
    article, said = imported(tmp_path, "doccano", path)
    assert_told(article)
    assert "  kind: promotion\n" in article.replace("    kind", "  kind")
    assert "0 errors, 0 warnings" in said
