"""The parts a picture is made of."""

from __future__ import annotations

from kg.page.geometry import (
    LETTER,
    Gap,
    Lane,
    Note,
    Picture,
    Rail,
    Spot,
    Tick,
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


def test_a_ladder_has_the_spots_of_its_moves_alone() -> None:
    picture = Picture(sort="ladder", spots=SPOTS, width=20, height=2)
    assert plain_picture(picture, AT)["spots"] == {0: [3, 1, 3], 2: [9, 1, 12]}


def test_every_part_of_a_picture_is_plain() -> None:
    picture = Picture(
        sort="timeline", spots={}, width=20, height=2, undated=5, undated_answers=15,
        lanes=(Lane(id="x", label="X", top=0, bottom=2),),
        ticks=(Tick(x=3, label="1 Mar", major=True),),
        gaps=(Gap(left=4, right=8, label="1 year"),),
        rails=(Rail(x=3, label="X"),),
        notes=(Note(x=1, y=2, text="3 d", sort="day", at="b"), Note(x=1, y=2, text="", sort="day")),
    )  # fmt: skip
    assert plain_picture(picture, AT) == {
        "sort": "timeline", "spots": [None, None, None], "width": 20, "height": 2,
        "undated": 5, "undatedAnswers": 15, "lanes": [["X", 0, 2]], "ticks": [[3, "1 Mar", True]],
        "gaps": [[4, 8, "1 year"]], "rails": [[3, "X"]],
        "notes": [[1, 2, "3 d", "day", 2], [1, 2, "", "day", -1]],
    }  # fmt: skip
