"""What is looked at before a document is parsed: size, entities, depth, number of elements. Reads text, parses nothing.

A document type without entities is harmless and common (RSS 0.91, XHTML); one that declares entities is refused, since
entities are how XML bombs grow and how files are read (billion laughs, quadratic blow-up, XXE). No reader here fetches a DTD.
"""

from __future__ import annotations

import re

MOST_BYTES = 5_000_000  # of a feed, page or text; long live blogs have 2 million
MOST_DEPTH = 200  # XML; libxml2 itself stops at 256 and drops the rest in silence
MOST_DEPTH_HTML = 1_000
MOST_ELEMENTS = 100_000  # feedparser reads some 100,000 a second
MOST_ELEMENTS_HTML = 20_000  # trafilatura reads some 15,000 a second; long live blogs have 8,000
MOST_ENTITIES = 200_000
MOST_DOCTYPE = 20_000  # characters
MOST_NAMESPACES = 200  # different ones
MOST_TAG = 50_000
MOST_ATTRIBUTES = 200  # of one element

PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
OPAQUE = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
OPAQUE_HTML = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b.*?(?:</\1|\Z)", re.DOTALL | re.IGNORECASE)
# possessive throughout: no text makes it go back over what it has read
TAG = re.compile(r"<(/?)([A-Za-z_][^\s/<>]*+)((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+'|[\"'])*+)>")
NAMESPACE = re.compile(r"xmlns[^<>=]{0,40}=\s*[\"']([^\"'<>]{0,200})")
LONG_TAG = re.compile(rf"<[A-Za-z_/][^<>]{{{MOST_TAG}}}")
# elements that HTML closes by itself or that hold nothing: they nest in no reader
UNNESTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr "
    "p li dt dd option optgroup tr td th thead tbody tfoot colgroup".split()
)


def too_large(body: bytes) -> str:
    """Why these bytes are not even decoded, in words; empty when they may be."""
    if not body:
        return "the answer is empty"
    return f"it has {len(body):,} bytes; at most {MOST_BYTES:,} are read" if len(body) > MOST_BYTES else ""


def doctype_span(text: str) -> tuple[int, int] | None:
    """Where the document type stands (start, end) when the text begins with one after blanks, comments and instructions."""
    prolog = PROLOG.match(text)
    start = prolog.end() if prolog else 0
    if not DOCTYPE.match(text, start):
        return None
    return start, _doctype_end(text, start)


def _doctype_end(text: str, start: int) -> int:
    """After the `>` that closes a document type (not one inside quotes or the internal subset), or after MOST_DOCTYPE characters."""
    depth, quote, at = 0, "", start
    for at in range(start, min(start + MOST_DOCTYPE, len(text))):
        letter = text[at]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == "[":
            depth += 1
        elif letter == "]":
            depth -= 1
        elif letter == ">" and depth <= 0:
            break
    return at + 1


def declares_entities(text: str) -> bool:
    """Whether a document type at the start of the text declares entities."""
    span = doctype_span(text)
    return span is not None and "<!ENTITY" in text[span[0] : span[1]].upper()


def bomb_in_xml(text: str) -> str:
    """Why this XML is not parsed, in words; empty when it may be."""
    if declares_entities(text):
        return "its DOCTYPE declares entities (<!ENTITY ...>), which can be made to swell or to read files"
    text = OPAQUE.sub("", text)
    if text.count("xmlns") > MOST_NAMESPACES and len(set(NAMESPACE.findall(text))) > MOST_NAMESPACES:
        return f"it declares more than {MOST_NAMESPACES:,} namespaces"
    if LONG_TAG.search(text):
        return f"it has an element with more than {MOST_TAG:,} characters of attributes"
    return _overgrown(text, MOST_DEPTH, MOST_ELEMENTS, frozenset())


def bomb_in_html(text: str) -> str:
    """Why this HTML is not parsed, in words; empty when it may be."""
    if declares_entities(text):
        return "its DOCTYPE declares entities (<!ENTITY ...>), which can be made to swell or to read files"
    return _overgrown(OPAQUE_HTML.sub("", text), MOST_DEPTH_HTML, MOST_ELEMENTS_HTML, UNNESTED)


def _many(attributes: str) -> bool:
    """Whether a tag has too many attributes; signs inside of quoted values do not count."""
    return len(re.findall(r"=", re.sub(r"\"[^\"]*+\"|'[^']*+'", "", attributes))) > MOST_ATTRIBUTES


def _overgrown(text: str, most_depth: int, most_elements: int, unnested: frozenset[str]) -> str:
    if text.count("&") > MOST_ENTITIES:
        return f"it has more than {MOST_ENTITIES:,} entities"
    if text.count("<") <= most_depth and len(text) < MOST_DOCTYPE:
        return ""
    depth = deepest = elements = 0
    for tag in TAG.finditer(text):
        closing, name, attributes = tag.groups()
        elements += not closing
        if len(attributes) > MOST_ATTRIBUTES * 2 and attributes.count("=") > MOST_ATTRIBUTES and _many(attributes):
            return f"it has an element with more than {MOST_ATTRIBUTES:,} attributes"
        if elements > most_elements:
            return f"it has more than {most_elements:,} elements"
        if attributes.endswith("/") or name.lower() in unnested:
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        deepest = max(deepest, depth)
        if deepest > most_depth:
            return f"its elements are nested more than {most_depth:,} deep"
    return ""
