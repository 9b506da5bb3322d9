"""Documents of programs, read by a real child process."""

import io
import zipfile

import docx
import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from assistant.outside.office import Extracted, extract, kind_of
from assistant.words import Failed


def pdf(*lines, password=""):
    writer = PdfWriter()
    page = writer.add_blank_page(400, 400)
    named = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(name): NameObject(value) for name, value in named.items()})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    stream = DecodedStreamObject()
    told = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
    stream.set_data(f"BT /F1 12 Tf 20 350 Td {told} ET".encode())
    page[NameObject("/Contents")] = stream
    if password:
        writer.encrypt(password)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def word(*paragraphs):
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def bomb():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 150_000_000)
    return held.getvalue()


async def test_a_pdf_gives_its_text_with_lines_joined():
    found = await extract("pdf", pdf("Harbour master resigns.", "He left on Monday", "after eleven years."), "u")
    assert isinstance(found, Extracted) and found.text == "Harbour master resigns.\n\nHe left on Monday after eleven years."


async def test_a_word_document_gives_its_paragraphs():
    found = await extract("docx", word("Harbour master resigns", "He left on Monday."), "u")
    assert isinstance(found, Extracted) and found.text == "Harbour master resigns\n\nHe left on Monday."


@pytest.mark.parametrize(
    ("kind", "body", "why"),
    [
        ("pdf", b"%PDF-1.7 nothing", "broken"),
        ("pdf", pdf(), "pictures of pages"),
        ("pdf", pdf("a", password="x"), "password"),
        ("docx", b"PK nothing", "broken"),
        ("docx", bomb(), "larger unpacked"),
        ("docx", word(), "no text"),
    ],
)
async def test_what_cannot_be_read_says_why(kind, body, why):
    found = await extract(kind, body, "u")
    assert isinstance(found, Failed) and why in found.reason


def test_kinds_are_known_by_name_or_first_bytes():
    assert [kind_of(n, b) for n, b in (("a.PDF", b""), ("a.docx", b""), ("a", b"%PDF-1"), ("a.txt", b"x"))] == [
        "pdf",
        "docx",
        "pdf",
        None,
    ]
