"""What makes two sightings the same post, and two texts the same version.

The rule, in order: the id the outlet gave (guid, id, update id); else the link; else the hash of the title (of the text
where there is no title), since titles change less than texts. Where an id
or link is a web address, its *canonical* form is the key, so that http or https, www, tracking parameters, AMP and mobile
addresses do not make a different post. Fragments stay (live blogs name their updates by them) unless they only track.
Canonical forms are for comparing: they are never fetched or shown.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

TRACKING = re.compile(
    r"^(utm_.*|at_(medium|campaign|link_.*|format|ptr_name|bbc_team|custom\d|campaign_type)|ns_(source|mchannel|campaign|linkname|fee)"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|mc_[ce]id|mkt_tok|_hs(enc|mi)|vero_id"
    r"|oly_(anon|enc)_id|wt_?mc.*|wickedid|spm|scm|xtor|cmp|cmpid|ocid|ncid|sr_share|smid|smtyp|ftag|ftcamp|partner|ito|icid|guccounter"
    r"|guce_referrer.*|ref|ref_src|ref_url|referrer|source|src|soc_(src|trk)|s_cid|traffic_source|feature|share|shared|fb_ref|mbid|rss|feed)$",
    re.IGNORECASE,
)
"""Parameters that say where a reader came from and not what he reads. `source`, `ref` and `src` count only as such where a
value names a channel (see `_tracks`)."""

AMBIGUOUS = {"ref", "source", "src", "partner", "feature", "share", "shared", "rss", "feed", "cmp", "ito"}
CHANNEL = re.compile(
    r"^(|1|true|rss.*|feed.*|twitter.*|x|facebook.*|fb|email|newsletter.*|telegram|whatsapp|social.*|share.*|home.*|push|app)$",
    re.I,
)
AMP_VALUES = re.compile(r"^(amp|1|true|yes)?$", re.IGNORECASE)
TRACKING_FRAGMENT = re.compile(r"^(utm_|xtor=|at_|echobox=|ref=|rss|ns_|intcid|cmp)", re.IGNORECASE)
MOBILE_HOST = re.compile(r"^(?:www\.)?(?:(?:m|mobile|amp|touch|wap)\.)?(?=[^.]+\.[^.]+)")
MOBILE_LANGUAGE = re.compile(r"^([a-z]{2})\.m\.(?=[^.]+\.[^.]+)")  # en.m.wikipedia.org
AMP_CACHE = re.compile(
    r"^https?://(?:www\.)?(?:google\.[a-z.]+/amp/|[^/]*\.?cdn\.ampproject\.org/(?:[vci]/)+)(s/)?", re.IGNORECASE
)
WEB = re.compile(r"^(https?:)?//[^\s/]+", re.IGNORECASE)


def version_hash(title: str, text: str) -> str:
    """SHA-256 (hex) of title + newline + text in UTF-8: what makes a version (words.Version.hash)."""
    return hashlib.sha256(f"{title}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


def is_web(value: str) -> bool:
    """Whether a string is an http(s) address (or one without a scheme, //host/...)."""
    return bool(WEB.match(value))


def canonical(url: str) -> str:
    """The form of an address that is equal for equal posts; anything that is no web address comes back stripped only."""
    url = url.strip()
    if not is_web(url):
        return url
    url = _out_of_amp_cache(url)
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:  # a broken IPv6 host or port: an odd name, but a name
        return url
    host = MOBILE_LANGUAGE.sub(r"\1.", MOBILE_HOST.sub("", host, count=1))
    where = host if port in (None, 80, 443) else f"{host}:{port}"
    query = _query(parts.query)
    fragment = parts.fragment.partition(":~:")[0]  # a text directive says where to scroll, as our own links do
    fragment = "" if TRACKING_FRAGMENT.match(fragment) else fragment
    return f"https://{where}{_path(parts.path)}" + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def host(url: str) -> str:
    """The host of an address as `canonical` sees it: without www, mobile and AMP prefixes."""
    return canonical(url).removeprefix("https://").split("/")[0].split(":")[0]


def same_key(one: str, other: str) -> bool:
    """Whether two ids or links name the same post by the rule of this file."""
    return canonical(one) == canonical(other)


def post_key(guid: str, url: str, title: str, text: str) -> str:
    """The key of a post within its source: never empty, and the same whenever the same post is seen, edited or not."""
    return canonical(guid) or canonical(url) or hashlib.sha256((title or text).encode("utf-8", "surrogatepass")).hexdigest()


def apart(keys: tuple[tuple[str, str, str, str], ...]) -> tuple[str, ...]:
    """Keys of one document's posts, given as (guid, url, title, text): posts that share a guid but differ are told apart.

    Some outlets put one guid on every item; then the link names the post, and without links the hash of what it says.
    Items that are the same in every respect keep the same key.
    """
    given = [post_key(*post) for post in keys]
    shared: dict[str, set[tuple[str, str]]] = {}
    for key, (_, url, title, text) in zip(given, keys, strict=True):
        shared.setdefault(key, set()).add((canonical(url), version_hash(title, text)))
    return tuple(key if len(shared[key]) == 1 else _second(key, post, shared[key]) for key, post in zip(given, keys, strict=True))


def _second(key: str, post: tuple[str, str, str, str], rivals: set[tuple[str, str]]) -> str:
    """A finer key for a post whose key names several: by link where the links differ, else by what it says."""
    _, url, title, text = post
    link = canonical(url)
    same_link = [hash_ for other, hash_ in rivals if other == link]
    if link and link != key and len(same_link) == 1:
        return f"{key} {link}"
    return f"{key} {version_hash(title, text)}"


def _out_of_amp_cache(url: str) -> str:
    found = AMP_CACHE.match(url)
    return ("https://" + url[found.end() :]) if found else url


def _path(path: str) -> str:
    """Without AMP marks, doubled slashes and the closing slash; escapes in one spelling."""
    path = re.sub(r"/{2,}", "/", path)
    path = re.sub(r"(?i)/amp(?=/|$)|\.amp(?=\.html?$|$)", "", path)
    return quote(unquote(path, errors="surrogateescape"), safe="/:@!$&'()*+,;=~-._", errors="surrogateescape").rstrip("/")


def _query(query: str) -> str:
    """Parameters that say what is read, in alphabetical order."""
    pairs = parse_qsl(query.replace("&amp;", "&"), keep_blank_values=True, errors="surrogateescape", max_num_fields=None)
    return urlencode(sorted((k, v) for k, v in pairs if not _tracks(k, v)), errors="surrogateescape")


def _tracks(name: str, value: str) -> bool:
    name = name.lower()
    if name in ("amp", "outputtype", "_amp", "m", "mobile") and AMP_VALUES.match(value):
        return True
    return bool(TRACKING.match(name)) and (name not in AMBIGUOUS or bool(CHANNEL.match(value)))
