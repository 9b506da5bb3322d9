"""The evaluation's feeds: miniflux's checks, rss-parser's real feeds, and a sample of the W3C validator's files.

All W3C files are read by `python -m bench.parse --eval`. The misses of miniflux, each with its reason, are listed here.
"""

import random

from bench import feeds
from tests.collect.asked import shared

# why we do otherwise on purpose
MISSES = {
    ("TestParseEntryWithHTMLTitle", "Entries[0].Title"): "titles are plain text here: <code> is taken out",
    ("TestParseEntryWithXHTMLTitle", "Entries[0].Title"): "titles are plain text here: <b> is taken out",
    (
        "TestParseEntryWithFeedBurnerLink",
        "Entries[0].URL",
    ): "the link as given comes before feedburner:origLink, as in rss-parser's feeds",
    (
        "TestParseEntriesWithDuplicateGUIDAndNoLink",
        "Entries[1].Hash",
    ): "a guid shared by several items names none of them, not even the first",
    ("TestParseItemWithoutLink", "Entries[0].Hash"): "an RSS 1.0 item is named by its rdf:about, also without a link",
}


def test_the_checks_of_miniflux_hold_but_for_those_where_we_differ_on_purpose():
    shared("eval", "feeds", "miniflux_cases.json")
    checks = feeds.miniflux()
    assert len(checks) == 280
    assert {(check.case, check.name) for check in checks if not check.right} == set(MISSES)
    assert all(feeds.miniflux_refused())


def test_real_feeds_give_all_items_and_links_and_nearly_all_titles():
    shared("eval", "feeds", "rss_parser_real_feeds.tar.xz")
    reals = feeds.real_feeds()
    for real in reals:
        assert real.items[0] == real.items[1], real.name
        assert real.links[0] == real.links[1], real.name
    assert sum(real.titles[0] for real in reals) >= 0.99 * sum(real.titles[1] for real in reals)


def test_a_sample_of_the_validators_files_gives_its_items_and_never_fails():
    shared("eval", "feeds", "w3c_testcases.tar.xz")
    files = sorted(feeds.w3c_files())
    assert len(files) == 2_213
    for name, valid, body in random.Random(7).sample(files, 250):
        tried = feeds.try_file(name, valid, body)
        assert not tried.crash, (name, tried.crash)
        assert not tried.valid or tried.read >= tried.wanted, (name, tried.reason)
