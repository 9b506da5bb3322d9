"""The invented newsroom of the demo and of golden tests: the flood of Marrowby, told by three sources that partly contradict each other."""

ADDRESSES = {
    "courier-live.html": "https://courier.marrowby.example/live/flood",
    "tideway-radio.xml": "https://radio.tideway.example/feed.xml",
    "tideway-radio-later.xml": "https://radio.tideway.example/feed.xml",
    "county-observer.json": "https://observer.example/feed.json",
}
TYPES = {".html": "text/html", ".xml": "application/rss+xml", ".json": "application/feed+json"}
