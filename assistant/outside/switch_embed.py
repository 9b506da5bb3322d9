"""The embeddings in use, which a re-embedding may change while the bot runs. Decides nothing: `switch` is called when all is ready."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ports import Embed, Vectors


class SwitchEmbed:
    """The port Embed, passing each call on to the embeddings in use."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed

    @property
    def model(self) -> str:
        return self._embed.model

    @property
    def dim(self) -> int:
        return self._embed.dim

    def switch(self, embed: Embed) -> None:
        self._embed = embed

    async def aclose(self) -> None:
        """Let the connections of a remote one go."""
        close = getattr(self._embed, "aclose", None)
        if close is not None:
            await close()

    async def __call__(self, texts: Sequence[str]) -> Vectors:
        return await self._embed(texts)
