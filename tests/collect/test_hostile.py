"""Bombs: each ends with a reason or harmless posts, within 2 s of CPU and 150 MB of memory, measured in a process of its own."""

import subprocess
import sys

import pytest

from assistant.collect import hostile
from tests.collect.asked import failed, parsed, rss, shared

MANY = 100_000
BOMBS = {
    "nested xml": "b'<rss><channel><item><description>' + b'<a>' * N + b'</a>' * N + b'</description></item></channel></rss>'",
    "nested items": "b'<rss><channel>' + b'<item>' * N",
    "nested html": "b'<html><body>' + b'<div>' * N + b'text' + b'</div>' * N",
    "nested html in a feed": "b'<rss><channel><item><description><![CDATA[' + b'<div>' * N + b']]></description></item></channel></rss>'",
    "nested json": "b'[' * N + b']' * N",
    "nested linked data": "b'<script type=application/ld+json>' + b'{\"@type\":\"BlogPosting\",' * N + b'</script>LiveBlogPosting'",
    "many items": "b'<rss><channel>' + b'<item/>' * 600_000 + b'</channel></rss>'",
    "many namespaces": "b'<rss><channel><item>' + b''.join(b'<a%d xmlns=\"u%d\"/>' % (i, i) for i in range(N)) + b'</item></channel>'",
    "many attributes": "b'<rss><channel><item ' + b' '.join(b'a%d=\"1\"' % i for i in range(4 * N)) + b'/></channel></rss>'",
    "open tag": "b'<html>' + b'<meta name=\"a\" ' * (3 * N)",
    "angle brackets": "b'<' * 4_900_000",
    "ampersands": "b'<rss><channel><item><title>' + b'&' * 4_900_000 + b'</title></item></channel></rss>'",
    "paragraphs": "b'<html><body>' + b'<p>hello world, this is text. ' * 140_000",
    "lines": "b'This is a line of text here\\n' * 170_000",
    "a long document type": "b'<!DOCTYPE rss [' + b' ' * 4_900_000 + b']><rss/>'",
    "quotation marks": "'“'.encode() * 1_600_000",
    "big": "b'x' * 50_000_000",
}
RUN = """
import resource, sys, time
from datetime import UTC, datetime
import feedparser, trafilatura, htmldate, lxml.etree
from assistant.collect import document
N = 100_000
body = eval(sys.argv[1])
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
document.read(body, url="https://x.example/live/a", seen=datetime.now(UTC))
print(time.process_time() - start, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


# CPU seconds, not the clock: the limits are the product's promise, most bombs end in a tenth of them
@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_end_within_two_seconds_of_cpu_and_150_megabytes(bomb):
    done = subprocess.run([sys.executable, "-c", RUN, BOMBS[bomb]], capture_output=True, text=True, check=True, timeout=60)
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < 2
    assert megabytes < 150


def test_xml_with_entities_is_refused_and_the_reason_names_them():
    folder = shared("eval", "attacks", "xml")
    refused = 0
    for file in sorted(folder.glob("*.xml")):
        if b"<!ENTITY" in file.read_bytes():
            found = failed(file.read_bytes(), content_type="application/xml")
            assert (found.kind, "ENTITY" in found.reason) == ("refused", True), file.name
            refused += 1
    assert refused >= 6


def test_no_file_is_read_and_nothing_is_fetched_for_an_entity():
    body = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + rss("<item><title>&x;</title></item>").split("?>")[1]
    assert failed(body).kind == "refused"
    assert failed('<?xml version="1.0"?>\n<!-- a --><!DOCTYPE r [<!entity % p "x"> %p;]><rss/>').kind == "refused"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">',
        "<!DOCTYPE rss>", '<!DOCTYPE rss [<!ELEMENT a ANY>]>', '<!DOCTYPE rss SYSTEM "a>b.dtd">',
    ],
)  # fmt: skip
def test_a_document_type_without_entities_still_reads(doctype):
    assert parsed(doctype + rss("<item><title>A</title></item>").split("?>")[1]).posts[0].title == "A"


def test_words_about_entities_in_a_post_do_no_harm():
    assert parsed(
        rss("<item><title>A</title><description><![CDATA[How <!ENTITY x> and <!DOCTYPE y [ work]]></description></item>")
    ).posts


def test_depth_counts_nesting_and_not_elements():
    flat = "<rss>" + "<a/><b></b><!-- <c> -->" * 1_000 + "</rss>"
    assert hostile.bomb_in_xml(flat) == ""
    assert "deep" in hostile.bomb_in_xml("<rss>" + "<a>" * 300 + "</rss>")
    assert hostile.bomb_in_html("<p>" * 5_000 + "<br>" * 5_000) == ""
