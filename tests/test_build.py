"""The whole way, on the bundled articles and on invented folders."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import escape

from kg.build import build_graph, credit_of, write_build
from kg.errors import FindingsError, UnreadableError, UsageError
from kg.files import digest
from kg.infer.built import Built
from kg.model.ids import LICENCE
from kg.page import Credit, draw_page, page_data
from kg.paths import data_folder
from kg.rdf.graph import read_rdf, to_quads
from kg.rdf.terms import RET

NAMES = {
    "stated.ttl", "derived.ttl", "graph.ttl", "graph.trig", "links.csv", "chains.csv", "index.html",
    "manifest.json",
}  # fmt: skip


def test_out_holds_the_eight_files_and_the_manifest_their_digests(out: Path) -> None:
    assert {path.name for path in out.iterdir()} == NAMES
    manifest = json.loads((out / "manifest.json").read_text())
    assert set(manifest["outputs"]) == NAMES - {"manifest.json"}
    for name, expected in manifest["outputs"].items():
        assert digest((out / name).read_bytes()) == expected
    assert len(manifest["inputs"]) == len(list(data_folder().glob("*/*.yaml")))


def test_graph_is_stated_and_derived_together(out: Path) -> None:
    stated, derived, both = (
        {(q.subject, q.predicate, q.object) for q in read_rdf(out / f"{name}.ttl")}
        for name in ("stated", "derived", "graph")
    )
    assert stated | derived == both
    trig = read_rdf(out / "graph.trig")
    named = {str(quad.graph_name).rsplit("/", 1)[-1].rstrip(">") for quad in trig}
    assert named == {"stated", "derived"}
    assert len(trig) == len(stated) + len(derived)


def test_stated_and_inferred_do_not_mix(out: Path) -> None:
    stated, derived = (
        {quad.predicate for quad in read_rdf(out / f"{name}.ttl")} for name in ("stated", "derived")
    )
    assert RET.inferredResponseTo not in stated
    for name in ("confidence", "rule", "answerState", "hasFeature"):
        assert RET[name] not in stated
    for name in ("respondsTo", "mayRespondTo", "ofAction", "inArticle", "claimedBy"):
        assert RET[name] not in derived


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_bytes_do_not_depend_on_hash_seed_locale_or_file_order(
    seed: str, built: Built, tmp_path: Path
) -> None:
    copy, out = tmp_path / "data", tmp_path / "out"
    own = {"license": LICENCE, "title": "Ours"}  # a copy has not those of the bundled data
    write_build(built, out, options=own)
    for path in random.Random(int(seed)).sample(
        paths := sorted(data_folder().glob("*/*.yaml")), len(paths)
    ):
        (copy / path.parent.name).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy / path.parent.name / path.name)
    env = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "TZ": "Asia/Tokyo",
    }
    code = (
        "import sys; from pathlib import Path; from kg.build import *; "
        "write_build(build_graph(Path(sys.argv[1]), check=False), Path(sys.argv[2]), "
        f"options={own!r})"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(copy), str(tmp_path / "o")], env=env, check=True
    )
    for name in sorted(NAMES - {"manifest.json"}):
        assert (tmp_path / "o" / name).read_bytes() == (out / name).read_bytes(), name


def write(folder: Path, text: str, name: str = "articles/a.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


ACTORS = """format: 1
actors:
- {id: XRU, type: State, label: Ruritania}
- {id: XBO, type: State, label: Borduria}
- {id: gazette, type: NewsOrganization, label: Klow Gazette}
"""
DIGEST = "0" * 64
ARTICLE = f"""format: 1
article:
  id: gazette-1
  title: Ruritania expels four
  publisher: gazette
  published: 2031-03-01
  textDigest: "{DIGEST}"
  textLength: 200
