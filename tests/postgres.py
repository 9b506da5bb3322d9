"""A real PostgreSQL on loopback in a temporary folder, one for the test process, when its binaries are installed.

`fresh_postgres_url()` gives an empty database of its own to each caller, or skips the test saying that PostgreSQL is absent.
The server does not run as root: then it is started as the user `postgres`.
"""

import atexit
import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

numbers = itertools.count(1)


def binaries() -> Path | None:
    """The newest installed version's folder."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def as_its_user(*command: str) -> list[str]:
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else list(command)


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def run(*command: str) -> None:
    done = subprocess.run(as_its_user(*command), capture_output=True, text=True, cwd="/", timeout=60)
    assert done.returncode == 0, f"{command[0]}: {done.stderr or done.stdout}"


@cache
def server() -> int:
    """Starts it once in this process; returns its port. Ends with the process."""
    folder = binaries()
    if folder is None:
        pytest.skip("PostgreSQL is not installed (its binaries are in neither /usr/lib/postgresql nor the PATH)")
    home = Path(tempfile.mkdtemp(prefix="newsroom-pg-"))
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    data, port = home / "data", free_port()
    run(str(folder / "initdb"), "-D", str(data), "-U", "newsroom", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=200"
    run(str(folder / "pg_ctl"), "-D", str(data), "-l", str(home / "log"), "-w", "-o", options, "start")
    atexit.register(end, folder, home)
    return port


def end(folder: Path, home: Path) -> None:
    stop = as_its_user(str(folder / "pg_ctl"), "-D", str(home / "data"), "-m", "immediate", "stop")
    subprocess.run(stop, capture_output=True, cwd="/", timeout=60)
    shutil.rmtree(home, ignore_errors=True)


def fresh_postgres_url() -> str:
    port, name = server(), f"test_{os.getpid()}_{next(numbers)}"
    folder = binaries()
    assert folder is not None
    command = [str(folder / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "newsroom", name]
    subprocess.run(command, check=True, capture_output=True, cwd="/", timeout=60)
    return f"postgresql://newsroom@127.0.0.1:{port}/{name}"
