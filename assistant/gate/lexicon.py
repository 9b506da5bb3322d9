"""The words with a meaning for the gate: tables only. Several languages share one table, as posts mix them."""

from __future__ import annotations

from assistant.speech.verbs import SPEECH as SPEECH

# Words that carry no claim of their own. They are not compared.
SMALL = frozenset(
    """a an the this that these those there here it its itself he him his she her hers they them their theirs we
    us our ours you your i me my
    and or but so yet if then than as at by for from in into of on onto to with within upon about is are was were
    be been being am do does
    did done has have had having will would shall should can could may might must who whom whose which what when
    where why how while
    also just too very such own any each both even still again ever once however meanwhile
    mr mrs ms dr s t d ll re ve o one ones et al via per like
    der die das den dem des ein eine einen einem einer eines und oder aber ist sind war waren hat haben wird
    werden von zu zum zur im in am
    an auf für mit bei als auch sich er sie es wir ich
    le la les un une des du de au aux et ou mais est sont était a ont été que qui dans pour sur avec par se il
    elle ils elles ce cette
    el los las una unos unas y o pero es son fue ha han que en por para con su sus lo al del
    і й та а але або що як у в на з із зі до від за про для по це цей ця ці він вона воно вони його її їх є був була було були
    и да но или что как во со к от о об для это этот эта эти он она оно они его её ее их был была было были же бы""".split()
)

# Small in another language; in an English text they are words of substance.
ENGLISH_TOO = frozenset("war die hat son pour den par".split())

# Words that turn a statement round. German "kein..." and the like are recognised by their beginnings in tokens.py.
NEGATION = frozenset(
    """not no never none nobody nothing neither nor without cannot hardly barely scarcely nowhere
    nicht kein keine keinen keiner keinem keines nie niemals niemand nichts ohne weder
    ne pas jamais aucun aucune sans rien
    non nessuno mai niente nulla senza né não nem ninguém sem nie nigdy nikt nic żaden bez niet geen nooit niemand zonder değil
    nunca jamás nadie ningún ninguno ninguna nada tampoco
    не ні ніхто ніколи нічого ніщо немає нема без жоден жодна жодного нет никто никогда ничего ничто ни нельзя
    لا لم لن ليس ليست بدون دون 不 没 沒 未 無 无 非""".split()
)

# Verbs that deny what follows them.
DENIAL = frozenset(
    """deny denies denied denying refute refuted refutes dismiss dismissed dismisses dispute disputed disputes
    doubt doubts doubted doubtful denying refuting dismissing disputing
    refuse refused refuses refusing fail failed fails failing unlikely unable false falsely hoax untrue debunked prevent prevented
    prevents preventing declined declines declining
    заперечив заперечила заперечили заперечує спростував спростувала спростували спростовує відмовився відмовилася
    опроверг опровергла опровергли отрицает отрицал отрицала отказался отказалась
    dementiert dementierte bestritt bestreitet nié nie démenti dément negó niega desmintió""".split()
)

