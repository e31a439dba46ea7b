"""Articles go out to a tool and come back the same, with nothing left out unsaid."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from support import do_without, kg

from kg.errors import FindingsError, UsageError
from kg.export import ANNOTATED
from kg.export.annotations import ANNOTATION_FORMATS, mark_articles, write_heads
from kg.importers.ledger import Ledger
from kg.importers.mapping import Renaming
from kg.importers.marked import mark_article
from kg.importers.marks import Document, File
from kg.importers.names import Names
from kg.importers.native import write_article
from kg.importers.records import make_article
from kg.importing import READERS
from kg.model.actors import Actors
from kg.paths import data_folder
from kg.read.articles import read_article
from kg.read.corpus import read_directory
from kg.read.documents import Node, parse_document, read_document
from kg.read.folders import find_sources

TEXT = """\
Bulgaria sends three envoys home

Bulgaria expelled three Belgian envoys on Monday. “It answers the ban,” its ministry said.
Belgium had banned Bulgarian timber 🌲 in May. Belgium denied the ban. Read more on our pages.
"""
ARTICLE = """\
format: 1
article:
  id: klow-1
  title: "=Bulgaria 'sends; three \\\\ envoys home"
  publisher: moscow-times
  published: 2031-03-04
  url: https://example.org/1
  textDigest: {digest}
  textLength: {length}
  annotatedBy: [Anna, "Boris; of Klow"]
  boilerplate:
  - {{span: [{more}], kind: promotion}}
cases:
- {{id: timber, label: "The timber dispute"}}
actions:
- {{id: klow-expels, type: Expulsion, label: "Bulgaria expels three", actor: BGR, recipient: BEL,
   case: timber}}
- {{id: klow-bans, type: TradeRestriction, label: "A ban", actor: BEL, recipient: BGR}}
reports:
- {{id: r1, action: klow-expels, span: [{expelled}], stance: asserts, status: carriedOut,
   quantity: 3, unit: persons, date: 2031-03-03, attributedTo: [BGR, BEL]}}
- {{action: klow-bans, span: [{banned}], stance: asserts, status: carriedOut, approximate: true}}
- {{id: no, action: klow-bans, span: [{denied}], stance: denies, attributedTo: BEL,
   extractedBy: "reader 1.2, 2031-03-05", reviewedBy: ["Anna, 2031-03-06", "Boris, 2031-03-07"]}}
links:
- {{response: klow-expels, trigger: klow-bans, relation: retaliation, basis: stated,
   stance: asserts, claimedBy: BGR, span: [{answers}], readingCertainty: 0.90, disputedBy: [no]}}
"""


def article(text: str = TEXT) -> str:
    def at(words: str) -> str:
        start = text.index(words)
        return f"{start}, {start + len(words)}"

    return ARTICLE.format(
        digest=hashlib.sha256(text.encode()).hexdigest(), length=len(text),
        more=at("Read more on our pages"), expelled=at("Bulgaria expelled three Belgian envoys"),
        banned=at("banned"), denied=at("Belgium denied the ban"), answers=at("It answers the ban"),
    )  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An invented project: one article and its text."""
    (tmp_path / "data/articles").mkdir(parents=True)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/klow.txt").write_bytes(TEXT.encode())
    (tmp_path / "data/articles/klow.yaml").write_text(article(), "utf-8")
    return tmp_path


def export(project: Path, form: str, *more: str) -> Result:
    return kg("export", "-i", project / "data", "--format", form, "-o", project / form, *more)


@pytest.fixture(scope="module")
def actors() -> Actors:
    return read_directory()


def told(node: Node) -> dict[str, Any]:
    """What an article's file tells, without its places."""
    findings: list[Any] = []
    account = read_article(node, findings)
    assert findings == []
    assert account.article is not None
    return {
        "article": replace(account.article, place=None),  # type: ignore[arg-type]
        **{
            name: sorted(repr(replace(each, place=None)) for each in getattr(account, name))
            for name in ("cases", "actions", "reports", "links")
        },
    }


def back(document: Document, form: str, actors: Actors) -> Node:
    """The article that comes back from the files of a tool."""
    ledger = Ledger()
    files = [File(name, data) for name, data in ANNOTATION_FORMATS[form]([document]).items()]
    wanted = (".txt", ".ann", ".jsonld", "tasks.json")
    (found,) = READERS[form]([each for each in files if each.name.endswith(wanted)], ledger)
    if found.text is None:
        found = replace(found, text=document.text)  # by --texts
    assert found.text is not None
    head = {name: list(values) for name, values in document.head.items()}
    native = make_article(found, found.text, head, Renaming(), Names(actors), ledger)
    assert ledger.left == []
    return parse_document(write_article(native).encode(), "back.yaml")


