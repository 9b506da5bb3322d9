"""Invented posts of an invented town, for topics."""

from datetime import UTC, datetime, timedelta

from assistant.words import Post, Version

MORNING = datetime(2026, 11, 4, 6, 0, tzinfo=UTC)


def post(number: int, outlet: str, title: str, text: str, hours: float = 0, **more) -> Post:
    at = MORNING + timedelta(hours=hours)
    version = Version(number * 10, number, 1, title, text, "", at, language="en")
    return Post(number, number, outlet, str(number), f"https://{outlet.lower()}.example/{number}", version, at, at, **more)


CRACK = post(
    1,
    "Gazette",
    "Crack found in the Tide dam",
    "Divers found a crack in the Tide dam on Wednesday morning. The wall was built in 1931.",
)
COPY = post(2, "Radio", "Crack found in the Tide dam", CRACK.text, 1, origin_id=1)
EMPTIED = post(
    3,
    "Gazette",
    "Lower town emptied below the Tide dam",
    "The fire service emptied 140 homes below the Tide dam because of the crack. Mayor Ilse Brandt said that nobody had been hurt so far.",
    3,
)
COUNTED = post(
    4,
    "Radio",
    "120 homes emptied below the Tide dam",
    "The fire service emptied 120 homes below the Tide dam because of the crack.",
    4,
)
REPAIR = post(
    5,
    "Gazette",
    "Tide dam to be repaired by spring",
    "Engineers will close the crack in the Tide dam with concrete by the end of March. "
    "The council set aside 3.2 million crowns for the work.",
    24,
)
MATCH = post(
    6,
    "Radio",
    "Rovers win again",
    "The Rovers won by three goals on Thursday. The road past the Tide dam was shut before the match.",
    26,
)
ELSEWHERE = post(
    7, "Radio", "Ferry runs twice as often", "The ferry runs every ten minutes from Thursday, the harbour office said.", 27
)
ALL = (CRACK, COPY, EMPTIED, COUNTED, REPAIR, MATCH, ELSEWHERE)
