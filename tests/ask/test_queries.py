"""A query is found by its name or its file, and its header is read strictly."""

from __future__ import annotations

import pytest

from kg.ask.queries import find_query, parse_query
from kg.errors import FindingsError, UsageError


def test_an_unknown_query_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean 'unanswered'"):
        find_query("unansered")


@pytest.mark.parametrize("line", ["#+ sumary: x", "#+ params: [{nam: x}]"])
def test_a_wrong_header_is_sent_to_the_file_that_describes_headers(line: str) -> None:
    with pytest.raises(FindingsError, match=r"\(queries/README.md lists them\)"):
        parse_query(f"{line}\nASK {{}}", "mine.rq", "mine.rq")
