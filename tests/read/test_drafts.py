"""Drafts: what a program extracted and nobody reviewed stays out, with all that only it tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_build import ACTORS, write

from kg.build import build_graph, write_build
from kg.infer.built import open_built
from kg.read.corpus import Corpus, read_corpus
from kg.read.drafts import LeftOut
from kg.sources import find_input, open_input

MADE = "reader 1.2, 2031-03-05"
REVIEW = '"Maria Nowak, 2031-03-09"'
HEAD = """format: 1
article:
  id: gazette-1
  title: Ruritania expels four
  publisher: gazette
  published: 2031-03-20
  textDigest: "{digit}{zeros}"
  textLength: 400
"""
BODY = """cases:
- {id: feud, label: The feud}
- {id: other, label: Another feud}
actions:
- {id: strike, type: Expulsion, label: Four go, case: feud, actor: XRU, recipient: XBO}
- {id: answer, type: Recall, label: Four come, case: other, actor: XBO, partOfAction: [whole]}
- {id: whole, type: Expulsion, label: Borduria expels ten, actor: XBO, recipient: XRU}
- {id: word, type: Statement, label: Borduria speaks, actor: XBO, about: [answer]}
reports:
- {id: r1, action: strike, span: [0, 21], stance: asserts, status: carriedOut, date: 2031-03-01}
- {id: r2, action: answer, span: [30, 51], stance: asserts, status: carriedOut, date: 2031-03-04}
- {id: r3, action: whole, span: [60, 81], stance: asserts, status: carriedOut, date: 2031-03-04}
- {id: r4, action: word, span: [90, 99], stance: asserts}
links:
- {response: answer, trigger: strike, span: [30, 51], {claim}}
""".replace("{claim}", "relation: retaliation, basis: reported, stance: asserts")


def article(name: str = "gazette-1", head: str = "", body: str = BODY) -> str:
    text = HEAD.format(digit=len(name) % 10, zeros="0" * 63).replace("gazette-1", name)
    return text + "".join(f"  {line}\n" for line in head.splitlines()) + body


def extracted(body: str, name: str, more: str = "") -> str:
    """The body with one report or link, found by how it begins, as a program made it."""
    line = next(each for each in body.splitlines() if each.startswith(name))
    return body.replace(line, f'{line[:-1]}, extractedBy: "{MADE}"{more}}}')


def read(tmp_path: Path, *texts: str, drafts: bool = False) -> Corpus:
    write(tmp_path, ACTORS, "actors/a.yaml")
    for number, text in enumerate(texts):
        write(tmp_path, text, f"articles/{number}.yaml")
    corpus = read_corpus(tmp_path, drafts=drafts)
    assert corpus.findings == ()
    return corpus


def acts(corpus: Corpus) -> dict[str, bool]:
    return {each.id: each.draft for each in corpus.record.actions}


R2 = "- {id: r2"


def test_an_act_that_only_a_draft_reports_is_left_out_with_what_points_to_it(
    tmp_path: Path,
) -> None:
    corpus = read(tmp_path, article(body=extracted(BODY, R2)))
    assert acts(corpus) == {"strike": False, "whole": False, "word": False}
    assert {each.action for each in corpus.record.reports} == {"strike", "whole", "word"}
    assert corpus.record.links == ()
    assert [each.about for each in corpus.record.actions if each.id == "word"] == [()]
    assert corpus.left_out == LeftOut(drafts=1, links=1)


def test_a_case_goes_with_the_last_of_its_actions(tmp_path: Path) -> None:
    corpus = read(tmp_path, article(body=extracted(BODY, R2)))
    assert [each.id for each in corpus.record.cases] == ["feud"]


def test_a_draft_is_kept_and_marked_where_drafts_are_asked_for(tmp_path: Path) -> None:
    corpus = read(tmp_path, article(body=extracted(BODY, R2)), drafts=True)
    assert acts(corpus) == {"strike": False, "answer": True, "whole": False, "word": False}
    labels = {each.id: each.label for each in corpus.record.actions}
    assert labels["answer"] == "Four come (draft)"
    assert [each.action for each in corpus.record.reports if each.draft] == ["answer"]
    assert corpus.left_out == LeftOut()


def test_an_act_that_another_voice_reports_too_stays(tmp_path: Path) -> None:
    second = extracted(BODY, R2).replace(
        "links:", "- {action: answer, span: [100, 121], stance: asserts, status: ordered}\nlinks:"
    )
    corpus = read(tmp_path, article(body=second))
    assert acts(corpus)["answer"] is False
    values = {each.id: each.values for each in corpus.record.actions}["answer"]
    assert (values.status, values.date) == ("ordered", None)  # the draft's are not counted
    assert len(corpus.record.links) == 1
    assert corpus.left_out == LeftOut(drafts=1)


def test_a_link_can_be_a_draft_alone(tmp_path: Path) -> None:
    body = extracted(BODY, "- {response: answer")
    corpus = read(tmp_path, article(body=body))
    assert (len(corpus.record.reports), corpus.record.links) == (4, ())
    assert build_graph(tmp_path).answers["strike"].state != "answered"
    (link,) = read(tmp_path, article(body=body), drafts=True).record.links
    assert link.draft


def test_an_extracted_article_is_left_out_whole_until_it_is_reviewed(tmp_path: Path) -> None:
    made = f"extractedBy: {MADE}\n"
    corpus = read(tmp_path, article(head=made))
    record = corpus.record
    assert (record.articles, record.actions, record.reports, record.cases) == ((), (), (), ())
    assert corpus.left_out == LeftOut(drafts=5)
    reviewed = read(tmp_path, article(head=f"{made}reviewedBy: Maria Nowak, 2031-03-06"))
    assert (len(reviewed.record.reports), reviewed.left_out) == (4, LeftOut())


def test_one_reviewed_report_of_an_extracted_article_keeps_the_article(tmp_path: Path) -> None:
    line = next(each for each in BODY.splitlines() if each.startswith("- {id: r1"))
    body = BODY.replace(line, f'{line[:-1]}, reviewedBy: "Maria Nowak, 2031-03-06"}}')
    corpus = read(tmp_path, article(head=f"extractedBy: {MADE}", body=body))
    assert [each.id for each in corpus.record.articles] == ["gazette-1"]
    assert acts(corpus) == {"strike": False}


def test_a_review_of_the_article_does_not_cover_what_was_extracted_later(tmp_path: Path) -> None:
    body = extracted(BODY, R2).replace(MADE, "reader 1.3, 2031-04-01")
    corpus = read(tmp_path, article(head="reviewedBy: Maria Nowak, 2031-03-06", body=body))
    assert corpus.left_out.drafts == 1


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (LeftOut(), ""),
        (LeftOut(1), "1 draft was left out; kg build --drafts adds it"),
        (LeftOut(12), "12 drafts were left out; kg build --drafts adds them"),
        (
            LeftOut(2, 1),
            "2 drafts were left out, with 1 link to acts that only drafts report; "
            "kg build --drafts adds them",
        ),
    ],
)
def test_what_was_left_out_is_said_in_one_line(left: LeftOut, said: str) -> None:
    assert str(left) == said


HEADER = "id,date,actor,recipient,type,status,source,responds_to,extracted_by,reviewed_by"


def test_a_row_can_be_a_draft(tmp_path: Path) -> None:
    write(tmp_path, ACTORS, "actors/a.yaml")
    rows = [
        "strike,2031-03-01,XRU,XBO,Expulsion,carriedOut,wire-1,,,",
        f'answer,2031-03-03,XBO,XRU,Expulsion,carriedOut,wire-2,strike,"{MADE}",',
        f'third,2031-03-09,XRU,XBO,Recall,carriedOut,wire-3,,"{MADE}",{REVIEW}',
    ]
    write(tmp_path, "\n".join([HEADER, *rows]) + "\n", "events/e.csv")
    corpus = read_corpus(tmp_path)
    assert (corpus.findings, acts(corpus)) == ((), {"strike": False, "third": False})
    assert corpus.left_out == LeftOut(drafts=2)  # the row's report and its link
    kept = read_corpus(tmp_path, drafts=True)
    assert acts(kept) == {"strike": False, "answer": True, "third": False}


def test_a_problem_of_an_extraction_is_told_at_its_place(tmp_path: Path) -> None:
    write(tmp_path, ACTORS, "actors/a.yaml")
    write(tmp_path, article(head="reviewedBy: maria@example.org, 2031-03-06"), "articles/a.yaml")
    (found,) = read_corpus(tmp_path).findings
    assert "a.yaml:9:15: reviewedBy: holds an e-mail address" in str(found)
    assert "maria" not in str(found)


@pytest.mark.parametrize(
    ("key", "value"),
    [("reviewedBy", "', 2031-03-12'"), ("extractedBy", "', 2031-03-12'"), ("annotatedBy", "','")],
)
def test_a_review_without_a_name_is_none(key: str, value: str, tmp_path: Path) -> None:
    write(tmp_path, ACTORS, "actors/a.yaml")
    write(tmp_path, article(head=f"{key}: {value}"), "articles/a.yaml")
    (found,) = read_corpus(tmp_path).findings
    assert found.severity == "error"


@pytest.mark.parametrize("cells", [f'"{MADE}",", 2031-03-12"', '", 2031-03-12",'])
def test_a_row_without_a_name_is_not_reviewed_either(cells: str, tmp_path: Path) -> None:
    write(tmp_path, ACTORS, "actors/a.yaml")
    row = f"strike,2031-03-01,XRU,XBO,Expulsion,carriedOut,wire-1,,{cells}"
    write(tmp_path, f"{HEADER}\n{row}\n", "events/e.csv")
    (found,) = read_corpus(tmp_path).findings
    assert "is not a name and a day" in found.message


def test_a_graph_with_drafts_is_read_back_as_it_was(tmp_path: Path) -> None:
    read(tmp_path / "data", article(body=extracted(BODY, R2)), drafts=True)
    built = build_graph(tmp_path / "data", drafts=True)
    write_build(built, tmp_path / "out")
    again = open_built(tmp_path / "out")
    assert again.corpus.record == built.corpus.record
    assert (again.chains, again.answers) == (built.chains, dict(built.answers))


def test_a_build_with_drafts_joins_data_and_a_new_report_takes_the_mark_away(
    tmp_path: Path,
) -> None:
    read(tmp_path / "data", article(body=extracted(BODY, R2)))
    write_build(build_graph(tmp_path / "data", drafts=True), tmp_path / "out")
    more = """reports:
- {action: answer, span: [0, 21], stance: asserts, status: carriedOut}
"""
    write(tmp_path / "more", article(name="gazette-22", body=more), "articles/b.yaml")
    joined = open_input(find_input([tmp_path / "out", tmp_path / "more"])).corpus
    labels = {each.id: each.label for each in joined.record.actions}
    assert labels["answer"] == "Four come"
    assert acts(joined)["answer"] is False
