"""Masking what URLs hide. Floor 0, because chats, terminals, logs and journeys all show addresses."""

from __future__ import annotations

import re
from urllib.parse import unquote

HIDDEN = "***"

_USER_INFO = re.compile(r"^(\s*(?:[A-Za-z][A-Za-z0-9+.-]*:)?[/\\]{2})[^/?#\\]*@")
_BOT_TOKEN = re.compile(r"(?i)(bot)\d+(?::|%3a)[A-Za-z0-9_-]{20,}")
_PARAMETER = re.compile(r"([?&;#])([^=&;#?]*)=([^&;#]*)")
_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")

_SECRET_PARTS = frozenset(
    (
        "key",
        "keys",
        "auth",
        "oauth",
        "sig",
        "sign",
        "pass",
        "pwd",
        "pw",
        "pin",
        "otp",
        "access",
        "session",
        "sess",
        "sid",
        "jwt",
        "hmac",
    )
)
_SECRET_ANYWHERE = (
    "token", "secret", "passw", "passphrase", "apikey", "accesskey", "authkey", "privatekey", "signature", "credential",
    "sessionid", "authoriz", "bearer",
)  # fmt: skip


def mask_url(url: str) -> str:
    """The address as it may be shown or logged: user info and the values of secret-looking parameters become `***`.

    Never raises: what is no URL comes back as it is, save for the same masks. Masking twice changes nothing more.
    Hidden is what is named like a secret (token, key, auth, sig, password ...) in the query or the fragment, bot tokens in
    paths, and secrets of an address carried inside a parameter. A secret that is a nameless part of the path is not seen.
    """
    return _mask(url, inner=True)


def _mask(url: str, *, inner: bool) -> str:
    shown = _USER_INFO.sub(rf"\1{HIDDEN}@", url, count=1)
    shown = _BOT_TOKEN.sub(rf"\1{HIDDEN}", shown)
    return _PARAMETER.sub(lambda found: _parameter(found, inner), shown)


def _parameter(found: re.Match[str], inner: bool) -> str:
    before, name, value = found.groups()
    if not value or not (is_secret_name(unquote(name)) or (inner and _carries_secret(unquote(value)))):
        return found.group()
    return f"{before}{name}={HIDDEN}"


def _carries_secret(value: str) -> bool:
    return _mask(value, inner=False) != value


def is_secret_name(name: str) -> bool:
    """Whether a parameter of this name is likely to hold a secret: `api_key`, `accessToken`, `sig`; not `keyword` or `author`."""
    squeezed = re.sub(r"[^a-z]", "", name.lower())
    return any(word in squeezed for word in _SECRET_ANYWHERE) or any(
        part.lower() in _SECRET_PARTS for part in _NAME_PART.findall(name)
    )
