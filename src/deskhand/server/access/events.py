"""The events of an account's stream. A password is in none of them, not even hashed: the journal forgets nothing."""

from __future__ import annotations

from typing import Literal

from deskhand.core.values import Value

Role = Literal["owner", "member", "viewer"]
"""owner: accounts, keys and profiles too. member: works with sessions. viewer: reads."""

Language = Literal["", "en", "zh"]
Theme = Literal["", "light", "dark"]
"""Empty: as the person's browser has it."""


class AccountMade(Value):
    """The first event of an account. by: the account that made it, "" for the server itself."""

    type: Literal["account_made"] = "account_made"
    name: str
    role: Role
    by: str = ""


class AccountChanged(Value):
    """What changed of an account; None for what did not."""

    type: Literal["account_changed"] = "account_changed"
    name: str | None = None
    role: Role | None = None
    language: Language | None = None
    theme: Theme | None = None
    by: str = ""


class PasswordSet(Value):
    """The account got a password, or a new one. Its other sessions ended."""

    type: Literal["password_set"] = "password_set"
    by: str = ""


ACCOUNT_EVENTS: tuple[type[Value], ...] = (AccountMade, AccountChanged, PasswordSet)
