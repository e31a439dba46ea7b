"""kg anchor as people and scripts meet it, and kg check and kg build on what it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from envoys import DIGEST, SPANS, TEXT, article, bare, marked, write_project
from support import kg

QUOTED = article(spied="quote: 'the envoys had “spied”'")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path, QUOTED)
    return tmp_path


def test_a_quote_is_anchored_and_then_checked_and_built(project: Path) -> None:
    result = kg("anchor", "data/articles/a.yaml", "--texts", "texts")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "data/articles/a.yaml: 1 quote anchored\n"
    assert kg("check", "data", "--texts", "texts").exit_code == 0
    assert kg("build", "data", "--texts", "texts", "-o", "out").exit_code == 0
    assert "quote" not in (project / "data/articles/a.yaml").read_text()


def test_the_texts_of_kg_toml_are_used(project: Path) -> None:
    (project / "kg.toml").write_text('data = ["data"]\ntexts = "texts"\n')
    assert kg("anchor", "data").exit_code == 0
    result = kg("check")
    assert result.exit_code == 0
    assert "not checked" not in result.stderr


def test_what_kg_check_says_of_a_text_set_otherwise_works(project: Path) -> None:
    (project / "texts/a.txt").write_text(TEXT.rstrip("\n"), encoding="utf-8")
    (project / "kg.toml").write_text('data = ["data"]\ntexts = "texts"\n')
    path = project / "data/articles/a.yaml"
    told = (
        "texts/a.txt is the text of 'gazette-1' but for the line end at its end; restore it, or "
        "take it as it is now: "
    )
    _, remedy = kg("check").stdout.splitlines()[0].split(told)
    assert remedy == "kg anchor --retext data/articles/a.yaml"
    result = kg("anchor", path)
    assert result.exit_code == 1
    assert f"{told}{remedy}" in result.stdout
    result = kg(*remedy.split()[1:])
    assert (result.exit_code, result.stdout) == (0, "")
    assert (
        result.stderr
        == f"{path.relative_to(project)}: its text is now texts/a.txt, 1 quote anchored\n"
    )
    assert kg("check").exit_code == 0
    assert kg("coverage", "-i", "data", "--texts", "texts").exit_code == 1  # sentences are left


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_quote_that_is_left_is_the_one_finding(project: Path, command: str) -> None:
    file = "data/articles/a.yaml"
    result = kg(command, "data", "--texts", "texts")
    told = result.stdout if command == "check" else result.stderr
    assert result.exit_code == 1
    found = [line for line in told.splitlines() if "data/articles" in line]
    assert found == [f"{file}:26:31: 1 quote is not anchored yet; run kg anchor {file}"]


@pytest.mark.parametrize("command", ["check", "build"])
def test_many_quotes_are_one_finding_and_none_of_them_says_the_same_as_another(
    project: Path, command: str
) -> None:
    said = "  stance: asserts\n  attributedTo: XSY\n  status: carriedOut\n"
    words = (
        "quote: Borduria’s envoys leave",
        "quote: We answer",
        "span: [0, 12]",
        "quote: We answer",
    )
    more = "".join(f"- action: xbo-expels\n  {each}\n{said}" for each in words)
    both = "- response: xsy-answers\n  trigger: xbo-expels\n"
    rest = "  relation: reply\n  basis: reported\n  stance: alleges\n"
    links = "".join(f"{both}  {each}\n{rest}" for each in words)
    quoted = {key: f"quote: '{TEXT[slice(*span)]}'" for key, span in SPANS.items()}
    text = article(**quoted).replace("links:\n", f"{more}links:\n{links}")
    (project / "data/articles/a.yaml").write_text(text)
    result = kg(command, "data", "--texts", "texts")
    told = result.stdout if command == "check" else result.stderr
    found = [line for line in told.splitlines() if "data/articles" in line]
    assert found == [
        "data/articles/a.yaml:11:13: 12 quotes are not anchored yet; "
        "run kg anchor data/articles/a.yaml"
    ]


def test_real_findings_stay_readable_among_quotes_that_are_not_anchored(project: Path) -> None:
    quoted = dict.fromkeys(SPANS, "quote: Klow")
    text = (
        article(**quoted)
        .replace("stance: asserts", "stance: says")
        .replace("unit: persons", "unit: person", 1)
    )
    (project / "data/articles/a.yaml").write_text(text)
    found = kg("check", "data", "--texts", "texts").stdout.splitlines()
    assert len(found) == 6
    assert sum("not anchored yet" in each for each in found) == 1
    assert sum("stance: 'says' is not one of" in each for each in found) == 4


def test_a_refused_quote_exits_1_and_files_that_cannot_be_read_3(project: Path) -> None:
    path = project / "data/articles/a.yaml"
    path.write_text(article(spied="quote: nobody spied"))
    result = kg("anchor", path, "--texts", "texts")
    assert result.exit_code == 1
    assert result.stdout.count("\n") == 1
    assert result.stderr == "data/articles/a.yaml: not changed\n1 error, 0 warnings\n"
    path.write_text("a: [")
    assert kg("anchor", path, "--texts", "texts").exit_code == 3
    assert kg("anchor", "none.yaml").exit_code == 2
    assert kg("anchor").exit_code == 2


@pytest.mark.parametrize("command", ["check", "build"])
def test_spans_that_nothing_was_held_against_are_counted(project: Path, command: str) -> None:
    (project / "data/articles/a.yaml").write_text(article())
    note = "6 spans were not checked: no texts (--texts DIR, or texts in kg.toml)\n"
    assert note in kg(command, "data").stderr
    assert note not in kg(command, "data", "--texts", "texts").stderr


def test_a_build_of_the_bundled_articles_says_nothing_of_texts(project: Path) -> None:
    assert "not checked" not in kg("build", "--without-events", "-o", "out").stderr


def test_moved_spans_stop_a_build_whose_texts_are_known(project: Path) -> None:
    start, end = SPANS["spied"]
    moved = article(spied=marked(start + 2, end + 2, TEXT[start:end]))
    (project / "data/articles/a.yaml").write_text(moved)
    assert kg("build", "data", "-o", "out").exit_code == 0
    result = kg("build", "data", "--texts", "texts", "-o", "out")
    assert result.exit_code == 1
    assert f"they are at [{start}, {end}]" in result.stderr


def test_one_shift_of_all_is_one_finding_even_where_spans_are_outside_the_text(
    project: Path,
) -> None:
    spans = {key: marked(a + 9, b + 9, TEXT[a:b]) for key, (a, b) in SPANS.items()}
    (project / "data/articles/a.yaml").write_text(article(**spans))
    result = kg("check", "data", "--texts", "texts")
    assert result.stdout == (
        "data/articles/a.yaml:11:12: all spans are 9 too high: 6 of 6 prove once moved; "
        "kg anchor rewrites them\n"
    )
    assert kg("anchor", "data", "--texts", "texts").exit_code == 0
    assert (project / "data/articles/a.yaml").read_text() == article()


@pytest.mark.parametrize("asked", [True, False])
def test_a_missing_text_is_an_error_only_where_texts_were_asked_for(
    project: Path, asked: bool
) -> None:
    (project / "data/articles/a.yaml").write_text(article(digest=DIGEST[::-1]))
    (project / "kg.toml").write_text('data = ["data"]\ntexts = "texts"\n')
    result = kg("check", *(("--texts", "texts") if asked else ()))
    assert result.exit_code == int(asked)
    assert "has its title and has" in result.stdout


def test_a_span_that_cuts_a_word_is_a_warning(project: Path) -> None:
    start, end = SPANS["spied"]
    (project / "data/articles/a.yaml").write_text(article(spied=bare(start + 1, end)))
    result = kg("check", "data", "--texts", "texts")
    assert (result.exit_code, result.stdout.count("\n")) == (0, 1)
    assert "cuts a word: “he envoys had “spied””" in result.stdout


def test_coverage_refuses_data_with_quotes_left(project: Path) -> None:
    result = kg("coverage", "-i", "data", "--texts", "texts")
    assert result.exit_code == 1
    assert "1 quote is not anchored yet" in result.stderr


def test_no_act_over_a_sentence_end_is_an_error_of_check_and_covers_nothing(project: Path) -> None:
    start = TEXT.index("The envoys left")
    path = project / "data/articles/a.yaml"
    path.write_text(article(weather=marked(start, TEXT.index(", too.") + 6)))
    result = kg("check", "data", "--texts", "texts")
    assert result.exit_code == 1
    assert "a.yaml:13:12: span [" in result.stdout
    assert "crosses the end of a sentence: “… train. The …”; did you mean [" in result.stdout
    result = kg("coverage", "-i", "data", "--texts", "texts", "--format", "tsv")
    assert result.exit_code == 1
    header, row = (each.split("\t") for each in result.stdout.splitlines())
    assert dict(zip(header, row, strict=True))["no_act"] == "0"


def test_a_page_that_quotes_texts_says_which_words_are_not_those_anchored(project: Path) -> None:
    start, end = SPANS["spied"]
    moved = article(spied=marked(start + 2, end + 2, TEXT[start:end]))
    (project / "data/articles/a.yaml").write_text(moved)
    result = kg("draw", "-i", "data", "--texts", "texts", "-o", "page.html")
    assert result.exit_code == 0
    assert "warning: span [123, 145] does not hold the words anchored here" in result.stderr
