from __future__ import annotations

import gzip
import zlib

import brotli  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.outside.inflate import PIECE, Body, Damaged, TooLarge, _unpacker, size

PACK = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda data: brotli.compress(data, quality=4),
    "identity": bytes,
    "br, gzip": lambda data: gzip.compress(brotli.compress(data, quality=4)),
}


def bodies(most: int) -> st.SearchStrategy[bytes]:
    """Bytes that are no gzip file themselves: those would be unpacked once more."""
    return st.binary(max_size=most).filter(lambda data: not data.startswith(b"\x1f\x8b\x08"))


def unpacked(encoding: str, packed: bytes, step: int, most: int = 10**6) -> bytes:
    body = Body(encoding, most)
    for start in range(0, len(packed), step):
        body.add(packed[start : start + step])
    return body.whole()


@given(st.sampled_from(sorted(PACK)), bodies(3000), st.integers(1, 200))
def test_a_body_is_the_same_however_it_was_packed_and_cut(encoding: str, data: bytes, step: int) -> None:
    assert unpacked(encoding, PACK[encoding](data), step) == data


@given(bodies(500), st.integers(1, 50))
def test_deflate_without_its_header_is_read_too(data: bytes, step: int) -> None:
    packer = zlib.compressobj(wbits=-15)
    assert unpacked("deflate", packer.compress(data) + packer.flush(), step) == data


@given(st.sampled_from(["gzip", "deflate", "br"]), st.binary(min_size=1, max_size=500), st.integers(1, 400))
def test_a_packed_body_that_breaks_off_is_damaged(encoding: str, data: bytes, missing: int) -> None:
    packed = PACK[encoding](data)
    if (kept := len(packed) - missing) > 0:
        with pytest.raises(Damaged):
            unpacked(encoding, packed[:kept], 64)


@given(st.sampled_from(["gzip", "deflate", "br", "br, gzip", "zstd", "a,b,c"]), st.binary(max_size=300))
def test_any_bytes_end_as_a_body_or_as_unfit(encoding: str, data: bytes) -> None:
    try:
        unpacked(encoding, data, 40)
    except (Damaged, TooLarge) as error:
        assert str(error)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_no_step_makes_more_than_a_piece_before_it_is_counted(encoding: str) -> None:
    packed = PACK[encoding](bytes(40 * 1024 * 1024))
    made = [len(piece) for piece in _unpacker(encoding).pieces(packed)]
    assert sum(made) == 40 * 1024 * 1024 and max(made) <= 2 * PIECE  # brotli's limit is a rough one


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
@pytest.mark.parametrize("step", [1_000, 65_536, 10**9])
def test_long_text_comes_out_whole_in_any_chunks(encoding: str, step: int) -> None:
    text = "".join(f"<p>Report {n * n % 7919} from the dam: {n} cubic metres.</p>" for n in range(60_000)).encode()
    assert unpacked(encoding, PACK[encoding](text), step, most=10**7) == text


def test_text_that_packs_well_is_not_taken_for_a_bomb() -> None:
    text = "".join(f"<item><title>Report {n}</title><link>https://example.org/{n}</link></item>" for n in range(60_000)).encode()
    packed = gzip.compress(text)
    assert unpacked("gzip", packed, 65_536, most=10**7) == text


@pytest.mark.parametrize(("count", "words"), [(10_000_000, "10 MB"), (65_000, "65 KB"), (1_500_000, "1.5 MB")])
def test_sizes_in_words(count: int, words: str) -> None:
    assert size(count) == words
