"""An evidence document as one HTML page for people: no script, nothing from elsewhere, every foreign character escaped. Pure.

    question -> sentences, each with its quotes; what was set beside them likewise -> cited posts in full, the quotes marked -> how it came
    to be -> the document itself

The page holds the document word for word and is made of nothing else, so that whoever checks it (verify.py) makes it anew and compares.
Who changes how it looks counts document.LOOK up, and leaves the old way here for the files that were given out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from html import escape, unescape
from typing import Any

from assistant.evidence.document import SEAL, posts_of, spelled
from assistant.layout.blocks import address, visible
from assistant.layout.moments import moment
from assistant.words import Excerpt, Post

_BEFORE, _BEHIND = '<pre id="data">', "</pre></details></main></body></html>\n"
_HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer"><style>'
    ":root{--ink:#1d2126;--soft:#5d6670;--rule:#d9dee3;--mark:#ffe58a;--link:#1a5fb4;--paper:#fff;--box:#f5f7f9}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e6e8ea;--soft:#9aa4ae;--rule:#363c43;--mark:#6b5710;--link:#8ab4f8;--paper:#15181b;"
    "--box:#1e2226}}"
    "body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 Georgia,'Times New Roman',serif}"
    "main{max-width:44em;margin:0 auto;padding:1.5em 1em 3em;overflow-wrap:anywhere}h1{font-size:1.5em;margin:0 0 .2em}"
    "h2{font-size:1.1em;margin:2em 0 .6em;padding-bottom:.2em;border-bottom:1px solid var(--rule)}h3{font-size:1em;margin:0 0 .4em}"
    "p{margin:.4em 0}a{color:var(--link)}.soft,dt{color:var(--soft)}.soft,dl,pre{font-size:.85em}.held{font-weight:bold}"
    ".said{font-size:1.1em;margin:1.4em 0 .5em}.post,.quote{background:var(--box);border-radius:8px;padding:.8em 1em;margin:.7em 0}"
    "blockquote{margin:.4em 0;padding-left:.8em;border-left:3px solid var(--mark)}.text{white-space:pre-wrap;margin-top:.8em}"
    "mark{background:var(--mark);color:inherit}dl{display:grid;grid-template-columns:minmax(6em,13em) 1fr;gap:.15em 1em;margin:.4em 0}"
    "dd{margin:0}pre{white-space:pre-wrap;background:var(--box);padding:1em;border-radius:8px}"
    "@media(max-width:30em){dl{grid-template-columns:1fr}dd{margin:0 0 .4em}}"
    "</style>"
)
NAMES = {
    "period": "Period", "sources": "Sources searched", "posts": "Posts searched", "newest": "Newest of them", "asked_as": "Understood as",
    "only_sources": "Only these sources", "ill_sources": "Not well then", "written_by": "Written by", "note": "Note",
    "dropped": "Dropped as unproven", "repaired": "Mended", "tokens_in": "Tokens in", "tokens_out": "Tokens out", "cost": "Cost, dollars",
    "seconds": "Seconds", "prompt": "Prompt, SHA-256", "embedded_by": "Vectors of", "assumed": "The question assumed",
    "answered_at": "First answered",
}  # fmt: skip


def page(made: Mapping[str, Any]) -> str:
    """The page of a document. Raises KeyError, TypeError or ValueError where it is none."""
    posts, zone = posts_of(made), str(made["question"]["zone"])
    sides = made.get("sides", [])
    answer = f"Evidence of {_text(made['answer'].get('kind', 'answer'))} {int(made['answer']['id'])}"
    parts = [
        f"{_HEAD}<title>{answer}</title></head><body><main><h1>{answer}</h1>",
        f'<p class="soft">{_times(made, zone)}</p>',
        *_embargo(made["versions"], zone),
        f'<h2>Question</h2><p dir="auto">{_text(made["question"]["text"])}</p>' if made["question"]["text"] else "",
        "<h2>What was said, and what proves it</h2>",
        *(_claim(number, claim, posts, zone) for number, claim in enumerate(made["claims"], 1)),
        "<h2>Set side by side with it, where sources differ or a figure changed</h2>" if sides else "",
        *(_claim(number, side, posts, zone) for number, side in enumerate(sides, 1)),
        "<h2>The cited posts, as they were</h2>",
        *(_post(version, posts[int(version["id"])], [*made["claims"], *sides], zone) for version in made["versions"]),
        "<h2>How this answer came to be</h2>",
        _rows([*_how(made["how"], zone), *made.get("settings", {}).items()]),
        "<h2>Check it</h2><p>Save this file and run <code>python bot.py verify FILE</code>: it needs no network and no database. ",
        f"The seal is <code>{_text(made[SEAL])}</code>; it must be the one that the chat told.</p>",
        f"<details><summary>The same as data (JSON)</summary>{_BEFORE}{escape(spelled(made))}{_BEHIND}",
    ]
    return "".join(parts)


def data_in(whole: str) -> str:
    """The document in a page; empty where there is none."""
    return unescape(whole.partition(_BEFORE)[2].removesuffix(_BEHIND)) if whole.endswith(_BEHIND) else ""


def _text(foreign: object) -> str:
    return escape(visible(str(foreign)))


def _when(at: object, zone: str) -> str:
    """In the asker's zone; the exact time with it."""
    if not at:
        return "unknown"
    exact = datetime.fromisoformat(str(at))
    return f'<time datetime="{escape(exact.isoformat())}">{escape(moment(exact, zone))} ({escape(zone)})</time>'


