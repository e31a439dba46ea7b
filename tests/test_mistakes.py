"""What people get wrong when they annotate: one line each, at its place, with the remedy.

An invented project without a problem is spoilt in one way at a time; `kg check` then prints one
line and nothing else. The mistakes are those that a newcomer made or that were tried on one.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main

FIRST = (
    "KLOW, 4 March 2031 - Syldavia told 23 Bordurian diplomats on Monday to leave within a week."
)
SECOND = "“We answer the shots at our border post,” said José Díaz, the foreign minister."
THIRD = "Borduria denies that its guards fired on 1 March."
LAST = "The Klow Gazette could not reach the embassy."
TEXT = f"""Syldavia sends home 23 Bordurians

{FIRST} {SECOND} {THIRD} {LAST}
"""
ACTORS = """format: 1
actors:
- {id: XSY, type: State, label: Syldavia}
- {id: XBO, type: State, label: Borduria}
- {id: klow-gazette, type: NewsOrganization, label: Klow Gazette}
- id: jose-diaz
  type: Person
  label: José Díaz
  tenures:
  - {post: syldavian-foreign-minister, since: 2030-01-01, until: .., dateSource: the ministry}
posts:
- {id: syldavian-foreign-minister, label: Foreign Minister of Syldavia, postOf: XSY}
"""
EVENTS = """id,date,actor,recipient,type,quantity,unit,status,source,label,responds_to,claimed_by
closure,2031-05-02,Borduria,Syldavia,MissionClosure,1,missions,carriedOut,Klow Gazette,,,
"""


def at(words: str) -> str:
    start = TEXT.index(words)
    return f"[{start}, {start + len(words)}]"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


ARTICLE = f"""format: 1
article:
  id: klow-2031
  title: Syldavia sends home 23 Bordurians
  publisher: klow-gazette
  published: 2031-03-04
  textDigest: {digest(TEXT)}
  textLength: {len(TEXT)}
actions:
- id: shots
  type: Attack
  label: Shots at a border post of Syldavia
  actor: XBO
  recipient: XSY
- id: answer
  type: Expulsion
  label: Syldavia expels 23 Bordurian diplomats
  actor: XSY
  recipient: XBO
reports:
- action: answer
  span: {at(FIRST)}
  stance: asserts
  status: ordered
  date: 2031-03-03
  quantity: 23
  unit: persons
- action: shots
  span: {at(SECOND)}
  stance: alleges
  attributedTo: jose-diaz
  status: carriedOut
  date: 2031-03-01
- {{action: shots, span: {at(THIRD)}, stance: denies, stanceOn: responsibility, attributedTo: XBO}}
links:
- response: answer
  trigger: shots
  relation: retaliation
  basis: stated
  stance: asserts
  claimedBy: jose-diaz
  span: {at(SECOND)}
