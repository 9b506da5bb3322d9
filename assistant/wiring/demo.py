"""`make demo`: the main job on the invented town of Marrowby, with no token, key, server or network, in a folder of its own.

The demo's clock stands still on the morning after the flood, so that "overnight" means that night whenever it is run.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant import console, layout, sample
from assistant.collect.journey import Round
from assistant.settings import Settings
from assistant.wiring import asking, digesting, ingesting
from assistant.wiring.house import House, open_house, open_vectors
from assistant.wiring.pump import Pump
from assistant.words import Question, Role, Subscription

MORNING = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
CHAT = 1  # the demo's conversation and its subscriber
FIRST = ("courier-live.html", "tideway-radio.xml", "county-observer.json")
LATER = "tideway-radio-later.xml"
QUESTIONS = (
    "How high did the River Ash rise overnight?",
    "How many homes were emptied in Millgate?",
    "Who said that?",
    "Who won the regional chess championship?",
)
NEXT = """\
What to do next
  1. Talk to it:        make chat        (then: .venv/bin/python bot.py ingest YOUR_FILE_OR_URL)
  2. Make it a bot:     copy .env.example to .env, set TELEGRAM_BOT_TOKEN and ADMIN_IDS, then: make bot
  3. Let a model write: set OPENAI_API_KEY (or OPENAI_BASE_URL) in .env; every sentence is still proven or not shown"""


async def demo(settings: Settings) -> int:
    """Ingest, ask, digest, correct, digest again; in a temporary DATA_DIR that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="newsroom-demo-") as folder:
        mine = Settings(
            _env_file=None, data_dir=Path(folder), timezone="UTC", database_url="", chroma_url="", openai_api_key="", openai_base_url="",
            embedding_model="local", log_level=settings.log_level,
        )  # fmt: skip
        async with open_house(mine, clock=lambda: MORNING) as house, open_vectors(house):
            await _show(house)
    console.show(NEXT)
    return 0


async def _show(house: House) -> None:
    pump = Pump(house)
    _title("The news of Marrowby (an invented town) comes in: a live blog and two feeds. It is Thursday, 12 March 2026, 09:00.")
    console.show(console.rounds_text(await _ingest(house, FIRST)))
    await pump.once()
    await _questions(house)
    _title("The morning digest of a subscriber")
    await _digest(house)
    _title("A source corrects itself: the radio's feed is read again")
    console.show(console.rounds_text(await _ingest(house, (LATER,))))
    await pump.once()
    _title("The subscriber's next digest: the correction, and nothing twice")
    await _digest(house, later=timedelta(hours=1))


def _title(words: str) -> None:
    console.show(f"\n=== {words}\n")


async def _ingest(house: House, names: tuple[str, ...]) -> list[Round]:
    """The sample's files under the addresses they pretend to have, so that the later feed is the same source."""
    rounds = []
    for name in names:
        path = Path(sample.__file__).with_name(name)
        rounds.append(
            await ingesting.read_as(house, sample.ADDRESSES[name], path.read_bytes(), content_type=sample.TYPES[path.suffix])
        )
    return rounds


async def _questions(house: House) -> None:
    talk: tuple[Question, ...] = ()
    for number, text in enumerate(QUESTIONS, 1):
        _title(f"Question {number}: {text}")
        question = Question(f"demo:{number}", text, MORNING, "UTC")
        found = await asking.answer(question, house=house, previous=talk)
        talk = (*talk, question)
        console.show(layout.plain(layout.answer(found)))


async def _digest(house: House, later: timedelta = timedelta()) -> None:
    wish = Subscription(0, chat_id=CHAT, zone="UTC")
    await house.database.people.grant(CHAT, Role.SUBSCRIBER, name="the demo's subscriber", by=0, at=MORNING)
    now = MORNING + later
    made = await digesting.digest(wish, now - timedelta(hours=24), now, house=house)
    stored = await house.database.digests.store(made, key=f"demo:{now.isoformat()}")
    await house.database.digests.told(stored.id, now)
    console.show(layout.plain(layout.digest(made)))