BUNDLED = sorted((data_folder() / "articles").glob("*.yaml"))


@pytest.mark.parametrize("form", ANNOTATED)
@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_each_bundled_article_comes_back_from_each_tool(
    path: Path, form: str, actors: Actors
) -> None:
    node = read_document(path)
    length = int(mark_article(node, None, "x").head["textLength"][0])
    text = "a" * length  # its own text is its publisher's, and not here
    assert told(back(mark_article(node, text, "x"), form, actors)) == told(node)


@pytest.mark.parametrize("form", ANNOTATED)
def test_with_their_own_texts_they_come_back_too(form: str, actors: Actors) -> None:
    folder = Path(__file__).parents[3] / "shared/articles"
    if not folder.is_dir():
        do_without("KG_REQUIRE_SHARED", "no texts of the articles beside the checkout")
    texts = {
        hashlib.sha256(each.read_bytes()).hexdigest(): each.read_text("utf-8")
        for each in folder.glob("*.txt")
    }
    marked = mark_articles(find_sources(), texts)
    assert (len(marked.documents), marked.findings) == (5, [])
    for document in marked.documents:
        node = read_document(data_folder() / "articles" / f"{document.name}.yaml")
        assert told(back(document, form, actors)) == told(node)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("form", ANNOTATED)
def test_every_field_and_every_kind_of_record_comes_back(
    form: str, ends: str, actors: Actors
) -> None:
    text = TEXT.replace("\n", ends)
    node = parse_document(article(text).encode(), "klow.yaml")
    assert told(back(mark_article(node, text, "klow"), form, actors)) == told(node)


def test_brat_counts_a_line_end_of_two_characters_once() -> None:
    text = TEXT.replace("\n", "\r\n")
    document = mark_article(parse_document(article(text).encode(), "klow.yaml"), text, "klow")
    lines = ANNOTATION_FORMATS["brat"]([document])["klow-1.ann"].decode().splitlines()
    start, end = map(int, lines[0].split("\t")[1].split()[1:])
    assert text.replace("\r\n", "\n")[start:end] == lines[0].split("\t")[2]


