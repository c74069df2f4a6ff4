"""The example job made ready to be disturbed: its receipts, its app that notes what it is asked for, a home of its own.

It does not know what will be killed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.web import make_app
from prepare import HERE, Prepared, prepare
from smallsite.serving import serving
from starlette.types import ASGIApp, Receive, Scope, Send

JOB = HERE / "job.steps"
PROFILE = HERE / "profile.toml"


@dataclass
class Stage:
    """One job that is ready. asked: what the app was asked for ("POST /new"), in order, as it came in.

    home: where Deskhand keeps its sessions.
    """

    folder: Path
    prepared: Prepared
    port: int = 0
    asked: list[str] = field(default_factory=list)

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def posts(self) -> list[str]:
        """The paths that were posted to, in order."""
        return [words.removeprefix("POST ") for words in self.asked if words.startswith("POST ")]


@contextmanager
def staged(folder: Path, receipts: int | None = None) -> Iterator[Stage]:
    """Make everything in `folder`, which is new, and serve the app for the block. receipts: how many, or all."""
    stage = Stage(folder, fewer(prepare(folder / "job"), receipts))
    app = make_app(stage.prepared.data)
    with serving(_noting(app, stage.asked)) as stage.port:
        yield stage


def fewer(prepared: Prepared, receipts: int | None) -> Prepared:
    """The job with the first few receipts only."""
    kept = prepared.truth[:receipts]
    for truth in prepared.truth[len(kept) :]:
        Path(prepared.files["receipts"], truth.file).unlink()
    return replace(prepared, truth=kept)


def _noting(app: ASGIApp, asked: list[str]) -> ASGIApp:
    async def noting(scope: Scope, receive: Receive, send: Send) -> None:
        if "method" in scope:
            asked.append(f"{scope['method']} {scope['path']}")
        await app(scope, receive, send)

    return noting


def clear(stage: Stage) -> None:
    """Remove what a job left that came to a good end."""
    shutil.rmtree(stage.folder, ignore_errors=True)
