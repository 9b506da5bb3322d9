"""Where sentences begin and end, by offsets. Knows stops and abbreviations of a few languages; understands nothing."""

from __future__ import annotations

import re
from functools import lru_cache

_CLOSING = "\"'”’»›)\\]」』）》"
# A place where a sentence may end: a stop with what closes after it, or a line's end.
_STOP = re.compile(
    rf"(?P<wide>[。！？｡]+[{_CLOSING}]*)"
    rf"|(?P<stop>[.!?…؟۔।॥]+(?:\[\d+\])*[{_CLOSING}]*)(?=\s|$)"
    r"|(?P<line>(?<![^\S\n])[^\S\n]*+\n\s*)"
)
_LAST_WORD = re.compile(r"[^\W_](?:[\w.’'-]*[^\W_])?$")
_NEXT_WORD = re.compile(r"[\"'“”‘’«»„(\[¿¡—–\s-]*([^\W_]*)")

# Words that stand before a name: their dot never ends a sentence.
_NEVER = frozenset(
    "mr mrs ms dr prof rep sen gov gen col lt sgt capt cmdr maj adm "
    "brig pvt rev hon st mt ft pres supt insp det messrs mme mlle mgr vs v "
    "approx ca cf eg ie e.g i.e viz dipl hr fr bzw ggf sog z.b d.h u.a evtl bd sra srta dra lic av p.ej ej "
    "проф акад ген полк ім св вул просп буд обл р-н ред напр див тел доц гр тов пос м им ул т.зв т.к т.е т.н".split()
)
# Words whose dot does not end a sentence before a number: "No. 5".
_COUNTING = frozenset("no nos nr vol fig pp p art abs pág núm ст ч".split())
# Words whose dot may end a sentence too: only the next word tells.
_PERHAPS = frozenset(
    "u.s u.k u.n e.u d.c l.a u.s.a a.m p.m inc co corp ltd jr sr bros dept univ assn ph.d m.d b.a m.a "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun etc est "
    "ave blvd rd sq hwy rte mph ga fla calif mass mich minn wash ariz colo conn "
    "т.д т.п т.ч та.ін ін др пр р рр г гг ст ч хв год стр "
    "jh jhd n.chr v.chr usw al тыс тис млн млрд трлн руб коп грн".split()
)
# Behind such a dot these begin a new sentence (a name or a noun mostly does not).
_STARTERS = frozenset(
    "the a an he she it they we i you this that these those there here "
    "but and or so yet in on at by as if when while after before since "
    "for from with without despite although though however meanwhile what who why "
    "how where one some many most his her its their our my "
    "der die das ein eine er sie es wir ich und aber doch dann im am nach vor "
    "seit bei le la les un une il elle ils elles nous je et mais dans en "
    "el los las una ella ellos y pero según він вона воно вони ми я це цей та але "
    "і й у в на за після до потім тоді он она оно они мы это этот но и "
    "во со после потом затем".split()
)
_MONTHS = frozenset(
    "januar februar märz april mai juni juli august september "
    "oktober november dezember jahrhundert mal platz liga runde tag".split()
)
REMEMBERED = 20_000  # characters of a text that may be: some ten MB in all at most
_WRAPPED = 40  # a shorter line is a line of its own (a heading, an item); a longer one may be wrapped text


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets (start, end) of the sentences of a text, in order, without the blanks around them.

    Every character that is not blank lies in exactly one of them. A heading, that is a line of its own, is a sentence.
    The last texts are remembered: a question's posts are cut for the answer, for the gate and for what they disagree on.
    """
    return _lately(text) if len(text) <= REMEMBERED else _cut(text)


def _cut(text: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    start = 0
    for match in _STOP.finditer(text):
        if match.end() > start and _ends(text, match, start):
            start = _take(text, start, match.end(), found)
    _take(text, start, len(text), found)
    return tuple(found)


_lately = lru_cache(maxsize=256)(_cut)


def _take(text: str, start: int, end: int, found: list[tuple[int, int]]) -> int:
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        first = start + len(piece) - len(piece.lstrip())
        found.append((first, first + len(bare)))
    return end


def _ends(text: str, match: re.Match[str], start: int) -> bool:
    kind = match.lastgroup
    if kind == "wide":
        return True
    if kind == "line":
        return match.group().count("\n") > 1 or _line_ends(text, match, start)
    following = _NEXT_WORD.match(text, match.end())
    word = following.group(1) if following else ""
    if "\n" in text[match.end() : following.start(1) if following else None]:
        return True
    # A stop before a small letter is inside a sentence: "Yahoo! said", '"Why?" he asked', "approx. ten".
    if word[:1].islower():
        return False
    return match.group("stop") != "." or not _abbreviates(text, match.start(), start, word)


def _line_ends(text: str, match: re.Match[str], start: int) -> bool:
    line = text.rfind("\n", 0, match.start()) + 1
    return match.start() - max(line, start) < _WRAPPED or not text[match.end() : match.end() + 1].islower()


def _abbreviates(text: str, dot: int, start: int, following: str) -> bool:
    found = _LAST_WORD.search(text, max(start, dot - 24), dot)
    if not found:
        return False
    before = found.group()
    word = before.lower()
    if word in _NEVER or (word in _COUNTING and following[:1].isdigit()):
        return True
    if word.isdigit():  # "am 3. Oktober"; a number that a machine cut apart: "98. 7 per cent"
        return len(word) <= 3 and (following.lower() in _MONTHS or following.isdigit())
    if len(before) == len(following) == 1 and before.islower():  # "z. B."
        return True
    if len(before) == 1 and before.isupper():  # an initial: "J. Smith"
        return before != "I" and following.lower() not in _STARTERS
    dotted = "." in before and len(before) <= 2 * before.count(".") + 1  # "U.S", "В.В"
    known = word in _PERHAPS and (before[0].isupper() or not before.isascii() or "." in before or word in ("etc", "inc", "est"))
    return (dotted or known) and following.lower() not in _STARTERS
