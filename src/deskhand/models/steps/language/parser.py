"""`parse`: a text of steps -> a `Program`, with a problem for every line that can't be followed.

Blocks are made by indentation, or closed by `end`; both may be mixed. It never raises, whatever the text.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import lru_cache

from deskhand.models.steps.language import blocks, clauses
from deskhand.models.steps.language.data import BLOCK
from deskhand.models.steps.language.lines import LINE_CHARS_MAX, LINES_MAX, Line, dedented, read_lines
from deskhand.models.steps.language.mask import Masked, mask
from deskhand.models.steps.language.names import check_names, settle_variables
from deskhand.models.steps.language.program import (
    End,
    ForFiles,
    ForRows,
    If,
    LeaveLoop,
    Otherwise,
    Problem,
    Program,
    Repeat,
    Run,
    Statement,
    Step,
    While,
    WriteFile,
)
from deskhand.models.steps.language.rule import Unreadable, first
from deskhand.models.steps.language.usage import CAN_DO, USAGE

DEPTH_MAX = 40

_LOOPS = (ForFiles, ForRows, Repeat, While)
_COLON = re.compile(r"\s*[:：]\s*$")
_INLINE = re.compile(r"\s*[:：]\s*|\s*[,，]\s*(?:then\s+|就|则)?|\s+then\s+|\s*(?:就|则|那么)\s*", re.IGNORECASE)
_INLINE_ELSE = re.compile(r"\s*[,，;；.。]?\s*(?:\b(?:otherwise|else)\b|否则|不然)[,，:：]?\s*", re.IGNORECASE)
_LEAVES_TEXT = re.compile(r"^\s*(?:if|when|for|while|until|repeat|otherwise|else|end|如果|否则)\b", re.IGNORECASE)


@dataclass
class _Parse:
    """A parse under way: the lines, where it is, and what it has found."""

    lines: list[Line]
    at: int = 0
    depth: int = 0
    title: str = ""
    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    numbered: int = 0

    def add(self, line: Line, said: str, statement: Statement) -> int:
        """Append a step; its index."""
        silent = isinstance(statement, (Otherwise, End))
        self.numbered += not silent
        self.steps.append(Step(line.number, said[:300], statement, 0 if silent else self.numbered))
        return len(self.steps) - 1

    def jump(self, index: int, to: int) -> None:
        self.steps[index] = replace(self.steps[index], jump=to)

    def problem(self, line: Line, message: str, hint: str = "") -> None:
        self.problems.append(Problem(line.number, line.text[:200], message, hint))

    def next_line(self) -> Line | None:
        """The next line with words, without taking it."""
        while self.at < len(self.lines) and not self.lines[self.at].text:
            self.at += 1
        return self.lines[self.at] if self.at < len(self.lines) else None


@lru_cache(maxsize=32)
def parse(source: str, known: frozenset[str] = frozenset()) -> Program:
    """Read a program. known: names of variables that are there before it starts.

    Never raises: what can't be read is in `problems`, each with its line and what to write instead.
    """
    parsing = _Parse(read_lines(source))
    _block(parsing, indent=-1, opener=None)
    if not parsing.steps and not parsing.problems:
        parsing.problems.append(Problem(1, "", "there is no step in it.", f"I can: {CAN_DO}."))
    if source.count("\n") >= LINES_MAX:
        parsing.problems.append(Problem(LINES_MAX, "", f"it has more than {LINES_MAX} lines.", "Split it in two."))
    steps = settle_variables(tuple(parsing.steps), known)
    problems = [*parsing.problems, *check_names(steps, known)]
    return Program(source, parsing.title, steps, tuple(sorted(problems, key=lambda problem: problem.line)))


def _block(parsing: _Parse, indent: int, opener: Line | None) -> str:
    """Read lines up to the end of a block; says what ended it: "end", "else", "dedent" or "eof".

    A body that is indented ends where the indentation does; any other ends at `end` or `otherwise`.
    """
    first_line = parsing.next_line()
    indented = opener is not None and first_line is not None and first_line.indent > indent
    while (line := parsing.next_line()) is not None:
        if indented and line.indent <= indent:
            return "dedent"
        word = first(blocks.RULES, Masked(_COLON.sub("", clauses.without_lead(line.text)), ()))
        if opener is not None and isinstance(word, (End, Otherwise)):
            return "end" if isinstance(word, End) else "else"
        if opener is not None and not indented and _else_if(line) is not None:
            return "else"
        parsing.at += 1
        _line(parsing, line)
    return "dedent" if indented else "eof"


def _else_if(line: Line) -> str | None:
    """The condition part of `else if X:` as `if X:`; None when the line is none."""
    match = re.match(
        r"(?:else|otherwise|或者|否则)[,，]?\s*(?P<rest>(?:if\b|如果).*)|elif\s+(?P<elif>.*)", line.text, re.IGNORECASE
    )
    if not match:
        return None
    return match["rest"] or f"if {match['elif']}"


def _line(parsing: _Parse, line: Line) -> None:
    """Read one line and, if it opens a block, the block."""
    if len(line.text) > LINE_CHARS_MAX:
        parsing.problem(line, f"the line has more than {LINE_CHARS_MAX} characters.", "Split it into several steps.")
        return
    try:
        if not _read_line(parsing, line) and not _is_title(parsing, line):
            _unknown(parsing, line)
    except Unreadable as error:
        parsing.problem(line, error.message, error.hint)


def _read_line(parsing: _Parse, line: Line) -> bool:
    masked = mask(clauses.without_lead(line.text))
    if _text_block(parsing, line, masked) or _inline_block(parsing, line, masked):
        return True
    opener = first(blocks.RULES, masked.with_text(_COLON.sub("", masked.text)))
    if isinstance(opener, (End, Otherwise)):
        parsing.problem(line, f'"{line.text}" closes nothing.', "Write it after the steps of a for each, repeat or if.")
        return True
    if isinstance(opener, LeaveLoop):
        parsing.add(line, line.text, opener)
        return True
    if opener is not None:
        _open_block(parsing, line, opener)
        return True
    found = clauses.statements(masked)
    for said, statement in found:
        parsing.add(line, said, statement)
    return bool(found)


def _text_block(parsing: _Parse, line: Line, masked: Masked) -> bool:
    """`write report.md:` or `run:` with the text on the following lines, indented or fenced."""
    if not _COLON.search(masked.text):
        return False
    statement = clauses.statement(masked, masked.text)
    if isinstance(statement, WriteFile) and statement.text is BLOCK:
        text = _raw_block(parsing, line)
        parsing.add(line, line.text, replace(statement, text=replace(BLOCK, text=text)))
        return True
    if isinstance(statement, Run) and statement.command == BLOCK.text:
        parsing.add(line, line.text, replace(statement, command=_raw_block(parsing, line)))
        return True
    return False


def _raw_block(parsing: _Parse, opener: Line) -> str:
    """The lines below the opener as they were written: a fenced block, or all that is indented more."""
    start = parsing.at
    while start < len(parsing.lines) and not parsing.lines[start].raw.strip():
        start += 1
    if start < len(parsing.lines) and parsing.lines[start].is_fence:
        end = next((i for i in range(start + 1, len(parsing.lines)) if parsing.lines[i].is_fence), None)
        if end is None:
            raise Unreadable("the fenced text is never closed.", "Close it with a line of ```.")
        parsing.at = end + 1
        return dedented([line.raw for line in parsing.lines[start + 1 : end]])
    end = start
    while end < len(parsing.lines) and (
        not parsing.lines[end].raw.strip() or _raw_indent(parsing.lines[end]) > opener.indent
    ):
        end += 1
    text = dedented([line.raw for line in parsing.lines[start:end]])
    if not text:
        raise Unreadable("the text is missing.", "Indent the text on the lines below, or put it between lines of ```.")
    parsing.at = end
    return text


def _raw_indent(line: Line) -> int:
    expanded = line.raw.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _open_block(parsing: _Parse, line: Line, statement: Statement, said: str = "") -> None:
    """Add a loop or an `if`, its body and its end."""
    if parsing.depth >= DEPTH_MAX:
        raise Unreadable(f"blocks are nested deeper than {DEPTH_MAX}.", "Make it flatter.")
    opener = parsing.add(line, said or _COLON.sub("", line.text), statement)
    parsing.depth += 1
    before = len(parsing.steps)
    ended_by = _block(parsing, line.indent, line)
    if len(parsing.steps) == before and not parsing.problems:
        parsing.problem(line, "there is no step under it.", "Indent the steps below it, or close them with a line: end")
    if isinstance(statement, If):
        _close_if(parsing, line, opener, ended_by)
    else:
        _take(parsing, "end", line.indent)
        _close_loop(parsing, line, opener)
    parsing.depth -= 1
    if ended_by == "eof":
        parsing.problem(
            line, "I can't tell where its steps end.", "Indent them below it, or close them with a line: end"
        )


def _close_loop(parsing: _Parse, line: Line, opener: int) -> None:
    end = parsing.add(line, "end", End())
    parsing.jump(end, opener)
    parsing.jump(opener, end + 1)


def _close_if(parsing: _Parse, line: Line, opener: int, ended_by: str) -> None:
    """Read the other branch when there is one; make the jumps."""
    other = parsing.next_line()
    again = (
        _else_if(other)
        if (other is not None and other.indent == line.indent) or (ended_by == "else" and other)
        else None
    )
    if other is not None and again is not None:
        parsing.at += 1
        middle = _otherwise(parsing, other, opener)
        _read_branch(parsing, replace(other, text=again))
        parsing.jump(middle, len(parsing.steps))
        return
    if _take(parsing, "else", line.indent):
        assert other is not None
        middle = _otherwise(parsing, other, opener)
        _block(parsing, line.indent, other)
        _take(parsing, "end", line.indent)
        parsing.jump(middle, len(parsing.steps))
        return
    _take(parsing, "end", line.indent)
    parsing.jump(opener, len(parsing.steps))


def _otherwise(parsing: _Parse, line: Line, opener: int) -> int:
    middle = parsing.add(line, "otherwise", Otherwise())
    parsing.jump(opener, middle + 1)
    return middle


def _read_branch(parsing: _Parse, line: Line) -> None:
    if not _read_line(parsing, line):
        _unknown(parsing, line)


def _take(parsing: _Parse, word: str, indent: int) -> bool:
    """Take an `end` or `otherwise` that stands at this indentation."""
    line = parsing.next_line()
    if line is None or (line.indent > indent and parsing.depth == 1 and word != "end"):
        return False
    text, _, rest = _split_otherwise(line.text)
    found = first(blocks.RULES, Masked(_COLON.sub("", text), ()))
    if not isinstance(found, End if word == "end" else Otherwise) or line.indent < indent:
        return False
    parsing.at += 1
    if rest:
        parsing.lines.insert(parsing.at, replace(line, indent=line.indent + 1, text=rest, raw=" " + line.raw))
    return True


def _split_otherwise(text: str) -> tuple[str, str, str]:
    """ "otherwise, click X" -> ("otherwise", "", "click X")."""
    match = re.match(r"(otherwise|else|否则|不然)\s*[:：,，]?\s*([^\s:：,，].*)$", text, re.IGNORECASE)
    return (match[1], "", match[2]) if match and not re.match(r"if\b|如果", match[2]) else (text, "", "")


def _inline_block(parsing: _Parse, line: Line, masked: Masked) -> bool:
    """`if X is shown, click Y, otherwise click Z` and `for each file in receipts: ...` on one line."""
    for cut in list(_INLINE.finditer(masked.text))[:12]:
        head, tail = masked.text[: cut.start()], masked.text[cut.end() :]
        if not tail.strip():
            continue
        opener = _opener(masked, head)
        if opener is None:
            continue
        split = _INLINE_ELSE.split(tail, maxsplit=1) if isinstance(opener, If) else [tail]
        bodies = [_inline_body(masked, part) for part in split]
        if all(bodies):
            _add_inline(parsing, line, masked.plain(head), opener, bodies)
            return True
    return False


def _opener(masked: Masked, head: str) -> Statement | None:
    try:
        opener = first(blocks.RULES, masked.with_text(head))
    except Unreadable:
        return None
    return opener if isinstance(opener, (*_LOOPS, If)) else None


def _inline_body(masked: Masked, text: str) -> list[tuple[str, Statement]]:
    leave = first(blocks.RULES, masked.with_text(text.strip().rstrip(".。")))
    if isinstance(leave, LeaveLoop):
        return [(masked.plain(text), leave)]
    return clauses.statements(masked.with_text(clauses.without_lead(text)))


def _add_inline(
    parsing: _Parse, line: Line, said: str, opener: Statement, bodies: list[list[tuple[str, Statement]]]
) -> None:
    at = parsing.add(line, said, opener)
    for text, statement in bodies[0]:
        parsing.add(line, text, statement)
    if not isinstance(opener, If):
        _close_loop(parsing, line, at)
        return
    parsing.jump(at, len(parsing.steps))
    if len(bodies) > 1:
        middle = _otherwise(parsing, line, at)
        for text, statement in bodies[1]:
            parsing.add(line, text, statement)
        parsing.jump(middle, len(parsing.steps))
        return
    other = parsing.next_line()
    if (
        other is not None
        and other.indent == line.indent
        and re.match(r"otherwise|else|否则", other.text, re.IGNORECASE)
    ):
        parsing.depth += 1
        _close_if(parsing, line, at, "else")
        parsing.depth -= 1


def _is_title(parsing: _Parse, line: Line) -> bool:
    """The first line may be a title: it stands apart from the steps, or says that it is one."""
    if parsing.steps or parsing.title or parsing.problems:
        return False
    labelled = re.match(r"(?:title|task|goal|job|name|标题|任务|目标)\s*[:：]\s*(.+)$", line.text, re.IGNORECASE)
    below = parsing.lines[parsing.at] if parsing.at < len(parsing.lines) else None
    apart = below is not None and not below.text and parsing.next_line() is not None
    if (
        labelled
        or apart
        or (line.text.endswith((":", "：")) and not _LEAVES_TEXT.match(line.text) and below is not None)
    ):
        parsing.title = labelled[1] if labelled else line.text.rstrip(":：")
        return True
    return False


def _unknown(parsing: _Parse, line: Line) -> None:
    word = re.split(r"[\s:]", clauses.without_lead(line.text).casefold(), maxsplit=1)[0]
    near = difflib.get_close_matches(word, clauses.VERBS, n=1, cutoff=0.7)
    if word in clauses.VERBS or word in USAGE:
        hint = USAGE.get(word, f"I can: {CAN_DO}.")
    else:
        hint = (f'Did you mean "{near[0]} ..."? ' if near else "") + f"I can: {CAN_DO}."
    parsing.problem(line, f"I don't know how to {line.text[:120]!r}.", hint)


def readable(source: str, known: Collection[str] = ()) -> bool:
    """Whether the text is a program that can be followed."""
    return not parse(source, frozenset(known)).problems
