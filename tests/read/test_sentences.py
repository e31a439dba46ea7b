"""Where sentences end, in English and in other scripts."""

from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["One left.", "Two stayed."],
        ["Why?", "What!", "No one knows…  or says."],
        ["Mr. Sapt and Mrs. Strofzin met Dr. Tarlenheim.", "They left."],
        ["Gen. Tapioca saw Col. Sponz on Feb. 3 and Sept. 4.", "It rained."],
        ["J. R. Hentzau left the U.S. embassy.", "He drove."],
        ["The U.S.S.R. Embassy stood there."],
        ["About 3.5 percent of 1,200 went.", "30 stayed."],
        ["“We answer.”", "“Always.”", "He sat."],
        ['"We answer," he said.', '"Always."'],
        ["(They had left.)", "[Nobody saw it.]", "Then night fell."],
        ["‘No?!’", "‘Yes.’"],
        ["He waited... and left.", "She stayed."],
        ["the site kg.example was down.", "It is up."],
        ["Five left.", "then Borduria answered."],
        ["“Why?” he asked approx. five of them at 5 p.m. on Monday.", "They left."],
        ["They left at 5 p.m. Moscow time, or 10a.m. Monday.", "It rained."],
        ["Россия выслала пятерых.", "Затем ответила Канада."],
        ["В г. Москве жил А. С. Тапиока.", "Потом уехал."],
        ["بقي السفير.", "هل عاد؟", "نعم."],
        ["राजदूत लौटे।", "फिर गए।"],
    ],
)
def test_a_sentence_ends_at_its_stop_and_not_at_an_abbreviation(parts):
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize("end", ["\n", "\n\n", "\r\n", " \n\t\n "], ids=ascii)
def test_the_end_of_a_short_line_ends_a_sentence(end):
    assert sentences(f"By Mr.{end}Sapt of{end}Strelsau") == ["By Mr.", "Sapt of", "Strelsau"]


PROSE = (
    "On Monday the foreign ministry of Syldavia told 23 Bordurian diplomats to leave Klow within a "
    "week, and said that Colonel Sponz had broken the rules. Borduria answered at once: Mr. "
    "Tapioca closed the consulate in Zileheroum, and the General Directorate of Customs in Szohod "
    "held Syldavian goods. Nobody was hurt. “We expected it,” the prime minister of Syldavia said."
)
HEAD = "Syldavia tells envoys to leave\nBy Jo Example\n\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", " \n", "\r"], ids=ascii)
@pytest.mark.parametrize("width", [50, 64, 72, 79, 100])
def test_lines_that_are_only_broken_where_they_are_full_end_no_sentence(width, end):
    text = end.join([*HEAD.split("\n")[:-1], *textwrap.wrap(PROSE, width), "", "Klow, Monday"])
    found = [" ".join(each.split()) for each in sentences(text)]
    assert found == [*HEAD.split("\n")[:2], *sentences(PROSE), "Klow, Monday"]


def test_lines_that_a_person_broke_end_no_sentence():
    text = (
        f"{HEAD}On Monday the foreign ministry of Syldavia told 23\n"
        "Bordurian diplomats to leave Klow within a week, and said\n"
        "that Colonel Sponz had broken the rules. Borduria expelled\n"
        "Syldavian envoys at once, and called it revenge.\n\nKlow, Monday\n"
    )
    assert [" ".join(each.split()) for each in sentences(text)] == [
        *HEAD.split("\n")[:2],
        "On Monday the foreign ministry of Syldavia told 23 Bordurian diplomats to leave Klow "
        "within a week, and said that Colonel Sponz had broken the rules.",
        "Borduria expelled Syldavian envoys at once, and called it revenge.",
        "Klow, Monday",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_that_goes_on_in_lower_case_ends_no_sentence_whatever_the_others_are(end):
    first = f"Syldavia told 23 Bordurian diplomats on Monday{end}to leave Klow."
    assert sentences(f"{first}{end}{PROSE}") == [first, *sentences(PROSE)]


@pytest.mark.parametrize(
    "lines",
    [
        ["Syldavia tells 23 Bordurian envoys to leave Klow", "Klow Gazette, 3 March 2031", PROSE],
        ["The envoys of Borduria at the station of Klow", "Photograph by Jo Example", "Klow"],
        ["Those who were told to leave Klow on Monday:", "envoys", "clerks"],
        ["Syldavia told 23 Bordurian diplomats to leave Klow.", "then Borduria answered."],
        ["Syldavia tells 23 Bordurian envoys to leave Klow", "", "to the last, they said"],
        ["Syldavia tells 23 Bordurian envoys to leave Klow", "    to the last, they said"],
        ["envoys of Borduria", "envoys of Syldavia"],
        ["The ministry of Syldavia published its whole statement at", "https://klow.example/a"],
        ["The ministry of Syldavia published its whole statement at", "www.klow.example"],
        ["Syldavia tells 23 Bordurian envoys to leave Klow", "thumb|The envoys of Borduria"],
        [
            f"{who} told {count} envoys of Borduria to leave its capital"
            for who, count in (
                ("Syldavia", 23),
                ("Ruritania", 4),
                ("Klow", 12),
                ("Szohod", 7),
                ("Zileheroum", 3),
            )
        ],
    ],
)
def test_headings_captions_and_lists_on_lines_of_their_own_stay(lines):
    parts = [part for line in lines for part in sentences(line)]
    assert sentences("\n".join(lines)) == parts


def test_offsets_are_code_points_whatever_the_characters_weigh():
    assert sentence_spans("\ufeff😀 Å\u00a0b.  Next.") == [(0, 7), (9, 14)]


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_nothing_holds_no_sentence(text):
    assert sentence_spans(text) == []


@given(st.text(st.sampled_from('aB.?! \n"”)\t0') | st.characters(), max_size=60))
def test_sentences_hold_all_but_white_space_in_order(text):
    spans = sentence_spans(text)
    flat = [offset for span in spans for offset in span]
    assert flat == sorted(flat)
    assert all(start < end for start, end in spans)
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
    assert [part for part in sentences(text) if part != part.strip()] == []


def test_sentences_take_time_by_the_length_of_the_text_and_not_by_its_square():
    def seconds(count: int) -> float:
        text = "The Ruritanian envoy left. " * count
        started = time.process_time()
        assert len(sentence_spans(text)) == count
        return time.process_time() - started

    assert seconds(20_000) < 12 * seconds(5_000)


def test_a_stop_of_chinese_needs_no_space_behind_it():
    text = "洛里塔尼亚驱逐了五人。“我们会回应！”他说。"
    assert sentences(text) == ["洛里塔尼亚驱逐了五人。", "“我们会回应！”", "他说。"]
