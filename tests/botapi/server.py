"""The Bot API server of the tests: starlette on loopback, long polling and webhooks as the original does them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, Self

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.botapi import events
from tests.botapi.limits import Gate, Limits
from tests.botapi.methods import COUNTED, METHODS
from tests.botapi.params import Params, read
from tests.botapi.state import Chat, Fail, Refused, Sent, State, Update

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_IS_SET = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class BotApi:
    """A Bot API server in a thread of its own: `with BotApi() as api: Bot("1:token", base_url=api.url)`.

    Every token is welcome unless refused. A chat is known once something was pushed from it, or by `chat()`.
    """

    def __init__(self, *, port: int = 0, limits: Limits | None = None) -> None:
        self.state = State()
        self.state.gate = Gate(limits) if limits else None
        self._socket = socket.socket(
            socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP
        )  # named, or asyncio leaves Nagle on: 40 ms a call
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        self.port = int(self._socket.getsockname()[1])
        self._poller = 0
        self._server = uvicorn.Server(
            uvicorn.Config(self._app(), log_level="error", lifespan="off", timeout_graceful_shutdown=1, ws="none")
        )
        self._thread = threading.Thread(target=self._run, name="bot-api", daemon=True)
        self._hook: asyncio.Task[None] | None = None
        self.closing = False

    # --- life

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.base}/bot"

    @property
    def file_url(self) -> str:
        return f"{self.base}/file/bot"

    def _run(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))

    def __enter__(self) -> Self:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.005)
        return self

    def __exit__(self, *_: object) -> None:
        self.closing = True
        self._server.should_exit = True
        self._thread.join(10)

    # --- what a test does and sees

    def push(self, update: Update) -> int:
        return self.state.add_update(update)

    def push_text(self, chat: int, user: int, text: str, **more: Any) -> int:
        return self.push(events.text(self.state, chat, user, text, **more))

    def push_press(self, chat: int, user: int, message_id: int, data: str) -> int:
        """A button pressed under a message of the bot."""
        return self.push(events.press(self.state, chat, user, message_id, data))

    def push_document(self, chat: int, user: int, name: str, data: bytes, **more: Any) -> int:
        return self.push(events.document(self.state, chat, user, name, data, **more))

    def chat(self, chat_id: int, **known: Any) -> Chat:
        """Make a chat known; `known` sets kind, title, admins, members, topics, blocked, moved_to."""
        return self.state.chat(chat_id, **known)

    def add_file(self, name: str, data: bytes) -> str:
        return events.add_file(self.state, name, data)

    def fail_next(self, method: str, chat_id: int | None = None, error: Fail | int = 500, times: int = 1) -> None:
        """The next call(s) of a method ("*": any) for a chat (None: any) fail so."""
        fail = error if isinstance(error, Fail) else Fail(error)
        with self.state.lock:
            self.state.failures.extend([(method, chat_id, fail)] * times)

    def refuse_token(self, token: str) -> None:
        self.state.bad_tokens.add(token)

    @property
    def sent(self) -> list[Sent]:
        return list(self.state.sent)

    @property
    def edits(self) -> list[Sent]:
        return list(self.state.edits)

    @property
    def waiting(self) -> list[int]:
        """Ids of updates that the bot has not confirmed."""
        return [u["update_id"] for u in self.state.updates]

    async def wait_for(self, predicate: Callable[[BotApi], Any], timeout: float = 5.0) -> Any:  # noqa: ASYNC109  (fails with what was sent)
        """Until the predicate says something true of this server; returns what it said."""
        deadline = time.monotonic() + timeout
        while not (found := predicate(self)):
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {timeout} s; sent: {[m.text[:80] for m in self.sent]}")
            await asyncio.sleep(0.01)
        return found

    # --- HTTP

    def _app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
                Route("/file/bot{token}/{kind}/{file_id}/{name:path}", self._download),
                Route("/control/{what}", self._control, methods=["GET", "POST"]),
            ]
        )

    async def _call(self, request: Request) -> Response:
        try:
            result = await self._answer(request)
        except ClientDisconnect:  # the bot was killed while it sent this
            return Response(status_code=499)
        except Refused as exc:
            content: dict[str, Any] = {"ok": False, "error_code": exc.code, "description": exc.description}
            return JSONResponse(content | ({"parameters": exc.parameters} if exc.parameters else {}), status_code=exc.code)
        return JSONResponse({"ok": True, "result": result})

    async def _answer(self, request: Request) -> Any:
        token, name = request.path_params["token"], request.path_params["method"]
        if token in self.state.bad_tokens:
            raise Refused(401, "Unauthorized")
        params = read(request.headers.get("content-type", ""), request.url.query, await request.body())
        method = next(
            (m for m in (*METHODS, "getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo") if m.lower() == name.lower()),
            "",
        )
        if not method:
            raise Refused(404, "Not Found: method not found")
        chat_id = params.whole("chat_id", 0)
        self.state.calls.append((time.time(), method, params.values))
        fail = self.state.failure(method, chat_id)
        if fail and not fail.after:
            await self._fail(fail)
        result = await self._work(method, params, chat_id)
        if fail:
            await self._fail(fail)
        return result

    async def _fail(self, fail: Fail) -> None:
        if fail.hang:
            await self._pause(fail.hang)
        if fail.code:
            raise Refused(fail.code, fail.description, fail.parameters)

    async def _work(self, method: str, params: Params, chat_id: int) -> Any:
        if method == "getUpdates":
            return await self._get_updates(params)
        if method.endswith(("Webhook", "WebhookInfo")):
            return self._webhook(method, params)
        with self.state.lock:
            if self.state.gate and method in COUNTED and (wait := self.state.gate.wait(chat_id)):
                raise Refused(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
            return METHODS[method](self.state, params)

    async def _pause(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.closing:  # noqa: ASYNC110  (closing is set by another thread)
            await asyncio.sleep(min(0.02, seconds))

    async def _get_updates(self, params: Params) -> list[Update]:
        if self.state.webhook.get("url"):
            raise Refused(409, WEBHOOK_IS_SET)
        self._poller += 1
        mine, offset = self._poller, params.whole("offset", 0)
        if params.json("allowed_updates") is not None:
            self.state.allowed = params.json("allowed_updates")
        end = time.monotonic() + min(params.whole("timeout", 0), 50)
        while True:
            if mine != self._poller:
                raise Refused(409, CONFLICT)
            found = self.state.take_updates(offset, params.whole("limit", 100))
            if found or time.monotonic() >= end or self.closing:
                return found
            await asyncio.sleep(0.005)

    async def _download(self, request: Request) -> Response:
        known = self.state.files.get(request.path_params["file_id"])
        if known is None or request.path_params["token"] in self.state.bad_tokens:
            return JSONResponse({"ok": False, "error_code": 404, "description": "Not Found"}, status_code=404)
        return Response(known[1], media_type="application/octet-stream")

    # --- webhooks

    def _webhook(self, method: str, params: Params) -> Any:
        if method == "getWebhookInfo":
            shown = {"url": self.state.webhook.get("url", ""), "has_custom_certificate": False}
            return shown | {"pending_update_count": len(self.state.updates)}
        if params.flag("drop_pending_updates"):
            self.state.updates.clear()
        self.state.webhook = {} if method == "deleteWebhook" else dict(params.values)
        if params.json("allowed_updates") is not None:
            self.state.allowed = params.json("allowed_updates")
        if self._hook:
            self._hook.cancel()
        self._hook = asyncio.create_task(self._deliver()) if self.state.webhook.get("url") else None
        return True

    async def _deliver(self) -> None:
        """In order, each again until it is taken with a 2xx."""
        url, secret = self.state.webhook["url"], self.state.webhook.get("secret_token", "")
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        async with httpx.AsyncClient(timeout=10) as client:
            while not self.closing:
                waiting = self.state.take_updates(0, 1)
                taken = False
                if waiting:
                    with contextlib.suppress(httpx.HTTPError):
                        taken = (await client.post(url, json=waiting[0], headers=headers)).is_success
                if taken:
                    self.state.take_updates(waiting[0]["update_id"] + 1, 1)
                else:
                    await self._pause(0.05)

    # --- the control API, for a test in another process

    async def _control(self, request: Request) -> Response:
        what = request.path_params["what"]
        given: dict[str, Any] = json.loads(await request.body() or b"{}")
        if what == "sent":
            return JSONResponse(
                {"sent": _shown(self.sent), "edits": _shown(self.edits), "actions": self.state.actions, "waiting": self.waiting}
            )
        if what == "push":
            ids = [self.push(u) for u in given.get("updates", [])] or [self._push_one(given)]
            return JSONResponse({"update_ids": ids})
        if what == "chat":
            self.chat(**given)
        elif what == "fail":
            error = Fail(**given["error"]) if isinstance(given["error"], dict) else int(given["error"])
            self.fail_next(given["method"], given.get("chat_id"), error, given.get("times", 1))
        elif what == "limits":
            self.state.gate = Gate(Limits(**given)) if given else None
        else:
            return JSONResponse({"ok": False, "description": "push, sent, chat, fail, limits"}, status_code=404)
        return JSONResponse({"ok": True})

    def _push_one(self, given: dict[str, Any]) -> int:
        if "update" in given:
            return self.push(given["update"])
        if "data" in given:
            return self.push_press(given["chat"], given["user"], given["message_id"], given["data"])
        return self.push_text(given.pop("chat"), given.pop("user"), given.pop("text"), **given)


def _shown(messages: Sequence[Sent]) -> list[dict[str, Any]]:
    return [{k: v for k, v in asdict(m).items() if k != "file"} for m in messages]
