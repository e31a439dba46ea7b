"""What a command reads: data folders, an out/ folder or RDF files, named or found; and what of it.

Without a name it is the project's (kg.toml) out/ folder once that is built, else its data; then an
out/ folder in the working folder; else the bundled data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.errors import Finding, KgError, Place, UnreadableError, UsageError
from kg.files import read_manifest
from kg.paths import data_folder, ontology_folder
from kg.rdf.graph import Quad, find_graph, load_store, read_union, to_quads
from kg.rdf.stored import Opened, hold, open_files
from kg.read.folders import (
    ARTICLES,
    BUNDLED,
    KINDS,
    Source,
    find_sources,
    input_digests,
    is_data_folder,
    meant_folder,
    shown,
)
from kg.read.project import Project, find_project, project_options

if TYPE_CHECKING:
    from kg.infer.built import Built
    from kg.infer.rules import Rules

_OUT: Final = Path("out")
_ARTICLES: Final = "the bundled articles"
_EVERYTHING: Final = "the bundled data"
_NEITHER: Final = "is neither a data folder nor an out/ folder; name one of these, or an RDF file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What a command reads, sorted by what it is; several join."""

    folders: tuple[Path, ...] = ()  # data folders
    bundled: bool = False  # the bundled data joins them
    events: bool = True  # the bundled data has its coded events
    outs: tuple[Path, ...] = ()  # folders that kg build wrote
    graphs: tuple[Path, ...] = ()  # RDF files
    project: Project | None = None  # where kg.toml says so

    @property
    def is_data(self) -> bool:
        """Whether everything is data, from which links are inferred here."""
        return not self.outs and not self.graphs

    @property
    def files(self) -> tuple[Path, ...]:
        """The RDF files, those of the out/ folders first."""
        return (*(find_graph(each) for each in self.outs), *self.graphs)


def find_input(paths: Iterable[Path] = ()) -> Input:
    """What some paths are; without any, what is at hand (see above).

    Raises:
        UnreadableError: a path is none of the three, or kg.toml is unreadable.
        FindingsError: kg.toml has an unknown key or a wrong value.
    """
    paths = tuple(paths)
    if not paths:
        return _at_hand()
    folders, outs, graphs = [], [], []
    for path in paths:
        if is_out(path):
            outs.append(path)
        elif is_data_folder(path):
            folders.append(path)
        elif (told := meant_folder(path)) or (path.is_dir() and not (path / "graph.ttl").is_file()):
            raise UnreadableError([Finding(Place(str(path)), told or _NEITHER)])
        else:
            graphs.append(find_graph(path))
    return Input(folders=tuple(folders), outs=tuple(outs), graphs=tuple(graphs))


def _at_hand() -> Input:
    project = find_project()
    if project is not None and project.has_data:
        if is_out(project.out):
            return Input(outs=(project.out,), project=project)
        return Input(folders=project.data, bundled=project.bundled, project=project)
    return Input(outs=(_OUT,)) if is_out(_OUT) else Input(bundled=True)


def find_out() -> Path:
    """Where `kg build` writes here, without -o: the project's folder, or out/."""
    project = find_project()
    return Path(shown(project.out)) if project else _OUT


def is_out(folder: Path) -> bool:
    """Whether `kg build` wrote this folder: it has our manifest, and the graph."""
    manifest = read_manifest(folder)
    return manifest is not None and "graph.ttl" in manifest["outputs"]


def find_data(found: Input) -> Input:
    """The data behind an input: that of an out/ folder is what it was built from.

    Raises:
        UsageError: an RDF file has no data behind it, or that of an out/ folder is not there.
    """
    if found.graphs:
        raise UsageError(f"{found.graphs[0]}: is an RDF file; name a data folder with -i")
    folders, bundled = list(found.folders), [found.events] if found.bundled else []
    for out in found.outs:
        for each in _sources(out):
            if each.name != BUNDLED and not is_data_folder(each.folder):
                message = f"{out}/: was built from {each.name}, which no longer exists"
                raise UsageError(f"{message}; name a data folder with -i")
            if each.name != BUNDLED:
                folders.append(each.folder)
            elif each.kinds in (KINDS, ARTICLES):
                bundled.append(each.kinds == KINDS)
    return Input(
        folders=tuple(folders),
        bundled=bool(bundled),
        events=any(bundled) or not bundled,
        project=found.project,
    )


