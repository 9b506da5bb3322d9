"""The floors of the house (THE MAP in assistant/__init__.py), held by reading the imports."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "assistant"
FILES = sorted(HOUSE.rglob("*.py"))

GROUND = 0
ROOMS = {
    "gate": 1,
    "stories": 2,
    "evidence": 2,
    "people": 2,
    "collect": 3,
    "ask": 3,
    "topic": 3,
    "digest": 3,
    "recall": 3,
    "check": 3,
    "alerts": 3,
    "outside": 5,
    "chat": 5,
    "wiring": 6,
}
JOURNEYS = 4
VENDORS = {
    "telegram", "openai", "chromadb", "sqlalchemy", "alembic", "dbos", "httpx", "httpcore", "aiosqlite", "asyncpg", "tiktoken",
    "protego", "safetensors", "tokenizers", "wordllama", "prometheus_client", "rich", "typer", "brotli",
}  # fmt: skip
CONSOLE_MAY = {"rich", "typer"}


def name_of(path: Path) -> tuple[str, ...]:
    return path.relative_to(ROOT).with_suffix("").parts


def floor(parts: tuple[str, ...]) -> int:
    """Of a module, by its path: ("assistant", "ask", "rank") -> 3."""
    if len(parts) == 1 or parts[1] == "__init__":
        return GROUND
    if parts[1] == "console":
        return 5
    if parts[1] not in ROOMS:
        return GROUND
    return JOURNEYS if parts[2:3] == ("journey",) else ROOMS[parts[1]]


def imports(path: Path) -> set[tuple[str, ...]]:
    """Modules that a file imports, as paths; `from a import b` counts as a.b where that is a module."""
    found: set[tuple[str, ...]] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {tuple(alias.name.split(".")) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: import by the full name"
            parts = tuple(node.module.split("."))
            for alias in node.names:
                deeper = (*parts, alias.name)
                is_module = (ROOT.joinpath(*deeper).with_suffix(".py")).exists() or ROOT.joinpath(*deeper).is_dir()
                found.add(deeper if is_module else parts)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_imports_point_down_and_rooms_of_one_floor_do_not_know_each_other(path):
    mine = name_of(path)
    for theirs in imports(path):
        if theirs[0] != "assistant" or theirs == ("assistant",):
            continue
        same_room = len(theirs) > 1 and len(mine) > 1 and theirs[1] == mine[1]
        assert (
            floor(theirs) < floor(mine)
            or (same_room and floor(theirs) <= floor(mine))
            or (floor(theirs) == floor(mine) == GROUND)
        ), f"{'.'.join(mine)} (floor {floor(mine)}) imports {'.'.join(theirs)} (floor {floor(theirs)})"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_vendors_are_named_at_the_edges_only(path):
    parts = name_of(path)
    if parts[1] in ("outside", "chat"):
        return
    named = {theirs[0] for theirs in imports(path)} & VENDORS
    assert named <= (CONSOLE_MAY if parts[1] == "console" else set()), f"{'.'.join(parts)} names {named}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_only_journeys_and_edges_are_async(path):
    parts = name_of(path)
    if floor(parts) >= JOURNEYS or parts[1] == "ports":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [n for n in ast.walk(tree) if isinstance(n, (ast.AsyncFunctionDef, ast.Await))]


@pytest.mark.parametrize("path", [*FILES, ROOT / "bot.py"], ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_gate_makes_a_proven_sentence(path):
    if not path.exists() or name_of(path)[:2] == ("assistant", "gate"):
        return
    source = path.read_text(encoding="utf-8")
    if "Proven" not in source:
        return
    tree = ast.parse(source)
    renamed = [a for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names if a.name == "Proven" and a.asname]
    assert not renamed, f"{path.name} gives Proven another name"
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call)]
    made = [n for n in calls if getattr(n.func, "id", getattr(n.func, "attr", "")) == "Proven"]
    copied = [
        n for n in calls if getattr(n.func, "id", "") == "replace" and any(k.arg in ("text", "original") for k in n.keywords)
    ]
    assert not made and not copied, f"{path.name} makes Proven outside the gate"


def test_within_the_gate_only_its_verdict_makes_one():
    makers = {p.name for p in (HOUSE / "gate").glob("*.py") if "Proven(" in p.read_text(encoding="utf-8")}
    assert makers == {"verdict.py"}


def test_the_map_names_every_room_and_every_ground_file():
    text = (HOUSE / "__init__.py").read_text(encoding="utf-8")
    rooms = {p.name for p in HOUSE.iterdir() if p.is_dir() and p.name != "__pycache__" and any(p.glob("*.py"))}
    ground = {p.stem for p in HOUSE.glob("*.py") if p.stem != "__init__"}
    assert sorted(n for n in rooms | ground if n not in text) == []
