"""What lies in a run folder beside the desk itself, and its reading and writing.

keeper.lock   held for the keeper's life: two keepers never own one folder
keeper.sock   where drivers attach
keeper.log    what the keeper has to say for itself
egress.log    what the way out allowed and refused
spec.json     how the desk is to be made
pages.json    the pages that were open last
desk/         the desk (`desk.cells.places`)
snapshots/    copies of its work folder
"""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path

from pydantic import ValidationError

from deskhand.core.errors import Conflict, InvalidInput
from deskhand.desk.base import DeskSpec

LOG_NAME = "keeper.log"
SOCKET_NAME = "keeper.sock"


def take_lock(run_dir: Path) -> int:
    """Own the run folder until the descriptor is closed. Raises Conflict when another keeper does."""
    fd = os.open(run_dir / "keeper.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(fd)
        raise Conflict(f"Another keeper already keeps the desk in {run_dir}.", hint="Attach to it.") from None
    os.ftruncate(fd, 0)
    os.write(fd, f"{os.getpid()}\n".encode())
    return fd


def holds_lock(run_dir: Path, lock: int) -> bool:
    """Whether the folder is still the one whose lock this is."""
    try:
        return os.path.samestat((run_dir / "keeper.lock").stat(), os.fstat(lock))
    except OSError:
        return False


def write_spec(run_dir: Path, spec: DeskSpec) -> None:
    (run_dir / "spec.json").write_text(spec.model_dump_json(), encoding="utf-8")


def read_spec(run_dir: Path) -> DeskSpec:
    """Raises InvalidInput when it is not there or not readable."""
    try:
        return DeskSpec.model_validate_json((run_dir / "spec.json").read_bytes())
    except (OSError, ValidationError) as error:
        raise InvalidInput(
            f"How the desk is to be made can't be read in {run_dir}: {error}.", hint="Open the desk again."
        ) from None


def read_pages(run_dir: Path) -> list[str]:
    """The addresses that were open last; none when that is not known."""
    try:
        found = json.loads((run_dir / "pages.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [page for page in found if isinstance(page, str)] if isinstance(found, list) else []


def write_pages(run_dir: Path, pages: list[str]) -> None:
    """Whole or not at all. A full disk must not end the desk: then the pages before are kept."""
    fresh = run_dir / "pages.new"
    try:
        fresh.write_text(json.dumps(pages), encoding="utf-8")
        fresh.replace(run_dir / "pages.json")
    except OSError:
        return
