"""The words questions are made of, language by language: periods, numbers, kinds of answer, small words. Tables only."""

from __future__ import annotations

import re


def _table(text: str, first: int = 0) -> dict[str, int]:
    """Groups of variants, a group a number: "mon monday, tue tuesday" -> {"mon": 0, "monday": 0, "tue": 1, ...}."""
    groups = [group.split() for group in text.split(",")]
    return {word.replace("_", " "): number for number, group in enumerate(groups, first) for word in group}


def _units(**words: str) -> dict[str, str]:
    return {word.replace("_", " "): unit for unit, variants in words.items() for word in variants.split()}


MONTHS: dict[str, dict[str, int]] = {
    "en": _table(
        "january jan, february feb, march, april apr, may, june, july, august aug, september sept sep, october oct, november nov, december dec",
        1,
    ),
    "de": _table("januar, februar, märz, april, mai, juni, juli, august, september, oktober, november, dezember", 1),
    "fr": _table("janvier, février, mars, avril, mai, juin, juillet, août, septembre, octobre, novembre, décembre", 1),
    "es": _table(
        "enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre setiembre, octubre, noviembre, diciembre", 1
    ),
    "uk": _table(
        "січня січні, лютого лютому, березня березні, квітня квітні, травня травні, червня червні, липня липні, серпня серпні,"
        "вересня вересні, жовтня жовтні, листопада листопаді, грудня грудні",
        1,
    ),
    "ru": _table(
        "января январе, февраля феврале, марта марте, апреля апреле, мая мае, июня июне, июля июле, августа августе,"
        "сентября сентябре, октября октябре, ноября ноябре, декабря декабре",
        1,
    ),
    "ar": _table(
        "يناير كانون_الثاني, فبراير شباط, مارس آذار, أبريل نيسان إبريل, مايو أيار, يونيو حزيران, يوليو تموز, أغسطس آب, سبتمبر أيلول,"
        "أكتوبر تشرين_الأول, نوفمبر تشرين_الثاني, ديسمبر كانون_الأول",
        1,
    ),
}
WEEKDAYS: dict[str, dict[str, int]] = {
    "en": _table("monday mon, tuesday tue tues, wednesday wed, thursday thu thurs, friday fri, saturday, sunday"),
    "de": _table("montag, dienstag, mittwoch, donnerstag, freitag, samstag sonnabend, sonntag"),
    "fr": _table("lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche"),
    "es": _table("lunes, martes, miércoles, jueves, viernes, sábado, domingo"),
    "uk": _table(
        "понеділка понеділок, вівторка вівторок, середи середу, четверга четвер, п'ятниці п'ятницю п’ятниці п’ятницю, суботи суботу, неділі неділю"
    ),
    "ru": _table(
        "понедельника понедельник, вторника вторник, среды среду, четверга четверг, пятницы пятницу, субботы субботу, воскресенья воскресенье"
    ),
    "ar": _table("الاثنين الإثنين, الثلاثاء, الأربعاء, الخميس, الجمعة, السبت, الأحد"),
}
NUMBERS: dict[str, dict[str, int]] = {
    "en": _table("one a an, two couple couple_of, three few, four, five, six, seven, eight, nine, ten, eleven, twelve", 1),
    "de": _table("ein eine einen, zwei, drei paar, vier, fünf, sechs, sieben, acht, neun, zehn", 1),
    "fr": _table("un une, deux, trois quelques, quatre, cinq, six, sept, huit, neuf, dix", 1),
    "es": _table("un una, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez", 1),
    "uk": _table("один одну, два дві, три кілька, чотири, п'ять п’ять, шість, сім, вісім, дев'ять дев’ять, десять", 1),
    "ru": _table("один одну, два две, три несколько, четыре, пять, шесть, семь, восемь, девять, десять", 1),
    "ar": _table("واحد, اثنين, ثلاث ثلاثة, أربع أربعة, خمس خمسة, ست ستة, سبع سبعة, ثماني ثمانية, تسع تسعة, عشر عشرة", 1),
}
UNITS: dict[str, dict[str, str]] = {
    "en": _units(minute="minute minutes", hour="hour hours hrs", day="day days", week="week weeks", weekend="weekend", month="month months", year="year years"),
    "de": _units(minute="minute minuten", hour="stunde stunden", day="tag tage tagen", week="woche wochen", weekend="wochenende", month="monat monate monaten monats", year="jahr jahre jahren"),
    "fr": _units(minute="minute minutes", hour="heure heures", day="jour jours", week="semaine semaines", weekend="week-end weekend", month="mois", year="an ans année années"),
    "es": _units(minute="minuto minutos", hour="hora horas", day="día días", week="semana semanas", weekend="fin_de_semana", month="mes meses", year="año años"),
    "uk": _units(minute="хвилину хвилини хвилин", hour="годину години годин", day="день дні днів доби добу", week="тиждень тижні тижнів тижня тижні", weekend="вихідних вихідні", month="місяць місяці місяців місяця місяці", year="рік роки років року році"),
    "ru": _units(minute="минуту минуты минут", hour="час часа часов", day="день дня дней сутки суток", week="неделю недели недель неделе", weekend="выходных выходные", month="месяц месяца месяцев месяце", year="год года лет году"),
    "ar": _units(minute="دقيقة دقائق", hour="ساعة ساعات", day="يوم أيام يوما", week="أسبوع أسابيع الأسبوع", month="شهر أشهر الشهر", year="سنة سنوات عام أعوام العام السنة"),
}  # fmt: skip

