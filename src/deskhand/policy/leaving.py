"""What leaves with a form that is sent: for whom it is, and how much, as its fields tell. Pure.

Both are facts that may make a rule fit which allows, so what is not plainly known stays unknown. A page may send other
things than its form holds: the requests themselves are read once more in the browser (`policy.requests`).
"""

from __future__ import annotations

from deskhand.core.recipients import MORE, is_recipient_field, recipients_in
from deskhand.core.targets import FormField
from deskhand.policy.scene import Scene, is_recipient, plain

_VALUE_CHARS_MAX = 2_000
_TICKS = frozenset({"checkbox", "switch"})
_COPIES = frozenset({"cc", "bcc", "抄送", "密送"})


def recipients(scene: Scene) -> tuple[str, ...]:
    """Those whom the form of the scene is for; none where that is not known.

    A field of recipients that is empty, copies aside, may be one that shows them in another way.
    """
    held = [field for field in (scene.form.fields if scene.form else ()) if _says_whom(field)]
    if any(not field.value.strip() and not _is_copy(field) for field in held):
        return ()
    found = [each for field in held for each in recipients_in(field.value)]
    cut = any(len(field.value) >= _VALUE_CHARS_MAX for field in held)
    return tuple(dict.fromkeys([*found, MORE] if cut else found))


def _says_whom(field: FormField) -> bool:
    if field.kind in _TICKS or field.kind == "file":
        return False
    return is_recipient_field(plain(field.name).casefold()) or (field.kind != "hidden" and is_recipient(field.name))


def _is_copy(field: FormField) -> bool:
    return plain(field.name).casefold() in _COPIES


def size(scene: Scene) -> int:
    """How many bytes the fields that a person filled in hold; 0 where that is not known."""
    fields = [field for field in (scene.form.fields if scene.form else ()) if field.kind != "hidden" and field.filled]
    files = [field for field in fields if field.kind == "file"]
    if any(not field.size for field in files) or any(field.kind == "password" for field in fields):
        return 0
    words = sum(len(field.value.encode()) for field in fields if field.kind != "file")
    return words + sum(field.size for field in files)
