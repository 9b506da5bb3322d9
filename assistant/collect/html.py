"""Foreign HTML to safe HTML and to plain text. The only HTML of others that we keep has passed `clean`.

`clean` keeps what says something (paragraphs, headings, lists, quotes, tables, links, pictures) and drops what acts (scripts,
styles, frames, forms, event attributes, addresses other than http, https and mailto). Links come out absolute.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml import etree

KEPT = frozenset(
    "a abbr address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p picture pre q rp rt ruby s samp section "
    "small source span strike strong sub summary sup table tbody td tfoot th thead time tr track tt u ul var video wbr".split()
)
DROPPED = frozenset(
    "applet base button canvas embed fieldset form frame frameset head iframe input link map math meta noembed noframes noscript object "
    "option param script select style svg template textarea title xml".split()
)
ATTRIBUTES = {
    "a": ("href", "title"), "abbr": ("title",), "img": ("src", "alt", "title", "width", "height"), "audio": ("src",),
    "video": ("src", "poster"), "source": ("src", "type"), "time": ("datetime",), "blockquote": ("cite",), "q": ("cite",),
    "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan"), "ol": ("start",), "track": ("src",), "bdo": ("dir",),
}  # fmt: skip
ADDRESSES = frozenset(("href", "src", "poster", "cite"))
VOID = frozenset(("br", "col", "hr", "img", "source", "track", "wbr"))
BLOCKS = frozenset(
    "address article aside blockquote caption center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr "
    "li main nav ol p pre section summary table tbody tfoot thead tr ul body html".split()
)
TIGHT = frozenset(("li", "tr", "dt", "dd", "br"))  # these end a line, the other blocks a paragraph

KNOWN_TAG = re.compile(
    rf"</?(?:{'|'.join(sorted(KEPT | DROPPED | {'html', 'body'}))})(?:\s[^<>]*)?/?>|<!--.*?-->|<!\[CDATA\[|\]\]>", re.I | re.S
)
DEAD_TEXT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
SPACES = re.compile(r"[ \t\r\n\f\u200b\ufeff]+")
ANY_TAG = re.compile(r"<[a-z/!][^<>]*>", re.I)
ESCAPED_TAG = re.compile(r"&lt;/?(?:p|br|a|b|i|em|strong|div|span|ul|li|img)\b", re.I)


def absolute(url: str, base: str) -> str:
    """An http(s) address resolved against its page, or "" when it is none (javascript:, data:, broken)."""
    url = re.sub(r"[\t\r\n]+", "", url.strip())
    try:
        whole = urljoin(base, url)
        parts = urlsplit(whole)
        return whole.replace(" ", "%20") if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def parse(markup: str) -> etree._Element | None:
    """HTML as a tree, forgiving; None when there is nothing in it. Depth is libxml2's (256): deeper parts are dropped."""
    if not markup.strip():
        return None
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, recover=True)
    try:
        return etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _walk(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Start and end events of what is not dropped, without recursion; the tail of a dropped element is still told ("tail")."""
    walk = etree.iterwalk(root, events=("start", "end"))
    dropped = None
    for event, node in walk:
        if dropped is not None:
            if node is dropped and event == "end":
                dropped = None
                yield "tail", node
        elif not isinstance(node.tag, str) or node.tag in DROPPED:
            if event == "start":
                dropped = node
        else:
            yield event, node


def clean(markup: str, base: str = "") -> str:
    """Safe HTML of a fragment or page body: allowed elements and attributes only, absolute links, always well-formed."""
    if "<" not in markup:
        return entities.escape(entities.unescape(markup).strip(), quote=False)
    root = parse(f"<div>{markup}</div>" if "<body" not in markup[:2_000].lower() else markup)
    if root is None:
        return entities.escape(KNOWN_TAG.sub(" ", markup), quote=False)
    out: list[str] = []
    for event, node in _walk(root):
        if event == "start":
            out.append(_open(node, base) + entities.escape(node.text or "", quote=False))
        else:
            closing = f"</{node.tag}>" if event == "end" and node.tag in KEPT and node.tag not in VOID else ""
            out.append(closing + entities.escape(node.tail or "", quote=False))
    return _unwrapped("".join(out).strip())


def _open(node: etree._Element, base: str) -> str:
    if node.tag not in KEPT:
        return ""
    shown = []
    for name in ATTRIBUTES.get(node.tag, ()):
        value = node.get(name)
        if value is not None and name in ADDRESSES:
            mail = name == "href" and re.match(r"mailto:[^\s<>\"]+$", value.strip(), re.I)
            value = value.strip() if mail else (absolute(value, base) or None)
        if value is not None:
            shown.append(f' {name}="{entities.escape(value)}"')
    return f"<{node.tag}{''.join(shown)}>"


def _unwrapped(markup: str) -> str:
    """Without the div that `clean` itself put around a fragment."""
    if markup.startswith("<div>") and markup.endswith("</div>"):
        inner = markup[5:-6]
        if inner.count("<div") == inner.count("</div>") and not _closes_early(inner):
            return inner.strip()
    return markup


def _closes_early(inner: str) -> bool:
    depth = 0
    for tag in re.finditer(r"<(/?)div\b", inner):
        depth += -1 if tag[1] else 1
        if depth < 0:
            return True
    return False


def to_text(markup: str) -> str:
    """Plain text of HTML: paragraphs parted by one blank line, list items and rows by one line break, blanks folded."""
    if "<" not in markup:
        return paragraphs(entities.unescape(markup))
    root = parse(f"<div>{markup}</div>")
    if root is None:
        return paragraphs(entities.unescape(KNOWN_TAG.sub(" ", markup)))
    return text_of(root)


def text_of(root: etree._Element) -> str:
    """Plain text below an element, as `to_text`."""
    out: list[str] = []
    preformatted = 0
    for event, node in _walk(root):
        preformatted += {"start": 1, "end": -1}.get(event, 0) if node.tag == "pre" else 0
        if node.tag in TIGHT:
            out.append("\n" if event != "start" else "")
        elif node.tag in BLOCKS:
            out.append("\n\n")
        elif node.tag in ("td", "th") and event == "end":
            out.append(" ")
        said = (node.text if event == "start" else node.tail if node is not root else "") or ""
        inside = preformatted > 0 and (event == "start" or node.tag != "pre")
        out.append(said if inside else SPACES.sub(" ", said))
    return paragraphs("".join(out))


def paragraphs(text: str) -> str:
    """Lines trimmed, blanks folded, paragraphs parted by exactly one blank line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = [re.sub(r"[ \t\f\v\u200b\ufeff]+", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(markup: str) -> str:
    """A title: tags that HTML knows taken out, entities resolved (also doubly escaped ones), blanks folded."""
    value = KNOWN_TAG.sub("", DEAD_TEXT.sub(" ", markup))
    for _ in range(2):
        if "&" not in value:
            break
        value = entities.unescape(value)
    return re.sub(r"[ \u200b\ufeff\x00-\x1f]+", " ", value).strip()


def from_text(text: str) -> str:
    """Safe HTML of plain text: a paragraph each."""
    return "".join(f"<p>{entities.escape(part, quote=False)}</p>" for part in text.split("\n\n") if part)
