"""The filters of a page's address; that the page's script agrees is tested in a browser."""

from __future__ import annotations

from typing import Any

import pytest

from kg.errors import UsageError
from kg.page.document import read_asset
from kg.select.address import FILTERS, KEYS, Sight, look, read_address, write_address


def deed(name: str, day: str, doer: int, target: int, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "merged": [], "family": "people", "fill": "done", "kind": "Expulsion",
        "case": "spring", "status": "carriedOut", "day": day, "until": day, "doers": [doer],
        "targets": [target],
        "by": [doer], "on": [target], "answerState": "", "search": f"expulsion {name}", **more,
    }  # fmt: skip


SIGHT = Sight(
    actions=[
        deed("a1", "2031-03-01", 0, 1, merged=["row-1"], answerState="answered"),
        deed("a2", "2031-03-05", 1, 0, status="planned", fill="planned"),
        deed("a3", "2031-03-09", 0, 1, search="Élysée gardens", answerState="unanswered"),
        deed("a4", "", 2, 1, until="2031-02-01", kind="Recall", family="diplomatic"),
        deed("a5", "", 2, 0, case="", until="", answerState="answeredInWords", on=[0, 2]),
        deed("word", "2031-03-02", 1, 0, family="speech"),
    ],
    claims=[
        (0, 1, True, ["stated", "asserts", "retaliation", "", 0.0]),
        (1, 2, True, ["inferred", "speculates", "retaliation", "", 0.7]),
        (0, 5, True, ["reported", "asserts", "reply", "disputed", 0.0]),
        (0, 2, False, ["reported", "denies", "retaliation", "disputed", 0.0]),
    ],
    chains={"a1": [0, 1, 2], "a4": [3, 4]},
    actors=["XRU", "XBO", "XSY"],
    cases=["spring"],
)


