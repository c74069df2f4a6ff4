"""The browser's own bars, tabs and buttons, told from what is on the page. They are meant only when named plainly."""

from __future__ import annotations

from deskhand.core.elements import Element, ElementList
from deskhand.models.steps.sight.folding import fold
from deskhand.models.steps.sight.wanted import Purpose, Wanted

CONTROLS = "browser controls"
"""The outermost container of the browser's own controls, as `core.elements` lists have it."""
_DIALOGS = ("dialog", "alertdialog", "alert")
_MENUS = ("menu", "menuitem")

_ALSO_CALLED = {
    "address bar": "address and search bar", "url bar": "address and search bar",
    "location bar": "address and search bar", "address": "address and search bar",
    "地址栏": "address and search bar", "网址栏": "address and search bar",
    "refresh": "reload", "刷新": "reload", "重新加载": "reload", "后退": "back", "返回": "back", "前进": "forward",
    "新标签页": "new tab", "新建标签页": "new tab",
    "bookmark": "bookmark this tab", "bookmark star": "bookmark this tab",
    "menu": "chromium", "browser menu": "chromium",
}  # fmt: skip
"""What people call the controls -> their names, folded."""


def is_control(element: Element) -> bool:
    """Whether it belongs to the browser's frame. A dialog that a page or the browser opens is content."""
    if element.within[:1] != (CONTROLS,) or element.role in _DIALOGS:
        return False
    return not any(part.split(" ")[0] in _DIALOGS for part in element.within)


def page_only(listing: ElementList) -> ElementList:
    """The list without the browser's own controls."""
    kept = tuple(e for e in listing.elements if not is_control(e))
    return listing if len(kept) == len(listing.elements) else listing.model_copy(update={"elements": kept})


def frame_bottom(listing: ElementList) -> int:
    """The y below which the page is: words read off the picture above it belong to the browser's bars. 0 without."""
    bars = [e.box.bottom for e in listing.elements if is_control(e) and e.role not in _MENUS]
    return max((bottom for bottom in bars if bottom < 200), default=0)


def named_controls(listing: ElementList, wanted: Wanted, purpose: Purpose) -> tuple[ElementList, Wanted]:
    """The controls that a target names plainly, and the target as the browser calls it.

    Looking and reading take a control only with its kind ("the tab ...") or the browser named with it.
    """
    controls = [e for e in listing.elements if is_control(e)]
    ours = any(place.anchor is not None and place.anchor.role == "browser" for place in wanted.places)
    if not controls or (wanted.places and not ours) or (purpose in ("see", "read") and not (wanted.role or ours)):
        controls = []
    names = {fold(text) for text in (wanted.name, wanted.whole) if text}
    names |= {_ALSO_CALLED[name] for name in names if name in _ALSO_CALLED}
    kept = tuple(e for e in controls if fold(e.name) in names)
    named = kept[0].name if kept else wanted.name
    meant = Wanted(name=named, role=wanted.role, ordinal=wanted.ordinal, said=wanted.said)
    return listing.model_copy(update={"elements": kept}), meant
