"""The page is one file, in which nothing runs or is fetched but its own scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from invented import TEXT, write_article

from kg.serve.document import SCRIPTS, draw_review
from kg.serve.review import Review

MARKUP = '</script><img src=x onerror=alert(1)>{{ 7*7 }}"&amp;'


@pytest.fixture
def told(tmp_path: Path) -> dict[str, Any]:
    path = write_article(tmp_path, TEXT.replace("its embassy said", MARKUP))
    said = path.read_text("utf-8").replace("title: Syldavia", f"title: '{MARKUP}' #", 1)
    path.write_text(said, "utf-8")
    return Review(path, tmp_path / "texts", MARKUP).describe()


def test_nothing_that_a_file_or_text_says_becomes_markup(told: dict[str, Any]) -> None:
    page = draw_review(told)
    assert "<img" not in page
    assert page.count("</script>") == len(SCRIPTS) + 1
    assert "{{ 7*7 }}" in page
    assert "49" not in re.findall(r"<h1[^>]*>(.*?)</h1>", page)[0]


def test_the_data_come_back_as_they_were(told: dict[str, Any]) -> None:
    page = draw_review(told)
    data = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page)[0]
    assert json.loads(data) == json.loads(json.dumps({**told, "served": False}))


def test_the_page_may_connect_to_its_server_or_to_nothing(told: dict[str, Any]) -> None:
    policy = {
        served: re.findall('Policy" content="([^"]*)"', draw_review(told, served=served))[0]
        for served in (True, False)
    }
    assert "connect-src &#39;self&#39;" in policy[True]
    assert "connect-src &#39;none&#39;" in policy[False]
    assert all("default-src &#39;none&#39;" in each for each in policy.values())
    assert all("unsafe" not in each for each in policy.values())


def test_the_same_review_is_the_same_page(told: dict[str, Any]) -> None:
    assert draw_review(told) == draw_review(told)


def test_a_page_without_its_text_says_how_to_get_it(told: dict[str, Any]) -> None:
    assert "Name its folder with --texts" in draw_review({**told, "text": None})
    assert "Name its folder with --texts" not in draw_review(told)
