"""The articles -> BibTeX, an @article each, for reference managers and for LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from kg.model.actions import Article
from kg.model.actors import Actors
from kg.model.dates import edtf_bounds

_ESCAPES: Final = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", **{c: f"\\{c}" for c in "&%$#_"},
}  # fmt: skip
_SPECIAL = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def to_bibtex(articles: Iterable[Article], actors: Actors) -> bytes:
    """One entry an article, by id; the key is the id.

    Titles stand in two braces, so that no style lowers their capitals. A date that leaves the
    month or the year open leaves it out.
    """
    entries = [_entry(each, actors) for each in sorted(articles, key=lambda each: each.id)]
    return "\n".join(entries).encode()


def _entry(article: Article, actors: Actors) -> str:
    fields = {
        "title": f"{{{{{escape_tex(article.title)}}}}}",
        "journal": f"{{{escape_tex(actors[article.publisher].label)}}}",
        **_date_fields(article.published),
        "url": f"{{{_url(article.url)}}}" if article.url else None,
        "note": f"{{{escape_tex(f'Published {article.published}')}}}",
    }
    given = [f"  {name} = {value}" for name, value in fields.items() if value is not None]
    return f"@article{{{article.id},\n" + ",\n".join(given) + "\n}\n"


def _date_fields(published: str) -> dict[str, str | None]:
    first, last = edtf_bounds(published)
    if first is None or last is None or first.year != last.year:
        return {}
    one_month = first.month == last.month
    return {
        "year": f"{{{first.year}}}",
        "month": _MONTHS[first.month - 1] if one_month else None,
        "day": _day(first) if first == last else None,
    }


def _day(day: date) -> str:
    return f"{{{day.day}}}"


def escape_tex(text: str) -> str:
    """Text whose characters neither BibTeX nor LaTeX take for their own, on one line.

    >>> escape_tex("50 % of {all}")
    '50 \\\\% of \\\\textbraceleft{}all\\\\textbraceright{}'
    """
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], " ".join(text.split()))


def _url(address: str) -> str:
    r"""An address for \url: what would end a BibTeX field, or a line of LaTeX, is encoded."""
    return re.sub(r"[{}\\^`]", lambda found: f"%{ord(found[0]):02X}", address)
