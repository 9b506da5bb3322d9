"""What a subscription wants."""

from dataclasses import replace

import pytest

from assistant.filters import wants
from assistant.words import Subscription
from tests.stories.posts import post

POST = post(1, "River floods two streets", "The old stone bridge held. Mill Lane was flooded; forty houses were emptied.")
UKRAINIAN = replace(
    POST, version=replace(POST.version, language="uk-UA", title="Повінь у місті", text="Старий міст витримав велику воду.")
)


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ({}, True),
        ({"topics": ("flood",)}, True),
        ({"topics": ("bridge flood",)}, True),
        ({"topics": ("old bridge",)}, True),
        ({"topics": ('"old bridge"',)}, False),
        ({"topics": ('"old stone bridge"',)}, True),
        ({"topics": ('"mill lane"', "glacier")}, True),
        ({"topics": ("flood",), "without": ("houses",)}, False),
        ({"topics": ("flood",), "without": ('"houses forty"',)}, True),
        ({"source_ids": (2,)}, False),
        ({"source_ids": (1, 2)}, True),
        ({"languages": ("en",)}, True),
        ({"languages": ("uk",)}, False),
        ({"topics": ("!?",)}, False),
        ({"topics": (".*",)}, False),
    ],
)
def test_topics_phrases_exclusions_sources_and_languages(chosen, wanted):
    assert wants(Subscription(1, 5, **chosen), POST) is wanted


def test_words_bend_in_their_own_language():
    assert wants(Subscription(1, 5, topics=("старого мосту", "великої води"), languages=("uk",)), UKRAINIAN)
