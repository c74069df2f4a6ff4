"""What the file tools would do: make, change, replace, move or delete a file, and whether that can be taken back. Pure.

One rule for taking back: an act counts as not undoable when what it destroys is nowhere else. A deleted file and one
that is replaced as a whole are gone; the loop then keeps a snapshot before the call. A replacement or insertion is
undoable, since the call itself holds what was there. In a writable folder of a person's own no snapshot helps: to
replace or delete there is judged as deleting. `agent` asks the desk what is there; nothing else is known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from deskhand.core.values import Value
from deskhand.core.verdicts import RiskClass, Touch
from deskhand.policy.shell.effects import in_mount, sets_up, shown

READS = frozenset({"list", "read", "read_picture", "view"})
"""Actions that change nothing."""
REPLACES = frozenset({"write", "move", "delete"})
"""Actions for which it matters what is there already."""


class There(Value):
    """What is at a path. kind: "" for nothing, None for not known. size: bytes; inside: files in a folder."""

    kind: Literal["", "file", "folder", "link", "other"] | None = None
    size: int = 0
    inside: int = 0


UNKNOWN = There()


def touch_of_file(
    action: str, path: str, *, there: There = UNKNOWN, target: str = "", mounts: Sequence[str] = ()
) -> Touch:
    """What a file action would touch.

    path, target: absolute paths on the desk; target is where `move` puts it. there: what is at the path that would be
    replaced or deleted (for `move` the target). mounts: folders on the desk that are a person's own and can be written.
    """
    verb = action.replace("_", " ")
    if action in READS:
        return Touch(classes=("look",), path=path, evidence=f"it would {verb} {path}")
    reached = tuple(dict.fromkeys(place for place in (path, target) if place))
    classes, undo = _classes(action, there, reached, mounts)
    return Touch(
        classes=classes,
        path=path if not target else "",
        paths=reached,
        undo=undo,
        consequence=_consequence(action, path, target, there, any(in_mount(place, mounts) for place in reached)),
        evidence=f"it would {verb} {path}" + (f" to {target}" if target else ""),
    )


def _classes(
    action: str, there: There, reached: Sequence[str], mounts: Sequence[str]
) -> tuple[tuple[RiskClass, ...], bool | None]:
    own = in_mount(reached[-1], mounts)
    replaces = action in ("write", "move") and there.kind not in ("", None)
    if action == "delete":
        return ("delete",), False
    if any(sets_up(place) for place in reached):
        return ("change_settings",), False if replaces else None
    if replaces:
        return ("write_on_desk", "delete") if own else ("write_on_desk",), False
    return ("write_on_desk",), False if own and there.kind is None and action in REPLACES else None


def _consequence(action: str, path: str, target: str, there: There, own: bool) -> str:
    where = " It is in a folder of your own, of which no snapshot is kept." if own else ""
    size = f" ({there.size:,} bytes)" if there.kind == "file" else ""
    if action == "delete":
        more = f" and the {there.inside} files in it" if there.kind == "folder" else ""
        return f"It deletes {shown(path)}{size}{more}.{where}"
    if action == "move":
        over = f", over what is there{size}" if there.kind == "file" else ""
        return f"It moves {shown(path)} to {shown(target)}{over}.{where}"
    if action == "write" and there.kind == "file":
        return f"It replaces all of {shown(path)}{size}.{where}"
    words = {"write": "writes", "create": "writes the new file", "replace": "changes a part of",
             "insert": "adds lines to", "make_folder": "makes the folder"}  # fmt: skip
    return f"It {words.get(action, 'changes')} {shown(path)}.{where}"
