"""kg draw and kg export as people and scripts meet them."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest
from support import kg


@pytest.mark.parametrize(
    "name", ["x.ttl", "x.trig", "x.nq", "x.nt", "x.jsonld", "x.graphml", "x.csv", "x.zip", "tables"]
)
def test_export_by_suffix(name: str, folder: Path, tmp_path: Path) -> None:
    words = ["export", "--data", folder, "-o", tmp_path / name]
    result = kg(*words, *([] if "." in name else ["--format", "csv"]))
    assert result.exit_code == 0, result.output
    assert (tmp_path / name).exists()
    if name == "x.zip":
        names = zipfile.ZipFile(tmp_path / name).namelist()
        assert names == ["actions.csv", "actors.csv", "chains.csv", "links.csv", "reports.csv"]


def test_export_to_standard_output_and_unknown_suffix(folder: Path) -> None:
    result = kg("export", "--data", folder, "--format", "ntriples", "-o", "-")
    assert result.stdout.count(" .\n") > 10
    wrong = kg("export", "--data", folder, "-o", "x.tll")
    assert wrong.exit_code == 2
    assert "did you mean '.ttl'" in wrong.stderr


def test_draw_writes_one_page(folder: Path, tmp_path: Path) -> None:
    result = kg("draw", "--data", folder, "-o", tmp_path / "p.html", "--title", "<b>Klow</b>")
    assert result.exit_code == 0
    page = (tmp_path / "p.html").read_text()
    assert "<b>Klow</b>" not in page
    assert "&lt;b&gt;Klow&lt;/b&gt;" in page


def test_draw_writes_svg_by_suffix_in_each_view(folder: Path, tmp_path: Path) -> None:
    for view in ("timeline", "graph", "chain", "pairs", "ladder", "open", "table"):
        path = tmp_path / f"{view}.svg"
        assert kg("draw", "--data", folder, "-o", path, "--view", view).exit_code == 0
        assert path.read_text().startswith("<svg ")
    assert kg("draw", "--data", folder, "-o", tmp_path / "p.png").exit_code == 2


def test_draw_says_what_it_leaves_out(folder: Path, out: Path, tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    few = kg("draw", "-i", out, "-o", page, "--max-nodes", "20")
    assert few.exit_code == 0
    assert few.stderr.splitlines()[1].startswith("20 of ")
    assert " actions are drawn: whole chains first" in few.stderr
    assert " actions are drawn: whole chains first" in page.read_text()
    none = kg("draw", "--data", folder, "-o", page, "--min-length", "9")
    assert none.exit_code == 0
    assert "No actions match --min-length 9\n" in none.stderr
    told = page.read_text()
    assert "There are no actions to show. None match <code>--min-length 9</code>." in told


def test_draw_quotes_only_from_texts_at_hand(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    page = tmp_path / "p.html"
    result = kg("draw", "--data", folder, "-o", page, "--texts", tmp_path / "texts")
    assert result.exit_code == 0
    assert "is not in the folder given" in result.stderr
    assert "is not in the folder given" in page.read_text()


def test_draw_takes_the_filters_of_chains(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    wrong = kg("draw", "--data", folder, "-o", page, "--actor", "Nowhere")
    assert wrong.exit_code == 2
    assert not page.exists()
    assert kg("draw", "--data", folder, "-o", page, "--basis", "stated").exit_code == 0


@pytest.mark.parametrize(
    ("state", "states", "label"),
    [
        ("answered", "answered", "Ruritania expels four"),
        ("open", "answerPlanned,answeredInWords,unanswered", "Borduria expels four"),
        ("unanswered,answeredInWords", "answeredInWords,unanswered", "Borduria expels four"),
    ],
)
def test_a_state_exports_what_the_page_of_its_address_does(
    state: str, states: str, label: str, ladder: Path
) -> None:
    for form in ("turtle", "trig", "csv"):
        words = ("export", "--data", ladder, "--format", form, "-o", "-")
        by_option = kg(*words, "--answer", state)
        by_address = kg(*words, "--address", f"#answer={states}")
        assert by_option.exit_code == by_address.exit_code == 0
        assert by_option.stdout_bytes == by_address.stdout_bytes
        both = ("Ruritania expels four", "Borduria expels four")
        assert [each for each in both if each in by_option.stdout] == [label]


def test_a_state_that_no_act_is_in_leaves_nothing_and_says_so(ladder: Path, tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    for command in (["export", "-o", tmp_path / "x.ttl"], ["draw", "-o", page]):
        none = kg(*command, "--data", ladder, "--answer", "answerDisputed")
        assert none.exit_code == 0
        assert "No actions match --answer answerDisputed\n" in none.stderr
    assert "There are no actions to show." in page.read_text()


@pytest.mark.parametrize("command", ["export", "draw"])
def test_a_state_that_is_not_known_is_refused_with_a_hint(
    command: str, ladder: Path, tmp_path: Path
) -> None:
    path = tmp_path / ("x.ttl" if command == "export" else "x.html")
    wrong = kg(command, "--data", ladder, "-o", path, "--answer", "unansered")
    assert wrong.exit_code == 2
    assert "no answer state 'unansered'; did you mean 'unanswered'?" in wrong.stderr
    assert not path.exists()


def test_draw_shows_the_acts_in_a_state_alone(ladder: Path, tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    assert kg("draw", "--data", ladder, "-o", page, "--answer", "open").exit_code == 0
    told = page.read_text()
    assert 'data-action="answer" data-answer-state="unanswered"' in told
    assert 'data-action="strike"' not in told


def test_a_page_for_a_frame_and_one_that_opens_with_a_story(ladder: Path, tmp_path: Path) -> None:
    page, told = tmp_path / "p.html", tmp_path / "story.yaml"
    told.write_text("steps: [{action: answer, text: It began so}, {action: strike}]")
    assert kg("draw", "--data", ladder, "-o", page).exit_code == 0
    assert '<html lang="en">' in page.read_text()
    result = kg("draw", "--data", ladder, "-o", page, "--embed", "--story", told)
    assert result.exit_code == 0
    text = page.read_text()
    assert '<html lang="en" class="embed">' in text
    assert '"start":"story"' in text
    assert '"story":[[1,"It began so"],[0,""]]' in text


def test_a_step_of_what_is_not_drawn_is_refused(ladder: Path, tmp_path: Path) -> None:
    page, told = tmp_path / "p.html", tmp_path / "story.yaml"
    told.write_text("steps: [{action: anser}]")
    wrong = kg("draw", "--data", ladder, "-o", page, "--story", told)
    assert wrong.exit_code == 1
    assert "'anser' is not an action that is drawn; did you mean 'answer'?" in wrong.stderr
    told.write_text("steps: [{action: strike}]")
    words = ("draw", "--data", ladder, "-o", page, "--story", told)
    assert kg(*words, "--answer", "unanswered").exit_code == 1
    assert not page.exists()
    assert kg(*words).exit_code == 0


def test_what_is_drawn_credits_whom_kg_toml_names(
    ladder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "kg.toml").write_text(
        'author = "Klow University"\nlicense = "https://licence.example/by"\nurl = "https://klow.example/"\n'
    )
    monkeypatch.chdir(project)
    for name in ("p.html", "card.svg"):
        card = ["--card"] if name == "card.svg" else []
        assert kg("draw", "--data", ladder, "-o", project / name, *card).exit_code == 0
        for said in ("Klow University", "https://licence.example/by", "https://klow.example/"):
            assert said in (project / name).read_text()


CARD = ("draw", "--card", "--data")


def test_draw_writes_a_card_as_svg_and_png(ladder: Path, tmp_path: Path) -> None:
    for suffix, start in (("svg", b"<svg "), ("png", b"\x89PNG")):
        path = tmp_path / f"card.{suffix}"
        result = kg(*CARD, ladder, "-o", path, "--title", "Klow & Streslau")
        assert result.exit_code == 0, result.output
        assert str(path) in result.stderr
        assert path.read_bytes().startswith(start)
    svg = (tmp_path / "card.svg").read_text()
    assert "Klow &amp; Streslau" in svg
    assert "Said to answer, 4 days later" in svg


def test_a_card_shows_the_action_named_among_those_that_the_filters_keep(
    ladder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "card.svg"
    assert kg(*CARD, ladder, "-o", path, "--action", "protest").exit_code == 0
    assert "Ruritania protests" in path.read_text()
    wrong = kg(*CARD, ladder, "-o", path, "--action", "anser")
    assert wrong.exit_code == 2
    assert "no action to show is called 'anser'; did you mean 'answer'?" in wrong.stderr
    hidden = kg(*CARD, ladder, "-o", path, "--since", "2040", "--action", "answer")
    assert hidden.exit_code == 2


def test_a_card_shows_an_exchange_for_which_the_filters_hold(ladder: Path, tmp_path: Path) -> None:
    ally = """format: 1
