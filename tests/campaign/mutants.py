"""Files of every kind, mutated: each reader takes them or says in one line why it does not."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ends import content, faults_of, inside, run
from parts import Case, Draw
from project import FORMATS, make_project

ODD = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\x1b[31m", "\u202e".encode(),
    "\u2028".encode(), b"\r", b"\r\n", b"\t", b"{{", b"}}", b"[[[[", b"]", b"'", b'"', b"\\", b"&a",
    b"*a", b"!!python/object:os.system", b"<<: *a", b"---\n", b"...\n", b"%YAML 9.9\n", b"NO", b"~",
    b"null", b"1e999", b"-1", b"0x1F", b"9" * 5000, b"N" * 20_000, b"2018-02-30", b"XXXX-XX-XX",
    b"../../../etc/passwd", b"file:///etc/passwd", b"http://127.0.0.1:9/", b"=1+1", b"<script>",
    b"@import", b"${HOME}", b"%s%n", b"\xf0\x9f\x92\xa9", "e\u0301".encode(), b",,,,,,", b";" * 300,
]  # fmt: skip
Mutate = Callable[[bytes, random.Random], bytes]


def cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def flip(data: bytes, dice: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(dice.choice([1, 1, 2, 8])):
        spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
    return bytes(spoilt)


def insert(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + dice.choice(ODD) + data[at:]


def replace_word(data: bytes, dice: random.Random) -> bytes:
    """A value changes places with something odd: the place that a person would spoil."""
    words = data.split(b" ")
    words[dice.randrange(len(words))] = dice.choice(ODD)
    return b" ".join(words)


def lines(data: bytes, dice: random.Random) -> bytes:
    """Lines lost, doubled, swapped, indented."""
    rows = data.splitlines(keepends=True)
    at, other = dice.randrange(len(rows)), dice.randrange(len(rows))
    change = dice.randrange(4)
    if change == 0:
        del rows[at]
    elif change == 1:
        rows.insert(other, rows[at])
    elif change == 2:
        rows[at], rows[other] = rows[other], rows[at]
    else:
        rows[at] = b"  " + rows[at]
    return b"".join(rows)


def repeat(data: bytes, dice: random.Random) -> bytes:
    """A piece many times: nesting, long cells, long lists."""
    at = dice.randrange(len(data))
    piece = data[at : at + dice.randrange(1, 40)]
    return data[:at] + piece * dice.choice([2, 50, 3000]) + data[at:]


def recode(data: bytes, dice: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    code = dice.choice(["utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7", "utf-8-sig", "cp037"])
    return text.encode(code, "replace")


MUTATIONS: Sequence[Mutate] = (
    cut, flip, insert, insert, replace_word, replace_word, lines, repeat, recode,
)  # fmt: skip


def mutants(data: bytes, dice: random.Random, count: range) -> Iterator[tuple[str, bytes]]:
    for number in count:
        mutate = dice.choice(MUTATIONS)
        yield f"{mutate.__name__} {number}", mutate(data, dice)


def _spoil(draw: Draw, kinds: Sequence[tuple[str, int, Sequence[Sequence[str]]]]) -> Iterator[Case]:
    """Spoil files of one project, one at a time; the set in out/ stays old or becomes new.

    Args:
        kinds: a file, how many mutants of it, and the commands that read it; {} stands for it.
    """
    with inside(make_project(draw.folder / "p")) as folder:
        (folder / "kept.txt").write_text("not ours")
        for name, count, commands in kinds:
            path = folder / name
            good = path.read_bytes()
            for words in commands:
                assert run(*[word.format(name) for word in words]).code == 0, (name, words)
            for label, data in mutants(good, draw.dice, draw.times(count)):
                path.write_bytes(data)
                words = [word.format(name) for word in draw.dice.choice(commands)]
                old = content(folder / "out")
                end = run(*words)
                faults = list(faults_of(end, findings=words[0] == "check"))
                if words[0] == "build" and end.code and content(folder / "out") != old:
                    faults.append("the old set is touched")
                if not name.startswith("out/") and path.read_bytes() != data:
                    faults.append("the input was written")
                yield Case(f"{' '.join(words)}, {name}: {label}", faults)
            path.write_bytes(good)
        assert run("build").code == 0


def files(draw: Draw) -> Iterator[Case]:
    """Articles, actors, actions, texts and settings."""
    read = [["check"], ["check", "{}"], ["build"]]
    article = next(path.name for path in _template("articles"))
    yield from _spoil(
        draw,
        [
            (
                f"data/articles/{article}", 400,
                [*read, ["anchor", "{}"], ["check", "--texts", "texts"]],
            ),
            ("data/actors/actors.yaml", 200, read),
            ("data/actions/earlier.yaml", 150, read),
            (f"texts/{Path(article).stem}.txt", 60,
             [["coverage"], ["check", "--texts", "texts"], ["new", "{}", "-o", "-"]]),
        ],
    )  # fmt: skip


def tables(draw: Draw) -> Iterator[Case]:
    """Tables of events and merges, kg.toml and rules."""
    read = [["check"], ["build"], ["check", "{}"]]
    yield from _spoil(
        draw,
        [
            ("data/events/second.csv", 250, read),
            ("data/events/p-events.csv", 100, read),
            ("data/events/third.xlsx", 80, read[:2]),
            ("data/merges/same.csv", 100, read[:2]),
            ("kg.toml", 150, [["check"], ["stats"]]),
            ("rules.toml", 200, [["chains", "-i", "data", "--rules", "{}"]]),
            ("data/events/p-events.csv", 20, [["bulk", "{}", "-o", "feed"]]),
        ],
    )


def graphs(draw: Draw) -> Iterator[Case]:
    """RDF of others in each format, through every command that reads it."""
    asks = [
        ["query", "-g", "{}", "unanswered"], ["query", "-g", "{}", "asked.rq"],
        ["stats", "-g", "{}"],
        ["search", "-g", "{}", "expels"], ["show", "-g", "{}", "XBO"], ["chains", "-g", "{}"],
        ["export", "-g", "{}", "-o", "other.nt"], ["diff", "out/graph.ttl", "{}"],
    ]  # fmt: skip
    yield from _spoil(draw, [(f"graphs/g.{ending}", 120, asks) for ending in FORMATS])
    yield from _spoil(
        Draw(draw.folder / "out", draw.share, draw.dice),
        [
            ("out/manifest.json", 60, [["stats", "-i", "out"], ["build"], ["query", "unanswered"]]),
            ("out/graph.trig", 60, [["stats", "-i", "out"], ["chains", "-i", "out"]]),
            ("out/.kg-cache", 60, [["build"], ["check"]]),
        ],
    )


def annotations(draw: Draw) -> Iterator[Case]:
    """What other tools give to kg import, which writes nothing outside of the folder named."""
    made = "tools/made.jsonl"
    with inside(make_project(draw.folder / "p")) as folder:
        for form in ("brat", "label-studio", "web-annotation"):
            end = run(
                "export", "--format", form, "-o", f"tools/{form}", "--texts", "texts", "-i", "data"
            )
            assert end.code == 0, end
        assert run("scheme", "llm", "-o", "tools/llm").code == 0
        Path(made).write_bytes(ANNOTATED)
        article = next(path.stem for path in _template("articles"))
        llm = [
            "import",
            "quotes",
            "{}",
            "tools/llm/example.txt",
            "--extracted-by",
            "x 1, 2031-03-05",
        ]
        kinds = [
            (f"tools/brat/{article}.ann", 120, ["import", "brat", "tools/brat"]),
            ("tools/label-studio/tasks.json", 120, ["import", "label-studio", "{}"]),
            (f"tools/web-annotation/{article}.jsonld", 120,
             ["import", "web-annotation", "tools/web-annotation"]),
            ("tools/llm/example.json", 120, llm),
            (made, 60, ["import", "doccano", "{}"]),
            (made, 60, ["import", "prodigy", "{}"]),
            ("data/events/second.csv", 60, ["import", "events", "{}"]),
        ]  # fmt: skip
        for name, count, words in kinds:
            path = folder / name
            good = path.read_bytes()
            for label, data in mutants(good, draw.dice, draw.times(count)):
                path.write_bytes(data)
                before = {each for each in folder.rglob("*") if "imported" not in each.parts}
                end = run(*[word.format(name) for word in words], "-o", "imported")
                faults = list(faults_of(end))
                after = {each for each in folder.rglob("*") if "imported" not in each.parts}
                faults += [f"wrote {each}" for each in sorted(after - before)]
                if end.code in (0, 1) and not _adds_up(end.err):
                    faults.append(f"the counts do not add up: {end.err[-80:]!r}")
                yield Case(f"{' '.join(words[:2])}, {name}: {label}", faults)
                shutil.rmtree(folder / "imported", ignore_errors=True)
            path.write_bytes(good)


#: A line of doccano's and of Prodigy's kind.
ANNOTATED = (
    b'{"id": 1, "text": "Borduria expelled three envoys.", "label": [[9, 17, "Expulsion"]], '
    b'"spans": [{"start": 9, "end": 17, "label": "Expulsion"}], "answer": "accept", '
    b'"relations": [{"from_id": 1, "to_id": 1, "type": "actor"}], "meta": {"id": "a"}}\n'
)


def _adds_up(said: str) -> bool:
    found = re.findall(r"^read ([\d,]+), imported ([\d,]+), left out ([\d,]+)$", said, re.MULTILINE)
    read, taken, left = (int(each.replace(",", "")) for each in found[-1]) if found else (1, 0, 0)
    return read == taken + left


def queries(draw: Draw) -> Iterator[Case]:
    """SPARQL from files and standard input."""
    shipped = sorted((Path(__file__).parents[2] / "queries").glob("*.rq"))
    with inside(make_project(draw.folder / "p")):
        for path in shipped:
            for label, data in mutants(path.read_bytes(), draw.dice, draw.times(8)):
                Path("mutant.rq").write_bytes(data)
                piped = draw.dice.random() < 0.3
                words = ["query", "-" if piped else "mutant.rq", "--timeout", "5", "-i", "out"]
                end = run(*words, given=data if piped else None)
                yield Case(f"{path.name}: {label}", list(faults_of(end)))


def _template(kind: str) -> list[Path]:
    return sorted((Path(__file__).parents[2] / "kg/starter/template").rglob(f"{kind}/*.yaml"))