# Longest match wins; {n} {unit} {weekday} {month} {day} {year} are filled in. A year or month counts only with its preposition, and a
# bare one ("in 2019") only where nothing but the end, the start or a comma stands beyond it: inside a sentence it belongs to the event.
_END = r"(?=\s*(?:[?.!,;]|$))"
_NOT_ITS = r"(?!['’]s)"
PHRASES: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        ("night", r"(?:overnight|last night|during the night|since last night)"),
        ("morning", r"this morning"),
        ("today", r"(?:so far )?(?:today|tonight|this afternoon|this evening)"),
        ("since_morning", r"since (?:this morning|midnight|today)"),
        ("since_yesterday", r"since yesterday"),
        ("yesterday", r"yesterday"),
        ("before_yesterday", r"the day before yesterday"),
        ("back", r"(?:(?:in|over|during|within|for|from) )?(?:the )?(?:last|past|previous) {n} {unit}"),
        ("back", r"(?:in|over|during|within|from) the (?:last|past) {unit}"),
        ("ago", r"{n} {unit} ago"),
        ("last", rf"(?:(?:over|in|during) )?(?:the )?last (?!hour|minute|day){{unit}}{_NOT_ITS}"),
        ("since_last", rf"since last {{unit}}{_NOT_ITS}"),
        ("this", r"(?:(?:over|in|during|earlier) )?this (?!hour|minute|day|month['’]s|year['’]s){unit}"),
        ("on_weekday", r"(?:on|this past) {weekday}"),
        ("last_weekday", r"(?:on )?last {weekday}"),
        ("since_weekday", r"since (?:last )?{weekday}"),
        ("on_date", r"(?:on )?(?:the )?{day}(?:st|nd|rd|th)?(?: of)? {month}(?:,? {year})?"),
        ("on_date", r"(?:on )?{month} {day}(?:st|nd|rd|th)?(?:,? {year})?"),
        ("since_date", r"(?:since|after) (?:the )?{day}(?:st|nd|rd|th)?(?: of)? {month}(?:,? {year})?"),
        ("since_date", r"(?:since|after) {month} {day}(?:st|nd|rd|th)?(?:,? {year})?"),
        ("before_date", r"before (?:the )?{day}(?:st|nd|rd|th)?(?: of)? {month}(?:,? {year})?"),
        ("before_date", r"before {month} {day}(?:st|nd|rd|th)?(?:,? {year})?"),
        ("in_month", rf"(?:in|during|throughout)(?: early| late| mid)? {{month}}(?:,? {{year}})?{_END}"),
        ("in_month", rf"last {{month}}{_END}"),
        ("since_month", rf"since {{month}}(?:,? {{year}})?{_END}"),
        ("in_year", rf"(?:in|during|throughout) {{year}}{_END}"),
        ("since_year", rf"since {{year}}{_END}"),
    ),
    "de": (
        ("night", r"(?:über nacht|letzte nacht|heute nacht|in der nacht)"),
        ("morning", r"heute (?:morgen|früh)"),
        ("today", r"heute"),
        ("since_yesterday", r"seit gestern"),
        ("yesterday", r"gestern"),
        ("before_yesterday", r"vorgestern"),
        ("back", r"(?:in |während )?(?:den |der |die )?(?:letzten|vergangenen) {n} {unit}"),
        ("ago", r"vor {n} {unit}"),
        ("last", r"(?:in der |im |am )?(?:letzte|letzten|letztes|vergangene|vergangenen|vergangenes|vorige|vorigen) {unit}"),
        ("this", r"(?:in )?(?:diese|dieser|diesen|diesem|dieses) {unit}"),
        ("on_weekday", r"am {weekday}"),
        ("last_weekday", r"(?:am )?(?:letzten|vergangenen) {weekday}"),
        ("since_weekday", r"seit {weekday}"),
        ("on_date", r"(?:am )?{day}\. ?{month}(?: {year})?"),
        ("since_date", r"(?:seit|nach)(?: dem)? {day}\. ?{month}(?: {year})?"),
        ("in_month", rf"im {{month}}(?: {{year}})?{_END}"),
        ("since_month", rf"seit {{month}}(?: {{year}})?{_END}"),
        ("in_year", rf"(?:im jahr |in ){{year}}{_END}"),
        ("since_year", rf"seit {{year}}{_END}"),
    ),
    "fr": (
        ("yesterday", r"hier soir"),
        ("night", r"(?:cette nuit|la nuit dernière|pendant la nuit)"),
        ("morning", r"ce matin"),
        ("today", r"aujourd['’]hui"),
        ("since_yesterday", r"depuis hier"),
        ("yesterday", r"hier"),
        ("before_yesterday", r"avant-hier"),
        ("back", r"(?:ces |dans les |au cours des |pendant les )?{n} (?:dernières|derniers) {unit}"),
        ("back", r"(?:ces |dans les |au cours des |les )(?:dernières|derniers) {n} {unit}"),
        ("ago", r"il y a {n} {unit}"),
        ("last", r"(?:la |le |l['’])?{unit} (?:dernière|dernier|passée|passé)"),
        ("this", r"(?:cette|ce|cet) {unit}"),
        ("last_weekday", r"{weekday} dernier"),
        ("on_weekday", r"(?:ce|le) {weekday}"),
        ("since_weekday", r"depuis {weekday}"),
        ("on_date", r"(?:le )?{day}(?:er)? {month}(?: {year})?"),
        ("since_date", r"(?:depuis|après) le {day}(?:er)? {month}(?: {year})?"),
        ("in_month", rf"(?:en|au mois de|au mois d['’]) ?{{month}}(?: {{year}})?{_END}"),
        ("since_month", rf"depuis {{month}}(?: {{year}})?{_END}"),
        ("in_year", rf"en {{year}}{_END}"),
        ("since_year", rf"depuis {{year}}{_END}"),
    ),
    "es": (
        ("night", r"(?:anoche|durante la noche|esta noche|de madrugada)"),
        ("morning", r"esta mañana"),
        ("today", r"hoy"),
        ("since_yesterday", r"desde ayer"),
        ("yesterday", r"ayer"),
        ("before_yesterday", r"(?:anteayer|antes de ayer)"),
        ("back", r"(?:en |durante )?(?:las |los )?(?:últimas|últimos) {n} {unit}"),
        ("ago", r"hace {n} {unit}"),
        ("last", r"(?:la |el )?{unit} (?:pasada|pasado)"),
        ("this", r"(?:esta|este) {unit}"),
        ("last_weekday", r"(?:el )?{weekday} pasado"),
        ("on_weekday", r"el {weekday}"),
        ("since_weekday", r"desde el {weekday}"),
        ("on_date", r"(?:el )?{day} de {month}(?: (?:de|del) {year})?"),
        ("since_date", r"(?:desde|después de) el {day} de {month}(?: (?:de|del) {year})?"),
        ("in_month", rf"en {{month}}(?: (?:de|del) {{year}})?{_END}"),
        ("since_month", rf"desde {{month}}(?: (?:de|del) {{year}})?{_END}"),
        ("in_year", rf"en {{year}}{_END}"),
        ("since_year", rf"desde {{year}}{_END}"),
    ),
    "uk": (
        ("night", r"(?:вночі|минулої ночі|за ніч|цієї ночі)"),
        ("morning", r"(?:сьогодні вранці|зранку)"),
        ("today", r"сьогодні"),
        ("since_yesterday", r"(?:від|з) учора|з вчора"),
        ("yesterday", r"(?:вчора|учора)"),
        ("before_yesterday", r"позавчора"),
        ("back", r"(?:за|протягом|впродовж|упродовж) (?:останні|останніх|минулі) {n} {unit}"),
        ("back", r"(?:за|протягом) (?:останню|останній|останньої) {unit}"),
        ("ago", r"{n} {unit} тому"),
        ("last", r"(?:(?:на|у|в) )?(?:минулого|минулому|минулий|минулих|торішнього) {unit}"),
        ("this", r"(?:(?:на|у|в) )?(?:цього|цьому|цей|ці|цих) {unit}"),
        ("on_weekday", r"(?:у|в) {weekday}"),
        ("last_weekday", r"(?:минулого|минулої) {weekday}"),
        ("since_weekday", r"(?:з|від|із) {weekday}"),
        ("on_date", r"{day} {month}(?: {year}(?: року)?)?"),
        ("since_date", r"(?:з|від|після) {day} {month}(?: {year}(?: року)?)?"),
        ("in_month", rf"(?:у|в) {{month}}(?: {{year}}(?: року)?)?{_END}"),
        ("since_month", rf"(?:з|від) {{month}}(?: {{year}}(?: року)?)?{_END}"),
        ("in_year", rf"(?:(?:у|в) )?{{year}} ро(?:ку|ці){_END}"),
        ("since_year", rf"(?:з|від) {{year}}(?: року)?{_END}"),
    ),
    "ru": (
        ("night", r"(?:ночью|прошлой ночью|за ночь|этой ночью)"),
        ("morning", r"(?:сегодня утром|с утра)"),
        ("today", r"сегодня"),
        ("since_yesterday", r"со вчера(?:шнего дня)?"),
        ("yesterday", r"вчера"),
        ("before_yesterday", r"позавчера"),
        ("back", r"(?:за|в течение) (?:последние|последних|прошлые) {n} {unit}"),
        ("back", r"(?:за|в течение) (?:последнюю|последний|последней) {unit}"),
        ("ago", r"{n} {unit} назад"),
        ("last", r"(?:(?:на|в) )?(?:прошлой|прошлом|прошлую|прошлый|прошлых) {unit}"),
        ("this", r"(?:(?:на|в) )?(?:этой|этом|эту|этот|эти|этих) {unit}"),
        ("on_weekday", r"(?:в|во) {weekday}"),
        ("last_weekday", r"(?:в )?(?:прошлый|прошлую|прошлое) {weekday}"),
        ("since_weekday", r"(?:с|со) {weekday}"),
        ("on_date", r"{day} {month}(?: {year}(?: года)?)?"),
        ("since_date", r"(?:с|после) {day} {month}(?: {year}(?: года)?)?"),
        ("in_month", rf"в {{month}}(?: {{year}}(?: года)?)?{_END}"),
        ("since_month", rf"с {{month}}(?: {{year}}(?: года)?)?{_END}"),
        ("in_year", rf"в {{year}} году{_END}"),
        ("since_year", rf"с {{year}}(?: года)?{_END}"),
    ),
    "ar": (
        ("night", r"(?:الليلة الماضية|ليلة أمس|خلال الليل)"),
        ("morning", r"(?:هذا الصباح|صباح اليوم)"),
        ("today", r"اليوم"),
        ("since_yesterday", r"منذ (?:أمس|الأمس)"),
        ("yesterday", r"(?:أمس|بالأمس|يوم أمس)"),
        ("back", r"(?:في|خلال) آخر {n} {unit}"),
        ("back", r"(?:في|خلال) (?:ال)?{n} (?:ال)?{unit} (?:الماضية|الأخيرة)"),
        ("ago", r"قبل {n} {unit}"),
        ("last", r"{unit} (?:الماضي|الماضية)"),
        ("this", r"(?:هذا|هذه) {unit}"),
        ("on_weekday", r"يوم {weekday}"),
        ("last_weekday", r"(?:يوم )?{weekday} الماضي"),
        ("since_weekday", r"منذ (?:يوم )?{weekday}"),
        ("on_date", r"(?:في |يوم )?{day} {month}(?: {year})?"),
        ("since_date", r"(?:منذ|بعد) {day} {month}(?: {year})?"),
        ("in_month", r"في (?:شهر )?{month}(?: {year})?(?=\s*(?:[؟?.!,،]|$))"),
        ("in_year", r"(?:في|عام|في عام|سنة) {year}(?=\s*(?:[؟?.!,،]|$))"),
        ("since_year", r"منذ (?:عام |سنة )?{year}(?=\s*(?:[؟?.!,،]|$))"),
    ),
}

