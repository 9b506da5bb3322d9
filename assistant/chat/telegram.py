"""Telegram's Bot API through python-telegram-bot: the bot, sending, and what Telegram's errors mean to us.

telegram.error.RetryAfter               -> Slow (only this chat waits)
Forbidden, "chat not found", no rights  -> Forbidden
ChatMigrated                            -> Migrated
BadRequest, "can't parse entities"      -> sent once more as plain text, then Rejected
BadRequest, "message is not modified"   -> done
BadRequest, the message to edit is gone -> sent as a new one
any other BadRequest                    -> Rejected
TimedOut, NetworkError, anything else   -> SendError: try again (pace.patient)
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    KeyboardButton,
    KeyboardButtonRequestChat,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram import error as theirs
from telegram.request import HTTPXRequest

from assistant.chat.message import Attachment, Button, Offer, Outgoing, from_json
from assistant.chat.pace import Flight, Pace
from assistant.chat.split import units, visible
from assistant.errors import BadRequest, Forbidden, Migrated, Rejected, SendError, Slow

log = logging.getLogger(__name__)

Menu = Sequence[tuple[str, str]]

TELEGRAM = "https://api.telegram.org"
LARGEST_FILE = 20 * 1024 * 1024
"""Bytes a bot may download (Bot API, getFile)."""
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
CANNOT_PARSE = "can't parse entities"
SAME = "message is not modified"
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "there is no text in the message to edit")
UNWELCOME = (
    "chat not found",
    "not enough rights",
    "have no rights",
    "chat_write_forbidden",
    "need administrator rights",
    "user is deactivated",
)


class NewsroomBot(Bot):
    """The library's Bot, and updates as the JSON they came in."""

    async def raw_updates(self, offset: int, wait: int, kinds: Sequence[str]) -> list[dict[str, Any]]:
        """One getUpdates. Unread by the library: an update it cannot read must not hold up those behind it. Raises TelegramError."""
        data = {"offset": offset or None, "timeout": wait, "allowed_updates": list(kinds)}
        found: list[dict[str, Any]] = await self._post("getUpdates", data, read_timeout=wait + 10)
        return found


