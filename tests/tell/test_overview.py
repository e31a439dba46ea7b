"""What is counted over everything, where each count leads to, and what is still open."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from dispute import dispute, page_data
from support import EXCHANGE, act, claim, paper, report, row, stand

from kg.model.actions import Action, Link, Report
from kg.model.standing import ANSWER_STATES, OPEN_STATES, Answer
from kg.page.edges import list_lines
from kg.select.address import Sight, look, read_address
from kg.tell.index import Index, PageData
from kg.tell.overview import address_of, find_overview, list_open, spell_selection
from kg.tell.records import describe_action

LABELS = {"XRU": "Ruritania", "XBO": "Borduria", "XSY": "Syldavia", "gazette": "Klow Gazette"}


def known(acts: tuple[Action, ...], *links: Link, **more: Any) -> Index:
    """These acts and claims and nothing that a rule would add."""
    return Index(page_data(actions=acts, links=links, **{"labels": LABELS, **more}))


def words(index: Index) -> list[str]:
    return ["".join(text for text, _ in line) for line in find_overview(index).headlines]


def one_of_each() -> PageData:
    """An act in each state, two of them unanswered, and words and a plan that have none."""
    states = [*ANSWER_STATES, "unanswered"]
    acts = [act(f"a{n}", day=f"2031-03-{n + 1:02}") for n in range(len(states))]
    others = (act("talk", kind="Protest"), act("plan", status="planned"))
    answers = stand(**{each.id: state for each, state in zip(acts, states, strict=True)})
    return page_data(actions=(*acts, *others), answers=answers, labels=LABELS)


# ---- headlines


def test_the_states_of_the_headline_add_up_to_all_acts_that_have_one() -> None:
    (told, _) = words(Index(one_of_each()))
    assert told == (
        "1 of 9 measures and hostile acts is said to be answered, 2 only suggested or disputed, "
        "1 only inferred by a rule, 1 declined, 4 are open as of 9 March 2031."
    )
    first, total, *others = map(int, re.findall(r"\d+", told)[:6])
    assert first + sum(others) == total == len(one_of_each().answers)


def test_acts_chosen_for_their_answers_are_told_beside_the_share() -> None:
    acts = tuple(act(name, day="2031-03-01") for name in "abcd")
    answers = stand(a="answered", b="answered", c="unanswered", d="unanswered")

    def told(**why: str | None) -> str:
        rows = tuple(replace(row(name, n), selection=x) for n, (name, x) in enumerate(why.items()))
        return spell_selection(Index(page_data(actions=acts, reports=rows, answers=answers)))

    whole, cause = "wholeDyad", "namedAsCause"
    assert told(a=whole, b="measureCue", c=None) == ""
    assert told(a=cause, b=whole, c=whole, d=None) == (
        "Do not read this as how often acts are answered: 1 of them is in the data because a "
        "source says that another act answers it. Of the 2 between pairs of which every act "
        "found was coded, 1 (50 %) is said to be answered."
    )
    assert "2 of them are in the data" in told(a=cause, b=cause)
    assert "pairs" not in told(a=cause, b=cause)


def sight_of(index: Index) -> Sight:
    """What a page's filters look at."""
    return Sight(
        actions=[describe_action(each, index) for each in index.ordered],
        claims=[(*each.ends, each.drawn, each.signs) for each in list_lines(index)],
        chains={},
        actors=index.actors,
        cases=index.cases,
    )


@pytest.mark.parametrize("data", [one_of_each(), dispute()], ids=["states", "dispute"])
def test_each_number_of_a_headline_counts_what_its_address_shows(data: PageData) -> None:
    index = Index(data)
    overview, sight = find_overview(index), sight_of(index)
    counted = {"view=open": len(overview.open), "view=pairs": len(overview.dyads)}
    linked = [(text, address) for line in overview.headlines for text, address in line if address]
    assert len(linked) >= 5
    for text, address in linked:
        if address in counted:
            found = counted[address]
        else:
            found = len(look(sight, read_address(f"#{address}", sight))[0])
        assert int(text.split()[0]) == found, address


