"""One person, however written; and not another of the same name."""

import pytest

from assistant.people import is_he, spellings, words


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Zelensky", "zelenskyy"),
        ("Zelenskyy", "zelensky"),
        ("Zelensky", "зеленський"),
        ("Zelensky", "зеленский"),
        ("Müller", "mueller"),
    ],
)
def test_other_spellings_are_searched_for(wanted, found):
    assert found in spellings(wanted) and len(spellings(wanted)) <= 24


@pytest.mark.parametrize(
    ("speaker", "wanted", "text", "same"),
    [
        ("President Volodymyr Zelenskyy", "Volodymyr Zelensky", "", True),
        ("Zelenskyy", "Zelensky", "", True),
        ("Зеленського", "Zelensky", "", True),
        ("Зеленська", "Зеленський", "", False),
        ("Olena Zelenska", "Zelensky", "", False),
        ("Zelensky Foundation", "Zelensky", "", False),
        ("Jane Smith", "John Smith", "", False),
        ("J. Smith", "John Smith", "", True),
        ("Smith", "John Smith", "John Smith left. Smith said so.", True),
        ("Smith", "John Smith", "Jane Smith left. Smith said so.", False),
        ("Xi Jinping", "Xi Jinping", "", True),
        ("Mayor Brandt", "Brandt", "", True),
    ],
)
def test_the_surname_decides_and_a_first_name_tells_apart(speaker, wanted, text, same):
    assert is_he(speaker, words(wanted), text) is same


def test_titles_are_no_part_of_a_name():
    assert words("President Volodymyr Zelensky") == ("Volodymyr", "Zelensky")
    assert words("the Mayor") == ("the",) or words("Mayor") == ("Mayor",)
