"""`python -m tests.botapi --port 8081`: the server in a process of its own, with /control/push, sent, chat, fail and limits."""

import argparse
import json
import sys
import threading

from tests.botapi import BotApi

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--port", type=int, default=0)
asked = parser.parse_args()
with BotApi(port=asked.port) as api:
    sys.stdout.write(json.dumps({"url": api.url, "file_url": api.file_url, "control": f"{api.base}/control"}) + "\n")
    sys.stdout.flush()
    threading.Event().wait()
