"""Verbs of speech, what stands before a speaker ("according to"), small words: tables only, a language a row."""

from __future__ import annotations

import re

# Say so by themselves; the second row only where the sentence holds a quotation, or "that" follows.
_SURE = {
    "en": """said says say saying told tells warned warns announced announces argued argues claimed claims insisted insists denied denies
        stated states declared declares acknowledged acknowledges conceded concedes testified tweeted explained explains stressed""",
    "de": """sagte sagten sagt sagen erklärte erklärten erklärt betonte betonten betont warnte warnten warnt meinte meint
        versicherte kritisierte behauptete beteuerte twitterte mahnte so""",
    "fr": """(?:(?:a|ont|avait|avaient)\\s+(?:\\w+\\s+)?)?(?:déclaré|dit|affirmé|indiqué|assuré|annoncé|expliqué|souligné)
        (?:(?:a|ont|avait|avaient)\\s+(?:\\w+\\s+)?)?(?:averti|estimé|précisé|raconté)
        déclare déclarent dit disent affirme affirment indique assure explique souligne avertit estime précise raconte confie lance""",
    "es": """(?:(?:ha|han|había)\\s+)?(?:dicho|afirmado|declarado|señalado|asegurado|explicado|anunciado|advertido|manifestado|subrayado)
        dijo dijeron dice dicen afirmó afirmaron afirma declaró declararon señaló señalaron señala aseguró aseguraron asegura explicó
        explica anunció advirtió advierte indicó manifestó sostuvo subrayó denunció""",
    "uk": """сказав сказала сказали каже кажуть заявив заявила заявили заявляє повідомив повідомила повідомили повідомляє зазначив зазначила
        зазначили зазначає наголосив наголосила наголосили підкреслив підкреслила розповів розповіла розповіли пояснив пояснила пояснили
        написав написала попередив попередила говорить стверджує""",
    "ru": """сказал сказала сказали говорит говорят заявил заявила заявили заявляет сообщил сообщила сообщили отметил отметила отметили
        подчеркнул подчеркнула рассказал рассказала рассказали объяснил объяснила написал написала предупредил предупредила утверждает
        пояснил пояснила""",
    "ar": """[وف]?(?:قال|قالت|يقول|تقول|صرح|صرحت|أعلن|أعلنت|أكد|أكدت|أضاف|أضافت|أوضح|أوضحت|حذر|حذرت|ذكر|ذكرت|شدد|شددت)""",
}
_WITH_QUOTE = {
    "en": "added adds wrote writes asked asks called calls continued noted notes replied recalled admitted concluded suggested joked",
    "de": "fügte schrieb teilte kündigte berichtete nannte ergänzte antwortete fragte",
    "fr": "ajouté écrit lancé ajoute écrit répond répondu conclut",
    "es": "añadió agregó escribió respondió preguntó concluyó recordó",
    "uk": "додав додала додали відповів відповіла нагадав нагадала",
    "ru": "добавил добавила добавили ответил ответила напомнил напомнила",
    "ar": "[وف]?(?:تابع|تابعت|كتب|كتبت|رد|ردت)",
}
_THROUGH = {
    "en": r"according to|in the words of",
    "de": r"laut|nach angaben von|nach den worten von|nach worten von",
    "fr": r"selon|d['’]après",
    "es": r"según|de acuerdo con|en palabras de",
    "uk": r"за словами|на думку|за даними|як (?:заявив|заявила|повідомив|повідомила|зазначив|зазначила|сказав|сказала)",
    "ru": r"по словам|по мнению|по данным|как (?:заявил|заявила|сообщил|сообщила|отметил|отметила|сказал|сказала)",
    "ar": r"بحسب|حسب|وفق[اً]* ل|وفقًا ل",
}


def _any(table: dict[str, str]) -> str:
    return "|".join(word for words in table.values() for word in _split(words))


def _split(words: str) -> list[str]:
    """At blanks that stand in no bracket: some entries are patterns."""
    return re.findall(r"(?:\([^)]*(?:\([^)]*\)[^)]*)*\)\??|[^\s(])+", words)


SURE = re.compile(rf"(?<![\w-])(?:{_any(_SURE)})(?![\w-])", re.IGNORECASE)
WITH_QUOTE = re.compile(rf"(?<![\w-])(?:{_any(_WITH_QUOTE)})(?![\w-])", re.IGNORECASE)


def _words(table: dict[str, str]) -> frozenset[str]:
    """All words of a table; Arabic ones with the conjunctions that are written together with them."""
    found = {
        lead + word
        for words in table.values()
        for word in re.findall(r"[^\W\d_]+", words)
        for lead in (("", "و", "ف") if word[0] > "\u0600" else ("",))
    }
    return frozenset(found - {"a", "w", "s", "ont", "avait", "avaient", "ha", "han", "había", "وف", "ووف", "فوف"})


