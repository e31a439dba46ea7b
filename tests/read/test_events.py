"""Tables of coded events: a row is as good an input as an article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_build import ACTORS, ARTICLE, write

from kg.build import build_graph, write_build
from kg.cli import main
from kg.errors import FindingsError, UnreadableError
from kg.export import EXPORT_FORMATS, exported
from kg.infer.built import Built
from kg.infer.evaluate import EVALUATIONS, evaluate
from kg.infer.rules import default_rules
from kg.infer.tasks import find_tasks
from kg.model.actions import count_events
from kg.page import draw_page, drawn_data
from kg.rdf.terms import RET, id_iri
from kg.read.corpus import read_corpus
from kg.read.formats import EVENT_COLUMNS
from kg.sources import find_input, open_input

#: Columns with tests of their own, here and in test_drafts.py.
LATER = ("selection", "within_day", "disclosed", "extracted_by", "reviewed_by")
HEADER = ",".join(each.name for each in EVENT_COLUMNS if each.name not in LATER)
STRIKE = "strike,2031-03-01,XRU,Borduria,Expulsion,23,persons,,feud-2031,,wire-1,,,,,,"
ANSWER = "answer,2031-03-03,XBO,XRU,Expulsion,23,,,feud-2031,,wire-2,,strike,,,,"


def folder(tmp_path: Path, *rows: str, header: str = HEADER) -> Path:
    write(tmp_path, ACTORS, "actors/a.yaml")
    return write(tmp_path, "\n".join((header, *rows)) + "\n", "events/e.csv")


def findings(path: Path) -> list[str]:
    return [str(each) for each in read_corpus(path).findings]


def test_a_row_is_an_action_with_a_report_of_it(tmp_path: Path) -> None:
    record = read_corpus(folder(tmp_path, STRIKE)).record
    (action,), (told,) = record.actions, record.reports
    assert (action.id, action.actor_states, action.recipient_states) == (
        "strike",
        ("XRU",),
        ("XBO",),
    )
    assert (action.values.status, action.material, action.case) == ("carriedOut", True, "feud-2031")
    assert (told.table, told.row, told.source) == ("e.csv", 2, "wire-1")
    assert (told.article, told.start) == (None, None)
    assert (told.stance, told.stance_on, told.attributed_to) == ("asserts", "occurrence", ())
    assert [each.id for each in record.cases] == ["feud-2031"]


def test_a_row_says_in_which_order_of_its_day_an_act_came_and_when_it_became_known(
    tmp_path: Path,
) -> None:
    header = f"{HEADER},within_day,disclosed"
    path = folder(tmp_path, f"{STRIKE},2,2031-04", f"{ANSWER},,", header=header)
    answer, strike = read_corpus(path).record.actions  # by id
    assert (strike.values.within_day, strike.values.disclosed) == (2, "2031-04")
    assert (answer.values.within_day, answer.values.disclosed) == (None, None)


def test_a_row_that_comes_first_on_its_day_cannot_answer_the_other(tmp_path: Path) -> None:
    header = f"{HEADER},within_day"
    answer = ANSWER.replace("2031-03-03", "2031-03-01")
    assert findings(folder(tmp_path, f"{STRIKE},1", f"{answer},2", header=header)) == []
    (told,) = findings(folder(tmp_path, f"{STRIKE},2", f"{answer},1", header=header))
    assert told.endswith(
        "response 'answer' (place 1 in 2031-03-01) comes before its trigger 'strike' (place 2); "
        "swap them or correct within_day"
    )


def test_a_row_within_a_day_needs_the_day(tmp_path: Path) -> None:
    header = f"{HEADER},within_day"
    row = STRIKE.replace("2031-03-01", "2031-03")
    (told,) = findings(folder(tmp_path, f"{row},1", header=header))
    assert "warning: within_day: is a place among the acts of one day" in told


def test_a_row_says_why_it_is_in_its_table(tmp_path: Path) -> None:
    header = f"{HEADER},selection"
    path = folder(tmp_path, f"{STRIKE},namedAsCause", f"{ANSWER},", header=header)
    told = {each.action: each.selection for each in read_corpus(path).record.reports}
    assert told == {"strike": "namedAsCause", "answer": None}
    (found,) = findings(folder(tmp_path, f"{STRIKE},byCause", header=header))
    assert "events/e.csv:2:18: selection: 'byCause' is not " in found


def test_no_face_gives_the_file_of_a_row_as_its_source(tmp_path: Path) -> None:
    portal = "Wikipedia, Portal: Current events, 3 March 2031 (2031-03-03-07)"
    cited = ANSWER.replace("wire-2", f'"{portal}"')
    path = folder(
        tmp_path, f"{STRIKE},wholeDyad", f"{cited},wholeDyad", header=f"{HEADER},selection"
    )
    build = tmp_path / "out"
    write_build(build_graph(path), build)
    asked = [["show", "answer"], ["explain", "answer"], ["query", "provenance"],
             ["query", "link-claims"], ["show", "strike"], ["explain", "strike"],
             ["query", "link-claims", "--format", "csv"]]  # fmt: skip
    asked += [["chains", "--view", view] for view in ("tree", "list", "moves")]
    for source in (path, build):
        for command in asked:
            told = CliRunner().invoke(main, [*command, "-i", str(source)])
            assert (told.exit_code, "e.csv" in told.stdout) == (0, False), (command, told.output)
            if command[0] in ("show", "explain", "query"):
                assert "Portal: Current events" in " ".join(told.stdout.split()), command


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("0,", "2:18: within_day: '0' is not a whole number of 1 or more"),
        ("first,", "2:18: within_day: 'first' is not a whole number of 1 or more"),
        (",2031-02", "2:1: disclosed: 2031-02 is before 'strike' begins (2031-03-01); correct one "
                     "of the dates"),
    ],
)  # fmt: skip
def test_an_order_or_disclosure_that_cannot_be_is_told(row: str, line: str, tmp_path: Path) -> None:
    spied = f"{STRIKE.replace('Expulsion', 'Espionage')},{row}"
    (told,) = findings(folder(tmp_path, spied, header=f"{HEADER},within_day,disclosed"))
    assert told.endswith(f"events/e.csv:{line}")


@pytest.mark.parametrize(
    ("kind", "unit", "counted"),
    [
        ("MissionClosure", "", "missions"),
        ("MissionSuspension", "", "missions"),
        ("MissionWithdrawal", "", "missions"),
        ("MissionClosure", "persons", "persons"),
        ("StaffReduction", "", "persons"),
        ("Expulsion", "", "persons"),
    ],
)
def test_a_count_without_a_unit_is_of_what_the_class_is_about(
    kind: str, unit: str, counted: str, tmp_path: Path
) -> None:
    row = f"one,2031-03-01,XRU,XBO,{kind},1,{unit},,,,wire-1,,,,,,"
    (action,) = read_corpus(folder(tmp_path, row)).record.actions
    assert action.values.quantity
    assert action.values.quantity.unit == counted


def test_a_case_has_the_name_of_the_first_row_that_gives_one(tmp_path: Path) -> None:
    named = ANSWER.replace("feud-2031,,", "feud-2031,The feud of 2031,")
    third = named.replace("answer", "third").replace(",strike,", ",,")
    (case,) = read_corpus(folder(tmp_path, STRIKE, named, third)).record.cases
    assert (case.label, case.place.line, case.place.column) == ("The feud of 2031", 2, 9)


def test_a_case_without_a_name_is_called_by_its_first_action(tmp_path: Path) -> None:
    labelled = STRIKE.replace("wire-1,", "wire-1,Ruritania expels 23")
    (case,) = read_corpus(folder(tmp_path, ANSWER, labelled)).record.cases
    assert case.label == "Case that begins with: Ruritania expels 23"


def test_a_second_name_of_a_case_is_told_at_its_place(tmp_path: Path) -> None:
    ones, others = (row.replace("feud-2031,,", f"feud-2031,{name},")
                    for row, name in ((STRIKE, "The feud"), (ANSWER, "Another feud")))  # fmt: skip
    (told,) = findings(folder(tmp_path, ones, others))
    assert "e.csv:3:10: case_label: the case 'feud-2031' is called 'The feud' at " in told
    assert told.endswith("e.csv:2:10; keep one name")


def test_a_name_without_a_case_is_told(tmp_path: Path) -> None:
    row = STRIKE.replace("feud-2031,,", ",The feud,")
    (told,) = findings(folder(tmp_path, row))
    assert told.endswith("e.csv:2:10: case_label has no case; give case")
    (told,) = findings(folder(tmp_path, STRIKE.replace("feud-2031,,", "../feud,The feud,")))
    assert "case: '../feud' is not an id" in told  # and no word of the name


def test_the_label_of_an_article_wins_over_that_of_a_table(tmp_path: Path) -> None:
    row = ANSWER.replace("feud-2031,,", "feud-2031,Another feud,").replace(",strike,", ",,")
    declared = "format: 1\ncases:\n- {id: feud-2031, label: The feud}\n"
    path = write(folder(tmp_path, row), declared, "actions/a.yaml")
    read = read_corpus(path)
    assert [each.label for each in read.record.cases] == ["The feud"]
    assert read.findings == ()


def test_a_case_whose_rows_are_all_merged_into_other_cases_is_left_out(tmp_path: Path) -> None:
    path = write(folder(tmp_path, STRIKE.replace("strike", "row-1")), ARTICLE)
    write(path, "id,action,reason\nrow-1,strike,the same expulsion\n", "merges/m.csv")
    record = read_corpus(path).record
    assert "feud-2031" not in {each.id for each in record.cases}
    assert all(each.case != "feud-2031" for each in record.actions)


def test_a_table_builds_links_chains_and_answers(tmp_path: Path) -> None:
    built = build_graph(folder(tmp_path, STRIKE, ANSWER))
    (chain,) = built.chains
    assert chain.actions == ("strike", "answer")
    states = {name: each.state for name, each in built.answers.items()}
    assert states == {"answer": "unanswered", "strike": "answered"}
    pair = (id_iri("action", "answer"), RET.respondsTo, id_iri("action", "strike"))
    assert pair in set(built.stated.columns())
    assert {str(each.as_of) for each in built.answers.values()} == {"2031-03-03"}


def test_actors_go_by_id_code_or_name_and_several_by_semicolons(tmp_path: Path) -> None:
    row = "many,2031-03-01,Ruritania; xbo ;FR,United States,Summons,,,,,,wire-3,,,,,,"
    (action,) = read_corpus(folder(tmp_path, row)).record.actions
    assert action.values.actor == ("FRA", "XBO", "XRU")
    assert action.values.recipient == ("USA",)


def test_several_triggers_make_several_links(tmp_path: Path) -> None:
    both = ANSWER.replace(",strike,", ",strike;second,")
    second = STRIKE.replace("strike", "second")
    record = read_corpus(folder(tmp_path, STRIKE, second, both)).record
    assert {(each.response, each.trigger) for each in record.links} == {
        ("answer", "strike"),
        ("answer", "second"),
    }


def test_solidarity_is_with_whom_the_trigger_struck(tmp_path: Path) -> None:
    friend = "friend,2031-03-04,FRA,XRU,Expulsion,,,,,,wire-4,,strike,solidarity,,,"
    (link,) = read_corpus(folder(tmp_path, STRIKE, friend)).record.links
    assert link.solidarity_with == ("XBO",)


@pytest.mark.parametrize("query", ["solidarity", "hostile-acts-alleged"])
def test_a_query_names_the_source_of_a_row_in_place_of_a_speaker(
    query: str, tmp_path: Path
) -> None:
    strike = STRIKE.replace("Expulsion", "Attack")
    friend = "friend,2031-03-04,FRA,XRU,Recall,,,,,,wire-4,,strike,solidarity,,,"
    path = folder(tmp_path, strike, friend, friend.replace("friend", "other").replace("-4", "-5"))
    told = CliRunner().invoke(main, ["query", query, "-i", str(path), "--format", "json"])
    rows = json.loads(told.stdout)["results"]["bindings"]
    sources = {"solidarity": ["wire-4", "wire-5"], "hostile-acts-alleged": ["wire-1"]}
    assert [each["source"]["value"] for each in rows] == sources[query]
    assert not any("claimant" in each or "speaker" in each for each in rows)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            STRIKE.replace("XRU", "XRV"),
            "e.csv:2:3: actor: 'XRV' is not an actor (kg actors lists",
        ),
        (STRIKE.replace("Expulsion", "Expulsoin"), "e.csv:2:5: type: 'Expulsoin'"),
        (STRIKE.replace("2031-03-01", "2031-02-30"), "e.csv:2:2: date: '2031-02-30' is not a day"),
        (STRIKE.replace(",23,", ",-1,"), "e.csv:2:6: quantity: '-1' is not a whole number"),
        (STRIKE.replace("strike", "../strike"), "e.csv:2:1: id: '../strike' is not an id"),
        (STRIKE.replace("wire-1", ""), "e.csv:2:1: 'source' is missing"),
        (STRIKE.replace(",wire-1,,,", ",wire-1,,nothing,"), "responds_to: 'nothing' is not an act"),
        (STRIKE.replace(",wire-1,,,", ",wire-1,,strike,"), "links 'strike' to itself"),
        (STRIKE[:-2] + "stated,,", "e.csv:2:15: basis is given without responds_to"),
        (STRIKE + "XBO", "e.csv:2:17: claimed_by is given without responds_to"),
        (ANSWER[:-2] + "stated,,", "e.csv:2:15: a stated link is a party's own word"),
    ],
)
def test_errors_name_file_row_and_column(row: str, told: str, tmp_path: Path) -> None:
    assert any(told in each for each in findings(folder(tmp_path, row))), told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "e.csv:1:1: is empty"),
        ("id,date\n", "e.csv:1:1: has no column actor, type, source"),
        (HEADER + ",colour\n", "'colour' is not a column here"),
        (HEADER.replace("case", "id") + "\n", "names the column 'id' twice"),
        (HEADER.replace(",", ";") + "\n", "is separated by ';'; save it with commas, or"),
        (
            HEADER.replace(",", "\t") + "\n",
            "is separated by tabs; save it with commas, or as .xlsx",
        ),
        (HEADER + "\na,b\n", "e.csv:2:1: has 2 cells under 17 columns"),
        (HEADER + '\n"a,b\n', "is not valid CSV here"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_with_its_line(
    text: str, told: str, tmp_path: Path
) -> None:
    write(tmp_path, ACTORS, "actors/a.yaml")
    with pytest.raises(UnreadableError) as caught:
        build_graph(write(tmp_path, text, "events/e.csv"))
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_table_of_no_rows_is_an_empty_graph(tmp_path: Path) -> None:
    built = build_graph(folder(tmp_path))
    assert (built.corpus.record.actions, built.chains) == ((), ())


@pytest.mark.parametrize("nothing", ["", "XXXX-03-01"])
def test_rows_without_any_day_have_no_answer_state(nothing: str, tmp_path: Path) -> None:
    built = build_graph(folder(tmp_path, STRIKE.replace("2031-03-01", nothing)))
    assert built.answers == {}


def test_an_undated_row_is_told_as_of_the_newest_day_on_which_its_sides_appear(
    tmp_path: Path,
) -> None:
    undated = STRIKE.replace("2031-03-01", "")
    elsewhere = STRIKE.replace("strike", "later").replace("2031-03-01", "2031-05-06")
    built = build_graph(folder(tmp_path, undated, ANSWER, elsewhere))
    (strike,) = (each for each in built.corpus.record.actions if each.id == "strike")
    assert (strike.earliest, strike.latest, strike.values.date) == (None, None, None)
    told = {name: (each.state, str(each.as_of)) for name, each in built.answers.items()}
    assert told["strike"] == ("answered", "2031-05-06")
    (chain,) = built.chains
    assert chain.actions == ("strike", "answer")
    assert built.inferred == ()  # nothing is inferred of an act whose day nobody knows


def test_a_table_of_undated_rows_has_a_page_exports_and_figures(tmp_path: Path) -> None:
    rows = (row.replace(day, "") for row, day in ((STRIKE, "2031-03-01"), (ANSWER, "2031-03-03")))
    path = folder(tmp_path, *rows)
    built = build_graph(path)
    assert built.warnings == ()  # of the shapes among others
    assert [each.actions for each in built.chains] == [("strike", "answer")]
    assert "Expulsion by Ruritania against Borduria" in draw_page(drawn_data(built))
    for form in EXPORT_FORMATS:
        assert exported(built, form) or form == "bibtex"  # which has articles alone
    for name in EVALUATIONS:
        rows = evaluate(find_tasks(built.corpus.record), default_rules(), name).rows
        assert rows or name in ("curve", "weights")  # no act has a candidate


@pytest.mark.parametrize(
    "name",
    [
        "my events.csv", "события.csv", "50%.csv", "_t.csv", "-x.csv", "[1].csv", "a.b.csv",
        "...csv", "事件.CSV", "e\u0301 'q\".csv", "#x.csv", "a;b&c<d>.csv",
    ],
)  # fmt: skip
def test_a_table_of_any_name_is_read_written_and_read_again(tmp_path: Path, name: str) -> None:
    path = folder(tmp_path, STRIKE, ANSWER)
    (path / "events/e.csv").rename(path / "events" / name)
    built = build_graph(path)
    assert {each.table for each in built.corpus.record.reports} == {name}
    write_build(built, path / "out")
    again = open_input(find_input([path / "out"])).corpus.record
    assert [each.table for each in again.reports] == [name, name]
    for form in EXPORT_FORMATS:
        assert exported(built, form) or form == "bibtex"


def test_reports_of_two_tables_whose_names_look_alike_stay_apart(tmp_path: Path) -> None:
    path = write(
        folder(tmp_path, STRIKE), f"{HEADER}\n{ANSWER.replace('strike', '')}\n", "events/é.csv"
    )
    (path / "events/e.csv").rename(path / "events/ö.csv")
    one, other = (each.iri for each in read_corpus(path).record.reports)
    assert one.rpartition("-")[0] == other.rpartition("-")[0] == "file"
    assert one != other


def test_a_row_and_a_declaration_of_one_id_are_told_with_both_places(tmp_path: Path) -> None:
    path = write(folder(tmp_path, STRIKE), ARTICLE)
    with pytest.raises(FindingsError, match="'strike' is declared at"):
        build_graph(path)


def test_the_bundled_events_are_read_and_sound_and_can_be_left_out(
    built: Built, whole: Built
) -> None:
    assert count_events(built.corpus.record.reports) == 0
    assert [str(each) for each in whole.corpus.findings] == []
    rows = [each for each in whole.corpus.record.reports if each.table]
    assert count_events(rows) == len(rows) > 1000
    assert len({each.action for each in rows}) > 1000
    assert set(built.corpus.record.articles) == set(whole.corpus.record.articles)


def test_an_unknown_actor_of_a_row_is_told_once(tmp_path: Path) -> None:
    from kg.check import check_files

    for row in (STRIKE.replace("XRU", "XRV"), STRIKE.replace("Borduria", "XBO;Bordurla")):
        found, _ = check_files([folder(tmp_path, row)])
        assert len(found) == 1
        assert "is not an actor" in found[0].message


def test_a_newspaper_states_no_link(tmp_path: Path) -> None:
    path = folder(tmp_path, STRIKE, ANSWER[:-3] + ",stated,,gazette")
    assert [each for each in findings(path) if "basis: stated is for the word of a party" in each]


def test_rows_in_another_order_keep_the_names_of_what_they_say(tmp_path: Path) -> None:
    def names(*rows: str) -> list[str]:
        record = read_corpus(folder(tmp_path, *rows)).record
        return [each.iri for each in (*record.reports, *record.links)]

    assert names(STRIKE, ANSWER) == names(ANSWER, STRIKE)
