"""What a review shows -> the text of its page: template, data, styles and scripts in one file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup

from kg.page.document import build_policy, dump_json, read_asset, template_environment
from kg.page.signs import style_variables

SCRIPTS: Final = (
    "elements.js", "sha256.js", "source.js", "state.js", "text.js", "form.js", "list.js", "talk.js",
    "review.js",
)  # fmt: skip # in the order in which they must run


def draw_review(described: Mapping[str, Any], *, served: bool = False) -> str:
    """Draw the page of a review.

    Args:
        described: see `kg.serve.review.Review.describe`.
        served: whether the page can check and save, or works offline and offers a download.
    """
    styles = style_variables() + read_asset("review.css", "kg.serve")
    scripts = [read_asset(name, "kg.serve") for name in SCRIPTS]
    payload = {**described, "served": served}
    return (
        template_environment("kg.serve")
        .get_template("review.html.j2")
        .render(
            title=described["title"],
            file=described["file"],
            served=served,
            has_text=described["text"] is not None,
            lists=[*described["lists"], "claims"],
            policy=build_policy(scripts, (styles,), "'self'" if served else "'none'"),
            # Our own files, which read_asset has looked at, and JSON without a letter of markup.
            styles=Markup(styles),  # noqa: S704
            scripts=[Markup(each) for each in scripts],  # noqa: S704
            payload=Markup(dump_json(payload)),  # noqa: S704
        )
    )
