"""After an act that was cut off: what is there now decides. What may be beyond undoing is never done twice blindly."""

from __future__ import annotations

import re
import shlex
from collections.abc import Generator
from typing import Any

from deskhand.models.steps.run.asking import Around, Ask, ToolUse, text_digest
from deskhand.models.steps.run.looking import look
from deskhand.models.steps.run.signs import standing
from deskhand.models.steps.values.failure import Stopped

LOOKS_S = (0.0, 1.0, 2.0)
"""Waits before each look: a page that was asked for may still be coming."""
HAPPENED, AGAIN, STOP = "It happened: go on", "It did not: do it again", "Stop"
SEEN, TOLD = "seen", "told"
Deciding = Generator[Ask, Any, bool]

_READERS = frozenset(
    {"ls", "cat", "head", "tail", "grep", "egrep", "fgrep", "wc", "pwd", "file", "stat", "cut", "tr", "diff", "cmp",
     "test", "[", "du", "df", "printf", "echo", "which", "basename", "dirname", "realpath", "md5sum", "sha256sum",
     "nl", "od", "true", "false", "id", "whoami", "uname", "jq"}
)  # fmt: skip


def happened(around: Around, before: dict[str, Any], what: str, *, harmless: bool) -> Generator[Ask, Any, str]:
    """Whether an act that was cut off took effect, from how the screen stood before it and stands now: SEEN when that
    shows it, TOLD when the person says so, else "".

    A harmless one counts as done when the page changed, and as not done when it did not. Any other counts as done only
    when what the next steps are about is there and was not before; else the person is asked.
    """
    now: dict[str, Any] = {}
    for wait_s in LOOKS_S:
        now = yield look(lambda answers: standing(around, answers.listing), wait_s)
        if now["signs"] and before.get("signs") is False:
            return SEEN
        if harmless and now["mark"] is not None and now["mark"] != before.get("mark"):
            return SEEN
    if harmless and now["mark"] is not None:
        return ""
    return TOLD if (yield from ask_whether(around, what)) else ""


def ask_whether(around: Around, what: str) -> Deciding:
    """Whether it happened, by the person's word. Fails when nobody can be asked or they say to stop."""
    words = f"{what} was cut off, and I can't tell whether it happened"
    if around.can_ask:
        question = f"Step {around.step.number} ({around.step.said}): {words}. Look at the desk: what shall I do?"
        use = ToolUse("ask_person", {"question": question[:4_000], "options": [HAPPENED, AGAIN, STOP]})
        seen = yield Ask((use,), text_digest)
        said = str(seen["text"]).strip().casefold() if not seen["failed"] else ""
        if said.startswith(("it happened", "yes", "go on", "skip", "是")):
            return True
        if said.startswith(("it did not", "no", "do it again", "again", "continue", "否")):
            return False
    raise Stopped(
        f"{words}; it was not repeated.",
        'Look at the desk; then write "continue" to do this step again, or "skip" to go on after it.',
    )


def reads_only(command: str) -> bool:
    """Whether a shell command plainly only reads, so that running it again changes nothing."""
    if re.search(r"[>`]|\$\(|<\(|(?<!&)&(?!&)|-exec|-delete|\n", command):
        return False
    parts = re.split(r"\|\||&&|[|;]", command)
    try:
        first = [(shlex.split(part) or [""])[0] for part in parts]
    except ValueError:
        return False
    plain_sed = all(not re.search(r"\s-\w*i|--in-place|\bw\s", part) for part in parts)
    return all(word in _READERS or (word == "sed" and plain_sed) or word == "find" for word in first)
