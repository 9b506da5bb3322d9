"""Prompts: text files with $names, filled in once; and the fence that foreign text is shown in. Floor 0.

    prompts/NAME.md   the system part, a line `---`, the user part; `$name` is a variable, `$$` a dollar
    load              a file -> Prompt (says what it asks for)
    Prompt.render     values in -> Rendered; what is missing and what is unknown is refused
    fence             posts -> one numbered block whose borders a post cannot forge

A value is put in as it is and never expanded again: a post that says `$question` stays a post that says `$question`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from assistant.errors import PromptError

FOLDER = Path(__file__).resolve().parents[1] / "prompts"

_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_BORDER = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is sent to the model."""

    system: str
    user: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt file, read and found well-formed."""

    name: str
    system: str
    user: str

    @property
    def variables(self) -> frozenset[str]:
        """The names this prompt must be given, no more and no fewer."""
        return frozenset(Template(self.system).get_identifiers() + Template(self.user).get_identifiers())

    @property
    def hash(self) -> str:
        """SHA-256 (hex) of both parts: stored with an answer, so that it can be said which words asked for it."""
        return hashlib.sha256(f"{self.system}\n---\n{self.user}".encode()).hexdigest()

    def render(self, **values: str) -> Rendered:
        """Fill in all variables, verbatim. Raises PromptError that lists the missing and the unknown names."""
        missing, unknown = self.variables - values.keys(), values.keys() - self.variables
        if missing or unknown:
            raise PromptError(_disagreement(self.name, missing, unknown))
        return Rendered(Template(self.system).substitute(values), Template(self.user).substitute(values))


def load(name: str, folder: Path = FOLDER) -> Prompt:
    """Read prompts/NAME.md. Raises PromptError when it is absent, has no two parts, or a `$` that names nothing."""
    if not _NAME.fullmatch(name):
        raise PromptError(f"'{name}' is no name of a prompt: small letters, digits, - and _ only.")
    try:
        text = (folder / f"{name}.md").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise PromptError(f"The prompt '{name}' cannot be read: {exc}") from exc
    return parse(name, text)


def parse(name: str, text: str) -> Prompt:
    """A prompt from its file's text; the first line `---` divides it. Raises PromptError as load does."""
    parts = [part.strip() for part in _BORDER.split(text.replace("\r\n", "\n"), maxsplit=1)]
    if len(parts) != 2 or not all(parts):
        raise PromptError(f"The prompt '{name}' needs a system part, a line '---' and a user part.")
    for part in parts:
        _refuse_loose_dollar(name, part)
    return Prompt(name, parts[0], parts[1])


def _refuse_loose_dollar(name: str, part: str) -> None:
    for found in Template.pattern.finditer(part):
        if found.group("invalid") is not None:
            near = part[found.start() : found.start() + 20].splitlines()[0]
            raise PromptError(f"The prompt '{name}' has a $ that names nothing, at '{near}': write $$ for a dollar.")


def _disagreement(name: str, missing: set[str] | frozenset[str], unknown: set[str] | frozenset[str]) -> str:
    said = [f"{what}: {', '.join(sorted(names))}" for what, names in (("missing", missing), ("unknown", unknown)) if names]
    return f"The prompt '{name}' and its step disagree; {'; '.join(said)}."


# --- foreign text, fenced -------------------------------------------------------------------------------------------

_NONCE = re.compile(r"[0-9a-f]{8,64}")
_RUNS = re.compile(r"[<＜﹤]{2,}|[>＞﹥]{2,}")
_KEPT_CONTROLS = "\n\t"
_HEADING_LENGTH = 300


def fence(posts: Sequence[tuple[str, str]], *, nonce: str, label: str = "passage") -> str:
    """Passages, as (heading, text), as one block, numbered from 1, each between borders that carry the nonce.

        <<<passage 1 3f9a0c51>>>
        The heading, one line
        The text
        <<<end 1 3f9a0c51>>>

    The nonce is random for each request (at least 8 hex digits; `secrets.token_hex(8)` at the caller), so that a post cannot
    know it; what looks like a border inside a post is broken, and the nonce itself never appears there.
    """
    if not _NONCE.fullmatch(nonce):
        raise PromptError("A fence needs a nonce of 8 to 64 hex digits.")
    return "\n".join(_block(number, heading, text, nonce, label) for number, (heading, text) in enumerate(posts, 1))


def _block(number: int, heading: str, text: str, nonce: str, label: str) -> str:
    line = " ".join(tame(heading, nonce).split())[:_HEADING_LENGTH]
    inner = "\n".join(part for part in (line, tame(text, nonce).strip()) if part)
    return f"<<<{label} {number} {nonce}>>>\n{inner}\n<<<end {number} {nonce}>>>"


def tame(text: str, nonce: str) -> str:
    """Text that can stand inside a fence: nothing invisible, no run of angle brackets, not the nonce. Words stay as they are."""
    seen = visible(text)
    while nonce in seen.lower():  # again, as taking one out may put another together
        seen = re.sub(re.escape(nonce), "", seen, flags=re.IGNORECASE)
    return _RUNS.sub(lambda run: ("‹" if run[0][0] in "<＜﹤" else "›") * len(run[0]), seen)


def visible(text: str) -> str:
    """Without control, zero-width, bidi, tag and lone surrogate characters (Unicode Cc, Cf, Cs, Co); line ends and tabs stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return "".join(c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