def test_the_acts_behind_the_number_of_open_ones_are_the_rows_of_the_table() -> None:
    index = Index(one_of_each())
    sight = sight_of(index)
    shown, _ = look(sight, read_address(f"#{address_of(OPEN_STATES)}", sight))
    assert {each["at"] for each in find_overview(index).open} == shown


@pytest.mark.parametrize(
    ("states", "told"),
    [
        (("answered",), "1 of 1 measure or hostile act is said to be answered, 0 are open"),
        (("unanswered",), "0 of 1 measure or hostile act are said to be answered, 1 is open"),
        (
            ("answered", "answered", "answerInferred"),
            "2 of 3 measures and hostile acts are said to be answered, 1 only inferred by a rule, "
            "0 are open",
        ),
    ],
)
def test_a_headline_is_told_in_the_singular_and_leaves_out_what_there_is_not(
    states: tuple[str, ...], told: str
) -> None:
    answers = stand(**{f"a{n}": state for n, state in enumerate(states, 1)})
    assert words(known(EXCHANGE, answers=answers))[0] == f"{told} as of 9 March 2031."


def test_what_is_open_has_the_day_up_to_which_its_own_sources_were_read() -> None:
    answers = {**stand(a1="unanswered"), "a2": Answer(state="answered", as_of=date(2031, 4, 1))}
    overview = find_overview(known(EXCHANGE, answers=answers))
    assert overview.as_of == "1 April 2031"
    assert "".join(x for x, _ in overview.headlines[0]).endswith("1 is open as of 9 March 2031.")


def test_states_stand_in_an_address_in_the_order_of_the_code_list() -> None:
    assert address_of(["unanswered", "answered"]) == "view=ladder&answer=answered,unanswered"


def test_pairs_are_counted_and_the_largest_named() -> None:
    acts = (*EXCHANGE, act("b1", "XSY", "XRU"))
    assert words(known(acts)) == [
        "2 pairs of states and organisations; most moves are between Borduria and Ruritania: "
        "3 moves."
    ]
    assert words(known(EXCHANGE)) == ["3 moves between Borduria and Ruritania."]
    assert words(known(EXCHANGE[:1])) == ["1 move between Borduria and Ruritania."]


def test_where_there_is_nothing_to_count_there_is_no_headline() -> None:
    overview = find_overview(known((act("talk", kind="Protest"),)))
    assert (overview.headlines, overview.dyads, overview.open, overview.as_of) == ((), (), (), "")


# ---- what is still open


def rows(*acts: Action, links: tuple[Link, ...] = (), **more: Any) -> dict[str, dict[str, Any]]:
    answers = more.pop("answers", stand(**{each.id: "unanswered" for each in acts}))
    told = known(acts, *links, answers=answers, **{"articles": (paper(),), **more})
    return {each["id"]: dict(each) for each in list_open(told)}


def test_a_row_says_who_on_whom_since_when_and_up_to_when() -> None:
    (found,) = rows(EXCHANGE[0]).values()
    assert found == {
        "id": "a1", "at": 0, "pairs": ["XBO,XRU"], "who": "Ruritania", "to": "Borduria",
        "label": "a1", "day": "1 Mar 2031", "state": "unanswered", "days": "8",
        "answer": "No answer in these sources", "asOf": "9 Mar 2031", "last": "",
    }  # fmt: skip


def test_only_open_acts_have_a_row_the_newest_first_and_undated_ones_last() -> None:
    acts = (*EXCHANGE, act("when", day=None), act("b", day="2031-03-05"))
    answers = stand(
        a1="unanswered", a2="answeredInWords", a3="answerDisputed", when="answerPlanned",
        b="unanswered",
    )  # fmt: skip
    found = rows(*acts, answers=answers)
    assert list(found) == ["a2", "b", "a1", "when"]
    assert [each["state"] for each in found.values()] == [
        "answeredInWords", "unanswered", "unanswered", "answerPlanned",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2031-03-09", "2031-03-09", "0"),
        ("2031-03-01", "2031-03-04", "5-8"),
        ("2031-03-01", "2031-03-31", "0-8"),  # it may have been after the last day read
        ("2031-03-01", None, "0-8"),
        (None, "2031-03-04", "5+"),
        (None, "2031-03-31", ""),
        (None, None, ""),
    ],
)
def test_days_open_have_the_bounds_of_the_day(
    first: str | None, last: str | None, days: str
) -> None:
    bounds = [date.fromisoformat(each) if each else None for each in (first, last)]
    vague = replace(act("a"), earliest=bounds[0], latest=bounds[1])
    assert rows(vague)["a"]["days"] == days


