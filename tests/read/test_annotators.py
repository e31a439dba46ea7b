"""Two annotators' files of one article join; what they read differently is theirs alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import kg
from test_build import ACTORS, write

from kg.build import build_graph, write_build
from kg.check import check_files
from kg.infer.built import open_built
from kg.model.actions import Action, Record
from kg.read.corpus import Corpus, read_corpus
from kg.sources import find_input, open_input

HEAD = f"""format: 1
article:
  id: gazette-1
  title: Ruritania expels four
  publisher: gazette
  published: 2031-03-20
  textDigest: "{"0" * 64}"
  textLength: 400
  annotatedBy: ANNOTATOR
"""
ACTS = """actions:
- {id: strike, type: Expulsion, label: Four must go, actor: XRU, recipient: XBO}
- {id: answer, type: Expulsion, label: Borduria answers, actor: XBO, recipient: XRU}
"""
SAID = """reports:
- {action: strike, span: [0, 21], stance: asserts, status: ordered, quantity: 4, unit: persons}
- {action: answer, span: [30, 51], stance: asserts, status: carriedOut, date: 2031-03-04}
links:
- {response: answer, trigger: strike, relation: retaliation, basis: reported, stance: asserts,
  span: [30, 51]}
"""
BOTH = ("Ana", "Jan Novák")


def article(annotator: str, body: str = ACTS + SAID) -> str:
    return HEAD.replace("ANNOTATOR", annotator) + body


def read(folder: Path, *texts: str) -> Corpus:
    write(folder, ACTORS, "actors/a.yaml")
    for number, text in enumerate(texts):
        write(folder, text, f"articles/{number}.yaml")
    return read_corpus(folder)


def test_two_files_of_one_text_that_do_not_say_by_whom_are_told_once(tmp_path: Path) -> None:
    other = (ACTS + SAID).replace("quantity: 4", "quantity: 5")
    texts = [
        article("Ana", each).replace("  annotatedBy: Ana\n", "") for each in (ACTS + SAID, other)
    ]
    (finding,) = read(tmp_path, *texts).findings
    first, second = (f"{tmp_path}/articles/{each}.yaml:3:7" for each in "01")
    assert str(finding) == (
        f"{second}: article 'gazette-1' is annotated in {first} too; name who annotated it in "
        "annotatedBy of each, or remove one"
    )


def two(folder: Path, *changes: tuple[str, str], first: str = ACTS + SAID) -> Record:
    """What Ana has, and what Jan has, whose file is changed."""
    second = ACTS + SAID
    for old, new in changes:
        assert old in second
        second = second.replace(old, new)
    corpus = read(folder, article("Ana", first), article("Jan Novák", second))
    assert corpus.findings == ()
    return corpus.record


def said(record: Record) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return sorted((x.of[0], x.key, x.value, x.annotators) for x in record.readings)


def test_files_that_say_the_same_are_one_with_both_annotators(tmp_path: Path) -> None:
    record = two(tmp_path)
    assert [each.provenance.annotated_by for each in record.articles] == [BOTH]
    assert [each.provenance.annotated_by for each in record.reports] == [BOTH, BOTH]
    assert [each.provenance.annotated_by for each in record.links] == [BOTH]
    assert (len(record.actions), record.readings) == (2, ())


def test_ids_are_those_of_one_file_alone(tmp_path: Path) -> None:
    alone = read(tmp_path / "one", article("Ana")).record
    both = two(tmp_path / "two")
    assert [x.iri for x in both.reports] == [x.iri for x in alone.reports]
    assert [x.iri for x in both.links] == [x.iri for x in alone.links]


def test_a_value_read_differently_stands_nowhere_but_among_readings(tmp_path: Path) -> None:
    record = two(tmp_path, ("quantity: 4", "quantity: 5"))
    (told,) = [each for each in record.reports if each.action == "strike"]
    assert (told.values.quantity, told.values.status) == (None, "ordered")
    strike = next(each for each in record.actions if each.id == "strike")
    assert (strike.values.quantity, strike.values.status) == (None, "ordered")
    assert said(record) == [
        ("report", "quantity", "4 persons", ("Ana",)),
        ("report", "quantity", "5 persons", ("Jan Novák",)),
    ]
    assert {each.of for each in record.readings} == {("report", told.iri)}


def test_a_value_that_one_leaves_out_stands(tmp_path: Path) -> None:
    record = two(tmp_path, (", date: 2031-03-04", ""))
    assert next(x for x in record.reports if x.action == "answer").values.date == "2031-03-04"
    assert said(record) == [
        ("report", "date", "", ("Jan Novák",)),
        ("report", "date", "2031-03-04", ("Ana",)),
    ]


def test_what_a_record_cannot_be_without_stays_as_the_first_file_has_it(tmp_path: Path) -> None:
    changes = (("span: [0, 21], stance: asserts", "span: [0, 19], stance: alleges"),)
    record = two(tmp_path, *changes)
    (told,) = [each for each in record.reports if each.action == "strike"]
    assert (told.start, told.end, told.stance) == (0, 21, "asserts")
    assert said(record) == [
        ("report", "span", "0; 19", ("Jan Novák",)),
        ("report", "span", "0; 21", ("Ana",)),
        ("report", "stance", "alleges", ("Jan Novák",)),
        ("report", "stance", "asserts", ("Ana",)),
    ]


def test_an_act_keeps_its_status_where_annotators_read_it_differently(tmp_path: Path) -> None:
    record = two(tmp_path, ("status: carriedOut, date", "status: ordered, date"))
    (answer,) = (each for each in record.reports if each.action == "answer")
    assert answer.values.status == "carriedOut"
    assert said(record) == [
        ("report", "status", "carriedOut", ("Ana",)),
        ("report", "status", "ordered", ("Jan Novák",)),
    ]


def test_declarations_that_differ_are_one_and_listed(tmp_path: Path) -> None:
    changes = (("label: Four must go", "label: Ruritania sends four home"), ("XBO}", "XSY}"))
    third = "- {id: XSY, type: State, label: Syldavia}\n"
    write(tmp_path, ACTORS + third, "actors/a.yaml")
    second = ACTS + SAID
    for old, new in changes:
        second = second.replace(old, new)
    write(tmp_path, article("Ana"), "articles/0.yaml")
    write(tmp_path, article("Jan Novák", second), "articles/1.yaml")
    record = read_corpus(tmp_path).record
    strike = next(each for each in record.actions if each.id == "strike")
    assert (strike.label, strike.values.recipient) == ("Four must go", ())
    assert said(record) == [
        ("action", "label", "Four must go", ("Ana",)),
        ("action", "label", "Ruritania sends four home", ("Jan Novák",)),
        ("action", "recipient", "XBO", ("Ana",)),
        ("action", "recipient", "XSY", ("Jan Novák",)),
    ]


def test_the_day_of_a_declaration_goes_with_its_source(tmp_path: Path) -> None:
    dated = "recipient: XBO, date: DAY, dateSource: gazette of the state}"
    first = (ACTS + SAID).replace("recipient: XBO}", dated.replace("DAY", "2031-03-01"))
    record = two(tmp_path, ("recipient: XBO}", dated.replace("DAY", "2031-03-02")), first=first)
    strike: Action = next(each for each in record.actions if each.id == "strike")
    assert (strike.values.date, strike.date_source, strike.bounds) == (None, None, (None, None))
    alone = two(tmp_path, first=first)
    strike = next(each for each in alone.actions if each.id == "strike")
    assert (strike.values.date, strike.date_source) == ("2031-03-01", "gazette of the state")
    assert strike.earliest == strike.latest


def test_a_record_that_only_one_has_stays_and_is_listed(tmp_path: Path) -> None:
    link = SAID.partition("links:")[2]
    record = two(tmp_path, ("links:" + link, ""))
    assert [each.provenance.annotated_by for each in record.links] == [("Ana",)]
    assert said(record) == [
        ("link", "link", "given", ("Ana",)),
        ("link", "link", "not given", ("Jan Novák",)),
    ]


def test_what_disputes_a_claim_is_found_under_its_joined_name(tmp_path: Path) -> None:
    denial = "- {id: no, action: strike, span: [60, 80], stance: denies}\n"
    pointing = SAID.replace("links:", f"{denial}links:").replace(
        "[30, 51]}\n", "[30, 51], disputedBy: [no]}\n"
    ).replace("date: 2031-03-04, disputedBy: [no]", "date: 2031-03-04")  # fmt: skip
    shifted = pointing.replace("[60, 80]", "[60, 79]")
    corpus = read(tmp_path, article("Ana", ACTS + pointing), article("Jan Novák", ACTS + shifted))
    assert corpus.findings == ()
    (link,) = corpus.record.links
    (denied,) = [each for each in corpus.record.reports if each.stance == "denies"]
    assert link.disputed_by == (("report", denied.iri),)


def test_three_annotators_are_compared_together(tmp_path: Path) -> None:
    texts = [
        article(name, (ACTS + SAID).replace("quantity: 4", f"quantity: {count}"))
        for name, count in (("Ana", 4), ("Jan", 5), ("Eva", 4))
    ]
    record = read(tmp_path, *texts).record
    assert said(record) == [
        ("report", "quantity", "4 persons", ("Ana", "Eva")),
        ("report", "quantity", "5 persons", ("Jan",)),
    ]


@pytest.mark.parametrize("names", [("Ana", "Ana"), ("Ana", ""), ("", "")])
def test_one_annotator_or_none_may_not_give_an_article_twice(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    texts = [article(x) if x else article("Ana").replace("  annotatedBy: Ana\n", "") for x in names]
    texts[1] += "# another file, not a copy\n"
    told = [str(each) for each in read(tmp_path, *texts).findings]
    places = [x for x in told if "article 'gazette-1' is " in x]
    assert len(places) == 1
    assert "articles/1.yaml:3:7" in places[0]
    assert "articles/0.yaml:3:7 too" in places[0]


def test_what_one_annotator_gives_twice_is_told_as_anywhere(tmp_path: Path) -> None:
    strike, report = ACTS.splitlines()[1], SAID.splitlines()[1]
    twice = (ACTS + SAID).replace(f"{strike}\n", f"{strike}\n{strike}\n")
    twice = twice.replace(f"{report}\n", f"{report}\n{report}\n")
    told = [str(each) for each in read(tmp_path, article("Ana", twice), article("Jan")).findings]
    assert len(told) == 2
    assert any("action 'strike' is declared at" in each for each in told)
    assert any("this report says the same as" in each for each in told)


def test_files_of_two_texts_do_not_join(tmp_path: Path) -> None:
    other = article("Jan Novák").replace("0" * 64, "1" * 64)
    told = [str(each) for each in read(tmp_path, article("Ana"), other).findings]
    assert any("article 'gazette-1' is declared at" in each for each in told)


def test_a_draft_of_one_is_nothing_beside_what_the_other_wrote(tmp_path: Path) -> None:
    made = article("Jan Novák", (ACTS + SAID).replace("quantity: 4", "quantity: 5"))
    made = made.replace("Novák\n", "Novák\n  extractedBy: reader 1.2, 2031-03-05\n")
    corpus = read(tmp_path, article("Ana"), made)
    assert (corpus.findings, corpus.record.readings, corpus.left_out.drafts) == ((), (), 3)
    assert [each.provenance.annotated_by for each in corpus.record.articles] == [("Ana",)]
    kept = read_corpus(tmp_path, drafts=True).record
    assert [each.draft for each in kept.reports] == [False, False]
    assert {each.key for each in kept.readings} == {"quantity"}


def test_a_problem_is_told_of_the_file_that_is_checked(tmp_path: Path) -> None:
    write(tmp_path, ACTORS, "actors/a.yaml")
    for number, name in enumerate(BOTH):
        bad = article(name, ACTS + SAID.replace(", status: ordered", ""))
        write(tmp_path, bad, f"articles/{number}.yaml")
    for number in range(2):
        found, _ = check_files([tmp_path / "articles" / f"{number}.yaml"])
        assert [each.place.file.endswith(f"{number}.yaml") for each in found] == [True] * len(found)
        assert any("gives a status" in each.message for each in found)


def test_readings_are_read_back_narrowed_and_never_told_as_of_sources(tmp_path: Path) -> None:
    record = two(tmp_path / "data", ("quantity: 4", "quantity: 5"))
    built = build_graph(tmp_path / "data")
    write_build(built, tmp_path / "out")
    assert open_built(tmp_path / "out").corpus.record == built.corpus.record
    assert built.corpus.record.readings == record.readings
    out = tmp_path / "out"
    shown = kg("show", "-i", out, "strike", "--format", "text").stdout
    assert "Where accounts differ" not in shown
    (told,) = [x for x in record.reports if x.action == "strike"]
    text = kg("show", "-i", out, f"report:{told.iri}", "--format", "text").stdout
    assert "quantity: 4 persons (Ana); 5 persons (Jan Novák)" in text
    assert "Annotated by: Ana, Jan Novák" in text
    line = "\n- Report: quantity: 4 persons (Ana); 5 persons (Jan Novák)  [report:"
    for name, there in (("strike", True), ("article:gazette-1", True), ("answer", False)):
        text = kg("show", "-i", out, name, "--format", "text").stdout
        assert (line in text) == there
    disagreements = kg("query", "-i", out, "disagreements", "--format", "csv").stdout
    assert len(disagreements.splitlines()) == 1
    theirs = kg("query", "-i", out, "annotators-disagree", "--format", "csv").stdout
    assert len(theirs.splitlines()) == 3
    part = kg("export", "-i", out, "--actor", "XRU", "-o", "-", "--format", "ttl").stdout
    assert part.count("a ret:Reading") == 2


def test_show_lists_of_an_action_the_readings_of_its_links_too(tmp_path: Path) -> None:
    two(tmp_path / "data", ("relation: retaliation", "relation: sequence"), ("go,", "leave,"))
    (link,) = build_graph(tmp_path / "data").corpus.record.links
    line = "Link: relation: retaliation (Ana); sequence (Jan Novák)"
    for name in ("strike", "answer", "article:gazette-1"):
        text = kg("show", "-i", tmp_path / "data", name, "--format", "text").stdout
        assert f"- {line}  [link:{link.iri}]" in text
        action = "label: Four must go (Ana); Four must leave (Jan Novák)"
        assert {
            "strike": f"- {action}" in text,
            "answer": action not in text,
            "article:gazette-1": f"- Action: {action}  [action:strike]" in text,
        }[name]


def test_a_build_of_one_annotator_joins_the_data_of_another(tmp_path: Path) -> None:
    read(tmp_path / "ana", article("Ana"))
    read(
        tmp_path / "jan", article("Jan Novák", (ACTS + SAID).replace("quantity: 4", "quantity: 5"))
    )
    write_build(build_graph(tmp_path / "ana"), tmp_path / "out")
    inputs = find_input([tmp_path / "out", tmp_path / "jan"])
    record = open_input(inputs).corpus.record
    together = two(tmp_path / "both", ("quantity: 4", "quantity: 5"))
    assert said(record) == said(together)
    assert [x.provenance for x in record.reports] == [x.provenance for x in together.reports]


def test_an_article_that_two_annotate_counts_once(tmp_path: Path) -> None:
    two(tmp_path / "data", ("quantity: 4", "quantity: 5"))
    one = read(tmp_path / "alone", article("Ana"))
    assert one.findings == ()
    counts = [
        kg("stats", "-i", tmp_path / each, "--by", "article", "--format", "csv").stdout
        for each in ("data", "alone")
    ]
    assert counts[0] == counts[1]
