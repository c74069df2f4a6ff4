"""Where a run of an example keeps its data."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from rich.console import Console


def new_folder(console: Console, given: Path | None, job: str) -> Path | None:
    """The folder that was named, else a new one in runs/; None, and a word on it, when something is in it already."""
    folder = given or Path("runs") / f"{job}-{datetime.now():%Y%m%d-%H%M%S}"
    if folder.exists() and any(folder.iterdir()):
        console.print(f"{folder} is not empty. Name a new folder with --folder.")
        return None
    return folder.resolve()
