"""What is about a topic; what happened when; background; what somebody said."""

from datetime import UTC, datetime

from assistant.ask.question import understand
from assistant.topic import brief
from assistant.topic.about import Topic, about, central
from assistant.topic.quotes import said_by
from assistant.topic.timeline import developments
from tests.topic.posts import ALL, COPY, COUNTED, CRACK, ELSEWHERE, EMPTIED, MATCH, REPAIR, post


def topic(words: str) -> Topic:
    query = understand(words, datetime(2026, 11, 6, tzinfo=UTC))
    return Topic(words, tuple(frozenset((*w.terms, *w.forms)) for w in query.words))


DAM = topic("Tide dam")


def test_posts_about_a_topic_say_all_of_it_at_their_beginning():
    found = about(DAM, ALL)
    assert [p.id for p in found] == [1, 2, 3, 4, 5, 6] and ELSEWHERE not in found
    assert MATCH.id not in central(DAM, found) and REPAIR.id in central(DAM, found)
    late = post(9, "Radio", "Budget passed", "The budget is passed. " * 50 + "The Tide dam was not spoken of.")
    assert about(DAM, [late]) == ()


def test_a_timeline_has_a_line_for_each_development_oldest_first_and_copies_are_one():
    told = developments(DAM, about(DAM, ALL))
    assert [t.post.id for t in told] == [1, 3, 4, 5, 6]
    assert [p.id for p in told[0].posts] == [CRACK.id, COPY.id]
    assert told[0].lines[0].text == "Divers found a crack in the Tide dam on Wednesday morning."


def test_two_figures_for_one_thing_are_two_developments_and_the_same_words_of_another_day_too():
    more = "Sandbags were laid along the quay. Buses took people to the sports hall. Nobody was hurt."
    again = post(8, "Radio", EMPTIED.title, f"The fire service emptied 140 homes below the Tide dam on Saturday. {more}", 80)
    told = developments(DAM, about(DAM, [EMPTIED, COUNTED, again]))
    assert [t.post.id for t in told] == [3, 4, 8]


def test_what_has_the_topic_in_passing_is_told_by_the_sentence_that_has_it():
    (told,) = developments(DAM, [MATCH])
    assert told.lines[0].text == "The road past the Tide dam was shut before the match."


def test_a_brief_has_the_newest_state_first_then_how_it_came_who_says_figures_and_what_is_next():
    lines = brief.choose(brief.candidates(DAM, [CRACK, EMPTIED, REPAIR]), lambda line: True)
    assert lines[0].post.id == REPAIR.id
    assert lines[1].text == "Divers found a crack in the Tide dam on Wednesday morning."
    assert "Ilse Brandt said" in lines[2].text
    assert len(lines) <= brief.SENTENCES and len({line.text for line in lines}) == len(lines)


def test_a_brief_begins_with_the_main_development_and_not_with_what_is_newest_beside_it():
    beside = post(10, "Radio", "Anglers move from the dam", "Anglers moved from the Tide dam to the harbour on Thursday.", 25)
    lines = brief.choose(brief.candidates(DAM, [CRACK, EMPTIED, COUNTED, REPAIR, beside]), lambda line: True)
    assert lines[0].post.id == REPAIR.id


def test_no_two_sentences_of_a_brief_say_the_same_and_only_what_stands_is_taken():
    same = post(8, "Radio", CRACK.title, "On Wednesday morning divers found a crack in the Tide dam.", 2)
    lines = brief.choose(brief.candidates(DAM, [CRACK, same]), lambda line: True)
    assert sum("divers" in line.text.lower() for line in lines) == 1
    assert brief.choose(brief.candidates(DAM, [CRACK, EMPTIED]), lambda line: False) == ()


def test_what_somebody_said_is_found_newest_first_once_and_not_what_others_said_of_him():
    a = post(11, "Gazette", "T", "Mayor Ilse Brandt said the dam will hold. Jan Holm said Brandt had promised it.", 1)
    b = post(12, "Radio", "T", "“We will not leave the town,” said Ilse Brandt. Critics of Brandt said so too.", 5)
    c = post(13, "Courier", "T", "Mayor Ilse Brandt said the dam will hold.", 3)
    said = said_by("Brandt", [a, b, c])
    assert [s.post.text[s.start : s.end] for s in said] == [
        "“We will not leave the town,” said Ilse Brandt.",
        "Mayor Ilse Brandt said the dam will hold.",
    ]
    assert [p.id for p in said[1].posts] == [11, 13] and said[0].direct and not said[1].direct
    assert said[0].named.text == "Ilse Brandt"
