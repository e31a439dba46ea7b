"""Native records are written as YAML that reads as they are."""

from __future__ import annotations

from kg.importers.native import Native, write_actors, write_article, write_directory, write_events
from kg.read.documents import parse_document, plain

NATIVE = Native(
    "made",
    {"id": ["made"], "title": ["No: '12'"], "textDigest": ["0" * 64], "textLength": ["12"]},
    actions=[{"id": ["a"], "type": ["Expulsion"], "label": ["x # y"], "actor": ["NO", "XBO"]}],
    reports=[{"action": ["a"], "span": ["0", "3"], "quantity": ["3"], "stance": ["asserts"]}],
    no_act=[{"span": ["4", "6"], "reason": ["null"]}],
)


def test_a_written_article_reads_as_its_records() -> None:
    read = plain(parse_document(write_article(NATIVE).encode(), "made.yaml"))
    assert read == {
        "format": "1",
        "article": {
            "id": "made", "title": "No: '12'", "publisher": "", "published": "",
            "textDigest": "0" * 64, "textLength": "12",
            "noAct": [{"span": ["4", "6"], "reason": "null"}],
        },
        "actions": [{"id": "a", "type": "Expulsion", "label": "x # y", "actor": ["NO", "XBO"]}],
        "reports": [{"action": "a", "span": ["0", "3"], "stance": "asserts", "quantity": "3"}],
    }  # fmt: skip


def test_what_the_head_lacks_stands_there_empty_to_be_filled_in() -> None:
    assert "\n  publisher:\n  published:\n" in write_article(NATIVE)


def test_drafted_actors_say_that_nobody_looked_through_them() -> None:
    written = write_actors([{"id": ["klow"], "type": ["Organization"], "label": ["Klow"]}])
    assert written.startswith("# Named in the import and not known before")
    assert plain(parse_document(written.encode(), "a.yaml")) == {
        "format": "1",
        "actors": [{"id": "klow", "type": "Organization", "label": "Klow"}],
    }


def test_a_table_of_events_has_the_columns_that_are_used_and_one_for_reviews() -> None:
    row = {"id": "a", "actor": "XBO", "type": "Recall", "source": "Klow; Wire", "label": "=x"}
    assert write_events([row]).decode() == (
        "id,actor,type,source,label\na,XBO,Recall,Klow; Wire,'=x\n"
    )
    drafted = write_events([row | {"extracted_by": "reader, 2031-03-05"}, row]).decode()
    assert drafted.splitlines()[0] == "id,actor,type,source,label,extracted_by,reviewed_by"


def test_a_directory_has_tenures_below_their_holder_and_posts() -> None:
    written = write_directory(
        [{"id": ["oat"], "type": ["Person"], "label": ["Oat"]},
         {"id": ["rye"], "type": ["Person"], "label": ["Rye: NO"]}],
        [{"id": ["head"], "label": ["Head"], "postOf": ["XBO"]}],
        {"oat": [{"post": ["head"], "until": [".."], "dateSource": ["Klow, no reference"]}]},
    )  # fmt: skip
    assert plain(parse_document(written.encode(), "a.yaml")) == {
        "format": "1",
        "actors": [
            {"id": "oat", "type": "Person", "label": "Oat", "tenures": [
                {"post": "head", "until": "..", "dateSource": "Klow, no reference"}]},
            {"id": "rye", "type": "Person", "label": "Rye: NO"},
        ],
        "posts": [{"id": "head", "label": "Head", "postOf": "XBO"}],
    }  # fmt: skip


def test_what_a_passage_lacks_stands_there_empty_and_is_told() -> None:
    native = Native("x", {"id": ["x"], "title": ["X"]}, no_act=[{"span": ["1", "5"]}])
    assert native.lacks() == [
        "publisher", "published", "textDigest", "textLength", "noAct.reason"
    ]  # fmt: skip
    assert "\n  - span: [1, 5]\n    reason:\n" in write_article(native)
