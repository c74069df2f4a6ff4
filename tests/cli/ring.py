"""A keyring in a file, for tests: what a real one does, for the backend's name in PYTHON_KEYRING_BACKEND."""

from __future__ import annotations

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class FileRing(KeyringBackend):
    """Keeps keys in the file that RING names; a file that is missing is a keyring that stays locked."""

    priority = 1  # type: ignore[assignment]
    name = "a file for tests"

    def _read(self) -> dict[str, str]:
        path = Path(os.environ["RING"])
        if not path.exists():
            raise KeyringLocked("it stays locked")
        kept: dict[str, str] = json.loads(path.read_text())
        return kept

    def get_password(self, service: str, username: str) -> str | None:
        return self._read().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        Path(os.environ["RING"]).write_text(json.dumps({**self._read(), f"{service}/{username}": password}))

    def delete_password(self, service: str, username: str) -> None:
        kept = self._read()
        if kept.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError("there is none")
        Path(os.environ["RING"]).write_text(json.dumps(kept))


class ForgetfulRing(KeyringBackend):
    """Takes everything and gives nothing back."""

    priority = 1  # type: ignore[assignment]

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Gone."""

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError("there is none")
