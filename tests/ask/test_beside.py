"""Which sentences an answer sets beside its claims need a citation of their own; what no gate lets through is set beside nothing."""

from datetime import UTC, datetime

from assistant.ask.beside import beside
from assistant.words import Disagreement, Excerpt, Post, Proven, Quote, Side, Version

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
COUNCIL = "The council said 140 homes were emptied, and the mill burned."
CREWS = "Fire crews counted 120 homes."
COUNTY = "By morning it was 210 homes, the county said."


def post(number: int, text: str) -> Post:
    return Post(
        number, number, f"Outlet {number}", str(number), "", Version(number, number, 1, "Flood", text, "", NOON), NOON, NOON
    )


def side(number: int, text: str, value: str) -> Side:
    return Side(Excerpt(post(number, f"It rained.\n{text}"), 11, 11 + len(text)), value)


def claim(of: Side, text: str = "") -> Proven:
    e = of.excerpt
    return Proven(text or e.text, (Quote(e.post.version.id, e.start, e.end, e.text, e.part),))


A, B, C = side(1, COUNCIL, "140"), side(2, CREWS, "120"), side(3, COUNTY, "210")


def test_a_side_is_proven_once_and_not_where_it_is_a_claim():
    two = (Disagreement("conflict", "homes", (A, B, C)), Disagreement("figures", "homes", (B, C)))
    shown, sides = beside(two, (claim(A),))
    assert shown == two and [s.text for s in sides] == [CREWS, COUNTY]
    assert sides[0].quotes == (Quote(2, 11, 11 + len(CREWS), CREWS),)
    assert beside(two, (claim(A), claim(B), claim(C))) == (two, ())


def test_a_claim_in_other_words_may_stand_where_the_figure_of_the_side_has_changed():
    _, sides = beside((Disagreement("conflict", "homes", (A, B)),), (claim(A, "The mill burned, the council said."), claim(B)))
    assert [s.text for s in sides] == [COUNCIL]


def test_a_headline_is_a_side_too():
    told = Side(Excerpt(post(4, "It rained."), 0, len("Flood"), "title"), "")
    _, sides = beside((Disagreement("conflict", "homes", (A, told)),), (claim(A),))
    assert sides == (Proven("Flood", (Quote(4, 0, 5, "Flood", "title"),)),)


def test_what_the_gate_does_not_let_through_is_no_side():
    asks = side(5, "Were it really 300 homes, or fewer?", "300")
    shown, sides = beside((Disagreement("conflict", "homes", (A, asks, B)),), (claim(A),))
    assert [s.value for s in shown[0].sides] == ["140", "120"] and [s.text for s in sides] == [CREWS]
    assert beside((Disagreement("conflict", "homes", (A, asks)),), (claim(A),)) == ((), ())
    same = side(6, "Some 120 homes, crews said.", "120")
    assert beside((Disagreement("conflict", "homes", (B, asks, same)),), (claim(B),)) == ((), ())
    assert beside((Disagreement("conflict", "homes", (asks, B, C)),), (claim(asks),)) == ((), ())


def test_nothing_differs_nothing_is_proven():
    assert beside((), (claim(A),)) == ((), ())
