from tests.collect.asked import failed, parsed

URL = "https://t.me/s/lakeside"
MESSAGE = """<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message text_not_supported_wrap
js-widget_message" data-post="lakeside/{number}" data-view="x"><div class="tgme_widget_message_user"><a href="https://t.me/lakeside">i</a></div>
<div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author"><a class="tgme_widget_message_owner_name">Lakeside</a></div>
{quoted}{forwarded}{text}
<div class="tgme_widget_message_footer compact js-message_footer"><div class="tgme_widget_message_info short js-message_info">
<span class="tgme_widget_message_views">1.2K</span><span class="tgme_widget_message_meta">{edited}<a class="tgme_widget_message_date"
href="https://t.me/lakeside/{number}"><time datetime="2026-11-22T09:0{number}:00+00:00" class="time">09:00</time></a></span></div></div>
</div></div></div>"""
QUOTED = """<a class="tgme_widget_message_reply" href="https://t.me/lakeside/1"><div class="tgme_widget_message_author">Lakeside</div>
<div class="tgme_widget_message_text js-message_reply_text" dir="auto">The quoted words of another day.</div></a>"""
FORWARDED = """<div class="tgme_widget_message_forwarded_from">Forwarded from
<a class="tgme_widget_message_forwarded_from_name" href="https://t.me/mayor/4">Mayor's Office</a></div>"""


def message(number, text, quoted="", forwarded="", edited=""):
    body = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>' if text else ""
    return MESSAGE.format(number=number, text=body, quoted=quoted, forwarded=forwarded, edited=edited)


def page(*messages, more=""):
    info = '<div class="tgme_channel_info_header_title"><span dir="auto">Lakeside Alerts</span></div>'
    return f"<!DOCTYPE html><html><head><title>Lakeside</title></head><body>{info}{more}<main>{''.join(messages)}</main></body></html>"


def test_messages_come_newest_first_with_number_address_and_time():
    found = parsed(page(message(1, "One &amp; <b>bold</b><br/>second line"), message(2, "Two")), URL)
    assert (found.kind, found.title) == ("liveblog", "Lakeside Alerts (Telegram)")
    two, one = found.posts
    assert (two.key, two.url, f"{two.published:%H:%M}") == ("2", "https://t.me/lakeside/2", "09:02")
    assert (one.title, one.text) == ("One & bold", "second line")


def test_a_replys_quotation_is_not_the_message_and_forwards_name_their_origin():
    found = parsed(page(message(3, "The bridge is open.", QUOTED), message(4, "We open it.", forwarded=FORWARDED)), URL)
    assert not any("quoted words" in f"{p.title} {p.text}" for p in found.posts)
    assert found.posts[0].author == "Forwarded from Mayor's Office"
    assert "no messages" in failed(page(message(3, "", QUOTED)), URL).reason


def test_an_edit_is_marked_and_a_picture_alone_is_no_post():
    found = parsed(page(message(1, "As it was."), message(2, "Corrected.", edited="edited &nbsp;"), message(3, "")), URL)
    assert [(p.key, bool(p.updated)) for p in found.posts] == [("2", True), ("1", False)]


def test_older_messages_stand_on_the_next_page_of_the_same_channel():
    more = '<a href="/s/lakeside?before=81" class="tme_messages_more js-messages_more"></a><a href="/s/other?before=2"></a>'
    assert parsed(page(message(1, "One"), more=more), URL).next_url == f"{URL}?before=81"


def test_a_page_without_messages_is_no_article():
    assert "no messages" in failed(page(), URL).reason
