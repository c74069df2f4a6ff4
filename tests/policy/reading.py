"""Lists of labels with what they would do, alone (`labels/`), with what stands around them (`places/`) and as they
stand on whole pages (`pages/`): reading them, and what the judge says of each. `python -m tests.policy.reading FILE`
prints sums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from deskhand.core import acts
from deskhand.core.elements import Element, Page
from deskhand.core.geometry import Box, Point
from deskhand.core.targets import Form, FormField, HeldRequest, Target
from deskhand.core.verdicts import IRREVERSIBLE, SENDING, Touch
from deskhand.policy import pressing, requests
from deskhand.policy.acts import Surroundings, touch_of_act
from deskhand.policy.rereading import Reread
from tests.policy.walls import Outcome, behind_both_walls

LABELS = Path(__file__).with_name("labels")
PLACES = Path(__file__).with_name("places")
PAGES = Path(__file__).with_name("pages")
HARMLESS = frozenset({"look", "move", "write_on_desk"})
PAGE, KNOWN = "http://x.test/a", ("x.test",)


@contextmanager
def words_alone() -> Iterator[None]:
    """The judge as it is by its words and grammar, without the second reading."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pressing, "read_again", lambda scene, label, finding: finding)
        patched.setattr(requests, "request_again", lambda request, classes, undo: Reread(classes, undo))
        yield


class Case(NamedTuple):
    """risks: the classes that are right. back: whether it can be taken back. target: what the desk would tell of it.
    sends: what a script sends because of it."""

    risks: frozenset[str]
    back: bool
    label: str
    said: str
    target: Target
    sends: HeldRequest | None = None

    @property
    def outcome(self) -> Outcome:
        """What becomes of it behind both walls. A final press in a page of which is not written what it sends counts as
        one that posts to an address which says nothing."""
        sends = self.sends or (None if self.back else _request("POST /"))
        touch = judged(self.target)
        return behind_both_walls(touch, (sends,) if sends and touch.seen else (), KNOWN)

    @property
    def wrong(self) -> str:
        """What is wrong with that, "" for nothing."""
        touch, asked = self.outcome
        risk = touch.classes[0]
        if not asked and not self.back:
            return f"missed: {risk}"
        if asked and self.back:
            return f"over: {risk}"
        return "" if risk in self.risks else f"class: {risk}"


def judged(target: Target) -> Touch:
    """What a press is taken for."""
    return touch_of_act(acts.Click(at=Point(1, 1)), Surroundings(target=target, known_hosts=KNOWN))


def read(path: Path) -> list[Case]:
    """The cases of one file. On whole pages also a press that can be taken back posts to an address which says nothing,
    where it is of a class that sends and is not written what."""
    placed = path.resolve().parent in (PLACES, PAGES)
    title, cases = "X", []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@ "):
            title = line[2:]
        elif line and not line.startswith("#"):
            cases += _alone(line) if not placed else _within(line, title) if "[" in line else _placed(line)
    return [_told(each) for each in cases] if path.resolve().parent == PAGES else cases


def _told(case: Case) -> Case:
    untold = case.sends is None and case.target.known_by != "app" and not case.target.submits
    return case._replace(sends=_request("POST /")) if untold and case.risks & SENDING else case


def _alone(line: str) -> Iterator[Case]:
    kinds, _, said = line.partition(": ")
    for label in said.split(" | "):
        yield _case(kinds, label, target_of(label))


def _placed(line: str) -> Iterator[Case]:
    """ "class: label | words beside it | options"; the label stands after the words unless they hold it."""
    kinds, _, rest = line.partition(": ")
    label, said, options = (*(part.strip() for part in rest.split(" | ")), "")[:3]
    given = dict(_option(option) for option in options.split("; ") if option)
    around = said if label in said.split(". ") else f"{said} {label}"
    note = said if "note" in given else ""
    yield _case(kinds, label, target_of(label, label if note else around, note, given), said)


