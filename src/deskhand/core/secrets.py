"""A person's secrets as values: what may be told of one, one value on its way to a field, and where it may be typed.

Pure. It does not know where secrets are kept, how a page is read or how keys are pressed. A `Hidden` shows itself in no
repr and no error; only who writes it to a desk's link or types it takes it out.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Literal, get_args
from urllib.parse import urlsplit

from pydantic import Field, PlainSerializer, SecretStr

from deskhand.core.values import Value

SecretField = Literal["username", "password", "code"]
"""What a secret can hold. code: a one-time code, made anew from its seed each time."""

SECRET_FIELDS: tuple[SecretField, ...] = get_args(SecretField)

Hidden = Annotated[SecretStr, PlainSerializer(lambda hidden: hidden.get_secret_value(), return_type=str)]
"""Text that no repr shows. It is written out only where a value is dumped, which is the link to a desk."""

VALUE_CHARS_MAX = 1_000
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
_USERNAME_KINDS = frozenset({"text", "email", "tel"})
_CODE_KINDS = frozenset({"text", "tel", "number", "password"})
_WRITTEN_KINDS = frozenset({"text", "email", "tel", "number", "password"})


class Secret(Value):
    """What may be told of a secret: never a value.

    sites: hosts that it belongs to, exact or "*.example.com" (which is what stands below example.com). app: the program
    it belongs to, by the name that the program gives itself. labels: names of further fields that a password may be
    typed into though they are no password fields. open_username: the username is no secret.
    """

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")
    sites: tuple[str, ...] = Field(default=(), max_length=50)
    app: str = Field(default="", max_length=200)
    fields: tuple[SecretField, ...] = Field(min_length=1)
    labels: tuple[str, ...] = Field(default=(), max_length=20)
    open_username: bool = True

    @property
    def belongs_to(self) -> str:
        """Where it belongs, in words."""
        return ", ".join(self.sites) or f"the program {self.app}"


class TypedSecret(Value):
    """One value of a secret on its way to one field, with all that the desk must know to judge the place."""

    secret: Secret
    field: SecretField
    value: Hidden

    @property
    def open(self) -> bool:
        """Whether the value may be seen once it is typed."""
        return self.field == "username" and self.secret.open_username


class FieldPlace(Value):
    """Where a field stands, as the desk found it out: not by what the page says of itself.

    origins: of the document that it stands in, then of those around that one, the page's own last; empty for a program.
    kind: the type of the input ("password", "text", ...), "" for what is no one-line field. name: its label.
    """

    origins: tuple[str, ...] = ()
    kind: str = ""
    name: str = ""
    app: str = ""


def host_fits(host: str, site: str) -> bool:
    """Whether a host is the site, or below it where the site is "*.example.com"."""
    host, site = host.lower().rstrip("."), site.lower()
    return host.endswith(site[1:]) and host != site[1:] if site.startswith("*.") else host == site


def belongs(secret: Secret, host: str) -> bool:
    """Whether the secret belongs to this host."""
    return any(host_fits(host, site) for site in secret.sites)


def wrong_place(typed: TypedSecret, place: FieldPlace, local: Collection[str] = ()) -> str:
    """Why the value may not be typed there; "" when it may. local: hosts that are reached without https.

    Every document from the field's own to the page's must belong: a form in somebody else's page, and somebody else's
    form in the right page, are both refused.
    """
    return _wrong_document(typed.secret, place, local) or _wrong_field(typed, place)


def _wrong_document(secret: Secret, place: FieldPlace, local: Collection[str]) -> str:
    if not place.origins:
        right = secret.app and place.app.casefold() == secret.app.casefold()
        return "" if right else f"the field is in the program {place.app or '?'}, and it belongs to {secret.belongs_to}"
    for number, origin in enumerate(place.origins):
        parts = urlsplit(origin)
        host, what = parts.hostname or "", "a page around the field" if number else "the page of the field"
        if not belongs(secret, host):
            return f"{what} is of {host or 'no site'}, and it belongs to {secret.belongs_to}"
        if parts.scheme != "https" and host not in LOCAL_HOSTS and host not in local:
            return f"{what} comes by {parts.scheme} from {host}, where others could read along"
    return ""


def _wrong_field(typed: TypedSecret, place: FieldPlace) -> str:
    named = place.name.casefold() in {label.casefold() for label in typed.secret.labels}
    if typed.field == "password":
        if place.kind == "password" or (named and place.kind in _WRITTEN_KINDS):
            return ""
        return f'"{place.name[:80]}" is no password field: what is typed there can be read'
    kinds = _CODE_KINDS if typed.field == "code" else _USERNAME_KINDS
    return "" if place.kind in kinds else f'"{place.name[:80]}" is no field for a {typed.field}'
