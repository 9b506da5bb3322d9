"""A sentence that an answer only sets beside its claims is cited as they are: kept once, proven in "Quotes" and in its evidence, looked at
every night, and recalled when its post changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from assistant.evidence.verify import holds, verify
from assistant.outside.schema.answers import SIDES, citations, claims
from assistant.outside.schema.posts import versions
from assistant.wiring import asking, verifying
from assistant.wiring.pump import Pump
from assistant.words import Asker, ParsedPost, Role, Source
from tests.chat.conftest import api, bot  # noqa: F401  fixtures
from tests.chat.room import ANN
from tests.wiring.marrowby import MORNING, question
from tests.wiring.test_recalling import as_parsed, desk  # noqa: F401  a fixture

HOMES = "How many homes were emptied in Millgate?"
SIDE = "The town council said 140 homes were being emptied."
HEADING = "Side by side, where sources differ"
MORE = (
    ("Herald", "Homes emptied", "Boats went from door to door. By morning 210 homes in lower Millgate had been emptied, the county said."),
    ("Post", "Homes emptied by boat", "Crews were out all night. Some 95 homes in lower Millgate were emptied, a coastguard officer said."),
)  # fmt: skip


async def with_four_figures(house):
    """Two more outlets: four figures, of which three are claims of the answer."""
    for number, (outlet, title, text) in enumerate(MORE):
        address = f"https://{outlet.lower()}.example"
        source = await house.database.sources.add(Source(0, "feed", f"{address}/feed", outlet, state="active", added_at=MORNING))
        parsed = ParsedPost(f"{number}", title, f"{address}/1", text, MORNING - timedelta(hours=9))
        await house.database.posts.keep(source.id, parsed, MORNING - timedelta(hours=8))
    await Pump(house).once()


@pytest.fixture
async def differing(desk):  # noqa: F811
    await with_four_figures(desk.house)
    return desk


async def the_answer(desk):  # noqa: F811
    (number,) = await desk.house.database.answers.between(MORNING - timedelta(days=1), MORNING + timedelta(days=1))
    return await desk.house.database.answers.get(number)


async def council(desk):  # noqa: F811
    """The post that has the side."""
    stored = await the_answer(desk)
    return next(p.post for p in stored.answer.passages if p.post.version.id == stored.sides[0].quotes[0].version_id)


async def edit(desk, text):  # noqa: F811
    post = await council(desk)
    await desk.house.database.posts.keep(post.source_id, replace(as_parsed(post), text=text), desk.room.clock())


async def test_a_side_is_kept_once_and_is_no_part_of_what_is_said(differing):
    (shown,) = await differing.room.say(ANN, HOMES)
    stored = await the_answer(differing)
    assert f"140: «{SIDE}»" in shown.text
    assert [side.text for side in stored.sides] == [SIDE] and SIDE not in [claim.text for claim in stored.claims]
    again = await asking.answer(stored.answer.question, house=differing.house)
    assert [side.text for side in again.sides] == [SIDE] and (await the_answer(differing)).sides == stored.sides
    (copied,) = await differing.room.press(ANN, shown, "Copy")
    assert SIDE not in copied.text and "210 homes" in copied.text


async def test_killed_before_its_sides_were_kept_an_answer_gets_them_when_it_is_asked_for_again(differing):
    await differing.room.say(ANN, HOMES)
    stored = await the_answer(differing)
    async with differing.house.database.connections.write() as connection:
        mine = select(claims.c.id).where(claims.c.item == SIDES)
        await connection.execute(delete(citations).where(citations.c.claim_id.in_(mine)))
        await connection.execute(delete(claims).where(claims.c.item == SIDES))
    assert (await the_answer(differing)).sides == ()
    await asking.answer(stored.answer.question, house=differing.house)
    assert (await the_answer(differing)).sides == stored.sides


async def test_the_same_question_of_an_unchanged_archive_has_the_sides_too(differing):
    house = differing.house
    first = await asking.answer(question(HOMES, "1", asker=Asker(5, 5, 0, Role.REPORTER)), house=house)
    again = await asking.answer(question(HOMES, "2", asker=Asker(5, 5, 0, Role.REPORTER)), house=house)
    kept = [await house.database.answers.get(answer.id) for answer in (first, again)]
    assert first.id != again.id and [[side.text for side in one.sides] for one in kept] == [[SIDE], [SIDE]]


async def test_quotes_prove_a_side_in_its_passage_and_the_evidence_holds_it(differing):
    (shown,) = await differing.room.say(ANN, HOMES)
    (proof,) = await differing.room.press(ANN, shown, "Quotes")
    beside = proof.text.split(HEADING)[1]
    assert SIDE in beside and "Marrowby Courier" in beside and "Version 1, read" in beside
    (sent,) = await differing.room.say(ANN, "/evidence", reply_to=shown.message_id)
    findings = verify(sent.file)
    assert holds(findings) and any(f.words.startswith("Beside it, sentence 1 stands") for f in findings)
    for number in range(sent.file.count(b"said 140 homes were")):
        before = sent.file.split(b"said 140 homes were")
        altered = b"said 140 homes were".join(before[: number + 1]) + b"said 150 homes were"
        assert not holds(verify(altered + b"said 140 homes were".join(before[number + 1 :])))


async def test_the_nightly_check_proves_sides_and_finds_one_that_was_altered(differing):
    await differing.room.say(ANN, HOMES)
    stored = await the_answer(differing)
    night = replace(differing.house, clock=lambda: MORNING + timedelta(hours=15))
    assert (await verifying.check_day(night)).passed == len(stored.claims) + 1
    (quote,) = stored.sides[0].quotes
    post = await council(differing)
    async with differing.house.database.connections.write() as connection:
        altered = update(versions).where(versions.c.id == quote.version_id)
        await connection.execute(altered.values(text=post.text.replace("140", "150")))
    (fallen,) = (await verifying.check_day(night)).fallen
    assert f"answer {stored.answer.id}" in fallen


async def test_a_side_that_is_not_said_any_more_is_recalled_once_as_a_reply(differing):
    (shown,) = await differing.room.say(ANN, HOMES)
    assert await differing.look() == []
    post = await council(differing)
    await edit(differing, post.text.replace("140", "160"))
    (notice,) = await differing.look()
    assert (
        notice.reply_to == shown.message_id and SIDE in notice.text.split("Now:")[0] and "160" in notice.text.split("Now:", 1)[1]
    )
    assert await differing.look() == []


async def test_an_edit_that_leaves_a_side_as_it_was_tells_nobody(differing):
    await differing.room.say(ANN, HOMES)
    post = await council(differing)
    await edit(differing, post.text + " The mayor thanked the crews.")
    assert await differing.look() == []


async def test_a_side_whose_post_is_withdrawn_is_told(differing):
    (shown,) = await differing.room.say(ANN, HOMES)
    post = await council(differing)
    await differing.house.database.posts.withdraw(post.id, differing.room.clock())
    await differing.room.engine.start("recall", "withdrawn", {"post": post.id})
    (notice,) = await differing.settled(len(differing.room.api.state.sent))
    assert "withdrawn" in notice.text and SIDE in notice.text and notice.reply_to == shown.message_id
