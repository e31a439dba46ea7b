"""One browser and one tab for the tests of the page, and a page opened from its file in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Open

from kg.infer.built import Built
from kg.page import PageData, draw_page, drawn_data


@pytest.fixture(scope="module")
def tab(browser: Any) -> Any:
    """One page for all tests: a new one each would take most of their time."""
    page = browser.new_page(accept_downloads=True)
    page.set_default_timeout(15_000)
    return page


@pytest.fixture(scope="module")
def file_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[PageData], Path]:
    folder = tmp_path_factory.mktemp("pages")
    drawn: dict[int, tuple[PageData, Path]] = {}

    def write(data: PageData) -> Path:
        """The file of a page, drawn once while its data are the same object."""
        if id(data) not in drawn:
            path = folder / f"page{len(drawn)}.html"
            path.write_text(draw_page(data), encoding="utf-8")
            drawn[id(data)] = data, path
        return drawn[id(data)][1]

    return write


@pytest.fixture(scope="module")
def bundled(built: Built) -> PageData:
    return drawn_data(built)


@pytest.fixture
def open_page(tab: Any, file_of: Callable[[PageData], Path]) -> Iterator[Open]:
    """Opens a page from its file; afterwards nothing may have been asked for, said or thrown."""
    troubles: list[str] = []
    opened: list[Path] = []

    def asked(request: Any) -> None:
        url = request.url.split("#")[0]
        if url != "about:blank" and url not in {path.as_uri() for path in opened}:
            troubles.append(f"request: {url}")

    heard = {
        "console": lambda said: troubles.append(f"console: {said.text}"),
        "pageerror": lambda error: troubles.append(f"error: {error}"),
        "dialog": lambda dialog: troubles.append(f"dialog: {dialog.message}"),
        "popup": lambda popup: troubles.append(f"popup: {popup.url}"),
        "request": asked,
    }
    for event, hear in heard.items():
        tab.on(event, hear)

    def open_data(data: PageData, address: str = "", width: int = 1440, **media: Any) -> Any:
        tab.goto("about:blank")
        tab.set_viewport_size({"width": width, "height": 900})
        plain = {"color_scheme": "light", "media": "screen", "reduced_motion": "no-preference"}
        tab.emulate_media(**{**plain, **media})
        opened.append(file_of(data))
        tab.goto(opened[-1].as_uri() + address)
        if data.actions:  # what is packed is read once the first screen stands
            tab.wait_for_selector("html[data-loaded]", state="attached")
        return tab

    yield open_data
    for event, hear in heard.items():
        tab.remove_listener(event, hear)
    assert troubles == []
