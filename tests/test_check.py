"""kg check: which data is meant, and that one file has the findings that the whole finds in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.build import build_graph, write_build
from kg.check import check_files
from kg.cli import main
from kg.paths import data_folder
from kg.read.folders import shown

RIVALS = Path(__file__).parent / "fixtures" / "rival-states"


def kg(*words: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in words])


@pytest.fixture
def rivals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the fixture, below the working folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(RIVALS, tmp_path / "mydata")
    return tmp_path / "mydata"


def compare(folder: Path) -> int:
    """Whether each file has the findings that the whole finds in it; how many there are."""
    whole, _ = check_files([folder])
    files = sorted([*folder.glob("*/*.yaml"), *folder.glob("*/*.csv")])
    for path in files:
        told, _ = check_files([path])
        unread = {each for each in told if each.place.file != shown(path)}  # others beside it
        assert unread <= set(whole)
        of_file = [each for each in told if each not in unread]
        assert of_file == [each for each in whole if each.place.file == shown(path)], path
    assert {each.place.file for each in whole} <= {shown(path) for path in files}
    return len(whole)


BREAKS = {
    "unknown action": ("action: ", "action: un"),
    "unknown stance": ("stance: asserts", "stance: assets"),
    "shape of an action": ("type: Expulsion", "type: Summons, performedBy: XBO"),
    "a double": ("id: borduria-", "id: syldavia-"),
    "cut": ("reports:", "reports"),
    "order": ("date: 2031-0", "date: 2039-0"),
    "turned round": ("response: ", "trigger: "),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_file_has_the_findings_of_the_whole_check(name: str, rivals: Path) -> None:
    old, new = BREAKS[name]
    count = 0
    for path in sorted(rivals.glob("a*/*.yaml")):
        text = path.read_text()
        if old in text:
            path.write_text(text.replace(old, new, 1))
            count += 1
    assert count, "nothing was broken"
    assert compare(rivals) > 0


def test_a_merge_of_other_files_keeps_no_circle_of_a_file_from_being_found(rivals: Path) -> None:
    """Chains are looked for only where nothing is wrong, and an act of another file is not."""
    acts = "".join(
        f"- {{id: oslo-{name}, type: Protest, label: A protest, actor: NOR, recipient: THA}}\n"
        for name in ("one", "two")
    )
    (rivals / "actions" / "oslo.yaml").write_text(f"format: 1\nactions:\n{acts}")
    (rivals / "merges").mkdir()
    (rivals / "merges" / "m.csv").write_text("id,action,reason\noslo-one,oslo-two,One event.\n")
    assert compare(rivals) == 0
    path = rivals / "articles" / ARTICLE
    ways = ("a-2029", "b-2029"), ("b-2029", "a-2029")
    declared = "".join(
        f"- {{id: {name}, type: Recall, label: {name}, actor: {actor}, recipient: {other}}}\n"
        for name, actor, other in (("a-2029", "XSY", "XBO"), ("b-2029", "XBO", "XSY"))
    )
    told = "".join(
        f"- {{action: {name}, span: [1400, 1450], stance: asserts, status: carriedOut}}\n"
        for name, _ in ways
    )
    links = "".join(
        f"- {{response: {one}, trigger: {other}, relation: retaliation, basis: reported, "
        "stance: asserts, span: [1400, 1450]}\n"
        for one, other in ways
    )
    text = path.read_text()
    for key, more in (("actions", declared), ("reports", told), ("links", links)):
        text = text.replace(f"\n{key}:\n", f"\n{key}:\n{more}", 1)
    path.write_text(text)
    assert compare(rivals) == 2  # both claims


def test_a_sound_folder_has_no_findings_in_any_file(rivals: Path) -> None:
    assert compare(rivals) == 0


def test_an_event_declared_twice_is_told_with_its_file_alone_too(rivals: Path) -> None:
    again = (
        "{id: again, type: Expulsion, label: Twelve leave, actor: XRU, recipient: XBO, "
        "date: 2031-03-05, dateSource: almanac}"
    )
    path = rivals / "actions" / "again.yaml"
    path.write_text(f"format: 1\nactions:\n- {again}\n")
    assert compare(rivals) == 1
    article = rivals / "articles" / "strelsau-courier-2031-04-10.yaml"
    ((found,), _) = check_files([article])
    assert found.message == (
        f"'ruritania-expels-12-2031' may be 'again' ({shown(path)}:3): same pair, same day and "
        "class; report it by its id"
    )


def test_a_file_named_from_its_own_folder_is_checked_with_the_data_around_it(
    rivals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (article, *_) = sorted((rivals / "articles").iterdir())
    (actors, *_) = sorted((rivals / "actors").iterdir())
    actors.rename(actors.with_name(article.name))  # as people do: articles/a.yaml, actors/a.yaml
    monkeypatch.chdir(article.parent)
    for name in (article.name, f"./{article.name}", f"../articles/{article.name}"):
        assert check_files([Path(name)]) == ([], False)


def test_each_bundled_article_is_sound_alone_as_together(tmp_path: Path) -> None:
    assert check_files(articles()) == ([], False)  # beside all coded events
    for name in ("articles", "actors"):
        shutil.copytree(data_folder() / name, tmp_path / name)
    for path in articles():
        assert check_files([tmp_path / "articles" / path.name]) == ([], False)


def articles() -> list[Path]:
    return sorted((data_folder() / "articles").glob("*.yaml"))


def test_a_broken_bundled_article_is_told_where_it_is(tmp_path: Path) -> None:
    for name in ("articles", "actors"):
        shutil.copytree(data_folder() / name, tmp_path / name)
    path = tmp_path / "articles" / articles()[0].name
    text = path.read_text()
    path.write_text(text.replace("stance: asserts", "stance: assets", 1))
    assert compare(tmp_path) > 0


def test_nothing_named_means_the_project_the_last_build_or_the_working_folder(
    rivals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (article, *_) = (rivals / "articles").iterdir()
    write_build(build_graph(rivals, check=False), Path("out"))
    article.write_text(article.read_text().replace("stance: asserts", "stance: assets", 1))
    ran = kg("check")
    assert (ran.exit_code, ran.stdout.count("did you mean 'asserts'")) == (1, 1)
    assert ran.stderr.startswith("checking mydata (from which out/ was built)\n")
    assert ran.stderr.endswith("\n1 error, 0 warnings\n")
    (rivals.parent / "kg.toml").write_text('data = ["mydata"]\n')
    assert kg("check").stderr.startswith("checking mydata (named in kg.toml)\n")
    (rivals.parent / "kg.toml").unlink()
    monkeypatch.chdir(rivals)
    inside = kg("check")
    assert (inside.exit_code, inside.stderr.splitlines()[0]) == (1, "checking the working folder")
    assert kg("check", "../out").stdout.count("did you mean 'asserts'") == 1


def test_a_file_may_refer_to_the_other_folders_of_its_project(rivals: Path) -> None:
    action = build_graph(rivals, check=False).corpus.record.actions[0].id
    more = rivals.parent / "more" / "actions"
    more.mkdir(parents=True)
    act = f"{{id: protest, type: Protest, label: A protest, actor: NOR, about: {action}}}"
    (more / "a.yaml").write_text(f"format: 1\nactions:\n- {act}\n")
    assert kg("check", more / "a.yaml").exit_code == 1
    (rivals.parent / "kg.toml").write_text('data = ["more", "mydata"]\n')
    assert kg("check", more / "a.yaml").exit_code == 0


def test_counts_are_told_with_the_right_plurals(rivals: Path) -> None:
    (rivals / "actionz").mkdir()
    ran = kg("check", rivals)
    assert (ran.exit_code, ran.stderr) == (
        0,
        f"checking {rivals}\n"
        "85 spans were not checked: no texts (--texts DIR, or texts in kg.toml)\n"
        "0 errors, 1 warning\n",
    )


def test_sentences_that_kg_new_left_are_warned_of_at_the_first(rivals: Path) -> None:
    path = next(iter(sorted((rivals / "articles").glob("*.yaml"))))
    text = path.read_text()
    path.write_text(f"# mine\n#| [0, 9] It began.\n#| [10, 14] So.\n{text}")
    for files in ([path], [rivals]):
        (finding,) = check_files(files)[0]
        assert str(finding) == (
            f"{shown(path)}:2:1: warning: holds sentences of the article as comments (2); when all "
            f"is done, kg new --strip {shown(path)} removes them"
        )


ARTICLE = "strelsau-courier-2031-04-10.yaml"
MISTAKES = {
    "  id: strelsau-courier-2031-04-10": ("\tid: strelsau-courier-2031-04-10",
                                         "4:1: a tab indents this line; use spaces"),
    "title: Consulate must close": ("title: Klow: cuts",
                                    "5:14: ': ' inside the text; put the text in quotes"),
    "actor: [XBO], recipient: [XRU]}": ("actor: [XBO], recipient: [XRU]",
                                        "23:3: the { of line 23 is not closed"),
    "published: 2031-04-10": ("published: 6/1/2031", "7:14: published: '6/1/2031' may be "
                              "2031-06-01 or 2031-01-06; write one of them"),
    "quantity: 12": ("quantity: sixty-three",
                     "94:13: quantity: 'sixty-three' is not a whole number; write 63"),
    "status: carriedOut": ("status: carryOut", "88:11: status: 'carryOut' is not one of "
                           "carriedOut, ordered, announced, planned, threatened, declined; "
                           "did you mean 'carriedOut'?"),
    "  claimedBy: ": ("  speaker: ",
                      "129:3: 'speaker' is not a key of links; did you mean 'claimedBy'?"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "told"), [(old, *rest) for old, rest in MISTAKES.items()], ids=ascii
)
def test_one_mistake_is_one_line_whatever_hangs_on_it(
    old: str, new: str, told: str, rivals: Path
) -> None:
    """Neither the loader nor the shapes tell what only follows from it, in any file."""
    path = rivals / "articles" / ARTICLE
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    findings, _ = check_files([rivals])
    assert [str(each) for each in findings] == [f"{shown(path)}:{told}"]


def test_a_file_is_not_called_sound_while_another_beside_it_cannot_be_read(rivals: Path) -> None:
    path = rivals / "articles" / ARTICLE
    path.write_text("\tx: y\n")
    findings, unreadable = check_files([rivals / "articles" / "szohod-times-2031-05-03.yaml"])
    assert [str(each) for each in findings] == [
        f"{shown(path)}:1:1: a tab indents this line; use spaces"
    ]
    assert unreadable


def test_an_unreadable_file_of_actors_is_one_line(rivals: Path) -> None:
    path = next((rivals / "actors").iterdir())
    path.write_text(path.read_text() + "\n\tx: y\n")
    findings, unreadable = check_files([rivals])
    assert [each.message for each in findings] == ["a tab indents this line; use spaces"]
    assert unreadable


def test_an_entry_of_actors_with_a_mistake_is_one_line(rivals: Path) -> None:
    path = next((rivals / "actors").iterdir())
    path.write_text(path.read_text().replace("type: NewsOrganization", "type: Newspaper", 1))
    findings, _ = check_files([rivals])
    assert [each.message.partition(" is ")[0] for each in findings] == ["type: 'Newspaper'"]


def test_folders_are_checked_together_as_they_are_built(rivals: Path) -> None:
    other = rivals.with_name("other")
    shutil.copytree(rivals / "actors", other / "actors")
    named = next((other / "actors").glob("*.yaml")).name
    for words in (("check",), ("build", "-o", "out")):
        done = kg(*words, rivals, other)
        assert done.exit_code == 1
        assert f"other/actors/{named}" in done.output
        assert "is declared at mydata/actors" in done.output
