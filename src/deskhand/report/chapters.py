"""A story as a person reads it: what was said, and under it the acts, each with the looks that led to it.

Looking is most of what an agent does and the least of what a person wants to read: quiet looks are gathered into the
act that they served. It knows steps and their verdicts; it knows no output format.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from deskhand.core.messages import PicturePart
from deskhand.report.steps import Step, Story, Turn

_LOOKS = ("screenshot", "zoom", "wait", "cursor_position")


@dataclass(slots=True)
class Card:
    """One act with the looks before and after it. `act` is None when nothing but looking came of it."""

    act: Step | None
    before: list[Step] = field(default_factory=list)
    after: list[Step] = field(default_factory=list)

    @property
    def looks(self) -> list[Step]:
        return [*self.before, *self.after]

    @property
    def steps(self) -> list[Step]:
        return [*self.before, *((self.act,) if self.act else ()), *self.after]

    @property
    def took_s(self) -> float:
        return sum(step.finished.took_s for step in self.steps if step.finished)

    @property
    def picture(self) -> PicturePart | None:
        """The newest picture that belongs to it: the screen after the act, or what was looked at."""
        found = [picture for step in self.steps if (picture := step.picture)]
        return found[-1] if found else None


@dataclass(slots=True)
class Chapter:
    """What somebody said, and the cards that followed until somebody spoke again. who: person, model or notice."""

    who: str
    text: str
    at: float
    cards: list[Card] = field(default_factory=list)
    pictures: list[PicturePart] = field(default_factory=list)


def is_quiet(step: Step) -> bool:
    """Whether the call only looked, and found nothing wrong."""
    if step.finished is None or step.finished.status != "ok" or step.answered is not None:
        return False
    if step.call.name == "computer":
        return step.call.arguments.get("action") in _LOOKS
    return step.call.name == "elements" or (
        step.call.name == "files" and step.call.arguments.get("action") in ("list", "read", "read_picture")
    )


def chapters(story: Story) -> list[Chapter]:
    """The story's turns as chapters: a turn without words belongs to the words before it."""
    told: list[Chapter] = []
    open_steps: list[list[Step]] = []
    for turn in story.turns:
        if turn.text.strip() or turn.pictures or not told or told[-1].who != "model":
            told.append(_chapter(turn))
            open_steps.append([])
        open_steps[-1] += turn.steps
    for chapter, steps in zip(told, open_steps, strict=True):
        chapter.cards = cards(steps)
    return told


def _chapter(turn: Turn) -> Chapter:
    return Chapter(turn.who, turn.text.strip(), turn.at, pictures=turn.pictures)


def cards(steps: Iterable[Step]) -> list[Card]:
    """Steps in order: quiet ones go with the act that follows them, the last ones with the act before them."""
    made: list[Card] = []
    looks: list[Step] = []
    for step in steps:
        if is_quiet(step):
            looks.append(step)
        else:
            made.append(Card(step, looks))
            looks = []
    if looks and made:
        made[-1].after = looks
    elif looks:
        made.append(Card(None, looks))
    return made
