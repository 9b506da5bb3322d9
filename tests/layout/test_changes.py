"""An edit shown: what went is struck through on the old side, what came is strong on the new one, the rest is plain."""

from assistant.chat.render import messages
from assistant.layout.changes import changed, hunks
from tests.layout.newsroom import post


def test_the_words_that_changed_are_marked_on_either_side():
    old = post(1, "Post", "Ferries stop", "All ferries stopped at 18:00 on Sunday. Buses run.")
    new = post(1, "Post", "Ferries stop", "All ferries stopped at 19:30 on Sunday. Buses run. Nobody was hurt.")
    (shown,) = messages(changed(old, new, hunks(old, new)))
    assert "Was: </i>«All ferries stopped at <s>18:00</s> on Sunday.»" in shown
    assert "Now: </i>«All ferries stopped at <b>19:30</b> on Sunday.»" in shown
    assert "New: </i>«<b>Nobody was hurt.</b>»" in shown and "Buses" not in shown