actions:
- {{id: strike, type: Expulsion, label: Ruritania expels four, actor: XRU, recipient: XBO}}
reports:
- {{action: strike, span: [0, 21], stance: asserts, status: ordered, quantity: 4, unit: persons}}
"""


def test_a_folder_laid_out_like_data_builds_with_the_bundled_actors(tmp_path: Path) -> None:
    folder = write(write(tmp_path, ACTORS, "actors/a.yaml"), ARTICLE)
    built = build_graph(folder)
    (action,) = built.corpus.record.actions
    assert (action.actor_states, action.material) == (("XRU",), True)
    assert built.answers["strike"].state == "unanswered"
    text = ARTICLE.replace("XBO", "USA")
    assert build_graph(write(folder, text)).corpus.record.actions[0].recipient_states == ("USA",)


def test_all_problems_are_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    bad = (
        ARTICLE.replace("actor: XRU", "actor: XRV")
        .replace("asserts", "assert")
        .replace("2031-03-01", "2031-02-30")
    )
    folder = write(write(tmp_path / "d", ACTORS, "actors/a.yaml"), bad)
    with pytest.raises(FindingsError) as caught:
        build_graph(folder)
    text = str(caught.value)
    assert "2031-02-30" in text
    assert "did you mean 'asserts'" in text
    assert len(caught.value.findings) >= 2
    assert not (tmp_path / "out").exists()


def test_an_unreadable_file_is_told_beside_the_others_findings(tmp_path: Path) -> None:
    folder = write(
        write(tmp_path, ACTORS.replace("format: 1", "format: 2"), "actors/a.yaml"), "a: ["
    )
    with pytest.raises(UnreadableError) as caught:
        build_graph(folder)
    assert "actors/a.yaml:1:9: format: '2' is not known here" in str(caught.value)
    assert "articles/a.yaml" in str(caught.value)


def test_a_folder_without_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="laid out like data/"):
        build_graph(tmp_path)


def test_an_empty_data_folder_builds_an_empty_graph_and_a_page(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    built = build_graph(tmp_path)
    assert built.chains == ()
    write_build(built, tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == NAMES
    assert to_quads(built.stated.columns()) == []


def test_a_second_build_replaces_the_first_and_keeps_other_files(
    built: Built, tmp_path: Path
) -> None:
    write_build(built, tmp_path / "out")
    (tmp_path / "out" / "notes.txt").write_text("mine")
    write_build(built, tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == NAMES | {"notes.txt"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_page_with_an_address_has_a_card_beside_it_and_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = build_graph(write(write(tmp_path / "d", ACTORS, "actors/a.yaml"), ARTICLE))
    options = {"url": "https://klow.example/feud/", "author": "Klow University", "title": "Feud"}
    write_build(built, tmp_path / "out", options=options)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == NAMES | {"card.svg", "card.png"}
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert {"card.svg", "card.png"} <= set(manifest["outputs"])
    assert manifest["options"] == options
    page = (tmp_path / "out" / "index.html").read_text()
    assert 'property="og:image" content="https://klow.example/feud/card.png"' in page
    assert "Klow University" in (tmp_path / "out" / "card.svg").read_text()
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    write_build(built, tmp_path / "svg", options=options)
    assert {path.name for path in (tmp_path / "svg").iterdir()} == NAMES | {"card.svg"}
    page = (tmp_path / "svg" / "index.html").read_text()
    assert 'property="og:image" content="https://klow.example/feud/card.svg"' in page


def test_a_page_credits_whom_kg_toml_names_and_the_package_only_for_its_own_data(
    built: Built, tmp_path: Path
) -> None:
    mine = build_graph(write(write(tmp_path, ACTORS, "actors/a.yaml"), ARTICLE))
    said = {"author": "Klow University", "url": "https://klow.example/", "license": "CC0"}
    whole = Credit(author="Klow University", url="https://klow.example/", licence="CC0")
    assert credit_of(mine, said) == credit_of(built, said) == whole
    assert credit_of(mine, {}) == Credit()
    assert (credit_of(built, {}).licence, credit_of(built, {}).origin) == (LICENCE, "")


def test_a_page_of_the_bundled_data_cites_it_and_says_how_it_was_coded(
    built: Built, whole: Built
) -> None:
    readme = (data_folder().parent / "README.md").read_text(encoding="utf-8")
    plain = " ".join(readme.replace("\n> ", "\n").replace("*", "").split())
    credit = credit_of(whole, {})
    assert credit.citation == credit_of(built, {}).citation
    assert credit.citation in plain
    assert credit.origin in plain
    about = draw_page(replace(page_data(built), credit=credit)).partition('id="about-title"')[2]
    assert f"Cite as: <cite>{credit.citation}</cite>" in about
    assert str(escape(credit.origin)) in about
    assert credit_of(whole, {"title": "Mine"}).citation == ""
