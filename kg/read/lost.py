"""Where no text has an article's digest: what was done to it since, found by undoing one change.

Only what is proved is named: undone, the change gives the digest; or, for straightened quotation
marks and the like, which nothing undoes, the words without any still have their marks.
"""

from __future__ import annotations

import hashlib
import re
import shlex
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

from kg.paths import is_side_file
from kg.read.folders import shown
from kg.read.passages import Passages, mark_words
from kg.read.quotes import fold

_LARGEST: Final = 5_000_000  # bytes of a text; see kg.read.documents.FILE_LIMIT
_BOM: Final = "\ufeff"
#: What programs save text in instead of UTF-8, and how people call it. ISO 8859 agrees with one of
#: these in all letters.
_ENCODINGS: Final = ("utf-16", "cp1252", "cp1250", "cp1251", "iso8859-2", "mac-roman")
_TYPOGRAPHY: Final = "its typography (quotation marks, dashes, spaces)"
_DASHES: Final = ("-", "–", "—")  # as set between spaces
_SPACES: Final = "\u00a0\u202f"  # which do not break
_SMALL: Final = 20_000  # characters of a text in which one sign is looked for
_LONGEST: Final = 600  # characters of words in which two signs are looked for
_HEAD: Final = 1_000  # characters in which a title stands that an advertisement precedes


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    data: bytes
    text: str | None  # None where it is not UTF-8

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


class Changed(NamedTuple):
    """A text of a folder that is an article's but for a change that can be undone."""

    file: str
    change: str
    before: str  # the article's text
    now: str


class Lost(NamedTuple):
    """Why no text of a folder has the digest of an article, and what to do."""

    says: str
    changed: bool  # whether the text is there, but changed


def explain_lost(source: Passages, folder: Path) -> Lost:
    """Why no text of a folder has the digest of an article, and what to do."""
    files = list(_files(folder))
    for file in files:
        if file.text is None and any(
            _digest(text) == source.digest for _, text in _decoded(file.data)
        ):
            return Lost(_not_utf8(file), changed=True)
    told = f"is the text of {source.article!r} but for"
    if found := _find_changed(source, files):
        remedy = f"take it as it is now: kg anchor --retext {shlex.quote(source.place.file)}"
        says = f"{found.file} {told} {found.change}; restore it, or {remedy}"
        return Lost(says, changed=True)
    for file in files:
        if file.text is not None and (changes := _typography(file.text, source)):
            says = f"{file.name} {told} {changes}; restore it"
            return Lost(says, changed=True)
    return _unknown(source, files, folder)


def find_changed(source: Passages, folder: Path) -> Changed | None:
    """The text of a folder that had the digest of an article before one change, or two."""
    return _find_changed(source, _files(folder))


def _find_changed(source: Passages, files: Iterable[_File]) -> Changed | None:
    for file in files:
        for change, before in _undone(file.text) if file.text is not None else ():
            if file.text is not None and _digest(before) == source.digest:
                return Changed(file.name, change, before, file.text)
        if file.text is not None and len(file.text) == source.length and source.length <= _SMALL:
            for before in _replace_one(file.text, " ", _SPACES):
                if _digest(before) == source.digest:
                    return Changed(file.name, _TYPOGRAPHY, before, file.text)
    return None


def _unknown(source: Passages, files: Iterable[_File], folder: Path) -> Lost:
    told = f"no text in {shown(folder)} has the sha256 of {source.article!r}"
    title = fold(source.title).text.strip("[] ")
    for file in files:
        head = fold((file.text or "")[:_HEAD].lstrip(_BOM)).text.lstrip()
        if title and title in head:
            where = "begins with" if head.startswith(title) else "has"
            says = f"{told}; {file.name} {where} its title and has {file.digest[:8]}…"
            return Lost(says, changed=False)  # another article may have it too
    for file in files:
        heads = (fold(text[:_HEAD]).text for _, text in _decoded(file.data) if file.text is None)
        if title and any(title in head for head in heads):
            return Lost(_not_utf8(file), changed=True)
    return Lost(f"{told}; check textDigest, or add the text", changed=False)


