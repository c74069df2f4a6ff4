"""What keys would do: Return, Space and Delete on what has the focus, and chords of programs and pages."""

from __future__ import annotations

from deskhand.core.targets import Target
from deskhand.policy.finding import Finding
from deskhand.policy.labels import read_label
from deskhand.policy.lexicon import around, fields
from deskhand.policy.pressing import press, press_named
from deskhand.policy.scene import FIELD_ROLES, TICK_ROLES, Scene
from deskhand.policy.shell.line import touch_of_command

RETURNS = frozenset({"return", "enter", "kp_enter"})
_MODIFIERS = frozenset({"ctrl", "control", "shift", "alt", "super", "meta", "cmd", "win"})
_MOVES = frozenset((
    "tab", "escape", "esc", "up", "down", "left", "right", "home", "end", "page_up", "page_down", "pageup",
    "pagedown", "prior", "next", "insert", "menu", "caps_lock", "f1", "f3", "f5", "f6", "f7", "f10", "f11", "f12",
    "shift", "ctrl", "alt", "super", "print",
))  # fmt: skip
_MOVING_CHORDS = frozenset((
    "a", "c", "f", "g", "h", "l", "n", "o", "p", "r", "t", "u", "w", "q", "tab", "home", "end", "left", "right",
    "up", "down", "page_up", "page_down", "plus", "minus", "equal", "0", "1", "2", "3", "4", "5", "6", "7", "8",
    "9", "f4", "f5", "escape", "comma", "k", "e", "j",
))  # fmt: skip
_COMMAND_KEYS = frozenset({"ctrl", "control", "cmd", "meta", "super"})


def press_key(keys: str, scene: Scene) -> Finding:
    """What a key or chord ("Return", "ctrl+s") would do."""
    held, last = _split(keys)
    if scene.in_terminal:
        return _in_terminal(held, last)
    if last in ("delete", "backspace", "kp_delete") and scene.role in FIELD_ROLES:
        return Finding(("write_on_desk",), "it takes letters away")
    if scene.target.chord and last not in RETURNS:
        return _chord(scene)
    if last in RETURNS:
        return _return(held, scene)
    if last in ("space", " ") and not held and scene.role not in FIELD_ROLES and scene.element is not None:
        return press(scene)
    if last in ("delete", "backspace", "kp_delete"):
        return _delete(held, last, scene)
    if not held or held == {"shift"}:
        return _plain_key(last, scene)
    moves = last in _MOVING_CHORDS or (held == {"alt"} and len(last) > 1)
    return Finding(("move",) if moves else ("write_on_desk",), f"the keys {keys}")


def _split(keys: str) -> tuple[set[str], str]:
    parts = [part.strip().lower() for part in keys.split("+")]
    last = parts[-1] or "plus"
    return {part for part in parts[:-1] if part in _MODIFIERS}, last


def _chord(scene: Scene) -> Finding:
    """What a program calls the chord; a name that nobody knows changes something in it."""
    name = scene.target.chord
    found = press_named(Scene(Target(page=scene.target.page, around=scene.target.around)), name)
    if found.classes == ("move",) and read_label(name) is None:
        return Finding(("write_on_desk",), f"the keys stand for {name!r}")
    return found._replace(why=f"the keys stand for {name!r}")


def press_return(scene: Scene) -> Finding:
    """Return alone, as typing a newline presses it."""
    return press_key("Return", scene)


def _in_terminal(held: set[str], last: str) -> Finding:
    if last in RETURNS or held:
        return Finding(("run_code",), "it runs what stands on the terminal's line")
    return Finding(("write_on_desk",) if len(last) == 1 else ("move",), "it writes on the terminal's line")


def _return(held: set[str], scene: Scene) -> Finding:
    element = scene.element
    if element is None:
        return Finding(("write_on_desk",), "Return where nothing is known about the focus")
    if element.role in TICK_ROLES:
        return _presses_default(scene) or Finding(("move",), "Return on a box presses nothing")
    if element.role not in FIELD_ROLES:
        return press(scene)
    if "multiline" in element.states:
        return _return_in_text(held, scene)
    if scene.in_page and around.ENTER_RUNS.search(f"{scene.label} {scene.hint} {scene.words}"):
        return _runs_line(scene)
    return _presses_default(scene) or _return_alone(scene)


def _return_in_text(held: set[str], scene: Scene) -> Finding:
    """A new line, except in a chat; with Ctrl held it sends in most programs that send."""
    chats = scene.in_page and _chats(scene)
    if held & _COMMAND_KEYS:
        if scene.form is not None and scene.form.button:
            return _as_sent(scene)
        return Finding(("send",), "Ctrl and Return send what is written") if chats or scene.in_page else _newline()
    if chats and "shift" not in held:
        return Finding(("send",), "Return sends in a chat")
    return _newline()


def _chats(scene: Scene) -> bool:
    """Whether Return alone sends from here: by what the field says of its keys, else by what it is for."""
    said = f"{scene.label} {scene.hint} {scene.attributes.get('placeholder', '')} {scene.words}"
    if around.COMMAND_ENTER_SENDS.search(said):
        return False
    for_people = scene.form is None and bool(around.PERSISTED.search(scene.label))
    return for_people or bool(around.ENTER_SENDS.search(said))


def _newline() -> Finding:
    return Finding(("write_on_desk",), "Return is a new line here")


def _as_sent(scene: Scene) -> Finding:
    sending = Scene(scene.target.model_copy(update={"submits": True}), scene.known_hosts)
    return press_named(sending, sending.form.button if sending.form else "")


def _presses_default(scene: Scene) -> Finding | None:
    """Return in a one-line field presses the form's first button, or a dialog's default one."""
    if scene.target.submits:
        return press_named(scene, scene.form.button if scene.form else "")
    if scene.form is not None and scene.form.button and not scene.in_page:
        return press_named(scene, scene.form.button)
    if scene.form_untold and scene.role != "searchbox":
        return Finding(("submit",), f"Return in {scene.element} may send its form, of which nothing is known")
    return None


def _return_alone(scene: Scene) -> Finding:
    if scene.in_page and scene.role == "textbox" and _chats(scene):
        return Finding(("send",), "Return sends in a field for messages")
    if scene.role == "searchbox":
        return Finding(("move",), "Return starts a search")
    if scene.in_page and fields.COMMANDS.search(scene.label):
        return _runs_line(scene)
    return Finding(("write_on_desk",), f"Return in {scene.element}, which would send no form")


def _runs_line(scene: Scene) -> Finding:
    line = touch_of_command(scene.element.value if scene.element else "")
    graver = [risk for risk in line.classes if risk not in ("look", "move")]
    return Finding(("run_code", *graver), f"Return runs what stands in {scene.element}", line.undo)


def _delete(held: set[str], last: str, scene: Scene) -> Finding:
    if last == "backspace":
        return Finding(("move",), "it goes back")
    if "shift" in held:
        return Finding(("delete",), "Shift and Delete take things away for good")
    undo = True if scene.in_file_manager or scene.recoverable else None
    return Finding(("delete",), f"the Delete key on {scene.element or 'what is selected'}", undo)


def _plain_key(last: str, scene: Scene) -> Finding:
    if last in _MOVES or (scene.role in TICK_ROLES and len(last) > 1):
        return Finding(("move",), "it moves about")
    if scene.role in FIELD_ROLES:
        return Finding(("write_on_desk",), "it writes a letter")
    return Finding(("write_on_desk",), "a key that may be a shortcut of what is in front")
