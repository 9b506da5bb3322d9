from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings, load

EXAMPLE = Path(__file__).parents[1] / ".env.example"


def test_env_example_names_each_setting_once_in_the_order_of_the_code_each_with_one_comment_line():
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    names = [line.partition("=")[0] for line in lines if not line.startswith("#")]
    assert names == [name.upper() for name in Settings.model_fields]
    assert [line.startswith("#") for line in lines] == [True, False] * len(names)


def test_env_example_states_the_defaults():
    assert load(EXAMPLE) == load(None)


def test_all_problems_are_told_at_once(monkeypatch):
    monkeypatch.setenv("ADMIN_IDS", "@anna")
    monkeypatch.setenv("TIMEZONE", "Kyiv")
    monkeypatch.setenv("DATABASE_URL", "mysql://x")
    with pytest.raises(SettingsError) as caught:
        load(None)
    assert [p.split()[0] for p in caught.value.problems] == ["ADMIN_IDS", "DATABASE_URL", "TIMEZONE"]
    assert "numeric" in str(caught.value)


def test_secrets_show_neither_in_repr_nor_in_problems(monkeypatch):
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:secret-token")
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:hushhush@h/db")
    settings = load(None)
    assert "secret-token" not in repr(settings)
    assert set(settings.secrets()) == {"123:secret-token", "hushhush"}
    monkeypatch.setenv("OPENAI_BASE_URL", "sk-key-in-the-wrong-place")
    with pytest.raises(SettingsError) as caught:
        load(None)
    assert "sk-key" not in str(caught.value)


def test_admin_ids_are_numbers_separated_by_commas_or_spaces(monkeypatch):
    monkeypatch.setenv("ADMIN_IDS", "12, 34 56")
    assert load(None).admin_ids == (12, 34, 56)


def test_sqlite_in_the_data_dir_is_the_default_database(tmp_path):
    settings = load(None, data_dir=tmp_path)
    assert settings.database == f"sqlite:///{tmp_path}/newsroom.db"
    assert settings.engine_database == f"sqlite:///{tmp_path}/engine.db"
