"""The parts a picture is made of."""

from __future__ import annotations

from kg.page.geometry import (
    LETTER,
    MARKER,
    Gap,
    Lane,
    Picture,
    Spot,
    Tick,
    end_of_caption,
    measure_text,
    plain_picture,
)

SPOTS = {"b": Spot(x=9, y=1, reach=12), "a": Spot(x=3, y=1, reach=3)}
AT = {"a": 0, "hidden": 1, "b": 2}


def test_wide_letters_take_the_room_of_two() -> None:
    assert measure_text("") == 0
    assert measure_text("abcd") == round(4 * LETTER)
    assert measure_text("\u4e2d\u6587") == measure_text("abcd")


def test_a_timeline_has_a_spot_or_none_for_each_action_by_its_number() -> None:
    picture = Picture(sort="timeline", spots=SPOTS, width=20, height=2)
    assert plain_picture(picture, AT)["spots"] == [[3, 1, 3], None, [9, 1, 12]]


def test_a_caption_ends_after_the_marker_and_its_letters() -> None:
    assert end_of_caption("abcd") - end_of_caption("") == measure_text("abcd")
    assert end_of_caption("") > MARKER


def test_every_part_of_a_picture_is_plain() -> None:
    picture = Picture(
        sort="timeline", spots={}, width=20, height=2, undated=5, undated_answers=15,
        lanes=(Lane(id="x", label="X", top=0, bottom=2),),
        ticks=(Tick(x=3, label="1 Mar", major=True),),
        gaps=(Gap(left=4, right=8, label="1 year"),),
    )  # fmt: skip
    assert plain_picture(picture, AT) == {
        "sort": "timeline", "spots": [None, None, None], "width": 20, "height": 2,
        "undated": 5, "undatedAnswers": 15, "lanes": [["X", 0, 2]], "ticks": [[3, "1 Mar", True]],
        "gaps": [[4, 8, "1 year"]],
    }  # fmt: skip
