"""What an edit changed: a diff as values, and whether it is trivial (form) or material (facts).

Floor 0, pure: collect/ counts edits with it, digest/ and recall/ mark corrections.

Trivial are blanks, typographic quotes and dashes, what follows the path of an address (tracking), bylines and stamps of time.
Material are numbers, names, quotations and negation; any other change of words is one of wording.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Weight = Literal["none", "trivial", "wording", "material"]
What = Literal["numbers", "names", "quotes", "negation", "words"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the diff. Equal: `old` and `new` are the same; an insertion has no `old`, a deletion no `new`."""

    old: str
    new: str

    @property
    def same(self) -> bool:
        return self.old == self.new


@dataclass(frozen=True, slots=True)
class Change:
    """An edit: how much it weighs, what it touches, and the text as segments that, joined, give the old and the new whole."""

    weight: Weight
    touches: tuple[What, ...]
    segments: tuple[Segment, ...]


TOKEN = re.compile(r"https?://\S+|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’‘ʼ-][^\W\d_]+)*|\s+|.", re.DOTALL)
MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„«»‟″", '"'),
        **dict.fromkeys("‘’‚‛ʼ′`", "'"),
        **dict.fromkeys("–—‒―−‐‑", "-"),
        "…": "...",
        "\u00a0": " ",
        "\u202f": " ",
    }
)
NEGATION = frozenset(
    "not no never none nobody nothing neither nor without cannot denied denies deny refused refuses rejects rejected unlikely nicht "
    "kein keine keinen nie "
    "niemals ohne ne pas jamais aucun sans no nunca jamás sin ningún non mai senza não nie bez не ні ніколи без немає нет нету ни "
    "никогда жоден".split()
)
ADDRESS_FORM = re.compile(r"^https?://(?:www\.)?|/?(?:[?#].*)?$")
CONTRACTED = re.compile(r"n't$")
NUMBER = re.compile(r"\d")
# numbers in words, and words that turn a number into another one
COUNTED = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve dozen dozens twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred hundreds "
    "thousand thousands million millions billion billions half double twice triple percent".split()
)
QUOTED = re.compile(r'"([^"]{2,})"')
BYLINE = re.compile(
    r"^\W*(?:(?:by|von|par|por|di|автор|текст|reporting by|written by|additional reporting by|editing by)\b.{0,120}|"
    r"[^\W\d_]+(?: [^\W\d_]+){1,3} (?:reports|reporting)\.?|"
    r"(?:last )?(?:updated|published|posted|modified|first published|aktualisiert|оновлено|обновлено|опубліковано)\b.{0,80})\W*$",
    re.IGNORECASE | re.MULTILINE,
)
ADMITS = re.compile(
    r"\b(?:corrections?(?: (?:and|&) clarifications?)?\s*[:(\u2013\u2014-]|clarification:|"
    r"(?:this|the) (?:article|story|post|report|piece|headline|item) (?:was|has been|were) (?:amended|corrected|updated to correct)|"
    r"(?:an?|the) (?:earlier|previous) version of this|we (?:regret|apologi[sz]e for) the error|"
    r"korrektur:|berichtigung:|in einer früheren version|rectificatif\s*:|une version précédente|corrección:|fe de erratas|"
    r"виправлення:|виправлено:|уточнення:|спростування:|у попередній версії|исправление:|исправлено:|уточнение:|опровержение:|"
    r"в предыдущей версии)",
    re.IGNORECASE,
)
"""A text that says of itself that it corrects what an earlier version said."""
PER_CENT = re.compile(r"\bper cent\b", re.IGNORECASE)
MOST_TOKENS = 20_000  # beyond, texts are compared by lines: SequenceMatcher is quadratic at worst


def between(old: str, new: str) -> Change:
    """What changed from one text to another. Pure and deterministic; segments are of words, or of lines in very long texts."""
    segments = diff(old, new)
    if old == new:
        return Change("none", (), segments)
    plain_old, plain_new = plain(old), plain(new)
    if plain_old == plain_new:
        return Change("trivial", (), segments)
    touches = _touches(plain_old, plain_new)
    return Change("material" if set(touches) - {"words"} else "wording", touches, segments)


def plain(text: str) -> str:
    """A text without what is mere form: equal for texts between which only trivial edits lie."""
    text = BYLINE.sub("", unicodedata.normalize("NFC", text).translate(MARKS))
    words = [ADDRESS_FORM.sub("", token) if token.startswith("http") else token for token in TOKEN.findall(text)]
    text = PER_CENT.sub("percent", "".join(words).replace("--", "-"))
    text = re.sub(r"\s+([,.;:!?])|\s*(-)\s*", r"\1\2", text)
    return " ".join(text.split()).strip()


def diff(old: str, new: str) -> tuple[Segment, ...]:
    """Old and new as segments: those that are the same, and pairs of what was and what is."""
    one, other = TOKEN.findall(old), TOKEN.findall(new)
    if len(one) + len(other) > MOST_TOKENS:
        one, other = old.splitlines(keepends=True), new.splitlines(keepends=True)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    runs = [(tag == "equal", "".join(one[a:b]), "".join(other[c:d])) for tag, a, b, c, d in matcher.get_opcodes()]
    return _joined(runs)


def _joined(runs: list[tuple[bool, str, str]]) -> tuple[Segment, ...]:
    """Changes parted only by blanks become one: they are read as one."""
    found: list[tuple[bool, str, str]] = []
    for at, (same, was, now) in enumerate(runs):
        between_changes = same and not was.strip() and 0 < at < len(runs) - 1
        same = same and not between_changes
        if found and found[-1][0] == same:
            found[-1] = (same, found[-1][1] + was, found[-1][2] + now)
        else:
            found.append((same, was, now))
    return tuple(Segment(was, now) for _, was, now in found)


def _touches(old: str, new: str) -> tuple[What, ...]:
    """Which kinds of particulars differ between two plain texts."""
    found: list[What] = []
    for what, parts in (("numbers", _numbers), ("names", names), ("quotes", quotes), ("negation", _negations)):
        if parts(old) != parts(new):
            found.append(what)  # type: ignore[arg-type]
    if [word for word in _words(old) if not word.isdecimal()] != [word for word in _words(new) if not word.isdecimal()]:
        found.append("words")
    return tuple(found)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _numbers(text: str) -> list[str]:
    return sorted(token.casefold() for token in TOKEN.findall(text) if NUMBER.match(token) or token.casefold() in COUNTED)


def _negations(text: str) -> list[str]:
    return sorted(
        token.casefold() for token in TOKEN.findall(text) if token.casefold() in NEGATION or CONTRACTED.search(token.casefold())
    )


def quotes(text: str) -> list[str]:
    """What stands between quotation marks of a plain text, as its words in small letters."""
    return sorted(" ".join(_words(quote)) for quote in QUOTED.findall(text))


def names(text: str) -> list[str]:
    """Capitalised words that do not open a sentence, each once: names, as far as one can tell without a dictionary.

    A word that opens a sentence counts where it stands capitalised elsewhere in the text or is not followed by a small word.
    """
    found: set[str] = set()
    for sentence in re.split(r"(?<=[.!?])\s+|\n", text):
        words = [token for token in TOKEN.findall(sentence) if token[0].isalpha()]
        found.update(word for word in words[1:] if word[0].isupper())
        if len(words) > 1 and words[0][0].isupper() and words[1][0].isupper():
            found.add(words[0])
    return sorted(found)
