"""The machine: from a program, a state and the last answers to the next calls, or to the end. Pure and bounded.

It goes through steps until one needs a tool. A step under way is brought back to its place by replaying the digests
of the answers it has had, so nothing but the state needs to survive between two turns.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from deskhand.core.elements import ElementList
from deskhand.models.steps.language import program as p
from deskhand.models.steps.run import acting, checking, filing, filling, looping, menus, reading, showing, working
from deskhand.models.steps.run.asking import Answer, Answers, Around, Ask, Done, Performing, ToolUse, computer
from deskhand.models.steps.run.forms import FILLED_MAX
from deskhand.models.steps.run.going_on import performed
from deskhand.models.steps.run.state import Filled, Frame, State, Told
from deskhand.models.steps.values.failure import StepFailed
from deskhand.models.steps.values.variables import Variables

READS_MAX = 4
"""How often calls that change nothing are made again when their answers were lost."""
QUIET_STEPS_MAX = 5_000
"""Steps in one turn that need no tool; more than that is a loop that goes nowhere."""
NOTES_MAX, CHECKS_MAX, FOLLOWING_MAX = 50, 200, 4

PERFORMERS: dict[type, Callable[[Around, Any], Performing]] = {
    p.Open: acting.open_, p.Click: acting.click, p.Menu: menus.menu, p.Expand: menus.expand,
    p.FileWork: filing.file_work, p.Press: acting.press, p.Hover: acting.hover, p.Scroll: acting.scroll,
    p.Drag: acting.drag, p.Pause: acting.pause, p.Enter: filling.enter, p.SetField: filling.set_field,
    p.Tick: filling.tick, p.Choose: filling.choose, p.Attach: filling.attach, p.Expect: checking.expect,
    p.WaitFor: checking.wait_for, p.Read: reading.read, p.ReadPicture: reading.read_picture,
    p.ReadFile: reading.read_file, p.Run: working.run, p.WriteFile: working.write_file, p.Let: working.let,
    p.AddTo: working.add_to, p.AskPerson: working.ask_person, p.Stop: working.stop, p.Say: working.say,
    p.Show: showing.show,
    p.ForFiles: looping.for_files, p.ForRows: looping.for_rows, p.Repeat: looping.repeat, p.While: looping.while_,
    p.If: looping.if_, p.Otherwise: looping.otherwise, p.End: looping.end, p.LeaveLoop: looping.leave_loop,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended. outcome: as `finish` takes it."""

    outcome: str
    summary: str


