"""Words that say the same in a draft and in a post, and words that weigh: tables only. English; other languages go by their stems."""

from __future__ import annotations

from assistant.check.nations import NATIONS
from assistant.gate.lexicon import POLES
from assistant.gate.tokens import stem

# Each line: words that a rewording puts for one another. News repeats these; no list of synonyms is ever complete, and what is missing
# here only lowers how much of a sentence counts as covered.
_SAME = """
kill killed kills killing die died dies dying dead death deaths fatality fatalities victim victims slain
injured injuries injury wounded wound hurt injuring
quake earthquake tremor
covid coronavirus covid-19
say said says saying told tell tells announce announced announces announcement state stated statement declare declared add added wrote \
write writes report reported reports reportedly according
chief head boss ceo leader
executive ceo
rise rose risen rising increase increased increases increasing climb climbed climbing grow grew grown growth growing gain gained jump \
jumped surge surged up soar soared skyrocket shot higher
fall fell fallen falling decrease decreased drop dropped dropping decline declined declining plunge plunged tumble tumbled slump sink sank \
down lower shrink shrank slash slashed
start started starts starting begin began begun begins beginning launch launched kicked
end ended ends finish finished stop stopped halt halted cease
buy bought buys purchase purchased acquire acquired acquisition
arrest arrested custody detained caught captured capture
hit struck strike strikes hitting
large big huge massive
country nation nations countries national
worker workers employee employees staff employed
job jobs position positions
firm company companies business
make made
use used using
child children kid kids
film movie movies films
car cars vehicle vehicles
home homes house houses
get got receive received gets
vote voted votes voting ballot ballots
reject rejected rejects refuse refused
approve approved ratify ratified back backed
scientist scientists researcher researchers
aged age old year-old
likely likelier
approximately about around some nearly almost roughly
lawmaker lawmakers legislator legislators
police officers officer
show showed shows shown found find finds reveal revealed
provide provided provides supply supplies supplied
leave left depart departed
arrive arrived docked land landed
sue sued suing lawsuit lawsuits suit
come came
lend lent loan loaned loans
need needs needed
overturn overturned reversal reversed reverse struck
plan plans planned propose proposed proposal
ask asked asks asking call called calls urge urged
give gave given hand handed
war invasion conflict
name named called renamed rename
yearly annual annually annualized
monthly month
get obtained obtain
contain include includes included including
fuel gas gasoline petrol
"""