def _not_utf8(file: _File) -> str:
    try:
        file.data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = file.data[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        byte = file.data[error.start]
        return f"{file.name} is not UTF-8 (byte {byte:02x} at {line}:{column}); save it as UTF-8"
    raise ValueError(f"{file.name} is UTF-8")


def _files(folder: Path) -> Iterator[_File]:
    try:
        paths = sorted(
            each for each in folder.iterdir() if each.is_file() and not is_side_file(each.name)
        )
    except OSError:
        return
    for path in paths:
        try:
            with path.open("rb") as opened:
                data = opened.read(_LARGEST + 1)
        except OSError:
            continue
        if len(data) > _LARGEST:
            continue
        try:
            text: str | None = data.decode("utf-8")
        except UnicodeDecodeError:
            text = None
        yield _File(shown(path), data, text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _decoded(data: bytes) -> Iterator[tuple[str, str]]:
    """The text that other encodings make of bytes, with and without their line ends and mark."""
    for name in _ENCODINGS:
        try:
            text = data.decode(name)
        except UnicodeError:
            continue
        yield name, text
        yield name, text.replace("\r\n", "\n")


def _undone(text: str) -> Iterator[tuple[str, str]]:
    """(what was changed, the text without this change), one change at a time, then two."""
    once = list(_undone_once(text))
    yield from once
    for plain in (text, text.replace("\r\n", "\n").removeprefix(_BOM)):
        yield from ((_TYPOGRAPHY, before) for before in _typeset(plain))
    for change, before in once:
        for further, earlier in _undone_once(before):
            if further != change:
                yield f"{change} and {further}", earlier


def _undone_once(text: str) -> Iterator[tuple[str, str]]:
    """The changes that editors, mailers and file systems make to a text, each undone."""
    unix = text.replace("\r\n", "\n")
    if "\r\n" in text:
        yield "its line ends (CRLF)", unix
    elif "\r" in text:
        yield "its line ends (CR)", text.replace("\r", "\n")
    elif "\n" in text:
        yield "its line ends (LF)", text.replace("\n", "\r\n")
    if text.startswith(_BOM):
        yield "a byte order mark", text[1:]
    else:
        yield "a missing byte order mark", _BOM + text
    if (composed := unicodedata.normalize("NFC", text)) != text:
        yield "its letters (decomposed, NFD)", composed
    if (decomposed := unicodedata.normalize("NFD", text)) != text:
        yield "its letters (composed, NFC)", decomposed
    for end in ("", "\n", "\r\n"):
        if (ended := text.rstrip("\r\n") + end) != text:
            yield "the line end at its end", ended
    if (curly := curl_quotes(text)) != text:
        yield "its quotation marks (straightened)", curly


def curl_quotes(text: str) -> str:
    """The quotation marks as programs set them: opening behind a space or bracket, else closing.

    >>> curl_quotes('"No," he said, "don\\'t."')
    '“No,” he said, “don’t.”'
    """
    text = re.sub(r"(^|[\s(\[{—–-])\"", r"\1“", text, flags=re.MULTILINE).replace('"', "”")
    return re.sub(r"(^|[\s(\[{—–“-])'", r"\1‘", text, flags=re.MULTILINE).replace("'", "’")


def _typeset(text: str) -> Iterator[str]:
    """The text with the typography that programs set, in each way that they combine it."""
    for quotes, dash, dots in product((True, False), _DASHES, (True, False)):
        new = text.replace(" - ", f" {dash} ")
        new = curl_quotes(new) if quotes else new
        new = new.replace("...", "…") if dots else new
        if new != text:
            yield new


def _typography(text: str, source: Passages) -> str:
    """What was changed of a text's typography, where the words anchored prove it; '' if not.

    All words without such signs still have their marks, and others have some, by which it is seen
    that they are the same but for quotation marks, or dashes and spaces set as before.
    """
    if len(text) != source.length:
        return ""
    proved = straight = other = 0
    for each in source.spans:
        words = text[slice(*each.span)] if each.span else ""
        if each.words is None:
            continue
        if mark_words(words) == each.words:
            proved += 1
        elif re.search("[\"']", words):
            straight += 1
        elif any(mark_words(before) == each.words for before in _reset(words)):
            other += 1
        else:
            return ""
    if not proved or not straight + other:
        return ""
    return _TYPOGRAPHY if other else "its quotation marks (straightened)"


def _reset(words: str) -> Iterator[str]:
    """Words with their dashes and spaces as they may have been: one, two or all of a kind."""
    for plain, signs in (("-", "–—\u2010\u2011\u2212"), (" ", _SPACES)):
        yield from (words.replace(plain, sign) for sign in signs)
        for once in _replace_one(words, plain, signs) if len(words) <= _LONGEST else ():
            yield once
            yield from _replace_one(once, plain, signs)


def _replace_one(text: str, plain: str, signs: str) -> Iterator[str]:
    """A text with one sign changed, at each place where it stands."""
    for found in re.finditer(re.escape(plain), text):
        yield from (text[: found.start()] + sign + text[found.end() :] for sign in signs)
