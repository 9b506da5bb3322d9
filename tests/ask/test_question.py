from datetime import UTC, datetime

import pytest

from assistant.ask.followup import leans, resolve
from assistant.ask.narrowing import of_authors, wrote
from assistant.ask.question import understand
from assistant.ask.searched import search_terms

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)  # a Sunday; 21:00 in Kyiv, 14:00 in New York


def span(period):
    return tuple(None if t is None else f"{t:%Y-%m-%d %H:%M}" for t in (period.since, period.until))


@pytest.mark.parametrize(
    ("text", "zone", "words", "since", "until"),
    [
        ("What happened overnight in Kharkiv?", "Europe/Kyiv", "overnight", "2026-11-21 16:00", "2026-11-22 08:00"),
        ("List the strikes today", "Europe/Kyiv", "today", "2026-11-21 22:00", None),
        ("What happened yesterday?", "America/New_York", "yesterday", "2026-11-21 05:00", "2026-11-22 05:00"),
        ("What has the mayor said since Tuesday?", "America/New_York", "since Tuesday", "2026-11-17 05:00", None),
        ("Any strikes in the last 3 hours?", "UTC", "in the last 3 hours", "2026-11-22 16:00", None),
        ("Any strikes in the past two days?", "UTC", "in the past two days", "2026-11-20 19:00", None),
        ("What happened on 4 November?", "Europe/Kyiv", "on 4 November", "2026-11-03 22:00", "2026-11-04 22:00"),
        ("What happened on November 4th, 2025?", "UTC", "on November 4th, 2025", "2025-11-04 00:00", "2025-11-05 00:00"),
        ("What happened last week?", "UTC", "last week", "2026-11-09 00:00", "2026-11-16 00:00"),
        ("What happened last weekend?", "UTC", "last weekend", "2026-11-14 00:00", "2026-11-16 00:00"),
        ("Which bank failed this week?", "UTC", "this week", "2026-11-15 00:00", None),
        ("What was new this month?", "UTC", "this month", "2026-11-01 00:00", None),
        ("What happened last month?", "UTC", "last month", "2026-10-01 00:00", "2026-11-01 00:00"),
        ("What happened in October?", "UTC", "in October", "2026-10-01 00:00", "2026-11-01 00:00"),
        ("List the floods in 2025", "UTC", "in 2025", "2025-01-01 00:00", "2026-01-01 00:00"),
        ("How did the town change since 2019?", "UTC", "since 2019", "2019-01-01 00:00", None),
        ("What happened from 3 to 5 November?", "UTC", "from 3 to 5 November", "2026-11-03 00:00", "2026-11-06 00:00"),
        ("What happened between November 3 and 5?", "UTC", "between November 3 and 5", "2026-11-03 00:00", "2026-11-06 00:00"),
        ("Що сталося з 3 по 5 листопада?", "UTC", "з 3 по 5 листопада", "2026-11-03 00:00", "2026-11-06 00:00"),
        ("What happened on Monday evening?", "Europe/Kyiv", "on Monday evening", "2026-11-16 15:00", "2026-11-16 22:00"),
        ("What happened yesterday morning?", "UTC", "yesterday morning", "2026-11-21 00:00", "2026-11-21 13:00"),
        ("Which airport flooded overnight this week?", "UTC", "this week", "2026-11-15 00:00", None),
        ("After the attack last week, who resigned?", "UTC", "last week", "2026-11-09 00:00", None),
        ("What happened last Friday?", "UTC", "last Friday", "2026-11-20 00:00", "2026-11-21 00:00"),
        ("Що сталося минулого тижня?", "UTC", "минулого тижня", "2026-11-09 00:00", "2026-11-16 00:00"),
        ("Скільки людей загинуло за останні 24 години?", "UTC", "за останні 24 години", "2026-11-21 19:00", None),
        ("Что произошло с понедельника?", "UTC", "с понедельника", "2026-11-16 00:00", None),
        ("Was ist gestern passiert?", "Europe/Berlin", "gestern", "2026-11-20 23:00", "2026-11-21 23:00"),
        ("Was geschah seit Montag in Berlin?", "UTC", "seit Montag", "2026-11-16 00:00", None),
        ("Que s'est-il passé la semaine dernière ?", "UTC", "la semaine dernière", "2026-11-09 00:00", "2026-11-16 00:00"),
        ("¿Qué pasó en los últimos tres días?", "UTC", "en los últimos tres días", "2026-11-19 19:00", None),
        ("ماذا حدث أمس؟", "UTC", "أمس", "2026-11-21 00:00", "2026-11-22 00:00"),
    ],
)
def test_a_period_is_read_in_the_askers_zone_and_kept_in_his_words(text, zone, words, since, until):
    period = understand(text, NOW, zone).period
    assert (period.words, *span(period)) == (words, since, until)


