"""Hostile text in each slot that people write: shown as text on the page, inert in tables."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

from browser import ARGUMENTS, BROWSERS
from dispute import HOSTILE
from ends import UNSEEN, faults_of, inside, run
from parts import Case, Draw, SkippedError
from project import make_project

#: An article in which every line that people write freely holds one text.
ARTICLE = """format: 1
article:
  id: courier-{n}
  title: {text}
  publisher: szohod-courier
  published: 2031-03-10
  textDigest: {digest}
  textLength: 495
cases:
- id: case-{n}
  label: {text}
  description: {text}
actions:
- id: first-{n}
  type: Expulsion
  actor: XBO
  recipient: XSY
  case: case-{n}
  label: {text}
- id: second-{n}
  type: Expulsion
  actor: XSY
  recipient: XBO
  case: case-{n}
  label: {text}
reports:
- action: first-{n}
  span: [0, 41]
  stance: asserts
  status: carriedOut
  date: 2031-03-09
  attributedTo: office-{n}
  reason: {text}
  place: {text}
  legalBasis: {text}
- action: second-{n}
  span: [67, 120]
  stance: asserts
  status: carriedOut
  date: 2031-03-10
links:
- response: second-{n}
  trigger: first-{n}
  relation: retaliation
  basis: reported
  stance: asserts
  span: [67, 120]
"""
ACTOR = """format: 1
actors:
- id: office-{n}
  type: Organization
  label: {text}
"""
NEEDED = ("title", "label")  # where a text is refused, the file has to say something all the same
BATCH = 30  # texts a build
FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def texts(draw: Draw) -> Iterator[Case]:
    """Each text in every slot, many texts a build; what a gate refuses is told at its line."""
    strings = draw.pick(HOSTILE)
    with _Browser() as browser:
        for start in range(0, len(strings), BATCH):
            batch = strings[start : start + BATCH]
            with inside(make_project(draw.folder / f"p{start}")) as folder:
                yield from _refusals(folder, batch)
                end = run("build")
                faults = list(faults_of(end, codes=(0,), longest=60))
                if not faults:
                    faults += browser.faults(folder / "out/index.html")
                    faults += _faults_of_tables(folder)
                yield Case(f"built from text {start}", faults)


def _refusals(folder: Path, batch: Sequence[str]) -> Iterator[Case]:
    """Write the texts, and take out those that are refused: by line, until none is."""
    for number, text in enumerate(batch):
        quoted = json.dumps(text)
        for kind, form in (("articles", ARTICLE), ("actors", ACTOR)):
            path = folder / f"data/{kind}/hostile-{number}.yaml"
            digest = sha256(str(number).encode()).hexdigest()
            path.write_text(form.format(n=number, text=quoted, digest=digest), "utf-8")
    for _ in range(60):  # what stands behind an unreadable line is told after it
        end = run("check")
        refused = set(re.findall(r"(data/\w+/hostile-\d+\.yaml):(\d+):\d+: (?!warning)", end.said))
        if not refused:
            break
        for name, line in refused:
            _take_out(folder / name, int(line) - 1)
    for number, text in enumerate(batch):
        yield Case(
            f"{text!r:.60}", list(faults_of(end, codes=(0,), longest=60)) if not number else []
        )


def _take_out(path: Path, line: int) -> None:
    lines = path.read_text("utf-8").split("\n")
    key, _, _ = lines[line].partition(": ")
    plain = key.strip(" -") in NEEDED
    lines[line] = f"{key}: Plain words of {path.stem}" if plain else "  #"
    path.write_text("\n".join(lines), "utf-8")


def _faults_of_tables(folder: Path) -> Iterator[str]:
    """Formulas, raw marks and XML that does not parse, in what others open."""
    tables = {path.name: path.read_bytes() for path in (folder / "out").glob("*.csv")}
    for name in ("actor-actions", "unanswered", "disagreements", "same-day"):
        tables[name] = run("query", name, "-i", "out", "--format", "csv").out
    for name, data in tables.items():
        for row in csv.reader(io.StringIO(data.decode(), newline="")):
            live = [cell for cell in row if cell.startswith(FORMULA) and not _is_number(cell)]
            if live:
                yield f"{name}: runs {live[0][:40]!r}"
    for form in ("table", "md", "tsv"):
        end = run("query", "actor-actions", "-i", "out", "--format", form)
        if any(UNSEEN.search(line.replace("\t", "")) for line in end.out.decode().split("\n")):
            yield f"{form}: raw marks"
        if form == "md" and ("<b>" in end.out.decode() or "<script" in end.out.decode()):
            yield "md: live"
    for name in ("g.graphml", "g.gexf", "l.svg"):
        words = ["draw", "--view", "ladder"] if name.endswith("svg") else ["export"]
        end = run(*words, "-i", "out", "-o", name)
        if end.code:
            yield f"{name}: {end}"
        else:
            ElementTree.parse(folder / name)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


class _Browser:
    """A page in Chromium, and what it does that none may."""

    def __enter__(self) -> _Browser:
        try:
            from playwright.sync_api import sync_playwright
        except ImportError:
            raise SkippedError("Playwright is not installed") from None
        path = next(filter(None, map(shutil.which, BROWSERS)), None)
        if path is None:
            raise SkippedError("no browser found")
        self._playwright = sync_playwright().start()
        self._started = self._playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        return self

    def __exit__(self, *_: object) -> None:
        self._started.close()
        self._playwright.stop()

    def faults(self, file: Path) -> list[str]:
        """What happened on the page that should not, in each of its views."""
        page = self._started.new_page()
        found: list[str] = []
        page.on("dialog", lambda dialog: (found.append("a dialog"), dialog.dismiss()))
        page.on("pageerror", lambda error: found.append(f"error: {error}"))
        page.on("request", lambda asked: found.extend(_foreign(asked.url)))
        page.on("popup", lambda _: found.append("a popup"))
        for view in ("", "#view=ladder", "#view=open", "#view=timeline", "#view=table"):
            page.goto(file.as_uri() + view)
            page.wait_for_selector("html[data-loaded]", state="attached")
        if page.evaluate("typeof window.pwned !== 'undefined'"):
            found.append("a script ran")
        page.close()
        return found


def _foreign(url: str) -> list[str]:
    return [] if url.startswith(("file:", "data:", "blob:", "about:")) else [f"asks {url[:80]}"]
