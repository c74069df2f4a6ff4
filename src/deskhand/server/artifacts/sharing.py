"""Sharing one version of an artifact by a link: making, listing, revoking and opening one. It knows no route.

Who makes a link stands for it: it is good only while that account may work in the session.
"""

from __future__ import annotations

from collections.abc import Sequence

from deskhand.artifacts.versions import Artifact, Share
from deskhand.core import artifacts as ev
from deskhand.core.errors import DeskhandError, LimitExceeded, NotFound
from deskhand.core.values import Value
from deskhand.server.access.shares import Opened
from deskhand.server.projects.projects import RANK
from deskhand.server.workplace import Workplace

SHARES_MAX = 50
"""Of one artifact, that stand at a time."""
MADE_MAX = 2_000


async def share(
    place: Workplace, artifact: Artifact, version: int, life_s: int, maker: ev.Maker
) -> tuple[Artifact, str, str]:
    """A link to a version: the artifact with it, its id, and its token, which nobody can read again. Raises NotFound,
    LimitExceeded."""
    artifact.version(version)
    id, token = place.shares.made()
    until = place.now() + life_s

    def change(now: Artifact) -> Sequence[Value]:
        if sum(stands(each, place.now()) for each in now.shares.values()) >= SHARES_MAX or len(now.shares) >= MADE_MAX:
            raise LimitExceeded(f"{now.id} has {SHARES_MAX} links.", hint="Revoke some.")
        return (ev.ShareMade(share=id, version=version, until=until, maker=maker),)

    await place.shares.add(id, token, artifact.session, artifact.id)
    try:
        made = await place.shelf.change(artifact.session, artifact.id, change)
    except BaseException:
        await place.shares.end(id)
        raise
    return made, id, token


async def revoke(place: Workplace, artifact: Artifact, id: str, maker: ev.Maker) -> Artifact:
    """Nobody sees anything by this link any more. Raises NotFound."""

    def change(now: Artifact) -> Sequence[Value]:
        found = now.shares.get(id)
        if found is None:
            raise NotFound(f"{now.id} has no link {id[:40]!r}.", hint="Read the links anew.")
        return () if found.revoked else (ev.ShareRevoked(share=id, maker=maker),)

    revoked = await place.shelf.change(artifact.session, artifact.id, change)
    await place.shares.end(id)
    return revoked


async def opened(place: Workplace, token: str) -> tuple[Artifact, Share]:
    """What a token shows. Raises NotFound, with the same words whatever is wrong with it."""
    found = await place.shares.find(token)
    if found is None:
        raise no_share()
    try:
        artifact = await place.shelf.get(found.session, found.artifact)
    except DeskhandError:
        raise no_share() from None
    share = artifact.shares.get(found.id)
    if share is None or not stands(share, place.now()) or not _may_share(place, artifact.session, share):
        raise no_share()
    await place.shares.opened(found.id, place.now())
    return artifact, share


def stands(share: Share, now: float) -> bool:
    return not share.revoked and now < share.until


def _may_share(place: Workplace, session: str, share: Share) -> bool:
    """Whether who made it may still work in the session."""
    account = place.accounts.find(share.maker.who)
    project = place.projects.holding(session) if place.sessions.has(session) else None
    role = project.role_of(account) if project and account else None
    return role is not None and RANK[role] >= RANK["member"]


def no_share() -> NotFound:
    return NotFound("this link shows nothing, or nothing any more.", hint="Ask whoever gave it to you for a new one.")


NEVER = Opened(0, 0.0)
