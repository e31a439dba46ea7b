"""kg diff as people and scripts meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import kg


def test_diff_counts_by_default_and_exits_by_what_it_finds(ladder: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert kg("build", ladder, "-o", tmp_path / name).exit_code == 0
    same = kg("diff", tmp_path / "a", tmp_path / "b" / "graph.trig")
    assert same.exit_code == 0
    assert "links\t0\t0\t0" in same.stdout
    assert kg("diff", tmp_path / "a", tmp_path / "b", "--by", "triples").stdout == ""
    (ladder / "articles" / "b.yaml").unlink()
    assert kg("build", ladder, "-o", tmp_path / "b").exit_code == 0
    gone = kg("diff", tmp_path / "a", tmp_path / "b", "--by", "actions")
    assert gone.exit_code == 1
    assert gone.stdout.splitlines()[0] == "- action:answer  Borduria expels four"
    counts = kg("diff", tmp_path / "a", tmp_path / "b", "--format", "json")
    assert json.loads(counts.stdout)["links"] == {
        "in_both": 0, "only_in_a": 1, "only_in_b": 0, "changed": 0,
    }  # fmt: skip
    assert kg("diff", tmp_path / "a", tmp_path / "missing").exit_code == 3


@pytest.mark.parametrize("names", [("none", "none"), ("broken.ttl", "broken.ttl")])
def test_graphs_to_compare_that_cannot_be_read_end_with_3(
    names: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "broken.ttl").write_text("<a> <b>")
    assert kg("diff", *(tmp_path / each for each in names)).exit_code == 3
