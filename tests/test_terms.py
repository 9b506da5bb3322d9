import pytest

from assistant.language import language_of
from assistant.terms import forms, terms


@pytest.mark.parametrize(
    ("written", "other", "language"),
    [
        ("Kharkiv's mayor", "Kharkiv mayor", "en"),
        ("The U.S. Navy", "the US Navy", "en"),
        ("1,000 troops", "1000 troop", "en"),
        ("naïve café", "naive cafes", "en"),
        ("O’Brien", "O'Brien", "en"),
        ("ＦＵＬＬ width", "full width", "en"),
        ("1.000 Häuser", "1000 Haus", "de"),
        ("Straße", "Strasse", "de"),
        ("l’élection", "élections", "fr"),
        ("elecciones", "elección", "es"),
        ("Ещё ёлка", "еще елка", "ru"),
        ("повені", "повень", "uk"),
        ("Харкова", "Харків", "uk"),
        ("у Києві", "у Києва", "uk"),
        ("п'ятниця", "п’ятниця", "uk"),
        ("القاهرة", "قاهره", "ar"),
        ("الرئيـــس", "رئيس", "ar"),
        ("إنّ", "ان", "ar"),
        ("1990s", "1990", "en"),
    ],
)
def test_ways_to_write_the_same_word_give_the_same_terms(written, other, language):
    assert terms(written, language) == terms(other, language) != []


@pytest.mark.parametrize(
    ("text", "number"), [("2.9 million", "2d9"), ("$1,234.50", "1234d50"), ("F-16s", "16"), ("1.000.000", "1000000")]
)
def test_numbers_are_kept_as_one_token(text, number):
    assert number in terms(text, "en")


def test_text_without_blanks_becomes_pairs_of_characters():
    assert terms("北京大学", "zh") == ["北京", "京大", "大学"]
    assert terms("กรุงเทพ", "th") == terms("กรุงเทพ", "th") != []


@pytest.mark.parametrize("text", ["", " \n", "!!! — …", "\x00\ud800", "’’’", "ـــ", "a" * 100_000, "1,2,3,,", "'s l' qu'", "é́́́"])
def test_odd_text_gives_only_letters_and_digits(text):
    assert all(term.isalnum() or any(c.isalnum() for c in term) for term in terms(text))
    assert all(" " not in term and '"' not in term for term in terms(text))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Who won the election in the north?", "en"),
        ("Wer hat die Wahl gewonnen?", "de"),
        ("Qui a gagné les élections dans le nord ?", "fr"),
        ("¿Quién ganó las elecciones en el norte?", "es"),
        ("Хто переміг на виборах?", "uk"),
        ("Кто победил на выборах?", "ru"),
        ("من فاز في الانتخابات؟", "ar"),
        ("誰が選挙に勝ちましたか", "ja"),
        ("谁赢得了选举", "zh"),
        ("ใครชนะการเลือกตั้ง", "th"),
        ("Ποιος κέρδισε;", "el"),
        ("Zelensky Kharkiv", "en"),
        ("12 34 !", ""),
    ],
)
def test_the_language_is_guessed_from_script_and_small_words(text, language):
    assert language_of(text) == language


def test_a_name_is_looked_for_as_other_languages_stem_it():
    german = terms("Reuters meldet", "de")[0]
    assert german in (*terms("Reuters", "en"), *forms("Reuters", "en"))
    assert forms("1000", "en") == ()
