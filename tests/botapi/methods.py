"""The methods of the Bot API that the bot uses, as strict as the original. One function a method: (state, params) -> result."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from tests.botapi.html import CannotParse, automatic, parse, trim, units
from tests.botapi.params import Params
from tests.botapi.state import Chat, Refused, Sent, State

LONGEST_TEXT, LONGEST_CAPTION, LONGEST_DATA, MOST_BUTTONS, LARGEST_FILE = 4096, 1024, 64, 100, 20 * 1024 * 1024
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document", "choose_sticker",
    "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
COUNTED = {
    "sendMessage",
    "sendDocument",
    "sendPhoto",
    "copyMessage",
    "editMessageText",
    "editMessageCaption",
    "editMessageReplyMarkup",
}

# --- what several methods share ---------------------------------------------------------------------------------


def chat_of(state: State, params: Params) -> Chat:
    return state.known_chat(params.whole("chat_id"))


def shown_text(params: Params, name: str, longest: int, empty: str) -> tuple[str, list[dict[str, Any]]]:
    raw, mode = params.text(name), params.text("parse_mode").lower()
    if mode not in ("", "html"):
        raise Refused(400, "Bad Request: unsupported parse_mode")
    try:
        text, entities = parse(raw) if mode else trim(raw, params.json("entities") or [])
    except CannotParse as exc:
        raise Refused(400, f"Bad Request: can't parse entities: {exc}") from None
    if not text and empty:
        raise Refused(400, f"Bad Request: {empty}")
    if units(text) > longest:
        raise Refused(400, "Bad Request: message is too long" if name == "text" else "Bad Request: message caption is too long")
    return text, entities


def keyboard(params: Params) -> dict[str, Any] | None:
    markup = params.json("reply_markup")
    if not markup:
        return None
    rows = markup.get("inline_keyboard")
    if rows is None:
        return _reply_keyboard(dict(markup), params)
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise Refused(400, "Bad Request: REPLY_MARKUP_TOO_LONG")
    for button in (b for row in rows for b in row):
        _check_button(button)
    return {"inline_keyboard": rows} if any(rows) else None


def _reply_keyboard(markup: dict[str, Any], params: Params) -> dict[str, Any]:
    """ReplyKeyboardMarkup (KeyboardButton: at most one of the request fields, "available in private chats only"),
    ReplyKeyboardRemove or ForceReply."""
    if not any(markup.get(kind) for kind in ("keyboard", "remove_keyboard", "force_reply")):
        raise Refused(400, "Bad Request: object expected as reply markup")
    for button in (b for row in markup.get("keyboard", []) for b in row):
        asks = [name for name in button if name.startswith("request_")]
        if not button.get("text") or len(asks) > 1:
            raise Refused(400, 'Bad Request: can\'t parse keyboard button: Field "text" must be of type String')
        if asks and params.whole("chat_id") < 0:
            raise Refused(400, f"Bad Request: {asks[0].removeprefix('request_')} can be requested in private chats only")
        chat = button.get("request_chat")
        if chat is not None and not (isinstance(chat.get("request_id"), int) and isinstance(chat.get("chat_is_channel"), bool)):
            raise Refused(400, "Bad Request: can't parse keyboard button request chat")
    return markup


def _check_button(button: dict[str, Any]) -> None:
    if not button.get("text"):
        raise Refused(400, 'Bad Request: can\'t parse inline keyboard button: Field "text" must be non-empty')
    actions = [k for k in button if k not in ("text", "style", "icon_custom_emoji_id")]
    if len(actions) != 1:
        raise Refused(400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= LONGEST_DATA:
        raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
    if "url" in button and not re.match(r"^(https?|tg)://\S+$", button["url"]):
        raise Refused(400, f"Bad Request: inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def _reply(state: State, params: Params, chat: Chat) -> int:
    asked = params.json("reply_parameters") or {}
    message = int(asked.get("message_id") or params.whole("reply_to_message_id", 0))
    if not message or (chat.id, message) in state.others or (chat.id, message) in state.now:
        return message
    if asked.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return 0
    raise Refused(400, "Bad Request: message to be replied not found")


def _thread(params: Params, chat: Chat) -> int:
    thread = params.whole("message_thread_id", 0)
    if thread and (chat.kind == "private" or (chat.topics is not None and thread not in chat.topics)):
        raise Refused(400, "Bad Request: message thread not found")
    return thread


def _preview(params: Params) -> bool:
    options = params.json("link_preview_options") or {}
    return not (options.get("is_disabled") or params.flag("disable_web_page_preview"))


def message_json(state: State, message: Sent) -> dict[str, Any]:
    chat, at = state.chat(message.chat_id).json(), int(message.time or time.time())
    shown: dict[str, Any] = {"message_id": message.message_id, "date": at, "from": state.me, "chat": chat}
    body = "caption" if message.file_name else "text"
    shown[body] = message.text
    if message.entities:
        shown["caption_entities" if message.file_name else "entities"] = list(message.entities)
    if message.reply_markup and "inline_keyboard" in message.reply_markup:
        shown["reply_markup"] = message.reply_markup
    if message.thread:
        shown["message_thread_id"] = message.thread
    if message.method == "sendPhoto":
        shown["photo"] = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    elif message.file_name:
        shown["document"] = {
            "file_id": "d",
            "file_unique_id": "d",
            "file_name": message.file_name,
            "file_size": len(message.file),
        }
    return shown


def _send(state: State, params: Params, method: str, field: str, file: tuple[str, bytes] = ("", b"")) -> Any:
    chat = chat_of(state, params)
    longest, empty = (LONGEST_TEXT, "message text is empty") if field == "text" else (LONGEST_CAPTION, "")
    text, entities = shown_text(params, field, longest, empty)
    message = Sent(
        method, chat.id, 0, text, params.text(field), params.text("parse_mode"), tuple(entities), tuple(automatic(text, entities)),
        keyboard(params), _thread(params, chat), _reply(state, params, chat), params.flag("disable_notification"), _preview(params), *file,
    )  # fmt: skip
    return message_json(state, state.post(message))


# --- messages ---------------------------------------------------------------------------------------------------


def send_message(state: State, params: Params) -> Any:
    return _send(state, params, "sendMessage", "text")


def send_document(state: State, params: Params) -> Any:
    return _send(state, params, "sendDocument", "caption", _file(params, "document"))


def send_photo(state: State, params: Params) -> Any:
    return _send(state, params, "sendPhoto", "caption", _file(params, "photo"))


def _file(params: Params, name: str) -> tuple[str, bytes]:
    given = params.text(name).removeprefix("attach://") or name
    if given not in params.files:
        raise Refused(400, f"Bad Request: there is no {name} in the request")
    file_name, data = params.files[given]
    if not data:
        raise Refused(400, "Bad Request: file must be non-empty")
    return file_name or name, data


def copy_message(state: State, params: Params) -> Any:
    chat = chat_of(state, params)
    origin = state.now.get((params.whole("from_chat_id"), params.whole("message_id")))
    if origin is None:
        raise Refused(400, "Bad Request: message to copy not found")
    copy = Sent(
        "copyMessage",
        chat.id,
        0,
        origin.text,
        origin.html,
        origin.parse_mode,
        origin.entities,
        origin.clickable,
        keyboard(params),
    )
    return {"message_id": state.post(copy).message_id}


def _message_to_edit(state: State, params: Params) -> Sent:
    chat = chat_of(state, params)
    key = (chat.id, params.whole("message_id"))
    if key in state.others and key not in state.now:
        raise Refused(400, "Bad Request: message can't be edited")
    if key not in state.now:
        raise Refused(400, "Bad Request: message to edit not found")
    return state.now[key]


def _edited(state: State, old: Sent, new: Sent) -> Any:
    if (old.text, old.entities, old.reply_markup) == (new.text, new.entities, new.reply_markup):
        same = "specified new message content and reply markup are exactly the same as a current content and reply markup of the message"
        raise Refused(400, f"Bad Request: message is not modified: {same}")
    return message_json(state, state.change(new))


def edit_message_text(state: State, params: Params) -> Any:
    old = _message_to_edit(state, params)
    if old.file_name:
        raise Refused(400, "Bad Request: there is no text in the message to edit")
    if (params.json("reply_markup") or {}).get("inline_keyboard") is None and params.json("reply_markup"):
        raise Refused(400, "Bad Request: inline keyboard expected")
    text, entities = shown_text(params, "text", LONGEST_TEXT, "message text is empty")
    new = Sent(
        "editMessageText", old.chat_id, old.message_id, text, params.text("text"), params.text("parse_mode"), tuple(entities),
        tuple(automatic(text, entities)), keyboard(params), old.thread, old.reply_to, old.silent, _preview(params),
    )  # fmt: skip
    return _edited(state, old, new)


def edit_message_reply_markup(state: State, params: Params) -> Any:
    old = _message_to_edit(state, params)
    new = Sent(
        "editMessageReplyMarkup", old.chat_id, old.message_id, old.text, old.html, old.parse_mode, old.entities, old.clickable,
        keyboard(params), old.thread, old.reply_to, old.silent, old.preview, old.file_name, old.file,
    )  # fmt: skip
    return _edited(state, old, new)


def delete_message(state: State, params: Params) -> Any:
    chat = chat_of(state, params)
    key = (chat.id, params.whole("message_id"))
    if key not in state.now and key not in state.others:
        raise Refused(400, "Bad Request: message to delete not found")
    state.now.pop(key, None)
    state.others.discard(key)
    state.deleted.append(key)
    return True


def pin_chat_message(state: State, params: Params) -> Any:
    chat = chat_of(state, params)
    if (chat.id, params.whole("message_id")) not in state.now:
        raise Refused(400, "Bad Request: message to pin not found")
    return True


def set_message_reaction(state: State, params: Params) -> Any:
    chat = chat_of(state, params)
    key = (chat.id, params.whole("message_id"))
    if key not in state.now and key not in state.others:
        raise Refused(400, "Bad Request: message to react not found")
    return True


def send_chat_action(state: State, params: Params) -> Any:
    chat = chat_of(state, params)
    if params.text("action") not in ACTIONS:
        raise Refused(400, "Bad Request: wrong parameter action in request")
    state.actions.append((chat.id, _thread(params, chat), params.text("action")))
    return True


def send_message_draft(state: State, params: Params) -> Any:
    chat = chat_of(state, params)
    if chat.kind != "private":
        raise Refused(400, "Bad Request: TEXTDRAFT_PEER_INVALID")
    if not params.whole("draft_id", 0):
        raise Refused(400, "Bad Request: draft_id must be non-zero")
    text, _ = shown_text(params, "text", LONGEST_TEXT, "")
    state.drafts.append({"chat_id": chat.id, "draft_id": params.whole("draft_id"), "text": text})
    return True


# --- queries, commands, people ----------------------------------------------------------------------------------


def _answer(state: State, params: Params, name: str) -> Any:
    query = params.text(name)
    if query not in state.open_queries:
        raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    state.open_queries.discard(query)
    if units(params.text("text")) > 200:
        raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
    state.answered.append({**params.values, "results": params.json("results")})
    return True


def answer_callback_query(state: State, params: Params) -> Any:
    return _answer(state, params, "callback_query_id")


def answer_inline_query(state: State, params: Params) -> Any:
    results = params.json("results") or []
    if len(results) > 50:
        raise Refused(400, "Bad Request: RESULTS_TOO_MUCH")
    if len({r["id"] for r in results}) < len(results) or any(not 1 <= len(r["id"].encode()) <= 64 for r in results):
        raise Refused(400, "Bad Request: RESULT_ID_INVALID")
    for result in results:
        content = result.get("input_message_content") or {}
        shown_text(
            Params({"text": content.get("message_text", ""), "parse_mode": content.get("parse_mode", "")}),
            "text",
            LONGEST_TEXT,
            "message text is empty",
        )
    return _answer(state, params, "inline_query_id")


def _scope(state: State, params: Params) -> str:
    scope = params.json("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind not in (
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ):
        raise Refused(400, "Bad Request: can't parse BotCommandScope: Unsupported type specified")
    if kind.startswith("chat"):
        state.known_chat(int(scope["chat_id"]))
    return ":".join(str(scope[k]) for k in ("type", "chat_id", "user_id") if k in scope)


def set_my_commands(state: State, params: Params) -> Any:
    commands = params.json("commands") or []
    scope = _scope(state, params)
    if len(commands) > 100:
        raise Refused(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= units(command["description"]) <= 256:
            raise Refused(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
    state.commands[scope] = commands
    return True


def get_my_commands(state: State, params: Params) -> Any:
    return state.commands.get(_scope(state, params), [])


def delete_my_commands(state: State, params: Params) -> Any:
    state.commands.pop(_scope(state, params), None)
    return True


def get_chat(state: State, params: Params) -> Any:
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(gifts, False)}
    return chat_of(state, params).json() | full


def _member(state: State, chat: Chat, user: int) -> dict[str, Any]:
    person = state.me if user == state.me["id"] else state.person(user)
    if user in chat.admins:
        rights = (
            "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
            "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
        )  # fmt: skip
        return {"user": person, "status": "administrator", **dict.fromkeys(rights, False)}
    present = user in chat.members or user == chat.id or user == state.me["id"]
    return {"user": person, "status": "member" if present else "left"}


def get_chat_member(state: State, params: Params) -> Any:
    return _member(state, chat_of(state, params), params.whole("user_id"))


def get_chat_administrators(state: State, params: Params) -> Any:
    chat = chat_of(state, params)
    if chat.kind == "private":
        raise Refused(400, "Bad Request: there are no administrators in the private chat")
    return [_member(state, chat, user) for user in sorted(chat.admins)]


def get_file(state: State, params: Params) -> Any:
    file_id = params.text("file_id")
    if file_id not in state.files:
        raise Refused(400, "Bad Request: invalid file_id")
    name, data = state.files[file_id]
    if len(data) > LARGEST_FILE:
        raise Refused(400, "Bad Request: file is too big")
    return {"file_id": file_id, "file_unique_id": file_id, "file_size": len(data), "file_path": f"documents/{file_id}/{name}"}


def get_me(state: State, params: Params) -> Any:
    return state.me


METHODS: dict[str, Callable[[State, Params], Any]] = {
    "getMe": get_me, "sendMessage": send_message, "sendDocument": send_document, "sendPhoto": send_photo, "copyMessage": copy_message,
    "editMessageText": edit_message_text, "editMessageReplyMarkup": edit_message_reply_markup, "deleteMessage": delete_message,
    "pinChatMessage": pin_chat_message, "setMessageReaction": set_message_reaction, "sendChatAction": send_chat_action,
    "sendMessageDraft": send_message_draft, "answerCallbackQuery": answer_callback_query, "answerInlineQuery": answer_inline_query,
    "setMyCommands": set_my_commands, "getMyCommands": get_my_commands, "deleteMyCommands": delete_my_commands, "getChat": get_chat,
    "getChatMember": get_chat_member, "getChatAdministrators": get_chat_administrators, "getFile": get_file,
}  # fmt: skip
