"""What key chords do in programs that do not tell it by their menus: names as a person finds them there, as data.

Vocabulary only: it does not know which program is in front, nor what is risky.
"""

from __future__ import annotations

_MODIFIERS = ("ctrl", "alt", "shift", "super")
_SAME = {
    "control": "ctrl", "primary": "ctrl", "meta": "super", "win": "super", "cmd": "super", "enter": "return",
    "kp_enter": "return", "del": "delete", "kp_delete": "delete", "esc": "escape", "pgup": "page_up",
    "pageup": "page_up", "prior": "page_up", "pagedown": "page_down", "pgdn": "page_down", "next": "page_down",
    "spacebar": "space", " ": "space", "minus": "-", "plus": "+", "equal": "=",
}  # fmt: skip

BROWSER = {
    "ctrl+t": "New tab", "ctrl+n": "New window", "ctrl+shift+n": "New incognito window",
    "ctrl+shift+t": "Reopen closed tab", "ctrl+w": "Close tab", "ctrl+f4": "Close tab",
    "ctrl+shift+w": "Close window", "alt+f4": "Close window", "ctrl+shift+q": "Quit",
    "ctrl+l": "Go to the address bar", "alt+d": "Go to the address bar", "f6": "Go to the address bar",
    "ctrl+k": "Search from the address bar", "ctrl+e": "Search from the address bar", "ctrl+r": "Reload",
    "f5": "Reload", "ctrl+shift+r": "Reload without cache", "ctrl+f5": "Reload without cache",
    "ctrl+shift+delete": "Clear browsing data", "ctrl+h": "History", "ctrl+j": "Downloads",
    "ctrl+d": "Bookmark this tab", "ctrl+shift+d": "Bookmark all tabs", "ctrl+shift+o": "Bookmark manager",
    "ctrl+shift+b": "Show bookmarks bar", "ctrl+s": "Save page as", "ctrl+p": "Print",
    "ctrl+shift+p": "Print using system dialog", "ctrl+o": "Open file", "ctrl+u": "View page source",
    "ctrl+f": "Find in page", "f3": "Find next", "ctrl+g": "Find next", "ctrl+shift+g": "Find previous",
    "f12": "Developer tools", "ctrl+shift+i": "Developer tools", "ctrl+shift+j": "Developer tools",
    "ctrl+shift+c": "Developer tools", "shift+escape": "Task manager", "alt+left": "Back",
    "alt+right": "Forward", "alt+home": "Home page", "f11": "Full screen", "f1": "Help",
    "ctrl+tab": "Next tab", "ctrl+shift+tab": "Previous tab", "ctrl+page_down": "Next tab",
    "ctrl+page_up": "Previous tab", "ctrl++": "Zoom in", "ctrl+=": "Zoom in", "ctrl+-": "Zoom out",
    "ctrl+0": "Reset zoom", "f7": "Caret browsing", "ctrl+shift+m": "Switch profile",
}  # fmt: skip
"""Chromium's own chords on Linux. A page is asked first for most of them, and may do something else."""

EDITING = {
    "ctrl+a": "Select all", "ctrl+c": "Copy", "ctrl+insert": "Copy", "ctrl+x": "Cut", "shift+delete": "Cut",
    "ctrl+v": "Paste", "shift+insert": "Paste", "ctrl+shift+v": "Paste as plain text", "ctrl+z": "Undo",
    "ctrl+shift+z": "Redo", "ctrl+y": "Redo",
}  # fmt: skip
"""What chords do in any field for text."""

_WINDOWS = {"alt+f4": "Close window", "alt+tab": "Next window", "alt+space": "Window menu"}
_FILES = {
    "delete": "Move to Trash", "shift+delete": "Delete permanently", "f2": "Rename", "ctrl+c": "Copy",
    "ctrl+x": "Cut", "ctrl+v": "Paste", "ctrl+a": "Select all", "ctrl+shift+n": "Create folder",
    "ctrl+w": "Close window", "ctrl+q": "Close all windows", "ctrl+t": "New tab", "ctrl+n": "New window",
    "ctrl+l": "Open location", "ctrl+f": "Search for files", "ctrl+h": "Show hidden files", "ctrl+z": "Undo",
    "ctrl+shift+z": "Redo", "alt+up": "Open parent", "alt+left": "Back", "alt+right": "Forward",
    "alt+return": "Properties", "f5": "Reload",
}  # fmt: skip
_TERMINAL = {"ctrl+c": "Interrupt", "ctrl+d": "End of input", "ctrl+z": "Suspend", "ctrl+shift+v": "Paste"}
_BY_APP = {"chromium": BROWSER, "thunar": _FILES, "pcmanfm": _FILES, "xterm": _TERMINAL, "xfce4-terminal": _TERMINAL}


def chord_of(keys: str) -> str:
    """A chord in one way of writing: modifiers in a fixed order, lower case ("Control+shift+Del" is
    "ctrl+shift+delete"). Also reads that of GTK ("<Primary><Shift>s"). A chord of modifiers alone is itself."""
    words = keys.replace("<", " ").replace(">", " ").split() if "<" in keys else _split(keys)
    names = [_SAME.get(word.casefold(), word.casefold()) for word in words]
    held = [name for name in _MODIFIERS if name in names]
    rest = [name for name in names if name not in _MODIFIERS]
    return "+".join([*held, *rest])


def _split(keys: str) -> list[str]:
    keys = keys.strip()
    head, last = (keys[:-2], "+") if keys.endswith("++") else ("", "") if keys == "+" else (keys, "")
    words = [word.strip() for word in head.split("+") if word.strip()]
    return [*words, last] if last else words or [keys]


def known_chord(app: str, keys: str, *, in_text: bool) -> str:
    """What a chord does in a program, "" where that is not known. app: its name. in_text: whether a field for text has
    the focus, where plain Delete deletes letters."""
    chord, name = chord_of(keys), app.casefold()
    if in_text and chord in EDITING:
        return EDITING[chord]
    if in_text and "+" not in chord:
        return ""
    table = next((table for known, table in _BY_APP.items() if name.startswith(known)), {})
    return table.get(chord) or EDITING.get(chord, "") or _WINDOWS.get(chord, "")
