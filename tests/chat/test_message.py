import json

import pytest

from assistant.chat.message import Attachment, Button, Outgoing, from_json, to_json

CASES = [
    Outgoing("plain"),
    Outgoing("<b>all</b>", ((Button("A", "d1"), Button("B", url="https://a.example/")), (Button("C", copy="text"),)), 5, 0, True),
    Outgoing("edit", (), 0, 77),
    Outgoing("caption", attachment=Attachment("evidence.html", bytes(range(256)), "document")),
    Outgoing("", attachment=Attachment("trend.png", b"\x89PNG", "photo")),
]


@pytest.mark.parametrize("message", CASES, ids=lambda m: m.html or "photo")
def test_a_message_is_the_same_after_its_row(message):
    assert from_json(json.loads(json.dumps(to_json(message)))) == message


def test_defaults_are_not_written():
    assert to_json(Outgoing("x")) == {"html": "x"}


@pytest.mark.parametrize(
    "wrong",
    [{"text": "", "data": "d"}, {"text": "a"}, {"text": "a", "data": "d", "url": "https://a"}, {"text": "a", "data": "й" * 33}],
)
def test_a_button_that_telegram_would_refuse_is_refused_here(wrong):
    with pytest.raises(ValueError):
        Button(**wrong)


def test_a_message_with_a_file_is_not_edited():
    with pytest.raises(ValueError):
        Outgoing("x", edit_of=3, attachment=Attachment("a.txt", b"a"))