@dataclass
class Turn:
    """One turn under way: the state as it becomes, what is said, and the calls or the ending it comes to."""

    program: p.Program
    state: State
    answers: Answers | None
    can_ask: bool
    said: list[str] = field(default_factory=list)
    fresh: ElementList | None = None

    def take(self) -> tuple[ToolUse, ...] | Ending:
        """Go on until a tool is needed or the program ends."""
        if self.answers is not None and self.answers.shaken:
            self._update(shaken=True)
        for _ in range(QUIET_STEPS_MAX):
            if self.state.place >= len(self.program.steps):
                return Ending("done", self._summary())
            step = self.program.steps[max(0, self.state.place)]
            self._tell(step)
            try:
                came = self._perform(step)
                ending = came if isinstance(came, tuple) else self._settle(step, came)
            except StepFailed as failure:
                return Ending("failed", failed_words(step, failure.message, failure.hint))
            except Exception as error:  # noqa: BLE001 - a damaged record must end the run in words, never in a traceback
                reason = f"my own record of this step can't be followed ({type(error).__name__})."
                return Ending("failed", failed_words(step, reason, "Start the steps again."))
            if ending is not None:
                return ending
        step = self.program.steps[min(self.state.place, len(self.program.steps) - 1)]
        return Ending(
            "failed", failed_words(step, "it goes round without doing anything.", "Check the loop's condition.")
        )

    def _tell(self, step: p.Step) -> None:
        if step.number and not self.state.told:
            self.said.append(f"Step {step.number}: {step.said}")
            self._update(told=True)

    def _update(self, **changes: Any) -> None:
        self.state = self.state.model_copy(update=changes)

    def _around(self, step: p.Step, place: int) -> Around:
        frames = tuple(self.state.frames)
        rows = tuple(row for frame in frames if isinstance(row := self.state.values.get(frame.name), dict))
        return Around(
            step,
            place,
            Variables(self.state.values, rows),
            frames,
            self.can_ask,
            self.program.steps[place + 1 : place + 1 + FOLLOWING_MAX],
            filled=tuple(self.state.filled),
            sent=self.state.sent,
            shaken=self.state.shaken,
            redo=self._redo,
            step_at=self._step_at,
        )

    def _step_at(self, place: int) -> p.Step | None:
        return self.program.steps[place] if 0 <= place < len(self.program.steps) else None

    def _redo(self, place: int) -> Performing:
        """Do a step once more within another."""
        step = self._step_at(place)
        if step is None:
            raise StepFailed("a step before this one is not there any more.", "Start the steps again.")
        return PERFORMERS[type(step.statement)](self._around(step, place), step.statement)

    def _perform(self, step: p.Step) -> Done | tuple[ToolUse, ...]:
        """Replay the step's answers, give it the new ones, and go on to its next question or its end."""
        performing = performed(self._around(step, self.state.place), step.statement, PERFORMERS[type(step.statement)])
        recorded = list(self.state.answers)
        replayed = 0
        value: Any = None
        while True:
            try:
                ask = performing.send(value)
            except StopIteration as stop:
                self._update(answers=[])
                done: Done = stop.value
                return done
            if replayed < len(recorded):
                value = recorded[replayed]
                replayed += 1
                continue
            new = self.answers is None
            answers = self._answers_for(ask)
            if new and ask.says:
                self.said.append(ask.says)
            if answers is None:
                return self._uses(ask)
            value = ask.digest(answers)
            recorded.append(value)
            replayed += 1
            self._update(answers=recorded)

    def _answers_for(self, ask: Ask) -> Answers | None:
        """The answers that came with this turn, once; else, for a mere look, the list that came with them."""
        if self.answers is not None:
            came, self.answers = self._with_kept(self._without_pause(self.answers)), None
            if (undone := ask.left_undone(came)) is not None:
                self._update(kept=[Told(tool=i.tool, text=i.text, failed=i.failed) for i in came.items[:undone]])
                return None
            self._update(kept=[])
            if ask.reads_only and self.state.asked_again < READS_MAX and _must_repeat(ask, came):
                self._update(asked_again=self.state.asked_again + 1)
                return None
            self._update(asked_again=0)
            self.fresh = None if came.unsettled or ask.part else came.listing
            return came
        return Answers(seen=self.fresh) if ask.look and self.fresh is not None else None

    def _uses(self, ask: Ask) -> tuple[ToolUse, ...]:
        """The calls of an ask, after a pause when they are made again: what broke is being started anew."""
        again, uses = self.state.asked_again, ask.uses[len(self.state.kept) :]
        return (computer("wait", duration=0.5 * 2**again), *uses) if again else uses

    def _with_kept(self, answers: Answers) -> Answers:
        """The answers of a turn that a person broke into, with those that came before they did."""
        kept = [Answer(told.tool, told.text, told.failed) for told in self.state.kept]
        return Answers([*kept, *answers.items], answers.seen)

    def _without_pause(self, answers: Answers) -> Answers:
        items = answers.items[1:] if self.state.asked_again else answers.items
        return Answers(items, answers.seen)

    def _settle(self, step: p.Step, done: Done) -> Ending | None:
        """Take what came of a step into the state; an ending when it ends the run."""
        state = self.state
        frames = list(state.frames[:-1] if done.pop else state.frames)
        if done.push:
            frames.append(done.push)
        self._update(
            place=self._next_place(done),
            done=state.done + bool(step.number),
            values={**state.values, **done.sets},
            frames=frames,
            checks=[*state.checks, done.check][-CHECKS_MAX:] if done.check else state.checks,
            notes=[*state.notes, done.note][-NOTES_MAX:] if done.note else state.notes,
            told=False,
            filled=_filled_after(state, done),
            sent=done.sent or state.sent,
            shaken=state.shaken and not done.calm,
        )
        if done.note:
            self.said.append(done.note)
        if done.ends == "done":
            return Ending("done", done.message or self._summary())
        if done.ends:
            self._update(place=state.place)
            return Ending("failed", failed_words(step, done.message))
        return None

    def _next_place(self, done: Done) -> int:
        if done.goto is None:
            return self.state.place + 1
        if done.goto >= 0:
            return done.goto
        past = self.program.steps[self.state.frames[-1].opener].jump
        return past - 1 if done.goto == -1 else past

    def _summary(self) -> str:
        checks, done = self.state.checks, self.state.done
        words = f"Did {done} step{'' if done == 1 else 's'}"
        if checks:
            words += f"; {sum(check.holds for check in checks)} of {len(checks)} expectations held"
        return " ".join(_sentence(each) for each in (words, *self.state.notes[-10:]))


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "。", "！", "？")) else f"{words}."


def _must_repeat(ask: Ask, came: Answers) -> bool:
    """Whether answers to mere reading were lost, or tell of a part of the desk that broke."""
    return len(came.items) < len(ask.uses) or any(item.failed and item.shaken for item in came.items)


def _filled_after(state: State, done: Done) -> list[Filled]:
    """The fields to look after. A step that fills its field with other words, after something was pressed, begins a
    new round: what was filled in the one before has served."""
    kept = [each for each in state.filled if each.place not in done.lets_go]
    new = done.filled
    if done.sent is not None:
        kept = [each.model_copy(update={"sent": True}) for each in kept]
    if new is None:
        return kept
    if any(each.sent and each.place == new.place and each.words != new.words for each in kept):
        return [new]
    kept = [each for each in kept if (each.place, each.words) != (new.place, new.words)]
    return [*kept, new][-FILLED_MAX:]


def failed_words(step: p.Step, message: str, hint: str = "") -> str:
    """Where it stopped, what happened, and what to write."""
    return f"Step {step.number} (line {step.line}: {step.said[:160]}): {message} {hint}".strip()


def sane(state: State, program: p.Program) -> bool:
    """Whether a stored state can belong to this program."""
    size = len(program.steps)
    openers = [frame.opener for frame in state.frames]
    loops = (p.ForFiles, p.ForRows, p.Repeat, p.While)
    return 0 <= state.place <= size and all(
        0 <= opener < size and isinstance(program.steps[opener].statement, loops) for opener in openers
    )


__all__ = ["PERFORMERS", "Ending", "Frame", "Turn", "failed_words", "sane"]
