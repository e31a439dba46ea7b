"""A fault at every file call of commands that write: nothing half written, each outcome told."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ends import content, faults_of, inside, run
from killed import prepare_folder, quote_again
from parts import Case, Draw
from project import make_project

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT)
#: What Python tells an audit hook before it does it, with the path first.
EVENTS = frozenset(
    "open os.rename os.remove os.mkdir os.rmdir os.link os.symlink os.chmod os.truncate os.listdir "
    "os.scandir shutil.rmtree shutil.move shutil.copyfile".split()
)
COMMANDS = (
    ["build", "-o", "{}"],
    ["export", "-o", "{}/g.ttl"],
    ["draw", "-o", "{}/page.html"],
    ["new", "texts/szohod-courier-2031-03-10.txt", "-o", "{}/new.yaml"],
    ["anchor", "{}/quoted.yaml", "--texts", "texts"],
    ["init", "{}/begun", "--base", "https://example.org/"],
)


@dataclass
class Faults:
    """Makes the file call of a number fail in this process, or it and all that follow."""

    folder: Path
    number: int = -1  # none
    error: int = errno.EIO
    sticky: bool = False
    calls: int = 0
    log: Path | None = None  # where the count of calls is kept

    def __call__(self) -> None:
        """Begin; to be called in the copy of the process that runs the command."""
        sys.addaudithook(self._hear)
        for name in ("fsync", "write", "fdatasync"):
            setattr(os, name, self._wrap(getattr(os, name)))

    def _hear(self, event: str, words: tuple[Any, ...]) -> None:
        if event in EVENTS and words and self._is_ours(words):
            self._count()

    def _is_ours(self, words: tuple[Any, ...]) -> bool:
        paths = [os.fsdecode(word) for word in words if isinstance(word, str | bytes | os.PathLike)]
        return any(str(self.folder) in path or ".kg-tmp-" in path for path in paths)

    def _wrap(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*words: Any) -> Any:
            self._count()
            return call(*words)

        return counted

    def _count(self) -> None:
        self.calls += 1
        if self.log:
            log, self.log = self.log, None
            log.write_text(str(self.calls))
            self.log = log
        if self.calls == self.number or (self.sticky and 0 < self.number < self.calls):
            raise OSError(self.error, os.strerror(self.error))


def calls(draw: Draw) -> Iterator[Case]:
    """See the module."""
    with inside(make_project(draw.folder / "p")) as folder:
        quoted = quote_again(next(Path("data/articles").glob("*.yaml")))
        for words in COMMANDS:
            for over in (False, True):
                if over and words[0] in ("new", "anchor", "init"):
                    continue
                yield from _fail_each(draw, folder, words, quoted, over)


def _fail_each(
    draw: Draw, folder: Path, words: list[str], quoted: bytes, over: bool
) -> Iterator[Case]:
    target, log = Path("faulty"), folder / "calls.txt"

    def prepare() -> dict[str, bytes]:
        prepare_folder(target, quoted, words)
        if over:
            run(*[word.format(target) for word in words])
            (target / "theirs.txt").write_bytes(b"not ours")
        return content(target)

    said = [word.format(target) for word in words]
    prepare()
    end = run(*said, before=Faults(target, log=log))
    assert end.code == 0, end
    new = content(target)
    count = int(log.read_text())
    plans = [
        (number, error, sticky)
        for number in range(1, count + 1)
        for error in ERRORS
        for sticky in (False, True)
    ]
    for number, error, sticky in draw.pick(draw.dice.sample(plans, min(len(plans), 120))):
        old = prepare()
        end = run(*said, before=Faults(target, number, error, sticky))
        faults = [*faults_of(end), *_outcome(target, old, new, end.code, end.err)]
        again = run(*said)
        if again.code and words[0] not in ("new", "init", "anchor"):
            faults.append(f"not written the next time: {again}")
        name = f"{' '.join(words)}{' again' * over}: {errno.errorcode[error]} at call {number}"
        yield Case(f"{name}{' and on' if sticky else ''}", faults)
    shutil.rmtree(target)


def _outcome(
    folder: Path, old: dict[str, bytes], new: dict[str, bytes], code: int | None, err: str
) -> Iterator[str]:
    """Written, not written, or written with a "but"."""
    found = {name: data for name, data in content(folder).items() if ".kg-tmp-" not in name}
    if found.get("theirs.txt") != b"not ours":
        yield "a file of others is gone"
    written = found == new
    if not written and found != old:
        yield "neither old nor new"
    if code == 0 and not written:
        yield "not written, and nothing said"
    if code and written and new != old and "written, but" not in err:
        yield f"written, but said: {err.strip()[:100]}"
