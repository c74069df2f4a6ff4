"""A small world in memory that answers the tools in their text forms, and a driver that runs `steps` on it.

The state of the model is sent through JSON at every turn, and the model is made anew, as after a restart.
"""

from __future__ import annotations

import fnmatch
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from deskhand.core.elements import Element, ElementList, Page, render_elements
from deskhand.core.evolve import EARLIER_FAILED, TAKEN_OVER
from deskhand.core.geometry import Box
from deskhand.core.messages import (
    Message,
    ModelMessage,
    PersonMessage,
    Reply,
    ResultMessage,
    TextPart,
)
from deskhand.core.moves import INTERRUPTED
from deskhand.models.steps.model import next_reply


def element(eid: str, role: str, name: str = "", **more: Any) -> Element:
    """An element with a box that follows from its number, unless one is given."""
    number = int("".join(char for char in eid if char.isdecimal()) or 0)
    return Element(id=eid, role=role, name=name, **{"box": Box(100, 40 * number, 120, 30), **more})


@dataclass
class World:
    """Elements by id, files by path, and what was done. `on` maps an act ("click e1") to a change of the world;
    `cuts` maps one whose answer is lost, once, to whether it takes effect. taken: the number of the call, from 1, with
    which a person takes the desk, and gives it back at once: it and the rest of its turn are not executed. on_taken:
    what the person does meanwhile."""

    elements: dict[str, Element] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    commands: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, list[Element]] = field(default_factory=dict)
    on: dict[str, Callable[[World], object]] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)
    page: Page = Page(title="Expenses", address="http://expenses.test/", app="Chromium")
    acts: list[str] = field(default_factory=list)
    focus: str = ""
    selected: bool = False
    shown: list[dict[str, Any]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    cuts: dict[str, bool] = field(default_factory=dict)
    windows: tuple[Page, ...] = ()
    taken: int = 0
    called: int = 0
    on_taken: Callable[[World], object] = lambda world: None

    def add(self, *elements: Element) -> World:
        self.elements.update({e.id: e for e in elements})
        return self

    def change(self, eid: str, **fields: Any) -> None:
        self.elements[eid] = self.elements[eid].model_copy(update=fields)

    def answer(self, tool: str, arguments: dict[str, Any]) -> tuple[str, bool]:
        answered: tuple[str, bool] = getattr(self, f"_{tool}")(**arguments)
        return answered

    def _elements(self, source: str = "auto", region: Any = None, **_: Any) -> tuple[str, bool]:
        found = [e for e in self.elements.values() if source != "ocr" or e.source == "ocr"]
        if source == "auto":
            found = [e for e in found if e.source != "ocr"]
        if region:
            x0, y0, x1, y1 = region
            found = [e for e in found if Box(x0, y0, x1 - x0, y1 - y0).contains(*e.box.center)]
        pages = (self.page, *self.windows)
        return render_elements(ElementList(frame=1, pages=pages, elements=tuple(found))), False

    def _computer(self, action: str, **arguments: Any) -> tuple[str, bool]:
        if self.failures and action != "wait":
            return self.failures.pop(0), True
        element_id = arguments.get("element", "")
        if element_id and element_id not in self.elements:
            return f"{element_id} is gone. Ask for the elements again.", True
        verb = action.removeprefix("left_")
        said = arguments.get("text") or arguments.get("keys") or arguments.get("value") or arguments.get("target") or ""
        done = " ".join(part for part in (verb, element_id, str(said)) if part)
        lost = done in self.cuts
        if lost and not self.cuts.pop(done):
            return INTERRUPTED, True
        self.acts.append(done)
        getattr(self, f"_do_{action}", lambda **_: None)(**arguments)
        for key in (f"{verb} {element_id}".strip(), f"{verb} {said}".strip()):
            if key in self.on:
                self.on[key](self)
                break
        if lost:
            return INTERRUPTED, True
        return "Done. The screen changed.", False

    def _do_left_click(self, element: str = "", **_: Any) -> None:
        self.focus, self.selected = element, False
        if element and self.elements[element].role == "checkbox":
            checked = "checked" in self.elements[element].states
            self.change(element, states=("unchecked",) if checked else ("checked",))

    def _do_key(self, keys: str, **_: Any) -> None:
        self.selected = keys == "ctrl+a"
        if keys == "Delete" and self.focus:
            self.change(self.focus, value="")

    def _do_type(self, text: str) -> None:
        if self.focus:
            self.change(self.focus, value=text if self.selected else self.elements[self.focus].value + text)
            self.selected = False

    def _do_set_value(self, element: str, value: str) -> None:
        self.change(element, value=value)

    def _bash(self, command: str, **_: Any) -> tuple[str, bool]:
        if command in self.cuts:
            del self.cuts[command]
            return INTERRUPTED, True
        self.acts.append(f"bash {command}")
        return self.commands.get(command, "exit 0\n"), False

    def _files(
        self, action: str, path: str, pattern: str = "*", text: str = "", target: str = "", **_: Any
    ) -> tuple[str, bool]:
        if action == "write":
            self.files[path] = text
            return f"Wrote {path}.", False
        if action == "move":
            self.files[str(target)] = self.files.pop(path)
            return (INTERRUPTED, True) if self.cuts.pop(f"move {path}", False) else (f"Moved {path}.", False)
        if action == "delete":
            del self.files[path]
            return f"Deleted {path}.", False
        if action == "read":
            return (self.files[path], False) if path in self.files else (f"{path} does not exist.", True)
        if action == "read_picture":
            words = self.pictures.get(path)
            return (
                (f"{path} does not exist.", True)
                if words is None
                else (render_elements(ElementList(elements=tuple(words))), False)
            )
        names = [*self.files, *self.pictures]
        here = [n for n in names if fnmatch.fnmatch(n, pattern if path == "." else f"{path}/{pattern}")]
        return "\n".join(f"file 10 {json.dumps(n)}" for n in here), False

    def _artifact(self, command: str, **given: Any) -> tuple[str, bool]:
        if command == "list":
            lines = [f"a{n} {each.get('kind')} {each['title']!r}, version 1" for n, each in enumerate(self.shown, 1)]
            return "\n".join(lines), False
        cut = self.cuts.pop(f"show {given['title']}", None)
        if cut is not False:
            self.shown.append(given)
        return (INTERRUPTED, True) if cut is not None else (f"Created artifact a{len(self.shown)}.", False)

    def _ask_person(self, question: str, options: list[str] | None = None) -> tuple[str, bool]:
        self.acts.append(f"ask {question}")
        return (self.answers.pop(0), False) if self.answers else ("Nobody answered.", True)

    def _finish(self, **_: Any) -> tuple[str, bool]:
        return "Finished.", False


@dataclass
class Ran:
    """What a run came to."""

    outcome: str
    summary: str
    checks: list[dict[str, Any]]
    replies: list[Reply]
    messages: list[Message]

    @property
    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = self.replies[-1].native["steps"]["values"]
        return found


def person(text: str) -> PersonMessage:
    return PersonMessage(parts=(TextPart(text=text),))


def run(
    program: str, world: World, *, before: list[Message] | None = None, turns_max: int = 300, can_ask: bool = False
) -> Ran:
    """Run a program on a world to its `finish`."""
    messages: list[Message] = [*(before or []), person(program)]
    replies: list[Reply] = []
    can_ask = can_ask or bool(world.answers)
    for _ in range(turns_max):
        reply = next_reply(messages, can_ask=can_ask)
        stored = Reply.model_validate_json(reply.model_dump_json())
        assert stored == reply, "the reply does not survive JSON"
        replies.append(stored)
        messages.append(ModelMessage(reply=stored))
        cut = taken = False
        for call in stored.calls:
            world.called += 1
            taken = taken or world.called == world.taken
            skipped = cut and call.name == "computer"
            if taken:
                world.on_taken(world)
                text, failed = TAKEN_OVER, True
            else:
                text, failed = (EARLIER_FAILED, True) if skipped else world.answer(call.name, dict(call.arguments))
            cut = cut or (failed and call.name == "computer")
            part = TextPart(text=text, stranger=True)
            messages.append(ResultMessage(call_id=call.id, tool=call.name, parts=(part,), failed=failed))
        finish = next((call for call in stored.calls if call.name == "finish"), None)
        if finish:
            arguments: dict[str, Any] = dict(finish.arguments)
            return Ran(arguments["outcome"], arguments["summary"], arguments.get("checks", []), replies, messages)
    raise AssertionError(f"no end after {turns_max} turns: {replies[-1].text}")
