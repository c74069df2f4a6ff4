"""next_move(state) -> move: what happens next. Pure: the same state always gives the same move.

Read from the top: the first line that fits decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deskhand.core.events import CallStatus
from deskhand.core.evolve import COMPUTER, FAILURES_MAX, LOOK_ACTIONS, TAKEN_OVER
from deskhand.core.messages import Call
from deskhand.core.outcome import Outcome
from deskhand.core.state import OpenCall, State


@dataclass(frozen=True, slots=True)
class Rest:
    """Nothing to do until the inbox brings something. `why`: new, person, paused, question, over."""

    why: str


@dataclass(frozen=True, slots=True)
class AskModel:
    """Show the model the conversation and wait for its reply."""


@dataclass(frozen=True, slots=True)
class Compact:
    """The conversation fills the model's context: its older part becomes a digest before the model is asked again."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Resolve what the call would touch, and judge it."""

    call: OpenCall


@dataclass(frozen=True, slots=True)
class AskPerson:
    """Put the verdict's question to the person."""

    call: OpenCall


@dataclass(frozen=True, slots=True)
class Run:
    """Perform the call."""

    call: OpenCall


@dataclass(frozen=True, slots=True)
class Settle:
    """Let what pages would send because of the call go, or stop it, and finish the call."""

    call: OpenCall
    send: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """Answer the call without performing it. quoted: words that name what a page or program shows."""

    call: OpenCall
    status: CallStatus
    text: str
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Tell the model something of its own work."""

    topic: str
    text: str


@dataclass(frozen=True, slots=True)
class HandBack:
    """Tell the model what a person changed on the desk while they had it."""


@dataclass(frozen=True, slots=True)
class Conclude:
    """End this piece of work."""

    outcome: Outcome


Move = Rest | AskModel | Compact | Judge | AskPerson | Run | Settle | Reply | Notice | HandBack | Conclude


def next_move(state: State) -> Move:
    """The next move of a session in this state."""
    if state.session is None:
        return Rest("new")
    if state.stop is not None:
        return _stop(state, state.stop)
    own = state.own
    if state.person_has_control and own and own[0].held:
        return Settle(own[0], send=False, why="the person took over the desk.")
    if state.used and (move := _next_of_used(state, state.used[0])):
        return move
    if state.outcome is not None:
        return Rest("over")
    if state.person_has_control or state.paused:
        return Rest("person" if state.person_has_control else "paused")
    if own:
        return _next_of_turn(state, own[0])
    if state.claim is not None:
        return Conclude(state.claim)
    if state.handed_back:
        return HandBack()
    return _between_turns(state)


INTERRUPTED = (
    "Interrupted: this call was cut off and whether it took effect is unknown. "
    "It was not repeated. Check on the screen or in the files what happened before you go on."
)
"""The answer to a call that started and did not finish: its driver crashed or was told to break off."""

YES = frozenset({"allow", "always"})
NOBODY = "none"
NOT_ANSWERED = (
    "Nobody answered in time, so this was not done. Go on with something else, or finish and say what is open."
)

NOT_BEGUN = (
    "Interrupted: the desk was lost before this call had begun, so it was not executed. "
    "What was typed in pages is lost: look at what is there now before you go on."
)
"""The answer to a call whose desk went away before it took effect."""


def _stop(state: State, reason: str) -> Move:
    """Every open call gets an answer before the end, so that the conversation stays whole."""
    if state.running is not None:
        return Reply(state.running, "interrupted", INTERRUPTED)
    if state.calls and state.calls[0].held:
        return Settle(state.calls[0], send=False, why=f"Stopped: {reason}.")
    if state.calls:
        return Reply(state.calls[0], "skipped", f"Not executed: {reason}.")
    return Conclude(Outcome(kind="stopped", summary=reason))


BROKEN_OFF = "A person broke this off. What it had done by then stays done."
BROKEN_OFF_BEFORE = "A person broke this off before it began."
NOBODY_ALLOWED = "Nobody allowed this in time."
SAID_NO = "The person did not allow this."


def _next_of_used(state: State, first: OpenCall) -> Move | None:
    """What happens with a call that is not the model's: it comes before the model's next step, and does not mind who
    has the desk's keys and pointer. None: it waits for the answer to another question first."""
    if first.ending:
        return Reply(first, "interrupted", BROKEN_OFF) if first.started else Reply(first, "skipped", BROKEN_OFF_BEFORE)
    if first.started:
        return Reply(first, "interrupted", INTERRUPTED)
    if first.verdict is None:
        return Judge(first)
    if first.verdict.decision == "deny":
        return Reply(first, "denied", NOT_ALLOWED_USED, quoted=first.verdict.reason)
    assert first.origin is not None
    if first.verdict.decision == "allow" or first.origin.kind == "person" or first.said in YES:
        return Run(first)
    if first.question and first.answer is None:
        return Rest("question")
    if first.answer is None:
        return None if state.question else AskPerson(first)
    return Reply(first, "denied", NOBODY_ALLOWED if first.said == NOBODY else SAID_NO)


