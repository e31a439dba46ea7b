"""The card: its size, its lines and words, every text within it, and the same bytes."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from dispute import HOSTILE, dispute, hostile_data, page_data
from support import do_without, stand
from test_raster import NO_FACES, faces, only, size_of

from kg.errors import UsageError
from kg.page.card import HEIGHT, MOST_LINES, NOTHING, WIDTH, card_files, draw_card
from kg.page.raster import rasterise
from kg.page.signs import LIGHT
from kg.tell.index import Credit, PageData

ARABIC = "\u062a\u0631\u062f \u0631\u0648\u0631\u064a\u062a\u0627\u0646\u064a\u0627"
HEBREW = "\u05d1\u05d5\u05e8\u05d3\u05d5\u05e8\u05d9\u05d4"
LONG = "Ruritania expels yet another group of Bordurian diplomats and technical staff " * 9


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def texts(svg: str) -> list[str]:
    """The lines of text, from top to bottom."""
    found = read(svg).findall("{*}text")
    return [each.text or "" for each in sorted(found, key=lambda each: float(each.get("y", 0)))]


def labelled(data: PageData, label: str) -> PageData:
    """The same with one label for every action."""
    acts = tuple(replace(each, label=label) for each in data.actions)
    return replace(data, actions=acts)


def credited(data: PageData, author: str, licence: str = "") -> PageData:
    """The same with somebody to credit."""
    return replace(data, credit=Credit(author=author, licence=licence))


def rail(svg: str) -> ElementTree.Element:
    """The line from move to move."""
    return next(each for each in read(svg).findall("{*}path") if each.get("stroke"))


def test_a_card_has_title_moves_claim_and_footer_in_the_order_of_time() -> None:
    data = replace(dispute(), answers=stand(**{"expel-back": "unanswered"}))
    svg = draw_card(credited(data, "Klow University", "CC BY 4.0"), "expel-back")
    assert texts(svg) == [
        "Retaliation between Ruritania and its neighbours",
        "14 March 2018 · Borduria → Ruritania",
        "Borduria: expulsion expel-23",
        "Said to answer (disputed), 3 days later",
        "Reported by Streslau Gazette, 18 March 2018",
        "Disputed by Streslau Gazette",
        "17 March 2018 · Ruritania → Borduria",
        "Ruritania: expulsion expel-back",
        "No answer in these sources (newest source on either side: 9 March",
        "2031).",
        "Sources: Streslau Gazette",
        "As of 9 March 2031 · Klow University · CC BY 4.0",
    ]


def test_a_card_is_1200_by_630_and_says_what_it_shows() -> None:
    root = read(draw_card(dispute(), "closure"))
    size = [root.get(name) for name in ("width", "height", "viewBox")]
    assert size == ["1200", "630", "0 0 1200 630"]
    title = root.find("{*}title")
    assert title is not None
    assert title.text == (
        "“Ruritania: mission closure closure”: inferred to answer, 3 days later. No source says "
        "so; a rule infers it. Before it: “Syldavia: expulsion ally”"
    )


@pytest.mark.parametrize(
    ("name", "dashes", "colour"),
    [
        ("expel-23", None, "retaliation"),
        ("ally", None, "solidarity"),
        ("expel-back", "17.6 6.4 3.2 6.4", "retaliation"),
        ("rumour", "3.2 6.4", "retaliation"),
        ("closure", "14.4 9.6", "retaliation"),
    ],
)
def test_the_line_is_broken_where_no_source_firmly_says_so(
    name: str, dashes: str | None, colour: str
) -> None:
    line = rail(draw_card(dispute(), name))
    assert (line.get("stroke-dasharray"), line.get("stroke")) == (dashes, LIGHT[colour])


def test_a_stated_answer_has_a_thicker_line_than_a_reported_one() -> None:
    stated, reported = (
        rail(draw_card(dispute(), name)).get("stroke-width") for name in ("expel-23", "rumour")
    )
    assert float(stated or 0) > float(reported or 0)


def test_a_move_alone_has_no_line_and_a_refusal_a_dotted_one() -> None:
    data = dispute()
    alone = read(draw_card(data, "accuse"))
    assert [each for each in alone.findall("{*}path") if each.get("stroke")] == []
    assert len(alone.findall("{*}g")) == 1
    refusal = replace(data.links[2], refusal=True, relation="nonRetaliation", disputed_by=())
    svg = draw_card(replace(data, links=(refusal,)), "expel-back")
    assert rail(svg).get("stroke-dasharray") == "3.2 6.4"
    assert "Said to decline an answer, 3 days later" in texts(svg)


def test_a_card_of_nothing_says_so() -> None:
    data = page_data()
    assert texts(draw_card(data)) == [data.title, NOTHING]
    with pytest.raises(UsageError):
        draw_card(data, "poison")


def test_the_state_of_an_open_move_stands_out() -> None:
    states = {"unanswered": "retaliation", "answerDeclined": "quiet"}
    for state, colour in states.items():
        svg = draw_card(replace(dispute(), answers=stand(closure=state)), "closure")
        fills = {each.text: each.get("fill") for each in read(svg).findall("{*}text")}
        told = ("No answer", "Answer declined")
        (fill,) = (v for k, v in fills.items() if k and k.startswith(told))
        assert fill == LIGHT[colour]


def test_short_sentences_are_large_and_long_ones_are_cut_at_three_lines() -> None:
    sizes = []
    for label in ("Klow falls", LONG[:80], LONG):
        svg = draw_card(labelled(dispute(), label), "closure")
        bold = [x for x in read(svg).findall("{*}text") if x.get("font-weight")][1:]
        moves = [each for each in bold if not (each.text or "").startswith("Inferred")]
        sizes.append(int(moves[0].get("font-size", 0)))
        assert len(moves) <= 2 * MOST_LINES
    assert sizes[0] > sizes[1] > sizes[2] >= 29
    assert [each.text for each in moves[2::3] if each.text and each.text.endswith("…")] != []


def test_lines_of_text_never_meet_nor_reach_the_footer() -> None:
    data = replace(
        labelled(dispute(), LONG), title=LONG, labels=dict.fromkeys(dispute().labels, LONG),
        answers=stand(**{"expel-back": "answerInferred"}),
    )  # fmt: skip
    for shown in (data, dispute(), labelled(dispute(), "Klow"), labelled(dispute(), LONG[:150])):
        for name in ("expel-back", "closure", "ally", "rumour", None):
            lines = [
                (float(each.get("y", 0)), int(each.get("font-size", 0)))
                for each in read(draw_card(credited(shown, LONG), name)).findall("{*}text")
            ]
            body = sorted(each for each in lines if each[0] < 560)
            assert all(y - size >= before for (before, _), (y, size) in pairwise(body))
            assert body[-1][0] + body[-1][1] / 4 < 552  # with what hangs under the line


def test_leftward_sentences_stand_at_the_right_and_run_leftwards() -> None:
    data = replace(labelled(dispute(), f"{ARABIC} 23 (MI6)"), labels={"RUR": HEBREW})
    found = read(draw_card(data, "expel-back")).findall("{*}text")
    sentences = [each for each in found if ARABIC in (each.text or "")]
    assert len(sentences) == 2
    for each in sentences:
        assert each.text == f"\u2067{ARABIC} 23 (MI6)\u2069"
        assert (each.get("text-anchor"), each.get("x")) == ("end", str(WIDTH - 64))
    (head,) = (x for x in found if (x.text or "").startswith("14 March"))
    assert head.text == f"14 March 2018 · BRD → \u2068{HEBREW}\u2069"
    assert head.get("text-anchor") is None


@pytest.mark.parametrize("name", [*(f"a{n}" for n in range(0, len(HOSTILE), 8)), None])
def test_hostile_text_stays_text(name: str | None) -> None:
    root = read(draw_card(credited(hostile_data(), "<script>\x00pwned=1</script>"), name))
    tags = {each.tag.split("}")[1] for each in root.iter()}
    assert tags <= {"svg", "title", "rect", "g", "path", "text"}
    names = {each for x in root.iter() for each in x.attrib}
    assert not [each for each in names if each.startswith("on") or each in ("style", "href")]


def test_what_xml_cannot_carry_and_what_turns_text_around_is_left_out() -> None:
    data = labelled(dispute(), "a\x00b\ud800c\ufffe \u202e& <d>")
    assert texts(draw_card(data, "accuse"))[2] == "abc & <d>"


def test_the_same_data_give_the_same_bytes_in_any_order() -> None:
    data = dispute()
    turned = replace(data, actions=data.actions[::-1], links=data.links[::-1])
    assert draw_card(data) == draw_card(turned)
    assert card_files(data) == card_files(turned)


def test_the_files_of_a_card_are_svg_and_png_with_the_credit() -> None:
    data = credited(dispute(), "Klow University")
    files = card_files(data)
    assert sorted(files) == ["card.png", "card.svg"]
    assert files["card.svg"].decode() == draw_card(data)
    assert files["card.png"] == rasterise(files["card.svg"].decode())
    assert size_of(files["card.png"]) == (WIDTH, HEIGHT)


def test_without_the_rasteriser_the_files_are_the_svg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    assert list(card_files(dispute())) == ["card.svg"]


def without(svg: str, text: str) -> str:
    """The card without one line of text."""
    root = read(svg)
    root.remove(next(each for each in root.findall("{*}text") if each.text == text))
    return ElementTree.tostring(root, encoding="unicode")


def test_every_line_of_text_is_on_the_png() -> None:
    for label in ("Klow falls", ARABIC, HEBREW):
        svg = draw_card(labelled(dispute(), label), "closure")
        whole = rasterise(svg)
        for text in texts(svg):
            assert rasterise(without(svg, text)) != whole, text


def test_no_text_leaves_the_card_in_any_common_font(monkeypatch: pytest.MonkeyPatch) -> None:
    if not faces():
        do_without("KG_REQUIRE_TOOLS", NO_FACES)
    cards = [
        draw_card(labelled(dispute(), label), name)
        for label in (LONG, "W" * 90, "MAMMOTH " * 20, "Щука " * 30, "wow " * 50)
        for name in ("expel-back", "closure")
    ]
    for path in faces():
        with monkeypatch.context() as patch:
            only(patch, path)
            for svg in cards:
                edge = svg.replace('viewBox="0 0 1200 630"', 'viewBox="1185 0 15 630"')
                edge = edge.replace('width="1200" height="630"', 'width="15" height="630"', 1)
                bare = read(edge)
                for each in bare.findall("{*}text"):
                    bare.remove(each)
                blank = rasterise(ElementTree.tostring(bare, encoding="unicode"))
                assert rasterise(edge) == blank, path
