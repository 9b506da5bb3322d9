"""Invented posts of an invented town, for layouts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from assistant.words import (
    Answer,
    Development,
    Digest,
    DigestItem,
    Excerpt,
    Passage,
    Period,
    Post,
    Proven,
    Question,
    Quote,
    Receipt,
    Statement,
    Timeline,
    Version,
)

NOON = datetime(2026, 11, 4, 10, 3, tzinfo=UTC)
ZONE = "Europe/Kyiv"


def post(number: int, outlet: str, title: str, text: str, url: str = "", minutes: int = 0, **more) -> Post:
    at = NOON + timedelta(minutes=minutes)
    version = Version(number * 10, number, 1, title, text, "", at)
    url = url or f"https://{outlet.lower().split()[0]}.example/{number}"
    return Post(number, 1, outlet, str(number), url, version, at, **{"published": at} | more)


BRIDGE = post(
    1,
    "Harbour Gazette",
    "Old bridge closed after crack",
    "Engineers closed the old bridge at noon. It carries 4,000 cars a day. Repairs take three weeks, the mayor said.",
)
FERRY = post(
    2,
    "Lakeside Radio",
    "Ferry runs twice as often",
    "The ferry runs every ten minutes from today, the harbour office told www.lakeside.example and @harbour_office.",
    minutes=95,
)
NOTICE = post(
    3,
    "Town Hall",
    "Notice <b>& rules</b>",
    "Write to desk@townhall.example or send /removesource 3.",
    url="ftp://townhall.example/3",
    minutes=200,
    published=None,
)
STUB = post(4, "Harbour Gazette", "", "A short note.", url="https://user:pw@harbour.example/4", minutes=-600_000)


def quoted(post: Post, words: str, part: str = "text") -> Quote:
    start = (post.title if part == "title" else post.text).index(words)
    return Quote(post.version.id, start, start + len(words), words, part)  # type: ignore[arg-type]


def proven(text: str, *quotes: Quote, original: str = "") -> Proven:
    return Proven(text, quotes, original)


def asked(claims=(), posts=(), passages=(), searched: int = 1204, **receipt) -> Answer:
    question = Question("q1", "What about the bridge?", NOON + timedelta(hours=4), ZONE)
    counted: dict[str, Any] = {"sources": 3, "posts": searched, "newest": NOON + timedelta(minutes=200)} | receipt
    return Answer(question, tuple(claims), tuple(posts), tuple(passages), Receipt(**counted))


TOLD = asked(
    [
        proven("Engineers closed the old bridge at noon.", quoted(BRIDGE, "Engineers closed the old bridge at noon.")),
        proven(
            "The ferry runs every ten minutes, the harbour office told www.lakeside.example and @harbour_office.",
            quoted(FERRY, "The ferry runs every ten minutes"),
            quoted(BRIDGE, "Old bridge", "title"),
        ),
    ],
    [BRIDGE, FERRY],
)
TRANSLATED = asked(
    [
        proven(
            "Die Reparatur dauert drei Wochen.",
            quoted(BRIDGE, "Repairs take three weeks, the mayor said."),
            original="Repairs take three weeks, the mayor said.",
        )
    ],
    [BRIDGE],
    written_by="gpt-x",
    period=Period(NOON - timedelta(hours=14), NOON + timedelta(hours=4)),
    asked_as="How long do repairs of the old bridge take?",
    ill_sources=("Town Hall",),
    only_sources=("Harbour Gazette",),
)
DECLINED = asked(
    passages=[Passage(1, NOTICE, 0, len(NOTICE.text)), Passage(2, BRIDGE, 41, 70), Passage(3, BRIDGE, 0, 10)],
    period=Period(words="overnight"),
    note="the model did not answer in time",
)
EMPTY = asked(searched=1, sources=1, newest=None)

HALL = post(5, "Town Hall", "Bridge: what is known", "The bridge stays shut until Friday, Mayor Ilse Brandt said.", minutes=120,
            tier="official")  # fmt: skip
STAYS = proven(HALL.text, quoted(HALL, HALL.text))
COPIED = replace(BRIDGE, id=6, outlet="Lakeside Radio", origin_id=1)
SHUT = proven("Engineers closed the old bridge at noon.", quoted(BRIDGE, "Engineers closed the old bridge at noon."))
BACKGROUND = asked([STAYS, SHUT], [HALL, BRIDGE], searched=12)
TIMELINE = Timeline(
    "old bridge <b>",
    (Development(SHUT, BRIDGE, (BRIDGE, COPIED)), Development(STAYS, HALL, (HALL, FERRY, STUB), corrected=True)),
    replace(BACKGROUND, posts=(BRIDGE, HALL), claims=(SHUT, STAYS)),
    before=3,
    after=1,
)
SAID = (
    Statement(STAYS, HALL, Excerpt(HALL, 38, 54), False, (HALL, COPIED)),
    Statement(proven("It carries 4,000 cars a day.", quoted(BRIDGE, "It carries 4,000 cars a day.")), BRIDGE,
              Excerpt(BRIDGE, 0, 9), True, (BRIDGE,)),
)  # fmt: skip

CORRECTED = replace(BRIDGE, version=replace(BRIDGE.version, id=11, number=2, title="Old bridge closed after two cracks"))
CLOSED = proven("Engineers closed the old bridge at noon.", quoted(CORRECTED, "Engineers closed the old bridge at noon."))
RUNS = proven("The ferry runs every ten minutes from today.", quoted(FERRY, "The ferry runs every ten minutes from today"))
STORIES = (
    DigestItem("s1", "corrected", CORRECTED, (CLOSED,), (CORRECTED,), before=BRIDGE.version),
    DigestItem("s2", "new", FERRY, (RUNS,), (FERRY, NOTICE), origins=1),
    DigestItem("s3", "updated", STUB, (), ()),
)
DIGEST = Digest(5, NOON - timedelta(hours=24), NOON, STORIES, ZONE, slot=NOON, late=True, searched=1234, more=2)
QUIET = Digest(5, NOON - timedelta(hours=3), NOON, (), ZONE, searched=0)
