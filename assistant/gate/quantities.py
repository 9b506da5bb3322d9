"""Words for days, months, numbers, scales and money: tables only. Several languages share one table, as posts mix them."""

from __future__ import annotations

MONTHS = {
    name: number
    for number, names in enumerate(
        """january januar janvier enero січень січня січні январь января январе jan
        february februar février febrero лютий лютого лютому февраль февраля феврале feb
        march märz mars marzo березень березня березні март марта марте mar
        april avril abril квітень квітня квітні апрель апреля апреле apr
        may mai mayo травень травня травні май мая мае
        june juni juin junio червень червня червні июнь июня июне jun
        july juli juillet julio липень липня липні июль июля июле jul
        august août agosto серпень серпня серпні август августа августе aug
        september septembre septiembre вересень вересня вересні сентябрь сентября сентябре sep sept
        october oktober octobre octubre жовтень жовтня жовтні октябрь октября октябре oct
        november novembre noviembre листопад листопада листопаді ноябрь ноября ноябре nov
        december dezember décembre diciembre грудень грудня грудні декабрь декабря декабре dec""".splitlines(),
        start=1,
    )
    for name in names.split()
}

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        """monday mon montag lundi lunes понеділок понеділка понеділку понедельник понедельника
        tuesday tue tues dienstag mardi martes вівторок вівторка вторник вторника
        wednesday wed mittwoch mercredi miércoles середа середу середи среда среду среды
        thursday thu thurs donnerstag jeudi jueves четвер четверга четверг
        friday fri freitag vendredi viernes пʼятниця пʼятницю п'ятниця п'ятницю п'ятниці пятница пятницу пятницы
        saturday sat samstag sonnabend samedi sábado субота суботу суботи суббота субботу субботы
        sunday sun sonntag dimanche domingo неділя неділю неділі воскресенье воскресенья""".splitlines()
    )
    for name in names.split()
}
# These are ordinary words too: dates only with a capital letter.
CAPITAL_DATES = frozenset(
    "march may mar august jan sep dec jun mars mai mon sat sun wed fri thu tue март мае среда среду среды".split()
)

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBER_WORDS: dict[str, int] = {
    **{word: n for n, word in enumerate(_UNITS.split())},
    **{word: 10 * n for n, word in enumerate(_TENS.split(), start=2)},
    "dozen": 12,
    **{
        word: n
        for n, words in enumerate(
            """два дві двох двое двоє zwei deux dos
            три трьох трёх трех троє трое drei trois tres
            чотири чотирьох четыре четырёх четырех vier quatre cuatro
            п'ять п'яти пять пяти fünf cinq cinco
            шість шести шесть sechs seis
            сім семи семь sieben sept siete
            вісім восьми восемь acht huit ocho
            дев'ять дев'яти девять девяти neun neuf nueve
            десять десяти zehn dix diez
            одинадцять одиннадцать elf onze once
            дванадцять двенадцать zwölf douze doce""".splitlines(),
            start=2,
        )
        for word in words.split()
        if word not in ("once", "sept")
    },
    "двадцять": 20, "двадцать": 20, "тридцять": 30, "тридцать": 30, "сорок": 40, "п'ятдесят": 50, "пятьдесят": 50, "сто": 100,
    "двісті": 200, "двести": 200, "триста": 300, "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "vingt": 20, "trente": 30,
    "veinte": 20, "treinta": 30,
}  # fmt: skip
SCALES: dict[str, int] = {
    "hundred": 100, "thousand": 1000, "k": 1000, "million": 10**6, "mn": 10**6, "mln": 10**6, "m": 10**6,
    "billion": 10**9, "bn": 10**9,
    "b": 10**9, "trillion": 10**12, "tn": 10**12, "тисяча": 1000, "тисячі": 1000, "тисяч": 1000, "тис": 1000,
    "тысяча": 1000, "тысячи": 1000,
    "тысяч": 1000, "тыс": 1000, "мільйон": 10**6, "мільйони": 10**6, "мільйонів": 10**6, "миллион": 10**6, "миллиона": 10**6,
    "миллионов": 10**6, "млн": 10**6, "мільярд": 10**9, "мільярди": 10**9, "мільярдів": 10**9, "миллиард": 10**9, "миллиарда": 10**9,
    "миллиардов": 10**9, "млрд": 10**9, "tausend": 1000, "millionen": 10**6, "mio": 10**6, "milliarde": 10**9, "milliarden": 10**9,
    "mrd": 10**9, "mille": 1000, "millions": 10**6, "milliard": 10**9, "milliards": 10**9, "mil": 1000,
    "millón": 10**6, "millones": 10**6,
}  # fmt: skip
GLUED_SCALES = frozenset(("k", "m", "b", "mil"))  # a scale only when money stands before the number ("$5m")
ORDINALS: dict[str, int] = {
    word: n
    for n, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1)
}
PERCENT = frozenset(
    "% percent pct prozent відсоток відсотка відсотки відсотків процент процента проценти процентів процентов".split()
)
MONEY = {
    "$": "$", "€": "€", "£": "£", "¥": "¥", "₴": "₴", "₽": "₽", "dollar": "$", "dollars": "$", "euro": "€", "euros": "€", "yen": "¥",
    "yuan": "yuan", "hryvnia": "₴", "hryvnias": "₴", "ruble": "₽", "rubles": "₽", "rouble": "₽", "roubles": "₽", "долар": "$",
    "долари": "$", "доларів": "$", "доллар": "$", "доллара": "$", "долларов": "$", "євро": "€", "евро": "€",
    "гривня": "₴", "гривні": "₴",
    "гривень": "₴", "грн": "₴", "рубль": "₽", "рубля": "₽", "рублей": "₽", "рублів": "₽",
}  # fmt: skip
FRACTIONS = {
    "half": "1/2",
    "halves": "1/2",
    "quarter": "1/4",
    "twice": "x2",
    "double": "x2",
    "doubled": "x2",
    "triple": "x3",
    "tripled": "x3",
    "quadrupled": "x4",
    "halved": "x1/2",
    "halve": "x1/2",
}
