"""Words of news that tell the same thing: a question says "die" where a post says "deaths". English; a table and its look-up. Pure.

Stems are one term already (assistant/terms.py): a family joins words that no stemmer joins. What is opened or shut, risen or fallen, is one
family too: "are the schools open?" is answered by "schools stay shut".
"""

from __future__ import annotations

from functools import lru_cache

from assistant.terms import terms

FAMILIES = """
die dead death deaths fatal fatality killed kill perish deceased
hurt injured injury wounded casualties
arrest detain detained custody apprehended
resign quit resignation
fire sack dismiss oust
win won winner victory beat defeat triumph
lose lost loss defeated
rise rose risen climb grow grew increase jump surge soar peak
fall fell drop decline decrease plunge slump sink
open reopen close closed shut closure
start begin began begun launch
end finish finished conclude
cancel scrap scrapped axe abandon
delay postpone suspend
forecast predict prediction expect warn warning projected outlook
crash collision collided
attack strike struck assault raid
shoot shot shooting gunfire
burn fire blaze
flee fled escape
evacuate emptied evacuation evacuees
rescue rescued saved
buy bought purchase acquire acquisition takeover
sell sold sale
pay paid salary wage
cost price worth
built construction construct
destroy demolish wreck ruined
choose chose elect elected pick appoint named
vote ballot election poll
approve pass passed back backed authorise authorize
ban prohibit outlaw block
sign signed inked
accuse allege charge charged indict
sue sued lawsuit
convict convicted guilty sentence sentenced jailed
deny denied reject refute
demand urge call called
support endorse welcome
visit visited trip travel
meet met meeting talks summit
leave left depart exit
move moved relocate shift
stay remain remained
spare room margin leeway left
find found discover discovered
steal stole stolen theft robbed
protest demonstration rally march
doctor medic physician
police officer officers
children kids
film movie
company firm business
flat apartment
lorry truck
petrol gas gasoline fuel
ill sick illness
"""


def family(term: str) -> tuple[str, ...]:
    """The other terms that tell what this English term tells, each once."""
    return tuple(dict.fromkeys(other for group in _groups().get(term, ()) for other in group if other != term))


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for line in FAMILIES.strip().splitlines():
        group = tuple(dict.fromkeys(t for word in line.split() for t in terms(word, "en")))
        for term in group:
            found[term] = (*found.get(term, ()), group)
    return found
