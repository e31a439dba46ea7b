"""Triples by parts are those of the whole, made or kept; what is kept and odd is made again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.cache import CACHE, Cache
from kg.rdf import kept
from kg.rdf.kept import stated_by_parts
from kg.rdf.subjects import Triples
from kg.rdf.triples import stated_triples
from kg.read.corpus import Corpus, read_corpus

RIVALS = Path(__file__).parents[1] / "fixtures" / "rival-states"


def by_parts(corpus: Corpus) -> Triples:
    assert corpus.groups is not None
    return stated_by_parts(corpus.groups, corpus.actors, corpus.bases)


def said(triples: Triples) -> tuple[set[Any], Any]:
    return set(triples.columns()), triples.places


def read(folder: Path) -> tuple[Corpus, Cache]:
    cache = Cache(folder / CACHE)
    return read_corpus(RIVALS, cache=cache), cache


@pytest.mark.parametrize("base", ["https://w3id.org/retaliation-kg/id/", "https://klow.example/"])
def test_made_and_kept_parts_say_what_the_whole_says(
    base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = read_corpus(RIVALS, base=base)
    whole = said(stated_triples(corpus.record, corpus.actors, bases=corpus.bases))
    cache = Cache()
    grouped = read_corpus(RIVALS, base=base, cache=cache)
    assert said(by_parts(grouped)) == whole
    cache.save(tmp_path)
    monkeypatch.setattr(kept, "add_record", None)  # calling it is an error
    again = read_corpus(RIVALS, base=base, cache=Cache(tmp_path / CACHE))
    assert said(by_parts(again)) == whole


def test_another_base_is_another_graph(tmp_path: Path) -> None:
    cache = Cache()
    by_parts(read_corpus(RIVALS, cache=cache))
    cache.save(tmp_path)
    other = read_corpus(RIVALS, base="https://klow.example/", cache=Cache(tmp_path / CACHE))
    whole = stated_triples(other.record, other.actors, bases=other.bases)
    assert said(by_parts(other)) == said(whole)


@pytest.mark.parametrize(
    "odd",
    [None, [], [["a:b"], "AAAA"], [["a:b"], "////fwAAAAAAAAAA"], [[1], "!"], [["no IRI"], ""]],
    ids=str,
)
def test_what_is_not_in_our_form_is_made_again(odd: object, tmp_path: Path) -> None:
    corpus, cache = read(tmp_path)
    whole = said(by_parts(corpus))
    cache.save(tmp_path)
    corpus, cache = read(tmp_path)
    changed = [key for key in cache._heads if _is_triples(cache.body(key))]
    for key in changed:
        cache._bodies[key] = json.dumps(odd).encode()
    assert changed
    assert said(by_parts(corpus)) == whole


def _is_triples(body: Any) -> bool:
    return isinstance(body, list) and len(body) == 2 and isinstance(body[1], str)
