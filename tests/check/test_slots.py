"""Which place a name has in its sentence."""

import pytest

from assistant.check.slots import slot
from assistant.gate.tokens import tokens


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Kotek will succeed Brown in Oregon.", "Kotek", "subject"),
        ("Kotek sued Brown in Oregon.", "Brown", "object"),
        ("Kotek will succeed Brown in Oregon.", "Oregon", "in"),
        ("The award was announced by festival president Pierre Lescure.", "Pierre", "by"),
        ("The boat left the port of Norvik.", "Norvik", "object"),
        ("The boat came from the port of Norvik.", "Norvik", "from"),
        ("She worked in Lindau and Norvik.", "Norvik", "in"),
        ("Tenn said Brandt had resigned.", "Brandt", "subject"),
        ("It happened in Buchanan County, Virginia.", "Virginia", "apposed"),
    ],
)
def test_the_kind(text, name, kind):
    found = tokens(text)
    first = next(n for n, t in enumerate(found) if text[t.start : t.end] == name)
    last = next((n for n in range(first, len(found)) if not found[n].name), len(found))
    assert slot(text, 0, found, first, last).kind == kind


@pytest.mark.parametrize(
    ("text", "name", "modifies"),
    [
        ("They stayed away from the California gathering.", "California", True),
        ("Bono's mother died.", "Bono's", True),
        ("They moved to Norvik before the storm.", "Norvik", False),
        ("They moved to Norvik.", "Norvik", False),
    ],
)
def test_whether_another_noun_follows(text, name, modifies):
    found = tokens(text)
    first = next(n for n, t in enumerate(found) if text[t.start : t.end] == name)
    assert slot(text, 0, found, first, first + 1).modifies is modifies
