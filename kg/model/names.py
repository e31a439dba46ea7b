"""Names that people write: checked, compared and guessed; nothing of RDF."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from kg.model.mail import drop_mail, refuse_mail

#: An address after RFC 3986 and 3987, without user names and IPv6 hosts, which no publisher needs.
_HOST = (
    r"(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2}"
    r"|(?![\s\u200e\u200f\u202a-\u202e\u2066-\u2069])"
    r"[\u00a1-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd])"
)


_PATH = rf"(?:{_HOST}|[/!$&'()*+,;=:@])*"


_URL = re.compile(
    rf"https?://{_HOST}+(?::[0-9]{{1,5}})?(?:/{_PATH})?(?:\?(?:{_PATH}\??)*)?(?:#(?:{_PATH}\??)*)?"
)


_URL_LIMIT: Final = 2000  # characters; browsers and servers cut longer ones


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


TEXT_LIMIT: Final = 20_000  # characters of one text field; no label or reason comes near it


#: Signs that reverse or nest the direction of what follows them, also beyond the text itself.
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
#: Letters and signs of Unicode that show nothing: fillers of Hangul, and the blank of Braille.
_BLANK: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: white space, soft hyphens, marks alone, private-use signs.

    >>> is_blank(" \u200b\u00ad"), is_blank("a")
    (True, False)
    """
    return all(
        each in _BLANK or unicodedata.category(each) in ("Cc", "Cf", "Co", "Mn", "Zs", "Zl", "Zp")
        for each in text
    )


def check_text(text: str) -> str:
    """The text in NFC, which may be published.

    Raises:
        ValueError: as `check_letters`, or it holds an e-mail address.
    """
    return refuse_mail(check_letters(text))


def check_letters(text: str) -> str:
    """The text in Unicode's composed form (NFC), so that one text has one spelling.

    Raises:
        ValueError: it shows nothing, is too long, or holds characters that no file format can
            carry or that turn the direction of others.
    """
    if is_blank(text):
        raise ValueError("is empty; give a value or remove the key")
    if len(text) > TEXT_LIMIT:
        raise ValueError(f"has {len(text)} characters; the limit is {TEXT_LIMIT}")
    if bad := _CONTROL.search(text):
        raise ValueError(
            f"contains the character U+{ord(bad[0]):04X}, which is not text; remove it"
        )
    if bad := _BIDI.search(text):
        raise ValueError(
            f"contains the character U+{ord(bad[0]):04X}, which turns the direction of other text; "
            "remove it"
        )
    return unicodedata.normalize("NFC", text)


def check_line(text: str) -> str:
    """The text without white space at its ends, where it is one line.

    Raises:
        ValueError: it has a line break inside: lists and pictures show a name on one line.
    """
    text = text.strip()
    if re.search(r"[\n\u2028\u2029]", text):
        raise ValueError("has a line break in it; write it on one line")
    return text


def show_text(text: str) -> str:
    """A text that was written elsewhere: composed, with U+FFFD for what turns others, or nothing.

    >>> show_text("Klow\u202e"), show_text("\u200b")
    ('Klow\ufffd', '')
    """
    return "" if is_blank(text) else unicodedata.normalize("NFC", _BIDI.sub("\ufffd", text))


def fit_text(text: str) -> str:
    """A text that a program wrote elsewhere, such that `check_text` takes it, or nothing.

    E-mail addresses are dropped, signs that are not text become U+FFFD, and the end of what is too
    long is cut off.

    >>> fit_text("Klow\x1b Wire"), fit_text("m.n@example.org")
    ('Klow\ufffd Wire', '')
    """
    plain = show_text(_CONTROL.sub("\ufffd", text[: TEXT_LIMIT // 2])).strip()
    return drop_mail(plain).strip()


def check_url(text: str) -> str:
    """The address itself.

    Raises:
        ValueError: it is not an absolute http or https address, or holds an e-mail address.
    """
    if len(text) > _URL_LIMIT or not _URL.fullmatch(text):
        raise ValueError(
            f"{_shown(text)} is not an address; write it in full, starting with http(s)://"
        )
    return refuse_mail(text)


def nearest_name(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The nearest known name, or nothing; `likeness` from 0 to 1 is the least that it may have."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=likeness)
    folded = {each.casefold(): each for each in names}
    return near[0] if near else folded.get(name.casefold(), "")


def hint(name: str, known: Iterable[str]) -> str:
    """`; did you mean …?` for the nearest known name, or nothing."""
    near = nearest_name(name, set(known) - {name})  # a hint never repeats what was written
    return f"; did you mean {near!r}?" if near else ""


#: Letters that Unicode does not take apart into a plain one and a mark.
_PLAIN: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "’": "'"}
)


def fold_text(text: str) -> str:
    """Text to compare names by: without case, accents and surplus space.

    >>> fold_text(" Côte  d’IVOIRE "), fold_text("Łódź")
    ("cote d'ivoire", 'lodz')
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(each for each in parts if not unicodedata.combining(each))
    return " ".join(plain.translate(_PLAIN).split())


def spell_choice(names: Sequence[str]) -> str:
    """Several names of which one is meant, in words.

    >>> spell_choice(["COD", "COG"]), spell_choice(["SCG", "SRB", "YUG"])
    ('COD or COG', 'SCG, SRB or YUG')
    """
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def shorten(text: str) -> str:
    """The beginning of a long text, for a message of one line."""
    return text if len(text) <= 60 else text[:57] + "..."


def _shown(text: str) -> str:
    return repr(shorten(text))
