"""Sentences of an invented newsroom told in other words: what says the same stands, what says something else falls.

Each row: the source, what of it stands, what of it falls. Figures in words, percentage points, scaled units, days seen from the
post's own, denials, directions, roles and speakers, in several languages. The source is quoted whole.
"""

import pytest

from tests.gate.posts import ask, stands

TOLD: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "The council counted 140 damaged homes in Lorne after the flood on Monday.",
        (
            "140 => a hundred and forty",
            "140 => one hundred and forty",
            "140 => one hundred forty",
        ),
        (
            "140 => a hundred and forty-one",
            "140 => a hundred and fourteen",
            "140 => a hundred",
            "140 => forty",
        ),
    ),
    (
        "The council counted a hundred and forty damaged homes in Lorne after the flood on Monday.",
        ("a hundred and forty => 140",),
        (
            "a hundred and forty => 104",
            "a hundred and forty => 100",
            "a hundred and forty => 40",
        ),
    ),
    (
        "Two thousand five hundred people marched through Lorne on Sunday, police said.",
        (
            "Two thousand five hundred => 2,500",
            "Two thousand five hundred => 2500",
        ),
        (
            "Two thousand five hundred => 2,000",
            "Two thousand five hundred => 5,200",
            "five => six",
        ),
    ),
    (
        "The fund holds 1.5 million euros for repairs, the treasurer Ruth Ames said.",
        (
            "1.5 million => 1,500,000",
            "1.5 => one and a half",
        ),
        (
            "1.5 => 15",
            "million => billion",
            "million => thousand",
            "1.5 million => 150,000",
            "1.5 => one",
            "euros => dollars",
            "euros => pounds",
        ),
    ),
    (
        "Nineteen hundred tickets were sold for the Lorne regatta in three days.",
        ("Nineteen hundred => 1,900",),
        (
            "Nineteen hundred => 19",
            "Nineteen hundred => 1,009",
        ),
    ),
    (
        "Half a million visitors came to the Tidewick fair last summer, organisers said.",
        ("Half a million => 500,000",),
        (
            "Half a => A",
            "Half a => 1.5",
            "Half a => 5",
        ),
    ),
    (
        "Dozens of boats and hundreds of volunteers searched the bay near Tidewick.",
        (),
        (
            "hundreds => thousands",
            "hundreds => dozens",
            "Dozens => Hundreds",
        ),
    ),
    (
        "A third of voters backed the plan in the Lorne referendum, officials said.",
        (),
        (
            "third => quarter",
            "A third => Two thirds",
            "third => half",
        ),
    ),
    (
        "Two thirds of voters backed the plan in the Lorne referendum, officials said.",
        (),
        (
            "Two thirds => One third",
            "Two thirds => Three quarters",
            "thirds => fifths",
        ),
    ),
    (
        "Unemployment in Lorne rose by 2 percentage points to 8 percent in June.",
        (
            "8 percent => 8%",
            "2 => two",
        ),
        (
            "percentage points => percent",
            "2 percentage points => 2%",
            "Unemployment in Lorne rose by 2 percentage points to 8 percentage points in June.",
            "2 percentage points to 8 => 8 percentage points to 2",
        ),
    ),
    (
        "Turnout fell 3% to 61% in Tidewick, the election office said on Tuesday.",
        (),
        (
            "3% => 3 percentage points",
            "3% => 3 points",
            "3% to 61% => 61% to 3%",
            "3% => 0.3%",
            "3% to => to 3% from",
        ),
    ),
    (
        "The bank cut its rate by 25 basis points to 4.75 percent, governor Olena Marsh said.",
        (),
        (
            "basis => percentage",
            "basis points => percent",
            "4.75 => 4.57",
            "4.75 => 47.5",
        ),
    ),
    (
        "One in five children in Lorne lives in poverty, the charity said.",
        (),
        (
            "One => Four",
            "five => four",
            "One in five => Five",
        ),
    ),
    (
        "The pipe carries 30 megawatts of heat over 12 kilometres to Lorne.",
        ("kilometres => km",),
        (
            "megawatts => gigawatts",
            "megawatts => kilowatts",
            "kilometres => miles",
            "kilometres => metres",
            "kilometres => m",
        ),
    ),
    (
        "The truck weighed 40 tonnes and spilled 900 litres of fuel within 20 minutes.",
        (),
        (
            "tonnes => kilograms",
            "litres => gallons",
            "minutes. => hours.",
            "minutes. => seconds.",
            "tonnes => pounds",
            "litres => millilitres",
        ),
    ),
    (
        "Temperatures reached 41 degrees Celsius in Lorne on Thursday.",
        (),
        (
            "Celsius => Fahrenheit",
            "41 => 14",
        ),
    ),
    (
        "The trial costs £300 a week per patient, the hospital in Lorne said.",
        (),
        (
            "week => day",
            "week => month",
            "£300 => $300",
            "£300 => 300p",
        ),
    ),
    (
        "The rocket flew at 900 km/h for 45 km before it hit Lorne.",
        (),
        (
            "km/h => mph",
            "The rocket flew at 900 km/h for 45 m before it hit Lorne.",
        ),
    ),
    (
        "The bridge in Lorne reopened on Tuesday after repairs, the council said.",
        (
            "Tuesday => 5 July",
            "on Tuesday => yesterday",
            "Tuesday => July 5, 2022",
            "Tuesday => 5th July",
        ),
        (
            "Tuesday => 6 July",
            "on Tuesday => today",
            "Tuesday => Wednesday",
            "Tuesday => 5 August",
            "Tuesday => July 5, 2021",
            "Tuesday => 12 July",
            "on Tuesday => last week",
            "on Tuesday => tomorrow",
            "on => next",
            "on Tuesday => two days ago",
            "on Tuesday => a week ago",
            "Tuesday => 05/08/2022",
            "Tuesday => 2022-07-06",
        ),
    ),
    (
        "The council said yesterday that the pier in Lorne would open tomorrow.",
        ("The council said on Tuesday that the pier in Lorne would open on Thursday.",),
        (
            "yesterday => on Monday",
            "tomorrow. => on Friday.",
            "The council said tomorrow that the pier in Lorne would open yesterday.",
            "tomorrow. => today.",
        ),
    ),
    (
        "The factory closed on 3 March 2019, three years after the fire of May 2016.",
        ("3 March => March 3,",),
        (
            "March => May",
            "2019, => 2018,",
            "The factory closed on 3 March 2016, three years after the fire of May 2019.",
            "3 => 13",
            "The factory closed on 3 May 2019, three years after the fire of March 2016.",
        ),
    ),
    (
        "The vote is due at 7pm on Friday, and polls close at 10:30 in Tidewick.",
        (
            "7pm => 7 p.m.",
            "7pm => 19:00",
        ),
        (
            "7pm => 7am",
            "7pm => 8pm",
            "10:30 => 10:45",
            "Friday, => Saturday,",
        ),
    ),
    (
        "In the 1990s the mine in Lorne employed 400 men.",
        (),
        (
            "1990s => 1980s",
            "1990s => 1990",
            "1990s => eighties",
        ),
    ),
    (
        "Last year the Lorne mill made 200 tonnes of paper.",
        ("Last year => In 2021",),
        (
            "Last year => In 2022",
            "Last => This",
            "Last => Next",
            "Last year => In 2020",
            "year => month",
        ),
    ),
    (
        "The trial began in June and ends in September, the court in Lorne said.",
        (),
        (
            "June and ends in September, => September and ends in June,",
            "June => January",
        ),
    ),
    (
        "The minister did not say that the dam was unsafe, his office said.",
        (),
        (
            "did not say => said",
            "unsafe, => safe,",
            "unsafe, => not unsafe,",
        ),
    ),
    (
        "No one was hurt when the crane fell in Lorne on Monday.",
        (
            "No one => Nobody",
            "hurt => injured",
        ),
        (
            "No one => Someone",
            "No one => One person",
            "No one => Everyone",
            "No one was => Two were",
        ),
    ),
    (
        "The mayor never denied that she had met the developer.",
        (),
        (
            "never denied => denied",
            "denied that she had met => met",
            "never => repeatedly",
        ),
    ),
    (
        "It is not impossible that the harbour will close, Olena Marsh said.",
        (),
        (
            "not impossible => impossible",
            "impossible => possible",
        ),
    ),
    (
        "Few residents of Lorne support the new tunnel, a survey found.",
        (),
        (
            "Few => Many",
            "Few => Most",
            "Few => A few",
            "Few => All",
            "Few => No",
        ),
    ),
    (
        "The court is unlikely to rule before Friday, lawyers in Lorne said.",
        (),
        (
            "unlikely => likely",
            "is unlikely to => will",
            "before => after",
        ),
    ),
    (
        "Neither Ames nor Harrow attended the hearing in Lorne.",
        (),
        (
            "Neither Ames nor => Ames and",
            "Neither Ames nor => Both Ames and",
            "Neither Ames nor => Either Ames or",
            "Neither Ames nor Harrow => Harrow",
        ),
    ),
    (
        "The union failed to stop the sale of the mill in Lorne.",
        (),
        (
            "failed to stop => stopped",
            "failed => managed",
            "failed => tried",
        ),
    ),
    (
        "Only three of the twelve pumps in Lorne worked during the flood.",
        (),
        (
            "Only three => All",
            "three of the twelve => twelve of the three",
            "Only three of the twelve => Twelve",
            "Only => At least",
        ),
    ),
    (
        "Without help from the state the ferry will stop in autumn, Marsh said.",
        (),
        ("Without => With",),
    ),
    (
        "Exports from Lorne to Tidewick more than doubled to €4 million while imports halved.",
        (),
        (
            "more => less",
            "Lorne to Tidewick => Tidewick to Lorne",
            "doubled to €4 million while imports halved. => halved to €4 million while imports doubled.",
            "more than => nearly",
            "doubled => tripled",
            "Imports from Lorne to Tidewick more than doubled to €4 million while exports halved.",
        ),
    ),
    (
        "At least 12 people were hurt, up from 9 in the first count, the hospital said.",
        (),
        (
            "least => most",
            "At least => Fewer than",
            "At least => Exactly",
            "up => down",
            "12 people were hurt, up from 9 => 9 people were hurt, up from 12",
            "At least => Nearly",
            "At least => Up to",
        ),
    ),
    (
        "The price rose from 30 to 45 euros a night in Tidewick.",
        (),
        (
            "30 to 45 => 45 to 30",
            "rose from 30 to 45 => fell from 45 to 30",
            "rose => fell",
            "from 30 to => by",
        ),
    ),
    (
        "Support for Harrow slipped to 38% while Ames gained four points.",
        (),
        (
            "slipped => climbed",
            "gained => lost",
            "Harrow slipped to 38% while Ames => Ames slipped to 38% while Harrow",
            "to => by",
        ),
    ),
    (
        "The army advanced west of Lorne and now controls the northern bank.",
        (),
        (
            "west => east",
            "advanced => retreated",
            "northern => southern",
            "controls => lost",
        ),
    ),
    (
        "Police officer Dan Cole shot Mark Bell near the station in Lorne, prosecutors said.",
        ("said. => said.",),
        (
            "Dan Cole shot Mark Bell => Mark Bell shot Dan Cole",
            "Police officer Dan Cole shot Mark Bell => Mark Bell shot police officer Dan Cole",
            "Police officer Dan Cole shot Mark Bell => Mark Bell shot Dan Cole",
            "prosecutors => witnesses",
        ),
    ),
    (
        "Ruth Ames sued Bolt Farms over the field that Tom Harrow sold in May.",
        (),
        (
            "Ruth Ames sued Bolt Farms => Bolt Farms sued Ruth Ames",
            "Bolt Farms over the field that Tom Harrow => Tom Harrow over the field that Bolt Farms",
            "Tom Harrow sued Bolt Farms over the field that Ruth Ames sold in May.",
        ),
    ),
    (
        "Lorne beat Tidewick 3-1 in the cup final on Sunday.",
        (),
        (
            "Lorne beat Tidewick => Tidewick beat Lorne",
            "3-1 => 1-3",
            "3-1 => 3-2",
            "beat => lost to",
        ),
    ),
    (
        "The president of Norland met the prime minister of Sudland in Lorne on Monday.",
        (),
        (
            "Norland met the prime minister of Sudland => Sudland met the prime minister of Norland",
            "president of Norland met the prime minister => prime minister of Norland met the president",
        ),
    ),
    (
        "“We will rebuild the pier,” mayor Tom Harrow said on Monday. “It will cost too much,” council leader Ruth Ames replied.",
        (
            "Monday. “It will cost too much,” council leader Ruth Ames replied. => Monday.",
            "Ruth Ames replied: “It will cost too much.”",
        ),
        (
            "“We will rebuild the pier,” council leader Ruth Ames said on Monday.",
            "“It will cost too much,” mayor Tom Harrow said on Monday.",
            "“We will rebuild the pier. It will cost too much,” mayor Tom Harrow said on Monday.",
            "Tom Harrow said: “It will cost too much.”",
            "“It will cost too much,” Harrow replied.",
            "According to Harrow, “It will cost too much”.",
            "Tom Harrow said the pier “will cost too much”.",
            "“We will rebuild the pier,” Ruth Ames said.",
            "“We will rebuild the pier,” Ames said on Monday.",
            "“We will rebuild the pier,” Ruth Ames said on Monday.",
            "“It will cost too much,” mayor Tom Harrow said.",
        ),
    ),
    (
        "In Lorn wurden am Montag hundertvierzig Häuser beschädigt.",
        ("hundertvierzig => 140",),
        ("hundertvierzig => 104",),
    ),
    (
        "In Lorn wurden am Montag 25 Häuser beschädigt.",
        ("25 => fünfundzwanzig",),
        ("25 => zweiundfünfzig",),
    ),
    (
        "У Лорні пошкоджено сто сорок будинків у понеділок.",
        ("сто сорок => 140",),
        ("сто сорок => 100",),
    ),
    (
        "У Лорні пошкоджено двадцять п'ять будинків у понеділок.",
        ("двадцять п'ять => 25",),
        ("двадцять п'ять => 20",),
    ),
    (
        "В Лорне повреждены пятьсот домов в понедельник.",
        ("пятьсот => 500",),
        (
            "пятьсот => 600",
            "пятьсот => шестьсот",
        ),
    ),
    (
        "À Lorne, cent quarante maisons ont été endommagées lundi.",
        ("cent quarante => 140",),
        ("cent quarante => 100",),
    ),
    (
        "À Lorne, quatre-vingt-dix maisons ont été endommagées lundi.",
        ("quatre-vingt-dix => 90",),
        ("quatre-vingt-dix => 80",),
    ),
    (
        "En Lorne, ciento cuarenta casas quedaron dañadas el lunes.",
        ("ciento cuarenta => 140",),
        ("ciento cuarenta => 40",),
    ),
    (
        "En Lorne, quinientas casas quedaron dañadas el lunes.",
        (),
        ("quinientas => seiscientas",),
    ),
    (
        "Der Preis stieg im Juni um 3 Prozentpunkte.",
        (),
        ("Prozentpunkte. => Prozent.",),
    ),
    (
        "Ціна зросла на 3 відсоткові пункти у червні.",
        (),
        ("відсоткові пункти => відсотки",),
    ),
    (
        "Ціна зросла на 3 відсотки у червні в Лорні.",
        (),
        ("зросла => впала",),
    ),
    (
        "Мер Степан Гай ніколи не підписував угоду з Лорном.",
        (),
        ("ніколи не підписував => підписував",),
    ),
    (
        "Le maire n'a jamais signé l'accord avec Lorne.",
        (),
        ("n'a jamais => a",),
    ),
    (
        "El alcalde nunca firmó el acuerdo con Lorne.",
        (),
        ("nunca firmó => firmó",),
    ),
    (
        "Der Bürgermeister hat den Vertrag mit Lorn nie unterschrieben.",
        (),
        ("nie unterschrieben. => unterschrieben.",),
    ),
    (
        "Il sindaco non ha firmato l'accordo con Lorne lunedì.",
        (),
        ("non ha => ha",),
    ),
    (
        "O prefeito não assinou o acordo com Lorne na segunda.",
        (),
        ("não assinou => assinou",),
    ),
    (
        "Burmistrz nie podpisał umowy z Lorne w poniedziałek.",
        (),
        ("nie podpisał umowy => podpisał umowę",),
    ),
    (
        "Burmistrz podpisał umowę z Lorne w poniedziałek.",
        (),
        ("w poniedziałek. => we wtorek.",),
    ),
    (
        "Il sindaco ha firmato l'accordo con Lorne lunedì.",
        (),
        ("lunedì. => martedì.",),
    ),
)


