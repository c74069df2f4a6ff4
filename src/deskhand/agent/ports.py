"""What the agent works with, as handles: the models, the desk, the profile, the record's blobs, the clock, ids.

The only place where time and chance enter: everything else gets them from here, so that a test or a replay can bring
its own.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from deskhand.agent.channel import Channel
from deskhand.agent.choosing import choose, together
from deskhand.agent.remembering import Remembering
from deskhand.core.errors import DeskLost
from deskhand.core.messages import Message
from deskhand.core.rendering import Renderer
from deskhand.core.state import State
from deskhand.desk.base import Desk, DeskSpec
from deskhand.models.base import Model
from deskhand.models.cards import Card, card_of
from deskhand.policy.profile import Profile
from deskhand.settings import StepRule
from deskhand.tools.base import Repairs, Secrets, Shelf


class BlobStore(Protocol):
    """Keeps bytes by their hash."""

    async def put(self, data: bytes, media_type: str = ..., /) -> str: ...

    def read(self, hash: str) -> bytes: ...


def _new_id() -> str:
    return secrets.token_hex(6)


def _local_clock(now: float) -> str:
    """The person's local time, ISO 8601 to the minute: quiet hours are theirs."""
    return datetime.fromtimestamp(now).strftime("%Y-%m-%dT%H:%M")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The model that is asked for a step, how hard it is to think, and the rule that says so."""

    model: Model
    effort: str
    rule: str


@dataclass(slots=True)
class Ports:
    """The handles of one session. `desk` is None until it is opened; `open_desk` makes or finds it.

    rules: how a request is put, step by step; others: the models that they name, by `rule.use`. attended: somebody
    watches, so that a question may wait for its answer. remembering: where lasting answers are kept. clock: seconds ->
    the person's local time. secrets: those of the person. shelf: where artifacts are kept; renderer: where they
    are looked at; repairs: how many broken ones the model is told of.
    """

    session_id: str
    model: Model
    profile: Profile
    spec: DeskSpec
    blobs: BlobStore
    open_desk: Callable[[], Awaitable[Desk]]
    desk: Desk | None = None
    channel: Channel = field(default_factory=Channel)
    now: Callable[[], float] = time.time
    clock: Callable[[float], str] = _local_clock
    new_id: Callable[[], str] = _new_id
    attended: bool = True
    remembering: Remembering | None = None
    own_cards: Path | None = None
    day_cost_usd: Callable[[], Awaitable[float]] | None = None
    rules: tuple[StepRule, ...] = ()
    others: Mapping[str, Model] = field(default_factory=dict)
    secrets: Secrets | None = None
    shelf: Shelf | None = None
    renderer: Renderer | None = None
    repairs: Repairs = field(default_factory=Repairs)

    @property
    def card(self) -> Card:
        """What is known of the model, as far as the conversation is kept by it: it suits the other models too."""
        others = [card_of(model.name, self.own_cards) for model in self.others.values()]
        return together(card_of(self.model.name, self.own_cards), others)

    def chosen(self, state: State, messages: Sequence[Message]) -> Chosen:
        """How the next request is put."""
        choice = choose(self.rules, state, messages)
        model = self.others[choice.model] if choice.model else self.model
        return Chosen(model, self.effort_for(model.name, choice.effort), choice.rule)

    def effort_for(self, model: str, effort: str) -> str:
        """The effort where the model has it: one that answers in the place of another may not, and thinks as usual."""
        return effort if effort in card_of(model, self.own_cards).efforts else ""

    @property
    def known_hosts(self) -> tuple[str, ...]:
        return (*self.spec.sites, *self.spec.hosts)

    @property
    def standing_desk(self) -> Desk:
        """The desk. Raises DeskLost when there is none."""
        if self.desk is None:
            raise DeskLost("the desk is not there.", hint="It is made again at the next step.")
        return self.desk
