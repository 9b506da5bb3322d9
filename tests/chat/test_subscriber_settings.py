"""/settings tells times with their zone where a digest keeps another than its chat."""

from assistant.chat.subscriber_settings import _line
from assistant.words import Subscription


def test_a_digest_in_another_zone_than_its_chat_names_it() -> None:
    one = Subscription(1, 5, zone="Asia/Kolkata", times=("06:30",))
    assert "(Asia/Kolkata)" in _line(1, one, "UTC").text
    assert "Kolkata" not in _line(1, one, "Asia/Kolkata").text
