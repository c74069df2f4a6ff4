"""A question to the person in the terminal: its lines, and what an answer typed there means. Knows no session.

The same object is shown in the workspace: everything stands in `Asked` and in the verdict that it is about.
"""

from __future__ import annotations

from rich.text import Text

from deskhand.core import events as ev
from deskhand.core.state import OpenCall
from deskhand.core.verdicts import Touch
from deskhand.policy.sentences import why_asked
from deskhand.report.readable import describe, one_line, short

VALUES_MAX = 8
"""So many filled-in values are shown; a longer form says how many more there are."""

_ALLOW = ("y", "yes", "allow", "ok", "once", "是", "可以", "允许")
_ALWAYS = ("a", "always", "始终", "总是", "一直允许")
_DENY = ("", "n", "no", "deny", "否", "不", "拒绝")
_TAKE_OVER = ("t", "take over", "take_over", "takeover", "接管", "我来")


def question_lines(waiting: OpenCall) -> list[Text]:
    """The open question as lines: what would happen, with which values, and why it is asked. Options are numbered."""
    if waiting.approval:
        return _approval_lines(waiting)
    text = one_line(waiting.call.arguments.get("question", ""))
    numbered = enumerate(options_of(waiting), 1)
    return [Text.assemble(("? ", "bold yellow"), (text, "bold")), *(Text(f"    {n}  {each}") for n, each in numbered)]


def _approval_lines(waiting: OpenCall) -> list[Text]:
    verdict = waiting.verdict
    if verdict is None:
        return [Text.assemble(("? ", "bold yellow"), (describe(waiting.call), "bold"))]
    touch = verdict.touch
    judged = ev.CallJudged(call=waiting.call.id, verdict=verdict)
    head = describe(waiting.call, judged) if not waiting.held else _sent(waiting)
    lines = [Text.assemble(("? ", "bold yellow"), (head, "bold"))]
    if touch.consequence:
        lines.append(Text(f"  {one_line(touch.consequence)}"))
    lines += _value_lines(touch)
    lines.append(Text(f"  Asked because {one_line(why_asked(verdict.reason, touch))}", "dim"))
    if not verdict.undoable:
        lines.append(Text("  This can't be undone from here.", "yellow"))
    return lines


def _sent(waiting: OpenCall) -> str:
    """What a page would send: one line a request would hide the rest, so the first and the number of the others."""
    first, others = waiting.held[0], len(waiting.held) - 1
    more = f" and {others} more" if others else ""
    return short(f"a page wants to send {first.method} {first.address}{more}")


def _value_lines(touch: Touch) -> list[Text]:
    shown = list(touch.values.items())[:VALUES_MAX]
    width = max((len(short(name, 24)) for name, _ in shown), default=0)
    lines = [
        Text.assemble("    ", (f"{short(name, 24):<{width}}", "dim"), "  ", short(value, 60)) for name, value in shown
    ]
    if (more := len(touch.values) - len(shown)) > 0:
        lines.append(Text(f"    and {more} more", "dim"))
    if touch.amount is not None:
        lines.append(
            Text.assemble("    ", ("amount", "dim"), f"  {touch.amount:.2f} {one_line(touch.currency)}".rstrip())
        )
    return lines


def prompt_for(waiting: OpenCall) -> str:
    """The line before the cursor: how it can be answered."""
    if not waiting.approval or waiting.asked is None:
        return "  > "
    words = {"allow": "[y]es", "always": "[a]lways here", "deny": "[n]o", "take_over": "[t]ake over"}
    offered = [words[option] for option in waiting.asked.options if option in words] or ["[y]es", "[n]o"]
    return f"  {', '.join(offered)}, or words why not > "


def approval(line: str, offered: tuple[str, ...] = ("allow", "always", "deny", "take_over")) -> tuple[str, str]:
    """An answer to an approval in a person's words: (the answer, why not). Only a clear yes allows."""
    given = line.strip().lower().rstrip(".!。！")
    for answer, words in (("allow", _ALLOW), ("always", _ALWAYS), ("take_over", _TAKE_OVER)):
        if given in words and answer in offered:
            return answer, ""
    return "deny", "" if given in _DENY else line.strip()


def options_of(waiting: OpenCall) -> list[str]:
    """What the model offers to choose from."""
    given = waiting.call.arguments.get("options")
    return [one_line(option) for option in given] if isinstance(given, list) else []


def option(waiting: OpenCall, line: str) -> str:
    """The option whose number was typed, else the line itself."""
    options = options_of(waiting)
    chosen = int(line) if line.isdecimal() and len(line) < 4 else 0
    return options[chosen - 1] if 0 < chosen <= len(options) and line not in options else line


def desk_words(vnc_socket: str) -> str:
    """How to reach the desk when one has taken it over."""
    return f"You have the desk. Watch and use it with a VNC viewer: vncviewer {vnc_socket}"
