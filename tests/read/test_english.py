"""Whether a text is English."""

from __future__ import annotations

import pytest

from kg.read.english import is_english


@pytest.mark.parametrize(
    "text",
    [
        "Borduria left Klow.\nIt said that it would stay away.",
        "In response, the envoys of Ruritania and five guards left on Monday.",
    ],
)
def test_frequent_words_tell_an_english_text(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Das war die Antwort: Die Gesandten gingen, und fünf Wachen mit ihnen, hat er gesagt.",
        "Los cinco enviados de Ruritania y sus guardias se fueron el lunes a las cinco.",
        "De gezanten van Ruritanië had men of verbannen of gewaarschuwd; dat was het antwoord.",
        "Пять дипломатов уехали 5 апреля 2031 г.",
        "洛里塔尼亚驱逐了五人。",
    ],
)
def test_other_languages_are_not_english(text: str) -> None:
    assert not is_english(text)
