"""The words questions are made of, language by language: kinds of answer, what answers them, small words. Tables only."""

from __future__ import annotations

import re

# What kind of answer a question seeks, by its words; the first that fits.
KINDS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        ("speaker", r"^(?:and |but )?who (?:said|says|told|claims|claimed|announced|reported|denied|confirmed)\b"),
        ("summary", r"^(?:please )?(?:summari[sz]e|sum up|brief me|give me (?:a |an )?(?:summary|overview|brief)|what(?:['’]s| is| are) (?:new|the latest|happening|going on|the news)|what(?:['’]s| has| have)? happened|catch me up|any(?:thing)? new|latest (?:on|from)|news (?:on|about|from))"),
        ("list", r"^(?:list|name|show|give me|what are the|which are the|tell me all)\b|\bwhich (?:two|three|four|five|\d+)\b|\bwhat (?:two|three|four|five|\d+)\b"),
        ("how_much", r"\bhow much\b|\bwhat (?:amount|sum|price)\b|\bhow (?:high|expensive|large|big)\b|\bwhat percent(?:age)?\b|\bfor what price\b|\bwhat (?:share|rate)\b"),
        ("how_many", r"\bhow many\b|\bhow (?:old|far|tall|fast|deep|heavy|wide)\b|\bwhat number\b|\bhow long\b|\bwhat age\b"),
        ("when", r"\bwhen\b|\bhow soon\b|\bwh(?:at|ich) (?:year|month|day|date|time|week|decade)\b|\bsince when\b"),
        ("where", r"\bwhere\b|\bwh(?:at|ich) (?:[\w'’-]+ ){0,2}?(?:city|country|state|place|town|village|region|island|province|nation|capital|location|continent|county|venue|airport|stadium|destination)\b"),
        ("who", r"\bwho(?:se|m)?\b|\bwh(?:at|ich) (?:[\w'’-]+ ){0,3}?(?:person|man|woman|actor|actress|singer|president|minister|leader|player|politician|director|author|billionaire|star|artist|athlete|senator|judge|celebrity|musician|rapper|quarterback|golfer|boxer|driver|comedian|designer|king|queen|prince|princess|candidate|justice|coach|executive|ceo|driver)\b"),
        ("why", r"\bwhy\b|\bwhat (?:was |is )?the (?:reason|cause)\b|\bwhat caused\b|\bfor what reason\b"),
        ("yes_no", r"^(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)\b|\b(?:is|was) it true\b"),
        ("how", r"\bhow\b"),
        ("which", r"\bwhich\b|\bwhat\b"),
    ),
    "de": (
        ("summary", r"\b(?:zusammenfass\w*|überblick|was gibt es neues|was ist (?:passiert|los|geschehen)|neues (?:zu|aus|von))"),
        ("list", r"^(?:liste|nenne|zeige)\b|\bwelche (?:zwei|drei|vier)\b"),
        ("how_much", r"\bwie ?viel(?:e[nr]?)? (?:geld|euro|dollar|prozent|millionen|milliarden)\b|\bwie (?:hoch|teuer|groß)\b|\bwieviel\b|\bwie viel\b"),
        ("how_many", r"\bwie ?viele\b|\bwie (?:alt|lange|weit)\b"),
        ("when", r"\bwann\b|\bseit wann\b|\bin welchem (?:jahr|monat)\b"),
        ("where", r"\bwo(?:hin|her)?\b|\b(?:in )?welche[mnrs]? (?:stadt|land|ort|staat|region)\b"),
        ("who", r"\bwe[rmn]\b|\bwessen\b"),
        ("why", r"\b(?:warum|weshalb|wieso)\b"),
        ("how", r"\bwie\b"),
        ("which", r"\b(?:welche[mnrs]?|was)\b"),
        ("yes_no", r"^(?:ist|sind|war|waren|hat|haben|wird|werden|kann)\b"),
    ),
    "fr": (
        ("summary", r"\b(?:résum\w*|que se passe-t-il|que s['’]est-il passé|quoi de neuf|dernières nouvelles)"),
        ("list", r"^(?:liste|cite|énumère|montre)\b|\bquels? (?:deux|trois)\b"),
        ("how_much", r"\bcombien (?:coûte|a coûté|d['’](?:argent|euros)|de (?:millions|milliards|dollars|pour ?cent))\b|\bquel (?:montant|prix|pourcentage)\b"),
        ("how_many", r"\bcombien\b|\bquel âge\b"),
        ("when", r"\bquand\b|\ben quelle année\b|\bquel jour\b"),
        ("where", r"\boù\b|\bquel(?:le)? (?:pays|ville|région|endroit)\b"),
        ("who", r"\b(?:qui|à qui)\b"),
        ("why", r"\bpourquoi\b"),
        ("yes_no", r"^(?:est-ce qu|est-il|a-t-|y a-t-il)"),
        ("how", r"\bcomment\b"),
        ("which", r"\b(?:quel(?:le)?s?|que|quoi)\b"),
    ),
    "es": (
        ("summary", r"\b(?:resum\w*|qué (?:ha pasado|pasó|pasa|hay de nuevo|ocurrió)|últimas noticias)"),
        ("list", r"^(?:lista|nombra|enumera|muestra)\b"),
        ("how_much", r"\bcuánto (?:dinero|cuesta|costó|vale)\b|\bcuánto\b|\bqué (?:porcentaje|precio|cantidad)\b"),
        ("how_many", r"\bcuánt[oa]s\b|\bqué edad\b"),
        ("when", r"\bcuándo\b|\bqué (?:año|día|fecha|mes)\b"),
        ("where", r"\b(?:a|de)?dónde\b|\bqué (?:país|ciudad|lugar|región)\b"),
        ("who", r"\bqui[eé]n(?:es)?\b"),
        ("why", r"\bpor qué\b"),
        ("how", r"\bcómo\b"),
        ("which", r"\b(?:qué|cuál(?:es)?)\b"),
    ),
    "uk": (
        ("summary", r"\b(?:підсум\w*|що (?:нового|сталося|відбувається|відбулося)|останні новини)"),
        ("list", r"^(?:перелічи|назви|покажи|список)\b"),
        ("how_much", r"\bскільки (?:коштує|коштувало|коштують|грошей|гривень|доларів|євро|мільйонів|мільярдів|відсотків)\b|\bяк(?:а|у) (?:сума|суму|ціна)\b"),
        ("how_many", r"\bскільки\b"),
        ("when", r"\bколи\b|\b(?:якого|якому) (?:року|дня|році)\b"),
        ("where", r"\b(?:де|куди|звідки)\b|\b(?:якому|яке|якій|яка) (?:місті|місто|країні|країна|області)\b"),
        ("who", r"\b(?:хто|кого|кому|ким|чий)\b"),
        ("why", r"\bчому\b"),
        ("yes_no", r"^чи\b"),
        ("which", r"\b(?:як(?:ий|а|е|і|у|ого|ому|ої)|що)\b"),
        ("how", r"\bяк\b"),
    ),
    "ru": (
        ("summary", r"\b(?:подытож\w*|итоги|что (?:нового|случилось|происходит|произошло)|последние новости)"),
        ("list", r"^(?:перечисли|назови|покажи|список)\b"),
        ("how_much", r"\bсколько (?:стоит|стоил\w?|денег|рублей|долларов|евро|миллионов|миллиардов|процентов)\b|\bкак(?:ая|ую) (?:сумма|сумму|цена)\b"),
        ("how_many", r"\bсколько\b"),
        ("when", r"\bкогда\b|\bв как(?:ом|ой) (?:году|день)\b"),
        ("where", r"\b(?:где|куда|откуда)\b|\bкак(?:ом|ой|ая) (?:городе|город|стране|страна|области)\b"),
        ("who", r"\b(?:кто|кого|кому|кем|чей)\b"),
        ("why", r"\b(?:почему|зачем)\b"),
        ("yes_no", r"^\w+ ли\b"),
        ("which", r"\b(?:как(?:ой|ая|ое|ие|ую|ого|ом)|что)\b"),
        ("how", r"\bкак\b"),
    ),
    "ar": (
        ("summary", r"(?:لخص|ملخص|ما الجديد|ماذا حدث|ماذا يحدث|آخر الأخبار)"),
        ("list", r"^(?:اذكر|عدد|قائمة)\b"),
        ("how_much", r"\b(?:كم (?:تكلف|سعر|بلغت? (?:قيمة|تكلفة))|بكم)\b"),
        ("how_many", r"\bكم\b"),
        ("when", r"\bمتى\b"),
        ("where", r"\b(?:أين|في أي (?:مدينة|بلد|دولة))\b"),
        ("who", r"\b(?:من هو|من هي|من الذي|من التي|من)\b(?=.*[؟?])"),
        ("why", r"\bلماذا\b"),
        ("yes_no", r"^هل\b"),
        ("how", r"\bكيف\b"),
        ("which", r"\b(?:ما|ماذا|أي|أية)\b"),
    ),
}  # fmt: skip

