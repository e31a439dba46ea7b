"""Sections of lines, as a text for terminals and as a table."""

from __future__ import annotations

from kg.tell.lines import Line, Profile, join_lines, text_lines

PROFILE = Profile(
    thing="action:strike",
    title="Strike",
    sections=(
        ("About", (Line(what="Kind", text="Expulsion", thing="action:strike"),)),
        (
            "Reports",
            (
                Line(text="all that there is to say of it in words that go on and on and on"),
                Line(what="Said by Borduria", text="Denies"),
            ),
        ),
    ),
)


def test_a_line_has_its_name_before_and_its_thing_after_it() -> None:
    assert str(Line(text="Denies")) == "Denies"
    assert str(Line(what="Said", text="Denies", thing="report:r1")) == "Said: Denies  [report:r1]"


def test_a_profile_is_a_table_and_a_text_of_the_terminals_width() -> None:
    table = PROFILE.to_table()
    assert table.header == ("section", "what", "text", "thing")
    assert table.rows[0] == ("About", "Kind", "Expulsion", "action:strike")
    assert len(table.rows) == 3
    assert max(map(len, PROFILE.to_text(40).splitlines())) <= 40
    assert PROFILE.to_text().startswith(
        "Strike\n======\n\nAbout\n- Kind: Expulsion  [action:strike]\n\nReports\n- all"
    )
    assert "- all that there is\n  to say of it in" in PROFILE.to_text(20)
    assert PROFILE.to_text(3) == PROFILE.to_text(20)  # no terminal is narrower


def test_lines_of_one_name_that_follow_each_other_are_one() -> None:
    lines = [
        Line(what="Actor", text="Ruritania"),
        Line(what="Actor", text="Borduria"),
        Line(what="Count", text="3 persons"),
        Line(what="Actor", text="Syldavia"),
    ]
    assert join_lines(lines) == [
        ("Actor", "Ruritania, Borduria"), ("Count", "3 persons"), ("Actor", "Syldavia"),
    ]  # fmt: skip


def test_names_with_a_comma_are_told_apart_by_semicolons() -> None:
    lines = [
        Line(what="Actor", text="Borduria, People's Republic of"),
        Line(what="Actor", text="B"),
    ]
    assert join_lines(lines) == [("Actor", "Borduria, People's Republic of; B")]


def test_a_text_that_is_not_there_makes_no_line() -> None:
    assert list(text_lines({"Place": None, "Reason": "", "Status": "ordered"})) == [
        Line(what="Status", text="ordered")
    ]