# What kind of answer a question seeks, by its words; the first that fits.
KINDS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
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
LEANING = re.compile(
    r"^(?:and|but|so|also|ok|what about|how about|und|aber|was ist mit|et|mais|y|pero|а|і|й|та|але|и|но|و|ماذا عن)\b"
    r"|\b(?:that|this|it|they|them|there|those|these|he|she|him|his|her|their|its|then)\b"
    r"|^(?:since when|who said|who says|when was|why|how come|how many|how much|where|when|who|says who|and where|really)\W*$"
    r"|\b(?:das|dort|davon|er|sie|ça|cela|là|il|elle|eso|allí|él|ella|це|там|він|вона|вони|это|там|он|она|они|ذلك|هناك|هو|هي)\b",
    re.IGNORECASE,
)

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
        happened happen cost costs according list name show call called kind type everyone anyone""".split()
    ),
    "de": frozenset(
        """der die das den dem des ein eine einen einem einer und oder aber ist sind war waren wird werden wurde wurden hat haben hatte in im
        an am auf aus bei mit nach von vom vor zu zum zur über unter für durch gegen um wie viel viele was wer wen wem wo wann warum welche
        welcher welches welchen welchem es er sie wir ihr nicht kein keine auch noch nur schon sich dass als wenn laut seit bis sagte gab
        kostet kosten passiert geschah geschehen gibt es da dort hier so sehr mehr""".split()
    ),
    "fr": frozenset(
        """le la les l un une des du de d et ou mais est sont était été a ont avait être avoir en dans sur sous par pour avec sans au aux ce
        cet cette ces que qui quoi quel quelle quels quelles où quand comment pourquoi combien il elle ils elles on ne pas plus se s son sa
        ses leur leurs y n t c qu selon après avant depuis chez fait eu lieu coûte passé""".split()
    ),
    "es": frozenset(
        """el la los las un una unos unas de del y o pero es son era fue fueron ser ha han había en con por para sin sobre a al que quién
        quiénes qué cuál cuáles cuándo cuánto cuánta cuántos cuántas cómo dónde porqué lo le les se su sus no más ya muy según tras desde
        hasta hay como este esta ese esa cuesta pasó pasado""".split()
    ),
    "uk": frozenset(
        """і й та а але або у в на до з із зі за від для про по при через після перед під над між що хто де коли чому як який яка яке які
        якого якій якому скільки чи не ні це цей ця ці той та те ті він вона вони воно його її їх був була було були є буде будуть бути
        також ще вже лише тільки так там тут згідно повідомив сказав коштує коштують сталося сталась сталося""".split()
    ),
    "ru": frozenset(
        """и а но или в во на до с со из за от для о об по при через после перед под над между что кто где когда почему как какой какая какое
        какие каком какого сколько ли не ни это этот эта эти тот та те он она они оно его её ее их был была было были есть будет будут быть
        также ещё еще уже только так там тут согласно сообщил сказал стоит стоят произошло случилось""".split()
    ),
    "ar": frozenset(
        """في من على إلى الى عن مع هذا هذه ذلك تلك التي الذي الذين ما ماذا متى أين كم كيف لماذا هل أي أو و ثم قد لقد كان كانت يكون هو هي هم
        لا لم لن إن أن ان عند بعد قبل منذ حتى كل بعض غير بين خلال وفقا حدث""".split()
    ),
}
