"""Settings, frozen, from the environment and .env. All problems are reported at once; secrets never show in repr.

The order of the fields is the order of .env.example (tests/test_settings.py compares them). Nothing else reads the environment.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.errors import SettingsError


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("is no time zone; write one like Europe/Kyiv or America/New_York")
    return name


def _address(*schemes: str) -> AfterValidator:
    def check(url: str) -> str:
        if url and (urlsplit(url).scheme not in schemes or not url.partition("://")[2]):
            raise ValueError(f"is no address; write one that begins with {' or '.join(s + '://' for s in schemes)}")
        return url.rstrip("/") if url.startswith("http") else url

    return AfterValidator(check)


def _ids(value: object) -> object:
    if not isinstance(value, str):
        return value
    parts = value.replace(",", " ").split()
    if any(not p.isdigit() for p in parts):
        raise ValueError("wants numeric Telegram ids, separated by commas (send /start to the bot to see yours)")
    return tuple(int(p) for p in parts)


class Settings(BaseSettings):
    """Frozen; `load` is the way to make one. Empty strings mean "not set"."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, env_file_encoding="utf-8", hide_input_in_errors=True
    )

    # Telegram
    telegram_bot_token: SecretStr = SecretStr("")
    telegram_api_url: Annotated[str, _address("http", "https")] = "https://api.telegram.org"
    admin_ids: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_ids)] = ()
    # the model
    openai_api_key: SecretStr = SecretStr("")
    openai_base_url: Annotated[str, _address("http", "https")] = ""
    answer_model: str = "gpt-5.6-terra"
    answer_timeout: Annotated[float, Field(gt=0, le=300)] = 30.0
    price_in: Annotated[float, Field(ge=0)] = 2.0
    price_out: Annotated[float, Field(ge=0)] = 12.0
    daily_budget: Annotated[float, Field(ge=0)] = 5.0
    rewrite_questions: bool = False
    rerank_passages: bool = False
    transcribe_model: str = ""
    transcribe_price: Annotated[float, Field(ge=0)] = 0.006
    embedding_model: str = "local"
    embedding_price: Annotated[float, Field(ge=0)] = 0.02
    # where things are kept
    data_dir: Path = Path("data")
    database_url: Annotated[str, _address("sqlite", "postgresql")] = ""
    chroma_url: Annotated[str, _address("http", "https")] = ""
    # the newsroom
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    private_networks: bool = False
    questions_a_minute: Annotated[int, Field(ge=1)] = 10
    questions_a_day: Annotated[int, Field(ge=1)] = 300
    worker: str = "worker-1"
    tiktoken_cache_dir: Path | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def database(self) -> str:
        """The app's database, as a plain address."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'newsroom.db').absolute()}"

    @property
    def engine_database(self) -> str:
        """The engine's own tables: a file of their own beside SQLite, the same PostgreSQL otherwise."""
        return (
            self.database_url
            if self.database_url.startswith("postgresql")
            else f"sqlite:///{(self.data_dir / 'engine.db').absolute()}"
        )

    @property
    def writes_answers(self) -> bool:
        """Whether answers are written by a model; otherwise they are extracted."""
        return bool(self.openai_api_key.get_secret_value() or self.openai_base_url)

    def bearing(self) -> dict[str, str]:
        """The settings that bear on what an answer says, by their names in the environment; none of them is secret."""
        names = ["embedding_model", "timezone"]
        names += ["answer_model", "answer_timeout", "rewrite_questions", "rerank_passages"] if self.writes_answers else []
        return {name.upper(): str(getattr(self, name)) for name in names}

    def secrets(self) -> tuple[str, ...]:
        """What must never be shown: for the log filter."""
        password = urlsplit(self.database_url).password if self.database_url else None
        values = (self.telegram_bot_token.get_secret_value(), self.openai_api_key.get_secret_value(), password or "")
        return tuple(v for v in values if v)


def load(env_file: Path | None = Path(".env"), **overrides: Any) -> Settings:
    """Settings from the environment, then `env_file`; `overrides` by field name win. Raises SettingsError with every problem."""
    try:
        return Settings(_env_file=env_file, **overrides)
    except ValidationError as error:
        raise SettingsError([_problem(e) for e in error.errors(include_input=False, include_url=False)]) from None


def _problem(error: Mapping[str, Any]) -> str:
    name = str(error["loc"][0]).upper() if error["loc"] else "settings"
    return f"{name} {error['msg'].removeprefix('Value error, ')}"
