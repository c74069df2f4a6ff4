"""Accounts: the fold of their streams, making, changing and removing them. It knows no password and no cookie."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from deskhand.core.errors import Conflict, InvalidInput, NotFound
from deskhand.core.values import Value
from deskhand.journal import Journal, StreamInfo
from deskhand.server.access.events import AccountChanged, AccountMade, Language, PasswordSet, Role, Theme
from deskhand.server.folded import Folded

NAME_CHARS_MAX = 60
ACCOUNTS_MAX = 1_000


class Account(Value):
    """Somebody who may come in. made_at: unix seconds. has_password: else only one-time links let them in."""

    id: str
    name: str = ""
    role: Role = "viewer"
    language: Language = ""
    theme: Theme = ""
    has_password: bool = False
    made_at: float = 0.0


def evolve(account: Account, event: Value, at: float) -> Account:
    """The account after an event."""
    match event:
        case AccountMade(name=name, role=role):
            return account.model_copy(update={"name": name, "role": role, "made_at": at})
        case AccountChanged():
            changes = event.model_dump(exclude={"type", "by"}, exclude_none=True)
            return account.model_copy(update=changes)
        case PasswordSet():
            return account.model_copy(update={"has_password": True})
    return account


class Accounts:
    """All accounts of this server."""

    def __init__(self, journal: Journal, now: Callable[[], float] = time.time) -> None:
        self._folded: Folded[Account] = Folded(journal, "account", _blank, evolve, now)

    async def load(self) -> None:
        await self._folded.load()

    def all(self) -> list[Account]:
        """Everybody, the oldest account first."""
        return sorted(self._folded.states.values(), key=lambda account: (account.made_at, account.id))

    def find(self, account_id: str) -> Account | None:
        return self._folded.states.get(account_id)

    def get(self, account_id: str) -> Account:
        """The account of this id. Raises NotFound."""
        found = self.find(account_id)
        if found is None:
            raise NotFound(f"there is no account {account_id[:80]!r}.", hint="Read the list of accounts anew.")
        return found

    def named(self, name: str) -> Account | None:
        wanted = alike(name)
        return next((each for each in self.all() if alike(each.name) == wanted), None)

    @property
    def first_owner(self) -> Account | None:
        """Whose machine it is: what nobody filed belongs to them."""
        return next((each for each in self.all() if each.role == "owner"), None)

    async def make(self, name: str, role: Role, by: str = "") -> Account:
        """A new account. Raises Conflict for a name that somebody has, InvalidInput for one that nobody can have."""
        if len(self._folded.states) >= ACCOUNTS_MAX:
            raise Conflict(f"there are {ACCOUNTS_MAX} accounts, and no more can be.", hint="Remove some.")
        name = self._free_name(name)
        return await self._folded.create(name, [AccountMade(name=name, role=role, by=by)])

    async def change(self, account_id: str, by: str, **changes: Any) -> Account:
        """Change name, role, language or theme. Raises NotFound, Conflict, InvalidInput."""
        account = self.get(account_id)
        changes = {name: value for name, value in changes.items() if value is not None}
        if "name" in changes:
            changes["name"] = self._free_name(changes["name"], but=account_id)
        if changes.get("role", "owner") != "owner":
            self._must_leave_an_owner(account)
        if all(getattr(account, name) == value for name, value in changes.items()):
            return account
        return await self._folded.append(account_id, [AccountChanged(by=by, **changes)])

    async def password_was_set(self, account_id: str, by: str) -> Account:
        return await self._folded.append(account_id, [PasswordSet(by=by)])

    async def remove(self, account_id: str) -> None:
        """Delete the account's stream. Raises NotFound, and Conflict for the last owner."""
        self._must_leave_an_owner(self.get(account_id))
        await self._folded.delete(account_id)

    def _must_leave_an_owner(self, account: Account) -> None:
        if account.role == "owner" and sum(each.role == "owner" for each in self.all()) == 1:
            raise Conflict(
                f"{account.name} is the only owner, and without one nobody could let anybody in.",
                hint="Make another account an owner first.",
            )

    def _free_name(self, name: str, but: str = "") -> str:
        clean = clean_name(name)
        taken = self.named(clean)
        if taken is not None and taken.id != but:
            raise Conflict(f"there is an account named {clean} already.", hint="Choose another name.")
        return clean


def clean_name(name: str) -> str:
    """A name as it is shown and compared: one line, no characters that can't be seen. Raises InvalidInput."""
    text = unicodedata.normalize("NFC", " ".join(name.split()))
    if not text or len(text) > NAME_CHARS_MAX or not text.isprintable():
        raise InvalidInput(
            f"{name[:80]!r} can't be a name.", hint=f"Use 1 to {NAME_CHARS_MAX} characters that can be seen."
        )
    return text


def alike(name: str) -> str:
    """What names that look the same have in common."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def _blank(info: StreamInfo) -> Account:
    return Account(id=info.id, name=info.title, made_at=info.created_at)


def names_of(accounts: Iterable[Account]) -> dict[str, str]:
    """Id -> name."""
    return {account.id: account.name for account in accounts}
