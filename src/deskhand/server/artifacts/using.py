"""What a version may do for a person: what it asks for, as far as that person allowed it to just its content."""

from __future__ import annotations

from deskhand.artifacts.uses import FILE, uses_of
from deskhand.artifacts.versions import Version
from deskhand.core.errors import Refused
from deskhand.server.workplace import Workplace


async def asked(place: Workplace, version: Version) -> tuple[str, ...]:
    """Nothing, where its declaration is not understood."""
    file = version.files.get(FILE)
    if file is None:
        return ()
    try:
        return uses_of({FILE: await place.journal.blobs.get(file.blob)})
    except (ValueError, RecursionError):
        return ()


async def must_be_allowed(place: Workplace, account: str, version: Version, use: str) -> None:
    """Raises Refused for what the version does not ask for, or this person did not allow it."""
    if use in await asked(place, version) and use in await place.holding.allowed(account, version.digest):
        return
    raise Refused(f"this version was not allowed to use {use}.", hint="Allow it first.", quotes=False)