def _next_of_turn(state: State, first: OpenCall) -> Move:
    if first.started and not first.question and not first.held:
        return Reply(first, "interrupted", INTERRUPTED)
    if first.call.malformed:
        return Reply(first, "failed", first.call.malformed)
    if not first.held and state.cut and (_acts(first.call) or state.cut == TAKEN_OVER):
        return Reply(first, "skipped", state.cut)
    if not first.held and (over := limit_reached(state)):
        return Reply(first, "skipped", f"Not executed: {over}.")
    if first.verdict is None:
        return Judge(first)
    if first.question and first.answer is None:
        return Rest("question")
    if first.said == NOBODY:
        return _unanswered(first)
    if first.question and not first.approval:
        return Reply(first, "ok", first.said)
    return _by_verdict(first)


def _unanswered(first: OpenCall) -> Move:
    """Nobody answered in time: by the profile's word the work ends, or the model goes on with something else."""
    assert first.asked is not None
    if first.asked.unanswered == "stop":
        return Conclude(Outcome(kind="stopped", summary=f"nobody answered: {first.asked.text}"))
    return _no(first, NOT_ANSWERED)


def _no(first: OpenCall, words: str, quoted: str = "") -> Move:
    """The call, or what it set off, does not take place."""
    if first.held:
        return Settle(first, send=False, why=f"{words} {quoted}".strip())
    return Reply(first, "denied", words, quoted=quoted)


def _acts(call: Call) -> bool:
    """Whether a call builds on those before it. A look does not: after a failure it is what the model needs next."""
    return call.name == COMPUTER and call.arguments.get("action") not in LOOK_ACTIONS


NOT_ALLOWED_USED = "Not allowed, for the reason below."
NOT_ALLOWED = "Not allowed, for the reason below. Find another way, or ask the person."


def _by_verdict(first: OpenCall) -> Move:
    assert first.verdict is not None
    goes = Settle(first, send=True) if first.held else Run(first)
    if first.verdict.decision == "allow":
        return goes
    if first.verdict.decision == "deny":
        return _no(first, NOT_ALLOWED, quoted=first.verdict.reason)
    if first.answer is None:
        return AskPerson(first)
    if first.said in YES:
        return goes
    words = f' They said: "{first.answer.words}"' if first.answer.words else ""
    return _no(first, f"The person did not allow this.{words} Find another way, or finish.")


def _between_turns(state: State) -> Move:
    if not state.heard and state.model_done:
        return Conclude(Outcome(kind="answered", summary=state.last_text))
    if not state.heard:
        return Rest("new")
    if over := limit_reached(state):
        return Conclude(Outcome(kind="limit", summary=over))
    if state.failures >= FAILURES_MAX:
        return Conclude(Outcome(kind="refused", summary=f"the model gave no usable reply: {state.last_error}"))
    times = repeats(state.trail)
    if times >= 2 * CIRCLE_REPEATS:
        return Conclude(Outcome(kind="stuck", summary=f"the same calls gave the same answers {times} times"))
    if times >= CIRCLE_REPEATS and not state.warned:
        return Notice("circle", CIRCLE_NOTICE)
    if state.context_tokens and state.filled_tokens >= COMPACT_SHARE * state.context_tokens:
        return Compact()
    return AskModel()


def limit_reached(state: State) -> str:
    """Which limit the session has reached, in words; empty when none."""
    spent, limits = state.spent, state.limits
    pairs = (
        (spent.steps, limits.steps_max, "{} of {} steps are used"),
        (spent.model_calls, limits.model_calls_max, "{} of {} requests to the model are used"),
        (round(spent.cost_usd, 4), limits.cost_usd_max, "{} of {} US dollars are spent"),
        (round(spent.work_s), limits.work_s_max, "{} of {} seconds of work are used"),
        (round(state.day_cost_usd, 4), limits.day_cost_usd_max, "{} of {} US dollars of this day are spent"),
    )
    for used, most, words in pairs:
        if most is not None and used >= most and used > 0:
            return "a limit is reached: " + words.format(used, most)
    return ""


COMPACT_SHARE = 0.7
"""Of the model's context: beyond it the conversation is compacted. A turn with several pictures must still fit."""

CIRCLE_REPEATS = 5
"""Repeats of the same calls with the same answers after which the model is told; at twice that the work ends."""

CHANGING_FACTOR = 4
"""A circle whose calls change the screen must be this much longer to count: paging through a list looks alike."""

CIRCLE_NOTICE = (
    "The same calls have given the same answers several times: this does not lead on. Look at the screen, "
    "say what you expected and what is there, and try another way; or ask the person; or finish and say what failed."
)


def repeats(trail: Sequence[str]) -> int:
    """How often the newest stretch of 1 to 3 calls repeats at the end of the trail, changing ones counted less.

    Waiting, and looking in between, is no circle: who waits for something asks for the same until it is there, and the
    limits end it.
    """
    return max(_repeats(trail, period) for period in (1, 2, 3))


def _repeats(trail: Sequence[str], period: int) -> int:
    unit = tuple(trail[-period:])
    end = len(trail)
    while end >= period and tuple(trail[end - period : end]) == unit:
        end -= period
    count = (len(trail) - end) // period
    marks = {mark[:1] for mark in unit}
    if "." in marks and marks <= {".", "?"}:
        return 0
    changing = any(mark.startswith("~") for mark in unit)
    return count // CHANGING_FACTOR if changing else count
