"""What a session is at this moment, as far as the next move depends on it.

A state is made only by `evolve`, from the one before and one event. It holds no conversation (that is a projection of
the journal), no clock and no handle to anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from deskhand.core.events import Answered, Asked, CallFinished, Limits, SessionStarted
from deskhand.core.messages import Call, Origin
from deskhand.core.outcome import Outcome
from deskhand.core.targets import HeldRequest
from deskhand.core.verdicts import Done, Verdict


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call that has no answer yet: of the model's present turn, or one that is not the model's.

    asked: the question to the person that it waits for, answer: the person's answer. at: when it started. held: what
    pages would send because of it, once it has been carried out; the verdict is then the one about that. result: what
    the call gave before that, in the form of its end. origin: where it comes from, None for the model's own; ending: a
    person wants it to end.
    """

    call: Call
    verdict: Verdict | None = None
    asked: Asked | None = None
    answer: Answered | None = None
    started: bool = False
    at: float = 0.0
    held: tuple[HeldRequest, ...] = ()
    result: CallFinished | None = None
    origin: Origin | None = None
    ending: bool = False

    @property
    def question(self) -> str:
        """The id of its question, "" for none."""
        return self.asked.question if self.asked else ""

    @property
    def approval(self) -> bool:
        """Whether that question is whether it may be done."""
        return self.asked is not None and self.asked.kind == "approval"

    @property
    def said(self) -> str:
        """What the person answered, "" for nothing yet."""
        return self.answer.answer if self.answer else ""


@dataclass(frozen=True, slots=True)
class Spent:
    """What the session has used. work_s counts work, not waiting for people."""

    steps: int = 0
    model_calls: int = 0
    cost_usd: float = 0.0
    cost_known: bool = True
    work_s: float = 0.0


@dataclass(frozen=True, slots=True)
class State:
    """The fold of a session's events.

    calls: the unanswered calls, in order: those of the turn (`own`), and others (`used`). cut: why the rest of the
    turn's will not be executed.
    asking: a request to the model is out. heard: there is something that the model has not been shown.
    failures: replies in a row that failed or were cut off. claim: the outcome that the model claims by `finish`.
    trail: fingerprints of the last finished calls, newest last. outcome: set when the work has come to rest.
    context_tokens: what the model can read and write at once, 0 for not known; filled_tokens: how much of it the last
    request and its reply took. price_told: people were told that a price is not known.
    suspicions: what strangers tried to make the model do since the person last spoke; suspected: the keys of all such
    words of the session, of which people were told.
    day_cost_usd: what all sessions of the last 24 hours cost, this one too, where there is a limit for it.
    done: what was carried out in the last hour, for rules that count.
    controller: who has the desk's keys and pointer, as they named themselves; handed_back: the desk was given back, and
    the model does not know yet what changed on it.
    """

    session: SessionStarted | None = None
    limits: Limits = Limits()
    calls: tuple[OpenCall, ...] = ()
    cut: str = ""
    asking: bool = False
    heard: bool = False
    said: bool = False
    failures: int = 0
    retry_after_s: float = 0.0
    last_text: str = ""
    last_error: str = ""
    model_done: bool = False
    paused: bool = False
    person_has_control: bool = False
    controller: str = ""
    handed_back: bool = False
    stop: str | None = None
    claim: Outcome | None = None
    outcome: Outcome | None = None
    spent: Spent = field(default_factory=Spent)
    trail: tuple[str, ...] = ()
    warned: bool = False
    context_tokens: int = 0
    filled_tokens: int = 0
    price_told: bool = False
    day_cost_usd: float = 0.0
    done: tuple[Done, ...] = ()
    suspicions: tuple[str, ...] = ()
    suspected: tuple[str, ...] = ()

    @property
    def own(self) -> tuple[OpenCall, ...]:
        """The model's."""
        return tuple(each for each in self.calls if each.origin is None)

    @property
    def used(self) -> tuple[OpenCall, ...]:
        """Those that are not the model's."""
        return tuple(each for each in self.calls if each.origin is not None)

    @property
    def running(self) -> OpenCall | None:
        """The call that has started and not finished; after a crash its outcome is unknown."""
        return next((c for c in self.calls if c.started and not c.question and not c.held), None)

    @property
    def question(self) -> OpenCall | None:
        """The call that waits for a person."""
        return next((c for c in self.calls if c.question and c.answer is None), None)