def open_input(found: Input, rules: Rules | None = None) -> Built:
    """Everything that an input says and that follows from it; data is not checked.

    Links and chains of RDF are those that stand there, unless data joins it.

    Raises:
        UsageError: rules are given for links that were inferred before.
        UnreadableError, FindingsError: the input is unreadable or breaks a rule.
    """
    from kg.build import build_graph, derive  # here, as below: who asks a graph needs no builder
    from kg.infer.built import read_built
    from kg.read.corpus import read_corpus

    if found.is_data:
        rules = rules or project_rules(found.project)
        base = project_base(found)
        return build_graph(
            found.folders,
            bundled=found.bundled,
            events=found.events,
            rules=rules,
            check=False,
            base=base,
        )
    if not found.folders and rules is not None:
        raise UsageError(
            f"--rules apply only when links are inferred; {_name(found)} already has its links; "
            "name a data folder with -i, or use kg build --rules"
        )
    built = read_built(read_union(found.files), _name(replace(found, folders=())))
    corpus = built.corpus
    sources = _read_sources(found)
    if found.folders:  # what is stated joins, and everything is derived again
        joined = read_corpus(found.folders, base=project_base(found), more=corpus)
        joined = replace(joined, sources=(*joined.sources, *sources))
        return derive(joined, rules=rules, check=False)
    manifests = [read_manifest(each) or {} for each in found.outs]
    inputs = {name: mark for each in manifests for name, mark in each["inputs"].items()}
    return replace(built, corpus=replace(corpus, inputs=inputs, sources=sources))


