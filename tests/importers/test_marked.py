"""An annotated article becomes marks from which the same records are made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.importers.ledger import Ledger
from kg.importers.mapping import Renaming
from kg.importers.marked import mark_article
from kg.importers.names import Names
from kg.importers.native import write_article
from kg.importers.records import make_article
from kg.model.actors import Actors
from kg.paths import data_folder
from kg.read.articles import read_article
from kg.read.corpus import read_directory
from kg.read.documents import Node, parse_document

ARTICLES = [
    *sorted((data_folder() / "articles").glob("*.yaml")),
    *sorted((Path(__file__).parents[1] / "fixtures/rival-states/articles").glob("*.yaml")),
]
FIXTURES = Path(__file__).parents[1] / "fixtures/rival-states"


@pytest.fixture(scope="module")
def actors() -> Actors:
    return read_directory([FIXTURES])


def told(node: Node, actors: Actors) -> dict[str, Any]:
    """What an article's file tells, without its places."""
    account = read_article(node, [], actors)
    assert account.article is not None
    return {
        "article": replace(account.article, place=None),  # type: ignore[arg-type]
        **{
            name: sorted(repr(replace(each, place=None)) for each in getattr(account, name))
            for name in ("cases", "actions", "reports", "links")
        },
    }


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_article_comes_back_from_its_marks(path: Path, actors: Actors) -> None:
    node = parse_document(path.read_bytes(), path.name)
    document = mark_article(node, None, path.name)
    length = int(document.head["textLength"][0])
    text = "a" * length
    marks = [replace(each, words=(text[slice(*each.spans[0])],)) for each in document.marks]
    ledger = Ledger()
    head = {name: list(values) for name, values in document.head.items()}
    native = make_article(
        replace(document, marks=marks), text, head, Renaming(), Names(actors), ledger
    )
    again = parse_document(write_article(native).encode(), path.name)
    assert told(again, actors) == told(node, actors)
    assert ledger.left == []
