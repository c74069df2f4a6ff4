"""The record of every connection that was asked for: one JSON line each. It does not judge."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

LOG_BYTES_MAX = 16 << 20
"""Then the file becomes `<name>.1` and a new one begins: two of them at most."""


class EgressLog:
    """renames: whether files can be renamed in the log's folder later; else the full log is copied into the other
    file, which is opened now."""

    def __init__(self, path: Path, *, renames: bool = True) -> None:
        self._path = path
        self._file = path.open("ab+", buffering=0)
        self._old = -1 if renames else os.open(self._old_path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)

    @property
    def _old_path(self) -> Path:
        return self._path.with_name(self._path.name + ".1")

    def write(self, **fields: str | int) -> None:
        """Add a line; `time` is added, in seconds since 1970. A full disk loses the line, not the connection."""
        line = json.dumps({"time": round(time.time(), 3), **fields}, ensure_ascii=True) + "\n"
        try:
            if self._file.tell() > LOG_BYTES_MAX:
                self._turn()
            self._file.write(line.encode())
        except OSError as error:
            os.write(2, f"egress log: {error}\n".encode())

    def _turn(self) -> None:
        if self._old >= 0:
            self._copy()
            return
        self._file.close()
        self._path.replace(self._old_path)
        self._file = self._path.open("ab+", buffering=0)

    def _copy(self) -> None:
        size = self._file.tell()
        os.ftruncate(self._old, 0)
        os.lseek(self._old, 0, os.SEEK_SET)
        at = 0
        while at < size and (sent := os.sendfile(self._old, self._file.fileno(), at, size - at)):
            at += sent
        self._file.truncate(0)
        self._file.seek(0)

    def close(self) -> None:
        self._file.close()
        if self._old >= 0:
            os.close(self._old)