def open_store(
    found: Input,
    *,
    named: bool = False,
    built: Built | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Opened:
    """The graph of an input, with the ontology beside it, ready to query.

    Args:
        found: RDF files may be of any kind; our model is not asked for.
        named: keep the files' named graphs apart too, for GRAPH.
        built: what follows from its data, where that is known.
        say: hears of a store that is built on disk, see `kg.rdf.stored.open_files`.
    """
    terms = sorted(ontology_folder().glob("*.ttl"))
    if found.folders or found.bundled:
        store = load_store((), terms)
        store.extend(built_quads(built) if built else input_quads(found))
        return hold(store)
    return open_files(found.files, terms, named=named, say=say)


def input_quads(found: Input) -> list[Quad]:
    """What an input says, as quads; those of data and of out/ folders have no graph names."""
    if found.folders or found.bundled:
        return built_quads(open_input(found))
    return read_union(found.files)


def built_quads(built: Built) -> list[Quad]:
    """What is stated and what is derived, as quads without graph names."""
    return [*to_quads(built.stated.columns()), *to_quads(built.derived.columns())]


def is_bundled(found: Input) -> bool:
    """Whether an input, without a folder being named, holds nothing but the package's own data."""
    names = {each.name for out in found.outs for each in _sources(out)}
    return not found.folders and not found.graphs and names <= {BUNDLED}


def project_rules(project: Project | None) -> Rules | None:
    """The rules that kg.toml names, if it names some."""
    from kg.infer.rules import read_rules

    return read_rules(project.rules) if project is not None and project.rules else None


def project_base(found: Input) -> str | None:
    """The base of kg.toml for folders of an input that lie in no project of their own, if any."""
    project = found.project or find_project()
    return project.base if project is not None else None


def describe_input(found: Input, articles: int = 0, events: int = 0) -> str:
    """What is read, in one line: `out/ (3 articles and 12 coded events, built from mydata)`.

    Args:
        found: the input.
        articles: how many articles it has; 0 where that is not known.
        events: how many coded events.
    """
    from kg.tell.words import spell_sources

    said = [spell_sources(articles, events)] if articles or events else []
    said += [f"built from {_origins(each)}" for each in found.outs]
    said += ["with drafts"] if any(map(has_drafts, found.outs)) else []
    if found.is_data and found.project:
        file = shown(found.project.file)
        said.append(f"named in {file}" if found.project.has_data else f"{file} names no data")
    more = f" ({', '.join(said)})" if said else ""
    changed = any(is_outdated(each, found.project) for each in found.outs)
    return f"{_name(found)}{more}" + ("; changed since: run kg build" if changed else "")


def _name(found: Input) -> str:
    """The input as a reader would call it."""
    outs = [f"{shown(each)}/" for each in found.outs]
    package = data_folder().resolve()
    bundled = _EVERYTHING if found.events else _ARTICLES
    folders = [bundled if x.resolve() == package else shown(x) for x in found.folders]
    files = [str(each) for each in found.graphs]
    return _listed([*folders, *([bundled] if found.bundled else []), *outs, *files])


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _origins(out: Path) -> str:
    """What a folder was built from, in words."""
    names = [each.name for each in _sources(out) if each.name != BUNDLED]
    reads = {each.name: each.kinds for each in _sources(out)}.get(BUNDLED)
    bundled = {ARTICLES: [_ARTICLES], KINDS: [_EVERYTHING]}.get(reads or (), [])
    return _listed([*names, *bundled]) or "data of an earlier version"


def _sources(out: Path) -> list[Source]:
    """The data folders that a build read, from its manifest; none where it does not say."""
    manifest: Mapping[str, Any] = read_manifest(out) or {}
    said = manifest.get("sources")
    sources = []
    for name, each in said.items() if isinstance(said, dict) else ():
        if isinstance(each, dict) and isinstance(each.get("reads"), list):
            way = each.get("folder")
            folder = out.resolve() / way if isinstance(way, str) else data_folder()
            sources.append(Source(name, folder.resolve(), tuple(map(str, each["reads"]))))
    return sources


def _read_sources(found: Input) -> tuple[Source, ...]:
    """What the graphs of an input were made from; a file that does not say is one by itself."""
    told = [each for out in found.outs for each in _sources(out) or [Source(str(out), out, ())]]
    files = [Source(str(each), each, ()) for each in found.graphs]
    return tuple(sorted([*told, *files], key=lambda each: len(each.kinds)))


def has_drafts(out: Path) -> bool:
    """Whether a build was asked to keep drafts."""
    return bool((read_manifest(out) or {}).get("drafts"))


def is_outdated(out: Path, project: Project | None = None) -> bool:
    """Whether the inputs of a build changed since; what is not there to compare did not.

    Args:
        out: the folder that it wrote.
        project: whose kg.toml led to it; what that names may have changed too.
    """
    manifest = read_manifest(out) or {}
    sources = _sources(out)
    if not all(each.folder.is_dir() for each in sources):
        return False
    if sources and input_digests(sources) != manifest["inputs"]:
        return True
    if project is None:
        return False
    from kg.build import place_sources, told_rules
    from kg.infer.rules import default_rules
    from kg.read.origins import with_bases

    try:
        now = with_bases(find_sources(project.data, bundled=project.bundled), project.base)
        rules = told_rules(project_rules(project) or default_rules())
    except KgError:
        return True
    asked = [place_sources(now, out), rules, project_options(project)]
    return asked != [manifest.get(name) for name in ("sources", "rules", "options")]


def find_checked() -> tuple[Input, str]:
    """What `kg check` checks where nothing is named, and how it says so."""
    project = find_project()
    if project is not None and project.has_data:
        found = Input(folders=project.data, bundled=project.bundled, project=project)
        return found, f"{_name(found)} (named in {shown(project.file)})"
    if is_out(_OUT) and _sources(_OUT):
        found = find_data(Input(outs=(_OUT,)))
        return found, f"{_name(found)} (from which out/ was built)"
    if is_data_folder(Path()):
        return Input(folders=(Path(),)), "the working folder"
    found = Input(bundled=True)
    return found, _name(found)


def find_home() -> tuple[tuple[Path, ...], Path | None]:
    """The data folders to which new files belong, and the folder for new articles.

    They are those of the project (kg.toml), or the working folder where it is laid out like data/.
    """
    project = find_project()
    folders = project.data if project else (Path(),) if is_data_folder(Path()) else ()
    return folders, Path(shown(folders[0])) / "articles" if folders else None
