"""What a performer asks of the tools, and how it reads the answers.

A performer is a generator: it yields an `Ask` and is sent the digest of the answers, a small JSON value. Digests are
stored and replayed after a restart, so a performer must do the same again when it is given the same digests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from deskhand.core.elements import ElementList, parse_elements
from deskhand.core.errors import InvalidInput
from deskhand.core.evolve import TAKEN_OVER
from deskhand.models.steps.language.program import Step
from deskhand.models.steps.run.state import Check, Filled, Frame, Sent
from deskhand.models.steps.values.failure import StepFailed
from deskhand.models.steps.values.variables import Value, Variables

LIST_LIMIT = 1_000
_UNSETTLED = "still changing"
_CUT_OFF = re.compile(r"\s*interrupted:", re.IGNORECASE)
"""How the answer to a call that was cut off begins: `core.moves.INTERRUPTED`."""
_SHAKEN = re.compile(
    r"^\s*interrupted:|\bdesk was (?:lost|made anew)|\blink to the desk|\bhad died and was started again|"
    r"\bproxy does not answer|\bnet::ERR_(?:CONNECTION|PROXY|EMPTY_RESPONSE|TUNNEL|NETWORK|SOCKET|ABORTED)",
    re.IGNORECASE,
)
"""Words of the desk about a part of it that broke and is mended by now, or will be soon."""
_READING_ACTS = frozenset({"wait", "screenshot", "zoom", "mouse_move", "cursor_position"})


@dataclass(frozen=True, slots=True)
class ToolUse:
    """A tool call without its id."""

    tool: str
    arguments: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool said."""

    tool: str
    text: str
    failed: bool = False

    @property
    def cut_off(self) -> bool:
        """Whether nobody knows if it took effect."""
        return self.failed and bool(_CUT_OFF.match(self.text))

    @property
    def taken_over(self) -> bool:
        """Whether it was not executed because a person took the desk; they have given it back since."""
        return self.failed and self.text.lstrip().startswith(TAKEN_OVER)

    @property
    def shaken(self) -> bool:
        """Whether a part of the desk broke. Only a tool's own words tell: those of a page or a file are no sign."""
        told = self.failed or self.tool == "computer"
        return told and bool(_SHAKEN.search(self.text[:2_000]))


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to one Ask, in the order of its uses; fewer when the turn was cut off."""

    items: Sequence[Answer] = ()
    seen: ElementList | None = None

    @property
    def listing(self) -> ElementList | None:
        """The last list of elements among the answers; None when there is none that can be read."""
        if self.seen is not None:
            return self.seen
        for item in reversed(self.items):
            if item.tool == "elements" and not item.failed:
                return _parsed(item.text)
        return None

    @property
    def failure(self) -> str:
        """What the first failed answer says; "" when all went well."""
        return next((item.text or "it failed without a word" for item in self.items if item.failed), "")

    @property
    def first_text(self) -> str:
        return self.items[0].text if self.items else ""

    @property
    def shaken(self) -> bool:
        return any(item.shaken for item in self.items)

    @property
    def unsettled(self) -> bool:
        return any(item.tool == "computer" and _UNSETTLED in item.text for item in self.items)


def _parsed(text: str) -> ElementList | None:
    try:
        return parse_elements(text)
    except (InvalidInput, ValueError, RecursionError):
        return None


@dataclass(frozen=True, slots=True)
class Ask:
    """Calls of one turn and how their answers are boiled down. look: a list that is fresh enough answers it too.
    part: the list that comes is not all of the screen, so it answers no other look. says: told to the person."""

    uses: tuple[ToolUse, ...]
    digest: Callable[[Answers], Any]
    look: bool = False
    part: bool = False
    says: str = ""

    @property
    def reads_only(self) -> bool:
        """Whether asking twice changes nothing."""
        return all(_reads(use) for use in self.uses)

    def left_undone(self, came: Answers) -> int | None:
        """From which of its uses on none was executed because a person had the desk, where those are as right after
        it as before. What acts on the screen is not: it is for whoever asked to find its place anew."""
        first = next((n for n, item in enumerate(came.items) if item.taken_over), None)
        if first is None or any(use.tool == "computer" and not _reads(use) for use in self.uses[first:]):
            return None
        return first


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a step. goto: where to go on, else the next step. filled: what it gave a field; sent: an act
    that may have led on. lets_go: places of fields that need not be looked after any more. calm: all is as expected."""

    sets: Mapping[str, Value] = field(default_factory=dict)
    goto: int | None = None
    check: Check | None = None
    push: Frame | None = None
    pop: bool = False
    note: str = ""
    ends: str = ""
    message: str = ""
    filled: Filled | None = None
    sent: Sent | None = None
    lets_go: tuple[int, ...] = ()
    calm: bool = False


Performing = Generator[Ask, Any, Done]


def no_redo(place: int) -> Performing:
    """Where no step can be done again."""
    raise StepFailed(f"step {place} can't be done again.")


@dataclass(frozen=True, slots=True)
class Around:
    """What a performer may know: its step, the variables, the loops it stands in, whether a person can be asked, and
    the steps that come next (for telling what an act that was cut off should have led to)."""

    step: Step
    place: int
    variables: Variables
    frames: tuple[Frame, ...] = ()
    can_ask: bool = False
    following: tuple[Step, ...] = ()
    filled: tuple[Filled, ...] = ()
    sent: Sent | None = None
    shaken: bool = False
    redo: Callable[[int], Performing] = no_redo
    step_at: Callable[[int], Step | None] = lambda place: None


def _reads(use: ToolUse) -> bool:
    action = use.arguments.get("action")
    if use.tool == "files":
        return action in ("list", "read", "read_picture")
    return use.tool == "elements" or (use.tool == "computer" and action in _READING_ACTS)


def elements_use(**more: Any) -> ToolUse:
    return ToolUse("elements", {"offscreen": True, "limit": LIST_LIMIT, **more})


def computer(action: str, **arguments: Any) -> ToolUse:
    return ToolUse("computer", {"action": action, **arguments})


def text_digest(answers: Answers) -> Any:
    """{"failed": words of the failure or "", "text": the first answer's text, "cut": nobody knows if it happened}."""
    return {
        "failed": answers.failure,
        "text": answers.first_text[:200_000],
        "none": not answers.items,
        "cut": any(item.cut_off for item in answers.items),
    }


def inquire(*uses: ToolUse) -> Generator[Ask, Any, Any]:
    """Ask for something that may be done twice, by `text_digest`; once more when the answer was cut off."""
    seen = yield Ask(uses, text_digest)
    if seen["cut"] or seen["none"]:
        seen = yield Ask(uses, text_digest)
    return seen
