"""The annotation file that kg new writes, and the same without the article's words."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from support import PLACE, people

from kg.model.actors import Actor
from kg.read.articles import read_article
from kg.read.documents import Entries, Node, Scalar, parse_document
from kg.read.outline import kept_sentences, strip_sentences, write_sketch
from kg.read.quotes import Anchor, find_quote
from kg.read.sentences import sentence_spans
from kg.read.sketch import make_sketch

BORDURIAN = Actor(
    id="XBO", kind="State", label="Borduria", alt_labels=("Bordurian",), iso3="XBO", place=PLACE
)
ACTORS = people(BORDURIAN)
TEXT = """Syldavia sends home 23 Bordurians

KLOW, 4 March 2031 – Syldavia on Monday told 23 Bordurian diplomats to leave by Friday 7 March.
The Bordurian Foreign Minister Boris Tasch spoke of at least a dozen spies. Boris Tasch left.
"""


def outline(text: str, publisher: str | None = "gazette") -> str:
    sketch = make_sketch(text.encode(), "t.txt", ACTORS, publisher=publisher, article="t")
    return write_sketch(sketch, ACTORS, "../article.schema.json")


def plain(node: Node) -> object:
    """A document without places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Entries):
        return {key: plain(value) for key, (_, value) in node.nodes.items()}
    return [plain(each) for each in node.nodes]


def parsed(text: str) -> object:
    return plain(parse_document(text.encode(), "t.yaml"))


def uncommented(text: str) -> str:
    """All records with the words in capitals filled in, as an editor's uncomment leaves them."""
    lines = [x for x in text.splitlines() if not x.startswith(("#|", "#:", "# yaml"))]
    body = "\n".join(x.removeprefix("# ") for x in lines)
    return body.split("\nformat: 1\nactors:")[0]


def test_the_file_reads_without_a_finding_as_it_is() -> None:
    findings: list = []
    text = outline(TEXT)
    account = read_article(parse_document(text.encode(), "t.yaml"), findings, ACTORS)
    assert findings == []
    assert account.article is not None
    assert (account.article.title, account.article.published, account.article.text_length) == (
        "Syldavia sends home 23 Bordurians", "2031-03-04", len(TEXT),
    )  # fmt: skip
    assert text.startswith("# yaml-language-server: $schema=../article.schema.json\n")


def test_each_sentence_stands_there_with_its_offsets() -> None:
    written = outline(TEXT).split("\n# links:")[0]
    lines = [line for line in written.splitlines() if line.startswith("#| ")]
    spans = [tuple(map(int, re.findall(r"\d+", line)[:2])) for line in lines]
    assert spans == sentence_spans(TEXT)
    assert [line.split("] ", 1)[1] for line in lines] == [TEXT[a:b] for a, b in spans]


def test_actors_numbers_and_days_are_proposed() -> None:
    text = outline(TEXT)
    assert "#: States, by how often they are named: XBO (Borduria) 3, XSY (Syldavia) 2\n" in text
    assert "quantity: 23, unit: persons (23 Bordurian diplomats)" in text
    assert "date: 2031-03-03 (Monday)" in text
    assert "minQuantity: 12, unit: persons (a dozen spies)" in text
    second = text.split("#| ")[2]  # the day of its dateline is that of publication
    assert (
        "\n#   quantity: 23\n#   unit: persons\n#   date: 2031-03-03\n#   deadline: 2031-03-07\n"
        in second
    )


def test_who_is_not_known_gets_a_stub() -> None:
    text = outline(TEXT, "Szohod Courier")
    stubs = text[text.index("#: Names not known yet.") :].splitlines()[1:]
    actors = "\n".join(line.removeprefix("# ") for line in stubs)
    assert parsed(actors) == {
        "format": "1",
        "actors": [
            {"id": "szohod-courier", "type": "NewsOrganization", "label": "Szohod Courier"},
            {
                "id": "boris-tasch", "type": "Person", "label": "Boris Tasch",
                "tenures": [{
                    "post": "xbo-foreign-minister", "since": "DATE", "dateSource": "SOURCE",
                }],
            },
        ],
        "posts": [
            {"id": "xbo-foreign-minister", "label": "Foreign Minister", "postOf": "XBO"}
        ],
    }  # fmt: skip


