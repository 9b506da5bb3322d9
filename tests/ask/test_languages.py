"""Ten questions in each of six languages over our own invented posts, found through the full-text path: our terms in a real FTS5 table."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.ask.enough import enough
from assistant.ask.extract import extract
from assistant.ask.question import understand
from assistant.ask.rank import rank
from assistant.ask.rarity import Rarity
from assistant.ask.searched import all_terms, search_terms
from assistant.ask.weights import LOCAL
from assistant.collect.pieces import pieces
from assistant.ports import Candidate
from assistant.words import Passage, Post, Version

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROWS = [json.loads(line) for line in (Path(__file__).parent / "data" / "languages.jsonl").read_text("utf-8").splitlines()]


def post(number, row):
    at = NOW - timedelta(days=1)
    return Post(
        number,
        1,
        "Paper",
        row["id"],
        f"https://paper.example/{number}",
        Version(number, number, 1, row["title"], row["text"], "", at),
        at,
        at,
    )


POSTS = {n: post(n, row) for n, row in enumerate(ROWS, 1)}


@pytest.fixture(scope="module")
def archive():
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE full_text USING fts5(title, body, tokenize='unicode61')")
    db.execute("CREATE VIRTUAL TABLE full_text_terms USING fts5vocab(full_text, row)")
    for number, each in POSTS.items():
        piece = pieces(each.version)[0]
        db.execute("INSERT INTO full_text (rowid, title, body) VALUES (?, ?, ?)", (number, piece.title_terms, piece.body_terms))
    yield db
    db.close()


def found(db, question):
    """(query, ranking, rarity) of a question, by full text alone."""
    query = understand(question, NOW)
    counts = dict(db.execute("SELECT term, doc FROM full_text_terms"))
    wanted = search_terms(query, len(POSTS), {t: counts.get(t, 0) for t in all_terms(query)})
    match = " OR ".join(f'"{t}"' for t in wanted)
    rows = (
        db.execute("SELECT rowid, -bm25(full_text, 2, 1) FROM full_text WHERE full_text MATCH ? LIMIT 20", (match,))
        if match
        else ()
    )
    candidates = [Candidate(Passage(n, POSTS[n], 0, len(POSTS[n].text)), score, None) for n, score in rows]
    rarity = Rarity(len(POSTS), counts)
    return query, rank(query, candidates, NOW, LOCAL, rarity), rarity


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_question_finds_its_post_and_its_answer_in_its_own_language(archive, row):
    query, ranking, rarity = found(archive, row["question"])
    assert query.language == row["language"]
    assert ranking.passages and ranking.passages[0].post.key == row["id"]
    assert enough(query, ranking, NOW, rarity)
    answer = extract(query, ranking, NOW, rarity)
    assert answer.posts[0].key == row["id"]


@pytest.mark.parametrize(
    "question",
    [
        "Хто виграв вибори мера в Одесі?",
        "Кто выиграл выборы мэра?",
        "Wer wurde Bürgermeister?",
        "Qui a volé le tableau ?",
        "¿Quién robó el cuadro?",
        "من سرق اللوحة؟",
    ],
)
def test_what_no_post_tells_is_refused_in_every_language(archive, question):
    query, ranking, rarity = found(archive, question)
    assert not enough(query, ranking, NOW, rarity)