def seen(address: str) -> str:
    """The actions shown, and after a dash the claims left."""
    shown, left = look(SIGHT, read_address(address, SIGHT))
    return f"{' '.join(sorted(SIGHT.actions[n]['id'] for n in shown))} - {left}"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", "a1 a2 a3 a4 a5 - [0, 1, 3]"),
        ("#hide=", "a1 a2 a3 a4 a5 word - [0, 1, 2, 3]"),
        ("#hide=people,speech", "a4 - []"),
        ("#hide=disputed,planned,speech", "a1 a3 a4 a5 - []"),
        ("#q=%C3%A9LYSEE++gard", "a2 a3 - [1]"),  # with what it is said to answer
        ("#q=a2", "a1 a2 a3 - [0, 1, 3]"),
        ("#q=a2&hide=stated,speech", "a2 a3 - [1]"),
        ("#q=a2&chain=a4", " - []"),
        ("#q=a2&to=2031-03-05", "a1 a2 - [0]"),  # a neighbour must meet the other filters
        ("#q=a1", "a1 a2 - [0]"),  # its reply in words is hidden, and a denial makes no neighbour
        ("#q=word&hide=", "a1 word - [2]"),
        ("#q=a2&basis=inferred", "a2 a3 - [1]"),
        ("#q=nobody", " - []"),
        ("#actor=XSY", "a4 a5 - []"),
        ("#other=XSY", "a4 a5 - []"),
        ("#actor=XBO&other=XRU", "a1 a2 a3 - [0, 1, 3]"),
        ("#actor=XRU&other=XRU", " - []"),
        ("#pair=XBO,XRU", "a1 a2 a3 - [0, 1, 3]"),
        ("#pair=XRU,XBO", "a1 a2 a3 - [0, 1, 3]"),  # in either order
        ("#pair=XRU,XSY", "a5 - []"),  # who acts on itself too makes no pair with itself
        ("#pair=XBO,XSY&kind=Recall", "a4 - []"),
        ("#answer=answered", "a1 - []"),
        ("#answer=unanswered,answered", "a1 a3 - [3]"),
        ("#answer=answeredInWords,unanswered&pair=XBO,XRU", "a3 - []"),
        ("#answer=answerPlanned", " - []"),
        ("#kind=Recall", "a4 - []"),
        ("#state=planned", "a2 - []"),
        ("#case=spring&from=2031-03-06", "a3 - []"),
        ("#to=2031-03-01", "a1 a4 - []"),
        ("#from=2031-02-02&to=2031-03-05", "a1 a2 - [0]"),
        ("#basis=stated", "a1 a2 - [0]"),
        ("#basis=reported", "a1 - []"),  # linked, though to speech, which is hidden
        ("#basis=reported&hide=", "a1 word - [2]"),
        ("#stance=speculates", "a2 a3 - [1]"),
        ("#least=.8", "a1 a2 a3 a4 a5 - [0, 3]"),
        ("#least=0.7", "a1 a2 a3 a4 a5 - [0, 1, 3]"),
        ("#chain=a4", "a4 a5 - []"),
        ("#view=chain", "a1 a2 a3 - [0, 1, 3]"),
        ("#view=chain&action=a5", "a4 a5 - []"),
        ("#view=chain&chain=a4&action=a1", "a4 a5 - []"),
        ("#view=graph&action=a5&sort=-who&at=-12,40,0.78", "a1 a2 a3 a4 a5 - [0, 1, 3]"),
        ("#view=pairs&order=newest&embed=1&story=2", "a1 a2 a3 a4 a5 - [0, 1, 3]"),
        ("#view=timeline&at=1,-2,0.5&undated=1&lanes=all", "a1 a2 a3 a4 a5 - [0, 1, 3]"),
    ],
)
def test_an_address_narrows_as_the_page_does(address: str, found: str) -> None:
    assert seen(address) == found


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("file:///x.html#basis=stated&actor=XRU", "#actor=XRU&basis=stated"),
        ("actor=XRU", "#actor=XRU"),
        ("#actor=XRU&actor=XBO", "#actor=XRU"),
        ("#hide=speech&view=timeline", ""),
        ("#hide=speech,people,people", "#hide=people%2Cspeech"),
        ("#view=chain&action=row-1", "#chain=a1"),
        ("#view=chain&q=a~b *'", "#chain=a1&q=a%7Eb+*%27"),
        ("#view", ""),
        ("#view=open&order=newest&at=1,2,1&undated=1&lanes=all&story=1&embed=1", ""),
        ("#answer=unanswered,answered,unanswered", "#answer=answered%2Cunanswered"),
        ("#answer=", ""),
        ("#answer=unanswered&q=a&pair=XBO,XRU", "#pair=XBO%2CXRU&q=a&answer=unanswered"),
    ],
)
def test_an_address_is_written_in_one_form(address: str, written: str) -> None:
    asked = read_address(address, SIGHT)
    assert write_address(asked) == written
    assert read_address(written, SIGHT) == asked


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("#actr=XRU", "'actr' is not a key of an address; did you mean 'actor'?"),
        ("#actor=XRV", "'XRV' is not an actor here"),
        ("#hide=people,nothing", "'nothing' is not an entry of the legend here"),
        ("#least=1.1", "'1.1' is not a confidence from 0 to 1 here"),
        ("#from=2031-02-30", "'2031-02-30' is not a day here"),
        ("#to=20310301", "'20310301' is not a day here"),
        ("#chain=a9", "'a9' is not a chain here"),
        ("#stance=denies", "'denies' is not a stance here"),
        ("#view=pair", "'pair' is not a view here; did you mean 'pairs'?"),
        ("#pair=XRU,XYZ", "'XRU,XYZ' is not a pair of sides here"),
        ("#order=oldest", "'oldest' is not an order of the pairs here"),
        ("#lanes=none", "'none' is not all or nothing here"),
        ("#pair=XSY,XSY", "'XSY,XSY' is not a pair of sides here"),
        ("#answer=answered,unansered", "'unansered' is not an answer state here"),
        ("#answer=open", "'open' is not an answer state here"),
    ],
)
def test_what_the_page_does_not_have_is_refused(address: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_address(address, SIGHT)
    assert message in str(caught.value)


def test_a_page_of_speech_alone_hides_none_of_it() -> None:
    speech = Sight(actions=SIGHT.actions[5:], claims=[], chains={}, actors=SIGHT.actors, cases=[])
    assert speech.hidden == []
    assert read_address("#hide=", speech) == {}
    assert read_address("#view=chain", speech) == {}


def test_the_script_of_the_page_reads_the_same_keys() -> None:
    script = read_asset("state.js")
    (listed,) = (line for line in script.splitlines() if "const FILTERS = [" in line)
    assert FILTERS[:3] == ("chain", "pair", "hide")  # which it writes before the others
    assert listed.split('"')[1::2] == list(FILTERS[3:])
    assert all(f'"{key}"' in script for key in KEYS)
