"""A process that writes to the archive until it is killed, and says what was committed: `python -m tests.outside.archive_writer URL`."""

import asyncio
import sys

import numpy as np

from assistant.outside.database import open_database
from assistant.words import Delivery
from tests.outside.archive_cases import MODEL, NOW, a_source, chunk_of, read


def said(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


async def write(url):
    database = await open_database(url)
    source = await a_source(database)
    number = 0
    while True:
        number += 1
        posts = [read(f"{number}-{place}", text=f"text {number} {place} " * 40) for place in range(5)]
        posts.append(read("the same", text=f"changed {number}"))
        kept = await database.posts.keep_many(source.id, posts, NOW)
        said("kept", number, kept[-1][0].version.number)
        await database.posts.index([chunk_of(post.version) for post, _ in kept], MODEL, np.ones((6, 64), np.float32))
        said("indexed", number)
        await database.deliveries.plan([Delivery(f"update:{number}", part, 5, {"text": "x" * 500}, NOW) for part in (1, 2)])
        said("planned", number)


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1]))
