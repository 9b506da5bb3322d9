"""Bytes to text: as marked, as declared, or guessed. Never raises; what cannot be decoded becomes the replacement sign."""

from __future__ import annotations

import codecs
import re

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# "<?xml" or "<" in encodings where ASCII is not ASCII (XML 1.0, appendix F)
SHAPES = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"Lo\xa7\x94", "cp037"),
)
IN_TYPE = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
IN_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)[\"']")
IN_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
XML_DECLARATION = re.compile(r"^\s*<\?xml\s[^>]*\?>")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # XML 1.0 has no such characters
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # without ESC, by which ISO-2022-JP switches
GUESS_FROM = 20_000
# read as Western, other encodings show three such letters in a row, or signs inside of words
UNWESTERN = re.compile(
    "[\u00c0-\u00ff\u0160\u0161\u017d\u017e\u0152\u0153\u0178]{3}|[a-z][\u00a1-\u00a9\u00ac\u00ae-\u00b6\u00b8\u00b9\u00bc-\u00bf\u00d7\u00f7][a-z]"
)

# browsers read these labels so (WHATWG Encoding), and outlets mean it so
MEANT = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
MEANT |= {
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
    "us-ascii": "cp1252",
}
SINGLE_BYTE = re.compile(r"^(cp125\d|cp437|cp85\d|cp866|cp874|iso8859|koi8|mac)")


def decode(body: bytes, content_type: str = "") -> str:
    """The document's text: by byte order mark, then UTF-8 where it is plainly that, then as declared, then as guessed.

    Valid UTF-8 with letters beyond ASCII wins over a declared one-byte encoding: the accident is next to impossible, the
    wrong declaration common. Characters that XML forbids are taken out.
    """
    return FORBIDDEN.sub("", _decode(body, content_type)).lstrip("\ufeff")


def is_binary(body: bytes) -> bool:
    """Whether bytes are no text in any encoding: control characters stand all over their beginning."""
    if body.startswith(tuple(mark for mark, _ in (*MARKS, *SHAPES))):
        return False
    head = body[:4_000]
    return len(CONTROLS.findall(head)) * 50 > len(head)


def without_declaration(text: str) -> str:
    """Text without its XML declaration, whose encoding no longer holds."""
    return XML_DECLARATION.sub("", text, count=1)


def _decode(body: bytes, content_type: str) -> str:
    for mark, name in MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    for shape, name in SHAPES:
        if body.startswith(shape):
            return body.decode(name, "replace")
    declared = _declared(body, content_type)
    if not declared or SINGLE_BYTE.match(declared):
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    for name in (declared, "utf-8"):
        try:
            return body.decode(name) if name else body.decode("utf-8")
        except (UnicodeDecodeError, UnicodeError, LookupError):
            continue
    return _mostly(body, declared)


def _declared(body: bytes, content_type: str) -> str:
    """The Python name of the encoding declared by the server, else by the document; empty when none is known."""
    in_type = IN_TYPE.search(content_type)
    in_body = IN_XML.search(body[:1_000]) or IN_META.search(body[:4_000])
    for label in (in_type[1] if in_type else "", in_body[1].decode("ascii", "replace") if in_body else ""):
        name = _known(label)
        if name:
            return name
    return ""


def _known(label: str) -> str:
    try:
        name = codecs.lookup(label).name if label else ""
        "".encode(name or "utf-8")  # rot13, hex and their like are codecs but no encodings
    except (LookupError, TypeError, ValueError):
        return ""
    return MEANT.get(label.lower(), MEANT.get(name, name))


def _mostly(body: bytes, declared: str) -> str:
    """For bytes that fit no declared encoding: nearly valid ones as declared or UTF-8 with replacement signs, else a guess."""
    for name in filter(None, (declared, "utf-8")):
        text = body.decode(name, "replace")
        beyond = sum(1 for letter in text if letter > "\x7f")
        if text.count("\ufffd") <= max(2, beyond // 20):
            return text
    western = body[:GUESS_FROM].decode("cp1252", "replace")
    if not UNWESTERN.search(western):
        return body.decode("cp1252", "replace")
    from charset_normalizer import from_bytes  # 0.1 s to import, and rarely needed

    best = from_bytes(body[:GUESS_FROM], steps=5, chunk_size=2_000).best()
    return body.decode(best.encoding if best else "cp1252", "replace")
