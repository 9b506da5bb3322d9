"""Who published: the outlet, and what sort of source it is where that matters. Pure."""

from __future__ import annotations

from assistant.layout.blocks import Words, say
from assistant.words import Post, Tier

# Press is what a newsroom expects; the others are said.
TIERS: dict[Tier, Words] = {
    "official": say(" (official)"),
    "agency": say(" (agency)"),
    "own": say(" (own)"),
    "social": say(" (social)"),
    "press": say(""),
}


def outlet(post: Post) -> Words:
    """ "Town Hall (official)" """
    name = say("{}", post.outlet)
    return Words(name.template + TIERS[post.tier].template, name.params)
