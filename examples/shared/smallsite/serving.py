"""Serves a site on a free port of this machine only: for as long as a `with` block lasts, or by itself."""

from __future__ import annotations

import argparse
import json
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp

LOOPBACK = "127.0.0.1"


@contextmanager
def serving(app: ASGIApp, port: int = 0) -> Iterator[int]:
    """Serve from a thread and give the port. The thread has ended when the block is left, however it is left."""
    with socket.create_server((LOOPBACK, port)) as listener:
        config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            server.force_exit = True
            thread.join(timeout=10)


def serve_alone(
    what: str, make_app: Callable[[Path], Starlette], fill: Callable[[Any], None], begun: Callable[[Any], bool]
) -> None:
    """A site by itself until Ctrl-C; it prints one JSON line with its port when it answers.

    what: the site, in words. fill: puts the first things into a store in which nothing has `begun`.
    """
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--data", type=Path, required=True, help="folder of the site's data")
    parser.add_argument("--empty", action="store_true", help="begin with nothing in it")
    options = parser.parse_args()
    app = make_app(options.data)
    if not options.empty and not begun(app.state.store):
        fill(app.state.store)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with serving(app, options.port) as port:
        print(json.dumps({"port": port, "address": f"http://{LOOPBACK}:{port}"}), flush=True)
        ended.wait()
