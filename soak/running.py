"""One job under fire: parts of it are killed at moments that a seed chooses, its driver taken up again each time.

It does not know how the result is counted or shown.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from deskhand.core.errors import DeskhandError
from deskhand.core.state import State
from soak.driving import Driving
from soak.hands import held_after_attach
from soak.judging import app_faults, came_to, outcome_faults, record_faults, told
from soak.person import ANSWERS_MAX, answer
from soak.stage import Stage
from soak.victims import TARGETS, below, end, find, keeper_of, outliving

PAUSE_S = (4.0, 12.0)
CLOSE_PAUSE_S = (0.1, 2.0)
"""Every fifth kill comes soon after the one before: while what was killed is being started again."""
CLOSE_SHARE = 0.2
AIMS = (
    ("POST /new", (0.0, 0.3)),
    ("GET /confirm/", (0.0, 2.5)),
    ("POST /confirm/", (0.0, 0.3)),
    ("GET /entries/", (0.0, 4.0)),
    ("POST /entries/", (0.0, 0.3)),
    ("GET /export.csv", (0.0, 0.6)),
)
"""Requests of the app beside which a kill hurts most, and how long after one it may come (s): the sending of the form,
the page that has the Confirm button, the filing itself, the page that has Save, the saving itself, the download."""
END_TIMEOUT_S = 240.0
RESUMES_MAX = 3
"""How often a driver that ended with an error, and no outcome, is started again, as a person would."""
_FIND_TIMEOUT_S, _FIND_PAUSE_S = 15.0, 0.02
_OUTLIVING_S = 20.0

Say = Callable[[str], None]


@dataclass(frozen=True)
class Kill:
    """What is to be killed, and how long after the kill before it; with an aim, after the next request of that kind."""

    target: str
    pause_s: float
    aim: str = ""


@dataclass
class Ran:
    """What came of one job. killed: targets with the second of each kill. errors: drivers that ended with an error.

    aimed: the request after which each aimed kill came. answered: questions that the person of the soak answered.
    """

    killed: list[tuple[str, float]] = field(default_factory=list)
    aimed: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    came: str = "WRONG"
    outcome: str = ""
    told: str = ""
    faults: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    took_s: float = 0.0


def plan(seed: str, kills: int, targets: Sequence[str] = TARGETS) -> list[Kill]:
    """The kills of one job: every target in turn, in an order and at moments that the seed gives."""
    chance = Random(seed)
    made: list[Kill] = []
    while len(made) < kills:
        for target in chance.sample(list(targets), len(targets)):
            span = CLOSE_PAUSE_S if made and chance.random() < CLOSE_SHARE else PAUSE_S
            made.append(Kill(target, round(chance.uniform(*span), 2)))
    return made[:kills]


def aimed(seed: str, kills: int, targets: Sequence[str] = TARGETS) -> list[Kill]:
    """The kills of one job, each just before or after something that must not be done twice, in the job's order."""
    chance = Random(seed)
    order = [target for _ in range(kills) for target in chance.sample(list(targets), len(targets))]
    places = sorted(chance.choice(range(len(AIMS))) for _ in range(kills))
    spans = [AIMS[place] for place in places]
    return [Kill(order[i], round(chance.uniform(*span), 2), aim) for i, (aim, span) in enumerate(spans)]


