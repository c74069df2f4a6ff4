"""The system's keyring as the place where a person's keys are kept: Secret Service, KWallet, Keychain.

The package `keyring` is an extra and slow to load, so this module is loaded only when a key is looked for that is
nowhere else, or is to be kept. It does not know what a key opens.
"""

from __future__ import annotations

from typing import Any

from deskhand.core.errors import InvalidInput, SetupMissing

try:
    import keyring
    from keyring.errors import KeyringError, NoKeyringError, PasswordDeleteError
except ModuleNotFoundError:
    _ring: Any = None
else:
    _ring = keyring

SERVICE = "deskhand"
KEY_CHARS_MAX = 4096


def kept(provider: str) -> str:
    """The key that the keyring has for a provider; empty without one, without a keyring, and when it stays locked."""
    if _ring is None:
        return ""
    try:
        return _ring.get_password(SERVICE, provider) or ""
    except KeyringError:
        return ""


def keep(provider: str, key: str) -> str:
    """Keep a provider's key. Gives the keyring's name. Raises SetupMissing where there is no keyring to keep it in."""
    sound = _checked(key)
    ring = _standing()
    try:
        ring.set_password(SERVICE, provider, sound)
        held = ring.get_password(SERVICE, provider) == sound
    except KeyringError as error:
        raise _refused(error) from error
    if not held:
        raise _without("the keyring took the key and does not give it back")
    return name()


def forget(provider: str) -> bool:
    """Remove a provider's key; whether there was one. Raises SetupMissing where there is no keyring."""
    ring = _standing()
    try:
        ring.delete_password(SERVICE, provider)
    except PasswordDeleteError:
        return False
    except KeyringError as error:
        raise _refused(error) from error
    return True


def name() -> str:
    """The keyring's own name."""
    return str(getattr(_standing().get_keyring(), "name", "keyring"))


def _standing() -> Any:
    if _ring is None:
        raise _without("the package keyring is not installed (pip install 'deskhand[keyring]')")
    return _ring


def _refused(error: KeyringError) -> SetupMissing:
    if isinstance(error, NoKeyringError):
        return _without("no Secret Service, KWallet or Keychain runs here")
    return _without(str(error) or type(error).__name__)


def _without(why: str) -> SetupMissing:
    return SetupMissing(
        f"the key can't be kept in a keyring of this machine: {' '.join(why.split())[:300].rstrip('.')}.",
        hint="Write it under [keys] in config.toml and run chmod 600 on that file, or set the provider's variable.",
    )


def _checked(key: str) -> str:
    sound = key.strip()
    if not sound or len(sound) > KEY_CHARS_MAX or not sound.isprintable() or " " in sound:
        raise InvalidInput(
            "that is no key: it is empty, too long, or has blanks in it.", hint="Copy it whole, in one line."
        )
    return sound
