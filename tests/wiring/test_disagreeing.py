"""Where sources differ on what was asked, the answer shows each side; a figure that one source changed is a timeline."""

from assistant import layout
from assistant.wiring import asking
from assistant.wiring.pump import Pump
from tests.wiring.marrowby import LATER, newsroom, question, take


async def test_homes_emptied_are_told_by_both_sides_with_source_time_and_the_newest_marked(tmp_path):
    async with newsroom(tmp_path, vectors=False) as house:
        await take(house, LATER)
        await Pump(house).once()
        answer = await asking.answer(question("How many homes were emptied in Millgate?"), house=house)
        again = await asking.answer(question("How many homes were emptied in Millgate?"), house=house)
    (found,) = [d for d in answer.disagreements if "homes" in d.quantity]
    assert found.kind == "conflict" and {side.value for side in found.sides} >= {"140", "About 120"}
    assert again.disagreements == answer.disagreements
    shown = layout.plain(layout.answer(answer))
    assert "Sources differ on «homes" in shown and "newest" in shown and "130" not in shown


async def test_what_was_not_asked_is_not_set_side_by_side(tmp_path):
    async with newsroom(tmp_path, vectors=False) as house:
        answer = await asking.answer(question("When did the River Ash peak?"), house=house)
    assert not [d for d in answer.disagreements if "homes" in d.quantity]
