"""A draft as it comes in: pasted, or the bytes of a .txt or .docx file. Pure; reads no macro, link or picture."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib

from assistant.errors import BadRequest
from assistant.sentences import sentences
from assistant.speech.speeches import quotations, units

LONGEST = 8_000  # characters of a draft that are checked
BOOK = 400_000  # characters: nobody's draft
LARGEST = 5 * 2**20  # bytes of an upload
UNPACKED = 8 * 2**20  # bytes of a .docx file's text with its markup

_RUN = re.compile(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>|<w:(tab|br|cr)\b[^>]*>|(</w:p>)")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def parts(draft: str) -> list[tuple[int, int]]:
    """Its sentences; several that one quotation runs through are one, so that it is held against the posts whole and with its speaker."""
    return units(draft, quotations(draft))


def read_so_far(draft: str) -> tuple[str, int]:
    """The draft without blanks around it, cut behind a whole sentence where it is longer than LONGEST; and how many characters were
    left out. Raises BadRequest, in the reporter's words, where there is none or it is a book."""
    draft = draft.strip()
    if not draft:
        raise BadRequest("There is no text to check. Write it behind the command: /check The bridge closed on Monday.")
    if len(draft) <= LONGEST:
        return draft, 0
    if len(draft) > BOOK:
        raise BadRequest(f"This draft has {len(draft):,} characters; I check {LONGEST:,} at a time. Please send it in parts.")
    whole = [end for _, end in sentences(draft[:LONGEST])[:-1]]  # the last one may be cut in two
    end = whole[-1] if whole else LONGEST
    return draft[:end], len(draft) - end


def from_file(name: str, data: bytes) -> str:
    """The text of an upload. Raises BadRequest for another kind of file, one too large, and one that cannot be read."""
    if len(data) > LARGEST:
        raise BadRequest(f"This file is too large: I read drafts of up to {LARGEST // 2**20} MB.")
    low = name.lower()
    if low.endswith(".docx"):
        return _from_docx(data)
    if low.endswith((".txt", ".md")):
        return _decoded(data)
    raise BadRequest("I can check .txt and .docx files. Please send the draft in one of these, or paste it behind /check.")


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # An old 8-bit file: where most letters are beyond ASCII it is Cyrillic.
        high, letters = sum(b >= 0xC0 for b in data), sum(chr(b).isalpha() and b < 0x80 for b in data)
        return data.decode("cp1251" if high > letters else "cp1252", "replace")


def _from_docx(data: bytes) -> str:
    """Its paragraphs. Markup is scanned, not parsed: no entity is resolved but XML's own five and numbers."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open("word/document.xml") as part:
            markup = part.read(UNPACKED + 1)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, EOFError, zlib.error) as exc:
        raise BadRequest("This .docx file cannot be read: it is damaged, locked or no Word document.") from exc
    if len(markup) > UNPACKED:
        raise BadRequest("This .docx file unpacks to far more than a draft. Please send its text alone.")
    found = (_piece(m) for m in _RUN.finditer(markup.decode("utf-8", "replace")))
    return "".join(found).strip()


def _piece(match: re.Match[str]) -> str:
    if match[3]:
        return "\n\n"
    if match[2]:
        return " " if match[2] == "tab" else "\n"
    return html.unescape(match[1])
