"""Runs the mail app by itself: `python serve.py --data DIR [--port N] [--empty]`. Ctrl-C ends it.

Listens on this machine only and prints one JSON line with its port when it answers.
"""

from __future__ import annotations

import argparse
import json
import signal
import threading
from pathlib import Path

from mailapp.seed import fill
from mailapp.serving import LOOPBACK, serving
from mailapp.web import make_app


def main() -> None:
    parser = argparse.ArgumentParser(description="The mail app of the example.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--data", type=Path, required=True, help="folder of the database")
    parser.add_argument("--empty", action="store_true", help="begin without the first letters")
    options = parser.parse_args()
    app = make_app(options.data)
    if not options.empty and not app.state.store.people():
        fill(app.state.store)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with serving(app, options.port) as port:
        print(json.dumps({"port": port, "address": f"http://{LOOPBACK}:{port}"}), flush=True)
        ended.wait()


if __name__ == "__main__":
    main()
