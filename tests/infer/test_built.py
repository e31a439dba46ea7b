"""A build read back from a graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import UnreadableError
from kg.infer.built import Built, open_built
from kg.page import page_data
from kg.tell.explain import explain
from kg.tell.index import Index
from kg.tell.show import describe


def test_a_folder_of_kg_build_opens_as_the_build_with_its_triples(built: Built, out: Path) -> None:
    found = open_built(out)
    assert found.corpus.record == built.corpus.record
    assert (found.inferred, found.chains, found.answers) == (
        built.inferred, built.chains, built.answers,
    )  # fmt: skip
    assert set(found.stated.columns()) == set(built.stated.columns())
    assert set(found.derived.columns()) == set(built.derived.columns())


@pytest.mark.parametrize(
    "filters",
    [
        ("--actor", "USA"), ("--actor", "POL"), ("--dyad", "USA", "RUS"), ("--since", "2022"),
        ("--basis", "stated"), ("--case", "salisbury-2018"), ("--min-length", "9"),
    ],
)  # fmt: skip
def test_each_part_that_kg_export_writes_opens_and_is_told_whole(
    filters: tuple[str, ...], built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "part.ttl"
    monkeypatch.setattr("kg.build.build_graph", lambda *_, **__: built)
    assert CliRunner().invoke(main, ["export", *filters, "-o", str(file)]).exit_code == 0
    index = Index(page_data(open_built(file)))
    for thing in index.things:
        assert describe(index, thing).sections
        if thing.startswith(("action:", "link:", "chain:")):
            assert explain(index, thing).to_text()


def test_what_is_derived_alone_names_the_file_to_use(out: Path) -> None:
    with pytest.raises(UnreadableError, match=r"graph\.ttl"):
        open_built(out / "derived.ttl")
