"""Edits that fit exactly once, so that nothing else changes than what was meant. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from deskhand.core.artifacts import Edit
from deskhand.core.errors import InvalidInput

PLACES_TOLD = 8
_NEAR_LINES_MAX = 20_000
_NEAR_CHARS_MAX = 300


def edited(files: Mapping[str, str], edits: Sequence[Edit]) -> dict[str, str]:
    """The files after the edits, each made on what the one before left. All of them fit, or nothing is changed.

    Raises InvalidInput with how often `old` is there, and where, or with the lines that come nearest to it.
    """
    now = dict(files)
    for number, edit in enumerate(edits, 1):
        now[edit.path] = _made(now, edit, f"edit {number}" if len(edits) > 1 else "the edit")
    return now


def _made(files: Mapping[str, str], edit: Edit, which: str) -> str:
    text = files.get(edit.path)
    if not edit.old:
        if text:
            raise InvalidInput(
                f"{which}: old is empty, and {edit.path[:80]} is there already.", hint="Give the words to replace."
            )
        return edit.new
    if text is None:
        near = ", ".join(difflib.get_close_matches(edit.path, files, n=3, cutoff=0.4) or list(files)[:8])
        raise InvalidInput(f"{which}: there is no file {edit.path[:80]!r}.", hint=f"Its files: {near}.")
    places = _places(text, edit.old)
    if len(places) == 1:
        return text[: places[0]] + edit.new + text[places[0] + len(edit.old) :]
    if not places:
        raise InvalidInput(
            f"{which}: old does not occur in {edit.path} (0 times).{_nearest(text, edit.old)}",
            hint="Give it exactly as it stands there, white space too; read the artifact to see it.",
        )
    lines = [text.count("\n", 0, place) + 1 for place in places[:PLACES_TOLD]]
    more = " and more" if len(places) > PLACES_TOLD else ""
    raise InvalidInput(
        f"{which}: old occurs {len(places)} times in {edit.path}, at lines {', '.join(map(str, lines))}{more}.",
        hint="Give more of the lines around it, so that it fits one place only.",
    )


def _places(text: str, old: str) -> list[int]:
    """Where it stands, also where two overlap: "aa" stands twice in "aaa"."""
    found: list[int] = []
    at = text.find(old)
    while at >= 0 and len(found) < 1_000:
        found.append(at)
        at = text.find(old, at + 1)
    return found


def _nearest(text: str, old: str) -> str:
    """The lines that come nearest to the first line of what was looked for, with their numbers."""
    wanted = next((line for line in old.split("\n") if line.strip()), "").strip()[:_NEAR_CHARS_MAX]
    lines = [line.strip()[:_NEAR_CHARS_MAX] for line in text.split("\n")[:_NEAR_LINES_MAX]]
    near = difflib.get_close_matches(wanted, dict.fromkeys(lines), n=3, cutoff=0.5) if wanted else []
    told = "".join(f"\n{lines.index(line) + 1}: {line}" for line in near)
    return f" The nearest lines are:{told}" if told else ""
