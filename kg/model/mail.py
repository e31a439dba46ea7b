"""E-mail addresses: found in what people write, so that none is published."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

_AT: Final = "@\uff20\ufe6b"  # the sign, its full-width and its small form
_PART: Final = rf"[^\s{_AT}<>()\[\],;:\"'/?#=&]"
#: Lengths after RFC 5321; a handle (@name) has nothing before the sign, a version no domain after.
_MAIL: Final = re.compile(
    rf"{_PART}{{1,64}}[{_AT}](?:{_PART}{{1,63}}\.){{1,8}}[^\W\d_][^\s{_AT}<>()\[\],;:\"'/?#=&.]+"
)


def has_mail(text: str) -> bool:
    """Whether a text holds an e-mail address, as it is or as addresses of pages write it.

    >>> has_mail("Maria <m.n@example.org>"), has_mail("https://example.org/?by=m%40example.org")
    (True, True)
    >>> has_mail("https://example.org/@maria"), has_mail("reader@1.2")
    (False, False)
    """
    if "@" not in text and "%40" not in text and "\uff20" not in text and "\ufe6b" not in text:
        return False  # asked of each text of a graph
    return any(_MAIL.search(each) for each in (text, unquote(text)))


def refuse_mail(text: str) -> str:
    """The text itself.

    Raises:
        ValueError: it holds an e-mail address; the message does not repeat it.
    """
    if has_mail(text):
        raise ValueError("holds an e-mail address, which would be published; leave the address out")
    return text


def drop_mail(text: str) -> str:
    """The text without e-mail addresses; nothing where one is hidden in an address of a page.

    >>> drop_mail("Klow Wire, m.n@example.org"), drop_mail("https://x.org/?by=m%40example.org")
    ('Klow Wire, ', '')
    """
    if not has_mail(text):
        return text
    left = _MAIL.sub("", text)
    return "" if has_mail(left) else left
