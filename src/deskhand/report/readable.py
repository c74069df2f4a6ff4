"""Calls as people read them: "click 'Save' in Expenses". Read from the journal's events; knows no output format.

Whatever a page, a file or a model put into the words is made harmless to a terminal and to a reader's eyes here: one
line, and no control character that could move the cursor, ring a bell or turn the direction of the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from deskhand.core import events as ev
from deskhand.core.messages import Call, TextPart, text_of

WORDS_MAX = 110
_JOINERS = "\u200c\u200d"
"""Joiners are invisible but belong to Persian words and to many emoji."""

_ACTIONS = {
    "screenshot": "look at the screen",
    "zoom": "look closer",
    "mouse_move": "move to",
    "left_click": "click",
    "right_click": "right-click",
    "middle_click": "middle-click",
    "double_click": "double-click",
    "triple_click": "triple-click",
    "back_button": "go back at",
    "forward_button": "go forward at",
    "mouse_down": "press the button at",
    "mouse_up": "release the button at",
    "key_down": "hold",
    "key_up": "let go of",
    "hold_key": "hold",
    "cursor_position": "find the pointer",
}
_REQUEST = re.compile(r"[A-Z]{3,7} https?://")
"""What a verdict is about when it is a request of a page, which waited after the call was done."""

_NOWHERE = ("screenshot", "cursor_position")


def plain(text: str, *, keep: str = "\n\t") -> str:
    """The text with every character that can't be seen written out, such as \\x1b or \\u202e; `keep` stays."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in keep or char in _JOINERS else _code(char) for char in text)


def _code(char: str) -> str:
    return f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}"


def one_line(text: Any) -> str:
    """Any value as one harmless line."""
    return plain(" ".join(str(text).split()), keep="")


def short(text: Any, chars_max: int = WORDS_MAX) -> str:
    """Any value as one harmless line of at most so many characters."""
    line = one_line(str(text)[: 4 * chars_max])
    return line if len(line) <= chars_max else line[: chars_max - 1] + "…"


_SEEN = {"visible": "Words", "hidden": "Hidden words", "picture": "Words in a picture"}


def used_words(called: ev.Called) -> str:
    """Whose call it was that is not the model's."""
    origin = called.origin
    if origin.kind == "person":
        about = f", for “{short(origin.title, 60)}”" if origin.title else ""
        return f"used {short(called.call.name, 40)} by hand{about}"
    return f"the artifact “{short(origin.title, 60)}” used {short(called.call.name, 40)}"


def suspected_words(event: ev.Suspected) -> str:
    """What people are told of a stranger's words that try to direct the model."""
    place, words = short(event.place, 80), short(event.words, 2 * WORDS_MAX)
    told = f'{_SEEN[event.kind]} on {place} try to direct the agent: "{words}".'
    return f"{told} What leaves the desk is asked about until you say something."


def describe(call: Call, judged: ev.CallJudged | None = None) -> str:
    """One line about a call. The target's name comes from the verdict, where the desk resolved it."""
    target = judged.verdict.touch.target if judged else ""
    if _REQUEST.match(target):
        bare = {name: value for name, value in call.arguments.items() if name not in ("element", "coordinate")}
        return short(f"{_words(call.name, bare, '')}; the page sends {target}")
    return short(_words(call.name, call.arguments, target))


def _words(tool: str, given: Mapping[str, Any], target: str) -> str:
    match tool:
        case "computer":
            return _computer(given, target)
        case "bash":
            return f"run {given['command']}" if given.get("command") else "start the shell anew"
        case "elements":
            wanted = given.get("find")
            return f"list what is on the screen{f' about {_quoted(wanted)}' if wanted else ''}"
        case "files":
            return f"{str(given.get('action', '')).replace('_', ' ')} {given.get('path', '.')}"
        case "edit":
            return f"{given.get('command', 'edit')} {given.get('path', '')}"
        case "artifact":
            return _artifact(given)
        case "secret":
            what, where = given.get("field", "?"), target or given.get("element")
            return f"type the {what} of {given.get('name', '?')} into {where}"
        case "ask_person":
            return f"ask: {given.get('question', '')}"
        case "finish":
            return f"finish: {given.get('outcome', '')}"
    return f"{tool} {json.dumps(given, ensure_ascii=False)}"


