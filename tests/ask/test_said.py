"""Asked what somebody said: whose words are wanted, under which spellings, and which sentences are his."""

import pytest

from assistant.ask.extract import extract
from assistant.ask.question import understand
from assistant.ask.rank import rank
from assistant.ask.weights import LOCAL
from tests.ask.test_answering import COMMON, NOW, candidate


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("What did Anna Holm say about the ferry?", "Anna Holm"),
        ("and what has anna holm said?", "anna holm"),
        ("What's the mayor saying about the dam?", "the mayor"),
        ("Was hat Anna Holm zur Fähre gesagt?", "Anna Holm"),
        ("Was sagte Anna Holm über die Fähre?", "Anna Holm"),
        ("Qu'a dit Anna Holm sur le ferry ?", "Anna Holm"),
        ("¿Qué dijo Anna Holm sobre el ferry?", "Anna Holm"),
        ("Що сказала Анна Гольм про пором?", "Анна Гольм"),
        ("Что заявила Анна Гольм?", "Анна Гольм"),
        ("ماذا قالت آنا هولم عن العبارة؟", "آنا هولم"),
        ("What did the storm do to the harbour?", ""),
        ("Who said that the ferry is late?", ""),
        ("How much did the ferry cost, did they say?", ""),
    ],
)
def test_whose_words_are_asked_for_is_read(words, speaker):
    assert understand(words, NOW).speaker == speaker


def test_a_surname_is_looked_for_under_its_other_spellings_too():
    (word,) = (w for w in understand("What did Oleh Marchenskyy say?", NOW).words if w.text == "Marchenskyy")
    assert {"marchenski", "марченськ"} & set(word.forms) or any(f.startswith("marchensk") for f in word.forms)
    (other,) = (w for w in understand("Where is Oleh Marchenskyy?", NOW).words if w.text == "Marchenskyy")
    assert not other.forms


TOLD = (
    "Mayor Anna Holm visited the ferry in Tideway on Monday. “The ferry will sail again in May,” Holm said. "
    "Harbour master Per Aske said that the ferry needs a new engine first."
)


def answered(question, *texts):
    query = understand(question, NOW)
    ranking = rank(query, [candidate(n, "Ferry in Tideway", text) for n, text in enumerate(texts, 1)], NOW, LOCAL, COMMON)
    return [c.text for c in extract(query, ranking, NOW, COMMON).claims]


def test_the_answer_is_what_he_says_and_not_what_names_him():
    assert answered("What did Holm say about the ferry?", TOLD) == ["“The ferry will sail again in May,” Holm said."]
    assert answered("What did Per Aske say about the ferry?", TOLD) == [
        "Harbour master Per Aske said that the ferry needs a new engine first."
    ]


def test_what_only_names_him_or_is_about_something_else_is_no_answer():
    assert answered("What did Holm say about the ferry?", "Mayor Anna Holm visited the ferry in Tideway on Monday.") == []
    assert answered("What did Holm say about the budget?", TOLD) == []
    assert answered("What did Holm say about the ferry?", "The ferry sailed. Holm said so on Monday.") == []


def test_a_body_speaks_where_a_sentence_lets_it():
    text = "The fire service said that the ferry burned for two hours. The fire service has three boats for the ferry."
    assert answered("What did the fire service say about the ferry?", text) == [text.split(". ")[0] + "."]


def test_the_signature_of_an_embedded_message_answers_nothing():
    text = "The ferry in Tideway sails again in May, the town said. \n\n— Anna Holm (@annaholm) May 4, 2026"
    assert all("@annaholm" not in said for said in answered("What is new about the ferry and Anna Holm?", text))


def test_an_office_is_whoever_the_posts_say_has_it():
    assert answered("What did the mayor say about the ferry?", TOLD) == ["“The ferry will sail again in May,” Holm said."]
    chief = "Paul Strand, the county's chief engineer, looked at the ferry. “It will float,” Strand said of the ferry."
    assert answered("What did the chief engineer say about the ferry?", chief) == ["“It will float,” Strand said of the ferry."]


@pytest.mark.parametrize(
    "furniture",
    ["More:Tideway ferry burns for hours, town hall says so", "JUST WATCHED The ferry in Tideway burns Replay More Videos ..."],
)
def test_what_a_page_puts_between_the_sentences_answers_nothing(furniture):
    text = f"The ferry in Tideway burned for two hours on Monday.\n\n{furniture}"
    assert answered("How long did the ferry in Tideway burn?", text) == [text.split("\n")[0]]


def test_a_headline_that_only_announces_what_the_post_holds_answers_nothing():
    query = understand("When did the ferry in Tideway burn?", NOW)
    posts = [
        candidate(1, "Live updates on the ferry in Tideway that burned", "The ferry in Tideway burned on Monday, the town said.")
    ]
    claims = extract(query, rank(query, posts, NOW, LOCAL, COMMON), NOW, COMMON).claims
    assert [c.text for c in claims] == ["The ferry in Tideway burned on Monday, the town said."]
