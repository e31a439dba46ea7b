"""Actions, reports, articles and chains as the records that the page shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from dispute import action, dispute, page_data, records, report
from support import PLACE, act, paper, record, row, stand
from support import index as known_from

from kg.model.actions import Action, Chain, Values
from kg.model.actors import Quantity
from kg.model.vocabulary import CODES
from kg.tell.index import Index
from kg.tell.records import (
    CAPTION_LETTERS,
    TITLE_LETTERS,
    caption_of,
    describe_article,
    describe_chain,
    describe_report,
    is_web_address,
    list_disagreements,
    report_line,
    title_of,
)
from kg.tell.values import SELECTED


def test_a_row_of_a_table_is_the_voice_of_what_it_rests_on() -> None:
    told = row("a", 2)
    data = page_data(actions=(action("a", "Expulsion", "2018-03-01", "RUR"),), reports=(told,))
    shown = records(data)["a"]
    assert shown["reports"][0]["voice"] == "Reported by Klow Wire (item 2)"
    assert shown["reports"][0]["where"] == "coded in a table"
    assert "Klow Wire (item 2)" in shown["search"]
    assert "t.csv" not in shown["search"]
    assert dict(shown["facts"])["Date known"] == "from the table"


def test_a_report_keeps_its_speaker_relay_stance_and_values() -> None:
    known = records(dispute())
    (said,) = known["expel-23"]["reports"]
    assert said["voice"] == "Said by Mustafa Plekszy, relayed by Klow Wire"
    assert ["Count", "at least 23 persons"] in said["values"]
    assert said["where"] == "characters 10 to 42 of the article's text"
    denied, asserted = known["poison"]["reports"]
    assert denied["stance"] == "Denies (who is responsible)"
    assert not denied["firm"]
    assert asserted["firm"]


def test_a_report_in_a_line_has_its_voice_stance_place_and_values() -> None:
    index = Index(dispute())
    assert str(report_line(index.reports["r1"], index)) == (
        "Said by Mustafa Plekszy, relayed by Klow Wire: Asserts (Streslau Gazette, characters 10 to"
        " 42); count: at least 23 persons; reason given: the attack  [report:r1]"
    )
    assert str(report_line(index.reports["r3"], index)) == (
        "In the author's own voice: Asserts (Streslau Gazette, characters 50 to 60)  [report:r3]"
    )
    assert str(report_line(row("poison", 2), index)) == (
        "Reported by Klow Wire (item 2): Asserts (coded in a table)  [report:t-2]"
    )
    quoted = replace(row("poison", 2), attributed_to=("mustafa",))
    assert str(report_line(quoted, index)) == (
        "Said by Mustafa Plekszy: Asserts (Klow Wire (item 2), coded in a table)  [report:t-2]"
    )


def test_why_a_row_was_selected_is_told_beside_its_values_and_is_no_difference() -> None:
    named, whole = (
        replace(row("poison", number), selection=code)
        for number, code in ((2, "namedAsCause"), (3, "wholeDyad"))
    )
    index = known_from(record([act("poison")], reports=(named, whole)))
    assert str(report_line(named, index)).endswith(
        "Asserts (coded in a table); in the table because: "
        "a source names it as what another act answers  [report:t-2]"
    )
    assert ("In the table because", SELECTED["wholeDyad"]) in describe_report(whole, index)[
        "values"
    ]
    assert set(SELECTED) == set(CODES["Selection"])
    assert list_disagreements((named, whole), index) == []


def test_the_accounts_that_differ_are_listed_with_who_gives_them() -> None:
    four = Values(quantity=Quantity(minimum=4, maximum=4, unit="persons"))
    data = replace(
        dispute(), reports=(*dispute().reports, report("r4", "expel-23", start=70, values=four))
    )
    assert records(data)["expel-23"]["differ"] == [
        ["Count", "at least 23 persons (Mustafa Plekszy, Streslau Gazette)"],
        ["Count", "4 persons (Streslau Gazette)"],
    ]


def test_who_gives_one_value_twice_is_named_once() -> None:
    reports = [
        report(f"r{n}", "expel-23", start=n, values=Values(place=place))
        for n, place in enumerate(("Klow", "Klow", "Zenda"), 70)
    ]
    data = replace(dispute(), reports=tuple(reports))
    assert records(data)["expel-23"]["differ"] == [
        ["Place", "Klow (Streslau Gazette)"], ["Place", "Zenda (Streslau Gazette)"],
    ]  # fmt: skip


def test_one_action_without_anything_else_makes_a_record() -> None:
    bare = Action(id="a", kind="Action", label="Something", place=PLACE)
    record = records(page_data(actions=(bare,)))["a"]
    assert (record["when"], record["who"], record["reports"]) == ("Undated", "", [])
    assert (record["count"], record["counted"], record["answer"]) == ("", -1, "")


def test_the_caption_has_kind_count_and_recipient_and_the_title_also_who() -> None:
    index = Index(dispute())
    expelled = index.actions["expel-23"]
    assert caption_of(expelled, index) == "Expulsion · 23 persons → Ruritania"
    assert title_of(expelled, index) == "Borduria: Expulsion · 23 persons → Ruritania"
    nobody = replace(expelled, id="x", actor_states=(), recipient_states=(), values=Values())
    assert title_of(nobody, index) == "Expulsion"
    many = replace(expelled, actor_states=("BRD", "RUR", "SYL", "ministry"))
    told = "Borduria, Ruritania +2: Expulsion · 23 persons → Ruritania"
    assert title_of(many, index) == told


def test_a_caption_names_two_recipients_and_counts_the_others() -> None:
    index = Index(dispute())
    closed = index.actions["closure"]
    for sides, told in (
        (("BRD", "RUR"), "Borduria, Ruritania"),
        (("BRD", "RUR", "SYL"), "Borduria, Ruritania +1"),
        (("BRD", *["SYL"] * 13), "Borduria, Syldavia +12"),
    ):
        caption = caption_of(replace(closed, recipient_states=sides), index)
        assert caption == f"Mission closure → {told}"
    by_name = replace(closed, recipient_states=(), values=Values(recipient=("ministry",)))
    assert caption_of(by_name, index) == "Mission closure → Bordurian foreign ministry"


def test_a_caption_that_is_too_long_loses_recipients_before_its_kind_and_never_its_count() -> None:
    data = dispute()
    reports = tuple(
        report(f"c{n}", "ally", start=n, values=Values(quantity=Quantity(
            minimum=count, maximum=count, unit="persons")))
        for n, count in enumerate((20, 24))
    )  # fmt: skip
    labels = {**data.labels, "RUR": "The Grand Duchy of Ruritania and its Outer Isles"}
    ally = next(each for each in data.actions if each.id == "ally")
    kinds = {**data.kind_labels, "Expulsion": "expulsion of envoys, of their families and of staff"}
    count = "20–24 persons, accounts differ"

    index = Index(replace(data, reports=reports, labels=labels))
    assert caption_of(ally, index) == f"Expulsion · {count} → The Grand…"
    both = replace(ally, recipient_states=("SYL", "BRD", "RUR"))
    assert caption_of(both, index) == f"Expulsion · {count} → Syldavia +2"
    long = Index(replace(data, reports=reports, labels=labels, kind_labels=kinds))
    for caption, most in (
        (caption_of(ally, long), CAPTION_LETTERS), (title_of(ally, long), TITLE_LETTERS)
    ):  # fmt: skip
        assert f" · {count}" in caption
        assert "…" in caption
        assert len(caption) <= most
    assert "→" not in caption_of(ally, long)


def test_the_table_has_the_count_of_the_captions() -> None:
    counts = (Quantity(minimum=n, maximum=n, unit="persons") for n in (20, 24))
    reports = (report(f"c{n}", "ally", start=n, values=Values(quantity=x))
               for n, x in enumerate(counts))  # fmt: skip
    shown = records(replace(dispute(), reports=tuple(reports)))["ally"]
    assert (shown["count"], shown["counted"]) == ("20–24 persons, accounts differ", 20)
    assert ["Count", "20–24 persons, accounts differ"] in shown["facts"]


@pytest.mark.parametrize(
    ("least", "most", "sorted_by"), [(3, 3, 3), (0, 0, 0), (5, None, 5), (None, 9, 9), (2, 9, 2)]
)
def test_a_count_is_sorted_by_its_least_or_its_only_bound(least, most, sorted_by) -> None:
    count = Quantity(minimum=least, maximum=most, unit="persons")
    counted = replace(act("a"), values=Values(quantity=count))
    assert records(page_data(actions=(counted,)))["a"]["counted"] == sorted_by


def test_everybody_named_can_be_looked_for() -> None:
    known = records(replace(dispute(), answers=stand(**{"expel-23": "answerDisputed"})))
    record = known["expel-23"]
    assert record["terms"] == [
        "Borduria", "Klow Wire", "Mustafa Plekszy", "Ruritania", "Streslau Gazette",
        "The spring quarrel", "answer disputed",
    ]  # fmt: skip
    for word in (record["label"], "expel-23", "Expulsion", *record["terms"]):
        assert word in record["search"], word
    assert "Syldavia" not in record["search"]
    assert "answer" not in known["closure"]["search"]


def test_who_acts_on_whom_is_told_by_the_sides_and_by_all_who_are_named() -> None:
    envoy = replace(
        dispute().actions[1], id="envoy", actor_states=("BRD",), recipient_states=("RUR",),
        values=Values(actor=("ministry",), recipient=("mustafa",), performed_by=("wire",)),
    )  # fmt: skip
    data = replace(dispute(), actions=(*dispute().actions, envoy))
    index, shown = Index(data), records(data)["envoy"]
    named = {
        key: [index.actors[at] for at in shown[key]] for key in ("by", "on", "doers", "targets")
    }
    assert named == {
        "by": ["BRD"], "on": ["RUR"], "doers": ["BRD", "ministry", "wire"],
        "targets": ["mustafa", "RUR"],
    }  # fmt: skip


def test_the_state_and_its_day_stand_beside_its_sentence() -> None:
    known = records(dispute())
    assert (known["closure"]["answerState"], known["closure"]["asOf"]) == (
        "unanswered", "2031-03-09",
    )  # fmt: skip
    assert known["closure"]["answerLabel"] == "No answer as of 9 Mar 2031"
    assert known["closure"]["answer"].startswith(
        "No answer in these sources (newest source on either side: 9 March 2031)"
    )
    assert [known["accuse"][key] for key in ("answerState", "asOf", "answer", "answerLabel")] == [
        "", "", "", "",
    ]  # fmt: skip


def test_an_article_has_its_citation_and_a_link_only_of_the_web() -> None:
    index = Index(page_data())
    dated = paper(publisher="gazette", url="https://gazette.example/1", published="2031-03~")
    assert describe_article(dated, index) == {
        "publisher": "Streslau Gazette", "title": "Klow expels 23",
        "published": "about March 2031", "url": "https://gazette.example/1",
    }  # fmt: skip
    assert describe_article(paper(url="javascript:alert(1)"), index)["url"] == ""
    outside = describe_article(paper(published_source="an archive"), index)
    assert outside["published"] == "9 March 2031 (known from: an archive)"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
     "file:///etc/passwd", "//evil.example", "http://", "http://[", "", "https://a b.example"],
)  # fmt: skip
def test_an_address_that_is_not_of_the_web_makes_no_link(url: str) -> None:
    assert not is_web_address(url)


def test_a_chain_is_named_by_its_first_act_and_counted_in_words() -> None:
    index = Index(dispute())
    (chain,) = index.data.chains
    told = describe_chain(2, replace(chain, open=True), index)
    assert (told["id"], told["name"]) == ("poison", "2. Ruritania: poison attack poison")
    assert told["size"] == "5 actions"
    assert told["summary"] == ("5 actions held together by 5 claims; the longest path has 2 links.")
    assert told["open"] == "Open since 29 March 2018."
    assert [index.ordered[at].id for at in told["moves"]] == list(chain.actions)
    assert [index.ordered[at].id for at in told["last"]] == ["expel-back", "closure"]


def test_a_chain_is_closed_or_open_since_a_day_that_may_not_be_known() -> None:
    index = Index(page_data(actions=(act("a"),)))
    closed = Chain(id="a", actions=("a",), links=("l",), first=("a",), last=("a",), length=1)
    told = describe_chain(1, closed, index)
    assert told["open"] == "No open end."
    assert told["size"] == "1 action"
    assert told["summary"] == "1 action held together by 1 claim; the longest path has 1 link."
    known = describe_chain(1, replace(closed, open=True), index)
    assert known["open"] == "Open since an unknown day."


def test_known_by_a_day_and_on_that_day_do_not_disagree() -> None:
    index = Index(page_data(actions=(act("a"),), articles=(paper(),)))

    def told(*days: str) -> list[str]:
        said = [report("a", 20 * n, values=Values(disclosed=day)) for n, day in enumerate(days)]
        return [term for term, _ in list_disagreements(said, index)]

    assert told("../2031-03-05", "2031-03-05", "2031-03-04") == ["Became known"] * 3
    assert told("../2031-03-05", "2031-03-05") == []
    assert told("../2031-03-05", "2031-03-06") == ["Became known"] * 2