ACCORDING: dict[str, str] = {
    "en": r"(?:according to|as reported by|reported by|per|what (?:does|did|has|is)|by)",
    "de": r"(?:laut|nach angaben von|berichtet)",
    "fr": r"(?:selon|d['’]après)",
    "es": r"(?:según|de acuerdo con)",
    "uk": r"(?:за даними|згідно з|за повідомленням|повідомляє)",
    "ru": r"(?:по данным|согласно|по сообщению|сообщает)",
    "ar": r"(?:وفقا ل|بحسب|حسب)",
}

# Words of a follow-up that lean on what was asked before.
# "Were there deaths?", "how much damage was there?" and "the schools that are closed" point at nothing; "was he there?" and "who says that?" do.
_POINTING = (
    r"\b(?:this|it|they|them|those|these|he|she|him|his|her|their|its)\b"
    r"|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbeen )\bthere\b(?! (?:is|are|was|were|has|have|will|any|been)\b)|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\bthere\W*$"
    r"|\bthat\b(?! (?:is|are|was|were|has|have|had|will|would|can|could|may|might)\b)|^\W*(?:\w+\W+)?that\b"
)
LEANING = re.compile(
    r"^(?:and|but|so|also|ok|what about|how about|und|aber|was ist mit|et|mais|y|pero|а|і|й|та|але|и|но|و|ماذا عن)\b"
    rf"|{_POINTING}|\bthen\b"
    r"|^(?:since when|who said|who says|when was|why|how come|how (?:many|much)(?: (?:is|are|was|were) there)?|where|when|who|says who|and where|really)\W*$"
    r"|\b(?:das|dort|davon|er|sie|ça|cela|là|il|elle|eso|allí|él|ella|це|там|він|вона|вони|это|там|он|она|они|ذلك|هناك|هو|هي)\b",
    re.IGNORECASE,
)
LEANING_WORD = re.compile(_POINTING, re.IGNORECASE)  # points back to what was said before

