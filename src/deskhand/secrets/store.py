"""Where secrets are kept, and how one value is had: the system's keyring where one works, else a sealed file.

Beside them lies a list of what there is (names, sites, kinds), which can be read without opening anything. What a value
is bound to is kept with the value itself: changing the list changes nothing that counts. It does not know desks.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol

from pydantic import Field, TypeAdapter, ValidationError

from deskhand.core.errors import Conflict, DeskhandError, NotFound, SetupMissing
from deskhand.core.secrets import Secret, SecretField, TypedSecret
from deskhand.core.values import Value
from deskhand.secrets.kept import KeptSecret, unpacked
from deskhand.secrets.sealed import PASSPHRASE_VARIABLE, SealedFile, read_private, write_private
from deskhand.settings import Settings, system_keyring

_RING_PREFIX = "secret:"
_RING_CHARS_MAX = 4_000


class Ring(Protocol):
    """The keyring, as `deskhand.keys` gives it."""

    def kept(self, provider: str) -> str: ...

    def keep(self, provider: str, key: str) -> str: ...

    def forget(self, provider: str) -> bool: ...


class Listed(Value):
    """A line of the list: the secret, and where its values are."""

    secret: Secret
    kept_in: Literal["keyring", "file"] = Field(default="file")


_LIST = TypeAdapter(tuple[Listed, ...])


class SecretStore:
    """The secrets of one person. ring: gives the keyring, which is slow to load, when it is needed."""

    def __init__(self, folder: Path, sealed: SealedFile, ring: Callable[[], Ring]) -> None:
        self._list = folder / "secrets.json"
        self._sealed = sealed
        self._ring = ring

    @classmethod
    def of(cls, settings: Settings) -> SecretStore:
        """The store of these settings. Its key file is kept with the data, apart from what it seals."""
        folder = settings.config_dir
        passphrase = settings.variable(PASSPHRASE_VARIABLE)
        sealed = SealedFile(folder / "secrets.sealed", settings.data_dir / "secrets.key", passphrase)
        return cls(folder, sealed, system_keyring)

    def listed(self) -> tuple[Listed, ...]:
        """What there is, by name. Raises DeskhandError for a list that can't be read."""
        if not self._list.exists():
            return ()
        try:
            return _LIST.validate_json(read_private(self._list))
        except ValidationError:
            raise DeskhandError(f"{self._list} is no list of secrets.", hint="Restore it, or move it away.") from None

    def secrets(self) -> tuple[Secret, ...]:
        """What may be told of each."""
        return tuple(line.secret for line in self.listed())

    def add(self, kept: KeptSecret, *, replace: bool = False) -> str:
        """Keep a secret; returns in words where. Raises Conflict when there is one of its name."""
        name, before = kept.secret.name, self.listed()
        if not replace and any(line.secret.name == name for line in before):
            raise Conflict(f"there is a secret {name} already.", hint="Give --replace, or another name.")
        kept_in, where = self._put(kept)
        others = [line for line in before if line.secret.name != name]
        self._write([*others, Listed(secret=kept.secret, kept_in=kept_in)])
        return where

    def _put(self, kept: KeptSecret) -> tuple[Literal["keyring", "file"], str]:
        name, packed = kept.secret.name, kept.packed()
        if len(packed) <= _RING_CHARS_MAX:
            try:
                ring = self._ring().keep(_RING_PREFIX + name, packed)
            except SetupMissing:
                pass  # no keyring that works: the sealed file is for that
            else:
                self._sealed.erase(name)
                return "keyring", f"the keyring ({ring})"
        return "file", f"a file, sealed with {self._sealed.write(name, packed)}"

    def remove(self, name: str) -> None:
        """Forget a secret. Raises NotFound."""
        line = self._line(name)
        if line.kept_in == "keyring":
            self._ring().forget(_RING_PREFIX + name)
        else:
            self._sealed.erase(name)
        self._write([each for each in self.listed() if each.secret.name != name])

    def open(self, name: str) -> KeptSecret:
        """A secret with its values. Raises NotFound, Refused when it can't be opened, SetupMissing without its key."""
        line = self._line(name)
        packed = self._ring().kept(_RING_PREFIX + name) if line.kept_in == "keyring" else self._sealed.read(name)
        if not packed:
            raise NotFound(
                f"the secret {name} is listed, but the {line.kept_in} does not give it.",
                hint="Unlock the keyring, or remove the secret and add it again.",
            )
        return unpacked(packed, name)

    def typed(self, name: str, field: SecretField, now: float) -> TypedSecret:
        """One value of a secret, on its way to a field. now: unix seconds. Raises what `open` raises."""
        return self.open(name).typed(field, now)

    def _line(self, name: str) -> Listed:
        lines = self.listed()
        found = next((line for line in lines if line.secret.name == name), None)
        if found is None:
            names = ", ".join(line.secret.name for line in lines) or "none; `deskhand secrets add` keeps one"
            raise NotFound(f"there is no secret {name[:80]!r}.", hint=f"There are: {names}.")
        return found

    def _write(self, lines: list[Listed]) -> None:
        lines.sort(key=lambda line: line.secret.name)
        write_private(self._list, json.dumps(_LIST.dump_python(tuple(lines), mode="json"), indent=1).encode())