def _artifact(given: Mapping[str, Any]) -> str:
    """About a call of the tool for artifacts, without what would be in it."""
    command = str(given.get("command", ""))
    if command == "create":
        named = given.get("title") or ", ".join(map(str, given.get("from_desk") or ()))
        kind = f" ({given['kind']})" if given.get("kind") else ""
        return f"create the artifact {_quoted(named)}{kind}"
    if command == "list":
        return "list the artifacts"
    base = f", from version {given['base']}" if given.get("base") else ""
    return f"{command} the artifact {given.get('id', '')}{base}"


def _computer(given: Mapping[str, Any], target: str) -> str:
    action = str(given.get("action", ""))
    place = target or _place(given)
    match action:
        case "type":
            return f"type {_quoted(given.get('text', ''))}" + (f" into {target}" if target else "")
        case "key":
            return f"press {given.get('keys', '')}" + (f" in {target}" if target else "")
        case "key_down" | "key_up" | "hold_key":
            return f"{_ACTIONS[action]} {given.get('keys', '')}"
        case "set_value":
            return f"set {place} to {_quoted(given.get('value', ''))}"
        case "open":
            return f"open {given.get('target', '')}"
        case "wait":
            return f"wait {given.get('duration', '')} s"
        case "scroll":
            return f"scroll {given.get('direction', '')}"
        case "drag":
            path = given.get("path")
            return f"drag from {path[0]} to {path[-1]}" if isinstance(path, list) and path else "drag"
    return f"{_ACTIONS.get(action, action)} {'' if action in _NOWHERE else place}".strip()


def _place(given: Mapping[str, Any]) -> str:
    if given.get("element"):
        return str(given["element"])
    at = given.get("coordinate")
    return f"{at[0]},{at[1]}" if isinstance(at, list | tuple) and len(at) == 2 else ""


def _quoted(text: Any) -> str:
    return f'"{short(text, WORDS_MAX // 2)}"'


def result_line(finished: ev.CallFinished) -> str:
    """One line about what came of a call; empty when there is nothing to say beyond that it worked."""
    if finished.status != "ok":
        return short(text_of(finished.content) or finished.status, 2 * WORDS_MAX)
    if not finished.details.get("settled", True):
        return "the screen was still changing"
    if finished.details.get("exit_code") not in (None, 0):
        said = next((part.text for part in finished.content[1:] if isinstance(part, TextPart)), "")
        return short(f"exit {finished.details['exit_code']}: {said}".rstrip(": "))
    return ""


RULES = {
    "begins": "a person spoke",
    "after_failure": "a call failed",
    "circles": "it goes in circles",
    "acts": "it only acts on the screen",
    "always": "by your rule",
}
"""Rules for a step in words: why a request was put to this model, with this effort."""


def asked_words(asked: ev.ModelAsked) -> str:
    """Which model was asked, how hard it is to think, and why where a rule said so."""
    effort = f", effort {asked.effort}" if asked.effort else ""
    why = f": {RULES.get(asked.rule, asked.rule)}" if asked.rule else ""
    return one_line(f"{asked.model}{effort}{why}")


def clock(seconds: float) -> str:
    """A span as people say it: 0.41 s, 12.3 s, 3:07 min, 1:02:09 h."""
    if seconds < 59.95:
        return f"{seconds:.2f} s" if seconds < 9.995 else f"{seconds:.1f} s"
    return f"{moment(seconds)} {'h' if seconds >= 3_600 else 'min'}"


def moment(seconds: float) -> str:
    """A point in time since a beginning, as a clock shows it: 0:07, 12:30, 1:02:09."""
    whole = max(0, round(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def money(cost_usd: float | None) -> str:
    """A cost for people: "free" is what cost nothing, and what has no known price says so."""
    if cost_usd is None:
        return "price not known"
    return f"${cost_usd:.4f}" if cost_usd else "no cost"
