"""Imports go one way, down one list, and the package's names keep out of each other's way."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import kg

#: Every module, the lowest first: a module may import only those before it. DESIGN's list, with
#: the rooms that its modules grew into beside them.
ORDER = """
namespaces paths errors dates terms circles files documents fields actors actions rules formats
actor_files articles importers references accounts texts corpus subjects triples validate pairs
features links chains figures selection views tables guesses fitting evaluate coverage turtle
rdfxml graph diff workers sexpr algebra declared parameters answers queries engine api facts names
page phrases tallies profiles moves verdicts explain build check export cli
""".split()
PACKAGE = Path(kg.__file__).parent


def module_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> set[str]:
    """The kg modules that a file imports, at its top or inside a function."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names.update(each.name for each in node.names)
    return {name.split(".")[1] for name in names if name.startswith("kg.")}


def test_every_module_stands_in_the_list_of_layers() -> None:
    found = {each.name for each in pkgutil.iter_modules([str(PACKAGE)])}
    assert found - set(ORDER) == set()


def test_imports_only_go_down_the_list() -> None:
    upward = []
    for path in sorted(PACKAGE.rglob("*.py")):
        here = module_of(path)
        if here == "__init__":
            continue
        for name in imported(ast.parse(path.read_text(encoding="utf-8"))):
            if ORDER.index(name) >= ORDER.index(here) and name != here:
                upward.append(f"{here} imports {name}")
    assert upward == []


def users_of(library: str) -> set[str]:
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            if any(name.split(".")[0] == library for name in names):
                found.add(module_of(path))
    return found


def test_each_library_has_its_one_room() -> None:
    assert users_of("networkx") == {"chains"}
    assert users_of("pyvis") == {"page"}
    assert users_of("pyshacl") == {"validate"}
    assert users_of("pyoxigraph") == {
        "rdfxml", "graph", "parameters", "answers", "engine", "facts", "api", "export", "cli"
    }  # fmt: skip
    assert users_of("yaml") == {"documents"}


def test_articles_know_no_rdf_and_triples_no_files() -> None:
    articles = imported(ast.parse((PACKAGE / "articles.py").read_text(encoding="utf-8")))
    triples = imported(ast.parse((PACKAGE / "triples.py").read_text(encoding="utf-8")))
    assert articles & {"triples", "graph", "validate", "namespaces"} == set()
    assert triples & {"files", "documents", "corpus", "paths"} == set()


def test_no_public_name_equals_a_module() -> None:
    modules = {each.name for each in pkgutil.iter_modules([str(PACKAGE)])}
    assert set(kg.__all__) & modules == set()


def test_every_public_name_loads_and_has_an_example_that_runs() -> None:
    for name in kg.__all__:
        assert ">>> " in (getattr(kg, name).__doc__ or ""), name


def test_every_module_imports_and_says_what_it_is() -> None:
    for each in pkgutil.walk_packages([str(PACKAGE)], "kg."):
        if not each.name.startswith(("kg.data", "kg.ontology", "kg.ask.queries.")):
            assert importlib.import_module(each.name).__doc__, each.name


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys, kg.cli; "
        "heavy = {'rdflib', 'pyoxigraph', 'networkx', 'pyvis', 'yaml', 'jinja2'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_modules_stay_of_one_room() -> None:
    long = {
        str(path.relative_to(PACKAGE)): lines
        for path in PACKAGE.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 350
    }
    assert long == {}
