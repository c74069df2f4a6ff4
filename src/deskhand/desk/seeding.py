"""Puts another desk's files into the run folder of a desk that is not made yet: it is then made with them, and opens
the pages that went with them. It does not know why.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from deskhand.core.errors import LimitExceeded, Refused
from deskhand.desk.base import SnapshotInfo
from deskhand.desk.cells.places import BROUGHT_IN, Places
from deskhand.desk.keeper.folder import read_pages, write_pages
from deskhand.desk.shell.copying import CopyLimits, copy_tree
from deskhand.desk.shell.snapshots import INFO_BYTES_MAX

_SNAPSHOT = re.compile(r"s[0-9]{1,9}")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Seeded:
    """What was put there. pages: the addresses that the new desk opens."""

    files: int
    bytes: int
    pages: tuple[str, ...]


def seed(run_dir: Path, source: Path, snapshot: str = "", *, mounts: Collection[str] = ()) -> Seeded | None:
    """Copy the files of another desk, whose run folder is `source`, into the run folder of one that is not made yet.

    snapshot: the id of one of its snapshots; "" for its work folder as it is now, running or not. mounts: names at the
    top of it that are the person's own folders, which are not copied. None when there are no such files: nothing is
    changed then. Raises LimitExceeded when they are too many, Refused when they can't be copied. Blocking.
    """
    found = _found(source, snapshot)
    if found is None:
        return None
    files, pages = found
    desk = run_dir / "desk"
    limits = CopyLimits()
    try:
        run_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        desk.mkdir(mode=0o711)
        _copy(files, Places(desk).work, limits, mounts)
        (desk / BROUGHT_IN).touch()
    except LimitExceeded:
        shutil.rmtree(desk, ignore_errors=True)
        raise
    except OSError as error:
        shutil.rmtree(desk, ignore_errors=True)
        raise Refused(
            f"the files of the desk in {source} can't be copied: {error.strerror}.",
            hint="Free some space on this machine, and try again.",
        ) from None
    write_pages(run_dir, list(pages))
    return Seeded(limits.files, limits.bytes, pages)


def _found(source: Path, snapshot: str) -> tuple[Path, tuple[str, ...]] | None:
    """The folder of the files, and the pages that went with them."""
    if not snapshot:
        work = Places(source / "desk").work
        return (work, tuple(read_pages(source))) if work.is_dir() else None
    if not _SNAPSHOT.fullmatch(snapshot):
        return None
    kept = source / "snapshots" / snapshot
    try:
        with (kept / "info.json").open("rb") as file:
            info = SnapshotInfo.model_validate_json(file.read(INFO_BYTES_MAX))
    except (OSError, ValidationError):
        return None
    return kept / "files", tuple(page.address for page in info.pages if page.address)


def _copy(files: Path, target: Path, limits: CopyLimits, mounts: Collection[str]) -> None:
    old, new = os.open(files.parent, _FOLDER), os.open(target.parent, _FOLDER)
    try:
        copy_tree(old, files.name, new, target.name, limits, leave=mounts)
    finally:
        os.close(old)
        os.close(new)