"""
Files = dict[str, bytes]


def project() -> Files:
    files = {
        "data/articles/a.yaml": ARTICLE,
        "data/actors/a.yaml": ACTORS,
        "data/events/e.csv": EVENTS,
        "texts/klow.txt": TEXT,
    }
    return {name: text.encode() for name, text in files.items()}


Spoil = Callable[[Files], None]


@dataclass(frozen=True)
class Mistake:
    """A way to spoil the project, what is said of it, and where: a text of that line."""

    name: str
    spoil: Spoil
    says: str
    place: str = ""  # FILE:LINE:COLUMN, or its beginning
    exit_code: int = 1
    texts: bool = True


def swap(old: str, new: str, name: str = "data/articles/a.yaml") -> Spoil:
    def spoil(files: Files) -> None:
        text = files[name].decode()
        assert text.count(old) >= 1, old
        files[name] = text.replace(old, new, 1).encode()

    return spoil


def put(name: str, data: bytes) -> Spoil:
    return lambda files: files.update({name: data})


def run(folder: Path, files: Mapping[str, bytes], *, texts: bool) -> tuple[list[str], int, str]:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    words = ["check", str(folder / "data"), *(["--texts", str(folder / "texts")] if texts else [])]
    ran = CliRunner().invoke(main, words)
    lines = [each.replace(f"{folder}/", "") for each in ran.stdout.splitlines()]
    return lines, ran.exit_code, ran.stderr


def test_the_project_to_be_spoilt_has_no_problem(tmp_path: Path) -> None:
    assert run(tmp_path, project(), texts=True)[:2] == ([], 0)
    assert run(tmp_path, project(), texts=False)[:2] == ([], 0)


ARTICLE_FILE = "data/articles/a.yaml"
TABLE = "data/events/e.csv"
WORDS = {each: hashlib.sha256(each.encode()).hexdigest()[:8] for each in (FIRST, SECOND, THIRD)}


def anchored(files: Files) -> None:
    """Give each span its words, as kg anchor does."""
    text = files[ARTICLE_FILE].decode()
    for words, mark in WORDS.items():
        text = text.replace(f"  span: {at(words)}\n", f"  span: {at(words)}\n  words: {mark}\n")
        text = text.replace(f" span: {at(words)},", f" span: {at(words)}, words: {mark},")
    files[ARTICLE_FILE] = text.encode()


def after(first: Spoil, *others: Spoil) -> Spoil:
    def spoil(files: Files) -> None:
        for each in (first, *others):
            each(files)

    return spoil


def shift(words: str, start: int, end: int) -> Spoil:
    first = TEXT.index(words)
    return swap(at(words), f"[{first + start}, {first + len(words) + end}]")


def shift_all(move: Callable[[int], int]) -> Spoil:
    """Each offset of the article by a function."""

    def spoil(files: Files) -> None:
        text = files[ARTICLE_FILE].decode()
        for words in WORDS:
            first = TEXT.index(words)
            text = text.replace(at(words), f"[{move(first)}, {move(first + len(words))}]")
        files[ARTICLE_FILE] = text.encode()

    return spoil


def copied_text(change: Callable[[str], str | bytes]) -> Spoil:
    """The text of the article, changed by an editor or a system."""

    def spoil(files: Files) -> None:
        data = change(files["texts/klow.txt"].decode())
        files["texts/klow.txt"] = data if isinstance(data, bytes) else data.encode()

    return spoil


def straighten(text: str) -> str:
    return text.replace("“", '"').replace("”", '"')


def add(text: str, name: str = ARTICLE_FILE) -> Spoil:
    """More lines at the end of a file."""
    return lambda files: files.update({name: files[name] + text.encode()})


def row(cells: str) -> Spoil:
    return add(cells + "\n", TABLE)


def line_of(words: str, text: str = ARTICLE) -> int:
    return text[: text.index(words)].count("\n") + 1


S1, S2 = TEXT.index(FIRST), TEXT.index(SECOND)
BOTH = f"[{S1}, {S2 + len(SECOND)}]"
SPAN_1 = f"{ARTICLE_FILE}:{line_of(f'span: {at(FIRST)}')}:"
DIGEST = f"{ARTICLE_FILE}:{line_of('textDigest')}:"
DATE = f"{ARTICLE_FILE}:{line_of('date: 2031-03-03')}:"
EDTF = "is not an EDTF date"


def date(text: str) -> Spoil:
    return swap("date: 2031-03-03", f"date: {text}")


MISTAKES = [
    Mistake(
        "1 start + 1",
        after(anchored, shift(FIRST, 1, 0)),
        f"span [{S1 + 1}, {S1 + len(FIRST)}] does not hold the words anchored here; "
        f"they are at {at(FIRST)}; put the words in quote: and run kg anchor",
        SPAN_1,
    ),
    Mistake(
        "1 end - 1",
        after(anchored, shift(FIRST, 0, -1)),
        f"span [{S1}, {S1 + len(FIRST) - 1}] does not hold the words anchored here; "
        f"they are at {at(FIRST)}; put the words in quote: and run kg anchor",
        SPAN_1,
    ),
    Mistake(
        "1 all + 1",
        after(anchored, shift_all(lambda each: each + 1)),
        "all spans are 1 too high: 4 of 4 prove once moved; kg anchor rewrites them",
        SPAN_1,
    ),
    Mistake(
        "2 two sentences",
        swap(at(FIRST), BOTH),
        f"span {BOTH} crosses the end of a sentence: “… week. “We …”; did you mean {at(FIRST)} "
        f"or {at(SECOND)}?",
        SPAN_1,
    ),
    Mistake(
        "2 noAct over two sentences",
        swap("actions:", f"  noAct: {{span: {BOTH}, reason: nothing}}\nactions:"),
        f"span {BOTH} crosses the end of a sentence: “… week. “We …”; did you mean {at(FIRST)} "
        f"or {at(SECOND)}?",
    ),
    Mistake(
        "2 quotes not anchored, alike but for their words",
        after(
            swap(f"span: {at(FIRST)}", "quote: Syldavia told"),
            swap(
                "links:",
                "- {action: shots, quote: Borduria denies, stance: implies}\n"
                "- {action: shots, quote: fired on 1 March, stance: implies}\n"
                "links:",
            ),
        ),
        f"3 quotes are not anchored yet; run kg anchor {ARTICLE_FILE}",
        f"{ARTICLE_FILE}:{line_of(f'span: {at(FIRST)}')}:10",
    ),
    Mistake(
        "3 beyond the text",
        swap(at(FIRST), "[600, 640]"),
        f"span [600, 640] ends outside the text of {len(TEXT)} characters",
        SPAN_1,
    ),
    Mistake(
        "4 bytes",
        after(anchored, shift_all(lambda each: len(TEXT[:each].encode()))),
        "the spans look like byte offsets: as such 4 of 4 prove; kg anchor rewrites them",
        SPAN_1,
    ),
    Mistake(
        "6 digest",
        swap(digest(TEXT), digest("")),
        "no text in texts has the sha256 of 'klow-2031'; texts/klow.txt begins with its title "
        f"and has {digest(TEXT)[:8]}…",
        DIGEST,
    ),
    Mistake(
        "digest as sha256sum prints it",
        swap(digest(TEXT), f"{digest(TEXT)}  klow.txt"),
        f"textDigest: '{digest(TEXT)}  klow.txt' is not a sha256 (64 hexadecimal digits)",
        DIGEST,
    ),
    Mistake(
        "7 CRLF",
        copied_text(lambda text: text.replace("\n", "\r\n")),
        "texts/klow.txt is the text of 'klow-2031' but for its line ends (CRLF); restore it, or "
        "take it as it is now: kg anchor --retext data/articles/a.yaml",
        DIGEST,
    ),
    Mistake(
        "7 BOM",
        copied_text(lambda text: "\ufeff" + text),
        "texts/klow.txt is the text of 'klow-2031' but for a byte order mark; "
        "restore it, or take it as it is now: kg anchor --retext data/articles/a.yaml",
        DIGEST,
    ),
    Mistake(
        "7 straight quotes",
        copied_text(straighten),
        "texts/klow.txt is the text of 'klow-2031' but for its quotation marks (straightened); "
        "restore it, or take it as it is now: kg anchor --retext data/articles/a.yaml",
        DIGEST,
    ),
    Mistake(
        "7 NFD",
        copied_text(lambda text: unicodedata.normalize("NFD", text)),
        "texts/klow.txt is the text of 'klow-2031' but for its letters (decomposed, NFD); "
        "restore it, or take it as it is now: kg anchor --retext data/articles/a.yaml",
        DIGEST,
    ),
    Mistake(
        "8 cp1250",
        copied_text(lambda text: text.encode("cp1250")),
        "texts/klow.txt is not UTF-8 (byte 93 at 3:93); save it as UTF-8",
        DIGEST,
    ),
    Mistake(
        "10 letters",
        swap("claimedBy: jose-diaz", "claimedBy: josé-diaz"),
        "claimedBy: 'josé-diaz' is not an id; did you mean 'jose-diaz' (José Díaz)?",
        f"{ARTICLE_FILE}:{line_of('claimedBy')}:",
    ),
    Mistake(
        "12 person as post",
        swap(
            "posts:\n", "posts:\n- {id: bo-lu, type: Person, label: Bo Lu}\n", "data/actors/a.yaml"
        ),
        "this is an actor (type: Person); move it under actors:",
        "data/actors/a.yaml:12:",
    ),
    Mistake(
        "13 affected",
        swap("  quantity: 23\n", "  affected: jose-diaz\n  quantity: 23\n"),
        "'jose-diaz' is a person; affected holds groups: name persons acted upon in "
        "reports.recipient",
        f"{ARTICLE_FILE}:{line_of('quantity: 23')}:",
    ),
    Mistake(
        "body as performer",
        swap("  quantity: 23\n", "  performedBy: XSY\n  quantity: 23\n"),
        "'XSY' is not a person; performedBy holds persons: name others under actor",
        f"{ARTICLE_FILE}:{line_of('quantity: 23')}:",
    ),
    Mistake(
        "an id with accents",
        swap("id: jose-diaz", "id: josé-diaz", "data/actors/a.yaml"),
        "id: 'josé-diaz' is not an id, which has letters a-z; did you mean 'jose-diaz'?",
        "data/actors/a.yaml:6:7:",
    ),
    Mistake(
        "14 tenure",
        swap("since: 2030-01-01", "since: 2031-03-07", "data/actors/a.yaml"),
        "warning: 'jose-diaz' holds no post on 2031-03-04 (Foreign Minister of Syldavia from "
        "2031-03-07)",
        f"{ARTICLE_FILE}:",
        0,
    ),
    Mistake(
        "15 US order",
        date("03/17/2031"),
        f"date: '03/17/2031' {EDTF}; did you mean 2031-03-17?",
        DATE,
    ),
    Mistake(
        "15 words",
        date("17 March 2031"),
        f"date: '17 March 2031' {EDTF}; did you mean 2031-03-17?",
        DATE,
    ),
    Mistake(
        "15 one digit",
        date("2031-3-17"),
        f"date: '2031-3-17' {EDTF}; did you mean 2031-03-17?",
        DATE,
    ),
    Mistake(
        "16 about", date("about 1991"), f"date: 'about 1991' {EDTF}; did you mean 1991~?", DATE
    ),
    Mistake(
        "17 two readings",
        row("x,6/1/2031,XSY,XBO,Recall,,,,wire,,,"),
        "date: '6/1/2031' may be 2031-06-01 or 2031-01-06; write one of them",
        f"{TABLE}:3:2",
    ),
    Mistake(
        "18 act of 2040",
        date("2040-01-02"),
        "warning: 2040-01-02 is after the article's day (2031-03-04); an act to come is planned "
        "or threatened",
        f"{ARTICLE_FILE}:",
        0,
    ),
    Mistake(
        "19 after the article",
        swap("date: 2031-03-01", "date: 2031-04-01"),
        "2031-04-01 is after the article's day (2031-03-04); an act to come is planned "
        "or threatened",
        f"{ARTICLE_FILE}:",
        1,
    ),
    Mistake(
        "20 class",
        swap("type: Expulsion", "type: ParityOrder"),
        "type: 'ParityOrder' is not a class of action; kg classes lists them",
        f"{ARTICLE_FILE}:{line_of('type: Expulsion')}:",
    ),
    Mistake(
        "21 declared twice",
        swap(
            "reports:\n",
            "- {id: shots, type: Attack, label: Shots, actor: XBO, recipient: XSY}\nreports:\n",
        ),
        f"action 'shots' is declared at {ARTICLE_FILE}:{line_of('id: shots')}:7 too; keep one "
        "declaration",
        f"{ARTICLE_FILE}:{line_of('reports:')}:",
    ),
    Mistake(
        "22 speaker",
        swap("claimedBy:", "speaker:"),
        "'speaker' is not a key of links; did you mean 'claimedBy'?",
        f"{ARTICLE_FILE}:{line_of('claimedBy')}:",
    ),
    Mistake(
        "23 claimant",
        swap("  claimedBy: jose-diaz\n", ""),
        "a stated link is a party's own word: name the party in claimedBy",
        f"{ARTICLE_FILE}:{line_of('basis: stated')}:",
    ),
    Mistake(
        "15 Monday",
        swap("date: 2031-03-03", "date: Monday"),
        f"date: 'Monday' {EDTF}: it counts from another day; write the day itself, such as "
        "2018-03-26",
        DATE,
    ),
    Mistake(
        "15 a week",
        swap("unit: persons", "unit: persons\n  deadlineTerm: a week"),
        "deadlineTerm: 'a week' is not a duration in days; did you mean P7D?",
    ),
    Mistake(
        "24 number",
        swap("quantity: 23", "quantity: sixty-three"),
        "quantity: 'sixty-three' is not a whole number; write 63",
        f"{ARTICLE_FILE}:{line_of('quantity: 23')}:",
    ),
    Mistake(
        "25 comma",
        swap("stance: denies,", "stance: denies, quantity: 1,000, unit: persons,"),
        "a comma inside { } ends the value; write 1000",
        f"{ARTICLE_FILE}:{line_of('stance: denies')}:",
        3,
    ),
    Mistake(
        "26 swapped",
        after(
            swap("  actor: XSY\n  recipient: XBO", "  actor: XBO\n  recipient: XSY"),
            swap("attributedTo: jose-diaz", "attributedTo: jose-diaz"),
        ),
        "warning: 'answer' is called retaliation for 'shots', but its actor is not who was acted "
        "upon there",
        f"{ARTICLE_FILE}:",
        0,
    ),
    Mistake(
        "27 itself",
        row("x,2031-05-09,XSY,XSY,Recall,,,,wire,,,"),
        "warning: 'XSY' acts upon itself; check the recipient",
        f"{TABLE}:3:",
        0,
    ),
    Mistake(
        "28 number not in the words",
        swap("quantity: 23", "quantity: 32"),
        "warning: 32 is not in the words of the span: “… 23 Bordurian diplomats …”",
        f"{ARTICLE_FILE}:",
        0,
    ),
    Mistake(
        "29 one event twice",
        row("x,2031-03-04,XSY,XBO,PersonaNonGrataDeclaration,23,persons,,wire,,,"),
        f"warning: 'x' may be 'answer' ({ARTICLE_FILE}:{line_of('id: answer')}): same pair, a day "
        "apart, 23 persons; join them in merges/",
        f"{TABLE}:3:",
        0,
    ),
    Mistake(
        "30 tab",
        swap("  stance: asserts\n  status: ordered", "\tstance: asserts\n  status: ordered"),
        "a tab indents this line; use spaces",
        f"{ARTICLE_FILE}:{line_of('stance: asserts')}:1",
        3,
    ),
    Mistake(
        "31 colon",
        swap("title: Syldavia sends", "title: Klow: Syldavia sends"),
        "': ' inside the text; put the text in quotes",
        f"{ARTICLE_FILE}:{line_of('title')}:",
        3,
    ),
    Mistake(
        "32 brace",
        swap("attributedTo: XBO}", "attributedTo: XBO"),
        f"the {{ of line {line_of('{action: shots')} is not closed",
        f"{ARTICLE_FILE}:",
        3,
    ),
    Mistake(
        "33 copy",
        put("data/articles/b.yml", ARTICLE.encode()),
        f"is a copy of {ARTICLE_FILE}; remove one",
        "data/articles/b.yml",
    ),
    Mistake(
        "35 cp1252",
        put(TABLE, EVENTS.replace("Klow Gazette", "Gazette “Klów”").encode("cp1252")),
        'is not UTF-8; in Excel choose Save as, "CSV UTF-8 (comma delimited)"',
        f"{TABLE}:2",
        3,
    ),
    Mistake(
        "35 cp1250, semicolons",
        put(
            TABLE, EVENTS.replace(",", ";").replace("Klow Gazette", "Gazette Kłów").encode("cp1250")
        ),
        'is not UTF-8; in Excel choose Save as, "CSV UTF-8 (comma delimited)"',
        f"{TABLE}:2",
        3,
    ),
    Mistake(
        "35 UTF-16",
        put(TABLE, EVENTS.encode("utf-16")),
        'is not UTF-8; in Excel choose Save as, "CSV UTF-8 (comma delimited)"',
        f"{TABLE}:1",
        3,
    ),
]

#: Mistakes in an action that a speech act of another base is about.
CONDEMNATION = """- id: protest
  type: Condemnation
  label: Borduria condemns the expulsion
  actor: XBO
  recipient: XSY
  about: answer
