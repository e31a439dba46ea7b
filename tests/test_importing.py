"""kg import as a whole: from files of a tool to a data folder that kg check takes."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from pathlib import Path

import pytest
from marks_made import TEXT

from kg.build import build_graph
from kg.errors import UnreadableError, UsageError
from kg.importers.folder import write_files
from kg.importers.mapping import Renaming
from kg.importers.tabled import TABLES
from kg.importing import (
    FORMATS,
    READERS,
    check_extracted,
    import_files,
    read_beside,
    report_bytes,
    suggest_for,
)
from kg.read.corpus import read_corpus

ANN = (
    "T1\tState 24 32\tBorduria\n"
    "T2\tExpulsion 33 41\texpelled\nE1\tExpulsion:T2 actor:T1\nA1\tstatus E1 carriedOut\n"
    "T3\tTradeRestriction {ban} {end}\tbanned\nE2\tTradeRestriction:T3\n"
    '#1\tAnnotatorNotes E2\t{{"actor": "Belgium", "status": "carriedOut", '
    '"attributedTo": "Klow Ministry"}}\n'
    "R1\tretaliation Arg1:E1 Arg2:E2\n"
)
BAN = TEXT.index("banned")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "brat"
    folder.mkdir()
    text = TEXT.replace("Borduria", "Bulgaria")
    (folder / "klow-1.txt").write_text(text, "utf-8")
    ann = ANN.format(ban=BAN, end=BAN + 6).replace("Borduria", "Bulgaria")
    (folder / "klow-1.ann").write_text(ann, "utf-8")
    return folder


def heads(folder: Path) -> Path:
    path = folder / "heads.csv"
    path.write_text("document,publisher,published\nklow-1,moscow-times,2031-03-04\n", "utf-8")
    return path


def test_an_import_is_taken_by_check_and_build(source: Path, tmp_path: Path) -> None:
    beside = read_beside(Renaming(), None, heads(tmp_path))
    done = import_files("brat", [source], beside)
    assert done.ledger.line() == "read 9, imported 9, left out 0"
    assert sorted(done.files) == ["actors/imported.yaml", "articles/klow-1.yaml"]
    out = tmp_path / "data"
    write_files(done.files, out)
    built = build_graph(out, check=False)
    (link,) = built.links
    assert (link.response, link.trigger, link.basis) == (
        "klow-1-at-33",
        f"klow-1-at-{BAN}",
        "reported",
    )
    assert {each.attributed_to for each in built.corpus.record.reports} == {(), ("klow-ministry",)}


def test_importing_twice_changes_nothing_and_nothing_is_overwritten(
    source: Path, tmp_path: Path
) -> None:
    beside = read_beside(Renaming(), None, heads(tmp_path))
    out = tmp_path / "data"
    first = import_files("brat", [source], beside)
    assert len(write_files(first.files, out)) == 2
    again = import_files("brat", [source], beside)
    assert again.files == first.files
    assert write_files(again.files, out) == []
    path = out / "articles/klow-1.yaml"
    path.write_text(path.read_text() + "# reviewed\n")
    (out / "actors/imported.yaml").unlink()
    with pytest.raises(UsageError, match=r"klow-1\.yaml: already exists with other content"):
        write_files(again.files, out)
    assert not (out / "actors/imported.yaml").exists()  # all or nothing


def test_what_nothing_tells_of_an_article_is_listed_in_one_message(source: Path) -> None:
    for number in range(2, 7):
        for end in ("ann", "txt"):
            (source / f"klow-{number}.{end}").write_bytes((source / f"klow-1.{end}").read_bytes())
    done = import_files("brat", [source], read_beside(Renaming(), None, None))
    assert [each.message for each in done.findings] == [
        "does not say publisher, published of klow-1, klow-2, klow-3 and 3 more; "
        "give --articles, or fill them in"
    ]
    assert done.is_short
    assert b"\n  publisher:\n  published:\n" in done.files["articles/klow-1.yaml"]


def test_a_text_that_the_source_lacks_is_found_by_its_digest_or_all_is_left_out(
    source: Path,
) -> None:
    (source / "klow-1.txt").unlink()
    done = import_files("brat", [source], read_beside(Renaming(), None, None))
    assert done.files == {}
    assert done.ledger.line() == "read 9, imported 0, left out 9"
    assert "name its folder with --texts" in {why for _, why in done.ledger.left}.pop() + "".join(
        why for _, why in done.ledger.left
    )


def test_a_mapping_is_suggested_for_a_source(source: Path) -> None:
    ann = source / "klow-1.ann"
    ann.write_text(ann.read_text().replace("Expulsion", "EXPELLED_ENVOYS").replace("State", "GPE"))
    text = suggest_for("brat", [source])
    assert '"GPE" = "Actor"' in text
    assert '"TradeRestriction" = "TradeRestriction"' in text


def test_the_report_counts_by_kind(source: Path) -> None:
    done = import_files("brat", [source], read_beside(Renaming(), None, None))
    report = json.loads(report_bytes(done))
    assert report["kinds"]["events"] == {"read": 2, "imported": 2, "leftOut": 0}
    assert report["leftOut"] == []


def test_every_format_is_read() -> None:
    assert set(FORMATS) == {*READERS, *TABLES}


def quotes(**more: object) -> dict[str, object]:
    return {
        "document": "klow", "extractedBy": "reader 1.2, 2031-03-05",
        "events": [{"id": "e1", "class": "Expulsion", "label": "Out", "actor": "Belgium"}],
        "claims": [{"event": "e1", "quote": "expelled three", "status": "ordered"}],
        **more,
    }  # fmt: skip


def saved(folder: Path, value: object) -> Path:
    path = folder / "x.json"
    path.write_text(json.dumps(value), "utf-8")
    return path


@pytest.mark.parametrize("row", ["", "document,digest\nother,{}\n"], ids=["by name", "by digest"])
def test_a_text_is_found_by_the_name_of_its_document(tmp_path: Path, row: str) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "klow.txt").write_text(TEXT, "utf-8")
    heads = tmp_path / "heads.csv"
    heads.write_text(row.format(hashlib.sha256(TEXT.encode()).hexdigest()), "utf-8")
    source = saved(tmp_path, quotes(**({"document": "other"} if row else {})))
    beside = read_beside(Renaming(), texts, heads if row else None)
    done = import_files("quotes", [source], beside)
    assert done.ledger.line() == "read 5, imported 5, left out 0"
    done = import_files("quotes", [source], read_beside(Renaming(), None, None))
    assert done.ledger.line() == "read 5, imported 0, left out 5"


def test_two_documents_of_one_name_are_two_files(tmp_path: Path) -> None:
    one = quotes(text=TEXT)
    other = quotes(text=TEXT, extractedBy="other 2, 2031-03-06")
    done = import_files(
        "quotes", [saved(tmp_path, [one, other])], read_beside(Renaming(), None, None)
    )
    assert sorted(done.files) == ["articles/klow.yaml", "articles/klow_2.yaml"]  # in their order


def test_a_text_with_half_of_a_character_is_refused(tmp_path: Path) -> None:
    source = saved(tmp_path, quotes(text=TEXT + "\ud83d"))
    with pytest.raises(UnreadableError, match="its text contains half of a surrogate"):
        import_files("quotes", [source], read_beside(Renaming(), None, None))


def test_what_made_the_records_is_asked_for_where_the_format_does_not_say_it() -> None:
    assert check_extracted("", "brat") == ""
    assert check_extracted("reader 1.2 2031-03-05", "langextract") == "reader 1.2, 2031-03-05"
    for told, form, said in (
        ("reader 1.2, 2031-03-05", "brat", "is for quotes and langextract; leave it out"),
        ("reader", "quotes", "'reader' is not a name and a day"),
    ):
        with pytest.raises(UsageError, match=f"--extracted-by: {said}"):
            check_extracted(told, form)


@pytest.mark.parametrize("told", ["../../evil", "/tmp/evil", "..", "a\\nb", "", "x" * 300])
def test_an_id_that_a_source_tells_names_no_file_elsewhere(tmp_path: Path, told: str) -> None:
    source = saved(tmp_path, quotes(id=told, document=told or "klow", text=TEXT))
    done = import_files("quotes", [source], read_beside(Renaming(), None, None))
    (name,) = done.files
    assert re.fullmatch(r"articles/[A-Za-z0-9_-]{1,100}\.yaml", name)


def test_a_publisher_that_nobody_knows_is_drafted(tmp_path: Path) -> None:
    source = saved(tmp_path, quotes(text=TEXT, publisher="The Klow Gazette"))
    done = import_files("quotes", [source], read_beside(Renaming(), None, None))
    assert b"id: klow-gazette" in done.files["actors/imported.yaml"]
    assert b"publisher: klow-gazette" in done.files["articles/klow.yaml"]


def test_what_is_nested_as_deeply_as_json_can_be_never_ends_in_a_traceback(tmp_path: Path) -> None:
    whole = json.dumps(quotes(text=TEXT))
    for depth in range(900, 1000, 4):
        path = tmp_path / "x.json"
        path.write_text(whole.replace('"ordered"', "[" * depth + "]" * depth), "utf-8")
        with contextlib.suppress(UnreadableError):  # and nothing else
            import_files("quotes", [path], read_beside(Renaming(), None, None))


def test_a_text_larger_than_an_article_is_refused_with_the_number(tmp_path: Path) -> None:
    source = saved(tmp_path, quotes(text="It left. " * 120_000))
    with pytest.raises(UnreadableError, match="its text is larger than 1,000,000 bytes"):
        import_files("quotes", [source], read_beside(Renaming(), None, None))


def test_two_people_who_annotate_one_text_agree_and_differ(tmp_path: Path) -> None:
    text = "Bulgaria expelled three envoys. Belgium banned timber.\n"

    def result(**places: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = []
        for words, place in places.items():
            at = text.index(words)
            label, who = ("Expulsion", "BGR") if at < 20 else ("TradeRestriction", "BEL")
            value = {"start": at, "end": at + len(words), "text": words, "labels": [label]}
            found.append({"id": words, "type": "labels", "value": value})
            for name, said in (("actor", who), ("status", "ordered"), ("place", place)):
                found.append({"id": words, "type": "textarea", "from_name": name,
                              "value": {"text": [said]}})  # fmt: skip
        return found

    anna, boris = result(expelled="Sofia", banned="Ghent"), result(banned="Bruges")
    path = tmp_path / "tasks.json"
    data = {"text": text, "document": "k", "title": "T", "publisher": "moscow-times",
            "published": "2031-03-04"}  # fmt: skip
    both = [{"completed_by": {"id": n, "first_name": who}, "result": made}
            for n, (who, made) in enumerate((("Anna", anna), ("Boris", boris)))]  # fmt: skip
    path.write_text(json.dumps([{"id": 1, "data": data, "annotations": both}]), "utf-8")
    folders = []
    for who in ("Anna", "Boris"):
        beside = read_beside(Renaming(), None, None)
        done = import_files("label-studio", [path], beside, annotator=who)
        folders.append(tmp_path / who)
        write_files(done.files, folders[-1])
    corpus = read_corpus(folders)
    assert [str(each) for each in corpus.findings if each.severity == "error"] == []
    record = corpus.record
    assert sorted(each.id for each in record.actions) == ["k-at-40", "k-at-9"]
    assert sorted(each.action for each in record.reports) == ["k-at-40", "k-at-9"]
    told = " ".join(map(str, record.readings))
    assert "Ghent" in told
    assert "Bruges" in told


def test_a_second_annotator_of_a_text_is_written_beside_the_first(
    source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "data"

    def import_of(who: str) -> list[str]:
        head = tmp_path / "heads.csv"
        head.write_text(
            "document,publisher,published,annotatedBy\nklow-1,moscow-times,2031-03-05," + who
        )
        done = import_files("brat", [source], read_beside(Renaming(), None, head, out=out))
        return write_files(done.files, out)

    assert import_of("Anna") == ["articles/klow-1.yaml", "actors/imported.yaml"]
    assert import_of("Boris") == ["articles/klow-1_2.yaml"]
    assert import_of("Anna") == import_of("Boris") == []
    with pytest.raises(UsageError, match=r"klow-1\.yaml: already exists with other content"):
        import_of("Anna;Boris")  # shares an annotator with the first
    with pytest.raises(UsageError, match=r"klow-1\.yaml: already exists with other content"):
        import_of("")
    assert [str(each) for each in read_corpus([out]).findings if each.severity == "error"] == []


def test_rows_of_articles_that_no_text_is_called_by_are_told_where_something_lacks(
    source: Path, tmp_path: Path
) -> None:
    head = tmp_path / "heads.csv"
    head.write_text("document,publisher,published\nklow 1,moscow-times,2031-03-05\n")
    done = import_files("brat", [source], read_beside(Renaming(), None, head))
    assert [each.message for each in done.findings] == [
        "does not say publisher, published of klow-1; give --articles, or fill them in",
        "--articles has rows of texts that are not here, such as 'klow 1'; "
        "those here are called klow-1",
    ]


def test_acts_that_the_record_would_refuse_for_want_of_a_status_are_told(
    source: Path, tmp_path: Path
) -> None:
    ann = source / "klow-1.ann"
    lines = [x for x in ann.read_text("utf-8").splitlines() if not x.startswith("A1")]
    ann.write_text("\n".join(lines) + "\n", "utf-8")
    done = import_files("brat", [source], read_beside(Renaming(), None, heads(tmp_path)))
    told = [each.message for each in done.ledger.findings() if "status" in each.message]
    assert len(told) == 1
    assert re.fullmatch(r"no report gives a status of klow-1-at-\d+; the record needs one", told[0])
    write_files(done.files, tmp_path / "data")
    wrong = [each.message for each in read_corpus([tmp_path / "data"]).findings]
    assert sum("gives a status" in each for each in wrong) == 1


def test_rows_of_two_files_with_one_name_and_other_texts_are_two_articles(tmp_path: Path) -> None:
    span = {"start": 0, "end": 8, "label": "NoAct"}
    for name, text in (("a", "Bulgaria."), ("b", "Borduria."), ("c", "Bulgaria.")):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps({"text": text, "spans": [span]}))
    mapping = Renaming()
    done = import_files("prodigy", [tmp_path], read_beside(mapping, None, None))
    ids = {
        name: re.findall(rb"^  id: (.+)$", data, re.MULTILINE) for name, data in done.files.items()
    }
    assert ids == {
        "articles/row-1.yaml": [b"row-1"],
        "articles/row-1-2.yaml": [b"row-1-2"],
        "articles/row-1_2.yaml": [b"row-1"],  # the first text again
    }


def test_a_source_of_another_kind_is_said_to_have_nothing(source: Path) -> None:
    for path in source.iterdir():
        path.rename(path.with_suffix(".md"))
    done = import_files("brat", [source], read_beside(Renaming(), None, None))
    assert done.is_short
    assert [each.message for each in done.findings] == [
        "has nothing that brat reads; docs/importing.md says what to export"
    ]


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("events", "id,date,actor,type,source\n"),
        ("icews", "Event ID\tEvent Date\tSource Country\tTarget Country\tCAMEO Code\n"),
        ("actors", "[]"),
        ("quotes", "[]"),
    ],
)
def test_a_source_that_has_nothing_is_told_whatever_its_format(
    form: str, data: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    path.write_text(data)
    done = import_files(form, [path], read_beside(Renaming(), None, None))
    assert [each.message for each in done.findings] == [
        f"has nothing that {form} reads; docs/importing.md says what to export"
    ]
    assert done.is_short
    assert done.files == {}


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("EXPEL", "Expulsion"), ("Cyber-attack", "Cyberattack"), ("SANCTION-expel", "Expulsion"),
        ("163", "Sanctions"), ("NUMBER", None), ("TIME", None), ("SHIP", None),
    ],
)  # fmt: skip
def test_a_label_suggests_the_class_that_it_names_whole(
    source: Path, label: str, meant: str | None
) -> None:
    ann = source / "klow-1.ann"
    ann.write_text(ann.read_text().replace("Expulsion", label))
    wanted = f'"{label}" = "{meant}"' if meant else f'# "{label}" = "ignore"'
    assert f"\n{wanted}  # 1" in suggest_for("brat", [source])


def test_the_numbers_of_doccano_are_no_codes(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_text('{"text": "It left.", "label": [[0, 2, 13], [3, 7, "EXPEL"]]}\n', "utf-8")
    text = suggest_for("doccano", [path])
    assert '# "13" = "ignore"' in text
    assert '"EXPEL" = "Expulsion"' in text


def test_a_second_import_into_a_folder_knows_whom_the_first_drafted(
    source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "data"

    def import_again() -> list[str]:
        beside = read_beside(Renaming(), None, heads(tmp_path), out=out)
        return write_files(import_files("brat", [source], beside).files, out)

    assert import_again() == ["articles/klow-1.yaml", "actors/imported.yaml"]
    assert import_again() == []
    drafted = out / "actors/imported.yaml"
    drafted.write_text(drafted.read_text().replace("Klow Ministry", "Ministry of Klow"))
    for end in ("ann", "txt"):
        old = source / f"klow-1.{end}"
        text = old.read_text("utf-8")
        (source / f"klow-2.{end}").write_text(text.replace("Klow Ministry", "Klow Senate"), "utf-8")
        old.unlink()
    held = drafted.read_bytes()
    assert import_again() == ["articles/klow-2.yaml", "actors/imported_2.yaml"]
    assert drafted.read_bytes() == held
    assert (out / "actors/imported_2.yaml").read_text("utf-8").count("id:") == 1
