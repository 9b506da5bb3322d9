"""One contract for every Index: the fake, the embedded Chroma and a real `chroma run` server."""

from __future__ import annotations

import asyncio
import itertools
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import StoreError
from assistant.outside.chroma import Chroma, collection_name, open_embedded, open_server
from assistant.ports import Index, Vectors
from tests.fakes import FakeIndex

DIM = 16
_fresh = itertools.count()


def vectors(count: int, seed: int = 1) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, DIM)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def same(found: list[tuple[int, float]], *expected: tuple[int, float]) -> bool:
    return [id_ for id_, _ in found] == [id_ for id_, _ in expected] and bool(
        np.allclose([cosine for _, cosine in found], [cosine for _, cosine in expected], atol=1e-4)
    )


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture(scope="session")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port, folder = free_port(), tmp_path_factory.mktemp("chroma-server")
    command = [
        str(Path(sys.executable).parent / "chroma"),
        "run",
        "--path",
        str(folder),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    try:
        _await_heartbeat(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def _await_heartbeat(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(3000):  # its start imports much: minutes on a busy machine
        assert server.poll() is None, "the Chroma server did not start"
        try:
            with urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise AssertionError("the Chroma server did not answer")


@pytest.fixture(params=["embedded", "server"])
async def chroma(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Chroma]:
    if request.param == "server":
        opened = open_server(request.getfixturevalue("server_url"))
    else:
        opened = await open_embedded(tmp_path / "chroma")
    yield opened
    await opened.aclose()


@pytest.fixture(params=["fake", "embedded", "server"])
async def index(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Index]:
    if request.param == "fake":
        yield FakeIndex(DIM)
        return
    opened = (
        open_server(request.getfixturevalue("server_url")) if request.param == "server" else await open_embedded(tmp_path / "c")
    )
    yield opened.index(f"model {next(_fresh)}", DIM)
    await opened.aclose()


# --- the contract ---------------------------------------------------------------------------------------------------


async def test_what_was_added_is_found_nearest_first_with_its_cosine(index: Index) -> None:
    rows = vectors(50)
    await index.add(range(100, 150), rows)
    exact = sorted(((100 + n, float(rows[7] @ row)) for n, row in enumerate(rows)), key=lambda pair: -pair[1])
    assert exact[0][0] == 107
    assert same(await index.nearest(rows[7], 5), *exact[:5])


async def test_the_length_of_a_vector_does_not_matter(index: Index) -> None:
    rows = vectors(3)
    await index.add([1, 2, 3], rows * np.array([[0.1], [1], [50]], np.float32))
    assert same(await index.nearest(rows[2] * 7, 1), (3, 1.0))


async def test_adding_again_changes_nothing_more_and_a_new_vector_replaces(index: Index) -> None:
    rows = vectors(4)
    for _ in range(2):
        await index.add([1, 2, 3], rows[:3])
    assert await index.size() == 3
    await index.add([2], rows[3:])
    assert await index.size() == 3
    assert (await index.nearest(rows[3], 1))[0][0] == 2


async def test_an_id_given_twice_counts_once_with_its_last_vector(index: Index) -> None:
    rows = vectors(3)
    await index.add([5, 6, 5], rows)
    assert await index.size() == 2
    assert same(await index.nearest(rows[2], 1), (5, 1.0))


async def test_removed_ids_are_gone_and_absent_ones_are_fine(index: Index) -> None:
    rows = vectors(10)
    await index.add(range(10), rows)
    await index.remove([3, 4, 4, 999])
    await index.remove([3])
    assert await index.size() == 8
    assert await index.which(range(20)) == {0, 1, 2, 5, 6, 7, 8, 9}
    assert {id_ for id_, _ in await index.nearest(rows[3], 50)} == {0, 1, 2, 5, 6, 7, 8, 9}


async def test_nothing_in_nothing_out(index: Index) -> None:
    await index.add([], np.zeros((0, DIM), np.float32))
    await index.remove([])
    assert await index.which([]) == set()
    assert await index.size() == 0
    assert await index.nearest(vectors(1)[0], 5) == []


@pytest.mark.parametrize(("count", "found"), [(0, 0), (-1, 0), (2, 2), (5, 5), (500, 5)])
async def test_no_more_are_found_than_asked_for_or_there(index: Index, count: int, found: int) -> None:
    await index.add(range(5), vectors(5))
    assert len(await index.nearest(vectors(1, seed=2), count)) == found


async def test_a_zero_vector_is_near_nothing_and_may_be_stored(index: Index) -> None:
    rows = vectors(2)
    rows[1] = 0
    await index.add([1, 2], rows)
    assert await index.nearest(np.zeros(DIM, np.float32), 5) == []
    assert await index.which([1, 2]) == {1, 2}
    assert same(await index.nearest(rows[0], 5), (1, 1.0), (2, 0.0))


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
async def test_a_number_that_is_not_finite_is_refused_and_nothing_is_stored(index: Index, bad: float) -> None:
    rows = vectors(3)
    rows[1, 4] = bad
    with pytest.raises(StoreError, match="finite"):
        await index.add([1, 2, 3], rows)
    with pytest.raises(StoreError, match="finite"):
        await index.nearest(rows[1], 3)
    assert await index.size() == 0


async def test_vectors_of_another_shape_are_refused(index: Index) -> None:
    for ids, rows in (([1], np.ones((1, DIM + 1), np.float32)), ([1, 2], vectors(1)), ([], vectors(1))):
        with pytest.raises(StoreError, match="numbers"):
            await index.add(ids, rows)
    with pytest.raises(StoreError, match="numbers"):
        await index.nearest(np.ones(DIM - 1, np.float32), 1)


async def test_more_than_one_batch_is_added_looked_up_and_removed(index: Index) -> None:
    rows, ids = vectors(2300), range(0, 4600, 2)
    await index.add(ids, rows)
    assert await index.size() == 2300
    assert await index.which(range(4600)) == set(ids)
    await index.remove(range(4500))
    assert await index.which(ids) == set(range(4500, 4600, 2))
    assert (await index.nearest(rows[-1], 3))[0][0] == 4598


async def test_questions_are_answered_while_vectors_are_added(index: Index) -> None:
    rows = vectors(1500)
    await index.add([0], rows[:1])
    adding = asyncio.ensure_future(index.add(range(1, 1500), rows[1:]))
    answered = 0
    while not adding.done():
        answered += bool(await index.nearest(rows[0], 1))
        await asyncio.sleep(0)
    await adding
    assert answered >= 1
    assert await index.size() == 1500


# --- Chroma's own ---------------------------------------------------------------------------------------------------


async def test_each_model_and_dimension_has_vectors_of_its_own(chroma: Chroma) -> None:
    one, two, wide = chroma.index("org/Model", DIM), chroma.index("org-model", DIM), chroma.index("org/Model", 3)
    await one.add([1], vectors(1))
    await wide.add([1, 2], np.eye(3, dtype=np.float32)[:2])
    assert (await one.size(), await two.size(), await wide.size()) == (1, 0, 2)


async def test_a_forgotten_model_leaves_the_others_and_can_start_again(chroma: Chroma) -> None:
    old, new = chroma.index("old", DIM), chroma.index("new", DIM)
    await old.add([1, 2], vectors(2))
    await new.add([1], vectors(1))
    assert [(kept.model, kept.count) for kept in await chroma.kept() if kept.model in ("old", "new")] == [("new", 1), ("old", 2)]
    await chroma.forget("old")
    await chroma.forget("never was")
    assert [kept.model for kept in await chroma.kept() if kept.model in ("old", "new")] == ["new"]
    with pytest.raises(StoreError):
        await old.size()  # an index in somebody's hands learns of it once
    assert await old.size() == 0
    await chroma.forget("new")


async def test_a_collection_of_another_model_under_our_name_is_not_mixed_in(chroma: Chroma) -> None:
    client = await chroma._backend.client()
    for metadata in ({"model": "another", "dim": DIM}, None):
        name = collection_name(f"mine {metadata}", DIM)
        await chroma._backend.do(client.create_collection, name=name, metadata=metadata, embedding_function=None)
        with pytest.raises(StoreError, match="not mixed"):
            await chroma.index(f"mine {metadata}", DIM).add([1], vectors(1))


@pytest.mark.parametrize("model", ["a", "", "--", "text-embedding-3-small", "Орг/модель:v2", "x" * 600, ".hidden"])
def test_every_model_gets_a_name_that_chroma_allows(model: str) -> None:
    import re

    assert re.fullmatch(r"[a-zA-Z0-9][a-zA-Z0-9._-]{1,510}[a-zA-Z0-9]", collection_name(model, 256))


# --- the server -----------------------------------------------------------------------------------------------------


async def test_a_server_that_is_away_is_a_store_error_that_names_it() -> None:
    port = free_port()
    chroma = open_server(f"http://user:secret@127.0.0.1:{port}")
    with pytest.raises(StoreError, match=rf"http://127\.0\.0\.1:{port}") as raised:
        await chroma.index("m", DIM).nearest(vectors(1), 3)
    assert "secret" not in str(raised.value)
    await chroma.aclose()


async def test_a_server_that_never_answers_is_given_up() -> None:
    silent = await asyncio.start_server(lambda *_: asyncio.sleep(30), "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    chroma = open_server(f"http://127.0.0.1:{port}", timeout_s=0.2)
    with pytest.raises(StoreError, match="does not serve"):
        await chroma.index("m", DIM).size()
    await chroma.aclose()
    silent.close()


@pytest.mark.parametrize(
    "url", ["", "chroma:8000", "ftp://chroma", "http://", "http://chroma:99999", "http://chroma/path", "http://c?x=1"]
)
def test_an_address_that_is_none_is_refused_at_once(url: str) -> None:
    with pytest.raises(StoreError, match="CHROMA_URL"):
        open_server(url)
