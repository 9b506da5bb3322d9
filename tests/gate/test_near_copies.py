"""A sentence copied but for a word or two, which is where a machine's falsehood mostly is; and what may differ all the same."""

import pytest

from tests.gate.posts import ask, codes, stands

PUMPS = "Two fire fighters repaired the old pumps of the Lorne water works before the harbour office opened at 6 p.m. on Monday."
FARES = "Ferry fares may rise by no more than 8.5% in March and a coffee on board costs 4 cents more, the Tidewick Port Authority said."
FAMILIES = "Lorne Families United, a group of forty parents, wrote to the council on Monday about the school in Harbour Street."
ABROAD = "Ruth Ames left for the United States on Monday and wrote to the council about the school in Harbour Street."
NOT_YET = "The mayor was asked to sell the ferry to the bank (she has not done so), and the sale of the pier is likely."
RIGHT = "Campaign signs for Strand and Holm, right, were seen outside Lorne in Silver Creek, Tidewick, on Monday, the Gazette reported."
HELD = (
    "The union said that 300 men are held in a cellar in Lorne near the old harbour for refusing to return to the pits on Monday."
)
ACT = "The seal was one of the first animals protected under the Harbour Act, signed into law by Mayor Tom Harrow in 1973."
STEEP = "A loaf costs 3½ euros in Tidewick and at least 19 shops closed and more than 100 were robbed in March, the council said."
NO_NO = "No, I do not believe that the bridge in Lorne was closed on Monday, Strand said."
NOTES = "The bridge keeper had one note of caution for the council of Lorne and noted that the river was high on Monday."
WAR = "The war museum of Tidewick showed the helmet of a 90-year-old son of the town to forty visitors on Monday."


def told(source: str, change: str) -> str:
    old, new = change.split(" => ")
    assert old in source
    return source.replace(old, new)


@pytest.mark.parametrize(
    ("source", "change"),
    [
        (PUMPS, "fire fighters => firefighters"),
        (PUMPS, "6 p.m. => six p.m."),
        (PUMPS, "6 p.m. => 6pm"),
        (PUMPS, "repaired => repair"),
        (FARES, "8.5% => 8.5 percent"),
        (FARES, "4 cents => four cents"),
        (FARES, "Tidewick Port Authority => TPA"),
        (FARES, "Ferry fares may rise => Fares may rise"),
        (FAMILIES, "forty => 40"),
        (STEEP, "more than 100 => over 100"),
        (STEEP, "3½ => 3.5"),
        (STEEP, "3½ => three and a half"),
    ],
)
def test_the_same_in_another_form_stands(source: str, change: str) -> None:
    assert stands(ask(told(source, change), source, source)), change


@pytest.mark.parametrize(
    ("source", "change", "code"),
    [
        pytest.param(PUMPS, "repaired => pulled down", "direction", id="one word told as two"),
        pytest.param(PUMPS, "fire fighters => police officers", "direction", id="two words told as two"),
        pytest.param(PUMPS, "fire fighters => soldiers", "direction", id="two words told as one"),
        pytest.param(PUMPS, "repaired => illegally repaired", "support", id="a word put in"),
        pytest.param(PUMPS, "repaired => refused to repair", "negation", id="a denial put in"),
        pytest.param(PUMPS, "6 p.m. => seven p.m.", "number", id="another hour in words"),
        pytest.param(PUMPS, "6 p.m. => 6 a.m.", "number", id="the other half of the day"),
        pytest.param(FARES, "no more than 8.5% => more than 8.5%", "direction", id="a bound turned round"),
        pytest.param(FARES, "no more than 8.5% => at least 8.5%", "direction", id="a bound turned round in other words"),
        pytest.param(FARES, "may rise => will rise", "negation", id="what may be told as what will be"),
        pytest.param(FARES, "Tidewick Port Authority => TPB", "name", id="letters of another name"),
        pytest.param(FAMILIES, "Families United => United States", "name", id="a name that shares a word"),
        pytest.param(NOT_YET, "has not done so => has done so", "negation", id="a no among small words"),
        pytest.param(NOT_YET, "likely => unlikely", "direction", id="turned by its first letters"),
        pytest.param(RIGHT, "Silver Creek, Tidewick => Tidewick Gazette, Tidewick", "name", id="a name beside one said twice"),
        pytest.param(
            HELD, "near the old harbour for refusing => for agreeing", "negation", id="the opposite after words left out"
        ),
        pytest.param(ACT, "signed into law by => vetoed by", "direction", id="one word for three"),
        pytest.param(STEEP, "3½ => 3.25", "number", id="another fraction"),
        pytest.param(STEEP, "19 shops => one shop", "number", id="one for another number"),
        pytest.param(STEEP, "more than 100 => nearly 100", "direction", id="a bound for a guess"),
        pytest.param(NOTES, "had one => had not one", "negation", id="a not before a note"),
        pytest.param(NOTES, "noted => not noted", "negation", id="a not before noted"),
        pytest.param(NO_NO, "do not => do", "negation", id="the second of two nos"),
        pytest.param(WAR, "war => peace", "direction", id="a word that is small in another language"),
        pytest.param(WAR, "son => daughter", "direction", id="another one"),
    ],
)
def test_a_word_or_two_changed_falls(source: str, change: str, code: str) -> None:
    text = f"{source} {ABROAD}" if source is FAMILIES else source
    assert code in codes(ask(told(source, change), text, source)), change


def test_letters_of_a_name_known_from_elsewhere_are_no_other_name() -> None:
    text = "The UK held talks in Lorne. The Royal Mint of Tidewick struck new coins for the harbour fair on Monday."
    assert "name" in codes(
        ask("The United Kingdom of Tidewick struck new coins for the harbour fair on Monday.", text, text.split(". ")[1])
    )
