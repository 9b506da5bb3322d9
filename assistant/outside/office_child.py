"""The child that reads one document: `python -m assistant.outside.office_child pdf|docx`, bytes in, one JSON line out.

Limits on itself come first, before anything of the document is looked at. It opens nothing and writes no file.
"""

from __future__ import annotations

import json
import resource
import sys

CPU_SECONDS = 20
MEMORY = 768 * 1024 * 1024


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    from assistant.collect.office import READERS, Unreadable

    try:
        title, text = READERS[sys.argv[1]](sys.stdin.buffer.read())
        said = {"title": title, "text": text}
    except Unreadable as why:
        said = {"why": str(why)}
    except MemoryError:
        said = {"why": "This document needs too much memory to be read."}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
