"""Marks become acts, reports, links and passages of an annotated article."""

from __future__ import annotations

from dataclasses import replace

from marks_made import TEXT, Made

from kg.read.passages import mark_words


def spanned(words: str) -> dict[str, list[str]]:
    at = TEXT.index(words)
    return {"span": [str(at), str(at + len(words))], "words": [mark_words(words)]}


def test_an_act_with_two_reports_and_what_it_answers() -> None:
    made = Made()
    made.mark("State", "Borduria", name="who")
    made.mark("State", "Syldavia", name="whom")
    ban = made.mark("TradeRestriction", "banned", actor="XSY", recipient="XBO", label="The ban")
    first = made.mark("Expulsion", "expels", ties={"actor": "who", "recipient": "whom"})
    second = made.mark("Expulsion", "expelled", quantity="3", unit="persons")
    made.mark("SameAction", ties={"a": first, "b": second})
    made.mark("Link", "answers", ties={"response": first, "trigger": ban}, relation="retaliation")
    native = made.article()
    assert native.actions == [
        {"id": ["made-at-9"], "actor": ["XBO"], "recipient": ["XSY"], "type": ["Expulsion"],
         "label": ["Expulsion by Borduria against Syldavia"]},
        {"id": ["made-at-130"], "label": ["The ban"], "actor": ["XSY"], "recipient": ["XBO"],
         "type": ["TradeRestriction"]},
    ]  # fmt: skip
    assert [each["action"] for each in native.reports] == [
        ["made-at-9"],
        ["made-at-9"],
        ["made-at-130"],
    ]
    assert native.reports[1] == {
        "quantity": ["3"], "unit": ["persons"], "action": ["made-at-9"], "stance": ["asserts"],
        **spanned("expelled"),
    }  # fmt: skip
    assert native.links == [
        {"response": ["made-at-9"], "trigger": ["made-at-130"], "relation": ["retaliation"],
         "basis": ["reported"], "stance": ["asserts"], **spanned("answers")}
    ]  # fmt: skip


def test_a_relation_between_acts_is_a_link_at_the_words_of_the_answer() -> None:
    made = Made()
    ban = made.mark("TradeRestriction", "banned", actor="XSY")
    act = made.mark("Expulsion", "expelled", actor="XBO")
    made.mark("retaliation", ties={"from": act, "to": ban}, claimedBy="XBO")
    native = made.article()
    assert native.links == [
        {"response": ["made-at-33"], "trigger": ["made-at-130"], "relation": ["retaliation"],
         "basis": ["stated"], "stance": ["asserts"], "claimedBy": ["XBO"], **spanned("expelled")}
    ]  # fmt: skip
    assert made.left == {}


def test_an_act_of_which_nobody_says_who_acts_is_left_out_and_nobody_is_invented() -> None:
    made = Made()
    ban = made.mark("TradeRestriction", "banned")
    act = made.mark("Expulsion", "expelled", actor="XBO")
    made.mark("retaliation", name="r", ties={"from": act, "to": ban})
    native = made.article()
    assert [each["id"] for each in native.actions] == [["made-at-33"]]
    assert native.links == []
    assert made.left["m0 TradeRestriction"] == "nothing says who acts; name the actor in the source"
    assert made.left["r retaliation"] == "it does not connect two acts"


def test_a_report_of_an_act_of_another_file_declares_none() -> None:
    made = Made()
    made.mark("Action", "expelled", action="known-act", describedAs="Expulsion", actor="XBO")
    native = made.article()
    assert native.actions == []
    assert native.reports == [
        {"action": ["known-act"], "describedAs": ["Expulsion"], "stance": ["asserts"],
         "actor": ["XBO"], **spanned("expelled")}
    ]  # fmt: skip


def test_a_report_that_calls_the_act_otherwise_says_so() -> None:
    made = Made()
    made.mark("Expulsion", "expels", action="x", actor="XBO")
    made.mark("Recall", "expelled", action="x")
    native = made.article()
    assert native.actions[0]["type"] == ["Expulsion"]
    assert [each.get("describedAs") for each in native.reports] == [None, ["Recall"]]


def test_the_acts_own_values_are_its_own_and_a_case_is_declared_once() -> None:
    made = Made()
    made.mark("Expulsion", "expels", action="x", actionActor="XBO", actor="XSY", case="timber",
              caseLabel="Timber", label="Envoys go")  # fmt: skip
    native = made.article()
    assert native.cases == [{"id": ["timber"], "label": ["Timber"]}]
    assert native.actions[0]["actor"] == ["XBO"]
    assert native.actions[0]["case"] == ["timber"]
    assert native.reports[0]["actor"] == ["XSY"]


