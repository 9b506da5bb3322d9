"""Evidence that stands by itself: what is made holds, and no byte can be changed without being found."""

import json
import random
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from assistant.evidence.document import document, seal, spelled
from assistant.evidence.verify import holds, verify
from assistant.words import Answer, Post, Question, Quote, Receipt, StoredAnswer, StoredClaim, Version

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
TITLE = "River Ash peaked at 5.1 metres overnight"
TEXT = "The River Ash peaked at 5.1 metres at Millgate shortly after midnight, the Rivers Agency said. “Nobody was hurt,” said Ruth Calder."
SAID = "The River Ash peaked at 5.1 metres at Millgate shortly after midnight, the Rivers Agency said."


def stored() -> StoredAnswer:
    version = Version(3, 7, 1, TITLE, TEXT, sha256(f"{TITLE}\n{TEXT}".encode()).hexdigest(), NOW, "Ada", "en")
    post = Post(7, 1, "Tideway Radio", "tr-1", "https://radio.example/1", version, NOW, NOW)
    claims = (
        StoredClaim(SAID, (Quote(3, 0, len(SAID), SAID),)),
        StoredClaim(TITLE, (Quote(3, 0, len(TITLE), TITLE, "title"),)),
    )
    receipt = Receipt(sources=1, posts=1, written_by="a-model", prompt="abc", embedded_by="local")
    return StoredAnswer(Answer(Question("q", "How high?", NOW), (), (post,), (), receipt, 5), claims, NOW)


MADE = document(stored(), NOW)


def test_what_is_made_holds_and_says_so_in_words():
    findings = verify(MADE.encode())
    assert holds(findings), [f.words for f in findings if not f.holds]
    assert len(findings) == 6
    how = json.loads(MADE)["how"]
    assert (how["written_by"], how["prompt"], how["embedded_by"]) == ("a-model", "abc", "local")


def test_any_changed_byte_is_found():
    body, dice = MADE.encode(), random.Random(5)
    for at in range(len(body)):
        changed = bytearray(body)
        changed[at] ^= 1 << dice.randrange(8)
        assert not holds(verify(bytes(changed))), f"byte {at}"
    assert not holds(verify(body[:-1]))
    assert not holds(verify(body + b"\n"))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param("peaked at 5.1", "peaked at 6.1", "SHA-256", id="the text of the post"),
        pytest.param("“Nobody", "“Somebody", "SHA-256", id="what no quote touches"),
        pytest.param('"start": 0', '"start": 1', "does not stand", id="an offset"),
    ],
)
def test_a_change_sealed_anew_is_found_by_what_it_breaks(old, new, words):
    made = json.loads(MADE.replace(old, new))
    resealed = spelled(made | {"seal": seal(made)})
    assert any(words in f.words for f in verify(resealed.encode()) if not f.holds)


def test_a_sentence_put_in_and_sealed_anew_falls_at_the_gate():
    made = json.loads(MADE)
    made["claims"][0]["text"] = "The River Ash peaked at 9.7 metres at Millgate."
    made["answer"]["text"] = "\n".join(c["text"] for c in made["claims"])
    findings = verify(spelled(made | {"seal": seal(made)}).encode())
    assert [f.words.split(":")[0] for f in findings if not f.holds] == ["Sentence 1 does not stand"]


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"[]", b"{}", b'{"format": "newsroom-evidence/1"}', b"[" * 100_000, b'{"format": 1e999}']
)
def test_what_is_no_evidence_is_said_to_be_none(body):
    findings = verify(body)
    assert not holds(findings)
    assert all(f.words for f in findings)
