"""The tables: every handler is declared, every button leads somewhere, /help and the menus show what one may do."""

import ast
import importlib
import inspect
import itertools
from pathlib import Path

import pytest

from assistant.chat import handlers
from assistant.chat.handlers import everything, menu
from assistant.words import Role
from tests.chat.room import ADMIN, ANN, BOB, EVE, GROUP

FILES = (*handlers.FILES, handlers)
TEXTS = {
    "filled",
    "chat_shared",
    "question",
    "document",
    "forwarded",
    "location",
    "voice",
    "photo",
    "channel_post",
    "inline",
    "membership",
}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.__name__)
def test_every_handler_stands_in_a_table(file):
    """A handler is what takes (turn, desk) and gives drafts, whatever its name."""
    table = everything()
    declared = {entry.handler for entries in (table.commands, table.actions, table.texts) for entry in entries.values()}
    found = [f for f in vars(file).values() if inspect.iscoroutinefunction(f) and f.__module__ == file.__name__]
    drafting = [
        f
        for f in found
        if list(inspect.signature(f).parameters) == ["turn", "desk"] and f.__annotations__["return"] == "Sequence[Draft]"
    ]
    assert drafting and [f.__name__ for f in drafting if f not in declared] == []


def test_every_file_of_handlers_is_asked_for_its_tables():
    folder = Path(inspect.getfile(handlers)).parent
    tabled = {p.stem for p in folder.glob("*.py") if "\nACTIONS" in p.read_text(encoding="utf-8")}
    assert tabled == {f.__name__.rpartition(".")[2] for f in handlers.FILES}


@pytest.mark.parametrize("path", sorted(Path(inspect.getfile(handlers)).parent.glob("*.py")), ids=lambda p: p.stem)
def test_every_button_leads_to_an_action(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    presses = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "Press" and len(n.args) > 1]
    module = importlib.import_module(f"assistant.chat.{path.stem}")
    for press in presses:
        for name in _names(press.args[1], module):
            assert name in everything().actions, f"{path.name}:{press.lineno}: no action {name!r}"


def _names(node, module):
    """The action a Press names: a literal, a constant, one of two; a parameter is what its callers give, checked there."""
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*_names(node.body, module), *_names(node.orelse, module)]
    try:
        return [eval(ast.unparse(node), vars(module))]
    except NameError:
        return []


def test_each_kind_of_message_has_its_handler():
    assert set(everything().texts) == TEXTS


def test_the_menus_fit_telegram_and_grow_with_the_role():
    names = [{name for name, _ in menu(role)} for role in Role]
    assert all(less < more for less, more in itertools.pairwise(names))
    assert all(1 <= len(words) <= 256 for _, words in menu(Role.ADMIN))


async def test_help_shows_what_this_person_may_do_here(room):
    await room.grant(ANN, Role.REPORTER)
    await room.grant(BOB, Role.SUBSCRIBER)
    shown = {who: (await room.say(who, "/help"))[0].text for who in (ADMIN, ANN, BOB, EVE)}
    assert ["/addsource" in shown[who] for who in (ADMIN, ANN, BOB, EVE)] == [True, False, False, False]
    assert ["/search" in shown[who] for who in (ADMIN, ANN, BOB, EVE)] == [True, True, False, False]
    assert ["/digest" in shown[who] for who in (ADMIN, ANN, BOB, EVE)] == [True, True, True, False]
    (group,) = await room.say(ADMIN, "/help", GROUP)
    assert "/addsource" not in group.text and "/ask" in group.text
