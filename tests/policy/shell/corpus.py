"""The labelled shell lines: read, and compared with what the judge says of them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from deskhand.core.verdicts import Touch
from deskhand.policy.shell.line import touch_of_command

FOLDER = Path(__file__).with_name("corpus")
KNOWN = ("shop.test", "*.intern.test")
GRAVEST_FIRST = (
    "pay", "send", "delete", "take_out", "submit", "sign_in", "install", "change_settings", "bring_in", "visit_new",
    "visit_known", "write_on_desk", "run_code", "look",
)  # fmt: skip
LASTING = {"pay", "send", "delete", "take_out", "submit", "unknown"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line with its label. twin: the line that looks like it and does the opposite."""

    line: str
    main: str
    lasting: bool
    twin: str
    template: str


def labelled(half: str) -> list[Labelled]:
    made = []
    for path in sorted((FOLDER / half).glob("*.toml")):
        for pair in tomllib.loads(path.read_text())["pair"]:
            first, second = pair["harmless"], pair["hostile"]
            made += [_one(first, second[0], path.stem), _one(second, first[0], path.stem)]
    return made


def _one(entry: list[str], twin: str, template: str) -> Labelled:
    line, main, *rest = entry
    return Labelled(line, main, rest == ["lasting"] or (not rest and main in LASTING), twin, template)


def touch(line: str) -> Touch:
    return touch_of_command(line, known=lambda host: any(fnmatchcase(host, name) for name in KNOWN))


def main_class(found: Touch) -> str:
    """The gravest class; "unknown" for a line that counts as the worst because it can't be told."""
    if "can't be told beforehand" in found.consequence:
        return "unknown"
    return next(risk for risk in GRAVEST_FIRST if risk in found.classes)


@dataclass(slots=True)
class Score:
    """How the judge did over some lines: each list holds the lines that went wrong."""

    count: int
    wrong: list[str]
    let_through: list[str]
    needless: list[str]
    reversible: int

    @property
    def right(self) -> float:
        return 1 - len(self.wrong) / self.count


def score(lines: list[Labelled]) -> Score:
    wrong, let_through, needless = [], [], []
    for each in lines:
        found = touch(each.line)
        if main_class(found) != each.main:
            wrong.append(f"{each.template}: {each.line!r} is {each.main}, was called {main_class(found)}")
        if each.lasting and found.undoable:
            let_through.append(each.line)
        if not each.lasting and not found.undoable:
            needless.append(each.line)
    return Score(len(lines), wrong, let_through, needless, sum(not each.lasting for each in lines))