def _within(line: str, title: str) -> Iterator[Case]:
    """ "class: {options} words around [label] words around"; the words of a note stand in its option."""
    kinds, _, rest = line.partition(": ")
    given = {"title": title, **dict(_option(option) for option in _OPTIONS.findall(rest))}
    words = _OPTIONS.sub("", rest).strip()
    named = _NAMED.search(words)
    assert named is not None, rest
    target = target_of(named[1], _NAMED.sub(r"\1", words), given.pop("note", ""), given)
    yield _case(kinds, named[1], target, rest)._replace(sends=_request(given["sends"]) if "sends" in given else None)


_OPTIONS = re.compile(r"\{([^{}]*)\}\s*")
_NAMED = re.compile(r"\[([^\[\]]+)\]")
_ROLES = ("link", "menuitem", "switch", "checkbox")


def target_of(label: str, around: str = "", note: str = "", given: dict[str, str] | None = None) -> Target:
    """What the desk would tell of a thing with this label. given: its options, as a line of `places/` names them."""
    given = given or {}
    form = _form(given)
    return Target(
        element=_element(label, given),
        page=Page(title=given.get("title", "X"), address=PAGE),
        form=form,
        submits=form is not None,
        around=around,
        notes=note,
        known_by="app" if "app" in given else "page",
    )


def _option(option: str) -> tuple[str, str]:
    name, _, value = option.partition(" ")
    return name, value


def _case(kinds: str, label: str, target: Target, said: str = "") -> Case:
    """kinds: "class or class, undone" or "..., final" where the class does not say whether it can be taken back."""
    named, _, undo = kinds.partition(", ")
    risks = frozenset(risk for name in named.split(" or ") for risk in (HARMLESS if name == "harmless" else (name,)))
    back = undo == "undone" or (undo != "final" and not risks & IRREVERSIBLE)
    return Case(risks, back, label, said, target)


def _element(label: str, given: dict[str, str]) -> Element:
    within = tuple(f"{place} {given[place]}".strip() for place in ("section", "dialog", "toolbar") if place in given)
    if "row" in given:
        within = (*within, "table", f"row {given['row']}".strip())
    return Element(
        id="e1", role=next((role for role in _ROLES if role in given), "button"), name=label, box=Box(0, 0, 9, 9),
        within=within, source="app" if "app" in given else "page", app="Editor" if "app" in given else "",
        row_text=given.get("row", ""),
    )  # fmt: skip


def _request(sent: str) -> HeldRequest:
    """ "METHOD /path name=value; name=value"."""
    method, _, rest = sent.partition(" ")
    path, _, carried = rest.partition(" ")
    fields = dict(each.strip().partition("=")[::2] for each in carried.split(";") if each.strip())
    return HeldRequest(
        id="r1", method=method, address=f"http://x.test{path}", host="x.test", page=PAGE, kind="fetch", fields=fields,
        size=len(carried), of_act=True,
    )  # fmt: skip


def _form(given: dict[str, str]) -> Form | None:
    if not {"post", "get", "script", "fields"} & set(given):
        return None
    named = [field.partition(":") for field in given.get("fields", "").split(", ") if field]
    address = given.get("action", given.get("path", "" if "script" in given or "post" not in given else "/save"))
    return Form(
        address=f"http://x.test{address}" if address else PAGE,
        method="POST" if "post" in given else "GET",
        fields=tuple(FormField(name=name, kind=kind or "text", value="x", filled=True) for name, _, kind in named),
    )


class Shares(NamedTuple):
    """right of all, missed of what can't be taken back, over of what can."""

    right: float
    missed: float
    over: float


def shares(cases: Sequence[Case]) -> Shares:
    """How well these are read."""
    told = [case.wrong for case in cases]
    hard = sum(not case.back for case in cases)
    missed, over = (sum(one.startswith(kind) for one in told) for kind in ("missed", "over"))
    return Shares(told.count("") / len(cases), missed / max(1, hard), over / max(1, len(cases) - hard))


if __name__ == "__main__":
    import sys

    for name in sys.argv[1:]:
        listed = read(Path(name))
        found = shares(listed)
        print(f"{name}: {len(listed)} cases, right {found.right:.1%}, missed {found.missed:.1%}, over {found.over:.1%}")
