"""Draws docs/page.png, the README's picture, from out/index.html: `make picture`."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> None:
    """Open the page in the installed Chromium and take its picture."""
    names = ("chromium", "chromium-browser", "google-chrome")
    browser = next((path for name in names if (path := shutil.which(name))), None)
    if browser is None:
        raise SystemExit("no browser found: apt install chromium")
    with sync_playwright() as driver:
        window = driver.chromium.launch(executable_path=browser, args=FLAGS)
        page = window.new_page(viewport={"width": 1440, "height": 1000})
        page.goto((ROOT / "out" / "index.html").as_uri())
        page.wait_for_selector("html[data-loaded]", state="attached")
        page.screenshot(path=ROOT / "docs" / "page.png")
        window.close()


if __name__ == "__main__":
    main()
