"""Documents that are made from code, and examples that must work.

`KG_UPDATE=1 pytest tests/test_docs.py` writes the generated parts again.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.model.vocabulary import KINDS
from kg.read.fields import ACTOR, SPAN, Field, json_schema
from kg.read.formats import ACTION_FILE, ACTOR_FILE, ARTICLE_FILE, EVENT_COLUMNS, MERGE_COLUMNS
from kg.read.judgements import ACTION_COLUMNS, JUDGEMENT_COLUMNS
from kg.tell.classes import read_classes

ROOT = Path(__file__).parents[1]
FILES = {"article": ARTICLE_FILE, "action": ACTION_FILE, "actor": ACTOR_FILE}
TABLES = {
    "event": EVENT_COLUMNS,
    "merge": MERGE_COLUMNS,
    "reference": ACTION_COLUMNS,
    "judgement": JUDGEMENT_COLUMNS,
}


def current(path: Path, text: str) -> None:
    """Hold a made file against what it should be, or write it."""
    if os.environ.get("KG_UPDATE") == "1":
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"{path.name}: write it again with KG_UPDATE=1"


@pytest.mark.parametrize("name", FILES)
def test_the_json_schemas_are_current(name: str) -> None:
    schema = json_schema(FILES[name], f"retaliation-kg {name} file, format 1")
    current(ROOT / "data" / f"{name}.schema.json", json.dumps(schema, indent=1) + "\n")


def rows(fields: tuple[Field, ...], path: str = "") -> list[str]:
    found = []
    for each in fields:
        mark = ("*" if each.required else "") + ("…" if each.many else "")
        found.append(f"| `{path}{each.name}`{mark} | {values(each)} | {each.doc} |")
        if isinstance(each.kind, tuple):
            found += rows(each.kind, f"{path}{each.name}.")
    return found


def values(fld: Field) -> str:
    if isinstance(fld.kind, tuple):
        return "record"
    if fld.kind is SPAN:
        return "[start, end]"
    if fld.kind is ACTOR:
        return "an actor"
    names = fld.kind.schema.get("enum")
    if names is None:
        return str(fld.kind.schema.get("const") or fld.kind.schema["type"])
    if names == list(KINDS):
        return "a class of action"
    return " ".join(f"`{name}`" for name in names)


def test_the_field_tables_are_current() -> None:
    path = ROOT / "data" / "README.md"
    parts = []
    titled = {f"{name.capitalize()} files": FILES[name] for name in ("article", "actor")}
    titled |= {f"{name.capitalize()} tables": columns for name, columns in TABLES.items()}
    for title, fields in titled.items():
        parts += [f"### {title}", "", "| field | values | meaning |", "|---|---|---|"]
        parts += [*rows(fields), ""]
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition(" see CONTRIBUTING.md -->\n")
    tail = rest[rest.index("<!-- /fields -->") :]
    current(path, f"{head} see CONTRIBUTING.md -->\n\n" + "\n".join(parts) + tail)


def test_the_list_of_classes_is_current() -> None:
    path = ROOT / "data" / "README.md"
    lines = ["| class | what it is |", "|---|---|"]
    for each in read_classes():
        mark = " ●" if each.material else ""
        lines.append(f"| {'· ' * each.depth}`{each.name}`{mark} | {each.definition} |")
    head, begin, rest = path.read_text(encoding="utf-8").partition(
        "<!-- classes: made from ontology/ by tests/test_docs.py -->\n"
    )
    tail = rest[rest.index("<!-- /classes -->") :]
    current(path, head + begin + "\n" + "\n".join(lines) + "\n" + tail)


def test_the_readme_lists_every_command_in_the_order_of_the_help() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `kg (\w+)", text, re.MULTILINE)
    assert list(dict.fromkeys(rows)) == list(main.commands)


def test_the_readme_shows_what_make_demo_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ROOT / "README.md"
    head, begin, rest = path.read_text(encoding="utf-8").partition("```text\n")
    tail = rest[rest.index("```") :]
    monkeypatch.chdir(tmp_path)
    summary = CliRunner().invoke(main, ["build", "-o", "out"]).stderr
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (words,) = re.findall(r"^\t@\$\(BIN\)/kg (chains .*)$", makefile, re.MULTILINE)
    (where,) = re.findall(r'^\t@echo "(every move.*)"$', makefile, re.MULTILINE)
    ran = CliRunner().invoke(main, words.split(), env={"COLUMNS": "110"})
    shown = f"{summary}{ran.stderr}{ran.stdout}{where}\n"
    assert shown.count("\n") < 20  # what a person takes in
    current(path, head + begin + shown + tail)


def test_the_table_of_the_first_five_minutes_gives_the_chain_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    part = text[text.index("## Your first five minutes") :]
    (table,) = re.findall(r"```csv\n(.*?)```", part, re.DOTALL)[:1]
    (shown,) = re.findall(r"```console\n\$ kg build && kg (.*?)```", part, re.DOTALL)[:1]
    words, _, chain = shown.partition("\n")
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["init", "my-project"]).exit_code == 0
    monkeypatch.chdir(tmp_path / "my-project")
    for path in [*Path("data/articles").iterdir(), *Path("data/events").iterdir()]:
        path.unlink()
    Path("data/events/2018.csv").write_text(table, encoding="utf-8")
    assert CliRunner().invoke(main, ["build"]).exit_code == 0
    assert CliRunner().invoke(main, words.split()).stdout == chain


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in [*ROOT.glob("*.md"), *ROOT.glob("[!.]*/*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
            if "://" not in target and not (path.parent / target).exists():
                broken.append(f"{path.name}: {target}")
    assert broken == []


def headings(text: str, levels: str) -> list[str]:
    """The headings of a document, as the addresses that GitHub gives them."""
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    found = re.findall(rf"^#{levels} (.*)$", prose, re.MULTILINE)
    return [re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in found]


def test_links_to_headings_lead_somewhere() -> None:
    broken = []
    for path in [*ROOT.glob("*.md"), *ROOT.glob("*/README.md"), *ROOT.glob("data/*.md")]:
        links = re.findall(r"\]\(([^)#\s]*)#([^)]+)\)", path.read_text(encoding="utf-8"))
        for file, heading in links:
            target = path.parent / file if file else path
            known = headings(target.read_text(encoding="utf-8"), "+") if "://" not in file else []
            if "://" not in file and heading not in known:
                broken.append(f"{path.name}: {file}#{heading}")
    assert broken == []


def test_the_guide_lists_each_of_its_sections_and_each_case_of_its_cookbook() -> None:
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    cookbook = text.partition("\n## Cookbook\n")[2].partition("\n## ")[0]
    sections, cases = headings(text, "{2}"), headings(cookbook, "{3}")
    assert set(sections) - set(listed(text.partition("\n## ")[0])) == set()
    assert listed(cookbook.partition("```")[0]) == cases
    assert len(set(headings(text, "+"))) == len(headings(text, "+"))


def listed(text: str) -> list[str]:
    return re.findall(r"\]\(#([^)]+)\)", text)


def test_every_runtime_dependency_has_its_reason() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    block = (
        (ROOT / "setup.cfg")
        .read_text(encoding="utf-8")
        .split("install_requires =\n")[1]
        .split("\n\n")[0]
    )
    names = [line.split()[0] for line in block.splitlines() if line.strip()]
    names = [name for name in names if not name.startswith("[")]
    assert len(names) < 12
    assert [name for name in names if f"| {name} |" not in text] == []


def test_the_threat_model_names_tests_and_modules_that_are_there() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = re.findall(r"\b(?:tests|kg)/[\w/.]*\w", text)
    assert len(named) > 10
    assert [each for each in named if not (ROOT / each).exists()] == []