def test_the_graph_is_the_same_after_export_and_import(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    texts = ("--texts", "texts")
    assert kg("build", "data", "-o", "out").exit_code == 0
    graph = (project / "out/graph.ttl").read_bytes()
    assert graph.count(b" a ret:Link") == 1
    for form in ANNOTATED:
        exported = export(project, form, *texts)
        assert (exported.exit_code, exported.stderr) == (0, f"{project / form}: 1 article\n")
        beside = ["--articles", "brat/articles.csv"] if form == "brat" else []
        ran = kg("import", form, form, "-o", f"back-{form}", *beside)
        assert ran.exit_code == 0, ran.stderr
        assert kg("build", f"back-{form}", "-o", f"out-{form}").exit_code == 0
        assert (project / f"out-{form}/graph.ttl").read_bytes() == graph
        again = export(project, form, *texts)
        assert again.exit_code == 0


@pytest.mark.parametrize("form", ANNOTATED)
def test_two_annotators_stay_in_their_order(
    project: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    other = article().replace('[Anna, "Boris; of Klow"]', "Carla").replace("denies", "disputes")
    (project / "data/articles/a.yaml").write_text(other, "utf-8")
    assert kg("build", "data", "-o", "out").exit_code == 0
    assert export(project, form, "--texts", "texts").exit_code == 0
    beside = ["--articles", "brat/articles.csv"] if form == "brat" else []
    assert kg("import", form, form, "-o", "back", *beside).exit_code == 0
    assert kg("build", "back", "-o", "again").exit_code == 0
    graph = (project / "out/graph.ttl").read_text("utf-8")
    assert (project / "again/graph.ttl").read_text("utf-8") == graph
    assert graph.count(" a ret:Reading") > 1


def test_the_heads_of_articles_stand_in_a_table(project: Path) -> None:
    (document,) = mark_articles(
        find_sources(project / "data"), {hashlib.sha256(TEXT.encode()).hexdigest(): TEXT}
    ).documents
    (row,) = csv.DictReader(io.StringIO(write_heads([document]).decode()))
    assert (row["document"], row["id"], row["publisher"]) == ("klow", "klow-1", "moscow-times")
    assert row["annotatedBy"] == r"Anna;Boris\; of Klow"
    assert not {"textDigest", "digest"} & row.keys()


def test_two_files_of_one_name_are_two_documents(project: Path) -> None:
    (project / "more/articles").mkdir(parents=True)
    (project / "more/articles/klow.yaml").write_text(article(), "utf-8")
    texts = {hashlib.sha256(TEXT.encode()).hexdigest(): TEXT}
    marked = mark_articles(find_sources([project / "data", project / "more"]), texts)
    assert [each.name for each in marked.documents] == ["klow", "klow_2"]


def test_what_cannot_go_out_is_said(project: Path) -> None:
    path = project / "data/articles/klow.yaml"
    path.write_text(
        path.read_text("utf-8")
        .replace("cases:\n", "cases:\n- {id: wool, label: Wool}\n")
        .replace(
            "actions:\n", "actions:\n- {id: klow-talks, type: Debate, label: x, actor: BEL}\n"
        ),
        "utf-8",
    )
    (project / "data/articles/other.yaml").write_text(
        article(TEXT + "x").replace("klow-", "other-").replace("id: timber", "id: t2")
        .replace("case: timber", "case: t2"), "utf-8"
    )  # fmt: skip
    ran = export(project, "brat", "--texts", str(project / "texts"))
    assert ran.exit_code == 1
    assert [each.partition(": ")[2] for each in ran.stderr.splitlines()] == [
        "the action 'klow-talks' is left out: no report here is of it; declare it in data/actions",
        "the case 'wool' is left out: no report here is of it; declare it in data/actions",
        "is left out: its text is not at hand",
        "1 article",
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "the tool needs the articles' texts, and none is at hand: name their folder with"),
        (("--actor", "BEL"), "brat has whole articles: leave filters and --rules out"),
        (("-o", "-"), "brat is a folder of files: name one with -o"),
        (("-o", "x.zip"), "brat is a folder of files: name one with -o"),
        (("-o", "data/articles"), "data/articles: would be written among the data of"),
        (("--texts", "texts", "-o", "texts/x"), "texts/x: would be written among the texts of"),
        (("-i", "x.ttl"), "is an RDF file; name a data folder with -i"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(
    project: Path, more: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    (project / "x.ttl").write_text("")
    ran = export(project, "brat", *more)
    assert (ran.exit_code, said in ran.stderr, ran.stderr.count("\n")) == (2, True, 1)
    assert not (project / "brat").exists()


def test_texts_are_for_tools_alone(project: Path) -> None:
    ran = export(project, "csv", "--texts", str(project / "texts"))
    assert (ran.exit_code, ran.stderr) == (
        2, "--texts is for brat, label-studio, web-annotation; leave it out for csv\n",
    )  # fmt: skip


def test_an_article_that_breaks_a_rule_does_not_go_out(project: Path) -> None:
    path = project / "data/articles/klow.yaml"
    path.write_text(path.read_text("utf-8").replace("stance: denies", "stance: maybe"), "utf-8")
    with pytest.raises(FindingsError, match="maybe"):
        mark_articles(find_sources(project / "data"), {})
    path.unlink()
    with pytest.raises(UsageError, match="there is no article to export"):
        mark_articles(find_sources(project / "data"), {})


def test_the_settings_lie_beside(project: Path) -> None:
    for form, names in (
        ("brat", {"annotation.conf"}),
        ("label-studio", {"labeling-interface.xml"}),
    ):
        assert export(project, form, "--texts", str(project / "texts")).exit_code == 0
        assert names < {each.name for each in (project / form).iterdir()}
    tasks = json.loads((project / "label-studio/tasks.json").read_bytes())
    assert tasks[0]["data"]["text"] == TEXT


def test_what_people_annotated_since_is_never_overwritten(project: Path) -> None:
    texts = ("--texts", str(project / "texts"))
    assert export(project, "brat", *texts).exit_code == 0
    path = project / "brat/klow.ann"
    path.write_text(path.read_text("utf-8") + "T9\tState 0 8\tBulgaria\n", "utf-8")
    edited = path.read_bytes()
    ran = export(project, "brat", *texts)
    assert (ran.exit_code, ran.stderr.count("\n")) == (2, 1)
    assert "klow.ann: has changed since it was exported, and is not overwritten" in ran.stderr
    assert path.read_bytes() == edited
