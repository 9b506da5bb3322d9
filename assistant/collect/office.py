"""PDF and Word documents to (title, text). Pure, and run in a child process alone (outside/office.py): such files can be made to hurt."""

from __future__ import annotations

import io
import re
import zipfile

MOST_PAGES = 500
MOST_UNPACKED = 100 * 1024 * 1024  # bytes of a .docx once unpacked
LONGEST = 2_000_000  # characters


class Unreadable(Exception):
    """str() is why, as a sentence for people."""


def pdf(body: bytes) -> tuple[str, str]:
    """Raises Unreadable."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("This PDF is locked with a password.")
        title = str((reader.metadata.title if reader.metadata else "") or "")
        text = "\n\n".join(_page(page.extract_text() or "") for page in reader.pages[:MOST_PAGES])
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        NotImplementedError,
    ) as error:
        raise Unreadable("This PDF is broken, or built in a way that I cannot read.") from error
    if not text.strip():
        raise Unreadable("There is no text in this PDF: it holds pictures of pages. Please send its text.")
    return title.strip(), text[:LONGEST]


def _page(text: str) -> str:
    """Lines joined to paragraphs: a line that does not end a sentence goes on."""
    lines = [" ".join(line.split()) for line in text.replace("\u00ad\n", "").replace("-\n", "-\n").split("\n")]
    joined = ""
    for line in lines:
        ended = not joined or joined.endswith("\n") or re.search(r"[.!?:…»”\"]$", joined)
        joined += ("\n\n" if ended and joined else "" if not joined else " ") + line if line else "\n\n"
    return re.sub(r"[ \t]*\n\s*\n\s*", "\n\n", joined).strip()


def docx(body: bytes) -> tuple[str, str]:
    """Raises Unreadable."""
    import docx as word

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise Unreadable("This document is far larger unpacked than it looks; it is not read.")
        document = word.Document(io.BytesIO(body))
        title = str(document.core_properties.title or "")
        blocks = [" ".join(paragraph.text.split()) for paragraph in document.paragraphs]
        blocks += [
            " | ".join(" ".join(cell.text.split()) for cell in row.cells) for table in document.tables for row in table.rows
        ]
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        OSError,
        SyntaxError,
        NotImplementedError,
    ) as error:
        raise Unreadable("This document is broken, or no Word document (.docx).") from error
    text = "\n\n".join(filter(None, blocks))
    if not text.strip():
        raise Unreadable("There is no text in this document.")
    return title.strip(), text[:LONGEST]


READERS = {"pdf": pdf, "docx": docx}
