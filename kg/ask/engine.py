"""(store, Query) -> answer, from pyoxigraph in a limited process.

The shipped queries are checked by the tests; any other is checked first, inside the process, by
what it parses to (kg.ask.algebra).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, TypeVar

import pyoxigraph as ox

from kg.ask.answers import Answer, form_answer
from kg.ask.parameters import actors_of, asks_graph, bind_values, have_actors
from kg.ask.queries import Query
from kg.errors import EngineError, UsageError, unreadable
from kg.model.bases import choose_own, prefixes_of
from kg.model.ids import PREFIXES
from kg.model.names import hint, shorten
from kg.rdf.stored import Opened, hold
from kg.workers import TIME_LIMIT

if TYPE_CHECKING:
    from kg.ask.algebra import Algebra

#: Refuses a query that reaches outside or would match nothing.
Check: TypeAlias = "Callable[[_Asked], Algebra]"
Told = TypeVar("Told")
#: What has to be called before a process is made that answers: no file opens in it.
Needs: TypeAlias = Collection[Callable[[], object]]
_CODE: Final = re.compile("[A-Z]{3}")  # of a state, which is its id
_SENTENCE: Final = re.compile(r"(?:The )?[A-Z][A-Za-z]+(?: (?:[A-Za-z]+|\*)){3,}")
_TYPE: Final = ox.NamedNode(PREFIXES["rdf"] + "type")
_ALIGNED: Final = {
    "class": (PREFIXES["rdfs"] + "subClassOf", PREFIXES["owl"] + "equivalentClass"),
    "property": (PREFIXES["rdfs"] + "subPropertyOf", PREFIXES["owl"] + "equivalentProperty"),
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What goes to the limited process: a query with its parameters in place, and the form."""

    text: str
    name: str
    form: str | None = None
    rows: str = "tsv"
    limit: int | None = None
    raw: bool = False


class _Given(NamedTuple):
    """A query, and the values of its parameters as a person typed them."""

    query: Query
    values: Mapping[str, str]


class Engine:
    """Asks a store, in a process of limited time, memory and reach, kept from query to query.

    >>> from kg.ask.queries import parse_query
    >>> from kg.rdf.graph import open_store
    >>> from kg.rdf.stored import hold
    >>> engine = Engine(hold(open_store([])))
    >>> engine.answer(parse_query("ASK { ?link a ret:Link }", "mine", "mine.rq"), {}).content
    b'false'
    """

    def __init__(self, graph: ox.Store | Opened) -> None:
        """`graph` is what to ask, the ontology in it; it has to stay as it is."""
        self._graph: Final = graph if isinstance(graph, Opened) else hold(graph)
        self.bases: Final = self._graph.bases
        #: Those of the graph: `action:` is whosever most things are.
        self.prefixes: Final = prefixes_of(choose_own(self.bases))

    def answer(
        self,
        query: Query,
        values: Mapping[str, str],
        form: str | None = None,
        *,
        rows: str = "tsv",
        limit: int | None = None,
        seconds: float = TIME_LIMIT,
        raw: bool = False,
    ) -> Answer:
        """Answer a query; one that is not shipped is checked first.

        Args:
            query: the question.
            values: parameter -> value, as typed by a person.
            form: one of `kg.ask.answers.FORMS`; None for Turtle where the answer is a graph, else
                `rows`.
            rows: the form of rows where `form` is None.
            limit: the most rows or triples, None for all.
            seconds: the time that checking and answering may take, and before it finding in the
                graph what a value names.
            raw: CSV as the W3C has it, in which a cell may run as a formula.

        Raises:
            UsageError: a parameter is wrong, the query is refused (SERVICE, FROM, an update,
                functions or terms that nobody declares, GRAPH without named graphs), the form
                cannot express the answer, or `seconds` is not a time limit.
            UnreadableError: the query is not SPARQL 1.1.
            EngineError: it ran out of time or memory, or nests too deeply to be checked; or the
                store on disk was damaged meanwhile.
        """
        asked = _Asked("", query.name, form, rows, limit, raw)
        answer = _answer if query.shipped else _check_and_answer
        return self._ask(answer, query, values, seconds, asked, find_needs(query, values))

    def explain(self, query: Query, values: Mapping[str, str], seconds: float = TIME_LIMIT) -> str:
        """The algebra of a query with its parameters in place; the store is not asked for it.

        Raises:
            UsageError, UnreadableError, EngineError: as `answer`.
        """
        needs = find_needs(query, values, explained=True)
        return self._ask(_explain, query, values, seconds, _Asked("", query.name), needs)

    def _ask(
        self,
        function: Callable[[ox.Store, Mapping[str, str], _Asked], Told],
        query: Query,
        values: Mapping[str, str],
        seconds: float,
        asked: _Asked,
        needs: Needs,
    ) -> Told:
        """What a function says, in the process, of a query with its parameters in place."""
        ask = partial(self._graph.ask, seconds=seconds, needs=needs)
        codes = actors_of(query.params, values)
        try:
            if codes and _prepare_names not in needs and not ask(have_actors, self.bases, codes):
                ask = partial(ask, needs=[*needs, _prepare_names])
            if asks_graph(query.params, values):  # so that this has its limits too
                text = ask(_bind, self.bases, _Given(query, values))
            else:
                text = bind(query, values, ox.Store(), self.bases)
            return ask(function, self.prefixes, replace(asked, text=text))
        except (EngineError, OSError, RuntimeError, ValueError):  # as the engine tells damage
            if self._graph.is_damaged():
                message = "was damaged during the query; run the query again to rebuild it"
                raise EngineError(f"{self._graph.folder}: this store {message}") from None
            raise


