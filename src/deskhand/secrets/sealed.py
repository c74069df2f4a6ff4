"""Secrets sealed in a file: AES-256-GCM, under a key from a passphrase (scrypt) or from a key file.

It knows names and opaque texts; it does not know what is in them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from deskhand.core.errors import DeskhandError, Refused, SetupMissing

_N, _R, _P = 2**15, 8, 1
"""scrypt: 32 MiB and about a tenth of a second a try, what RFC 7914 and OWASP give for a sign-in."""
_KEY_BYTES, _NONCE_BYTES = 32, 12
PASSPHRASE_VARIABLE = "DESKHAND_SECRETS_PASSPHRASE"


class SealedFile:
    """The file, its key file, and the passphrase that was given ("" for none). Nothing is made before `write`."""

    def __init__(self, path: Path, key_file: Path, passphrase: str) -> None:
        self._path = path
        self._key_file = key_file
        self._passphrase = passphrase

    def read(self, name: str) -> str:
        """The text kept under a name; "" when there is none. Raises Refused when the key does not fit."""
        data = self._load()
        sealed = data["sealed"].get(name)
        if sealed is None:
            return ""
        raw = base64.b64decode(sealed)
        try:
            return self._cipher(data).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], name.encode()).decode()
        except InvalidTag:
            raise Refused(
                f"the secret {name} in {self._path} can't be opened: the key does not fit, or the file was changed.",
                hint=f"Set {PASSPHRASE_VARIABLE} to the passphrase it was sealed with, or restore the key file.",
            ) from None

    def write(self, name: str, text: str) -> str:
        """Keep a text under a name. Returns in words what it is sealed with."""
        data = self._load()
        cipher, nonce = self._cipher(data, make=True), secrets.token_bytes(_NONCE_BYTES)
        sealed = nonce + cipher.encrypt(nonce, text.encode(), name.encode())
        data["sealed"][name] = base64.b64encode(sealed).decode()
        write_private(self._path, json.dumps(data, indent=1).encode())
        return "a passphrase" if data["key"]["by"] == "passphrase" else f"the key in {self._key_file}"

    def erase(self, name: str) -> bool:
        """Forget a name; whether it was there."""
        data = self._load()
        gone = data["sealed"].pop(name, None) is not None
        if gone:
            write_private(self._path, json.dumps(data, indent=1).encode())
        return gone

    def _load(self) -> dict[str, Any]:
        if not self._path.exists():
            by = {"by": "passphrase", "salt": secrets.token_hex(16)} if self._passphrase else {"by": "key file"}
            return {"version": 1, "key": by, "sealed": {}}
        try:
            data: dict[str, Any] = json.loads(read_private(self._path))
            if data["version"] == 1 and data["key"]["by"] and isinstance(data["sealed"], dict):
                return data
        except (ValueError, KeyError, TypeError):
            pass
        raise DeskhandError(f"{self._path} is no file of secrets.", hint="Restore it, or move it away.")

    def _cipher(self, data: dict[str, Any], *, make: bool = False) -> AESGCM:
        if data["key"]["by"] == "key file":
            return AESGCM(_key_in(self._key_file, make=make and not data["sealed"]))
        if not self._passphrase:
            raise SetupMissing(
                f"the secrets in {self._path} are sealed with a passphrase, and none was given.",
                hint=f"Set {PASSPHRASE_VARIABLE}.",
            )
        salt = bytes.fromhex(data["key"]["salt"])
        key = hashlib.scrypt(self._passphrase.encode(), salt=salt, n=_N, r=_R, p=_P, maxmem=2**27, dklen=_KEY_BYTES)
        return AESGCM(key)


def _key_in(path: Path, *, make: bool) -> bytes:
    """The key of a key file, which is made with the first secret."""
    if make and not path.exists():
        write_private(path, secrets.token_bytes(_KEY_BYTES))
    if not path.exists():
        raise SetupMissing(f"the key of the sealed secrets, {path}, is not there.", hint="Restore it from a backup.")
    key = read_private(path)
    if len(key) != _KEY_BYTES:
        raise Refused(f"{path} is no key: it has {len(key)} bytes.", hint="Restore it from a backup.")
    return key


def read_private(path: Path) -> bytes:
    """The bytes of a file that is its owner's alone. Raises Refused when others may read it."""
    mode = path.stat().st_mode & 0o777
    if mode & 0o077:
        raise Refused(f"{path} can be read by others (mode {mode:o}).", hint=f"Run: chmod 600 {path}")
    return path.read_bytes()


def write_private(path: Path, data: bytes) -> None:
    """Write a file for its owner alone, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