# What a sentence holds that answers a kind of question; and how one begins that leans on the sentence before it.
NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands million billion trillion half".split()
)  # fmt: skip
MONEY = re.compile(r"[$€£¥₴₽]\s?\d|\d(?:[\d.,]*)\s?(?:[$€£¥₴₽]|(?:million |billion |thousand )?(?:dollars|euros|pounds|cents|crowns|francs|hryvnias?|rubles|rupees|yen|yuan|percent|per cent))|\d\s?%|млн|млрд", re.I)  # fmt: skip
TIME_TOLD = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|march|april|june|july|august|september|october|november|december|may \d)"
    r"|\b(?:today|tomorrow|yesterday|tonight|week|month|year)s?\b|\b(?:morning|noon|afternoon|evening|midnight|dawn|dusk)\b"
    r"|\b\d{1,2}[:.]\d\d(?!\d)|\d\s?[ap]\.?m\b"
    r"|понеділ|вівтор|серед|четвер|п.ятниц|субот|неділ|січн|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|листопад|груд|понедельник|вторник|сред|пятниц|воскрес"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo",
    re.I,
)  # fmt: skip
PERCENT = re.compile(r"\d\s?%|\bper ?cent\b|\bpercent|процент|відсот|prozent|pour ?cent|por ciento|بالمئة|في المئة", re.I)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DURATION = re.compile(
    r"\b(?:second|minute|hour|day|night|week|month|year|decade)s?\b|[sS]tunde|\bTage?\b|Woche|Monat|Jahr|heure|jour|semaine|mois|\bans?\b"
    r"|\bd[ií]as?\b|hora|meses|\baños?\b|годин|\bдн[іяе]|тиж|місяц|рок|час[аов]|недел|месяц|\bлет\b|год", re.I
)  # fmt: skip
LENGTH = re.compile(
    r"\d[\d.,]*[ -]?(?:%|(?:milli|centi|kilo)?met(?:re|er)s?|[ckm]?m|ft|feet|foot|inch(?:es)?|miles?|yards?|storeys?|stories)\b|per ?cent",
    re.I,
)
# A figure is asked for in a unit: how the question says so, and how an answer tells it.
UNITS = (
    (re.compile(r"\bper ?cent(?:age)?\b|\bpercent|\bwhat (?:share|proportion)\b|\brates?\b.*\?|процент|відсот|prozent|pour ?centage|porcentaje", re.I), PERCENT),
    (re.compile(r"\bwh(?:at|ich) year\b|якого року|якому році|каком году|welchem Jahr|quelle année|qué año", re.I), YEAR),
    (re.compile(r"\bhow (?:much|expensive)\b.*\b(?:cost|pay|paid|price|fetch|sell|sold|worth|earn|spend|spent|raise|fine|money|dollars|euros)|\bwhat (?:price|amount|sum)\b|\bcost\b|коштує|стоит|kostet|coûte|cuesta", re.I), MONEY),
    (re.compile(r"\bhow long\b|\bhow many (?:seconds|minutes|hours|days|nights|weeks|months|years|decades)\b|як довго|как долго|wie lange|combien de temps|cuánto tiempo", re.I), DURATION),
    (re.compile(r"\bhow (?:high|tall|deep|wide|far)\b", re.I), LENGTH),
)  # fmt: skip
SAYS = re.compile(
    r"\b(?:said|says|told|added|claimed|announced|denied|confirmed|warned|welcomed|put|expects?|according to)\b", re.I
)
REASON = re.compile(
    r"\b(?:because|due to|owing to|after|caused|cause|reason|as a result|following|over|so that|in order to|weil|wegen|denn|parce que|car|en raison|porque|debido|через|тому що|адже|бо|из-за|потому что|так как)\b|بسبب|لأن",
    re.I,
)  # fmt: skip
# Small words that are names where they stand capitalised inside a sentence: "What did May say?", "Will Smith".
ALSO_NAMES = frozenset(("may", "will", "us", "it", "no", "says", "made", "best", "kind"))

