"""What the tests of commands share: a working folder of their own, and small data to read."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_build import ACTORS, ARTICLE, write


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder without an out/ of somebody's."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder of one invented article."""
    return write(write(tmp_path / "d", ACTORS, "actors/a.yaml"), ARTICLE)


LADDER = """format: 1
article: {id: gazette-2, title: Tit for tat, publisher: gazette, published: 2031-03-20, textDigest:
  "1111111111111111111111111111111111111111111111111111111111111111", textLength: 300}
actions:
- {id: answer, type: Expulsion, label: Borduria expels four, actor: XBO, recipient: XRU,
   case: embassies}
- {id: protest, type: Protest, label: Ruritania protests, actor: XRU, recipient: XBO, about: answer,
   case: embassies}
cases:
- {id: embassies, label: The embassies}
reports:
- {action: strike, span: [0, 20], stance: asserts, date: 2031-03-01}
- {action: answer, span: [21, 40], stance: asserts, date: 2031-03-05, status: carriedOut,
   quantity: 6, unit: persons}
- {action: protest, span: [41, 60], stance: asserts}
links:
- {response: answer, trigger: strike, relation: retaliation, basis: reported, stance: asserts,
   span: [61, 90]}
"""


@pytest.fixture
def ladder(folder: Path) -> Path:
    """A strike and its reported answer, told by two articles."""
    return write(folder, LADDER, "articles/b.yaml")