reports:
- {action: protest, span: SPAN, stance: asserts, date: 2031-03-04}
"""


ACCEPTED = {
    "9 digest in capitals": swap(digest(TEXT), digest(TEXT).upper()),
    "10 name": swap("claimedBy: jose-diaz", "claimedBy: José Díaz"),
    "11 names of states": swap(
        "  actor: XSY\n  recipient: XBO", "  actor: Syldavia\n  recipient: Borduria"
    ),
    "34 side files": after(
        put("data/articles/~$a.yaml", b"\0\1"),
        put("data/articles/.#a.yaml", b"\0\1"),
        put("data/articles/._a.yaml", b"\0\1"),
        put("data/events/~$e.csv", b"\0\1"),
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: each.name)
def test_a_mistake_is_told_once_at_its_place_with_the_remedy(
    mistake: Mistake, tmp_path: Path
) -> None:
    files = project()
    mistake.spoil(files)
    lines, code, _ = run(tmp_path, files, texts=mistake.texts)
    assert len(lines) == 1, lines
    assert lines[0].startswith(mistake.place)
    assert lines[0].endswith(f": {mistake.says}")
    assert code == mistake.exit_code


def test_a_broken_action_is_told_once_whatever_points_to_it_below_whatever_base(
    tmp_path: Path,
) -> None:
    files = project()
    files["kg.toml"] = b'data = ["data"]\nbase = "https://klow.example/id/"\n'
    spoil = after(
        swap("reports:\n", CONDEMNATION.replace("SPAN", at(THIRD))),
        swap("type: Expulsion", "type: ParityOrder"),
    )
    spoil(files)
    lines, code, _ = run(tmp_path, files, texts=True)
    assert [each.partition(" ")[2] for each in lines] == [
        "type: 'ParityOrder' is not a class of action; kg classes lists them"
    ]
    assert code == 1


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_people_write_is_taken(name: str, tmp_path: Path) -> None:
    files = project()
    ACCEPTED[name](files)
    assert run(tmp_path, files, texts=True)[:2] == ([], 0)


def test_what_was_not_checked_for_want_of_texts_is_said(tmp_path: Path) -> None:
    said = run(tmp_path, project(), texts=False)[2]
    assert "4 spans were not checked: no texts (--texts DIR, or texts in kg.toml)" in said
