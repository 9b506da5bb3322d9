"""What is read from a reply still being written, what is taken of a question put anew, and of an order of passages."""

import json

import pytest

from assistant.ask.anew import order, taken
from assistant.ask.compose import MAX_CLAIMS, drafts, finished

CLAIMS = [
    {"text": 'He said "no}]" twice. \\', "quotes": [{"passage": 1, "text": "a \u2028 b"}], "assumes": None},
    {"text": "Друге речення.", "quotes": [{"passage": 9, "text": "x"}, {"passage": 2, "text": "y"}], "assumes": "so"},
    {"text": "Third.", "quotes": [], "assumes": None},
]


@pytest.mark.parametrize("ascii_only", [True, False])
def test_of_every_beginning_of_a_reply_only_whole_claims_are_read_and_in_the_end_all_but_the_last(ascii_only):
    reply = json.dumps({"claims": CLAIMS}, ensure_ascii=ascii_only)
    whole = [d.claim for d in drafts({"claims": CLAIMS}, 3)]
    most = 0
    for end in range(len(reply) + 1):
        found = finished(reply[:end], 3)
        assert list(found) == whole[: len(found)], reply[:end]
        assert len(found) >= most, "a claim that was read stays"
        most = len(found)
    assert most == 2


@pytest.mark.parametrize(
    "reply",
    [
        "", "no json", "[", '{"claims": {"a": 1}}', '{"claims": [1, 2]}', '{"claims": [{"text": 5, "quotes": []}, {',
        '{"claims": [{"text": "a"}, {', '{"claims": [{"text": "a", "quotes": [{"passage": "1", "text": "b"}]}, {',
        '{"claims": [{"text": "a", "quotes": [{"passage": true, "text": "b"}]}, {', "```json\n{", "[" * 5000, "\ud800",
    ],
)  # fmt: skip
def test_what_is_not_as_the_schema_asks_is_left_until_the_reply_is_whole(reply):
    assert finished(reply, 3) == ()


def test_a_flood_of_claims_is_bounded():
    assert len(finished(json.dumps({"claims": CLAIMS * 50}), 3)) <= MAX_CLAIMS


TURNS = ("What did Mayor Dole say about the Old Bridge on 4 March?",)


@pytest.mark.parametrize(
    ("put", "question", "may"),
    [
        ("When does the Old Bridge open again?", "And when does it open again?", True),
        ("When did Mayor Dole say the bridge opens?", "When did she say it opens?", True),
        ("When does the Old Bridge open in Kharkiv?", "And when does it open again?", False),
        ("What happened on 5 March?", "And the day after?", False),
        ("Why did 500 people die on the bridge?", "Why did they die?", False),
        ("  when DOES it open? ", "When does it open?", False),
        ("", "When?", False),
        ("When does it open? " * 30, "When?", False),
    ],
)
def test_a_question_put_anew_brings_no_name_or_figure_that_was_not_asked(put, question, may):
    assert bool(taken(put, question, TURNS)) is may


def test_an_order_of_passages_names_each_once_and_loses_none():
    assert order([3, 3, 0, 99, -1, 1], 4) == [2, 0, 1, 3]
    assert order([], 3) == [0, 1, 2]
