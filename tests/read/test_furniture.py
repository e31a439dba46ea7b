"""Lines of a page that tell nothing of the events."""

from __future__ import annotations

import pytest

from kg.read.furniture import find_furniture
from kg.read.mentions import Mention
from kg.read.sentences import sentence_spans

HEAD = "Borduria expels 23 Syldavians\n"


def kinds(text: str, *names: str) -> list[str]:
    """The kind of each sentence behind the headline, empty where it is none."""
    spans = sentence_spans(text)
    places = [(text.index(each), text.index(each) + len(each)) for each in names]
    named = [[Mention(*at, ("XBO",)) for at in places if a <= at[0] < b] for a, b in spans]
    found = find_furniture(text, spans, named)
    return [found.get(each, "") for each in spans][1:]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("0", "counter"),
        ("1,077 shares", "counter"),
        ("3 min read", "counter"),
        ("By Klara Novak and Jan Tasch", "credit"),
        ("With reporting by Wire", "credit"),
        ("Photo: J. Tasch", "credit"),
        ("J. Tasch / AFP", "credit"),
        ("Minister Tasch (file photo)", "caption"),
        ("Read more", "navigation"),
        ("SEE ALSO: Is it over?", "promotion"),
        ("Support the Klow Gazette!", "promotion"),
        ("For all that we write, click here.", "promotion"),
        ("Please consider a gift.", "appeal"),
        ("By Monday 23 of them had left.", ""),
        ("23 left.", ""),
        ("KLOW (Reuters) - They left", ""),
        ("It will support them.", ""),
        ("Its journalism is praised.", ""),
    ],
)
def test_a_line_of_furniture_has_its_kind_and_one_of_the_story_none(line: str, kind: str) -> None:
    assert kinds(f"{HEAD}{line}\nThey left on Monday.\n") == [kind, ""]


def test_a_line_is_furniture_with_all_its_sentences() -> None:
    line = "Independent journalism costs money. You can help."
    assert kinds(f"{HEAD}{line}\nThey left.") == ["appeal", "appeal", ""]


def test_what_stands_before_the_credit_of_a_photo_is_its_caption() -> None:
    assert kinds(f"{HEAD}A gate in Klow.\nPhoto by J. Tasch\nThey left.") == [
        "caption", "credit", "",
    ]  # fmt: skip
    assert kinds(f"{HEAD}A gate in Klow. AFP PHOTO / J. TASCH\nThey left.") == [
        "caption", "credit", "",
    ]  # fmt: skip
    assert kinds(f"{HEAD}It left. So did he.\nPhoto by J. Tasch\n") == ["", "", "credit"]


def test_a_name_alone_in_its_line_is_a_caption_and_a_headline_never() -> None:
    text = f"{HEAD}Szohod\nThey left."
    assert kinds(text, "Szohod") == ["caption", ""]
    spans = sentence_spans("Borduria left\nPhoto by J. Tasch\n")
    found = find_furniture("Borduria left\nPhoto by J. Tasch\n", spans, [[], []])
    assert found == {spans[1]: "credit"}
