"""What a person is quoted with."""

import pytest

from assistant.alerts.quoted import is_name, said_by
from tests.stories.posts import post

TALK = post(
    1,
    "Bridge to stay shut",
    "Mayor Anna Holm said the bridge would stay shut until May. “We will not gamble with lives,” she said. "
    "Peter Holm, an engineer, told reporters that the steel was sound. Critics of Holm called for her to resign.",
)


def told(*names):
    return [TALK.text[a:b] for a, b in said_by(names, TALK)]


def test_only_what_this_person_says():
    found = told("Anna Holm")
    assert any("stay shut until May" in text for text in found)
    assert not any("steel was sound" in text or "Critics" in text for text in found)
    assert told("Vera Lind") == []


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [
        ("Anna Holm", "Mayor Anna Holm", True),
        ("Anna Holm", "Holm", True),
        ("Holm", "Mayor Anna Holm", True),
        ("Anna Holm", "A. Holm", True),
        ("Anna Holm", "Peter Holm", False),
        ("Anna Holm", "Anna Berg", False),
        ("Zelensky", "President Volodymyr Zelenskyy", True),
        ("", "Holm", False),
    ],
)
def test_which_names_are_one(wanted, found, same):
    assert is_name(wanted, found) is same
