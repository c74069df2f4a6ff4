"""Many Chinese labels, and labels with what stands around them, with what they would really do; and how many of them
are read right: `python -m tests.policy.chinese_bulk [NAME ...] [--each]`, of "labels-a", "around-a", "labels-b", ...

A line of `labels/chinese-*.txt`: "class: label | label". A line of `surroundings/chinese-*.txt`: "class: words around
[label] words around", where "@ title" begins a page and these stand in braces before it: {link}, {menuitem}, {switch}
for another role than a button; {dialog its name}; {section its name}; {row}; {post} for the button of a posted form,
{get} of one that a script sends; {fields a, b}; {path /a/b} of the form; {note words for all of the page}; {app} for a
window of a program. "a or b": either class is right; "undone", "final": whether it can be taken back, where the class
does not say.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from deskhand.core import acts
from deskhand.core.elements import Element, Page
from deskhand.core.geometry import Box, Point
from deskhand.core.targets import Form, FormField, Target
from deskhand.core.verdicts import IRREVERSIBLE
from deskhand.policy.acts import Surroundings, touch_of_act

HERE = Path(__file__).parent
HARMLESS = frozenset({"look", "move", "write_on_desk"})
ADDRESS = "http://x.test/a"
_OPTION = re.compile(r"\{([^{}]*)\}\s*")
_NAMED = re.compile(r"\[([^\[\]]+)\]")


class Case(NamedTuple):
    """said: the line's label or words. classes: any of them is right. undoable: whether it can be taken back."""

    said: str
    classes: tuple[str, ...]
    undoable: bool
    target: Target


class Judged(NamedTuple):
    """A case and what it was taken for."""

    case: Case
    risk: str
    undoable: bool

    @property
    def right(self) -> bool:
        harmless = "harmless" in self.case.classes and self.risk in HARMLESS
        return harmless or self.risk in self.case.classes

    @property
    def missed(self) -> bool:
        """It can't be taken back, and is told as if it could."""
        return not self.case.undoable and self.undoable

    @property
    def over(self) -> bool:
        """It can be taken back, and is told as if it could not."""
        return self.case.undoable and not self.undoable

    @property
    def wrong(self) -> bool:
        return not self.right or self.missed or self.over


def labels(name: str) -> Iterator[Case]:
    """What a file of labels holds, each on a button of a page that says nothing else."""
    for classes, undoable, rest, title in _lines(HERE / "labels" / f"chinese-{name}.txt"):
        for label in rest.split(" | "):
            yield Case(label, classes, undoable, _target(label, "", title or "X", {}))


def around(name: str) -> Iterator[Case]:
    """What a file of surroundings holds."""
    for classes, undoable, rest, title in _lines(HERE / "surroundings" / f"chinese-{name}.txt"):
        options = dict(option.partition(" ")[::2] for option in _OPTION.findall(rest))
        words = _OPTION.sub("", rest).strip()
        match = _NAMED.search(words)
        assert match is not None, rest
        yield Case(rest, classes, undoable, _target(match[1], _NAMED.sub(r"\1", words), title, options))


def _lines(path: Path) -> Iterator[tuple[tuple[str, ...], bool, str, str]]:
    title = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@ "):
            title = line[2:]
        elif line and not line.startswith("#"):
            kind, _, rest = line.partition(": ")
            kinds, _, undo = kind.partition(", ")
            classes = tuple(kinds.split(" or "))
            undoable = undo == "undone" or (undo != "final" and not IRREVERSIBLE.intersection(classes))
            yield classes, undoable, rest, title


def _target(label: str, words: str, title: str, options: dict[str, str]) -> Target:
    roles = ("link", "menuitem", "switch", "checkbox")
    role = next((role for role in roles if role in options), "button")
    within = [f"{place} {options[place]}".strip() for place in ("section", "dialog", "toolbar") if place in options]
    within += ["row"] if "row" in options else []
    element = Element.model_validate({
        "id": "e1", "role": role, "name": label, "box": Box(0, 0, 9, 9), "within": tuple(within),
        "source": "app" if "app" in options else "page",
    })  # fmt: skip
    page = Page(title=title, address="" if "app" in options else ADDRESS)
    form = None
    if "post" in options or "get" in options or "fields" in options:
        fields = tuple(FormField(name=name.strip()) for name in options.get("fields", "").split(",") if name.strip())
        address = f"http://x.test{options['path']}" if "path" in options else ADDRESS
        form = Form(address=address, method="POST" if "post" in options else "GET", fields=fields)
    return Target(
        element=element, page=page, form=form, submits=form is not None, around=words, notes=options.get("note", ""),
        known_by="app" if "app" in options else "page",
    )  # fmt: skip


def judged(case: Case) -> Judged:
    """What a click on it is taken for."""
    touch = touch_of_act(acts.Click(at=Point(1, 1)), Surroundings(target=case.target, known_hosts=("x.test",)))
    return Judged(case, touch.classes[0], touch.undoable)


def names() -> tuple[str, ...]:
    """The names of all lists."""
    found = [f"labels-{path.stem[8:]}" for path in sorted((HERE / "labels").glob("chinese-*.txt"))]
    return tuple(found + [f"around-{path.stem[8:]}" for path in sorted((HERE / "surroundings").glob("chinese-*.txt"))])


def cases(name: str) -> list[Judged]:
    """All of one list, judged."""
    kind, _, which = name.partition("-")
    return [judged(case) for case in (labels if kind == "labels" else around)(which)]


def main(said: list[str]) -> None:
    """Prints right, missed and over of each list that is named, or of all."""
    for name in [word for word in said if not word.startswith("--")] or names():
        found = cases(name)
        back = sum(each.case.undoable for each in found)
        right, missed, over = (sum(getattr(each, what) for each in found) for what in ("right", "missed", "over"))
        print(
            f"{name}: {right} of {len(found)} right ({right / len(found):.1%}), "
            f"{missed} of {len(found) - back} missed, {over} of {back} over ({over / max(back, 1):.1%})"
        )
        for each in found if "--each" in said else ():
            if each.wrong:
                mark = "MISSED" if each.missed else "over" if each.over else ""
                undo = "undone" if each.case.undoable else "final"
                print(f"  {each.case.said}\t{'/'.join(each.case.classes)} {undo} <- {each.risk} {mark}")


if __name__ == "__main__":
    main(sys.argv[1:])
