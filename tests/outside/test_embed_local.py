"""The packaged vectors: the same as the package would make, offline, whatever a text holds."""

from __future__ import annotations

import asyncio
import shutil
import socket
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import StoreError
from assistant.outside import embed_local
from assistant.outside.embed_local import LocalEmbed, open_local

INSTALLED = embed_local._installed()


@pytest.fixture
async def embed() -> LocalEmbed:
    return await open_local()


async def test_rows_are_unit_vectors_in_the_order_of_the_texts(embed: LocalEmbed) -> None:
    texts = [f"The mayor opened bridge number {n} on the river" for n in range(150)]
    rows = await embed(texts)
    assert rows.shape == (150, embed.dim) and rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert np.allclose(rows[149], (await embed([texts[149]]))[0], atol=1e-6)


async def test_a_paraphrase_is_nearer_than_another_subject(embed: LocalEmbed) -> None:
    asked, told, other = await embed(
        ["Is the bridge closed?", "The bridge was shut to traffic on Monday", "Two goals won the match"]
    )
    assert asked @ told > asked @ other + 0.1


async def test_vectors_are_those_that_the_package_itself_makes(embed: LocalEmbed) -> None:
    from wordllama.inference import WordLlamaInference  # its own pooling, over the same two files

    theirs = WordLlamaInference(embed._table, embed._tokenizer.from_file(str(INSTALLED / embed_local._TOKENIZER)))
    texts = ["Fifty drones were shot down overnight.", "П'ятдесят дронів", "洪水", "a"]
    assert np.allclose(await embed(texts), theirs.embed(texts, norm=True), atol=1e-5)


@pytest.mark.parametrize("text", ["", "  \n\t ", "\u3000"])
async def test_an_empty_text_gives_a_zero_row_among_the_others(embed: LocalEmbed, text: str) -> None:
    rows = await embed(["before", text, "after"])
    assert not rows[1].any() and rows[0].any() and rows[2].any()


async def test_no_texts_give_no_rows(embed: LocalEmbed) -> None:
    assert (await embed([])).shape == (0, 256)


@pytest.mark.parametrize("text", ["\ud800 lone", "\x00", "\U000e0041\u202e\u200b", "𓀀" * 50, "word " * 100_000, "x" * 200_000])
async def test_hostile_texts_give_finite_rows(embed: LocalEmbed, text: str) -> None:
    row = (await embed([text]))[0]
    assert np.isfinite(row).all() and np.isclose(np.linalg.norm(row), 1, atol=1e-4)


async def test_the_loop_goes_on_while_many_texts_are_embedded(embed: LocalEmbed) -> None:
    work = asyncio.ensure_future(embed(["A longer text about the flood in the lower town. " * 20] * 640))
    turns = 0
    while not work.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 10


async def test_opening_and_embedding_touch_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert (await (await open_local())(["quiet"])).any()


@pytest.mark.parametrize("name", [embed_local._WEIGHTS, embed_local._TOKENIZER])
async def test_a_changed_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    for each in (embed_local._WEIGHTS, embed_local._TOKENIZER):
        (tmp_path / each).parent.mkdir()
        shutil.copy(INSTALLED / each, tmp_path / each)
    body = bytearray((tmp_path / name).read_bytes())
    body[len(body) // 2] ^= 1
    (tmp_path / name).write_bytes(body)
    with pytest.raises(StoreError, match=rf"{name}.*SHA-256"):
        await open_local(tmp_path)


async def test_absent_files_are_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        await open_local(tmp_path)