def _times(made: Mapping[str, Any], zone: str) -> str:
    """A digest answers no question: it was due, and sent."""
    asked, answered = ("Asked", "answered") if made["question"]["text"] else ("Of", "sent")
    return f"{asked} {_when(made['question']['asked_at'], zone)}, {answered} {_when(made['answer']['answered_at'], zone)}"


def _embargo(versions: Sequence[Mapping[str, Any]], zone: str) -> Iterator[str]:
    if until := max((str(v.get("embargo_until", "")) for v in versions), default=""):
        yield f'<p class="held">It holds what is under embargo until {_when(until, zone)}: do not pass it on before.</p>'


# --- sentences and quotes ---------------------------------------------------------------------------------------------


def _claim(number: int, claim: Mapping[str, Any], posts: Mapping[int, Post], zone: str) -> str:
    original = f'<p class="soft" dir="auto">Translated. Original: «{_text(claim["original"])}»</p>' if claim["original"] else ""
    quotes = "".join(_quote(quote, posts[quote["version"]], zone) for quote in claim["quotes"])
    return f'<p class="said" dir="auto"><b>{number}.</b> {_text(claim["text"])}</p>{original}{quotes}'


def _quote(quote: Mapping[str, Any], post: Post, zone: str) -> str:
    start, end = int(quote["start"]), int(quote["end"])
    by = f"By {_text(post.version.author)}. " if post.version.author else ""
    part = "headline" if quote["part"] == "title" else "text"
    url = address(Excerpt(post, start, end, "title" if quote["part"] == "title" else "text"))
    there = f' · <a rel="noreferrer noopener" href="{escape(url)}">open the page at this passage</a>' if url else ""
    version, title = post.version, _text(post.title or "untitled")
    return "".join(
        (
            f'<div class="quote"><p><b>{_text(post.outlet)}</b>: <bdi>{title}</bdi>, {_when(post.at.isoformat(), zone)}</p>',
            f'<blockquote dir="auto">{_text(quote["text"])}</blockquote>',
            f'<p class="soft">{by}Characters {start:,} to {end:,} of the {part} of version {version.number}, ',
            f'read {_when(version.first_seen.isoformat(), zone)}. <a href="#v{version.id}">In the post below</a>{there}</p></div>',
        )
    )


# --- the posts ---------------------------------------------------------------------------------------------------------


def _post(version: Mapping[str, Any], post: Post, claims: Sequence[Mapping[str, Any]], zone: str) -> str:
    number = int(version["id"])
    quotes = [q for claim in claims for q in claim["quotes"] if q["version"] == number]
    title = _marked(str(version["title"]), [q for q in quotes if q["part"] == "title"])
    text = _marked(str(version["text"]), [q for q in quotes if q["part"] != "title"])
    rows = [
        ("Outlet", _text(version["outlet"])), ("Author", _text(version["author"])), ("Address", _link(post)),
        ("Published", _when(version["published"], zone)), ("First seen", _when(version["first_seen"], zone)),
        ("This version", f"{int(version['number'])}, read {_when(version['read_at'], zone)}"),
        *([("Withdrawn", _when(version["withdrawn_at"], zone))] if version["withdrawn_at"] else []),
        ("SHA-256", f"<code>{_text(version['sha256'])}</code> of headline, line feed, text in UTF-8"),
    ]  # fmt: skip
    head = f'<div class="post" id="v{number}"><h3 dir="auto">{title or "untitled"}</h3>'
    return f'{head}{_listed(rows)}<div class="text" dir="auto">{text}</div></div>'


def _marked(text: str, quotes: Sequence[Mapping[str, Any]]) -> str:
    """The whole text, with what is quoted marked; quotes that overlap are one mark."""
    shown, done = [], 0
    for start, end in sorted((int(q["start"]), int(q["end"])) for q in quotes):
        if end > done:
            shown += [_text(text[done : max(start, done)]), f"<mark>{_text(text[max(start, done) : end])}</mark>"]
            done = end
    return "".join([*shown, _text(text[done:])]).replace("</mark><mark>", "")


def _link(post: Post) -> str:
    """Leads where a chat's links lead; an address that may not be one is shown as text."""
    url = address(post)
    return f'<a rel="noreferrer noopener" href="{escape(url)}">{_text(url)}</a>' if url else _text(post.url)


# --- how it came to be -------------------------------------------------------------------------------------------------


def _how(how: Mapping[str, Any], zone: str) -> Iterator[tuple[str, str]]:
    """Each fact that there is, in words."""
    for name, value in how.items():
        if isinstance(value, Mapping):
            value = value.get("words") or " to ".join(filter(None, (value.get("since"), value.get("until"))))
        if isinstance(value, list):
            value = ", ".join(map(str, value))
        if name in ("newest", "answered_at") and value:
            yield NAMES[name], moment(datetime.fromisoformat(str(value)), zone)
        elif value != "" and value is not None:
            yield NAMES.get(name, name), f"{value:g}" if isinstance(value, float) else str(value)
    if not how.get("written_by"):
        yield "Written by", "nobody: sentences as they stand in the posts"


def _rows(rows: Sequence[tuple[str, object]]) -> str:
    return _listed([(_text(name), _text(value)) for name, value in rows])


def _listed(rows: Sequence[tuple[str, str]]) -> str:
    return "<dl>" + "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows if value) + "</dl>"