def test_passages_without_acts_and_names_alone() -> None:
    made = Made()
    made.mark("NoAct", "Nobody spoke", reason="It tells of no act")
    made.mark("Boilerplate", "Borduria expels envoys", kind="caption")
    made.mark("Organization", "ministry")
    native = made.article()
    assert native.no_act == [{"reason": ["It tells of no act"], **spanned("Nobody spoke")}]
    assert [each["id"] for each in made.names.drafts] == [["ministry"]]


def test_a_label_never_has_words_of_the_text() -> None:
    made = Made()
    made.mark("PersonaNonGrataDeclaration", "three Syldavian envoys", actor="XBO")
    assert made.article().actions[0]["label"] == ["Persona non grata declaration by Borduria"]


def test_a_mark_over_a_sentence_end_is_a_report_in_each_sentence() -> None:
    made = Made()
    made.mark("Expulsion", "timber in May. Nobody spoke", actor="XBO")
    native = made.article()
    assert [each["span"] for each in native.reports] == [
        spanned("timber in May.")["span"],
        spanned("Nobody spoke")["span"],
    ]
    assert len(native.actions) == 1


def test_who_annotated_all_of_it_is_said_of_the_article_alone() -> None:
    made = Made()
    made.mark("Expulsion", "expelled", actor="XBO")
    made.mark("TradeRestriction", "banned", actor="XSY")
    marks = made.marks
    made.marks = [replace(each, annotated_by=("Anna",)) for each in marks]
    native = made.article()
    assert native.head["annotatedBy"] == ("Anna",)
    assert not any("annotatedBy" in each for each in native.reports)
    made.marks = [replace(marks[0], annotated_by=("Anna",)), marks[1]]
    native = made.article()
    assert "annotatedBy" not in native.head
    assert [each.get("annotatedBy") for each in native.reports] == [("Anna",), None]


def test_a_relation_that_is_nobodys_own_does_not_hide_who_annotated() -> None:
    made = Made()
    act = made.mark("Expulsion", "expelled", actor="XBO")
    ban = made.mark("TradeRestriction", "banned", actor="XSY")
    made.marks = [replace(each, annotated_by=("Anna",)) for each in made.marks]
    made.mark("retaliation", ties={"from": act, "to": ban})
    assert made.article().head["annotatedBy"] == ("Anna",)


def test_an_act_does_not_answer_itself() -> None:
    made = Made()
    act = made.mark("Expulsion", "expelled", actor="XBO", action="out")
    again = made.mark("Expulsion", "expels", action="out")
    made.mark("retaliation", name="link", ties={"from": act, "to": again})
    assert made.article().links == []
    assert made.left["link retaliation"] == "an act does not answer itself"


def test_a_link_whose_ends_are_told_by_values_stands_at_the_words_of_its_answer() -> None:
    made = Made()
    made.mark("TradeRestriction", "banned", actor="XSY", action="ban")
    made.mark("Expulsion", "expelled", actor="XBO", action="out")
    ends = {"response": "out", "trigger": "ban"}
    made.mark("retaliation", ties={"from": "gone", "to": "gone too"}, **ends)
    made.mark(
        "reply", name="far", ties={"from": "gone", "to": "gone too"}, response="x", trigger="y"
    )
    (link,) = made.article().links
    assert link == {**{key: [each] for key, each in ends.items()}, "relation": ["retaliation"],
                    "basis": ["reported"], "stance": ["asserts"],
                    **spanned("expelled")}  # fmt: skip
    assert made.left["far reply"] == "no words of the text tell of its answer"


def test_a_case_without_an_id_is_called_after_its_label() -> None:
    made = Made()
    made.mark("Expulsion", "expelled", actor="XBO", caseLabel="The odd row")
    made.mark("TradeRestriction", "banned", actor="XSY", caseLabel="The odd row",
              caseDescription="About timber.")  # fmt: skip
    native = made.article()
    assert [each["case"] for each in native.actions] == [["the-odd-row"], ["the-odd-row"]]
    assert native.cases == [
        {"id": ["the-odd-row"], "label": ["The odd row"], "description": ["About timber."]}
    ]
