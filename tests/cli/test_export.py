"""kg draw and kg export as people and scripts meet them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from support import kg


@pytest.mark.parametrize(
    "name", ["x.ttl", "x.trig", "x.nq", "x.nt", "x.jsonld", "x.graphml", "x.csv", "x.zip", "tables"]
)
def test_export_by_suffix(name: str, folder: Path, tmp_path: Path) -> None:
    words = ["export", "--data", folder, "-o", tmp_path / name]
    result = kg(*words, *([] if "." in name else ["--format", "csv"]))
    assert result.exit_code == 0, result.output
    assert (tmp_path / name).exists()
    if name == "x.zip":
        names = zipfile.ZipFile(tmp_path / name).namelist()
        assert names == ["actions.csv", "actors.csv", "chains.csv", "links.csv", "reports.csv"]


def test_export_to_standard_output_and_unknown_suffix(folder: Path) -> None:
    result = kg("export", "--data", folder, "--format", "ntriples", "-o", "-")
    assert result.stdout.count(" .\n") > 10
    wrong = kg("export", "--data", folder, "-o", "x.tll")
    assert wrong.exit_code == 2
    assert "did you mean '.ttl'" in wrong.stderr


def test_draw_writes_one_page(folder: Path, tmp_path: Path) -> None:
    result = kg("draw", "--data", folder, "-o", tmp_path / "p.html", "--title", "<b>Klow</b>")
    assert result.exit_code == 0
    page = (tmp_path / "p.html").read_text()
    assert "<b>Klow</b>" not in page
    assert "&lt;b&gt;Klow&lt;/b&gt;" in page


def test_draw_writes_svg_by_suffix_in_each_view(folder: Path, tmp_path: Path) -> None:
    for view in ("timeline", "graph", "chain"):
        path = tmp_path / f"{view}.svg"
        assert kg("draw", "--data", folder, "-o", path, "--view", view).exit_code == 0
        assert path.read_text().startswith("<svg ")
    assert kg("draw", "--data", folder, "-o", tmp_path / "p.png").exit_code == 2


def test_draw_says_what_it_leaves_out(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    few = kg("draw", "-o", page, "--max-nodes", "20")
    assert few.exit_code == 0
    assert "Only 20 of " in few.stderr
    assert "Only 20 of " in page.read_text()
    none = kg("draw", "--data", folder, "-o", page, "--min-length", "9")
    assert none.exit_code == 0
    assert "No actions match --min-length 9\n" in none.stderr
    assert "There are no actions to show." in page.read_text()


def test_draw_quotes_only_from_texts_at_hand(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    page = tmp_path / "p.html"
    result = kg("draw", "--data", folder, "-o", page, "--texts", tmp_path / "texts")
    assert result.exit_code == 0
    assert "is not in the folder given" in result.stderr
    assert "is not in the folder given" in page.read_text()


def test_draw_takes_the_filters_of_chains(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    wrong = kg("draw", "--data", folder, "-o", page, "--actor", "Nowhere")
    assert wrong.exit_code == 2
    assert not page.exists()
    assert kg("draw", "--data", folder, "-o", page, "--basis", "stated").exit_code == 0