# Any word of the two: a sentence without one is not looked at twice.
VERB_WORDS = _words(_SURE) | _words(_WITH_QUOTE)
THROUGH = re.compile(rf"(?<!\w)(?:{'|'.join(_THROUGH.values())})(?!\w)\s*", re.IGNORECASE)
THROUGH_AR = re.compile(r"(?<!\w)(?:وفق[اًا]*\s+ل|بحسب\s+|حسب\s+)")
THAT = re.compile(r"\s+(?:that|dass|que|qu['’]|що|что|أن|إن)\b", re.IGNORECASE)

# Before a name these make it no subject: "critics of Brandt said", "a spokesman for Brandt said".
PREPOSITION = re.compile(
    r"(?<![\w])(?:of|for|to|with|by|from|against|about|like|unlike|near|behind|over|on|in|at|into|than|toward|towards|via|between|among"
    r"|von|für|mit|gegen|über|bei|aus|zu|vom|zum|zur|im|unter|de|du|des|avec|pour|par|contre|chez|del|con|para|por|contra|sobre"
    r"|від|для|з|із|зі|до|про|від|в|у|на|проти|біля|от|из|с|со|о|об|к|по|против|для|без)\s+(?:the\s+|den\s+|dem\s+|le\s+|la\s+|el\s+)?$",
    re.IGNORECASE,
)
# Between a subject and its verb.
BETWEEN = (
    r"(?:(?:has|have|had|also|later|earlier|then|again|repeatedly|recently|previously|reportedly|reiterated|himself|herself|once|now|still"
    r"|hat|haben|habe|hatte|auch|zudem|später|wiederholt|également|aussi|ensuite|también|además|luego|se|lo|le|ha|han"
    r"|також|ще|раніше|пізніше|вже|также|ещё|еще|ранее|позже|уже|قد|أيضا)\s+){0,3}"
)
PRONOUN = re.compile(
    rf"(?<!\w)(?:he|she|they|er|sie|il|elle|ils|elles|él|ella|він|вона|вони|он|она|они|هو|هي)\s+{BETWEEN}$", re.IGNORECASE
)
PRONOUN_AFTER = re.compile(
    r"(?:\s+|-)(?:t-)?(?:he|she|they|er|sie|il|elle|ils|elles|él|ella|він|вона|вони|он|она|они)(?!\w)", re.IGNORECASE
)
# Capitalised, and nobody: days, months, words that begin a sentence.
NOBODY = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
    december the a an in on at as after before when while if but and so then yesterday today later earlier meanwhile also however still now
    although since because that this these those it there here he she they we i who what how why his her their our my its
    am montag dienstag mittwoch donnerstag freitag samstag sonntag zuvor danach gestern heute außerdem der die das und aber nach vor seit
    dem     lundi mardi mercredi jeudi vendredi samedi dimanche le la les un une et mais après avant hier dans selon
    lunes martes miércoles jueves viernes sábado domingo el los las y pero tras ayer hoy además en según
    він вона вони це як після перед а і й та але також водночас за у в на він но и он она они это после до также об
    про раніше ранее""".split()
)
# A telling apart of days in front of the verb, "Trump on Monday said".
ON_A_DAY = (
    r"(?:\s+(?:on|late|early|last|this)\s+(?:on\s+)?(?:[A-Z][a-z]+day|week|month|year|night|morning|evening|afternoon)"
    r"(?:\s+(?:morning|night|evening))?)?"
)

# Before a name, and no part of it.
TITLES = frozenset(
    """president prime minister mr mrs ms dr sir king queen mayor governor senator secretary general colonel pope chancellor judge justice
    prince princess lord lady rep sen gov gen foreign defence defense finance interior chief former acting deputy vice first ukrainian
    russian german french american british spanish israeli chinese präsident präsidentin kanzler bundeskanzler bundeskanzlerin
    bürgermeister bürgermeisterin minister herr frau président présidente ministre maire monsieur madame presidente presidenta ministro
    ministra alcalde alcaldesa señor señora президент президента міністр міністра прем'єр мер министр премьер мэр глава голова
    الرئيس رئيس الوزير وزير السيد""".split()
)

# Single words by which a text makes something another's, beliefs and reports too. What the gate, /check and the stories hold on to: a claim
# may not drop all of them where its source has one. Some of the verbs above are too much else to be among them.
SPEECH = (_words(_SURE) - frozenset("so states assure lance indique".split())) | frozenset(
    """tell according claim claiming alleged alleges allege reported reports reportedly allegedly added adds wrote writes
    posted suggested suggests believes believed believe thinks thought estimates estimated asserted accused accuses noted
    notes admitted admits confirmed повідомляють стверджують додав додала словами сообщает сообщают утверждают добавил
    добавила словам teilte berichtet berichtete berichten behauptet laut zufolge schrieb selon écrit según informó escribió""".split()
)
