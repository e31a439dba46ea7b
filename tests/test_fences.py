"""Limits of a process: where they come from."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.fences import MEMORY_LIMIT, MEMORY_SETTING, find_memory, read_setting, tell_memory

NOWHERE = Path("/nowhere")


def test_memory_is_at_most_half_of_what_the_machine_has(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(MEMORY_SETTING, raising=False)
    half = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    found = find_memory(NOWHERE)
    assert found <= min(MEMORY_LIMIT, half)
    if resource.getrlimit(resource.RLIMIT_AS) == (resource.RLIM_INFINITY,) * 2:
        assert min(MEMORY_LIMIT, half) - found < 1_000_000


@pytest.mark.parametrize("version", [1, 2])
def test_memory_is_at_most_half_of_what_a_container_has(tmp_path: Path, version: int):
    kinds, name = ("memory", "memory.limit_in_bytes") if version == 1 else ("", "memory.max")
    inner = tmp_path / "tree" / kinds / "slice" / "job"
    inner.mkdir(parents=True)
    (inner / name).write_text("max\n" if version == 2 else "9223372036854771712\n")
    (inner.parent / name).write_text("300000000\n")
    groups = tmp_path / "cgroup"
    groups.write_text(f"12:cpu:/other\n4:{kinds}:/slice/job\n")
    assert find_memory(groups, tmp_path / "tree") == 150_000_000


def test_the_environment_sets_the_limit(monkeypatch: pytest.MonkeyPatch):
    for megabytes in (700, 70_000):
        monkeypatch.setenv(MEMORY_SETTING, str(megabytes))
        assert find_memory(NOWHERE) == megabytes * 1_000_000


@pytest.mark.parametrize("given", ["", "0", "-1", "1.5", "\u0661", "9" * 5_000, "4 GB"])
def test_a_setting_that_is_no_number_is_told(given: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_MAX_X", given)
    with pytest.raises(UsageError, match=r"^KG_MAX_X: '.*' is not a whole number of 1 or more$"):
        read_setting("KG_MAX_X", 5)


def test_a_setting_that_is_not_there_is_the_usual_one():
    assert read_setting("KG_MAX_NOT_SET", 5) == 5


def test_what_allows_more_memory_is_what_bounds_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(MEMORY_SETTING, "700")
    told = "needs more than 700 MB of memory"
    assert tell_memory() == (told, "set KG_MAX_MEMORY_MB=1400 in the environment")
    monkeypatch.setattr(resource, "getrlimit", lambda _: (700_000_000, 700_000_000))
    assert tell_memory() == (told, "raise `ulimit -v`")
    monkeypatch.setenv(MEMORY_SETTING, "900")
    assert tell_memory() == (told, "raise `ulimit -v`")
