"""One-time codes from a seed: TOTP (RFC 6238) over HOTP (RFC 4226). It does not know what the code opens."""

from __future__ import annotations

import base64
import binascii
import hmac
import struct
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from deskhand.core.errors import InvalidInput

_DIGESTS = {"SHA1": "sha1", "SHA256": "sha256", "SHA512": "sha512"}
_HINT = "Copy the seed that the site shows for an authenticator app: letters and digits 2 to 7, or otpauth://totp/..."


@dataclass(frozen=True)
class Seed:
    """What codes are made from. key is in no repr."""

    key: bytes
    digits: int = 6
    period_s: int = 30
    digest: str = "sha1"

    def __repr__(self) -> str:
        return f"Seed({self.digits} digits)"

    def code(self, now: float) -> str:
        """The code at this moment, unix seconds."""
        counter = struct.pack(">Q", int(now) // self.period_s)
        mac = hmac.digest(self.key, counter, self.digest)
        offset = mac[-1] & 0xF
        number = struct.unpack_from(">I", mac, offset)[0] & 0x7FFFFFFF
        return str(number % 10**self.digits).zfill(self.digits)


def read_seed(text: str) -> Seed:
    """A seed as sites give it: base32, or an otpauth://totp address. Raises InvalidInput, which does not repeat it."""
    words = text.strip()
    if not words.lower().startswith("otpauth:"):
        return Seed(_key(words))
    parts = urlsplit(words)
    given = {name: values[0] for name, values in parse_qs(parts.query).items()}
    digest = _DIGESTS.get(given.get("algorithm", "SHA1").upper())
    digits, period = given.get("digits", "6"), given.get("period", "30")
    if parts.netloc.lower() != "totp" or digest is None or digits not in ("6", "7", "8") or not period.isdigit():
        raise InvalidInput("that otpauth address is of a kind that codes can't be made from.", hint=_HINT)
    return Seed(_key(given.get("secret", "")), int(digits), max(1, int(period)), digest)


def _key(text: str) -> bytes:
    letters = text.replace(" ", "").replace("-", "").rstrip("=").upper()
    try:
        key = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except (binascii.Error, ValueError):
        key = b""
    if len(key) < 8:
        raise InvalidInput("that is no seed of one-time codes: it is no base32, or too short.", hint=_HINT)
    return key
