"""Sentences that a report touches, and those that none does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import PLACE, act, claim, record, report

from kg.cli import main
from kg.files import digest
from kg.infer.built import Built
from kg.model.actions import Article
from kg.read.texts import check_texts, read_texts
from kg.tell.coverage import cover, coverage_table

TEXT = "Ruritania expels four.\nThe sun shone. Borduria kept silent.\nSubscribe now!"
SHARED = Path(__file__).parents[3] / "shared" / "articles"


def article(**more: object) -> Article:
    given: dict = {
        "boilerplate": ((60, 74),),
        "no_act": ((23, 37),),
        "text_digest": digest(TEXT.encode()),
        "text_length": len(TEXT),
        **more,
    }
    return Article(
        id="gazette-1", title="t", publisher="gazette", published="2031", place=PLACE, **given
    )


def test_each_sentence_is_counted_once_by_what_is_said_of_it() -> None:
    told = record([act("strike")], articles=(article(),), reports=(report("strike", 0),))
    (found,) = cover(told, {digest(TEXT.encode()): TEXT})
    assert found.touched == ((0, 22),)
    assert found.no_act == ((23, 37),)
    assert found.untouched == ((38, 59),)
    assert found.boilerplate == ((60, 74),)
    assert found.share == 0.5


def test_the_table_names_untouched_sentences_by_how_they_begin() -> None:
    told = record([act("strike")], articles=(article(),), reports=(report("strike", 0),))
    table = coverage_table(cover(told, {digest(TEXT.encode()): TEXT}))
    row = dict(zip(table.header, table.rows[0], strict=True))
    assert (row["share"], row["untouched_text"]) == ("50%", "Borduria kept silent.")
    unmarked = record([act("strike")], articles=(article(boilerplate=()),))
    (long,) = cover(unmarked, {digest(TEXT.encode()): TEXT.replace("silent", "silent " * 40)})
    (cell,) = (row[-1] for row in coverage_table([long]).rows)
    assert "Borduria kept silent silent" in cell
    assert "silent " * 15 not in cell


def test_a_sentence_that_a_claim_quotes_is_touched() -> None:
    said = claim("answer", "strike", article="gazette-1", start=40, end=50)
    acts = [act("strike"), act("answer", "XBO", "XRU")]
    told = record(acts, [said], articles=(article(),), reports=(report("strike", 0),))
    (found,) = cover(told, {digest(TEXT.encode()): TEXT})
    assert (found.touched, found.untouched) == (((0, 22), (38, 59)), ())


def test_no_act_over_several_sentences_covers_none_of_them() -> None:
    told = record([act("strike")], articles=(article(no_act=((23, 59),)),))
    (found,) = cover(told, {digest(TEXT.encode()): TEXT})
    assert (found.no_act, found.untouched) == ((), ((0, 22), (23, 37), (38, 59)))


def test_an_article_without_its_text_is_not_covered() -> None:
    told = record([act("strike")], articles=(article(),))
    assert cover(told, {}) == []


def shared() -> Path:
    if not SHARED.is_dir():
        message = "the articles' texts are not beside this checkout"
        if os.environ.get("KG_REQUIRE_SHARED") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return SHARED


def test_every_sentence_of_the_five_articles_is_touched_or_marked(built: Built) -> None:
    texts = read_texts(shared())
    covered = cover(built.corpus.record, texts)
    assert len(covered) == 5
    assert [each.untouched for each in covered] == [()] * 5
    assert check_texts(built.corpus.passages, texts, shared()) == []


def test_the_command_prints_the_shares_and_exits_0(out: Path) -> None:
    words = ["coverage", "-i", str(out), "--texts", str(shared()), "--format", "tsv"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0
    assert result.stdout.count("100%") == 5
