"""What sort of source an address is likely to be, as a default that an admin may change. Pure.

By the host alone: official where only a state may have the name (.gov, .mil, gov.uk, gouv.fr, ...), agency for news agencies that
sell to newsrooms, social where anybody posts under a name of his own, press for everything else. "own" is never guessed.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from assistant.collect import identity
from assistant.words import SourceKind, Tier

STATE = re.compile(
    r"(?:^|\.)(?:gov|mil)(?:\.[a-z]{2})?$|(?:^|\.)(?:gouv|gob|govt|gub|go|gc|admin|bund|parliament|police|nhs)\.[a-z]{2}$|(?:^|\.)europa\.eu$"
    r"|(?:^|\.)(?:un|who|nato|imf|osce)\.(?:org|int)$|\.int$"
)
AGENCIES = frozenset(
    """reuters.com apnews.com ap.org afp.com dpa.com dpa-international.com pressassociation.com pamediagroup.com ukrinform.net ukrinform.ua
    interfax.com.ua unian.info unian.net ansa.it efe.com pap.pl lusa.pt anp.nl belga.be apa.at sda.ch keystone-sda.ch ntb.no ritzau.dk tt.se
    stt.fi bta.bg agerpres.ro ctk.cz ceskenoviny.cz tasr.sk mti.hu hina.hr tanjug.rs kyodonews.net yna.co.kr xinhuanet.com ptinews.com
    aninews.in aa.com.tr aap.com.au bernama.com antaranews.com thecanadianpress.com upi.com bloomberg.com dowjones.com""".split()
)
SOCIAL = frozenset(
    """youtube.com reddit.com bsky.app t.me telegram.me x.com twitter.com facebook.com instagram.com tiktok.com threads.net medium.com
    substack.com tumblr.com vk.com mastodon.social""".split()
)
FEDIVERSE = re.compile(r"^/(?:@|users/)[\w.-]+(?:\.rss)?/?$")


def guess(url: str, kind: SourceKind = "feed") -> Tier:
    """A default for the tier of what is read at `url`. No address, or a channel: social for the channel, else press."""
    if kind == "channel":
        return "social"
    host = identity.host(url) if identity.is_web(url) else ""
    if not host:
        return "press"
    if STATE.search(host):
        return "official"
    if _among(host, AGENCIES):
        return "agency"
    return "social" if _among(host, SOCIAL) or FEDIVERSE.match(_path(url)) else "press"


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _among(host: str, names: frozenset[str]) -> bool:
    """Whether the host is one of these or below one."""
    parts = host.split(".")
    return any(".".join(parts[at:]) in names for at in range(len(parts) - 1))
