"""SVG -> PNG by resvg, which is an extra and is loaded only when a PNG is asked for."""

from __future__ import annotations

from types import ModuleType
from typing import Final

from kg.errors import UsageError
from kg.page.lettering import FONTS

_REMEDY: Final = "a PNG needs resvg: pip install 'retaliation-kg[png]', or write .svg"
_NO_FONT: Final = (
    "a PNG needs a font, and none of these is installed: "
    f"{FONTS.removesuffix(', sans-serif')}; install one, or write .svg"
)


def rasterise(svg: str) -> bytes:
    """The PNG of an SVG whose text is in kg.page.lettering.FONTS, as large as it says it is.

    Raises:
        UsageError: the extra is not installed, or no font is: resvg leaves out text without one.
    """
    resvg = load_rasteriser()
    if resvg.svg_to_bytes(svg_string=_probe("kg")) == resvg.svg_to_bytes(svg_string=_probe("")):
        raise UsageError(_NO_FONT)
    made: bytes = resvg.svg_to_bytes(svg_string=svg)
    return made


def load_rasteriser() -> ModuleType:
    """The rasteriser.

    Raises:
        UsageError: it is not installed.
    """
    try:
        import resvg_py
    except ImportError:
        raise UsageError(_REMEDY) from None
    return resvg_py


def _probe(text: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">'
        f'<text x="4" y="22" font-family="{FONTS}" font-size="20">{text}</text></svg>'
    )
