"""What a person made with the settings of a tool, imported without a mapping and checked."""

from __future__ import annotations

from pathlib import Path

from support import kg

#: Two acts, one of which answers the other, and names of those who act.
TEXT = """\
Bulgaria sends envoys home

Bulgaria ordered three Belgian envoys to leave. Belgium had banned Bulgarian timber in May.
Nobody spoke of water. Read more on our pages.
"""


def at(words: str) -> tuple[int, int]:
    """The place of some words."""
    start = TEXT.index(words)
    return start, start + len(words)


def imported(tmp_path: Path, form: str, source: Path) -> tuple[str, str]:
    """The article that a source becomes, and what `kg check` says of it; all of it comes in."""
    heads = tmp_path / "articles.csv"
    heads.write_text(
        "document,title,publisher,published\nklow,Envoys go,moscow-times,2031-03-04\n", "utf-8"
    )
    data = tmp_path / "data"
    ran = kg("import", form, source, "-o", data, "--articles", heads)
    assert ran.exit_code == 0, ran.stderr
    count = ran.stderr.splitlines()[-1]
    left = int(count.rpartition(" ")[2].replace(",", ""))
    assert left == 0 or form == "inception", ran.stderr  # which has tokens of its own
    (article,) = (data / "articles").iterdir()
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/klow.txt").write_bytes(TEXT.encode())
    checked = kg("check", data, "--texts", tmp_path / "texts")
    assert checked.exit_code == 0, checked.output
    return article.read_text("utf-8"), checked.output


def assert_told(article: str) -> None:
    """Both acts, with who acts and how far each came, and the link between them."""
    act, ban = (f"klow-at-{at(words)[0]}" for words in ("ordered three", "had banned"))
    for line in (
        "  type: Expulsion", "  actor: BGR", "  recipient: BEL", "  status: ordered",
        "  type: TradeRestriction", "  actor: BEL", "  recipient: BGR", "  status: carriedOut",
        f"  response: {act}", f"  trigger: {ban}", "  relation: retaliation",
    ):  # fmt: skip
        assert f"{line}\n" in article.replace("- response", "  response"), (line, article)
