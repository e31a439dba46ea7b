"""Exact round trips: what is written in each format of RDF is read again as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from ends import faults_of, inside, run
from odd_terms import odd_quads
from parts import Case, Draw
from project import FORMATS

QUADS = 5_000


def graphs(draw: Draw) -> Iterator[Case]:
    """Odd terms through each format by kg export, and back; a second writing has equal bytes."""
    with inside(draw.folder) as folder:
        quads = set(odd_quads(len(draw.times(QUADS)) + 50))
        for ending, form in FORMATS.items():
            named = form.supports_datasets
            asked = quads if named else {ox.Quad(q.subject, q.predicate, q.object) for q in quads}
            if ending == "rdf":  # XML cannot say all of it, and says so
                asked = {quad for quad in asked if _fits_xml(quad)}
            (folder / "start.nq").write_bytes(ox.serialize(asked, format=ox.RdfFormat.N_QUADS))
            first = run("export", "-g", "start.nq", "-o", f"one.{ending}")
            back = run("export", "-g", f"one.{ending}", "-o", "back.nq")
            run("export", "-g", "back.nq", "-o", f"two.{ending}")
            faults = [*faults_of(first, codes=(0,)), *faults_of(back, codes=(0,))]
            if not faults:
                found = set(ox.parse(path=folder / "back.nq"))
                faults += [f"{len(found ^ asked)} quads differ"] if found != asked else []
                same = (folder / f"one.{ending}").read_bytes() == (
                    folder / f"two.{ending}"
                ).read_bytes()
                faults += [] if same else ["the second writing differs"]
            yield Case(ending, faults)


def _fits_xml(quad: ox.Quad) -> bool:
    try:
        ox.serialize([quad.triple], format=ox.RdfFormat.RDF_XML)
    except (ValueError, OSError):
        return False
    text = quad.object.value if isinstance(quad.object, ox.Literal) else ""
    return all(c in "\t\n" or " " <= c < "\ufffe" or c > "\uffff" for c in text)
