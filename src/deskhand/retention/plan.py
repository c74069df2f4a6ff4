"""Plans what goes under a policy, and what that frees. It reads only.

By age first: whole sessions, then pictures. Then, if a quota is still exceeded: pictures of the oldest sessions, then
the oldest sessions that have come to rest. Sessions that are being written are left alone.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from deskhand.agent.shelf import session_of
from deskhand.core import events as ev
from deskhand.core.evolve import fold
from deskhand.journal.journal import GRACE_S, Journal
from deskhand.journal.values import Recorded, StreamInfo
from deskhand.retention.pictures import thinnable
from deskhand.retention.policy import NEVER, Policy

PAGE = 200
_ALL = 2**53
FRESH_S = 3_600.0
"""A quota deletes no session that was worked on within so many seconds: its desk may still stand."""


@dataclass(slots=True)
class Thinning:
    """Pictures of one session that go, and what that frees."""

    info: StreamInfo
    pictures: int
    bytes: int


@dataclass(slots=True)
class Deletion:
    """A session that goes, what that frees, and why."""

    info: StreamInfo
    bytes: int
    why: str


@dataclass(slots=True)
class Plan:
    """What would go. marks: as `Journal.thin` takes them. over_bytes: what the quota is exceeded by all the same."""

    thinned: list[Thinning] = field(default_factory=list)
    deleted: list[Deletion] = field(default_factory=list)
    marks: dict[str, dict[str, int]] = field(default_factory=dict)
    over_bytes: int = 0

    @property
    def bytes(self) -> int:
        return sum(each.bytes for each in self.thinned) + sum(each.bytes for each in self.deleted)

    @property
    def pictures(self) -> int:
        return sum(each.pictures for each in self.thinned)


async def make_plan(
    journal: Journal,
    policy: Policy,
    desk_bytes: Callable[[str], int],
    *,
    since: float = NEVER,
    grace_s: float = GRACE_S,
) -> Plan:
    """What goes under this policy. desk_bytes: what the desk folder of a session takes.

    since: sessions whose last event is older were thinned by age before, and are passed over.
    """
    artifacts = await _artifacts(journal)
    sessions = sorted(_touched(await _sessions(journal), artifacts), key=lambda info: (info.at, info.id))
    planner = _Planner(journal, policy, desk_bytes, grace_s, artifacts)
    for info in sessions:
        if info.at < policy.delete_before:
            await planner.delete(info, "nothing was added to it for so long")
    old = max(policy.thin_before, policy.thin_shown_before)
    for info in sessions:
        if info.created_at < old and info.at >= since:
            await planner.thin(info, policy.thin_before, policy.thin_shown_before)
    if policy.keep_bytes < math.inf:
        await planner.fit(sessions)
    return planner.plan


async def _sessions(journal: Journal) -> list[StreamInfo]:
    found: list[StreamInfo] = []
    before: str | None = None
    while page := await journal.streams("session", limit=PAGE, before=before):
        found += page
        before = page[-1].id
    return found


async def _artifacts(journal: Journal) -> dict[str, list[StreamInfo]]:
    """The artifacts of all sessions, by session."""
    found: dict[str, list[StreamInfo]] = defaultdict(list)
    for info in await journal.streams("artifact", limit=_ALL):
        found[session_of(info.id)].append(info)
    return found


def _touched(sessions: Iterable[StreamInfo], artifacts: Mapping[str, list[StreamInfo]]) -> list[StreamInfo]:
    """The sessions, each as old as the last that happened in it or in one of its artifacts."""
    ages = {session: max(info.at for info in infos) for session, infos in artifacts.items()}
    return [info.model_copy(update={"at": max(info.at, ages.get(info.id, info.at))}) for info in sessions]


class _Planner:
    """A plan in the making. `_counted` holds the blobs whose bytes are in it already."""

    def __init__(
        self,
        journal: Journal,
        policy: Policy,
        desk_bytes: Callable[[str], int],
        grace_s: float,
        artifacts: Mapping[str, list[StreamInfo]],
    ) -> None:
        self.plan = Plan()
        self._journal = journal
        self._policy = policy
        self._desk_bytes = desk_bytes
        self._grace_s = grace_s
        self._artifacts = artifacts
        self._gone: set[str] = set()
        self._counted: set[str] = set()

    async def delete(self, info: StreamInfo, why: str) -> None:
        freed = self._desk_bytes(info.id)
        for each in (info, *self._artifacts.get(info.id, ())):
            weight = await self._journal.weight(each.id, besides=self._gone)
            freed += weight.event_bytes
            freed += sum(size for name, size in weight.blobs.items() if name not in self._counted)
            self._counted |= set(weight.blobs)
            self._gone.add(each.id)
        self.plan.deleted.append(Deletion(info, freed, why))

    async def thin(self, info: StreamInfo, thin_before: float, shown_before: float) -> None:
        """Pictures of a session, unless it is going as a whole or somebody writes it."""
        if info.id in self._gone or await self._is_written(info.id):
            return
        recorded = await self._journal.read(info.id)
        names = thinnable(recorded, thin_before, shown_before)
        for name in names:
            self.plan.marks.setdefault(name, {})[info.id] = recorded[-1].seq
        mine = {name: self.plan.marks[name] for name in names - self._counted}
        going = await self._journal.thinnable(mine, besides=self._gone, grace_s=self._grace_s)
        self._counted |= set(going)
        if going:
            self.plan.thinned.append(Thinning(info, len(going), sum(going.values())))

    async def fit(self, sessions: Iterable[StreamInfo]) -> None:
        """Go on until what stays is within the quota, or nothing more may go."""
        sessions = [info for info in sessions if info.id not in self._gone]
        taken = await self._journal.size_bytes() + sum(self._desk_bytes(info.id) for info in sessions)
        over = taken - self._policy.keep_bytes + sum(self._desk_bytes(name) for name in self._gone)
        for info in sessions:
            if self.plan.bytes >= over:
                return
            await self.thin(info, math.inf, self._policy.thin_shown_before)
        for info in sessions:
            if self.plan.bytes >= over:
                return
            if info.at < self._policy.now - FRESH_S and await self._rests(info.id):
                self._forget(info.id)
                await self.delete(info, "the quota is exceeded")
        self.plan.over_bytes = max(0, math.ceil(over - self.plan.bytes))

    def _forget(self, stream: str) -> None:
        """A session that goes as a whole is not thinned as well; what that would have freed, its deletion frees."""
        for each in [each for each in self.plan.thinned if each.info.id == stream]:
            self.plan.thinned.remove(each)
            self._counted -= {name for name, streams in self.plan.marks.items() if stream in streams}
        for streams in self.plan.marks.values():
            streams.pop(stream, None)

    async def _rests(self, stream: str) -> bool:
        """It came to an outcome, and nobody writes it: it waits for nothing."""
        if await self._is_written(stream):
            return False
        return fold(_events(await self._journal.read(stream))).outcome is not None

    async def _is_written(self, stream: str) -> bool:
        writer = await self._journal.writer_of(stream)
        return writer is not None and writer.live


def _events(recorded: Iterable[Recorded]) -> list[ev.Event]:
    return [entry.event for entry in recorded]  # type: ignore[misc]