# Axes: a word of one pole never stands for a word of the other pole. Each line: pole | pole (| pole).
_AXES = """
up upward upwards | down downward downwards
rise rises rose risen rising increase increases increased increasing grow grows grew grown growing gain gains \
gained climb climbs climbed climbing \
soar soared soaring jump jumped surge surged surging | fall falls fell fallen falling decrease decreases decreased \
decreasing decline declines \
declined declining drop drops dropped dropping shrink shrank shrunk plunge plunged plunging slump slumped sink sank
higher | lower
high highs | low lows
more | less fewer
most | least fewest
before prior ahead | after following behind
first | last final
largest biggest greatest | smallest tiniest
larger bigger greater | smaller
large big huge | small tiny little
highest | lowest
support supports supported supporting back backs backed backing | oppose opposes opposed opposing
win wins won winning victory | lose loses lost losing defeat defeated loss
approve approves approved approving accept accepts accepted | reject rejects rejected rejecting
confirm confirms confirmed confirming | deny denies denied denying
release releases released freed | arrest arrests arrested detain detains detained jailed imprisoned
kill kills killed killing dead died dies death deaths | injure injures injured injuring wounded hurt | survive \
survives survived alive
above | below
over | under
early earlier earliest | late later latest
open opens opened opening | close closes closed closing shut
start starts started begin begins began begun | end ends ended finish finished stop stops stopped
buy buys bought buying | sell sells sold selling
import imports imported | export exports exported
north northern | south southern | east eastern | west western
northeast northeastern | northwest northwestern | southeast southeastern | southwest southwestern
left | right
allow allows allowed permit permits permitted | ban bans banned forbid forbids forbade prohibit prohibits \
prohibited block blocks blocked
guilty convicted | innocent acquitted
agree agrees agreed | disagree disagrees disagreed
better | worse
maximum | minimum
win | draw
strengthen strengthened stronger strong | weaken weakened weaker weak
hire hires hired | fire fires fired
join joins joined | leave leaves left quit quits
arrive arrives arrived | depart departs departed
remember | forget forgot forgotten
success succeeded successful | failure failed unsuccessful
true | false
for | against
since | until
inside | outside
man men male boy boys son father husband brother | woman women female girl girls daughter mother wife sister
older oldest | younger youngest
fast faster fastest | slow slower slowest
easy easier easiest easily | hard harder hardest difficult
long longer longest | short shorter shortest
heavy heavier heaviest | light lighter lightest
cheap cheaper cheapest | expensive costly costlier
hot hotter hottest warm warmer | cold colder coldest cool cooler
wide wider widest broader | narrow narrower narrowest
near nearer nearest close closer closest | far farther farthest
safe safer safest | dangerous unsafe
best | worst
build built builds building rebuild | destroy destroyed demolish demolished tear tore torn
widen widened expand expanded expands expanding extend extended | narrow narrowed restrict restricted restricts restricting limit limited
continue continued continues resume resumed | halt halted suspend suspended pause paused cancel cancelled canceled
present attended attend | absent skipped skip
include included includes including | exclude excluded excludes excluding
rich richer | poor poorer
advance advances advanced attack attacks attacked | retreat retreats retreated withdraw withdrew withdrawn defend defended
raise raises raised raising | cut cuts cutting reduce reduces reduced reducing lowered
positive | negative
public | private
legal | illegal
possible | impossible
likely | unlikely
able | unable
next | previous last
tomorrow | yesterday
same | different other another
all every | some
зріс зросла зросло зросли зростання збільшився збільшилася збільшилось збільшилися | знизився знизилася знизилося \
знизилися впав впала впало \
впали зменшився зменшилася зменшилося зменшилися падіння
більше понад | менше
вище | нижче
до перед раніше | після пізніше
перший перша перше перші | останній остання останнє останні
підтвердив підтвердила підтвердили | заперечив заперечила заперечили
загинув загинула загинули убито вбито | поранено поранений поранена поранені постраждали
вырос выросла выросло выросли увеличился увеличилась увеличилось | снизился снизилась снизилось снизились упал упала упало упали
больше более свыше | меньше менее
выше | ниже
перед раньше | после позже
первый первая первое первые | последний последняя последнее последние
подтвердил подтвердила подтвердили | опроверг опровергла опровергли
погиб погибла погибли | ранен ранена ранены
steigt stieg gestiegen | sinkt sank gesunken fällt fiel gefallen
mehr | weniger
höher | niedriger
vor | nach
erste ersten erster | letzte letzten letzter
bestätigt bestätigte | dementiert dementierte
getötet | verletzt
augmenté hausse | baissé baisse diminué
plus | moins
avant | après
premier première | dernier dernière
confirmé | démenti nié
tué tués | blessé blessés
subió aumentó aumento | bajó cayó disminuyó caída
más | menos
antes | después
primero primera primer | último última
confirmó | negó desmintió
muerto muertos | herido heridos
"""


def _poles() -> dict[str, tuple[tuple[int, int], ...]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for axis, line in enumerate(_AXES.strip().splitlines()):
        for pole, words in enumerate(line.split("|")):
            for word in words.split():
                found.setdefault(word, []).append((axis, pole))
    return {word: tuple(poles) for word, poles in found.items()}


POLES = _poles()
"""Word -> its places, each (axis, pole). A word may lie on several axes ("last", "left", "fall")."""

# What keeps a statement from being plain fact: dropped, it becomes one.
HEDGE = frozenset(
    """allegedly reportedly alleged reported purportedly apparently possibly perhaps suspected supposedly
    unconfirmed rumored rumoured
    нібито ймовірно можливо якобы возможно вероятно предположительно angeblich mutmaßlich offenbar prétendument présumé
    supuestamente presuntamente presunto""".split()
)

# Verbs whose forms do not begin alike: one form for another is no change of the word.
VERB_OF = {
    form: forms.split()[0]
    for forms in """
    go goes went gone going; get gets got gotten getting; give gave given; see saw seen; take took taken; come came; make made;
    buy bought; bring brought; catch caught; teach taught; think thought; fight fought; seek sought; sell sold; tell told; find found;
    hold held; lead led; leave left; lose lost; pay paid; send sent; spend spent; sit sat; stand stood; strike struck; win won; run ran;
    rise rose risen; fall fell fallen; write wrote written; drive drove driven; fly flew flown; know knew known; grow grew grown;
    throw threw thrown; show shown; draw drew drawn; break broke broken; speak spoke spoken; choose chose chosen; steal stole stolen;
    wear wore worn; begin began begun; sing sang sung; sink sank sunk; swim swam swum; eat ate eaten; die died dying dead;
    feel felt; keep kept; sleep slept; meet met; feed fed; build built; lend lent; hang hung; shoot shot; light lit; lay laid; lie lain;
    child children; man men; woman women; person people persons; foot feet; life lives
    """.split(";")
    for form in forms.split()
}

# Words before a figure that bound it on the same side.
BOUNDS = {
    word: side
    for side, words in enumerate(
        ("more over above exceeding", "less fewer under below", "about around roughly nearly some approximately")
    )
    for word in words.split()
}

PRONOUNS = frozenset(
    "he she they it him her them his its their who which this that these those we i "
    "він вона вони його її їх який яка яке які он она они его её ее их который которая er sie es il elle ils elles "
    "él ella ellos".split()
)