STOP: dict[str, frozenset[str]] = {
    "en": frozenset(
        """a about above after again against ago all also although am among an and any are around as at be became because become been before
        being below between both but by came can come could did do does doing done down during each either ever every few first following for
        from further get gets getting give given go goes going got had has have having he her here hers him his how however i if in including
        instead into is it its itself just last latest least less let like made make makes making many may me might more most much must my
        named near new news next no nor not now of off often on once one only onto or other others our out over own part past people please
        put recent recently reported reportedly said same saw say saying says see seen set several she should since so some someone something
        still such take taken tell than that the their theirs them then there these they thing things this those through time to together
        told too took toward under until up upon us use used very via want was way we week well went were what when where whether which while
        who whom whose why will with within without would year yet you your s t re ve ll don didn doesn isn wasn what's who's know known
        happened happen cost costs according list name show call called kind type everyone anyone anything nothing everything
        summarise summarize summary overview story stories posts update updates""".split()
    ),
    "de": frozenset(
        """der die das den dem des ein eine einen einem einer und oder aber ist sind war waren wird werden wurde wurden hat haben hatte in im
        an am auf aus bei mit nach von vom vor zu zum zur über unter für durch gegen um wie viel viele was wer wen wem wo wann warum welche
        welcher welches welchen welchem es er sie wir ihr nicht kein keine auch noch nur schon sich dass als wenn laut seit bis sagte gab
        kostet kosten passiert geschah geschehen gibt es da dort hier so sehr mehr neu neues neue""".split()
    ),
    "fr": frozenset(
        """le la les l un une des du de d et ou mais est sont était été a ont avait être avoir en dans sur sous par pour avec sans au aux ce
        cet cette ces que qui quoi quel quelle quels quelles où quand comment pourquoi combien il elle ils elles on ne pas plus se s son sa
        ses leur leurs y n t c qu selon après avant depuis chez fait eu lieu coûte passé neuf nouveau nouvelles""".split()
    ),
    "es": frozenset(
        """el la los las un una unos unas de del y o pero es son era fue fueron ser ha han había en con por para sin sobre a al que quién
        quiénes qué cuál cuáles cuándo cuánto cuánta cuántos cuántas cómo dónde porqué lo le les se su sus no más ya muy según tras desde
        hasta hay como este esta ese esa cuesta pasó pasado nuevo nueva""".split()
    ),
    "uk": frozenset(
        """і й та а але або у в на до з із зі за від для про по при через після перед під над між що хто де коли чому як який яка яке які
        якого якій якому скільки чи не ні це цей ця ці той та те ті він вона вони воно його її їх був була було були є буде будуть бути
        також ще вже лише тільки так там тут згідно повідомив сказав коштує коштують сталося сталась сталося нового новини""".split()
    ),
    "ru": frozenset(
        """и а но или в во на до с со из за от для о об по при через после перед под над между что кто где когда почему как какой какая какое
        какие каком какого сколько ли не ни это этот эта эти тот та те он она они оно его её ее их был была было были есть будет будут быть
        также ещё еще уже только так там тут согласно сообщил сказал стоит стоят произошло случилось нового новости""".split()
    ),
    "ar": frozenset(
        """في من على إلى الى عن مع هذا هذه ذلك تلك التي الذي الذين ما ماذا متى أين كم كيف لماذا هل أي أو و ثم قد لقد كان كانت يكون هو هي هم
        لا لم لن إن أن ان عند بعد قبل منذ حتى كل بعض غير بين خلال وفقا حدث الجديد جديد""".split()
    ),
}

