"""Which sentences of an article a report or claim rests on, and which none does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model.actions import Article, Link, Record, Report
from kg.model.names import shorten
from kg.read.sentences import sentence_spans
from kg.tables import Table, join_values

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The sentences of one article by what the annotation says of them.

    Each sentence is in one list, the first that fits: boilerplate, touched by a report or a
    claim, marked as telling of no act by a span within it, untouched.
    """

    article: str
    boilerplate: tuple[Span, ...]
    touched: tuple[Span, ...]
    no_act: tuple[Span, ...]
    untouched: tuple[Span, ...]
    texts: tuple[str, ...]  # of the untouched ones

    @property
    def share(self) -> float:
        """Touched sentences of those that tell of acts, 0 to 1; 1 where there are none."""
        telling = len(self.touched) + len(self.untouched)
        return len(self.touched) / telling if telling else 1.0


def cover(record: Record, texts: Mapping[str, str]) -> list[Coverage]:
    """The coverage of each article whose text is at hand, by article id.

    Args:
        record: articles, reports and links.
        texts: sha256 -> text, see `kg.read.texts.read_texts`.
    """
    return [
        _cover(article, record, texts[article.text_digest])
        for article in record.articles
        if article.text_digest in texts
    ]


def _cover(article: Article, record: Record, text: str) -> Coverage:
    said: tuple[Report | Link, ...] = (*record.reports, *record.links)
    told = [
        (each.start, each.end)
        for each in said
        if each.article == article.id and each.start is not None and each.end is not None
    ]
    found: dict[str, list[Span]] = {"boilerplate": [], "touched": [], "no_act": [], "untouched": []}
    for span in sentence_spans(text):
        if _meets(span, article.boilerplate):
            found["boilerplate"].append(span)
        elif _meets(span, told):
            found["touched"].append(span)
        elif any(span[0] <= start and end <= span[1] for start, end in article.no_act):
            found["no_act"].append(span)
        else:
            found["untouched"].append(span)
    return Coverage(
        article=article.id,
        texts=tuple(" ".join(text[start:end].split()) for start, end in found["untouched"]),
        **{name: tuple(spans) for name, spans in found.items()},
    )


def _meets(sentence: Span, spans: Sequence[Span]) -> bool:
    return any(start < sentence[1] and sentence[0] < end for start, end in spans)


def coverage_table(covered: Sequence[Coverage]) -> Table:
    """One row an article; untouched sentences by how they begin."""
    header = (
        "article", "touched", "no_act", "boilerplate", "untouched", "share", "untouched_text",
    )  # fmt: skip
    rows = tuple(
        (
            each.article,
            str(len(each.touched)),
            str(len(each.no_act)),
            str(len(each.boilerplate)),
            str(len(each.untouched)),
            f"{each.share:.0%}",
            join_values(shorten(text) for text in each.texts),
        )
        for each in covered
    )
    return Table(header, rows)
