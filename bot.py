#!/usr/bin/env python3
"""The newsroom assistant at the command line: `python bot.py --help`. Every command is bound here; what it does stands in assistant/."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.errors import NewsroomError
from assistant.settings import Settings, load

app = typer.Typer(
    name="bot.py",
    help="A newsroom assistant: answers and digests in which every sentence is proven against the cited post.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]


class Audience(StrEnum):
    all = "all"
    reporters = "reporters"


def run_async(command: Callable[[Settings], Coroutine[Any, Any, int]], *, logs: bool = False) -> None:
    """Settings, logs, the command, its exit code. What goes wrong in a way we know is told in a sentence, without a traceback."""
    from assistant.outside.logs import set_up

    try:
        settings = load()
        set_up(settings.log_level if logs else "WARNING", settings.secrets())
        code = asyncio.run(command(settings))
    except NewsroomError as error:
        print(error, file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        code = 130
    raise typer.Exit(code)


@app.command()
def run() -> None:
    """Run the Telegram bot: read sources, answer, deliver digests. Ends with Ctrl-C; nothing accepted is lost."""
    from assistant.wiring.run import run_bot

    run_async(run_bot, logs=True)


@app.command()
def chat() -> None:
    """Talk to the assistant at the terminal."""
    from assistant.wiring.commands import chat

    run_async(chat)


@app.command()
def demo() -> None:
    """Show the main job on an invented town's news: no token, no key, no network."""
    from assistant.wiring.demo import demo

    run_async(demo)


@app.command()
def ingest(
    targets: Annotated[list[str], typer.Argument(metavar="PATH_OR_URL...", help="Files, folders or addresses.")],
    audience: Annotated[Audience, typer.Option(help="Who may see these posts.")] = Audience.all,
    as_json: Json = False,
) -> None:
    """Read files, folders (.txt .md .html .xml .json), feeds, live blogs or pages once, and keep their posts."""
    from assistant.wiring.commands import ingest

    run_async(lambda settings: ingest(settings, targets, "reporters" if audience is Audience.reporters else "all", as_json))


@app.command()
def posts(
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="How many, newest first.")] = 20,
    as_json: Json = False,
) -> None:
    """List the newest posts; with --json all of them, one a line."""
    from assistant.wiring.commands import posts

    run_async(lambda settings: posts(settings, count, as_json))


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="In your words and language.")],
    as_json: Json = False,
) -> None:
    """Answer a question from the archive, with the posts that prove each sentence."""
    from assistant.wiring.commands import ask

    run_async(lambda settings: ask(settings, question, as_json))


@app.command()
def timeline(topic: Annotated[str, typer.Argument(help='In your words; periods are understood: "dam since Monday".')]) -> None:
    """What happened when: a line a development, each with the post that proves it."""
    from assistant.wiring.commands import topic as told

    run_async(lambda settings: told(settings, "timeline", topic))


@app.command()
def brief(topic: Annotated[str, typer.Argument(help="In your words.")]) -> None:
    """Background on a topic in five cited sentences."""
    from assistant.wiring.commands import topic as told

    run_async(lambda settings: told(settings, "brief", topic))


@app.command()
def quotes(person: Annotated[str, typer.Argument(help="A name, in any spelling.")]) -> None:
    """What a person said, word for word, with who reported it and when."""
    from assistant.wiring.commands import topic as told

    run_async(lambda settings: told(settings, "quotes", person))


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="A draft: .txt or .docx; - reads it as pasted.")],
    page: Annotated[Path | None, typer.Option("--html", help="Write the result as a page, too.")] = None,
    as_json: Json = False,
) -> None:
    """Hold a draft against the posts, sentence by sentence. Exit code 1 when a sentence is contradicted."""
    from assistant.wiring.commands import check

    run_async(lambda settings: check(settings, file, page, as_json))


@app.command()
def digest(
    hours: Annotated[int, typer.Option(min=1, max=24 * 31, help="How far back.")] = 24,
    topics: Annotated[list[str] | None, typer.Option("--topic", help="Only stories about this; may be repeated.")] = None,
    as_json: Json = False,
) -> None:
    """The stories of the last hours, each with its posts."""
    from assistant.wiring.commands import digest

    run_async(lambda settings: digest(settings, hours, tuple(topics or ()), as_json))


@app.command()
def sources(as_json: Json = False) -> None:
    """List the sources and how they are."""
    from assistant.wiring.commands import sources

    run_async(lambda settings: sources(settings, as_json))


@app.command()
def doctor(as_json: Json = False) -> None:
    """Check that the database, the full text and the vector index agree, and say so in words. Exit code 1 when something is wrong."""
    from assistant.wiring.commands import doctor

    run_async(lambda settings: doctor(settings, as_json))


@app.command()
def reindex(
    embed: Annotated[
        bool, typer.Option("--embed", help="Embed everything anew with EMBEDDING_MODEL, then switch to it.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before paid embeddings.")] = False,
) -> None:
    """Rebuild the vector index from the database; with --embed, change to another embedding model."""
    from assistant.wiring.commands import reindex

    run_async(lambda settings: reindex(settings, embed, yes))


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A file that /evidence gave.")],
    as_json: Json = False,
) -> None:
    """Check an evidence file offline: hashes, quotes, and every sentence by the gate. Exit code 1 when something does not hold."""
    from assistant.wiring.commands import verify

    raise typer.Exit(verify(file, as_json))


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="Where to write it; must not exist.")]) -> None:
    """Write everything that cannot be rebuilt into one file; the bot may run meanwhile."""
    from assistant.wiring.commands import backup

    run_async(lambda settings: backup(settings, file))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A file that backup wrote.")],
    replace: Annotated[bool, typer.Option("--replace", help="Even where there is an archive already: it is replaced.")] = False,
) -> None:
    """Bring back a backup. Deliveries that were due before it are marked as not sent, and never sent."""
    from assistant.wiring.commands import restore

    run_async(lambda settings: restore(settings, file, replace))


if __name__ == "__main__":
    app()
