"""The real files of other tools, where they lie beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import do_without


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = Path(__file__).parents[3] / "shared"
    if not (folder / "corpora").is_dir():
        do_without("KG_REQUIRE_SHARED", "no files of other tools beside the checkout")
    return folder