def test_uncommented_records_are_yaml_with_the_keys_of_the_format() -> None:
    found = parsed(uncommented(outline(TEXT)))
    assert isinstance(found, dict)
    assert list(found) == ["format", "article", "cases", "actions", "reports", "links"]
    assert found["reports"][0] == {
        "action": "ACTION", "quote": "Syldavia sends home 23 Bordurians", "stance": "asserts",
        "status": "STATUS", "quantity": "23", "unit": "persons",
    }  # fmt: skip
    assert found["reports"][3] == {
        "action": "ACTION", "quote": "Boris Tasch left.", "stance": "asserts", "status": "STATUS",
    }  # fmt: skip


def test_who_says_it_is_proposed_by_the_id_that_the_stub_has() -> None:
    text = outline("Borduria left\nBoris Tasch left Klow.\n“It is over,” Tasch said.\n")
    assert "#   attributedTo: boris-tasch\n" in text.split("#| ")[3]
    assert text.count("attributedTo") == 1
    assert "# - id: boris-tasch\n" in text


def test_actors_are_named_by_id_and_label_and_those_near_are_explained() -> None:
    text = outline("Borduria left\nThe Bordurian army left. It went home.\n")
    assert "\n#: XBO (Borduria)\n" in text
    assert "\n#: near: XBO (Borduria)\n" in text
    assert "after “near”,\n#: those that only the rest of its paragraph names" in text


def test_of_two_numbers_the_first_that_counts_something_is_filled_in() -> None:
    text = outline("Borduria left\nIn 5 of 14 it told 23 diplomats and two consulates to leave.\n")
    assert "\n#   quantity: 23\n#   unit: persons\n" in text
    assert "quantity: 2, unit: missions (two consulates)" in text


def test_furniture_and_sentences_without_an_actor_are_proposed_in_the_head() -> None:
    text = outline("Borduria left\n1,077\nIt is late.\nThe day was long.\n")
    found = parsed(uncommented(text))
    assert isinstance(found, dict)
    head = found["article"]
    assert head["boilerplate"] == [{"kind": "counter", "quote": "1,077"}]
    assert head["noAct"] == [{"reason": "WHY NOBODY ACTS", "quote": "The day was long."}]
    assert "] 1,077\n#: quantity: 1077 (1,077)\n#: boilerplate? (counter): see the head\n" in text
    assert [each["quote"] for each in found["reports"]] == [
        "Borduria left", "It is late.", "The day was long.",
    ]  # fmt: skip


def test_of_a_text_that_is_not_english_neither_numbers_nor_noact_are_proposed() -> None:
    text = outline("Бордурия ответила\n\nОн уехал 5 апреля 2031 г. Уехали 23 дипломата.\n")
    assert "quantity" not in text
    assert [x for x in text.splitlines() if "noAct" in x or "reason" in x][-2:] == [
        "#   noAct:",
        '#   - {reason: "WHY NOBODY ACTS", quote: "WORDS"}',
    ]
    said = "#: This text does not seem to be English. "
    assert (said in text, said in outline(TEXT)) == (True, False)


def test_where_nothing_is_proposed_an_empty_entry_shows_the_form() -> None:
    found = parsed(uncommented(outline("Borduria left Klow\n")))
    assert isinstance(found, dict)
    assert found["article"]["boilerplate"] == [{"kind": "caption", "quote": "WORDS"}]
    assert found["article"]["noAct"] == [{"reason": "WHY NOBODY ACTS", "quote": "WORDS"}]
    assert [each["quote"] for each in found["links"]] == ["WORDS"]


def test_words_that_link_acts_are_named_and_get_a_link_with_their_sentence() -> None:
    text = outline("Borduria left\nIn response to that, Klow left.\nAfter that, Szohod did, too.\n")
    assert "a link? (In response): see links, at the end\n" in text
    links = text[text.index("# links:") :]
    assert [
        line for line in links.splitlines() if line.startswith(("#|", "#   rel", "#   quo"))
    ] == [
        "#| [14, 45] In response to that, Klow left.",
        "#   relation: retaliation",
        '#   quote: "In response … Klow left."',
        "#| [46, 74] After that, Szohod did, too.",
        "#   relation: sequence",
        '#   quote: "After that, Szohod did, too."',
    ]


def test_where_the_day_is_known_from_is_asked_for_unless_the_text_says_it() -> None:
    asked = '#   publishedSource: "WHERE THE DAY IS KNOWN FROM"\n'
    assert asked not in outline(TEXT)
    for published in (None, "2031-03-04"):
        sketch = make_sketch(
            b"Borduria left", "t.txt", ACTORS, publisher="gazette", published=published
        )
        assert asked in write_sketch(sketch, ACTORS)


