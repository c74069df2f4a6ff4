"""Runs the expenses app by itself: `python serve.py --data DIR [--port N] [--empty]`. Ctrl-C ends it.

Listens on this machine only and prints one JSON line with its port when it answers.
"""

from __future__ import annotations

from app.seed import fill
from app.web import make_app
from smallsite.serving import serve_alone

if __name__ == "__main__":
    serve_alone("The expenses app of the example job.", make_app, fill, begun=lambda store: bool(store.entries()))
