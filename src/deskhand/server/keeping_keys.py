"""Keys of providers, written and never read out: into the system's keyring, else into config.toml with mode 0600.

A server often has no keyring. It does not know what a key opens.
"""

from __future__ import annotations

import contextlib

import tomlkit
from tomlkit.exceptions import TOMLKitError

from deskhand.agent.remembering import replace_file
from deskhand.core.errors import InvalidInput, SetupMissing
from deskhand.models.registry import must_be_provider
from deskhand.settings import Settings, system_keyring

_TABLE = "keys"


def keep_key(settings: Settings, provider: str, key: str) -> None:
    """Keep a provider's key. Raises NotFound for no provider, InvalidInput for no key. Blocks: keyrings are slow."""
    must_be_provider(provider)
    ring = system_keyring()
    try:
        ring.keep(provider, key)
    except SetupMissing:
        _write(settings, provider, key.strip())
    else:
        _write(settings, provider, "")


def forget_key(settings: Settings, provider: str) -> None:
    """Remove a provider's key from both places. One in a variable of the environment stays."""
    must_be_provider(provider)
    ring = system_keyring()
    with contextlib.suppress(SetupMissing):
        ring.forget(provider)
    _write(settings, provider, "")


def _write(settings: Settings, provider: str, key: str) -> None:
    """Set or remove a line of [keys]; the rest of the file stays as the person wrote it."""
    path = settings.config_file
    try:
        document = tomlkit.parse(path.read_text("utf-8") if path.exists() else "")
    except (OSError, ValueError, TOMLKitError) as error:
        raise InvalidInput(f"{path} can't be read: {error}.", hint="Mend the file, or move it away.") from None
    table = document.get(_TABLE)
    if not key and (not isinstance(table, dict) or provider not in table):
        return
    if not isinstance(table, dict):
        table = document[_TABLE] = tomlkit.table()
    if key:
        table[provider] = key
    else:
        del table[provider]
    replace_file(path, tomlkit.dumps(document))