def test_an_act_of_several_stands_in_each_of_their_pairs() -> None:
    joint = act("joint", actor_states=("XBO", "XSY"), recipient_states=("XRU",))
    found = rows(joint)["joint"]
    assert found["pairs"] == ["XBO,XRU", "XRU,XSY"]
    assert (found["who"], found["to"]) == ("Borduria, Syldavia", "Ruritania")


# ---- the last word about it


def gazette(name: str, published: str) -> Any:
    return paper(id=name, published=published)


def last(*reports: Report, links: tuple[Link, ...] = (), acts: tuple[Action, ...] = ()) -> str:
    """The last word about a1, in articles of March and April."""
    articles = tuple(gazette(f"g-{n}", f"2031-0{n}-02") for n in (3, 4))
    others = tuple(each for each in EXCHANGE if each.id != "a1")
    found = rows(
        EXCHANGE[0], *others, *acts, links=links, reports=reports, articles=articles,
        answers=stand(a1="unanswered"),
    )  # fmt: skip
    return str(found["a1"]["last"])


def said(of: str, start: int, month: int, **more: Any) -> Report:
    return report(of, start, article=f"g-{month}", **more)


def test_the_last_word_is_the_newest_report_with_its_outlet_and_day() -> None:
    assert last(said("a1", 1, 3), said("a1", 2, 4)) == "reported (Klow Gazette, 2 Apr 2031)"
    voiced = said("a1", 2, 4, attributed_to=("XBO",))
    assert last(said("a1", 1, 3), voiced) == "reported by Borduria (Klow Gazette, 2 Apr 2031)"


def test_words_about_an_act_are_said_of_it_and_of_one_day_before_a_report() -> None:
    protest = act("Borduria-protests", "XBO", kind="Protest", about=("a1",))
    told = last(said("a1", 1, 3), said(protest.id, 2, 3), acts=(protest,))
    assert told == "Borduria protests (Klow Gazette, 2 Mar 2031)"
    later = last(said("a1", 1, 4), said(protest.id, 2, 3), acts=(protest,))
    assert later == "reported (Klow Gazette, 2 Apr 2031)"


def test_an_answer_in_words_or_a_refusal_is_the_last_word_by_the_claim() -> None:
    for more in ({"relation": "reply"}, {"refusal": True}):
        answer = claim("a2", "a1", article="g-4", **more)
        assert last(said("a1", 1, 4), links=(answer,)) == "a2 (Klow Gazette, 2 Apr 2031)"


@pytest.mark.parametrize(
    "more",
    [
        {"relation": "sequence"}, {"stance": "denies"},
        {"basis": "inferred", "stance": "speculates"},
    ],
)  # fmt: skip
def test_what_is_not_said_to_answer_it_has_no_last_word(more: dict[str, Any]) -> None:
    other = claim("a2", "a1", article="g-4", **more)
    assert last(said("a1", 1, 3), links=(other,)) == "reported (Klow Gazette, 2 Mar 2031)"


def test_a_row_speaks_on_its_day_by_its_outlet() -> None:
    coded = replace(row("a1", 2), values=replace(EXCHANGE[0].values, date="2031-03-05"))
    assert last(coded) == "reported (Klow Wire, 5 Mar 2031)"
    undated = replace(coded, values=replace(coded.values, date=None))
    assert last(undated) == ""


def test_the_whole_quarrel_has_one_open_end() -> None:
    (found,) = find_overview(Index(dispute())).open
    assert (found["id"], found["pairs"], found["last"]) == ("closure", ["RUR,SYL"], "")


def test_an_article_without_a_readable_day_has_no_last_word() -> None:
    told = known(
        EXCHANGE[:1], answers=stand(a1="unanswered"), reports=(report("a1"),),
        articles=(paper(published="<b>soon</b>"),),
    )  # fmt: skip
    assert list_open(told)[0]["last"] == ""
