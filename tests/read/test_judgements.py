"""A reference of coded acts: what is read of it, and what is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import people

from kg.errors import FindingsError, UnreadableError
from kg.paths import data_folder
from kg.read.folders import Source
from kg.read.judgements import ACTIONS, JUDGEMENTS, Reference, find_references, read_reference

HEADER = "id,pair,item,date,actor,recipient,type,status,quantity,unit,within_day,label"
STRIKE = "strike,XBO-XRU,1,2031-03-01,XRU,XBO,Expulsion,carriedOut,3,persons,1,Three expelled"
ANSWER = "answer,XBO-XRU,2,2031-03-03,XBO,XRU,Expulsion,ordered,3,persons,,Three in turn"
JUDGED = "action,verdict,triggers,basis,note"
OPENS = "strike,opening,,,"
ANSWERS = "answer,answer,strike,told,in words"


def write(folder: Path, acts: list[str], judged: list[str]) -> Path:
    (folder / ACTIONS).write_text("\n".join([HEADER, *acts]) + "\n", encoding="utf-8")
    (folder / JUDGEMENTS).write_text("\n".join([JUDGED, *judged]) + "\n", encoding="utf-8")
    return folder


def read(folder: Path) -> Reference:
    return read_reference(folder, people())


def refused(folder: Path) -> str:
    with pytest.raises(FindingsError) as error:
        read(folder)
    return str(error.value).replace(f"{folder}/", "")


def test_acts_and_verdicts_are_read_apart(tmp_path: Path) -> None:
    found = read(write(tmp_path, [STRIKE, ANSWER], [OPENS, ANSWERS]))
    assert found.name == tmp_path.name
    assert found.record.links == ()
    answer, strike = found.record.actions
    assert (answer.values.actor, answer.values.recipient) == (("XBO",), ("XRU",))
    assert answer.material
    assert str(answer.earliest) == "2031-03-03"
    assert (strike.values.within_day, strike.values.quantity.minimum) == (1, 3)  # type: ignore[union-attr]
    judged = found.judgements["answer"]
    assert (judged.verdict, list(judged.triggers), judged.basis) == ("answer", ["strike"], "told")
    assert found.judgements["strike"].triggers == {}


def test_the_bundled_reference_is_found_and_read() -> None:
    source = Source("data", data_folder(), ("actors", "events"))
    (folder,) = find_references([source])
    found = read_reference(folder)
    assert {each.id for each in found.record.actions} == set(found.judgements)
    assert {each.verdict for each in found.judgements.values()} == {
        "answer", "opening", "outside", "untold",
    }  # fmt: skip


def test_a_folder_without_events_has_no_reference(tmp_path: Path) -> None:
    assert find_references([Source("mine", tmp_path, ("events",))]) == []
    assert find_references([Source("data", data_folder(), ("actors", "articles"))]) == []


@pytest.mark.parametrize(
    ("acts", "judged", "told"),
    [
        ([STRIKE, STRIKE], [OPENS], "actions.csv:3:1: action 'strike' is declared at"),
        ([STRIKE.replace("XRU", "XRX")], [OPENS], "actions.csv:2:5: actor: 'XRX' is not an actor"),
        ([STRIKE.replace("XBO,Exp", ",Exp")], [OPENS], "actions.csv:2:1: 'recipient' is missing"),
        ([STRIKE.replace("Expulsion", "Expulson")], [OPENS],
         "actions.csv:2:7: type: 'Expulson' is not a class of action; did you mean 'Expulsion'?"),
        ([STRIKE.replace("carriedOut", "planned")], [OPENS],
         "actions.csv:2:8: status: 'planned' is not one of announced, ordered, carriedOut"),
        ([STRIKE.replace("2031-03-01", "1.3.2031")], [OPENS], "actions.csv:2:4: date: '1.3.2031'"),
        ([STRIKE], [OPENS, OPENS], "judgements.csv:3:1: 'strike' is judged at"),
        ([STRIKE], [], "actions.csv:2:1: has no row in judgements.csv; add one with its verdict"),
        ([STRIKE], [OPENS, "strke,opening,,,"],
         "judgements.csv:3:1: 'strke' is not an act of actions.csv; did you mean 'strike'?"),
        ([STRIKE], ["strike,reply,,,"],
         "judgements.csv:2:2: verdict: 'reply' is not one of answer, opening, outside, untold"),
        ([STRIKE], ["strike,opening,,told,"],
         "judgements.csv:2:4: basis belongs to an answer, and the verdict is 'opening'"),
        ([STRIKE, ANSWER], [OPENS, "answer,answer,,told,"],
         "judgements.csv:3:1: an answer needs triggers: the acts that it answers"),
        ([STRIKE, ANSWER], [OPENS, "answer,answer,strike,,"],
         "judgements.csv:3:1: an answer needs basis: told or read"),
        ([STRIKE, ANSWER], [OPENS, "answer,answer,strke,told,"],
         "judgements.csv:3:3: trigger 'strke' is not an act of actions.csv; did you mean 'strike'"),
        ([STRIKE, ANSWER], [OPENS, "answer,answer,strike; strike,told,"],
         "judgements.csv:3:3: names 'strike' twice; keep one"),
        ([STRIKE, ANSWER.replace("2031-03-03", "2031-02-03")], [OPENS, ANSWERS],
         "judgements.csv:3:3: 'answer' cannot answer 'strike': it ends on 2031-02-03, before that "
         "begins on 2031-03-01"),
        ([STRIKE, ANSWER.replace("03-03", "03-01").replace("persons,", "persons,1")],
         [OPENS, ANSWERS],
         "judgements.csv:3:3: 'answer' cannot answer 'strike': within_day puts it first"),
        ([STRIKE, STRIKE.replace("strike", "answer")], [OPENS, ANSWERS],
         "judgements.csv:3:3: 'answer' cannot answer 'strike': both are acts of one side"),
        ([STRIKE, ANSWER.replace("03-03", "03-01")],
         ["strike,answer,answer,read,", ANSWERS],
         "judgements.csv:3:1: 'answer' answers 'strike' answers 'answer'; only the later"),
        ([], [], "actions.csv: has no rows, so there are no acts"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_refused_with_its_place(
    tmp_path: Path, acts: list[str], judged: list[str], told: str
) -> None:
    assert told in refused(write(tmp_path, acts, judged))


def test_one_mistake_in_an_act_is_told_once(tmp_path: Path) -> None:
    wrong = STRIKE.replace("2031-03-01,XRU", "2031-03-01,XRX")
    told = refused(write(tmp_path, [wrong, ANSWER], [OPENS, ANSWERS]))
    assert len(told.splitlines()) == 1


def test_what_is_no_table_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"actions\.csv: is not there; a reference is"):
        read(tmp_path)
    write(tmp_path, [STRIKE], [OPENS])
    (tmp_path / JUDGEMENTS).write_bytes(b"action,verdict\nstr\x00ike,opening\n")
    with pytest.raises(UnreadableError, match=r"judgements\.csv:2:1: contains the character"):
        read(tmp_path)
    (tmp_path / JUDGEMENTS).write_text("action,verdct\n")
    with pytest.raises(UnreadableError, match=r"judgements\.csv:1:1: 'verdct' is not a column"):
        read(tmp_path)
