"""What a program of steps is once it has been read: statements, targets, conditions and problems.

Pure data. Words that may hold `{variables}` are `Words`; they are filled when the step is followed, not before.
It does not know how any of this is written or followed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from deskhand.models.steps.language.phrases import Condition, Conversion, Target, Words

# Acts on the screen


@dataclass(frozen=True, slots=True)
class Open:
    what: Words


@dataclass(frozen=True, slots=True)
class Click:
    target: Target
    action: str = "left_click"
    modifiers: tuple[str, ...] = ()
    repeat: int = 1


@dataclass(frozen=True, slots=True)
class Menu:
    """Through menus: the menu itself, then an item, and so on. An open menu is not pressed again."""

    path: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Expand:
    """Show what is under an item of a tree, a section or the like; on=False hides it."""

    target: Target
    on: bool = True


@dataclass(frozen=True, slots=True)
class Tick:
    target: Target
    on: bool = True


@dataclass(frozen=True, slots=True)
class Choose:
    """whole: the phrase as written, when the option's name may be more than was taken for it: "Company card"."""

    option: Words
    target: Target | None = None
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Enter:
    """Put text into a field. target None: where the focus is. append: keep what the field holds."""

    text: Words
    target: Target | None = None
    append: bool = False


@dataclass(frozen=True, slots=True)
class SetField:
    """`set X to Y`: X is a variable when one of that name is known, else a field on the screen."""

    target: Target
    text: Words


@dataclass(frozen=True, slots=True)
class Press:
    keys: tuple[str, ...]
    repeat: int = 1


@dataclass(frozen=True, slots=True)
class Scroll:
    """To a target, or `amount` of `unit` in a direction. far: all the way."""

    direction: str = "down"
    amount: int = 5
    unit: str = "notches"
    target: Target | None = None
    far: bool = False


@dataclass(frozen=True, slots=True)
class Drag:
    source: Target
    to: Target


@dataclass(frozen=True, slots=True)
class Hover:
    target: Target


@dataclass(frozen=True, slots=True)
class Attach:
    path: Words
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    seconds: float


@dataclass(frozen=True, slots=True)
class WaitFor:
    condition: Condition
    limit_s: float = 30.0


@dataclass(frozen=True, slots=True)
class Expect:
    condition: Condition
    said: str = ""


# Values, files, people


@dataclass(frozen=True, slots=True)
class Fallback:
    """What to do when there is nothing to read: fail, ask the person, or take these words."""

    kind: Literal["fail", "ask", "words"] = "fail"
    words: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """Read something on the screen. what: value, text, title, address, table, count."""

    what: str
    into: str
    target: Target | None = None
    conversion: Conversion = ""
    fallback: Fallback = Fallback()


@dataclass(frozen=True, slots=True)
class ReadPicture:
    """Read words in a picture file. labels: find the value beside one of them. what: value, text, or line N."""

    path: Words
    into: str
    labels: tuple[Words, ...] = ()
    what: str = "value"
    line: int = 0
    conversion: Conversion = ""
    fallback: Fallback = Fallback()


@dataclass(frozen=True, slots=True)
class ReadFile:
    path: Words
    into: str
    rows: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    command: str
    into: str = ""
    may_fail: bool = False


@dataclass(frozen=True, slots=True)
class WriteFile:
    path: Words
    text: Words
    append: bool = False


@dataclass(frozen=True, slots=True)
class FileWork:
    """Rename, move, copy or delete a file or folder, or make a folder. verb: move, copy, delete, make_folder.

    beside: `to` is a name in the same folder.
    """

    verb: str
    path: Words
    to: Words | None = None
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Let:
    """name = expression. The expression is masked text with its quoted pieces beside it (see `mask`)."""

    name: str
    expression: str
    pieces: tuple[Words, ...] = ()
    conversion: Conversion = ""


@dataclass(frozen=True, slots=True)
class AddTo:
    """Add to a list, or to a number. subtract: take away from a number."""

    name: str
    expression: str
    pieces: tuple[Words, ...] = ()
    subtract: bool = False


@dataclass(frozen=True, slots=True)
class AskPerson:
    question: Words
    into: str = "answer"
    options: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    message: Words = Words("")
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Say:
    text: Words


@dataclass(frozen=True, slots=True)
class Show:
    """Make an artifact of a value, or of a file of the desk. look: chart, table, page, slides or document, "" for the
    one that suits; drawn: bar, line, area, pie or scatter. y by x: the columns of a chart; with both, rows with the
    same x are added up."""

    what: Words
    look: str = ""
    title: Words | None = None
    drawn: str = ""
    y: Words | None = None
    x: Words | None = None
    file: bool = False


# Blocks. `Block` statements are closed by an End that knows where its opener is.


@dataclass(frozen=True, slots=True)
class ForFiles:
    pattern: Words
    name: str = "file"


@dataclass(frozen=True, slots=True)
class ForRows:
    """Over a variable (rows or a list), or over the rows of a CSV file."""

    what: Words
    name: str = "row"
    file: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    times: Words


@dataclass(frozen=True, slots=True)
class While:
    condition: Condition
    until: bool = False
    times_max: int = 100


@dataclass(frozen=True, slots=True)
class If:
    condition: Condition


@dataclass(frozen=True, slots=True)
class Otherwise:
    pass


@dataclass(frozen=True, slots=True)
class End:
    pass


@dataclass(frozen=True, slots=True)
class LeaveLoop:
    """Leave the innermost loop, or go on with its next round."""

    next_round: bool = False


Loop = ForFiles | ForRows | Repeat | While
Statement = (
    Open | Click | Menu | Expand | FileWork | Tick | Choose | Enter
    | SetField | Press | Scroll | Drag | Hover | Attach | Pause | WaitFor | Expect
    | Read | ReadPicture | ReadFile | Run | WriteFile | Let | AddTo | AskPerson | Stop | Say | Show
    | ForFiles | ForRows | Repeat | While | If | Otherwise | End | LeaveLoop
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One statement with where it stands. number: counts the steps a person sees, from 1 (0 for `end`, `else`).

    jump: for a loop or `if`, the index after its part; for `else`, the index after `end`; for `end`, its opener.
    """

    line: int
    said: str
    statement: Statement
    number: int = 0
    jump: int = -1


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that can't be followed. hint: what to write instead."""

    line: int
    text: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"line {self.line}: {self.message} {self.hint}".strip()


@dataclass(frozen=True, slots=True)
class Program:
    """The steps in order, flat; blocks are jumps. `problems` is empty when it can be followed."""

    source: str
    title: str = ""
    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def hash(self) -> str:
        """16 hex digits that name this very text."""
        return hashlib.sha256(self.source.encode("utf-8", "surrogatepass")).hexdigest()[:16]
