"""Counting tokens without a network: exact with tiktoken's tables, high enough without."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

import pytest

from assistant.outside.tokens import _TABLES, Estimated, Tokens, open_tokens

TABLES = Path(__file__).parents[2].parent / "shared" / "tiktoken"

# our own sentences, about a town that does not exist
TEXTS = {
    "en": "The old bridge over the Lorn was closed on Monday after engineers found cracks in two of its seven pillars. "
    "Mayor Ada Quill told reporters that 4,200 drivers a day would have to go round by Westgate until at least 14 March.",
    "uk": "Старий міст через Лорн закрили в понеділок, після того як інженери виявили тріщини у двох із семи опор. "
    "Мерка Ада Квілл повідомила журналістам, що 4200 водіїв щодня об'їжджатимуть міст щонайменше до 14 березня.",
    "ar": "أُغلق الجسر القديم فوق نهر لورن يوم الاثنين بعد أن اكتشف المهندسون تشققات في اثنتين من دعاماته السبع. "
    "وقالت رئيسة البلدية آدا كويل للصحفيين إن 4200 سائق يوميا سيضطرون إلى سلوك طريق آخر حتى 14 مارس على الأقل.",
    "zh": "洛恩河上的老桥周一关闭，此前工程师在七个桥墩中的两个发现了裂缝。市长艾达·奎尔对记者说，"
    "每天有四千二百名司机必须绕道西门，至少要到三月十四日。",
}


@pytest.fixture(scope="module")
def exact() -> Tokens:
    if not TABLES.exists():
        pytest.skip(f"tiktoken's tables are absent: {TABLES}")
    return open_tokens(TABLES, "gpt-5.6-terra")


@pytest.mark.parametrize("language", TEXTS)
def test_the_estimate_is_high_but_not_wild(exact: Tokens, language: str) -> None:
    counted, estimated = exact(TEXTS[language]), Estimated()(TEXTS[language])
    assert exact.exact and not Estimated().exact
    assert counted <= estimated <= 1.9 * counted


@pytest.mark.parametrize(("model", "encoding"), [("text-embedding-3-small", "cl100k_base"), ("gpt-9-unheard-of", "o200k_base")])
@pytest.mark.parametrize("text", [*TEXTS.values(), "<|endoftext|> it's  \r\n\r\n x=1;\t\t", "👍🏽" * 9, ""])
def test_exact_counts_are_tiktoken_s_own(monkeypatch: pytest.MonkeyPatch, model: str, encoding: str, text: str) -> None:
    if not TABLES.exists():
        pytest.skip(f"tiktoken's tables are absent: {TABLES}")
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(TABLES))
    import tiktoken

    theirs = tiktoken.get_encoding(encoding).encode(text, disallowed_special=())
    assert open_tokens(TABLES, model)(text) == len(theirs)


@pytest.mark.parametrize("tokens", [-1, 0, 1, 7, 30, 10_000])
@pytest.mark.parametrize("text", [*TEXTS.values(), "", "\ud800 lone", "👍🏽" * 60])
def test_a_cut_is_a_beginning_that_fits(exact: Tokens, text: str, tokens: int) -> None:
    for count in (exact, Estimated()):
        cut = count.cut(text, tokens)
        assert text.startswith(cut)
        assert count(cut) <= max(0, tokens)
        assert cut == text or count(text) > tokens


@pytest.mark.parametrize("text", ["a" * 300_000, " " * 300_000, "\n" * 300_000, "\ud800" * 1000, "é" * 200_000, "((((" * 60_000])
def test_hostile_texts_are_counted_too(exact: Tokens, text: str) -> None:
    assert 0 < exact(text) <= len(text) * 3
    assert Estimated()(text) >= len(text) / 3.5


@pytest.mark.parametrize("damage", ["absent folder", "absent file", "torn file"])
def test_without_a_sound_table_it_estimates_and_asks_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    if damage == "torn file":
        (tmp_path / _TABLES["o200k_base"].file).write_bytes(b"IQ== 0\n")
    folder = tmp_path / "none" if damage == "absent folder" else tmp_path
    counter = open_tokens(folder, "gpt-5.6-terra")
    assert not counter.exact and counter("abcdefg") == 2
    assert damage != "torn file" or (tmp_path / _TABLES["o200k_base"].file).exists()
    assert not open_tokens(None, "any").exact


def test_a_copied_table_is_found_by_its_name(tmp_path: Path, exact: Tokens) -> None:
    shutil.copy(TABLES / _TABLES["o200k_base"].file, tmp_path)
    assert open_tokens(tmp_path, "o").exact
