"""There is no other way out: what is shown is Proven by the gate, an Excerpt, or Words whose template stands in our code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2] / "assistant"
FILES = sorted(HOUSE.rglob("*.py"))
MAKERS = {"Proven": "gate", "Words": "layout/blocks.py"}  # what may be made where
RAW = {"Block", "Span", "line", "text", "heading"}  # what takes text: never characters as such

MAY = {("layout/lists.py", "Words(f'/{name}')")}  # a command's name, from our own table: tappable, so no parameter


def ways_out(source: str, path: str) -> Iterator[str]:
    """What in a file would show a text that is neither proven, nor an excerpt, nor ours."""
    if path == "layout/blocks.py" or path.startswith("outside/"):  # there text() is SQL; it imports no layout (test_floors)
        return
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in MAKERS and not path.startswith(MAKERS[name]) and not _is_joined(node) and (path, ast.unparse(node)) not in MAY:
            yield f"{path}:{node.lineno} makes {name}"
        if name == "say" and node.args and not _is_ours(node.args[0]):
            yield f"{path}:{node.lineno} says what is not written in our code"
        if name in RAW and any(isinstance(a, (ast.JoinedStr, ast.Constant)) and _is_text(a) for a in node.args[:1]):
            yield f"{path}:{node.lineno} shows characters through {name}"


def _is_joined(made: ast.Call) -> bool:
    """Words of two Words: their templates one after the other."""
    first = made.args[0] if made.args else None
    return isinstance(first, ast.BinOp) and all(getattr(side, "attr", "") == "template" for side in (first.left, first.right))


def _is_ours(template: ast.expr) -> bool:
    """Whether a template is a literal, or chosen among literals; a name is held by mypy (LiteralString)."""
    if isinstance(template, ast.IfExp):
        return _is_ours(template.body) and _is_ours(template.orelse)
    return not isinstance(template, (ast.JoinedStr, ast.BinOp, ast.Call))


def _is_text(value: ast.expr) -> bool:
    return isinstance(value, ast.JoinedStr) or (isinstance(value, ast.Constant) and isinstance(value.value, str))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_no_file_shows_what_is_neither_proven_nor_an_excerpt_nor_ours(path: Path) -> None:
    assert list(ways_out(path.read_text(encoding="utf-8"), path.relative_to(HOUSE).as_posix())) == []


@pytest.mark.parametrize(
    "planted",
    [
        "Proven(reply.text, quotes)",
        "words.Proven(text=reply.text, quotes=())",
        "Words(reply.text)",
        'say(f"{reply.text}")',
        'say("He said " + reply.text)',
        "say(str(reply.text))",
        'Span(f"{reply.text}")',
        'line("raw")',
    ],
)
@pytest.mark.parametrize(
    "room", ["topic/journey.py", "alerts/journey.py", "check/journey.py", "digest/write.py", "chat/trends.py"]
)
def test_a_planted_way_out_is_found_in_every_room(planted: str, room: str) -> None:
    assert list(ways_out(planted, room))