def _table(lines: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in lines.strip().splitlines():
        words = row.split()
        for word in words:
            found.setdefault(word, f"={words[0]}")
            found.setdefault(stem(word), f"={words[0]}")
    return found


SAME = _table(_SAME)
PLACES = NATIONS | {stem(word): key for word, key in NATIONS.items() if len(word) > 4}

# Words with a capital letter that name nobody.
TITLES = frozenset(
    "president governor gov senator sen representative rep judge justice prime minister secretary mayor chief general colonel captain "
    "lady king queen prince princess pope doctor professor sir lord attorney director department ministry court supreme house senate "
    "congress government administration state city county republic party university college bank company group association agency "
    "covid earth internet mother father christmas thanksgiving day week month year republican democrat democratic former new chairman "
    "spokesman spokeswoman speaker officer sheriff detective".split()
)

HEDGES = frozenset(
    "about around some nearly almost roughly approximately over more than least up under fewer less close almost just estimated as".split()
)

DENYING = frozenset(
    "decline declined declines refuse refused refuses deny denies denied denying fail failed fails reject rejected rejects oppose opposed "
    "cancel cancelled canceled never without avoid avoided unable blocked prevent prevented dismiss dismissed".split()
)

EVALUATIVE = frozenset(
    "good bad best worst better worse great terrible awful wonderful brilliant stupid shameful disgraceful beautiful ugly amazing "
    "outrageous sad happy unfair fair wise foolish ridiculous embarrassing disappointing hopeful important overdue welcome sorry "
    "unacceptable inexcusable admirable tragic remarkable extraordinary boring exciting lovely horrible right wrong deserve deserves "
    "shame disgrace scandal pity "
    "arguably surely clearly obviously frankly sadly fortunately unfortunately hopefully perhaps maybe should ought must".split()
)
ENDING = frozenset("cease ceased ceases stop stopped stops halt halted end ended ends".split())
"""Verbs after which what they govern is no more: "all work ceased" says that nobody worked."""

CLASSES = tuple(
    frozenset(line.split())
    for line in (
        "father mother husband wife son daughter brother sister uncle aunt grandfather grandmother nephew niece cousin grandson "
        "granddaughter stepfather stepmother",
        "red blue green yellow orange purple pink brown black white grey gray",
        "morning afternoon evening night midnight noon",
        "spring summer autumn winter",
        "north south east west northeast northwest southeast southwest",
        "left right",
        "gold silver bronze",
        "freshman sophomore junior senior",
    )
)
"""Words of which one, in another's place, makes another fact."""

PARTIAL = frozenset("some most many several few part partly half nearly almost virtually mostly majority roughly certain".split())
TOTAL = frozenset("all every each entire entirely whole everyone everybody always only".split())

FIRST_PERSON = frozenset("i we my our me us mine ours myself ourselves i'm i've we're we've".split())

_MORE_AXES = (
    ("slow slowly slower slowed slowing", "fast faster quick quickly quicker rapid rapidly"),
    ("strong stronger strongly", "weak weaker weakly"),
    ("accept accepted accepts", "refuse refused refuses decline declined"),
    ("vow vowed pledge pledged promise promised agree agreed", "refuse refused refuses"),
    ("ratify ratified approve approved", "reject rejected"),
    ("concede conceded", "win won refuse refused"),
    ("include included", "exclude excluded"),
    ("risen rose rise", "fallen fell fall tumbled sank"),
    ("cheaper", "dearer expensive"),
    (
        "uphold upholds upheld affirm affirmed",
        "overturn overturned reverse reversed reverses dismiss dismissed threw quash quashed struck",
    ),
    ("widen widened widening", "narrow narrowed narrowing"),
    ("succeed succeeded success successful", "fail failed failure unsuccessful"),
    ("extend extended lengthen lengthened", "shorten shortened curtail curtailed"),
    ("resume resumed", "suspend suspended halt halted"),
    ("deny denied denies", "confirm confirmed confirms admit admitted admits"),
    ("convict convicted guilty", "acquit acquitted cleared"),
    ("praise praised hailed welcomed", "condemn condemned criticize criticized criticised"),
    ("narrow narrower", "broad broader wide wider"),
    (
        "abandon abandoned abandons scrap scrapped ditch ditched",
        "keep kept maintain maintained commitment reiterated uphold retain retained",
    ),
    ("damage damaged harm harmed worsen worsened", "improve improved improves boost boosted"),
    ("warm warmer hot hotter hottest warmest", "cold colder cool cooler coldest coolest"),
    ("profit profits profitable", "loss losses"),
    ("majority", "minority"),
    ("lift lifted", "impose imposed"),
    ("expand expanded widen widened", "shrink shrank shrunk reduce reduced"),
    ("remain remained stay stayed stays", "leave left quit resign resigned departed"),
    ("encourage encouraged urge urged", "discourage discouraged"),
    ("safe safely", "unsafe dangerous"),
    ("reopen reopened", "close closed shut"),
    ("upgrade upgraded", "downgrade downgraded"),
    ("strengthened", "weakened downgraded"),
)
_BLUNT = frozenset(
    "left right first last next over under for against high low all some every off early late before after more most least man men male "
    "boy boys woman women female girl girls son daughter mother father husband wife brother sister large small big little private public "
    "same other another different following prior ahead behind down up possible true false able remember open close draw last final "
    "leave leaves attack attacks advance back backs support later earlier previous head raise start started end ended stop".split()
)
"""Poles that stand in a sentence for many other reasons: a rewording may have them where the post has the other one."""


def _axes() -> dict[str, frozenset[tuple[int, int]]]:
    found: dict[str, set[tuple[int, int]]] = {
        word: set(poles) for word, poles in POLES.items() if word not in _BLUNT and word.isascii()
    }
    for axis, poles in enumerate(_MORE_AXES, start=10_000):
        for pole, words in enumerate(poles):
            for word in words.split():
                found.setdefault(word, set()).add((axis, pole))
    return {word: frozenset(poles) for word, poles in found.items()}


DIRECTIONS = _axes()
