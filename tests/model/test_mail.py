"""E-mail addresses are found however they are written, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from kg.model.mail import has_mail, refuse_mail


@pytest.mark.parametrize(
    "text",
    [
        "m.nowak@example.org",
        "Maria Nowak <m.nowak@example.org>",
        "mailto:m.nowak@example.org",
        "(m_nowak+kg@mail.example.co.uk)",
        "marija@пример.срб",
        "m.nowak＠example.org",
        "https://example.org/?by=m.nowak%40example.org",
        "https://example.org/m.nowak@example.org/x",
    ],
)
def test_an_address_is_found(text: str) -> None:
    assert has_mail(text)
    with pytest.raises(ValueError, match="leave the address out") as caught:
        refuse_mail(text)
    assert "nowak" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "Maria Nowak",
        "@MFA_Borduria",
        "the handle @mfa.borduria",
        "https://example.org/@maria.nowak/1",
        "reader@1.2.3",
        "12 @ 3.50",
        "meet at noon @ klow.",
    ],
)
def test_a_handle_or_a_version_is_not_an_address(text: str) -> None:
    assert refuse_mail(text) == text


def test_a_long_text_is_searched_in_one_go() -> None:
    assert not has_mail("@" + "a" * 19_000 + "." * 900)
