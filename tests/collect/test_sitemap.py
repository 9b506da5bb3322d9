from tests.collect.asked import failed, parsed

HEAD = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
NEWS = (
    "<url><loc>https://harbour.example/{0}</loc><news:news><news:publication><news:name>Harbour Post</news:name>"
    "<news:language>en</news:language></news:publication><news:publication_date>2026-11-2{0}T08:00:00+02:00</news:publication_date>"
    "<news:title>Title &amp;amp; {0}</news:title></news:news></url>"
)


def test_a_news_sitemap_gives_its_articles_newest_first_to_be_read_from_their_pages():
    found = parsed(HEAD + NEWS.format(1) + "<url><loc>https://harbour.example/about</loc></url>" + NEWS.format(2) + "</urlset>")
    assert (found.kind, found.title, found.language) == ("feed", "Harbour Post", "en")
    assert [(p.title, p.url, f"{p.published:%d %H}", p.cut) for p in found.posts] == [
        ("Title & 2", "https://harbour.example/2", "22 06", True),
        ("Title & 1", "https://harbour.example/1", "21 06", True),
    ]


def test_a_sitemap_of_pages_is_no_news_and_entities_are_refused():
    assert "lists no news" in failed(HEAD + "<url><loc>https://harbour.example/about</loc></url></urlset>").reason
    bomb = '<!DOCTYPE urlset [<!ENTITY a "aaaa">]>' + HEAD.partition("?>")[2] + "</urlset>"
    assert failed(bomb, content_type="application/xml").kind == "refused"