def build_bot(token: str, api_url: str = TELEGRAM) -> NewsroomBot:
    """The bot, not yet connected: nothing is asked of Telegram before the first call. `api_url` is the Bot API's base."""
    for chatty in ("httpx", "httpcore", "telegram"):  # at INFO and DEBUG they log addresses with the token in them
        logging.getLogger(chatty).setLevel(logging.WARNING)
    base = api_url.rstrip("/")
    sends = HTTPXRequest(
        connection_pool_size=64, connect_timeout=5, read_timeout=15, write_timeout=15, pool_timeout=10, media_write_timeout=60
    )
    polls = HTTPXRequest(connection_pool_size=2, connect_timeout=5, read_timeout=15, pool_timeout=5)
    return NewsroomBot(token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot", request=sends, get_updates_request=polls)


# --- errors -----------------------------------------------------------------------------------------------------


def said(exc: theirs.TelegramError, bot: Bot) -> str:
    """What Telegram said, without our token."""
    return str(exc).replace(bot.token, "<token>")


def as_ours(exc: theirs.TelegramError, bot: Bot) -> SendError:
    """The table on top of this file. Says nothing of "not modified" and lost edits: those are no errors."""
    words = said(exc, bot)
    if isinstance(exc, theirs.RetryAfter):
        # not .retry_after, which is an int or a timedelta by an environment variable and warns of it
        return Slow(exc._retry_after.total_seconds())
    if isinstance(exc, theirs.ChatMigrated):
        return Migrated(exc.new_chat_id)
    unwelcome = isinstance(exc, theirs.BadRequest) and any(u in words.lower() for u in UNWELCOME)
    if isinstance(exc, theirs.Forbidden) or unwelcome:
        return Forbidden(words)
    if isinstance(exc, theirs.BadRequest):
        return Rejected(words)
    return SendError(f"Telegram could not be reached: {words}")


# --- sending ----------------------------------------------------------------------------------------------------


class Sender:
    """Puts messages into chats: `SendParts`, at Telegram's pace, once each. Raises the SendError branch; never waits out an error.

    With a `flight`, one message at a time: whoever sends lets it land (pace.Flight) when it is written down as sent.
    """

    def __init__(self, bot: Bot, pace: Pace, flight: Flight | None = None) -> None:
        self._bot, self._pace, self._flight = bot, pace, flight

    async def __call__(self, chat_id: int, thread_id: int, message: Mapping[str, Any]) -> int:
        outgoing = from_json(message)
        await self._pace.turn(chat_id, many=bool(message.get("many")))
        if self._flight:
            await self._flight.leave()
            await self._pace.gap()
        try:
            return await self._put(chat_id, thread_id, outgoing)
        except theirs.TelegramError as exc:
            ours = as_ours(exc, self._bot)
            if self._flight:  # tried again after a pause: meanwhile others may leave
                self._flight.land()
            if isinstance(ours, Slow):
                self._pace.hold(chat_id, ours.seconds)
            raise ours from exc

    async def _put(self, chat_id: int, thread_id: int, message: Outgoing) -> int:
        try:
            return await self._as_it_is(chat_id, thread_id, message, plain=False)
        except theirs.BadRequest as exc:
            if CANNOT_PARSE not in str(exc).lower():
                raise
            log.warning("Telegram could not read our HTML, sent as plain text: %s", said(exc, self._bot))
        await self._pace.turn(chat_id)
        return await self._as_it_is(chat_id, thread_id, message, plain=True)

    async def _as_it_is(self, chat_id: int, thread_id: int, message: Outgoing, *, plain: bool) -> int:
        if message.edit_of:
            try:
                return await self._edit(chat_id, message, plain=plain)
            except theirs.BadRequest as exc:
                if not any(gone in str(exc).lower() for gone in GONE):
                    raise
        return await self._new(chat_id, thread_id, message, plain=plain)

    async def _edit(self, chat_id: int, message: Outgoing, *, plain: bool) -> int:
        body, form = _body(message.html, plain=plain)
        try:
            await self._bot.edit_message_text(
                body, chat_id, message.edit_of, reply_markup=_inline(message), link_preview_options=NO_PREVIEW, **form
            )
        except theirs.BadRequest as exc:
            if SAME not in str(exc).lower():
                raise
        return message.edit_of

    async def _new(self, chat_id: int, thread_id: int, message: Outgoing, *, plain: bool) -> int:
        body, form = _body(message.html, plain=plain)
        how: dict[str, Any] = {
            "message_thread_id": thread_id or None,
            "disable_notification": message.silent or None,
            "reply_markup": _keyboard(message),
            "reply_parameters": ReplyParameters(message.reply_to, allow_sending_without_reply=True) if message.reply_to else None,
        }
        if message.attachment:
            return (await self._file(chat_id, message.attachment, body, how | form)).message_id
        return (await self._bot.send_message(chat_id, body, link_preview_options=NO_PREVIEW, **how, **form)).message_id

    async def _file(self, chat_id: int, file: Attachment, caption: str, how: dict[str, Any]) -> Message:
        if "entities" in how:
            how["caption_entities"] = how.pop("entities")
        if file.kind == "photo":
            return await self._bot.send_photo(chat_id, file.data, caption or None, filename=file.name, **how)
        return await self._bot.send_document(chat_id, file.data, caption or None, filename=file.name, **how)


def _body(html: str, *, plain: bool) -> tuple[str, dict[str, Any]]:
    """Text and how it is to be read. Plain text goes out as one run of code, in which nothing foreign becomes clickable."""
    if not plain:
        return html, {"parse_mode": "HTML"}
    text = visible(html)
    return text, {"entities": [MessageEntity(MessageEntity.CODE, 0, units(text))]}


def _keyboard(message: Outgoing) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    if message.ask == "away":
        return ReplyKeyboardRemove()
    if message.ask:
        return ReplyKeyboardMarkup([[b] for b in ASKING[message.ask]], resize_keyboard=True, one_time_keyboard=True)
    return _inline(message)


def _inline(message: Outgoing) -> InlineKeyboardMarkup | None:
    """All that a message which is edited may have."""
    return InlineKeyboardMarkup([[_button(b) for b in line] for line in message.buttons]) if message.buttons else None


ASKING = {
    "place": (KeyboardButton("Share my location", request_location=True),),
    "chat": (
        KeyboardButton("A channel", request_chat=KeyboardButtonRequestChat(1, True, bot_is_member=True, request_title=True)),
        KeyboardButton("A group", request_chat=KeyboardButtonRequestChat(2, False, bot_is_member=True, request_title=True)),
    ),
}
"""What the keyboards of `Outgoing.ask` hold (Bot API, KeyboardButton); the number comes back with the chat."""


def _button(button: Button) -> InlineKeyboardButton:
    if button.copy:
        return InlineKeyboardButton(button.text, copy_text=CopyTextButton(button.copy))
    return InlineKeyboardButton(button.text, callback_data=button.data or None, url=button.url or None)


# --- the smaller calls ------------------------------------------------------------------------------------------


async def _asked(bot: Bot, call: Callable[[], Awaitable[Any]]) -> Any:
    try:
        return await call()
    except theirs.TelegramError as exc:
        raise as_ours(exc, bot) from exc


TOO_OLD = "query is too old"
MOST_OFFERS = 50
"""Results of an inline query (Bot API, answerInlineQuery)."""


async def answer_inline(bot: Bot, query_id: str, offers: Sequence[Offer]) -> None:
    """Lists what an inline query found: for this person alone, kept by nobody. A query too old to answer is left. Raises SendError."""
    results = [
        InlineQueryResultArticle(
            offer.id,
            offer.title or "untitled",
            InputTextMessageContent(offer.html, parse_mode="HTML", link_preview_options=NO_PREVIEW),
            description=offer.note or None,
        )
        for offer in offers[:MOST_OFFERS]
    ]
    try:
        await _asked(bot, lambda: bot.answer_inline_query(query_id, results, cache_time=0, is_personal=True))
    except Rejected as exc:
        if TOO_OLD not in exc.reason.lower():
            raise


async def answer_press(bot: Bot, query_id: str, text: str = "", *, alert: bool = False) -> None:
    """Ends a button's waiting circle, with at most 200 characters of text. A press too old to answer is left. Raises SendError."""
    try:
        await _asked(bot, lambda: bot.answer_callback_query(query_id, text[:200] or None, show_alert=alert))
    except Rejected as exc:
        if TOO_OLD not in exc.reason.lower():
            raise


async def set_commands(bot: Bot, commands: Sequence[tuple[str, str]], scope: BotCommandScope | None = None) -> None:
    """The menu of (name, description) for a scope; none at all empties it. Raises SendError."""
    await _asked(bot, lambda: bot.set_my_commands([BotCommand(name, words) for name, words in commands], scope=scope))


async def set_menus(bot: Bot, strangers: Menu, groups: Menu) -> None:
    """What the "/" menu offers to strangers and in groups. Raises SendError."""
    await set_commands(bot, strangers)
    await set_commands(bot, groups, BotCommandScopeAllGroupChats())


async def set_menu(bot: Bot, chat_id: int, menu: Menu) -> None:
    """What it offers in one private chat. Raises SendError."""
    await set_commands(bot, menu, BotCommandScopeChat(chat_id))


async def download(bot: Bot, file_id: str, most: int = LARGEST_FILE) -> bytes:
    """A file that someone sent. Raises BadRequest where it is larger than `most` bytes, SendError where it cannot be had."""
    too_large = BadRequest(f"This file is too large: up to {most // (1024 * 1024)} MB can be read.")
    try:
        file = await _asked(bot, lambda: bot.get_file(file_id))
    except Rejected as exc:
        raise too_large if "too big" in exc.reason.lower() else exc from exc
    if (file.file_size or 0) > most:
        raise too_large
    data = bytes(await _asked(bot, file.download_as_bytearray))
    if len(data) > most:
        raise too_large
    return data
