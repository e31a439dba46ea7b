"""What the tests of the page in a real browser do with it: wait, click, look and take away.

Needs Chromium (Debian and Ubuntu: apt-get install chromium). Where there is none the tests are
skipped; with KG_REQUIRE_BROWSER=1, as in .ci/run, they fail instead.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ACTIONS = "readPage().actions"
Open = Callable[..., Any]


def stop(reason: str) -> None:
    """Skip, or fail where a browser is required."""
    if os.environ.get("KG_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def evidence(page: Any) -> str:
    return page.inner_text("#evidence-body")


#: The address changes before the browser says so and the page follows: later by a task or two.
FOLLOW = "new Promise(done => setTimeout(() => requestAnimationFrame(() => setTimeout(done))))"


def wait_until(page: Any, condition: str) -> None:
    """Wait for a condition, and for the page to have followed an address that it speaks of.

    The page's policy lets nobody evaluate text inside of it for us.
    """
    for _ in range(200):
        if page.evaluate(condition):
            page.evaluate(FOLLOW)
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {condition}")


def click_action(page: Any, number: int) -> None:
    """Click where the picture draws an action."""
    point = page.evaluate("at => document.getElementById('timeline').pointOf(at)", number)
    page.click("#timeline", position={"x": point["x"], "y": point["y"]})


def number_of(page: Any, action: str) -> int:
    return page.evaluate(f"{ACTIONS}.map(action => action.id)").index(action)


def row(page: Any, action: str) -> Any:
    return page.locator(f"#actions tr[data-at='{number_of(page, action)}']")


def status(page: Any) -> str:
    return page.inner_text("#status")


def visible_ids(page: Any) -> set[str]:
    """The actions in the view: rungs of the ladder, or rows of a table."""
    shown = "[...document.querySelectorAll('.view.on [data-at]')]"
    return set(page.evaluate(f"{shown}.map(each => {ACTIONS}[each.dataset.at].id)"))


def rung(page: Any, action: str) -> Any:
    """The row of an action in the ladder."""
    return page.locator(f"#rungs [data-action='{action}']")


def taken(page: Any, button: str) -> bytes:
    with page.expect_download() as download:
        page.click(button)
    return Path(download.value.path()).read_bytes()


def axe_script() -> str:
    try:
        return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    except ImportError:
        stop("axe-core is not installed; to run these tests: pip install axe-playwright-python")


def keep_picture(page: Any, name: str) -> None:
    """Screenshots stay in tests/artefacts, or where KG_ARTEFACTS says."""
    folder = Path(os.environ.get("KG_ARTEFACTS", Path(__file__).parents[1] / "artefacts"))
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")


def check_that_nothing_ran(page: Any) -> None:
    assert page.evaluate("typeof pwned") == "undefined"
    assert page.locator("img, iframe, base, form, object, embed").count() == 0
    assert page.locator("[onload], [onerror], [onclick], [onmouseover], [onfocus]").count() == 0