@pytest.mark.parametrize(
    "text",
    [
        "What did Theresa May say?",
        "May I ask who won?",
        "Was the second fall fatal?",
        "Who won last year's final?",
        "Why was the park shut after being closed since June 13 by floods?",
        "How many will come by 2030?",
        "Who wrote for USA TODAY?",
        "Did the 1952 card sell?",
        "Which act played 47 years ago?",
        "Will the march on Rome resume?",
        "What happens next week?",
        "How many left in the three months ending June 30?",
        "Will prices rise in May?",
    ],
)
def test_words_that_only_look_like_a_period_stay_in_the_question(text):
    assert understand(text, NOW).period.words == ""


def test_what_happened_on_a_day_is_looked_for_in_the_next_days_reports_too():
    assert span(understand("Who was arrested on Tuesday?", NOW).period) == ("2026-11-17 00:00", "2026-11-19 00:00")


def test_all_time_reads_no_period():
    assert understand("What happened yesterday?", NOW, all_time=True).period.words == ""


def test_a_clock_change_within_the_period_is_kept():
    after = datetime(2026, 10, 26, 12, tzinfo=UTC)  # Berlin left summer time on the 25th
    assert span(understand("Was geschah gestern?", after, "Europe/Berlin").period)[0] == "2026-10-24 22:00"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who won?", "who"),
        ("How many people died?", "how_many"),
        ("How much did it cost?", "how_much"),
        ("What percentage voted?", "how_much"),
        ("When does it open?", "when"),
        ("What year did it open?", "when"),
        ("Where is the bridge?", "where"),
        ("Which coastal city flooded?", "where"),
        ("Why did he resign?", "why"),
        ("Was the bridge closed?", "yes_no"),
        ("What's new on the bridge?", "summary"),
        ("Summarise the flood", "summary"),
        ("List the closed schools", "list"),
        ("Which airline went bankrupt?", "which"),
        ("Хто переміг?", "who"),
        ("Чи закрили міст?", "yes_no"),
        ("Почему закрыли мост?", "why"),
        ("Wie viele Menschen kamen?", "how_many"),
        ("Où est le pont ?", "where"),
        ("¿Cuándo abre el puente?", "when"),
        ("لماذا أغلق الجسر؟", "why"),
    ],
)
def test_the_kind_of_answer_sought_is_read(text, kind):
    assert understand(text, NOW).kind == kind


def test_sources_quotes_and_negatives_leave_the_content_words():
    query = understand(
        'What did "safe harbour" mean, according to Reuters, from:@port_news -ferry', NOW, outlets=("Reuters", "The Courier")
    )
    assert set(query.sources) == {"Reuters", "@port_news"}
    assert query.quoted == ("safe harbour",)
    assert query.without == ("ferry",)
    assert not {"reuter", "ferri", "port"} & set(query.terms)


@pytest.mark.parametrize(
    ("words", "authors"),
    [
        ("What did Anna Lund write about the ferry?", ("Anna Lund",)),
        ("Articles by Anna Lund on the ferry since Monday", ("Anna Lund",)),
        ('author: "van der Berg" flood', ("van der Berg",)),
        ("What has Олена Коваль written about the dam?", ("Олена Коваль",)),
        ("Who was killed by Joe Biden?", ()),
        ("What did Reuters report?", ()),
        ("Stories by the lake", ()),
    ],
)
def test_whose_posts_are_asked_for_is_read(words, authors):
    assert understand(words, NOW).authors == authors


def test_an_author_is_one_whose_whole_name_stands_in_the_byline():
    query = understand("What did Anna Lund write about the ferry?", NOW)
    assert wrote(query, "By ANNA LUND and Ada Quill") and not wrote(query, "Anna Holm") and not wrote(query, "")
    assert [w.text for w in of_authors(query).words] == ["ferry"]


def test_a_source_of_two_words_is_read_in_quotation_marks():
    query = understand('from:"County Observer" how many homes were emptied?', NOW)
    assert query.sources == ("County Observer",) and query.quoted == () and "observ" not in query.terms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What happened on 10 November in Leeds?", "on 10 November"),
        ("Was geschah am 10. November in Leeds?", "am 10. November"),
        ("Why was the bridge closed on 10 November reopened?", ""),
    ],
)
def test_what_happened_on_a_date_is_of_that_date_whatever_stands_behind(text, words):
    assert understand(text, NOW).period.words == words


