"""Commands that write, ended at random moments: an old set or a new one, and nothing left."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

from ends import content, faults_of, inside, run
from parts import Case, Draw
from project import make_project

from kg.interrupts import INTERRUPTED

SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)

#: What is run -> how often it is ended. Each writes where {} stands.
COMMANDS = (
    (["build", "-o", "{}"], 160),
    (["build", "--no-cache", "-o", "{}"], 40),
    (["export", "-o", "{}/g.ttl"], 70),
    (["export", "-o", "{}/g.graphml"], 40),
    (["draw", "-o", "{}/page.html"], 70),
    (["draw", "--view", "ladder", "-o", "{}/ladder.svg"], 30),
    (["new", "texts/szohod-courier-2031-03-10.txt", "-o", "{}/new.yaml"], 30),
    (["anchor", "{}/quoted.yaml", "--texts", "texts"], 30),
    (["review", "data/articles/szohod-courier-2031-03-10.yaml", "-o", "{}/review.html"], 30),
    (["init", "{}/begun", "--base", "https://example.org/"], 40),
)


def kills(draw: Draw) -> Iterator[Case]:
    """See the module."""
    with inside(make_project(draw.folder / "p")):
        quoted = quote_again(next(Path("data/articles").glob("*.yaml")))
        for words, count in COMMANDS:
            yield from _kill_often(draw, words, draw.times(count), quoted)


def quote_again(article: Path) -> bytes:
    """The annotated article with a quotation in place of its first span, for kg anchor."""
    text = article.read_text("utf-8")
    written = "  span: [0, 41]\n  words: c97b8603\n"
    assert written in text
    words = Path("texts", f"{article.stem}.txt").read_text("utf-8")[:41]
    return text.replace(written, f'  quote: "{words}"\n').encode()


def _kill_often(draw: Draw, words: list[str], times: range, quoted: bytes) -> Iterator[Case]:
    fresh = Path("fresh")
    prepare_folder(fresh, quoted, words)
    end = run(*[word.format(fresh) for word in words])
    assert end.code == 0, end
    new = content(fresh)
    for number in times:
        old = prepare_folder(fresh, quoted, words)
        if draw.dice.random() < 0.5 and words[0] not in ("anchor", "new", "init"):
            run(*[word.format(fresh) for word in words])  # over a set that is there
            old = content(fresh)
        sent = draw.dice.choice(SIGNALS)
        after = draw.dice.random() * end.seconds * 1.05
        ended = run(*[word.format(fresh) for word in words], ended_by=(after, sent))
        faults = [] if ended.code is None else list(faults_of(ended, codes=(0, INTERRUPTED)))
        if sent == signal.SIGINT and ended.code is None:
            faults.append(f"Ctrl-C ended it by signal {ended.signal}")
        faults += _what_is_left(fresh, old, new)
        again = run(*[word.format(fresh) for word in words])
        ours = [each for each in content(fresh) if ".kg-tmp-" in each]
        refused = words[0] in ("new", "init", "anchor")  # nothing is overwritten, or nothing to do
        if again.code and not refused:
            faults.append(f"not written the next time: {again}")
        if not refused and (ours or list(fresh.glob(".kg-tmp-*"))):
            faults.append(f"left behind: {ours or list(fresh.glob('.kg-tmp-*'))}")
        if (fresh / "theirs.txt").read_bytes() != b"not ours":
            faults.append("a file of others is gone")
        yield Case(f"{' '.join(words)} {number}: {sent.name} after {after:.2f} s", faults)
    shutil.rmtree(fresh)


def prepare_folder(folder: Path, quoted: bytes, words: list[str]) -> dict[str, bytes]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "theirs.txt").write_bytes(b"not ours")
    if words[0] == "anchor":
        (folder / "quoted.yaml").write_bytes(quoted)
    return content(folder)


def _what_is_left(folder: Path, old: dict[str, bytes], new: dict[str, bytes]) -> Iterator[str]:
    found = {name: data for name, data in content(folder).items() if ".kg-tmp-" not in name}
    if found != old and found.keys() != new.keys():
        yield f"neither old nor new: {sorted(found.keys() ^ new.keys())[:5]}"
    elif found not in (old, new):
        mixed = [name for name in found if found[name] not in (old.get(name), new.get(name))]
        yield f"torn: {mixed[:5]}" if mixed else "of both sets"
