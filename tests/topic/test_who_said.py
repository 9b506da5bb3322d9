"""«Who said that?» in six languages, and where the speaker of a claim stands."""

from typing import Literal

import pytest

from assistant.topic.who_said import asks_who, in_words, sources_of
from assistant.words import Quote, StoredClaim
from tests.topic.posts import post

TEXT = (
    "Mayor Ilse Brandt spoke at noon. Ilse Brandt said the dam holds. “It held in 1998,” she said. "
    "The fire service said 120 homes were emptied. The road is shut."
)


def sources(quoted: str, text: str = TEXT, title: str = "120 homes emptied", part: Literal["title", "text"] = "text"):
    told = post(1, "Gazette", title, text)
    start = (title if part == "title" else text).index(quoted)
    claim = StoredClaim(quoted, (Quote(told.version.id, start, start + len(quoted), quoted, part),))
    return sources_of([claim], {told.version.id: told})


@pytest.mark.parametrize(
    "text",
    ["Who said that?", "who said so", "And who says this?", "Says who?", "According to whom?", "Wer hat das gesagt?", "Wer sagt das?",
     "Qui a dit ça ?", "¿Quién dijo eso?", "Хто це сказав?", "А кто это сказал?", "من قال ذلك؟"],
)  # fmt: skip
def test_the_question_is_known_in_six_languages(text):
    assert asks_who(text)


@pytest.mark.parametrize("text", ["Who said the dam holds?", "Who won?", "Who said that the mayor left?", "Since when?"])
def test_what_asks_for_something_else_is_not_that_question(text):
    assert not asks_who(text)


def test_the_speaker_stands_in_the_sentence_or_in_one_before_it():
    (one,) = sources("Ilse Brandt said the dam holds.")
    assert one.speaker == "Ilse Brandt" and len(one.spans) == 1
    (one,) = sources("“It held in 1998,” she said.")
    assert [TEXT[a:b] for a, b in one.spans] == ["Ilse Brandt said the dam holds.", "“It held in 1998,” she said."]
    assert in_words([one]) == "Said by Ilse Brandt (as Gazette has it)"


def test_a_speaker_without_a_name_and_none_at_all_are_told_apart():
    (one,) = sources("The fire service said 120 homes were emptied.")
    assert not one.speaker and not one.own
    (one,) = sources("The road is shut.", "It rained. The road is shut.")
    assert one.own and in_words([one]) == "Nobody is named as saying this: it is Gazette's own report"


def test_who_is_named_is_not_given_the_sentence_of_somebody_unnamed():
    unnamed, named = sources("The fire service said 120 homes were emptied."), sources("Ilse Brandt said the dam holds.")
    assert in_words([*unnamed, *named]).endswith("where no name is given, the sentence itself says who")


def test_a_headline_is_looked_for_in_the_text():
    (one,) = sources("120 homes emptied", part="title")
    assert TEXT[slice(*one.spans[0])] == "The fire service said 120 homes were emptied."
