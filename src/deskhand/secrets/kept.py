"""A secret whole, as it is kept: what may be told of it together with its values. It does not know where it is kept."""

from __future__ import annotations

import base64
import binascii

from pydantic import SecretStr, ValidationError

from deskhand.core.errors import DeskhandError, InvalidInput, NotFound
from deskhand.core.secrets import VALUE_CHARS_MAX, Hidden, Secret, SecretField, TypedSecret
from deskhand.core.values import Value
from deskhand.secrets.totp import read_seed

_NONE = SecretStr("")


class KeptSecret(Value):
    """A secret with its values; seed is what its codes are made from. The values are in no repr."""

    secret: Secret
    username: Hidden = _NONE
    password: Hidden = _NONE
    seed: Hidden = _NONE

    def typed(self, field: SecretField, now: float) -> TypedSecret:
        """The value for one field; of a code the one that holds at `now`, unix seconds. Raises NotFound."""
        if field not in self.secret.fields:
            raise NotFound(
                f"the secret {self.secret.name} has no {field}.", hint=f"It has: {', '.join(self.secret.fields)}."
            )
        if field == "code":
            value = SecretStr(read_seed(self.seed.get_secret_value()).code(now))
        else:
            value = self.username if field == "username" else self.password
        return TypedSecret(secret=self.secret, field=field, value=value)

    def packed(self) -> str:
        """Printable text without blanks, as keyrings take it."""
        return base64.b64encode(self.model_dump_json().encode()).decode()


def unpacked(text: str, name: str) -> KeptSecret:
    """What `packed` wrote. Raises DeskhandError, which repeats nothing of it."""
    try:
        kept = KeptSecret.model_validate_json(base64.b64decode(text, validate=True))
    except (ValidationError, binascii.Error, ValueError):
        kept = None
    if kept is None or kept.secret.name != name:
        raise DeskhandError(f"what is kept as the secret {name} can't be read.", hint="Remove it and add it again.")
    return kept


def checked_value(value: str, what: str) -> SecretStr:
    """A value that keys can type into one field. Raises InvalidInput, which does not repeat it."""
    if not value or len(value) > VALUE_CHARS_MAX or not value.isprintable():
        raise InvalidInput(
            f"that can't be kept as a {what}: it is empty, longer than {VALUE_CHARS_MAX}, or has line ends or tabs.",
            hint="Copy it whole, in one line.",
        )
    return SecretStr(value)