# "What did Anna Holm say about the ferry?": of whom the words are wanted. Written small, too, as people do in chats.
_NAME, _END = r"(?P<name>\S.{1,60}?)", r"\s*[?؟]|\s*$"
SAID_BY: dict[str, tuple[str, ...]] = {
    "en": (
        rf"\W*(?:(?:and|but|so)\s+)?what(?:['’]s|\s+(?:did|does|do|has|have|had|is|was|are|were))\s+{_NAME}\s+(?:just\s+|actually\s+)?(?:say|said|saying|tell|told)\b",
    ),
    "de": (
        rf"\W*(?:und\s+)?was\s+(?:hat|haben)\s+{_NAME}(?:\s+(?:zu[rm]?|über)\s.*)?\s+gesagt\b",
        rf"\W*(?:und\s+)?was\s+sag(?:t|te|ten|en)\s+{_NAME}(?=\s+(?:zu[rm]?|über|dazu)\b|{_END})",
    ),
    "fr": (
        rf"\W*(?:et\s+)?qu(?:['’](?:a|ont|avait)\s+dit|e\s+di(?:t|sent))\s+{_NAME}(?=\s+(?:sur|de|du|des|à|au)\b|{_END})",
        rf"\W*(?:et\s+)?qu['’]est-ce\s+que?\s+{_NAME}\s+(?:a|ont)\s+dit\b",
    ),
    "es": (
        rf"\W*(?:y\s+)?qué\s+(?:dijo|dijeron|dice|dicen|ha\s+dicho|han\s+dicho)\s+{_NAME}(?=\s+(?:sobre|de|del|acerca)\b|{_END})",
    ),
    "uk": (
        rf"\W*(?:[аі]\s+)?що\s+(?:сказав|сказала|сказали|каже|кажуть|говорить|заявив|заявила|заявили)\s+{_NAME}(?=\s+(?:про|щодо)\b|{_END})",
    ),
    "ru": (
        rf"\W*(?:[аи]\s+)?что\s+(?:сказал|сказала|сказали|говорит|говорят|заявил|заявила|заявили)\s+{_NAME}(?=\s+(?:об?|про|насчёт)\b|{_END})",
    ),
    "ar": (rf"\W*و?ماذا\s+(?:قال|قالت|يقول|تقول)\s+{_NAME}(?=\s+(?:عن|بشأن|حول)(?:\s|$)|{_END})",),
}
