"""The port Transcribe through /audio/transcriptions: OpenAI's, and what speaks like it (whisper.cpp, faster-whisper, vLLM)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelNonsense
from assistant.outside.openai_endpoint import Endpoint

if TYPE_CHECKING:
    from openai import AsyncOpenAI

MAX_CHARS = 20_000  # of a transcript; a recording that is let in says far less


class OpenAITranscribe:
    """Calls may overlap. `model` is the endpoint's name for it."""

    def __init__(self, endpoint: Endpoint, model: str) -> None:
        self._endpoint, self.model = endpoint, model

    async def __call__(self, audio: bytes, name: str) -> str:
        reply = await self._endpoint.ask(lambda client: self._ask(client, audio, name))
        text = getattr(reply, "text", None)
        if not isinstance(text, str):
            raise ModelNonsense("The model's reply holds no text.")
        return text.replace("\x00", "").encode("utf-8", "replace").decode()[:MAX_CHARS].strip()

    async def aclose(self) -> None:
        await self._endpoint.aclose()

    async def _ask(self, client: AsyncOpenAI, audio: bytes, name: str) -> Any:
        create: Callable[..., Any] = client.audio.transcriptions.create
        return await create(model=self.model, file=(name, audio), response_format="json")
