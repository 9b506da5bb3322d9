"""Countries and their people under one key: "Albania's prime minister" is "the Albanian prime minister". A table only."""

from __future__ import annotations

_NATIONS = """
us. u.s. usa united-states american americans america
uk. u.k. britain british uk briton britons
eu. e.u. european europe europeans
russia russian russians moscow kremlin
ukraine ukrainian ukrainians
china chinese beijing
france french
germany german germans
japan japanese
italy italian italians
spain spanish spaniard spaniards
mexico mexican mexicans
canada canadian canadians
australia australian australians
israel israeli israelis
iran iranian iranians tehran
turkey turkish turkiye türkiye
india indian indians
brazil brazilian brazilians
poland polish
bahamas bahamian
philippines philippine filipino filipinos
florida floridian floridians
democrat democrats democratic
republican republicans gop
afghanistan afghan afghans
albania albanian albanians
algeria algerian
argentina argentine argentinian
armenia armenian armenians
austria austrian austrians
azerbaijan azerbaijani azeri azerbaijanis
bangladesh bangladeshi
belarus belarusian
belgium belgian belgians
bosnia bosnian
bulgaria bulgarian
cambodia cambodian
chile chilean
colombia colombian
croatia croatian croat
cuba cuban cubans
cyprus cypriot
czechia czech czechs
denmark danish dane danes
ecuador ecuadorian
egypt egyptian egyptians
england english
estonia estonian
ethiopia ethiopian
finland finnish finn finns
georgia georgian
ghana ghanaian
greece greek greeks
haiti haitian
hungary hungarian hungarians
iceland icelandic
indonesia indonesian
iraq iraqi iraqis
ireland irish
jamaica jamaican
jordan jordanian
kazakhstan kazakh
kenya kenyan
kosovo kosovar
kuwait kuwaiti
latvia latvian
lebanon lebanese
libya libyan
lithuania lithuanian
malaysia malaysian
moldova moldovan
mongolia mongolian
morocco moroccan
myanmar burmese burma
nepal nepalese nepali
netherlands dutch holland
nigeria nigerian nigerians
norway norwegian norwegians
pakistan pakistani pakistanis
palestine palestinian palestinians
peru peruvian
portugal portuguese
qatar qatari
romania romanian
scotland scottish scot scots
serbia serbian serb serbs
singapore singaporean
slovakia slovak
slovenia slovenian
somalia somali
sudan sudanese
sweden swedish swede swedes
switzerland swiss
syria syrian syrians
taiwan taiwanese
tanzania tanzanian
thailand thai
tunisia tunisian
uganda ugandan
uruguay uruguayan
uzbekistan uzbek
venezuela venezuelan venezuelans
vietnam vietnamese
wales welsh
yemen yemeni
zambia zambian
zimbabwe zimbabwean
africa african africans
asia asian asians
california californian californians
texas texan texans
missouri missourian missourians
"""


def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in _NATIONS.strip().splitlines():
        words = row.split()
        for word in words:
            found.setdefault(word, f"={words[0]}")
    return found


NATIONS = _table()
