"""Before a tool is used for an artifact: that there is such a version, and that it may.

Whether the call itself may be done is judged by the session's driver. It does not know the tools.
"""

from __future__ import annotations

from deskhand.core.messages import Origin
from deskhand.server.access.accounts import Account
from deskhand.server.artifacts.using import must_be_allowed
from deskhand.server.workplace import Workplace

USE = "tools"


async def allowed_origin(place: Workplace, account: Account, session: str, origin: Origin) -> Origin:
    """The origin with the artifact's own id and title. Raises NotFound, and Refused for the program of a version to
    which the account did not allow tools."""
    if not origin.artifact and origin.kind == "person":
        return Origin()
    artifact = await place.shelf.get(session, origin.artifact)
    version = artifact.version(origin.version)
    if origin.kind == "artifact":
        await must_be_allowed(place, account.id, version, USE)
    return origin.model_copy(update={"artifact": artifact.id, "title": artifact.title})
