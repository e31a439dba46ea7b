"""Two opposed acts of one day in an order that no source tells: the same on every face."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import act, claim, objects, paper, people, record, report

from kg.cli import main
from kg.infer.built import Built, infer, open_built
from kg.model.standing import answer_states, find_answers
from kg.page import page_data
from kg.rdf.terms import RET, id_iri
from kg.read.corpus import Corpus
from kg.select.narrowing import narrow
from kg.select.selection import Selected
from kg.tell.answers import spell_same_day
from kg.tell.index import Index
from kg.tell.ladder import describe_rung
from kg.tell.records import describe_action

ROWS = """id,date,actor,recipient,type,source,label,within_day
one,2031-03-01,FRA,DEU,Recall,Wire 1,France recalls its envoy,{one}
other,2031-03-01,DEU,FRA,Recall,Wire 2,Germany recalls its envoy,{other}
late,2031-03-04,FRA,DEU,Recall,Wire 3,France recalls its consuls,
"""
WORDS = spell_same_day("Germany recalls its envoy")
STRIKE = act("strike", "XRU", "XBO")
TWIN = act("twin", "XBO", "XRU")
BOTH = (report("strike"), report("twin", 20))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("same-day"))


def build(folder: Path, one: str = "", other: str = "") -> Path:
    events = folder / "data" / "events"
    events.mkdir(parents=True)
    (events / "quarrel.csv").write_text(ROWS.format(one=one, other=other), encoding="utf-8")
    told = kg("build", str(folder / "data"), "-o", str(folder / "out"))
    assert (folder / "out" / "graph.ttl").is_file(), told
    return folder / "out"


def kg(*words: str) -> str:
    found = CliRunner().invoke(main, words)
    assert found.exit_code == 0, found.output
    return found.output


def pairs(built: Built) -> set[tuple[str, str]]:
    return {
        (one.value.rpartition("/")[2], other.value.rpartition("/")[2])
        for one, how, other in built.derived.columns()
        if how == RET.sameDayAs
    }


def test_the_derived_graph_has_the_pair_both_ways_and_no_link_between_the_two(out: Path) -> None:
    built = open_built(out)
    assert pairs(built) == {("one", "other"), ("other", "one")}
    assert objects(built.stated, None, RET.sameDayAs) == []
    ends = {frozenset((each.response, each.trigger)) for each in built.links}
    assert frozenset(("one", "other")) not in ends
    assert (id_iri("action", "one"), RET.inferredResponseTo, id_iri("action", "other")) not in (
        set(built.derived.columns())
    )
    held = {name for chain in built.chains for name in chain.actions}
    assert held == {"other", "late"}  # by the day after, not by the day itself


def test_an_answer_of_one_day_in_unknown_order_is_suggested_both_ways(out: Path) -> None:
    answers = open_built(out).answers
    assert (answers["one"].state, answers["one"].same_day) == ("answerSuggested", ("other",))
    assert (answers["other"].state, answers["other"].same_day) == ("answerSuggested", ("one",))
    assert answers["late"].same_day == ()


def test_show_and_explain_say_so_in_the_same_words(out: Path) -> None:
    for command in ("show", "explain"):
        told = " ".join(kg(command, "action:one", "-i", str(out)).split())
        assert WORDS in told
        assert "Answer only suggested" in told


def test_the_page_says_so_at_the_act_and_in_its_ladder(out: Path) -> None:
    index = Index(page_data(open_built(out)))
    record = describe_action(index.actions["one"], index)
    assert ("On the same day", WORDS) in record["facts"]
    assert f"on the same day {WORDS}" in describe_rung(index.actions["one"], index)["answer"]


def test_tables_exports_and_queries_have_it(out: Path, tmp_path: Path) -> None:
    kg("export", "-i", str(out), "--format", "csv", "-o", str(tmp_path / "actions.csv"))
    with (tmp_path / "actions.csv").open(encoding="utf-8", newline="") as lines:
        rows = {row["action"]: row["same_day_as"] for row in csv.DictReader(lines)}
    assert rows == {"one": "other", "other": "one", "late": ""}
    kg("export", "-i", str(out), "-o", str(tmp_path / "part.ttl"))
    assert open_built(tmp_path / "part.ttl").answers == open_built(out).answers
    asked = "SELECT ?a ?b WHERE { ?a ret:sameDayAs ?b } ORDER BY ?a"
    (tmp_path / "ask.rq").write_text(
        f"PREFIX ret: <https://w3id.org/retaliation-kg/ontology#>\n{asked}", encoding="utf-8"
    )
    told = kg("query", str(tmp_path / "ask.rq"), "-i", str(out), "--format", "csv")
    assert told.count("action/") == 4


def test_an_export_that_has_the_state_has_its_reason(out: Path, tmp_path: Path) -> None:
    kg("export", "-i", str(out), "-o", str(tmp_path / "part.graphml"))
    told = (tmp_path / "part.graphml").read_text(encoding="utf-8")
    assert 'attr.name="same_day_as"' in told
    assert ">one<" in told
    kg("export", "-i", str(out), "--format", "followthemoney", "-o", str(tmp_path / "part.ftm"))
    text = (tmp_path / "part.ftm").read_text(encoding="utf-8")
    assert "same day as other, order not told" in text
    assert "same day as one, order not told" in text


def test_a_source_of_the_order_would_change_the_state(out: Path) -> None:
    told = " ".join(kg("explain", "action:one", "-i", str(out)).split())
    assert "whether it or “Germany recalls its envoy” came first" in told


def test_equal_places_within_the_day_tell_no_order(tmp_path: Path) -> None:
    built = open_built(build(tmp_path, one="1", other="1"))
    assert pairs(built) == {("one", "other"), ("other", "one")}


def test_where_the_order_is_told_the_earlier_is_the_trigger(tmp_path: Path) -> None:
    built = open_built(build(tmp_path, one="2", other="1"))
    assert pairs(built) == set()
    assert ("one", "other") in {(each.response, each.trigger) for each in built.inferred}
    assert built.answers["other"].state == "answerInferred"


def part_of(built: Built, *names: str) -> Built:
    actions = tuple(each for each in built.corpus.record.actions if each.id in names)
    return narrow(built, Selected(actions=actions, links=()))


def test_a_part_without_the_other_act_says_that_it_hides_the_answer(out: Path) -> None:
    part = part_of(open_built(out), "one")
    assert pairs(part) == set()
    assert part.answers["one"].same_day == ()
    assert part.hidden_answers == {"one": ("Germany recalls its envoy",)}
    both = part_of(open_built(out), "one", "other")
    assert pairs(both) == {("one", "other"), ("other", "one")}
    assert both.hidden_answers == {}


def test_chains_without_a_filter_blame_none_for_an_answer_of_the_day(tmp_path: Path) -> None:
    early = "early,2031-02-20,DEU,FRA,Recall,Wire 0,Germany recalls its guard,,\n"
    header, one, rest = ROWS.format(one="", other="").split("\n", 2)
    events = tmp_path / "data" / "events"
    events.mkdir(parents=True)
    rows = f"{header},responds_to\n{early}{one},early\n{rest.splitlines()[0]},\n"
    (events / "quarrel.csv").write_text(rows, encoding="utf-8")
    kg("build", str(tmp_path / "data"), "-o", str(tmp_path / "out"))
    for form in ("tree", "tsv"):
        told = kg("chains", "-i", str(tmp_path / "out"), "--format", form)
        assert f"on the same day {WORDS}" in told
        assert "not shown here" not in told


def test_a_firmer_answer_goes_before_one_of_the_day() -> None:
    days = {"strike": ("twin",), "twin": ("strike",)}
    states = answer_states([STRIKE, TWIN], [], None, days)
    assert states == {"strike": "answerSuggested", "twin": "answerSuggested"}
    later = act("later", "XBO", "XRU", "2031-03-05")
    said = [claim("later", "strike")]
    assert answer_states([STRIKE, TWIN, later], said, None, days)["strike"] == "answered"


def test_an_act_of_the_day_that_only_a_draft_tells_makes_a_draft_answer() -> None:
    draft = replace(TWIN, draft=True)
    said = record([STRIKE, draft], reports=BOTH, articles=(paper(),))
    corpus = Corpus(record=said, actors=people(), findings=(), unreadable=(), inputs={})
    answers = infer(corpus).answers
    assert answers["strike"].same_day == ("twin",)
    assert answers["strike"].draft
    assert find_answers(said, [])["strike"].state == "unanswered"


def test_only_the_act_that_would_be_answered_has_a_suggested_answer() -> None:
    before = act("before", "XRU", "XBO", "2031-02-20")
    stated = [claim("twin", "before", basis="stated")]
    reports = (*BOTH, report("before", 40))
    said = record([before, STRIKE, TWIN], stated, reports=reports, articles=(paper(),))
    built = infer(Corpus(record=said, actors=people(), findings=(), unreadable=(), inputs={}))
    assert pairs(built) == {("strike", "twin"), ("twin", "strike")}
    assert built.answers["twin"].state == "answerSuggested"  # by the strike, had it come second
    assert built.answers["strike"].state == "unanswered"
    assert built.answers["strike"].same_day == ("twin",)
    part = part_of(built, "strike", "twin")
    assert part.hidden_answers == {}
