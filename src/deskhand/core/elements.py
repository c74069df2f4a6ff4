"""What is on the screen, named: elements with role, name, value, box and the place they stand in.

Also the text form in which a model reads a list of elements, one line each, and the parser of that form: a program
(the built-in `steps` model) reads exactly what any other model reads. It does not know where elements come from.

    page "New expense" http://expenses.test/new app="Chromium"
    [e3] textbox "Merchant" value="Caf\u00e9" at 120,200 300x32 in="form New expense" required focused
    [e9] link "Edit" at 700,300 40x20 in="table Expenses" row=2 column="Action" rowtext="2024-05-01 | Taxi | 12.00"
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Literal

from pydantic import Field, ValidationError

from deskhand.core.errors import InvalidInput
from deskhand.core.geometry import Box
from deskhand.core.values import Value

Source = Literal["page", "app", "ocr"]

STATES = (
    "focused", "checked", "unchecked", "mixed", "selected", "expanded", "collapsed", "disabled",
    "required", "readonly", "multiline", "password", "offscreen", "invalid", "busy", "unseen",
)  # fmt: skip
"""The closed list of state words. `offscreen` elements have a box outside the screen: scroll to reach them. Of `unseen`
ones the name or hint is many words that a person who looks at the screen does not see."""


class Element(Value):
    """One thing on the screen that a person could name.

    `role` is an ARIA role name (button, link, textbox, combobox, checkbox, radio, option, menuitem, tab, treeitem,
    row, cell, columnheader, heading, image, dialog, canvas ...) or "text" for words that are nothing else, or
    "file" for a field that takes a file, "date" for a date field. `box` is in desk pixels; it may lie outside the
    screen (`offscreen`). `within` names the containers from the outermost, as "role name". For a cell or anything in
    a table row, `row` counts from 1 and `row_text` holds the row's words joined by " | ".
    """

    id: str = Field(max_length=64)
    role: str = Field(max_length=64)
    name: str = Field(default="", max_length=2_000)
    value: str = Field(default="", max_length=20_000)
    box: Box
    states: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    row: int | None = None
    column: str = ""
    row_text: str = ""
    options: tuple[str, ...] = ()
    hint: str = ""
    href: str = ""
    source: Source = "page"
    app: str = ""

    def __str__(self) -> str:
        return f'{self.role} "{self.name}"' if self.name else self.role


class Page(Value):
    """A page or window that elements were found in."""

    title: str = ""
    address: str = ""
    app: str = ""
    active: bool = True


class ElementList(Value):
    """The elements of one frame, in reading order. `frame` is the id of the frame they were read from."""

    frame: int = 0
    pages: tuple[Page, ...] = ()
    elements: tuple[Element, ...] = ()
    omitted: int = 0
    note: str = ""

    def by_id(self, element_id: str) -> Element | None:
        return next((e for e in self.elements if e.id == element_id), None)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def element_line(element: Element) -> str:
    """One element as a line of the text form."""
    words = [f"[{element.id}]", element.role]
    if element.name:
        words.append(_quoted(element.name))
    if element.value:
        words.append(f"value={_quoted(element.value)}")
    box = element.box
    words.append(f"at {box.x},{box.y} {box.width}x{box.height}")
    pairs = {
        "in": " > ".join(place.replace(" > ", " / ") for place in element.within),
        "column": element.column,
        "rowtext": element.row_text,
        "hint": element.hint,
        "href": element.href,
        "app": element.app if element.source != "page" else "",
    }
    if element.row is not None:
        words.append(f"row={element.row}")
    words += [f"{key}={_quoted(text)}" for key, text in pairs.items() if text]
    if element.options:
        words.append(f"options={json.dumps(list(element.options), ensure_ascii=False)}")
    if element.source != "page":
        words.append(f"source={element.source}")
    words += element.states
    return " ".join(words)


def page_line(page: Page) -> str:
    words = ["page" if page.address else "window", _quoted(page.title)]
    if page.address:
        words.append(page.address)
    if page.app:
        words.append(f"app={_quoted(page.app)}")
    if not page.active:
        words.append("background")
    return " ".join(words)


def render_elements(listing: ElementList) -> str:
    """The text form of a list. `parse_elements` reads it back."""
    lines = [f"frame {listing.frame}"]
    lines += [page_line(page) for page in listing.pages]
    lines += [element_line(element) for element in listing.elements]
    if listing.omitted:
        lines.append(f"omitted {listing.omitted}")
    if listing.note:
        lines.append(f"note {_quoted(listing.note)}")
    return "\n".join(lines)


_STRING = r'"(?:[^"\\]|\\.)*"'
_HEAD = re.compile(rf"\[(?P<id>[^\]\s]+)\] (?P<role>\S+)(?: (?P<name>{_STRING}))?")
_VALUE = rf"{_STRING}|\[[^\n]*?\](?= |$)|\S+"
_TOKEN = re.compile(rf" (?:at (?P<box>-?\d+,-?\d+ \d+x\d+)|(?P<key>[a-z]+)=(?P<value>{_VALUE})|(?P<state>[a-z]+))")
_PAGE = re.compile(rf"(?P<kind>page|window) (?P<title>{_STRING})(?: (?P<address>[^\s=]\S*?(?=\s|$)))?")


def _parse_line(line: str) -> Element:
    head = _HEAD.match(line)
    if not head:
        raise ValueError(f"not an element line: {line[:80]!r}")
    fields: dict[str, object] = {"id": head["id"], "role": head["role"], "name": json.loads(head["name"] or '""')}
    states: list[str] = []
    names = {"in": "within", "rowtext": "row_text"}
    for token in _TOKEN.finditer(line, head.end()):
        if token["box"]:
            fields["box"] = Box(*map(int, re.findall(r"-?\d+", token["box"].replace("x", " "))))
        elif token["state"]:
            states.append(token["state"])
        else:
            key, raw = token["key"], token["value"]
            value = json.loads(raw) if raw[0] in '"[' else raw
            fields[names.get(key, key)] = tuple(value.split(" > ")) if key == "in" else value
    return Element.model_validate({**fields, "states": tuple(states)})


def parse_elements(text: str) -> ElementList:
    """Read the text form back. Lines that are not of the form are passed over; a broken one raises InvalidInput."""
    frame, omitted, note = 0, 0, ""
    pages: list[Page] = []
    elements: list[Element] = []
    try:
        for line in text.split("\n"):
            word, _, rest = line.partition(" ")
            if line.startswith("["):
                elements.append(_parse_line(line))
            elif word == "frame" and rest.isdigit():
                frame = int(rest)
            elif word == "omitted" and rest.isdigit():
                omitted = int(rest)
            elif word == "note":
                note = str(json.loads(rest))
            elif word in ("page", "window"):
                pages.append(_parse_page(line))
    except (ValueError, TypeError, ValidationError) as error:
        raise InvalidInput(f"the list of elements can't be read: {error}", hint="Ask for the elements again.") from None
    return ElementList(frame=frame, pages=tuple(pages), elements=tuple(elements), omitted=omitted, note=note)


def _parse_page(line: str) -> Page:
    match = _PAGE.match(line)
    if not match:
        raise ValueError(f"not a page line: {line[:80]!r}")
    address = match["address"] or ""
    is_page = match["kind"] == "page"
    rest = line[match.end("address") if is_page and address else match.end("title") :]
    app = re.search(rf"app=({_STRING})", rest)
    return Page(
        title=json.loads(match["title"]),
        address=address if is_page else "",
        app=json.loads(app[1]) if app else "",
        active=not rest.endswith(" background"),
    )


def reading_order(elements: Iterable[Element], line_height: int = 12) -> list[Element]:
    """Sort by rows of about `line_height` pixels, then from left to right."""
    return sorted(elements, key=lambda e: (e.box.y // line_height, e.box.x))
