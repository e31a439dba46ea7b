"""`python -m kg` is the command kg."""

from __future__ import annotations

import subprocess
import sys

from kg import __version__


def test_the_package_runs_as_the_command() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "kg", "--version"], capture_output=True, text=True, check=True
    )
    assert __version__ in ran.stdout
