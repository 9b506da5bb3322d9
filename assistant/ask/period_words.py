"""The words of periods, language by language: months, days, numbers, units and the phrases they stand in. Tables only."""

from __future__ import annotations


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
        (
            "dates",
            r"(?:from |between )?(?:the )?{first}(?:st|nd|rd|th)?(?: to | and | till | until | through | ?[-–] ?)(?:the )?{day}(?:st|nd|rd|th)?(?: of)? {month}(?:,? {year})?",
        ),
        (
            "dates",
            r"(?:from |between )?{month} {first}(?:st|nd|rd|th)?(?: to | and | till | until | through | ?[-–] ?){day}(?:st|nd|rd|th)?(?:,? {year})?",
        ),
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
        ("weekdays", r"(?:from|between) {weekday} (?:to|till|until|through|and) {other}"),
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
        ("dates", r"vom {first}\.? bis (?:zum )?{day}\.? {month}(?: {year})?"),
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
        ("weekdays", r"von {weekday} bis {other}"),
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
        ("dates", r"(?:du|entre le) {first}(?:er)? (?:au|et le) {day} {month}(?: {year})?"),
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
        ("weekdays", r"de {weekday} à {other}"),
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
        ("dates", r"(?:del|entre el) {first} (?:al|y el) {day} de {month}(?: de {year})?"),
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
        ("weekdays", r"del? {weekday} al? {other}"),
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
        ("dates", r"(?:з|від|між) {first}(?:-го)? (?:по|до|та|і) {day}(?:-го)? {month}(?: {year})?"),
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
        ("weekdays", r"(?:з|від|із) {weekday} (?:до|по) {other}"),
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
        ("dates", r"(?:с|от|между) {first}(?:-го)? (?:по|до|и) {day}(?:-го)? {month}(?: {year})?"),
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
        ("weekdays", r"(?:с|со) {weekday} (?:до|по) {other}"),
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
        ("dates", r"(?:من|بين) {first} (?:إلى|الى|حتى|و) ?{day} {month}(?: {year})?"),
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
