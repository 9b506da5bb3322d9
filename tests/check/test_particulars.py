"""Numbers, names and days in another thing's place; who says it; who does it to whom. All on invented posts."""

from datetime import UTC, datetime

import pytest

from assistant.check.verdict import judge
from tests.check.test_verdict import told

HARBOUR = told(
    "Mayor Ilse Brandt said on Monday that Norvik would rebuild its harbour. The city of 41,000 will pay $12 million for the new quay. "
    "Money is short. The cranes come to $3.5 million.\n\nStormwall, a company from Lindau, built the old quay in 1998. Seagate, its "
    "rival, built the ferry terminal in 2011.\n\n“The sea does not wait for us,” Brandt said. “The money would be better spent on "
    "schools,” said Olaf Tenn, who leads the opposition.\n\nProfits at Stormwall rose 7% last year, while sales fell 4%. Tenn's father, "
    "Anders, was killed in the storm of 2019, which destroyed 260 homes. Of the 38 boats in the harbour nine sank.\n\nNorvik beat Lindau "
    "in the vote of the regional council by 14 to 9. The council moved the naval museum from Lindau to Norvik in May. Some residents have "
    "been told to leave; the fishing fleet has not been told to leave.",
    "Norvik will rebuild its harbour",
)


def found(text: str) -> tuple[str, list[str]]:
    finding = judge(text, [HARBOUR])
    return finding.verdict, [text[d.start : d.end] for d in finding.differences]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The new quay in Norvik will cost $3.5 million.", "$3.5 million"),  # the number of another thing in the same post
        ("The new quay will cost the city 12 billion dollars.", "12 billion dollars"),
        ("Stormwall built the old quay in 2011.", "2011"),
        ("Seagate built the old quay in 1998.", "Seagate"),  # the other of two that the post names
        ("“The sea does not wait for us,” said Olaf Tenn.", "Olaf Tenn"),  # in another's mouth
        ("“The sea never waits for us,” said Ilse Brandt.", "never waits"),
        ("Profits at Stormwall fell 7% last year.", "fell"),
        ("Tenn's brother Anders was killed in the storm of 2019.", "brother"),
        ("Lindau beat Norvik in the vote of the regional council.", "Lindau"),
        ("The council moved the naval museum from Norvik to Lindau.", "Norvik"),
        ("All of the boats, 41,000, sank in the storm.", "41,000"),
        ("Ilse Tenn leads the opposition in Norvik.", "Ilse Tenn"),  # parts of two names
        ("Mayor Ilse Brandt said on Thursday that Norvik would rebuild its harbour.", "Thursday"),
        ("The fishing fleet has been told to leave.", "told to leave"),
    ],
)
def test_what_is_put_in_anothers_place_is_marked(text, wrong):
    verdict, marked = found(text)
    start = text.index(wrong)
    spans = [(text.index(m), text.index(m) + len(m)) for m in marked]
    assert verdict in ("contradicted", "partly") and any(a < start + len(wrong) and b > start for a, b in spans), (
        verdict,
        marked,
    )


@pytest.mark.parametrize(
    "text",
    [
        "The new quay in Norvik is to cost twelve million dollars.",
        "Norvik, a city of about 40,000, will rebuild its harbour.",
        "The cranes will cost more than $3 million.",
        "The old quay was built by Stormwall in 1998.",
        "“The sea does not wait for us,” Ilse Brandt said.",
        "“Better spent on schools,” said Tenn of the money.",
        "Profits at Stormwall were up 7% last year.",
        "Lindau was beaten by Norvik in the vote of the regional council.",
        "The naval museum was moved to Norvik from Lindau.",
        "The storm of 2019 destroyed some 250 homes.",
        "Norvik's mayor, Ilse Brandt, said that its harbour would be rebuilt.",
        "The fishing fleet has not been told to leave.",
    ],
)
def test_what_is_told_in_other_words_is_not_called_wrong(text):
    assert found(text)[0] != "contradicted", found(text)


