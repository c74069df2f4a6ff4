"""How the screen stands with regard to the steps that come next: what an act left behind, when nobody saw it happen."""

from __future__ import annotations

import re
import zlib
from typing import Any

from deskhand.core.elements import Element, ElementList
from deskhand.models.steps.language import program as p
from deskhand.models.steps.language.words import is_risky
from deskhand.models.steps.run.asking import Around
from deskhand.models.steps.run.judging import files_of, judge, needs_screen
from deskhand.models.steps.sight.controls import page_only
from deskhand.models.steps.sight.finding import find
from deskhand.models.steps.sight.wanted import Purpose, wanted
from deskhand.models.steps.values.failure import StepFailed

_QUIET = (p.Say, p.Let, p.AddTo, p.Pause)
_PURPOSES: dict[type, Purpose] = {
    p.Click: "click", p.Expand: "click", p.Enter: "enter", p.SetField: "enter", p.Tick: "tick", p.Choose: "choose",
    p.Attach: "attach", p.Hover: "point", p.Read: "read",
}  # fmt: skip
HARMLESS_ROLES = frozenset(
    {"link", "tab", "menuitem", "menubar", "menu", "treeitem", "option", "radio", "textbox", "searchbox", "combobox",
     "listitem", "row", "cell", "gridcell", "columnheader", "heading", "icon", "summary"}
)  # fmt: skip
"""Pressing these twice does no more than pressing them once, or can be undone by hand. A button may be anything."""
HARMLESS_KEYS = frozenset(
    {"Tab", "shift+Tab", "Up", "Down", "Left", "Right", "Home", "End", "Page_Up", "Page_Down", "Escape", "F5",
     "ctrl+a", "ctrl+c", "ctrl+Home", "ctrl+End", "ctrl+f", "ctrl+s"}
)  # fmt: skip


def harmless(element: Element) -> bool:
    """Whether pressing it again could do no harm."""
    opens = {"expanded", "collapsed"} & set(element.states)
    known = element.role in HARMLESS_ROLES or bool(opens)
    return known and element.source != "ocr" and not is_risky(element.name)


_LEADS_ON = re.compile(r"\b(?:continue|next|proceed|preview|review|weiter)\b|继续|下一步|预览", re.IGNORECASE)


def leads_on(around: Around, element: Element) -> bool:
    """Whether it plainly only leads to a page where the program will press what counts: "Continue" before "Confirm"."""
    later = [step.statement for step in around.following]
    counts = any(isinstance(s, p.Click) and s.target.name and is_risky(s.target.name.text) for s in later)
    return counts and bool(_LEADS_ON.search(element.name)) and not is_risky(element.name)


def mark(listing: ElementList) -> int:
    """A number that differs when the page differs: names, values and states, not places."""
    lines = [f"{e.role}|{e.name}|{e.value}|{e.states}" for e in page_only(listing).elements]
    lines += [page.address or page.title for page in listing.pages if page.active]
    return zlib.crc32("\n".join(lines).encode("utf-8", "replace"))


def standing(around: Around, listing: ElementList | None) -> dict[str, Any]:
    """{"mark": see `mark`, "signs": whether what the next steps are about is there, None when they don't tell}."""
    if listing is None:
        return {"mark": None, "signs": None}
    try:
        return {"mark": mark(listing), "signs": _signs(around, listing)}
    except StepFailed:
        return {"mark": mark(listing), "signs": None}


def _signs(around: Around, listing: ElementList) -> bool | None:
    told = next((step.statement for step in around.following if not isinstance(step.statement, _QUIET)), None)
    return sign_of(around, told, listing)


def sign_of(around: Around, told: Any, listing: ElementList) -> bool | None:
    """Whether what a statement names is there, or its condition holds; None when it does not tell."""
    if isinstance(told, p.Expect | p.WaitFor):
        if not needs_screen(told.condition, around.variables) or list(files_of(told.condition, around.variables)):
            return None
        return judge(told.condition, listing, around.variables, {})[0]
    target = told.path[0] if isinstance(told, p.Menu) else getattr(told, "target", None)
    if told is None or target is None or type(told) not in _PURPOSES:
        return None
    return bool(find(listing, wanted(target, around.variables), _PURPOSES[type(told)]).elements)
