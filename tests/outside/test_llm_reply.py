"""The schema words that our schemas use, read the way JSON Schema means them."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.errors import ModelNonsense
from assistant.outside.llm_reply import read_reply


def of(schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"v": schema}, "required": ["v"], **more}


FITTING: list[tuple[dict[str, Any], str, Any]] = [
    ({"type": "string", "enum": ["yes", "no"]}, '"no"', "no"),
    ({"const": 3}, "3", 3),
    ({"type": ["string", "null"]}, "null", None),
    ({"type": "number"}, "2", 2),
    ({"type": "number"}, "2.0", 2.0),
    ({"type": "integer"}, "2.0", 2),
    ({"type": "boolean"}, "false", False),
    ({"anyOf": [{"type": "null"}, {"type": "array", "items": {"type": "integer"}}]}, "[1, 2]", [1, 2]),
    ({"$ref": "#/$defs/Name"}, '"Ann"', "Ann"),
    ({}, '{"any": ["thing"]}', {}),
    ({"type": "object", "properties": {"a": {"type": "string"}}}, '{"b": 1}', {}),
]


@pytest.mark.parametrize(("schema", "text", "value"), FITTING)
def test_what_fits_is_taken(schema: dict[str, Any], text: str, value: Any) -> None:
    read = read_reply(f'{{"v": {text}}}', of(schema, **{"$defs": {"Name": {"type": "string"}}}))["v"]
    assert read == value and type(read) is type(value)


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({"type": "string", "enum": ["yes", "no"]}, '"maybe"'),
        ({"const": 3}, "4"),
        ({"type": "string"}, "null"),
        ({"type": "number"}, "true"),
        ({"type": "integer"}, '"2"'),
        ({"type": "boolean"}, "0"),
        ({"anyOf": [{"type": "null"}, {"type": "integer"}]}, '"x"'),
        ({"$ref": "#/$defs/Name"}, "5"),
        ({"type": "array", "minItems": 1}, "[]"),
        ({"type": "array", "maxItems": 1}, "[1, 2]"),
        ({"type": "array", "items": {"type": "string"}}, '["a", 1]'),
        ({"type": "object", "required": ["a"], "properties": {"a": {}}}, "{}"),
    ],
)
def test_what_does_not_fit_is_refused(schema: dict[str, Any], text: str) -> None:
    with pytest.raises(ModelNonsense):
        read_reply(f'{{"v": {text}}}', of(schema, **{"$defs": {"Name": {"type": "string"}}}))