def find_needs(query: Query, values: Mapping[str, str], *, explained: bool = False) -> Needs:
    """What `kg.workers.prepare` has to call before the graph is opened, so that it is read once."""
    actors = actors_of(query.params, values)
    needs: list[Callable[[], object]] = [_prepare_actors] if actors else []
    needs += [] if all(map(_CODE.fullmatch, actors)) else [_prepare_names]
    return [*needs, _prepare_checks] if explained or not query.shipped else needs


def _prepare_names() -> None:
    _prepare_actors().Actors(()).meant("none")


def _prepare_actors() -> ModuleType:
    from kg.model import actors  # here: a fiftieth of the time of a question without actors

    return actors


def _prepare_checks() -> None:
    _checker(ox.Store(), {})


#: For questions of any kind.
ALL_NEEDS: Final[Needs] = (_prepare_actors, _prepare_names, _prepare_checks)


def _checker(store: ox.Store, prefixes: Mapping[str, str]) -> Check:
    from kg.ask.algebra import read_algebra  # here: no file opens in the limited process
    from kg.ask.declared import refuse_undeclared
    from kg.ask.values import refuse_unmatched

    def check(asked: _Asked) -> Algebra:
        algebra = read_algebra(asked.text, asked.name, prefixes)
        _refuse_graphs(algebra, asked.name, store)
        refuse_undeclared(algebra, asked.name, partial(_known, store), prefixes)
        refuse_unmatched(algebra, asked.name, store, prefixes)
        return algebra

    return check


def _bind(store: ox.Store, bases: Mapping[str, int], given: _Given) -> str:
    with _told(given.query.name):
        return bind(given.query, given.values, store, bases)


def _answer(store: ox.Store, prefixes: Mapping[str, str], asked: _Asked) -> Answer:
    with _told(asked.name):
        result = store.query(asked.text, prefixes=dict(prefixes))
        return form_answer(result, asked.form, asked.rows, asked.limit, prefixes, raw=asked.raw)


def _check_and_answer(store: ox.Store, prefixes: Mapping[str, str], asked: _Asked) -> Answer:
    with _told(asked.name):
        algebra = _checker(store, prefixes)(asked)
        result = store.query(algebra.text, prefixes=dict(prefixes))
        if not algebra.describes(result):
            raise unreadable(asked.name, "is read differently by two parsers; write it more simply")
        makes = "bnode" in algebra.text.lower()
        return form_answer(
            result, asked.form, asked.rows, asked.limit, prefixes, raw=asked.raw, makes=makes
        )


def _explain(store: ox.Store, prefixes: Mapping[str, str], asked: _Asked) -> str:
    with _told(asked.name):
        return _checker(store, prefixes)(asked).explained()


@contextmanager
def _told(name: str) -> Iterator[None]:
    """What the engine complains of, as errors that name the query."""
    try:
        yield
    except SyntaxError as error:
        reason = _SENTENCE.search(str(error))  # among all that might stand there instead
        told = f"{reason[0]}; name each thing once" if reason else shorten(str(error))
        raise unreadable(name, f"is not a SPARQL query: {told}") from None
    except (OSError, RuntimeError, ValueError) as error:
        raise EngineError(f"{name}: the query failed: {error}") from None


def _refuse_graphs(algebra: Algebra, name: str, store: ox.Store) -> None:
    """Stop at GRAPH where it would match nothing."""
    asked = algebra.graphs()
    if not asked:
        return
    has = sorted(each.value for each in store.named_graphs())
    if not has:
        raise UsageError(f"{name}: this graph has no named graphs for GRAPH; ask graph.trig")
    missing = sorted(set(asked) - {"", *has})
    if missing:
        near = hint(missing[0], has)
        listed = ", ".join(f"<{each}>" for each in has[:5])
        raise UsageError(f"{name}: there is no graph <{missing[0]}>{near} (there are: {listed})")


def _known(store: ox.Store, iri: str, role: str) -> bool:
    """Whether graph or ontology have a term: in its role, or declared or aligned as such."""
    term = ox.NamedNode(iri)

    def some(*pattern: ox.NamedNode | None) -> bool:
        return next(store.quads_for_pattern(*pattern), None) is not None

    if role == "term":
        return some(term, None, None)
    if some(None, term, None) if role == "property" else some(None, _TYPE, term):
        return True
    types = (str(each.object) for each in store.quads_for_pattern(term, _TYPE, None))
    return any(each.lower().endswith(f"{role}>") for each in types) or any(
        some(None, ox.NamedNode(each), term) for each in _ALIGNED[role]
    )


def bind(
    query: Query,
    values: Mapping[str, str],
    store: ox.Store,
    bases: Iterable[str] | None = None,
) -> str:
    """The query's text with its parameters in place; see `kg.ask.parameters.bind_values`."""
    return bind_values(query.text, query.name, query.params, values, store, bases)
