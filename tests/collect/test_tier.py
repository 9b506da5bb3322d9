import pytest

from assistant.collect.tier import guess


@pytest.mark.parametrize(
    ("url", "tier"),
    [
        ("https://www.gov.uk/search/news.atom", "official"),
        ("https://www.police.uk/feed", "official"),
        ("https://mass.gov/rss", "official"),
        ("https://mvs.gov.ua/rss", "official"),
        ("https://www.interieur.gouv.fr/rss", "official"),
        ("https://ec.europa.eu/feed", "official"),
        ("https://feeds.reuters.com/world", "agency"),
        ("https://www.apnews.com/", "agency"),
        ("https://notreuters.com/feed", "press"),
        ("https://gov.example/feed", "press"),
        ("https://www.bbc.co.uk/news", "press"),
        ("https://news.google.com/rss", "press"),
        ("https://www.youtube.com/feeds/videos.xml?channel_id=UC1", "social"),
        ("https://town.social.example/@mayor.rss", "social"),
        ("https://bsky.app/profile/x/rss", "social"),
        ("https://mayor.substack.com/feed", "social"),
        ("", "press"),
        ("https://[::1", "press"),
    ],
)
def test_a_default_is_guessed_from_the_host(url, tier):
    assert guess(url) == tier


def test_a_channel_is_social_until_an_admin_says_otherwise():
    assert guess("tg://channel/-1001", "channel") == "social"
