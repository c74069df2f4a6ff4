"""Before a tool is used for an artifact: that there is such a version, and that it may.

Whether the call itself may be done is judged by the session's driver. It does not know the tools.
"""

from __future__ import annotations

from deskhand.core.errors import Refused
from deskhand.core.messages import Origin
from deskhand.server.access.accounts import Account
from deskhand.server.workplace import Workplace

USE = "tools"


async def allowed_origin(place: Workplace, account: Account, session: str, origin: Origin) -> Origin:
    """The origin with the artifact's own id and title. Raises NotFound, and Refused for the program of a version to
    which the account did not allow tools."""
    if not origin.artifact and origin.kind == "person":
        return Origin()
    artifact = await place.shelf.get(session, origin.artifact)
    version = artifact.version(origin.version)
    if origin.kind == "artifact" and USE not in await place.holding.allowed(account.id, version.digest):
        raise Refused("this version was not allowed to use tools.", hint="Allow it first.", quotes=False)
    return origin.model_copy(update={"artifact": artifact.id, "title": artifact.title})
