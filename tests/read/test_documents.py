"""Strict YAML and JSON: what is read as what, and what is refused where."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import Place, UnreadableError
from kg.read.documents import (
    DEPTH_LIMIT,
    FILE_LIMIT,
    Entries,
    Items,
    Node,
    Scalar,
    parse_document,
    plain,
    read_document,
)


def read(text: str | bytes, *, is_json: bool = False) -> Node:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return parse_document(data, "f", is_json=is_json)


def refusal(text: str | bytes, *, is_json: bool = False) -> str:
    """The one line that a refused document is told in."""
    with pytest.raises(UnreadableError) as caught:
        read(text, is_json=is_json)
    (line,) = caught.value.lines
    assert line.isprintable()
    return line


@pytest.mark.parametrize(
    "word",
    "NO no off Yes 012 12:30 1_000 1.10 12e03 0x1F 2018-03-26 true .inf = 1e3 +5".split(),
)
def test_a_plain_scalar_stays_the_text_that_stands_there(word):
    assert plain(read(f"state: {word}\nlist: [{word}]")) == {"state": word, "list": [word]}


def test_every_value_and_key_has_its_line_and_column():
    assert read("é: NO # why\n\nlist:\n  - 'b'\n  - {c: 12}\n") == Entries(
        {
            "é": (Place("f", 1, 1), Scalar("NO", Place("f", 1, 4), commented=True)),
            "list": (
                Place("f", 3, 1),
                Items(
                    (
                        Scalar("b", Place("f", 4, 5)),
                        Entries(
                            {"c": (Place("f", 5, 6), Scalar("12", Place("f", 5, 9)))},
                            Place("f", 5, 5),
                        ),
                    ),
                    Place("f", 4, 3),
                ),
            ),
        },
        Place("f", 1, 1),
    )


def test_json_has_the_same_places():
    assert read('{"é":\t"NO",\n\n "list": ["b",\n{"c": 12}]}', is_json=True) == Entries(
        {
            "é": (Place("f", 1, 2), Scalar("NO", Place("f", 1, 7))),
            "list": (
                Place("f", 3, 2),
                Items(
                    (
                        Scalar("b", Place("f", 3, 11)),
                        Entries(
                            {"c": (Place("f", 4, 2), Scalar("12", Place("f", 4, 7)))},
                            Place("f", 4, 1),
                        ),
                    ),
                    Place("f", 3, 10),
                ),
            ),
        },
        Place("f", 1, 1),
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028"], ids=ascii)
def test_a_comment_behind_a_value_is_noticed_whatever_ends_the_lines(end):
    document = read(end.join(["a: one", "b: two # cut", "c: 'three' # whole", ""]))
    assert [value.commented for _, value in document.nodes.values()] == [False, True, False]


KEYS = st.text("abcKé😀", min_size=1, max_size=5)
VALUES = st.recursive(
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=12) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_json_read_as_yaml_gives_the_same_nodes(value):
    text = json.dumps(value, ensure_ascii=False, indent=1)
    assert read(text) == read(text, is_json=True)


@given(VALUES)
def test_json_is_read_as_the_json_module_reads_it(value):
    def texts(each: Any) -> Any:
        if isinstance(each, dict):
            return {key: texts(inner) for key, inner in each.items()}
        return [texts(inner) for inner in each] if isinstance(each, list) else str(each)

    assert plain(read(json.dumps(value), is_json=True)) == texts(value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\na: 2", "f:2:1: repeats the key 'a'"),
        ("x: {b: 1, 'b': 2}", "f:1:11: repeats the key 'b'"),
        ("a: &x 1", "f:1:4: has the anchor &x"),
        ("a: 1\nb: *x", "f:2:4: uses the alias *x"),
        ("a: &x [1]\nb: *x", "f:1:4: has the anchor &x"),
        ("a: !!python/object/apply:os.system [x]", "f:1:4: has the tag "),
        ("a: !x y", "f:1:4: has the tag '!x'"),
        ("a: !x%0Ay z", "f:1:4: has the tag '!x\\ny'"),
        ("a: ! y", "f:1:4: has the tag '!'"),
        ("a: 1\n---\nb: 1", "f:2:1: begins a second document"),
        ("%YAML 1.1\n---\na: 1", "f:1:1: has a % directive"),
        ("%TAG ! tag:x.example,2000:\n---\na: 1", "f:1:1: has a % directive"),
        ("%NO\n---\na: 1", "f:1:4: is not valid YAML here"),
        ("? [a]\n: 1", "f:1:3: has a list or mapping as a key"),
        ("{a: 1}: 2", "f:1:1: has a list or mapping as a key"),
        ("a: [1", "f:1:4: the [ of line 1 is not closed"),
        ("a: b: c", "f:1:5: ': ' inside the text; put the text in quotes"),
        ("a: 1\n\tb: 2", "f:2:1: a tab indents this line; use spaces"),
        ("@", "f:1:1: a text cannot begin with '@'; put the text in quotes"),
        ('a: "\\ud800"', "f:1:7: is not valid YAML here"),
        ("", "f:1:1: is empty; see data/README.md"),
        ("# only a comment\n", "f:1:1: is empty; see data/README.md"),
        ("é: é\nb: é\x07", "f:2:5: contains a control character"),
        ("a: b\0", "f:1:5: contains a control character"),
        ("a: \x1b[31m", "f:1:4: contains a control character"),
        ("a: \x7f", "f:1:4: contains a control character"),
        (b"\xff\xfea\x00:\x00", "f:1:1: is not UTF-8"),
        (b"a: 1\nb: \xc3\xa9\xe9", "f:2:5: is not UTF-8"),
        (b"\xef\xbb\xbfa: 1\nb: \xe9", "f:2:4: is not UTF-8"),
        (b"a: \xed\xa0\x80", "f:1:4: is not UTF-8"),
        (b"a: \xc0\xaf", "f:1:4: is not UTF-8"),
    ],
    ids=ascii,
)
def test_yaml_that_could_mean_two_things_is_refused_at_its_place(text, told):
    assert refusal(text).startswith(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"a": 1,\n "a": 2}', "f:2:2: repeats the key 'a'"),
        ('{"a": 1, "\\u0061": 2}', "f:1:10: repeats the key 'a'"),
        ('{"a": NaN}', "f:1:7: is not valid JSON here: NaN is not a JSON number"),
        ("[1, -Infinity]", "f:1:5: is not valid JSON here: -Infinity is not a JSON number"),
        ('{"a": "x\ty"}', "f:1:9: is not valid JSON here"),
        ('"a\0"', "f:1:3: is not valid JSON here"),
        ('{"a":\n "\\ud83d"}', "f:2:2: contains half of a surrogate pair"),
        ('{"\\ude00\\ud83d": 1}', "f:1:2: contains half of a surrogate pair"),
        ("[1,]", "f:1:4: is not valid JSON here"),
        ("{'a': 1}", "f:1:2: is not valid JSON here"),
        ("{1: 2}", "f:1:2: is not valid JSON here"),
        ("[1] 2", "f:1:5: is not valid JSON here"),
        ("[01]", "f:1:3: is not valid JSON here"),
        ("[1] // why", "f:1:5: is not valid JSON here"),
        ("a: 1", "f:1:1: is not valid JSON here"),
        ("", "f:1:1: is not valid JSON here"),
        (b'{"a": "\xe9"}', "f:1:8: is not UTF-8"),
    ],
    ids=ascii,
)
def test_json_that_could_mean_two_things_is_refused_at_its_place(text, told):
    assert refusal(text, is_json=True).startswith(told)


def test_the_words_nan_and_infinity_are_texts_in_quotes():
    assert plain(read('["NaN", "Infinity"]', is_json=True)) == ["NaN", "Infinity"]


def test_a_json_surrogate_pair_is_one_character():
    assert plain(read('["\\ud83d\\ude00"]', is_json=True)) == ["😀"]


def test_a_json_number_stays_text_however_long_it_is():
    assert plain(read(f"[1.50, 1e5, {'9' * 5000}]", is_json=True)) == ["1.50", "1e5", "9" * 5000]


def test_a_json_null_is_an_empty_text():
    assert plain(read('{"a": null}', is_json=True)) == plain(read("a:"))


@pytest.mark.parametrize(
    ("unit", "is_json", "column"),
    [
        ("[", False, 21),
        ("{a: ", False, 81),
        ("- ", False, 41),
        ("? ", False, 41),
        ("[", True, 21),
        ('{"a":', True, 101),
    ],
)
def test_ten_thousand_levels_are_refused_where_the_limit_is_passed(unit, is_json, column):
    told = f"f:1:{column}: is nested more deeply than {DEPTH_LIMIT} levels"
    assert refusal(unit * 10_000, is_json=is_json) == told


@pytest.mark.parametrize("is_json", [False, True])
def test_well_formed_nesting_is_refused_past_the_limit_and_read_up_to_it(is_json):
    def nested(levels: int) -> str:
        return "[" * levels + "1" + "]" * levels

    expected: Any = "1"
    for _ in range(DEPTH_LIMIT):
        expected = [expected]
    assert plain(read(nested(DEPTH_LIMIT), is_json=is_json)) == expected
    for levels in (DEPTH_LIMIT + 1, 10_000):
        told = refusal(nested(levels), is_json=is_json)
        assert told == "f:1:21: is nested more deeply than 20 levels"


@pytest.mark.parametrize("is_json", [False, True])
def test_a_byte_order_mark_is_no_part_of_the_document(is_json):
    document = read(b'\xef\xbb\xbf{"a": "1"}', is_json=is_json)
    assert document == read(b'{"a": "1"}', is_json=is_json)


@pytest.mark.parametrize("is_json", [False, True])
def test_a_file_over_five_megabytes_is_refused_and_one_of_five_is_not(is_json):
    largest = b'"' + b"a" * (FILE_LIMIT - 2) + b'"'
    assert len(plain(read(largest, is_json=is_json))) == FILE_LIMIT - 2
    told = refusal(largest + b" ", is_json=is_json)
    assert told == "f: is larger than 5,000,000 bytes; split it"


def test_json_behind_a_long_line_is_read_as_fast_as_at_its_begin():
    def seconds(before: int) -> float:
        text = f'["{"x" * before}"' + ",0" * 20_000 + "]"
        started = time.process_time()
        read(text, is_json=True)
        return time.process_time() - started

    assert seconds(2_000_000) < 0.5 + 3 * seconds(0)


def test_a_file_is_read_as_json_by_its_suffix_and_as_yaml_by_any_other(tmp_path: Path):
    for name in ("a.json", "b.JSON", "c.yaml", "d.yml"):
        (tmp_path / name).write_text('{"a": [NO]}' if name[0] in "cd" else '{"a": ["NO"]}')
        assert plain(read_document(tmp_path / name)) == {"a": ["NO"]}


def test_a_file_is_called_as_asked_or_by_its_path(tmp_path: Path):
    path = tmp_path / "xru.yaml"
    path.write_text("a: 1\na: 2\n")
    with pytest.raises(UnreadableError, match=r"^states/xru\.yaml:2:1: "):
        read_document(path, "states/xru.yaml")
    with pytest.raises(UnreadableError) as caught:
        read_document(path)
    assert caught.value.findings[0].place == Place(str(path), 2, 1)


def test_a_file_that_cannot_be_opened_is_told_with_its_reason(tmp_path: Path):
    circle = tmp_path / "circle.yaml"
    circle.symlink_to(circle)
    for path, reason in (
        (tmp_path / "none.yaml", "No such file or directory"),
        (tmp_path, "Is a directory"),
        (circle, "Too many levels of symbolic links"),
    ):
        with pytest.raises(UnreadableError) as caught:
            read_document(path)
        assert caught.value.lines == (f"{path}: cannot be read: {reason}",)


PIECES = st.sampled_from(
    "a b : - ? , [ ] { } # & * ! | > ' \" % @ ` \\ ~ --- ... %YAML !!str <<: \\ud800 \\x00 \n "
    "\t \r null NaN 1e9 \ufeff \x85 \u2028 \0 é 😀".split(" ")
)
TEXTS = st.text() | st.lists(PIECES, max_size=30).map("".join)


@given(st.binary() | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")), st.booleans())
def test_whatever_the_bytes_are_they_are_nodes_or_one_line_that_names_the_file(data, is_json):
    try:
        node = read(data, is_json=is_json)
    except UnreadableError as error:
        (line,) = error.lines
        assert line.startswith("f:")
        assert line.isprintable()
    else:
        assert isinstance(node, Scalar | Items | Entries)
