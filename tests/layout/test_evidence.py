"""Quotes in their passages, and the copy for a newsroom's own system."""

from dataclasses import replace

from assistant.layout import evidence, plain, to_copy
from tests.layout.newsroom import BRIDGE, FERRY, NOON, ZONE, proven, quoted

CLOSED = "Engineers closed the old bridge at noon."


def shown(*claims, posts=(BRIDGE, FERRY)):
    return plain(evidence(claims, posts, ZONE, NOON))


def test_a_sentence_that_is_its_own_quote_is_not_shown_twice():
    text = shown(proven(CLOSED, quoted(BRIDGE, CLOSED)))
    assert text.count(CLOSED) == 1 and "> Engineers closed the old bridge at noon. It carries 4,000 cars a day." in text


def test_a_written_sentence_stands_above_each_of_its_quotes():
    text = shown(
        proven("The bridge is closed, the ferry runs.", quoted(BRIDGE, CLOSED), quoted(FERRY, "The ferry runs every ten minutes"))
    )
    assert text.startswith("The bridge is closed, the ferry runs. [1] [2]")
    assert "[1] Harbour Gazette" in text and "[2] Lakeside Radio" in text and "Version 1, read 4 Nov 12:03." in text


def test_a_quoted_headline_is_called_one_and_what_is_not_cited_here_is_left_out():
    text = shown(proven("A crack.", quoted(BRIDGE, "crack", "title")), proven("x", quoted(FERRY, "The ferry")), posts=(BRIDGE,))
    assert "> Headline: Old bridge closed after crack" in text and "ferry" not in text


def test_a_long_post_is_shown_around_the_quote_from_word_to_word():
    long = replace(BRIDGE, version=replace(BRIDGE.version, text=f"{'lorem ' * 99}«{CLOSED}» {'ipsum ' * 99}end"))
    (passage,) = (r for r in shown(proven("Closed.", quoted(long, CLOSED)), posts=(long,)).splitlines() if r.startswith("> "))
    assert passage.startswith("> … lorem ") and passage.endswith("ipsum …") and f"lorem «{CLOSED}» ipsum" in passage
    assert len(passage) < 600


def test_a_copy_has_claim_attribution_and_link_and_no_markup():
    block = to_copy(
        [proven(CLOSED, quoted(BRIDGE, CLOSED)), proven("It runs.", quoted(FERRY, "The ferry runs"))], [BRIDGE, FERRY], ZONE, NOON
    )
    assert plain((block,)) == (
        f"{CLOSED}\n(Harbour Gazette, 4 Nov 12:03) https://harbour.example/1\n\nIt runs.\n(Lakeside Radio, 4 Nov 13:38) https://lakeside.example/2"
    )
