"""A request's parameters, in any of the four ways the Bot API takes them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import Any
from urllib.parse import parse_qsl

from tests.botapi.state import Refused


@dataclass
class Params:
    values: dict[str, str]
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    def whole(self, name: str, default: int | None = None) -> int:
        raw = self.values.get(name, "")
        if not raw and default is not None:
            return default
        try:
            return int(raw)
        except ValueError:
            raise Refused(400, f'Bad Request: parameter "{name}" is wrong or missing') from None

    def flag(self, name: str) -> bool:
        return self.values.get(name, "").lower() in ("true", "1", "yes")

    def json(self, name: str) -> Any:
        raw = self.values.get(name, "")
        try:
            return json.loads(raw) if raw else None
        except ValueError:
            raise Refused(400, f"Bad Request: can't parse {name}: not a JSON object") from None


def read(content_type: str, query: str, body: bytes) -> Params:
    params = Params(dict(parse_qsl(query, keep_blank_values=True)))
    if content_type.startswith("multipart/form-data"):
        _read_parts(params, content_type, body)
    elif content_type.startswith("application/json"):
        given = json.loads(body or b"{}")
        params.values.update({k: v if isinstance(v, str) else json.dumps(v) for k, v in given.items()})
    elif body:
        params.values.update(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True))
    return params


def _read_parts(params: Params, content_type: str, body: bytes) -> None:
    whole = message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body, policy=policy.HTTP)
    for part in whole.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        file_name = part.get_filename()
        if file_name is None:
            params.values[name] = data.decode()
        else:
            params.files[name] = (file_name.encode("utf-8", "surrogateescape").decode(), data)
