"""The signing key: a file outside the database, readable by its owner only. It does not know what is signed."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from deskhand.core.errors import DeskhandError, Refused

KEY_BYTES = 32


def load_key(path: Path) -> bytes:
    """The key in the file, which is made on first use (mode 0600).

    Refused when others may read it or it is no key: a key that others know, or may have cut short, proves nothing.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _make(path)
        mode, key = path.stat().st_mode & 0o777, path.read_bytes()
    except OSError as error:
        raise DeskhandError(
            f"the journal's key {path} can't be read: {error.strerror}", hint="Give yourself access to that file."
        ) from None
    if mode & 0o077:
        raise Refused(f"the journal's key {path} can be read by others (mode {mode:o})", hint=f"Run: chmod 600 {path}")
    if len(key) != KEY_BYTES:
        raise Refused(
            f"the journal's key {path} has {len(key)} bytes instead of {KEY_BYTES}",
            hint="Restore it from a backup, or move it away: a new key is made, and older signatures can't be checked.",
        )
    return key


def _make(path: Path) -> None:
    """Write a new key beside the place and link it in: whoever comes second finds the first one's, never half of it."""
    if path.exists():
        return
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        draft.unlink()
