"""Speech to text over real HTTP, with the real library."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from assistant.errors import ModelError, ModelNonsense, ModelRefused, ModelTimeout
from assistant.outside.openai_endpoint import Endpoint
from assistant.outside.transcribe import OpenAITranscribe
from tests.openai_server import OpenAIServer, raw, refusal, slow


@pytest.fixture(scope="module")
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer() as made:
        yield made


@pytest.fixture
async def hear(server: OpenAIServer) -> AsyncIterator[OpenAITranscribe]:
    server.script()
    server.requests.clear()
    made = OpenAITranscribe(Endpoint(api_key="sk-secret", base_url=server.url, timeout_s=10.0), "whisper-1")
    yield made
    await made.aclose()


async def test_a_recording_is_sent_as_a_file_and_comes_back_as_text(server: OpenAIServer, hear: OpenAITranscribe) -> None:
    assert await hear("OggS Хто закрив міст?".encode(), "voice.ogg") == "Хто закрив міст?"
    (heard,) = server.requests
    assert heard.body["model"] == "whisper-1" and heard.body["file"][0] == "voice.ogg"


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (refusal(401, "bad key sk-secret"), ModelRefused),
        (refusal(503), ModelError),
        (raw(b"<html>busy</html>"), ModelNonsense),
        (raw(b'{"text": 5}'), ModelNonsense),
    ],
    ids=["401", "503", "html", "number"],
)
async def test_what_goes_wrong_has_our_names_and_no_key(server, hear, step, error) -> None:
    server.script(step, step)
    with pytest.raises(error) as failed:
        await hear(b"OggS a", "voice.ogg")
    assert "sk-secret" not in str(failed.value)


async def test_our_deadline_holds(server: OpenAIServer, hear: OpenAITranscribe) -> None:
    await hear(b"OggS warm", "voice.ogg")  # the library is imported
    hurried = OpenAITranscribe(Endpoint(api_key="k", base_url=server.url, timeout_s=0.3), "whisper-1")
    server.script(slow(3.0))
    with pytest.raises(ModelTimeout):
        await hurried(b"OggS a", "voice.ogg")
    await hurried.aclose()