article: {id: gazette-3, title: An ally, publisher: gazette, published: 2031-03-30, textDigest:
  "2222222222222222222222222222222222222222222222222222222222222222", textLength: 300}
actions:
- {id: ally, type: Expulsion, label: Borduria expels a Swiss, actor: XBO, recipient: CHE}
reports:
- {action: ally, span: [0, 20], stance: asserts, date: 2031-03-25, status: ordered}
links:
- {response: ally, trigger: strike, relation: retaliation, basis: reported, stance: asserts,
   span: [61, 90]}
"""
    (ladder / "articles" / "c.yaml").write_text(ally)
    for words in (
        ("--dyad", "XBO", "XRU"),
        ("--address", "pair=XBO,XRU"),
        ("--until", "2031-03-10"),
    ):
        path = tmp_path / "card.svg"
        result = kg(*CARD, ladder, "-o", path, *words)
        assert result.exit_code == 0, result.stderr
        drawn = path.read_text()
        assert "Borduria expels four" in drawn, words
        assert "Swiss" not in drawn, words
    assert kg(*CARD, ladder, "-o", path).exit_code == 0
    assert "Swiss" in path.read_text()


def test_a_card_of_nothing_is_drawn_and_said(ladder: Path, tmp_path: Path) -> None:
    path = tmp_path / "card.svg"
    none = kg(*CARD, ladder, "-o", path, "--since", "2040")
    assert none.exit_code == 0
    assert "No actions match --since 2040\n" in none.stderr
    assert "There are no actions to show." in path.read_text()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--card",), "page.html: a card ends in .svg or .png"),
        (("--card", "-o", "-"), "-: a card ends in .svg or .png"),
        (("-o", "x.png"), "only a card, with --card, is drawn as .png"),
        (("-o", "x.svg", "--action", "answer"), "--action needs --card"),
    ],
)
def test_what_a_card_cannot_be_is_refused(words: tuple[str, ...], message: str) -> None:
    result = kg("draw", *words)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert "reading " not in result.stderr


def test_a_png_without_the_extra_is_refused_with_the_remedy(
    ladder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    path = tmp_path / "card.png"
    result = kg(*CARD, ladder, "-o", path)
    assert result.exit_code == 2
    remedy = "a PNG needs resvg: pip install 'retaliation-kg[png]', or write .svg\n"
    assert result.stderr == remedy
    assert not path.exists()
    assert kg(*CARD, ladder, "-o", tmp_path / "card.svg").exit_code == 0