def test_a_speaker_who_is_no_source_stays_in_the_question():
    query = understand("How soon will it open, according to the White House?", NOW, outlets=("Reuters",))
    assert query.sources == () and "white" in query.terms


def test_an_outlet_with_an_article_is_known_without_it():
    assert understand("What happened according to the Courier?", NOW, outlets=("The Courier",)).sources == ("The Courier",)


def test_names_and_numbers_are_told_from_other_words():
    query = understand("How many of the 1,200 guests did the Bank of England invite to Leeds?", NOW)
    assert query.names == (("bank", "england"), ("leed",)) and query.numbers == ("1200",)


@pytest.mark.parametrize(
    ("before", "then", "has", "has_not", "words"),
    [
        ("How many died in Odesa yesterday?", "and in Kharkiv?", {"kharkiv", "die"}, {"odesa"}, "yesterday"),
        ("What did the mayor of Leeds announce since Tuesday?", "who said that?", {"mayor", "leed"}, set(), "since Tuesday"),
        ("Is the bridge in Leeds closed?", "since when?", {"bridg", "leed"}, set(), ""),
        ("Who won the vote in Leeds yesterday?", "and last week?", {"vote", "leed"}, set(), "last week"),
    ],
)
def test_a_follow_up_carries_period_names_and_words_over(before, then, has, has_not, words):
    query = resolve(then, understand(before, NOW), NOW)
    assert has <= set(query.terms) and not has_not & set(query.terms)
    assert query.period.words == words
    assert query.asked_as != query.text


def test_a_follow_up_of_a_place_alone_asks_what_was_asked_before():
    assert resolve("and in Kharkiv?", understand("How many died in Odesa?", NOW), NOW).kind == "how_many"


@pytest.mark.parametrize(
    ("text", "leaning"),
    [
        ("Were there any deaths?", False),
        ("List the schools that are closed", False),
        ("Are there deaths there?", True),
        ("Is that true?", True),
        ("How many were there?", True),
        ("How much damage was there?", False),
    ],
)
def test_a_there_or_that_which_points_at_nothing_said_before_does_not_lean(text, leaning):
    assert leans(understand(text, NOW)) == leaning


def test_a_question_that_stands_alone_carries_nothing():
    before = understand("How many died in Odesa yesterday?", NOW)
    query = resolve("Which airline announced a deal to buy Spirit Airlines?", before, NOW)
    assert query == understand("Which airline announced a deal to buy Spirit Airlines?", NOW)
    assert not leans(query)


def test_common_terms_are_not_searched_while_rare_ones_remain():
    query = understand("Did the president visit the Springville harbour bridge?", NOW)
    counts = {"presid": 900, "visit": 30, "springvill": 2, "harbour": 5, "bridg": 9}
    assert search_terms(query, 1000, counts)[0] == "springvill"
    assert "presid" not in search_terms(query, 1000, counts)
    assert "presid" in search_terms(understand("What did the president say?", NOW), 1000, counts)


@pytest.mark.parametrize(
    "text", ["", "   ", "?", "\x00", "from:", "-", '"', "a" * 5000, "((((", "since", "in the last 999999999 days", "[](){}*+?\\"]
)
def test_odd_questions_are_read_without_error(text):
    understand(text, NOW, outlets=("(", "", "*"))
    resolve(text, understand("Who won?", NOW), NOW)


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("What's new, not about football?", ("football",)),
        ("News on sport except football or tennis", ("football", "tennis")),
        ("What's the latest, no football please", ("football",)),
        ("What else is new besides the bridge?", ("bridge",)),
        ("Що нового, крім футболу?", ("футболу",)),
        ("Was ist neu außer Fußball?", ("Fußball",)),
        ("Quoi de neuf sauf le football ?", ("football",)),
        ("How many homes are without power?", ()),
        ("Who said it was not a fraud?", ()),
        ("Did the mayor, not the governor, sign?", ()),
    ],
)
def test_what_is_to_be_left_out_is_read_and_a_plain_no_is_not(text, without):
    assert understand(text, NOW).without == without


def test_what_happened_last_week_is_looked_for_in_the_reports_of_the_days_after_too():
    assert span(understand("Who resigned last week?", NOW).period) == ("2026-11-09 00:00", "2026-11-19 00:00")
