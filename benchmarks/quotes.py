"""Look-ups of quotations in invented texts, beside two ways that need no code of ours.

A pattern made of each quotation (a class for every mark that typesetting changes), and difflib's
longest common part, which also answers with words that were changed. Each way is asked for the same
quotations of the same texts, each as typed with straight marks, until the seconds are over; each
text is folded once. Processor time, so that other work on the machine counts little.
"""

from __future__ import annotations

import argparse
import difflib
import random
import re
import time
from collections.abc import Callable

from kg.read.quotes import Anchor, find_quote, fold_words
from kg.read.sentences import sentence_spans

WORDS = (
    "Borduria expelled recalled Ruritania’s envoys diplomats “at once” the of in answer to what "
    "Syldavia called a provocation – said Monday after 23 48 hours café two its embassy"
).split()
SENTENCES = 40  # of a text; the five source articles have 17 to 42
QUOTATIONS = 70  # of a text; the five have 37 to 125

Case = tuple[str, str, tuple[int, int]]  # text, quotation as typed, where it stands


def invent(texts: int, seed: int = 1) -> list[Case]:
    """Quotations of invented texts, each of which stands once."""
    chosen = random.Random(seed)
    cases: list[Case] = []
    for _ in range(texts):
        lines = [
            " ".join(chosen.choices(WORDS, k=chosen.randint(8, 30))) + "." for _ in range(SENTENCES)
        ]
        text = "\n".join(line[0].upper() + line[1:] for line in lines)
        found = 0
        while found < QUOTATIONS:
            start, end = chosen.choice(sentence_spans(text))
            words = [each.span() for each in re.finditer(r"\S+", text[start:end])]
            first = chosen.randrange(len(words) - 6)
            last = chosen.randrange(first + 5, len(words))
            span = start + words[first][0], start + words[last][1]
            if text.count(text[slice(*span)]) == 1:
                cases.append((text, fold_words(text[slice(*span)]), span))
                found += 1
    return cases


def by_ours(text: str, quote: str) -> tuple[int, int] | None:
    found = find_quote(text, quote)
    return (found.start, found.end) if isinstance(found, Anchor) else None


MARKS = {"'": "['‘’]", '"': '["“”„]', "-": "[-–—]", "\\-": "[-–—]", "\\ ": "\\s+"}


def by_pattern(text: str, quote: str) -> tuple[int, int] | None:
    pattern = "".join(MARKS.get(re.escape(each), re.escape(each)) for each in quote)
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text)
    return found.span() if found else None


def by_difflib(text: str, quote: str) -> tuple[int, int] | None:
    matcher = difflib.SequenceMatcher(None, text, quote, autojunk=False)
    found = matcher.find_longest_match()
    return found.a, found.a + found.size


def measure(
    find: Callable[[str, str], tuple[int, int] | None], cases: list[Case], seconds: float
) -> tuple[float, float]:
    """Look-ups a second, and the share of them that are right."""
    began, count, right = time.process_time(), 0, 0
    while time.process_time() - began < seconds:
        for text, quote, span in cases:
            right += find(text, quote) == span
            count += 1
            if time.process_time() - began >= seconds:
                break
    return count / (time.process_time() - began), right / count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3, help="for each way")
    given = parser.parse_args()
    cases = invent(given.texts)
    for text, quote, _ in cases:
        by_ours(text, quote)  # folds each text
    ours = 0.0
    for name, find in (
        ("kg.read.quotes", by_ours), ("a pattern each", by_pattern), ("difflib", by_difflib),
    ):  # fmt: skip
        speed, right = measure(find, cases, given.seconds)
        ours = ours or speed
        print(f"{name:16} {speed:10,.0f} look-ups a second  {right:7.1%} right  {ours / speed:.1f}")


if __name__ == "__main__":
    main()
