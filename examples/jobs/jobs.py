"""The small jobs: what each finds on its desk and its page, and what must be so when it has been done.

Checks look at the site's record of what was done and at the files on the desk, never at what a job says of itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from serve import HERE

SITE = "office.test"
Record = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a job left things. record: what its page was told, oldest first. work: the desk's work folder. facts: what
    its page showed."""

    record: Record
    work: Path
    facts: Any = None

    def file(self, name: str) -> str | None:
        path = self.work / name
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else None


@dataclass(frozen=True, slots=True)
class Job:
    """A job. kind: what sort of page or program it is about. wrong: what is not as it should be, in words.

    files: name on the desk -> text. facts: draws what the page shows for one run.
    """

    name: str
    kind: str
    wrong: Callable[[Ended], list[str]]
    files: dict[str, str] = field(default_factory=dict)
    facts: Callable[[Random], Any] = lambda _: {}

    @property
    def steps(self) -> Path:
        return HERE / self.name / "job.steps"


def _differs(what: str, found: object, wanted: object) -> list[str]:
    return [] if found == wanted else [f"{what} is {found!r} and should be {wanted!r}"]


def _recorded(*wanted: dict[str, Any]) -> Callable[[Ended], list[str]]:
    """The page was told exactly these things, in this order."""
    return lambda ended: _differs("the page's record", ended.record, list(wanted))


def _board(ended: Ended) -> list[str]:
    """Where each moved card ended; a card may go a long way round."""
    places = {done["moved"]: done["to"] for done in ended.record}
    return _differs("the board", places, {"Water the plants": "Done", "Call the plumber": "Doing"})


def _pass(rng: Random) -> dict[str, str]:
    return {"number": str(rng.randint(100_000, 999_999)), "holder": rng.choice(("A. Moreau", "K. Lindqvist"))}


def _gate(ended: Ended) -> list[str]:
    return _differs("the page's record", ended.record, [{"typed": ended.facts["number"]}])


_PART = "Valve DN 40, brass"


def _parts(rng: Random) -> dict[str, list[list[str]]]:
    """Fifteen valves among other parts, ours on the third page of them."""
    names = [f"Valve DN {size}, {metal}" for size in (15, 20, 25, 32, 50) for metal in ("brass", "steel")]
    names = [*names, "Valve DN 40, steel", _PART, "Valve DN 65, steel", "Hose 2 m", "Clamp", "Pump seal"]
    return {
        "parts": [
            [name, f"{rng.choice('ABC')}{rng.randint(1, 40)}", f"{rng.randint(300, 9000) / 100:.2f}"] for name in names
        ]
    }


def _found_part(ended: Ended) -> list[str]:
    shelf, price = next(rest for name, *rest in ended.facts["parts"] if name == _PART)
    return _differs("valve.txt", (ended.file("valve.txt") or "").strip(), f"{shelf} {price}")


_SCAN = "Invoice of May\nTotal 120.00\n"


def _renamed(ended: Ended) -> list[str]:
    wrong = _differs("done/invoice-may.txt", ended.file("done/invoice-may.txt"), _SCAN)
    wrong += _differs("inbox/scan-0001.txt", ended.file("inbox/scan-0001.txt"), None)
    return wrong + _differs("inbox/scan-0002.txt", ended.file("inbox/scan-0002.txt"), "Another one\n")


_LETTER = "Dear Ann,\n\nthank you for the books.\n\n"


def _signed(ended: Ended) -> list[str]:
    text = ended.file("letter.txt")
    wanted = f"{_LETTER}Best wishes, Zoë\n附言：明天见 🙂"
    return _differs("letter.txt", (text or "").rstrip("\n"), wanted)


JOBS = (
    Job("dialog", "a modal dialog", _recorded({"added": "Jürgen Ødegård", "role": "Editor"})),
    Job(
        "menus", "a menu bar with submenus",
        _recorded({"chosen": "Show ruler", "checked": "true"}, {"chosen": "As SVG", "checked": None}),
    ),
    Job("tree", "a tree", _recorded({"paid": "2024 / Invoices / February"})),
    Job("canvas", "a canvas that must be read", _gate, facts=_pass),
    Job("frames", "a page in frames", _recorded({"reserved": "Floor lamp", "count": "4"})),
    Job("board", "drag and drop", _board),
    Job("search", "pages of search results", _found_part, facts=_parts),
    Job(
        "wizard", "a wizard that refuses a field, in Chinese",
        _recorded({"refused": "12345"}, {"name": "张三丰", "phone": "13800138000", "city": "苏州"}),
    ),
    Job(
        "approvals", "a table with buttons in its rows, in Chinese",
        _recorded({"name": "张伟", "verb": "批准"}, {"name": "张伟强", "verb": "退回"}),
    ),
    Job(
        "rename", "the file manager", _renamed,
        files={"inbox/scan-0001.txt": _SCAN, "inbox/scan-0002.txt": "Another one\n", "done/.keep": ""},
    ),
    Job("letter", "the text editor", _signed, files={"letter.txt": _LETTER}),
)  # fmt: skip


def put_files(job: Job, folder: Path) -> dict[str, str]:
    """Write the job's files; gives what a desk is to be made with: name on the desk -> path here."""
    for name, text in job.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return {name.split("/")[0]: str(folder / name.split("/")[0]) for name in job.files}
