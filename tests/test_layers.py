"""A house of rooms: imports go one way, and the package's names keep out of each other's way."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import kg

#: Every room, the lowest first: a module uses its own room and those below it.
ROOMS = """
errors interrupts progress paths fences processes workers tables codec temporary replacing files
cache model read importers rdf infer bulk select tell schemes ask page export build sources check
anchoring starter importing api serve cli
""".split()
ENDS = {"__init__", "__main__"}  # the public names, and `python -m kg`
PACKAGE = Path(kg.__file__).parent
DATA = ("kg.data", "kg.ontology", "kg.queries")  # folders of the wheel, no modules


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports(path: Path) -> frozenset[str]:
    """The modules that a file imports, at its top or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names.update(each.name for each in node.names)
    return frozenset(names)


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def test_every_module_stands_in_a_room() -> None:
    found = {room_of(path) for path in MODULES.values()}
    assert found - ENDS <= set(ROOMS)


def test_every_room_is_told_of_in_contributing() -> None:
    text = (PACKAGE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.partition("| room |")[2].partition("\n\n")[0]
    assert [room for room in ROOMS if f"`{room}`" not in table and f"`{room}/`" not in table] == []


def test_imports_only_go_down_to_lower_rooms() -> None:
    upward = []
    for path in MODULES.values():
        here = room_of(path)
        for name in imports(path) if here not in ENDS else ():
            if name.startswith("kg."):
                there = name.split(".")[1]
                if ROOMS.index(there) > ROOMS.index(here):
                    upward.append(f"{here} imports {name}")
    assert upward == []


def test_no_modules_import_each_other() -> None:
    known = {n: {x for x in imports(p) if x in MODULES} - {"kg"} for n, p in MODULES.items()}
    while known:
        free = [name for name, uses in known.items() if not uses & (known.keys() - {name})]
        assert free, f"a circle among {sorted(known)}"
        for name in free:
            del known[name]


def users_of(library: str) -> set[str]:
    """The rooms that import a library."""
    return {
        room_of(path)
        for path in MODULES.values()
        if any(name.split(".")[0] == library for name in imports(path))
    }


def test_each_library_has_its_rooms() -> None:
    assert {n for n, p in MODULES.items() if "pyshacl" in imports(p)} == {"kg.rdf.validate"}
    assert {n for n, p in MODULES.items() if "yaml" in imports(p)} == {"kg.read.documents"}
    assert users_of("pyvis") == {"page"}
    assert users_of("pyoxigraph") <= {"rdf", "ask", "serve", "api"}
    assert users_of("numpy") <= {"infer", "rdf"}
    assert users_of("rdflib") <= {"rdf", "ask"}
    assert users_of("cassis") == users_of("lxml") == {"importers"}
    assert users_of("ibis") == users_of("pyarrow") == users_of("pyspark") == {"bulk"}


def test_the_model_knows_no_rdf_and_no_file() -> None:
    libraries = {x.split(".")[0] for n, p in MODULES.items() if ".model" in n for x in imports(p)}
    assert libraries & {"rdflib", "pyoxigraph", "yaml", "os", "pathlib"} == set()


def test_no_public_name_equals_a_module() -> None:
    modules = {each.name.rpartition(".")[2] for each in pkgutil.walk_packages([str(PACKAGE)])}
    assert set(kg.__all__) & modules == set()


def test_every_public_name_loads_and_has_an_example_that_runs() -> None:
    for name in kg.__all__:
        assert ">>> " in (getattr(kg, name).__doc__ or ""), name


def test_every_module_imports_and_says_what_it_is() -> None:
    for each in pkgutil.walk_packages([str(PACKAGE)], "kg."):
        if not each.name.startswith(DATA):
            assert importlib.import_module(each.name).__doc__, each.name


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys, kg.cli; "
        "heavy = {'rdflib', 'pyoxigraph', 'networkx', 'numpy', 'pyvis', 'yaml', 'jinja2', 'ibis'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def mirror_of(path: Path) -> Path:
    """Where the tests of a module stand."""
    inside = path.relative_to(PACKAGE)
    return Path(__file__).parent / inside.parent / f"test_{inside.name}"


def test_every_module_has_its_mirrored_test() -> None:
    missing = {
        name: mirror_of(path).relative_to(Path(__file__).parent).as_posix()
        for name, path in MODULES.items()
        if path.name != "__init__.py" and not mirror_of(path).is_file()
    }
    assert missing == {}


def test_modules_stay_of_one_room() -> None:
    long = {
        name: lines
        for name, path in MODULES.items()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 350
        and name != "kg.model.vocabulary"  # made from the ontology, a line a term
    }
    assert long == {}
