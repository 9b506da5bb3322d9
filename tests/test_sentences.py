"""Where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.sentences import sentences

_PIECES = st.lists(
    st.sampled_from(
        ["Mr. ", "U.S. ", "He ", "said", ". ", "! ", "\n", "\n\n", "5 p.m. ", "。", "»", "“", "” ", "р. ", "3. ", "а", "؟ "]
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Ash met Dr. Bo. They left.", ["Mr. Ash met Dr. Bo.", "They left."]),
        ("She went to the U.S. He stayed.", ["She went to the U.S.", "He stayed."]),
        ("A U.S. Navy ship sank.", ["A U.S. Navy ship sank."]),
        ("J. K. Orme agreed at 5 p.m. on Jan. 3 in St. Ives.", ["J. K. Orme agreed at 5 p.m. on Jan. 3 in St. Ives."]),
        ("It is No. 5 now. He said no. Bo sat.", ["It is No. 5 now.", "He said no.", "Bo sat."]),
        ("It rose 3.5 percent. Good.", ["It rose 3.5 percent.", "Good."]),
        ('He said "no." Then left.', ['He said "no."', "Then left."]),
        ("“Why?” he asked. “Because.” She left.", ["“Why?” he asked.", "“Because.”", "She left."]),
        ("The bridge\n\nIt fell down.\n\nNobody was hurt", ["The bridge", "It fell down.", "Nobody was hurt"]),
        ("A heading\nThe text of it.", ["A heading", "The text of it."]),
        (
            "A line that is long enough to have been wrapped by some\nold program goes on here.",
            ["A line that is long enough to have been wrapped by some\nold program goes on here."],
        ),
        ("Він живе у м. Київ. Це столиця.", ["Він живе у м. Київ.", "Це столиця."]),
        ("Це було у 2022 р. Потім пішов проф. Іваненко.", ["Це було у 2022 р.", "Потім пішов проф. Іваненко."]),
        ("Об этом сообщил А. С. Петров. Он уехал.", ["Об этом сообщил А. С. Петров.", "Он уехал."]),
        ("Am 3. Oktober kam z. B. niemand. Gut so.", ["Am 3. Oktober kam z. B. niemand.", "Gut so."]),
        ("M. Dupont est parti. Mme. Roux aussi.", ["M. Dupont est parti.", "Mme. Roux aussi."]),
        ("El Sr. López dijo que no. ¿Por qué? Nadie sabe.", ["El Sr. López dijo que no.", "¿Por qué?", "Nadie sabe."]),
        ("今日は晴れ。明日は雨！", ["今日は晴れ。", "明日は雨！"]),
        ("هل هذا صحيح؟ نعم.", ["هل هذا صحيح؟", "نعم."]),
        ("Wait… what? Oh.", ["Wait… what?", "Oh."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text)] == expected


@given(_PIECES.map("".join) | st.text(max_size=80))
def test_every_letter_lies_in_exactly_one_sentence(text: str) -> None:
    done = 0
    for start, end in sentences(text):
        assert done <= start < end <= len(text)
        assert not text[done:start].strip()
        assert text[start:end] == text[start:end].strip()
        done = end
    assert not text[done:].strip()