def test_what_a_text_does_not_tell_is_left_to_fill_in() -> None:
    findings: list = []
    text = outline("Syldavia left on Monday. It said so.", None)
    read_article(parse_document(text.encode(), "t.yaml"), findings, ACTORS)
    assert [each.message.partition(":")[0] for each in findings] == [
        "'title' is missing", "'publisher' is missing", "'published' is missing",
    ]  # fmt: skip


def test_stripped_it_has_no_word_of_the_article_but_the_headline() -> None:
    text = outline(TEXT)
    bare = strip_sentences(text)
    assert parsed(bare) == parsed(text)
    words = {"Monday", "Bordurian", "diplomats", "Tasch", "spies", "KLOW"}
    assert words & set(re.findall(r"\w+", bare)) == set()
    assert kept_sentences(bare) == []
    assert strip_sentences(bare) == bare


def test_what_was_filled_in_and_own_comments_stay() -> None:
    text = (
        "format: 1\n# of my own\nreports:\n#| [0, 9] It began.\n#: XBO\n- action: a\n"
        "  quote: It began.\n# - mine too\n#| [10, 20] It went on.\n# - action: ACTION\n"
        '#   quote: "It went … went on."\n#   stance: asserts\n\n\n# the end\n'
    )
    assert strip_sentences(text) == (
        "format: 1\n# of my own\nreports:\n- action: a\n  quote: It began.\n# - mine too\n\n"
        "# the end\n"
    )


def test_blank_lines_of_a_text_and_marks_within_it_stay() -> None:
    text = "label: |\n  #| no sentence\n\n\n  #: no note\nother: 1\n"
    assert strip_sentences(text) == text


HOSTILE = [
    'He said: "go".', "a\u2028reports: []", "a\x85format: 2", "x\rarticle: 1", "\ufeffBOM here",
    "# - action: x", "---", "...", "%YAML 1.1", "- &a *a !!python/object", "\u202etfel", "\\", "'",
    "a #| b", "#| not ours", "{", "tab\there", "\x00nul", "\x0bvt\x0cff", "é" * 3, "👩‍👩‍👧 left",
]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30)), max_size=6))
def test_whatever_a_text_holds_only_the_head_is_data(parts: list[str]) -> None:
    text = "Borduria left Klow\n" + "\n".join(parts)
    data = text.encode("utf-8", "replace")
    sketch = make_sketch(data, "t.txt", ACTORS, publisher="gazette", article="t")
    written = write_sketch(sketch, ACTORS)
    found = parsed(written)
    assert isinstance(found, dict)
    assert list(found) == ["format", "article"]
    assert found["article"]["title"] == sketch.title or sketch.title is None
    assert found["article"]["textLength"] == str(len(sketch.text))
    bare = strip_sentences(written)
    assert parsed(bare) == found
    sentences = len(sentence_spans(sketch.text))
    assert len(uncommented_records(written, "reports")) + written.count("- {kind: ") in (
        sentences, sentences + 1,  # the entry that only shows the form
    )  # fmt: skip


def uncommented_records(text: str, key: str) -> list[object]:
    """The records of a list of a file whose comments were all taken away."""
    found = parsed(uncommented(text))
    assert isinstance(found, dict)
    records = found[key]
    assert isinstance(records, list | str)
    return list(records)  # of no record, an empty text


def test_a_quote_that_stands_more_than_once_says_which_it_is() -> None:
    text = outline("Borduria left Klow\nIt left.\nThen it stayed.\nIt left.\n")
    reports = text[text.index("# reports:") :].splitlines()
    quotes = [line for line in reports if "quote:" in line or "occurrence:" in line]
    assert quotes[:6] == [
        '#   quote: "Borduria left Klow"',
        '#   quote: "It left."',
        "#   occurrence: 1",
        '#   quote: "Then it stayed."',
        '#   quote: "It left."',
        "#   occurrence: 2",
    ]


@given(st.lists(st.sampled_from(["It left.", "It left", "Borduria left Klow on Monday, it said."])))
def test_every_quote_is_anchored_at_its_sentence(lines: list[str]) -> None:
    text = "\n".join(["Borduria left Klow", *lines])
    found = uncommented_records(outline(text), "reports")
    places = []
    for each in found:
        assert isinstance(each, dict)
        number = each.get("occurrence")
        anchor = find_quote(text, str(each["quote"]), int(str(number)) if number else None)
        assert isinstance(anchor, Anchor), each
        places.append((anchor.start, anchor.end))
    assert places == sentence_spans(text)
