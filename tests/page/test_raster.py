"""PNG of an SVG: its size, its text, the same bytes, and what is said where it cannot be."""

from __future__ import annotations

import struct
import sys
from functools import partial
from pathlib import Path

import pytest
import resvg_py
from support import do_without

from kg.errors import UsageError
from kg.page.lettering import FONTS
from kg.page.raster import load_rasteriser, rasterise

SHAPE = '<path d="M0 0h9v9z"/>'
TEXT = f'<text x="10" y="30" font-size="20" font-family="{FONTS}">Klow</text>'
FACES = (
    "LiberationSans-Regular.ttf", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "Arial.ttf",
    "Verdana.ttf",
)  # fmt: skip
NO_FACES = "none of the common fonts (Debian, Ubuntu: apt install fonts-dejavu-core)"
FOLDERS = ("/usr/share/fonts", "/System/Library/Fonts", "/Library/Fonts")


def svg(*inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40">{"".join(inside)}</svg>'


def size_of(png: bytes) -> tuple[int, ...]:
    """The width and height that a PNG names."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def faces() -> list[str]:
    """The files of common fonts that this machine has."""
    found = (path for folder in FOLDERS for name in FACES for path in Path(folder).rglob(name))
    return sorted(map(str, found))


def only(monkeypatch: pytest.MonkeyPatch, *files: str) -> None:
    """Let the rasteriser see these fonts and no other."""
    few = partial(resvg_py.svg_to_bytes, skip_system_fonts=True, font_files=list(files))
    monkeypatch.setattr(resvg_py, "svg_to_bytes", few)


def test_the_png_is_as_large_as_the_svg_and_has_its_text() -> None:
    made = rasterise(svg(SHAPE, TEXT))
    assert size_of(made) == (90, 40)
    assert made != rasterise(svg(SHAPE))


def test_the_same_svg_gives_the_same_bytes() -> None:
    assert rasterise(svg(SHAPE, TEXT)) == rasterise(svg(SHAPE, TEXT))


def test_text_stays_where_only_one_common_font_is_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not faces():
        do_without("KG_REQUIRE_TOOLS", NO_FACES)
    for path in faces():
        with monkeypatch.context() as patch:
            only(patch, path)
            assert rasterise(svg(TEXT)) != rasterise(svg()), path


def test_a_machine_without_fonts_gets_a_remedy_and_no_blank_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only(monkeypatch)
    with pytest.raises(UsageError, match=r"needs a font.*'DejaVu Sans'.*or write \.svg"):
        rasterise(svg(TEXT))


def test_without_the_extra_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(UsageError, match=r"pip install 'retaliation-kg\[png\]', or write \.svg"):
        load_rasteriser()
