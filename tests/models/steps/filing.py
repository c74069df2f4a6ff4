"""A small app in memory with a form, a page to confirm on and a record of what was filed, and what disturbs it.

A disturbance meets the n-th call: "done" (its answer is lost), "done, as before" (and the page that it began on is
shown again), "not done" (it is lost before), "reloaded" (the page is loaded anew after the call, its fields empty; the
next act tells), "desk lost" (before the call, with the words of a desk made anew), "unreached" and "blank" (the page
that the call leads to does not come, or comes empty, until it is loaded again) or "not sent" (the form that the call
sends never arrives; loading again is no use, going back shows the form).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from deskhand.core.elements import Page
from deskhand.core.moves import INTERRUPTED, NOT_BEGUN
from tests.models.steps.world import World, element

EFFECTS = ("done", "not done", "reloaded", "reloaded and cut", "desk lost", "unreached", "blank", "not sent",
           "done, as before")  # fmt: skip
_SENDING = ("Continue", "Confirm", "Save changes")
DIED = " The browser had died and was started again with its pages; what was typed in them is lost."
ENTRY_PROGRAM = """
click "New expense"
type Cafe into Merchant
type 12.50 into Amount
choose Travel in Category
tick "Company card"
click Continue
expect "Check and confirm"
click Confirm
expect "Expense saved"
read "Reference" as reference
"""
EDIT_PROGRAM = """
open http://expenses.test/edit
type 99 into Amount
click "Save changes"
expect "Changes saved"
"""


@dataclass
class Filing(World):
    """The app. filed: the entries; saved: the amounts that an edit saved."""

    filed: list[tuple[str, ...]] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    effects: dict[int, str] = field(default_factory=dict)
    calls: int = 0
    draft: tuple[str, ...] = ()
    asked: list[str] = field(default_factory=list)
    made: int = 0
    died: bool = False
    behind: str = ""
    before: str = ""

    def show(self, path: str) -> None:
        """Load a page: everything on it is new."""
        self.page = Page(title="Expenses", address=f"http://expenses.test/{path}", app="Chromium")
        self.focus, self.elements = "", {}
        for role, name, more in _PAGES[path]:
            self.made += 1
            self.add(element(f"e{self.made}", role, name, **more))
        if path == "saved":
            self.made += 1
            self.add(element(f"e{self.made}", "text", f"Reference: EX-{len(self.filed)}"))

    def answer(self, tool: str, arguments: dict[str, Any]) -> tuple[str, bool]:
        if tool == "ask_person":
            self.asked.append(str(arguments["question"]))
        if tool in ("finish", "ask_person"):
            return super().answer(tool, arguments)
        self.calls += 1
        effect, path = self.effects.get(self.calls, ""), self._path()
        lost = self._lost_before(effect, path, arguments)
        if lost is not None:
            return lost
        text, failed = super().answer(tool, arguments)
        if effect == "done, as before":
            self.show(path)
        if effect.startswith("done"):
            return INTERRUPTED, True
        now = self._path()
        if effect in ("unreached", "blank") and now != path:
            self._hide(now, "chrome-error://chromewebdata/" if effect == "unreached" else self.page.address)
        if effect.startswith("reloaded"):
            self.died = True
            self.show(now)
        if effect == "reloaded and cut":
            return INTERRUPTED, True
        if tool == "computer" and self.died:
            text, self.died = text + DIED, False
        return text, failed

    def _lost_before(self, effect: str, path: str, arguments: dict[str, Any]) -> tuple[str, bool] | None:
        """The answer to a call that does nothing."""
        if effect == "not done":
            return INTERRUPTED, True
        if effect == "desk lost":
            self.show(path)
            return NOT_BEGUN, True
        if effect == "not sent" and self._sends(arguments):
            self._hide("", "chrome-error://chromewebdata/")
            self.before = path
            return "Done. The screen changed.", False
        return None

    def _path(self) -> str:
        """The page in front; where nothing of it came, the one that comes when its address is opened."""
        hidden = not self.elements or "a1" in self.elements
        return (self.behind or self.before) if hidden else self.page.address.rpartition("/")[2]

    def _sends(self, arguments: dict[str, Any]) -> bool:
        pressed = self.elements.get(str(arguments.get("element", "")))
        return arguments.get("action") == "left_click" and pressed is not None and pressed.name in _SENDING

    def _hide(self, behind: str, address: str) -> None:
        """Show a page with nothing of the app on it. behind: what comes when it is loaded again."""
        self.behind, self.elements, self.focus = behind, {}, ""
        self.page = Page(title="expenses.test", address=address, app="Chromium")

    def _do_key(self, keys: str, **more: Any) -> None:
        super()._do_key(keys, **more)
        if keys == "F5" and self.behind:
            self.show(self.behind)
        elif keys == "F5" and not self.elements:
            self.add(element("a1", "dialog", "Confirm Form Resubmission", within=("browser controls",), source="app"))
        elif keys == "Escape":
            self.elements.pop("a1", None)
        elif keys == "alt+Left" and not self.elements:
            self.show(self.before)

    def _do_open(self, target: str) -> None:
        self.show(target.rpartition("/")[2])

    def _do_left_click(self, element: str = "", **more: Any) -> None:
        super()._do_left_click(element, **more)
        pressed = self.elements[element]
        match pressed.name:
            case "New expense":
                self.show("new")
            case "Continue":
                self._continue()
            case "Confirm":
                self.filed.append(self.draft)
                self.show("saved")
            case "Save changes":
                self.saved.append(self._value("Amount"))
                self.show("changed")

    def _value(self, name: str) -> str:
        found = next(e for e in self.elements.values() if e.name == name)
        return found.states[0] if found.role == "checkbox" else found.value

    def _continue(self) -> None:
        """A form that is not whole is not taken: the page stays as it is."""
        values = tuple(map(self._value, ("Merchant", "Amount", "Category", "Company card")))
        if values[0] and values[1]:
            self.draft = values
            self.show("confirm")


_PAGES: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "": [("link", "New expense", {}), ("link", "List", {})],
    "new": [
        ("textbox", "Merchant", {}),
        ("textbox", "Amount", {}),
        ("combobox", "Category", {"options": ("Other", "Travel"), "value": "Other"}),
        ("checkbox", "Company card", {"states": ("unchecked",)}),
        ("button", "Continue", {}),
    ],
    "confirm": [("heading", "Check and confirm", {}), ("button", "Confirm", {})],
    "saved": [("heading", "Expense saved", {}), ("link", "New expense", {})],
    "edit": [("textbox", "Amount", {"value": "55"}), ("button", "Save changes", {})],
    "changed": [("heading", "Changes saved", {})],
}


def app(effects: dict[int, str] | None = None, path: str = "") -> Filing:
    """The app with one page open. effects: what disturbs which call."""
    world = Filing(effects=effects or {})
    world.show(path)
    return world


__all__ = ["EDIT_PROGRAM", "EFFECTS", "ENTRY_PROGRAM", "Filing", "app"]