class Job:
    """One job on its stage, from its first driver to its judgement."""

    def __init__(self, stage: Stage, say: Say, *, attended: bool = False) -> None:
        self.ran = Ran()
        self._attended = attended
        self._stage = stage
        self._say = say
        self._driving = Driving(stage)
        self._began = time.monotonic()
        self._asked = 0

    def run(self, kills: Sequence[Kill]) -> Ran:
        """Drive, kill, take up, judge. Every process it started has ended afterwards."""
        self._driving.begin()
        try:
            over = any(self._after(kill) for kill in kills)
            while not over:
                over = self._rests(END_TIMEOUT_S)
        finally:
            if self._driving.process is not None and self._driving.process.poll() is None:
                self._driving.kill()
            self._end_desk()
        self._judge()
        self.ran.took_s = round(time.monotonic() - self._began, 1)
        return self.ran

    def _after(self, kill: Kill) -> bool:
        """Wait, then kill; whether the job was over before."""
        if (kill.aim and self._rests_before(kill.aim)) or self._rests(kill.pause_s):
            return True
        if kill.aim:
            self.ran.aimed.append(kill.aim)
        if kill.target == "driver":
            self._driving.kill()
            self._note(kill.target)
            return self._take_up()
        return self._strike(kill.target)

    def _rests_before(self, aim: str) -> bool:
        """Wait for a request of this kind that came after the last one; whether the job was over before."""
        until = time.monotonic() + END_TIMEOUT_S
        while not (
            new := [i for i, asked in enumerate(self._stage.asked) if i >= self._asked and asked.startswith(aim)]
        ):
            if time.monotonic() > until:
                self.ran.faults.append(f"no {aim} came for {END_TIMEOUT_S:g} s")
                return True
            if self._rests(_FIND_PAUSE_S):
                return True
        self._asked = new[0] + 1
        return False

    def _strike(self, target: str) -> bool:
        """Kill a part of the desk, as soon as it is there; whether the job was over before."""
        until = time.monotonic() + _FIND_TIMEOUT_S
        while (pid := find(target, self._driving.run_dir)) is None:
            if time.monotonic() > until:
                return False
            if self._rests(_FIND_PAUSE_S):
                return True
        family = below(pid)
        if end(pid):
            self._note(target)
        if target == "keeper" and (left := outliving(family, _OUTLIVING_S)):
            self.ran.faults.append(f"{len(left)} processes outlived their keeper")
        return False

    def _note(self, target: str) -> None:
        at_s = round(time.monotonic() - self._began, 1)
        self.ran.killed.append((target, at_s))
        self._say(f"  {at_s:6.1f} s  {target} killed")

    def _take_up(self) -> bool:
        """After the driver's death: see that nothing stays held, and start the next; whether the job was over."""
        if self._state().outcome is not None:
            return True
        if keeper_of(self._driving.run_dir) is not None:
            self._see_hands()
        self._driving.begin()
        return False

    def _see_hands(self) -> None:
        try:
            keys, buttons = asyncio.run(held_after_attach(self._driving.run_dir))
        except (DeskhandError, OSError, TimeoutError):
            return  # the screen was just being started again, where nothing is held
        if keys or buttons:
            self.ran.faults.append(f"after a driver attached, {keys} keys and {buttons} buttons were held")

    def _rests(self, timeout_s: float) -> bool:
        """Whether the job came to its end within this time. A driver that ended with an error is started again."""
        if not self._driving.ends(timeout_s):
            if timeout_s >= END_TIMEOUT_S:
                self.ran.faults.append(f"nothing came to an end for {timeout_s:g} s")
                return True
            return False
        state = self._state()
        if state.outcome is not None or len(self.ran.errors) >= RESUMES_MAX:
            return True
        if state.question is not None:
            return not self._answer(state)
        self.ran.errors.append(f"exit {self._driving.codes[-1]}: {self._driving.said()[-300:]}")
        self._say(f"  {self.ran.errors[-1]}")
        return self._take_up()

    def _answer(self, state: State) -> bool:
        """Answer as a person would who looks at the app; whether the job goes on with that."""
        said = answer(self._stage, desk_work(self._stage), state) if self._attended else ""
        if not said or len(self.ran.answered) >= ANSWERS_MAX:
            return False
        self.ran.answered.append(f"{told(state)} -> {said}"[:300])
        self._say(f"  {self.ran.answered[-1]}")
        self._driving.begin(said)
        return True

    def _state(self) -> State:
        return self._driving.written().state

    def _end_desk(self) -> None:
        try:
            self._driving.close_desk()
        except (DeskhandError, TimeoutError) as error:
            self.ran.faults.append(f"the desk could not be closed: {error}")
        keeper = keeper_of(self._driving.run_dir)
        if keeper is not None:
            end(keeper)

    def _judge(self) -> None:
        written = self._driving.written()
        state, work = written.state, self._driving.run_dir / "desk" / "work"
        if self._driving.codes[-1] == 70 or "Traceback" in self._driving.said():
            self.ran.faults.append(f"a driver failed inside: {self._driving.said()[-600:]}")
        self.ran.faults += record_faults(written)
        if written.events:
            self.ran.faults += app_faults(self._stage, work, state)
            self.ran.faults += outcome_faults(self._stage, work, state, written.shown)
        self.ran.came = came_to(state, self.ran.faults)
        self.ran.outcome = state.outcome.kind if state.outcome else "question" if state.question else "none"
        self.ran.told = told(state)[:600]


def run_job(stage: Stage, kills: Sequence[Kill], say: Say = lambda _: None, *, attended: bool = False) -> Ran:
    """One job with these kills. attended: a person answers what it asks, as far as looking at the app tells."""
    return Job(stage, say, attended=attended).run(kills)


def desk_work(stage: Stage) -> Path:
    """The work folder of the job's desk."""
    return Driving(stage).run_dir / "desk" / "work"
