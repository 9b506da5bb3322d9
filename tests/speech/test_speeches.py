"""Who says what: quotation marks and verbs of six languages; who is only named does not speak."""

import pytest

from assistant.speech import is_attributed, speeches

NAMED = [
    # English
    ("Mayor Ilse Brandt said on Tuesday that the dam holds.", ["Mayor Ilse Brandt"]),
    ("“We stay,” said the mayor, Ilse Brandt. “Nobody leaves.”", ["Ilse Brandt", "Ilse Brandt"]),
    ("“First we rest. Then we build,” Paul Strand said.", ["Paul Strand"]),
    ("Marta Quill, the secretary of the council, said the road is shut.", ["Marta Quill"]),
    ("The crack is long, the county's chief engineer, Paul Strand, said.", ["Paul Strand"]),
    ("After talks in Norvik with Paul Strand, said Ilse Brandt, it was over.", ["Ilse Brandt"]),
    ("In Norvik on Monday Jan Holm said it was over. Paul Strand on Monday said no.", ["Jan Holm", "Paul Strand"]),
    ("The dam holds, according to Ilse Brandt.", ["Ilse Brandt"]),
    ("Ilse Brandt: “We are ready.”", ["Ilse Brandt"]),
    ("Jan Holm, who said he was tired, left.", ["Jan Holm"]),
    ("Ilse Brandt said so. “It was a warning,” she added.", ["Ilse Brandt", "Ilse Brandt"]),
    # German, French, Spanish
    ("„Wir bleiben“, sagte Bürgermeisterin Ilse Brandt am Montag.", ["Bürgermeisterin Ilse Brandt"]),
    ("Am Dienstag sagte Jan Holm, dass es reicht. Laut Ilse Brandt hält der Damm.", ["Jan Holm", "Ilse Brandt"]),
    ("« Nous sommes prêts », a déclaré Anne Morel lundi. « C'est fini », a-t-elle ajouté.", ["Anne Morel", "Anne Morel"]),
    ("Selon Anne Morel, tout va bien.", ["Anne Morel"]),
    ("«No nos vamos», dijo Pilar Soto el lunes. Pilar Soto afirmó que habrá obras.", ["Pilar Soto", "Pilar Soto"]),
    ("Según Pilar Soto, hay acuerdo.", ["Pilar Soto"]),
    # Ukrainian, Russian, Arabic
    ("«Ми готові», — сказав Зеленський. За словами Зеленського, все добре.", ["Зеленський", "Зеленського"]),
    ("«Мы готовы», — заявила Анна Орлова. По словам Орловой, всё хорошо.", ["Анна Орлова", "Орловой"]),
    ("قال سامي الخطيب إن السد آمن.", ["سامي الخطيب"]),
]
UNNAMED = [
    "Critics of Ilse Brandt said so.",
    "Ilse Brandt's spokesman said no.",
    "A spokesman for Ilse Brandt said maybe.",
    "Ilse Brandt was told to wait.",
    "The company added 200 jobs.",
    "Ilse Brandt added three ministers.",
    "She said it was bad.",
    "The river rose above the wall.",
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_whoever_speaks_is_named_once_for_each_thing_said(text, names):
    assert [text[slice(*s.speaker)] for s in speeches(text)] == names


@pytest.mark.parametrize("text", UNNAMED)
def test_who_is_only_named_says_nothing(text):
    assert speeches(text) == ()


def test_the_one_who_speaks_before_another_is_the_speaker():
    text = "Paul Strand told Ilse Brandt that help was coming. Jan Holm said Ilse Brandt had refused."
    assert [text[slice(*s.speaker)] for s in speeches(text)] == ["Paul Strand", "Jan Holm"]


def test_a_pronoun_is_nobody_once_somebody_else_has_come_up():
    text = "Ilse Brandt said yes. Paul Strand arrived at noon. “No,” he said."
    assert [text[s.start : s.end] for s in speeches(text)] == ["Ilse Brandt said yes."]
    text = "Ilse Brandt said yes. A spokesman for the agency said no. “Maybe,” he said."
    assert len(speeches(text)) == 1


def test_she_said_is_whoever_asked_in_the_sentence_before_where_nobody_else_is_named():
    text = "Mayor Ilse Brandt asked people to stay at home on Wednesday. “The best help is an empty road,” she said."
    (said,) = speeches(text)
    assert text[slice(*said.speaker)] == "Mayor Ilse Brandt" and text[said.start] == "“" and said.direct
    assert speeches("Ilse Brandt asked Jan Holm to resign. “I will not,” he said.") == ()
    assert speeches("Ilse Brandt asked people to stay. It rained. The road was shut. “No,” she said.") == ()


def test_words_inside_of_quotation_marks_are_the_quotations():
    text = "“Jan Holm said it was safe,” Ilse Brandt said."
    (said,) = speeches(text)
    assert text[slice(*said.speaker)] == "Ilse Brandt" and said.direct


@pytest.mark.parametrize(
    ("sentence", "is_it"), [("The fire service said 120 homes were emptied.", True), ("The fire burnt 120 homes.", False)]
)
def test_a_sentence_may_have_a_speaker_without_a_name(sentence, is_it):
    assert is_attributed(sentence, 0, len(sentence)) is is_it
