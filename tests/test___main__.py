"""`python -m kg`."""

from __future__ import annotations

import subprocess
import sys


def test_python_runs_the_package_as_the_command() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "kg", "--help"], capture_output=True, text=True, check=True
    )
    assert ran.stdout.startswith("Usage: kg ")
