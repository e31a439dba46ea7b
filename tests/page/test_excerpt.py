"""What fits a page, and the words where they are at hand."""

from __future__ import annotations

import hashlib
import itertools
import json
from dataclasses import replace

from dispute import action, dispute, link, page_data, records
from support import stand

from kg.infer.chains import find_chains
from kg.page.excerpt import quote, trim
from kg.tell.index import PageData


def ids(data: PageData) -> set[str]:
    return {each.id for each in data.actions}


def test_more_actions_than_fit_keep_whole_chains_and_say_what_is_left_out() -> None:
    lone = tuple(action(f"a{n}", "Expulsion", "2018-01-01", "RUR") for n in range(50_000))
    data = trim(replace(dispute(), actions=(*dispute().actions, *lone)), 100)
    assert len(data.actions) == 100
    linked = {name for each in dispute().links for name in (each.trigger, each.response)}
    assert linked <= {each.id for each in data.actions}
    (notice,) = data.notices
    assert "100 of 50,008 actions are drawn" in notice
    assert "file: 49,908 actions." in notice
    assert "The headlines, the pairs and the table of what is still open count all." in notice
    assert "kg draw" not in notice  # a reader of the page may not have it
    assert data.whole
    assert len(data.whole.actions) == 50_008
    assert trim(dispute(), 100) == dispute()


def test_what_just_fits_stays_as_it_is() -> None:
    data = dispute()
    assert trim(data, len(data.actions)) is data
    less = trim(data, len(data.actions) - 1)
    assert len(less.actions) == len(data.actions) - 1
    assert "file: 1 action." in less.notices[0]


def test_the_largest_chain_that_fits_comes_first_and_none_is_cut() -> None:
    acts = [
        action(f"{chain}{n}", "Expulsion", f"2018-03-0{n}", ("RUR", "BRD")[n % 2])
        for chain, size in (("a", 2), ("b", 4), ("c", 3))
        for n in range(1, size + 1)
    ]
    links = [
        link(f"l-{one.id}", one.id, other.id)
        for one, other in itertools.pairwise(acts)
        if one.id[0] == other.id[0]
    ]
    data = page_data(
        actions=tuple(acts), links=tuple(links), chains=tuple(find_chains(acts, links))
    )
    kept = trim(data, 6)  # four and then two: three more would be one too many
    assert [each.id for each in kept.chains] == ["b1", "a1"]
    assert ids(kept) == {"a1", "a2", "b1", "b2", "b3", "b4"}
    assert "file: 3 actions and 1 chain, wholly or in part." in kept.notices[0]


def test_after_the_chains_come_linked_acts_then_material_ones_by_day() -> None:
    acts = (
        action("talk", "Statement", "2018-01-01", "RUR"),
        action("late", "Expulsion", "2018-03-01", "RUR"),
        action("early", "Expulsion", "2018-02-01", "RUR"),
        action("said", "Statement", "2018-04-01", "RUR"),
        action("heard", "Statement", "2018-04-02", "BRD"),
    )
    data = page_data(actions=acts, links=(link("l", "said", "heard", relation="reply"),))
    assert ids(trim(data, 2)) == {"said", "heard"}
    assert ids(trim(data, 3)) == {"said", "heard", "early"}
    assert ids(trim(data, 4)) == {"said", "heard", "early", "late"}


def test_nothing_is_kept_of_an_act_that_is_left_out() -> None:
    data = replace(dispute(), chains=(), answers=stand(poison="answered", old="unanswered"))
    kept = trim(data, 5)
    left = ids(kept)
    assert {each.action for each in kept.reports} <= left
    assert all({each.trigger, each.response} <= left for each in kept.links)
    assert set(kept.answers) <= left
    assert len(kept.links) < len(data.links)


def test_quotations_are_shown_only_where_the_text_was_at_hand() -> None:
    text = "Ten words. " * 90
    (article,) = dispute().articles
    known = replace(article, text_digest=hashlib.sha256(text.encode()).hexdigest())
    data = quote(replace(dispute(), articles=(known,)), {known.text_digest: text})
    said = records(data)["expel-23"]
    assert said["reports"][0]["quote"] == text[10:42]
    assert data.quotations["l2"] == text[5:9]
    assert "l1" not in data.quotations  # no place in the article is given
    assert data.notices == ()
    missing = quote(dispute(), {})
    assert "is not in the folder given" in missing.notices[0]
    assert "quote" not in json.dumps(records(missing))
    assert "quote" not in json.dumps(records(dispute()))


def test_words_with_an_e_mail_address_are_not_quoted() -> None:
    text = "Ten words. to a@example.org " + "Ten words. " * 90
    (article,) = dispute().articles
    known = replace(article, text_digest=hashlib.sha256(text.encode()).hexdigest())
    data = quote(replace(dispute(), articles=(known,)), {known.text_digest: text})
    assert [each for each in data.quotations.values() if "@" in each] == []
    assert data.quotations["l2"] == text[5:9]
