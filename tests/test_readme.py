"""README.md, THE MAP and the settings say the same as the code."""

import re
from pathlib import Path

from assistant.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_of_settings_names_each_setting_once():
    named = [name for row in re.findall(r"^\| ([A-Z_, ]+) \|", README, re.MULTILINE) for name in row.split(", ")]
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)


def test_each_make_command_of_the_readme_is_in_the_makefile():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake (\w+)", README)) <= targets


def test_each_command_of_bot_py_in_the_readme_is_there():
    commands = set(re.findall(r"^@app\.command\(\)\ndef (\w+)", (ROOT / "bot.py").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"bot\.py (\w+)", README)) <= commands


def test_every_file_the_readme_links_to_is_there():
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_ci_calls_the_readmes_test_command():
    assert re.search(r"^make test$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)
