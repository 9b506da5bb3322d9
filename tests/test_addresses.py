from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.addresses import is_secret_name, mask_url


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/feed?page=2#top", "https://example.org/feed?page=2#top"),
        ("https://medium.example/@name/feed", "https://medium.example/@name/feed"),
        ("https://ann:pw@example.org/feed", "https://***@example.org/feed"),
        ("https://token@example.org", "https://***@example.org"),
        ("//ann:pw@example.org/", "//***@example.org/"),
        ("postgresql+asyncpg://ann:pw@db/newsroom", "postgresql+asyncpg://***@db/newsroom"),
        ("https://ann:p@w@example.org/", "https://***@example.org/"),
        ("https:\\\\ann:pw@example.org\\", "https:\\\\***@example.org\\"),
        ("https://example.org/?token=abc&page=2", "https://example.org/?token=***&page=2"),
        ("https://example.org/?page=2;api_key=abc", "https://example.org/?page=2;api_key=***"),
        ("https://example.org/?apiKey=abc&access=1&sig=x&password=y", "https://example.org/?apiKey=***&access=***&sig=***&password=***"),
        ("https://example.org/#access_token=abc", "https://example.org/#access_token=***"),
        ("https://example.org/?X-Amz-Signature=a&X-Amz-Date=b", "https://example.org/?X-Amz-Signature=***&X-Amz-Date=b"),
        ("https://example.org/?%74oken=abc", "https://example.org/?%74oken=***"),
        ("https://example.org/?a[token]=abc", "https://example.org/?a[token]=***"),
        ("https://example.org/?token=", "https://example.org/?token="),
        ("https://example.org/?u=https%3A%2F%2Fann%3Apw%40b.example%2F&p=1", "https://example.org/?u=***&p=1"),
        ("https://example.org/?u=https%3A%2F%2Fb.example%2F%3Ftoken%3D1", "https://example.org/?u=***"),
        ("https://example.org/?u=https%3A%2F%2Fb.example%2F", "https://example.org/?u=https%3A%2F%2Fb.example%2F"),
        ("https://api.telegram.org/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe", "https://api.telegram.org/bot***/getMe"),
        ("not a url?", "not a url?"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_a_url_hides_is_masked_and_the_rest_is_shown(url: str, shown: str) -> None:
    assert mask_url(url) == shown


@pytest.mark.parametrize(
    "name", ["key", "api_key", "apiKey", "APIKEY", "auth", "oauth_nonce", "accessToken", "sig", "client-secret", "passwd"]
)
def test_names_of_secrets(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize(
    "name", ["keyword", "keywords", "author", "page", "design", "monkey", "passenger", "signal", "id", "q", ""]
)
def test_names_of_no_secrets(name: str) -> None:
    assert not is_secret_name(name)


@given(st.text(max_size=80), st.text(st.characters(exclude_characters="&;#/?\\@*="), min_size=8, max_size=20))
def test_no_secret_survives_and_masking_again_changes_nothing(before: str, secret: str) -> None:
    url = f"https://u:{secret}@example.org/{before}?token={secret}&x=1"
    shown = mask_url(url)
    assert secret not in shown.replace(before, "") and mask_url(shown) == shown


@given(st.text(max_size=200))
def test_any_text_can_be_masked(text: str) -> None:
    assert mask_url(mask_url(text)) == mask_url(text)