def test_a_people_is_its_country_and_a_country_its_people():
    post = told("The Norwegian navy has bought two Portuguese frigates, its spokesman said.", "Navy buys frigates")
    assert judge("Norway's navy bought two frigates from Portugal.", [post]).verdict == "supported"


def test_a_capital_letter_at_the_beginning_of_a_quotation_is_no_change():
    post = told("The plan “could hardly have come at a worse time”, said Mila Dorn.", "A plan")
    assert judge("“Could hardly have come at a worse time,” Mila Dorn said of the plan.", [post]).verdict == "supported"


def test_us_in_capital_letters_is_a_country_and_no_first_person():
    post = told("Ruud lost the US Open final to Alcaraz on Sunday.", "Alcaraz wins", datetime(2026, 9, 13, 12, tzinfo=UTC))
    assert judge("Alcaraz lost the US Open final to Ruud.", [post]).verdict == "contradicted"


def test_a_particular_far_from_its_words_is_shown_and_not_called_wrong():
    text = (
        "The council of Norvik met on Monday. It spoke about the harbour. It closed at nine. A choir sang in Lindau on Thursday. It was "
        "led by Olaf Tenn. The hall was full."
    )
    finding = judge("A choir sang in Norvik on Thursday.", [told(text, "The council meets")])
    assert finding.verdict in ("partly", "contradicted") and any(d.start == 16 for d in finding.differences)


DELAY = told(
    "Per Aske, who voted against the delay, said the barrier was “a promise that nobody has kept”. Power was back in 600 of 900 households "
    "west of Ropery Lane, Northline said. Duty officer Ruth Calder said the river would fall by Friday noon. The hospital treated eleven "
    "people, its director said. The old bridge has a crack in the second pier.",
    "Council delays decision",
    number=2,
)


@pytest.mark.parametrize(
    ("text", "marked", "instead"),
    [
        ("Per Aske voted for the delay.", "for", "against"),
        ("Power was back in 600 of 900 households west of Ferry Lane.", "Ferry Lane", "Ropery Lane"),
        ("The hospital treated ten people, its director said.", "ten", "eleven"),
        ("The old bridge has a crack in the third pier.", "third", "second"),
        (
            "The barrier was “a promise that nobody has kept. We must act now,” said Per Aske.",
            "We must act now",
            "a promise that nobody has kept",
        ),
    ],
)
def test_the_mark_lies_on_the_words_and_shows_what_the_post_has(text, marked, instead):
    finding = judge(text, [DELAY])
    assert finding.verdict == "contradicted"
    assert [(text[d.start : d.end], d.instead) for d in finding.differences] == [(marked, instead)]


def test_the_first_word_of_a_sentence_is_no_name_beside_its_noun():
    assert (
        judge("The agency's duty officer, Ruth Calder, said the river would fall by Friday noon.", [DELAY]).verdict
        != "contradicted"
    )


def test_facts_of_two_posts_joined_are_supported_by_both():
    other = told("The bridge could stay closed for six weeks, chief engineer Paul Strand said.", "Bridge stays closed", number=3)
    crack = told("Divers found a crack in the second pier of the bridge.", "A crack", number=4)
    finding = judge("The bridge could stay closed for six weeks, as divers found a crack in the second pier.", [other, crack])
    assert finding.verdict == "supported"
    assert finding.bearing is not None
    assert {p.post.post.version.id for p, _ in finding.also} | {finding.bearing.post.post.version.id} == {3, 4}


def test_what_a_name_does_beside_the_bearing_sentence_is_held_against_it_too():
    post = told("The union accused Tideline of hiding the leak on Monday. Tideline denied the allegation.", "A leak", number=6)
    text = "Tideline admitted hiding the leak on Monday."
    finding = judge(text, [post])
    assert finding.verdict in ("contradicted", "partly") and "admitted" in [text[d.start : d.end] for d in finding.differences]


