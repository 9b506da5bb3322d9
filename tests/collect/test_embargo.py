from datetime import UTC, datetime

import pytest

from assistant.collect.embargo import FOR_GOOD, until

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # a Sunday


def utc(month, day, hour, minute=0, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("mark", "when"),
    [
        ("EMBARGOED UNTIL 6am Friday 27 November 2026", utc(11, 27, 6)),
        ("Embargo: 12.00 GMT 5 December", utc(12, 5, 12)),
        ("EMBARGOED until 00:01 GMT, Monday 23 November: Hospitals face a winter crisis", utc(11, 23, 0, 1)),
        ("STRICTLY EMBARGOED UNTIL 0001HRS THURSDAY 3 DECEMBER 2026", utc(12, 3, 0, 1)),
        ("Sperrfrist: Dienstag, 24. November 2026, 10.00 Uhr", utc(11, 24, 10)),
        ("Not for publication before 2026-11-25 09:00 CET", utc(11, 25, 8)),
        ("Embargo until January 3, 9 a.m. EST", utc(1, 3, 14, year=2027)),
        ("Under embargo until tomorrow 15:00", utc(11, 23, 15)),
        ("Ембарго до 18:00 25 листопада 2026", utc(11, 25, 18)),
        ("*** EMBARGOED UNTIL THE SPEECH BEGINS ***", FOR_GOOD),
        ("Sperrfrist: Redebeginn", FOR_GOOD),
    ],
)
def test_a_mark_holds_until_its_time_in_the_title_or_on_top_of_the_text(mark, when):
    assert until(mark, "The council will meet.", AT) == when
    assert until("The council will meet", f"{mark}\n\nThe council will meet.", AT) == when


@pytest.mark.parametrize(
    "news",
    [
        "Grain embargo until 2027 hurts farmers",
        "Embargo: what the ban on timber means for the town",
        "Embargo until peace, says the minister",
        "Embargoed goods seized in the harbour",
        "Embargo lifted on Monday 23 November",
        "Council votes to hold the release of funds",
        "",
    ],
)
def test_news_about_embargoes_is_under_none(news):
    assert until(news, f"{news}\n\nMore on this later.", AT) is None


def test_a_mark_deep_in_the_text_is_not_the_posts_own():
    assert until("Leaks", "One.\n\nTwo.\n\nThree.\n\nFour.\n\nEMBARGOED UNTIL 6am 27 November 2026", AT) is None
