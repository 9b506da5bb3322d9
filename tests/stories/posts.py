"""Invented posts of an invented town, by the hour."""

from datetime import UTC, datetime, timedelta

from assistant.words import Post, Version

DAWN = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)


def post(number: int, title: str, text: str, hours: float = 0, outlet: str = "Gazette") -> Post:
    at = DAWN + timedelta(hours=hours)
    version = Version(number * 10, number, 1, title, text, f"hash {number}", at, language="en")
    return Post(number, 1, outlet, str(number), f"https://{outlet.lower()}.example/{number}", version, at, at)


FIRE = post(
    1,
    "Fire destroys Kelder sawmill",
    "A fire destroyed the sawmill in Kelder on Monday night. Sixty firefighters from five villages fought the flames until dawn. "
    "The owner, Tomas Berg, said 40 people worked there.",
)
FIRE_LATER = post(
    2,
    "Kelder sawmill fire: police suspect faulty cable",
    "Police believe that a faulty cable caused the fire at the Kelder sawmill. Owner Tomas Berg said he would rebuild it. "
    "Firefighters had fought the flames until dawn.",
    hours=20,
    outlet="Radio",
)
OTHER_FIRE = post(
    3,
    "Barn burns down in Thornley",
    "A barn with 200 tonnes of straw burned down in Thornley on Tuesday. Nobody was hurt, the fire service said. "
    "Lightning had struck the roof.",
    hours=22,
)
SCHOOL = post(
    4,
    "Minister Vera Lind opens school in Eastfield",
    "Education minister Vera Lind opened a school for 600 pupils in Eastfield. It cost 30 million crowns and has a swimming pool.",
    hours=3,
)
BUDGET = post(
    5,
    "Minister Vera Lind defends cuts",
    "Education minister Vera Lind told parliament that universities would get less money from autumn. Students protested outside.",
    hours=9,
)
