"""A model's reply, read: text -> data that fits the schema, or ModelNonsense. Pure.

What a schema of ours may use is checked: type, properties, required, items, enum, const, anyOf, minItems, maxItems, $ref to $defs.
Keys that were not asked for are left out (servers without strict schemas add some); what is missing or of another type is refused.
Mended is only what cannot change the meaning: white space, a byte order mark, a <think> part before, one code fence around it all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from assistant.errors import ModelNonsense

_THOUGHT = re.compile(r"\A<think>.*?</think>", re.DOTALL)
_FENCED = re.compile(r"\A```(?:json|JSON)?[ \t]*\n(.*?)\n?```\Z", re.DOTALL)
_MAX_CHARS = 400_000
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # no database takes a lone surrogate, PostgreSQL no NUL


def read_reply(text: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The reply's data, pruned to the schema. Raises ModelNonsense that says where it does not fit, never what it said at length."""
    if len(text) > _MAX_CHARS:
        raise ModelNonsense("The model's reply is far too long.")
    try:
        data = json.loads(_unwrapped(text), parse_constant=_no_number)
        fitted = _fit(data, schema, schema.get("$defs", {}), "reply")
    except (json.JSONDecodeError, RecursionError) as exc:
        raise ModelNonsense("The model's reply is no JSON.") from exc
    if not isinstance(fitted, dict):
        raise ModelNonsense("The model's reply is no JSON object.")
    return fitted


def _unwrapped(text: str) -> str:
    inner = _THOUGHT.sub("", text.lstrip("\ufeff \t\r\n")).strip()
    fenced = _FENCED.match(inner)
    return fenced.group(1) if fenced else inner


def _no_number(name: str) -> NoReturn:
    raise ModelNonsense(f"The model's reply holds {name}, which is no number.")


def _fit(value: Any, schema: Mapping[str, Any], defs: Mapping[str, Any], at: str) -> Any:
    if ref := schema.get("$ref"):
        return _fit(value, defs[str(ref).rsplit("/", 1)[-1]], defs, at)
    if options := schema.get("anyOf"):
        return _fit_any(value, options, defs, at)
    if "enum" in schema and value not in schema["enum"]:
        raise ModelNonsense(f"The model's {at} is none of the allowed values.")
    if "const" in schema and value != schema["const"]:
        raise ModelNonsense(f"The model's {at} is not the fixed value.")
    value = _typed(value, schema, at)
    if isinstance(value, dict):
        return _fit_object(value, schema, defs, at)
    if isinstance(value, list):
        return _fit_list(value, schema, defs, at)
    return _UNSTORABLE.sub("\ufffd", value) if isinstance(value, str) else value


def _fit_any(value: Any, options: list[Mapping[str, Any]], defs: Mapping[str, Any], at: str) -> Any:
    for option in options:
        try:
            return _fit(value, option, defs, at)
        except ModelNonsense:
            continue
    raise ModelNonsense(f"The model's {at} fits none of what was asked for.")


_KINDS: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "null": (type(None),),
}


def _typed(value: Any, schema: Mapping[str, Any], at: str) -> Any:
    wanted = schema.get("type")
    if wanted is None:
        return value
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    if isinstance(value, float) and value.is_integer() and "integer" in names and "number" not in names:
        value = int(value)  # 1.0 is an integer to JSON Schema
    for name in names:
        if isinstance(value, _KINDS[name]) and (name == "boolean" or not isinstance(value, bool)):
            return value
    raise ModelNonsense(f"The model's {at} should be of type {' or '.join(names)}.")


def _fit_object(value: dict[str, Any], schema: Mapping[str, Any], defs: Mapping[str, Any], at: str) -> dict[str, Any]:
    asked: Mapping[str, Any] = schema.get("properties", {})
    missing = [name for name in schema.get("required", ()) if name not in value and not _may_be_null(asked.get(name, {}))]
    if missing:
        raise ModelNonsense(f"The model's {at} lacks {', '.join(missing)}.")
    return {name: _fit(value[name], inner, defs, f"{at}.{name}") for name, inner in asked.items() if name in value}


def _fit_list(value: list[Any], schema: Mapping[str, Any], defs: Mapping[str, Any], at: str) -> list[Any]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        raise ModelNonsense(f"The model's {at} has {len(value)} entries, too few or too many.")
    return [_fit(item, schema.get("items", {}), defs, f"{at}[{number}]") for number, item in enumerate(value)]


def _may_be_null(schema: Mapping[str, Any]) -> bool:
    """Strict schemas require every name; what may be null is as well left out."""
    return isinstance(schema.get("type"), list) and "null" in schema["type"]