def claim_of(source: str, told: str) -> str:
    """`old => new` is the source with that change; anything else is the claim itself."""
    old, mark, new = told.partition(" => ")
    assert not mark or source.count(old) == 1
    return source.replace(old, new) if mark else told


@pytest.mark.parametrize(("source", "same", "other"), TOLD, ids=[row[0][:40] for row in TOLD])
def test_what_says_the_same_stands_and_what_does_not_falls(source: str, same: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert [told for told in same if not stands(ask(claim_of(source, told), source, source))] == []
    assert [told for told in other if stands(ask(claim_of(source, told), source, source))] == []


SPEAKERS = (
    "“We will rebuild the pier,” mayor Tom Harrow said on Monday. “It will cost too much,” council leader Ruth Ames replied."
)
HARROW, AMES = (
    "“We will rebuild the pier,” mayor Tom Harrow said on Monday.",
    "“It will cost too much,” council leader Ruth Ames replied.",
)


@pytest.mark.parametrize(
    ("claim", "quotes", "good"),
    [
        (HARROW, (HARROW,), True),
        (HARROW, (), True),
        ("“We will rebuild the pier,” council leader Ruth Ames said on Monday.", (HARROW, AMES), False),
        ("“We will rebuild the pier,” Ruth Ames said on Monday.", (), False),
        ("“It will cost too much,” mayor Tom Harrow said.", (), False),
        ("“It will cost too much,” Harrow replied.", (AMES,), False),
        ("“We will rebuild the pier. It will cost too much,” mayor Tom Harrow said on Monday.", (SPEAKERS,), False),
    ],
)
def test_a_quotation_is_its_own_speakers_with_and_without_quotes(claim: str, quotes: tuple[str, ...], good: bool) -> None:
    assert stands(ask(claim, SPEAKERS, *quotes)) == good
