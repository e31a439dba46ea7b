"""The articles as BibTeX."""

from __future__ import annotations

import pytest
from support import PLACE, people

from kg.export.bibtex import escape_tex, to_bibtex
from kg.model.actions import Article


def article(name: str, published: str, title: str, url: str | None = None) -> Article:
    return Article(
        id=name, title=title, publisher="gazette", published=published, url=url,
        text_digest="0" * 64, text_length=1, place=PLACE,
    )  # fmt: skip


def test_bibtex_has_an_entry_an_article_that_no_title_can_break() -> None:
    articles = [
        article("b-2031", "2031-03", "50 % of {all} $1 & #2_x \\ ~^", "https://example.org/{x}"),
        article("a-2031", "2031-03-05", "Ruritania expels ten"),
        article("c", "2030/2031", "Undated\nand wrapped"),
    ]
    assert to_bibtex(articles, people()).decode() == BIBTEX


BIBTEX = """\
@article{a-2031,
  title = {{Ruritania expels ten}},
  journal = {Klow Gazette},
  year = {2031},
  month = mar,
  day = {5},
  note = {Published 2031-03-05}
}

@article{b-2031,
  title = {{50 \\% of \\textbraceleft{}all\\textbraceright{} \\$1 \\& \\#2\\_x \\textbackslash{} \
\\textasciitilde{}\\textasciicircum{}}},
  journal = {Klow Gazette},
  year = {2031},
  month = mar,
  url = {https://example.org/%7Bx%7D},
  note = {Published 2031-03}
}

@article{c,
  title = {{Undated and wrapped}},
  journal = {Klow Gazette},
  note = {Published 2030/2031}
}
"""


def fields(published: str) -> list[str]:
    """The names of the fields of an article of a day."""
    lines = to_bibtex([article("a", published, "Title")], people()).decode().splitlines()
    return [line.split(" = ")[0].strip() for line in lines[1:-1]]


@pytest.mark.parametrize(
    ("published", "known"),
    [
        ("2031-03-05", ["year", "month", "day"]),
        ("2031-03", ["year", "month"]),
        ("2031-03-05/2031-03-06", ["year", "month"]),
        ("2031-03/2031-04", ["year"]),
        ("2031", ["year"]),
        ("2030/2031", []),
        ("2031-03-05/..", []),
    ],
)
def test_a_date_that_leaves_month_or_year_open_leaves_it_out(published, known) -> None:
    assert [x for x in fields(published) if x in ("year", "month", "day")] == known


def test_a_title_stays_on_one_line_and_an_empty_list_is_empty() -> None:
    assert escape_tex("a\n\tb_c") == "a b\\_c"
    assert to_bibtex([], people()) == b""
