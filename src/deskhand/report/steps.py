"""A session as a list of steps: each call with its verdict, question, result and the picture before and after.

A projection of the journal, for the terminal, the HTML report and every other reader. It knows no output format.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from deskhand.core import events as ev
from deskhand.core.messages import Call, PicturePart
from deskhand.core.outcome import Outcome
from deskhand.core.targets import HeldRequest
from deskhand.core.verdicts import Verdict
from deskhand.journal.values import Recorded
from deskhand.report.readable import suspected_words, used_words


@dataclass(slots=True)
class Question:
    """What a person was asked about a call, with the verdict that asked. requests: what pages would have sent, where it
    was about that."""

    asked: ev.Asked
    verdict: Verdict | None = None
    requests: tuple[HeldRequest, ...] = ()
    answered: ev.Answered | None = None


@dataclass(slots=True)
class Step:
    """One call. `at` and the times of its events are unix seconds; `number` counts from 1.

    judged: the verdict about the call itself. held: what pages would send because of it; held_judged: the last verdict
    about that; sent: what became of it, None while it waits.
    """

    number: int
    call: Call
    at: float
    judged: ev.CallJudged | None = None
    questions: list[Question] = field(default_factory=list)
    held: tuple[HeldRequest, ...] = ()
    held_judged: ev.CallJudged | None = None
    sent: bool | None = None
    finished: ev.CallFinished | None = None
    ended_at: float = 0.0

    @property
    def answered(self) -> ev.Answered | None:
        """The last answer to a question about it."""
        return self.questions[-1].answered if self.questions else None

    @property
    def picture(self) -> PicturePart | None:
        """The screen after the call, else what the call itself showed; None when there is neither."""
        if self.finished is None:
            return None
        shown = (part for part in self.finished.content if isinstance(part, PicturePart))
        return self.finished.screen or next(shown, None)


@dataclass(slots=True)
class Turn:
    """What was said, by whom, and the steps that a model's reply led to."""

    who: str
    text: str
    at: float
    reply: ev.ModelReplied | None = None
    steps: list[Step] = field(default_factory=list)
    pictures: list[PicturePart] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """A whole session, told."""

    turns: list[Turn] = field(default_factory=list)
    started: ev.SessionStarted | None = None
    desk: ev.DeskReady | None = None
    outcome: Outcome | None = None
    began_at: float = 0.0
    ended_at: float = 0.0
    steps: int = 0
    model_calls: int = 0
    cost_usd: float | None = 0.0

    @property
    def wall_s(self) -> float:
        return max(0.0, self.ended_at - self.began_at)


def tell(recorded: Iterable[Recorded]) -> Story:
    """The story of a session's events."""
    story = Story()
    open_steps: dict[str, Step] = {}
    for entry in recorded:
        story.began_at = story.began_at or entry.at
        story.ended_at = entry.at
        _take(story, open_steps, entry.event, entry.at)  # type: ignore[arg-type]
    return story


def _take(story: Story, open_steps: dict[str, Step], event: ev.Event, at: float) -> None:
    match event:
        case ev.SessionStarted():
            story.started = event
        case ev.DeskReady():
            story.desk = event
        case ev.Said(parts=parts):
            story.outcome = None
            story.turns.append(_words("person", parts, at))
        case ev.Noticed(parts=parts):
            story.turns.append(_words("notice", parts, at))
        case ev.Suspected():
            story.turns.append(Turn("notice", suspected_words(event), at))
        case ev.ModelReplied():
            _reply(story, open_steps, event, at)
        case ev.Called():
            _used(story, open_steps, event, at)
        case ev.Answered():
            _answer(open_steps, event)
        case ev.CallJudged() | ev.Asked() | ev.RequestsHeld() | ev.RequestsSettled() | ev.CallFinished():
            _step(open_steps, event, at)
        case ev.Concluded(outcome=outcome):
            story.outcome = outcome
        case _:
            pass


def _words(who: str, parts: Iterable[object], at: float) -> Turn:
    texts = [part.text for part in parts if hasattr(part, "text")]
    return Turn(who, "\n".join(texts), at, pictures=[part for part in parts if isinstance(part, PicturePart)])


def _reply(story: Story, open_steps: dict[str, Step], event: ev.ModelReplied, at: float) -> None:
    reply, cost = event.reply, event.reply.usage.cost_usd
    story.model_calls += 1
    story.cost_usd = None if cost is None or story.cost_usd is None else story.cost_usd + cost
    turn = Turn("model", reply.text or reply.error, at, reply=event)
    for call in reply.calls:
        story.steps += 1
        step = Step(story.steps, call, at)
        turn.steps.append(step)
        open_steps[call.id] = step
    story.turns.append(turn)


def _used(story: Story, open_steps: dict[str, Step], event: ev.Called, at: float) -> None:
    """A call that is not the model's: its words say whose it is."""
    story.steps += 1
    step = open_steps[event.call.id] = Step(story.steps, event.call, at)
    who = "person" if event.origin.kind == "person" else "notice"
    story.turns.append(Turn(who, used_words(event), at, steps=[step]))


_OfStep = ev.CallJudged | ev.Asked | ev.RequestsHeld | ev.RequestsSettled | ev.CallFinished


def _answer(open_steps: dict[str, Step], event: ev.Answered) -> None:
    for step in open_steps.values():
        for question in step.questions:
            if question.asked.question == event.question:
                question.answered = event


def _step(open_steps: dict[str, Step], event: _OfStep, at: float) -> None:
    step = open_steps.get(event.call)
    if step is None:
        return
    match event:
        case ev.CallJudged() if step.held:
            step.held_judged = event
        case ev.CallJudged():
            step.judged = event
        case ev.Asked():
            about = step.held_judged or step.judged
            step.questions.append(Question(event, about.verdict if about else None, step.held))
        case ev.RequestsHeld(requests=requests):
            step.held, step.held_judged, step.sent = requests, None, None
        case ev.RequestsSettled(sent=sent):
            step.sent = sent
        case ev.CallFinished():
            step.finished, step.ended_at = event, at
            open_steps.pop(event.call)