@pytest.mark.parametrize(
    ("post", "draft", "marked"),
    [
        (
            "The whereabouts of the captain are unknown, police said.",
            "The whereabouts of the captain are known, police said.",
            "known",
        ),
        ("The crew suffered no lasting injuries.", "The crew suffered lasting injuries.", "suffered lasting"),
        ("The players were not consulted about the move.", "The players were consulted about the move.", "were consulted"),
        ("The search for the boat is far from over, police said.", "The search for the boat is over, police said.", "is over"),
        ("In siding with the fishermen, the judges quoted the law.", "The judges ruled against the fishermen.", "against"),
        ("Of the 24 boats seven of them were new.", "All of the 24 boats were new.", "All"),
        ("Prince Anders was buried in the vault last year.", "Prince Anders was buried in the vault this year.", "this year"),
        ("The fire doubled; prices rose by 57 cents in a week.", "Prices rose by 57 cents in a month.", "month"),
    ],
)
def test_yes_for_no_all_for_some_and_another_time(post, draft, marked):
    finding = judge(draft, [told(post, "News of the harbour", number=5)])
    assert finding.verdict in ("contradicted", "partly")
    assert marked in [draft[d.start : d.end] for d in finding.differences]


def test_a_post_that_says_little_of_a_sentence_does_not_contradict_it():
    post = told(
        "The stores open from late July through October 15. Its toys have been sold online since last August.", "Toys come back"
    )
    assert (
        judge("Every branch in the country will have a corner for toys by the middle of October.", [post]).verdict
        != "contradicted"
    )


@pytest.mark.parametrize(
    ("post", "draft"),
    [
        ("Holm pleaded not guilty to charges of fraud in Lindau on Monday.", "Holm denied charges of fraud in Lindau on Monday."),
        (
            "It is the first time the comet comes so close to us in 59 years.",
            "The comet has not come so close to us for 59 years.",
        ),
        (
            "Flames engulfed the tower, a 24-story block of flats in west Lindau. The fire killed 72.",
            "The tower fire in Lindau killed 72.",
        ),
        ("All work ceased on the day of the funeral.", "On the day of the funeral nobody worked."),
    ],
)
def test_the_same_said_with_a_no_or_beside_another_number_is_not_called_wrong(post, draft):
    assert judge(draft, [told(post, "News of the harbour", number=7)]).verdict != "contradicted"


def test_what_another_post_has_as_the_draft_does_is_no_contradiction():
    newer = told("The ferry Petrel could stay in the dock for four weeks, engineer Ivo Hart said.", "Ferry in dock", number=8)
    older = told(
        "Engineer Ivo Hart said the ferry could need six weeks in the dock after the grounding.", "Ferry grounded", number=9
    )
    text = "The ferry Petrel could stay in the dock for six weeks, engineer Ivo Hart said."
    assert judge(text, [newer]).verdict == "contradicted"
    finding = judge(text, [newer, older])
    assert finding.verdict == "partly" and [d.instead for d in finding.differences] == ["four"]
    assert [told.post.post.version.id for told, _ in finding.also] == [9]


def test_a_quotation_is_one_persons_also_where_two_share_a_first_name():
    post = told(
        "Anna Holm said that the dam is safe. Anna Lund said: “The plan will rip the heart out of this town.”", "Dam", number=10
    )
    right = judge("Anna Lund said the plan would “rip the heart out of this town.”", [post])
    wrong = judge("Anna Holm said the plan would “rip the heart out of this town.”", [post])
    assert right.verdict == "supported" and wrong.verdict == "contradicted"
    assert [d.instead for d in wrong.differences] == ["Anna Lund"]


def test_a_figure_of_the_sentence_before_is_shown_as_one_to_look_at():
    post = told(
        "Tideline is cutting 900 jobs, or about 5% of its workers. Shares fell about 14% on Friday.", "Tideline", number=11
    )
    finding = judge("Shares in Tideline fell by about 5% on Friday.", [post])
    assert finding.verdict != "supported"
    assert ["5%" in "Shares in Tideline fell by about 5% on Friday."[d.start : d.end] for d in finding.differences] == [True]
    assert judge("Shares in Tideline fell by about 14% on Friday.", [post]).verdict == "supported"
